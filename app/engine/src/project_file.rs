//! The open project file: everything of a project in one JSON document, for export, import and the
//! command line. The format is described in `docs/project-file.md`.

use std::collections::BTreeSet;
use std::fmt;
use std::marker::PhantomData;

use serde::de::{Error as _, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};

use crate::demand::{Profile, ProfileId};
use crate::edit::{EditError, check_plan};
use crate::limits::{check_name, check_text};
use crate::plan::{Plan, Scenario};
use crate::site::{Site, WeatherChoice, WeatherId};
use crate::synthetic::SyntheticMark;
use crate::time::{HOURS, QUARTER_HOURS};

/// Value of `format` in every project file.
pub const FORMAT: &str = "lastgang-project";
/// The version that is written; older versions are read.
pub const VERSION: u32 = 1;

/// Most scenarios of a project.
pub const SCENARIOS_MAX: usize = 100;
/// Most load profiles of a project.
pub const PROFILES_MAX: usize = 500;
/// Most weather series of a project.
pub const WEATHER_MAX: usize = 50;
/// Most lines of what the import of a profile found.
pub const LOG_LINES_MAX: usize = 200;
/// Most characters of such a line.
pub const LOG_LINE_MAX_CHARS: usize = 1_000;

/// A project as a document.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProjectFile {
    /// Always [`FORMAT`].
    pub format: String,
    /// Version of the format.
    pub version: u32,
    /// Site of the project.
    pub site: Site,
    /// Scenarios; at least one.
    #[serde(deserialize_with = "at_most::<_, _, SCENARIOS_MAX>")]
    pub scenarios: Vec<Scenario>,
    /// Load profiles to which demands refer.
    #[serde(
        default,
        skip_serializing_if = "Vec::is_empty",
        deserialize_with = "at_most::<_, _, PROFILES_MAX>"
    )]
    pub profiles: Vec<ProfileRecord>,
    /// Weather series to which the site may refer.
    #[serde(
        default,
        skip_serializing_if = "Vec::is_empty",
        deserialize_with = "at_most::<_, _, WEATHER_MAX>"
    )]
    pub weather: Vec<WeatherRecord>,
}

/// A load profile in a project file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProfileRecord {
    /// Id by which demands refer to it.
    pub id: ProfileId,
    /// Display name.
    pub name: String,
    /// Step in minutes: 15 or 60.
    pub step_minutes: u16,
    /// Mean power per step on the UTC+1 axis, kW.
    pub values_kw: Vec<f64>,
    /// What the import found and changed.
    #[serde(
        default,
        skip_serializing_if = "Vec::is_empty",
        deserialize_with = "at_most::<_, _, LOG_LINES_MAX>"
    )]
    pub import_log: Vec<String>,
    /// How the series was made, if it was not metered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub synthetic: Option<SyntheticMark>,
}

/// A weather series in a project file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WeatherRecord {
    /// Id by which the site refers to it.
    pub id: WeatherId,
    /// Name of the original file.
    pub name: String,
    /// Source line.
    pub source: String,
    /// Hourly outdoor temperature, °C.
    pub temperature_c: Vec<f64>,
    /// Hourly global horizontal irradiance, W/m².
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub global_irradiance_w_m2: Option<Vec<f64>>,
}

/// Why a document is not a usable project file.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum ProjectFileError {
    /// `format` is not [`FORMAT`].
    #[error("format is “{0}”, expected “lastgang-project”")]
    Format(String),
    /// Written by a newer version.
    #[error("version {0} is newer than {VERSION}, the newest that can be read")]
    Version(u32),
    /// No scenario.
    #[error("scenarios is empty")]
    NoScenario,
    /// A value outside the limits.
    #[error("scenario {scenario}: {error}")]
    Plan {
        /// Position, from 1.
        scenario: usize,
        /// What is wrong.
        error: EditError,
    },
    /// A series of the wrong length or with impossible values.
    #[error("{list} {position}: {reason}")]
    Series {
        /// `profiles` or `weather`.
        list: &'static str,
        /// Position, from 1.
        position: usize,
        /// What is wrong.
        reason: String,
    },
    /// Two series have the same id, so that nobody knows which one is meant.
    #[error("{list} contains {id} twice")]
    SeriesTwice {
        /// `profiles` or `weather`.
        list: &'static str,
        /// The id.
        id: String,
    },
    /// A demand or the site refers to a series that is not in the file.
    #[error("{place} refers to {id}, which is not in the file")]
    MissingSeries {
        /// Where the reference stands.
        place: String,
        /// The missing id.
        id: String,
    },
}

