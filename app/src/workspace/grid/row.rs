//! A row of the table: one building.

use engine::building::{Building, BuildingId};
use engine::demand::DemandKind;
use leptos::either::Either;
use leptos::prelude::*;

use super::cell::cell_view;
use super::column::Column;
use super::controller::Grid;
use super::editor::Editor;
use super::head::cell_class;
use super::selection::Position;
use crate::workspace::messages;

/// The cells of a building. `row` is its position.
#[component]
pub fn Row(grid: Grid, id: BuildingId) -> impl IntoView {
    let building = Memo::new(move |_| grid.store.plan.with(|plan| plan.scenario.building(id).cloned()));
    let row =
        Memo::new(move |_| grid.rows.with(|rows| rows.iter().position(|other| *other == id).unwrap_or(0)));
    let row_selected = move || grid.selection.with(|selection| selection.rows().contains(&row.get()));
    let cells = move || {
        let Some(building) = building.get() else { return Vec::new() };
        let columns = grid.columns.get();
        columns
            .into_iter()
            .enumerate()
            .map(|(index, column)| cell(grid, &building, row, index, column))
            .collect()
    };
    view! {
        <div class="grid__row" role="row" aria-rowindex=move || row.get() + 3>
            <div
                class="grid__cell grid__cell--index grid__handle"
                role="rowheader"
                data-row=move || row.get()
                data-state=move || row_selected().then_some("row-selected")
            >
                {move || row.get() + 1}
            </div>
            {cells}
            <div class="grid__cell grid__cell--fill" role="presentation"></div>
        </div>
    }
}

fn cell(
    grid: Grid,
    building: &Building,
    row: Memo<usize>,
    index: usize,
    column: Column,
) -> impl IntoView + use<> {
    let locale = grid.locale();
    let id = building.id;
    let shown = grid.store.profiles.with(|profiles| cell_view(building, column, profiles, locale));
    let draft = Memo::new(move |_| grid.store.drafts.with(|drafts| drafts.get(&(id, column)).cloned()));
    let problem = Memo::new(move |_| problem_of(grid, id, column));
    let position = move || Position { row: row.get(), column: index };
    let is_default = shown.is_default;
    let state = move || {
        let selection = grid.selection.get();
        let position = position();
        let states = [
            (selection.active == position, "active"),
            (selection.is_range() && selection.contains(position), "selected"),
            (is_default && draft.with(Option::is_none), "default"),
            (draft.with(Option::is_some) || problem.with(Option::is_some), "error"),
        ];
        states.into_iter().filter(|(holds, _)| *holds).map(|(_, name)| name).collect::<Vec<_>>().join(" ")
    };
    let source = shown.source.clone();
    let title =
        move || draft.get().map(|draft| draft.error).or_else(|| problem.get()).or_else(|| source.clone());
    let editing = Memo::new(move |_| {
        grid.editing.with(|editing| editing.as_ref().is_some_and(|editing| editing.position == position()))
    });
    let shown = shown.text;
    let body = move || {
        if editing.get() {
            Either::Left(view! { <Editor grid column /> })
        } else {
            let text = draft.get().map_or_else(|| shown.clone(), |draft| draft.text);
            Either::Right(view! { <span>{text}</span> })
        }
    };
    view! {
        <div
            class=cell_class(column)
            role="gridcell"
            id=move || format!("cell-{}-{index}", row.get())
            aria-colindex=index + 2
            aria-selected=move || grid.selection.with(|selection| selection.contains(position())).to_string()
            aria-invalid=move || (draft.with(Option::is_some) || problem.with(Option::is_some)).then_some("true")
            data-row=move || row.get()
            data-column=index
            data-state=state
            title=title
        >
            {body}
        </div>
    }
}

/// What the calculation has to say about a cell.
pub(super) fn problem_of(grid: Grid, id: BuildingId, column: Column) -> Option<String> {
    let kind = column.kind()?;
    let district = grid.store.district.get()?;
    let problem = district.problems.iter().find(|problem| problem.building == id && problem.kind == kind)?;
    (column == place_of(problem, kind)).then(|| messages::problem(problem, grid.locale()))
}

fn place_of(problem: &engine::district::Problem, kind: DemandKind) -> Column {
    use engine::district::Reason;
    match problem.reason {
        Reason::AreaMissing => Column::Specific(kind),
        Reason::PeakOutOfRange { .. } => Column::Peak(kind),
        Reason::ProfileMissing | Reason::ProfileEmpty => Column::Profile(kind),
    }
}
