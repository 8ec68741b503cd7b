//! Second factors and recovery codes of accounts.

use app::api::AccountId;
use app::api::factor::FactorKind;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::error::one_row;
use super::sealed::Row;
use super::{Store, StoreError, sessions};
use crate::audit::Entry;
use crate::vault::KeyPurpose;

/// Repository of factors.
pub struct Factors<'a>(pub(super) &'a Store);

/// What a factor is checked with. No `Debug`: it holds a secret.
#[derive(Clone, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum FactorBody {
    /// An authenticator app.
    Totp {
        /// The shared secret, base 32.
        secret: String,
    },
    /// A passkey.
    Passkey {
        /// What its owner calls it.
        name: String,
        /// The public key with its counter, as the library keeps it.
        credential: serde_json::Value,
    },
}

impl FactorBody {
    /// Which kind.
    #[must_use]
    pub const fn kind(&self) -> FactorKind {
        match self {
            Self::Totp { .. } => FactorKind::Totp,
            Self::Passkey { .. } => FactorKind::Passkey,
        }
    }
}

/// A factor of an account.
#[derive(Clone)]
pub struct Factor {
    /// Which factor.
    pub id: Uuid,
    /// What it is checked with.
    pub body: FactorBody,
    /// When it was added, seconds since 1970.
    pub created_at_s: i64,
    /// When it was last used, seconds since 1970.
    pub last_used_at_s: Option<i64>,
}

