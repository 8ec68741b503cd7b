//! The line below the table: what the active cell has to say, and sums of the selection.

use leptos::prelude::*;

use super::cell::{cell_view, number};
use super::column::Column;
use super::controller::Grid;
use super::selection::Selection;
use crate::i18n::text;

/// Message of the active cell on the left; count, sum and mean of the selection on the right.
#[component]
pub fn Status(grid: Grid) -> impl IntoView {
    let locale = grid.locale();
    let message = Memo::new(move |_| active_message(grid));
    let sums = Memo::new(move |_| selected_numbers(grid));
    let hint = text(
        "Tippen ersetzt · F2 bearbeitet · Strg+D füllt nach unten · Strg+Z macht rückgängig",
        "Type to replace · F2 edits · Ctrl+D fills down · Ctrl+Z undoes",
    );
    view! {
        <div class="grid__status">
            <span
                class="grid__message"
                role="status"
                data-state=move || message.with(|message| message.as_ref().is_some_and(|(_, error)| *error)).then_some("error")
            >
                {move || message.get().map_or_else(|| locale.text(hint).to_owned(), |(said, _)| said)}
            </span>
            <span class="grid__sums">
                {move || {
                    sums.get()
                        .map(|(count, sum)| {
                            let mean = sum / count as f64;
                            let round = |value: f64| number((value * 10.0).round() / 10.0, locale);
                            view! {
                                <span>{locale.text(text("Anzahl ", "Count "))} <strong>{count}</strong></span>
                                <span>{locale.text(text("Mittel ", "Mean "))} <strong>{round(mean)}</strong></span>
                                <span>{locale.text(text("Summe ", "Sum "))} <strong>{round(sum)}</strong></span>
                            }
                        })
                }}
            </span>
        </div>
    }
}

/// What is wrong with the active cell, or where its default comes from.
fn active_message(grid: Grid) -> Option<(String, bool)> {
    let active = grid.selection.with(|selection| selection.active);
    let id = grid.rows.with(|rows| rows.get(active.row).copied())?;
    let column = grid.columns.with(|columns| columns.get(active.column).copied())?;
    if let Some(draft) = grid.store.drafts.with(|drafts| drafts.get(&(id, column)).cloned()) {
        return Some((draft.error, true));
    }
    if let Some(problem) = grid.problems.with(|problems| problems.get(&(id, column)).cloned()) {
        return Some((problem, true));
    }
    let profiles = grid.store.profiles.get();
    let shown = grid.store.plan.with(|plan| {
        let building = plan.scenario.building(id)?;
        Some(cell_view(building, column, &profiles, grid.locale()))
    })?;
    shown.source.map(|source| (source, false))
}

/// Count and sum of the numbers selected, if there is more than one.
fn selected_numbers(grid: Grid) -> Option<(usize, f64)> {
    let selection = grid.selection.get();
    let columns = grid.columns.get();
    let selected: Vec<Column> = selection.columns().filter_map(|at| columns.get(at)).copied().collect();
    let numbers: Vec<f64> = grid.store.plan.with(|plan| {
        let rows = plan.scenario.buildings.iter().skip(*selection.rows().start());
        rows.take(Selection::rows(&selection).count())
            .flat_map(|building| selected.iter().filter_map(|column| value_of(building, *column)))
            .collect()
    });
    (numbers.len() > 1).then(|| (numbers.len(), numbers.iter().sum()))
}

/// The number in a cell.
pub(super) fn value_of(building: &engine::building::Building, column: Column) -> Option<f64> {
    match column {
        Column::Area => building.reference_area_m2,
        Column::Annual(kind) => building.annual_kwh(kind),
        Column::Specific(kind) => building.annual_kwh_per_m2(kind),
        Column::Peak(kind) => building.demand(kind).peak_kw,
        _ => None,
    }
}
