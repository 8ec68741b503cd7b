//! The company account of a person: separating it, and accepting an invitation with it.

use app::page::{Done, FormState};
use app::pages::Page;
use app::routes;
use axum::Form;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Redirect, Response};
use serde::Deserialize;
use tower_sessions::Session;

use super::{Answer, NoFields};
use crate::federation::transaction::Purpose;
use crate::http::caller::{SignedIn, Visitor, restart_session};
use crate::http::pages::{account_page, failure};
use crate::http::render::{self, Frame};
use crate::http::{HttpState, confirm, sso};
use crate::services::account::Refusal;
use crate::services::sso::{Journey, Stranded};

/// Separates the account from the company account, ends all sessions and starts a new one.
pub(in crate::http) async fn unlink(
    State(state): State<HttpState>,
    session: Session,
    user: SignedIn,
    frame: Frame,
    _: Form<NoFields>,
) -> Response {
    let frame = frame.at(routes::ACCOUNT);
    let separated = async {
        let fresh = state.services.context().stepped_up(&user.actor)?;
        let separated = state.services.sso().unlink(&user.actor, &fresh).await?;
        if separated {
            restart_session(&session, &user.visitor).await?;
        }
        Ok::<bool, Refusal>(separated)
    };
    let (form, status) = match separated.await {
        Ok(false) => return Redirect::to(routes::ACCOUNT).into_response(),
        Ok(true) => {
            let done = Some(Done::CompanyAccountSeparated);
            (FormState { done, ..FormState::default() }, StatusCode::OK)
        }
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

/// What the form of an invitation sends by its second button. Name and password are those of the other way.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::http) struct InvitedFields {
    token: String,
    #[serde(default, rename = "name")]
    _name: String,
    #[serde(default, rename = "password")]
    _password: String,
}

/// Shows whoever holds an invitation the way to the provider. The way is a link: the content policy lets no form
/// lead to another host.
pub(in crate::http) async fn accept(
    State(state): State<HttpState>,
    visitor: Visitor,
    headers: HeaderMap,
    frame: Frame,
    Form(InvitedFields { token, .. }): Form<InvitedFields>,
) -> Response {
    let (provider, invitation) = match state.services.sso().of_invitation(&token, visitor.caller()).await {
        Ok(found) => found,
        Err(refusal) => return refused(frame.at(routes::INVITATION), token, refusal).await,
    };
    let browser = sso::browser_of(&headers);
    let journey = Journey {
        purpose: Purpose::Invitation,
        account: None,
        next: None,
        invitation: Some(invitation),
        browser: browser.as_deref(),
        origin: state.origin.as_str(),
    };
    match state.services.sso().depart(&provider, journey, visitor.caller()).await {
        Ok(departure) => {
            let entra = provider.settings.issuer.tenant().is_some();
            let page = Page::InvitationAway(departure.location, entra);
            let mut response = render::page(frame.at(routes::INVITATION), page, StatusCode::OK).await;
            sso::keep_browser(&mut response, &departure.browser);
            response
        }
        Err(Stranded::Problem(problem)) => {
            sso::with_problem(&routes::organisation_sign_in(&provider.address), problem)
        }
        Err(Stranded::Failed(error)) => failure(frame, error).await,
    }
}

async fn refused(frame: Frame, token: String, refusal: Refusal) -> Response {
    match Answer::new([("token", token)]).refuse(refusal) {
        Ok(answer) => {
            let status = answer.status();
            let page = render::page(frame, Page::Invitation(answer.form), status).await;
            super::wait(page, answer.retry_after_s)
        }
        Err(error) => failure(frame, error).await,
    }
}
