//! Setup links: only the hash of their token is kept.

use super::{Store, StoreError};

/// Repository of setup links.
pub struct SetupTokens<'a>(pub(super) &'a Store);

impl SetupTokens<'_> {
    /// Keeps a link; all earlier ones become invalid.
    ///
    /// # Errors
    /// The database fails.
    pub async fn replace(
        &self,
        token_hash: &[u8; 32],
        now_s: i64,
        expires_at_s: i64,
    ) -> Result<(), StoreError> {
        let mut transaction = self.0.data.begin().await?;
        sqlx::query("delete from setup_tokens").execute(&mut *transaction).await?;
        sqlx::query("insert into setup_tokens (token_hash, created_at, expires_at) values (?, ?, ?)")
            .bind(token_hash.as_slice())
            .bind(now_s)
            .bind(expires_at_s)
            .execute(&mut *transaction)
            .await?;
        Ok(transaction.commit().await?)
    }

    /// Whether a link would be accepted now.
    ///
    /// # Errors
    /// The database fails.
    pub async fn is_valid(&self, token_hash: &[u8; 32], now_s: i64) -> Result<bool, StoreError> {
        let found: Option<i64> =
            sqlx::query_scalar("select 1 from setup_tokens where token_hash = ? and expires_at > ?")
                .bind(token_hash.as_slice())
                .bind(now_s)
                .fetch_optional(self.0.data.reader())
                .await?;
        Ok(found.is_some())
    }
}
