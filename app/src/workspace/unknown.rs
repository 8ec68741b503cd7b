//! Cells whose text could not be understood: what they leave out of sums and figures, and the way to each.

use engine::building::{Building, BuildingId};
use engine::demand::{AnnualEnergy, Demand, DemandKind};
use engine::plan::Plan;
use leptos::prelude::*;

use super::grid::{Column, Drafts, kind_name};
use super::store::{CellDraft, Store};
use crate::ui::Icon;

/// The plan without what is not known: a demand that depends on a text that could not be understood has no
/// energy, instead of that of the value or the default that was there before.
#[must_use]
pub fn known_part(plan: &Plan, drafts: &Drafts) -> Plan {
    let mut known = plan.clone();
    for building in &mut known.scenario.buildings {
        let unknown: Vec<DemandKind> =
            DemandKind::ALL.into_iter().filter(|kind| !is_known(building, *kind, drafts)).collect();
        for kind in unknown {
            let nothing = Some(AnnualEnergy::Absolute { kwh: 0.0 });
            building.demands.insert(kind, Demand { annual: nothing, ..Demand::default() });
        }
    }
    known
}

/// Whether nothing that a demand depends on is a text that could not be understood.
fn is_known(building: &Building, kind: DemandKind, drafts: &Drafts) -> bool {
    let is_draft = |column| drafts.contains_key(&(building.id, column));
    let demand = building.demand(kind);
    let depends_on_area = !matches!(demand.annual, Some(AnnualEnergy::Absolute { .. }));
    let depends_on_type = demand.annual.is_none() || demand.profile.is_none();
    !(Column::of(kind).into_iter().any(is_draft)
        || (depends_on_area && is_draft(Column::Area))
        || (depends_on_type && is_draft(Column::BuildingType)))
}

/// Whether what a cell of a demand shows is known. A specific energy follows from the area even where the energy itself
/// was entered.
#[must_use]
pub fn is_cell_known(building: &Building, column: Column, drafts: &Drafts) -> bool {
    let is_area_unknown = drafts.contains_key(&(building.id, Column::Area));
    column.kind().is_none_or(|kind| is_known(building, kind, drafts))
        && !(matches!(column, Column::Specific(_)) && is_area_unknown)
}

/// How many cells were not understood, and a list that leads to each; it stays until they are corrected.
#[component]
pub fn NotUnderstood(store: Store) -> impl IntoView {
    let locale = store.locale;
    let cells =
        Memo::new(move |_| store.drafts.with(|drafts| store.plan.with(|plan| in_order(plan, drafts))));
    let count = move || words::workspace::grid::cells_not_understood(locale, cells.with(Vec::len));
    view! {
        <details class="menu" hidden=move || cells.with(Vec::is_empty)>
            <summary
                class="button button--small button--warning"
                role="button"
                title=locale.text(words::workspace::grid::LEFT_OUT_OF_SUMS)
            >
                <Icon name="triangle-alert" />
                <span role="status">{count}</span>
            </summary>
            <div class="menu__list">
                <p class="menu__note">{locale.text(words::workspace::grid::LEFT_OUT_OF_SUMS)}</p>
                {move || {
                    let item = |UnknownCell { building, name, column, draft }| {
                        let place = [name.as_str(), locale.text(column.title())]
                            .into_iter()
                            .chain(column.kind().map(|kind| locale.text(kind_name(kind))))
                            .collect::<Vec<_>>()
                            .join(" · ");
                        view! {
                            <button
                                class="menu__item"
                                title=draft.error
                                on:click=move |_| store.jump.set(Some((building, column)))
                            >
                                {place}
                                <span class="menu__hint">{draft.text}</span>
                            </button>
                        }
                    };
                    cells.get().into_iter().map(item).collect_view()
                }}
            </div>
        </details>
    }
}

/// A cell whose text could not be understood.
#[derive(Clone, PartialEq)]
struct UnknownCell {
    building: BuildingId,
    /// Of the building.
    name: String,
    column: Column,
    draft: CellDraft,
}

