//! Accounts for whoever operates the server.

use app::api::{AccountId, AppError};
use app::page::{FormState, Problem};
use app::pages::Page;
use app::routes;
use axum::Form;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use serde::Deserialize;
use tower_sessions::Session;

use super::{Answer, NoFields, name_problem};
use crate::http::caller::SignedIn;
use crate::http::pages::failure;
use crate::http::render::{self, Frame};
use crate::http::{HttpState, confirm};
use crate::services::Obstacle;
use crate::services::administration::AccountRefusal;

/// Fields of the page of an account that wait while somebody confirms who they are.
const TYPED: [&str; 2] = ["note", "typed_address"];

/// The newest accounts.
pub(in crate::http) async fn accounts(
    State(state): State<HttpState>,
    user: SignedIn,
    frame: Frame,
) -> Response {
    list(&state, &user, frame, "", None).await
}

/// What the search sends. It is no query of an address: names and addresses of people do not belong there.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::http) struct SearchFields {
    #[serde(default)]
    search: String,
    #[serde(default)]
    before: String,
}

/// Accounts whose name or address contains a text, or further ones.
pub(in crate::http) async fn search(
    State(state): State<HttpState>,
    user: SignedIn,
    frame: Frame,
    Form(SearchFields { search, before }): Form<SearchFields>,
) -> Response {
    let before = match before.as_str() {
        "" => Ok(None),
        before => before.parse::<i64>().map(Some),
    };
    match before {
        Ok(before) => list(&state, &user, frame, &search, before).await,
        Err(_) => failure(frame, AppError::Invalid { field: "before".to_owned() }).await,
    }
}

async fn list(
    state: &HttpState,
    user: &SignedIn,
    frame: Frame,
    search: &str,
    before: Option<i64>,
) -> Response {
    match state.services.administration().accounts(&user.actor, search, before).await {
        Ok(view) => render::page(frame, Page::InstanceAccounts(view), StatusCode::OK).await,
        Err(error) => failure(frame, error).await,
    }
}

/// An account.
pub(in crate::http) async fn account(
    State(state): State<HttpState>,
    session: Session,
    user: SignedIn,
    Path(account): Path<String>,
    frame: Frame,
) -> Response {
    match parse(&account) {
        Ok(account) => {
            let form = confirm::waiting(&session, &routes::instance_account(account), &TYPED).await;
            show(&state, &user, account, frame, form, StatusCode::OK).await
        }
        Err(error) => failure(frame, error).await,
    }
}

async fn show(
    state: &HttpState,
    user: &SignedIn,
    account: AccountId,
    frame: Frame,
    form: FormState,
    status: StatusCode,
) -> Response {
    let frame = frame.at(&routes::instance_account(account));
    match state.services.administration().account(&user.actor, account).await {
        Ok(view) => render::page(frame, Page::InstanceAccount(Box::new(view), form), status).await,
        Err(error) => failure(frame, error).await,
    }
}

/// What the form that disables sends.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::http) struct DisableFields {
    note: String,
}

/// Disables an account.
pub(in crate::http) async fn disable(
    State(state): State<HttpState>,
    session: Session,
    user: SignedIn,
    Path(account): Path<String>,
    frame: Frame,
    Form(DisableFields { note }): Form<DisableFields>,
) -> Response {
    let account = match parse(&account) {
        Ok(account) => account,
        Err(error) => return failure(frame, error).await,
    };
    let done = state.services.administration().disable(&user.actor, account, &note).await;
    let tried = Tried { typed: Some(("note", note)), ..Tried::on(account) };
    changed(&state, &session, &user, frame, tried, done).await
}

/// Enables an account again.
pub(in crate::http) async fn enable(
    State(state): State<HttpState>,
    session: Session,
    user: SignedIn,
    Path(account): Path<String>,
    frame: Frame,
    _: Form<NoFields>,
) -> Response {
    let account = match parse(&account) {
        Ok(account) => account,
        Err(error) => return failure(frame, error).await,
    };
    let done = state.services.administration().enable(&user.actor, account).await;
    changed(&state, &session, &user, frame, Tried::on(account), done).await
}

