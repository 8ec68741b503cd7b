//! Tokens of links: 256 bits, of which only the hash is kept.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};

use crate::clock::IdGen;

/// A new token: as it stands in the link, and as it is kept.
#[must_use]
pub fn new(ids: &dyn IdGen) -> (String, [u8; 32]) {
    let token = ids.token();
    (URL_SAFE_NO_PAD.encode(token), Sha256::digest(token).into())
}

/// What is kept of a token from a link; `None` if it is no token at all.
#[must_use]
pub fn hash(token: &str) -> Option<[u8; 32]> {
    let bytes = URL_SAFE_NO_PAD.decode(token.trim()).ok()?;
    Some(Sha256::digest(<[u8; 32]>::try_from(bytes).ok()?).into())
}
