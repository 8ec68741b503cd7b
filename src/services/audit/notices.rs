//! Notices on the pages: what concerns the security of an account and its owner has not put away yet.

use app::api::audit::AuditEvent;
use app::api::{Actor, AppError};

use super::Log;
use super::log::{Names, without_networks_of_others};
use crate::services::OrInternal as _;

/// More than this many are not counted.
const COUNTED: u32 = 50;
/// So many of them are shown.
const SHOWN: usize = 3;

impl Log {
    /// How many events the actor has not put away, and the newest of them. `own`: the requests of the session that
    /// asks; it needs no notice about its own acts. `hidden`: the last event that it has put away.
    ///
    /// # Errors
    /// [`AppError::Internal`].
    pub async fn notices(
        &self,
        actor: &Actor,
        own: &[String],
        hidden: i64,
    ) -> Result<(u32, Vec<AuditEvent>), AppError> {
        let found = self.0.store.notices().of(actor.account, COUNTED).await;
        let mut found = found.or_internal(&actor.request_id)?;
        found.retain(|event| event.row.seq > hidden && !own.contains(&event.row.request_id));
        let count = u32::try_from(found.len()).unwrap_or(COUNTED);
        found.truncate(SHOWN);
        let mut events = self.shown(actor, found, &Names::new()).await?;
        if !events.is_empty() {
            without_networks_of_others(&mut events, self.is_shared(actor).await?);
        }
        Ok((count, events))
    }

    /// Puts the notices away for every session, up to the event with this number, if the session that asks began
    /// after them: with one that was stolen before nobody keeps its owner from reading what was done with it.
    ///
    /// # Errors
    /// [`AppError::Internal`].
    pub async fn put_away(&self, actor: &Actor, until: i64, session_began_at_s: i64) -> Result<(), AppError> {
        let done = self.0.store.notices().put_away(actor.account, until, session_began_at_s).await;
        done.or_internal(&actor.request_id)
    }
}
