//! Signing states of the audit log. Nothing is signed that does not continue what was signed before; that is kept
//! with the keys, out of reach of somebody who can write to the data alone.

use std::sync::atomic::Ordering;

use sqlx::FromRow as _;
use sqlx::sqlite::SqliteRow;
use uuid::Uuid;

use super::StoreError;
use super::audit::{AuditLog, StoredRow};
use crate::audit::{Action, Checkpoint, Entry, Fault, Origin, Tree, Verified, Walk};
use crate::vault::{AuditKey, AuditVerifier, KeyPurpose, SignedLog};

/// A checkpoint is signed each time so many rows were added.
pub const CHECKPOINT_ROWS: u64 = 1_000;
/// And when the last one is so old, if there are new rows.
pub const CHECKPOINT_AGE_S: i64 = 24 * 3_600;

/// So many rows are read at a time; in tests few, so that they cross from batch to batch.
const BATCH_ROWS: usize = if cfg!(test) { 4 } else { 5_000 };

/// How far the log was verified.
pub(super) struct Kept {
    /// Over the rows so far.
    tree: Tree,
    /// The hash of the last of them.
    last_hash: [u8; 32],
    /// When every row was verified, seconds since 1970.
    whole_at_s: i64,
}

/// What became of a checkpoint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Signing {
    /// Too little has happened since the last one.
    NotDue,
    /// The log was verified and signed.
    Signed,
    /// The log is not the one that was signed before: nothing is signed any more.
    Refused(Fault),
}

