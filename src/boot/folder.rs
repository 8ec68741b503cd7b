//! The data directory: readable by its owner only, and used by one server at a time.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{Read as _, Seek as _, SeekFrom, Write as _};
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use super::BootError;

/// Name of the file that is locked while somebody works on the directory. It says which process that is.
const LOCK: &str = "lastgang.lock";

/// Why the directory is not used.
#[derive(Debug, thiserror::Error)]
pub enum FolderError {
    /// Another process works on it.
    #[error("{} is in use by another Lastgang{by}. Stop it first, or give another data directory", folder.display())]
    InUse {
        /// The directory.
        folder: PathBuf,
        /// Which process.
        by: String,
    },
    /// It cannot be made or locked.
    #[error("{}: {error}", file.display())]
    Io {
        /// What.
        file: PathBuf,
        /// Why.
        error: std::io::Error,
    },
}

/// The right to be the only one who works on a data directory; ends with [`Self::release`] or the process.
#[derive(Debug)]
pub struct FolderLock(Mutex<Option<File>>);

impl FolderLock {
    /// Lets others have it.
    pub fn release(&self) {
        // Closing the file gives the lock back.
        drop(self.0.lock().expect("no holder of the lock panics").take());
    }
}

/// Makes a data directory into which only its owner may look.
///
/// # Errors
/// It cannot be made.
pub fn prepare(folder: &Path) -> Result<(), BootError> {
    let failed = |error| FolderError::Io { file: folder.to_owned(), error };
    fs::DirBuilder::new().recursive(true).mode(0o700).create(folder).map_err(failed)?;
    let mode = fs::metadata(folder).map_err(failed)?.permissions().mode() & 0o777;
    if mode & 0o077 != 0 {
        fs::set_permissions(folder, fs::Permissions::from_mode(0o700)).map_err(failed)?;
    }
    Ok(())
}

/// Takes a data directory for this process.
///
/// # Errors
/// [`FolderError::InUse`] names the process that has it.
pub fn lock(folder: &Path) -> Result<FolderLock, FolderError> {
    let path = folder.join(LOCK);
    let failed = |error| FolderError::Io { file: path.clone(), error };
    let options = OpenOptions::new().read(true).write(true).create(true).truncate(false).mode(0o600).clone();
    let mut file = options.open(&path).map_err(failed)?;
    match file.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => {
            let mut by = String::new();
            _ = file.take(200).read_to_string(&mut by);
            let by = by.trim();
            let by = if by.is_empty() { String::new() } else { format!(" ({by})") };
            return Err(FolderError::InUse { folder: folder.to_owned(), by });
        }
        Err(TryLockError::Error(error)) => return Err(failed(error)),
    }
    // Whoever is refused reads it; that it cannot be written, on a full disk, keeps nobody from starting.
    let named = file.set_len(0).and_then(|()| file.seek(SeekFrom::Start(0))).and_then(|_| {
        let process = std::process::id();
        let host = fs::read_to_string("/proc/sys/kernel/hostname").unwrap_or_default();
        writeln!(file, "process {process} on {}", host.trim())
    });
    if let Err(error) = named {
        tracing::warn!(%error, "the lock of the data directory does not name this process");
    }
    Ok(FolderLock(Mutex::new(Some(file))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_second_process_is_told_which_is_the_first() {
        let folder = tempfile::tempdir().unwrap();
        let first = lock(folder.path()).unwrap();
        let refused = lock(folder.path()).unwrap_err().to_string();
        assert!(refused.contains(&format!("process {} on", std::process::id())), "{refused}");
        first.release();
        lock(folder.path()).unwrap();
    }
}
