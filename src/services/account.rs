//! Accounts: the first one, signing in, preferences, passwords.

use std::net::IpAddr;
use std::sync::Arc;

use app::api::account::{AccountApi, PASSWORD_MAX_BYTES, PasswordState, PasswordStrength, Theme, Viewer};
use app::api::member::OrganisationRole;
use app::api::{AccountId, Actor, AppError, OrganisationId};
use async_trait::async_trait;
use engine::limits::{LimitError, check_name};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use uuid::Uuid;
use words::Language;

use super::administration::{AccountRefusal, check_typed};
use super::notice::Notice;
use super::{Context, OrInternal as _};
use crate::audit::{Action, Entry, Origin};
use crate::hex::hex;
use crate::identity::limits::Action as Attempted;
use crate::identity::{strength, token};
use crate::storage::{Account, NewAccount, Person};
use crate::vault::{KeyPurpose, SecretText, email_index, is_email};

/// Address of the demonstration's account; the domain is reserved and receives no mail.
const DEMO_EMAIL: &str = "demo@lastgang.invalid";

/// So many who type a password may wait for a judgement; one is judged at a time.
const HINTS: usize = 8;

/// The service.
pub struct Accounts {
    context: Arc<Context>,
    hints: Hints,
}

/// The places of those who only want to know how good a password is. Strangers may ask as often as they like, so
/// these are apart from the places of those who sign in.
struct Hints {
    places: Semaphore,
    turn: Arc<Semaphore>,
}

/// What is wrong with a form about an account. Passwords never come back.
#[derive(Debug, PartialEq)]
pub enum Refusal {
    /// E-mail and password do not belong together.
    WrongCredentials,
    /// The setup link is unknown, used or expired.
    SetupLinkInvalid,
    /// The link is unknown, used or expired.
    LinkInvalid,
    /// Not an address.
    EmailInvalid,
    /// Something is wrong with the name.
    Name(LimitError),
    /// The password is too short or too easy to guess.
    PasswordWeak(PasswordStrength),
    /// The present password is wrong.
    PasswordWrong,
    /// The code of the second factor is wrong or was used already.
    CodeWrong,
    /// The answer of a passkey is not the one that was asked for.
    PasskeyWrong,
    /// Only a passkey or a recovery code will do.
    PasskeyNeeded,
    /// The organisation demands its own sign-in.
    SsoRequired,
    /// Without this nobody could sign in with the account any more.
    OnlyWayIn,
    /// The organisation that invites has no provider.
    NoCompanyAccount,
    /// Seconds to wait.
    TooManyAttempts(u32),
    /// Anything else.
    Other(AppError),
}

impl From<AppError> for Refusal {
    fn from(error: AppError) -> Self {
        match error {
            AppError::TooManyRequests { retry_after_s } => Self::TooManyAttempts(retry_after_s),
            other => Self::Other(other),
        }
    }
}

/// Who asks.
#[derive(Clone, Copy, Debug)]
pub struct Caller<'a> {
    /// Where the request comes from.
    pub address: IpAddr,
    /// Identifies the request in the log.
    pub request_id: &'a str,
    /// Language of the page.
    pub locale: Language,
}

/// The first account as the form describes it.
pub struct SetupForm {
    /// Token of the setup link.
    pub token: String,
    /// E-mail address.
    pub email: String,
    /// Display name.
    pub name: String,
    /// Password.
    pub password: SecretText,
    /// Light, dark or automatic.
    pub theme: Theme,
}

impl Accounts {
    pub(super) fn new(context: Arc<Context>) -> Self {
        let hints = Hints { places: Semaphore::new(HINTS), turn: Arc::new(Semaphore::new(1)) };
        Self { context, hints }
    }

    /// Whether somebody can sign in at all.
    ///
    /// # Errors
    /// [`AppError::Internal`].
    pub async fn any(&self, request_id: &str) -> Result<bool, AppError> {
        self.context.store.accounts().any().await.or_internal(request_id)
    }

