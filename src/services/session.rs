//! Sessions: what they are begun with, and their list for their owner.

use std::sync::Arc;

use app::api::session::SessionView;
use app::api::{AccountId, Actor, AppError};
use tower_sessions::session::Id;

use super::notice::Notice;
use super::{Context, OrInternal as _};
use crate::audit::Action;
use crate::identity::device::Device;
use crate::identity::sessions::{AUTHENTICATION, Authentication, Method, expire, half_hash, handle};
use crate::network::network;
use crate::services::account::Caller;
use crate::storage::StoreError;

/// The service.
pub struct Sessions {
    context: Arc<Context>,
}

impl Sessions {
    pub(super) const fn new(context: Arc<Context>) -> Self {
        Self { context }
    }

    /// What a session is begun with, after the account has proved itself by these methods. `vouched_at_s`: when an
    /// identity provider saw the person last; a session there that lasts is no proof that they are here now.
    ///
    /// # Errors
    /// [`AppError::NotSignedIn`] if the account is gone or disabled; [`AppError::Forbidden`] if these methods do not
    /// sign it in.
    pub async fn authentication(
        &self,
        account: AccountId,
        methods: &[Method],
        vouched_at_s: Option<i64>,
        device: &Device,
        caller: Caller<'_>,
    ) -> Result<Authentication, AppError> {
        let account = self.context.store.accounts().find(account).await.or_internal(caller.request_id)?;
        let account = account.filter(|account| !account.disabled).ok_or(AppError::NotSignedIn)?;
        // The account of the demonstration is entered by the demonstration alone, and nothing else is.
        let is_demo = methods.contains(&Method::Demo);
        if account.demo != is_demo {
            return Err(AppError::Forbidden);
        }
        let by_provider = methods.contains(&Method::IdentityProvider);
        let providers = self.context.store.identity_providers();
        if !by_provider && providers.is_required_of(account.id).await.or_internal(caller.request_id)? {
            return Err(AppError::Forbidden);
        }
        let names: Vec<_> = methods.iter().map(|method| format!("{method:?}")).collect();
        let event = self.context.event_of(Action::LoginSuccess, caller).who(account.id);
        self.context.record(&event.within(account.organisation).fact("factors", names.join(" "))).await?;
        let event = self.context.event_of(Action::SessionCreated, caller).who(account.id);
        self.context.record(&event.within(account.organisation)).await?;
        let now_s = self.context.clock.now_s();
        // Visitors of the demonstration share its account: one is not told where and with what others come.
        let nobodys = Device::default();
        let device = if is_demo { &nobodys } else { device };
        let name = format!("{}\0{}", device.browser, device.system);
        let is_new = !is_demo && {
            let is_new = self.context.store.devices().is_new(account.id, &name, now_s).await;
            is_new.or_internal(caller.request_id)?
        };
        if is_new {
            let event = self.context.event_of(Action::NewDevice, caller).who(account.id);
            let name = format!("{} {}", device.browser, device.system);
            self.context.record(&event.within(account.organisation).fact("device", name.trim())).await?;
            self.context.notify(&account, &Notice::NewDevice(device.clone()));
        }
        // What can be phished signs an administrator in, but confirms nothing.
        let strong = methods.iter().any(|method| matches!(method, Method::Passkey | Method::RecoveryCode));
        let is_proof = strong || !(account.instance_administrator && account.has_passkey);
        let here = methods.iter().any(|method| *method != Method::IdentityProvider);
        let proved_at_s = if here { now_s } else { vouched_at_s.unwrap_or_default().min(now_s) };
        let proved_at_s = if is_proof { proved_at_s } else { 0 };
        Ok(Authentication {
            account: account.id,
            administrator: account.instance_administrator,
            methods: methods.to_vec(),
            began_at_s: now_s,
            proved_at_s,
            device: device.clone(),
            network: if is_demo { String::new() } else { network(caller.address) },
            own_requests: Vec::new(),
            put_away: 0,
            role: Some(account.role),
        })
    }

    /// The sessions of the actor, the last used first. `this` is the one that asks.
    ///
    /// # Errors
    /// [`AppError::Internal`].
    pub async fn list(&self, actor: &Actor, this: Option<Id>) -> Result<Vec<SessionView>, AppError> {
        let now_s = self.context.clock.now_s();
        let rows = self.context.store.sessions().of(actor.account).await.or_internal(&actor.request_id)?;
        Ok(rows
            .into_iter()
            .filter(|(_, row)| !row.has_ended(now_s))
            .filter_map(|(hash, row)| {
                let authentication = row.payload.get(AUTHENTICATION)?.clone();
                let authentication: Authentication = serde_json::from_value(authentication).ok()?;
                let id = handle(&hash);
                Some(SessionView {
                    id: id.to_string(),
                    browser: authentication.device.browser,
                    system: authentication.device.system,
                    network: authentication.network,
                    began_at_s: authentication.began_at_s,
                    last_seen_at_s: row.last_seen_at_s,
                    is_this: this == Some(id),
                })
            })
            .collect())
    }

    /// Removes sessions that have ended by time, each with its event.
    ///
    /// # Errors
    /// The database fails.
    pub async fn remove_ended(&self) -> Result<(), StoreError> {
        let (store, now_s) = (&self.context.store, self.context.clock.now_s());
        for token_hash in store.sessions().ended(now_s).await? {
            expire(store, &token_hash, now_s).await?;
        }
        Ok(())
    }

    /// Ends one session of the actor; one that is over already is no error.
    ///
    /// # Errors
    /// [`AppError::Forbidden`] for the demonstration, whose sessions belong to others.
    pub async fn end(&self, actor: &Actor, id: &str) -> Result<(), AppError> {
        self.context.own_account(actor).await?;
        let Ok(id) = id.parse::<Id>() else { return Ok(()) };
        let event = self.context.event(Action::SessionEnded, actor).fact("which", "one");
        let ended = self.context.store.sessions().end(actor.account, &half_hash(id), &event).await;
        ended.or_internal(&actor.request_id)?;
        Ok(())
    }

    /// Ends the session that asks, because its owner signs out.
    ///
    /// # Errors
    /// [`AppError::Internal`].
    pub async fn sign_out(&self, actor: &Actor, this: Option<Id>) -> Result<(), AppError> {
        let Some(this) = this else { return Ok(()) };
        let event = self.context.event(Action::SessionEnded, actor).fact("how", "signed out");
        let ended = self.context.store.sessions().end(actor.account, &half_hash(this), &event).await;
        ended.or_internal(&actor.request_id)?;
        Ok(())
    }

    /// Takes a session out of the store whose token is about to be replaced. False if it was ended meanwhile: then
    /// nothing may take its place.
    ///
    /// # Errors
    /// [`AppError::Internal`].
    pub async fn take(&self, account: AccountId, this: Id, request_id: &str) -> Result<bool, AppError> {
        self.context.store.sessions().take(account, &half_hash(this)).await.or_internal(request_id)
    }

    /// Ends every session of the actor but the one that asks.
    ///
    /// # Errors
    /// [`AppError::Forbidden`] for the demonstration, whose sessions belong to others.
    pub async fn end_others(&self, actor: &Actor, this: Option<Id>) -> Result<(), AppError> {
        self.context.own_account(actor).await?;
        let event = self.context.event(Action::SessionEnded, actor).fact("which", "all others");
        let this = this.map(half_hash);
        let ended = self.context.store.sessions().end_others(actor.account, this.as_ref(), &event).await;
        ended.or_internal(&actor.request_id)?;
        Ok(())
    }
}
