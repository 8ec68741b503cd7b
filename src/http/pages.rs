//! The pages that are reached by GET.

use app::api::account::AccountDetails;
use app::api::{Actor, AppError, ProjectId};
use app::page::FormState;
use app::pages::Page;
use app::routes;
use axum::extract::{Path, Query, State};
use axum::http::header::RETRY_AFTER;
use axum::http::request::Parts;
use axum::http::{HeaderValue, StatusCode, Uri};
use axum::response::{IntoResponse as _, Redirect, Response};
use serde::Deserialize;
use tower_sessions::Session;

use super::caller::{SignedIn, Visitor};
use super::render::{self, Frame};
use super::{HttpState, confirm};

/// Security events on the account page.
const RECENT_EVENTS: u32 = 20;

/// Start page; whoever is signed in goes on to the projects.
pub(super) async fn start(visitor: Visitor, frame: Frame) -> Response {
    match visitor.actor {
        Some(_) => Redirect::to(routes::PROJECTS).into_response(),
        None => render::page(frame, Page::Start, StatusCode::OK).await,
    }
}

/// What is promised about security.
pub(super) async fn security(frame: Frame) -> Response {
    render::page(frame, Page::Security, StatusCode::OK).await
}

/// Form for the first account, until there is one.
pub(super) async fn setup(State(state): State<HttpState>, visitor: Visitor, frame: Frame) -> Response {
    match state.services.account_service().any(&visitor.request_id).await {
        Ok(false) => render::page(frame, Page::Setup(FormState::default()), StatusCode::OK).await,
        Ok(true) => render::page(frame, Page::SetUpAlready, StatusCode::OK).await,
        Err(error) => failure(frame, error).await,
    }
}

/// Where to go after signing in.
#[derive(Deserialize)]
pub(super) struct Next {
    next: Option<String>,
}

impl Next {
    /// The path, if it is one of this server.
    pub fn local(self) -> Option<String> {
        self.next.filter(|next| is_local(next))
    }
}

/// Sign-in form; whoever is signed in goes on.
pub(super) async fn sign_in(visitor: Visitor, Query(query): Query<Next>, frame: Frame) -> Response {
    let next = query.local();
    match visitor.actor {
        Some(_) => Redirect::to(next.as_deref().unwrap_or(routes::PROJECTS)).into_response(),
        None => render::page(frame, Page::SignIn(FormState::default(), next), StatusCode::OK).await,
    }
}

/// Account page.
pub(super) async fn account(
    State(state): State<HttpState>,
    session: Session,
    user: SignedIn,
    frame: Frame,
) -> Response {
    let form = confirm::waiting(&session, routes::ACCOUNT, &["email"]).await;
    account_page(&state, &user.actor, &session, frame, form, StatusCode::OK).await
}

/// Account page with a form that came back.
pub(super) async fn account_page(
    state: &HttpState,
    actor: &Actor,
    session: &Session,
    frame: Frame,
    form: FormState,
    status: StatusCode,
) -> Response {
    let details = async {
        let sessions = state.services.sessions().list(actor, session.id()).await?;
        let events = state.services.audit().own(actor, None, RECENT_EVENTS).await?.events;
        let password = state.services.account_service().password_state(actor).await?;
        let factors = state.services.factors().list(actor).await?;
        let company = state.services.sso().company_account(actor).await?;
        let address = state.services.links().address_change(actor).await?;
        Ok(AccountDetails { sessions, password, factors, events, company, address })
    };
    match details.await {
        Ok(details) => render::page(frame, Page::Account(form, details), status).await,
        Err(error) => failure(frame, error).await,
    }
}

/// Project list.
pub(super) async fn projects(State(state): State<HttpState>, user: SignedIn, frame: Frame) -> Response {
    project_list(&state, &user.actor, frame, FormState::default(), StatusCode::OK).await
}

/// Project list with a form that came back.
pub(super) async fn project_list(
    state: &HttpState,
    actor: &Actor,
    frame: Frame,
    form: FormState,
    status: StatusCode,
) -> Response {
    let found = async {
        let cards = state.backend.projects().list(actor).await?;
        Ok((cards, state.services.audit().overdue(actor).await?))
    };
    match found.await {
        Ok((cards, overdue)) => render::page(frame, Page::Projects(cards, form, overdue), status).await,
        Err(error) => failure(frame, error).await,
    }
}

/// Workspace of a project.
pub(super) async fn workspace(
    State(state): State<HttpState>,
    user: SignedIn,
    Path(project): Path<String>,
    frame: Frame,
) -> Response {
    let opened = match parse_project(&project) {
        Ok(project) => state.backend.scenarios().open(&user.actor, project).await,
        Err(error) => Err(error),
    };
    match opened {
        Ok(workspace) => {
            // The page is whole without it, too: the browser calculates for itself, and the failure is in the log.
            let district = state.services.project_service().district(&user.actor, &workspace).await.ok();
            render::page(frame, Page::Workspace(Box::new(workspace), district), StatusCode::OK).await
        }
        Err(error) => failure(frame, error).await,
    }
}

