//! The key that signs states of the audit log: Ed25519, its names in the form of C2SP signed notes.

use std::fmt;

use aws_lc_rs::signature::{ED25519, Ed25519KeyPair, KeyPair as _, UnparsedPublicKey};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hkdf::Hkdf;
use sha2::{Digest, Sha256};

use super::secret::Secret32;
use crate::hex::hex;

/// Kind of the signature in signed notes.
const ED25519_KIND: u8 = 0x01;

/// Signs.
pub struct AuditKey {
    pair: Ed25519KeyPair,
    verifier: AuditVerifier,
}

/// Checks what the key signed. May be known to everybody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditVerifier {
    public: [u8; 32],
}

impl AuditKey {
    /// The key that belongs to a secret.
    #[must_use]
    pub fn new(secret: &Secret32) -> Self {
        let mut seed = Secret32::from_slice(&[0; 32]).expect("32 bytes");
        let hkdf = Hkdf::<Sha256>::new(None, secret.expose());
        hkdf.expand(b"lastgang/audit/ed25519", seed.expose_mut()).expect("32 bytes are a valid length");
        let pair = Ed25519KeyPair::from_seed_unchecked(seed.expose()).expect("any 32 bytes are a seed");
        let public = pair.public_key().as_ref().try_into().expect("a public key has 32 bytes");
        Self { pair, verifier: AuditVerifier { public } }
    }

    /// The public half.
    #[must_use]
    pub const fn verifier(&self) -> &AuditVerifier {
        &self.verifier
    }

    /// Signs bytes.
    #[must_use]
    pub fn sign(&self, message: &[u8]) -> [u8; 64] {
        self.pair.sign(message).as_ref().try_into().expect("a signature has 64 bytes")
    }
}

impl AuditVerifier {
    /// Reads what [`fmt::Display`] writes; `None` if it is none.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.trim().splitn(3, '+');
        let (name, hash, key) = (parts.next()?, parts.next()?, STANDARD.decode(parts.next()?).ok()?);
        let public = key.strip_prefix(&[ED25519_KIND])?.try_into().ok()?;
        let verifier = Self { public };
        (verifier.name() == name && verifier.hash_text() == hash).then_some(verifier)
    }

    /// Name of the log and of its key.
    #[must_use]
    pub fn name(&self) -> String {
        let hash = Sha256::digest(self.public);
        format!("lastgang.audit/{}", hex(&hash[..6]))
    }

    /// Four bytes that name the key inside of a signature.
    #[must_use]
    pub fn key_hash(&self) -> [u8; 4] {
        let mut named = self.name().into_bytes();
        named.extend_from_slice(&[b'\n', ED25519_KIND]);
        named.extend_from_slice(&self.public);
        let hash = Sha256::digest(&named);
        [hash[0], hash[1], hash[2], hash[3]]
    }

    /// Whether the key signed these bytes.
    #[must_use]
    pub fn verify(&self, message: &[u8], signature: &[u8]) -> bool {
        UnparsedPublicKey::new(&ED25519, self.public).verify(message, signature).is_ok()
    }

    fn hash_text(&self) -> String {
        hex(&self.key_hash())
    }
}

/// The verifier key as signed notes write it: name, hash, kind and public key.
impl fmt::Display for AuditVerifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let key: Vec<u8> = [ED25519_KIND].into_iter().chain(self.public).collect();
        write!(f, "{}+{}+{}", self.name(), self.hash_text(), STANDARD.encode(key))
    }
}
