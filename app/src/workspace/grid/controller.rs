//! What the table does, whoever asks for it: keyboard, pointer, toolbar or clipboard.

use std::ops::RangeInclusive;

use engine::building::{Building, BuildingId, Effective};
use engine::building_type::BuildingType;
use engine::demand::DemandKind;
use engine::edit::Edit;
use engine::plan::Plan;
use leptos::prelude::*;
use words::Language;

use super::cell::{clear_cell, editable_text, parse_cell};
use super::clipboard;
use super::column::Column;
use super::drag::Drag;
use super::editor::editor_label;
use super::row::{Drafts, Problems, problems_of};
use super::selection::{Position, Selection, Step};
use super::surface::{Surface, draw};
use crate::workspace::library::{Purpose, Target};
use crate::workspace::store::{CellDraft, Store, new_uuid};

/// A cell that is being edited.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Editing {
    /// Which cell.
    pub position: Position,
    /// What the editor contains.
    pub text: String,
    /// Whether arrow keys take the text and move on, as after typing over a cell.
    pub arrows_leave: bool,
}

/// The table's own state; a handle that can be copied.
#[derive(Clone, Copy)]
pub struct Grid {
    /// The workspace.
    pub store: Store,
    /// Kinds of demand whose columns are shown.
    pub kinds: RwSignal<Vec<DemandKind>>,
    /// Columns shown.
    pub columns: Memo<Vec<Column>>,
    /// Ids of the rows in order.
    pub rows: Memo<Vec<BuildingId>>,
    /// What is selected.
    pub selection: RwSignal<Selection>,
    /// Whether the keyboard is in the table.
    pub has_keyboard: RwSignal<bool>,
    /// The cell that is being edited.
    pub editing: RwSignal<Option<Editing>>,
    /// Entry of the choice list that Enter takes.
    pub highlighted: RwSignal<usize>,
    /// What the calculation has to say about cells.
    pub problems: Memo<Problems>,
    /// Kinds of demand in which any building has energy.
    pub used: Memo<Vec<DemandKind>>,
    /// What the pressed pointer does.
    pub drag: StoredValue<Option<Drag>>,
    /// Where the menu of actions stands, if it is open.
    pub menu: RwSignal<Option<(f64, f64)>>,
    /// Whether Tab leaves the table instead of going to the next cell.
    pub tab_leaves: StoredValue<bool>,
    /// Column in which a row was begun that is filled in by Tab; Enter returns to it.
    row_began: StoredValue<Option<usize>>,
    /// What of it is drawn.
    pub surface: Surface,
}

impl Grid {
    /// A table of the store's plan.
    #[must_use]
    pub fn new(store: Store) -> Self {
        let kinds = RwSignal::new(store.plan.with_untracked(kinds_in_use));
        let columns = Memo::new(move |_| kinds.with(|kinds| Column::all(kinds)));
        let rows = Memo::new(move |_| {
            store.plan.with(|plan| plan.scenario.buildings.iter().map(|row| row.id).collect())
        });
        let problems = Memo::new(move |_| {
            store.district.with(|district| {
                district.as_deref().map_or_else(Problems::new, |district| problems_of(district, store.locale))
            })
        });
        let used = Memo::new(move |_| store.plan.with(kinds_with_energy));
        Self {
            store,
            kinds,
            columns,
            rows,
            selection: RwSignal::new(Selection::default()),
            has_keyboard: RwSignal::new(false),
            editing: RwSignal::new(None),
            highlighted: RwSignal::new(0),
            problems,
            used,
            drag: StoredValue::new(None),
            menu: RwSignal::new(None),
            tab_leaves: StoredValue::new(false),
            row_began: StoredValue::new(None),
            surface: Surface::new(),
        }
    }

    /// Language of the page.
    #[must_use]
    pub const fn locale(&self) -> Language {
        self.store.locale
    }

    /// Moves the active cell, or the end of the selection.
    pub fn step(&self, step: Step, extend: bool) {
        if step != Step::Along(true) {
            self.row_began.set_value(None);
        }
        let (rows, columns) = self.size();
        self.selection.update(|selection| *selection = selection.step(step, extend, rows, columns));
        self.reveal(self.selection.with_untracked(|selection| selection.end));
    }

