//! Setup links: how the first account is made. The token is printed once and kept only as a hash.

use super::token;
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
    let (token, hash) = token::new(ids);
    let now_s = clock.now_s();
    store.setup_tokens().replace(&hash, now_s, now_s + SETUP_LINK_S).await?;
    Ok(Some(token))
}
