//! Setup links: how the first account is made. The token is printed once and kept only as a hash.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};

use crate::clock::{Clock, IdGen};
use crate::storage::{Store, StoreError};

/// How long a setup link is valid.
pub const SETUP_LINK_S: i64 = 3_600;

/// Makes a new setup token and forgets earlier ones; `None` if there is an account already.
///
/// # Errors
/// The database fails.
pub async fn new_token(
    store: &Store,
    clock: &dyn Clock,
    ids: &dyn IdGen,
) -> Result<Option<String>, StoreError> {
    if store.accounts().any().await? {
        return Ok(None);
    }
    let token = ids.token();
    let now_s = clock.now_s();
    store.setup_tokens().replace(&hash(&token), now_s, now_s + SETUP_LINK_S).await?;
    Ok(Some(URL_SAFE_NO_PAD.encode(token)))
}

/// The stored form of a token from a link; `None` if it is no token at all.
#[must_use]
pub fn token_hash(token: &str) -> Option<[u8; 32]> {
    let bytes = URL_SAFE_NO_PAD.decode(token.trim()).ok()?;
    Some(hash(&<[u8; 32]>::try_from(bytes).ok()?))
}

fn hash(token: &[u8; 32]) -> [u8; 32] {
    Sha256::digest(token).into()
}
