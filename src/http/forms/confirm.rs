//! The answer to «confirm that it is you».

use app::routes;
use axum::Form;
use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect, Response};
use serde::Deserialize;
use tower_sessions::Session;

use super::Answer;
use crate::http::caller::{SignedIn, renew_session};
use crate::http::pages::{failure, is_local};
use crate::http::render::Frame;
use crate::http::{HttpState, confirm};
use crate::identity::sessions::Method;
use crate::vault::SecretText;

/// What the form sends.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::http) struct Fields {
    #[serde(default)]
    present: String,
    #[serde(default)]
    code: String,
    next: Option<String>,
}

/// Renews the session with a fresh proof and goes back.
pub(in crate::http) async fn submit(
    State(state): State<HttpState>,
    session: Session,
    user: SignedIn,
    frame: Frame,
    Form(Fields { present, code, next }): Form<Fields>,
) -> Response {
    let next = next.filter(|next| is_local(next));
    let caller = user.visitor.caller();
    // A code counts if one was entered, else the password.
    let proved = if code.trim().is_empty() {
        let accounts = state.services.account_service();
        accounts.confirm(&user.actor, SecretText::new(present), caller).await.map(|()| Method::Password)
    } else {
        state.services.factors().confirm(&user.actor, &code, caller).await
    };
    let refusal = match proved {
        Ok(method) => match renew_session(&state, &session, &user.visitor, method).await {
            Ok(()) => return Redirect::to(next.as_deref().unwrap_or(routes::PROJECTS)).into_response(),
            Err(error) => return failure(frame, error).await,
        },
        Err(refusal) => refusal,
    };
    match Answer::default().refuse(refusal) {
        Ok(answer) => {
            let status = answer.status();
            let page = confirm::page_with(&state, &user, frame, answer.form, next, status).await;
            super::wait(page, answer.retry_after_s)
        }
        Err(error) => failure(frame, error).await,
    }
}
