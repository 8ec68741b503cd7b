//! What browsers report about content that our pages do not have, and how to reach those who care.

use axum::body::Bytes;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::http::header::{CONTENT_TYPE, HeaderValue};
use axum::response::{IntoResponse as _, Response};
use serde_json::Value;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use super::HttpState;
use super::caller::Visitor;
use crate::audit::{Action, Entry, Origin};

/// Where browsers send what violated the content security policy.
pub const CSP_REPORT: &str = "/csp-report";
/// Where researchers look whom to tell.
pub const SECURITY_TXT: &str = "/.well-known/security.txt";
/// Most bytes of a report.
const REPORT_BYTES: usize = 16 * 1024;
/// `security.txt` says that it is valid for so long.
const VALID_S: i64 = 180 * 86_400;

/// Takes a report in either form that browsers send and records what was violated, never an address that
/// could carry data.
pub(super) async fn violation(State(state): State<HttpState>, request: Request) -> Response {
    let visitor = Visitor::stranger(&request);
    let Ok(body) = axum::body::to_bytes(request.into_body(), REPORT_BYTES).await else {
        return StatusCode::PAYLOAD_TOO_LARGE.into_response();
    };
    let Some((directive, blocked)) = facts(&body) else { return StatusCode::BAD_REQUEST.into_response() };
    let context = state.services.context();
    let origin = Origin { request_id: visitor.request_id, address: Some(visitor.address) };
    let event = Entry::new(Action::CspViolation, context.clock.now_s(), &origin).failed();
    let event = event.fact("directive", directive).fact("blocked", blocked);
    match context.record_seldom(&event).await {
        Ok(()) => StatusCode::NO_CONTENT.into_response(),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

/// Directive and what was blocked, from `report-uri` or `report-to`.
fn facts(body: &Bytes) -> Option<(String, String)> {
    let report: Value = serde_json::from_slice(body).ok()?;
    let (body, directive, blocked) = match &report {
        Value::Object(_) => (report.get("csp-report")?, "violated-directive", "blocked-uri"),
        Value::Array(reports) => {
            let first = reports.iter().find(|report| report["type"] == "csp-violation")?;
            (first.get("body")?, "effectiveDirective", "blockedURL")
        }
        _ => return None,
    };
    let directive = body.get(directive).or_else(|| body.get("effective-directive"))?.as_str()?;
    let blocked = body.get(blocked).and_then(Value::as_str).unwrap_or_default();
    // `inline`, `eval`, or an address of which only scheme and host are kept.
    let host = blocked.split_once("://").map(|(scheme, rest)| {
        format!("{scheme}://{}", rest.split(['/', '?', '#', '@']).next().unwrap_or_default())
    });
    let word = || blocked.chars().take_while(char::is_ascii_alphanumeric).take(20).collect();
    let directive =
        directive.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '-').take(40).collect();
    Some((directive, host.unwrap_or_else(word)))
}

/// RFC 9116; there is one only if the operator named a contact.
pub(super) async fn security_txt(State(state): State<HttpState>) -> Response {
    let Some(contact) = &state.surface.security_contact else {
        return (StatusCode::NOT_FOUND, "not found\n").into_response();
    };
    let now_s = state.services.context().clock.now_s();
    // To the day, so that the file does not change with every request.
    let until = OffsetDateTime::from_unix_timestamp((now_s + VALID_S).div_euclid(86_400) * 86_400);
    let until = until.ok().and_then(|until| until.format(&Rfc3339).ok()).unwrap_or_default();
    let origin = state.origin.as_str();
    let text = format!(
        "Contact: {contact}\nExpires: {until}\nPreferred-Languages: de, en\n\
         Canonical: {origin}{SECURITY_TXT}\n"
    );
    ([(CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8"))], text).into_response()
}

/// A contact as RFC 9116 wants it.
///
/// # Errors
/// It is neither a mail address nor an https address.
pub fn parse_contact(text: &str) -> Result<String, &'static str> {
    let plain = text.chars().all(|c| c.is_ascii_graphic());
    let known =
        text.strip_prefix("mailto:").is_some_and(crate::vault::is_email) || text.starts_with("https://");
    if plain && known { Ok(text.to_owned()) } else { Err("must be mailto:ADDRESS or https://ADDRESS") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_forms_of_reports_are_read_and_addresses_are_cut() {
        let old = r#"{"csp-report":{"violated-directive":"script-src-elem","blocked-uri":"https://evil.example/x?token=1"}}"#;
        let new =
            r#"[{"type":"csp-violation","body":{"effectiveDirective":"img-src","blockedURL":"inline"}}]"#;
        let facts = |text: &str| facts(&Bytes::copy_from_slice(text.as_bytes()));
        assert_eq!(facts(old), Some(("script-src-elem".to_owned(), "https://evil.example".to_owned())));
        assert_eq!(facts(new), Some(("img-src".to_owned(), "inline".to_owned())));
        for broken in ["", "{}", "[]", "1", r#"{"csp-report":{}}"#, r#"[{"type":"x","body":{}}]"#] {
            assert_eq!(facts(broken), None, "{broken}");
        }
    }

    #[test]
    fn a_contact_is_an_address() {
        assert!(parse_contact("mailto:security@stadtwerke.example").is_ok());
        assert!(parse_contact("https://stadtwerke.example/security").is_ok());
        for wrong in ["", "security@x", "http://x", "mailto:x", "https://x\nExpires: 1"] {
            assert!(parse_contact(wrong).is_err(), "{wrong}");
        }
    }
}
