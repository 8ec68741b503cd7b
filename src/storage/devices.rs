//! Which browsers an account was signed in with, as HMAC of their names.

use app::api::AccountId;
use uuid::Uuid;

use super::{Store, StoreError};
use crate::vault::KeyPurpose;

/// Repository of browsers.
pub struct Devices<'a>(pub(super) &'a Store);

impl Devices<'_> {
    /// Notes a browser of an account. Returns whether it is new, and not the first.
    ///
    /// # Errors
    /// The database fails.
    pub async fn is_new(&self, account: AccountId, device: &str, now_s: i64) -> Result<bool, StoreError> {
        let ring = self.0.vault.ring(KeyPurpose::Limit, Uuid::nil()).await?;
        let hash = ring.mac(&[b"device\0".as_slice(), account.0.as_bytes(), device.as_bytes()].concat());
        let mut transaction = self.0.data.begin().await?;
        let known: i64 = sqlx::query_scalar("select count(*) from devices where account_id = ?")
            .bind(account.0)
            .fetch_one(&mut *transaction)
            .await?;
        let added = sqlx::query(
            "insert into devices (account_id, device_hash, created_at) values (?, ?, ?) on conflict do nothing",
        )
        .bind(account.0)
        .bind(hash.as_slice())
        .bind(now_s)
        .execute(&mut *transaction)
        .await?;
        transaction.commit().await?;
        Ok(known > 0 && added.rows_affected() == 1)
    }
}
