//! The drawn rows in the page: which are there, and what their cells show.
//!
//! Rows stand at fixed places and are counted from the first one drawn, so that scrolling adds and removes
//! rows at the ends and everything else is a comparison with what is drawn.

use engine::building::Building;
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use super::column::Column;
use super::controller::Grid;
use super::geometry::{FIRST_ROWS, Geometry};
use super::row::{CellShown, Context, Drafts, Marks, Peaks, Problems, cells_of, row_html, state_of};
use super::selection::{Position, Selection};

/// The elements of the table, and what is drawn in them.
#[derive(Clone, Copy)]
pub struct Surface {
    /// What scrolls and has the keyboard.
    pub scroller: NodeRef<html::Div>,
    /// Holds the drawn rows.
    pub rows: NodeRef<html::Div>,
    /// Stands for the rows above them.
    pub above: NodeRef<html::Div>,
    /// Stands for the rows below them.
    pub below: NodeRef<html::Div>,
    /// The input that moves into the cell being edited.
    pub editor: NodeRef<html::Input>,
    /// Where the input waits meanwhile.
    pub home: NodeRef<html::Div>,
    /// The line where dragged rows would land.
    pub drop: NodeRef<html::Div>,
    drawn: StoredValue<Drawn>,
    geometry: StoredValue<Geometry>,
}

/// What is selected, and whether the table has the keyboard.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Cursor {
    selection: Selection,
    has_keyboard: bool,
}

impl Cursor {
    fn marks(&self, position: Position) -> Marks {
        Marks::of(&self.selection, self.has_keyboard, position)
    }

    fn is_row_selected(&self, row: usize) -> bool {
        self.selection.rows().contains(&row)
    }
}

/// What is drawn.
#[derive(Clone, Debug, Default)]
struct Drawn {
    is_adopted: bool,
    first: usize,
    rows: Vec<DrawnRow>,
    columns: Vec<Column>,
    cursor: Cursor,
    editing: Option<Position>,
    spaces: (usize, usize),
    /// Counts changes of what all rows depend on.
    epoch: u32,
}

#[derive(Clone, Debug)]
struct DrawnRow {
    building: Building,
    peaks: Peaks,
    epoch: u32,
    cells: Vec<CellShown>,
}

impl Surface {
    /// Nothing is drawn.
    #[must_use]
    pub fn new() -> Self {
        Self {
            scroller: NodeRef::new(),
            rows: NodeRef::new(),
            above: NodeRef::new(),
            below: NodeRef::new(),
            editor: NodeRef::new(),
            home: NodeRef::new(),
            drop: NodeRef::new(),
            drawn: StoredValue::new(Drawn::default()),
            geometry: StoredValue::new(Geometry::default()),
        }
    }

    /// Gives the keyboard to the table.
    pub fn focus(&self) {
        if let Some(element) = self.scroller.get_untracked() {
            let options = web_sys::FocusOptions::new();
            options.set_prevent_scroll(true);
            let _ = element.focus_with_options(&options);
        }
    }

    /// Measures the table; after this every cell's place is known.
    pub fn measure(&self) {
        let Some(element) = self.scroller.get_untracked() else { return };
        let head = element.query_selector(".grid__head").ok().flatten();
        let row = element.query_selector(".grid__row[data-row]").ok().flatten();
        let heads = element.query_selector_all(".grid__head .grid__row:last-child [role=columnheader]").ok();
        let heads = heads.into_iter().flat_map(|list| (1..list.length()).filter_map(move |at| list.item(at)));
        let mut right = head
            .as_ref()
            .and_then(|head| head.query_selector(".grid__cell--index").ok().flatten())
            .map_or(0.0, |cell| cell.get_bounding_client_rect().width());
        let columns = heads
            .filter_map(|node| node.dyn_into::<Element>().ok())
            .map(|cell| {
                let left = right;
                right += cell.get_bounding_client_rect().width();
                (left, right)
            })
            .collect();
        let geometry = Geometry {
            row: row.map_or(32.0, |row| row.get_bounding_client_rect().height()).max(16.0),
            head: head.map_or(0.0, |head| head.get_bounding_client_rect().height()),
            width: f64::from(element.client_width()),
            height: f64::from(element.client_height()),
            columns,
            scroll_top: f64::from(element.scroll_top()),
            scroll_left: f64::from(element.scroll_left()),
        };
        self.geometry.set_value(geometry);
    }

