//! Second factors: adding, proving, removing.

use std::sync::Arc;

use app::api::factor::{FactorView, FactorsView, Proofs, TotpDraft};
use app::api::{AccountId, Actor, AppError};
use uuid::Uuid;

use super::account::{Caller, Refusal};
use super::notice::Notice;
use super::{Context, OrInternal as _};
use crate::audit;
use crate::identity::limits::Action;
use crate::identity::sessions::Method;
use crate::identity::{recovery, totp};
use crate::storage::{Factor, FactorBody};
use crate::witness::SteppedUp;

/// The service.
pub struct Factors {
    pub(super) context: Arc<Context>,
}

impl Factors {
    pub(super) const fn new(context: Arc<Context>) -> Self {
        Self { context }
    }

    /// The factors of the actor.
    ///
    /// # Errors
    /// [`AppError::Internal`].
    pub async fn list(&self, actor: &Actor) -> Result<FactorsView, AppError> {
        let store = self.context.store.factors();
        let factors = store.of(actor.account).await.or_internal(&actor.request_id)?;
        let left = store.recovery_codes_left(actor.account).await.or_internal(&actor.request_id)?;
        Ok(FactorsView { factors: factors.into_iter().map(view).collect(), recovery_codes_left: left })
    }

    /// By what an account can prove itself besides its password.
    ///
    /// # Errors
    /// [`AppError::Internal`].
    pub async fn proofs(&self, account: AccountId, request_id: &str) -> Result<Proofs, AppError> {
        let store = self.context.store.factors();
        let factors = store.of(account).await.or_internal(request_id)?;
        let has = |wanted: fn(&FactorBody) -> bool| factors.iter().any(|factor| wanted(&factor.body));
        let known = self.context.store.accounts().find(account).await.or_internal(request_id)?;
        let known = known.ok_or(AppError::NotSignedIn)?;
        Ok(Proofs {
            // Whoever operates the server is not confirmed by what can be phished.
            phishable: !(known.instance_administrator && known.has_passkey),
            totp: has(|body| matches!(body, FactorBody::Totp { .. })),
            passkey: has(|body| matches!(body, FactorBody::Passkey { .. })),
            recovery_code: store.recovery_codes_left(account).await.or_internal(request_id)? > 0,
            // Whether there is a provider, and whether it is demanded, is not a matter of factors.
            identity_provider: false,
            password: known.has_password,
        })
    }

    /// A secret for an authenticator app; it counts only after a code was entered.
    #[must_use]
    pub fn new_totp_secret(&self) -> String {
        totp::new_secret(&*self.context.ids)
    }

    /// What the page shows about such a secret.
    ///
    /// # Errors
    /// [`AppError::Invalid`] if it is none.
    pub fn totp_draft(&self, secret: &str, email: &str) -> Result<TotpDraft, AppError> {
        totp::draft(secret, email).ok_or(AppError::Invalid { field: "secret".to_owned() })
    }

    /// Adds an authenticator app if the code shows that it has the secret. Ends every session; the caller
    /// starts a new one. Gives recovery codes if there were none.
    ///
    /// # Errors
    /// [`Refusal::CodeWrong`].
    pub async fn add_totp(
        &self,
        actor: &Actor,
        fresh: &SteppedUp,
        secret: &str,
        code: &str,
        caller: Caller<'_>,
    ) -> Result<Vec<String>, Refusal> {
        let context = &self.context;
        let key = actor.account.0.as_bytes();
        let attempt = context.attempt(Action::Factor, caller, Some(key)).await?;
        let now_s = context.clock.now_s();
        let step = totp::check(secret, code, now_s).ok_or(Refusal::CodeWrong)?;
        context.limits.succeeded(attempt).await.or_internal(&actor.request_id)?;
        let body = FactorBody::Totp { secret: secret.to_owned() };
        let id = context.ids.id();
        self.add(actor, fresh, id, &body).await?;
        context.store.factors().use_step(id, step, now_s).await.or_internal(&actor.request_id)?;
        Ok(self.first_recovery_codes(actor).await?)
    }

    /// Keeps a factor and ends every session.
    pub(super) async fn add(
        &self,
        actor: &Actor,
        fresh: &SteppedUp,
        id: Uuid,
        body: &FactorBody,
    ) -> Result<(), AppError> {
        debug_assert_eq!(fresh.account(), actor.account);
        self.context.own_account(actor).await?;
        let event = self.context.event(audit::Action::FactorAdded, actor).fact("kind", body.kind().key());
        let added = self.context.store.factors().add(fresh.account(), id, body, event.at_s, &event).await;
        added.or_internal(&actor.request_id)?;
        self.tell(actor.account, &Notice::FactorAdded, &actor.request_id).await
    }

    /// Recovery codes for those who have none yet.
    pub(super) async fn first_recovery_codes(&self, actor: &Actor) -> Result<Vec<String>, AppError> {
        let left = self.context.store.factors().recovery_codes_left(actor.account).await;
        if left.or_internal(&actor.request_id)? > 0 {
            return Ok(Vec::new());
        }
        self.replace_recovery_codes(actor).await
    }

    /// New recovery codes; the old ones are worthless afterwards. They are shown once.
    ///
    /// # Errors
    /// [`AppError::Forbidden`] for the demonstration.
    pub async fn new_recovery_codes(&self, actor: &Actor, _: &SteppedUp) -> Result<Vec<String>, AppError> {
        self.context.own_account(actor).await?;
        let codes = self.replace_recovery_codes(actor).await?;
        self.tell(actor.account, &Notice::RecoveryCodesRenewed, &actor.request_id).await?;
        Ok(codes)
    }

