//! Second factors: adding an authenticator app, removing factors, recovery codes, the second step of the
//! sign-in.

use app::api::AppError;
use app::page::{Done, FormState};
use app::pages::Page;
use app::routes;
use axum::Form;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use serde::Deserialize;
use tower_sessions::Session;

use super::{Answer, NoFields};
use crate::http::caller::{SignedIn, Visitor, begin_session, note_own_act, pending, restart_session};
use crate::http::pages::{account_page, failure};
use crate::http::render::{self, Frame};
use crate::http::{HttpState, confirm};
use crate::identity::sessions::Pending;
use crate::services::account::Refusal;
use crate::services::internal;

/// Where the secret of an app that is being added waits in the session.
const DRAFT: &str = "totp-draft";
/// Where new recovery codes wait in the session until they are shown.
const NEW_CODES: &str = "new-recovery-codes";

/// Makes a secret for an authenticator app and shows it.
pub(in crate::http) async fn begin_totp(
    State(state): State<HttpState>,
    session: Session,
    user: SignedIn,
    frame: Frame,
    _: Form<NoFields>,
) -> Response {
    let frame = frame.at(routes::ACCOUNT);
    if let Err(error) = state.services.context().stepped_up(&user.actor) {
        return confirm::or_failure(&session, frame, &[], error).await;
    }
    let secret = state.services.factors().new_totp_secret();
    match session.insert(DRAFT, secret).await {
        Ok(()) => Redirect::to(routes::TOTP).into_response(),
        Err(error) => failure(frame, internal(&user.actor.request_id, &error)).await,
    }
}

/// Shows the secret that waits.
pub(in crate::http) async fn totp(
    State(state): State<HttpState>,
    session: Session,
    user: SignedIn,
    frame: Frame,
) -> Response {
    totp_page(&state, &session, &user, frame, FormState::default(), StatusCode::OK).await
}

async fn totp_page(
    state: &HttpState,
    session: &Session,
    user: &SignedIn,
    frame: Frame,
    form: FormState,
    status: StatusCode,
) -> Response {
    let Ok(Some(secret)) = session.get::<String>(DRAFT).await else {
        return Redirect::to(routes::ACCOUNT).into_response();
    };
    let email = user.visitor.viewer.as_ref().map(|viewer| viewer.email.clone()).unwrap_or_default();
    match state.services.factors().totp_draft(&secret, &email) {
        Ok(draft) => render::page(frame, Page::Totp(form, draft), status).await,
        Err(error) => failure(frame, error).await,
    }
}

/// What the forms with a code send.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::http) struct CodeFields {
    code: String,
}

/// Adds the authenticator app.
pub(in crate::http) async fn add_totp(
    State(state): State<HttpState>,
    session: Session,
    user: SignedIn,
    frame: Frame,
    Form(CodeFields { code }): Form<CodeFields>,
) -> Response {
    let Ok(Some(secret)) = session.get::<String>(DRAFT).await else {
        return Redirect::to(routes::ACCOUNT).into_response();
    };
    let fresh = match state.services.context().stepped_up(&user.actor) {
        Ok(fresh) => fresh,
        Err(error) => return failure(frame, error).await,
    };
    let factors = state.services.factors();
    match factors.add_totp(&user.actor, &fresh, &secret, &code, user.visitor.caller()).await {
        Ok(codes) => match restart_session(&session, &user.visitor).await {
            Ok(()) => to_recovery_codes(frame, &session, codes, &user.actor.request_id).await,
            Err(error) => failure(frame, error).await,
        },
        Err(refusal) => match Answer::default().refuse(refusal) {
            Ok(answer) => {
                let status = answer.status();
                let page = totp_page(&state, &session, &user, frame, answer.form, status).await;
                super::wait(page, answer.retry_after_s)
            }
            Err(error) => failure(frame, error).await,
        },
    }
}

/// What the list of factors sends.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::http) struct RemoveFields {
    factor: String,
}

/// Removes a factor.
pub(in crate::http) async fn remove(
    State(state): State<HttpState>,
    session: Session,
    user: SignedIn,
    frame: Frame,
    Form(RemoveFields { factor }): Form<RemoveFields>,
) -> Response {
    let frame = frame.at(routes::ACCOUNT);
    let removed = async {
        let fresh = state.services.context().stepped_up(&user.actor)?;
        state.services.factors().remove(&user.actor, &fresh, &factor).await?;
        restart_session(&session, &user.visitor).await?;
        Ok::<(), Refusal>(())
    };
    let (form, status) = match removed.await {
        Ok(()) => (FormState { done: Some(Done::FactorRemoved), ..FormState::default() }, StatusCode::OK),
        Err(refusal) => match Answer::default().refuse(refusal) {
            Ok(answer) => {
                let status = answer.status();
                (answer.form, status)
            }
            Err(error) => return confirm::or_failure(&session, frame, &[], error).await,
        },
    };
    account_page(&state, &user.actor, &session, frame, form, status).await
}

