//! Whether the data, the keys and each other belong together: looked at before a start writes anything.
//!
//! Both files carry the id of the instance. The key store counts its changes, and the data know the count: they note
//! it before a key is made or destroyed, and again afterwards. A copy of one file that does not fit the other is
//! thereby noticed, also when the server was killed in between.

use std::collections::HashSet;
use std::fmt;
use std::path::Path;

use async_trait::async_trait;
use sqlx::SqlitePool;
use uuid::Uuid;

use super::database::{Database, Writing};
use super::{SqliteKeyStore, Store, StoreError};
use crate::vault::{KeyPurpose, Ledger, VaultError};

#[cfg(test)]
mod tests;

/// One of the two files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HalfFile {
    /// `data.sqlite`.
    Data,
    /// `keys.sqlite`.
    Keys,
}

impl HalfFile {
    /// Name in the data directory.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Data => "data.sqlite",
            Self::Keys => "keys.sqlite",
        }
    }
}

impl fmt::Display for HalfFile {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name())
    }
}

/// Why a data directory is not opened. Nothing was written.
#[derive(Debug, thiserror::Error)]
pub enum PairingError {
    /// The data are there, the keys are not.
    #[error(
        "keys.sqlite is missing beside data.sqlite. Nothing was changed. Put back the key store that belongs to these \
         data (its newest copy): without it nothing that is stored can be read"
    )]
    KeysMissing,
    /// The data are there, the file of the keys has none.
    #[error(
        "keys.sqlite has no keys, although data.sqlite has data. Nothing was changed. Put back the key store that \
         belongs to these data (its newest copy): without it nothing that is stored can be read"
    )]
    KeysEmpty,
    /// The keys are there, the data are not.
    #[error(
        "data.sqlite is missing or empty beside a key store with keys. Nothing was changed. Restore the data; to begin \
         anew, give another data directory or move keys.sqlite and root.key to a safe place first"
    )]
    DataMissing,
    /// Of two instances.
    #[error(
        "keys.sqlite belongs to another instance than data.sqlite. Nothing was changed. Put the two files of one \
         instance together"
    )]
    Foreign,
    /// The keys are a copy from before the data.
    #[error(
        "keys.sqlite is older than data.sqlite{}. Nothing was changed. Put back the newest copy of the key store; an \
         older one would open what was deleted since and lacks the keys of what was made since", lacking(*.missing)
    )]
    KeysOlder {
        /// How many accounts, organisations and projects of the data have no key there, where they were counted.
        missing: usize,
    },
    /// The data are a copy from before the keys.
    #[error(
        "data.sqlite is older than keys.sqlite. Nothing was changed. If you restored it from a backup, start once with \
         --restored-data: what was deleted since the backup stays deleted, what was made since is missing"
    )]
    DataOlder,
    /// A file is cut, overwritten or no database.
    #[error(
        "{file} cannot be read: {reason}. Nothing was changed. Keep the file as it is, and restore it from a backup as \
         docs/operations.md says"
    )]
    Unreadable {
        /// Which file.
        file: HalfFile,
        /// What is wrong with it.
        reason: String,
    },
}

fn lacking(missing: usize) -> String {
    if missing == 0 { String::new() } else { format!(": it lacks the keys of {missing} records") }
}

/// What a start found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pairing {
    /// Neither data nor keys.
    Fresh,
    /// The two files belong together.
    Matching,
    /// Data of a copy from before the keys, which the operator restored on purpose.
    RestoredData,
}

/// Looks at a data directory without writing to it.
///
/// # Errors
/// What does not fit, and what to do.
pub async fn inspect(folder: &Path, restored_data: bool) -> Result<Pairing, PairingError> {
    let keys = look(folder, HalfFile::Keys).await?;
    let data = look(folder, HalfFile::Data).await?;
    match (keys, data) {
        (Half::Missing | Half::Empty, Half::Missing | Half::Empty) => Ok(Pairing::Fresh),
        // A first start that ended before anybody did anything.
        (Half::Missing | Half::Empty, Half::Full(data)) if data.is_untouched() => Ok(Pairing::Fresh),
        (Half::Missing, Half::Full(_)) => Err(PairingError::KeysMissing),
        (Half::Empty, Half::Full(_)) => Err(PairingError::KeysEmpty),
        (Half::Full(_), Half::Missing | Half::Empty) => Err(PairingError::DataMissing),
        (Half::Full(keys), Half::Full(data)) => compare(&keys, &data, restored_data),
    }
}

