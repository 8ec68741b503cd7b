//! Keys and sealed records: the only place that encrypts.
//!
//! The root key (a file) wraps purpose keys, one key per account, organisation and project; these live
//! in a key store apart from the data. A record is sealed under such a key and bound to its place.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, OnceLock, RwLock};

use async_trait::async_trait;
use uuid::Uuid;
use zeroize::Zeroizing;

mod audit_key;
pub mod body;
mod email_index;
mod record;
mod ring;
mod root_key;
mod secret;

pub use audit_key::{AuditKey, AuditVerifier};
pub use email_index::{EMAIL_INDEX_VERSION, email_index, is_email, normalise_email};
pub use record::{DataKey, Place};
pub use ring::Ring;
pub use root_key::{RootKey, RootKeyError, load_or_create};
pub use secret::{Secret32, SecretText, same_bytes};

/// What a key is for. One purpose per key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum KeyPurpose {
    /// Blind index over e-mail addresses.
    EmailIndex,
    /// Second secret of password hashes.
    Pepper,
    /// Payload of sessions.
    Session,
    /// Names of counters that limit guessing.
    Limit,
    /// Tokens of forms.
    FormToken,
    /// Blind indexes over what identity providers say.
    Federation,
    /// What is known of an organisation.
    Organisation,
    /// What is known of an account.
    Account,
    /// Everything of one project.
    Project,
    /// Details of events that belong to nobody.
    Audit,
    /// Signs states of the audit log.
    AuditSigning,
}

impl KeyPurpose {
    /// Every purpose.
    pub const ALL: [Self; 11] = [
        Self::EmailIndex,
        Self::Pepper,
        Self::Session,
        Self::Limit,
        Self::FormToken,
        Self::Federation,
        Self::Organisation,
        Self::Account,
        Self::Project,
        Self::Audit,
        Self::AuditSigning,
    ];

    /// Those of which the instance has one.
    const OF_INSTANCE: [Self; 8] = [
        Self::EmailIndex,
        Self::Pepper,
        Self::Session,
        Self::Limit,
        Self::FormToken,
        Self::Federation,
        Self::Audit,
        Self::AuditSigning,
    ];

    /// Name in the key store.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::EmailIndex => "email-index",
            Self::Pepper => "pepper",
            Self::Session => "session",
            Self::Limit => "limit",
            Self::FormToken => "form-token",
            Self::Federation => "federation",
            Self::Organisation => "organisation",
            Self::Account => "account",
            Self::Project => "project",
            Self::Audit => "audit",
            Self::AuditSigning => "audit-signing",
        }
    }
}

/// Why a key or a record cannot be used. Says nothing about what is inside.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum VaultError {
    /// Damaged, moved, or sealed under another key.
    #[error("a sealed record cannot be opened")]
    Sealed,
    /// There is no such key (any more).
    #[error("no key of purpose {0} for this owner")]
    KeyMissing(&'static str),
    /// The root key does not open the key store.
    #[error("the root key does not belong to this key store")]
    WrongRootKey,
    /// The key store failed.
    #[error("key store: {0}")]
    KeyStore(String),
}

/// A key as the key store keeps it.
#[derive(Clone)]
pub struct WrappedKey {
    /// Names the key of one purpose and owner.
    pub key_id: Uuid,
    /// Counts renewals, from 1.
    pub version: u32,
    /// [`KeyPurpose::key`].
    pub purpose: String,
    /// Account, organisation or project; nil for the instance.
    pub owner: Uuid,
    /// The key, sealed under the root key.
    pub wrapped: Vec<u8>,
    /// Seconds since 1970.
    pub created_at_s: i64,
}

/// A state of the audit log that was signed, kept apart from the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedLog {
    /// The signed note.
    pub note: String,
    /// When, seconds since 1970.
    pub at_s: i64,
}

