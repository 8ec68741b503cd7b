//! Name, language, theme and password.

use app::api::account::Theme;
use app::i18n::Locale;
use app::page::{Done, FormState};
use axum::Form;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;
use tower_sessions::Session;

use super::Answer;
use crate::http::HttpState;
use crate::http::caller::{SignedIn, restart_session};
use crate::http::pages::{account_page, failure};
use crate::http::render::Frame;
use crate::services::account::Refusal;
use crate::vault::SecretText;

/// What the form about the person sends.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::http) struct PersonFields {
    name: String,
    locale: Option<String>,
    theme: Option<String>,
}

/// Saves name, language and theme.
pub(in crate::http) async fn save(
    State(state): State<HttpState>,
    session: Session,
    user: SignedIn,
    mut frame: Frame,
    Form(fields): Form<PersonFields>,
) -> Response {
    let PersonFields { name, locale, theme } = fields;
    let answer = Answer::new([("name", name.clone())]);
    let locale = locale.as_deref().and_then(Locale::from_tag);
    let theme = theme.as_deref().and_then(Theme::from_key);
    match state.services.account_service().set_preferences(&user.actor, Some(&name), locale, theme).await {
        Ok(()) => {
            // The page is shown as it will be from now on.
            let context = &mut frame.context;
            context.locale = locale.unwrap_or(context.locale);
            context.theme = theme.unwrap_or(context.theme);
            if let Some(viewer) = &mut context.viewer {
                name.trim().clone_into(&mut viewer.name);
            }
            done(&state, &user, &session, frame, Done::PreferencesSaved).await
        }
        Err(refusal) => refused(&state, &user, &session, frame, answer, refusal).await,
    }
}

/// What the form about the password sends.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::http) struct PasswordFields {
    present: String,
    password: String,
}

/// Changes the password, ends all sessions and starts a new one.
pub(in crate::http) async fn change_password(
    State(state): State<HttpState>,
    session: Session,
    user: SignedIn,
    frame: Frame,
    Form(fields): Form<PasswordFields>,
) -> Response {
    let frame = frame.at(app::routes::ACCOUNT);
    let (present, new) = (SecretText::new(fields.present), SecretText::new(fields.password));
    let caller = user.visitor.caller();
    match state.services.account_service().change_password(&user.actor, present, new, caller).await {
        Ok(()) => match restart_session(&session, &user.visitor).await {
            Ok(()) => done(&state, &user, &session, frame, Done::PasswordChanged).await,
            Err(error) => failure(frame, error).await,
        },
        Err(refusal) => refused(&state, &user, &session, frame, Answer::default(), refusal).await,
    }
}

async fn done(state: &HttpState, user: &SignedIn, session: &Session, frame: Frame, done: Done) -> Response {
    let form = FormState { done: Some(done), ..FormState::default() };
    account_page(state, &user.actor, session, frame, form, StatusCode::OK).await
}

async fn refused(
    state: &HttpState,
    user: &SignedIn,
    session: &Session,
    frame: Frame,
    answer: Answer,
    refusal: Refusal,
) -> Response {
    match answer.refuse(refusal) {
        Ok(answer) => {
            let status = answer.status();
            let page = account_page(state, &user.actor, session, frame, answer.form, status).await;
            super::wait(page, answer.retry_after_s)
        }
        Err(error) => failure(frame, error).await,
    }
}
