//! The list of permissions, `docs/permissions.toml`: what is not in it does not exist, and what it asks of
//! the caller is asked here, before a handler runs. Roles in projects are asked by the services, which
//! know the project; a test generated from the same list proves that they do.

use std::sync::LazyLock;

use app::api::AppError;
use app::api::member::{OrganisationRole, Permission};
use app::api::project::ProjectRole;
use app::pages::Page;
use axum::extract::{FromRequestParts as _, MatchedPath, Request, State};
use axum::http::{Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Redirect, Response};
use serde::Deserialize;
use words::Language;

use super::caller::Visitor;
use super::client::ClientAddress;
use super::render::{self, Frame};
use super::{HttpState, api, pages};
use crate::audit::Action;

/// What a caller must be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Need {
    Public,
    Account,
    Member,
    Administrator,
    Owner,
    Operator,
    ProjectView,
    ProjectComment,
    ProjectEdit,
    ProjectManage,
}

/// A way into the server.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Endpoint {
    pub method: String,
    pub path: String,
    pub needs: Vec<Need>,
    pub de: String,
    pub en: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct List {
    endpoint: Vec<Endpoint>,
}

/// The list.
pub(crate) static ENDPOINTS: LazyLock<Vec<Endpoint>> = LazyLock::new(|| {
    let list: List = toml::from_str(include_str!("../../docs/permissions.toml"))
        .expect("the list of permissions is well-formed; a test reads it");
    list.endpoint
});

/// Somebody whose rights are asked for.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Standing {
    /// Role in the organisation; `None` for strangers.
    pub organisation: Option<OrganisationRole>,
    /// Administrator of the instance.
    pub operator: bool,
    /// Role in the project that is concerned.
    pub project: Option<ProjectRole>,
}

impl Need {
    /// Whether it concerns one project.
    pub const fn of_project(self) -> bool {
        matches!(self, Self::ProjectView | Self::ProjectComment | Self::ProjectEdit | Self::ProjectManage)
    }

    /// Whether somebody of this standing may.
    pub fn met_by(self, who: Standing) -> bool {
        let project = |least: ProjectRole| who.project.is_some_and(|role| role >= least);
        match self {
            Self::Public => true,
            Self::Account => who.organisation.is_some(),
            Self::Member => who.organisation >= Some(OrganisationRole::Member),
            Self::Administrator => who.organisation >= Some(OrganisationRole::Administrator),
            Self::Owner => who.organisation >= Some(OrganisationRole::Owner),
            Self::Operator => who.operator,
            Self::ProjectView => project(ProjectRole::View),
            Self::ProjectComment => project(ProjectRole::Comment),
            Self::ProjectEdit => project(ProjectRole::Edit),
            Self::ProjectManage => project(ProjectRole::Manage),
        }
    }
}

