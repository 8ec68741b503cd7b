//! Undo: the edit that takes another one back.

use crate::building::BuildingId;
use crate::edit::{Edit, EditError, apply};
use crate::plan::Plan;

/// The edit that undoes `edit`, given the plan before it was applied.
///
/// # Errors
/// The edit cannot be applied to this plan, so there is nothing to undo.
pub fn inverse(before: &Plan, edit: &Edit) -> Result<Edit, EditError> {
    let row =
        |id: BuildingId| before.scenario.building(id).ok_or(EditError::UnknownBuilding { building: id });
    let site = &before.site;
    Ok(match edit {
        Edit::SetSiteName { .. } => Edit::SetSiteName { name: site.name.clone() },
        Edit::SetPlace { .. } => Edit::SetPlace { place: site.place.clone() },
        Edit::SetWeather { .. } => Edit::SetWeather { weather: site.weather },
        Edit::SetReferenceYear { .. } => Edit::SetReferenceYear { year: site.reference_year },
        Edit::SetFederalState { .. } => Edit::SetFederalState { state: site.federal_state },
        Edit::SetSummerTime { .. } => Edit::SetSummerTime { summer_time: site.summer_time },
        Edit::SetSeed { .. } => Edit::SetSeed { seed: site.seed },
        Edit::SetSimultaneity { .. } => Edit::SetSimultaneity { simultaneity: before.scenario.simultaneity },
        Edit::AddBuildings { buildings, .. } => {
            Edit::RemoveBuildings { buildings: buildings.iter().map(|building| building.id).collect() }
        }
        Edit::RemoveBuildings { buildings: ids } => {
            let rows = &before.scenario.buildings;
            let buildings = rows.iter().filter(|row| ids.contains(&row.id)).cloned().collect();
            Edit::Batch { edits: vec![Edit::AddBuildings { before: None, buildings }, order(before)] }
        }
        Edit::MoveBuildings { .. } | Edit::OrderBuildings { .. } => order(before),
        Edit::RenameBuilding { building, .. } => {
            Edit::RenameBuilding { building: *building, name: row(*building)?.name.clone() }
        }
        Edit::SetBuildingType { building, .. } => {
            Edit::SetBuildingType { building: *building, building_type: row(*building)?.building_type }
        }
        Edit::SetReferenceArea { building, .. } => {
            Edit::SetReferenceArea { building: *building, area_m2: row(*building)?.reference_area_m2 }
        }
        Edit::SetAnnualEnergy { building, kind, .. } => {
            let annual = row(*building)?.demand(*kind).annual;
            Edit::SetAnnualEnergy { building: *building, kind: *kind, annual }
        }
        Edit::SetPeakLoad { building, kind, .. } => {
            let peak_kw = row(*building)?.demand(*kind).peak_kw;
            Edit::SetPeakLoad { building: *building, kind: *kind, peak_kw }
        }
        Edit::SetProfile { building, kind, .. } => {
            let profile = row(*building)?.demand(*kind).profile;
            Edit::SetProfile { building: *building, kind: *kind, profile }
        }
        Edit::Batch { edits } => {
            let mut plan = before.clone();
            let mut inverses = Vec::with_capacity(edits.len());
            for edit in edits {
                match inverse_of_member(&plan, edit)? {
                    Edit::Batch { edits } => inverses.extend(edits.into_iter().rev()),
                    single => inverses.push(single),
                }
                apply(&mut plan, edit)?;
            }
            inverses.reverse();
            Edit::Batch { edits: inverses }
        }
    })
}

fn inverse_of_member(before: &Plan, edit: &Edit) -> Result<Edit, EditError> {
    if matches!(edit, Edit::Batch { .. }) { Err(EditError::NestedBatch) } else { inverse(before, edit) }
}

fn order(plan: &Plan) -> Edit {
    Edit::OrderBuildings { order: plan.scenario.buildings.iter().map(|row| row.id).collect() }
}
