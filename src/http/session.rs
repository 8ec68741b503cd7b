//! The session cookie: reads the token of a request, sets the token of a response.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError, Weak};

use app::api::AppError;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::header::CONTENT_LENGTH;
use axum::http::{HeaderMap, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tower_sessions::session::Id;
use tower_sessions::{Session, SessionStore as _};
use tracing::Instrument as _;

use super::router::{FORM_BYTES, body_bytes};
use super::{api, cookies};
use crate::identity::sessions::{self, RequestSessions, SealedSessions};

/// Bodies up to this size wait for nobody.
const SMALL_BYTES: usize = 1024 * 1024;
/// So many larger ones are in memory at a time.
const LARGE_BODIES: usize = 8;

/// Of these, so many belong to one session, so that none holds all of them.
const LARGE_BODIES_OF_SESSION: usize = 2;

/// The turns of large bodies.
pub(super) struct Turns {
    all: Arc<Semaphore>,
    /// Only of sessions that have a turn or wait for one.
    of_session: Mutex<HashMap<Id, Weak<Semaphore>>>,
}

/// A turn: one of the session, and one of all.
struct Turn {
    _own: OwnedSemaphorePermit,
    _all: OwnedSemaphorePermit,
}

impl Turns {
    pub(super) fn new() -> Self {
        Self { all: Arc::new(Semaphore::new(LARGE_BODIES)), of_session: Mutex::default() }
    }

    /// Waits for the turn of a session. Its own comes first: whoever waits for that keeps nobody else waiting.
    async fn take(&self, session: Id) -> Option<Turn> {
        let own = self.of(session).acquire_owned().await.ok()?;
        let all = Arc::clone(&self.all).acquire_owned().await.ok()?;
        Some(Turn { _own: own, _all: all })
    }

    fn of(&self, session: Id) -> Arc<Semaphore> {
        let mut known = self.of_session.lock().unwrap_or_else(PoisonError::into_inner);
        known.retain(|_, turns| turns.strong_count() > 0);
        if let Some(own) = known.get(&session).and_then(Weak::upgrade) {
            return own;
        }
        let own = Arc::new(Semaphore::new(LARGE_BODIES_OF_SESSION));
        known.insert(session, Arc::downgrade(&own));
        own
    }
}

/// Gives the request its [`Session`]; keeps it afterwards if it was changed.
pub(super) async fn attach(
    State((sessions, turns)): State<(SealedSessions, Arc<Turns>)>,
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
            (request, turn) = match whole(request, most, (&*turns, store.handle())).await {
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
    request.extensions_mut().insert(Arc::clone(&store));
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
async fn to_the_end(request: Request, next: Next, turn: Option<Turn>) -> Response {
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
    (turns, session): (&Turns, Option<Id>),
) -> Result<(Request, Option<Turn>), StatusCode> {
    let (parts, body) = request.into_parts();
    // What does not say how long it is may be as long as is allowed.
    let turn = if length(&parts.headers).unwrap_or(most).min(most) > SMALL_BYTES {
        // Whoever has no session sends short forms only.
        let session = session.ok_or(StatusCode::PAYLOAD_TOO_LARGE)?;
        Some(turns.take(session).await.ok_or(StatusCode::SERVICE_UNAVAILABLE)?)
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

#[cfg(test)]
mod tests {
    use futures::FutureExt as _;

    use super::*;

    #[tokio::test]
    async fn no_session_holds_every_turn_of_large_bodies() {
        let turns = Turns::new();
        let mut held = Vec::new();
        for _ in 0..LARGE_BODIES_OF_SESSION {
            held.push(turns.take(Id(1)).now_or_never().unwrap());
        }
        assert!(turns.take(Id(1)).now_or_never().is_none());
        // Others have theirs, until there are none at all.
        for session in
            (LARGE_BODIES_OF_SESSION..LARGE_BODIES).map(|number| Id(1 + i128::try_from(number).unwrap()))
        {
            held.push(turns.take(session).now_or_never().unwrap());
        }
        assert!(turns.take(Id(99)).now_or_never().is_none());
        held.remove(0);
        assert!(turns.take(Id(1)).now_or_never().is_some());
        drop(held);
        // Nothing is remembered of sessions that are done.
        turns.take(Id(2)).await.unwrap();
        assert_eq!(turns.of_session.lock().unwrap().len(), 1);
    }
}
