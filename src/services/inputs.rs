//! What the engine needs to calculate a plan: weather and metered series.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};

use app::api::{Actor, AppError};
use engine::demand::{Profile, ProfileId};
use engine::district::ProfileSeries;
use engine::plan::Plan;
use engine::project_file::hourly_means;
use engine::site::WeatherChoice;
use engine::weather::{Weather, WeatherFormat, parse_builtin};

use super::access::ProjectAccess;
use super::{Context, OrInternal as _, internal};
use crate::storage::WeatherValues;

/// The sample district that a new user can start with.
pub const SAMPLE_DISTRICT: &[u8] = include_bytes!("../../public/samples/sample-district.json");

macro_rules! builtin {
    ($($number:literal),+) => {
        [$(include_str!(concat!("../../public/weather/try2010-", $number, ".csv"))),+]
    };
}

/// The test reference years of the 15 regions, as they are offered for download, too.
const BUILTIN: [&str; 15] =
    builtin!("01", "02", "03", "04", "05", "06", "07", "08", "09", "10", "11", "12", "13", "14", "15");

/// The test reference year of a region, 1 to 15.
#[must_use]
pub fn builtin_weather(region: u8) -> Option<Arc<Weather>> {
    static PARSED: [OnceLock<Arc<Weather>>; 15] = [const { OnceLock::new() }; 15];
    let index = usize::from(region.checked_sub(1)?);
    let parse =
        || Arc::new(parse_builtin(BUILTIN[index]).expect("the weather files of this repository are sound"));
    Some(Arc::clone(PARSED.get(index)?.get_or_init(parse)))
}

/// Weather and metered series of a plan.
pub struct Inputs {
    /// Weather of the site.
    pub weather: Arc<Weather>,
    /// Hourly series of the profiles that demands refer to, kW.
    pub profiles: ProfileSeries,
}

/// Loads what a plan refers to.
///
/// # Errors
/// [`AppError::Internal`] if it cannot be loaded.
pub async fn load(
    context: &Context,
    actor: &Actor,
    access: &ProjectAccess,
    plan: &Plan,
) -> Result<Inputs, AppError> {
    let weather = match plan.site.weather {
        WeatherChoice::TestReferenceYear { region } => builtin_weather(region),
        WeatherChoice::Uploaded { weather } => {
            let found = context.store.weather().find(access, weather).await.or_internal(&actor.request_id)?;
            found.map(|(card, values)| Arc::new(uploaded(card.source, values)))
        }
    };
    let weather =
        weather.ok_or_else(|| internal(&actor.request_id, &"the plan refers to missing weather"))?;
    let mut profiles = BTreeMap::new();
    for id in metered(plan) {
        let found = context.store.profiles().find(access, id).await.or_internal(&actor.request_id)?;
        if let Some((card, values_kw)) = found {
            profiles.insert(id, hourly_means(&values_kw, card.step_minutes).into());
        }
    }
    Ok(Inputs { weather, profiles })
}

/// Weather from a file of the user.
#[must_use]
pub fn uploaded(source: String, values: WeatherValues) -> Weather {
    let WeatherValues { temperature_c, global_irradiance_w_m2 } = values;
    Weather {
        source,
        format: WeatherFormat::Column,
        temperature_c,
        global_irradiance_w_m2,
        notes: Vec::new(),
    }
}

fn metered(plan: &Plan) -> BTreeSet<ProfileId> {
    let demands = plan.scenario.buildings.iter().flat_map(|building| building.demands.values());
    demands
        .filter_map(|demand| match demand.profile {
            Some(Profile::Metered { profile, .. }) => Some(profile),
            _ => None,
        })
        .collect()
}
