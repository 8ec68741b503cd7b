//! Recovery codes: for those who have lost their second factor. 128 bits each, so that a plain hash is
//! enough to keep them.

use sha2::{Digest, Sha256};
use totp_rs::Secret;

use crate::clock::IdGen;

/// How many codes there are at a time.
const CODES: usize = 10;

/// New codes as they are shown, with what is kept of them.
#[must_use]
pub fn new_codes(ids: &dyn IdGen) -> (Vec<String>, Vec<[u8; 32]>) {
    (0..CODES)
        .map(|_| {
            let bytes = ids.bytes16();
            (written(&bytes), <[u8; 32]>::from(Sha256::digest(bytes)))
        })
        .unzip()
}

/// What is kept of a code that was typed; `None` if it is none. Case, blanks and hyphens do not matter.
#[must_use]
pub fn hash(code: &str) -> Option<[u8; 32]> {
    let code: String =
        code.chars().filter(|c| c.is_ascii_alphanumeric()).map(|c| c.to_ascii_uppercase()).collect();
    let secret = Secret::try_from_base32(code).ok()?;
    (secret.as_bytes().len() == 16).then(|| Sha256::digest(secret.as_bytes()).into())
}

/// Base 32 in groups of five.
fn written(bytes: &[u8; 16]) -> String {
    let text = Secret::from(bytes.to_vec()).to_base32().to_ascii_lowercase();
    let groups: Vec<&str> = text.as_bytes().chunks(5).filter_map(|five| str::from_utf8(five).ok()).collect();
    groups.join("-")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::SystemIds;

    #[test]
    fn a_code_is_found_however_it_is_typed() {
        let (codes, hashes) = new_codes(&SystemIds);
        assert_eq!((codes.len(), hashes.len()), (10, 10));
        for (code, kept) in codes.iter().zip(&hashes) {
            assert_eq!(code.len(), 31, "{code}");
            for typed in [code.clone(), code.to_uppercase(), code.replace('-', ""), format!(" {code} ")] {
                assert_eq!(hash(&typed).as_ref(), Some(kept), "{typed}");
            }
        }
    }

    #[test]
    fn what_is_no_code_has_no_hash() {
        for bad in ["", "123456", "abcde", "abcde-fghij-abcde-fghij-abcde-a-abcde", "äöü"] {
            assert!(hash(bad).is_none(), "{bad}");
        }
    }
}