/// One file as it was found.
enum Half {
    Missing,
    /// Without anything that belongs to somebody.
    Empty,
    Full(Content),
}

/// What the comparison needs of a file.
#[derive(Default)]
struct Content {
    /// Instance, and the generations of the keys between which it stands.
    instance: Option<(Uuid, i64, i64)>,
    /// Purpose and owner of every key that is there, or has to be.
    owners: HashSet<(String, Uuid)>,
    /// Those whose deletion is recorded.
    deleted: HashSet<(String, Uuid)>,
    /// Keys by the time at which they were made; of the data the time of the last event.
    newest_s: i64,
    created: Vec<((String, Uuid), i64)>,
}

impl Content {
    fn is_untouched(&self) -> bool {
        self.owners.is_empty() && self.newest_s == 0
    }
}

fn compare(keys: &Content, data: &Content, restored_data: bool) -> Result<Pairing, PairingError> {
    let data_older = if restored_data { Ok(Pairing::RestoredData) } else { Err(PairingError::DataOlder) };
    match (keys.instance, data.instance) {
        (Some((a, ..)), Some((b, ..))) if a != b => Err(PairingError::Foreign),
        (Some((_, generation, _)), Some((_, from, _))) if generation < from => {
            Err(PairingError::KeysOlder { missing: 0 })
        }
        (Some((_, generation, _)), Some((_, _, to))) if generation > to => data_older,
        (Some(_), Some(_)) => Ok(Pairing::Matching),
        // The first start of a version that compares was interrupted between the two files.
        (None, Some((_, 0, _))) => Ok(Pairing::Matching),
        (None, Some(_)) => Err(PairingError::KeysOlder { missing: 0 }),
        (Some(_), None) => {
            let lost = without_key(keys, data);
            if lost > 0 { Err(PairingError::KeysOlder { missing: lost }) } else { data_older }
        }
        // Neither was opened by a version that compares: then every owner has to have a key, and no key may be newer
        // than the newest event.
        (None, None) => {
            let lost = without_key(keys, data);
            let is_newer = |(key, made_s): &((String, Uuid), i64)| {
                *made_s > data.newest_s && !data.owners.contains(key) && !data.deleted.contains(key)
            };
            match lost {
                lost if lost > 0 && lost == data.owners.len() => Err(PairingError::Foreign),
                _ if keys.created.iter().any(is_newer) => data_older,
                0 => Ok(Pairing::Matching),
                missing => Err(PairingError::KeysOlder { missing }),
            }
        }
    }
}

/// How many owners have neither a key nor a deletion that was recorded.
fn without_key(keys: &Content, data: &Content) -> usize {
    let known = |owner: &&(String, Uuid)| {
        keys.owners.contains(*owner) || keys.deleted.contains(*owner) || data.deleted.contains(*owner)
    };
    data.owners.iter().filter(|owner| !known(owner)).count()
}

async fn look(folder: &Path, file: HalfFile) -> Result<Half, PairingError> {
    let path = folder.join(file.name());
    let unreadable = |reason: String| PairingError::Unreadable { file, reason };
    match std::fs::metadata(&path) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Half::Missing),
        Err(error) => return Err(unreadable(error.to_string())),
        Ok(metadata) if metadata.len() == 0 && !has_log(&path) => return Ok(Half::Empty),
        Ok(_) => {}
    }
    if let Some(reason) = cut(&path) {
        return Err(unreadable(reason));
    }
    let failed = |error: StoreError| match error {
        StoreError::Database(sqlx::Error::Database(error)) => unreadable(error.message().to_owned()),
        other => unreadable(other.to_string()),
    };
    let database = Database::open_to_read(&path).await.map_err(failed)?;
    let content = match file {
        HalfFile::Keys => keys_content(&database).await,
        HalfFile::Data => data_content(&database).await,
    };
    database.close().await;
    content.map_err(failed)
}

