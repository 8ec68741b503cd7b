//! Links that are sent to somebody: invitations and new passwords.

use std::sync::Arc;

use app::api::account::{AddressChange, Theme};
use app::api::link::{InvitationView, SentLink};
use app::api::member::OrganisationRole;
use app::api::{AccountId, Actor, AppError, OrganisationId};
use app::routes;
use engine::limits::check_name;

use super::account::{Caller, Refusal, refuse_weak};
use super::member::require;
use super::{Context, OrInternal as _, notice};
use crate::audit;
use crate::hex::hex;
use crate::identity::limits::Action;
use crate::identity::token;
use crate::storage::{Link, LinkBody, LinkKind, NewAccount, Person};
use crate::vault::{SecretText, is_email, normalise_email};
use crate::witness::SteppedUp;

/// How long an invitation is valid, seconds.
pub const INVITATION_S: i64 = 7 * 86_400;
/// How long a link to a new password is valid, seconds.
pub const RESET_S: i64 = 30 * 60;
/// How long a link that confirms a new address is valid, seconds.
pub const EMAIL_S: i64 = 30 * 60;

/// The service.
pub struct Links {
    context: Arc<Context>,
}

/// An account as somebody who was invited describes it.
pub struct AcceptForm {
    /// Token of the invitation.
    pub token: String,
    /// Display name.
    pub name: String,
    /// Password.
    pub password: SecretText,
    /// Light, dark or automatic.
    pub theme: Theme,
}

impl Links {
    pub(super) const fn new(context: Arc<Context>) -> Self {
        Self { context }
    }

    /// Whether links are sent by mail; otherwise whoever makes one copies it.
    #[must_use]
    pub fn are_mailed(&self) -> bool {
        self.context.instance.mailer.is_configured()
    }

    /// Whether everybody with an address of certain domains may register.
    #[must_use]
    pub fn registration_is_open(&self) -> bool {
        self.are_mailed() && !self.context.instance.registration_domains.is_empty()
    }

    /// Invites somebody into the organisation of the actor.
    ///
    /// # Errors
    /// [`Refusal::EmailInvalid`]; [`AppError::Forbidden`] for those who do not administer the organisation.
    pub async fn invite(
        &self,
        actor: &Actor,
        _: &SteppedUp,
        email: &str,
        origin: &str,
        caller: Caller<'_>,
    ) -> Result<SentLink, Refusal> {
        require(actor, OrganisationRole::Administrator)?;
        if !is_email(email) {
            return Err(Refusal::EmailInvalid);
        }
        // It stays counted: every invitation is one mail.
        _ = self.limited(Action::Send, email, caller).await?;
        let kind = LinkKind::Invitation(Some(actor.organisation));
        let body = LinkBody { email: email.trim().to_owned(), locale: caller.locale };
        let event = self.context.event(audit::Action::TokenCreated, actor).fact("kind", "invitation");
        Ok(self.send(kind, body, origin, Some(actor.account), &event).await?)
    }

    /// The open invitations into the organisation of the actor.
    ///
    /// # Errors
    /// [`AppError::Forbidden`] for those who do not administer the organisation.
    pub async fn invitations(&self, actor: &Actor) -> Result<Vec<InvitationView>, AppError> {
        require(actor, OrganisationRole::Administrator)?;
        let (store, now_s) = (self.context.store.links(), self.context.clock.now_s());
        let links = store.invitations(actor.organisation, now_s).await.or_internal(&actor.request_id)?;
        Ok(links
            .into_iter()
            .map(|link| InvitationView {
                id: hex(&link.token_hash[..16]),
                email: link.body.email,
                expires_at_s: link.expires_at_s,
            })
            .collect())
    }