/// Makes new recovery codes and shows them, once.
pub(in crate::http) async fn new_recovery_codes(
    State(state): State<HttpState>,
    session: Session,
    user: SignedIn,
    frame: Frame,
    _: Form<NoFields>,
) -> Response {
    let frame = frame.at(routes::ACCOUNT);
    let made = async {
        let fresh = state.services.context().stepped_up(&user.actor)?;
        let codes = state.services.factors().new_recovery_codes(&user.actor, &fresh).await?;
        note_own_act(&session, &user.visitor).await?;
        Ok(codes)
    };
    match made.await {
        Ok(codes) => to_recovery_codes(frame, &session, codes, &user.actor.request_id).await,
        Err(error) => confirm::or_failure(&session, frame, &[], error).await,
    }
}

/// Keeps new recovery codes in the session until they are shown; says where.
pub(in crate::http) async fn show_recovery_codes(
    session: &Session,
    codes: Vec<String>,
    request_id: &str,
) -> Result<&'static str, AppError> {
    if codes.is_empty() {
        return Ok(routes::ACCOUNT);
    }
    session.insert(NEW_CODES, codes).await.map_err(|error| internal(request_id, &error))?;
    Ok(routes::RECOVERY_CODES)
}

async fn to_recovery_codes(
    frame: Frame,
    session: &Session,
    codes: Vec<String>,
    request_id: &str,
) -> Response {
    match show_recovery_codes(session, codes, request_id).await {
        Ok(path) => Redirect::to(path).into_response(),
        Err(error) => failure(frame, error).await,
    }
}

/// Shows new recovery codes, once.
pub(in crate::http) async fn recovery_codes(session: Session, _: SignedIn, frame: Frame) -> Response {
    match session.remove::<Vec<String>>(NEW_CODES).await {
        Ok(Some(codes)) => render::page(frame, Page::RecoveryCodes(codes), StatusCode::OK).await,
        _ => Redirect::to(routes::ACCOUNT).into_response(),
    }
}

/// The second step of the sign-in.
pub(in crate::http) async fn second_step(
    State(state): State<HttpState>,
    session: Session,
    visitor: Visitor,
    frame: Frame,
) -> Response {
    match pending(&state, &session).await {
        Some(pending) => {
            let form = FormState::default();
            second_step_page(&state, &visitor, frame, &pending, form, StatusCode::OK).await
        }
        None => Redirect::to(routes::SIGN_IN).into_response(),
    }
}

async fn second_step_page(
    state: &HttpState,
    visitor: &Visitor,
    frame: Frame,
    pending: &Pending,
    form: FormState,
    status: StatusCode,
) -> Response {
    match state.services.factors().proofs(pending.account, &visitor.request_id).await {
        Ok(proofs) => render::page(frame, Page::SecondStep(form, proofs), status).await,
        Err(error) => failure(frame, error).await,
    }
}

/// Checks the code and signs in.
pub(in crate::http) async fn submit_second_step(
    State(state): State<HttpState>,
    session: Session,
    visitor: Visitor,
    frame: Frame,
    Form(CodeFields { code }): Form<CodeFields>,
) -> Response {
    let Some(pending) = pending(&state, &session).await else {
        return Redirect::to(routes::SIGN_IN).into_response();
    };
    let proved = state.services.factors().prove(pending.account, &code, visitor.caller()).await;
    let refusal = match proved {
        Ok(method) => {
            let methods: Vec<_> = pending.methods.iter().copied().chain([method]).collect();
            match begin_session(&state, &session, &visitor, pending.account, &methods, None).await {
                Ok(()) => {
                    return Redirect::to(pending.next.as_deref().unwrap_or(routes::PROJECTS)).into_response();
                }
                Err(error) => return failure(frame, error).await,
            }
        }
        Err(refusal) => refusal,
    };
    match Answer::default().refuse(refusal) {
        Ok(answer) => {
            let status = answer.status();
            let page = second_step_page(&state, &visitor, frame, &pending, answer.form, status).await;
            super::wait(page, answer.retry_after_s)
        }
        Err(error) => failure(frame, error).await,
    }
}
