//! An SQLite file: one writer, a few readers, settings that neither lose nor leave anything behind.

use std::fs::{self, OpenOptions};
use std::ops::{Deref, DerefMut};
use std::os::unix::fs::{OpenOptionsExt as _, PermissionsExt as _};
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use sqlx::migrate::Migrator;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{Sqlite, SqliteConnection, SqlitePool, Transaction};

use super::StoreError;

/// Schema of `data.sqlite`.
pub(super) static DATA_SCHEMA: &Migrator = &sqlx::migrate!("migrations/data");
/// Schema of `keys.sqlite`.
pub(super) static KEY_SCHEMA: &Migrator = &sqlx::migrate!("migrations/keys");

const READERS: u32 = 4;

/// An open SQLite file.
pub struct Database {
    writer: SqlitePool,
    reader: SqlitePool,
    /// Whether readers kept the write-ahead log from being emptied.
    left: AtomicBool,
}

/// A transaction that writes. Without [`Writing::commit`] nothing of it is kept.
pub(super) struct Writing {
    transaction: Transaction<'static, Sqlite>,
    /// What is done as soon as all of it is in the database for good.
    afterwards: Vec<Box<dyn FnOnce() + Send + Sync>>,
}

impl Writing {
    /// Does something when the transaction is committed, and never if it is not: a log line tells only of what
    /// happened.
    pub(super) fn afterwards(&mut self, act: impl FnOnce() + Send + Sync + 'static) {
        self.afterwards.push(Box::new(act));
    }

    /// Keeps everything that was written.
    pub(super) async fn commit(self) -> Result<(), sqlx::Error> {
        self.transaction.commit().await?;
        for act in self.afterwards {
            act();
        }
        Ok(())
    }
}

impl Deref for Writing {
    type Target = SqliteConnection;

    fn deref(&self) -> &SqliteConnection {
        &self.transaction
    }
}

impl DerefMut for Writing {
    fn deref_mut(&mut self) -> &mut SqliteConnection {
        &mut self.transaction
    }
}

impl Database {
    /// Opens or creates a file that only its owner can read, and brings its schema up to date.
    pub(super) async fn open(path: &Path, schema: &Migrator) -> Result<Self, StoreError> {
        keep_private(path)?;
        let options = SqliteConnectOptions::new()
            .filename(path)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .busy_timeout(Duration::from_secs(10))
            .pragma("secure_delete", "ON")
            .pragma("temp_store", "MEMORY")
            .pragma("trusted_schema", "OFF");
        // A file does not go away as a server does: asking it before each use costs a change of threads.
        let pool = || SqlitePoolOptions::new().test_before_acquire(false);
        let writer = pool().max_connections(1).connect_with(options.clone()).await?;
        schema.run(&writer).await?;
        let reader = pool()
            .max_connections(READERS)
            .acquire_timeout(Duration::from_secs(10))
            .connect_with(options.read_only(true))
            .await?;
        Ok(Self { writer, reader, left: AtomicBool::new(false) })
    }

    /// Opens an existing file without the possibility to change it, and without touching its schema.
    pub(super) async fn open_to_read(path: &Path) -> Result<Self, StoreError> {
        let options = SqliteConnectOptions::new()
            .filename(path)
            .create_if_missing(false)
            .read_only(true)
            .busy_timeout(Duration::from_secs(10))
            .pragma("trusted_schema", "OFF");
        let reader = SqlitePoolOptions::new().max_connections(1).connect_with(options).await?;
        Ok(Self { writer: reader.clone(), reader, left: AtomicBool::new(false) })
    }

    /// For statements that only read.
    pub(super) const fn reader(&self) -> &SqlitePool {
        &self.reader
    }

    /// For single statements that write.
    pub(super) const fn writer(&self) -> &SqlitePool {
        &self.writer
    }

    /// Begins a transaction that writes; nobody else writes until it ends.
    pub(super) async fn begin(&self) -> Result<Writing, StoreError> {
        let transaction = self.writer.begin_with("begin immediate").await?;
        Ok(Writing { transaction, afterwards: Vec::new() })
    }

    /// Moves the write-ahead log into the file and empties it: what was deleted is then gone from both. While
    /// somebody reads an older state that is not possible; then it is left to [`Self::forget_left`].
    pub(super) async fn forget_deleted(&self) -> Result<(), StoreError> {
        let (busy, _, _): (i64, i64, i64) =
            sqlx::query_as("pragma wal_checkpoint(truncate)").fetch_one(&self.writer).await?;
        self.left.store(busy != 0, Ordering::Relaxed);
        Ok(())
    }

