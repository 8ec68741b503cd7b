//! A building: one row of the demand table.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::building_type::BuildingType;
use crate::demand::{AnnualEnergy, ByKind, Demand, DemandKind, Profile};

/// Identifies a building within its scenario; made by whoever adds the building.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct BuildingId(pub Uuid);

/// A building with what the user entered; what was not entered follows from the building type.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Building {
    /// Identity, stable over renaming and moving.
    pub id: BuildingId,
    /// Display name.
    pub name: String,
    /// Use of the building; decides the defaults.
    pub building_type: BuildingType,
    /// Energy reference area in m², if known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference_area_m2: Option<f64>,
    /// Demands with at least one value entered by the user.
    #[serde(default, skip_serializing_if = "ByKind::is_empty")]
    pub demands: ByKind<Demand>,
}

impl Building {
    /// A building of which nothing but its name and type is known.
    #[must_use]
    pub fn new(id: BuildingId, name: impl Into<String>, building_type: BuildingType) -> Self {
        Self { id, name: name.into(), building_type, reference_area_m2: None, demands: ByKind::new() }
    }

    /// What the user entered for one kind of demand.
    #[must_use]
    pub fn demand(&self, kind: DemandKind) -> Demand {
        self.demands.get(&kind).cloned().unwrap_or_default()
    }

    /// The annual energy in force: the user's, else the default of the building type.
    #[must_use]
    pub fn annual_energy(&self, kind: DemandKind) -> Effective<AnnualEnergy> {
        match self.demands.get(&kind).and_then(|demand| demand.annual) {
            Some(annual) => Effective::Entered(annual),
            None => match self.building_type.specific_demand(kind) {
                Some(default) => {
                    Effective::Default(AnnualEnergy::Specific { kwh_per_m2: default.kwh_per_m2 })
                }
                None => Effective::Absent,
            },
        }
    }

    /// Annual energy in kWh, if it is known: a specific energy needs a reference area.
    #[must_use]
    pub fn annual_kwh(&self, kind: DemandKind) -> Option<f64> {
        self.annual_energy(kind).value()?.to_kwh(self.reference_area_m2)
    }

    /// Specific annual energy in kWh/(m²a), if it is known.
    #[must_use]
    pub fn annual_kwh_per_m2(&self, kind: DemandKind) -> Option<f64> {
        self.annual_energy(kind).value()?.to_kwh_per_m2(self.reference_area_m2)
    }

    /// The profile in force: the user's, else the default of the building type.
    #[must_use]
    pub fn profile(&self, kind: DemandKind) -> Effective<Profile> {
        match self.demands.get(&kind).and_then(|demand| demand.profile) {
            Some(profile) => Effective::Entered(profile),
            None => Effective::Default(self.building_type.default_profile(kind)),
        }
    }
}

/// A value together with who set it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Effective<T> {
    /// Entered by the user.
    Entered(T),
    /// Follows from the building type; shown as a default.
    Default(T),
    /// Neither entered nor defaulted.
    Absent,
}

impl<T> Effective<T> {
    /// The value in force, whoever set it.
    pub fn value(self) -> Option<T> {
        match self {
            Self::Entered(value) | Self::Default(value) => Some(value),
            Self::Absent => None,
        }
    }

    /// Whether the value is a default of the building type.
    pub const fn is_default(&self) -> bool {
        matches!(self, Self::Default(_))
    }
}