    /// Makes the first account. Every problem is reported, so that the form is filled in once.
    ///
    /// # Errors
    /// What is wrong.
    pub async fn set_up(&self, form: SetupForm, caller: Caller<'_>) -> Result<AccountId, Vec<Refusal>> {
        let SetupForm { token, email, name, password, theme } = form;
        let (context, now_s) = (&self.context, self.context.clock.now_s());
        let one = |refusal: Refusal| vec![refusal];
        // Guessing tokens is hopeless; the limit keeps the pool free for others.
        let attempt = context.attempt(Attempted::SetUp, caller, None).await;
        let attempt = attempt.map_err(|error| one(error.into()))?;
        let token = token::hash(&token).ok_or_else(|| one(Refusal::SetupLinkInvalid))?;
        let valid = context.store.setup_tokens().is_valid(&token, now_s).await.or_internal(caller.request_id);
        if !valid.map_err(|error| one(error.into()))? {
            return Err(one(Refusal::SetupLinkInvalid));
        }
        let (email, name) = (email.trim().to_owned(), name.trim().to_owned());
        let mut refusals = Vec::new();
        if !is_email(&email) {
            refusals.push(Refusal::EmailInvalid);
        }
        refusals.extend(check_name(&name).err().map(Refusal::Name));
        let about = [email.clone(), name.clone()];
        refusals.extend(
            refuse_weak(context, &password, &about, caller.locale)
                .await
                .map_err(|error| one(error.into()))?,
        );
        if !refusals.is_empty() {
            return Err(refusals);
        }
        let password = context.passwords.hash(password).await.or_internal(caller.request_id);
        let new = NewAccount {
            id: AccountId(context.ids.id()),
            organisation: OrganisationId(context.ids.id()),
            organisation_name: name.clone(),
            email,
            person: Person { name, locale: caller.locale, theme },
            password: password.map_err(|error| one(error.into()))?,
            demo: false,
            instance_administrator: true,
        };
        let event = context.event_of(Action::UserCreated, caller).who(new.id).within(new.organisation);
        let event = event.on(new.id).fact("how", "setup link").fact("role", "owner");
        let created = context.store.accounts().create(&new, Some(&token), now_s, &event).await;
        match created.or_internal(caller.request_id) {
            Ok(true) => {
                let done = context.limits.succeeded(attempt).await.or_internal(caller.request_id);
                done.map_err(|error| one(error.into()))?;
                Ok(new.id)
            }
            Ok(false) => Err(one(Refusal::SetupLinkInvalid)),
            Err(error) => Err(one(error.into())),
        }
    }

    /// The account of an address and its password. Takes the same time for unknown addresses.
    ///
    /// # Errors
    /// [`Refusal::WrongCredentials`], [`Refusal::TooManyAttempts`].
    pub async fn sign_in(
        &self,
        email: &str,
        password: SecretText,
        caller: Caller<'_>,
    ) -> Result<Account, Refusal> {
        let context = &self.context;
        let index_key = context.store.vault().ring(KeyPurpose::EmailIndex, Uuid::nil()).await;
        let index_key = index_key.map_err(crate::storage::StoreError::from).or_internal(caller.request_id)?;
        let index = email_index(&index_key, email);
        let attempt = context.attempt(Attempted::SignIn, caller, Some(&index)).await?;
        let account = context.store.accounts().find_by_email(email).await.or_internal(caller.request_id)?;
        let typed = SecretText::new(password.expose().to_owned());
        let account = account.filter(|account| !account.disabled);
        let right = context.passwords.verify(typed, account.as_ref().map(|account| &account.password)).await;
        // A full queue is reported whether there is an account or not.
        let right = right.or_internal(caller.request_id)?;
        match account {
            Some(account) if right => {
                context.limits.succeeded(attempt).await.or_internal(caller.request_id)?;
                self.renew_hash(&account, password, caller.request_id).await;
                let providers = context.store.identity_providers();
                if providers.is_required_of(account.id).await.or_internal(caller.request_id)? {
                    let event = context.event_of(Action::LoginFail, caller).failed().on(account.id);
                    context.record(&event.within(account.organisation).fact("why", "sso required")).await?;
                    return Err(Refusal::SsoRequired);
                }
                Ok(account)
            }
            account => {
                let mut event = context.event_of(Action::LoginFail, caller).failed();
                if let Some(account) = account {
                    event = event.on(account.id).within(account.organisation);
                }
                context.record(&event).await?;
                Err(Refusal::WrongCredentials)
            }
        }
    }

