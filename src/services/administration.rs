//! Who operates the server, and what they do with accounts. Nothing of it opens content of projects.

use std::sync::Arc;

use app::api::account::to_be_typed;
use app::api::administration::{AccountsView, AdministeredAccount, AdministeredMembership};
use app::api::member::OrganisationRole;
use app::api::{AccountId, Actor, AppError};
use engine::limits::{LimitError, check_note};

use super::notice::Notice;
use super::{Context, OrInternal as _};
use crate::audit::{Action, Entry};
use crate::identity::limits::Action as Attempted;
use crate::storage::{ListedAccount, ListedMembership, Obstacle};
use crate::vault::normalise_email;

/// Accounts on a page.
const PAGE: usize = 50;
/// Accounts that are read at a time: one more, to know whether there are others.
const BATCH: u32 = 51;
/// Names and addresses are sealed, so that a search opens one account after the other; so many for a page.
const SEARCHED_MAX: usize = 5_000;

/// Proof that an account operates the server, has a passkey, and has used it (or a recovery code) within the
/// last ten minutes. Operating the server opens no content of projects. Only
/// [`Context::instance_administrator`] makes one.
#[derive(Debug)]
pub struct InstanceAdministrator {
    account: AccountId,
}

impl InstanceAdministrator {
    /// Who acts.
    #[must_use]
    pub const fn account(&self) -> AccountId {
        self.account
    }
}

impl Context {
    /// Demands somebody who operates the server, and records that they are there.
    ///
    /// # Errors
    /// [`AppError::NotFound`] for everybody else; [`AppError::Forbidden`] for those who have no passkey yet;
    /// [`AppError::StepUpRequired`] for those who have not proved themselves lately.
    pub async fn instance_administrator(&self, actor: &Actor) -> Result<InstanceAdministrator, AppError> {
        let account = self.store.accounts().find(actor.account).await.or_internal(&actor.request_id)?;
        let account = account.filter(|account| account.instance_administrator && !account.disabled);
        let account = account.ok_or(AppError::NotFound)?;
        if !account.has_passkey {
            return Err(AppError::Forbidden);
        }
        let fresh = self.stepped_up(actor)?;
        let event = Entry { organisation: None, ..self.event(Action::AdministrativeAccess, actor) };
        self.record_seldom(&event).await?;
        Ok(InstanceAdministrator { account: fresh.account() })
    }
}

/// The service.
pub struct Administration(Arc<Context>);

/// Why an account was left as it is.
#[derive(Debug, PartialEq)]
pub enum AccountRefusal {
    /// The note cannot be kept.
    Note(LimitError),
    /// What was typed to confirm is something else.
    TypedDiffers,
    /// Something else has to be done first.
    Obstacle(Obstacle),
    /// Anything else.
    Other(AppError),
}

impl From<AppError> for AccountRefusal {
    fn from(error: AppError) -> Self {
        Self::Other(error)
    }
}

impl Administration {
    pub(super) const fn new(context: Arc<Context>) -> Self {
        Self(context)
    }

    /// A page of the accounts whose name or address contains a text; it begins below a place in the list.
    ///
    /// # Errors
    /// Like [`Context::instance_administrator`].
    pub async fn accounts(
        &self,
        actor: &Actor,
        search: &str,
        before: Option<i64>,
    ) -> Result<AccountsView, AppError> {
        self.0.instance_administrator(actor).await?;
        let (store, now_s) = (self.0.store.administration(), self.0.clock.now_s());
        let search = search.trim();
        if !search.is_empty() {
            self.0.spend(Attempted::Search, actor).await?;
        }
        let wanted = search.to_lowercase();
        let mut accounts = Vec::new();
        let (mut below, mut more, mut searched) = (before, true, 0);
        while more && accounts.len() < PAGE && searched < SEARCHED_MAX {
            let batch = store.list(below, BATCH, now_s).await.or_internal(&actor.request_id)?;
            searched += batch.len();
            more = batch.len() > PAGE;
            for account in batch {
                if accounts.len() == PAGE {
                    more = true;
                    break;
                }
                below = Some(account.place);
                let texts = [&account.email, &account.person.name];
                if texts.iter().any(|text| text.to_lowercase().contains(&wanted)) {
                    let memberships = store.memberships(account.id).await.or_internal(&actor.request_id)?;
                    accounts.push(view(actor, account, memberships));
                }
            }
        }
        let older = below.filter(|_| more);
        let jobs = self.0.jobs.all();
        let running = jobs.iter().filter(|job| job.permille.is_some()).count();
        let work = (running, jobs.len() - running);
        Ok(AccountsView { search: search.to_owned(), accounts, newest: before.is_none(), older, work })
    }

