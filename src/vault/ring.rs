//! The keys of one owner, newest first: seals with the newest, opens with the one that a record names.

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use zeroize::Zeroizing;

use super::VaultError;
use super::record::{DataKey, Place};
use super::secret::Secret32;

/// The keys of one purpose and owner.
pub struct Ring {
    keys: Vec<DataKey>,
}

impl Ring {
    /// A ring of at least one key, newest first.
    pub(super) fn new(keys: Vec<DataKey>) -> Self {
        assert!(!keys.is_empty(), "a ring holds at least one key");
        Self { keys }
    }

    /// Seals bytes for a place.
    #[must_use]
    pub fn seal(&self, place: &Place<'_>, plain: &[u8]) -> Vec<u8> {
        self.keys[0].seal(place, plain)
    }

    /// Opens a record at its place. The record names its key; none is tried.
    ///
    /// # Errors
    /// [`VaultError::Sealed`], whatever is wrong.
    pub fn open(&self, place: &Place<'_>, record: &[u8]) -> Result<Zeroizing<Vec<u8>>, VaultError> {
        let key = self.keys.iter().find(|key| key.made(record)).ok_or(VaultError::Sealed)?;
        key.open(place, record)
    }

    /// HMAC-SHA-256 under the newest key.
    #[must_use]
    pub fn mac(&self, message: &[u8]) -> [u8; 32] {
        let mac = Hmac::<Sha256>::new_from_slice(self.keys[0].secret().expose());
        let mut mac = mac.expect("HMAC takes keys of any length");
        mac.update(message);
        mac.finalize().into_bytes().into()
    }

    /// The secret of a version, with the version; the newest if none is named.
    #[must_use]
    pub fn secret(&self, version: Option<u32>) -> Option<(u32, &Secret32)> {
        let key = match version {
            Some(version) => self.keys.iter().find(|key| key.version() == version)?,
            None => &self.keys[0],
        };
        Some((key.version(), key.secret()))
    }
}
