//! Signing in through the identity provider of an organisation.

use std::sync::{Arc, OnceLock};

use app::api::sso::SignInProblem;
use app::api::{AccountId, Actor, AppError};
use uuid::Uuid;

use super::account::Caller;
use super::{Context, OrInternal as _};
use crate::audit::Action;
use crate::federation::Rejection;
use crate::federation::authorization::{self, Exchange, ExchangeError, Freshness};
use crate::federation::discovery::{Directory, Discovered};
use crate::federation::id_token::{self, CheckedToken, Expected};
use crate::federation::transaction::{Kept, Purpose, Transaction, token_hash};
use crate::identity::limits::Action as Attempted;
use crate::outbound::{Channel, Outbound};
use crate::storage::{StoredProvider, TakenTransaction};

mod arrival;
mod invitation;
mod settings;
mod unlink;

pub use settings::{Draft, SettingsRefusal};

/// Longest code that is exchanged; Microsoft's have about a thousand characters.
const CODE_MAX: usize = 4_096;

/// No session of ours is older.
const LONGEST_SESSION_S: i64 = 24 * 3_600;

/// The service.
pub struct Sso {
    context: Arc<Context>,
    directory: Directory,
    outbound: OnceLock<Outbound>,
}

/// Somebody who is about to be sent to the provider.
pub struct Journey<'a> {
    /// Why.
    pub purpose: Purpose,
    /// Who is signed in, unless it is to sign in.
    pub account: Option<AccountId>,
    /// Where to go afterwards, a path of this server.
    pub next: Option<String>,
    /// Hash of the invitation that is to be accepted.
    pub invitation: Option<[u8; 32]>,
    /// The cookie of earlier journeys.
    pub browser: Option<&'a str>,
    /// The public origin of this server.
    pub origin: &'a str,
}

/// Where to send somebody, and what their browser has to keep.
pub struct Departure {
    /// Address at the provider.
    pub location: String,
    /// Value of the cookie.
    pub browser: String,
}

/// What the provider sent along with somebody.
#[derive(Clone, Debug, Default)]
pub struct Luggage {
    /// The code.
    pub code: Option<String>,
    /// The state.
    pub state: Option<String>,
    /// The provider's name for what went wrong.
    pub error: Option<String>,
    /// Who answers (RFC 9207).
    pub issuer: Option<String>,
}

/// Somebody who has come back.
pub struct Arrival {
    /// Whose account it is.
    pub account: AccountId,
    /// Why they had been sent.
    pub purpose: Purpose,
    /// Where they wanted to go.
    pub next: Option<String>,
    /// Their session at the provider.
    pub provider_session: Option<String>,
    /// When they last proved there who they are; only that is a fresh proof, not the way through here.
    pub proved_at_s: Option<i64>,
    /// The provider.
    pub provider: StoredProvider,
}

/// Why nobody can go or come.
#[derive(Debug)]
pub enum Stranded {
    /// What people read.
    Problem(SignInProblem),
    /// Something failed inside.
    Failed(AppError),
}

impl From<SignInProblem> for Stranded {
    fn from(problem: SignInProblem) -> Self {
        Self::Problem(problem)
    }
}

impl From<AppError> for Stranded {
    fn from(error: AppError) -> Self {
        match error {
            AppError::TooManyRequests { .. } => Self::Problem(SignInProblem::Busy),
            other => Self::Failed(other),
        }
    }
}

/// The address to which a provider sends people back.
#[must_use]
pub fn redirect_uri(origin: &str, provider: Uuid) -> String {
    format!("{origin}{}", app::routes::sso_callback(provider))
}

impl Sso {
    pub(super) fn new(context: Arc<Context>) -> Self {
        Self { context, directory: Directory::default(), outbound: OnceLock::new() }
    }

    /// Says how providers are reached; only the first call counts.
    pub fn reach_by(&self, outbound: Outbound) {
        _ = self.outbound.set(outbound);
    }

    /// The provider of a sign-in address, if people can sign in by it.
    ///
    /// # Errors
    /// [`AppError::Internal`].
    pub async fn at_address(
        &self,
        address: &str,
        request_id: &str,
    ) -> Result<Option<StoredProvider>, AppError> {
        let found = self.context.store.identity_providers().find_by_address(address).await;
        Ok(found.or_internal(request_id)?.filter(|provider| provider.enabled))
    }

    /// The provider by which an account can sign in.
    ///
    /// # Errors
    /// [`AppError::Internal`].
    pub async fn of_account(
        &self,
        account: AccountId,
        request_id: &str,
    ) -> Result<Option<StoredProvider>, AppError> {
        let store = &self.context.store;
        let provider = store.federated_identities().provider_of(account).await.or_internal(request_id)?;
        match provider {
            Some(provider) => self.provider(provider, request_id).await,
            None => Ok(None),
        }
    }

    /// The provider of the actor's organisation.
    ///
    /// # Errors
    /// [`AppError::Internal`].
    pub async fn of_organisation(&self, actor: &Actor) -> Result<Option<StoredProvider>, AppError> {
        Ok(self.own(actor).await?.filter(|provider| provider.enabled))
    }