    /// Takes an invitation back; one that is gone already is no error.
    ///
    /// # Errors
    /// [`AppError::Forbidden`] for those who do not administer the organisation.
    pub async fn revoke(&self, actor: &Actor, id: &str) -> Result<(), AppError> {
        require(actor, OrganisationRole::Administrator)?;
        let (store, now_s) = (self.context.store.links(), self.context.clock.now_s());
        for link in store.invitations(actor.organisation, now_s).await.or_internal(&actor.request_id)? {
            if hex(&link.token_hash[..16]) == id {
                let event = self.context.event(audit::Action::TokenRevoked, actor).fact("kind", "invitation");
                let revoked = store.revoke(actor.organisation, &link.token_hash, &event).await;
                revoked.or_internal(&actor.request_id)?;
            }
        }
        Ok(())
    }

    /// Starts a new password for a member of the actor's organisation, whose role is not above the actor's.
    /// Nobody but the member sees or sets it.
    ///
    /// # Errors
    /// [`Refusal::EmailInvalid`] if no member has this address; [`AppError::Forbidden`] for a higher role.
    pub async fn reset_of_member(
        &self,
        actor: &Actor,
        _: &SteppedUp,
        email: &str,
        origin: &str,
        caller: Caller<'_>,
    ) -> Result<SentLink, Refusal> {
        require(actor, OrganisationRole::Administrator)?;
        _ = self.limited(Action::Send, email, caller).await?;
        let accounts = self.context.store.accounts();
        let member = accounts.find_by_email(email).await.or_internal(&actor.request_id)?;
        let member = member.filter(|member| member.organisation == actor.organisation && !member.disabled);
        let member = member.ok_or(Refusal::EmailInvalid)?;
        // Without a mail relay the actor sees the link: it must not lead to more rights than they have.
        require(actor, member.role)?;
        if member.instance_administrator && !actor.instance_administrator {
            return Err(AppError::Forbidden.into());
        }
        let body = LinkBody { email: member.email.clone(), locale: member.person.locale };
        let event = self.context.event(audit::Action::TokenCreated, actor).on(member.id);
        let event = event.on_behalf_of(member.id).fact("kind", "reset");
        Ok(self.send(LinkKind::Reset(member.id), body, origin, None, &event).await?)
    }

    /// Sends a link to a new password to an address, if there is an account with it. The answer and its
    /// time are the same if there is none: the work is done afterwards.
    ///
    /// # Errors
    /// [`Refusal::TooManyAttempts`].
    pub async fn request_reset(
        self: &Arc<Self>,
        email: String,
        origin: String,
        caller: Caller<'_>,
    ) -> Result<(), Refusal> {
        // It stays counted: every request is one mail.
        _ = self.limited(Action::Reset, &email, caller).await?;
        let (links, request_id) = (Arc::clone(self), caller.request_id.to_owned());
        let event = self.context.event_of(audit::Action::TokenCreated, caller).fact("kind", "reset");
        tokio::spawn(async move {
            let accounts = links.context.store.accounts();
            let Ok(Some(account)) = accounts.find_by_email(&email).await.or_internal(&request_id) else {
                return;
            };
            if account.disabled || !links.are_mailed() {
                return;
            }
            let body = LinkBody { email: account.email.clone(), locale: account.person.locale };
            let event = event.on(account.id).within(account.organisation);
            _ = links.send(LinkKind::Reset(account.id), body, &origin, None, &event).await;
        });
        Ok(())
    }

    /// Sends an invitation to an address that asked for one, if its domain may register. The answer tells
    /// neither whether it may nor whether there is an account.
    ///
    /// # Errors
    /// [`Refusal::TooManyAttempts`], [`Refusal::EmailInvalid`].
    pub async fn register(
        self: &Arc<Self>,
        email: String,
        origin: String,
        caller: Caller<'_>,
    ) -> Result<(), Refusal> {
        if !is_email(&email) {
            return Err(Refusal::EmailInvalid);
        }
        // It stays counted: every request is one mail.
        _ = self.limited(Action::Register, &email, caller).await?;
        let (links, request_id) = (Arc::clone(self), caller.request_id.to_owned());
        let locale = caller.locale;
        let event = self.context.event_of(audit::Action::TokenCreated, caller).fact("kind", "registration");
        tokio::spawn(async move {
            let context = &links.context;
            let address = normalise_email(&email);
            let domain = address.rsplit_once('@').map(|(_, domain)| domain).unwrap_or_default();
            if !context.instance.registration_domains.iter().any(|open| open == domain) {
                return;
            }
            if let Ok(None) = context.store.accounts().find_by_email(&email).await.or_internal(&request_id) {
                let body = LinkBody { email: email.trim().to_owned(), locale };
                _ = links.send(LinkKind::Invitation(None), body, &origin, None, &event).await;
            }
        });
        Ok(())
    }

