//! Secrets: no `Debug`, no `Clone`, wiped when dropped.

use subtle::ConstantTimeEq;
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

/// A key of 256 bits.
#[derive(Zeroize, ZeroizeOnDrop)]
pub struct Secret32(Box<[u8; 32]>);

impl Secret32 {
    /// A fresh key from the operating system.
    #[must_use]
    pub fn random() -> Self {
        let mut bytes = Box::new([0; 32]);
        getrandom::fill(&mut *bytes).expect("the operating system provides random bytes");
        Self(bytes)
    }

    /// A key from stored bytes.
    #[must_use]
    pub fn from_slice(bytes: &[u8]) -> Option<Self> {
        let mut secret = Self(Box::new([0; 32]));
        (bytes.len() == 32).then(|| {
            secret.0.copy_from_slice(bytes);
            secret
        })
    }

    /// The bytes, for whoever computes with them.
    #[must_use]
    pub fn expose(&self) -> &[u8; 32] {
        &self.0
    }

    pub(super) fn expose_mut(&mut self) -> &mut [u8; 32] {
        &mut self.0
    }
}

/// A text that must not be shown, such as a typed password.
pub struct SecretText(Zeroizing<String>);

impl SecretText {
    /// Takes a text.
    #[must_use]
    pub fn new(text: String) -> Self {
        Self(Zeroizing::new(text))
    }

    /// The text, for whoever computes with it.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }
}

/// Compares without telling by the time it takes where the first difference is.
#[must_use]
pub fn same_bytes(left: &[u8], right: &[u8]) -> bool {
    left.ct_eq(right).into()
}
