//! From a checked token to an account.

use app::api::account::Theme;
use app::api::member::OrganisationRole;
use app::api::sso::SignInProblem;
use app::api::{AccountId, AppError};
use engine::limits::{NAME_MAX_CHARS, check_name};

use super::super::OrInternal as _;
use super::super::account::Caller;
use super::super::notice::Notice;
use super::{Sso, Stranded};
use crate::audit::Action;
use crate::federation::id_token::{Admitted, CheckedToken};
use crate::federation::transaction::Purpose;
use crate::hex::hex;
use crate::storage::{KnownIdentity, NewMember, Person, StoredPassword, StoredProvider, TakenTransaction};
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
            Err(rejection) => return Err(self.rejected(provider, caller, &rejection).await?.into()),
        };
        match (taken.purpose, taken.account) {
            (Purpose::SignIn, _) => self.sign_in(provider, token, known, &admitted, caller).await,
            (Purpose::Link, Some(account)) => self.link(provider, token, known, account, caller).await,
            (Purpose::StepUp, Some(account)) => self.step_up(provider, known, account, caller).await,
            (Purpose::Invitation, _) => {
                self.accept(provider, token, known, &admitted, taken.kept.invitation, caller).await
            }
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
        let account = match known {
            Some(known) => known.account,
            None => self.join(provider, token, admitted, caller).await?,
        };
        let context = &self.context;
        let members = context.store.members();
        let present = members.role(provider.organisation, account).await.or_internal(caller.request_id)?;
        // Whoever was removed from the organisation is not taken in again by the provider alone.
        let Some(present) = present else {
            self.turned_away(provider, caller, &"not a member any more").await?;
            return Err(SignInProblem::NotAssigned.into());
        };
        let granted = admitted.role.of_organisation();
        // Owners stay what they are: they are made and unmade by owners only.
        if present != OrganisationRole::Owner && present != granted {
            let event = context.event_of(Action::PermissionsChanged, caller).who(account).on(account);
            let event = event.fact("from", present.key()).fact("to", granted.key());
            let event = event.fact("by", "identity provider").within(provider.organisation);
            let set = members.set_role(provider.organisation, account, (present, granted), &event).await;
            set.or_internal(caller.request_id)?;
        }
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
            self.turned_away(provider, caller, &"not connected to an account").await?;
            return Err(SignInProblem::NotConnected.into());
        }
        let context = &self.context;
        let identities = context.store.federated_identities();
        // What its owner has given up counts again when they or an invitation connect it: otherwise whoever is
        // removed or disabled would only have to separate it before.
        if identities.is_separated(provider.id, &token.identity).await.or_internal(caller.request_id)? {
            self.turned_away(provider, caller, &"separated from an account").await?;
            return Err(SignInProblem::NotConnected.into());
        }
        let email = token.email.as_deref().filter(|email| is_email(email)).unwrap_or_default();
        let new = NewMember {
            account: AccountId(context.ids.id()),
            provider,
            identity: &token.identity,
            subject: &token.subject,
            email,
            person: Person { name: name(token, email), locale: caller.locale, theme: Theme::default() },
            password: self.unknown_password(caller).await?,
            role: admitted.role,
            invitation: None,
        };
        let event = context.event_of(Action::UserCreated, caller).who(new.account).on(new.account);
        let event = event.fact("how", "identity provider").fact("role", new.role.key());
        let made = identities.create(&new, &event.within(provider.organisation)).await;
        if made.or_internal(caller.request_id)? {
            return Ok(new.account);
        }
        // Somebody with the same identity was quicker: the same person in another tab.
        let known = identities.find(provider.id, &token.identity).await.or_internal(caller.request_id)?;
        Ok(known.ok_or(SignInProblem::Expired)?.account)
    }

    /// The hash of a password that nobody knows.
    pub(super) async fn unknown_password(&self, caller: Caller<'_>) -> Result<StoredPassword, AppError> {
        let nobody_knows = SecretText::new(hex(&self.context.ids.token()));
        self.context.passwords.hash(nobody_knows).await.or_internal(caller.request_id)
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
        let members = self.context.store.members();
        let role = members.role(provider.organisation, account).await.or_internal(caller.request_id)?;
        let event = self.context.event_of(Action::SsoLink, caller).who(account).on(account);
        let event = event.within(provider.organisation).fact("what", "connected");
        let linked = role.is_some()
            && known.is_none()
            && identities
                .link(account, provider.id, &token.identity, &token.subject, &event)
                .await
                .or_internal(caller.request_id)?;
        if linked {
            let owner = self.context.store.accounts().find(account).await.or_internal(caller.request_id)?;
            if let Some(owner) = owner {
                self.context.notify(&owner, &Notice::CompanyAccountConnected);
            }
            return Ok(account);
        }
        self.context.record(&event.failed()).await?;
        Err(SignInProblem::Refused.into())
    }

    async fn step_up(
        &self,
        provider: &StoredProvider,
        known: Option<KnownIdentity>,
        account: AccountId,
        caller: Caller<'_>,
    ) -> Result<AccountId, Stranded> {
        let event = self.context.event_of(Action::Reauthentication, caller).who(account).on(account);
        let event = event.within(provider.organisation).fact("factor", "identity provider");
        if known.is_some_and(|known| known.account == account) {
            self.context.record(&event).await?;
            return Ok(account);
        }
        self.context.record(&event.failed()).await?;
        Err(SignInProblem::Refused.into())
    }
}

/// A name that fits our limits.
pub(super) fn name(token: &CheckedToken, email: &str) -> String {
    let told = token.name.as_deref().unwrap_or_default();
    let clean: String = told.chars().filter(|c| !c.is_control()).take(NAME_MAX_CHARS).collect();
    let local = email.split('@').next().unwrap_or_default();
    [clean.trim(), local].into_iter().find(|name| check_name(name).is_ok()).unwrap_or("–").to_owned()
}
