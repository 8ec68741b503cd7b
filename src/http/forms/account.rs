//! Name, language, theme, password, e-mail address, and the end of the account.

use app::api::AppError;
use app::api::account::Theme;
use app::page::{Done, FormState, Problem};
use app::pages::Page;
use app::routes;
use axum::Form;
use axum::extract::State;
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse as _, Redirect, Response};
use serde::Deserialize;
use tower_sessions::Session;
use words::Language;

use super::Answer;
use crate::http::caller::{SignedIn, restart_session};
use crate::http::pages::{account_page, failure};
use crate::http::render::{self, Frame};
use crate::http::{HttpState, confirm};
use crate::services::Obstacle;
use crate::services::account::Refusal;
use crate::services::administration::AccountRefusal;
use crate::services::internal;
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
    let locale = locale.as_deref().and_then(Language::from_tag);
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
    let frame = frame.at(routes::ACCOUNT);
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

/// What the form for a new address sends.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::http) struct EmailFields {
    email: String,
}

/// Sends a link to the new address, if nobody else has it. The answer does not tell.
pub(in crate::http) async fn request_email(
    State(state): State<HttpState>,
    session: Session,
    user: SignedIn,
    frame: Frame,
    Form(EmailFields { email }): Form<EmailFields>,
) -> Response {
    let Ok(fresh) = state.services.context().stepped_up(&user.actor) else {
        return confirm::redirect_with(&session, routes::ACCOUNT, &[("email", &email)]).await;
    };
    let frame = frame.at(routes::ACCOUNT);
    let (links, origin) = (state.services.links(), state.origin.as_str());
    match links.request_email_change(&user.actor, &fresh, &email, origin, user.visitor.caller()).await {
        Ok(()) => done(&state, &user, &session, frame, Done::LinkSent).await,
        Err(refusal) => {
            refused(&state, &user, &session, frame, Answer::new([("email", email)]), refusal).await
        }
    }
}

/// The page to which the link to a new address leads.
pub(in crate::http) async fn email(frame: Frame) -> Response {
    render::page(frame, Page::EmailChange(FormState::default()), StatusCode::OK).await
}

/// What that page sends.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::http) struct TokenFields {
    token: String,
}

/// Changes the address, ends all sessions and starts a new one.
pub(in crate::http) async fn change_email(
    State(state): State<HttpState>,
    session: Session,
    user: SignedIn,
    mut frame: Frame,
    Form(TokenFields { token }): Form<TokenFields>,
) -> Response {
    match state.services.links().change_email(&user.actor, &token, user.visitor.caller()).await {
        Ok(email) => match restart_session(&session, &user.visitor).await {
            Ok(()) => {
                if let Some(viewer) = &mut frame.context.viewer {
                    viewer.email = email;
                }
                done(&state, &user, &session, frame.at(routes::ACCOUNT), Done::EmailChanged).await
            }
            Err(error) => failure(frame, error).await,
        },
        Err(refusal) => match Answer::new([("token", token)]).refuse(refusal) {
            Ok(answer) => {
                let status = answer.status();
                let page = render::page(frame, Page::EmailChange(answer.form), status).await;
                super::wait(page, answer.retry_after_s)
            }
            Err(error) => failure(frame, error).await,
        },
    }
}

/// The page that asks once more before the account is deleted.
pub(in crate::http) async fn deletion(
    State(state): State<HttpState>,
    session: Session,
    user: SignedIn,
    frame: Frame,
) -> Response {
    match state.services.account_service().check_deletable(&user.actor).await {
        Ok(()) => {
            let form = confirm::waiting(&session, routes::ACCOUNT_DELETE, &["typed_address"]).await;
            render::page(frame, Page::DeleteAccount(form), StatusCode::OK).await
        }
        Err(refusal) => not_deleted(frame, Answer::default(), refusal, StatusCode::OK).await,
    }
}

/// What it sends.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::http) struct DeleteFields {
    typed_address: String,
}

/// Deletes the account; its sessions end with it.
pub(in crate::http) async fn delete(
    State(state): State<HttpState>,
    session: Session,
    user: SignedIn,
    frame: Frame,
    Form(DeleteFields { typed_address }): Form<DeleteFields>,
) -> Response {
    let typed = typed_address.as_str();
    match state.services.account_service().delete(&user.actor, typed).await {
        Ok(()) => {
            if let Err(error) = session.flush().await {
                return failure(frame, internal(&user.visitor.request_id, &error)).await;
            }
            let mut response = Redirect::to(routes::START).into_response();
            let everything = HeaderValue::from_static("\"cache\", \"cookies\", \"storage\"");
            response.headers_mut().insert("clear-site-data", everything);
            response
        }
        Err(AccountRefusal::Other(AppError::StepUpRequired)) => {
            confirm::redirect_with(&session, routes::ACCOUNT_DELETE, &[("typed_address", typed)]).await
        }
        Err(refusal) => {
            let answer = Answer::new([("typed_address", typed_address)]);
            not_deleted(frame, answer, refusal, StatusCode::UNPROCESSABLE_ENTITY).await
        }
    }
}

/// Says why the account stays, and what has to be done first.
async fn not_deleted(frame: Frame, answer: Answer, refusal: AccountRefusal, status: StatusCode) -> Response {
    let (field, problem) = match refusal {
        AccountRefusal::Obstacle(Obstacle::OnlyOwner) => ("", Problem::YouOwnAlone),
        AccountRefusal::Obstacle(Obstacle::LastWayIn) => ("", Problem::LastWayIn),
        AccountRefusal::Obstacle(Obstacle::LastOperator) => ("", Problem::LastOperator),
        AccountRefusal::Obstacle(Obstacle::Gone) => return failure(frame, AppError::NotFound).await,
        AccountRefusal::TypedDiffers => ("typed_address", Problem::TypedDiffers),
        // Nothing is noted here.
        AccountRefusal::Note(_) => return failure(frame, AppError::NotFound).await,
        AccountRefusal::Other(error) => return failure(frame, error).await,
    };
    render::page(frame, Page::DeleteAccount(answer.problem(field, problem).form), status).await
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
