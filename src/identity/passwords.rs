//! Password hashes: argon2id with a salt per account and a pepper from the key store, on a bounded pool.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use argon2::password_hash::phc::PasswordHash;
use argon2::{Algorithm, Argon2, Params, PasswordHasher, PasswordVerifier, Version};
use tokio::sync::{OnceCell, OwnedSemaphorePermit, Semaphore};
use uuid::Uuid;

use crate::storage::StoredPassword;
use crate::vault::{KeyPurpose, Ring, SecretText, Vault, VaultError};

/// How much work a hash is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PasswordCost {
    /// Memory, KiB.
    pub memory_kib: u32,
    /// Passes over the memory.
    pub passes: u32,
}

impl PasswordCost {
    /// 64 MiB and three passes on one lane: well above the floor of OWASP, below half a second.
    pub const STANDARD: Self = Self { memory_kib: 64 * 1024, passes: 3 };
}

/// Why a password was neither hashed nor checked.
#[derive(Debug, thiserror::Error)]
pub enum PasswordError {
    /// Too many are being computed already.
    #[error("too many passwords are being checked")]
    Busy,
    /// The key store fails.
    #[error(transparent)]
    Vault(#[from] VaultError),
    /// Hashing fails, for example for want of memory.
    #[error("password hash: {0}")]
    Hash(String),
}

/// Hashes and checks passwords, no more at a time than there are processors.
pub struct Passwords {
    vault: Arc<Vault>,
    cost: PasswordCost,
    running: Arc<Semaphore>,
    waiting: AtomicUsize,
    dummy: OnceCell<StoredPassword>,
    /// Hashes that were computed so far.
    #[cfg(test)]
    computed: AtomicUsize,
}

/// Requests that may wait for their turn; each takes a fraction of a second.
const QUEUE: usize = 32;

impl Passwords {
    /// A pool of the size of the machine.
    #[must_use]
    pub fn new(vault: Arc<Vault>, cost: PasswordCost) -> Self {
        let processors = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        let running = Arc::new(Semaphore::new(processors));
        Self {
            vault,
            cost,
            running,
            waiting: AtomicUsize::new(0),
            dummy: OnceCell::new(),
            #[cfg(test)]
            computed: AtomicUsize::new(0),
        }
    }

    /// How many hashes were computed so far: the work that the time of an answer would tell of.
    #[cfg(test)]
    pub fn computed(&self) -> usize {
        self.computed.load(Ordering::SeqCst)
    }

    /// A place in the pool, for work as heavy as a hash.
    ///
    /// # Errors
    /// [`PasswordError::Busy`] if the queue is full.
    pub async fn turn(&self) -> Result<OwnedSemaphorePermit, PasswordError> {
        if self.waiting.fetch_add(1, Ordering::AcqRel) >= QUEUE {
            self.waiting.fetch_sub(1, Ordering::AcqRel);
            return Err(PasswordError::Busy);
        }
        let permit = Arc::clone(&self.running).acquire_owned().await;
        self.waiting.fetch_sub(1, Ordering::AcqRel);
        Ok(permit.expect("the semaphore is never closed"))
    }

    /// Hashes a new password.
    ///
    /// # Errors
    /// [`PasswordError`].
    pub async fn hash(&self, password: SecretText) -> Result<StoredPassword, PasswordError> {
        let ring = self.vault.ring(KeyPurpose::Pepper, Uuid::nil()).await?;
        let (permit, cost) = (self.turn().await?, self.cost);
        self.count();
        blocking(permit, move || {
            let (pepper, _) = ring.secret(None).ok_or(VaultError::KeyMissing("pepper"))?;
            let phc =
                hasher(&ring, pepper, cost)?.hash_password(password.expose().as_bytes()).map_err(failed)?;
            Ok(StoredPassword { phc: phc.to_string(), pepper })
        })
        .await
    }

    /// Whether a password is right. Without a stored password (unknown account) the same work is done
    /// and the answer is no.
    ///
    /// # Errors
    /// [`PasswordError`].
    pub async fn verify(
        &self,
        password: SecretText,
        stored: Option<&StoredPassword>,
    ) -> Result<bool, PasswordError> {
        let known = stored.is_some();
        // Made for whoever comes first, known or not.
        let dummy = self.dummy().await?;
        let stored = stored.unwrap_or(dummy).clone();
        let ring = self.vault.ring(KeyPurpose::Pepper, Uuid::nil()).await?;
        let (permit, cost) = (self.turn().await?, self.cost);
        self.count();
        let right = blocking(permit, move || {
            let hash = PasswordHash::new(&stored.phc).map_err(failed)?;
            let hasher = hasher(&ring, stored.pepper, cost)?;
            Ok(hasher.verify_password(password.expose().as_bytes(), &hash).is_ok())
        })
        .await?;
        Ok(right && known)
    }

    /// Whether a hash was made with other parameters or an older pepper than new ones are.
    pub async fn is_outdated(&self, stored: &StoredPassword) -> bool {
        let newest = self.vault.ring(KeyPurpose::Pepper, Uuid::nil()).await;
        let newest = newest.ok().and_then(|ring| ring.secret(None).map(|(version, _)| version));
        let parameters = format!("m={},t={},p=1", self.cost.memory_kib, self.cost.passes);
        newest != Some(stored.pepper) || !stored.phc.contains(&parameters)
    }

    fn count(&self) {
        #[cfg(test)]
        self.computed.fetch_add(1, Ordering::SeqCst);
    }

    /// The hash that unknown accounts are checked against.
    async fn dummy(&self) -> Result<&StoredPassword, PasswordError> {
        self.dummy.get_or_try_init(|| self.hash(SecretText::new("nobody has this password".to_owned()))).await
    }
}

fn hasher(ring: &Ring, pepper: u32, cost: PasswordCost) -> Result<Argon2<'_>, PasswordError> {
    let (_, pepper) = ring.secret(Some(pepper)).ok_or(VaultError::KeyMissing("pepper"))?;
    let params = Params::new(cost.memory_kib, cost.passes, 1, Some(32)).map_err(failed)?;
    Argon2::new_with_secret(pepper.expose(), Algorithm::Argon2id, Version::V0x13, params).map_err(failed)
}

async fn blocking<T: Send + 'static>(
    permit: OwnedSemaphorePermit,
    work: impl FnOnce() -> Result<T, PasswordError> + Send + 'static,
) -> Result<T, PasswordError> {
    let done = tokio::task::spawn_blocking(move || {
        let result = work();
        drop(permit);
        result
    });
    done.await.map_err(failed)?
}

fn failed(error: impl std::fmt::Display) -> PasswordError {
    PasswordError::Hash(error.to_string())
}