    /// Makes the account that an invitation stands for. The address is the one that was invited.
    ///
    /// # Errors
    /// What is wrong.
    pub async fn accept(&self, form: AcceptForm, caller: Caller<'_>) -> Result<AccountId, Vec<Refusal>> {
        let AcceptForm { token, name, password, theme } = form;
        let one = |refusal: Refusal| vec![refusal];
        let context = &self.context;
        let attempt = self.limited(Action::Link, "", caller).await.map_err(one)?;
        let link = self.link(&token, caller).await.map_err(one)?;
        let LinkKind::Invitation(organisation) = link.kind else { return Err(one(Refusal::LinkInvalid)) };
        if let Some(organisation) = organisation {
            let provider = context.store.identity_providers().of(organisation).await;
            let provider = provider.or_internal(caller.request_id).map_err(|error| one(error.into()))?;
            // A password would sign nobody in.
            if provider.is_some_and(|provider| provider.enabled && provider.required_except.is_some()) {
                return Err(one(Refusal::SsoRequired));
            }
        }
        let name = name.trim().to_owned();
        let mut refusals: Vec<Refusal> = check_name(&name).err().map(Refusal::Name).into_iter().collect();
        let about = [link.body.email.clone(), name.clone()];
        refusals.extend(
            refuse_weak(context, &password, &about, caller.locale)
                .await
                .map_err(|error| one(error.into()))?,
        );
        let taken = context.store.accounts().find_by_email(&link.body.email).await;
        if taken.or_internal(caller.request_id).map_err(|error| one(error.into()))?.is_some() {
            // Who has an account is told to nobody, not even to whoever holds the invitation.
            return Err(one(Refusal::LinkInvalid));
        }
        if !refusals.is_empty() {
            return Err(refusals);
        }
        let hash = context.passwords.hash(password).await.or_internal(caller.request_id);
        let new = NewAccount {
            id: AccountId(context.ids.id()),
            organisation: organisation.unwrap_or_else(|| OrganisationId(context.ids.id())),
            // An organisation of one is called after the person.
            organisation_name: name.clone(),
            email: link.body.email,
            person: Person { name, locale: caller.locale, theme },
            password: hash.map_err(|error| one(error.into()))?,
            demo: false,
            instance_administrator: false,
        };
        let (accounts, now_s) = (context.store.accounts(), context.clock.now_s());
        let event = context.event_of(audit::Action::UserCreated, caller).who(new.id).on(new.id);
        let event = event.within(new.organisation).fact("how", "invitation");
        let joins = organisation.is_some();
        let accepted = accounts.accept_invitation(&new, &link.token_hash, joins, now_s, &event).await;
        if !accepted.or_internal(caller.request_id).map_err(|error| one(error.into()))? {
            return Err(one(Refusal::LinkInvalid));
        }
        let done = context.limits.succeeded(attempt).await.or_internal(caller.request_id);
        done.map_err(|error| one(error.into()))?;
        Ok(new.id)
    }