    /// Goes on to the next cell, down or to the right; inside a range it stays in the range. Going down after Tab
    /// begins the next row where this one was begun, and adds one below the last.
    pub fn advance(&self, down: bool, back: bool) {
        if !self.selection.with_untracked(Selection::is_range) {
            let active = self.selection.with_untracked(|selection| selection.active);
            if !down && !back {
                self.row_began.update_value(|column| _ = column.get_or_insert(active.column));
            }
            if let Some(column) = self.row_began.get_value().filter(|_| down && !back) {
                let row = active.row + 1;
                if row >= self.size().0 {
                    self.add_row(false);
                }
                return self.select(Position { row, column }, false);
            }
            let by = if back { -1 } else { 1 };
            return self.step(if down { Step::By(by, 0) } else { Step::Along(!back) }, false);
        }
        self.selection.update(|selection| *selection = selection.cycle(down, back));
        self.reveal(self.selection.with_untracked(|selection| selection.active));
    }

    /// Selects one cell, or extends the selection to it.
    pub fn select(&self, position: Position, extend: bool) {
        self.row_began.set_value(None);
        self.selection.update(|selection| {
            *selection =
                if extend { Selection { end: position, ..*selection } } else { Selection::cell(position) };
        });
        self.reveal(position);
    }

    /// Shows a cell, whatever has just changed.
    fn reveal(&self, position: Position) {
        draw(*self);
        if self.surface.reveal(position) {
            draw(*self);
        }
    }

    /// Selects everything; what is shown and where keys go stay.
    pub fn select_all(&self) {
        let (rows, columns) = self.size();
        let end = Position { row: rows.saturating_sub(1), column: columns.saturating_sub(1) };
        self.selection.update(|selection| {
            *selection = Selection { anchor: Position::default(), end, active: selection.active };
        });
    }

    /// Selects whole rows; keys go to the first cell of the first of them.
    pub fn select_row(&self, row: usize, extend: bool) {
        let (_, columns) = self.size();
        self.selection.update(|selection| {
            let first = if extend { selection.anchor.row } else { row };
            let end = Position { row, column: columns.saturating_sub(1) };
            *selection = Selection::range(Position { row: first, column: 0 }, end);
        });
    }

    /// Goes to the cell of a building, and shows its columns if need be.
    pub fn go_to(&self, (id, column): (BuildingId, Column)) {
        if let Some(kind) = column.kind().filter(|kind| !self.kinds.with_untracked(|k| k.contains(kind))) {
            self.show_kinds(&[kind]);
        }
        let row = self.rows.with_untracked(|rows| rows.iter().position(|other| *other == id));
        let column = self.columns.with_untracked(|columns| columns.iter().position(|other| *other == column));
        if let (Some(row), Some(column)) = (row, column) {
            self.surface.focus();
            self.select(Position { row, column }, false);
        }
    }

    /// Opens the editor of the active cell: with its value, or with what was typed instead.
    pub fn start_editing(&self, typed: Option<String>) {
        let position = self.selection.with_untracked(|selection| selection.active);
        let Some((id, column)) = self.cell_at(position) else { return };
        let draft = self
            .store
            .drafts
            .with_untracked(|drafts| drafts.get(&(id, column)).map(|draft| draft.text.clone()));
        let select_all = typed.is_none();
        let text = typed.or(draft).unwrap_or_else(|| self.text_of(id, column));
        self.editing.set(Some(Editing { position, text: text.clone(), arrows_leave: !select_all }));
        self.reveal(position);
        let label = editor_label(self.locale(), column);
        self.surface.open_editor(position, &label, column.is_number(), &text, select_all);
    }

    /// Takes what the editor contains; text that cannot be understood stays in the cell, marked.
    pub fn finish_editing(&self) {
        let editing = self.editing.try_update(Option::take).flatten();
        self.surface.focus();
        self.take(editing);
    }

    /// Like [`Self::finish_editing`], when the keyboard has already gone elsewhere.
    pub fn leave_editing(&self) {
        let editing = self.editing.try_update(Option::take).flatten();
        self.take(editing);
    }

    fn take(&self, editing: Option<Editing>) {
        let Some(editing) = editing else { return };
        self.surface.close_editor();
        let Some((id, column)) = self.cell_at(editing.position) else { return };
        let unchanged = editing.text == self.text_of(id, column);
        let had_draft = self.store.drafts.with_untracked(|drafts| drafts.contains_key(&(id, column)));
        if unchanged && !had_draft {
            return;
        }
        self.type_into(id, column, &editing.text);
    }

