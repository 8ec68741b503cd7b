//! A demand: annual energy, optional peak load and the profile that spreads it over the year.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

mod by_kind;
mod parameter;
mod profile;

pub use by_kind::ByKind;
pub use parameter::{Parameter, ParameterName};
pub use profile::{Diversity, Profile};

/// The kinds of energy demand, in the order in which they are listed and stacked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DemandKind {
    /// Useful heat for rooms.
    SpaceHeating,
    /// Useful heat for domestic hot water.
    HotWater,
    /// Heat for production.
    ProcessHeat,
    /// Useful cold for rooms.
    SpaceCooling,
    /// Cold for production and server rooms.
    ProcessCooling,
    /// Electricity for appliances, lighting and plant, without heat generation and vehicles.
    Electricity,
    /// Charging of electric vehicles.
    EMobility,
}

impl DemandKind {
    /// Every kind, in display order.
    pub const ALL: [Self; 7] = [
        Self::SpaceHeating,
        Self::HotWater,
        Self::ProcessHeat,
        Self::SpaceCooling,
        Self::ProcessCooling,
        Self::Electricity,
        Self::EMobility,
    ];

    /// Position in [`Self::ALL`].
    #[must_use]
    pub const fn index(self) -> usize {
        self as usize
    }

    /// The name used in files, styles and addresses.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::SpaceHeating => "space-heating",
            Self::HotWater => "hot-water",
            Self::ProcessHeat => "process-heat",
            Self::SpaceCooling => "space-cooling",
            Self::ProcessCooling => "process-cooling",
            Self::Electricity => "electricity",
            Self::EMobility => "e-mobility",
        }
    }

    /// The kind with this [`key`](Self::key).
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.key() == key)
    }
}

/// Annual energy as the user gave it; the other form follows from the reference area.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum AnnualEnergy {
    /// Energy per year.
    Absolute {
        /// kWh/a
        kwh: f64,
    },
    /// Energy per year and reference area.
    Specific {
        /// kWh/(m²a)
        kwh_per_m2: f64,
    },
}

impl AnnualEnergy {
    /// Annual energy in kWh; a specific value needs the area in m².
    #[must_use]
    pub fn to_kwh(self, area_m2: Option<f64>) -> Option<f64> {
        match self {
            Self::Absolute { kwh } => Some(kwh),
            Self::Specific { kwh_per_m2 } => area_m2.map(|area| kwh_per_m2 * area),
        }
    }

    /// Specific energy in kWh/(m²a); an absolute value needs an area above zero.
    #[must_use]
    pub fn to_kwh_per_m2(self, area_m2: Option<f64>) -> Option<f64> {
        match self {
            Self::Specific { kwh_per_m2 } => Some(kwh_per_m2),
            Self::Absolute { kwh } => area_m2.filter(|area| *area > 0.0).map(|area| kwh / area),
        }
    }
}

/// Identifies a load profile kept with the project, for example a metered one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ProfileId(pub Uuid);

/// How a metered profile meets the values entered in the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Scaling {
    /// Take the metered values; the annual energy and the peak are those of the meter.
    AsIs,
    /// Scale to the annual energy; the peak follows.
    ToEnergy,
    /// Fit to the annual energy and to the peak load.
    ToEnergyAndPeak,
}

/// What the user entered for one kind of demand of one building; `None` follows the building type.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Demand {
    /// Annual energy.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub annual: Option<AnnualEnergy>,
    /// Peak load in kW that the profile has to reach exactly.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub peak_kw: Option<f64>,
    /// Load profile.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub profile: Option<Profile>,
}

impl Demand {
    /// Whether nothing was entered, so that only defaults apply.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.annual.is_none() && self.peak_kw.is_none() && self.profile.is_none()
    }
}
