//! Who calls, and in which language the page is.

use std::net::{IpAddr, Ipv4Addr};

use app::api::account::{Theme, Viewer};
use app::api::{AccountId, Actor, AppError};
use app::pages::Page;
use app::routes;
use axum::extract::{FromRequestParts, Request, State};
use axum::http::header::{ACCEPT_LANGUAGE, USER_AGENT};
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Redirect, Response};
use tower_sessions::Session;
use words::Language;

use super::client::ClientAddress;
use super::render::{self, Frame};
use super::request_id::RequestId;
use super::{HttpState, api, cookies};
use crate::identity::device::Device;
use crate::identity::sessions::{AUTHENTICATION, Authentication, Method, PENDING, PENDING_S, Pending};
use crate::services::Account;
use crate::services::account::Caller;
use crate::services::internal;

/// Keeps language and theme of those who are not signed in: `de.dark`.
pub(super) const PREFERENCES_COOKIE: &str = "__Host-preferences";

/// Who calls, as far as the server knows.
#[derive(Clone, Debug)]
pub(super) struct Visitor {
    /// The signed-in account.
    pub actor: Option<Actor>,
    /// What pages show of it.
    pub viewer: Option<Viewer>,
    /// Language of the page.
    pub locale: Language,
    /// Light, dark or automatic.
    pub theme: Theme,
    /// Where the request comes from.
    pub address: IpAddr,
    /// The browser, as far as it says.
    pub device: Device,
    /// What was proved when the session began.
    pub authentication: Option<Authentication>,
    /// Identifies the request in the log.
    pub request_id: String,
}

impl Visitor {
    /// Somebody who is not signed in.
    pub fn stranger(request: &Request) -> Self {
        let (locale, theme) = preferences(request.headers());
        let browser = request.headers().get(USER_AGENT).and_then(|value| value.to_str().ok());
        let address = request.extensions().get::<ClientAddress>();
        Self {
            actor: None,
            viewer: None,
            locale,
            theme,
            address: address.map_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED), |address| address.0),
            device: Device::from_user_agent(browser.unwrap_or_default()),
            authentication: None,
            request_id: request.extensions().get::<RequestId>().map_or_else(String::new, |id| id.0.clone()),
        }
    }

    /// The part that services need.
    pub fn caller(&self) -> Caller<'_> {
        Caller { address: self.address, request_id: &self.request_id, locale: self.locale }
    }
}

/// Finds out who calls. What an account may do is read anew for every request.
pub(super) async fn identify(
    State(state): State<HttpState>,
    session: Session,
    mut request: Request,
    next: Next,
) -> Response {
    let mut visitor = Visitor::stranger(&request);
    match signed_in(&state, &session, &visitor.request_id).await {
        Ok(Some((_, account, _))) if lacks_factor(&account) && !is_open_without_factor(&request) => {
            if request.uri().path().starts_with("/api/") {
                return api::error_response(&AppError::Forbidden).into_response();
            }
            return Redirect::to(routes::ACCOUNT).into_response();
        }
        Ok(Some((authentication, account, viewer))) => {
            visitor.locale = account.person.locale;
            visitor.theme = account.person.theme;
            visitor.actor = Some(Actor {
                account: account.id,
                organisation: account.organisation,
                proved_at_s: authentication.fresh_at_s(state.services.context().clock.now_s()),
                role: account.role,
                instance_administrator: account.instance_administrator,
                request_id: visitor.request_id.clone(),
                address: Some(visitor.address),
            });
            visitor.viewer = Some(viewer);
            visitor.authentication = Some(authentication);
        }
        Ok(None) => {}
        Err(error) if request.uri().path().starts_with("/api/") => {
            return api::error_response(&error).into_response();
        }
        Err(_) => {
            let page = Page::Failed(visitor.request_id);
            return render::page(
                Frame::of_stranger(&state, &request),
                page,
                StatusCode::INTERNAL_SERVER_ERROR,
            )
            .await;
        }
    }
    request.extensions_mut().insert(visitor);
    next.run(request).await
}

