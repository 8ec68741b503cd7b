//! For monitors and robots.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};

use super::HttpState;

/// Whether the server and its database answer.
pub(super) async fn healthz(State(state): State<HttpState>) -> Response {
    match state.services.context().store.ping().await {
        Ok(()) => "ok\n".into_response(),
        Err(error) => {
            tracing::error!(%error, "health check failed");
            (StatusCode::SERVICE_UNAVAILABLE, "unavailable\n").into_response()
        }
    }
}

/// There is nothing here to index.
pub(super) async fn robots() -> &'static str {
    "User-agent: *\nDisallow: /\n"
}
