//! Load profiles and weather series kept with a project.

use std::sync::Arc;

use app::api::profile::{
    Approximation, ProfileApi, ProfileCard, SyntheticOutcome, WeatherCard, WeatherSeries,
};
use app::api::{Actor, AppError, ProjectId, UploadId};
use async_trait::async_trait;
use engine::calendar::Calendar;
use engine::demand::ProfileId;
use engine::limits::{NAME_MAX_CHARS, check_name};
use engine::project_file::{check_series, check_weather};
use engine::series::hourly_means;
use engine::site::WeatherId;
use engine::synthetic::{Synthetic, synthesise};
use engine::time::{HOURS, QUARTER_HOURS};
use engine::weather::Weather;
use words::Language;

use super::{Context, OrInternal as _, inputs, scenario};
use crate::audit::{Action, Object};
use crate::identity::limits::Action as Attempted;
use crate::jobs::Kind;
use crate::storage::{ListedProfile, NewProfile, NewWeather, StoredProfile, StoredWeather, WeatherValues};
use crate::witness::ProjectAccess;

mod synthetic;

/// Most load profiles of a project.
const PROFILES_MAX: i64 = 500;
/// Most weather series of a project.
const WEATHER_MAX: i64 = 50;
/// Highest power of a profile, kW.
const POWER_MAX_KW: f64 = 5_000_000.0;

/// The service.
pub struct Profiles(Arc<Context>);

impl Profiles {
    pub(super) const fn new(context: Arc<Context>) -> Self {
        Self(context)
    }

    async fn keep(
        &self,
        actor: &Actor,
        access: &ProjectAccess,
        name: String,
        step_minutes: u16,
        made: Synthetic,
        log: Vec<String>,
    ) -> Result<SyntheticOutcome, AppError> {
        let mut card = stored_profile(name, step_minutes, &made.values_kw, log);
        card.synthetic = Some(made.mark);
        add(&self.0, actor, access, card, made.values_kw, None).await.map(SyntheticOutcome::Kept)
    }
}

#[async_trait]
impl ProfileApi for Profiles {
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

    async fn rename(
        &self,
        actor: &Actor,
        project: ProjectId,
        profile: ProfileId,
        name: String,
    ) -> Result<ProfileCard, AppError> {
        let access = self.0.access(actor, project).await?;
        access.require_edit()?;
        check_name(&name).map_err(|_| invalid("name"))?;
        let store = self.0.store.profiles();
        let listed = store.list(&access).await.or_internal(&actor.request_id)?;
        let mut found = listed.into_iter().find(|listed| listed.id == profile).ok_or(AppError::NotFound)?;
        name.trim().clone_into(&mut found.card.name);
        if !store.set_card(&access, profile, &found.card).await.or_internal(&actor.request_id)? {
            return Err(AppError::NotFound);
        }
        self.0.live.library_changed(project.0);
        Ok(profile_card(found))
    }

    async fn remove(&self, actor: &Actor, project: ProjectId, profile: ProfileId) -> Result<(), AppError> {
        let access = self.0.access(actor, project).await?;
        access.require_edit()?;
        let object = Object { kind: "profile", id: profile.0 };
        let event = self.0.event(Action::SensitiveUpdate, actor).on(object).fact("project", project);
        let event = event.fact("what", "removed");
        let removed = self.0.store.profiles().remove(&access, profile, &event).await;
        if !removed.or_internal(&actor.request_id)? {
            return Err(AppError::NotFound);
        }
        self.0.live.library_changed(project.0);
        Ok(())
    }

    async fn synthesise(
        &self,
        actor: &Actor,
        project: ProjectId,
        profile: ProfileId,
        locale: Language,
    ) -> Result<SyntheticOutcome, AppError> {
        let access = self.0.access(actor, project).await?;
        access.require_edit()?;
        self.0.spend(Attempted::Calculate, actor).await?;
        let state = scenario::first_state(&self.0, actor, &access).await?;
        let found = self.0.store.profiles().find(&access, profile).await.or_internal(&actor.request_id)?;
        let (original, values_kw) = found.ok_or(AppError::NotFound)?;
        let seed = self.0.ids.id().as_u64_pair().0;
        let site = state.plan.site;
        let made = self.0.work(Kind::Calculation, actor, move |_| {
            synthesise(&values_kw, &Calendar::new(site.reference_year, site.federal_state), seed)
        });
        match made.await? {
            Ok(synthetic) => {
                let log = synthetic::log(&synthetic.mark, locale);
                let name = synthetic::marked_name(&original.name, locale);
                self.keep(actor, &access, name, original.step_minutes, synthetic, log).await
            }
            Err(error) => Ok(SyntheticOutcome::Refused(synthetic::refusal(&error, locale))),
        }
    }

