//! The server functions: bodies are checked here, errors get their status here.

use std::collections::BTreeMap;
use std::sync::Arc;

use app::api::{Actor, AppError, Backend};
use axum::body::{Body, Bytes};
use axum::extract::rejection::BytesRejection;
use axum::extract::{FromRequest as _, Request, State};
use axum::http::header::{ACCEPT, CONTENT_TYPE, REFERER, RETRY_AFTER};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse as _, Response};
use http_body_util::Limited;
use leptos::prelude::provide_context;
use serde::de::IgnoredAny;

use super::HttpState;
use super::caller::Visitor;

/// Most bytes of a call: a paste of 2 000 rows.
pub const BODY_BYTES: usize = 12 * 1024 * 1024;
/// Most bytes of a call by somebody who is not signed in: a password and what it should not resemble.
const STRANGER_BYTES: usize = 16 * 1024;
/// An error is a short text.
const ERROR_BYTES: usize = 64 * 1024;

/// Which arguments each function takes; any other is refused.
pub(crate) const FUNCTIONS: [(&str, &[&str]); 13] = [
    ("/api/account/password-strength", &["password", "about", "locale"]),
    ("/api/profile/approximate", &["project", "wanted", "locale"]),
    ("/api/profile/hourly", &["project", "profile"]),
    ("/api/profile/remove", &["project", "profile"]),
    ("/api/profile/rename", &["project", "profile", "name"]),
    ("/api/profile/synthesise", &["project", "profile", "locale"]),
    ("/api/scenario/changes", &["project", "scenario", "since"]),
    ("/api/scenario/edit", &["project", "scenario", "batch"]),
    ("/api/scenario/open", &["project"]),
    ("/api/upload/accept", &["project", "upload", "answers", "name", "locale"]),
    ("/api/upload/accept-weather", &["project", "upload", "locale"]),
    ("/api/upload/examine", &["project", "upload", "answers", "locale"]),
    ("/api/weather/series", &["project", "weather"]),
];

/// Calls a server function.
pub(super) async fn call(State(state): State<HttpState>, visitor: Visitor, request: Request) -> Response {
    let bytes = if visitor.actor.is_some() { BODY_BYTES } else { STRANGER_BYTES };
    match checked(request, bytes).await {
        Ok(request) => run(&state, visitor, request).await,
        Err(error) => error_response(&error),
    }
}

/// Takes the body, if it has no more bytes than these, and refuses anything but a JSON object with known names.
async fn checked(request: Request, bytes: usize) -> Result<Request, AppError> {
    let path = request.uri().path();
    let (_, arguments) = FUNCTIONS.into_iter().find(|(known, _)| *known == path).ok_or(AppError::NotFound)?;
    let json = request
        .headers()
        .get(CONTENT_TYPE)
        .is_some_and(|kind| kind.as_bytes().starts_with(b"application/json"));
    if !json {
        return Err(AppError::Invalid { field: "content-type".to_owned() });
    }
    let (mut parts, body) = request.into_parts();
    let limited = Request::from_parts(parts.clone(), Body::new(Limited::new(body, bytes)));
    let body = Bytes::from_request(limited, &()).await.map_err(|rejection| match rejection {
        BytesRejection::FailedToBufferBody(rejection)
            if rejection.status() == StatusCode::PAYLOAD_TOO_LARGE =>
        {
            AppError::TooLarge
        }
        _ => AppError::Invalid { field: "body".to_owned() },
    })?;
    let given: BTreeMap<String, IgnoredAny> =
        serde_json::from_slice(&body).map_err(|_| AppError::Invalid { field: "body".to_owned() })?;
    if let Some(unknown) = given.into_keys().find(|name| !arguments.contains(&name.as_str())) {
        return Err(AppError::Invalid {
            field: unknown.chars().filter(|c| !c.is_control()).take(60).collect(),
        });
    }
    // With these the library would answer a form by a redirect to whatever page it came from.
    parts.headers.remove(REFERER);
    parts.headers.insert(ACCEPT, HeaderValue::from_static("application/json"));
    Ok(Request::from_parts(parts, Body::from(body)))
}

async fn run(state: &HttpState, visitor: Visitor, request: Request) -> Response {
    let (backend, actor) = (Arc::clone(&state.backend), visitor.actor);
    let context = move || {
        provide_context::<Arc<dyn Backend>>(Arc::clone(&backend));
        if let Some(actor) = actor.clone() {
            provide_context::<Actor>(actor);
        }
    };
    let response = leptos_axum::handle_server_fns_with_context(context, request).await.into_response();
    if response.status().is_success() {
        return response;
    }
    let body = axum::body::to_bytes(response.into_body(), ERROR_BYTES).await.unwrap_or_default();
    let error = match serde_json::from_slice(&body) {
        Ok(AppError::Internal { .. }) | Err(_) => AppError::Internal { request_id: visitor.request_id },
        Ok(error) => error,
    };
    error_response(&error)
}

/// An error as server functions send it.
pub(super) fn error_response(error: &AppError) -> Response {
    let status = match error {
        AppError::NotSignedIn => StatusCode::UNAUTHORIZED,
        AppError::NotFound => StatusCode::NOT_FOUND,
        AppError::Forbidden | AppError::StepUpRequired => StatusCode::FORBIDDEN,
        AppError::Edit { .. } => StatusCode::UNPROCESSABLE_ENTITY,
        AppError::Invalid { .. } => StatusCode::BAD_REQUEST,
        AppError::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
        AppError::TooManyRequests { .. } => StatusCode::TOO_MANY_REQUESTS,
        AppError::Offline => StatusCode::SERVICE_UNAVAILABLE,
        AppError::Internal { .. } => StatusCode::INTERNAL_SERVER_ERROR,
    };
    let mut response = (status, axum::Json(error)).into_response();
    if let AppError::TooManyRequests { retry_after_s } = error {
        response.headers_mut().insert(RETRY_AFTER, HeaderValue::from(*retry_after_s));
    }
    response
}
