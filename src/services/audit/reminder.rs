//! Reminding of events that nobody has looked at.

use app::api::member::OrganisationRole;
use app::api::{Actor, AppError, OrganisationId};

use super::log::{Log, OVERDUE_S};
use crate::services::{OrInternal as _, notice};
use crate::storage::StoreError;

/// Owners are reminded so often, seconds.
const REMIND_S: i64 = 24 * 3_600;

impl Log {
    /// How many events of the actor's organisation have waited for a week for somebody who could review them.
    /// None for those who do not administer it.
    ///
    /// # Errors
    /// [`AppError::Internal`].
    pub async fn overdue(&self, actor: &Actor) -> Result<u64, AppError> {
        if actor.role < OrganisationRole::Administrator {
            return Ok(0);
        }
        let overdue_s = self.0.clock.now_s() - OVERDUE_S;
        let found = self.0.store.audit().overdue(overdue_s, Some(actor.organisation)).await;
        Ok(found.or_internal(&actor.request_id)?.first().map_or(0, |(_, overdue)| *overdue))
    }

    /// Reminds the owners of every organisation with such events by mail, once a day. Without a relay nothing
    /// is sent.
    ///
    /// # Errors
    /// The database fails.
    pub async fn remind(&self) -> Result<(), StoreError> {
        let context = &self.0;
        if !context.instance.mailer.is_configured() {
            return Ok(());
        }
        let now_s = context.clock.now_s();
        let log = context.store.audit();
        for (organisation, overdue) in log.overdue(now_s - OVERDUE_S, None).await? {
            if log.begin_reminder(organisation, now_s, REMIND_S).await?
                && let Err(error) = self.tell_owners(organisation, overdue).await
            {
                tracing::error!(%organisation, %error, "owners were not reminded of events to review");
            }
        }
        Ok(())
    }

    async fn tell_owners(&self, organisation: OrganisationId, overdue: u64) -> Result<(), StoreError> {
        let context = &self.0;
        for member in context.store.members().list(organisation).await? {
            if member.role != OrganisationRole::Owner {
                continue;
            }
            let account = context.store.accounts().find(member.account).await?;
            if let Some(account) = account.filter(|account| !account.disabled) {
                context.instance.mailer.post(notice::review_mail(&account, overdue));
            }
        }
        Ok(())
    }
}