    async fn approximate(
        &self,
        actor: &Actor,
        project: ProjectId,
        wanted: Approximation,
        locale: Language,
    ) -> Result<SyntheticOutcome, AppError> {
        let access = self.0.access(actor, project).await?;
        access.require_edit()?;
        check_name(&wanted.name).map_err(|_| invalid("name"))?;
        synthetic::check(&wanted)?;
        self.0.spend(Attempted::Calculate, actor).await?;
        let plan = scenario::first_state(&self.0, actor, &access).await?.plan;
        let inputs = inputs::load(&self.0, actor, &access, &plan).await?;
        let seed = self.0.ids.id().as_u64_pair().0;
        let (name, log) = (wanted.name.trim().to_owned(), synthetic::figures(&wanted.figures, locale));
        let made = self.0.work(Kind::Calculation, actor, move |_| {
            synthetic::approximated(&wanted, plan.site, &inputs.weather, seed)
        });
        match made.await? {
            Ok(synthetic) => {
                let log = synthetic::log(&synthetic.mark, locale).into_iter().chain([log]).collect();
                self.keep(actor, &access, name, 60, synthetic, log).await
            }
            Err(error) => Ok(SyntheticOutcome::Refused(synthetic::contradiction(&error, locale))),
        }
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

/// Keeps a profile, if the project has room for it.
pub(super) async fn add(
    context: &Context,
    actor: &Actor,
    access: &ProjectAccess,
    card: StoredProfile,
    values_kw: Vec<f64>,
    upload: Option<UploadId>,
) -> Result<ProfileCard, AppError> {
    check_name(&card.name).map_err(|_| invalid("name"))?;
    let expected = if card.step_minutes == 15 { QUARTER_HOURS } else { HOURS };
    check_series(&values_kw, expected, 0.0, POWER_MAX_KW).map_err(|_| invalid("values_kw"))?;
    let store = context.store.profiles();
    if store.count(access).await.or_internal(&actor.request_id)? >= PROFILES_MAX {
        return Err(AppError::TooLarge);
    }
    let id = ProfileId(context.ids.id());
    let new = NewProfile { id, card, values_kw, upload };
    store.add(access, &new, context.clock.now_s()).await.or_internal(&actor.request_id)?;
    context.live.library_changed(access.project().0);
    Ok(profile_card(ListedProfile { id, card: new.card, upload }))
}

/// Keeps a weather series, if the project has room for it.
pub(super) async fn add_weather(
    context: &Context,
    actor: &Actor,
    access: &ProjectAccess,
    name: &str,
    weather: Weather,
    upload: UploadId,
) -> Result<WeatherCard, AppError> {
    check_name(name).map_err(|_| invalid("name"))?;
    let source: String = weather.source.chars().filter(|c| !c.is_control()).take(NAME_MAX_CHARS).collect();
    let Weather { temperature_c, global_irradiance_w_m2, .. } = weather;
    check_weather(&temperature_c, global_irradiance_w_m2.as_deref()).map_err(|_| invalid("temperature_c"))?;
    let store = context.store.weather();
    if store.count(access).await.or_internal(&actor.request_id)? >= WEATHER_MAX {
        return Err(AppError::TooLarge);
    }
    let id = WeatherId(context.ids.id());
    let values = WeatherValues { temperature_c, global_irradiance_w_m2 };
    let card = stored_weather(name.trim().to_owned(), source, &values);
    let new = NewWeather { id, card, values, upload: Some(upload) };
    store.add(access, &new, context.clock.now_s()).await.or_internal(&actor.request_id)?;
    context.live.library_changed(access.project().0);
    Ok(weather_card(id, new.card))
}

pub(super) fn stored_profile(
    name: String,
    step_minutes: u16,
    values_kw: &[f64],
    import_log: Vec<String>,
) -> StoredProfile {
    let annual_kwh = values_kw.iter().sum::<f64>() * f64::from(step_minutes) / 60.0;
    let peak_kw = values_kw.iter().copied().fold(0.0, f64::max);
    let sparkline_kw = sparkline(&hourly_means(values_kw));
    StoredProfile { name, step_minutes, annual_kwh, peak_kw, import_log, synthetic: None, sparkline_kw }
}

/// Means of periods of five days.
fn sparkline(hourly_kw: &[f64]) -> Vec<f64> {
    const PERIOD: usize = 5 * 24;
    let mean = |period: &[f64]| period.iter().sum::<f64>() / PERIOD as f64;
    hourly_kw.chunks_exact(PERIOD).map(mean).collect()
}

pub(super) fn stored_weather(name: String, source: String, values: &WeatherValues) -> StoredWeather {
    let mean_temperature_c = values.temperature_c.iter().sum::<f64>() / HOURS as f64;
    StoredWeather { name, source, mean_temperature_c }
}

pub(super) fn profile_card(listed: ListedProfile) -> ProfileCard {
    let ListedProfile { id, card, upload } = listed;
    let StoredProfile { name, step_minutes, annual_kwh, peak_kw, import_log, synthetic, sparkline_kw } = card;
    let synthetic = synthetic.is_some();
    ProfileCard { id, name, step_minutes, annual_kwh, peak_kw, import_log, synthetic, upload, sparkline_kw }
}

pub(super) fn weather_card(id: WeatherId, card: StoredWeather) -> WeatherCard {
    let StoredWeather { name, source, mean_temperature_c } = card;
    WeatherCard { id, name, source, mean_temperature_c }
}

fn invalid(field: &str) -> AppError {
    AppError::Invalid { field: field.to_owned() }
}