impl ProjectFile {
    /// Checks everything that the types do not already guarantee.
    ///
    /// # Errors
    /// The first thing that is wrong, with its place.
    pub fn check(&self) -> Result<(), ProjectFileError> {
        if self.format != FORMAT {
            return Err(ProjectFileError::Format(self.format.clone()));
        }
        if self.version > VERSION {
            return Err(ProjectFileError::Version(self.version));
        }
        if self.scenarios.is_empty() {
            return Err(ProjectFileError::NoScenario);
        }
        for (index, profile) in self.profiles.iter().enumerate() {
            let expected = if profile.step_minutes == 15 { QUARTER_HOURS } else { HOURS };
            let step_known = matches!(profile.step_minutes, 15 | 60);
            check_series(&profile.values_kw, expected, 0.0, 5_000_000.0)
                .and(if step_known { Ok(()) } else { Err("step_minutes is neither 15 nor 60".to_owned()) })
                .and(check_name(&profile.name).map_err(|error| error.to_string()))
                .and(check_log(&profile.import_log))
                .map_err(|reason| ProjectFileError::Series {
                    list: "profiles",
                    position: index + 1,
                    reason,
                })?;
        }
        for (index, weather) in self.weather.iter().enumerate() {
            check_weather(&weather.temperature_c, weather.global_irradiance_w_m2.as_deref())
                .and(check_name(&weather.name).map_err(|error| error.to_string()))
                .and(check_text(&weather.source).map_err(|error| error.to_string()))
                .map_err(|reason| ProjectFileError::Series {
                    list: "weather",
                    position: index + 1,
                    reason,
                })?;
        }
        for (index, scenario) in self.scenarios.iter().enumerate() {
            let plan = Plan { site: self.site.clone(), scenario: scenario.clone() };
            check_plan(&plan).map_err(|error| ProjectFileError::Plan { scenario: index + 1, error })?;
        }
        self.check_references()
    }

    fn check_references(&self) -> Result<(), ProjectFileError> {
        let mut profiles = BTreeSet::new();
        if let Some(twice) = self.profiles.iter().find(|record| !profiles.insert(record.id)) {
            return Err(ProjectFileError::SeriesTwice { list: "profiles", id: twice.id.0.to_string() });
        }
        let mut series = BTreeSet::new();
        if let Some(twice) = self.weather.iter().find(|record| !series.insert(record.id)) {
            return Err(ProjectFileError::SeriesTwice { list: "weather", id: twice.id.0.to_string() });
        }
        if let WeatherChoice::Uploaded { weather } = self.site.weather
            && !series.contains(&weather)
        {
            return Err(ProjectFileError::MissingSeries {
                place: "site".to_owned(),
                id: weather.0.to_string(),
            });
        }
        for building in self.scenarios.iter().flat_map(|scenario| &scenario.buildings) {
            for demand in building.demands.values() {
                if let Some(Profile::Metered { profile, .. }) = demand.profile
                    && !profiles.contains(&profile)
                {
                    let place = format!("building “{}”", building.name);
                    return Err(ProjectFileError::MissingSeries { place, id: profile.0.to_string() });
                }
            }
        }
        Ok(())
    }
}

/// Reads a list of at most so many entries. One that is longer is refused where it becomes too long, before it
/// fills the memory.
fn at_most<'de, D, T, const MAX: usize>(deserializer: D) -> Result<Vec<T>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    deserializer.deserialize_seq(Entries::<T, MAX>(PhantomData))
}

struct Entries<T, const MAX: usize>(PhantomData<T>);

impl<'de, T: Deserialize<'de>, const MAX: usize> Visitor<'de> for Entries<T, MAX> {
    type Value = Vec<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a list of at most {MAX} entries")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Vec<T>, A::Error> {
        let mut entries = Vec::new();
        while let Some(entry) = list.next_element()? {
            if entries.len() == MAX {
                return Err(A::Error::custom(format_args!("more than {MAX} entries")));
            }
            entries.push(entry);
        }
        Ok(entries)
    }
}

fn check_log(lines: &[String]) -> Result<(), String> {
    match lines.iter().find(|line| line.chars().count() > LOG_LINE_MAX_CHARS) {
        Some(line) => Err(format!(
            "a line of import_log has {} characters, at most {LOG_LINE_MAX_CHARS} are possible",
            line.chars().count()
        )),
        None => Ok(()),
    }
}

/// Checks a weather series: length, range, finiteness.
///
/// # Errors
/// What is wrong, naming the hour.
pub fn check_weather(temperature_c: &[f64], irradiance: Option<&[f64]>) -> Result<(), String> {
    check_series(temperature_c, HOURS, -60.0, 60.0)?;
    irradiance.map_or(Ok(()), |values| check_series(values, HOURS, 0.0, 1_500.0))
}

/// Checks the length of a series and the range of its values.
///
/// # Errors
/// What is wrong, naming the position from 1.
pub fn check_series(values: &[f64], expected: usize, min: f64, max: f64) -> Result<(), String> {
    if values.len() != expected {
        return Err(format!("{} values, expected {expected}", values.len()));
    }
    match values.iter().position(|value| !value.is_finite() || !(min..=max).contains(value)) {
        Some(at) => Err(format!("value {} is {}, expected {min} to {max}", at + 1, values[at])),
        None => Ok(()),
    }
}