/// What the list knows of a request.
enum Listed {
    Known(&'static Endpoint),
    OtherMethod,
    Unknown,
}

fn listed(path: &str, method: &str) -> Listed {
    let mut here = ENDPOINTS.iter().filter(|endpoint| endpoint.path == path).peekable();
    if here.peek().is_none() {
        return Listed::Unknown;
    }
    here.find(|endpoint| endpoint.method == method).map_or(Listed::OtherMethod, Listed::Known)
}

/// Lets through what the list allows.
pub(super) async fn decide(State(state): State<HttpState>, request: Request, next: Next) -> Response {
    let path = match request.extensions().get::<MatchedPath>() {
        // One route for all server functions: each has an entry of its own.
        Some(route) if !route.as_str().starts_with("/api/{") => route.as_str().to_owned(),
        _ => request.uri().path().to_owned(),
    };
    let method = if request.method() == Method::HEAD { Method::GET } else { request.method().clone() };
    let endpoint = match listed(&path, method.as_str()) {
        Listed::Known(endpoint) => endpoint,
        Listed::OtherMethod => return pages::method_not_allowed().await,
        Listed::Unknown => return refuse(&state, request, AppError::NotFound).await,
    };
    let actor = request.extensions().get::<Visitor>().and_then(|visitor| visitor.actor.clone());
    if endpoint.needs.contains(&Need::Operator) && !is_admitted(&state, &request) {
        if let Some(actor) = &actor {
            let event = state.services.context().event(Action::AuthorisationFail, actor).failed();
            let event = event.fact("endpoint", endpoint_name(endpoint)).fact("why", "address");
            if let Err(error) = state.services.context().record_seldom(&event).await {
                return refuse(&state, request, error).await;
            }
        }
        // Not even that there is something to sign in for.
        return refuse(&state, request, AppError::NotFound).await;
    }
    let Some(actor) = actor else {
        if endpoint.needs == [Need::Public] {
            return next.run(request).await;
        }
        return refuse(&state, request, AppError::NotSignedIn).await;
    };
    let who =
        Standing { organisation: Some(actor.role), operator: actor.instance_administrator, project: None };
    let refused = endpoint.needs.iter().any(|need| !need.of_project() && !need.met_by(who));
    if refused {
        let context = state.services.context();
        let event = context.event(Action::AuthorisationFail, &actor).failed();
        let event = event.fact("endpoint", endpoint_name(endpoint));
        let error = context.record_seldom(&event).await.err().unwrap_or(AppError::Forbidden);
        return refuse(&state, request, error).await;
    }
    next.run(request).await
}

/// Whether the request comes from where the operator of the server may come from.
fn is_admitted(state: &HttpState, request: &Request) -> bool {
    let address = request.extensions().get::<ClientAddress>();
    address.is_some_and(|address| state.surface.admits_operators_from(address.0))
}

fn endpoint_name(endpoint: &Endpoint) -> String {
    format!("{} {}", endpoint.method, endpoint.path)
}

async fn refuse(state: &HttpState, request: Request, error: AppError) -> Response {
    if request.uri().path().starts_with("/api/") {
        return api::error_response(&error);
    }
    let (mut parts, _) = request.into_parts();
    if error == AppError::NotSignedIn {
        return Redirect::to(&pages::sign_in_and_return(&parts)).into_response();
    }
    match Frame::from_request_parts(&mut parts, state).await {
        Ok(frame) => pages::failure(frame, error).await,
        Err(status) => status.into_response(),
    }
}

/// The page that shows the list.
pub(super) async fn page(frame: Frame) -> Response {
    let rows = ENDPOINTS.iter().map(|endpoint| row(endpoint, frame.context.locale)).collect();
    render::page(frame, Page::Permissions(rows), StatusCode::OK).await
}

/// Columns of the list: strangers, the roles of the organisation without a role in the project, the roles
/// in the project, the administrator of the instance.
pub(crate) fn columns() -> [Standing; 10] {
    use OrganisationRole::{Administrator, Guest, Member, Owner};
    let organisation = |role| Standing { organisation: Some(role), ..Standing::default() };
    let project = |role| Standing { project: Some(role), ..organisation(Member) };
    let managing = |role| Standing { project: Some(ProjectRole::Manage), ..organisation(role) };
    [
        Standing::default(),
        organisation(Guest),
        organisation(Member),
        managing(Administrator),
        managing(Owner),
        project(ProjectRole::View),
        project(ProjectRole::Comment),
        project(ProjectRole::Edit),
        project(ProjectRole::Manage),
        Standing { operator: true, ..organisation(Member) },
    ]
}

fn row(endpoint: &Endpoint, locale: Language) -> Permission {
    Permission {
        method: endpoint.method.clone(),
        path: endpoint.path.clone(),
        what: match locale {
            Language::De => endpoint.de.clone(),
            Language::En => endpoint.en.clone(),
        },
        allowed: columns()
            .into_iter()
            .map(|who| endpoint.needs.iter().all(|need| need.met_by(who)))
            .collect(),
    }
}
