//! Every change to a plan is an [`Edit`]: the browser applies it at once, the server applies the same
//! function, and undo is the inverse edit.

use serde::{Deserialize, Serialize};

use crate::building::{Building, BuildingId};
use crate::building_type::BuildingType;
use crate::calendar::FederalState;
use crate::demand::{AnnualEnergy, Demand, DemandKind, Profile};
use crate::limits::{self, LimitError, Quantity};
use crate::plan::Plan;
use crate::simultaneity::Simultaneity;
use crate::site::WeatherChoice;

mod inverse;
mod touched;

pub use inverse::inverse;
pub use touched::{Field, touched};

/// A change to the site or to the scenario. Values that a user can clear are `Option`s: `None` returns
/// to the default of the building type.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
#[expect(missing_docs, reason = "the fields of each variant are named after what they set")]
pub enum Edit {
    /// Renames the project.
    SetSiteName { name: String },
    /// Sets the place of the project.
    SetPlace { place: String },
    /// Chooses the weather.
    SetWeather { weather: WeatherChoice },
    /// Sets the year whose calendar applies.
    SetReferenceYear { year: i32 },
    /// Sets the state whose holidays apply.
    SetFederalState { state: Option<FederalState> },
    /// Lets schedules follow summer time, or not.
    SetSummerTime { summer_time: bool },
    /// Sets the seed from which random profiles are drawn.
    SetSeed { seed: u32 },
    /// Sets the simultaneity of the heat customers of the scenario.
    SetSimultaneity { simultaneity: Simultaneity },
    /// Inserts buildings before another one, or at the end. Also the inverse of removing.
    AddBuildings { before: Option<BuildingId>, buildings: Vec<Building> },
    /// Removes buildings.
    RemoveBuildings { buildings: Vec<BuildingId> },
    /// Moves buildings, in their present order, before another one or to the end.
    MoveBuildings { buildings: Vec<BuildingId>, before: Option<BuildingId> },
    /// Sets the order of the whole table; buildings that are not named keep their place at the end.
    OrderBuildings { order: Vec<BuildingId> },
    /// Renames a building.
    RenameBuilding { building: BuildingId, name: String },
    /// Sets the use of a building.
    SetBuildingType { building: BuildingId, building_type: BuildingType },
    /// Sets the energy reference area.
    SetReferenceArea { building: BuildingId, area_m2: Option<f64> },
    /// Sets the annual energy of a demand.
    SetAnnualEnergy { building: BuildingId, kind: DemandKind, annual: Option<AnnualEnergy> },
    /// Sets the peak load of a demand.
    SetPeakLoad { building: BuildingId, kind: DemandKind, peak_kw: Option<f64> },
    /// Sets the load profile of a demand.
    SetProfile { building: BuildingId, kind: DemandKind, profile: Option<Profile> },
    /// Several changes that succeed or fail together and are undone together: a paste, a fill-down.
    Batch { edits: Vec<Edit> },
}

/// Why an edit cannot be applied. The plan is unchanged.
#[derive(Clone, Debug, PartialEq, thiserror::Error, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum EditError {
    /// The building does not exist (any more).
    #[error("no such building in this scenario")]
    UnknownBuilding {
        /// The id in question.
        building: BuildingId,
    },
    /// A building with this id is already there.
    #[error("a building with this id exists already")]
    DuplicateBuilding {
        /// The id in question.
        building: BuildingId,
    },
    /// A value is outside its limits.
    #[error("{error}")]
    Limit {
        /// The building concerned, if one is.
        building: Option<BuildingId>,
        /// Which limit.
        error: LimitError,
    },
    /// Batches do not contain batches.
    #[error("a batch inside a batch")]
    NestedBatch,
}

/// Applies an edit. Either all of it takes effect or nothing does.
///
/// # Errors
/// The edit names a building that is not there, or a value outside the limits.
pub fn apply(plan: &mut Plan, edit: &Edit) -> Result<(), EditError> {
    match edit {
        Edit::Batch { edits } => {
            let count = edits.len();
            if count > limits::CHANGES_MAX {
                let error = LimitError::TooManyChanges { count, max: limits::CHANGES_MAX };
                return Err(EditError::Limit { building: None, error });
            }
            let mut changed = plan.clone();
            for edit in edits {
                if matches!(edit, Edit::Batch { .. }) {
                    return Err(EditError::NestedBatch);
                }
                apply_single(&mut changed, edit)?;
            }
            *plan = changed;
            Ok(())
        }
        single => apply_single(plan, single),
    }
}

