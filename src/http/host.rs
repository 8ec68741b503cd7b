//! Only requests for the public origin are answered: no cached or mailed link can name another host.

use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::http::header::HOST;
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};

use super::HttpState;

/// Refuses other hosts.
pub(super) async fn check(State(state): State<HttpState>, request: Request, next: Next) -> Response {
    // HTTP/2 names the host in the address, HTTP/1.1 in a header.
    let named = request.uri().authority().map(|authority| authority.as_str().to_owned());
    let header = request.headers().get(HOST).and_then(|value| value.to_str().ok()).map(str::to_owned);
    let names = |host: &String| host.eq_ignore_ascii_case(state.origin.host());
    let right = match (&named, &header) {
        (Some(named), Some(header)) => names(named) && names(header),
        (Some(host), None) | (None, Some(host)) => names(host),
        (None, None) => false,
    };
    if right {
        return next.run(request).await;
    }
    let message = format!("this server answers only at {}\n", state.origin.as_str());
    (StatusCode::MISDIRECTED_REQUEST, message).into_response()
}