/// Ends every session of an account.
pub(in crate::http) async fn end_sessions(
    State(state): State<HttpState>,
    session: Session,
    user: SignedIn,
    Path(account): Path<String>,
    frame: Frame,
    _: Form<NoFields>,
) -> Response {
    let account = match parse(&account) {
        Ok(account) => account,
        Err(error) => return failure(frame, error).await,
    };
    let done = state.services.administration().end_sessions(&user.actor, account).await;
    changed(&state, &session, &user, frame, Tried::on(account), done).await
}

/// What the form for operators sends.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::http) struct OperatorFields {
    operates: String,
}

/// Lets an account operate the server, or no more.
pub(in crate::http) async fn set_operator(
    State(state): State<HttpState>,
    session: Session,
    user: SignedIn,
    Path(account): Path<String>,
    frame: Frame,
    Form(OperatorFields { operates }): Form<OperatorFields>,
) -> Response {
    let operates = match operates.as_str() {
        "on" => true,
        "off" => false,
        _ => return failure(frame, AppError::Invalid { field: "operates".to_owned() }).await,
    };
    let account = match parse(&account) {
        Ok(account) => account,
        Err(error) => return failure(frame, error).await,
    };
    let done = state.services.administration().set_operator(&user.actor, account, operates).await;
    changed(&state, &session, &user, frame, Tried::on(account), done).await
}

/// What the form that deletes sends.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::http) struct DeleteFields {
    typed_address: String,
}

/// Deletes an account.
pub(in crate::http) async fn delete(
    State(state): State<HttpState>,
    session: Session,
    user: SignedIn,
    Path(account): Path<String>,
    frame: Frame,
    Form(DeleteFields { typed_address }): Form<DeleteFields>,
) -> Response {
    let account = match parse(&account) {
        Ok(account) => account,
        Err(error) => return failure(frame, error).await,
    };
    let done = state.services.administration().delete(&user.actor, account, &typed_address).await;
    let next = routes::INSTANCE_ACCOUNTS.to_owned();
    let tried = Tried { account, typed: Some(("typed_address", typed_address)), next };
    changed(&state, &session, &user, frame, tried, done).await
}

/// What somebody tried to do.
struct Tried {
    /// With which account.
    account: AccountId,
    /// Field of the form, and what was typed into it.
    typed: Option<(&'static str, String)>,
    /// Where to go afterwards.
    next: String,
}

impl Tried {
    /// A form without fields, after which the page of the account is shown again.
    fn on(account: AccountId) -> Self {
        Self { account, typed: None, next: routes::instance_account(account) }
    }
}

/// Goes on, or back to the page of the account with what was typed and what is wrong with it.
async fn changed(
    state: &HttpState,
    session: &Session,
    user: &SignedIn,
    frame: Frame,
    tried: Tried,
    done: Result<(), AccountRefusal>,
) -> Response {
    let Tried { account, typed, next } = tried;
    let page = routes::instance_account(account);
    let (field, problem) = match done {
        Ok(()) => return Redirect::to(&next).into_response(),
        Err(AccountRefusal::Other(AppError::StepUpRequired)) => {
            let typed: Vec<_> = typed.iter().map(|(field, text)| (*field, text.as_str())).collect();
            return confirm::redirect_with(session, &page, &typed).await;
        }
        Err(AccountRefusal::Other(error)) => return failure(frame.at(&page), error).await,
        Err(AccountRefusal::Obstacle(Obstacle::Gone)) => {
            return failure(frame.at(&page), AppError::NotFound).await;
        }
        Err(AccountRefusal::Obstacle(Obstacle::OnlyOwner)) => ("", Problem::OnlyOwner),
        Err(AccountRefusal::Obstacle(Obstacle::LastWayIn)) => ("", Problem::LastWayIn),
        Err(AccountRefusal::Obstacle(Obstacle::LastOperator)) => ("", Problem::LastOperator),
        Err(AccountRefusal::TypedDiffers) => ("typed_address", Problem::TypedDiffers),
        Err(AccountRefusal::Note(error)) => ("note", name_problem(&error)),
    };
    let answer = Answer::new(typed).problem(field, problem);
    let status = answer.status();
    show(state, user, account, frame, answer.form, status).await
}

fn parse(account: &str) -> Result<AccountId, AppError> {
    account.parse().map_err(|_| AppError::NotFound)
}