    /// Sets the new password and ends every session. Nobody is signed in by that: the second factor is
    /// asked for as always.
    ///
    /// # Errors
    /// What is wrong.
    pub async fn reset(&self, token: &str, password: SecretText, caller: Caller<'_>) -> Result<(), Refusal> {
        let context = &self.context;
        let attempt = self.limited(Action::Link, "", caller).await?;
        let link = self.link(token, caller).await?;
        let LinkKind::Reset(account) = link.kind else { return Err(Refusal::LinkInvalid) };
        let account = context.store.accounts().find(account).await.or_internal(caller.request_id)?;
        let account = account.filter(|account| !account.disabled).ok_or(Refusal::LinkInvalid)?;
        let about = [account.email.clone(), account.person.name.clone()];
        if let Some(refusal) = refuse_weak(context, &password, &about, caller.locale).await? {
            return Err(refusal);
        }
        let hash = context.passwords.hash(password).await.or_internal(caller.request_id)?;
        let now_s = context.clock.now_s();
        let event = context.event_of(audit::Action::PasswordReset, caller).who(account.id);
        let event = event.on(account.id).within(account.organisation);
        let accounts = context.store.accounts();
        let reset = accounts.reset_password(account.id, &hash, &link.token_hash, now_s, &event).await;
        if !reset.or_internal(caller.request_id)? {
            return Err(Refusal::LinkInvalid);
        }
        context.limits.succeeded(attempt).await.or_internal(caller.request_id)?;
        context.notify(&account, &notice::Notice::PasswordChanged);
        Ok(())
    }

    /// Whether the actor's address can be changed.
    ///
    /// # Errors
    /// [`AppError::Internal`].
    pub async fn address_change(&self, actor: &Actor) -> Result<AddressChange, AppError> {
        let accounts = self.context.store.accounts();
        let account = accounts.find(actor.account).await.or_internal(&actor.request_id)?;
        let account = account.ok_or(AppError::NotSignedIn)?;
        if account.demo {
            return Ok(AddressChange::NobodysOwn);
        }
        // An account that came through a provider is not found by an address, and stays so.
        let found = accounts.find_by_email(&account.email).await.or_internal(&actor.request_id)?;
        let is_found = found.is_some_and(|found| found.id == account.id);
        Ok(match (is_found, self.are_mailed()) {
            (false, _) => AddressChange::OfCompany,
            (true, false) => AddressChange::NoRelay,
            (true, true) => AddressChange::Possible,
        })
    }

    /// Sends a link to the new address of the actor, if nobody else has it. Neither the answer nor the log tells
    /// whether somebody has: what differs is done afterwards.
    ///
    /// # Errors
    /// [`Refusal::TooManyAttempts`], [`Refusal::EmailInvalid`]; [`AppError::NotFound`] if the address cannot be
    /// changed.
    pub async fn request_email_change(
        self: &Arc<Self>,
        actor: &Actor,
        _: &SteppedUp,
        email: &str,
        origin: &str,
        caller: Caller<'_>,
    ) -> Result<(), Refusal> {
        if self.address_change(actor).await? != AddressChange::Possible {
            return Err(AppError::NotFound.into());
        }
        if !is_email(email) {
            return Err(Refusal::EmailInvalid);
        }
        // It stays counted: every request is one mail.
        _ = self.limited(Action::Email, email, caller).await?;
        let body = LinkBody { email: email.trim().to_owned(), locale: caller.locale };
        let event = self.context.event(audit::Action::TokenCreated, actor).on(actor.account);
        let event = event.fact("kind", "e-mail address");
        let (link, url) = self.keep(LinkKind::Email(actor.account), body, origin, None, &event).await?;
        let (links, request_id) = (Arc::clone(self), caller.request_id.to_owned());
        tokio::spawn(async move {
            let context = &links.context;
            let taken = context.store.accounts().find_by_email(&link.body.email).await;
            if let Ok(None) = taken.or_internal(&request_id) {
                context.instance.mailer.post(notice::link_mail(&link, &url));
            }
        });
        Ok(())
    }

