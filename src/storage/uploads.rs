//! Files as they were uploaded: a sealed card and the sealed content.

use app::api::UploadId;
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use super::belongings::{Belongings, Found};
use super::{Quotas, Store, StoreError};
use crate::audit::Entry;
use crate::witness::ProjectAccess;

const UPLOADS: Belongings = Belongings {
    table: "uploads",
    count: "select count(*) from uploads where project_id = ?",
    find: "select card, content from uploads where upload_id = ? and project_id = ?",
};

/// Repository of uploaded files.
pub struct Uploads<'a>(pub(super) &'a Store);

/// An uploaded file without its content.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoredUpload {
    /// Name of the file on the user's computer.
    pub name: String,
    /// Size in bytes.
    pub bytes: usize,
}

impl Uploads<'_> {
    /// Keeps a file of the account that has access.
    ///
    /// # Errors
    /// [`StoreError::QuotaUsedUp`] if the account or the organisation may keep no more; the database fails. Then
    /// nothing is recorded either.
    pub async fn add(
        &self,
        access: &ProjectAccess,
        id: UploadId,
        card: &StoredUpload,
        content: &[u8],
        quotas: &Quotas,
        event: &Entry,
    ) -> Result<(), StoreError> {
        let prepared = self.0.audit().prepare(event).await?;
        let ring = self.0.project_ring(access.project().0).await?;
        let row = UPLOADS.row(access, &id.0);
        let (card, content) = (row.seal(&ring, "card", card)?, row.seal_bytes(&ring, "content", content)?);
        let mut transaction = self.0.data.begin().await?;
        sqlx::query(
            "insert into uploads (upload_id, project_id, card, content, created_at, account_id)
             values (?, ?, ?, ?, ?, ?)",
        )
        .bind(id.0)
        .bind(access.project().0)
        .bind(card)
        .bind(content)
        .bind(event.at_s)
        .bind(access.account().0)
        .execute(&mut *transaction)
        .await?;
        let (files, bytes): (i64, i64) = sqlx::query_as(
            "select count(*), coalesce(sum(length(content)), 0) from uploads where account_id = ?",
        )
        .bind(access.account().0)
        .fetch_one(&mut *transaction)
        .await?;
        let of_all: i64 = sqlx::query_scalar(
            "select coalesce(sum(length(uploads.content)), 0) from uploads
             join projects on projects.project_id = uploads.project_id where projects.organisation_id = ?",
        )
        .bind(access.organisation().0)
        .fetch_one(&mut *transaction)
        .await?;
        let fits = files <= i64::from(quotas.files)
            && bytes <= quotas.file_bytes
            && of_all <= quotas.organisation_file_bytes;
        if !fits {
            return Err(StoreError::QuotaUsedUp);
        }
        self.0.audit().append(&mut transaction, &prepared).await?;
        Ok(transaction.commit().await?)
    }

    /// How many files a project has.
    ///
    /// # Errors
    /// The database fails.
    pub async fn count(&self, access: &ProjectAccess) -> Result<i64, StoreError> {
        UPLOADS.count(self.0, access).await
    }

    /// A file with its content.
    ///
    /// # Errors
    /// The database fails.
    pub async fn find(
        &self,
        access: &ProjectAccess,
        id: UploadId,
    ) -> Result<Option<(StoredUpload, Zeroizing<Vec<u8>>)>, StoreError> {
        let found = UPLOADS.find(self.0, access, &id.0).await?;
        found
            .map(|Found { row, ring, card, body }| Ok((card, row.open_bytes(&ring, "content", &body)?)))
            .transpose()
    }

    /// Removes files of the project that nothing refers to and that are older than `before_s`.
    ///
    /// # Errors
    /// The database fails.
    pub async fn remove_drafts(&self, access: &ProjectAccess, before_s: i64) -> Result<(), StoreError> {
        sqlx::query(
            "delete from uploads where project_id = ? and created_at < ?
             and upload_id not in (select upload_id from profiles where upload_id is not null)
             and upload_id not in (select upload_id from weather_series where upload_id is not null)",
        )
        .bind(access.project().0)
        .bind(before_s)
        .execute(self.0.data.writer())
        .await?;
        Ok(())
    }
}