/// Whether the organisation demands a second factor that the account does not have.
const fn lacks_factor(account: &Account) -> bool {
    account.second_factor_required && !account.has_factor
}

/// What somebody may reach who has to add a second factor first.
fn is_open_without_factor(request: &Request) -> bool {
    let path = request.uri().path();
    let open = [
        routes::CONFIRM,
        routes::SSO_CONFIRM,
        routes::SIGN_OUT,
        routes::PREFERENCES,
        "/api/account/password-strength",
    ];
    open.contains(&path)
        || [routes::ACCOUNT, "/api/passkey"].iter().any(|prefix| {
            path.strip_prefix(prefix).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        })
}

/// Starts a session for an account that has proved itself by these methods, under a new token. `vouched_at_s`:
/// when an identity provider saw the person last.
pub(super) async fn begin_session(
    state: &HttpState,
    session: &Session,
    visitor: &Visitor,
    account: AccountId,
    methods: &[Method],
    vouched_at_s: Option<i64>,
) -> Result<(), AppError> {
    let sessions = state.services.sessions();
    let authentication =
        sessions.authentication(account, methods, vouched_at_s, &visitor.device, visitor.caller()).await?;
    session.clear().await;
    keep(session, visitor, authentication).await
}

/// Ends the sign-in after its first step: signs in, or asks for the second step.
pub(super) async fn first_step_done(
    state: &HttpState,
    session: &Session,
    visitor: &Visitor,
    account: AccountId,
    next: Option<String>,
) -> Result<Response, AppError> {
    if !state.services.factors().proofs(account, &visitor.request_id).await?.any() {
        begin_session(state, session, visitor, account, &[Method::Password], None).await?;
        return Ok(Redirect::to(next.as_deref().unwrap_or(routes::PROJECTS)).into_response());
    }
    ask_for_second_step(state, session, visitor, (account, Method::Password), next).await
}

/// Keeps what was proved, and asks for the second step.
pub(super) async fn ask_for_second_step(
    state: &HttpState,
    session: &Session,
    visitor: &Visitor,
    (account, first): (AccountId, Method),
    next: Option<String>,
) -> Result<Response, AppError> {
    let methods = vec![first];
    let pending = Pending { account, methods, since_s: state.services.context().clock.now_s(), next };
    session.clear().await;
    let kept = async {
        session.cycle_id().await?;
        session.insert(PENDING, pending).await
    };
    kept.await.map_err(|error| internal(&visitor.request_id, &error))?;
    Ok(Redirect::to(routes::SECOND_STEP).into_response())
}

/// The sign-in that waits for its second step.
pub(super) async fn pending(state: &HttpState, session: &Session) -> Option<Pending> {
    let pending: Pending = session.get(PENDING).await.ok()??;
    let age_s = state.services.context().clock.now_s() - pending.since_s;
    (0..PENDING_S).contains(&age_s).then_some(pending)
}

/// Starts the session anew after every session of its account was ended.
pub(super) async fn restart_session(session: &Session, visitor: &Visitor) -> Result<(), AppError> {
    let authentication = visitor.authentication.clone().ok_or(AppError::NotSignedIn)?;
    session.clear().await;
    keep(session, visitor, authentication).await
}

/// Notes that this request was an act of the session's own, so that it finds no notice about it.
pub(super) async fn note_own_act(session: &Session, visitor: &Visitor) -> Result<(), AppError> {
    let mut authentication = visitor.authentication.clone().ok_or(AppError::NotSignedIn)?;
    authentication.note(&visitor.request_id);
    let noted = session.insert(AUTHENTICATION, authentication).await;
    noted.map_err(|error| internal(&visitor.request_id, &error))
}

/// Notes that the session has put the notices away up to an event.
pub(super) async fn note_put_away(session: &Session, visitor: &Visitor, until: i64) -> Result<(), AppError> {
    let mut authentication = visitor.authentication.clone().ok_or(AppError::NotSignedIn)?;
    authentication.put_away = authentication.put_away.max(until);
    let noted = session.insert(AUTHENTICATION, authentication).await;
    noted.map_err(|error| internal(&visitor.request_id, &error))
}

