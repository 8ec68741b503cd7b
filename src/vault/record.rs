//! The format of a sealed record.
//!
//! `0x01 | algorithm | key id (16) | key version (4, big endian) | nonce (24) | commitment (32) |
//! ciphertext | tag (16)`. Key and commitment of a record are derived from the data key with the nonce as
//! salt, so a record commits to its key; the associated data names the place of the record.

use chacha20poly1305::{AeadInOut, Key, KeyInit, XChaCha20Poly1305, XNonce};
use hkdf::Hkdf;
use sha2::Sha256;
use uuid::Uuid;
use zeroize::Zeroizing;

use super::VaultError;
use super::secret::{Secret32, same_bytes};

const FORMAT: u8 = 0x01;
const XCHACHA20_POLY1305: u8 = 0x01;
const KEY_ID: std::ops::Range<usize> = 2..18;
const KEY_VERSION: std::ops::Range<usize> = 18..22;
const NONCE: std::ops::Range<usize> = 22..46;
const COMMITMENT: std::ops::Range<usize> = 46..78;
const HEADER: usize = 78;
const TAG: usize = 16;

/// Where a record stands. A record that is moved to another place cannot be opened.
#[derive(Clone, Copy)]
pub struct Place<'a> {
    /// Organisation; nil for the instance.
    pub tenant: Uuid,
    /// Project; nil outside projects.
    pub project: Uuid,
    /// Table.
    pub table: &'static str,
    /// Primary key of the row.
    pub row: &'a [u8],
    /// Column.
    pub column: &'static str,
    /// Version of what is inside.
    pub schema: u32,
}

/// A key under which records are sealed.
pub struct DataKey {
    id: Uuid,
    version: u32,
    secret: Secret32,
}

impl DataKey {
    pub(super) const fn new(id: Uuid, version: u32, secret: Secret32) -> Self {
        Self { id, version, secret }
    }

    pub(super) const fn secret(&self) -> &Secret32 {
        &self.secret
    }

    /// Version of the key.
    #[must_use]
    pub const fn version(&self) -> u32 {
        self.version
    }

    /// Whether a record names this key.
    pub(super) fn made(&self, record: &[u8]) -> bool {
        record.get(KEY_ID) == Some(self.id.as_bytes().as_slice())
            && record.get(KEY_VERSION) == Some(self.version.to_be_bytes().as_slice())
    }

    /// Seals bytes for a place.
    #[must_use]
    pub fn seal(&self, place: &Place<'_>, plain: &[u8]) -> Vec<u8> {
        let mut nonce = [0; 24];
        getrandom::fill(&mut nonce).expect("the operating system provides random bytes");
        let (key, commitment) = self.derive(&nonce);
        let mut text = Zeroizing::new(Vec::with_capacity(plain.len() + TAG));
        text.extend_from_slice(plain);
        cipher(&key)
            .encrypt_in_place(&XNonce::from(nonce), &self.associated_data(place), &mut *text)
            .expect("a record is shorter than the cipher's limit of 256 GiB");
        let mut record = Vec::with_capacity(HEADER + text.len());
        record.extend_from_slice(&[FORMAT, XCHACHA20_POLY1305]);
        record.extend_from_slice(self.id.as_bytes());
        record.extend_from_slice(&self.version.to_be_bytes());
        record.extend_from_slice(&nonce);
        record.extend_from_slice(&commitment);
        record.extend_from_slice(&text);
        record
    }

    /// Opens a record at its place.
    ///
    /// # Errors
    /// [`VaultError::Sealed`], whatever is wrong.
    pub fn open(&self, place: &Place<'_>, record: &[u8]) -> Result<Zeroizing<Vec<u8>>, VaultError> {
        if record.len() < HEADER + TAG || record[..2] != [FORMAT, XCHACHA20_POLY1305] || !self.made(record) {
            return Err(VaultError::Sealed);
        }
        let nonce: [u8; 24] = record[NONCE].try_into().map_err(|_| VaultError::Sealed)?;
        let (key, commitment) = self.derive(&nonce);
        if !same_bytes(&commitment, &record[COMMITMENT]) {
            return Err(VaultError::Sealed);
        }
        let mut text = Zeroizing::new(record[HEADER..].to_vec());
        cipher(&key)
            .decrypt_in_place(&XNonce::from(nonce), &self.associated_data(place), &mut *text)
            .map_err(|_| VaultError::Sealed)?;
        Ok(text)
    }