    /// Forgets what could not be forgotten when it was deleted.
    pub(super) async fn forget_left(&self) -> Result<(), StoreError> {
        if self.left.load(Ordering::Relaxed) { self.forget_deleted().await } else { Ok(()) }
    }

    pub(super) async fn ping(&self) -> Result<(), StoreError> {
        sqlx::query("select 1").execute(&self.reader).await?;
        Ok(())
    }

    pub(super) async fn close(&self) {
        self.reader.close().await;
        self.writer.close().await;
    }
}

/// SQLite gives its companion files the permissions of the main file.
fn keep_private(path: &Path) -> Result<(), StoreError> {
    let prepare = || {
        OpenOptions::new().append(true).create(true).mode(0o600).open(path)?;
        fs::set_permissions(path, fs::Permissions::from_mode(0o600))
    };
    prepare().map_err(|error| StoreError::File { path: path.to_owned(), error })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn connections_have_the_settings_that_protect_the_data() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("data.sqlite");
        let database = Database::open(&path, DATA_SCHEMA).await.unwrap();
        for pool in [database.writer(), database.reader()] {
            for (pragma, expected) in [
                ("select foreign_keys from pragma_foreign_keys", 1_i64),
                ("select synchronous from pragma_synchronous", 2),
                ("select secure_delete from pragma_secure_delete", 1),
                ("select temp_store from pragma_temp_store", 2),
                ("select trusted_schema from pragma_trusted_schema", 0),
            ] {
                let value: i64 = sqlx::query_scalar(pragma).fetch_one(pool).await.unwrap();
                assert_eq!(value, expected, "{pragma}");
            }
            let mode: String = sqlx::query_scalar("select journal_mode from pragma_journal_mode")
                .fetch_one(pool)
                .await
                .unwrap();
            assert_eq!(mode, "wal");
        }
        for file in ["data.sqlite", "data.sqlite-wal", "data.sqlite-shm"] {
            let mode = fs::metadata(folder.path().join(file)).unwrap().permissions().mode() & 0o777;
            assert_eq!(mode, 0o600, "{file}");
        }
    }

    #[tokio::test]
    async fn what_a_reader_keeps_from_being_forgotten_is_forgotten_later() {
        let folder = tempfile::tempdir().unwrap();
        let database = Database::open(&folder.path().join("data.sqlite"), DATA_SCHEMA).await.unwrap();
        let log = || fs::metadata(folder.path().join("data.sqlite-wal")).unwrap().len();
        sqlx::query("pragma busy_timeout = 100").execute(database.writer()).await.unwrap();
        let mut reading = database.reader().begin().await.unwrap();
        sqlx::query("select count(*) from accounts").execute(&mut *reading).await.unwrap();
        sqlx::query("create table later (id integer) strict").execute(database.writer()).await.unwrap();
        database.forget_deleted().await.unwrap();
        assert!(log() > 0);
        reading.rollback().await.unwrap();
        database.forget_left().await.unwrap();
        assert_eq!(log(), 0);
    }

    #[tokio::test]
    async fn the_bundled_sqlite_is_free_of_the_wal_reset_fault() {
        let folder = tempfile::tempdir().unwrap();
        let database = Database::open(&folder.path().join("data.sqlite"), DATA_SCHEMA).await.unwrap();
        let version: String =
            sqlx::query_scalar("select sqlite_version()").fetch_one(database.reader()).await.unwrap();
        let parts: Vec<u32> = version.split('.').map(|part| part.parse().unwrap()).collect();
        assert!(parts >= vec![3, 51, 3], "{version}");
    }

    #[tokio::test]
    async fn every_table_is_strict() {
        let folder = tempfile::tempdir().unwrap();
        for (file, schema) in [("data.sqlite", DATA_SCHEMA), ("keys.sqlite", KEY_SCHEMA)] {
            let database = Database::open(&folder.path().join(file), schema).await.unwrap();
            let lax: Vec<String> = sqlx::query_scalar(
                "select name from pragma_table_list
                 where schema = 'main' and type = 'table' and strict = 0
                   and name not like 'sqlite_%' and name <> '_sqlx_migrations'",
            )
            .fetch_all(database.reader())
            .await
            .unwrap();
            assert_eq!(lax, Vec::<String>::new());
        }
    }
}