    /// The account of the demonstration; made, with the sample district, if it is not there yet. Its
    /// password is random and known to nobody.
    ///
    /// # Errors
    /// [`AppError::Internal`].
    pub async fn demo(&self, request_id: &str) -> Result<(Actor, bool), AppError> {
        let context = &self.context;
        let found = context.store.accounts().find_by_email(DEMO_EMAIL).await.or_internal(request_id)?;
        let proved_at_s = context.clock.now_s();
        let actor = |account, organisation| Actor {
            account,
            organisation,
            proved_at_s,
            role: OrganisationRole::Owner,
            instance_administrator: false,
            request_id: request_id.to_owned(),
            address: None,
        };
        if let Some(account) = found {
            return Ok((actor(account.id, account.organisation), false));
        }
        let password = SecretText::new(hex(&context.ids.token()));
        let new = NewAccount {
            id: AccountId(context.ids.id()),
            organisation: OrganisationId(context.ids.id()),
            organisation_name: "Demo".to_owned(),
            email: DEMO_EMAIL.to_owned(),
            person: Person { name: "Demo".to_owned(), locale: Language::default(), theme: Theme::default() },
            password: context.passwords.hash(password).await.or_internal(request_id)?,
            demo: true,
            instance_administrator: false,
        };
        let origin = Origin { request_id: request_id.to_owned(), address: None };
        let event = Entry::new(Action::UserCreated, context.clock.now_s(), &origin);
        let event = event.on(new.id).within(new.organisation).fact("how", "demonstration");
        let created = context.store.accounts().create(&new, None, event.at_s, &event).await;
        created.or_internal(request_id)?;
        Ok((actor(new.id, new.organisation), true))
    }

    /// The account behind a session, with what pages show of it.
    ///
    /// # Errors
    /// [`AppError::Internal`].
    pub async fn viewer(
        &self,
        account: AccountId,
        request_id: &str,
    ) -> Result<Option<(Account, Viewer)>, AppError> {
        let account = self.context.store.accounts().find(account).await.or_internal(request_id)?;
        Ok(account.filter(|account| !account.disabled).map(|account| {
            let (name, email) = (account.person.name.clone(), account.email.clone());
            let viewer = Viewer {
                name,
                email,
                organisation: account.organisation_name.clone(),
                administers_organisation: account.administers_organisation,
                owns_organisation: account.role == OrganisationRole::Owner,
                operates_instance: account.instance_administrator,
                has_to_add_passkey: account.instance_administrator && !account.has_passkey,
                has_to_add_factor: account.second_factor_required && !account.has_factor,
            };
            (account, viewer)
        }))
    }

    /// Whether the actor's account has a password, and if not, how its owner comes to one.
    ///
    /// # Errors
    /// [`AppError::Internal`].
    pub async fn password_state(&self, actor: &Actor) -> Result<PasswordState, AppError> {
        let (context, request_id) = (&self.context, &actor.request_id);
        let account = context.store.accounts().find(actor.account).await.or_internal(request_id)?;
        let account = account.ok_or(AppError::NotSignedIn)?;
        if account.has_password {
            return Ok(PasswordState::Present);
        }
        let providers = context.store.identity_providers();
        Ok(if !account.found_by_address {
            PasswordState::NoAddress
        } else if providers.is_required_of(account.id).await.or_internal(request_id)? {
            PasswordState::NotAccepted
        } else if context.instance.mailer.is_configured() {
            PasswordState::ByLink
        } else {
            PasswordState::ByAdministrator
        })
    }

