//! Reading the audit log in parts, signing events off, and reminding of those that nobody has looked at.

use app::api::{AccountId, OrganisationId};
use sqlx::sqlite::SqliteRow;
use sqlx::{FromRow as _, Row as _};
use uuid::Uuid;

use super::audit::{AuditLog, StoredRow, row_columns};
use super::error::StoreError;
use super::sealed::Row;
use crate::audit::{Action, ChainedRow, Entry, Outcome};
use crate::vault::KeyPurpose;

/// Which events are meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LogScope {
    /// Those of an organisation.
    Organisation(OrganisationId),
    /// Those that belong to no organisation.
    Instance,
}

/// Which of these events are wanted; what is `None` does not restrict them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LogFilter {
    /// What happened.
    pub action: Option<Action>,
    /// Who did it, for whom it was done, or whom it is about.
    pub person: Option<AccountId>,
    /// How it ended.
    pub outcome: Option<Outcome>,
    /// Not earlier than this, seconds since 1970.
    pub from_s: Option<i64>,
    /// Earlier than this, seconds since 1970.
    pub until_s: Option<i64>,
    /// Only what has to be reviewed and was not.
    pub unreviewed: bool,
    /// Only what was recorded before the event with this number.
    pub before: Option<i64>,
}

/// An event and whether somebody has signed it off.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LoggedEvent {
    /// The event.
    pub row: ChainedRow,
    /// The review.
    pub review: Option<StoredReview>,
}

/// A review.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredReview {
    /// Who has looked at the event.
    pub reviewer: AccountId,
    /// When, seconds since 1970.
    pub at_s: i64,
    /// What the reviewer noted; `None` if it went with the organisation.
    pub note: Option<String>,
}

impl LogScope {
    const fn organisation(self) -> Option<Uuid> {
        match self {
            Self::Organisation(organisation) => Some(organisation.0),
            Self::Instance => None,
        }
    }
}

/// A statement over events with their reviews.
macro_rules! events {
    ($condition:literal) => {
        concat!(
            "select ",
            row_columns!(),
            ", reviewer_id, reviewed_at, note from audit_events left join audit_reviews using (seq) ",
            $condition
        )
    };
}