    /// Notes where the table has been scrolled to.
    pub fn scrolled(&self) {
        if let Some(element) = self.scroller.get_untracked() {
            self.geometry.update_value(|geometry| {
                geometry.scroll_top = f64::from(element.scroll_top());
                geometry.scroll_left = f64::from(element.scroll_left());
            });
        }
    }

    /// Scrolls as far as needed to show a cell; `false` if it is there already.
    pub fn reveal(&self, position: Position) -> bool {
        let Some(element) = self.scroller.get_untracked() else { return false };
        let moved = self.geometry.try_update_value(|geometry| {
            let (top, left) = geometry.scroll_to(position);
            let moved = (top != geometry.scroll_top, left != geometry.scroll_left);
            (geometry.scroll_top, geometry.scroll_left) = (top, left);
            (moved, top, left)
        });
        let Some(((down, across), top, left)) = moved else { return false };
        if down {
            element.set_scroll_top(top.ceil() as i32);
        }
        if across {
            element.set_scroll_left(left.ceil() as i32);
        }
        down || across
    }

    /// Whether something in the page belongs to the table.
    #[must_use]
    pub fn contains(&self, target: Option<web_sys::EventTarget>) -> bool {
        let node = target.and_then(|target| target.dyn_into::<web_sys::Node>().ok());
        node.is_some_and(|node| {
            self.scroller.get_untracked().is_some_and(|element| element.contains(Some(&node)))
        })
    }

    /// The border between rows nearest to a height in the window, counted from the top of the first row.
    #[must_use]
    pub fn border_at(&self, client_y: f64) -> usize {
        let top =
            self.scroller.get_untracked().map_or(0.0, |element| element.get_bounding_client_rect().top());
        self.geometry.with_value(|geometry| {
            let y = client_y - top - geometry.head + geometry.scroll_top;
            (y / geometry.row).round() as usize
        })
    }

    /// Shows where dragged rows would land.
    pub fn mark_border(&self, row: Option<usize>) {
        let Some(mark) = self.drop.get_untracked() else { return };
        mark.set_hidden(row.is_none());
        if let Some(row) = row {
            let y = self.geometry.with_value(|geometry| geometry.head + row as f64 * geometry.row);
            let _ = HtmlElement::style(&mark).set_property("top", &format!("{y}px"));
        }
    }

    /// Something that every row depends on has changed.
    pub fn forget_rows(&self) {
        self.drawn.update_value(|drawn| drawn.epoch += 1);
    }

    /// The element of a drawn cell.
    #[must_use]
    pub fn cell(&self, position: Position) -> Option<HtmlElement> {
        let slot = self.drawn.with_value(|drawn| position.row.checked_sub(drawn.first))?;
        let row = self.rows.get_untracked()?.children().item(u32::try_from(slot).ok()?)?;
        let cell = row.children().item(u32::try_from(position.column + 1).ok()?)?;
        // The row ends with a cell that only fills it.
        cell.has_attribute("data-column").then(|| cell.dyn_into().ok()).flatten()
    }

    /// Puts the editor into a cell, with this text.
    pub fn open_editor(&self, position: Position, label: &str, is_number: bool, text: &str, select: bool) {
        let (Some(cell), Some(editor)) = (self.cell(position), self.editor.get_untracked()) else { return };
        self.drawn.update_value(|drawn| drawn.editing = Some(position));
        let _ = editor.set_attribute("aria-label", label);
        editor.set_input_mode(if is_number { "decimal" } else { "text" });
        editor.set_value(text);
        cell.set_text_content(None);
        let _ = cell.append_child(&editor);
        let options = web_sys::FocusOptions::new();
        options.set_prevent_scroll(true);
        let _ = editor.focus_with_options(&options);
        if select {
            editor.select();
        }
    }

    /// Takes the editor out of its cell, which shows its value again.
    pub fn close_editor(&self) {
        let Some(position) = self.drawn.try_update_value(|drawn| drawn.editing.take()).flatten() else {
            return;
        };
        if let (Some(home), Some(editor)) = (self.home.get_untracked(), self.editor.get_untracked()) {
            let _ = home.append_child(&editor);
        }
        let text = self.drawn.with_value(|drawn| {
            let row = drawn.rows.get(position.row.checked_sub(drawn.first)?)?;
            row.cells.get(position.column).map(|cell| cell.text.clone())
        });
        if let (Some(cell), Some(text)) = (self.cell(position), text) {
            cell.set_text_content(Some(&text));
        }
    }
}

