//! The tools above the table.

use engine::demand::DemandKind;
use leptos::prelude::*;

use super::column::kind_name;
use super::controller::Grid;
use crate::i18n::text;
use crate::ui::Icon;

/// Rows, undo, profiles and the kinds of demand shown.
#[component]
pub fn Toolbar(grid: Grid) -> impl IntoView {
    let locale = grid.locale();
    let store = grid.store;
    let tool = move |icon: &'static str, label: crate::i18n::Text, action: fn(Grid)| {
        let label = locale.text(label);
        view! {
            <button class="button button--ghost button--icon button--small" title=label aria-label=label on:click=move |_| action(grid)>
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
                {locale.text(text("Lastgang", "Profile"))}
            </button>
            <span class="topbar__space"></span>
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
