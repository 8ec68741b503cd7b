//! Every request has an id; what is logged about it carries the id and nothing that a user typed.

use std::time::Instant;

use axum::extract::{MatchedPath, Request};
use axum::http::HeaderValue;
use axum::middleware::Next;
use axum::response::Response;
use tracing::Instrument as _;

use crate::hex::hex;

/// The id of the request that is being answered.
#[derive(Clone, Debug)]
pub(super) struct RequestId(pub String);

/// Gives the request an id and logs its outcome.
pub(super) async fn trace(mut request: Request, next: Next) -> Response {
    let mut bytes = [0; 8];
    getrandom::fill(&mut bytes).expect("the operating system provides random bytes");
    let id = hex(&bytes);
    // The route, not the path: paths name projects.
    let route = request.extensions().get::<MatchedPath>().map_or("unknown", MatchedPath::as_str).to_owned();
    let method = request.method().clone();
    request.extensions_mut().insert(RequestId(id.clone()));
    let started = Instant::now();
    let span = tracing::info_span!("request", id);
    let mut response = next.run(request).instrument(span).await;
    let ms = started.elapsed().as_secs_f64() * 1_000.0;
    tracing::info!(id, %method, route, status = response.status().as_u16(), ms, "answered");
    if let Ok(value) = HeaderValue::from_str(&id) {
        response.headers_mut().insert("x-request-id", value);
    }
    response
}