impl AuditLog<'_> {
    /// Events, newest first.
    ///
    /// # Errors
    /// The database fails.
    pub async fn find_all(
        &self,
        scope: LogScope,
        filter: &LogFilter,
        limit: u32,
    ) -> Result<Vec<LoggedEvent>, StoreError> {
        let rows = sqlx::query(events!(
            "where organisation_id is ?1
               and (?2 is null or seq < ?2)
               and (?3 is null or action = ?3)
               and (?4 is null or actor_id = ?4 or on_behalf_id = ?4
                    or (object_kind = 'account' and object_id = ?4))
               and (?5 is null or outcome = ?5)
               and (?6 is null or recorded_at >= ?6)
               and (?7 is null or recorded_at < ?7)
               and (?8 = 0 or (needs_review = 1 and reviewed_at is null))
             order by seq desc limit ?9"
        ))
        .bind(scope.organisation())
        .bind(filter.before)
        .bind(filter.action.map(Action::key))
        .bind(filter.person.map(|person| person.0))
        .bind(filter.outcome.map(Outcome::key))
        .bind(filter.from_s)
        .bind(filter.until_s)
        .bind(filter.unreviewed)
        .bind(i64::from(limit))
        .fetch_all(self.0.data.reader())
        .await?;
        self.logged(&rows).await
    }

    /// Events that have to be reviewed and were not, oldest first.
    ///
    /// # Errors
    /// The database fails.
    pub async fn unreviewed(&self, scope: LogScope, limit: u32) -> Result<Vec<LoggedEvent>, StoreError> {
        let rows = sqlx::query(events!(
            "where organisation_id is ?1 and needs_review = 1 and reviewed_at is null order by seq limit ?2"
        ))
        .bind(scope.organisation())
        .bind(i64::from(limit))
        .fetch_all(self.0.data.reader())
        .await?;
        self.logged(&rows).await
    }

    /// How many events have to be reviewed and were not; of these, how many were recorded up to
    /// `overdue_s`.
    ///
    /// # Errors
    /// The database fails.
    pub async fn count_unreviewed(&self, scope: LogScope, overdue_s: i64) -> Result<(u64, u64), StoreError> {
        let (open, overdue): (i64, i64) = sqlx::query_as(
            "select count(*), count(case when recorded_at <= ?2 then 1 end)
             from audit_events left join audit_reviews using (seq)
             where organisation_id is ?1 and needs_review = 1 and reviewed_at is null",
        )
        .bind(scope.organisation())
        .bind(overdue_s)
        .fetch_one(self.0.data.reader())
        .await?;
        Ok((count(open)?, count(overdue)?))
    }

    /// One event, if it is in this part of the log.
    ///
    /// # Errors
    /// The database fails.
    pub async fn find(&self, scope: LogScope, seq: i64) -> Result<Option<LoggedEvent>, StoreError> {
        let rows = sqlx::query(events!("where organisation_id is ?1 and seq = ?2"))
            .bind(scope.organisation())
            .bind(seq)
            .fetch_all(self.0.data.reader())
            .await?;
        Ok(self.logged(&rows).await?.pop())
    }

    /// What concerns the security of an account, newest first: what was done with it and to it.
    ///
    /// # Errors
    /// The database fails.
    pub async fn of_account(
        &self,
        account: AccountId,
        before: Option<i64>,
        limit: u32,
    ) -> Result<Vec<LoggedEvent>, StoreError> {
        let rows = sqlx::query(events!(
            "where ((object_id = ?1 and object_kind = 'account')
                    or (actor_id = ?1 and object_kind is not 'account'))
               and (action glob 'authn_*' or action glob 'session_*' or action glob 'user_*'
                    or action = 'privilege_permissions_changed')
               and (?2 is null or seq < ?2)
             order by seq desc limit ?3"
        ))
        .bind(account.0)
        .bind(before)
        .bind(i64::from(limit))
        .fetch_all(self.0.data.reader())
        .await?;
        self.logged(&rows).await
    }

    /// Signs an event off. Returns false if somebody has done so already. `event` says who; it is recorded
    /// in the same transaction.
    ///
    /// # Errors
    /// The database fails; then nothing is recorded either.
    pub async fn review(
        &self,
        scope: LogScope,
        seq: i64,
        note: &str,
        event: &Entry,
    ) -> Result<bool, StoreError> {
        let reviewer = event.actor.ok_or(StoreError::Impossible("audit_reviews.reviewer_id"))?;
        let prepared = self.prepare(event).await?;
        let (purpose, owner) = note_key(scope.organisation());
        let ring = self.0.vault.ring(purpose, owner).await?;
        let record = note_row(&seq.to_be_bytes()).seal(&ring, "note", &note)?;
        let mut transaction = self.0.data.begin().await?;
        let added = sqlx::query(
            "insert into audit_reviews (seq, reviewer_id, reviewed_at, note)
             select ?1, ?2, ?3, ?4 where not exists (select 1 from audit_reviews where seq = ?1)",
        )
        .bind(seq)
        .bind(reviewer.0)
        .bind(event.at_s)
        .bind(record)
        .execute(&mut *transaction)
        .await?;
        if added.rows_affected() != 1 {
            return Ok(false);
        }
        self.append(&mut transaction, &prepared).await?;
        transaction.commit().await?;
        Ok(true)
    }

    /// Organisations with events that were recorded up to `overdue_s`, that nobody has looked at, and that
    /// somebody could review; with their number. One organisation only, if it is named.
    ///
    /// # Errors
    /// The database fails.
    pub async fn overdue(
        &self,
        overdue_s: i64,
        only: Option<OrganisationId>,
    ) -> Result<Vec<(OrganisationId, u64)>, StoreError> {
        let rows: Vec<(Uuid, i64)> = sqlx::query_as(
            "select organisation_id, count(*) from audit_events left join audit_reviews using (seq)
             where needs_review = 1 and reviewed_at is null and recorded_at <= ?1
               and organisation_id is not null and (?2 is null or organisation_id = ?2)
               and exists (
                   select 1 from memberships join accounts using (account_id)
                   where memberships.organisation_id = audit_events.organisation_id
                     and role in ('owner', 'administrator') and disabled_at is null
                     and account_id is not audit_events.actor_id
                     and account_id is not audit_events.on_behalf_id)
             group by organisation_id",
        )
        .bind(overdue_s)
        .bind(only.map(|organisation| organisation.0))
        .fetch_all(self.0.data.reader())
        .await?;
        rows.into_iter().map(|(id, overdue)| Ok((OrganisationId(id), count(overdue)?))).collect()
    }

    /// Notes that an organisation is reminded now. Returns false if it was already, `every_s` seconds ago
    /// or less.
    ///
    /// # Errors
    /// The database fails.
    pub async fn begin_reminder(
        &self,
        organisation: OrganisationId,
        now_s: i64,
        every_s: i64,
    ) -> Result<bool, StoreError> {
        let begun = sqlx::query(
            "insert into audit_reminders (organisation_id, sent_at) values (?1, ?2)
             on conflict (organisation_id) do update set sent_at = excluded.sent_at
             where audit_reminders.sent_at <= excluded.sent_at - ?3",
        )
        .bind(organisation.0)
        .bind(now_s)
        .bind(every_s)
        .execute(self.0.data.writer())
        .await?;
        Ok(begun.rows_affected() == 1)
    }

    async fn logged(&self, rows: &[SqliteRow]) -> Result<Vec<LoggedEvent>, StoreError> {
        let mut events = Vec::with_capacity(rows.len());
        for row in rows {
            let event = StoredRow::from_row(row)?.row;
            let review = match row.try_get::<Option<Uuid>, _>("reviewer_id")? {
                None => None,
                Some(reviewer) => Some(StoredReview {
                    reviewer: AccountId(reviewer),
                    at_s: row.try_get("reviewed_at")?,
                    note: self.note(&event, &row.try_get::<Vec<u8>, _>("note")?).await?,
                }),
            };
            events.push(LoggedEvent { row: event, review });
        }
        Ok(events)
    }

    async fn note(&self, event: &ChainedRow, record: &[u8]) -> Result<Option<String>, StoreError> {
        let (purpose, owner) = note_key(event.organisation);
        match self.0.vault.ring(purpose, owner).await.map_err(StoreError::from) {
            Ok(ring) => note_row(&event.seq.to_be_bytes()).open(&ring, "note", record).map(Some),
            Err(error) if error.is_key_missing() => Ok(None),
            Err(error) => Err(error),
        }
    }
}

