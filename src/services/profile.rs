//! Load profiles and weather series kept with a project.

use std::sync::Arc;

use app::api::profile::{ProfileApi, ProfileCard, ProfileDraft, WeatherCard, WeatherSeries};
use app::api::{Actor, AppError, ProjectId};
use async_trait::async_trait;
use engine::demand::ProfileId;
use engine::limits::{check_name, check_text};
use engine::project_file::{check_series, check_weather};
use engine::series::hourly_means;
use engine::site::WeatherId;
use engine::time::{HOURS, QUARTER_HOURS};

use super::{Context, OrInternal as _};
use crate::storage::{NewProfile, NewWeather, StoredProfile, StoredWeather, WeatherValues};

/// Most load profiles of a project.
const PROFILES_MAX: i64 = 500;
/// Most weather series of a project.
const WEATHER_MAX: i64 = 50;
/// Most lines of an import log, and most characters of a line.
const LOG_LINES_MAX: usize = 200;
const LOG_CHARS_MAX: usize = 500;
/// Highest power of a profile, kW.
const POWER_MAX_KW: f64 = 5_000_000.0;

/// The service.
pub struct Profiles(Arc<Context>);

impl Profiles {
    pub(super) const fn new(context: Arc<Context>) -> Self {
        Self(context)
    }
}

#[async_trait]
impl ProfileApi for Profiles {
    async fn add(
        &self,
        actor: &Actor,
        project: ProjectId,
        draft: ProfileDraft,
    ) -> Result<ProfileCard, AppError> {
        let access = self.0.access(actor, project).await?;
        access.require_edit()?;
        check_draft(&draft)?;
        let store = self.0.store.profiles();
        if store.count(&access).await.or_internal(&actor.request_id)? >= PROFILES_MAX {
            return Err(AppError::TooLarge);
        }
        let id = ProfileId(self.0.ids.id());
        let ProfileDraft { name, step_minutes, values_kw, import_log } = draft;
        let card = stored_profile(name.trim().to_owned(), step_minutes, &values_kw, import_log);
        let new = NewProfile { id, card, values_kw };
        store.add(&access, &new, self.0.clock.now_s()).await.or_internal(&actor.request_id)?;
        Ok(profile_card(id, new.card))
    }

    async fn hourly(
        &self,
        actor: &Actor,
        project: ProjectId,
        profile: ProfileId,
    ) -> Result<Vec<f64>, AppError> {
        let access = self.0.access(actor, project).await?;
        let found = self.0.store.profiles().find(&access, profile).await.or_internal(&actor.request_id)?;
        let (_, values_kw) = found.ok_or(AppError::NotFound)?;
        Ok(hourly_means(&values_kw))
    }

    async fn add_weather(
        &self,
        actor: &Actor,
        project: ProjectId,
        series: WeatherSeries,
    ) -> Result<WeatherCard, AppError> {
        let access = self.0.access(actor, project).await?;
        access.require_edit()?;
        let WeatherSeries { name, source, temperature_c, global_irradiance_w_m2 } = series;
        check_name(&name).map_err(|_| invalid("name"))?;
        check_text(&source).map_err(|_| invalid("source"))?;
        check_weather(&temperature_c, global_irradiance_w_m2.as_deref())
            .map_err(|_| invalid("temperature_c"))?;
        let store = self.0.store.weather();
        if store.count(&access).await.or_internal(&actor.request_id)? >= WEATHER_MAX {
            return Err(AppError::TooLarge);
        }
        let id = WeatherId(self.0.ids.id());
        let values = WeatherValues { temperature_c, global_irradiance_w_m2 };
        let card = stored_weather(name.trim().to_owned(), source, &values);
        let new = NewWeather { id, card, values };
        store.add(&access, &new, self.0.clock.now_s()).await.or_internal(&actor.request_id)?;
        Ok(weather_card(id, new.card))
    }

    async fn weather(
        &self,
        actor: &Actor,
        project: ProjectId,
        weather: WeatherId,
    ) -> Result<WeatherSeries, AppError> {
        let access = self.0.access(actor, project).await?;
        let found = self.0.store.weather().find(&access, weather).await.or_internal(&actor.request_id)?;
        let (StoredWeather { name, source, .. }, values) = found.ok_or(AppError::NotFound)?;
        let WeatherValues { temperature_c, global_irradiance_w_m2 } = values;
        Ok(WeatherSeries { name, source, temperature_c, global_irradiance_w_m2 })
    }
}

pub(super) fn stored_profile(
    name: String,
    step_minutes: u16,
    values_kw: &[f64],
    import_log: Vec<String>,
) -> StoredProfile {
    let annual_kwh = values_kw.iter().sum::<f64>() * f64::from(step_minutes) / 60.0;
    let peak_kw = values_kw.iter().copied().fold(0.0, f64::max);
    StoredProfile { name, step_minutes, annual_kwh, peak_kw, import_log }
}

pub(super) fn stored_weather(name: String, source: String, values: &WeatherValues) -> StoredWeather {
    let mean_temperature_c = values.temperature_c.iter().sum::<f64>() / HOURS as f64;
    StoredWeather { name, source, mean_temperature_c }
}

pub(super) fn profile_card(id: ProfileId, card: StoredProfile) -> ProfileCard {
    let StoredProfile { name, step_minutes, annual_kwh, peak_kw, import_log } = card;
    ProfileCard { id, name, step_minutes, annual_kwh, peak_kw, import_log }
}

pub(super) fn weather_card(id: WeatherId, card: StoredWeather) -> WeatherCard {
    let StoredWeather { name, source, mean_temperature_c } = card;
    WeatherCard { id, name, source, mean_temperature_c }
}

fn check_draft(draft: &ProfileDraft) -> Result<(), AppError> {
    check_name(&draft.name).map_err(|_| invalid("name"))?;
    let expected = match draft.step_minutes {
        15 => QUARTER_HOURS,
        60 => HOURS,
        _ => return Err(invalid("step_minutes")),
    };
    check_series(&draft.values_kw, expected, 0.0, POWER_MAX_KW).map_err(|_| invalid("values_kw"))?;
    let log = &draft.import_log;
    if log.len() > LOG_LINES_MAX || log.iter().any(|line| line.chars().count() > LOG_CHARS_MAX) {
        return Err(invalid("import_log"));
    }
    Ok(())
}

fn invalid(field: &str) -> AppError {
    AppError::Invalid { field: field.to_owned() }
}
