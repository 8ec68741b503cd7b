//! «Confirm that it is you»: the way there, and what was typed before it.

use std::collections::BTreeMap;

use app::api::AppError;
use app::api::factor::Proofs;
use app::page::{Done, FormState};
use app::pages::Page;
use app::routes;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use serde::{Deserialize, Serialize};
use tower_sessions::Session;

use super::HttpState;
use super::caller::SignedIn;
use super::pages::{Next, encode, failure, is_local};
use super::render::{self, Frame};

/// Where a form waits in the session until its sender has proved who they are.
const WAITING: &str = "waiting-form";

/// A form that waits.
#[derive(Serialize, Deserialize)]
struct Waiting {
    path: String,
    values: BTreeMap<String, String>,
}

/// The page that asks.
pub(super) async fn page(
    State(state): State<HttpState>,
    user: SignedIn,
    Query(query): Query<Next>,
    frame: Frame,
) -> Response {
    page_with(&state, &user, frame, FormState::default(), query.local(), StatusCode::OK).await
}

/// The page with a form that came back.
pub(super) async fn page_with(
    state: &HttpState,
    user: &SignedIn,
    frame: Frame,
    form: FormState,
    next: Option<String>,
    status: StatusCode,
) -> Response {
    match proofs(state, user).await {
        Ok(proofs) => render::page(frame, Page::Confirm(form, next, proofs), status).await,
        Err(error) => failure(frame, error).await,
    }
}

async fn proofs(state: &HttpState, user: &SignedIn) -> Result<Proofs, AppError> {
    let (account, request_id) = (user.actor.account, &user.actor.request_id);
    let proofs = state.services.factors().proofs(account, request_id).await?;
    let provider = state.services.sso().of_account(account, request_id).await?;
    let demanded = provider.as_ref().and_then(|provider| provider.required_except);
    Ok(Proofs {
        // Whoever operates the server confirms by passkey only.
        identity_provider: provider.is_some() && proofs.phishable,
        password: proofs.password && demanded.is_none_or(|except| except == account),
        ..proofs
    })
}

/// Sends the reader to the page that asks, and back to a path afterwards.
pub(super) fn redirect(back: &str) -> Response {
    let back = if is_local(back) { back } else { routes::PROJECTS };
    Redirect::to(&format!("{}?next={}", routes::CONFIRM, encode(back))).into_response()
}

/// The same, and keeps what was typed in the form at that path. Without it the reader types again.
pub(super) async fn redirect_with(
    session: &Session,
    path: &str,
    values: &[(&'static str, &str)],
) -> Response {
    keep(session, path, values).await;
    redirect(path)
}

/// Keeps what was typed until the page at that path is shown again, which then says that nothing was done yet.
pub(super) async fn keep(session: &Session, path: &str, values: &[(&'static str, &str)]) {
    let values = values.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    if let Err(error) = session.insert(WAITING, Waiting { path: path.to_owned(), values }).await {
        tracing::error!(%error, "a form was not kept");
    }
}

/// The answer to an error of what a form does. Whoever has to prove first who they are comes back to the page of the
/// frame with what they had chosen, and reads that it was not done yet.
pub(super) async fn or_failure(
    session: &Session,
    frame: Frame,
    values: &[(&'static str, &str)],
    error: AppError,
) -> Response {
    match error {
        AppError::StepUpRequired => redirect_with(session, &frame.context.path, values).await,
        error => failure(frame, error).await,
    }
}

/// What was typed at a path before the reader was sent to confirm; given out once.
pub(super) async fn waiting(session: &Session, path: &str, names: &[&'static str]) -> FormState {
    let mut form = FormState::default();
    let Ok(Some(waiting)) = session.get::<Waiting>(WAITING).await else { return form };
    if waiting.path == path {
        _ = session.remove_value(WAITING).await;
        let typed = names.iter().filter_map(|name| Some((*name, waiting.values.get(*name)?.clone())));
        form.values = typed.collect();
        form.done = Some(Done::NotYet);
    }
    form
}
