//! The session cookie: reads the token of a request, sets the token of a response.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::header::{COOKIE, SET_COOKIE};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use tower_sessions::Session;

use super::router::PROJECT_FILE_BYTES;
use crate::identity::sessions::{self, SealedSessions};

/// Gives the request its [`Session`]; keeps it afterwards if it was changed.
pub(super) async fn attach(
    State(sessions): State<SealedSessions>,
    mut request: Request,
    next: Next,
) -> Response {
    let presented = token(request.headers());
    let store = Arc::new(sessions.of_request(presented));
    let was_presented = presented.is_some();
    // Whoever holds the body of a request back does not keep the session that it began with: the session is
    // read when the request is whole.
    if was_presented {
        request = match whole(request).await {
            Ok(request) => request,
            Err(status) => return status.into_response(),
        };
    }
    let session = Session::new(store.handle(), Arc::clone(&store), None);
    request.extensions_mut().insert(session.clone());
    let mut response = next.run(request).await;
    let cookie = if session.is_empty().await {
        was_presented.then(|| format!("{}=; Max-Age=0", sessions::COOKIE))
    } else if session.is_modified() && !response.status().is_server_error() {
        if let Err(error) = session.save().await {
            tracing::error!(%error, "a session was not kept");
            return (StatusCode::INTERNAL_SERVER_ERROR, "internal error\n").into_response();
        }
        store.cookie_value().map(|value| format!("{}={value}", sessions::COOKIE))
    } else {
        None
    };
    let cookie = cookie.map(|cookie| format!("{cookie}; Path=/; Secure; HttpOnly; SameSite=Lax"));
    if let Some(cookie) = cookie.and_then(|cookie| HeaderValue::try_from(cookie).ok()) {
        response.headers_mut().append(SET_COOKIE, cookie);
    }
    response
}

/// The request with its body in memory; the layers outside have set its greatest size and its time.
async fn whole(request: Request) -> Result<Request, StatusCode> {
    let (parts, body) = request.into_parts();
    match axum::body::to_bytes(body, PROJECT_FILE_BYTES).await {
        Ok(bytes) => Ok(Request::from_parts(parts, Body::from(bytes))),
        Err(_) => Err(StatusCode::PAYLOAD_TOO_LARGE),
    }
}

/// The value of the session cookie. Of several, none counts: a neighbour may have planted one of them.
fn token(headers: &HeaderMap) -> Option<&str> {
    let cookies = headers.get_all(COOKIE).iter().filter_map(|value| value.to_str().ok());
    let mut values = cookies.flat_map(|cookies| cookies.split(';')).filter_map(|cookie| {
        let (name, value) = cookie.trim().split_once('=')?;
        (name == sessions::COOKIE).then_some(value)
    });
    let first = values.next()?;
    values.next().is_none().then_some(first)
}