fn apply_single(plan: &mut Plan, edit: &Edit) -> Result<(), EditError> {
    let site = &mut plan.site;
    match edit {
        Edit::SetSiteName { name } => {
            limits::check_name(name).map_err(on_site)?;
            site.name.clone_from(name);
        }
        Edit::SetPlace { place } => {
            limits::check_text(place).map_err(on_site)?;
            site.place.clone_from(place);
        }
        Edit::SetWeather { weather } => {
            if let WeatherChoice::TestReferenceYear { region } = weather {
                limits::check(Quantity::TryRegion, f64::from(*region)).map_err(on_site)?;
            }
            site.weather = *weather;
        }
        Edit::SetReferenceYear { year } => {
            limits::check(Quantity::ReferenceYear, f64::from(*year)).map_err(on_site)?;
            site.reference_year = *year;
        }
        Edit::SetFederalState { state } => site.federal_state = *state,
        Edit::SetSummerTime { summer_time } => site.summer_time = *summer_time,
        Edit::SetSeed { seed } => site.seed = *seed,
        Edit::SetSimultaneity { simultaneity } => {
            simultaneity.law.check().map_err(on_site)?;
            plan.scenario.simultaneity = *simultaneity;
        }
        Edit::AddBuildings { before, buildings } => add(plan, *before, buildings)?,
        Edit::RemoveBuildings { buildings } => remove(plan, buildings)?,
        Edit::MoveBuildings { buildings, before } => shift(plan, buildings, *before)?,
        Edit::OrderBuildings { order } => arrange(plan, order),
        Edit::RenameBuilding { building, name } => {
            limits::check_name(name).map_err(|error| on_building(*building, error))?;
            find(plan, *building)?.name.clone_from(name);
        }
        Edit::SetBuildingType { building, building_type } => {
            find(plan, *building)?.building_type = *building_type;
        }
        Edit::SetReferenceArea { building, area_m2 } => {
            check_optional(*building, Quantity::ReferenceArea, *area_m2)?;
            find(plan, *building)?.reference_area_m2 = *area_m2;
        }
        Edit::SetAnnualEnergy { building, kind, annual } => {
            check_annual(*building, *annual)?;
            set_demand(plan, *building, *kind, |demand| demand.annual = *annual)?;
        }
        Edit::SetPeakLoad { building, kind, peak_kw } => {
            check_optional(*building, Quantity::PeakLoad, *peak_kw)?;
            set_demand(plan, *building, *kind, |demand| demand.peak_kw = *peak_kw)?;
        }
        Edit::SetProfile { building, kind, profile } => {
            check_profile(*building, *profile)?;
            set_demand(plan, *building, *kind, |demand| demand.profile = *profile)?;
        }
        Edit::Batch { .. } => return Err(EditError::NestedBatch),
    }
    Ok(())
}

/// Checks a whole plan, for example one that comes from a project file.
///
/// # Errors
/// The first value outside the limits, or a building id that occurs twice.
pub fn check_plan(plan: &Plan) -> Result<(), EditError> {
    let mut checked = Plan { site: plan.site.clone(), scenario: crate::plan::Scenario::default() };
    let site = &plan.site;
    for edit in [
        Edit::SetSiteName { name: site.name.clone() },
        Edit::SetPlace { place: site.place.clone() },
        Edit::SetWeather { weather: site.weather },
        Edit::SetReferenceYear { year: site.reference_year },
        Edit::SetSimultaneity { simultaneity: plan.scenario.simultaneity },
        Edit::AddBuildings { before: None, buildings: plan.scenario.buildings.clone() },
    ] {
        apply_single(&mut checked, &edit)?;
    }
    limits::check_text(&plan.scenario.name).map_err(on_site)
}

fn add(plan: &mut Plan, before: Option<BuildingId>, buildings: &[Building]) -> Result<(), EditError> {
    let rows = &plan.scenario.buildings;
    let count = rows.len() + buildings.len();
    if count > limits::BUILDINGS_MAX {
        return Err(on_site(LimitError::TooManyBuildings { count, max: limits::BUILDINGS_MAX }));
    }
    let mut ids: Vec<BuildingId> = rows.iter().chain(buildings).map(|row| row.id).collect();
    ids.sort_unstable();
    if let Some(pair) = ids.windows(2).find(|pair| pair[0] == pair[1]) {
        return Err(EditError::DuplicateBuilding { building: pair[0] });
    }
    buildings.iter().try_for_each(check_building)?;
    // A neighbour that someone else has removed meanwhile is no reason to lose the new rows.
    let at = before.and_then(|id| plan.scenario.position(id)).unwrap_or(plan.scenario.buildings.len());
    plan.scenario.buildings.splice(at..at, buildings.iter().cloned());
    Ok(())
}

