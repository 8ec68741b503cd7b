//! The audit log: events are appended in the transaction of what they are about, and never changed.

use std::path::Path;
use std::sync::Arc;

use futures::TryStreamExt as _;
use sqlx::sqlite::SqliteRow;
use sqlx::{FromRow as _, Row as _, SqliteConnection};
use uuid::Uuid;

use super::audit_checkpoints::CHECKPOINT_ROWS;
use super::database::{Database, Writing};
use super::sealed::Row;
use super::{Store, StoreError, notices};
use crate::audit::{ChainedRow, Details, Entry, GENESIS, Review};
use crate::vault::{KeyPurpose, Ring};

/// Repository of the audit log.
pub struct AuditLog<'a>(pub(super) &'a Store);

/// An event with everything that is needed to append it.
pub(super) struct Prepared<'a> {
    entry: &'a Entry,
    sealed_for: KeyPurpose,
    owner: Uuid,
    ring: Arc<Ring>,
}

/// The columns of a [`StoredRow`].
macro_rules! row_columns {
    () => {
        "seq, recorded_at, action, outcome, needs_review, actor_id, on_behalf_id, organisation_id, object_kind, \
         object_id, request_id, sealed_for, owner_id, detail, prev_hash, hash"
    };
}
pub(super) use row_columns;

/// A stored row with its hash.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredRow {
    /// The row.
    pub row: ChainedRow,
    /// The hash that stands beside it.
    pub hash: Vec<u8>,
}

/// What the log is verified with.
pub struct LogFile(Database);

impl AuditLog<'_> {
    /// Records an event by itself.
    ///
    /// # Errors
    /// The database fails; then nothing was recorded.
    pub async fn record(&self, entry: &Entry) -> Result<(), StoreError> {
        let prepared = self.prepare(entry).await?;
        let mut transaction = self.0.data.begin().await?;
        self.append(&mut transaction, &prepared).await?;
        Ok(transaction.commit().await?)
    }

    /// Fetches the keys; done before a transaction begins.
    pub(super) async fn prepare<'a>(&self, entry: &'a Entry) -> Result<Prepared<'a>, StoreError> {
        let vault = &self.0.vault;
        let person = entry.object.filter(|object| object.kind == "account").map(|object| object.id);
        let owners = [
            (KeyPurpose::Account, entry.actor.map(|actor| actor.0).or(person)),
            (KeyPurpose::Organisation, entry.organisation.map(|organisation| organisation.0)),
            (KeyPurpose::Audit, Some(Uuid::nil())),
        ];
        for (sealed_for, owner) in owners {
            let Some(owner) = owner else { continue };
            match vault.ring(sealed_for, owner).await.map_err(StoreError::from) {
                Ok(ring) => return Ok(Prepared { entry, sealed_for, owner, ring }),
                // Gone with its account or not there yet: the next one keeps the detail.
                Err(error) if error.is_key_missing() => {}
                Err(error) => return Err(error),
            }
        }
        Err(StoreError::Impossible("keys"))
    }

    /// Appends an event to the log.
    pub(super) async fn append(
        &self,
        transaction: &mut Writing,
        prepared: &Prepared<'_>,
    ) -> Result<(), StoreError> {
        let Prepared { entry, sealed_for, owner, ring } = prepared;
        let last: Option<(i64, Vec<u8>)> =
            sqlx::query_as("select seq, hash from audit_events order by seq desc limit 1")
                .fetch_optional(&mut **transaction)
                .await?;
        let (last_seq, prev_hash) = last.unwrap_or((0, GENESIS.to_vec()));
        let seq = last_seq + 1;
        let row = ChainedRow {
            seq,
            recorded_at_s: entry.at_s,
            action: entry.action.key().to_owned(),
            outcome: entry.outcome.key().to_owned(),
            needs_review: entry.action.needs_review(),
            actor: entry.actor.map(|actor| actor.0),
            on_behalf: entry.on_behalf.map(|account| account.0),
            organisation: entry.organisation.map(|organisation| organisation.0),
            object_kind: entry.object.map(|object| object.kind.to_owned()),
            object: entry.object.map(|object| object.id),
            request_id: entry.request_id.clone(),
            sealed_for: owner_name(*sealed_for).to_owned(),
            owner: *owner,
            detail: sealed_row(&seq.to_be_bytes()).seal(ring, "detail", &entry.details)?,
            prev_hash,
        };
        insert(transaction, &row).await?;
        notices::keep(transaction, entry, seq).await?;
        transaction.afterwards(move || log(&row));
        let size = u64::try_from(seq).map_err(|_| StoreError::Impossible("audit_events.seq"))?;
        if size % CHECKPOINT_ROWS == 0 {
            // Not here: what is signed has to be in the database for good.
            self.0.rows_to_sign.notify_one();
        }
        Ok(())
    }

    /// What is sealed in a row; `None` if it went with its account.
    ///
    /// # Errors
    /// The database fails, or the row was damaged.
    pub async fn details(&self, row: &ChainedRow) -> Result<Option<Details>, StoreError> {
        let purpose = match row.sealed_for.as_str() {
            "account" => KeyPurpose::Account,
            "organisation" => KeyPurpose::Organisation,
            _ => KeyPurpose::Audit,
        };
        match self.0.vault.ring(purpose, row.owner).await.map_err(StoreError::from) {
            Ok(ring) => sealed_row(&row.seq.to_be_bytes()).open(&ring, "detail", &row.detail).map(Some),
            Err(error) if error.is_key_missing() => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// The newest rows, newest first.
    ///
    /// # Errors
    /// The database fails.
    pub async fn newest(&self, limit: u32) -> Result<Vec<StoredRow>, StoreError> {
        let statement = concat!("select ", row_columns!(), " from audit_events order by seq desc limit ?");
        let query = sqlx::query(statement);
        let rows = query.bind(i64::from(limit)).fetch_all(self.0.data.reader()).await?;
        Ok(rows.iter().map(StoredRow::from_row).collect::<Result<_, _>>()?)
    }
}

impl LogFile {
    /// Opens the log of a data directory for reading only.
    ///
    /// # Errors
    /// There is none.
    pub async fn open(folder: &Path) -> Result<Self, StoreError> {
        Ok(Self(Database::open_to_read(&folder.join("data.sqlite")).await?))
    }

    /// Hands every row over in the order of the file.
    ///
    /// # Errors
    /// The database fails.
    pub async fn rows(&self) -> Result<Vec<StoredRow>, StoreError> {
        let query = sqlx::query(concat!("select ", row_columns!(), " from audit_events order by seq"));
        let rows = query.fetch(self.0.reader()).map_err(StoreError::from);
        rows.and_then(|row| async move { Ok(StoredRow::from_row(&row)?) }).try_collect().await
    }

    /// The notes of all checkpoints, oldest first.
    ///
    /// # Errors
    /// The database fails.
    pub async fn checkpoints(&self) -> Result<Vec<String>, StoreError> {
        let query = sqlx::query_scalar("select note from audit_checkpoints order by size");
        Ok(query.fetch_all(self.0.reader()).await?)
    }

    /// Which events were signed off.
    ///
    /// # Errors
    /// The database fails.
    pub async fn reviews(&self) -> Result<Vec<Review>, StoreError> {
        let query = sqlx::query_as("select seq, reviewer_id, reviewed_at from audit_reviews order by seq");
        let reviews: Vec<(i64, Uuid, i64)> = query.fetch_all(self.0.reader()).await?;
        Ok(reviews.into_iter().map(|(seq, reviewer, at_s)| Review { seq, reviewer, at_s }).collect())
    }

    /// Closes the file.
    pub async fn close(&self) {
        self.0.close().await;
    }
}

impl sqlx::FromRow<'_, SqliteRow> for StoredRow {
    fn from_row(row: &SqliteRow) -> Result<Self, sqlx::Error> {
        let chained = ChainedRow {
            seq: row.try_get("seq")?,
            recorded_at_s: row.try_get("recorded_at")?,
            action: row.try_get("action")?,
            outcome: row.try_get("outcome")?,
            needs_review: row.try_get("needs_review")?,
            actor: row.try_get("actor_id")?,
            on_behalf: row.try_get("on_behalf_id")?,
            organisation: row.try_get("organisation_id")?,
            object_kind: row.try_get("object_kind")?,
            object: row.try_get("object_id")?,
            request_id: row.try_get("request_id")?,
            sealed_for: row.try_get("sealed_for")?,
            owner: row.try_get("owner_id")?,
            detail: row.try_get("detail")?,
            prev_hash: row.try_get("prev_hash")?,
        };
        Ok(Self { row: chained, hash: row.try_get("hash")? })
    }
}

