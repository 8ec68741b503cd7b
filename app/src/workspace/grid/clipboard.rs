//! Copying cells to and pasting them from a spreadsheet.

use engine::building::{Building, BuildingId};
use engine::building_type::BuildingType;
use engine::edit::{Edit, apply};
use engine::plan::Plan;

use super::cell::{CellError, editable_text, parse_cell};
use super::column::Column;
use super::selection::{Position, Selection};
use crate::api::profile::ProfileCard;
use crate::i18n::{Locale, text};

/// A pasted cell that cannot be understood; it keeps its text until it is corrected.
#[derive(Clone, Debug, PartialEq)]
pub struct Rejected {
    /// Row in the table.
    pub building: BuildingId,
    /// Column in the table.
    pub column: Column,
    /// What was pasted.
    pub text: String,
    /// What is wrong with it.
    pub error: CellError,
}

/// What a paste does.
#[derive(Clone, Debug, PartialEq)]
pub struct Paste {
    /// One edit for everything that could be understood.
    pub edit: Option<Edit>,
    /// What could not.
    pub rejected: Vec<Rejected>,
    /// The pasted rectangle.
    pub selection: Selection,
}

/// Splits clipboard text into cells: tab-separated, with quoted cells that may contain line breaks.
#[must_use]
pub fn split_cells(text: &str) -> Vec<Vec<String>> {
    let mut rows = vec![Vec::new()];
    let mut cell = String::new();
    let mut quoted = false;
    let mut chars = text.chars().peekable();
    while let Some(character) = chars.next() {
        match character {
            '"' if quoted && chars.peek() == Some(&'"') => {
                cell.push('"');
                chars.next();
            }
            '"' if quoted => quoted = false,
            '"' if cell.is_empty() => quoted = true,
            '\t' if !quoted => rows.last_mut().into_iter().for_each(|row| row.push(std::mem::take(&mut cell))),
            '\n' if !quoted => {
                rows.last_mut().into_iter().for_each(|row| row.push(std::mem::take(&mut cell)));
                rows.push(Vec::new());
            }
            '\r' if !quoted => {}
            '\n' | '\r' => cell.push(' '),
            other => cell.push(other),
        }
    }
    if !cell.is_empty() || rows.last().is_some_and(|row| !row.is_empty()) {
        rows.last_mut().into_iter().for_each(|row| row.push(std::mem::take(&mut cell)));
    }
    rows.retain(|row| !row.is_empty());
    while rows.last().is_some_and(|row| row.iter().all(|cell| cell.trim().is_empty())) {
        rows.pop();
    }
    rows
}

/// What pasting a text at the selection does. One copied cell fills the whole selection; rows beyond the
/// end of the table become new buildings.
pub fn paste(
    plan: &Plan,
    columns: &[Column],
    selection: Selection,
    clipboard: &str,
    profiles: &[ProfileCard],
    locale: Locale,
    mut new_id: impl FnMut() -> BuildingId,
) -> Paste {
    let cells = split_cells(clipboard);
    let origin = Position { row: *selection.rows().start(), column: *selection.columns().start() };
    let single = cells.len() == 1 && cells[0].len() == 1;
    let height = if single { selection.rows().count() } else { cells.len() };
    let width = if single { selection.columns().count() } else { cells.iter().map(Vec::len).max().unwrap_or(0) };
    let width = width.min(columns.len().saturating_sub(origin.column));
    if cells.is_empty() || width == 0 {
        return Paste { edit: None, rejected: Vec::new(), selection };
    }
    let (added, ids) = rows_for(plan, origin.row, height, locale, &mut new_id);
    let mut checked = plan.clone();
    let mut edits = Vec::new();
    if !added.is_empty() {
        let add = Edit::AddBuildings { before: None, buildings: added };
        if apply(&mut checked, &add).is_ok() {
            edits.push(add);
        }
    }
    let mut rejected = Vec::new();
    for (row, building) in ids.iter().enumerate() {
        for (offset, column) in columns[origin.column..origin.column + width].iter().enumerate() {
            let typed = if single { cells[0].first() } else { cells[row].get(offset) };
            let Some(typed) = typed else { continue };
            if typed.trim().is_empty() && matches!(column, Column::Name | Column::BuildingType) {
                continue;
            }
            // The specific energy follows from the annual energy beside it.
            let annual = offset.checked_sub(1).and_then(|left| cells[row.min(cells.len() - 1)].get(left));
            if matches!(column, Column::Specific(_)) && annual.is_some_and(|annual| !annual.trim().is_empty()) {
                continue;
            }
            match parse_cell(*building, *column, typed, profiles, locale) {
                Ok(edit) => edits.push(edit),
                Err(error) => {
                    rejected.push(Rejected { building: *building, column: *column, text: typed.clone(), error });
                }
            }
        }
    }
    let end = Position { row: origin.row + ids.len().max(1) - 1, column: origin.column + width - 1 };
    Paste {
        edit: (!edits.is_empty()).then_some(Edit::Batch { edits }),
        rejected,
        selection: Selection { anchor: origin, active: end },
    }
}

