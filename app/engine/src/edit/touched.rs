//! Which fields an edit writes, so that two people who write the same one hear of it.

use std::collections::BTreeSet;

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
    Order,
    Building { building: BuildingId },
    Name { building: BuildingId },
    BuildingType { building: BuildingId },
    ReferenceArea { building: BuildingId },
    AnnualEnergy { building: BuildingId, kind: DemandKind },
    PeakLoad { building: BuildingId, kind: DemandKind },
    Profile { building: BuildingId, kind: DemandKind },
}

/// The fields that an edit writes.
#[must_use]
pub fn touched(edit: &Edit) -> BTreeSet<Field> {
    let mut fields = BTreeSet::new();
    collect(edit, &mut fields);
    fields
}

fn collect(edit: &Edit, fields: &mut BTreeSet<Field>) {
    match edit {
        Edit::SetSiteName { .. } => _ = fields.insert(Field::SiteName),
        Edit::SetPlace { .. } => _ = fields.insert(Field::Place),
        Edit::SetWeather { .. } => _ = fields.insert(Field::Weather),
        Edit::SetReferenceYear { .. } => _ = fields.insert(Field::ReferenceYear),
        Edit::SetFederalState { .. } => _ = fields.insert(Field::FederalState),
        Edit::SetSummerTime { .. } => _ = fields.insert(Field::SummerTime),
        Edit::SetSeed { .. } => _ = fields.insert(Field::Seed),
        Edit::AddBuildings { buildings, .. } => {
            fields.extend(buildings.iter().map(|row| Field::Building { building: row.id }));
        }
        Edit::RemoveBuildings { buildings } => {
            fields.extend(buildings.iter().map(|id| Field::Building { building: *id }));
        }
        Edit::MoveBuildings { .. } | Edit::OrderBuildings { .. } => _ = fields.insert(Field::Order),
        Edit::RenameBuilding { building, .. } => _ = fields.insert(Field::Name { building: *building }),
        Edit::SetBuildingType { building, .. } => {
            fields.insert(Field::BuildingType { building: *building });
        }
        Edit::SetReferenceArea { building, .. } => {
            fields.insert(Field::ReferenceArea { building: *building });
        }
        Edit::SetAnnualEnergy { building, kind, .. } => {
            fields.insert(Field::AnnualEnergy { building: *building, kind: *kind });
        }
        Edit::SetPeakLoad { building, kind, .. } => {
            fields.insert(Field::PeakLoad { building: *building, kind: *kind });
        }
        Edit::SetProfile { building, kind, .. } => {
            fields.insert(Field::Profile { building: *building, kind: *kind });
        }
        Edit::Batch { edits } => edits.iter().for_each(|edit| collect(edit, fields)),
    }
}