    async fn replace_recovery_codes(&self, actor: &Actor) -> Result<Vec<String>, AppError> {
        let (codes, hashes) = recovery::new_codes(&*self.context.ids);
        let event = self.context.event(audit::Action::FactorAdded, actor).fact("kind", "recovery codes");
        let factors = self.context.store.factors();
        let kept = factors.set_recovery_codes(actor.account, &hashes, event.at_s, &event).await;
        kept.or_internal(&actor.request_id)?;
        Ok(codes)
    }

    /// Removes a factor and ends every session; the caller starts a new one.
    ///
    /// # Errors
    /// [`AppError::NotFound`] if the actor has no such factor; [`Refusal::OnlyWayIn`] for the last passkey of an
    /// account that has neither a password nor a company account.
    pub async fn remove(&self, actor: &Actor, fresh: &SteppedUp, id: &str) -> Result<(), Refusal> {
        let id: Uuid = id.parse().map_err(|_| AppError::NotFound)?;
        let store = self.context.store.factors();
        let own = store.of(fresh.account()).await.or_internal(&actor.request_id)?;
        own.iter().find(|factor| factor.id == id).ok_or(AppError::NotFound)?;
        let event = self.context.event(audit::Action::FactorRemoved, actor);
        if !store.remove(fresh.account(), id, &event).await.or_internal(&actor.request_id)? {
            return Err(Refusal::OnlyWayIn);
        }
        Ok(self.tell(actor.account, &Notice::FactorRemoved, &actor.request_id).await?)
    }

    /// Confirms by a code that it is still the owner of the account who acts.
    ///
    /// # Errors
    /// Like [`Self::prove`]; [`Refusal::PasskeyNeeded`] for administrators and codes of an app.
    pub async fn confirm(&self, actor: &Actor, code: &str, caller: Caller<'_>) -> Result<Method, Refusal> {
        let phishable = self.proofs(actor.account, caller.request_id).await?.phishable;
        if !phishable && recovery::hash(code).is_none() {
            return Err(Refusal::PasskeyNeeded);
        }
        self.prove(actor.account, code, caller).await
    }

    /// Checks a code of an authenticator app or a recovery code, and uses it up.
    ///
    /// # Errors
    /// [`Refusal::CodeWrong`], [`Refusal::TooManyAttempts`].
    pub async fn prove(&self, account: AccountId, code: &str, caller: Caller<'_>) -> Result<Method, Refusal> {
        let context = &self.context;
        let attempt = context.attempt(Action::Factor, caller, Some(account.0.as_bytes())).await?;
        let known = context.store.accounts().find(account).await.or_internal(caller.request_id)?;
        let organisation = known.ok_or(AppError::NotSignedIn)?.organisation;
        let used = context.event_of(audit::Action::RecoveryCodeUsed, caller).who(account);
        let used = used.within(organisation).fact("factor", "code");
        let method = match self.code(account, code, &used, caller.request_id).await? {
            Some(method) => method,
            None => {
                let event = context.event_of(audit::Action::FactorFail, caller).failed().on(account);
                context.record(&event.within(organisation).fact("factor", "code")).await?;
                return Err(Refusal::CodeWrong);
            }
        };
        context.limits.succeeded(attempt).await.or_internal(caller.request_id)?;
        if method == Method::RecoveryCode {
            self.tell(account, &Notice::RecoveryCodeUsed, caller.request_id).await?;
        } else {
            let event = context.event_of(audit::Action::FactorSuccess, caller).who(account);
            context.record(&event.within(organisation).fact("factor", "code")).await?;
        }
        Ok(method)
    }

    async fn tell(&self, account: AccountId, notice: &Notice, request_id: &str) -> Result<(), AppError> {
        let account = self.context.store.accounts().find(account).await.or_internal(request_id)?;
        if let Some(account) = account {
            self.context.notify(&account, notice);
        }
        Ok(())
    }

    /// By what a code proves an account; `used` is recorded together with the use of a recovery code.
    async fn code(
        &self,
        account: AccountId,
        code: &str,
        used: &audit::Entry,
        request_id: &str,
    ) -> Result<Option<Method>, AppError> {
        let (store, now_s) = (self.context.store.factors(), self.context.clock.now_s());
        for factor in store.of(account).await.or_internal(request_id)? {
            if let FactorBody::Totp { secret } = &factor.body
                && let Some(step) = totp::check(secret, code, now_s)
            {
                let first = store.use_step(factor.id, step, now_s).await.or_internal(request_id)?;
                return Ok(first.then_some(Method::Totp));
            }
        }
        match recovery::hash(code) {
            Some(hash) => {
                let done = store.use_recovery_code(account, &hash, used).await.or_internal(request_id)?;
                Ok(done.then_some(Method::RecoveryCode))
            }
            None => Ok(None),
        }
    }
}

fn view(factor: Factor) -> FactorView {
    let kind = factor.body.kind();
    let name = match factor.body {
        FactorBody::Passkey { name, .. } => name,
        FactorBody::Totp { .. } => String::new(),
    };
    let Factor { id, created_at_s, last_used_at_s, .. } = factor;
    FactorView { id: id.to_string(), kind, name, created_at_s, last_used_at_s }
}