    /// A provider by which people can sign in.
    ///
    /// # Errors
    /// [`AppError::Internal`].
    pub async fn provider(
        &self,
        provider: Uuid,
        request_id: &str,
    ) -> Result<Option<StoredProvider>, AppError> {
        let found = self.context.store.identity_providers().find(provider).await.or_internal(request_id)?;
        Ok(found.filter(|provider| provider.enabled))
    }

    /// Sends somebody to the provider.
    ///
    /// # Errors
    /// The provider cannot be reached.
    pub async fn depart(
        &self,
        provider: &StoredProvider,
        journey: Journey<'_>,
        caller: Caller<'_>,
    ) -> Result<Departure, Stranded> {
        let (context, now_s) = (&self.context, self.context.clock.now_s());
        // It stays counted: everything that is begun is kept for a while.
        _ = context.attempt(Attempted::Begin, caller, None).await?;
        let discovered = self.discovered(provider, now_s).await?;
        let transaction = Transaction::new(&*context.ids, journey.browser);
        let freshness = match journey.purpose {
            Purpose::StepUp => Freshness::SignInAgain,
            Purpose::SignIn | Purpose::Link | Purpose::Invitation => Freshness::Any,
        };
        let redirect = redirect_uri(journey.origin, provider.id);
        let metadata = &discovered.metadata;
        let location =
            authorization::sign_in_address(&provider.settings, metadata, &redirect, &transaction, freshness)
                .map_err(|_| SignInProblem::Unreachable)?;
        let hashes = token_hash(&transaction.state).zip(token_hash(&transaction.browser));
        let (state, browser) = hashes.ok_or(SignInProblem::Refused)?;
        let kept = Kept {
            nonce: transaction.nonce,
            verifier: transaction.verifier,
            next: journey.next,
            invitation: journey.invitation,
        };
        let why = (journey.purpose, journey.account);
        let transactions = context.store.sign_in_transactions();
        let begun = transactions.begin(&state, &browser, provider.id, why, &kept, now_s).await;
        begun.or_internal(caller.request_id)?;
        Ok(Departure { location, browser: transaction.browser })
    }

    /// Receives somebody whom the provider has sent back. Whatever they bring is used up.
    ///
    /// # Errors
    /// What they bring does not hold.
    pub async fn arrive(
        &self,
        provider: Uuid,
        luggage: &Luggage,
        (browser, signed_in): (Option<&str>, Option<AccountId>),
        origin: &str,
        caller: Caller<'_>,
    ) -> Result<Arrival, Stranded> {
        let provider =
            self.provider(provider, caller.request_id).await?.ok_or(SignInProblem::NotAvailable)?;
        let taken = self.taken(&provider, luggage, browser, caller).await?;
        let of_somebody = matches!(taken.purpose, Purpose::Link | Purpose::StepUp);
        if of_somebody && taken.account != signed_in {
            return Err(self.turned_away(&provider, caller, &"another account is signed in").await?.into());
        }
        let code = self.code(&provider, luggage, caller).await?;
        let token = self.token(&provider, &taken, code, origin, caller).await?;
        let account = self.settle(&provider, &taken, &token, caller).await?;
        Ok(Arrival {
            account,
            purpose: taken.purpose,
            next: taken.kept.next,
            provider_session: token.session,
            // Where the organisation asks for more before something delicate, signing in is not that.
            proved_at_s: token.signed_in_at_s.filter(|_| provider.settings.step_up_context.is_none()),
            provider,
        })
    }

    /// Ends the sessions that belong to a session at the provider. Says nothing about whether there were any.
    ///
    /// # Errors
    /// [`AppError::Internal`].
    pub async fn signed_out_elsewhere(
        &self,
        provider: Uuid,
        session: &str,
        caller: Caller<'_>,
    ) -> Result<(), AppError> {
        let Some(provider) = self.provider(provider, caller.request_id).await? else { return Ok(()) };
        let identities = self.context.store.federated_identities();
        let event_of = |account: AccountId| {
            let event = self.context.event_of(Action::SessionEnded, caller).on(account);
            event.within(provider.organisation).fact("by", "identity provider")
        };
        identities.end_sessions(&provider, session, event_of).await.or_internal(caller.request_id)
    }

    /// Where somebody who has signed out here can sign out at the provider, too.
    pub async fn farewell(&self, provider: &StoredProvider, origin: &str) -> Option<String> {
        let discovered = self.discovered(provider, self.context.clock.now_s()).await.ok()?;
        let end = discovered.metadata.end_session_endpoint?;
        let parameters = [
            ("client_id", provider.settings.client_id.clone()),
            ("post_logout_redirect_uri", format!("{origin}{}", app::routes::START)),
        ];
        let mut url = oauth2::url::Url::parse(&end).ok()?;
        url.query_pairs_mut().extend_pairs(parameters);
        Some(url.to_string())
    }

