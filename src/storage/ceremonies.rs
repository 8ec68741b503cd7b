//! Passkey ceremonies that were begun: ended once, within minutes.

use serde::Serialize;
use serde::de::DeserializeOwned;
use uuid::Uuid;

use super::sealed::Row;
use super::{Store, StoreError};
use crate::vault::KeyPurpose;

/// Repository of ceremonies.
pub struct Ceremonies<'a>(pub(super) &'a Store);

impl Ceremonies<'_> {
    /// Keeps what the end of a ceremony is checked against.
    ///
    /// # Errors
    /// The database fails.
    pub async fn begin<T: Serialize>(
        &self,
        id: Uuid,
        state: &T,
        expires_at_s: i64,
    ) -> Result<(), StoreError> {
        let ring = self.0.vault.ring(KeyPurpose::Session, Uuid::nil()).await?;
        let state = ceremony_row(&id).seal(&ring, "state", state)?;
        sqlx::query("insert into ceremonies (ceremony_id, state, expires_at) values (?, ?, ?)")
            .bind(id)
            .bind(state)
            .bind(expires_at_s)
            .execute(self.0.data.writer())
            .await?;
        Ok(())
    }

    /// Takes a ceremony out: whoever comes second finds none.
    ///
    /// # Errors
    /// The database fails.
    pub async fn take<T: DeserializeOwned>(&self, id: Uuid, now_s: i64) -> Result<Option<T>, StoreError> {
        let state: Option<Vec<u8>> = sqlx::query_scalar(
            "delete from ceremonies where ceremony_id = ? and expires_at > ? returning state",
        )
        .bind(id)
        .bind(now_s)
        .fetch_optional(self.0.data.writer())
        .await?;
        let Some(state) = state else { return Ok(None) };
        let ring = self.0.vault.ring(KeyPurpose::Session, Uuid::nil()).await?;
        Ok(Some(ceremony_row(&id).open(&ring, "state", &state)?))
    }

    /// Removes ceremonies that nobody ended.
    ///
    /// # Errors
    /// The database fails.
    pub async fn delete_expired(&self, now_s: i64) -> Result<(), StoreError> {
        sqlx::query("delete from ceremonies where expires_at <= ?")
            .bind(now_s)
            .execute(self.0.data.writer())
            .await?;
        Ok(())
    }
}

const fn ceremony_row(id: &Uuid) -> Row<'_> {
    Row::outside_projects(Uuid::nil(), "ceremonies", id.as_bytes())
}
