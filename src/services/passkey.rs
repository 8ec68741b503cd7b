//! Passkeys: adding them, and proving who one is by them.

use app::api::{AccountId, Actor, AppError};
use serde_json::Value;
use uuid::Uuid;
use webauthn_rs::prelude::{Passkey, WebauthnError};

use super::account::{Caller, Refusal};
use super::factor::Factors;
use super::{OrInternal as _, internal};
use crate::audit;
use crate::identity::limits::Action;
use crate::identity::passkeys::{CEREMONY_S, Ceremony, RelyingParty};
use crate::storage::FactorBody;
use crate::witness::SteppedUp;

/// A ceremony that was begun.
#[derive(Debug, serde::Serialize)]
pub struct Begun {
    /// Names the ceremony.
    pub ceremony: Uuid,
    /// What the browser is asked for.
    pub options: Value,
}

/// Most passkeys of one account.
const MOST_PASSKEYS: usize = 20;
/// Most characters of the name of a passkey.
const NAME_CHARS: usize = 60;

impl Factors {
    /// Begins to add a passkey.
    ///
    /// # Errors
    /// [`AppError::Forbidden`] if there are too many, and for the demonstration.
    pub async fn begin_passkey(
        &self,
        party: &RelyingParty,
        actor: &Actor,
        _: &SteppedUp,
    ) -> Result<Begun, AppError> {
        let request_id = &actor.request_id;
        let account = self.context.store.accounts().find(actor.account).await.or_internal(request_id)?;
        let account = account.ok_or(AppError::NotSignedIn)?;
        let present = self.passkeys(actor.account, request_id).await?;
        if present.len() >= MOST_PASSKEYS || account.demo {
            return Err(AppError::Forbidden);
        }
        let present = present.into_iter().map(|(_, _, passkey)| passkey).collect();
        self.begun(party.begin_add(account.id, &account.email, &account.person.name, present), request_id)
            .await
    }

    /// Adds the passkey and ends every session; the caller starts a new one. Gives recovery codes if there
    /// were none.
    ///
    /// # Errors
    /// [`AppError::Invalid`] if the answer is not the one that was asked for.
    pub async fn add_passkey(
        &self,
        party: &RelyingParty,
        actor: &Actor,
        fresh: &SteppedUp,
        ceremony: Uuid,
        name: &str,
        answer: Value,
    ) -> Result<Vec<String>, AppError> {
        let request_id = &actor.request_id;
        let Some(Ceremony::Add { account, state }) = self.take(ceremony, request_id).await? else {
            return Err(AppError::Invalid { field: "ceremony".to_owned() });
        };
        if account != actor.account {
            return Err(AppError::Invalid { field: "ceremony".to_owned() });
        }
        let passkey = party.end_add(&state, answer).map_err(|error| refused(request_id, &error))?;
        let name: String = name.trim().chars().filter(|c| !c.is_control()).take(NAME_CHARS).collect();
        let name = if name.is_empty() { "Passkey".to_owned() } else { name };
        let credential = serde_json::to_value(&passkey).map_err(|error| internal(request_id, &error))?;
        let body = FactorBody::Passkey { name, credential };
        self.add(actor, fresh, self.context.ids.id(), &body).await?;
        self.first_recovery_codes(actor).await
    }

    /// Begins a sign-in by passkey alone.
    ///
    /// # Errors
    /// [`AppError::TooManyRequests`].
    pub async fn begin_passkey_sign_in(
        &self,
        party: &RelyingParty,
        caller: Caller<'_>,
    ) -> Result<Begun, AppError> {
        // It stays counted: everything that is begun is kept for a while.
        _ = self.context.attempt(Action::Begin, caller, None).await?;
        self.begun(party.begin_sign_in(), caller.request_id).await
    }

    /// Begins a proof by a passkey of an account.
    ///
    /// # Errors
    /// [`AppError::NotFound`] if it has none; [`AppError::TooManyRequests`].
    pub async fn begin_passkey_proof(
        &self,
        party: &RelyingParty,
        account: AccountId,
        caller: Caller<'_>,
    ) -> Result<Begun, AppError> {
        let request_id = caller.request_id;
        let passkeys = self.passkeys(account, request_id).await?;
        let passkeys: Vec<Passkey> = passkeys.into_iter().map(|(_, _, passkey)| passkey).collect();
        if passkeys.is_empty() {
            return Err(AppError::NotFound);
        }
        // It stays counted, as above.
        _ = self.context.attempt(Action::Begin, caller, None).await?;
        self.begun(party.begin_prove(account, &passkeys), request_id).await
    }

