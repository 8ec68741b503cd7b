//! Signing in through an identity provider: the way there and back. All of it is links and redirects; a form
//! that leads to another host would be stopped by our own content policy.

use app::api::AppError;
use app::api::member::OrganisationRole;
use app::api::sso::SignInProblem;
use app::pages::Page;
use app::routes;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Redirect, Response};
use serde::Deserialize;
use tower_sessions::Session;
use uuid::Uuid;

use super::caller::{SignedIn, Visitor, ask_for_second_step, begin_session, note_own_act, renew_session};
use super::pages::{encode, failure, is_local};
use super::render::{self, Frame};
use super::{HttpState, confirm, cookies};
use crate::federation::transaction::{Purpose, TRANSACTION_S};
use crate::identity::sessions::Method;
use crate::services::sso::{Arrival, Journey, Luggage, Stranded};

/// Binds sign-ins that are under way to one browser.
const BROWSER: &str = "__Host-lastgang-sso";

/// Where to go afterwards, and what went wrong before.
#[derive(Deserialize)]
pub(super) struct Wishes {
    next: Option<String>,
    problem: Option<String>,
}

impl Wishes {
    fn next(&self) -> Option<String> {
        self.next.clone().filter(|next| is_local(next))
    }
}

/// What a provider sends along. Anything twice is refused.
#[derive(Deserialize)]
pub(super) struct Answer {
    code: Option<String>,
    state: Option<String>,
    error: Option<String>,
    iss: Option<String>,
}

/// What a provider says when somebody has signed out there.
#[derive(Deserialize)]
pub(super) struct Ended {
    sid: Option<String>,
}

/// The sign-in page of an organisation. It looks the same for addresses that do not exist.
pub(super) async fn page(
    State(state): State<HttpState>,
    visitor: Visitor,
    Path(address): Path<String>,
    Query(wishes): Query<Wishes>,
    frame: Frame,
) -> Response {
    let provider = state.services.sso().at_address(&address, &visitor.request_id).await;
    let entra = match provider {
        Ok(provider) => provider.is_none_or(|provider| provider.settings.issuer.tenant().is_some()),
        Err(error) => return failure(frame, error).await,
    };
    let problem = wishes.problem.as_deref().and_then(SignInProblem::from_key);
    let next = wishes.next();
    let page = Page::OrganisationSignIn { address: encode(&address), entra, next, problem };
    render::page(frame, page, StatusCode::OK).await
}

/// Sends somebody to the provider, if it was they who asked for it.
pub(super) async fn start(
    State(state): State<HttpState>,
    visitor: Visitor,
    Path(address): Path<String>,
    Query(wishes): Query<Wishes>,
    headers: HeaderMap,
) -> Response {
    let back = routes::organisation_sign_in(&encode(&address));
    // Other sites may lead to the page with the button, but not press it.
    if headers.get("sec-fetch-site").is_some_and(|site| site != "same-origin") {
        return Redirect::to(&back).into_response();
    }
    let sso = state.services.sso();
    let provider = match sso.at_address(&address, &visitor.request_id).await {
        Ok(Some(provider)) => provider,
        Ok(None) => return with_problem(&back, SignInProblem::NotAvailable),
        Err(_) => return with_problem(&back, SignInProblem::Unreachable),
    };
    let browser = browser_of(&headers);
    let journey = Journey {
        purpose: Purpose::SignIn,
        account: None,
        next: wishes.next(),
        invitation: None,
        browser: browser.as_deref(),
        origin: state.origin.as_str(),
    };
    match sso.depart(&provider, journey, visitor.caller()).await {
        Ok(departure) => send(&departure.location, &departure.browser),
        Err(Stranded::Problem(problem)) => with_problem(&back, problem),
        Err(Stranded::Failed(_)) => with_problem(&back, SignInProblem::Unreachable),
    }
}