/// The key under which the note about an event is sealed.
const fn note_key(organisation: Option<Uuid>) -> (KeyPurpose, Uuid) {
    match organisation {
        Some(organisation) => (KeyPurpose::Organisation, organisation),
        None => (KeyPurpose::Audit, Uuid::nil()),
    }
}

const fn note_row(seq: &[u8; 8]) -> Row<'_> {
    Row::outside_projects(Uuid::nil(), "audit_reviews", seq)
}

fn count(value: i64) -> Result<u64, StoreError> {
    u64::try_from(value).map_err(|_| StoreError::Impossible("count"))
}

#[cfg(test)]
mod tests {
    use crate::audit::Action;
    use crate::storage::LogScope;
    use crate::tests::harness::TestApp;

    #[tokio::test]
    async fn the_database_refuses_to_change_reviews() {
        let app = TestApp::new().await;
        let ada = app.account("ada").await;
        let mia = app.account("mia").await;
        let (store, context) = (&app.backend.store, app.backend.services.context());
        let deleted = context.event(Action::SensitiveDelete, &ada);
        context.record(&deleted).await.unwrap();
        let seq = store.audit().newest(1).await.unwrap()[0].row.seq;
        let scope = LogScope::Organisation(ada.organisation);
        let reviewed = context.event(Action::AuditReviewed, &mia);
        assert!(store.audit().review(scope, seq, "fine", &reviewed).await.unwrap());
        assert!(!store.audit().review(scope, seq, "once more", &reviewed).await.unwrap());
        for statement in [
            "update audit_reviews set reviewed_at = 0",
            "delete from audit_reviews",
            "insert or replace into audit_reviews select * from audit_reviews",
        ] {
            let done = sqlx::query(statement).execute(store.data.writer()).await;
            let error = done.unwrap_err().to_string();
            assert!(error.contains("reviews are"), "{statement}: {error}");
        }
        let found = store.audit().find(scope, seq).await.unwrap().unwrap();
        assert_eq!(found.review.unwrap().note.as_deref(), Some("fine"));
    }
}