    /// Leaves the editor without taking its text.
    pub fn cancel_editing(&self) {
        self.editing.set(None);
        self.surface.focus();
        self.surface.close_editor();
    }

    /// Sets a cell as if the text had been typed.
    pub fn type_into(&self, id: BuildingId, column: Column, typed: &str) {
        let locale = self.locale();
        let parsed =
            self.store.profiles.with_untracked(|profiles| parse_cell(id, column, typed, profiles, locale));
        match parsed {
            Ok(edit) => self.store.edit_or_tell(edit),
            Err(error) => {
                let draft = CellDraft { text: typed.to_owned(), error };
                let texts = Drafts::from_iter([((id, column), draft)]);
                self.store.edit_cells(Edit::Batch { edits: Vec::new() }, &[], texts);
            }
        }
    }

    /// Clears the selected cells.
    pub fn clear(&self) {
        let cells = self.selected_cells();
        let edits = cells.iter().filter_map(|(id, column)| clear_cell(*id, *column)).collect();
        self.store.edit_cells(Edit::Batch { edits }, &cells, Drafts::new());
    }

    /// The selected cells as text for a spreadsheet.
    #[must_use]
    pub fn copy(&self) -> String {
        let (columns, selection) = (self.columns.get_untracked(), self.selection.get_untracked());
        let profiles = self.store.profiles.get_untracked();
        self.store
            .plan
            .with_untracked(|plan| clipboard::copy(plan, &columns, selection, &profiles, self.locale()))
    }

    /// Pastes text from a spreadsheet at the selection.
    pub fn paste(&self, clipboard: &str) {
        let locale = self.locale();
        let (columns, selection) = (self.columns.get_untracked(), self.selection.get_untracked());
        let profiles = self.store.profiles.get_untracked();
        let paste = self.store.plan.with_untracked(|plan| {
            clipboard::paste(plan, &columns, selection, clipboard, &profiles, locale, || {
                BuildingId(new_uuid())
            })
        });
        let count = paste.selection.rows().count();
        let texts = paste.rejected.iter().map(|cell| {
            let draft = CellDraft { text: cell.text.clone(), error: cell.error.clone() };
            ((cell.building, cell.column), draft)
        });
        let edit = paste.edit.unwrap_or(Edit::Batch { edits: Vec::new() });
        self.store.edit_cells(edit, &[], texts.collect());
        let rows = self.rows.get_untracked();
        let row_of = |id| rows.iter().position(|other| *other == id).map_or(0, |row| row + 1);
        let rejected: Vec<_> = paste
            .rejected
            .iter()
            .map(|cell| (row_of(cell.building), cell.column, cell.error.clone()))
            .collect();
        let jump = paste.rejected.first().map(|cell| (cell.building, cell.column));
        self.selection.set(paste.selection);
        let said = clipboard::paste_message(count, paste.left_out, &rejected, locale);
        self.store.tell_about(if jump.is_none() { "success" } else { "warning" }, said, jump);
    }

    /// Fills the selection with its first row.
    pub fn fill_down(&self) {
        let first = self.selection.with_untracked(|selection| *selection.rows().start());
        self.fill(first..=first);
    }

    /// Fills the selection with some of its rows.
    pub fn fill(&self, source: RangeInclusive<usize>) {
        let (columns, selection) = (self.columns.get_untracked(), self.selection.get_untracked());
        let profiles = self.store.profiles.get_untracked();
        let edit = self.store.plan.with_untracked(|plan| {
            clipboard::fill(plan, &columns, selection, source, &profiles, self.locale())
        });
        edit.into_iter().for_each(|edit| self.store.edit_or_tell(edit));
    }

    /// Adds a building at the end, or behind the active row, and starts with its name.
    pub fn add_row(&self, below_active: bool) {
        let rows = self.rows.get_untracked();
        let active = self.selection.with_untracked(|selection| selection.active.row);
        let row = if below_active && !rows.is_empty() { (active + 1).min(rows.len()) } else { rows.len() };
        let name = format!("{} {}", self.locale().text(words::workspace::grid::BUILDING), rows.len() + 1);
        let building = Building::new(BuildingId(new_uuid()), name, BuildingType::Other);
        let before = rows.get(row).copied();
        self.store.edit_or_tell(Edit::AddBuildings { before, buildings: vec![building] });
        self.select(Position { row, column: 0 }, false);
        self.surface.focus();
    }

