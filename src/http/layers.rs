//! The layers around the routes. A request passes them in this order, its response in the reverse:
//!
//! 1. request id: everything that is logged about the request carries it;
//! 2. trace: method, route, status and duration, nothing that a user typed;
//! 3. security headers and the nonce: outside of everything that can answer, so that every response has
//!    them, refusals and panics included;
//! 4. panics become a plain 500;
//! 5. the head of the request: neither endless nor ambiguous;
//! 6. address of the client, then host: what a proxy says is believed only from trusted ones; only requests for the public origin;
//! 7. time-out and the greatest body;
//! 8. fetch guard: what changes something comes from our own pages;
//! 9. session (from here on what changes something runs to its end), then the caller, the frame of the page and the token of its forms (only where pages and functions are);
//! 10. permissions, then the token of the form that was sent.

use std::sync::Arc;
use std::time::Duration;

use app::routes;
use axum::Router;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::middleware::{Next, from_fn, from_fn_with_state};
use axum::response::{IntoResponse as _, Response};
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::limit::RequestBodyLimitLayer;

use super::router::PROJECT_FILE_BYTES;
use super::session::Turns;
use super::{HttpState, caller, client, fetch_guard, form_token, head, headers, host, request_id, session};
use crate::identity::sessions::SealedSessions;

/// Layers 1 to 8.
pub(super) fn around_everything(router: Router<HttpState>, state: &HttpState) -> Router<HttpState> {
    router
        .layer(from_fn_with_state(state.clone(), fetch_guard::guard))
        .layer(RequestBodyLimitLayer::new(PROJECT_FILE_BYTES))
        .layer(from_fn_with_state(state.surface.answer_within, in_time))
        .layer(from_fn_with_state(state.clone(), host::check))
        .layer(from_fn_with_state(state.clone(), client::locate))
        .layer(from_fn(head::check))
        .layer(CatchPanicLayer::custom(on_panic))
        .layer(from_fn(headers::secure))
        .layer(from_fn(request_id::trace))
}

/// Layer 9.
pub(super) fn with_session(
    router: Router<HttpState>,
    state: &HttpState,
    sessions: SealedSessions,
) -> Router<HttpState> {
    router
        .layer(from_fn_with_state(state.clone(), form_token::provide))
        .layer(from_fn_with_state(state.clone(), caller::identify))
        .layer(from_fn_with_state((sessions, Arc::new(Turns::new())), session::attach))
}

/// Gives a request up that takes too long. One with a file may take five times as long: lines are slow upwards.
async fn in_time(State(within): State<Duration>, request: Request, next: Next) -> Response {
    let within = match request.uri().path() {
        routes::PROJECTS_IMPORT | "/api/upload/add" => within * 5,
        _ => within,
    };
    let response = tokio::time::timeout(within, next.run(request)).await;
    response.unwrap_or_else(|_| StatusCode::SERVICE_UNAVAILABLE.into_response())
}

#[expect(clippy::needless_pass_by_value, reason = "the signature is given by the layer")]
fn on_panic(panic: Box<dyn std::any::Any + Send + 'static>) -> Response {
    let message =
        panic.downcast_ref::<&str>().copied().or_else(|| panic.downcast_ref::<String>().map(String::as_str));
    tracing::error!(panic = message.unwrap_or("unknown"), "a handler panicked");
    (StatusCode::INTERNAL_SERVER_ERROR, "internal error\n").into_response()
}

#[cfg(test)]
pub(crate) mod tests {
    //! A router whose routes panic.

    use super::*;
    use crate::boot::Backend;
    use crate::http::PublicOrigin;
    use crate::tests::harness::ORIGIN;

    pub fn panicking(backend: &Backend) -> Router {
        let origin = PublicOrigin::parse(ORIGIN).unwrap();
        let state =
            HttpState::new(std::sync::Arc::clone(&backend.services), origin, crate::http::Surface::default());
        let panic = || async {
            if true {
                panic!("as the test wants")
            }
        };
        let context = backend.services.context();
        let sessions = SealedSessions::new(
            std::sync::Arc::clone(&backend.store),
            std::sync::Arc::clone(&context.clock),
            std::sync::Arc::clone(&context.ids),
            crate::identity::sessions::SessionLimits::STANDARD,
        );
        let signed = Router::new().route("/panic/form", axum::routing::post(panic));
        let signed = with_session(signed, &state, sessions);
        let router = Router::new().route("/panic", axum::routing::get(panic)).merge(signed);
        around_everything(router, &state).with_state(state)
    }
}
