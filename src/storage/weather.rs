//! Weather series kept with a project: a sealed card and a sealed series.

use app::api::UploadId;
use engine::site::WeatherId;
use serde::{Deserialize, Serialize};
use sqlx::SqliteConnection;

use super::belongings::{Belongings, Found};
use super::{Store, StoreError};
use crate::vault::Ring;
use crate::witness::ProjectAccess;

const WEATHER: Belongings = Belongings {
    table: "weather_series",
    count: "select count(*) from weather_series where project_id = ?",
    find: "select card, series from weather_series where weather_id = ? and project_id = ?",
};

/// Repository of weather series.
pub struct WeatherStore<'a>(pub(super) &'a Store);

/// A weather series without its values.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct StoredWeather {
    /// Name of the file.
    pub name: String,
    /// Where the values come from, as the file says.
    pub source: String,
    /// Mean outdoor temperature, °C.
    pub mean_temperature_c: f64,
}

/// Hourly values of a weather series.
#[derive(Clone, Debug, PartialEq)]
pub struct WeatherValues {
    /// Outdoor temperature, °C.
    pub temperature_c: Vec<f64>,
    /// Global horizontal irradiance, W/m².
    pub global_irradiance_w_m2: Option<Vec<f64>>,
}

/// A weather series to be kept.
pub struct NewWeather {
    /// Which series.
    pub id: WeatherId,
    /// Everything but the values.
    pub card: StoredWeather,
    /// The values.
    pub values: WeatherValues,
    /// The file from which they were read.
    pub upload: Option<UploadId>,
}

impl WeatherStore<'_> {
    /// Keeps a series.
    ///
    /// # Errors
    /// The database fails.
    pub async fn add(&self, access: &ProjectAccess, new: &NewWeather, now_s: i64) -> Result<(), StoreError> {
        let ring = self.0.project_ring(access.project().0).await?;
        let mut connection = self.0.data.writer().acquire().await?;
        self.insert(&mut connection, access, &ring, new, now_s).await
    }

    pub(super) async fn insert(
        &self,
        connection: &mut SqliteConnection,
        access: &ProjectAccess,
        ring: &Ring,
        new: &NewWeather,
        now_s: i64,
    ) -> Result<(), StoreError> {
        let row = WEATHER.row(access, &new.id.0);
        // One column: temperatures first, then irradiance if there is any.
        let mut series = new.values.temperature_c.clone();
        series.extend(new.values.global_irradiance_w_m2.iter().flatten());
        sqlx::query(
            "insert into weather_series (weather_id, project_id, card, series, upload_id, created_at)
             values (?, ?, ?, ?, ?, ?)",
        )
        .bind(new.id.0)
        .bind(access.project().0)
        .bind(row.seal(ring, "card", &new.card)?)
        .bind(row.seal_series(ring, "series", &series)?)
        .bind(new.upload.map(|upload| upload.0))
        .bind(now_s)
        .execute(connection)
        .await?;
        Ok(())
    }

    /// Weather series of a project, oldest first.
    ///
    /// # Errors
    /// The database fails.
    pub async fn list(&self, access: &ProjectAccess) -> Result<Vec<(WeatherId, StoredWeather)>, StoreError> {
        let statement = "select weather_id, card, upload_id from weather_series where project_id = ?
                         order by created_at, weather_id";
        let rows = WEATHER.list(self.0, access, statement).await?;
        Ok(rows.into_iter().map(|(id, card, _)| (WeatherId(id), card)).collect())
    }

    /// How many weather series a project has.
    ///
    /// # Errors
    /// The database fails.
    pub async fn count(&self, access: &ProjectAccess) -> Result<i64, StoreError> {
        WEATHER.count(self.0, access).await
    }

    /// A weather series with its values.
    ///
    /// # Errors
    /// The database fails.
    pub async fn find(
        &self,
        access: &ProjectAccess,
        id: WeatherId,
    ) -> Result<Option<(StoredWeather, WeatherValues)>, StoreError> {
        let Some(Found { row, ring, card, body }) = WEATHER.find(self.0, access, &id.0).await? else {
            return Ok(None);
        };
        let mut temperature_c = row.open_series(&ring, "series", &body)?;
        let irradiance = temperature_c.split_off(temperature_c.len().min(engine::time::HOURS));
        let global_irradiance_w_m2 = Some(irradiance).filter(|values| !values.is_empty());
        Ok(Some((card, WeatherValues { temperature_c, global_irradiance_w_m2 })))
    }
}