    /// Notes from which session at the provider somebody has signed in.
    ///
    /// # Errors
    /// [`AppError::Internal`].
    pub async fn remember_session(&self, arrival: &Arrival, request_id: &str) -> Result<(), AppError> {
        let Some(session) = &arrival.provider_session else { return Ok(()) };
        let identities = self.context.store.federated_identities();
        let when = (self.context.clock.now_s(), LONGEST_SESSION_S);
        identities
            .remember_session(arrival.account, &arrival.provider, session, when)
            .await
            .or_internal(request_id)
    }

    async fn taken(
        &self,
        provider: &StoredProvider,
        luggage: &Luggage,
        browser: Option<&str>,
        caller: Caller<'_>,
    ) -> Result<TakenTransaction, Stranded> {
        let hashes = luggage.state.as_deref().and_then(token_hash).zip(browser.and_then(token_hash));
        let (state, browser) = hashes.ok_or(SignInProblem::Expired)?;
        let transactions = self.context.store.sign_in_transactions();
        let taken = transactions.take(&state, &browser, provider.id, self.context.clock.now_s()).await;
        Ok(taken.or_internal(caller.request_id)?.ok_or(SignInProblem::Expired)?)
    }

    async fn code<'a>(
        &self,
        provider: &StoredProvider,
        luggage: &'a Luggage,
        caller: Caller<'_>,
    ) -> Result<&'a str, Stranded> {
        if luggage.issuer.as_ref().is_some_and(|issuer| *issuer != provider.settings.issuer.address()) {
            let cause = "the answer is of another issuer";
            return Err(self.turned_away(provider, caller, &cause).await?.into());
        }
        match (&luggage.error, &luggage.code) {
            (Some(error), _) if error == "access_denied" => Err(SignInProblem::Cancelled.into()),
            (Some(error), _) => {
                let cause = authorization::code_of(error);
                Err(self.turned_away(provider, caller, &cause).await?.into())
            }
            (None, Some(code)) if !code.is_empty() && code.len() <= CODE_MAX => Ok(code),
            (None, _) => Err(self.turned_away(provider, caller, &"there is no code").await?.into()),
        }
    }

    async fn token(
        &self,
        provider: &StoredProvider,
        taken: &TakenTransaction,
        code: &str,
        origin: &str,
        caller: Caller<'_>,
    ) -> Result<CheckedToken, Stranded> {
        let now_s = self.context.clock.now_s();
        let discovered = self.discovered(provider, now_s).await?;
        let channel = self.channel(provider)?;
        let exchange = Exchange {
            provider: &provider.settings,
            metadata: &discovered.metadata,
            credential: &provider.credential,
            redirect: &redirect_uri(origin, provider.id),
            verifier: &taken.kept.verifier,
            assertion_id: &self.context.ids.id().to_string(),
            now_s,
        };
        let token = match exchange.id_token(&channel, code).await {
            Ok(token) => token,
            Err(error @ ExchangeError::Outbound(_)) => {
                tracing::warn!(%error, request_id = caller.request_id, "no answer of an identity provider");
                return Err(SignInProblem::Unreachable.into());
            }
            Err(error) => return Err(self.turned_away(provider, caller, &error).await?.into()),
        };
        let expected = Expected {
            provider: &provider.settings,
            nonce: &taken.kept.nonce,
            now_s,
            fresh_since_s: (taken.purpose == Purpose::StepUp).then_some(taken.begun_at_s),
        };
        let keys = self.directory.keys(&provider.settings.issuer, &channel, now_s);
        match id_token::check(&token, &expected, &keys).await {
            Ok(token) => Ok(token),
            Err(rejection) => Err(self.rejected(provider, caller, &rejection).await?.into()),
        }
    }

    async fn discovered(&self, provider: &StoredProvider, now_s: i64) -> Result<Discovered, SignInProblem> {
        let channel = self.channel(provider)?;
        let discovered = self.directory.discovered(&provider.settings.issuer, &channel, now_s).await;
        discovered.map_err(|_| SignInProblem::Unreachable)
    }

    fn channel(&self, provider: &StoredProvider) -> Result<Channel<'_>, SignInProblem> {
        let host = provider.settings.issuer.host().ok_or(SignInProblem::NotAvailable)?;
        Ok(self.outbound.get_or_init(|| Outbound::new([])).only(host))
    }

    /// Notes why somebody does not come in. They read less.
    async fn turned_away(
        &self,
        provider: &StoredProvider,
        caller: Caller<'_>,
        cause: &(dyn std::fmt::Display + Sync),
    ) -> Result<SignInProblem, AppError> {
        let event = self.context.event_of(Action::LoginFail, caller).within(provider.organisation).failed();
        let event = event.fact("factor", "identity provider").fact("why", cause);
        // Anybody can knock here with a forged answer.
        self.context.record_seldom(&event).await?;
        Ok(SignInProblem::Refused)
    }

    async fn rejected(
        &self,
        provider: &StoredProvider,
        caller: Caller<'_>,
        rejection: &Rejection,
    ) -> Result<SignInProblem, AppError> {
        let problem = self.turned_away(provider, caller, rejection).await?;
        Ok(if rejection.is_for_the_organisation() { SignInProblem::NotAssigned } else { problem })
    }
}
