//! The line below the table: what the active cell has to say, and sums of the selection.

use leptos::prelude::*;
use words::Text;

use super::cell::{cell_view, number};
use super::column::Column;
use super::controller::Grid;
use super::plausibility::doubt;
use super::row::Drafts;
use super::selection::Selection;
use crate::workspace::unknown::is_cell_known;

/// Message of the active cell on the left; count, sum and mean of the selection on the right.
#[component]
pub fn Status(grid: Grid) -> impl IntoView {
    let locale = grid.locale();
    let message = Memo::new(move |_| active_message(grid));
    let sums = Memo::new(move |_| selected_numbers(grid));
    let figure = move |label: Text, value: Option<f64>, unit: &'static str| {
        value.map(|value| {
            let value = number((value * 10.0).round() / 10.0, locale);
            view! { <span>{locale.text(label)} <strong>{value}</strong> "\u{a0}" {unit}</span> }
        })
    };
    let hint = words::workspace::grid::TYPE_TO_REPLACE_F2_EDITS;
    view! {
        <div class="grid__status">
            <span
                class="grid__message"
                role="status"
                data-state=move || {
                    message
                        .with(|message| match message {
                            None => Some("hint"),
                            Some((_, tone)) => *tone,
                        })
                }
            >
                {move || message.get().map_or_else(|| locale.text(hint).to_owned(), |(said, _)| said)}
            </span>
            <span class="grid__sums">
                {move || {
                    sums.get()
                        .map(|sums| {
                            view! {
                                <span>{locale.text(words::workspace::grid::COUNT)} <strong>{sums.count}</strong></span>
                                {figure(words::workspace::grid::MEAN, sums.mean, sums.unit)}
                                {figure(words::workspace::grid::SUM, sums.sum, sums.unit)}
                            }
                        })
                }}
            </span>
        </div>
    }
}

/// What is wrong or doubtful with the active cell, or where its default comes from; and the tone of it.
fn active_message(grid: Grid) -> Option<(String, Option<&'static str>)> {
    let active = grid.selection.with(|selection| selection.active);
    let id = grid.rows.with(|rows| rows.get(active.row).copied())?;
    let column = grid.columns.with(|columns| columns.get(active.column).copied())?;
    if let Some(draft) = grid.store.drafts.with(|drafts| drafts.get(&(id, column)).cloned()) {
        return Some((draft.error, Some("error")));
    }
    if let Some(problem) = grid.problems.with(|problems| problems.get(&(id, column)).cloned()) {
        return Some((problem, Some("error")));
    }
    let profiles = grid.store.profiles.get();
    grid.store.plan.with(|plan| {
        let building = plan.scenario.building(id)?;
        let doubt = doubt(building, column, &profiles, grid.locale());
        let doubt = doubt.map(|doubt| (doubt.reason, Some("warning")));
        let source = || cell_view(building, column, &profiles, grid.locale()).source;
        doubt.or_else(|| source().map(|source| (source, None)))
    })
}

/// What the selected numbers amount to.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Sums {
    count: usize,
    /// Only of numbers of one unit.
    mean: Option<f64>,
    /// Only of numbers of one unit that can be added.
    sum: Option<f64>,
    unit: &'static str,
}

impl Sums {
    /// Of more than one number.
    fn of(numbers: &[(Column, f64)]) -> Option<Self> {
        let (first, _) = numbers.first().filter(|_| numbers.len() > 1)?;
        let unit = first.unit();
        let total: f64 = numbers.iter().map(|(_, value)| value).sum();
        let is_one_unit = numbers.iter().all(|(column, _)| column.unit() == unit);
        // Energy per area of different buildings adds up to nothing.
        let adds_up = is_one_unit && !matches!(first, Column::Specific(_));
        Some(Self {
            count: numbers.len(),
            mean: is_one_unit.then(|| total / numbers.len() as f64),
            sum: adds_up.then_some(total),
            unit,
        })
    }
}

/// The numbers selected, if there is more than one.
fn selected_numbers(grid: Grid) -> Option<Sums> {
    let selection = grid.selection.get();
    if !selection.is_range() {
        return None;
    }
    let columns = grid.columns.get();
    let selected: Vec<Column> = selection.columns().filter_map(|at| columns.get(at)).copied().collect();
    let numbers: Vec<(Column, f64)> = grid.store.drafts.with(|drafts| {
        grid.store.plan.with(|plan| {
            let rows = plan.scenario.buildings.iter().skip(*selection.rows().start());
            let cells = rows.take(Selection::rows(&selection).count()).flat_map(|building| {
                selected.iter().filter_map(|column| Some((*column, value_of(building, *column, drafts)?)))
            });
            cells.collect()
        })
    });
    Sums::of(&numbers)
}

/// The number in a cell, if it is known.
fn value_of(building: &engine::building::Building, column: Column, drafts: &Drafts) -> Option<f64> {
    let is_known = !drafts.contains_key(&(building.id, column)) && is_cell_known(building, column, drafts);
    match column {
        _ if !is_known => None,
        Column::Area => building.reference_area_m2,
        Column::Annual(kind) => building.annual_kwh(kind),
        Column::Specific(kind) => building.annual_kwh_per_m2(kind),
        Column::Peak(kind) => building.demand(kind).peak_kw,
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use engine::demand::DemandKind::{Electricity, HotWater};

    #[test]
    fn only_numbers_of_one_unit_are_added() {
        let (heat, power) = (Column::Annual(HotWater), Column::Annual(Electricity));
        let sums = Sums::of(&[(heat, 10.0), (power, 30.0)]).expect("two numbers");
        assert_eq!((sums.sum, sums.mean, sums.unit), (Some(40.0), Some(20.0), "kWh/a"));
        let mixed = Sums::of(&[(Column::Area, 10.0), (power, 30.0)]).expect("two numbers");
        assert_eq!((mixed.count, mixed.sum, mixed.mean), (2, None, None));
        assert_eq!(Sums::of(&[(power, 30.0)]), None);
    }

    #[test]
    fn a_number_that_was_not_understood_is_in_no_sum() {
        use crate::workspace::store::CellDraft;
        use engine::building::{Building, BuildingId};
        let id = BuildingId(uuid::Uuid::from_u128(1));
        let mut building = Building::new(id, "A", engine::building_type::BuildingType::Office);
        building.reference_area_m2 = Some(100.0);
        assert_eq!(value_of(&building, Column::Area, &Drafts::new()), Some(100.0));
        let draft = CellDraft { text: "viel".to_owned(), error: String::new() };
        let drafts = Drafts::from_iter([((id, Column::Area), draft)]);
        assert_eq!(value_of(&building, Column::Area, &drafts), None);
        assert_eq!(
            value_of(&building, Column::Annual(Electricity), &drafts),
            None,
            "it follows from the area"
        );
    }

    #[test]
    fn energies_per_area_have_a_mean_but_no_sum() {
        let specific = Column::Specific(Electricity);
        let sums = Sums::of(&[(specific, 10.0), (specific, 20.0)]).expect("two numbers");
        assert_eq!((sums.sum, sums.mean), (None, Some(15.0)));
    }
}
