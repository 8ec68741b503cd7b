//! Files from the user's computer: taking one in, drawing what is in it, giving it back.

use app::api::upload::Answers;
use app::api::{AppError, UploadId};
use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{Path, Query, State};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse as _, Response};
use serde::Deserialize;
use words::Language;

use super::HttpState;
use super::api::error_response;
use super::caller::{SignedIn, Visitor};
use super::chart::Look;
use super::export::attachment;
use super::pages::{failure, parse_project};
use super::render::Frame;

/// Most bytes of a file.
pub const FILE_BYTES: usize = engine::import::MAX_IMPORT_BYTES;

/// Where a file belongs, and what it is called on the user's computer.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Destination {
    project: String,
    name: String,
}

/// Answers under which a file is drawn.
#[derive(Deserialize)]
pub(super) struct Preview {
    #[serde(default)]
    answers: String,
    #[serde(flatten)]
    look: Look,
}

/// Keeps the body as a file of the project and answers with its id.
pub(super) async fn add(
    State(state): State<HttpState>,
    visitor: Visitor,
    Query(destination): Query<Destination>,
    body: Result<Bytes, BytesRejection>,
) -> Response {
    match keep(&state, visitor, &destination, body).await {
        Ok(id) => (StatusCode::CREATED, axum::Json(id)).into_response(),
        Err(error) => error_response(&error),
    }
}

async fn keep(
    state: &HttpState,
    visitor: Visitor,
    destination: &Destination,
    body: Result<Bytes, BytesRejection>,
) -> Result<UploadId, AppError> {
    let actor = visitor.actor.ok_or(AppError::NotSignedIn)?;
    let body = body.map_err(|rejection| match rejection.status() {
        StatusCode::PAYLOAD_TOO_LARGE => AppError::TooLarge,
        _ => AppError::Invalid { field: "body".to_owned() },
    })?;
    let project = parse_project(&destination.project)?;
    state.services.upload_service().add(&actor, project, &destination.name, &body).await
}

/// The original file, as an attachment.
pub(super) async fn original(
    State(state): State<HttpState>,
    user: SignedIn,
    Path((project, upload)): Path<(String, String)>,
    frame: Frame,
) -> Response {
    let found = async {
        let (project, upload) = parse(&project, &upload)?;
        state.services.upload_service().original(&user.actor, project, upload).await
    };
    match found.await {
        Ok((name, content)) => {
            let (stem, extension) = name.rsplit_once('.').unwrap_or((&name, "dat"));
            let mut response = content.to_vec().into_response();
            let headers = response.headers_mut();
            // Never to be shown by the browser, whatever is inside.
            headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/octet-stream"));
            if let Ok(disposition) = HeaderValue::try_from(attachment(stem, extension)) {
                headers.insert(CONTENT_DISPOSITION, disposition);
            }
            response
        }
        Err(error) => failure(frame, error).await,
    }
}

/// The load profile of a file as SVG, read under the answers given so far.
pub(super) async fn preview(
    State(state): State<HttpState>,
    user: SignedIn,
    Path((project, upload)): Path<(String, String)>,
    Query(Preview { answers, look }): Query<Preview>,
    frame: Frame,
) -> Response {
    let drawn = async {
        let (project, upload) = parse(&project, &upload)?;
        let (theme, locale): (_, Language) = look.of(&user.visitor);
        let uploads = state.services.upload_service();
        uploads.preview(&user.actor, project, upload, Answers(answers), theme, locale).await
    };
    match drawn.await {
        Ok(svg) => {
            let kind = HeaderValue::from_static("image/svg+xml; charset=utf-8");
            ([(CONTENT_TYPE, kind)], svg).into_response()
        }
        Err(error) => failure(frame, error).await,
    }
}

fn parse(project: &str, upload: &str) -> Result<(app::api::ProjectId, UploadId), AppError> {
    Ok((parse_project(project)?, upload.parse().map_err(|_| AppError::NotFound)?))
}
