//! The tools above the table.

use engine::demand::DemandKind;
use leptos::prelude::*;

use super::column::kind_name;
use super::controller::Grid;
use super::help::KeyHelp;
use crate::i18n::{Locale, Text, text};
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
        <div class="grid__toolbar" role="toolbar" aria-label=locale.text(text("Tabelle bearbeiten", "Edit table"))>
            <button class="button button--ghost button--small" on:click=move |_| grid.add_row(false)>
                <Icon name="plus" />
                {locale.text(text("Gebäude", "Building"))}
            </button>
            <span class="toolbar__line"></span>
            {tool("undo-2", text("Rückgängig (Strg+Z)", "Undo (Ctrl+Z)"), |grid| grid.store.can_undo(), |grid| grid.store.undo())}
            {tool("redo-2", text("Wiederholen (Strg+Y)", "Redo (Ctrl+Y)"), |grid| grid.store.can_redo(), |grid| grid.store.redo())}
            <span class="toolbar__line"></span>
            {tool("copy", text("Zeilen duplizieren (Strg+Umschalt+D)", "Duplicate rows (Ctrl+Shift+D)"), has_rows, |grid| grid.duplicate_rows())}
            {tool("arrow-up", text("Zeilen nach oben (Alt+↑)", "Move rows up (Alt+↑)"), has_rows, |grid| grid.move_rows(false))}
            {tool("arrow-down", text("Zeilen nach unten (Alt+↓)", "Move rows down (Alt+↓)"), has_rows, |grid| grid.move_rows(true))}
            {tool("trash-2", text("Zeilen entfernen (Strg+Entf)", "Remove rows (Ctrl+Del)"), has_rows, |grid| grid.remove_rows())}
            <span class="toolbar__line"></span>
            <button class="button button--ghost button--small" on:click=move |_| grid.open_library()>
                <Icon name="chart-area" />
                {locale.text(text("Lastgänge …", "Load profiles …"))}
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
                    {locale.text(text("Bedarfsarten", "Kinds of demand"))}
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
fn hidden_label(count: usize, locale: Locale) -> String {
    match (locale, count) {
        (Locale::De, 1) => "+1 weitere Bedarfsart mit Energie".to_owned(),
        (Locale::De, _) => format!("+{count} weitere Bedarfsarten mit Energie"),
        (Locale::En, 1) => "+1 more kind with energy".to_owned(),
        (Locale::En, _) => format!("+{count} more kinds with energy"),
    }
}