    /// Copies the selected rows below themselves.
    pub fn duplicate_rows(&self) {
        let rows = self.rows.get_untracked();
        let selected = self.selected_rows();
        let last = *self.selection.with_untracked(Selection::rows).end();
        let suffix = self.locale().text(words::workspace::grid::COPY);
        let buildings: Vec<Building> = self.store.plan.with_untracked(|plan| {
            let copies = selected.iter().filter_map(|id| plan.scenario.building(*id)).cloned();
            copies
                .map(|row| {
                    let name: String =
                        row.name.chars().chain(suffix.chars()).take(engine::limits::NAME_MAX_CHARS).collect();
                    Building { id: BuildingId(new_uuid()), name, ..row }
                })
                .collect()
        });
        if buildings.is_empty() {
            return;
        }
        let count = buildings.len();
        self.store.edit_or_tell(Edit::AddBuildings { before: rows.get(last + 1).copied(), buildings });
        self.select_row(last + 1, false);
        self.select_row(last + count, true);
        self.reveal(Position { row: last + count, column: 0 });
    }

    /// Removes the selected rows; undo brings them back.
    pub fn remove_rows(&self) {
        let selected = self.selected_rows();
        if selected.is_empty() {
            return;
        }
        let count = selected.len();
        self.store.edit_or_tell(Edit::RemoveBuildings { buildings: selected });
        let (rows, columns) = self.size();
        self.selection.update(|selection| {
            let position = Position { row: *selection.rows().start(), column: selection.active.column };
            *selection = Selection::cell(position).within(rows, columns);
        });
        self.store.tell(
            "info",
            match (self.locale(), count) {
                (Language::De, 1) => "Gebäude entfernt. Strg+Z holt es zurück.".to_owned(),
                (Language::De, _) => format!("{count} Gebäude entfernt. Strg+Z holt sie zurück."),
                (Language::En, 1) => "Building removed. Ctrl+Z brings it back.".to_owned(),
                (Language::En, _) => format!("{count} buildings removed. Ctrl+Z brings them back."),
            },
        );
    }

    /// Moves the selected rows up or down by one.
    pub fn move_rows(&self, down: bool) {
        let rows = self.rows.get_untracked();
        let selected = self.selected_rows();
        let range = self.selection.with_untracked(Selection::rows);
        let (start, end) = (*range.start(), *range.end());
        if selected.is_empty() || (down && end + 1 >= rows.len()) || (!down && start == 0) {
            return;
        }
        let before = if down { rows.get(end + 2).copied() } else { rows.get(start - 1).copied() };
        self.store.edit_or_tell(Edit::MoveBuildings { buildings: selected, before });
        self.shift_selection(if down { 1 } else { -1 });
    }

    /// Moves the selected rows to stand before a row, or at the end.
    pub fn move_rows_before(&self, row: usize) {
        let rows = self.rows.get_untracked();
        let selected = self.selected_rows();
        let range = self.selection.with_untracked(Selection::rows);
        // Between or directly beside themselves they stay where they are.
        if selected.is_empty() || (*range.start()..=*range.end() + 1).contains(&row) {
            return;
        }
        let target = if row > *range.end() { row - selected.len() } else { row };
        let by = target as isize - *range.start() as isize;
        self.store.edit_or_tell(Edit::MoveBuildings { buildings: selected, before: rows.get(row).copied() });
        self.shift_selection(by);
    }

    fn shift_selection(&self, by: isize) {
        self.selection.update(|selection| {
            for position in [&mut selection.anchor, &mut selection.end, &mut selection.active] {
                position.row = position.row.saturating_add_signed(by);
            }
        });
        self.reveal(self.selection.with_untracked(|selection| selection.active));
    }

    /// Lets the rest of the workspace know which demand the active cell belongs to.
    pub fn share_active_demand(self) {
        let target = Memo::new(move |_| {
            self.rows.track();
            let active = self.selection.with(|selection| selection.active);
            let (building, column) = self.cell_at(active)?;
            Some(Target { building, kind: column.kind()? })
        });
        Effect::new(move |_| self.store.active.set(target.get()));
    }

