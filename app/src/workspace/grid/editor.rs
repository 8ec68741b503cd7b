//! The editor of a cell: one text input that moves into the cell being edited.

use leptos::prelude::*;
use words::Language;

use super::choice::on_choice_key;
use super::column::Column;
use super::controller::Grid;
use super::keyboard::on_editor_key;

/// The input, at its home until a cell is edited.
#[component]
pub fn Editor(grid: Grid) -> impl IntoView {
    let on_input = move |event: web_sys::Event| {
        let typed = event_target_value(&event);
        grid.editing.update(|editing| {
            if let Some(editing) = editing {
                editing.text = typed;
            }
        });
    };
    let is_choice = move || {
        let position =
            grid.editing.with_untracked(|editing| editing.as_ref().map(|editing| editing.position));
        position.and_then(|position| grid.cell_at(position)).is_some_and(|(_, column)| column.is_choice())
    };
    view! {
        <div hidden node_ref=grid.surface.home>
            <input
                node_ref=grid.surface.editor
                class="grid__editor"
                r#type="text"
                autocomplete="off"
                spellcheck="false"
                on:input=on_input
                on:keydown=move |event| {
                    if is_choice() { on_choice_key(grid, &event) } else { on_editor_key(grid, &event) }
                }
                on:pointerdown=|event| event.stop_propagation()
                on:dblclick=|event| event.stop_propagation()
                on:blur=move |_| {
                    // Another window in front is no reason to stop editing.
                    if document().has_focus().unwrap_or(true) {
                        grid.leave_editing();
                    }
                }
                on:copy=|event| event.stop_propagation()
                on:cut=|event| event.stop_propagation()
                on:paste=|event| event.stop_propagation()
            />
        </div>
    }
}

/// What the editor of a column is called.
#[must_use]
pub fn editor_label(locale: Language, column: Column) -> String {
    let title = locale.text(column.title());
    let unit = column.unit();
    let edit = locale.text(words::workspace::grid::EDIT);
    if unit.is_empty() { format!("{title}, {edit}") } else { format!("{title} in {unit}, {edit}") }
}