/// Says on the log stream what stands in a row, without what is sealed.
fn log(row: &ChainedRow) {
    tracing::info!(
        target: "audit",
        seq = row.seq,
        action = row.action,
        outcome = row.outcome,
        actor = row.actor.map(tracing::field::display),
        object = row.object.map(tracing::field::display),
        request_id = row.request_id,
    );
}

async fn insert(connection: &mut SqliteConnection, row: &ChainedRow) -> Result<(), StoreError> {
    sqlx::query(
        "insert into audit_events
             (seq, recorded_at, action, outcome, needs_review, actor_id, on_behalf_id, organisation_id,
              object_kind, object_id, request_id, sealed_for, owner_id, detail, prev_hash, hash)
         values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    )
    .bind(row.seq)
    .bind(row.recorded_at_s)
    .bind(&row.action)
    .bind(&row.outcome)
    .bind(row.needs_review)
    .bind(row.actor)
    .bind(row.on_behalf)
    .bind(row.organisation)
    .bind(&row.object_kind)
    .bind(row.object)
    .bind(&row.request_id)
    .bind(&row.sealed_for)
    .bind(row.owner)
    .bind(&row.detail)
    .bind(&row.prev_hash)
    .bind(row.hash().as_slice())
    .execute(connection)
    .await?;
    Ok(())
}

const fn owner_name(purpose: KeyPurpose) -> &'static str {
    match purpose {
        KeyPurpose::Account => "account",
        KeyPurpose::Organisation => "organisation",
        _ => "instance",
    }
}

const fn sealed_row(seq: &[u8; 8]) -> Row<'_> {
    Row::outside_projects(Uuid::nil(), "audit_events", seq)
}
