//! From a checked token to an account.

use app::api::AccountId;
use app::api::account::Theme;
use app::api::sso::SignInProblem;
use engine::limits::{NAME_MAX_CHARS, check_name};

use super::super::OrInternal as _;
use super::super::account::Caller;
use super::{Sso, Stranded};
use crate::identity::sso::id_token::{Admitted, CheckedToken};
use crate::identity::sso::transaction::Purpose;
use crate::storage::{KnownIdentity, NewMember, Person, StoredProvider, TakenTransaction};
use crate::vault::{SecretText, is_email};

impl Sso {
    /// The account that a token stands for. Only issuer, tenant and object id decide; the address in the token
    /// is kept for display when an account is made, and never looked up.
    pub(super) async fn settle(
        &self,
        provider: &StoredProvider,
        taken: &TakenTransaction,
        token: &CheckedToken,
        caller: Caller<'_>,
    ) -> Result<AccountId, Stranded> {
        let identities = self.context.store.federated_identities();
        let known = identities.find(provider.id, &token.identity).await.or_internal(caller.request_id)?;
        let subject = known.as_ref().map(|known| known.subject.as_str());
        let admitted = match token.admit(&provider.settings, subject) {
            Ok(admitted) => admitted,
            Err(rejection) => return Err(self.rejected(caller, &rejection).into()),
        };
        match (taken.purpose, taken.account) {
            (Purpose::SignIn, _) => self.sign_in(provider, token, known, &admitted, caller).await,
            (Purpose::Link, Some(account)) => self.link(provider, token, known, account, caller).await,
            (Purpose::StepUp, Some(account)) => self.step_up(known, account, caller),
            (Purpose::Link | Purpose::StepUp, None) => Err(SignInProblem::Expired.into()),
        }
    }

    async fn sign_in(
        &self,
        provider: &StoredProvider,
        token: &CheckedToken,
        known: Option<KnownIdentity>,
        admitted: &Admitted,
        caller: Caller<'_>,
    ) -> Result<AccountId, Stranded> {
        let identities = self.context.store.federated_identities();
        let account = match known {
            Some(known) => known.account,
            None => self.join(provider, token, admitted, caller).await?,
        };
        // Whoever was removed from the organisation is not taken in again by the provider alone.
        if !identities.is_member(account, provider).await.or_internal(caller.request_id)? {
            self.refused(caller, &"not a member any more");
            return Err(SignInProblem::NotAssigned.into());
        }
        let changed = identities.set_role(account, provider, admitted.role).await;
        if changed.or_internal(caller.request_id)? {
            let role = admitted.role.key();
            tracing::info!(%account, role, request_id = caller.request_id, "privilege_permissions_changed");
        }
        tracing::info!(%account, request_id = caller.request_id, "authn_login_success by an identity provider");
        Ok(account)
    }

    /// Makes an account for somebody who comes for the first time.
    async fn join(
        &self,
        provider: &StoredProvider,
        token: &CheckedToken,
        admitted: &Admitted,
        caller: Caller<'_>,
    ) -> Result<AccountId, Stranded> {
        if !provider.settings.just_in_time {
            self.refused(caller, &"not connected to an account");
            return Err(SignInProblem::NotConnected.into());
        }
        let context = &self.context;
        let nobody_knows: String = context.ids.token().iter().map(|byte| format!("{byte:02x}")).collect();
        let email = token.email.as_deref().filter(|email| is_email(email)).unwrap_or_default();
        let new = NewMember {
            account: AccountId(context.ids.id()),
            provider,
            identity: &token.identity,
            subject: &token.subject,
            email,
            person: Person { name: name(token, email), locale: caller.locale, theme: Theme::default() },
            password: context
                .passwords
                .hash(SecretText::new(nobody_knows))
                .await
                .or_internal(caller.request_id)?,
            role: admitted.role,
        };
        let identities = context.store.federated_identities();
        let made = identities.create(&new, context.clock.now_s()).await;
        if made.or_internal(caller.request_id)? {
            tracing::info!(account = %new.account, request_id = caller.request_id, "user_created");
            return Ok(new.account);
        }
        // Somebody with the same identity was quicker: the same person in another tab.
        let known = identities.find(provider.id, &token.identity).await.or_internal(caller.request_id)?;
        Ok(known.ok_or(SignInProblem::Expired)?.account)
    }

    async fn link(
        &self,
        provider: &StoredProvider,
        token: &CheckedToken,
        known: Option<KnownIdentity>,
        account: AccountId,
        caller: Caller<'_>,
    ) -> Result<AccountId, Stranded> {
        let identities = self.context.store.federated_identities();
        let member = identities.is_member(account, provider).await.or_internal(caller.request_id)?;
        let now_s = self.context.clock.now_s();
        let linked = member
            && known.is_none()
            && identities
                .link(account, provider.id, &token.identity, &token.subject, now_s)
                .await
                .or_internal(caller.request_id)?;
        tracing::info!(%account, linked, request_id = caller.request_id, "authn_sso_link");
        if linked { Ok(account) } else { Err(SignInProblem::Refused.into()) }
    }

    fn step_up(
        &self,
        known: Option<KnownIdentity>,
        account: AccountId,
        caller: Caller<'_>,
    ) -> Result<AccountId, Stranded> {
        let same = known.is_some_and(|known| known.account == account);
        tracing::info!(%account, same, request_id = caller.request_id, "authn_reauthentication");
        if same { Ok(account) } else { Err(SignInProblem::Refused.into()) }
    }
}

/// A name that fits our limits.
fn name(token: &CheckedToken, email: &str) -> String {
    let told = token.name.as_deref().unwrap_or_default();
    let clean: String = told.chars().filter(|c| !c.is_control()).take(NAME_MAX_CHARS).collect();
    let local = email.split('@').next().unwrap_or_default();
    [clean.trim(), local].into_iter().find(|name| check_name(name).is_ok()).unwrap_or("–").to_owned()
}