    /// An account.
    ///
    /// # Errors
    /// Like [`Context::instance_administrator`]; [`AppError::NotFound`] if there is none.
    pub async fn account(&self, actor: &Actor, account: AccountId) -> Result<AdministeredAccount, AppError> {
        self.0.instance_administrator(actor).await?;
        let (account, memberships) = self.find(actor, account).await?;
        // Whose account somebody has looked at is recorded, too.
        let event = self.0.event(Action::AdministrativeAccess, actor).on(account.id);
        self.0.record_seldom(&Entry { organisation: None, ..event }).await?;
        Ok(view(actor, account, memberships))
    }

    /// Disables an account; it is out from the next request on, and nobody signs in with it. One that is disabled
    /// already is no error.
    ///
    /// # Errors
    /// Why not; [`AppError::Forbidden`] for the own account.
    pub async fn disable(&self, actor: &Actor, account: AccountId, note: &str) -> Result<(), AccountRefusal> {
        let (account, memberships) = self.other(actor, account).await?;
        let note = note.trim();
        if !note.is_empty() {
            check_note(note).map_err(AccountRefusal::Note)?;
        }
        if account.disabled_at_s.is_some() {
            return Ok(());
        }
        let event = self.event(Action::UserArchived, actor, &account, &memberships);
        let event = event.fact("what", "disabled");
        let disabled = self.0.store.administration().disable(account.id, note, &event).await;
        if !disabled.or_internal(&actor.request_id)? {
            return Err(AppError::NotFound.into());
        }
        self.0.notify_at(&account.email, account.person.locale, &Notice::Disabled);
        Ok(())
    }

    /// Enables an account again. One that is not disabled is no error.
    ///
    /// # Errors
    /// Why not; [`AppError::Forbidden`] for the own account.
    pub async fn enable(&self, actor: &Actor, account: AccountId) -> Result<(), AccountRefusal> {
        let (account, memberships) = self.other(actor, account).await?;
        if account.disabled_at_s.is_none() {
            return Ok(());
        }
        let event = self.event(Action::UserArchived, actor, &account, &memberships);
        let event = event.fact("what", "enabled");
        let enabled = self.0.store.administration().enable(account.id, &event).await;
        if !enabled.or_internal(&actor.request_id)? {
            return Err(AppError::NotFound.into());
        }
        self.0.notify_at(&account.email, account.person.locale, &Notice::Enabled);
        Ok(())
    }

    /// Ends every session of an account.
    ///
    /// # Errors
    /// Why not; [`AppError::Forbidden`] for the own account, whose sessions end on the account page.
    pub async fn end_sessions(&self, actor: &Actor, account: AccountId) -> Result<(), AccountRefusal> {
        let (account, memberships) = self.other(actor, account).await?;
        let event = self.event(Action::SessionEnded, actor, &account, &memberships).fact("which", "all");
        let ended = self.0.store.administration().end_sessions(account.id, &event).await;
        Ok(ended.or_internal(&actor.request_id)?)
    }

