//! What a pressed pointer does in the table: selects cells, fills them, or moves rows.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, PointerEvent};

use super::controller::Grid;
use super::selection::{Position, Selection};

/// Reach of the handle in the corner of the selection, CSS pixels.
const CORNER_PX: f64 = 9.0;
/// Way of the pointer from which on a row is dragged instead of selected, CSS pixels.
const LEAST_DRAG_PX: f64 = 5.0;

/// What the pressed pointer does.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Drag {
    /// Extends the selection.
    Select,
    /// Fills the cells below or above with what was selected when it began.
    Fill {
        /// The cells to be repeated.
        source: Selection,
    },
    /// Moves the selected rows; they will stand before this row, once the pointer has gone far enough.
    Rows {
        /// Height of the pointer when it began, CSS pixels.
        from_y: f64,
        /// Where the rows would land.
        before: Option<usize>,
    },
}

/// What lies under the pointer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// Row.
    pub row: usize,
    /// Column; none on the row's number.
    pub column: Option<usize>,
}

/// The place under the pointer, if it belongs to a row.
#[must_use]
pub fn place(event: &web_sys::MouseEvent) -> Option<Place> {
    let target = event.target()?.dyn_into::<Element>().ok()?;
    let row = target.closest("[data-row]").ok()??.get_attribute("data-row")?.parse().ok()?;
    let cell = target.closest(".grid__cell").ok()??;
    // The cell that fills the row belongs to nothing.
    if cell.get_attribute("role").as_deref() == Some("presentation") {
        return None;
    }
    let column = cell.get_attribute("data-column").and_then(|column| column.parse().ok());
    Some(Place { row, column })
}

/// The pointer is pressed.
pub fn press(grid: Grid, event: &PointerEvent) {
    let Some(Place { row, column }) = place(event) else { return };
    if event.button() != 0 {
        return;
    }
    let is_mouse = event.pointer_type() != "touch";
    let selection = grid.selection.get_untracked();
    match column {
        Some(column) if is_mouse && is_corner(event, selection, Position { row, column }) => {
            event.prevent_default();
            grid.surface.focus();
            grid.drag.set_value(Some(Drag::Fill { source: selection }));
        }
        Some(column) => {
            grid.select(Position { row, column }, event.shift_key());
            grid.drag.set_value(is_mouse.then_some(Drag::Select));
        }
        None => {
            let is_part = selection.rows().contains(&row) && is_whole_rows(grid, &selection);
            if !is_part || event.shift_key() {
                grid.select_row(row, event.shift_key());
            }
            let from_y = f64::from(event.client_y());
            grid.drag.set_value(is_mouse.then_some(Drag::Rows { from_y, before: None }));
        }
    }
}

/// The pointer moves.
pub fn drag(grid: Grid, event: &PointerEvent) {
    let Some(drag) = grid.drag.get_value() else { return };
    match drag {
        Drag::Select => {
            if let Some(Place { row, column: Some(column) }) = place(event) {
                let end = Position { row, column };
                if grid.selection.with_untracked(|selection| selection.end != end) {
                    grid.select(end, true);
                }
            }
        }
        Drag::Fill { source } => {
            if let Some(Place { row, .. }) = place(event) {
                let extended = fill_selection(source, row);
                if grid.selection.get_untracked() != extended {
                    grid.selection.set(extended);
                }
            }
        }
        Drag::Rows { from_y, before } => {
            let y = f64::from(event.client_y());
            if before.is_none() && (y - from_y).abs() < LEAST_DRAG_PX {
                return;
            }
            let target = grid.surface.border_at(y).min(grid.rows.with_untracked(Vec::len));
            if before != Some(target) {
                grid.drag.set_value(Some(Drag::Rows { from_y, before: Some(target) }));
                grid.surface.mark_border(Some(target));
            }
        }
    }
}

/// The pointer is released.
pub fn release(grid: Grid) {
    let Some(drag) = grid.drag.try_update_value(Option::take).flatten() else { return };
    grid.surface.mark_border(None);
    match drag {
        Drag::Rows { before: Some(row), .. } => grid.move_rows_before(row),
        Drag::Fill { source } if grid.selection.get_untracked() != source => {
            grid.fill(source.rows());
        }
        _ => {}
    }
}

/// Stops dragging without effect; `false` if nothing was dragged.
pub fn cancel(grid: Grid) -> bool {
    let dragged = grid.drag.try_update_value(Option::take).flatten();
    grid.surface.mark_border(None);
    match dragged {
        Some(Drag::Fill { source }) => grid.selection.set(source),
        Some(Drag::Rows { before: Some(_), .. }) => {}
        _ => return false,
    }
    true
}

/// The selection while cells are filled down or up to a row.
fn fill_selection(source: Selection, row: usize) -> Selection {
    let (rows, columns) = (source.rows(), source.columns());
    let start = Position { row: row.min(*rows.start()), column: *columns.start() };
    let end = Position { row: row.max(*rows.end()), column: *columns.end() };
    Selection { active: source.active, ..Selection::range(start, end) }
}

fn is_whole_rows(grid: Grid, selection: &Selection) -> bool {
    selection.columns().count() == grid.columns.with_untracked(Vec::len)
}

fn is_corner(event: &PointerEvent, selection: Selection, position: Position) -> bool {
    if selection.corner() != position {
        return false;
    }
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    target.is_some_and(|cell| {
        let area = cell.get_bounding_client_rect();
        area.right() - f64::from(event.client_x()) <= CORNER_PX
            && area.bottom() - f64::from(event.client_y()) <= CORNER_PX
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(row: usize, column: usize) -> Position {
        Position { row, column }
    }

    #[test]
    fn filling_extends_down_or_up_and_keeps_the_columns() {
        let source = Selection::range(at(2, 1), at(3, 2));
        assert_eq!(fill_selection(source, 6), Selection::range(at(2, 1), at(6, 2)));
        let up = fill_selection(source, 0);
        assert_eq!((up.rows(), up.columns(), up.active), (0..=3, 1..=2, at(2, 1)));
        assert_eq!(fill_selection(source, 3), source);
    }
}