impl AuditLog<'_> {
    /// Waits until enough rows were added for a checkpoint. They may not be committed yet.
    pub async fn rows_to_sign(&self) {
        self.0.rows_to_sign.notified().await;
    }

    /// Signs the present state if that is due: after a thousand rows, or after a day in which something happened.
    /// Before that the log is verified. If it is not the one that was signed last, it is not signed; that is
    /// logged each time, and recorded once.
    ///
    /// # Errors
    /// The database fails.
    pub async fn sign_if_due(&self, now_s: i64) -> Result<Signing, StoreError> {
        let key = self.key().await?;
        let signed = self.signed(key.verifier()).await?;
        let (size, signed_at_s) = signed.as_ref().map_or((0, i64::MIN), |(last, at_s)| (last.size, *at_s));
        // Through the writer: a transaction that adds a row right now has ended then.
        let rows: i64 = sqlx::query_scalar("select coalesce(max(seq), 0) from audit_events")
            .fetch_one(self.0.data.writer())
            .await?;
        let rows = u64::try_from(rows).map_err(|_| StoreError::Impossible("audit_events.seq"))?;
        let is_old = now_s >= signed_at_s.saturating_add(CHECKPOINT_AGE_S);
        let is_due = rows > size && (is_old || rows / CHECKPOINT_ROWS > size / CHECKPOINT_ROWS);
        // A log that has become shorter is looked at whenever somebody asks.
        if !is_due && rows >= size {
            return Ok(Signing::NotDue);
        }
        match self.verify(signed.as_ref().map(|(last, _)| last), now_s).await? {
            Ok(verified) => self.sign(&verified, &key, now_s).await,
            Err(fault) => {
                self.refuse(&fault, now_s).await;
                Ok(Signing::Refused(fault))
            }
        }
    }

    /// The newest checkpoint as a note.
    ///
    /// # Errors
    /// The database fails.
    pub async fn newest_checkpoint(&self) -> Result<Option<String>, StoreError> {
        let query = sqlx::query_scalar("select note from audit_checkpoints order by size desc limit 1");
        Ok(query.fetch_optional(self.0.data.reader()).await?)
    }

    /// The public half of the key that signs checkpoints.
    ///
    /// # Errors
    /// The key store fails.
    pub async fn verifier(&self) -> Result<AuditVerifier, StoreError> {
        Ok(self.key().await?.verifier().clone())
    }

    async fn key(&self) -> Result<AuditKey, StoreError> {
        let ring = self.0.vault.ring(KeyPurpose::AuditSigning, Uuid::nil()).await?;
        ring.secret(None).map(|(_, secret)| AuditKey::new(secret)).ok_or(StoreError::Impossible("keys"))
    }

    /// What was signed last, and when.
    async fn signed(&self, verifier: &AuditVerifier) -> Result<Option<(Checkpoint, i64)>, StoreError> {
        let (note, at_s) = match self.0.vault.signed_log().await? {
            Some(SignedLog { note, at_s }) => (note, at_s),
            // Nothing is kept with the keys yet.
            None => {
                let newest: Option<(String, i64)> = sqlx::query_as(
                    "select note, recorded_at from audit_checkpoints order by size desc limit 1",
                )
                .fetch_optional(self.0.data.reader())
                .await?;
                match newest {
                    Some(newest) => newest,
                    None => return Ok(None),
                }
            }
        };
        let last =
            Checkpoint::open(&note, verifier).map_err(|_| StoreError::Impossible("signed_log.note"))?;
        Ok(Some((last, at_s)))
    }

    /// Verifies what was added since the log was verified last; once a day, after a start, and if something is
    /// wrong, every row. In batches: whoever reads one state for long keeps what was deleted from being forgotten.
    async fn verify(
        &self,
        signed: Option<&Checkpoint>,
        now_s: i64,
    ) -> Result<Result<Verified, Fault>, StoreError> {
        let kept = self.0.verified.lock().expect("no holder of the lock panics").take();
        let kept = kept.filter(|kept| now_s < kept.whole_at_s.saturating_add(CHECKPOINT_AGE_S));
        if let Some((Kept { tree, last_hash, whole_at_s }, checkpoint)) = kept.zip(signed)
            && let Some(walk) = Walk::after(tree, last_hash, checkpoint)
            && self.still_ends_with(checkpoint.size, &last_hash).await?
            && let Ok(verified) = self.walk(walk, whole_at_s).await?
        {
            return Ok(Ok(verified));
        }
        let signed: Vec<_> = signed.cloned().into_iter().collect();
        self.walk(Walk::new(&signed), now_s).await
    }

    /// Whether the row up to which the log was verified is still there as it was.
    async fn still_ends_with(&self, size: u64, hash: &[u8; 32]) -> Result<bool, StoreError> {
        let seq = i64::try_from(size).map_err(|_| StoreError::Impossible("audit_events.seq"))?;
        let stored: Option<Vec<u8>> = sqlx::query_scalar("select hash from audit_events where seq = ?")
            .bind(seq)
            .fetch_optional(self.0.data.reader())
            .await?;
        Ok(stored.is_some_and(|stored| stored == hash))
    }

    /// Walks to the end of the log, and keeps how far that was. `whole_at_s`: when it last began at the first row.
    async fn walk(&self, mut walk: Walk, whole_at_s: i64) -> Result<Result<Verified, Fault>, StoreError> {
        // Nothing stands before the first row, whatever its number is.
        let size =
            i64::try_from(walk.seen().0.size()).map_err(|_| StoreError::Impossible("audit_events.seq"))?;
        let mut after = if size == 0 { i64::MIN } else { size };
        loop {
            let rows = self.rows_after(after).await?;
            for row in &rows {
                let stored = StoredRow::from_row(row)?;
                if let Err(fault) = walk.step(&stored.row, &stored.hash) {
                    return Ok(Err(fault));
                }
                after = stored.row.seq;
            }
            if rows.len() < BATCH_ROWS {
                break;
            }
        }
        let (tree, last_hash) = walk.seen();
        let kept = Kept { tree: tree.clone(), last_hash: *last_hash, whole_at_s };
        let end = walk.end();
        if end.is_ok() {
            *self.0.verified.lock().expect("no holder of the lock panics") = Some(kept);
        }
        Ok(end)
    }

    /// The next batch of rows.
    async fn rows_after(&self, seq: i64) -> Result<Vec<SqliteRow>, StoreError> {
        let query = sqlx::query(
            "select seq, recorded_at, action, outcome, needs_review, actor_id, on_behalf_id, organisation_id,
                    object_kind, object_id, request_id, sealed_for, owner_id, detail, prev_hash, hash
             from audit_events where seq > ? order by seq limit ?",
        );
        let limit = i64::try_from(BATCH_ROWS).map_err(|_| StoreError::Impossible("limit"))?;
        Ok(query.bind(seq).bind(limit).fetch_all(self.0.data.reader()).await?)
    }

    async fn sign(&self, log: &Verified, key: &AuditKey, now_s: i64) -> Result<Signing, StoreError> {
        let note = Checkpoint::of(log).sign(key);
        let size = i64::try_from(log.rows).map_err(|_| StoreError::Impossible("audit_checkpoints.size"))?;
        // First with the keys: of what is signed nothing may be lost there.
        self.0.vault.keep_signed_log(&SignedLog { note: note.clone(), at_s: now_s }).await?;
        sqlx::query(
            "insert into audit_checkpoints (size, recorded_at, note) select ?1, ?2, ?3
             where ?1 > (select coalesce(max(size), 0) from audit_checkpoints)",
        )
        .bind(size)
        .bind(now_s)
        .bind(&note)
        .execute(self.0.data.writer())
        .await?;
        // Where logs are collected elsewhere, nobody can cut the log off unnoticed. Only what is kept is told.
        tracing::info!(target: "audit", checkpoint = note);
        Ok(Signing::Signed)
    }

    async fn refuse(&self, fault: &Fault, now_s: i64) {
        tracing::error!(target: "audit", %fault, "the audit log is not the one that was signed; it is signed no more");
        if self.0.mismatch_recorded.swap(true, Ordering::Relaxed) {
            return;
        }
        let origin = Origin { request_id: "checkpoint".to_owned(), address: None };
        let event = Entry::new(Action::AuditMismatch, now_s, &origin).failed().fact("why", fault);
        if let Err(error) = self.record(&event).await {
            tracing::error!(target: "audit", %error, "that the audit log is not the one that was signed was not recorded");
        }
    }
}