    /// Changes name, language and theme; what is `None` stays.
    ///
    /// # Errors
    /// The name is empty or too long; [`AppError::Forbidden`] for another name of the demonstration.
    pub async fn set_preferences(
        &self,
        actor: &Actor,
        name: Option<&str>,
        locale: Option<Language>,
        theme: Option<Theme>,
    ) -> Result<(), Refusal> {
        let accounts = self.context.store.accounts();
        let account = accounts.find(actor.account).await.or_internal(&actor.request_id)?;
        let account = account.ok_or(Refusal::Other(AppError::NotSignedIn))?;
        let (mut person, demo) = (account.person, account.demo);
        let name_before = person.name.clone();
        if let Some(name) = name.map(str::trim) {
            check_name(name).map_err(Refusal::Name)?;
            name.clone_into(&mut person.name);
        }
        // The next visitor would read it.
        if demo && person.name != name_before {
            return Err(AppError::Forbidden.into());
        }
        person.locale = locale.unwrap_or(person.locale);
        person.theme = theme.unwrap_or(person.theme);
        // By the name others know somebody; language and theme concern nobody else.
        let event = self.context.event(Action::UserUpdated, actor).on(actor.account).fact("what", "name");
        let event = (person.name != name_before).then_some(&event);
        Ok(accounts.set_person(actor.account, &person, event).await.or_internal(&actor.request_id)?)
    }

    /// Changes the password, which ends every session of the account; the caller starts a new one.
    ///
    /// # Errors
    /// The present password is wrong or the new one too weak.
    pub async fn change_password(
        &self,
        actor: &Actor,
        present: SecretText,
        new: SecretText,
        caller: Caller<'_>,
    ) -> Result<(), Refusal> {
        let (context, request_id) = (&self.context, &actor.request_id);
        let account = self.check_password(actor, present, caller).await?;
        let about = [account.email.clone(), account.person.name.clone()];
        if let Some(refusal) = refuse_weak(context, &new, &about, caller.locale).await? {
            return Err(refusal);
        }
        let hash = context.passwords.hash(new).await.or_internal(request_id)?;
        let event = context.event(Action::PasswordChange, actor);
        let changed = context.store.accounts().set_password(account.id, &hash, &event).await;
        changed.or_internal(request_id)?;
        context.notify(&account, &Notice::PasswordChanged);
        Ok(())
    }

    /// Whether the actor's account could be deleted now, after a fresh proof.
    ///
    /// # Errors
    /// Why not; [`AppError::Forbidden`] for the demonstration, which is nobody's own.
    pub async fn check_deletable(&self, actor: &Actor) -> Result<(), AccountRefusal> {
        let accounts = self.context.store.accounts();
        let account = accounts.find(actor.account).await.or_internal(&actor.request_id)?;
        if account.ok_or(AppError::NotSignedIn)?.demo {
            return Err(AppError::Forbidden.into());
        }
        self.context.stepped_up(actor)?;
        match accounts.obstacle(actor.account).await.or_internal(&actor.request_id)? {
            Some(obstacle) => Err(AccountRefusal::Obstacle(obstacle)),
            None => Ok(()),
        }
    }

    /// Deletes the actor's account, whose address was typed. Projects stay with the organisation.
    ///
    /// # Errors
    /// Why not.
    pub async fn delete(&self, actor: &Actor, typed: &str) -> Result<(), AccountRefusal> {
        self.check_deletable(actor).await?;
        let accounts = self.context.store.accounts();
        let account = accounts.find(actor.account).await.or_internal(&actor.request_id)?;
        let account = account.ok_or(AppError::NotSignedIn)?;
        check_typed(typed, &account.email, &account.person.name)?;
        let event = self.context.event(Action::UserDeleted, actor).on(account.id);
        let deleted = accounts.delete(account.id, &event).await.or_internal(&actor.request_id)?;
        deleted.map_err(AccountRefusal::Obstacle)?;
        self.context.notify(&account, &Notice::Deleted);
        Ok(())
    }