/// The cells in the order of the table.
fn in_order(plan: &Plan, drafts: &Drafts) -> Vec<UnknownCell> {
    if drafts.is_empty() {
        return Vec::new();
    }
    let of_building = |building: &Building| {
        let own = drafts.iter().filter(|((id, _), _)| *id == building.id);
        let cells = own.map(|((id, column), draft)| UnknownCell {
            building: *id,
            name: building.name.clone(),
            column: *column,
            draft: draft.clone(),
        });
        cells.collect::<Vec<_>>()
    };
    plan.scenario.buildings.iter().flat_map(of_building).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use engine::building_type::BuildingType;
    use engine::demand::DemandKind::{Electricity, HotWater, SpaceHeating};
    use engine::plan::Scenario;
    use engine::site::Site;
    use uuid::Uuid;

    fn plan() -> Plan {
        let mut building = Building::new(BuildingId(Uuid::from_u128(1)), "Rathaus", BuildingType::Office);
        building.reference_area_m2 = Some(1_000.0);
        let annual = Some(AnnualEnergy::Absolute { kwh: 5_000.0 });
        building.demands.insert(HotWater, Demand { annual, ..Demand::default() });
        Plan {
            site: Site::new("P", 2025),
            scenario: Scenario { buildings: vec![building], ..Scenario::default() },
        }
    }

    fn annual(column: Column, kind: DemandKind) -> Option<f64> {
        let draft = CellDraft { text: "viel".to_owned(), error: String::new() };
        let drafts = Drafts::from_iter([((BuildingId(Uuid::from_u128(1)), column), draft)]);
        known_part(&plan(), &drafts).scenario.buildings[0].annual_kwh(kind)
    }

    #[test]
    fn what_was_not_understood_is_left_out_and_not_replaced_by_the_default() {
        assert!(plan().scenario.buildings[0].annual_kwh(Electricity).is_some_and(|kwh| kwh > 0.0));
        assert_eq!(annual(Column::Annual(Electricity), Electricity), Some(0.0));
        assert_eq!(annual(Column::Peak(Electricity), Electricity), Some(0.0));
        assert_eq!(annual(Column::Annual(Electricity), HotWater), Some(5_000.0), "what is known stays");
    }

    #[test]
    fn an_area_or_a_use_that_was_not_understood_leaves_out_what_follows_from_it() {
        assert_eq!(annual(Column::Area, SpaceHeating), Some(0.0));
        assert_eq!(annual(Column::Area, HotWater), Some(5_000.0), "entered in kWh");
        assert_eq!(annual(Column::BuildingType, HotWater), Some(0.0), "its profile is a default of the use");
        assert_eq!(annual(Column::Name, SpaceHeating), plan().scenario.buildings[0].annual_kwh(SpaceHeating));
    }

    #[test]
    fn a_specific_energy_is_as_unknown_as_the_area_that_it_is_divided_by() {
        let building = &plan().scenario.buildings[0];
        let draft = CellDraft { text: "viel".to_owned(), error: String::new() };
        let drafts = Drafts::from_iter([((building.id, Column::Area), draft)]);
        assert!(is_cell_known(building, Column::Annual(HotWater), &drafts), "entered in kWh");
        assert!(!is_cell_known(building, Column::Specific(HotWater), &drafts));
        assert!(is_cell_known(building, Column::Specific(HotWater), &Drafts::new()));
    }

    #[test]
    fn cells_are_listed_in_the_order_of_the_table_and_only_while_their_building_is_there() {
        let draft = || CellDraft { text: "viel".to_owned(), error: String::new() };
        let mut plan = plan();
        let here = plan.scenario.buildings[0].id;
        let gone = BuildingId(Uuid::from_u128(0));
        let cells = [((gone, Column::Area), draft()), ((here, Column::Peak(HotWater)), draft())];
        let drafts = Drafts::from_iter(cells.into_iter().chain([((here, Column::Area), draft())]));
        let columns =
            |plan: &Plan| in_order(plan, &drafts).into_iter().map(|cell| cell.column).collect::<Vec<_>>();
        assert_eq!(columns(&plan), [Column::Area, Column::Peak(HotWater)]);
        plan.scenario.buildings.clear();
        assert_eq!(columns(&plan), []);
    }
}
