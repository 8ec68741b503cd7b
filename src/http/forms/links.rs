//! Invitations, new passwords, registration.

use app::api::link::InvitationsView;
use app::page::{Done, FormState};
use app::pages::Page;
use app::routes;
use axum::Form;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use serde::Deserialize;
use tower_sessions::Session;

use super::Answer;
use crate::http::caller::{SignedIn, Visitor, begin_session};
use crate::http::pages::failure;
use crate::http::render::{self, Frame};
use crate::http::{HttpState, confirm};
use crate::identity::sessions::Method;
use crate::services::account::Refusal;
use crate::services::link::AcceptForm;
use crate::vault::SecretText;

/// The page of invitations.
pub(in crate::http) async fn invitations(
    State(state): State<HttpState>,
    session: Session,
    user: SignedIn,
    frame: Frame,
) -> Response {
    let form = confirm::waiting(&session, routes::INVITATIONS, &["email"]).await;
    let view = InvitationsView { mailed: state.services.links().are_mailed(), ..InvitationsView::default() };
    invitations_page(&state, &user, frame, form, view, StatusCode::OK).await
}

async fn invitations_page(
    state: &HttpState,
    user: &SignedIn,
    frame: Frame,
    form: FormState,
    mut view: InvitationsView,
    status: StatusCode,
) -> Response {
    match state.services.links().invitations(&user.actor).await {
        Ok(invitations) => {
            view.invitations = invitations;
            render::page(frame.at(routes::INVITATIONS), Page::Invitations(form, view), status).await
        }
        Err(error) => failure(frame, error).await,
    }
}

/// What the form sends: an address, and what is sent to it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::http) struct SendFields {
    email: String,
    what: Option<String>,
}

/// Invites somebody, or starts a new password for a member.
pub(in crate::http) async fn send(
    State(state): State<HttpState>,
    session: Session,
    user: SignedIn,
    frame: Frame,
    Form(SendFields { email, what }): Form<SendFields>,
) -> Response {
    let Ok(fresh) = state.services.context().stepped_up(&user.actor) else {
        return confirm::redirect_with(&session, routes::INVITATIONS, &[("email", &email)]).await;
    };
    let (links, origin) = (state.services.links(), state.origin.as_str());
    let sent = if what.as_deref() == Some("reset") {
        links.reset_of_member(&user.actor, &fresh, &email, origin, user.visitor.caller()).await
    } else {
        links.invite(&user.actor, &fresh, &email, origin, user.visitor.caller()).await
    };
    let mailed = links.are_mailed();
    match sent {
        Ok(sent) => {
            let view = InvitationsView { mailed, sent: Some(sent), ..InvitationsView::default() };
            invitations_page(&state, &user, frame, FormState::default(), view, StatusCode::OK).await
        }
        Err(refusal) => match Answer::new([("email", email)]).refuse(refusal) {
            Ok(answer) => {
                let status = answer.status();
                let view = InvitationsView { mailed, ..InvitationsView::default() };
                let page = invitations_page(&state, &user, frame, answer.form, view, status).await;
                super::wait(page, answer.retry_after_s)
            }
            Err(error) => failure(frame, error).await,
        },
    }
}

/// What the list sends.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::http) struct RevokeFields {
    invitation: String,
}

/// Takes an invitation back.
pub(in crate::http) async fn revoke(
    State(state): State<HttpState>,
    user: SignedIn,
    frame: Frame,
    Form(RevokeFields { invitation }): Form<RevokeFields>,
) -> Response {
    match state.services.links().revoke(&user.actor, &invitation).await {
        Ok(()) => Redirect::to(routes::INVITATIONS).into_response(),
        Err(error) => failure(frame, error).await,
    }
}

/// The form of somebody who was invited.
pub(in crate::http) async fn invitation(frame: Frame) -> Response {
    render::page(frame, Page::Invitation(FormState::default()), StatusCode::OK).await
}

/// What that form sends.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::http) struct AcceptFields {
    token: String,
    name: String,
    password: String,
}

/// Makes the account and signs in.
pub(in crate::http) async fn accept(
    State(state): State<HttpState>,
    session: Session,
    visitor: Visitor,
    frame: Frame,
    Form(AcceptFields { token, name, password }): Form<AcceptFields>,
) -> Response {
    let answer = Answer::new([("token", token.clone()), ("name", name.clone())]);
    let form = AcceptForm { token, name, password: SecretText::new(password), theme: visitor.theme };
    let refusals = match state.services.links().accept(form, visitor.caller()).await {
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
            let page = render::page(frame, Page::Invitation(answer.form), status).await;
            super::wait(page, answer.retry_after_s)
        }
        Err(error) => failure(frame, error).await,
    }
}