    /// Ends a proof by passkey, and records how it ended: gives the account that proved itself. `expected` is the account that began
    /// it; without it the answer says who signs in.
    ///
    /// # Errors
    /// [`Refusal::PasskeyWrong`], the same for everything that may be wrong.
    pub async fn prove_by_passkey(
        &self,
        party: &RelyingParty,
        expected: Option<AccountId>,
        ceremony: Uuid,
        answer: Value,
        caller: Caller<'_>,
    ) -> Result<AccountId, Refusal> {
        let proved = self.check_passkey(party, expected, ceremony, answer, caller).await;
        if let Err(Refusal::PasskeyWrong) = proved {
            let event = self.context.event_of(audit::Action::FactorFail, caller).failed();
            self.context.record(&event.fact("factor", "passkey")).await?;
        }
        proved
    }

    async fn check_passkey(
        &self,
        party: &RelyingParty,
        expected: Option<AccountId>,
        ceremony: Uuid,
        answer: Value,
        caller: Caller<'_>,
    ) -> Result<AccountId, Refusal> {
        let (context, request_id) = (&self.context, caller.request_id);
        let attempt = context.attempt(Action::Passkey, caller, None).await?;
        let ceremony: Ceremony = self.take(ceremony, request_id).await?.ok_or(Refusal::PasskeyWrong)?;
        let account = match (&ceremony, expected) {
            (Ceremony::Prove { account, .. }, Some(expected)) if *account == expected => expected,
            (Ceremony::SignIn { .. }, None) => {
                party.claimed_account(&answer).map_err(|error| wrong(request_id, &error))?
            }
            _ => return Err(Refusal::PasskeyWrong),
        };
        let known = self.context.store.accounts().find(account).await.or_internal(request_id)?;
        let known = known.filter(|account| !account.disabled).ok_or(Refusal::PasskeyWrong)?;
        let own = self.passkeys(account, request_id).await?;
        let passkeys: Vec<Passkey> = own.iter().map(|(_, _, passkey)| passkey.clone()).collect();
        let (place, passkey) =
            party.end_prove(ceremony, answer, &passkeys).map_err(|error| wrong(request_id, &error))?;
        let (id, name, _) = &own[place];
        let credential = serde_json::to_value(&passkey).map_err(|error| internal(request_id, &error))?;
        let body = FactorBody::Passkey { name: name.clone(), credential };
        let now_s = context.clock.now_s();
        context.store.factors().used(account, *id, &body, now_s).await.or_internal(request_id)?;
        context.limits.succeeded(attempt).await.or_internal(request_id)?;
        let event = context.event_of(audit::Action::FactorSuccess, caller).who(account);
        context.record(&event.within(known.organisation).fact("factor", "passkey")).await?;
        Ok(account)
    }

    async fn passkeys(
        &self,
        account: AccountId,
        request_id: &str,
    ) -> Result<Vec<(Uuid, String, Passkey)>, AppError> {
        let factors = self.context.store.factors().of(account).await.or_internal(request_id)?;
        let passkeys = factors.into_iter().filter_map(|factor| match factor.body {
            FactorBody::Passkey { name, credential } => Some((factor.id, name, credential)),
            FactorBody::Totp { .. } => None,
        });
        passkeys
            .map(|(id, name, credential)| {
                let passkey =
                    serde_json::from_value(credential).map_err(|error| internal(request_id, &error))?;
                Ok((id, name, passkey))
            })
            .collect()
    }

    async fn begun(
        &self,
        begun: Result<(Value, Ceremony), WebauthnError>,
        request_id: &str,
    ) -> Result<Begun, AppError> {
        let (options, state) = begun.map_err(|error| internal(request_id, &error))?;
        let ceremony = self.context.ids.id();
        let expires_at_s = self.context.clock.now_s() + CEREMONY_S;
        let kept = self.context.store.ceremonies().begin(ceremony, &state, expires_at_s).await;
        kept.or_internal(request_id)?;
        Ok(Begun { ceremony, options })
    }

    async fn take(&self, ceremony: Uuid, request_id: &str) -> Result<Option<Ceremony>, AppError> {
        let now_s = self.context.clock.now_s();
        self.context.store.ceremonies().take(ceremony, now_s).await.or_internal(request_id)
    }
}

fn refused(request_id: &str, error: &WebauthnError) -> AppError {
    tracing::info!(request_id, %error, "authn_passkey_refused");
    AppError::Invalid { field: "credential".to_owned() }
}

fn wrong(request_id: &str, error: &WebauthnError) -> Refusal {
    tracing::info!(request_id, %error, "authn_passkey_fail");
    Refusal::PasskeyWrong
}
