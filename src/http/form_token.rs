//! Forms prove that they came from a page of ours: each carries a token that belongs to the session, or, before
//! somebody signs in, to a cookie that only serves this. Together with the fetch guard this is the second of two
//! independent walls against other sites that act in somebody's name.

use app::pages::Page;
use app::ui::FORM_TOKEN;
use axum::body::{Body, Bytes};
use axum::extract::{Request, State};
use axum::http::header::{CONTENT_LENGTH, CONTENT_TYPE};
use axum::http::{HeaderMap, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use uuid::Uuid;

use super::caller::Visitor;
use super::render::{self, Frame};
use super::router::{FORM_BYTES, body_bytes};
use super::{HttpState, api, cookies};
use crate::audit::Action;
use crate::hex::hex;
use crate::services::internal;
use crate::vault::{KeyPurpose, same_bytes};

/// Stands for somebody who is not signed in.
const STRANGER: &str = "__Host-form";
/// The field stands before the file in forms with a file.
const HEAD_BYTES: usize = 1_024;

/// The token of the forms that this visitor gets to see.
#[derive(Clone)]
pub(super) struct FormToken(pub String);

/// Gives the request its token, and strangers the cookie that it belongs to.
pub(super) async fn provide(State(state): State<HttpState>, mut request: Request, next: Next) -> Response {
    let Some(visitor) = request.extensions().get::<Visitor>().cloned() else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    let known = stranger(request.headers());
    let session = visitor.actor.as_ref().zip(visitor.authentication.as_ref());
    let (binding, new) = match (session, known) {
        (Some((actor, authentication)), _) => {
            (format!("session {} {}", actor.account, authentication.began_at_s), None)
        }
        (None, Some(known)) => (format!("stranger {known}"), None),
        (None, None) => {
            let new = URL_SAFE_NO_PAD.encode(state.services.context().ids.token());
            (format!("stranger {new}"), Some(new))
        }
    };
    let ring = state.services.context().store.vault().ring(KeyPurpose::FormToken, Uuid::nil()).await;
    let ring = match ring {
        Ok(ring) => ring,
        Err(error) => return api::error_response(&internal(&visitor.request_id, &error)).into_response(),
    };
    // Letters and digits are the same in every encoding of forms.
    let token = hex(&ring.mac(binding.as_bytes()));
    request.extensions_mut().insert(FormToken(token));
    let mut response = next.run(request).await;
    let is_page =
        response.headers().get(CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"));
    if let Some(new) = new.filter(|_| is_page) {
        cookies::set(response.headers_mut(), STRANGER, &new, None);
    }
    response
}

/// Lets only forms with their token pass, and takes it out. Functions read nothing that a form can send.
pub(super) async fn check(State(state): State<HttpState>, request: Request, next: Next) -> Response {
    if *request.method() != Method::POST || request.uri().path().starts_with("/api/") {
        return next.run(request).await;
    }
    let (mut parts, body) = request.into_parts();
    let visitor = parts.extensions.get::<Visitor>().cloned();
    let signed_in = visitor.as_ref().is_some_and(|visitor| visitor.actor.is_some());
    let most = if signed_in { body_bytes(parts.uri.path()) } else { FORM_BYTES };
    let Ok(body) = axum::body::to_bytes(body, most).await else {
        return StatusCode::PAYLOAD_TOO_LARGE.into_response();
    };
    let (presented, body) = presented(&parts.headers, body);
    let expected = parts.extensions.get::<FormToken>().cloned();
    let matches = expected
        .zip(presented)
        .is_some_and(|(expected, presented)| same_bytes(expected.0.as_bytes(), &presented));
    if matches {
        // The body may have become shorter.
        parts.headers.remove(CONTENT_LENGTH);
        return next.run(Request::from_parts(parts, Body::from(body))).await;
    }
    let request = Request::from_parts(parts, Body::empty());
    if let Some(visitor) = visitor {
        let context = state.services.context();
        let event = match &visitor.actor {
            Some(actor) => context.event(Action::ForgedRequest, actor),
            None => context.event_of(Action::ForgedRequest, visitor.caller()),
        };
        // It is refused whether that can be recorded or not.
        _ = context.record_seldom(&event.failed().fact("why", "form token")).await;
    }
    let (mut parts, _) = request.into_parts();
    match <Frame as axum::extract::FromRequestParts<HttpState>>::from_request_parts(&mut parts, &state).await
    {
        Ok(frame) => render::page(frame, Page::Refused, StatusCode::FORBIDDEN).await,
        Err(status) => status.into_response(),
    }
}

/// The token in a form, and the form without it.
fn presented(headers: &HeaderMap, body: Bytes) -> (Option<Vec<u8>>, Bytes) {
    let kind = headers.get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    if kind.starts_with("application/x-www-form-urlencoded") {
        let mark = format!("{FORM_TOKEN}=");
        let (own, others): (Vec<&[u8]>, Vec<&[u8]>) =
            body.split(|byte| *byte == b'&').partition(|pair| pair.starts_with(mark.as_bytes()));
        // Of several, none counts.
        let token = if let [one] = own[..] { Some(one[mark.len()..].to_vec()) } else { None };
        return (token, Bytes::from(others.join(&b'&')));
    }
    if kind.starts_with("multipart/form-data") {
        let head = &body[..body.len().min(HEAD_BYTES)];
        let mark = format!("name=\"{FORM_TOKEN}\"\r\n\r\n");
        let begin = head.windows(mark.len()).position(|window| window == mark.as_bytes());
        let token = begin.and_then(|begin| {
            let rest = &head[begin + mark.len()..];
            let end = rest.windows(2).position(|window| window == b"\r\n")?;
            Some(rest[..end].to_vec())
        });
        return (token, body);
    }
    (None, body)
}

fn stranger(headers: &HeaderMap) -> Option<String> {
    let value = cookies::values(headers, STRANGER).next()?;
    let plain =
        value.len() == 43 && value.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte));
    plain.then(|| value.to_owned())
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    fn headers(kind: &'static str) -> HeaderMap {
        HeaderMap::from_iter([(CONTENT_TYPE, HeaderValue::from_static(kind))])
    }

    #[test]
    fn a_token_is_taken_out_of_the_form() {
        let form = headers("application/x-www-form-urlencoded");
        let read = |body: &'static str| presented(&form, Bytes::from_static(body.as_bytes()));
        assert_eq!(read("csrf_token=abc&name=A+B"), (Some(b"abc".to_vec()), Bytes::from_static(b"name=A+B")));
        assert_eq!(read("a=1&csrf_token=abc"), (Some(b"abc".to_vec()), Bytes::from_static(b"a=1")));
        assert_eq!(read("csrf_token=abc").1, Bytes::new());
        assert_eq!(read("csrf_token=abc&csrf_token=abc&a=1").0, None);
        assert_eq!(read("name=csrf_token").0, None);
    }

    #[test]
    fn a_form_with_a_file_has_it_before_the_file() {
        let form = headers("multipart/form-data; boundary=X");
        let body = "--X\r\nContent-Disposition: form-data; name=\"csrf_token\"\r\n\r\nabc\r\n--X--\r\n";
        assert_eq!(presented(&form, Bytes::from_static(body.as_bytes())).0, Some(b"abc".to_vec()));
        let late = format!("{}{body}", " ".repeat(HEAD_BYTES));
        assert_eq!(presented(&form, Bytes::from(late)).0, None);
    }
}