/// Confirmation before a project is deleted.
pub(super) async fn delete_project(
    State(state): State<HttpState>,
    session: Session,
    user: SignedIn,
    Path(project): Path<String>,
    frame: Frame,
) -> Response {
    let card = match parse_project(&project) {
        Ok(project) => deletable(&state, &user.actor, project).await,
        Err(error) => Err(error),
    };
    match card {
        Ok(card) => match state.services.context().stepped_up(&user.actor) {
            Ok(_) => {
                let form = confirm::waiting(&session, &frame.context.path, &["typed_name"]).await;
                render::page(frame, Page::DeleteProject(card, form), StatusCode::OK).await
            }
            Err(error) => failure(frame, error).await,
        },
        Err(error) => failure(frame, error).await,
    }
}

async fn deletable(
    state: &HttpState,
    actor: &Actor,
    project: ProjectId,
) -> Result<app::api::project::ProjectCard, AppError> {
    state.services.context().access(actor, project).await?.require_manage()?;
    state.backend.projects().card(actor, project).await
}

/// Anything else.
pub(super) async fn not_found(frame: Frame) -> Response {
    render::page(frame, Page::NotFound, StatusCode::NOT_FOUND).await
}

/// A page or file that cannot be asked for in this way.
pub(super) async fn method_not_allowed() -> Response {
    (StatusCode::METHOD_NOT_ALLOWED, "method not allowed\n").into_response()
}

/// The page for an error.
pub(super) async fn failure(frame: Frame, error: AppError) -> Response {
    let retry_after_s = match &error {
        AppError::TooManyRequests { retry_after_s } => Some(*retry_after_s),
        _ => None,
    };
    let (page, status) = match error {
        AppError::NotSignedIn => return Redirect::to(routes::SIGN_IN).into_response(),
        AppError::StepUpRequired => return confirm::redirect(&frame.context.path),
        AppError::NotFound | AppError::Forbidden => (Page::NotFound, StatusCode::NOT_FOUND),
        AppError::TooManyRequests { retry_after_s } => {
            (Page::TooManyRequests(retry_after_s), StatusCode::TOO_MANY_REQUESTS)
        }
        AppError::Internal { request_id } => (Page::Failed(request_id), StatusCode::INTERNAL_SERVER_ERROR),
        AppError::Edit { .. } | AppError::Invalid { .. } => (Page::Refused, StatusCode::UNPROCESSABLE_ENTITY),
        AppError::TooLarge => (Page::Refused, StatusCode::PAYLOAD_TOO_LARGE),
        AppError::Offline => (Page::Failed(String::new()), StatusCode::SERVICE_UNAVAILABLE),
    };
    let mut response = render::page(frame, page, status).await;
    if let Some(seconds) = retry_after_s {
        response.headers_mut().insert(RETRY_AFTER, HeaderValue::from(seconds));
    }
    response
}

/// The project that a path names; anything that is no id does not exist.
pub(super) fn parse_project(text: &str) -> Result<ProjectId, AppError> {
    text.parse().map_err(|_| AppError::NotFound)
}

/// Whether a text is a path of this server, and nothing that a browser could take for another host.
pub(super) fn is_local(path: &str) -> bool {
    let plain = |c: char| c.is_ascii_graphic() && c != '\\';
    path.starts_with('/')
        && !path.starts_with("//")
        && path.len() <= 512
        && path.chars().all(plain)
        && path.parse::<Uri>().is_ok()
}

/// The sign-in page that leads back to where the reader was; after a form, to the page before it.
pub(super) fn sign_in_and_return(parts: &Parts) -> String {
    let path = parts.uri.path();
    let next = match parts.method {
        axum::http::Method::GET if is_local(path) => path,
        _ => routes::PROJECTS,
    };
    format!("{}?next={}", routes::SIGN_IN, encode(next))
}

/// Percent-encodes what has a meaning in a query.
pub(super) fn encode(path: &str) -> String {
    path.bytes().fold(String::with_capacity(path.len()), |mut encoded, byte| {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' | b'/' => {
                encoded.push(byte.into());
            }
            _ => encoded.push_str(&format!("%{byte:02X}")),
        }
        encoded
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_paths_of_this_server_are_followed_after_signing_in() {
        for good in ["/", "/projects", "/projects/0b9f?view=month", "/a//b", "/account#x"] {
            assert!(is_local(good), "{good}");
        }
        for bad in [
            "",
            "projects",
            "//evil.example",
            "///evil.example",
            "/\\evil.example",
            "\\\\evil.example",
            "https://evil.example",
            "https:evil.example",
            "javascript:alert(1)",
            "data:text/html,x",
            " /projects",
            "/\t/evil.example",
            "/\r\nSet-Cookie: a=b",
            "/pro jects",
            "/ä",
            "/\u{0}",
            "\t//evil.example",
            "?next=/",
            "#",
            ".",
            "..",
            "@evil.example",
            "evil.example/",
            "/\u{2028}",
            "/%0d%0a\n",
        ] {
            assert!(!is_local(bad), "{bad:?}");
        }
        assert!(!is_local(&format!("/{}", "a".repeat(600))));
    }

    #[test]
    fn the_way_back_is_encoded() {
        assert_eq!(encode("/projects/a?b=c&d"), "/projects/a%3Fb%3Dc%26d");
    }
}
