//! What an edit acts on: the site of the project and one scenario of it.

use serde::{Deserialize, Serialize};

use crate::building::{Building, BuildingId};
use crate::demand::{DemandKind, Profile, ProfileId, Scaling};
use crate::simultaneity::Simultaneity;
use crate::site::Site;

/// A variant of the project: buildings with their demands, in the order of the table.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scenario {
    /// Name of the variant.
    pub name: String,
    /// Rows of the demand table.
    #[serde(default)]
    pub buildings: Vec<Building>,
    /// Which factor applies to the sum of the design loads of its heat customers.
    #[serde(default, skip_serializing_if = "Simultaneity::is_default")]
    pub simultaneity: Simultaneity,
}

impl Scenario {
    /// The building with this id.
    #[must_use]
    pub fn building(&self, id: BuildingId) -> Option<&Building> {
        self.buildings.iter().find(|building| building.id == id)
    }

    /// The demands that use a profile kept with the project, with the way it is scaled.
    pub fn stored_profiles(&self) -> impl Iterator<Item = (BuildingId, DemandKind, ProfileId, Scaling)> + '_ {
        self.buildings.iter().flat_map(|building| {
            building.demands.iter().filter_map(move |(kind, demand)| match demand.profile {
                Some(Profile::Metered { profile, scaling }) => Some((building.id, *kind, profile, scaling)),
                _ => None,
            })
        })
    }

    /// Position of the building in the table.
    #[must_use]
    pub fn position(&self, id: BuildingId) -> Option<usize> {
        self.buildings.iter().position(|building| building.id == id)
    }
}

/// A site together with the scenario that is being worked on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Plan {
    /// Shared by all scenarios of the project.
    pub site: Site,
    /// The scenario being worked on.
    pub scenario: Scenario,
}