/// Sends somebody to the provider to connect it with the account that is signed in.
pub(super) async fn link(
    state: State<HttpState>,
    session: Session,
    user: SignedIn,
    headers: HeaderMap,
    frame: Frame,
) -> Response {
    let provider = match state.services.sso().of_organisation(&user.actor).await {
        Ok(Some(provider)) => provider,
        Ok(None) => return Redirect::to(routes::ACCOUNT).into_response(),
        Err(error) => return failure(frame, error).await,
    };
    if state.services.context().stepped_up(&user.actor).is_err() {
        return confirm::redirect_with(&session, routes::ACCOUNT, &[]).await;
    }
    leave(&state, &user, &headers, provider, Purpose::Link, Some(routes::ACCOUNT.to_owned())).await
}

/// Sends somebody to the provider to prove once more who they are.
pub(super) async fn confirm(
    state: State<HttpState>,
    user: SignedIn,
    Query(wishes): Query<Wishes>,
    headers: HeaderMap,
    frame: Frame,
) -> Response {
    let provider = match state.services.sso().of_account(user.actor.account, &user.actor.request_id).await {
        Ok(Some(provider)) => provider,
        Ok(None) => return Redirect::to(routes::ACCOUNT).into_response(),
        Err(error) => return failure(frame, error).await,
    };
    leave(&state, &user, &headers, provider, Purpose::StepUp, wishes.next()).await
}

/// Whoever is signed in leaves only by a link of our own pages: else another site could connect its own
/// account at the provider with theirs.
async fn leave(
    state: &HttpState,
    user: &SignedIn,
    headers: &HeaderMap,
    provider: crate::services::StoredProvider,
    purpose: Purpose,
    next: Option<String>,
) -> Response {
    if headers.get("sec-fetch-site").is_none_or(|site| site != "same-origin") {
        return Redirect::to(routes::ACCOUNT).into_response();
    }
    let browser = browser_of(headers);
    let journey = Journey {
        purpose,
        account: Some(user.actor.account),
        next,
        invitation: None,
        browser: browser.as_deref(),
        origin: state.origin.as_str(),
    };
    let back = routes::organisation_sign_in(&provider.address);
    match state.services.sso().depart(&provider, journey, user.visitor.caller()).await {
        Ok(departure) => send(&departure.location, &departure.browser),
        Err(Stranded::Problem(problem)) => with_problem(&back, problem),
        Err(Stranded::Failed(_)) => with_problem(&back, SignInProblem::Unreachable),
    }
}

/// Receives somebody whom the provider sends back, and sends them on to a clean address at once: the code
/// stays in no history.
pub(super) async fn callback(
    State(state): State<HttpState>,
    session: Session,
    visitor: Visitor,
    Path(provider): Path<Uuid>,
    Query(answer): Query<Answer>,
    headers: HeaderMap,
) -> Response {
    let luggage = Luggage { code: answer.code, state: answer.state, error: answer.error, issuer: answer.iss };
    let sso = state.services.sso();
    let signed_in = visitor.actor.as_ref().map(|actor| actor.account);
    let browser = browser_of(&headers);
    let who = (browser.as_deref(), signed_in);
    let arrived = sso.arrive(provider, &luggage, who, state.origin.as_str(), visitor.caller()).await;
    let problem = match arrived {
        Ok(arrival) => match settle(&state, &session, &visitor, &arrival).await {
            Ok(response) => return response,
            Err(_) => SignInProblem::NotAvailable,
        },
        Err(Stranded::Problem(problem)) => problem,
        Err(Stranded::Failed(_)) => SignInProblem::Unreachable,
    };
    let provider = sso.provider(provider, &visitor.request_id).await.ok().flatten();
    match provider {
        Some(provider) => with_problem(&routes::organisation_sign_in(&provider.address), problem),
        None => Redirect::to(routes::SIGN_IN).into_response(),
    }
}

