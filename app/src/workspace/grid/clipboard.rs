//! Copying cells to and pasting them from a spreadsheet.

use std::ops::RangeInclusive;

use chart::format::parse_number;
use engine::building::{Building, BuildingId};
use engine::building_type::BuildingType;
use engine::edit::{Edit, apply};
use engine::plan::Plan;
use words::Language;

use super::cell::{CellError, editable_text, parse_cell};
use super::column::{Column, kind_name};
use super::quantity::{is_heading, is_sum, quantity_of, unit_of_heading};
use super::selection::{Position, Selection};
use crate::api::profile::ProfileCard;

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
    /// Rows of headings and sums, which became no buildings.
    pub left_out: usize,
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
            '\t' if !quoted => {
                rows.last_mut().into_iter().for_each(|row| row.push(std::mem::take(&mut cell)))
            }
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
    locale: Language,
    mut new_id: impl FnMut() -> BuildingId,
) -> Paste {
    let mut cells = split_cells(clipboard);
    let origin = Position { row: *selection.rows().start(), column: *selection.columns().start() };
    let meant = columns.get(origin.column..).unwrap_or_default();
    let (units, left_out) = take_out_heads_and_sums(&mut cells, meant, locale);
    let single = cells.len() == 1 && cells[0].len() == 1;
    let height = if single { selection.rows().count() } else { cells.len() };
    let width =
        if single { selection.columns().count() } else { cells.iter().map(Vec::len).max().unwrap_or(0) };
    let width = width.min(columns.len().saturating_sub(origin.column));
    if cells.is_empty() || width == 0 {
        return Paste { edit: None, rejected: Vec::new(), selection, left_out };
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
            if matches!(column, Column::Specific(_)) && annual.is_some_and(|annual| !annual.trim().is_empty())
            {
                continue;
            }
            // The unit stands in the head of the column; behind its number it is converted, or is not understood.
            let with_unit = units.get(offset).copied().flatten().filter(|_| quantity_of(*column).is_some());
            let with_unit =
                with_unit.filter(|_| typed.starts_with('=') || parse_number(typed, locale).is_ok());
            let typed = with_unit.map_or_else(|| typed.clone(), |unit| format!("{typed} {unit}"));
            match parse_cell(*building, *column, &typed, profiles, locale) {
                Ok(edit) => edits.push(edit),
                Err(error) => {
                    rejected.push(Rejected { building: *building, column: *column, text: typed, error });
                }
            }
        }
    }
    let end = Position { row: origin.row + ids.len().max(1) - 1, column: origin.column + width - 1 };
    Paste {
        edit: (!edits.is_empty()).then_some(Edit::Batch { edits }),
        rejected,
        selection: Selection::range(origin, end),
        left_out,
    }
}

/// Takes rows that name the columns and a row of sums out of what is pasted. Gives the units that the heads name,
/// and how many rows were taken out.
fn take_out_heads_and_sums(
    cells: &mut Vec<Vec<String>>,
    columns: &[Column],
    locale: Language,
) -> (Vec<Option<&'static str>>, usize) {
    let before = cells.len();
    let heads = cells.iter().take_while(|row| is_heading(row, columns, locale)).count();
    if heads == before {
        return (Vec::new(), 0);
    }
    let heads: Vec<Vec<String>> = cells.drain(..heads).collect();
    let unit = |at: usize| heads.iter().filter_map(|row| row.get(at)).find_map(|head| unit_of_heading(head));
    let units = (0..columns.len()).map(unit).collect();
    let ends_in_sums = cells.len() > 1
        && columns.first() == Some(&Column::Name)
        && cells.last().and_then(|row| row.first()).is_some_and(|name| is_sum(name));
    if ends_in_sums {
        cells.pop();
    }
    (units, before - cells.len())
}

