//! Spreadsheet keys.

use leptos::prelude::*;
use web_sys::KeyboardEvent;

use super::controller::Grid;
use super::selection::Step;

/// Rows that Page Up and Page Down jump over.
const PAGE_ROWS: isize = 15;

/// A key pressed while the table has the keyboard and no cell is being edited.
pub fn on_table_key(grid: Grid, event: &KeyboardEvent) {
    let command = event.ctrl_key() || event.meta_key();
    let extend = event.shift_key();
    let arrow = match event.key().as_str() {
        "ArrowUp" => Some((-1, 0)),
        "ArrowDown" => Some((1, 0)),
        "ArrowLeft" => Some((0, -1)),
        "ArrowRight" => Some((0, 1)),
        _ => None,
    };
    if let Some((down, right)) = arrow {
        event.prevent_default();
        if event.alt_key() && right == 0 {
            grid.move_rows(down > 0);
        } else {
            let step = if command { Step::ToBorder(down, right) } else { Step::By(down, right) };
            grid.step(step, extend);
        }
        return;
    }
    let handled = match event.key().as_str() {
        "Tab" => {
            let (rows, columns) = (grid.rows.with_untracked(Vec::len), grid.columns.with_untracked(Vec::len));
            let before = grid.selection.get_untracked();
            let after = before.step(Step::Along(!extend), false, rows, columns);
            // At either end Tab leaves the table, as the keyboard must never be caught.
            if after.active == before.active {
                false
            } else {
                grid.selection.set(after);
                true
            }
        }
        "Enter" => {
            grid.step(Step::By(if extend { -1 } else { 1 }, 0), false);
            true
        }
        "Home" => {
            grid.step(if command { Step::TableBorder(false) } else { Step::RowBorder(false) }, extend);
            true
        }
        "End" => {
            grid.step(if command { Step::TableBorder(true) } else { Step::RowBorder(true) }, extend);
            true
        }
        "PageUp" => {
            grid.step(Step::By(-PAGE_ROWS, 0), extend);
            true
        }
        "PageDown" => {
            grid.step(Step::By(PAGE_ROWS, 0), extend);
            true
        }
        "F2" => {
            grid.start_editing(None);
            true
        }
        "Delete" | "Backspace" if command => {
            grid.remove_rows();
            true
        }
        "Delete" | "Backspace" => {
            grid.clear();
            true
        }
        "Escape" => {
            grid.select(grid.selection.get_untracked().active, false);
            true
        }
        "a" | "A" if command => {
            grid.select_all();
            true
        }
        "d" | "D" if command && extend => {
            grid.duplicate_rows();
            true
        }
        "d" | "D" if command => {
            grid.fill_down();
            true
        }
        "Insert" => {
            grid.add_row(true);
            true
        }
        "+" if command => {
            grid.add_row(true);
            true
        }
        key if !command && !event.alt_key() && key.chars().count() == 1 && key != " " => {
            grid.start_editing(Some(key.to_owned()));
            true
        }
        " " if extend => {
            grid.select_row(grid.selection.get_untracked().active.row, false);
            true
        }
        _ => false,
    };
    if handled {
        event.prevent_default();
    }
}

/// A key pressed in the editor of a cell.
pub fn on_editor_key(grid: Grid, event: &KeyboardEvent) {
    event.stop_propagation();
    if event.is_composing() {
        return;
    }
    let back = event.shift_key();
    match event.key().as_str() {
        "Enter" => {
            event.prevent_default();
            grid.finish_editing();
            grid.step(Step::By(if back { -1 } else { 1 }, 0), false);
        }
        "Tab" => {
            event.prevent_default();
            grid.finish_editing();
            grid.step(Step::Along(!back), false);
        }
        "Escape" => {
            event.prevent_default();
            grid.cancel_editing();
        }
        _ => {}
    }
}

/// Undo and redo work everywhere in the workspace except in text fields, which have their own.
pub fn on_workspace_key(grid: Grid, event: &KeyboardEvent) {
    let command = event.ctrl_key() || event.meta_key();
    let in_text = event
        .target()
        .and_then(|target| wasm_bindgen::JsCast::dyn_into::<web_sys::Element>(target).ok())
        .is_some_and(|element| matches!(element.tag_name().as_str(), "INPUT" | "TEXTAREA" | "SELECT"));
    if !command || in_text {
        return;
    }
    match (event.key().to_lowercase().as_str(), event.shift_key()) {
        ("z", false) => {
            event.prevent_default();
            grid.store.undo();
        }
        ("y", _) | ("z", true) => {
            event.prevent_default();
            grid.store.redo();
        }
        _ => {}
    }
}
