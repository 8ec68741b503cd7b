//! A project as a file.

use app::api::{AppError, ProjectId};
use app::pages::Page;
use app::routes;
use axum::extract::{Path, State};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE, REFRESH};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse as _, Response};

use super::caller::SignedIn;
use super::pages::{failure, parse_project};
use super::render::{self, Frame};
use super::{HttpState, confirm};

/// The open project file, as an attachment named after the project.
pub(super) async fn project_file(
    State(state): State<HttpState>,
    user: SignedIn,
    Path(project): Path<String>,
    frame: Frame,
) -> Response {
    match export(&state, &user, &project).await {
        Ok((name, file)) => {
            let mut response = file.into_response();
            let headers = response.headers_mut();
            headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json; charset=utf-8"));
            if let Ok(disposition) = HeaderValue::try_from(attachment(&name, "json")) {
                headers.insert(CONTENT_DISPOSITION, disposition);
            }
            response
        }
        // Whoever has to prove first who they are comes back to a page, from which the download begins.
        Err(AppError::StepUpRequired) => {
            confirm::redirect(&frame.context.path.replace("/export", "/download"))
        }
        Err(error) => failure(frame, error).await,
    }
}

/// The page from which the download begins, for whoever has just proved who they are.
pub(super) async fn page(
    State(state): State<HttpState>,
    user: SignedIn,
    Path(project): Path<String>,
    frame: Frame,
) -> Response {
    match downloadable(&state, &user, &project).await {
        Ok((project, name)) => {
            let file = format!("0;url={}", routes::project_action(project, "export"));
            let mut response = render::page(frame, Page::Download(project, name), StatusCode::OK).await;
            // Works without a script, too.
            if let Ok(refresh) = HeaderValue::try_from(file) {
                response.headers_mut().insert(REFRESH, refresh);
            }
            response
        }
        Err(error) => failure(frame, error).await,
    }
}

async fn downloadable(
    state: &HttpState,
    user: &SignedIn,
    project: &str,
) -> Result<(ProjectId, String), AppError> {
    let project = parse_project(project)?;
    let name = state.services.project_service().state(&user.actor, project).await?.plan.site.name;
    state.services.context().stepped_up(&user.actor)?;
    Ok((project, name))
}

async fn export(state: &HttpState, user: &SignedIn, project: &str) -> Result<(String, Vec<u8>), AppError> {
    let project = parse_project(project)?;
    let name = state.services.project_service().state(&user.actor, project).await?.plan.site.name;
    Ok((name, state.backend.projects().export(&user.actor, project).await?))
}

/// `Content-Disposition` after RFC 6266: an ASCII name for old readers, the true one encoded.
pub(super) fn attachment(name: &str, extension: &str) -> String {
    // Names are what users type: no path, no control and no direction characters may get through.
    let kept: String = name
        .chars()
        .map(|c| if c.is_alphanumeric() || matches!(c, ' ' | '-' | '_' | '(' | ')') { c } else { '_' })
        .take(100)
        .collect();
    let kept = match kept.trim() {
        "" => "project",
        kept => kept,
    };
    let extension: String = extension.chars().filter(char::is_ascii_alphanumeric).take(10).collect();
    let plain: String = kept.chars().map(|c| if c.is_ascii() { c } else { '_' }).collect();
    let encoded: String = kept
        .bytes()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' => char::from(byte).to_string(),
            _ => format!("%{byte:02X}"),
        })
        .collect();
    format!("attachment; filename=\"{plain}.{extension}\"; filename*=UTF-8''{encoded}.{extension}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hostile_names_become_harmless_file_names() {
        assert_eq!(
            attachment("Quartier Süd", "json"),
            "attachment; filename=\"Quartier S_d.json\"; filename*=UTF-8''Quartier%20S%C3%BCd.json"
        );
        for hostile in
            ["../../etc/passwd", "a\"; x=\"b", "a\r\nSet-Cookie: b", "\u{202e}nosj.exe", "C:\\x", "<b>", ""]
        {
            let value = attachment(hostile, "json");
            assert!(
                !value.contains("..") && !value.contains(['\r', '\n', '/', '\\', '<', '\u{202e}']),
                "{value}"
            );
            assert_eq!(value.matches('"').count(), 2, "{value}");
        }
    }
}
