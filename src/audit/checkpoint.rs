//! Signed states of the log in the form of C2SP `tlog-checkpoint`: origin, size, root, signature. Whoever
//! keeps one outside of the server can prove later that rows were cut off or replaced.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::Verified;
use crate::vault::{AuditKey, AuditVerifier};

/// A signed state of the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checkpoint {
    /// How many rows the log had.
    pub size: u64,
    /// Root of the tree over their hashes.
    pub root: [u8; 32],
}

/// Why a note is no checkpoint of this log.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CheckpointError {
    /// Not in the form of a checkpoint.
    #[error("this is no checkpoint note")]
    Malformed,
    /// Of another log.
    #[error("the checkpoint belongs to another log")]
    OtherLog,
    /// Nobody with the key of the log signed it.
    #[error("the signature of the checkpoint is wrong")]
    Signature,
}

impl Checkpoint {
    /// The state of a log that was verified.
    #[must_use]
    pub const fn of(log: &Verified) -> Self {
        Self { size: log.rows, root: log.root }
    }

    /// The signed note.
    #[must_use]
    pub fn sign(&self, key: &AuditKey) -> String {
        let name = key.verifier().name();
        let text = format!("{name}\n{}\n{}\n", self.size, STANDARD.encode(self.root));
        let mut signature = key.verifier().key_hash().to_vec();
        signature.extend_from_slice(&key.sign(text.as_bytes()));
        format!("{text}\n— {name} {}\n", STANDARD.encode(signature))
    }

    /// Reads a note and checks its signature.
    ///
    /// # Errors
    /// It is none, or nobody with this key signed it.
    pub fn open(note: &str, verifier: &AuditVerifier) -> Result<Self, CheckpointError> {
        let malformed = CheckpointError::Malformed;
        let split = note.find("\n\n").ok_or(malformed)?;
        let (text, signatures) = (&note[..=split], &note[split + 2..]);
        let mut lines = text.lines();
        let (name, size, root) = (lines.next(), lines.next(), lines.next());
        if name != Some(&verifier.name()) {
            return Err(CheckpointError::OtherLog);
        }
        let size = size.filter(|size| !size.starts_with(['0', '+'])).and_then(|size| size.parse().ok());
        let root = root.and_then(|root| STANDARD.decode(root).ok()).and_then(|root| root.try_into().ok());
        let (Some(size), Some(root), None) = (size, root, lines.next()) else { return Err(malformed) };
        let signed = signatures.lines().any(|line| {
            let signature = line.strip_prefix("— ").and_then(|line| line.split_once(' '));
            let Some((signer, signature)) = signature else { return false };
            let Ok(signature) = STANDARD.decode(signature) else { return false };
            signer == verifier.name()
                && signature
                    .strip_prefix(&verifier.key_hash())
                    .is_some_and(|signature| verifier.verify(text.as_bytes(), signature))
        });
        if signed { Ok(Self { size, root }) } else { Err(CheckpointError::Signature) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vault::Secret32;

    #[test]
    fn a_note_opens_only_unchanged_and_under_its_own_key() {
        let key = AuditKey::new(&Secret32::random());
        let checkpoint = Checkpoint { size: 1, root: [7; 32] };
        let note = checkpoint.sign(&key);
        assert_eq!(Checkpoint::open(&note, key.verifier()), Ok(checkpoint));
        // The form in which operators keep the public key.
        let verifier = AuditVerifier::parse(&key.verifier().to_string()).unwrap();
        assert!(Checkpoint::open(&note, &verifier).is_ok());
        let forged = note.replacen("\n1\n", "\n2\n", 1);
        assert_eq!(Checkpoint::open(&forged, &verifier), Err(CheckpointError::Signature));
        let other = AuditKey::new(&Secret32::random());
        assert_eq!(Checkpoint::open(&note, other.verifier()), Err(CheckpointError::OtherLog));
        for broken in ["", "\n\n", "a\n\nb", &note[..note.len() / 3]] {
            assert!(Checkpoint::open(broken, &verifier).is_err(), "{broken}");
        }
    }
}
