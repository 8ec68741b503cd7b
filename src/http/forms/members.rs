//! Roles of members, in the organisation and in projects.

use app::api::member::{MembersView, OrganisationRole};
use app::api::project::ProjectRole;
use app::api::{AccountId, AppError};
use app::page::Problem;
use app::pages::Page;
use app::routes;
use axum::Form;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use serde::Deserialize;
use tower_sessions::Session;

use super::{Answer, NoFields};
use crate::http::caller::SignedIn;
use crate::http::pages::{failure, parse_project};
use crate::http::render::{self, Frame};
use crate::http::{HttpState, confirm};
use crate::services::member::MemberRefusal;

/// Members of the organisation.
pub(in crate::http) async fn page(
    State(state): State<HttpState>,
    session: Session,
    user: SignedIn,
    frame: Frame,
) -> Response {
    let form = confirm::waiting(&session, routes::MEMBERS, &CHOSEN).await;
    list(&state, &user, frame, Answer { form, ..Answer::default() }, StatusCode::OK).await
}

/// What is kept of the choice of a role while its sender proves who they are.
const CHOSEN: [&str; 2] = ["account", "role"];

async fn list(
    state: &HttpState,
    user: &SignedIn,
    frame: Frame,
    answer: Answer,
    status: StatusCode,
) -> Response {
    let found = async {
        let members = state.services.member_service().list(&user.actor).await?;
        let second_factor_required =
            state.services.organisations().requires_second_factor(&user.actor).await?;
        let owner = user.actor.role == OrganisationRole::Owner;
        Ok(MembersView { members, owner, second_factor_required })
    };
    match found.await {
        Ok(view) => render::page(frame, Page::Members(view, answer.form), status).await,
        Err(error) => failure(frame, error).await,
    }
}

/// What the form for the second factor sends.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::http) struct SecondFactorFields {
    required: String,
}

/// Demands a second factor of all members, or no longer.
pub(in crate::http) async fn require_second_factor(
    State(state): State<HttpState>,
    session: Session,
    user: SignedIn,
    frame: Frame,
    Form(SecondFactorFields { required }): Form<SecondFactorFields>,
) -> Response {
    let organisations = state.services.organisations();
    let done = match required.as_str() {
        "on" => organisations.require_second_factor(&user.actor, true).await,
        "off" => organisations.require_second_factor(&user.actor, false).await,
        _ => Err(AppError::Invalid { field: "required".to_owned() }),
    };
    changed(&state, &session, &user, frame, &[], done.map_err(Into::into)).await
}

/// What the form for a role sends.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::http) struct RoleFields {
    role: String,
}

/// Changes the role of a member.
pub(in crate::http) async fn set_role(
    State(state): State<HttpState>,
    session: Session,
    user: SignedIn,
    Path(account): Path<String>,
    frame: Frame,
    Form(RoleFields { role }): Form<RoleFields>,
) -> Response {
    let done = match (parse(&account), OrganisationRole::from_key(&role)) {
        (Ok(account), Some(role)) => {
            state.services.member_service().set_role(&user.actor, account, role).await
        }
        (Err(error), _) => Err(error.into()),
        (_, None) => Err(AppError::Invalid { field: "role".to_owned() }.into()),
    };
    changed(&state, &session, &user, frame, &[("account", &account), ("role", &role)], done).await
}

/// Asks whether a member is to be removed, after the proof of who asks: nothing stands between the answer and
/// what it does.
pub(in crate::http) async fn ask_to_remove(
    State(state): State<HttpState>,
    user: SignedIn,
    Path(account): Path<String>,
    frame: Frame,
) -> Response {
    let found = match parse(&account) {
        Ok(account) => state.services.member_service().removable(&user.actor, account).await,
        Err(error) => Err(error),
    };
    match found {
        Ok(member) => render::page(frame, Page::RemoveMember(member), StatusCode::OK).await,
        Err(error) => failure(frame, error).await,
    }
}

/// Removes a member.
pub(in crate::http) async fn remove(
    State(state): State<HttpState>,
    session: Session,
    user: SignedIn,
    Path(account): Path<String>,
    frame: Frame,
    _: Form<NoFields>,
) -> Response {
    let done = match parse(&account) {
        Ok(account) => state.services.member_service().remove(&user.actor, account).await,
        Err(error) => Err(error.into()),
    };
    match done {
        // Whoever has to prove who they are comes back to the question.
        Err(MemberRefusal::Other(error)) => failure(frame, error).await,
        done => changed(&state, &session, &user, frame, &[], done).await,
    }
}

async fn changed(
    state: &HttpState,
    session: &Session,
    user: &SignedIn,
    frame: Frame,
    typed: &[(&'static str, &str)],
    done: Result<(), MemberRefusal>,
) -> Response {
    match done {
        Ok(()) => Redirect::to(routes::MEMBERS).into_response(),
        Err(refusal @ (MemberRefusal::LastOwner | MemberRefusal::LastWayIn)) => {
            let last_owner = refusal == MemberRefusal::LastOwner;
            let problem = if last_owner { Problem::LastOwner } else { Problem::LastWayIn };
            let answer = Answer::default().problem("", problem);
            let status = answer.status();
            list(state, user, frame.at(routes::MEMBERS), answer, status).await
        }
        Err(MemberRefusal::Other(error)) => {
            confirm::or_failure(session, frame.at(routes::MEMBERS), typed, error).await
        }
    }
}

/// Who has which role in a project.
pub(in crate::http) async fn of_project(
    State(state): State<HttpState>,
    session: Session,
    user: SignedIn,
    Path(project): Path<String>,
    frame: Frame,
) -> Response {
    let found = async {
        let project = parse_project(&project)?;
        let members = state.services.member_service().of_project(&user.actor, project).await?;
        Ok((state.backend.projects().card(&user.actor, project).await?, members))
    };
    match found.await {
        Ok((card, members)) => {
            let form = confirm::waiting(&session, &frame.context.path, &CHOSEN).await;
            render::page(frame, Page::ProjectMembers(card, members, form), StatusCode::OK).await
        }
        Err(error) => failure(frame, error).await,
    }
}

/// Gives or takes a role in a project.
pub(in crate::http) async fn set_project_role(
    State(state): State<HttpState>,
    session: Session,
    user: SignedIn,
    Path((project, account)): Path<(String, String)>,
    frame: Frame,
    Form(RoleFields { role }): Form<RoleFields>,
) -> Response {
    let page = format!("/projects/{project}/members");
    let set = async {
        let (project, account) = (parse_project(&project)?, parse(&account)?);
        let role = match (role.as_str(), ProjectRole::from_key(&role)) {
            ("none", _) => None,
            (_, Some(role)) => Some(role),
            (_, None) => return Err(AppError::Invalid { field: "role".to_owned() }),
        };
        state.services.member_service().set_project_role(&user.actor, project, account, role).await?;
        Ok(project)
    };
    match set.await {
        Ok(project) => Redirect::to(&routes::project_action(project, "members")).into_response(),
        Err(error) => {
            let typed = [("account", account.as_str()), ("role", role.as_str())];
            confirm::or_failure(&session, frame.at(&page), &typed, error).await
        }
    }
}

fn parse(account: &str) -> Result<AccountId, AppError> {
    account.parse().map_err(|_| AppError::NotFound)
}