    /// Lets an account operate the server, too, or no more; its sessions end. Whoever operates the server has a
    /// passkey, so it has one first. What is so already is no error.
    ///
    /// # Errors
    /// Why not; [`AppError::Forbidden`] for the own account, and for one without a passkey.
    pub async fn set_operator(
        &self,
        actor: &Actor,
        account: AccountId,
        operates: bool,
    ) -> Result<(), AccountRefusal> {
        let (account, _) = self.other(actor, account).await?;
        if account.instance_administrator == operates {
            return Ok(());
        }
        if operates && !account.has_passkey {
            return Err(AppError::Forbidden.into());
        }
        // It concerns the instance and no organisation: another operator reviews it.
        let event = self.0.event(Action::PermissionsChanged, actor).on(account.id);
        let event = Entry { organisation: None, ..event }.fact("what", "operator");
        let event = event.fact("to", if operates { "operator" } else { "removed" });
        let changed = self.0.store.administration().set_operator(account.id, operates, &event).await;
        if !changed.or_internal(&actor.request_id)? {
            return Err(AppError::NotFound.into());
        }
        let notice = if operates { Notice::OperatorMade } else { Notice::OperatorUnmade };
        self.0.notify_at(&account.email, account.person.locale, &notice);
        Ok(())
    }

    /// Deletes an account whose address was typed.
    ///
    /// # Errors
    /// Why not; [`AppError::Forbidden`] for the own account, which is deleted on the account page.
    pub async fn delete(&self, actor: &Actor, account: AccountId, typed: &str) -> Result<(), AccountRefusal> {
        let (account, memberships) = self.other(actor, account).await?;
        check_typed(typed, &account.email, &account.person.name)?;
        let event = self.event(Action::UserDeleted, actor, &account, &memberships);
        let deleted = self.0.store.accounts().delete(account.id, &event).await;
        deleted.or_internal(&actor.request_id)?.map_err(AccountRefusal::Obstacle)?;
        self.0.notify_at(&account.email, account.person.locale, &Notice::Deleted);
        Ok(())
    }

    /// An account of somebody else, for somebody who operates the server.
    async fn other(
        &self,
        actor: &Actor,
        account: AccountId,
    ) -> Result<(ListedAccount, Vec<ListedMembership>), AppError> {
        let operator = self.0.instance_administrator(actor).await?;
        if operator.account() == account {
            return Err(AppError::Forbidden);
        }
        self.find(actor, account).await
    }

    async fn find(
        &self,
        actor: &Actor,
        account: AccountId,
    ) -> Result<(ListedAccount, Vec<ListedMembership>), AppError> {
        let (store, now_s) = (self.0.store.administration(), self.0.clock.now_s());
        let found = store.find(account, now_s).await.or_internal(&actor.request_id)?;
        let memberships = store.memberships(account).await.or_internal(&actor.request_id)?;
        Ok((found.ok_or(AppError::NotFound)?, memberships))
    }

    /// An event about an account, in the log of its organisation, where somebody else can review it.
    fn event(
        &self,
        action: Action,
        actor: &Actor,
        account: &ListedAccount,
        memberships: &[ListedMembership],
    ) -> Entry {
        let organisation = memberships.first().map(|membership| membership.organisation);
        Entry { organisation, ..self.0.event(action, actor).on(account.id) }
    }
}

/// Whether what was typed is what had to be typed.
///
/// # Errors
/// [`AccountRefusal::TypedDiffers`].
pub(super) fn check_typed(typed: &str, email: &str, name: &str) -> Result<(), AccountRefusal> {
    // Case and blanks around do not matter, as in an address.
    let same = normalise_email(typed) == normalise_email(to_be_typed(email, name));
    if same { Ok(()) } else { Err(AccountRefusal::TypedDiffers) }
}

fn view(actor: &Actor, account: ListedAccount, memberships: Vec<ListedMembership>) -> AdministeredAccount {
    let memberships = memberships.into_iter().map(|membership| AdministeredMembership {
        only_owner: membership.role == OrganisationRole::Owner && membership.other_owners == 0,
        organisation: membership.name,
        role: membership.role,
    });
    AdministeredAccount {
        id: account.id,
        name: account.person.name,
        email: account.email,
        memberships: memberships.collect(),
        operates_instance: account.instance_administrator,
        disabled_at_s: account.disabled_at_s,
        disabled_note: account.disabled_note,
        created_at_s: account.created_at_s,
        has_factor: account.has_factor,
        has_passkey: account.has_passkey,
        open_sessions: account.open_sessions,
        signed_in_at_s: account.signed_in_at_s,
        is_reader: account.id == actor.account,
    }
}
