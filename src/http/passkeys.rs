//! Passkeys: the browser asks for a challenge and sends what its device answers. Only a script can do
//! that, so these are functions and no forms.

use app::api::AppError;
use app::routes;
use axum::Json;
use axum::extract::State;
use axum::response::{IntoResponse as _, Response};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use tower_sessions::Session;
use uuid::Uuid;

use super::api::error_response;
use super::caller::{Visitor, begin_session, pending, renew_session, restart_session};
use super::forms::NoFields;
use super::forms::factors::show_recovery_codes;
use super::pages::is_local;
use super::{HttpState, confirm};
use crate::identity::passkeys::RelyingParty;
use crate::identity::sessions::Method;
use crate::services::account::Refusal;
use crate::services::factor::Factors;
use crate::services::passkey::Begun;

/// What the device answered.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Answer {
    ceremony: Uuid,
    credential: Value,
    #[serde(default)]
    name: String,
    next: Option<String>,
}

/// Where the page goes afterwards.
#[derive(Serialize)]
struct Done {
    location: String,
}

fn party(state: &HttpState) -> Result<&RelyingParty, AppError> {
    state.passkeys.as_deref().ok_or(AppError::NotFound)
}

fn factors(state: &HttpState) -> &Factors {
    state.services.factors()
}

fn answer<T: Serialize>(result: Result<T, AppError>) -> Response {
    match result {
        Ok(value) => Json(value).into_response(),
        Err(error) => error_response(&error),
    }
}

/// A refusal as functions send it.
fn refusal(refusal: Refusal) -> AppError {
    match refusal {
        Refusal::TooManyAttempts(retry_after_s) => AppError::TooManyRequests { retry_after_s },
        Refusal::Other(error) => error,
        _ => AppError::Invalid { field: "credential".to_owned() },
    }
}

/// Begins to add a passkey.
pub(super) async fn begin_add(
    State(state): State<HttpState>,
    session: Session,
    visitor: Visitor,
    _: Json<NoFields>,
) -> Response {
    let begun = async {
        let actor = visitor.actor.as_ref().ok_or(AppError::NotSignedIn)?;
        let fresh = state.services.context().stepped_up(actor)?;
        factors(&state).begin_passkey(party(&state)?, actor, &fresh).await
    };
    let begun = begun.await;
    if matches!(begun, Err(AppError::StepUpRequired)) {
        // The script leads to the proof, and back.
        confirm::keep(&session, routes::ACCOUNT, &[]).await;
    }
    answer(begun)
}

/// Adds the passkey.
pub(super) async fn end_add(
    State(state): State<HttpState>,
    session: Session,
    visitor: Visitor,
    Json(Answer { ceremony, credential, name, .. }): Json<Answer>,
) -> Response {
    let added = async {
        let actor = visitor.actor.as_ref().ok_or(AppError::NotSignedIn)?;
        let fresh = state.services.context().stepped_up(actor)?;
        let party = party(&state)?;
        let codes = factors(&state).add_passkey(party, actor, &fresh, ceremony, &name, credential).await?;
        restart_session(&session, &visitor).await?;
        Ok(Done { location: show_recovery_codes(&session, codes, &visitor.request_id).await?.to_owned() })
    };
    answer(added.await)
}

/// Begins a sign-in by passkey alone.
pub(super) async fn begin_sign_in(
    State(state): State<HttpState>,
    visitor: Visitor,
    _: Json<NoFields>,
) -> Response {
    let begun = async { factors(&state).begin_passkey_sign_in(party(&state)?, visitor.caller()).await };
    answer(begun.await)
}

/// Signs in by passkey alone.
pub(super) async fn end_sign_in(
    State(state): State<HttpState>,
    session: Session,
    visitor: Visitor,
    Json(Answer { ceremony, credential, next, .. }): Json<Answer>,
) -> Response {
    let signed_in = async {
        let proved =
            factors(&state).prove_by_passkey(party(&state)?, None, ceremony, credential, visitor.caller());
        let account = proved.await.map_err(refusal)?;
        begin_session(&state, &session, &visitor, account, &[Method::Passkey], None).await?;
        Ok(Done {
            location: next.filter(|next| is_local(next)).unwrap_or_else(|| routes::PROJECTS.to_owned()),
        })
    };
    answer(signed_in.await)
}

/// Begins a proof of whoever is signed in, or of whoever has done the first step.
pub(super) async fn begin_proof(
    State(state): State<HttpState>,
    session: Session,
    visitor: Visitor,
    _: Json<NoFields>,
) -> Response {
    let begun = async {
        let account = match &visitor.actor {
            Some(actor) => actor.account,
            None => pending(&state, &session).await.ok_or(AppError::NotSignedIn)?.account,
        };
        factors(&state).begin_passkey_proof(party(&state)?, account, visitor.caller()).await
    };
    answer::<Begun>(begun.await)
}

/// The second step of the sign-in, or the confirmation that it is still the same person.
pub(super) async fn end_proof(
    State(state): State<HttpState>,
    session: Session,
    visitor: Visitor,
    Json(Answer { ceremony, credential, next, .. }): Json<Answer>,
) -> Response {
    let proved = async {
        let party = party(&state)?;
        let prove = |account| {
            factors(&state).prove_by_passkey(party, Some(account), ceremony, credential, visitor.caller())
        };
        let next = match &visitor.actor {
            Some(actor) => {
                prove(actor.account).await.map_err(refusal)?;
                renew_session(&state, &session, &visitor, Method::Passkey).await?;
                next.filter(|next| is_local(next))
            }
            None => {
                let pending = pending(&state, &session).await.ok_or(AppError::NotSignedIn)?;
                prove(pending.account).await.map_err(refusal)?;
                let methods: Vec<_> = pending.methods.iter().copied().chain([Method::Passkey]).collect();
                begin_session(&state, &session, &visitor, pending.account, &methods, None).await?;
                pending.next
            }
        };
        Ok(Done { location: next.unwrap_or_else(|| routes::PROJECTS.to_owned()) })
    };
    answer(proved.await)
}