/// Whether there is a write-ahead log with something in it.
fn has_log(path: &Path) -> bool {
    std::fs::metadata(path.with_extension("sqlite-wal")).is_ok_and(|log| log.len() > 0)
}

/// Why a file is no whole database, as far as its head tells: a cut file would be noticed only when what is missing is
/// asked for.
fn cut(path: &Path) -> Option<String> {
    use std::io::Read as _;
    let mut head = [0; 32];
    let mut file = std::fs::File::open(path).ok()?;
    let length = file.metadata().ok()?.len();
    if length == 0 {
        return None;
    }
    if file.read_exact(&mut head).is_err() || !head.starts_with(b"SQLite format 3\0") {
        return Some("it is no database".to_owned());
    }
    let page = match u64::from(u16::from_be_bytes([head[16], head[17]])) {
        1 => 65_536,
        size => size,
    };
    let pages = u64::from(u32::from_be_bytes([head[28], head[29], head[30], head[31]]));
    // While a log waits, the file may be shorter than its head says.
    let is_cut = length < page.saturating_mul(pages) && !has_log(path);
    is_cut.then(|| format!("it is cut: {length} bytes of {}", page.saturating_mul(pages)))
}

async fn has_table(database: &Database, table: &str) -> Result<bool, StoreError> {
    let found: i64 =
        sqlx::query_scalar("select count(*) from sqlite_schema where type = 'table' and name = ?")
            .bind(table)
            .fetch_one(database.reader())
            .await?;
    Ok(found > 0)
}

async fn keys_content(database: &Database) -> Result<Half, StoreError> {
    if !has_table(database, "keys").await? {
        return Ok(Half::Empty);
    }
    let mut content = Content::default();
    let keys: Vec<(String, Uuid, i64)> =
        sqlx::query_as("select purpose, owner_id, created_at from keys").fetch_all(database.reader()).await?;
    for (purpose, owner, made_s) in keys {
        if OWNED.iter().any(|owned| owned.key() == purpose) {
            content.created.push(((purpose.clone(), owner), made_s));
        }
        content.owners.insert((purpose, owner));
    }
    if has_table(database, "instance").await? {
        content.instance = sqlx::query_as("select instance_id, generation, generation from instance")
            .fetch_optional(database.reader())
            .await?;
        let destroyed: Vec<(String, Uuid)> = sqlx::query_as("select purpose, owner_id from destroyed_keys")
            .fetch_all(database.reader())
            .await?;
        content.deleted = destroyed.into_iter().collect();
    }
    Ok(if content.owners.is_empty() { Half::Empty } else { Half::Full(content) })
}

/// Whose keys the data need.
const OWNED: [KeyPurpose; 3] = [KeyPurpose::Account, KeyPurpose::Organisation, KeyPurpose::Project];

async fn data_content(database: &Database) -> Result<Half, StoreError> {
    if !has_table(database, "projects").await? {
        return Ok(Half::Empty);
    }
    let mut content = Content::default();
    let owners: Vec<(String, Uuid)> = sqlx::query_as(
        "select 'account', account_id from accounts
         union all select 'organisation', organisation_id from organisations
         union all select 'project', project_id from projects",
    )
    .fetch_all(database.reader())
    .await?;
    content.owners = owners.into_iter().collect();
    if has_table(database, "audit_events").await? {
        content.newest_s = sqlx::query_scalar("select coalesce(max(recorded_at), 0) from audit_events")
            .fetch_one(database.reader())
            .await?;
        let deleted: Vec<(String, Uuid)> = sqlx::query_as(
            "select object_kind, object_id from audit_events
             where action in ('user_deleted', 'sensitive_delete') and outcome = 'success'
               and object_kind in ('account', 'project') and object_id is not null",
        )
        .fetch_all(database.reader())
        .await?;
        content.deleted = deleted.into_iter().collect();
    }
    if has_table(database, "instance").await? {
        content.instance = sqlx::query_as("select instance_id, keys_from, keys_to from instance")
            .fetch_optional(database.reader())
            .await?;
    }
    let is_empty = content.is_untouched() && content.instance.is_none();
    Ok(if is_empty { Half::Empty } else { Half::Full(content) })
}