/// The rows that are there before anything was scrolled.
#[must_use]
pub fn first_rows(grid: Grid) -> String {
    let selection = Selection::default();
    let columns = grid.columns.get_untracked();
    let rows = first_drawn(grid, &columns);
    rows.iter().enumerate().map(|(at, row)| row_html(at, &row.cells, &columns, &selection, false)).collect()
}

fn first_drawn(grid: Grid, columns: &[Column]) -> Vec<DrawnRow> {
    let (drafts, problems) = (Drafts::new(), Problems::new());
    grid.store.profiles.with_untracked(|profiles| {
        let context = Context {
            columns,
            profiles,
            drafts: &drafts,
            problems: &problems,
            district: None,
            locale: grid.locale(),
        };
        grid.store.plan.with_untracked(|plan| {
            let buildings = plan.scenario.buildings.iter().take(FIRST_ROWS);
            buildings.map(|building| drawn_row(building, &context, 0)).collect()
        })
    })
}

fn drawn_row(building: &Building, context: &Context<'_>, epoch: u32) -> DrawnRow {
    let peaks = context.peaks(building.id);
    DrawnRow { building: building.clone(), epoch, cells: cells_of(building, &peaks, context), peaks }
}

/// Brings the page in line with plan, selection and scroll position.
pub fn draw(grid: Grid) {
    let surface = grid.surface;
    let Some(rows) = surface.rows.get_untracked() else { return };
    let store = grid.store;
    let cursor =
        Cursor { selection: grid.selection.get_untracked(), has_keyboard: grid.has_keyboard.get_untracked() };
    let Some(window) = surface.geometry.try_with_value(Geometry::window) else { return };
    // An editor that goes away with its row takes nothing with it.
    let is_lost = surface.drawn.with_value(|drawn| {
        let is_inside = |row: usize| row >= window.0 && row < window.0 + window.1;
        drawn.editing.is_some_and(|editing| !is_inside(editing.row))
    });
    if is_lost {
        grid.leave_editing();
    }
    let district = store.district.get_untracked();
    store.plan.with_untracked(|plan| {
        grid.columns.with_untracked(|columns| {
            store.profiles.with_untracked(|profiles| {
                store.drafts.with_untracked(|drafts| {
                    grid.problems.with_untracked(|problems| {
                        let context = Context {
                            columns,
                            profiles,
                            drafts,
                            problems,
                            district: district.as_deref(),
                            locale: grid.locale(),
                        };
                        surface.drawn.update_value(|drawn| {
                            if !drawn.is_adopted {
                                drawn.is_adopted = true;
                                drawn.columns = columns.clone();
                                drawn.rows = first_drawn(grid, columns);
                                // What the server could not know comes with the comparison below.
                                drawn.epoch += 1;
                            }
                            drawn.update(&rows, &plan.scenario.buildings, &context, cursor, window);
                        });
                    });
                });
            });
        });
    });
    surface.place_spaces(grid.rows.with_untracked(Vec::len));
}

impl Surface {
    /// Gives the spaces the heights of the rows that are not drawn.
    fn place_spaces(&self, count: usize) {
        let Some(row) = self.geometry.try_with_value(|geometry| geometry.row) else { return };
        let changed = self.drawn.try_update_value(|drawn| {
            let spaces = (drawn.first, count.saturating_sub(drawn.first + drawn.rows.len()));
            let changed = spaces != drawn.spaces;
            drawn.spaces = spaces;
            changed.then_some(spaces)
        });
        let Some((above, below)) = changed.flatten() else { return };
        for (space, rows) in [(self.above, above), (self.below, below)] {
            if let Some(space) = space.get_untracked() {
                let _ =
                    HtmlElement::style(&space).set_property("height", &format!("{}px", rows as f64 * row));
            }
        }
    }
}

