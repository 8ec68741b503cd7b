//! The key store as an SQLite file of its own, never part of data backups.

use std::path::Path;

use async_trait::async_trait;
use uuid::Uuid;

use super::database::{Database, KEY_SCHEMA};
use super::{StoreError, sealed};
use crate::vault::{KeyStore, SignedLog, VaultError, WrappedKey};

/// `keys.sqlite`.
pub struct SqliteKeyStore(Database);

type KeyRow = (Uuid, i64, String, Uuid, Vec<u8>, i64);

impl SqliteKeyStore {
    /// Opens `keys.sqlite` in a folder, with its schema up to date.
    ///
    /// # Errors
    /// The file cannot be opened or migrated.
    pub async fn open(folder: &Path) -> Result<Self, StoreError> {
        Ok(Self(Database::open(&folder.join("keys.sqlite"), KEY_SCHEMA).await?))
    }

    /// Opens an existing `keys.sqlite` for reading only.
    ///
    /// # Errors
    /// There is none.
    pub async fn open_to_read(folder: &Path) -> Result<Self, StoreError> {
        Ok(Self(Database::open_to_read(&folder.join("keys.sqlite")).await?))
    }

    /// The instance that the keys belong to and how often they were changed, if that is known yet.
    ///
    /// # Errors
    /// The database fails.
    pub async fn instance(&self) -> Result<Option<(Uuid, i64)>, StoreError> {
        let row = sqlx::query_as("select instance_id, generation from instance");
        Ok(row.fetch_optional(self.0.writer()).await?)
    }

    /// Says to which instance the keys belong, unless they say it already; returns how often they were changed.
    pub(super) async fn provide_instance(&self, id: Uuid) -> Result<i64, StoreError> {
        sqlx::query("insert or ignore into instance (only_row, instance_id, generation) values (1, ?, 1)")
            .bind(id)
            .execute(self.0.writer())
            .await?;
        Ok(sqlx::query_scalar("select generation from instance").fetch_one(self.0.writer()).await?)
    }

    /// Forgets keys that were destroyed while somebody read an older state.
    ///
    /// # Errors
    /// The database fails.
    pub async fn forget_left(&self) -> Result<(), StoreError> {
        self.0.forget_left().await
    }

    /// Closes the file.
    pub async fn close(&self) {
        self.0.close().await;
    }
}

#[async_trait]
impl KeyStore for SqliteKeyStore {
    async fn insert(&self, key: &WrappedKey) -> Result<(), VaultError> {
        let mut transaction = self.0.begin().await.map_err(failed)?;
        sqlx::query(
            "insert into keys (key_id, version, purpose, owner_id, state, wrapped, created_at)
             values (?, ?, ?, ?, 'active', ?, ?)",
        )
        .bind(key.key_id)
        .bind(i64::from(key.version))
        .bind(&key.purpose)
        .bind(key.owner)
        .bind(&key.wrapped)
        .bind(key.created_at_s)
        .execute(&mut *transaction)
        .await
        .map_err(failed)?;
        sqlx::query("update instance set generation = generation + 1")
            .execute(&mut *transaction)
            .await
            .map_err(failed)?;
        transaction.commit().await.map_err(failed)
    }

    async fn find(&self, purpose: &'static str, owner: Uuid) -> Result<Vec<WrappedKey>, VaultError> {
        let rows: Vec<KeyRow> = sqlx::query_as(
            "select key_id, version, purpose, owner_id, wrapped, created_at from keys
             where purpose = ? and owner_id = ? order by version desc",
        )
        .bind(purpose)
        .bind(owner)
        .fetch_all(self.0.reader())
        .await
        .map_err(failed)?;
        rows.into_iter().map(wrapped_key).collect()
    }

    async fn any(&self) -> Result<Option<WrappedKey>, VaultError> {
        let row: Option<KeyRow> = sqlx::query_as(
            "select key_id, version, purpose, owner_id, wrapped, created_at from keys limit 1",
        )
        .fetch_optional(self.0.reader())
        .await
        .map_err(failed)?;
        row.map(wrapped_key).transpose()
    }

    async fn destroy(&self, purpose: &'static str, owner: Uuid) -> Result<(), VaultError> {
        let mut transaction = self.0.begin().await.map_err(failed)?;
        for statement in [
            "delete from keys where purpose = ? and owner_id = ?",
            "insert or replace into destroyed_keys (purpose, owner_id, generation)
             select ?, ?, generation + 1 from instance",
            "update instance set generation = generation + 1",
        ] {
            let query = sqlx::query(statement);
            let query = if statement.contains('?') { query.bind(purpose).bind(owner) } else { query };
            query.execute(&mut *transaction).await.map_err(failed)?;
        }
        transaction.commit().await.map_err(failed)?;
        self.0.forget_deleted().await.map_err(failed)
    }

    async fn owners(&self, purpose: &'static str) -> Result<Vec<Uuid>, VaultError> {
        sqlx::query_scalar("select distinct owner_id from keys where purpose = ?")
            .bind(purpose)
            .fetch_all(self.0.reader())
            .await
            .map_err(failed)
    }

    async fn destroyed(&self, purpose: &'static str) -> Result<Vec<Uuid>, VaultError> {
        sqlx::query_scalar("select owner_id from destroyed_keys where purpose = ?")
            .bind(purpose)
            .fetch_all(self.0.reader())
            .await
            .map_err(failed)
    }

    async fn generation(&self) -> Result<i64, VaultError> {
        let found = sqlx::query_scalar("select generation from instance");
        Ok(found.fetch_optional(self.0.writer()).await.map_err(failed)?.unwrap_or_default())
    }

    async fn signed_log(&self) -> Result<Option<SignedLog>, VaultError> {
        let row: Option<(String, i64)> = sqlx::query_as("select note, signed_at from signed_log")
            .fetch_optional(self.0.reader())
            .await
            .map_err(failed)?;
        Ok(row.map(|(note, at_s)| SignedLog { note, at_s }))
    }

    async fn forget_signed_log(&self) -> Result<(), VaultError> {
        sqlx::query("delete from signed_log").execute(self.0.writer()).await.map_err(failed)?;
        Ok(())
    }

    async fn keep_signed_log(&self, signed: &SignedLog) -> Result<(), VaultError> {
        sqlx::query("insert or replace into signed_log (only_row, note, signed_at) values (1, ?, ?)")
            .bind(&signed.note)
            .bind(signed.at_s)
            .execute(self.0.writer())
            .await
            .map_err(failed)?;
        Ok(())
    }
}

fn wrapped_key(
    (key_id, version, purpose, owner, wrapped, created_at_s): KeyRow,
) -> Result<WrappedKey, VaultError> {
    let version = sealed::revision(version).map_err(failed)?;
    Ok(WrappedKey { key_id, version, purpose, owner, wrapped, created_at_s })
}

fn failed(error: impl std::fmt::Display) -> VaultError {
    VaultError::KeyStore(error.to_string())
}