/// Which of the two pages with an address.
#[derive(Clone, Copy)]
enum Ask {
    Reset,
    Register,
}

async fn ask_page(
    state: &HttpState,
    frame: Frame,
    ask: Ask,
    form: FormState,
    status: StatusCode,
) -> Response {
    let links = state.services.links();
    let page = match ask {
        Ask::Reset => Page::ResetRequest(form, links.are_mailed()),
        Ask::Register if links.registration_is_open() => Page::Register(form),
        Ask::Register => return failure(frame, app::api::AppError::NotFound).await,
    };
    render::page(frame, page, status).await
}

/// Forgot the password.
pub(in crate::http) async fn reset_request(State(state): State<HttpState>, frame: Frame) -> Response {
    ask_page(&state, frame, Ask::Reset, FormState::default(), StatusCode::OK).await
}

/// Would like an account.
pub(in crate::http) async fn register(State(state): State<HttpState>, frame: Frame) -> Response {
    ask_page(&state, frame, Ask::Register, FormState::default(), StatusCode::OK).await
}

/// What both forms send.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::http) struct EmailFields {
    email: String,
}

/// Sends a link to a new password, if there is an account. The answer does not tell.
pub(in crate::http) async fn submit_reset_request(
    State(state): State<HttpState>,
    visitor: Visitor,
    frame: Frame,
    Form(EmailFields { email }): Form<EmailFields>,
) -> Response {
    let origin = state.origin.as_str().to_owned();
    let asked = state.services.links().request_reset(email.clone(), origin, visitor.caller()).await;
    asked_for(&state, frame, Ask::Reset, email, asked).await
}

/// Sends an invitation, if the domain may register. The answer does not tell.
pub(in crate::http) async fn submit_register(
    State(state): State<HttpState>,
    visitor: Visitor,
    frame: Frame,
    Form(EmailFields { email }): Form<EmailFields>,
) -> Response {
    if !state.services.links().registration_is_open() {
        return failure(frame, app::api::AppError::NotFound).await;
    }
    let origin = state.origin.as_str().to_owned();
    let asked = state.services.links().register(email.clone(), origin, visitor.caller()).await;
    asked_for(&state, frame, Ask::Register, email, asked).await
}

async fn asked_for(
    state: &HttpState,
    frame: Frame,
    ask: Ask,
    email: String,
    asked: Result<(), Refusal>,
) -> Response {
    match asked {
        Ok(()) => {
            let form = FormState { done: Some(Done::LinkSent), ..FormState::default() };
            ask_page(state, frame, ask, form, StatusCode::OK).await
        }
        Err(refusal) => match Answer::new([("email", email)]).refuse(refusal) {
            Ok(answer) => {
                let status = answer.status();
                super::wait(ask_page(state, frame, ask, answer.form, status).await, answer.retry_after_s)
            }
            Err(error) => failure(frame, error).await,
        },
    }
}

/// The form for a new password.
pub(in crate::http) async fn reset_password(frame: Frame) -> Response {
    render::page(frame, Page::ResetPassword(FormState::default()), StatusCode::OK).await
}

/// What that form sends.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::http) struct ResetFields {
    token: String,
    password: String,
}

/// Sets the new password; signing in is the next step, with the second factor as always.
pub(in crate::http) async fn submit_reset_password(
    State(state): State<HttpState>,
    visitor: Visitor,
    frame: Frame,
    Form(ResetFields { token, password }): Form<ResetFields>,
) -> Response {
    let answer = Answer::new([("token", token.clone())]);
    let password = SecretText::new(password);
    let refusal = match state.services.links().reset(&token, password, visitor.caller()).await {
        Ok(()) => {
            let form = FormState { done: Some(Done::PasswordChanged), ..FormState::default() };
            return render::page(frame, Page::SignIn(form, None), StatusCode::OK).await;
        }
        Err(refusal) => refusal,
    };
    match answer.refuse(refusal) {
        Ok(answer) => {
            let status = answer.status();
            let page = render::page(frame, Page::ResetPassword(answer.form), status).await;
            super::wait(page, answer.retry_after_s)
        }
        Err(error) => failure(frame, error).await,
    }
}