    /// Makes the address to which a link was sent that of the actor, whose sessions all end; the caller starts a
    /// new one. Gives the address.
    ///
    /// # Errors
    /// [`Refusal::LinkInvalid`], also for links of others and addresses that somebody has by now.
    pub async fn change_email(
        &self,
        actor: &Actor,
        token: &str,
        caller: Caller<'_>,
    ) -> Result<String, Refusal> {
        let context = &self.context;
        let attempt = self.limited(Action::Link, "", caller).await?;
        let link = self.link(token, caller).await?;
        if link.kind != LinkKind::Email(actor.account) {
            return Err(Refusal::LinkInvalid);
        }
        let accounts = context.store.accounts();
        let account = accounts.find(actor.account).await.or_internal(caller.request_id)?;
        let account = account.ok_or(Refusal::LinkInvalid)?;
        let event = context.event(audit::Action::UserUpdated, actor).on(actor.account);
        let event = event.fact("what", "e-mail address");
        let changed = accounts.change_email(&account, &link.body.email, &link.token_hash, &event).await;
        if !changed.or_internal(caller.request_id)? {
            return Err(Refusal::LinkInvalid);
        }
        context.limits.succeeded(attempt).await.or_internal(caller.request_id)?;
        // To the address that counted so far: whoever reads it has to hear of it.
        context.notify(&account, &notice::Notice::EmailChanged);
        Ok(link.body.email)
    }

    async fn limited(
        &self,
        action: Action,
        email: &str,
        caller: Caller<'_>,
    ) -> Result<crate::identity::limits::Attempt, Refusal> {
        let email = normalise_email(email);
        let account = (!email.is_empty()).then_some(email.as_bytes());
        Ok(self.context.attempt(action, caller, account).await?)
    }

    async fn link(&self, token: &str, caller: Caller<'_>) -> Result<Link, Refusal> {
        let hash = token::hash(token).ok_or(Refusal::LinkInvalid)?;
        let now_s = self.context.clock.now_s();
        let link = self.context.store.links().find(&hash, now_s).await.or_internal(caller.request_id)?;
        link.ok_or(Refusal::LinkInvalid)
    }

    async fn send(
        &self,
        kind: LinkKind,
        body: LinkBody,
        origin: &str,
        inviter: Option<AccountId>,
        event: &audit::Entry,
    ) -> Result<SentLink, AppError> {
        let (link, url) = self.keep(kind, body, origin, inviter, event).await?;
        if self.are_mailed() {
            self.context.instance.mailer.post(notice::link_mail(&link, &url));
            return Ok(SentLink { email: link.body.email, valid_s: valid_s(&link.kind), url: None });
        }
        Ok(SentLink { email: link.body.email, valid_s: valid_s(&link.kind), url: Some(url) })
    }

    /// Makes a link and gives its address; it is not sent yet. [`AppError::Forbidden`] if somebody has lost the
    /// right to it since the request was let in.
    async fn keep(
        &self,
        kind: LinkKind,
        body: LinkBody,
        origin: &str,
        inviter: Option<AccountId>,
        event: &audit::Entry,
    ) -> Result<(Link, String), AppError> {
        let context = &self.context;
        let (token, token_hash) = token::new(&*context.ids);
        let now_s = context.clock.now_s();
        let path = match kind {
            LinkKind::Invitation(_) => routes::INVITATION,
            LinkKind::Reset(_) => routes::RESET_PASSWORD,
            LinkKind::Email(_) => routes::EMAIL_CONFIRM,
        };
        let expires_at_s = now_s + valid_s(&kind);
        let link = Link { token_hash, kind, body, expires_at_s };
        let kept = context.store.links().create(&link, inviter, now_s, event).await;
        if !kept.or_internal(&event.request_id)? {
            return Err(AppError::Forbidden);
        }
        // The token stands behind the #, so that it never reaches a log.
        Ok((link, format!("{origin}{path}#{token}")))
    }
}

/// How long a link of this kind can be used, in seconds.
const fn valid_s(kind: &LinkKind) -> i64 {
    match kind {
        LinkKind::Invitation(_) => INVITATION_S,
        LinkKind::Reset(_) => RESET_S,
        LinkKind::Email(_) => EMAIL_S,
    }
}
