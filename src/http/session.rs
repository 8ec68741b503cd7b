//! The session cookie: reads the token of a request, sets the token of a response.

use std::sync::Arc;

use app::api::AppError;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::header::CONTENT_LENGTH;
use axum::http::{HeaderMap, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tower_sessions::{Session, SessionStore as _};
use tracing::Instrument as _;

use super::router::{FORM_BYTES, body_bytes};
use super::{api, cookies};
use crate::identity::sessions::{self, RequestSessions, SealedSessions};

/// Bodies up to this size wait for nobody.
const SMALL_BYTES: usize = 1024 * 1024;
/// So many larger ones are in memory at a time.
const LARGE_BODIES: usize = 8;

/// The turns of large bodies.
pub(super) fn turns() -> Arc<Semaphore> {
    Arc::new(Semaphore::new(LARGE_BODIES))
}

/// Gives the request its [`Session`]; keeps it afterwards if it was changed.
pub(super) async fn attach(
    State((sessions, turns)): State<(SealedSessions, Arc<Semaphore>)>,
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
    let mut turn = None;
    if !is_whole {
        let known = is_known(&store).await;
        let path = request.uri().path();
        let calls = path.starts_with("/api/");
        let most = match (known, calls) {
            (true, _) => Some(body_bytes(path)),
            (false, false) if length(request.headers()).is_some_and(|bytes| bytes <= FORM_BYTES) => {
                Some(FORM_BYTES)
            }
            (false, _) => None,
        };
        if let Some(most) = most {
            (request, turn) = match whole(request, most, turns).await {
                Ok(whole) => whole,
                Err(StatusCode::PAYLOAD_TOO_LARGE) if calls => {
                    return api::error_response(&AppError::TooLarge).into_response();
                }
                Err(status) => return status.into_response(),
            };
            is_whole = true;
        }
    }
    let session = Session::new(store.handle(), Arc::clone(&store), None);
    request.extensions_mut().insert(session.clone());
    let mut response = if is_whole && changes(&request) {
        to_the_end(request, next, turn).await
    } else {
        next.run(request).await
    };
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
async fn to_the_end(request: Request, next: Next, turn: Option<OwnedSemaphorePermit>) -> Response {
    let rest = async move {
        let response = next.run(request).await;
        drop(turn);
        response
    };
    match tokio::spawn(rest.in_current_span()).await {
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

/// The request with its body, of so many bytes at most, in memory, and its turn if that may be large: it is kept as
/// long as the body. The layers outside have set its time.
async fn whole(
    request: Request,
    most: usize,
    turns: Arc<Semaphore>,
) -> Result<(Request, Option<OwnedSemaphorePermit>), StatusCode> {
    let (parts, body) = request.into_parts();
    // What does not say how long it is may be as long as is allowed.
    let turn = if length(&parts.headers).unwrap_or(most).min(most) > SMALL_BYTES {
        let turn = turns.acquire_owned().await;
        Some(turn.map_err(|_| StatusCode::SERVICE_UNAVAILABLE)?)
    } else {
        None
    };
    match axum::body::to_bytes(body, most).await {
        Ok(bytes) => Ok((Request::from_parts(parts, Body::from(bytes)), turn)),
        Err(_) => Err(StatusCode::PAYLOAD_TOO_LARGE),
    }
}

/// How long the body says it is, in bytes.
fn length(headers: &HeaderMap) -> Option<usize> {
    headers.get(CONTENT_LENGTH)?.to_str().ok()?.parse().ok()
}

/// The value of the session cookie. Of several, none counts: a neighbour may have planted one of them.
fn token(headers: &HeaderMap) -> Option<&str> {
    let mut values = cookies::values(headers, sessions::COOKIE);
    let first = values.next()?;
    values.next().is_none().then_some(first)
}
