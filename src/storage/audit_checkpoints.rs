//! Signing states of the audit log. Nothing is signed that does not continue what was signed before; that is kept
//! with the keys, out of reach of somebody who can write to the data alone.

use std::sync::atomic::Ordering;

use futures::TryStreamExt as _;
use sqlx::FromRow as _;
use uuid::Uuid;

use super::StoreError;
use super::audit::{AuditLog, StoredRow};
use crate::audit::{Action, Checkpoint, Entry, Fault, Origin, Verified, Walk};
use crate::vault::{AuditKey, AuditVerifier, KeyPurpose, SignedLog};

/// A checkpoint is signed each time so many rows were added.
pub const CHECKPOINT_ROWS: u64 = 1_000;
/// And when the last one is so old, if there are new rows.
pub const CHECKPOINT_AGE_S: i64 = 24 * 3_600;

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
    /// Before that the whole log is verified. If it is not the one that was signed last, it is not signed; that is
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
        match self.verify(signed.map(|(last, _)| last)).await? {
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

    /// Verifies every row. One statement sees one state of the log, however long it takes.
    async fn verify(&self, signed: Option<Checkpoint>) -> Result<Result<Verified, Fault>, StoreError> {
        let query = sqlx::query(
            "select seq, recorded_at, action, outcome, needs_review, actor_id, on_behalf_id, organisation_id,
                    object_kind, object_id, request_id, sealed_for, owner_id, detail, prev_hash, hash
             from audit_events order by seq",
        );
        let mut walk = Walk::new(signed.as_slice());
        let mut rows = query.fetch(self.0.data.reader());
        while let Some(row) = rows.try_next().await? {
            let stored = StoredRow::from_row(&row)?;
            if let Err(fault) = walk.step(&stored.row, &stored.hash) {
                return Ok(Err(fault));
            }
        }
        Ok(walk.end())
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
