//! The session cookie: reads the token of a request, sets the token of a response.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use tower_sessions::{Session, SessionStore as _};
use tracing::Instrument as _;

use super::cookies;
use super::router::{FORM_BYTES, PROJECT_FILE_BYTES};
use crate::identity::sessions::{self, RequestSessions, SealedSessions};

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
    // read when the request is whole. Those who have none send short forms only; what else they send is left
    // for later, so that a made-up cookie does not fill the memory.
    let mut is_whole = request.method().is_safe();
    if !is_whole {
        let most = match (is_known(&store).await, request.uri().path().starts_with("/api/")) {
            (true, _) => Some(PROJECT_FILE_BYTES),
            (false, false) => Some(FORM_BYTES),
            (false, true) => None,
        };
        if let Some(most) = most {
            request = match whole(request, most).await {
                Ok(request) => request,
                Err(status) => return status.into_response(),
            };
            is_whole = true;
        }
    }
    let session = Session::new(store.handle(), Arc::clone(&store), None);
    request.extensions_mut().insert(session.clone());
    let mut response =
        if is_whole && changes(&request) { to_the_end(request, next).await } else { next.run(request).await };
    let set = |response: &mut Response, value: &str, max_age_s| {
        cookies::set(response.headers_mut(), sessions::COOKIE, value, max_age_s);
    };
    if session.is_empty().await {
        if was_presented {
            set(&mut response, "", Some(0));
        }
    } else if session.is_modified() && !response.status().is_server_error() {
        if let Err(error) = session.save().await {
            tracing::error!(%error, "a session was not kept");
            return (StatusCode::INTERNAL_SERVER_ERROR, "internal error\n").into_response();
        }
        if let Some(value) = store.cookie_value() {
            set(&mut response, &value, None);
        }
    }
    response
}

/// Whether a request changes something. So does coming back from an identity provider, which is a GET.
fn changes(request: &Request) -> bool {
    !request.method().is_safe() || request.uri().path().starts_with("/sso/")
}

/// Runs the rest to its end even if the caller goes away or the time is up: whoever cuts the line must not keep
/// back what follows a change, such as the mail about it. The request is whole, so that nobody can hold it open.
async fn to_the_end(request: Request, next: Next) -> Response {
    match tokio::spawn(next.run(request).in_current_span()).await {
        Ok(response) => response,
        Err(error) => match error.try_into_panic() {
            // The layer outside answers it, as any other.
            Ok(panic) => std::panic::resume_unwind(panic),
            Err(_) => StatusCode::SERVICE_UNAVAILABLE.into_response(),
        },
    }
}

/// Whether the token that the request brought is that of a session. A failure shows when the session is read.
async fn is_known(store: &RequestSessions) -> bool {
    match store.handle() {
        Some(handle) => store.load(&handle).await.is_ok_and(|session| session.is_some()),
        None => false,
    }
}

/// The request with its body, of so many bytes at most, in memory; the layers outside have set its time.
async fn whole(request: Request, most: usize) -> Result<Request, StatusCode> {
    let (parts, body) = request.into_parts();
    match axum::body::to_bytes(body, most).await {
        Ok(bytes) => Ok(Request::from_parts(parts, Body::from(bytes))),
        Err(_) => Err(StatusCode::PAYLOAD_TOO_LARGE),
    }
}

/// The value of the session cookie. Of several, none counts: a neighbour may have planted one of them.
fn token(headers: &HeaderMap) -> Option<&str> {
    let mut values = cookies::values(headers, sessions::COOKIE);
    let first = values.next()?;
    values.next().is_none().then_some(first)
}
