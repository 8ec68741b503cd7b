//! Sign-ins at a provider that are under way. Each can be taken out once, by the browser that began it.

use app::api::AccountId;
use uuid::Uuid;

use super::sealed::Row;
use super::{Store, StoreError};
use crate::federation::transaction::{Kept, Purpose, TRANSACTION_S};
use crate::vault::KeyPurpose;

/// Repository of transactions.
pub struct SignInTransactions<'a>(pub(super) &'a Store);

/// A transaction that was taken out.
pub struct TakenTransaction {
    /// Why somebody was sent to the provider.
    pub purpose: Purpose,
    /// Who was signed in when they were sent, unless it was to sign in.
    pub account: Option<AccountId>,
    /// When they were sent, seconds since 1970.
    pub begun_at_s: i64,
    /// What was kept.
    pub kept: Kept,
}

impl SignInTransactions<'_> {
    /// Keeps a transaction.
    ///
    /// # Errors
    /// The database fails.
    pub async fn begin(
        &self,
        state_hash: &[u8; 32],
        browser_hash: &[u8; 32],
        provider: Uuid,
        (purpose, account): (Purpose, Option<AccountId>),
        kept: &Kept,
        now_s: i64,
    ) -> Result<(), StoreError> {
        let ring = self.0.vault.ring(KeyPurpose::Session, Uuid::nil()).await?;
        sqlx::query("delete from sign_in_transactions where created_at <= ?")
            .bind(now_s - TRANSACTION_S)
            .execute(self.0.data.writer())
            .await?;
        sqlx::query(
            "insert into sign_in_transactions
                 (state_hash, browser_hash, provider_id, purpose, account_id, kept, created_at)
             values (?, ?, ?, ?, ?, ?, ?)",
        )
        .bind(state_hash.as_slice())
        .bind(browser_hash.as_slice())
        .bind(provider)
        .bind(purpose.key())
        .bind(account.map(|account| account.0))
        .bind(transaction_row(state_hash).seal(&ring, "kept", kept)?)
        .bind(now_s)
        .execute(self.0.data.writer())
        .await?;
        Ok(())
    }

    /// Takes a transaction out, if it belongs to this browser and provider and is young enough.
    ///
    /// # Errors
    /// The database fails.
    pub async fn take(
        &self,
        state_hash: &[u8; 32],
        browser_hash: &[u8; 32],
        provider: Uuid,
        now_s: i64,
    ) -> Result<Option<TakenTransaction>, StoreError> {
        let row: Option<(String, Option<Uuid>, Vec<u8>, i64)> = sqlx::query_as(
            "delete from sign_in_transactions
             where state_hash = ? and browser_hash = ? and provider_id = ? and created_at > ?
             returning purpose, account_id, kept, created_at",
        )
        .bind(state_hash.as_slice())
        .bind(browser_hash.as_slice())
        .bind(provider)
        .bind(now_s - TRANSACTION_S)
        .fetch_optional(self.0.data.writer())
        .await?;
        let Some((purpose, account, kept, begun_at_s)) = row else { return Ok(None) };
        let ring = self.0.vault.ring(KeyPurpose::Session, Uuid::nil()).await?;
        Ok(Some(TakenTransaction {
            purpose: Purpose::from_key(&purpose).ok_or(StoreError::Impossible("purpose"))?,
            account: account.map(AccountId),
            begun_at_s,
            kept: transaction_row(state_hash).open(&ring, "kept", &kept)?,
        }))
    }
}

const fn transaction_row(state_hash: &[u8; 32]) -> Row<'_> {
    Row::outside_projects(Uuid::nil(), "sign_in_transactions", state_hash)
}