impl Store {
    /// Gives data and keys the id of their instance if they have none, and lets the data follow every change of the
    /// keys from now on. Returns the id.
    ///
    /// # Errors
    /// A database fails.
    pub async fn pair(&self, keys: &SqliteKeyStore, new_id: Uuid) -> Result<Uuid, StoreError> {
        let generation = keys.instance().await?;
        let known = generation.map_or((new_id, 0, 1), |(id, generation)| (id, generation, generation));
        sqlx::query(
            "insert or ignore into instance (only_row, instance_id, keys_from, keys_to) values (1, ?, ?, ?)",
        )
        .bind(known.0)
        .bind(known.1)
        .bind(known.2)
        .execute(self.data.writer())
        .await?;
        let id: Uuid =
            sqlx::query_scalar("select instance_id from instance").fetch_one(self.data.writer()).await?;
        if generation.is_none() {
            self.adopt_interrupted_deletions().await?;
        }
        let generation = keys.provide_instance(id).await?;
        let ledger = KnownGeneration(self.data.writer().clone());
        ledger.reached(generation).await?;
        self.vault.follow(Box::new(ledger));
        Ok(id)
    }

    /// Before there was a register, a project was deleted when its event was recorded and its key gone.
    async fn adopt_interrupted_deletions(&self) -> Result<(), StoreError> {
        let recorded: Vec<(Uuid, i64)> = sqlx::query_as(
            "select project_id, max(recorded_at) from audit_events
             join projects on projects.project_id = audit_events.object_id
             where action = 'sensitive_delete' and outcome = 'success' and object_kind = 'project'
             group by project_id",
        )
        .fetch_all(self.data.writer())
        .await?;
        let present = self.vault.owners(KeyPurpose::Project).await?;
        let mut transaction = self.data.begin().await?;
        for (project, at_s) in recorded.into_iter().filter(|(project, _)| !present.contains(project)) {
            register_deletion(&mut transaction, "project", project, at_s).await?;
        }
        Ok(transaction.commit().await?)
    }

    /// What stands in the register of deletions.
    pub(super) async fn deletions(&self, kind: &'static str) -> Result<HashSet<Uuid>, StoreError> {
        let ids: Vec<Uuid> = sqlx::query_scalar("select object_id from deletions where object_kind = ?")
            .bind(kind)
            .fetch_all(self.data.reader())
            .await?;
        Ok(ids.into_iter().collect())
    }
}

/// Enters something into the register of deletions, before its key is destroyed.
pub(super) async fn register_deletion(
    transaction: &mut Writing,
    kind: &'static str,
    id: Uuid,
    at_s: i64,
) -> Result<(), StoreError> {
    sqlx::query("insert or ignore into deletions (object_kind, object_id, recorded_at) values (?, ?, ?)")
        .bind(kind)
        .bind(id)
        .bind(at_s)
        .execute(&mut **transaction)
        .await?;
    Ok(())
}

/// Which generations of the keys the data know.
struct KnownGeneration(SqlitePool);

#[async_trait]
impl Ledger for KnownGeneration {
    async fn expect(&self, generation: i64) -> Result<(), VaultError> {
        sqlx::query("update instance set keys_to = max(keys_to, ?)")
            .bind(generation)
            .execute(&self.0)
            .await
            .map_err(|error| VaultError::KeyStore(error.to_string()))?;
        Ok(())
    }

    async fn reached(&self, generation: i64) -> Result<(), VaultError> {
        sqlx::query("update instance set keys_from = ?1, keys_to = ?1")
            .bind(generation)
            .execute(&self.0)
            .await
            .map_err(|error| VaultError::KeyStore(error.to_string()))?;
        Ok(())
    }
}
