//! The tools above the table.

use engine::demand::DemandKind;
use leptos::prelude::*;
use words::{Language, Text};

use super::column::kind_name;
use super::controller::Grid;
use super::help::KeyHelp;
use crate::ui::Icon;

/// Rows, undo, profiles and the kinds of demand shown.
#[component]
pub fn Toolbar(grid: Grid) -> impl IntoView {
    let locale = grid.locale();
    let hidden = Memo::new(move |_| {
        let shown = grid.kinds.get();
        grid.used.with(|used| used.iter().copied().filter(|kind| !shown.contains(kind)).collect::<Vec<_>>())
    });
    let tool = move |icon: &'static str, label: Text, usable: fn(Grid) -> bool, action: fn(Grid)| {
        let label = locale.text(label);
        view! {
            <button
                class="button button--ghost button--icon button--small"
                title=label
                aria-label=label
                disabled=move || !usable(grid)
                on:click=move |_| action(grid)
            >
                <Icon name=icon />
            </button>
        }
    };
    let has_rows: fn(Grid) -> bool = |grid| grid.rows.with(|rows| !rows.is_empty());
    view! {
        <div class="grid__toolbar" role="toolbar" aria-label=locale.text(words::workspace::grid::EDIT_TABLE)>
            <button class="button button--ghost button--small" on:click=move |_| grid.add_row(false)>
                <Icon name="plus" />
                {locale.text(words::workspace::grid::BUILDING)}
            </button>
            <span class="toolbar__line"></span>
            {tool("undo-2", words::workspace::grid::UNDO_CTRL_Z, |grid| grid.store.can_undo(), |grid| grid.store.undo())}
            {tool("redo-2", words::workspace::grid::REDO_CTRL_Y, |grid| grid.store.can_redo(), |grid| grid.store.redo())}
            <span class="toolbar__line"></span>
            {tool("copy", words::workspace::grid::DUPLICATE_ROWS_CTRL_SHIFT_D, has_rows, |grid| grid.duplicate_rows())}
            {tool("arrow-up", words::workspace::grid::MOVE_ROWS_UP_ALT, has_rows, |grid| grid.move_rows(false))}
            {tool("arrow-down", words::workspace::grid::MOVE_ROWS_DOWN_ALT, has_rows, |grid| grid.move_rows(true))}
            {tool("trash-2", words::workspace::grid::REMOVE_ROWS_CTRL_DEL, has_rows, |grid| grid.remove_rows())}
            <span class="toolbar__line"></span>
            <button class="button button--ghost button--small" on:click=move |_| grid.open_library()>
                <Icon name="chart-area" />
                {locale.text(words::workspace::grid::LOAD_PROFILES_DOTS)}
            </button>
            <span class="topbar__space"></span>
            {move || {
                let hidden = hidden.get();
                (!hidden.is_empty())
                    .then(|| {
                        let names = hidden.iter().map(|kind| locale.text(kind_name(*kind)));
                        let title = names.collect::<Vec<_>>().join(", ");
                        let label = hidden_label(hidden.len(), locale);
                        view! {
                            <button
                                class="button button--small grid__hidden-kinds"
                                title=title
                                on:click=move |_| grid.show_kinds(&hidden)
                            >
                                {label}
                            </button>
                        }
                    })
            }}
            <KeyHelp locale />
            <details class="menu">
                <summary class="button button--ghost button--small">
                    <Icon name="settings" />
                    {locale.text(words::workspace::grid::KINDS_OF_DEMAND)}
                </summary>
                <div class="menu__list">
                    {DemandKind::ALL
                        .map(|kind| {
                            view! {
                                <label class="menu__item">
                                    <input
                                        type="checkbox"
                                        prop:checked=move || grid.kinds.with(|kinds| kinds.contains(&kind))
                                        on:change=move |_| grid.toggle_kind(kind)
                                    />
                                    <span class="energy-mark" data-kind=kind.key() aria-hidden="true"></span>
                                    {locale.text(kind_name(kind))}
                                </label>
                            }
                        })
                        .collect_view()}
                </div>
            </details>
        </div>
    }
}

/// What is said of kinds with energy whose columns are hidden.
fn hidden_label(count: usize, locale: Language) -> String {
    match (locale, count) {
        (Language::De, 1) => "+1 weitere Bedarfsart mit Energie".to_owned(),
        (Language::De, _) => format!("+{count} weitere Bedarfsarten mit Energie"),
        (Language::En, 1) => "+1 more kind with energy".to_owned(),
        (Language::En, _) => format!("+{count} more kinds with energy"),
    }
}
