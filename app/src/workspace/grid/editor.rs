//! The editor of a cell: a text input in its place.

use leptos::html;
use leptos::prelude::*;

use super::choice::on_choice_key;
use super::column::Column;
use super::controller::Grid;
use super::keyboard::on_editor_key;
use crate::i18n::{Locale, text};

/// An input over the active cell.
#[component]
pub fn Editor(grid: Grid, column: Column) -> impl IntoView {
    let input = NodeRef::<html::Input>::new();
    let (initial, select_all) = grid
        .editing
        .with_untracked(|editing| editing.as_ref().map(|editing| (editing.text.clone(), editing.select_all)))
        .unwrap_or_default();
    Effect::new(move |_| {
        let Some(element) = input.get() else { return };
        let _ = element.focus();
        if select_all {
            element.select();
        }
    });
    let label = editor_label(grid.locale(), column);
    let on_input = move |event: web_sys::Event| {
        let typed = event_target_value(&event);
        grid.editing.update(|editing| {
            if let Some(editing) = editing {
                editing.text = typed;
            }
        });
    };
    view! {
        <input
            node_ref=input
            class="grid__editor"
            r#type="text"
            inputmode=column.is_number().then_some("decimal")
            aria-label=label
            autocomplete="off"
            spellcheck="false"
            prop:value=initial
            on:input=on_input
            on:keydown=move |event| {
                if column.is_choice() { on_choice_key(grid, &event) } else { on_editor_key(grid, &event) }
            }
            on:pointerdown=|event| event.stop_propagation()
            on:dblclick=|event| event.stop_propagation()
            on:blur=move |_| grid.leave_editing()
            on:copy=|event| event.stop_propagation()
            on:cut=|event| event.stop_propagation()
            on:paste=|event| event.stop_propagation()
        />
    }
}

fn editor_label(locale: Locale, column: Column) -> String {
    let title = locale.text(column.title());
    let unit = column.unit();
    let edit = locale.text(text("bearbeiten", "edit"));
    if unit.is_empty() { format!("{title}, {edit}") } else { format!("{title} in {unit}, {edit}") }
}
