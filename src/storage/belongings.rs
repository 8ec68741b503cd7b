//! What belongs to a project and has a sealed card and a sealed body: load profiles, weather series, uploads.
//!
//! The statements stay with their tables; what is done with them is the same for all.

use std::sync::Arc;

use serde::de::DeserializeOwned;
use uuid::Uuid;

use super::sealed::Row;
use super::{Store, StoreError};
use crate::vault::Ring;
use crate::witness::ProjectAccess;

/// A table of such things.
pub(super) struct Belongings {
    /// Name of the table, to which its records are bound.
    pub table: &'static str,
    /// Counts those of a project.
    pub count: &'static str,
    /// Finds card and body by id and project.
    pub find: &'static str,
}

/// A row that was found: its card is open, its body still sealed.
pub(super) struct Found<'a, C> {
    pub row: Row<'a>,
    pub ring: Arc<Ring>,
    pub card: C,
    pub body: Vec<u8>,
}

impl Belongings {
    /// The row with this id.
    pub(super) const fn row<'a>(&self, access: &ProjectAccess, id: &'a Uuid) -> Row<'a> {
        let (tenant, project) = (access.organisation().0, access.project().0);
        Row { tenant, project, table: self.table, key: id.as_bytes() }
    }

    /// How many a project has.
    pub(super) async fn count(&self, store: &Store, access: &ProjectAccess) -> Result<i64, StoreError> {
        let count = sqlx::query_scalar(self.count).bind(access.project().0);
        Ok(count.fetch_one(store.data.reader()).await?)
    }

    /// The one with this id.
    pub(super) async fn find<'a, C: DeserializeOwned>(
        &self,
        store: &Store,
        access: &ProjectAccess,
        id: &'a Uuid,
    ) -> Result<Option<Found<'a, C>>, StoreError> {
        let found: Option<(Vec<u8>, Vec<u8>)> = sqlx::query_as(self.find)
            .bind(*id)
            .bind(access.project().0)
            .fetch_optional(store.data.reader())
            .await?;
        let Some((card, body)) = found else { return Ok(None) };
        let ring = store.project_ring(access.project().0).await?;
        let row = self.row(access, id);
        let card = row.open(&ring, "card", &card)?;
        Ok(Some(Found { row, ring, card, body }))
    }

    /// Id, card and upload of those that a statement lists, given the project.
    pub(super) async fn list<C: DeserializeOwned>(
        &self,
        store: &Store,
        access: &ProjectAccess,
        statement: &'static str,
    ) -> Result<Vec<(Uuid, C, Option<Uuid>)>, StoreError> {
        let rows: Vec<(Uuid, Vec<u8>, Option<Uuid>)> =
            sqlx::query_as(statement).bind(access.project().0).fetch_all(store.data.reader()).await?;
        let ring = store.project_ring(access.project().0).await?;
        let open = |(id, card, upload): (Uuid, Vec<u8>, Option<Uuid>)| {
            let card = self.row(access, &id).open(&ring, "card", &card)?;
            Ok((id, card, upload))
        };
        rows.into_iter().map(open).collect()
    }
}