    /// Opens the library of load profiles, for the demand of the active cell if it belongs to one.
    pub fn open_library(&self) {
        let active = self.selection.with_untracked(|selection| selection.active);
        let target = self
            .cell_at(active)
            .and_then(|(building, column)| Some(Target { building, kind: column.kind()? }));
        self.store.library.set(Some(target.map_or(Purpose::Manage, Purpose::Choose)));
    }

    /// Shows or hides the columns of a kind.
    pub fn toggle_kind(&self, kind: DemandKind) {
        self.change_kinds(|kinds| match kinds.iter().position(|shown| *shown == kind) {
            Some(at) => _ = kinds.remove(at),
            None => kinds.push(kind),
        });
    }

    /// Shows the columns of some kinds.
    pub fn show_kinds(&self, wanted: &[DemandKind]) {
        self.change_kinds(|kinds| kinds.extend(wanted));
    }

    /// The selection stays on its columns, whatever comes or goes beside them.
    fn change_kinds(&self, change: impl FnOnce(&mut Vec<DemandKind>)) {
        self.leave_editing();
        let before = self.columns.get_untracked();
        self.kinds.update(|kinds| {
            change(kinds);
            kinds.sort_unstable();
            kinds.dedup();
        });
        let after = self.columns.get_untracked();
        let place = |at: usize| {
            let column = before.get(at)?;
            after.iter().position(|other| other == column)
        };
        let (rows, columns) = self.size();
        self.selection.update(|selection| {
            for position in [&mut selection.anchor, &mut selection.end, &mut selection.active] {
                position.column = place(position.column).unwrap_or(position.column);
            }
            *selection = selection.within(rows, columns);
        });
    }

    /// The building and column at a position.
    #[must_use]
    pub fn cell_at(&self, position: Position) -> Option<(BuildingId, Column)> {
        let id = self.rows.with_untracked(|rows| rows.get(position.row).copied())?;
        let column = self.columns.with_untracked(|columns| columns.get(position.column).copied())?;
        Some((id, column))
    }

    /// Whether the active cell is chosen from a list.
    #[must_use]
    pub fn is_on_choice(&self) -> bool {
        let active = self.selection.with_untracked(|selection| selection.active);
        self.cell_at(active).is_some_and(|(_, column)| column.is_choice())
    }

    /// Ids of the selected rows.
    #[must_use]
    pub fn selected_rows(&self) -> Vec<BuildingId> {
        let range = self.selection.with_untracked(Selection::rows);
        self.rows
            .with_untracked(|rows| rows.iter().skip(*range.start()).take(range.count()).copied().collect())
    }

    fn selected_cells(&self) -> Vec<(BuildingId, Column)> {
        let selection = self.selection.get_untracked();
        let columns: Vec<Column> = self.columns.with_untracked(|columns| {
            selection.columns().filter_map(|column| columns.get(column)).copied().collect()
        });
        self.selected_rows()
            .into_iter()
            .flat_map(|id| columns.iter().map(move |column| (id, *column)))
            .collect()
    }

    fn text_of(&self, id: BuildingId, column: Column) -> String {
        let profiles = self.store.profiles.get_untracked();
        self.store.plan.with_untracked(|plan| {
            let building = plan.scenario.building(id);
            building.map_or_else(String::new, |row| editable_text(row, column, &profiles, self.locale()))
        })
    }

    fn size(&self) -> (usize, usize) {
        (self.rows.with_untracked(Vec::len), self.columns.with_untracked(Vec::len))
    }
}

/// Kinds with energy; a new table starts with the usual three.
fn kinds_in_use(plan: &Plan) -> Vec<DemandKind> {
    let kinds = kinds_with_energy(plan);
    if kinds.is_empty() {
        vec![DemandKind::SpaceHeating, DemandKind::HotWater, DemandKind::Electricity]
    } else {
        kinds
    }
}

/// Kinds with an entered or a default demand of any building.
fn kinds_with_energy(plan: &Plan) -> Vec<DemandKind> {
    let used = |kind: &DemandKind| {
        plan.scenario
            .buildings
            .iter()
            .any(|row| row.annual_energy(*kind) != Effective::Absent || row.demands.contains_key(kind))
    };
    DemandKind::ALL.into_iter().filter(used).collect()
}
