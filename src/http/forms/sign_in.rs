//! Signing in.

use app::pages::Page;
use axum::Form;
use axum::extract::State;
use axum::response::Response;
use serde::Deserialize;
use tower_sessions::Session;

use super::Answer;
use crate::http::HttpState;
use crate::http::caller::{Visitor, first_step_done};
use crate::http::pages::{failure, is_local};
use crate::http::render::{self, Frame};
use crate::services::account::Refusal;
use crate::vault::SecretText;

/// What the form sends.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::http) struct Fields {
    email: String,
    password: String,
    next: Option<String>,
}

/// Signs in under a new session token and goes where the reader wanted to go.
pub(in crate::http) async fn submit(
    State(state): State<HttpState>,
    session: Session,
    visitor: Visitor,
    frame: Frame,
    Form(fields): Form<Fields>,
) -> Response {
    let Fields { email, password, next } = fields;
    let next = next.filter(|next| is_local(next));
    let answer = Answer::new([("email", email.clone())]);
    let checked = if password.len() > app::api::account::PASSWORD_MAX_BYTES {
        Err(Refusal::WrongCredentials)
    } else {
        state.services.account_service().sign_in(&email, SecretText::new(password), visitor.caller()).await
    };
    let refusal = match checked {
        Ok(account) => {
            return match first_step_done(&state, &session, &visitor, account.id, next).await {
                Ok(response) => response,
                Err(error) => failure(frame, error).await,
            };
        }
        Err(refusal) => refusal,
    };
    match answer.refuse(refusal) {
        Ok(answer) => {
            let status = answer.status();
            super::wait(
                render::page(frame, Page::SignIn(answer.form, next), status).await,
                answer.retry_after_s,
            )
        }
        Err(error) => failure(frame, error).await,
    }
}
