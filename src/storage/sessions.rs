//! Sessions: found by the hash of their token, payload sealed.

use app::api::AccountId;
use sqlx::SqliteConnection;
use uuid::Uuid;

use super::sealed::Row;
use super::{Store, StoreError};
use crate::audit::Entry;
use crate::vault::KeyPurpose;

/// Repository of sessions.
pub struct Sessions<'a>(pub(super) &'a Store);

/// A session.
#[derive(Clone, Debug, PartialEq)]
pub struct SessionRow {
    /// Who is signed in.
    pub account: Option<AccountId>,
    /// Seconds since 1970.
    pub created_at_s: i64,
    /// When it was last used, to the minute; seconds since 1970.
    pub last_seen_at_s: i64,
    /// After how many seconds without use it has ended.
    pub idle_s: i64,
    /// When it ends even if it is used; seconds since 1970.
    pub absolute_end_at_s: i64,
    /// What the session layer keeps in it.
    pub payload: serde_json::Value,
}

impl SessionRow {
    /// Whether the session is over.
    #[must_use]
    pub const fn has_ended(&self, now_s: i64) -> bool {
        now_s >= self.absolute_end_at_s || now_s >= self.last_seen_at_s + self.idle_s
    }
}

type Columns = (Vec<u8>, Option<Uuid>, i64, i64, i64, i64, Vec<u8>);

