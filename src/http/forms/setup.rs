//! The first account.

use app::pages::Page;
use app::routes;
use axum::Form;
use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect, Response};
use serde::Deserialize;
use tower_sessions::Session;

use super::Answer;
use crate::http::HttpState;
use crate::http::caller::{Visitor, begin_session};
use crate::http::pages::failure;
use crate::http::render::{self, Frame};
use crate::identity::sessions::Method;
use crate::services::account::SetupForm;
use crate::vault::SecretText;

/// What the form sends.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::http) struct Fields {
    token: String,
    email: String,
    name: String,
    password: String,
}

/// Makes the first account and signs in.
pub(in crate::http) async fn submit(
    State(state): State<HttpState>,
    session: Session,
    visitor: Visitor,
    frame: Frame,
    Form(fields): Form<Fields>,
) -> Response {
    let Fields { token, email, name, password } = fields;
    let answer = Answer::new([("token", token.clone()), ("email", email.clone()), ("name", name.clone())]);
    let form = SetupForm { token, email, name, password: SecretText::new(password), theme: visitor.theme };
    let refusals = match state.services.account_service().set_up(form, visitor.caller()).await {
        Ok(account) => {
            match begin_session(&state, &session, &visitor, account, &[Method::SetupLink], None).await {
                Ok(()) => return Redirect::to(routes::PROJECTS).into_response(),
                Err(error) => return failure(frame, error).await,
            }
        }
        Err(refusals) => refusals,
    };
    match refusals.into_iter().try_fold(answer, Answer::refuse) {
        Ok(answer) => {
            let status = answer.status();
            super::wait(render::page(frame, Page::Setup(answer.form), status).await, answer.retry_after_s)
        }
        Err(error) => failure(frame, error).await,
    }
}