impl Drawn {
    fn update(
        &mut self,
        element: &Element,
        buildings: &[Building],
        context: &Context<'_>,
        cursor: Cursor,
        (first, count): (usize, usize),
    ) {
        let first = first.min(buildings.len());
        let wanted = first..(first + count).min(buildings.len());
        let present = self.first..self.first + self.rows.len();
        let kept = present.start.max(wanted.start)..present.end.min(wanted.end);
        if kept.is_empty() || self.columns != context.columns {
            self.columns = context.columns.to_vec();
            self.first = wanted.start;
            self.rows = buildings[wanted].iter().map(|row| drawn_row(row, context, self.epoch)).collect();
            element.set_inner_html(&self.html(self.first, &self.rows, cursor));
            self.cursor = cursor;
            return;
        }
        // Rows at the ends go and come.
        for _ in present.start..kept.start {
            element.first_element_child().iter().for_each(Element::remove);
        }
        for _ in kept.end..present.end {
            element.last_element_child().iter().for_each(Element::remove);
        }
        self.rows.truncate(kept.end - present.start);
        self.rows.drain(..kept.start - present.start);
        self.first = kept.start;
        self.patch(element, buildings, context, cursor);
        self.cursor = cursor;
        let drawn = |range: std::ops::Range<usize>| -> Vec<DrawnRow> {
            buildings[range].iter().map(|row| drawn_row(row, context, self.epoch)).collect()
        };
        let (before, after) = (drawn(wanted.start..kept.start), drawn(kept.end..wanted.end));
        if !before.is_empty() {
            let html = self.html(wanted.start, &before, cursor);
            let _ = element.insert_adjacent_html("afterbegin", &html);
            self.first = wanted.start;
            self.rows.splice(0..0, before);
        }
        if !after.is_empty() {
            let _ = element.insert_adjacent_html("beforeend", &self.html(kept.end, &after, cursor));
            self.rows.extend(after);
        }
    }

    fn html(&self, first: usize, rows: &[DrawnRow], cursor: Cursor) -> String {
        let Cursor { selection, has_keyboard } = cursor;
        let html = |(at, row): (usize, &DrawnRow)| {
            row_html(first + at, &row.cells, &self.columns, &selection, has_keyboard)
        };
        rows.iter().enumerate().map(html).collect()
    }

    /// Changes cells that differ from what is drawn.
    fn patch(&mut self, element: &Element, buildings: &[Building], context: &Context<'_>, cursor: Cursor) {
        let mut row_elements = element.first_element_child();
        for (slot, drawn) in self.rows.iter_mut().enumerate() {
            let Some(row_element) = row_elements else { return };
            let row = self.first + slot;
            let building = &buildings[row];
            let is_same = drawn.epoch == self.epoch
                && drawn.building == *building
                && drawn.peaks == context.peaks(building.id);
            let fresh = (!is_same).then(|| drawn_row(building, context, self.epoch));
            if self.cursor.is_row_selected(row) != cursor.is_row_selected(row)
                && let Some(index) = row_element.first_element_child()
            {
                set_state(&index, if cursor.is_row_selected(row) { "row-selected" } else { "" });
            }
            for column in 0..drawn.cells.len() {
                let position = Position { row, column };
                let (was, is) = (self.cursor.marks(position), cursor.marks(position));
                let new = fresh.as_ref().and_then(|row| row.cells.get(column));
                let new = new.filter(|new| **new != drawn.cells[column]);
                if was == is && new.is_none() {
                    continue;
                }
                let Some(cell) = row_element.children().item(column as u32 + 1) else { continue };
                let is_edited = self.editing == Some(position);
                patch_cell(&cell, &drawn.cells[column], new, (was, is), is_edited);
            }
            if let Some(fresh) = fresh {
                *drawn = fresh;
            }
            row_elements = row_element.next_element_sibling();
        }
    }
}

fn patch_cell(
    cell: &Element,
    old: &CellShown,
    new: Option<&CellShown>,
    (was, is): (Marks, Marks),
    is_edited: bool,
) {
    let shown = new.unwrap_or(old);
    // The cell being edited shows its editor.
    if shown.text != old.text && !is_edited {
        cell.set_text_content(Some(&shown.text));
    }
    let state = state_of(shown, is);
    if state != state_of(old, was) {
        set_state(cell, &state);
    }
    if was.is_selected != is.is_selected {
        let _ = cell.set_attribute("aria-selected", if is.is_selected { "true" } else { "false" });
    }
    if shown.is_wrong != old.is_wrong {
        set_or_remove(cell, "aria-invalid", shown.is_wrong.then_some("true"));
    }
    if shown.title != old.title {
        set_or_remove(cell, "title", shown.title.as_deref());
    }
}

fn set_state(element: &Element, state: &str) {
    set_or_remove(element, "data-state", (!state.is_empty()).then_some(state));
}

fn set_or_remove(element: &Element, name: &str, value: Option<&str>) {
    let _ = match value {
        Some(value) => element.set_attribute(name, value),
        None => element.remove_attribute(name),
    };
}
