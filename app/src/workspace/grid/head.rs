//! The head of the table: kinds of demand, columns, units.

use leptos::prelude::*;

use super::column::{Column, kind_name};
use super::controller::Grid;

/// Two rows: the kind of demand over its columns, then the columns with their units.
#[component]
pub fn Head(grid: Grid) -> impl IntoView {
    let locale = grid.locale();
    let groups = move || {
        grid.kinds
            .get()
            .into_iter()
            .map(|kind| {
                view! {
                    <div class="grid__group grid__group--kind" role="columnheader" aria-colspan="4" data-kind=kind.key()>
                        <span class="grid__group-name">
                            <span class="energy-mark" data-kind=kind.key() aria-hidden="true"></span>
                            {locale.text(kind_name(kind))}
                        </span>
                    </div>
                }
            })
            .collect_view()
    };
    let columns = move || {
        grid.columns
            .get()
            .into_iter()
            .map(|column| {
                view! {
                    <div class=cell_class(column) role="columnheader">
                        <span>{locale.text(column.title())}</span>
                        {(!column.unit().is_empty()).then(|| view! { <span class="unit">{column.unit()}</span> })}
                    </div>
                }
            })
            .collect_view()
    };
    view! {
        <div class="grid__head" role="rowgroup">
            <div class="grid__row" role="row">
                // The columns of the building need no heading of their own.
                <div class="grid__group grid__group--building" role="presentation"></div>
                <div class="grid__group grid__group--base" role="presentation"></div>
                {groups}
                <div class="grid__group grid__cell--fill" role="presentation"></div>
            </div>
            <div class="grid__row" role="row">
                <div class="grid__cell grid__cell--index" role="columnheader">
                    <span class="visually-hidden">{locale.text(words::workspace::grid::NUMBER)}</span>
                </div>
                {columns}
                <div class="grid__cell grid__cell--fill" role="presentation"></div>
            </div>
        </div>
    }
}

/// Classes of the cells of a column.
pub(super) fn cell_class(column: Column) -> String {
    let width = match column {
        Column::BuildingType => "use",
        Column::Annual(_) => "energy",
        other => other.key(),
    };
    let number = if column.is_number() { " grid__cell--number" } else { "" };
    let last = if matches!(column, Column::Area | Column::Profile(_)) { " grid__cell--last" } else { "" };
    format!("grid__cell grid__cell--{width}{number}{last}")
}