/// The key store.
#[async_trait]
pub trait KeyStore: Send + Sync {
    /// Adds a key.
    async fn insert(&self, key: &WrappedKey) -> Result<(), VaultError>;
    /// Every version of a key, newest first.
    async fn find(&self, purpose: &'static str, owner: Uuid) -> Result<Vec<WrappedKey>, VaultError>;
    /// Any key, to check the root key with.
    async fn any(&self) -> Result<Option<WrappedKey>, VaultError>;
    /// Destroys every version of a key so that no trace is left in the files, and records that it was destroyed.
    async fn destroy(&self, purpose: &'static str, owner: Uuid) -> Result<(), VaultError>;
    /// Who has a key of this purpose.
    async fn owners(&self, purpose: &'static str) -> Result<Vec<Uuid>, VaultError>;
    /// Whose key of this purpose was destroyed: on purpose, other than one that is lost.
    async fn destroyed(&self, purpose: &'static str) -> Result<Vec<Uuid>, VaultError>;
    /// How often keys were made or destroyed.
    async fn generation(&self) -> Result<i64, VaultError>;
    /// The last state of the audit log that was signed.
    async fn signed_log(&self) -> Result<Option<SignedLog>, VaultError>;
    /// Replaces it by a newer one.
    async fn keep_signed_log(&self, signed: &SignedLog) -> Result<(), VaultError>;
    /// Forgets it: the log was restored from an older copy.
    async fn forget_signed_log(&self) -> Result<(), VaultError>;
}

/// Whoever notes beside the data how often the keys were changed, so that copies of the two that do not belong
/// together are noticed.
#[async_trait]
pub trait Ledger: Send + Sync {
    /// Before a change: the keys will be in this generation.
    async fn expect(&self, generation: i64) -> Result<(), VaultError>;
    /// After a change: the keys are in this generation.
    async fn reached(&self, generation: i64) -> Result<(), VaultError>;
}

/// Hands out keys.
pub struct Vault {
    root: RootKey,
    store: Arc<dyn KeyStore>,
    rings: RwLock<Rings>,
    ledger: OnceLock<Box<dyn Ledger>>,
    /// Keys are changed one after the other, so that their generations can be told.
    changing: tokio::sync::Mutex<()>,
}

/// Keys that are in use.
#[derive(Default)]
struct Rings {
    known: HashMap<(KeyPurpose, Uuid), Arc<Ring>>,
    /// How many were destroyed: what was read from the store before does not come in afterwards.
    destroyed: u64,
}

impl Vault {
    /// A vault over a key store.
    ///
    /// # Errors
    /// [`VaultError::WrongRootKey`] if the store was made under another root key.
    pub async fn open(root: RootKey, store: Arc<dyn KeyStore>) -> Result<Self, VaultError> {
        root_key_fits(&root, &*store).await?;
        let (rings, ledger) = (RwLock::default(), OnceLock::new());
        Ok(Self { root, store, rings, ledger, changing: tokio::sync::Mutex::default() })
    }

    /// Has every change of the keys from now on noted in a ledger.
    pub fn follow(&self, ledger: Box<dyn Ledger>) {
        _ = self.ledger.set(ledger);
    }

    /// Makes the keys of the instance that are not there yet.
    ///
    /// # Errors
    /// The key store fails.
    pub async fn provide_instance_keys(&self, now_s: i64) -> Result<(), VaultError> {
        for purpose in KeyPurpose::OF_INSTANCE {
            match self.ring(purpose, Uuid::nil()).await {
                Err(VaultError::KeyMissing(_)) => _ = self.create(purpose, Uuid::nil(), now_s).await?,
                other => _ = other?,
            }
        }
        Ok(())
    }

    /// Makes the first key of an owner.
    ///
    /// # Errors
    /// The key store fails or has such a key already.
    pub async fn create(
        &self,
        purpose: KeyPurpose,
        owner: Uuid,
        now_s: i64,
    ) -> Result<Arc<Ring>, VaultError> {
        let destroyed = self.destroyed();
        let (key_id, version) = (record::random_id(), 1);
        let secret = Secret32::random();
        let place = wrap_place(purpose.key(), owner, &key_id);
        let wrapped = self.root.key().seal(&place, secret.expose());
        let key = WrappedKey {
            key_id,
            version,
            purpose: purpose.key().to_owned(),
            owner,
            wrapped,
            created_at_s: now_s,
        };
        self.changing(self.store.insert(&key)).await?;
        let ring = Arc::new(Ring::new(vec![DataKey::new(key_id, version, secret)]));
        self.remember(purpose, owner, &ring, destroyed);
        Ok(ring)
    }

    /// The keys of an owner.
    ///
    /// # Errors
    /// [`VaultError::KeyMissing`] if there is none, for example because it was destroyed.
    pub async fn ring(&self, purpose: KeyPurpose, owner: Uuid) -> Result<Arc<Ring>, VaultError> {
        let (known, destroyed) = {
            let rings = self.rings.read().expect("no holder of the lock panics");
            (rings.known.get(&(purpose, owner)).cloned(), rings.destroyed)
        };
        if let Some(ring) = known {
            return Ok(ring);
        }
        let rows = self.store.find(purpose.key(), owner).await?;
        if rows.is_empty() {
            return Err(VaultError::KeyMissing(purpose.key()));
        }
        let keys = rows.iter().map(|row| unwrap(&self.root, row)).collect::<Result<Vec<_>, _>>()?;
        let ring = Arc::new(Ring::new(keys));
        self.remember(purpose, owner, &ring, destroyed);
        Ok(ring)
    }

    /// Destroys the keys of an owner: what is sealed under them is lost for good.
    ///
    /// # Errors
    /// The key store fails.
    pub async fn destroy(&self, purpose: KeyPurpose, owner: Uuid) -> Result<(), VaultError> {
        self.changing(self.store.destroy(purpose.key(), owner)).await?;
        let mut rings = self.rings.write().expect("no holder of the lock panics");
        rings.known.remove(&(purpose, owner));
        rings.destroyed += 1;
        Ok(())
    }

    /// Who has a key of this purpose.
    ///
    /// # Errors
    /// The key store fails.
    pub async fn owners(&self, purpose: KeyPurpose) -> Result<HashSet<Uuid>, VaultError> {
        Ok(self.store.owners(purpose.key()).await?.into_iter().collect())
    }

    /// Whose key of this purpose was destroyed and is not there. A key that is absent without standing here was lost.
    ///
    /// # Errors
    /// The key store fails.
    pub async fn destroyed_owners(&self, purpose: KeyPurpose) -> Result<HashSet<Uuid>, VaultError> {
        let present = self.owners(purpose).await?;
        let destroyed = self.store.destroyed(purpose.key()).await?;
        Ok(destroyed.into_iter().filter(|owner| !present.contains(owner)).collect())
    }

    /// Forgets the last state of the audit log that was signed: the log was restored from an older copy, on purpose.
    ///
    /// # Errors
    /// The key store fails.
    pub async fn forget_signed_log(&self) -> Result<(), VaultError> {
        self.store.forget_signed_log().await
    }

    /// Changes the keys, between the two notes of the ledger.
    async fn changing(&self, change: impl Future<Output = Result<(), VaultError>>) -> Result<(), VaultError> {
        let _alone = self.changing.lock().await;
        let Some(ledger) = self.ledger.get() else { return change.await };
        let next = self.store.generation().await? + 1;
        ledger.expect(next).await?;
        change.await?;
        // The change is done; that it is noted as done can wait for the next one.
        if let Err(error) = ledger.reached(next).await {
            tracing::warn!(%error, "that the keys were changed is noted later");
        }
        Ok(())
    }

    /// The last state of the audit log that was signed.
    ///
    /// # Errors
    /// The key store fails.
    pub async fn signed_log(&self) -> Result<Option<SignedLog>, VaultError> {
        self.store.signed_log().await
    }

    /// Keeps a newer one.
    ///
    /// # Errors
    /// The key store fails.
    pub async fn keep_signed_log(&self, signed: &SignedLog) -> Result<(), VaultError> {
        self.store.keep_signed_log(signed).await
    }

    fn destroyed(&self) -> u64 {
        self.rings.read().expect("no holder of the lock panics").destroyed
    }

    /// Keeps a key for later, unless one was destroyed since `destroyed` was read: it may have been this one.
    fn remember(&self, purpose: KeyPurpose, owner: Uuid, ring: &Arc<Ring>, destroyed: u64) {
        let mut rings = self.rings.write().expect("no holder of the lock panics");
        if rings.destroyed == destroyed {
            rings.known.insert((purpose, owner), Arc::clone(ring));
        }
    }
}

/// Whether the root key opens a key store.
///
/// # Errors
/// [`VaultError::WrongRootKey`] if it does not.
pub async fn root_key_fits(root: &RootKey, store: &dyn KeyStore) -> Result<(), VaultError> {
    match store.any().await? {
        Some(key) => unwrap(root, &key).map(|_| ()).map_err(|_| VaultError::WrongRootKey),
        None => Ok(()),
    }
}

fn unwrap(root: &RootKey, row: &WrappedKey) -> Result<DataKey, VaultError> {
    let purpose = KeyPurpose::ALL.into_iter().find(|purpose| purpose.key() == row.purpose);
    let purpose = purpose.ok_or(VaultError::Sealed)?;
    let place = wrap_place(purpose.key(), row.owner, &row.key_id);
    let secret: Zeroizing<Vec<u8>> = root.key().open(&place, &row.wrapped)?;
    let secret = Secret32::from_slice(&secret).ok_or(VaultError::Sealed)?;
    Ok(DataKey::new(row.key_id, row.version, secret))
}

/// Where a wrapped key stands: its purpose is the column, so that a key cannot change its purpose.
fn wrap_place<'a>(purpose: &'static str, owner: Uuid, key_id: &'a Uuid) -> Place<'a> {
    Place {
        tenant: Uuid::nil(),
        project: owner,
        table: "keys",
        row: key_id.as_bytes(),
        column: purpose,
        schema: 1,
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex;

    use super::*;

    /// A key store that takes its time between reading and answering.
    #[derive(Default)]
    struct Slow(Mutex<Vec<WrappedKey>>);

    #[async_trait]
    impl KeyStore for Slow {
        async fn insert(&self, key: &WrappedKey) -> Result<(), VaultError> {
            self.0.lock().unwrap().push(key.clone());
            Ok(())
        }

        async fn find(&self, purpose: &'static str, owner: Uuid) -> Result<Vec<WrappedKey>, VaultError> {
            let mut keys = self.0.lock().unwrap().clone();
            keys.retain(|key| key.purpose == purpose && key.owner == owner);
            tokio::task::yield_now().await;
            Ok(keys)
        }

        async fn any(&self) -> Result<Option<WrappedKey>, VaultError> {
            Ok(self.0.lock().unwrap().first().cloned())
        }

        async fn destroy(&self, purpose: &'static str, owner: Uuid) -> Result<(), VaultError> {
            self.0.lock().unwrap().retain(|key| key.purpose != purpose || key.owner != owner);
            Ok(())
        }

        async fn owners(&self, _: &'static str) -> Result<Vec<Uuid>, VaultError> {
            Ok(Vec::new())
        }

        async fn destroyed(&self, _: &'static str) -> Result<Vec<Uuid>, VaultError> {
            Ok(Vec::new())
        }

        async fn generation(&self) -> Result<i64, VaultError> {
            Ok(0)
        }

        async fn forget_signed_log(&self) -> Result<(), VaultError> {
            Ok(())
        }

        async fn signed_log(&self) -> Result<Option<SignedLog>, VaultError> {
            Ok(None)
        }

        async fn keep_signed_log(&self, _: &SignedLog) -> Result<(), VaultError> {
            Ok(())
        }
    }

    #[tokio::test]
    async fn a_key_that_is_destroyed_while_it_is_read_does_not_come_back() {
        let (store, owner) = (Arc::new(Slow::default()), Uuid::from_u128(1));
        let vault = |root: &Secret32| {
            let root = Secret32::from_slice(root.expose()).unwrap();
            Vault::open(RootKey::new(root), Arc::clone(&store) as _)
        };
        let root = Secret32::random();
        let before = vault(&root).await.unwrap();
        before.create(KeyPurpose::Account, owner, 0).await.unwrap();
        // After a start nothing is in memory yet.
        let vault = vault(&root).await.unwrap();
        let reading = vault.ring(KeyPurpose::Account, owner);
        let (read, destroyed) = tokio::join!(reading, vault.destroy(KeyPurpose::Account, owner));
        assert!(read.is_ok(), "who came before it was destroyed");
        destroyed.unwrap();
        let gone = vault.ring(KeyPurpose::Account, owner).await;
        assert!(matches!(gone, Err(VaultError::KeyMissing(_))));
    }
}