    /// Proves once more that it is the owner of the account who acts.
    ///
    /// # Errors
    /// The password is wrong.
    pub async fn confirm(
        &self,
        actor: &Actor,
        present: SecretText,
        caller: Caller<'_>,
    ) -> Result<(), Refusal> {
        let account = self.check_password(actor, present, caller).await?;
        if account.instance_administrator && account.has_passkey {
            return Err(Refusal::PasskeyNeeded);
        }
        let providers = self.context.store.identity_providers();
        if providers.is_required_of(actor.account).await.or_internal(&actor.request_id)? {
            return Err(Refusal::SsoRequired);
        }
        // A password alone does not sign this account in either.
        if account.has_factor {
            return Err(Refusal::CodeWrong);
        }
        let event = self.context.event(Action::Reauthentication, actor).fact("factor", "password");
        Ok(self.context.record(&event).await?)
    }

    async fn check_password(
        &self,
        actor: &Actor,
        present: SecretText,
        caller: Caller<'_>,
    ) -> Result<Account, Refusal> {
        let (context, request_id) = (&self.context, &actor.request_id);
        let account = context.store.accounts().find(actor.account).await.or_internal(request_id)?;
        let account = account.ok_or(Refusal::Other(AppError::NotSignedIn))?;
        let key = account.id.0.as_bytes();
        let attempt = context.attempt(Attempted::Password, caller, Some(key)).await?;
        let long = present.expose().len() > PASSWORD_MAX_BYTES;
        if long
            || !context.passwords.verify(present, Some(&account.password)).await.or_internal(request_id)?
        {
            context.record(&context.event(Action::PasswordChangeFail, actor).failed()).await?;
            return Err(Refusal::PasswordWrong);
        }
        context.limits.succeeded(attempt).await.or_internal(request_id)?;
        Ok(account)
    }

    /// Brings an old hash up to the present parameters; if that fails, the next sign-in tries again.
    async fn renew_hash(&self, account: &Account, password: SecretText, request_id: &str) {
        if self.context.passwords.is_outdated(&account.password).await
            && let Ok(hash) = self.context.passwords.hash(password).await
            && let Err(cause) = self.context.store.accounts().renew_password_hash(account.id, &hash).await
        {
            tracing::warn!(request_id, %cause, "password hash not renewed");
        }
    }
}

#[async_trait]
impl AccountApi for Accounts {
    async fn password_strength(
        &self,
        password: &str,
        about: &[String],
        locale: Language,
    ) -> Result<PasswordStrength, AppError> {
        let Ok(_place) = self.hints.places.try_acquire() else {
            return Err(AppError::TooManyRequests { retry_after_s: 1 });
        };
        let turn = Arc::clone(&self.hints.turn).acquire_owned().await;
        let turn = turn.expect("the semaphore is never closed");
        judge(&self.context, password, about, locale, turn).await
    }
}

impl Context {
    /// Refuses visitors of the demonstration. They share its account: what one of them adds to it or ends, all others
    /// have or lose, and a passkey would sign in when the demonstration is over.
    pub(super) async fn own_account(&self, actor: &Actor) -> Result<(), AppError> {
        let account = self.store.accounts().find(actor.account).await.or_internal(&actor.request_id)?;
        if account.ok_or(AppError::NotSignedIn)?.demo { Err(AppError::Forbidden) } else { Ok(()) }
    }
}

/// Judges a password on a thread of its own, as long as it is its turn.
async fn judge(
    context: &Arc<Context>,
    password: &str,
    about: &[String],
    locale: Language,
    turn: OwnedSemaphorePermit,
) -> Result<PasswordStrength, AppError> {
    let (password, about) = (SecretText::new(password.to_owned()), about.to_vec());
    let context = Arc::clone(context);
    let judged = tokio::task::spawn_blocking(move || {
        let breached = context.instance.breached.as_ref();
        let strength = strength::judge(password.expose(), &about, breached, locale);
        drop(turn);
        strength
    });
    judged.await.or_internal("")
}

/// Why a new password is not taken; `None` if it is.
pub(super) async fn refuse_weak(
    context: &Arc<Context>,
    password: &SecretText,
    about: &[String],
    locale: Language,
) -> Result<Option<Refusal>, AppError> {
    // Here it is part of something that is limited, and as heavy as a hash.
    let turn = context.passwords.turn().await.or_internal("")?;
    let strength = judge(context, password.expose(), about, locale, turn).await?;
    Ok((!strength.acceptable).then_some(Refusal::PasswordWeak(strength)))
}
