//! What the engine needs to calculate a plan: weather and metered series.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};

use app::api::{Actor, AppError};
use app::workspace::series_name;
use chart::{LoadModel, LoadSeries};
use engine::building::BuildingId;
use engine::demand::{DemandKind, ProfileId};
use engine::district::{District, ProfileSeries};
use engine::plan::Plan;
use engine::project_file::{ProfileRecord, ProjectFile};
use engine::series::hourly_means;
use engine::site::WeatherChoice;
use engine::weather::{Weather, WeatherFormat, parse_builtin};
use serde::Serialize;
use sha2::{Digest as _, Sha256};
use words::Language;

use super::{Context, OrInternal as _, internal};
use crate::hex::hex;
use crate::storage::WeatherValues;
use crate::witness::ProjectAccess;

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
    /// Those of them that are synthetic.
    pub synthetic: BTreeSet<ProfileId>,
}

impl Inputs {
    /// Weather and series that a project file brings along; `None` if its weather is missing.
    #[must_use]
    pub fn of_document(document: &ProjectFile) -> Option<Self> {
        let weather = match document.site.weather {
            WeatherChoice::TestReferenceYear { region } => builtin_weather(region)?,
            WeatherChoice::Uploaded { weather } => {
                let record = document.weather.iter().find(|record| record.id == weather)?;
                let temperature_c = record.temperature_c.clone();
                let global_irradiance_w_m2 = record.global_irradiance_w_m2.clone();
                let values = WeatherValues { temperature_c, global_irradiance_w_m2 };
                Arc::new(uploaded(record.source.clone(), values))
            }
        };
        let hourly = |record: &ProfileRecord| (record.id, hourly_means(&record.values_kw).into());
        let synthetic = document.profiles.iter().filter(|record| record.synthetic.is_some());
        let synthetic = synthetic.map(|record| record.id).collect();
        Some(Self { weather, profiles: document.profiles.iter().map(hourly).collect(), synthetic })
    }

    /// The demands whose profile is synthetic.
    #[must_use]
    pub fn synthetic_demands(&self, plan: &Plan) -> BTreeSet<(BuildingId, DemandKind)> {
        let stored = plan.scenario.stored_profiles();
        let synthetic = stored.filter(|(_, _, profile, _)| self.synthetic.contains(profile));
        synthetic.map(|(building, kind, ..)| (building, kind)).collect()
    }

    /// What charts of a calculated plan show: the load of every kind, named in the reader's language.
    #[must_use]
    pub fn load_model(&self, plan: &Plan, district: &District, locale: Language) -> LoadModel {
        let synthetic = self.synthetic_demands(plan);
        let series = district.by_kind.iter().map(|(kind, values_kw)| {
            let is_synthetic = synthetic.iter().any(|(_, other)| other == kind);
            LoadSeries {
                kind: *kind,
                label: series_name(*kind, is_synthetic, locale),
                values_kw: Arc::clone(values_kw),
                is_synthetic,
            }
        });
        let title = match plan.scenario.name.as_str() {
            "" => plan.site.name.clone(),
            scenario => format!("{} – {scenario}", plan.site.name),
        };
        LoadModel {
            year: district.year,
            summer_time: district.summer_time,
            title,
            source: self.weather.source.clone(),
            series: series.collect(),
            repaired: Vec::new(),
        }
    }

    /// SHA-256 of everything that the results of a plan depend on, in hexadecimal.
    ///
    /// What is hashed is a JSON document without blanks: the plan, the weather and those series that the
    /// plan refers to, with keys in a fixed order and numbers in their shortest form.
    #[must_use]
    pub fn sha256(&self, plan: &Plan) -> String {
        #[derive(Serialize)]
        struct Hashed<'a> {
            plan: &'a Plan,
            temperature_c: &'a [f64],
            global_irradiance_w_m2: Option<&'a [f64]>,
            profiles: BTreeMap<ProfileId, &'a [f64]>,
        }
        let wanted = metered(plan);
        let profiles = self.profiles.iter().filter(|(id, _)| wanted.contains(id));
        let hashed = Hashed {
            plan,
            temperature_c: &self.weather.temperature_c,
            global_irradiance_w_m2: self.weather.global_irradiance_w_m2.as_deref(),
            profiles: profiles.map(|(id, values)| (*id, &**values)).collect(),
        };
        let json = serde_json::to_vec(&hashed).expect("plans and series are JSON by their types");
        hex(&Sha256::digest(json))
    }
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
    let (mut profiles, mut synthetic) = (ProfileSeries::new(), BTreeSet::new());
    for id in metered(plan) {
        let found = context.store.profiles().find(access, id).await.or_internal(&actor.request_id)?;
        if let Some((card, values_kw)) = found {
            profiles.insert(id, hourly_means(&values_kw).into());
            if card.synthetic.is_some() {
                synthetic.insert(id);
            }
        }
    }
    Ok(Inputs { weather, profiles, synthetic })
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
    plan.scenario.stored_profiles().map(|(_, _, profile, _)| profile).collect()
}
