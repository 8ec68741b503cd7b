//! Between a project in the store and an open project file.

use std::collections::BTreeMap;

use app::api::{Actor, AppError, ScenarioId};
use engine::demand::{Profile, ProfileId};
use engine::project_file::{FORMAT, ProfileRecord, ProjectFile, VERSION, WeatherRecord};
use engine::site::{Site, WeatherChoice, WeatherId};

use crate::clock::IdGen;
use crate::services::document;
use crate::services::profile::{stored_profile, stored_weather};
use crate::services::{Context, OrInternal as _, internal};
use crate::storage::{ListedProfile, NewProfile, NewScenario, NewWeather, StoredProfile, WeatherValues};
use crate::witness::ProjectAccess;

/// What a project file turns into.
pub(super) struct Contents {
    pub site: Site,
    pub scenarios: Vec<NewScenario>,
    pub profiles: Vec<NewProfile>,
    pub weather: Vec<NewWeather>,
}

/// Reads and checks a project file.
pub(super) fn parse(bytes: &[u8]) -> Result<ProjectFile, AppError> {
    document::read(bytes).map_err(|error| AppError::Invalid { field: error.to_string() })
}

/// Writes a project file.
pub(super) fn write(document: &ProjectFile, request_id: &str) -> Result<Vec<u8>, AppError> {
    serde_json::to_vec(document).map_err(|error| internal(request_id, &error))
}

/// Gives everything new ids, so that a file can be imported any number of times.
pub(super) fn into_contents(document: ProjectFile, ids: &dyn IdGen) -> Contents {
    let ProjectFile { mut site, scenarios, profiles, weather, .. } = document;
    let profile_ids: BTreeMap<ProfileId, ProfileId> =
        profiles.iter().map(|record| (record.id, ProfileId(ids.id()))).collect();
    let weather_ids: BTreeMap<WeatherId, WeatherId> =
        weather.iter().map(|record| (record.id, WeatherId(ids.id()))).collect();
    if let WeatherChoice::Uploaded { weather } = &mut site.weather
        && let Some(id) = weather_ids.get(weather)
    {
        *weather = *id;
    }
    let scenarios = scenarios.into_iter().map(|mut body| {
        let demands = body.buildings.iter_mut().flat_map(|building| building.demands.values_mut());
        for demand in demands {
            if let Some(Profile::Metered { profile, .. }) = &mut demand.profile
                && let Some(id) = profile_ids.get(profile)
            {
                *profile = *id;
            }
        }
        NewScenario { id: ScenarioId(ids.id()), body }
    });
    let profiles = profiles.into_iter().map(|record| {
        let ProfileRecord { id, name, step_minutes, values_kw, import_log, synthetic } = record;
        let card = StoredProfile { synthetic, ..stored_profile(name, step_minutes, &values_kw, import_log) };
        NewProfile { id: profile_ids[&id], card, values_kw, upload: None }
    });
    let weather = weather.into_iter().map(|record| {
        let WeatherRecord { id, name, source, temperature_c, global_irradiance_w_m2 } = record;
        let values = WeatherValues { temperature_c, global_irradiance_w_m2 };
        let card = stored_weather(name, source, &values);
        NewWeather { id: weather_ids[&id], card, values, upload: None }
    });
    Contents {
        scenarios: scenarios.collect(),
        profiles: profiles.collect(),
        weather: weather.collect(),
        site,
    }
}

/// Collects everything of a project.
pub(super) async fn collect(
    context: &Context,
    actor: &Actor,
    access: &ProjectAccess,
) -> Result<ProjectFile, AppError> {
    let (store, request_id) = (&context.store, &actor.request_id);
    let states = store.scenarios().all(access).await.or_internal(request_id)?;
    let site = states.first().map(|state| state.plan.site.clone()).ok_or(AppError::NotFound)?;
    let mut profiles = Vec::new();
    for ListedProfile { id, .. } in store.profiles().list(access).await.or_internal(request_id)? {
        if let Some((card, values_kw)) = store.profiles().find(access, id).await.or_internal(request_id)? {
            let StoredProfile { name, step_minutes, import_log, synthetic, .. } = card;
            profiles.push(ProfileRecord { id, name, step_minutes, values_kw, import_log, synthetic });
        }
    }
    let mut weather = Vec::new();
    for (id, _) in store.weather().list(access).await.or_internal(request_id)? {
        if let Some((card, values)) = store.weather().find(access, id).await.or_internal(request_id)? {
            let WeatherValues { temperature_c, global_irradiance_w_m2 } = values;
            let (name, source) = (card.name, card.source);
            weather.push(WeatherRecord { id, name, source, temperature_c, global_irradiance_w_m2 });
        }
    }
    let scenarios = states.into_iter().map(|state| state.plan.scenario).collect();
    Ok(ProjectFile { format: FORMAT.to_owned(), version: VERSION, site, scenarios, profiles, weather })
}