/// Gives the session a new token after its account has proved itself once more.
pub(super) async fn renew_session(
    state: &HttpState,
    session: &Session,
    visitor: &Visitor,
    method: Method,
) -> Result<(), AppError> {
    let mut authentication = visitor.authentication.clone().ok_or(AppError::NotSignedIn)?;
    authentication.proved_at_s = state.services.context().clock.now_s();
    if !authentication.methods.contains(&method) {
        authentication.methods.push(method);
    }
    keep(session, visitor, authentication).await
}

/// Under a new token; the old one is dead. What led here was an act of the session's own.
async fn keep(
    session: &Session,
    visitor: &Visitor,
    mut authentication: Authentication,
) -> Result<(), AppError> {
    authentication.note(&visitor.request_id);
    let kept = async {
        session.cycle_id().await?;
        session.insert(AUTHENTICATION, authentication).await?;
        session.save().await
    };
    kept.await.map_err(|error| internal(&visitor.request_id, &error))
}

async fn signed_in(
    state: &HttpState,
    session: &Session,
    request_id: &str,
) -> Result<Option<(Authentication, Account, Viewer)>, AppError> {
    let authentication: Option<Authentication> =
        session.get(AUTHENTICATION).await.map_err(|error| internal(request_id, &error))?;
    let Some(authentication) = authentication else { return Ok(None) };
    let found = state.services.account_service().viewer(authentication.account, request_id).await?;
    let Some((account, viewer)) = found else { return Ok(None) };
    let authentication = with_present_rights(state, session, authentication, &account, request_id).await?;
    Ok(authentication.map(|authentication| (authentication, account, viewer)))
}

/// Gives the session a new token if the account may do something else than when the token was made: whoever has
/// learnt the old one does not get the new rights. `None` if the session was ended meanwhile.
async fn with_present_rights(
    state: &HttpState,
    session: &Session,
    mut authentication: Authentication,
    account: &Account,
    request_id: &str,
) -> Result<Option<Authentication>, AppError> {
    let same = authentication.role.is_none_or(|role| role == account.role)
        && authentication.administrator == account.instance_administrator;
    if same {
        return Ok(Some(authentication));
    }
    let Some(this) = session.id() else { return Ok(None) };
    if !state.services.sessions().take(account.id, this, request_id).await? {
        return Ok(None);
    }
    authentication.role = Some(account.role);
    authentication.administrator = account.instance_administrator;
    let renewed = async {
        session.cycle_id().await?;
        session.insert(AUTHENTICATION, &authentication).await?;
        session.save().await
    };
    renewed.await.map_err(|error| internal(request_id, &error))?;
    Ok(Some(authentication))
}

fn preferences(headers: &HeaderMap) -> (Language, Theme) {
    let chosen = cookies::values(headers, PREFERENCES_COOKIE).find_map(|value| {
        let (locale, theme) = value.split_once('.')?;
        Some((Language::from_tag(locale)?, Theme::from_key(theme)?))
    });
    chosen.unwrap_or_else(|| {
        let accepted = headers.get(ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
        (Language::from_accept_language(accepted.unwrap_or_default()), Theme::default())
    })
}

impl<S: Send + Sync> FromRequestParts<S> for Visitor {
    type Rejection = StatusCode;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, StatusCode> {
        parts.extensions.get::<Self>().cloned().ok_or(StatusCode::INTERNAL_SERVER_ERROR)
    }
}

/// Somebody who is signed in; others are sent to sign in and come back afterwards.
#[derive(Clone, Debug)]
pub(super) struct SignedIn {
    /// The account.
    pub actor: Actor,
    /// Everything else about the visitor.
    pub visitor: Visitor,
}

impl<S: Send + Sync> FromRequestParts<S> for SignedIn {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Response> {
        let visitor = Visitor::from_request_parts(parts, state)
            .await
            .map_err(axum::response::IntoResponse::into_response)?;
        match visitor.actor.clone() {
            Some(actor) => Ok(Self { actor, visitor }),
            None => Err(Redirect::to(&super::pages::sign_in_and_return(parts)).into_response()),
        }
    }
}