/// The buildings that a paste of `height` rows writes, with new ones for rows beyond the table.
fn rows_for(
    plan: &Plan,
    first: usize,
    height: usize,
    locale: Language,
    new_id: &mut impl FnMut() -> BuildingId,
) -> (Vec<Building>, Vec<BuildingId>) {
    let present = &plan.scenario.buildings;
    let room = engine::limits::BUILDINGS_MAX.saturating_sub(present.len());
    let mut ids: Vec<BuildingId> = present.iter().skip(first).take(height).map(|row| row.id).collect();
    let missing = (height - ids.len()).min(room);
    let added: Vec<Building> = (0..missing)
        .map(|index| {
            let name =
                format!("{} {}", locale.text(words::workspace::grid::BUILDING), present.len() + index + 1);
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
    locale: Language,
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
    if cell.contains(['\t', '\n', '"']) {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell.to_owned()
    }
}

/// Fills the selection with the rows `source`, again and again, below and above them.
#[must_use]
pub fn fill(
    plan: &Plan,
    columns: &[Column],
    selection: Selection,
    source: RangeInclusive<usize>,
    profiles: &[ProfileCard],
    locale: Language,
) -> Option<Edit> {
    let rows = &plan.scenario.buildings;
    let (first, count) = (*source.start(), source.clone().count().max(1));
    let mut edits = Vec::new();
    for row in selection.rows().filter(|row| !source.contains(row)) {
        // As if the pattern went on in both directions.
        let from =
            first + if row < first { count - 1 - (first - row - 1) % count } else { (row - first) % count };
        let (from, to) = (rows.get(from)?, rows.get(row)?);
        for column in selection.columns().filter_map(|column| columns.get(column)) {
            edits.push(fill_cell(from, to.id, *column, profiles, locale)?);
        }
    }
    (!edits.is_empty()).then_some(Edit::Batch { edits })
}

/// What to say after a paste; cells that were not understood are named.
#[must_use]
pub fn paste_message(
    rows: usize,
    left_out: usize,
    rejected: &[(usize, Column, CellError)],
    locale: Language,
) -> String {
    let pasted = match (locale, rows) {
        (Language::De, 1) => "1 Zeile eingefügt".to_owned(),
        (Language::De, _) => format!("{rows} Zeilen eingefügt"),
        (Language::En, 1) => "1 row pasted".to_owned(),
        (Language::En, _) => format!("{rows} rows pasted"),
    };
    let pasted = if left_out == 0 {
        pasted
    } else {
        format!("{pasted}, {}", words::workspace::grid::heads_and_sums_left_out(locale, left_out))
    };
    let Some((row, column, error)) = rejected.first() else { return format!("{pasted}.") };
    let count = rejected.len();
    let marked = words::workspace::grid::cells_not_understood(locale, count);
    let kind = column.kind().map_or_else(String::new, |kind| format!(" {}", locale.text(kind_name(kind))));
    let line = locale.text(words::workspace::grid::ROW);
    let first = format!("{line} {row}, {}{kind}: {error}", locale.text(column.title()));
    let others = match (locale, count - 1) {
        (_, 0) => String::new(),
        (Language::De, 1) => " Eine weitere ist rot markiert.".to_owned(),
        (Language::De, others) => format!(" {others} weitere sind rot markiert."),
        (Language::En, 1) => " One more is marked red.".to_owned(),
        (Language::En, others) => format!(" {others} more are marked red."),
    };
    format!("{pasted}, {marked}. {first}{others}")
}

/// Copies the entered value itself, not its rounded text.
fn fill_cell(
    from: &Building,
    to: BuildingId,
    column: Column,
    profiles: &[ProfileCard],
    locale: Language,
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

#[cfg(test)]
mod tests {
    use super::*;
    use engine::demand::{AnnualEnergy, DemandKind::Electricity};
    use engine::plan::Scenario;
    use engine::site::Site;
    use uuid::Uuid;

    fn plan(rows: usize) -> Plan {
        let buildings = (0..rows)
            .map(|row| {
                Building::new(
                    BuildingId(Uuid::from_u128(row as u128)),
                    format!("B{row}"),
                    BuildingType::Office,
                )
            })
            .collect();
        Plan { site: Site::new("P", 2025), scenario: Scenario { buildings, ..Scenario::default() } }
    }

    fn paste_at(plan: &Plan, row: usize, column: usize, clipboard: &str, locale: Language) -> (Plan, Paste) {
        let mut number = 1_000;
        let selection = Selection::cell(Position { row, column });
        let pasted = paste(plan, &Column::all(&[Electricity]), selection, clipboard, &[], locale, || {
            number += 1;
            BuildingId(Uuid::from_u128(number))
        });
        let mut after = plan.clone();
        pasted.edit.iter().for_each(|edit| apply(&mut after, edit).expect("a paste applies"));
        (after, pasted)
    }

    #[test]
    fn five_hundred_rows_are_pasted_in_one_go() {
        let rows: Vec<String> = (0..500).map(|row| format!("Haus {row}\tMFH\t1.250,5\t{row}00")).collect();
        let (after, pasted) = paste_at(&plan(2), 0, 0, &rows.join("\r\n"), Language::De);
        assert_eq!((after.scenario.buildings.len(), pasted.rejected.len()), (500, 0));
        let last = &after.scenario.buildings[499];
        assert_eq!((last.name.as_str(), last.reference_area_m2), ("Haus 499", Some(1250.5)));
        assert_eq!(last.demand(Electricity).annual, Some(AnnualEnergy::Absolute { kwh: 49_900.0 }));
        assert_eq!(
            after.scenario.buildings[0].id,
            BuildingId(Uuid::from_u128(0)),
            "present rows keep their identity"
        );
    }

    #[test]
    fn a_cell_that_is_not_understood_is_named_and_the_others_are_taken() {
        let (after, pasted) = paste_at(&plan(2), 0, 2, "100\tn/a\n200\t300", Language::De);
        let [rejected] = pasted.rejected.as_slice() else { panic!("{:?}", pasted.rejected) };
        assert_eq!(
            (rejected.building, rejected.column),
            (after.scenario.buildings[0].id, Column::Annual(Electricity))
        );
        assert_eq!(after.scenario.buildings[1].annual_kwh(Electricity), Some(300.0));
    }

    #[test]
    fn headings_and_sums_become_no_buildings_and_units_count() {
        let text = "Gebäude\tNutzung\tFläche\tJahresenergie\n\t\tm²\tMWh\nRathaus\tBüro\t1.200 m²\t120\n\
                    Villa\tEFH\t=10*12\t45000 kWh\nGesamtschule\tSchule\t9\t1e3\nSumme:\t\t1.320\t165";
        let (after, pasted) = paste_at(&plan(0), 0, 0, text, Language::De);
        let rows = &after.scenario.buildings;
        assert_eq!((rows.len(), pasted.left_out), (3, 3));
        assert_eq!((rows[0].reference_area_m2, rows[1].reference_area_m2), (Some(1_200.0), Some(120.0)));
        assert_eq!(rows[0].annual_kwh(Electricity), Some(120_000.0));
        assert_eq!(rows[1].annual_kwh(Electricity), Some(45_000.0), "a unit of its own counts more");
        // What is not certain is not understood, rather than a thousand times too small.
        let [rejected] = pasted.rejected.as_slice() else { panic!("{:?}", pasted.rejected) };
        assert_eq!(rejected.text, "1e3 MWh");
    }

    #[test]
    fn a_column_of_another_unit_is_not_understood() {
        let (_, pasted) = paste_at(&plan(1), 0, 3, "Leistung kW\n120", Language::De);
        assert_eq!(pasted.rejected.len(), 1);
        let (after, pasted) = paste_at(&plan(2), 0, 2, "unbekannt\n200", Language::De);
        assert_eq!((pasted.left_out, pasted.rejected.len()), (0, 1), "a first row with a wrong value stays");
        assert_eq!(after.scenario.buildings[1].reference_area_m2, Some(200.0));
    }

    #[test]
    fn one_copied_cell_fills_the_selection() {
        let before = plan(3);
        let selection = Selection::range(Position { row: 0, column: 2 }, Position { row: 2, column: 2 });
        let pasted = paste(
            &before,
            &Column::all(&[Electricity]),
            selection,
            "42",
            &[],
            Language::De,
            || unreachable!(),
        );
        let mut after = before;
        apply(&mut after, &pasted.edit.expect("an edit")).expect("applies");
        assert!(after.scenario.buildings.iter().all(|row| row.reference_area_m2 == Some(42.0)));
    }

    #[test]
    fn what_is_copied_can_be_pasted_back() {
        let columns = Column::all(&[Electricity]);
        let text = "A \"x\"\tBüro\t10\t1000\t\t5\tH25";
        let (first, _) = paste_at(&plan(1), 0, 0, text, Language::De);
        let all = Selection::range(Position::default(), Position { row: 0, column: columns.len() - 1 });
        let copied = copy(&first, &columns, all, &[], Language::De);
        let (second, pasted) = paste_at(&first, 0, 0, &copied, Language::De);
        assert_eq!(pasted.rejected, []);
        assert_eq!(second, first);
    }

    #[test]
    fn filling_repeats_the_source_rows() {
        let mut before = plan(5);
        before.scenario.buildings[0].reference_area_m2 = Some(10.0);
        before.scenario.buildings[1].reference_area_m2 = Some(20.0);
        let selection = Selection::range(Position { row: 0, column: 2 }, Position { row: 4, column: 2 });
        let areas = |mut plan: Plan, source| {
            let edit = fill(&plan, &Column::all(&[]), selection, source, &[], Language::De).expect("an edit");
            apply(&mut plan, &edit).expect("applies");
            plan.scenario.buildings.iter().filter_map(|row| row.reference_area_m2).collect::<Vec<_>>()
        };
        assert_eq!(areas(before.clone(), 0..=1), [10.0, 20.0, 10.0, 20.0, 10.0]);
        before.scenario.buildings[3].reference_area_m2 = Some(30.0);
        before.scenario.buildings[4].reference_area_m2 = Some(40.0);
        assert_eq!(areas(before, 3..=4), [40.0, 30.0, 40.0, 30.0, 40.0], "upwards");
    }

    #[test]
    fn a_rejected_cell_is_named_with_its_row_and_reason() {
        let cell = |row| (row, Column::Area, "„n/a“ ist keine Zahl.".to_owned());
        assert_eq!(paste_message(1, 0, &[], Language::De), "1 Zeile eingefügt.");
        assert_eq!(
            paste_message(50, 0, &[cell(42)], Language::De),
            "50 Zeilen eingefügt, 1 Zelle nicht verstanden. Zeile 42, Bezugsfläche: „n/a“ ist keine Zahl."
        );
        assert_eq!(
            paste_message(3, 2, &[], Language::De),
            "3 Zeilen eingefügt, 2 Kopf- oder Summenzeilen ausgelassen."
        );
        let peak = (7, Column::Peak(Electricity), "“x” is not a number.".to_owned());
        assert_eq!(
            paste_message(1, 0, &[peak, cell(8), cell(9)], Language::En),
            "1 row pasted, 3 cells not understood. Row 7, Peak Electricity: “x” is not a number. 2 more are marked red."
        );
    }

    #[test]
    fn quoted_cells_may_contain_line_breaks() {
        assert_eq!(split_cells("\"a\nb\"\tc\n"), [["a b", "c"]]);
    }
}
