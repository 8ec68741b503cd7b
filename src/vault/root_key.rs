//! The root key: a file that only the owner can read. It wraps every other key.

use std::fs::{self, OpenOptions};
use std::io::{self, Write as _};
use std::os::unix::fs::{OpenOptionsExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hkdf::Hkdf;
use sha2::Sha256;
use uuid::Uuid;
use zeroize::Zeroizing;

use super::record::DataKey;
use super::secret::Secret32;

/// The key that wraps all keys.
pub struct RootKey {
    key: DataKey,
}

impl RootKey {
    /// A root key; its name is derived from it, so that a wrapped key says which root key wrapped it.
    #[must_use]
    pub fn new(secret: Secret32) -> Self {
        let mut id = [0; 16];
        let hkdf = Hkdf::<Sha256>::new(None, secret.expose());
        hkdf.expand(b"lastgang/root-key/id", &mut id).expect("16 bytes are a valid length");
        Self { key: DataKey::new(Uuid::from_bytes(id), 1, secret) }
    }

    pub(super) const fn key(&self) -> &DataKey {
        &self.key
    }
}

/// Why the root key cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum RootKeyError {
    /// Others could read it.
    #[error("{path} can be read by others (mode {mode:o}); set it to 0400")]
    Readable {
        /// The file.
        path: PathBuf,
        /// Its permissions.
        mode: u32,
    },
    /// Not a root key.
    #[error("{0} is not a root key of Lastgang (one line of base64); restore the root key from its backup")]
    Malformed(PathBuf),
    /// There are keys that only the missing file can open.
    #[error("{0} is missing, but the key store exists; restore the root key from its backup")]
    Missing(PathBuf),
    /// The file cannot be read or written.
    #[error("{path}: {error}")]
    Io {
        /// The file.
        path: PathBuf,
        /// What went wrong.
        error: io::Error,
    },
}

/// The root key in a file, and whether it was made just now. `may_create` is false when a key store
/// exists already: a new root key could not open it.
///
/// # Errors
/// The file is missing, malformed or can be read by others.
pub fn load_or_create(path: &Path, may_create: bool) -> Result<(RootKey, bool), RootKeyError> {
    let failed = |error| RootKeyError::Io { path: path.to_owned(), error };
    match fs::metadata(path) {
        Ok(metadata) => {
            let mode = metadata.permissions().mode() & 0o777;
            if mode & 0o077 != 0 {
                return Err(RootKeyError::Readable { path: path.to_owned(), mode });
            }
            let text = Zeroizing::new(fs::read(path).map_err(failed)?);
            let malformed = || RootKeyError::Malformed(path.to_owned());
            let bytes = Zeroizing::new(STANDARD.decode(text.trim_ascii()).map_err(|_| malformed())?);
            Ok((RootKey::new(Secret32::from_slice(&bytes).ok_or_else(malformed)?), false))
        }
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(failed(error)),
        Err(_) if !may_create => Err(RootKeyError::Missing(path.to_owned())),
        Err(_) => {
            let secret = Secret32::random();
            let text = Zeroizing::new(STANDARD.encode(secret.expose()) + "\n");
            let mut file =
                OpenOptions::new().write(true).create_new(true).mode(0o400).open(path).map_err(failed)?;
            file.write_all(text.as_bytes()).and_then(|()| file.sync_all()).map_err(failed)?;
            Ok((RootKey::new(secret), true))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_root_key_is_made_once_and_only_its_owner_can_read_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("root.key");
        let (first, created) = load_or_create(&path, true).unwrap();
        assert!(created);
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o400);
        let (again, created) = load_or_create(&path, true).unwrap();
        assert!(!created);
        assert!(first.key.secret().expose() == again.key.secret().expose());
        fs::set_permissions(&path, fs::Permissions::from_mode(0o440)).unwrap();
        assert!(matches!(load_or_create(&path, true), Err(RootKeyError::Readable { mode: 0o440, .. })));
    }

    #[test]
    fn no_new_root_key_is_made_beside_an_existing_key_store() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("root.key");
        assert!(matches!(load_or_create(&path, false), Err(RootKeyError::Missing(_))));
        assert!(!path.exists());
    }
}
