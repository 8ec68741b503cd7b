//! What changes something must come from our own pages. Browsers say where a request comes from; this
//! layer believes only that.

use app::api::AppError;
use app::pages::Page;
use axum::extract::{Request, State};
use axum::http::header::{COOKIE, ORIGIN};
use axum::http::{HeaderMap, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};

use super::caller::Visitor;
use super::render::{self, Frame};
use super::{HttpState, api};
use crate::audit::Action;
use crate::identity::sessions;

/// Refuses requests of other sites.
pub(super) async fn guard(State(state): State<HttpState>, request: Request, next: Next) -> Response {
    let safe = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    let is_api = request.uri().path().starts_with("/api/");
    if (safe && !is_api) || is_own(request.headers(), state.origin.as_str()) {
        return next.run(request).await;
    }
    let visitor = Visitor::stranger(&request);
    let context = state.services.context();
    let event = context.event_of(Action::ForgedRequest, visitor.caller()).failed().fact("why", "other site");
    // It is refused whether that can be recorded or not.
    _ = context.record_seldom(&event).await;
    if is_api {
        return api::error_response(&AppError::Forbidden).into_response();
    }
    let frame = Frame::of_stranger(&state, &request);
    render::page(frame, Page::Refused, StatusCode::FORBIDDEN).await
}

/// `Sec-Fetch-Site` decides; without it `Origin` does; without both it is no browser, and then it must
/// not have a session either.
fn is_own(headers: &HeaderMap, origin: &str) -> bool {
    if let Some(site) = headers.get("sec-fetch-site") {
        return site == "same-origin";
    }
    if let Some(sender) = headers.get(ORIGIN) {
        return sender.as_bytes().eq_ignore_ascii_case(origin.as_bytes());
    }
    !headers
        .get_all(COOKIE)
        .iter()
        .any(|cookies| cookies.to_str().is_ok_and(|text| text.contains(sessions::COOKIE)))
}