    fn derive(&self, nonce: &[u8; 24]) -> (Secret32, [u8; 32]) {
        let hkdf = Hkdf::<Sha256>::new(Some(nonce), self.secret.expose());
        let mut key = Secret32::from_slice(&[0; 32]).expect("32 bytes");
        let mut commitment = [0; 32];
        hkdf.expand(b"rec", key.expose_mut()).expect("32 bytes are a valid length");
        hkdf.expand(b"commit", &mut commitment).expect("32 bytes are a valid length");
        (key, commitment)
    }

    /// Every part carries its length, so that no two places have the same encoding.
    fn associated_data(&self, place: &Place<'_>) -> Vec<u8> {
        let mut data = Vec::with_capacity(160);
        let parts: [&[u8]; 10] = [
            &[FORMAT, XCHACHA20_POLY1305],
            place.tenant.as_bytes(),
            place.project.as_bytes(),
            place.table.as_bytes(),
            place.row,
            place.column.as_bytes(),
            &place.schema.to_be_bytes(),
            self.id.as_bytes(),
            &self.version.to_be_bytes(),
            b"lastgang",
        ];
        for part in parts {
            let length = u32::try_from(part.len()).expect("parts of a place are short");
            data.extend_from_slice(&length.to_be_bytes());
            data.extend_from_slice(part);
        }
        data
    }
}

pub(super) fn random_id() -> Uuid {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes).expect("the operating system provides random bytes");
    uuid::Builder::from_random_bytes(bytes).into_uuid()
}

fn cipher(key: &Secret32) -> XChaCha20Poly1305 {
    XChaCha20Poly1305::new(&Key::from(*key.expose()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn place(row: &[u8]) -> Place<'_> {
        Place { tenant: Uuid::nil(), project: Uuid::nil(), table: "t", row, column: "c", schema: 1 }
    }

    fn key() -> DataKey {
        DataKey::new(random_id(), 1, Secret32::random())
    }

    #[test]
    fn a_record_opens_at_its_place() {
        let key = key();
        let record = key.seal(&place(b"1"), b"load profile");
        assert_eq!(key.open(&place(b"1"), &record).unwrap().as_slice(), b"load profile");
        assert_eq!(record.len(), HEADER + 12 + TAG);
    }

    #[test]
    fn a_record_opens_nowhere_else() {
        let key = key();
        let here = Place { tenant: random_id(), project: random_id(), ..place(b"ab") };
        let record = key.seal(&here, b"x");
        let elsewhere = [
            Place { tenant: random_id(), ..here },
            Place { project: random_id(), ..here },
            Place { table: "u", ..here },
            Place { row: b"a", ..here },
            Place { row: b"a", column: "bc", ..here },
            Place { column: "d", ..here },
            Place { schema: 2, ..here },
        ];
        for place in elsewhere {
            assert_eq!(key.open(&place, &record), Err(VaultError::Sealed));
        }
    }

    #[test]
    fn every_flipped_bit_gives_the_same_error() {
        let key = key();
        let record = key.seal(&place(b"1"), b"x");
        for bit in 0..record.len() * 8 {
            let mut damaged = record.clone();
            damaged[bit / 8] ^= 1 << (bit % 8);
            assert_eq!(key.open(&place(b"1"), &damaged), Err(VaultError::Sealed), "bit {bit}");
        }
        for length in 0..record.len() {
            assert_eq!(key.open(&place(b"1"), &record[..length]), Err(VaultError::Sealed));
        }
    }

    #[test]
    fn another_key_with_the_same_name_does_not_open() {
        let key = key();
        let impostor = DataKey::new(key.id, key.version, Secret32::random());
        assert_eq!(impostor.open(&place(b"1"), &key.seal(&place(b"1"), b"x")), Err(VaultError::Sealed));
    }

    #[test]
    fn nonces_do_not_repeat() {
        let key = key();
        let nonces: std::collections::BTreeSet<Vec<u8>> =
            (0..10_000).map(|_| key.seal(&place(b"1"), b"")[NONCE].to_vec()).collect();
        assert_eq!(nonces.len(), 10_000);
    }
}