impl Sessions<'_> {
    /// Adds a session. Returns false if the token is in use.
    ///
    /// # Errors
    /// The database fails.
    pub async fn create(&self, token_hash: &[u8; 32], session: &SessionRow) -> Result<bool, StoreError> {
        let payload = self.seal(token_hash, session).await?;
        let result = sqlx::query(
            "insert into sessions
                 (token_hash, account_id, created_at, last_seen_at, idle_s, absolute_end_at, payload)
             values (?, ?, ?, ?, ?, ?, ?) on conflict do nothing",
        )
        .bind(token_hash.as_slice())
        .bind(session.account.map(|account| account.0))
        .bind(session.created_at_s)
        .bind(session.last_seen_at_s)
        .bind(session.idle_s)
        .bind(session.absolute_end_at_s)
        .bind(payload)
        .execute(self.0.data.writer())
        .await?;
        Ok(result.rows_affected() == 1)
    }

    /// Replaces account, ends and payload. A session that is gone stays gone.
    ///
    /// # Errors
    /// The database fails.
    pub async fn update(&self, token_hash: &[u8; 32], session: &SessionRow) -> Result<(), StoreError> {
        let payload = self.seal(token_hash, session).await?;
        sqlx::query(
            "update sessions set account_id = ?, idle_s = ?, absolute_end_at = ?, payload = ?
             where token_hash = ?",
        )
        .bind(session.account.map(|account| account.0))
        .bind(session.idle_s)
        .bind(session.absolute_end_at_s)
        .bind(payload)
        .bind(token_hash.as_slice())
        .execute(self.0.data.writer())
        .await?;
        Ok(())
    }

    /// The session with a token.
    ///
    /// # Errors
    /// The database fails.
    pub async fn find(&self, token_hash: &[u8; 32]) -> Result<Option<SessionRow>, StoreError> {
        let row: Option<Columns> = sqlx::query_as(
            "select token_hash, account_id, created_at, last_seen_at, idle_s, absolute_end_at, payload
             from sessions where token_hash = ?",
        )
        .bind(token_hash.as_slice())
        .fetch_optional(self.0.data.reader())
        .await?;
        match row {
            Some(row) => Ok(Some(self.open(row).await?.1)),
            None => Ok(None),
        }
    }

    /// The sessions of an account with the hashes of their tokens, the last used first.
    ///
    /// # Errors
    /// The database fails.
    pub async fn of(&self, account: AccountId) -> Result<Vec<([u8; 32], SessionRow)>, StoreError> {
        let rows: Vec<Columns> = sqlx::query_as(
            "select token_hash, account_id, created_at, last_seen_at, idle_s, absolute_end_at, payload
             from sessions where account_id = ? order by last_seen_at desc, created_at desc",
        )
        .bind(account.0)
        .fetch_all(self.0.data.reader())
        .await?;
        let mut sessions = Vec::with_capacity(rows.len());
        for row in rows {
            sessions.push(self.open(row).await?);
        }
        Ok(sessions)
    }

    async fn open(&self, row: Columns) -> Result<([u8; 32], SessionRow), StoreError> {
        let (hash, account, created_at_s, last_seen_at_s, idle_s, absolute_end_at_s, payload) = row;
        let hash = hash.try_into().map_err(|_| StoreError::Impossible("token_hash"))?;
        let ring = self.0.vault.ring(KeyPurpose::Session, Uuid::nil()).await?;
        let payload = session_row(&hash).open(&ring, "payload", &payload)?;
        let account = account.map(AccountId);
        Ok((hash, SessionRow { account, created_at_s, last_seen_at_s, idle_s, absolute_end_at_s, payload }))
    }

    /// Notes that a session was used.
    ///
    /// # Errors
    /// The database fails.
    pub async fn touch(&self, token_hash: &[u8; 32], now_s: i64) -> Result<(), StoreError> {
        sqlx::query("update sessions set last_seen_at = ? where token_hash = ?")
            .bind(now_s)
            .bind(token_hash.as_slice())
            .execute(self.0.data.writer())
            .await?;
        Ok(())
    }

    /// Ends a session of an account, found by the first half of its token's hash. Returns whether it was there;
    /// only then the event is recorded.
    ///
    /// # Errors
    /// The database fails.
    pub async fn end(
        &self,
        account: AccountId,
        half_hash: &[u8; 16],
        event: &Entry,
    ) -> Result<bool, StoreError> {
        let event = self.0.audit().prepare(event).await?;
        let mut transaction = self.0.data.begin().await?;
        let ended =
            sqlx::query("delete from sessions where account_id = ? and substr(token_hash, 1, 16) = ?")
                .bind(account.0)
                .bind(half_hash.as_slice())
                .execute(&mut *transaction)
                .await?;
        if ended.rows_affected() == 0 {
            return Ok(false);
        }
        self.0.audit().append(&mut transaction, &event).await?;
        transaction.commit().await?;
        Ok(true)
    }

    /// Removes a session of an account, found by the first half of its token's hash, because its token is replaced.
    /// Returns whether it was there.
    ///
    /// # Errors
    /// The database fails.
    pub async fn take(&self, account: AccountId, half_hash: &[u8; 16]) -> Result<bool, StoreError> {
        let taken =
            sqlx::query("delete from sessions where account_id = ? and substr(token_hash, 1, 16) = ?")
                .bind(account.0)
                .bind(half_hash.as_slice())
                .execute(self.0.data.writer())
                .await?;
        Ok(taken.rows_affected() == 1)
    }

    /// Removes a session whose token is replaced, or in which nobody is signed in.
    ///
    /// # Errors
    /// The database fails.
    pub async fn delete(&self, token_hash: &[u8; 32]) -> Result<(), StoreError> {
        sqlx::query("delete from sessions where token_hash = ?")
            .bind(token_hash.as_slice())
            .execute(self.0.data.writer())
            .await?;
        Ok(())
    }

    /// Ends every session of an account, except one, found by the first half of its token's hash. Returns how
    /// many there were; the event is recorded only if there were any.
    ///
    /// # Errors
    /// The database fails.
    pub async fn end_others(
        &self,
        account: AccountId,
        except: Option<&[u8; 16]>,
        event: &Entry,
    ) -> Result<u64, StoreError> {
        let event = self.0.audit().prepare(event).await?;
        let mut transaction = self.0.data.begin().await?;
        let ended =
            sqlx::query("delete from sessions where account_id = ? and substr(token_hash, 1, 16) is not ?")
                .bind(account.0)
                .bind(except.map(<[u8; 16]>::as_slice))
                .execute(&mut *transaction)
                .await?;
        if ended.rows_affected() == 0 {
            return Ok(0);
        }
        self.0.audit().append(&mut transaction, &event).await?;
        transaction.commit().await?;
        Ok(ended.rows_affected())
    }

    /// The hashes of the tokens of sessions that have ended by time.
    ///
    /// # Errors
    /// The database fails.
    pub async fn ended(&self, now_s: i64) -> Result<Vec<[u8; 32]>, StoreError> {
        let hashes: Vec<Vec<u8>> = sqlx::query_scalar(
            "select token_hash from sessions where absolute_end_at <= ?1 or last_seen_at + idle_s <= ?1",
        )
        .bind(now_s)
        .fetch_all(self.0.data.reader())
        .await?;
        hashes
            .into_iter()
            .map(|hash| hash.try_into().map_err(|_| StoreError::Impossible("token_hash")))
            .collect()
    }

    async fn seal(&self, token_hash: &[u8; 32], session: &SessionRow) -> Result<Vec<u8>, StoreError> {
        let ring = self.0.vault.ring(KeyPurpose::Session, Uuid::nil()).await?;
        session_row(token_hash).seal(&ring, "payload", &session.payload)
    }
}

const fn session_row(token_hash: &[u8; 32]) -> Row<'_> {
    Row::outside_projects(Uuid::nil(), "sessions", token_hash)
}

/// Ends every session of an account, together with what else the transaction does.
pub(super) async fn end_all(connection: &mut SqliteConnection, account: AccountId) -> Result<(), StoreError> {
    sqlx::query("delete from sessions where account_id = ?").bind(account.0).execute(connection).await?;
    Ok(())
}