async fn settle(
    state: &HttpState,
    session: &Session,
    visitor: &Visitor,
    arrival: &Arrival,
) -> Result<Response, AppError> {
    let next = arrival.next.clone().filter(|next| is_local(next));
    let proofs = || state.services.factors().proofs(arrival.account, &visitor.request_id);
    match arrival.purpose {
        Purpose::Link => {
            note_own_act(session, visitor).await?;
            return Ok(Redirect::to(routes::ACCOUNT).into_response());
        }
        // Whoever operates the server confirms by passkey only; the tenant's administrator has no say in it.
        Purpose::StepUp => {
            if !proofs().await?.phishable {
                return Err(AppError::Forbidden);
            }
            renew_session(state, session, visitor, Method::IdentityProvider).await?;
        }
        Purpose::SignIn | Purpose::Invitation => {
            state.services.sso().remember_session(arrival, &visitor.request_id).await?;
            if proofs().await?.any() && is_above_the_tenant(state, arrival, visitor).await? {
                let first = (arrival.account, Method::IdentityProvider);
                return ask_for_second_step(state, session, visitor, first, next).await;
            }
            let methods = [Method::IdentityProvider];
            begin_session(state, session, visitor, arrival.account, &methods, arrival.proved_at_s).await?;
        }
    }
    Ok(Redirect::to(next.as_deref().unwrap_or(routes::PROJECTS)).into_response())
}

/// Owners and those who operate the server: whoever administers the tenant could else take their place, so
/// their own second factor is asked for, too.
async fn is_above_the_tenant(
    state: &HttpState,
    arrival: &Arrival,
    visitor: &Visitor,
) -> Result<bool, AppError> {
    let found = state.services.account_service().viewer(arrival.account, &visitor.request_id).await?;
    Ok(found.is_some_and(|(account, _)| {
        account.role == OrganisationRole::Owner || account.instance_administrator
    }))
}

/// Ends the sessions of somebody who has signed out at the provider. The provider's page loads this in a
/// frame without cookies and looks at nothing that comes back, so the answer is always the same and needs no
/// exception from the headers.
pub(super) async fn logout(
    State(state): State<HttpState>,
    visitor: Visitor,
    Path(provider): Path<Uuid>,
    Query(ended): Query<Ended>,
) -> Response {
    if let Some(session) = ended.sid.filter(|session| (1..=256).contains(&session.len())) {
        // A failure is in the log; the provider cannot do anything about it.
        _ = state.services.sso().signed_out_elsewhere(provider, &session, visitor.caller()).await;
    }
    (StatusCode::OK, "signed out\n").into_response()
}

/// The page after signing out: the session at the provider goes on unless it is ended, too.
pub(super) async fn signed_out(
    State(state): State<HttpState>,
    visitor: Visitor,
    Path(provider): Path<Uuid>,
    frame: Frame,
) -> Response {
    let sso = state.services.sso();
    let farewell = match sso.provider(provider, &visitor.request_id).await {
        Ok(Some(provider)) => sso.farewell(&provider, state.origin.as_str()).await,
        Ok(None) | Err(_) => None,
    };
    render::page(frame, Page::SignedOut(farewell), StatusCode::OK).await
}

/// Leads to a page that says what went wrong.
pub(super) fn with_problem(page: &str, problem: SignInProblem) -> Response {
    Redirect::to(&format!("{page}?problem={}", problem.key())).into_response()
}

fn send(location: &str, browser: &str) -> Response {
    let mut response = Redirect::to(location).into_response();
    keep_browser(&mut response, browser);
    response
}

/// Gives the browser what binds the sign-in that was begun to it.
pub(super) fn keep_browser(response: &mut Response, browser: &str) {
    cookies::set(response.headers_mut(), BROWSER, browser, Some(TRANSACTION_S));
}

/// What binds earlier sign-ins to the browser.
pub(super) fn browser_of(headers: &HeaderMap) -> Option<String> {
    cookies::values(headers, BROWSER).next().map(str::to_owned)
}