impl Factors<'_> {
    /// The factors of an account, oldest first.
    ///
    /// # Errors
    /// The database fails.
    pub async fn of(&self, account: AccountId) -> Result<Vec<Factor>, StoreError> {
        let rows: Vec<(Uuid, Vec<u8>, i64, Option<i64>)> = sqlx::query_as(
            "select factor_id, body, created_at, last_used_at from factors where account_id = ?
             order by created_at, factor_id",
        )
        .bind(account.0)
        .fetch_all(self.0.data.reader())
        .await?;
        if rows.is_empty() {
            return Ok(Vec::new());
        }
        let ring = self.0.vault.ring(KeyPurpose::Account, account.0).await?;
        rows.into_iter()
            .map(|(id, body, created_at_s, last_used_at_s)| {
                let body = factor_row(&account, &id).open(&ring, "body", &body)?;
                Ok(Factor { id, body, created_at_s, last_used_at_s })
            })
            .collect()
    }

    /// Adds a factor and ends every session of the account.
    ///
    /// # Errors
    /// The database fails.
    pub async fn add(
        &self,
        account: AccountId,
        id: Uuid,
        body: &FactorBody,
        now_s: i64,
        event: &Entry,
    ) -> Result<(), StoreError> {
        let event = self.0.audit().prepare(event).await?;
        let ring = self.0.vault.ring(KeyPurpose::Account, account.0).await?;
        let record = factor_row(&account, &id).seal(&ring, "body", body)?;
        let mut transaction = self.0.data.begin().await?;
        sqlx::query(
            "insert into factors (factor_id, account_id, kind, body, created_at) values (?, ?, ?, ?, ?)",
        )
        .bind(id)
        .bind(account.0)
        .bind(body.kind().key())
        .bind(record)
        .bind(now_s)
        .execute(&mut *transaction)
        .await?;
        sessions::end_all(&mut transaction, account).await?;
        self.0.audit().append(&mut transaction, &event).await?;
        Ok(transaction.commit().await?)
    }

    /// Removes a factor of an account and ends every session of it. With the last factor the recovery
    /// codes go, too. Returns false if the account has no such factor, or it is the last passkey and nothing
    /// else signs in: neither a password nor a company account.
    ///
    /// # Errors
    /// The database fails.
    pub async fn remove(&self, account: AccountId, id: Uuid, event: &Entry) -> Result<bool, StoreError> {
        let event = self.0.audit().prepare(event).await?;
        let mut transaction = self.0.data.begin().await?;
        let removed = sqlx::query(
            "delete from factors where factor_id = ?1 and account_id = ?2
                 and (kind <> 'passkey'
                      or exists (select 1 from accounts where account_id = ?2 and has_password = 1)
                      or exists (select 1 from federated_identities join identity_providers using (provider_id)
                                 where account_id = ?2 and enabled = 1 and separated_at is null)
                      or (select count(*) from factors where account_id = ?2 and kind = 'passkey') > 1)",
        )
        .bind(id)
        .bind(account.0)
        .execute(&mut *transaction)
        .await?;
        if removed.rows_affected() != 1 {
            return Ok(false);
        }
        sqlx::query(
            "delete from recovery_codes where account_id = ?1
                 and not exists (select 1 from factors where account_id = ?1)",
        )
        .bind(account.0)
        .execute(&mut *transaction)
        .await?;
        sessions::end_all(&mut transaction, account).await?;
        self.0.audit().append(&mut transaction, &event).await?;
        transaction.commit().await?;
        Ok(true)
    }

    /// Uses up a time step and all before it. Returns false if it was used already.
    ///
    /// # Errors
    /// The database fails.
    pub async fn use_step(&self, id: Uuid, step: i64, now_s: i64) -> Result<bool, StoreError> {
        let used = sqlx::query(
            "update factors set last_step = ?1, last_used_at = ?2 where factor_id = ?3 and last_step < ?1",
        )
        .bind(step)
        .bind(now_s)
        .bind(id)
        .execute(self.0.data.writer())
        .await?;
        Ok(used.rows_affected() == 1)
    }

    /// Keeps a factor as it is after it was used.
    ///
    /// # Errors
    /// The database fails or the factor is gone.
    pub async fn used(
        &self,
        account: AccountId,
        id: Uuid,
        body: &FactorBody,
        now_s: i64,
    ) -> Result<(), StoreError> {
        let ring = self.0.vault.ring(KeyPurpose::Account, account.0).await?;
        let record = factor_row(&account, &id).seal(&ring, "body", body)?;
        let kept = sqlx::query("update factors set body = ?, last_used_at = ? where factor_id = ?")
            .bind(record)
            .bind(now_s)
            .bind(id)
            .execute(self.0.data.writer())
            .await?;
        one_row(&kept)
    }

    /// Replaces the recovery codes of an account.
    ///
    /// # Errors
    /// The database fails.
    pub async fn set_recovery_codes(
        &self,
        account: AccountId,
        hashes: &[[u8; 32]],
        now_s: i64,
        event: &Entry,
    ) -> Result<(), StoreError> {
        let event = self.0.audit().prepare(event).await?;
        let mut transaction = self.0.data.begin().await?;
        sqlx::query("delete from recovery_codes where account_id = ?")
            .bind(account.0)
            .execute(&mut *transaction)
            .await?;
        for hash in hashes {
            sqlx::query("insert into recovery_codes (code_hash, account_id, created_at) values (?, ?, ?)")
                .bind(hash.as_slice())
                .bind(account.0)
                .bind(now_s)
                .execute(&mut *transaction)
                .await?;
        }
        self.0.audit().append(&mut transaction, &event).await?;
        Ok(transaction.commit().await?)
    }

    /// Uses a recovery code up. Returns whether there was one; only then the event is recorded.
    ///
    /// # Errors
    /// The database fails.
    pub async fn use_recovery_code(
        &self,
        account: AccountId,
        hash: &[u8; 32],
        event: &Entry,
    ) -> Result<bool, StoreError> {
        let event = self.0.audit().prepare(event).await?;
        let mut transaction = self.0.data.begin().await?;
        let used = sqlx::query("delete from recovery_codes where code_hash = ? and account_id = ?")
            .bind(hash.as_slice())
            .bind(account.0)
            .execute(&mut *transaction)
            .await?;
        if used.rows_affected() != 1 {
            return Ok(false);
        }
        self.0.audit().append(&mut transaction, &event).await?;
        transaction.commit().await?;
        Ok(true)
    }

    /// How many recovery codes are left.
    ///
    /// # Errors
    /// The database fails.
    pub async fn recovery_codes_left(&self, account: AccountId) -> Result<u32, StoreError> {
        let left: i64 = sqlx::query_scalar("select count(*) from recovery_codes where account_id = ?")
            .bind(account.0)
            .fetch_one(self.0.data.reader())
            .await?;
        u32::try_from(left).map_err(|_| StoreError::Impossible("recovery_codes"))
    }
}

const fn factor_row<'a>(account: &AccountId, id: &'a Uuid) -> Row<'a> {
    Row::outside_projects(account.0, "factors", id.as_bytes())
}
