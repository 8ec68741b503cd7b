//! Which fields an edit writes, so that two people who write the same one hear of it.

use serde::{Deserialize, Serialize};

use crate::building::BuildingId;
use crate::demand::DemandKind;
use crate::edit::Edit;

/// A field of a plan that an edit can write.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the variants are named after the fields they stand for")]
pub enum Field {
    SiteName,
    Place,
    Weather,
    ReferenceYear,
    FederalState,
    SummerTime,
    Seed,
    Simultaneity,
    Order,
    Building { building: BuildingId },
    Name { building: BuildingId },
    BuildingType { building: BuildingId },
    ReferenceArea { building: BuildingId },
    AnnualEnergy { building: BuildingId, kind: DemandKind },
    PeakLoad { building: BuildingId, kind: DemandKind },
    Profile { building: BuildingId, kind: DemandKind },
}

/// The fields that an edit writes, in order, each once.
#[must_use]
pub fn touched(edit: &Edit) -> Vec<Field> {
    let mut fields = Vec::new();
    collect(edit, &mut fields);
    fields.sort_unstable();
    fields.dedup();
    fields
}

fn collect(edit: &Edit, fields: &mut Vec<Field>) {
    match edit {
        Edit::SetSiteName { .. } => fields.push(Field::SiteName),
        Edit::SetPlace { .. } => fields.push(Field::Place),
        Edit::SetWeather { .. } => fields.push(Field::Weather),
        Edit::SetReferenceYear { .. } => fields.push(Field::ReferenceYear),
        Edit::SetFederalState { .. } => fields.push(Field::FederalState),
        Edit::SetSummerTime { .. } => fields.push(Field::SummerTime),
        Edit::SetSeed { .. } => fields.push(Field::Seed),
        Edit::SetSimultaneity { .. } => fields.push(Field::Simultaneity),
        Edit::AddBuildings { buildings, .. } => {
            fields.extend(buildings.iter().map(|row| Field::Building { building: row.id }));
        }
        Edit::RemoveBuildings { buildings } => {
            fields.extend(buildings.iter().map(|id| Field::Building { building: *id }));
        }
        Edit::MoveBuildings { .. } | Edit::OrderBuildings { .. } => fields.push(Field::Order),
        Edit::RenameBuilding { building, .. } => fields.push(Field::Name { building: *building }),
        Edit::SetBuildingType { building, .. } => {
            fields.push(Field::BuildingType { building: *building });
        }
        Edit::SetReferenceArea { building, .. } => {
            fields.push(Field::ReferenceArea { building: *building });
        }
        Edit::SetAnnualEnergy { building, kind, .. } => {
            fields.push(Field::AnnualEnergy { building: *building, kind: *kind });
        }
        Edit::SetPeakLoad { building, kind, .. } => {
            fields.push(Field::PeakLoad { building: *building, kind: *kind });
        }
        Edit::SetProfile { building, kind, .. } => {
            fields.push(Field::Profile { building: *building, kind: *kind });
        }
        Edit::Batch { edits } => edits.iter().for_each(|edit| collect(edit, fields)),
    }
}
