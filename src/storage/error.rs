//! Why the database did not do what was asked. For the log, never for the client.

use crate::vault::VaultError;
use crate::vault::body::BodyError;

/// A failure of the database or of what it holds.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// SQLite says no.
    #[error("database: {0}")]
    Database(#[from] sqlx::Error),
    /// The schema cannot be brought up to date.
    #[error("migration: {0}")]
    Migration(#[from] sqlx::migrate::MigrateError),
    /// A file cannot be prepared.
    #[error("{path}: {error}")]
    File {
        /// The file.
        path: std::path::PathBuf,
        /// What went wrong.
        error: std::io::Error,
    },
    /// A key is missing or a record does not open.
    #[error(transparent)]
    Vault(#[from] VaultError),
    /// A record's seal is broken: it was damaged or moved.
    #[error("{table}.{column} of {row} cannot be opened")]
    Inconsistent {
        /// Table of the record.
        table: &'static str,
        /// Column of the record.
        column: &'static str,
        /// Primary key, hexadecimal.
        row: String,
    },
    /// A record's body cannot be read or written.
    #[error(transparent)]
    Body(#[from] BodyError),
    /// A row has a value that its column never holds.
    #[error("{0} holds an impossible value")]
    Impossible(&'static str),
    /// More than an account or an organisation may keep; nothing was kept.
    #[error("a quota is used up")]
    QuotaUsedUp,
    /// A change hit another number of rows than it must.
    #[error("{0} rows were changed, expected 1")]
    AffectedRows(u64),
}

impl StoreError {
    /// Whether the key was destroyed: the row is what is left of something deleted.
    #[must_use]
    pub const fn is_key_missing(&self) -> bool {
        matches!(self, Self::Vault(VaultError::KeyMissing(_)))
    }
}

/// Expects that exactly one row was changed.
pub(super) fn one_row(result: &sqlx::sqlite::SqliteQueryResult) -> Result<(), StoreError> {
    match result.rows_affected() {
        1 => Ok(()),
        rows => Err(StoreError::AffectedRows(rows)),
    }
}
