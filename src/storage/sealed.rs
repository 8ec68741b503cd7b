//! Sealing and opening the columns of a row.

use serde::Serialize;
use serde::de::DeserializeOwned;
use uuid::Uuid;
use zeroize::Zeroizing;

use super::StoreError;
use crate::hex::hex;
use crate::vault::{Place, Ring, body};

/// Version of the sealed bodies; a change of their content that old code cannot read raises it.
const SCHEMA: u32 = 1;

/// The row whose columns are sealed.
#[derive(Clone, Copy)]
pub(super) struct Row<'a> {
    pub tenant: Uuid,
    pub project: Uuid,
    pub table: &'static str,
    pub key: &'a [u8],
}

impl<'a> Row<'a> {
    /// A row that belongs to no project.
    pub(super) const fn outside_projects(tenant: Uuid, table: &'static str, key: &'a [u8]) -> Self {
        Self { tenant, project: Uuid::nil(), table, key }
    }

    const fn place(&self, column: &'static str) -> Place<'a> {
        Place {
            tenant: self.tenant,
            project: self.project,
            table: self.table,
            row: self.key,
            column,
            schema: SCHEMA,
        }
    }

    pub(super) fn seal<T: Serialize>(
        &self,
        ring: &Ring,
        column: &'static str,
        value: &T,
    ) -> Result<Vec<u8>, StoreError> {
        Ok(ring.seal(&self.place(column), &body::encode(value)?))
    }

    pub(super) fn open<T: DeserializeOwned>(
        &self,
        ring: &Ring,
        column: &'static str,
        record: &[u8],
    ) -> Result<T, StoreError> {
        let bytes = ring.open(&self.place(column), record).map_err(|_| self.inconsistent(column))?;
        Ok(body::decode(&bytes)?)
    }

    pub(super) fn seal_series(
        &self,
        ring: &Ring,
        column: &'static str,
        values: &[f64],
    ) -> Result<Vec<u8>, StoreError> {
        Ok(ring.seal(&self.place(column), &body::encode_series(values)?))
    }

    pub(super) fn open_series(
        &self,
        ring: &Ring,
        column: &'static str,
        record: &[u8],
    ) -> Result<Vec<f64>, StoreError> {
        let bytes = ring.open(&self.place(column), record).map_err(|_| self.inconsistent(column))?;
        Ok(body::decode_series(&bytes)?)
    }

    pub(super) fn seal_bytes(
        &self,
        ring: &Ring,
        column: &'static str,
        bytes: &[u8],
    ) -> Result<Vec<u8>, StoreError> {
        Ok(ring.seal(&self.place(column), &body::encode_bytes(bytes)?))
    }

    pub(super) fn open_bytes(
        &self,
        ring: &Ring,
        column: &'static str,
        record: &[u8],
    ) -> Result<Zeroizing<Vec<u8>>, StoreError> {
        let bytes = ring.open(&self.place(column), record).map_err(|_| self.inconsistent(column))?;
        Ok(body::decode_bytes(&bytes)?)
    }

    fn inconsistent(&self, column: &'static str) -> StoreError {
        let row = hex(self.key);
        StoreError::Inconsistent { table: self.table, column, row }
    }
}

/// A revision as the database keeps it.
pub(super) fn revision(value: i64) -> Result<u32, StoreError> {
    u32::try_from(value).map_err(|_| StoreError::Impossible("revision"))
}
