//! Spreadsheet keys.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::KeyboardEvent;

use super::controller::Grid;
use super::drag;
use super::menu::open_at_active;
use super::selection::{Selection, Step};

/// Rows that Page Up and Page Down jump over.
const PAGE_ROWS: isize = 15;

/// A key pressed while the table has the keyboard and no cell is being edited.
pub fn on_table_key(grid: Grid, event: &KeyboardEvent) {
    // Escape sets it, any other key but Tab takes it back.
    let tab_leaves = grid.tab_leaves.get_value();
    if !matches!(event.key().as_str(), "Tab" | "Shift") {
        grid.tab_leaves.set_value(false);
    }
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
        if event.alt_key() && extend && right == 0 {
            grid.move_rows(down > 0);
        } else if event.alt_key() {
            if down > 0 && grid.is_on_choice() {
                grid.start_editing(None);
            }
        } else {
            let step = if command { Step::ToBorder(down, right) } else { Step::By(down, right) };
            grid.step(step, extend);
        }
        return;
    }
    let handled = match event.key().as_str() {
        "Tab" if tab_leaves => false,
        "Tab" => {
            let (rows, columns) = (grid.rows.with_untracked(Vec::len), grid.columns.with_untracked(Vec::len));
            let before = grid.selection.get_untracked();
            let after = before.step(Step::Along(!extend), false, rows, columns);
            // At either end Tab leaves the table, as the keyboard must never be caught.
            let stays = before.is_range() || after.active != before.active;
            if stays {
                grid.advance(false, extend);
            }
            stays
        }
        "Enter" => {
            grid.advance(true, extend);
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
            if !drag::cancel(grid) {
                grid.selection.update(|selection| *selection = Selection::cell(selection.active));
                grid.tab_leaves.set_value(true);
            }
            true
        }
        "F10" if extend => {
            open_at_active(grid);
            true
        }
        "ContextMenu" => {
            open_at_active(grid);
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
    // After typing over a cell the arrow keys belong to the table, after F2 to the text.
    let leaves = !back
        && !event.ctrl_key()
        && !event.meta_key()
        && grid
            .editing
            .with_untracked(|editing| editing.as_ref().is_some_and(|editing| editing.arrows_leave));
    let leave = |down, right| {
        event.prevent_default();
        grid.finish_editing();
        grid.step(Step::By(down, right), false);
    };
    match event.key().as_str() {
        "F2" => {
            event.prevent_default();
            grid.editing
                .update(|editing| editing.iter_mut().for_each(|editing| editing.arrows_leave = false));
        }
        "Enter" => {
            event.prevent_default();
            grid.finish_editing();
            grid.advance(true, back);
        }
        "Tab" => {
            event.prevent_default();
            grid.finish_editing();
            grid.advance(false, back);
        }
        "ArrowUp" if leaves => leave(-1, 0),
        "ArrowDown" if leaves => leave(1, 0),
        "ArrowLeft" if leaves => leave(0, -1),
        "ArrowRight" if leaves => leave(0, 1),
        "Escape" => {
            event.prevent_default();
            grid.cancel_editing();
        }
        _ => {}
    }
}

/// Keys that work everywhere in the workspace: F6 goes from pane to pane; undo and redo, except in text
/// fields, which have their own.
pub fn on_workspace_key(grid: Grid, event: &KeyboardEvent) {
    let command = event.ctrl_key() || event.meta_key();
    if event.key() == "F6" {
        event.prevent_default();
        next_pane(event.shift_key());
        return;
    }
    let in_text = event
        .target()
        .and_then(|target| target.dyn_into::<web_sys::Element>().ok())
        .is_some_and(|element| matches!(element.tag_name().as_str(), "INPUT" | "TEXTAREA" | "SELECT"));
    if !command || in_text {
        return;
    }
    match (event.key().to_ascii_lowercase().as_str(), event.shift_key()) {
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

/// Gives the keyboard to the next part of the page that is shown.
fn next_pane(back: bool) {
    const PANES: [&str; 4] =
        [".workspace__bar [aria-selected=true]", ".kpi", ".grid", ".workspace__charts .chart__plot"];
    let shown: Vec<web_sys::HtmlElement> = PANES
        .iter()
        .filter_map(|pane| document().query_selector(pane).ok().flatten()?.dyn_into().ok())
        .filter(|element: &web_sys::HtmlElement| element.client_width() > 0)
        .collect();
    let focused = document().active_element();
    let section = |element: &web_sys::Element| {
        element
            .closest(".workspace__bar, .workspace__kpis, .workspace__table, .workspace__charts")
            .ok()
            .flatten()
    };
    let present = focused.as_ref().and_then(section);
    let at = shown.iter().position(|element| present.is_some() && section(element) == present);
    let next = match (at, back) {
        (Some(at), false) => (at + 1) % shown.len(),
        (Some(at), true) => (at + shown.len() - 1) % shown.len(),
        (None, _) => 0,
    };
    if let Some(element) = shown.get(next) {
        let _ = element.focus();
    }
}
