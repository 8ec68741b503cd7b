//! The headers that every response carries.

use std::fmt::Write as _;

use super::reports::CSP_REPORT;
use axum::extract::Request;
use axum::http::header::{
    CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_SECURITY_POLICY, REFERRER_POLICY, SET_COOKIE,
    STRICT_TRANSPORT_SECURITY, X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS,
};
use axum::http::{HeaderMap, HeaderName, HeaderValue};
use axum::middleware::Next;
use axum::response::Response;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

/// The nonce of the scripts in a response.
#[derive(Clone)]
pub(super) struct CspNonce(pub String);

/// Everything but the nonce, the same for every response.
const FIXED: [(HeaderName, &str); 9] = [
    (STRICT_TRANSPORT_SECURITY, "max-age=63072000; includeSubDomains"),
    (X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (X_FRAME_OPTIONS, "DENY"),
    (REFERRER_POLICY, "no-referrer"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-embedder-policy"), "require-corp"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    (HeaderName::from_static("permissions-policy"), PERMISSIONS),
    (HeaderName::from_static("reporting-endpoints"), "csp=\"/csp-report\""),
];

/// Only passkeys are allowed. Copying and pasting in the table are events of the browser and need no permission.
const PERMISSIONS: &str = "accelerometer=(), autoplay=(), camera=(), clipboard-read=(), \
    clipboard-write=(), display-capture=(), encrypted-media=(), fullscreen=(), gamepad=(), \
    geolocation=(), gyroscope=(), hid=(), idle-detection=(), local-fonts=(), magnetometer=(), microphone=(), \
    midi=(), payment=(), picture-in-picture=(), publickey-credentials-create=(self), \
    publickey-credentials-get=(self), screen-wake-lock=(), serial=(), \
    usb=(), xr-spatial-tracking=()";

/// Makes the nonce, and completes every response.
pub(super) async fn secure(mut request: Request, next: Next) -> Response {
    let mut bytes = [0; 18];
    getrandom::fill(&mut bytes).expect("the operating system provides random bytes");
    let nonce = STANDARD.encode(bytes);
    request.extensions_mut().insert(CspNonce(nonce.clone()));
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    for (name, value) in FIXED {
        headers.insert(name, HeaderValue::from_static(value));
    }
    let is_download =
        headers.get(CONTENT_DISPOSITION).is_some_and(|value| value.as_bytes().starts_with(b"attachment"));
    let mut policy = policy(&nonce);
    if is_download {
        // Should anything show the file after all, then without scripts and without our origin.
        policy.push_str("; sandbox");
    }
    let policy = HeaderValue::try_from(policy).expect("base64 is valid in a header");
    headers.insert(CONTENT_SECURITY_POLICY, policy);
    headers.entry(CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    complete_cookies(headers);
    response
}

fn policy(nonce: &str) -> String {
    let mut policy = String::with_capacity(420);
    _ = write!(
        policy,
        "default-src 'none'; script-src 'nonce-{nonce}' 'strict-dynamic' 'wasm-unsafe-eval'; \
         style-src 'self' 'nonce-{nonce}'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; \
         manifest-src 'self'; worker-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'; \
         object-src 'none'; report-uri {CSP_REPORT}; report-to csp"
    );
    policy
}

/// The session layer removes cookies without repeating their attributes; browsers ignore that for names
/// with the `__Host-` prefix.
fn complete_cookies(headers: &mut HeaderMap) {
    for value in headers.iter_mut().filter(|(name, _)| *name == SET_COOKIE).map(|(_, value)| value) {
        let Ok(cookie) = value.to_str() else { continue };
        let has = |attribute: &str| cookie.split(';').any(|part| part.trim().eq_ignore_ascii_case(attribute));
        let mut completed = cookie.to_owned();
        for attribute in ["Secure", "HttpOnly", "SameSite=Lax", "Path=/"] {
            if !has(attribute) {
                _ = write!(completed, "; {attribute}");
            }
        }
        if let Ok(completed) = HeaderValue::try_from(completed) {
            *value = completed;
        }
    }
}
