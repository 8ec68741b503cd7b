//! Load profiles kept with a project: a sealed card and a sealed series.

use app::api::UploadId;
use engine::demand::ProfileId;
use engine::synthetic::SyntheticMark;
use serde::{Deserialize, Serialize};
use sqlx::SqliteConnection;
use uuid::Uuid;

use super::belongings::{Belongings, Found};
use super::{Store, StoreError};
use crate::audit::Entry;
use crate::vault::Ring;
use crate::witness::ProjectAccess;

const PROFILES: Belongings = Belongings {
    table: "profiles",
    count: "select count(*) from profiles where project_id = ?",
    find: "select card, series from profiles where profile_id = ? and project_id = ?",
};

/// Repository of load profiles.
pub struct Profiles<'a>(pub(super) &'a Store);

/// A load profile without its series.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct StoredProfile {
    /// Name given by the user.
    pub name: String,
    /// Step of the series in minutes: 15 or 60.
    pub step_minutes: u16,
    /// Annual energy, kWh.
    pub annual_kwh: f64,
    /// Highest value at its own step, kW.
    pub peak_kw: f64,
    /// What the import found and changed.
    pub import_log: Vec<String>,
    /// How the series was made, if it was not metered.
    #[serde(default)]
    pub synthetic: Option<SyntheticMark>,
    /// Means of periods of five days, kW: a small chart.
    #[serde(default)]
    pub sparkline_kw: Vec<f64>,
}

/// A load profile to be kept.
pub struct NewProfile {
    /// Which profile.
    pub id: ProfileId,
    /// Everything but the series.
    pub card: StoredProfile,
    /// The series at its own step, kW.
    pub values_kw: Vec<f64>,
    /// The file from which it was read.
    pub upload: Option<UploadId>,
}

/// A load profile as a list shows it.
#[derive(Clone, Debug, PartialEq)]
pub struct ListedProfile {
    /// Which profile.
    pub id: ProfileId,
    /// Everything but the series.
    pub card: StoredProfile,
    /// The file from which it was read.
    pub upload: Option<UploadId>,
}

impl Profiles<'_> {
    /// Keeps a profile.
    ///
    /// # Errors
    /// The database fails.
    pub async fn add(&self, access: &ProjectAccess, new: &NewProfile, now_s: i64) -> Result<(), StoreError> {
        let ring = self.0.project_ring(access.project().0).await?;
        let mut connection = self.0.data.writer().acquire().await?;
        self.insert(&mut connection, access, &ring, new, now_s).await
    }

    pub(super) async fn insert(
        &self,
        connection: &mut SqliteConnection,
        access: &ProjectAccess,
        ring: &Ring,
        new: &NewProfile,
        now_s: i64,
    ) -> Result<(), StoreError> {
        let row = PROFILES.row(access, &new.id.0);
        sqlx::query(
            "insert into profiles (profile_id, project_id, card, series, upload_id, created_at)
             values (?, ?, ?, ?, ?, ?)",
        )
        .bind(new.id.0)
        .bind(access.project().0)
        .bind(row.seal(ring, "card", &new.card)?)
        .bind(row.seal_series(ring, "series", &new.values_kw)?)
        .bind(new.upload.map(|upload| upload.0))
        .bind(now_s)
        .execute(connection)
        .await?;
        Ok(())
    }

    /// Replaces the card of a profile; `false` if there is no such profile.
    ///
    /// # Errors
    /// The database fails.
    pub async fn set_card(
        &self,
        access: &ProjectAccess,
        id: ProfileId,
        card: &StoredProfile,
    ) -> Result<bool, StoreError> {
        let ring = self.0.project_ring(access.project().0).await?;
        let changed = sqlx::query("update profiles set card = ? where profile_id = ? and project_id = ?")
            .bind(PROFILES.row(access, &id.0).seal(&ring, "card", card)?)
            .bind(id.0)
            .bind(access.project().0)
            .execute(self.0.data.writer())
            .await?;
        Ok(changed.rows_affected() > 0)
    }

    /// Removes a profile; `false` if there is no such profile, and then nothing is recorded.
    ///
    /// # Errors
    /// The database fails.
    pub async fn remove(
        &self,
        access: &ProjectAccess,
        id: ProfileId,
        event: &Entry,
    ) -> Result<bool, StoreError> {
        let event = self.0.audit().prepare(event).await?;
        let mut transaction = self.0.data.begin().await?;
        let removed = sqlx::query("delete from profiles where profile_id = ? and project_id = ?")
            .bind(id.0)
            .bind(access.project().0)
            .execute(&mut *transaction)
            .await?;
        if removed.rows_affected() == 0 {
            return Ok(false);
        }
        self.0.audit().append(&mut transaction, &event).await?;
        transaction.commit().await?;
        Ok(true)
    }

    /// Profiles of a project with the file each was read from, oldest first.
    ///
    /// # Errors
    /// The database fails.
    pub async fn list(&self, access: &ProjectAccess) -> Result<Vec<ListedProfile>, StoreError> {
        let statement = "select profile_id, card, upload_id from profiles where project_id = ?
                         order by created_at, profile_id";
        let rows = PROFILES.list(self.0, access, statement).await?;
        let listed = |(id, card, upload): (Uuid, _, Option<Uuid>)| ListedProfile {
            id: ProfileId(id),
            card,
            upload: upload.map(UploadId),
        };
        Ok(rows.into_iter().map(listed).collect())
    }

    /// How many profiles a project has.
    ///
    /// # Errors
    /// The database fails.
    pub async fn count(&self, access: &ProjectAccess) -> Result<i64, StoreError> {
        PROFILES.count(self.0, access).await
    }

    /// A profile with its series in kW.
    ///
    /// # Errors
    /// The database fails.
    pub async fn find(
        &self,
        access: &ProjectAccess,
        id: ProfileId,
    ) -> Result<Option<(StoredProfile, Vec<f64>)>, StoreError> {
        let found = PROFILES.find(self.0, access, &id.0).await?;
        found
            .map(|Found { row, ring, card, body }| Ok((card, row.open_series(&ring, "series", &body)?)))
            .transpose()
    }
}
