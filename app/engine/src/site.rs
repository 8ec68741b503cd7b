//! The site of a project: name, place, weather and calendar.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::calendar::FederalState;

/// Where and when the project is calculated.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Site {
    /// Name of the project.
    pub name: String,
    /// Town or district; free text.
    #[serde(default)]
    pub place: String,
    /// Where outdoor temperature and irradiance come from.
    pub weather: WeatherChoice,
    /// Calendar year whose weekdays and holidays apply.
    pub reference_year: i32,
    /// Federal state whose holidays apply; `None`: only nationwide holidays.
    #[serde(default)]
    pub federal_state: Option<FederalState>,
    /// Whether schedules follow summer time.
    pub summer_time: bool,
    /// Seed of everything that is drawn at random: the same seed gives the same profiles.
    #[serde(default)]
    pub seed: u32,
}

impl Site {
    /// The site of a new project: the middle of Germany until the user chooses.
    #[must_use]
    pub fn new(name: impl Into<String>, reference_year: i32) -> Self {
        Self {
            name: name.into(),
            place: String::new(),
            weather: WeatherChoice::TestReferenceYear { region: 4 },
            reference_year,
            federal_state: None,
            summer_time: true,
            seed: 0,
        }
    }
}

/// Identifies an uploaded weather series kept with the project.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct WeatherId(pub Uuid);

/// Source of the weather.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum WeatherChoice {
    /// One of the 15 test-reference-year regions of DWD.
    TestReferenceYear {
        /// Region number, 1–15.
        region: u8,
    },
    /// A weather file that the user uploaded.
    Uploaded {
        /// Which series.
        weather: WeatherId,
    },
}