/// The buildings that a paste of `height` rows writes, with new ones for rows beyond the table.
fn rows_for(
    plan: &Plan,
    first: usize,
    height: usize,
    locale: Locale,
    new_id: &mut impl FnMut() -> BuildingId,
) -> (Vec<Building>, Vec<BuildingId>) {
    let present = &plan.scenario.buildings;
    let room = engine::limits::BUILDINGS_MAX.saturating_sub(present.len());
    let mut ids: Vec<BuildingId> = present.iter().skip(first).take(height).map(|row| row.id).collect();
    let missing = (height - ids.len()).min(room);
    let added: Vec<Building> = (0..missing)
        .map(|index| {
            let name = format!("{} {}", locale.text(text("Gebäude", "Building")), present.len() + index + 1);
            Building::new(new_id(), name, BuildingType::Other)
        })
        .collect();
    ids.extend(added.iter().map(|building| building.id));
    (added, ids)
}

/// The selected cells as text for a spreadsheet.
#[must_use]
pub fn copy(
    plan: &Plan,
    columns: &[Column],
    selection: Selection,
    profiles: &[ProfileCard],
    locale: Locale,
) -> String {
    let rows = plan.scenario.buildings.iter().skip(*selection.rows().start()).take(selection.rows().count());
    let selected = selection.columns().filter_map(|column| columns.get(column)).copied().collect::<Vec<_>>();
    rows.map(|building| {
        let cells = selected.iter().map(|column| quoted(&editable_text(building, *column, profiles, locale)));
        cells.collect::<Vec<_>>().join("\t")
    })
    .collect::<Vec<_>>()
    .join("\n")
}

fn quoted(cell: &str) -> String {
    if cell.contains(['\t', '\n', '"']) { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell.to_owned() }
}

/// Fills the selection downwards with its first row.
#[must_use]
pub fn fill_down(
    plan: &Plan,
    columns: &[Column],
    selection: Selection,
    profiles: &[ProfileCard],
    locale: Locale,
) -> Option<Edit> {
    let rows = &plan.scenario.buildings;
    let first = rows.get(*selection.rows().start())?;
    let mut edits = Vec::new();
    for building in rows.iter().skip(selection.rows().start() + 1).take(selection.rows().count() - 1) {
        for column in selection.columns().filter_map(|column| columns.get(column)) {
            edits.push(fill_cell(first, building.id, *column, profiles, locale)?);
        }
    }
    (!edits.is_empty()).then_some(Edit::Batch { edits })
}

/// Copies the entered value itself, not its rounded text.
fn fill_cell(
    from: &Building,
    to: BuildingId,
    column: Column,
    profiles: &[ProfileCard],
    locale: Locale,
) -> Option<Edit> {
    Some(match column {
        Column::BuildingType => Edit::SetBuildingType { building: to, building_type: from.building_type },
        Column::Area => Edit::SetReferenceArea { building: to, area_m2: from.reference_area_m2 },
        Column::Annual(kind) | Column::Specific(kind) => {
            Edit::SetAnnualEnergy { building: to, kind, annual: from.demand(kind).annual }
        }
        Column::Peak(kind) => Edit::SetPeakLoad { building: to, kind, peak_kw: from.demand(kind).peak_kw },
        Column::Profile(kind) => Edit::SetProfile { building: to, kind, profile: from.demand(kind).profile },
        Column::Name => parse_cell(to, column, &from.name, profiles, locale).ok()?,
    })
}
