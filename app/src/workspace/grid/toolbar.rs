//! The tools above the table.

use engine::demand::DemandKind;
use leptos::prelude::*;

use super::column::kind_name;
use super::controller::Grid;
use super::help::KeyHelp;
use crate::i18n::{Locale, text};
use crate::ui::Icon;

/// Rows, undo, profiles and the kinds of demand shown.
#[component]
pub fn Toolbar(grid: Grid) -> impl IntoView {
    let locale = grid.locale();
    let store = grid.store;
    let is_empty = Memo::new(move |_| grid.rows.with(Vec::is_empty));
    let hidden = Memo::new(move |_| {
        let shown = grid.kinds.get();
        grid.used.with(|used| used.iter().copied().filter(|kind| !shown.contains(kind)).collect::<Vec<_>>())
    });
    let tool = move |icon: &'static str, label: crate::i18n::Text, action: fn(Grid)| {
        let label = locale.text(label);
        view! {
            <button
                class="button button--ghost button--icon button--small"
                title=label
                aria-label=label
                disabled=move || is_empty.get()
                on:click=move |_| action(grid)
            >
                <Icon name=icon />
            </button>
        }
    };
    let undo = locale.text(text("Rückgängig (Strg+Z)", "Undo (Ctrl+Z)"));
    let redo = locale.text(text("Wiederholen (Strg+Y)", "Redo (Ctrl+Y)"));
    view! {
        <div class="grid__toolbar" role="toolbar" aria-label=locale.text(text("Tabelle bearbeiten", "Edit table"))>
            <button class="button button--ghost button--small" on:click=move |_| grid.add_row(false)>
                <Icon name="plus" />
                {locale.text(text("Gebäude", "Building"))}
            </button>
            <span class="toolbar__line"></span>
            <button
                class="button button--ghost button--icon button--small"
                title=undo
                aria-label=undo
                disabled=move || !store.can_undo()
                on:click=move |_| store.undo()
            >
                <Icon name="undo-2" />
            </button>
            <button
                class="button button--ghost button--icon button--small"
                title=redo
                aria-label=redo
                disabled=move || !store.can_redo()
                on:click=move |_| store.redo()
            >
                <Icon name="redo-2" />
            </button>
            <span class="toolbar__line"></span>
            {tool("copy", text("Zeilen duplizieren (Strg+Umschalt+D)", "Duplicate rows (Ctrl+Shift+D)"), |grid| grid.duplicate_rows())}
            {tool("arrow-up", text("Zeilen nach oben (Alt+↑)", "Move rows up (Alt+↑)"), |grid| grid.move_rows(false))}
            {tool("arrow-down", text("Zeilen nach unten (Alt+↓)", "Move rows down (Alt+↓)"), |grid| grid.move_rows(true))}
            {tool("trash-2", text("Zeilen entfernen (Strg+Entf)", "Remove rows (Ctrl+Del)"), |grid| grid.remove_rows())}
            <span class="toolbar__line"></span>
            <button class="button button--ghost button--small" on:click=move |_| grid.upload_profile()>
                <Icon name="upload" />
                {locale.text(text("Lastgang hochladen …", "Upload load profile …"))}
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