fn remove(plan: &mut Plan, ids: &[BuildingId]) -> Result<(), EditError> {
    require_all(plan, ids)?;
    let removed = sorted(ids);
    plan.scenario.buildings.retain(|row| removed.binary_search(&row.id).is_err());
    Ok(())
}

fn shift(plan: &mut Plan, ids: &[BuildingId], before: Option<BuildingId>) -> Result<(), EditError> {
    require_all(plan, ids)?;
    let moving = sorted(ids);
    let (moved, mut rest): (Vec<_>, Vec<_>) = std::mem::take(&mut plan.scenario.buildings)
        .into_iter()
        .partition(|row| moving.binary_search(&row.id).is_ok());
    let at = before.and_then(|id| rest.iter().position(|row| row.id == id)).unwrap_or(rest.len());
    rest.splice(at..at, moved);
    plan.scenario.buildings = rest;
    Ok(())
}

fn sorted(ids: &[BuildingId]) -> Vec<BuildingId> {
    let mut sorted = ids.to_vec();
    sorted.sort_unstable();
    sorted
}

fn arrange(plan: &mut Plan, order: &[BuildingId]) {
    let place = |id: BuildingId| order.iter().position(|other| *other == id).unwrap_or(usize::MAX);
    plan.scenario.buildings.sort_by_key(|row| place(row.id));
}

fn require_all(plan: &Plan, ids: &[BuildingId]) -> Result<(), EditError> {
    match ids.iter().find(|id| plan.scenario.position(**id).is_none()) {
        Some(id) => Err(EditError::UnknownBuilding { building: *id }),
        None => Ok(()),
    }
}

fn find(plan: &mut Plan, id: BuildingId) -> Result<&mut Building, EditError> {
    let rows = &mut plan.scenario.buildings;
    rows.iter_mut().find(|row| row.id == id).ok_or(EditError::UnknownBuilding { building: id })
}

fn set_demand(
    plan: &mut Plan,
    building: BuildingId,
    kind: DemandKind,
    change: impl FnOnce(&mut Demand),
) -> Result<(), EditError> {
    let row = find(plan, building)?;
    let mut demand = row.demand(kind);
    change(&mut demand);
    if demand.is_empty() {
        row.demands.remove(&kind);
    } else {
        row.demands.insert(kind, demand);
    }
    Ok(())
}

fn check_building(building: &Building) -> Result<(), EditError> {
    limits::check_name(&building.name).map_err(|error| on_building(building.id, error))?;
    check_optional(building.id, Quantity::ReferenceArea, building.reference_area_m2)?;
    for demand in building.demands.values() {
        check_annual(building.id, demand.annual)?;
        check_optional(building.id, Quantity::PeakLoad, demand.peak_kw)?;
        check_profile(building.id, demand.profile)?;
    }
    Ok(())
}

fn check_annual(building: BuildingId, annual: Option<AnnualEnergy>) -> Result<(), EditError> {
    match annual {
        Some(AnnualEnergy::Absolute { kwh }) => check_value(building, Quantity::AnnualEnergy, kwh),
        Some(AnnualEnergy::Specific { kwh_per_m2 }) => {
            check_value(building, Quantity::SpecificEnergy, kwh_per_m2)
        }
        None => Ok(()),
    }
}

fn check_profile(building: BuildingId, profile: Option<Profile>) -> Result<(), EditError> {
    profile.map_or(Ok(()), |profile| profile.check().map_err(|error| on_building(building, error)))
}

fn check_optional(building: BuildingId, quantity: Quantity, value: Option<f64>) -> Result<(), EditError> {
    value.map_or(Ok(()), |value| check_value(building, quantity, value))
}

fn check_value(building: BuildingId, quantity: Quantity, value: f64) -> Result<(), EditError> {
    limits::check(quantity, value).map_err(|error| on_building(building, error))
}

const fn on_building(building: BuildingId, error: LimitError) -> EditError {
    EditError::Limit { building: Some(building), error }
}

const fn on_site(error: LimitError) -> EditError {
    EditError::Limit { building: None, error }
}
