//! Which security events the owner of an account has not put away yet. They are noted with the event itself, so that a
//! page costs one look into a short table.

use app::api::AccountId;
use sqlx::{FromRow as _, SqliteConnection};

use super::audit::StoredRow;
use super::{LoggedEvent, Store, StoreError};
use crate::audit::{Entry, Outcome, Told};

/// Repository of notices.
pub struct Notices<'a>(pub(super) &'a Store);

impl Notices<'_> {
    /// The events that an account has not put away, newest first.
    ///
    /// # Errors
    /// The database fails.
    pub async fn of(&self, account: AccountId, limit: u32) -> Result<Vec<LoggedEvent>, StoreError> {
        let rows = sqlx::query(
            "select seq, recorded_at, action, outcome, needs_review, actor_id, on_behalf_id, organisation_id,
                    object_kind, object_id, request_id, sealed_for, owner_id, detail, prev_hash, hash
             from notices join audit_events using (seq) where account_id = ? order by seq desc limit ?",
        )
        .bind(account.0)
        .bind(i64::from(limit))
        .fetch_all(self.0.data.reader())
        .await?;
        rows.iter().map(|row| Ok(LoggedEvent { row: StoredRow::from_row(row)?.row, review: None })).collect()
    }

    /// Puts the notices of an account away up to an event, if they are older than a session; what came later stays.
    ///
    /// # Errors
    /// The database fails.
    pub async fn put_away(
        &self,
        account: AccountId,
        until: i64,
        session_began_at_s: i64,
    ) -> Result<(), StoreError> {
        sqlx::query(
            "delete from notices where account_id = ? and seq <= ?
               and (select recorded_at from audit_events where audit_events.seq = notices.seq) < ?",
        )
        .bind(account.0)
        .bind(until)
        .bind(session_began_at_s)
        .execute(self.0.data.writer())
        .await?;
        Ok(())
    }
}

/// Notes for whom an event is news, in the transaction in which it is recorded.
pub(super) async fn keep(
    connection: &mut SqliteConnection,
    entry: &Entry,
    seq: i64,
) -> Result<(), StoreError> {
    if entry.outcome != Outcome::Success {
        return Ok(());
    }
    let (statement, whose) = match entry.action.told() {
        Told::Nobody => return Ok(()),
        Told::Owner => {
            let account = entry.object.filter(|object| object.kind == "account").map(|object| object.id);
            let account = account.or(entry.actor.map(|actor| actor.0));
            (
                "insert into notices (account_id, seq) select account_id, ? from accounts where account_id = ?",
                account,
            )
        }
        Told::Members => (
            "insert into notices (account_id, seq) select account_id, ? from memberships where organisation_id = ?",
            entry.organisation.map(|organisation| organisation.0),
        ),
    };
    if let Some(whose) = whose {
        sqlx::query(statement).bind(seq).bind(whose).execute(connection).await?;
    }
    Ok(())
}
