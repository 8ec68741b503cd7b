//! A table of cells: finds its arrangement and reads its intervals.

use super::clock::{self, Hints, Reading};
use super::grid::Grid;
use super::intervals::Located;
use super::kind::{Kind, kind};
use super::layout::{Layout, StampColumns, head_text};
use super::matrix::{self, Matrix};
use super::obis::Register;
use super::report::{Arrangement, Notes, RejectReason, Stop, ValueColumn};
use super::unit::Unit;
use super::values::ValueReader;
use super::workbook::Sheet;
use super::zone::TimeZone;
use super::{ImportOptions, StampRule, column, parts, plain, rows};

/// Fewest rows of a sheet that may hold a profile beside others that may not.
const ROWS_MIN: usize = 300;
/// Rows among which a heading is looked for.
const HEADINGS: usize = 30;
/// Times in a heading from which on the table lies on its side.
const TIMES_MIN: usize = 20;
/// Longest time between the last stamp of a sheet and the first of the next one, in minutes.
const PART_GAP: i64 = 2 * 1440;

/// Whether a sheet looks as if it held a load profile.
pub(super) fn holds_profile(grid: &Grid<'_>) -> bool {
    grid.height() >= ROWS_MIN
        && (Matrix::find(grid).is_some()
            || Layout::find(grid).is_some_and(|layout| grid.height() > layout.start + ROWS_MIN))
}

/// A sheet of a workbook that may be a part of a year.
struct Part {
    /// Position among the sheets.
    index: usize,
    /// First and last stamp, minutes.
    first: i64,
    last: i64,
    /// Rows of data.
    rows: core::ops::Range<usize>,
}

/// Joins sheets that continue each other, such as one per month, in the first of `chosen`; `false` if they are other
/// tables. The rows keep the numbers that they have in their sheets.
pub(super) fn continues(sheets: &mut [Sheet], chosen: &[usize]) -> bool {
    let Some(layout) = Layout::find(&sheets[chosen[0]].grid) else { return false };
    let part = |index: &usize| {
        let grid = &sheets[*index].grid;
        let own =
            Layout::find(grid).filter(|own| own.stamps == layout.stamps && own.values == layout.values)?;
        let stamps = rows::read(grid, &own, |_| true, &mut Notes::default()).ok()?;
        let minutes = || stamps.iter().map(|row| row.stamp.minute);
        let end = (own.start..grid.height()).rev().find(|row| own.is_data(grid, *row))? + 1;
        Some(Part { index: *index, first: minutes().min()?, last: minutes().max()?, rows: own.start..end })
    };
    let Some(mut parts) = chosen.iter().map(part).collect::<Option<Vec<Part>>>() else { return false };
    parts.sort_by_key(|part| part.first);
    let follows = |pair: &[Part]| (1..=PART_GAP).contains(&(pair[1].first - pair[0].last));
    if !parts.windows(2).all(follows) {
        return false;
    }
    let (first, last) = (&parts[0], &parts[parts.len() - 1]);
    let name = format!("{} … {}", sheets[first.index].name, sheets[last.index].name);
    let mut joined = Sheet { name, grid: Grid::default() };
    joined.append(0..first.rows.end, &sheets[first.index]);
    for part in &parts[1..] {
        joined.append(part.rows.clone(), &sheets[part.index]);
    }
    joined.grid.finish();
    sheets[chosen[0]] = joined;
    true
}

/// Reads the intervals of a table, and the unit if it names one.
pub(super) fn locate(
    grid: &Grid<'_>,
    options: &ImportOptions,
    notes: &mut Notes,
) -> Result<(Located, Option<Unit>), Stop> {
    if let Some(turned) = matrix::turned(grid) {
        return locate_upright(&turned, options, notes);
    }
    if let Some(joined) = parts::joined(grid) {
        return locate_upright(&joined, options, notes);
    }
    if let Some(columns) = column_per_time(grid) {
        return Err(Stop::file(RejectReason::OneColumnPerTime { columns }));
    }
    locate_upright(grid, options, notes)
}

/// Number of columns of a table whose heading names a date with a time in nearly every one of them.
fn column_per_time(grid: &Grid<'_>) -> Option<usize> {
    let rows = 0..grid.height().min(HEADINGS);
    let times = |row: &usize| grid.row(*row).iter().filter(|cell| kind(cell) == Kind::Stamp).count();
    let widths = rows.filter(|row| times(row) >= TIMES_MIN && times(row) * 5 > grid.row(*row).len() * 4);
    widths.map(|row| grid.row(row).len()).max()
}

fn locate_upright(
    grid: &Grid<'_>,
    options: &ImportOptions,
    notes: &mut Notes,
) -> Result<(Located, Option<Unit>), Stop> {
    if let Some(matrix) = Matrix::find(grid) {
        return locate_matrix(grid, &matrix, options, notes);
    }
    let layout = Layout::find(grid).ok_or_else(|| not_a_table(grid))?;
    let chosen = column::choose(grid, &layout, options, notes)?;
    let register = column::choose_register(grid, &layout, options, notes)?;
    let index = chosen.index;
    notes.found.head_rows = layout.start;
    notes.found.register = register.clone().or_else(|| {
        let named = Register::find(&chosen.name)?;
        Some(format!("{}.{}", named.quantity, named.form))
    });
    let unit = options
        .unit
        .or(register.as_deref().and_then(Register::find).and_then(Register::unit))
        .or(chosen.unit);
    notes.found.column = Some(ValueColumn { unit, ..chosen });
    let wanted = |row: usize| match (&register, layout.register) {
        (Some(register), Some(column)) => grid.cell(row, column).text() == register,
        _ => true,
    };
    let head = head_text(grid, layout.start);
    let hints = hints(options, &head, &layout.stamp_heading(grid), layout.range);
    if layout.stamps == StampColumns::None {
        notes.found.arrangement = Some(Arrangement::Plain);
        let rows = plain_rows(grid, &layout, index, wanted);
        let mut reader = ValueReader::new(rows.iter().map(|row| grid.cell(*row, index)), notes);
        let values = with_blank_lines(grid, &rows, &mut reader, index);
        reader.finish(notes)?;
        return Ok((plain::locate(values, options.known_year(), options.time_zone, notes)?, unit));
    }
    notes.found.arrangement = Some(Arrangement::Rows);
    let mut stamped = rows::read(grid, &layout, wanted, notes)?;
    if matches!(layout.stamps, StampColumns::Numbered { .. }) {
        rows::spread_numbers(&mut stamped);
        rows::count_through_switches(&mut stamped);
    }
    let mut reader = ValueReader::new(stamped.iter().map(|row| grid.cell(row.row, index)), notes);
    let readings = stamped
        .iter()
        .map(|row| Reading::new(row, reader.read(grid.cell(row.row, index), row.line)))
        .collect();
    reader.finish(notes)?;
    Ok((clock::locate(readings, &hints, notes)?, unit))
}

fn locate_matrix(
    grid: &Grid<'_>,
    matrix: &Matrix,
    options: &ImportOptions,
    notes: &mut Notes,
) -> Result<(Located, Option<Unit>), Stop> {
    notes.found.arrangement = Some(Arrangement::DayMatrix);
    notes.found.head_rows = matrix.start;
    // Beside the dates, rows may name their register and their unit.
    let mut layout = Layout::of_matrix(grid, matrix.start);
    let register = column::choose_register(grid, &layout, options, notes)?;
    notes.found.register.clone_from(&register);
    let wanted = |row: usize| match (&register, layout.register) {
        (Some(register), Some(column)) => grid.cell(row, column).text() == register,
        _ => true,
    };
    layout.start = matrix.start;
    let head = head_text(grid, matrix.start);
    let of_row = layout.unit.and_then(|column| Unit::of_word(grid.cell(matrix.start, column).text()));
    let unit = register
        .as_deref()
        .and_then(Register::find)
        .and_then(Register::unit)
        .or(of_row)
        .or_else(|| Unit::find(&head));
    let hints = hints(options, &head, "", false);
    let mut reader = ValueReader::new(matrix.cells(grid), notes);
    let located = matrix.read(grid, wanted, &hints, &mut reader, notes)?;
    reader.finish(notes)?;
    Ok((located, options.unit.or(unit)))
}

/// Rows of a plain column: all from the first to the last number.
fn plain_rows(grid: &Grid<'_>, layout: &Layout, column: usize, wanted: impl Fn(usize) -> bool) -> Vec<usize> {
    let is_number = |row: &usize| {
        matches!(super::kind::kind(grid.cell(*row, column)), super::kind::Kind::Number) && wanted(*row)
    };
    let last = (layout.start..grid.height()).rev().find(is_number).unwrap_or(layout.start);
    // A word beside the last number makes it a total.
    let is_total = |row: usize| {
        let named = |text: &str| {
            let text = text.to_lowercase();
            ["summe", "gesamt", "total", "sum", "mittel"].iter().any(|word| text.contains(word))
        };
        grid.row(row).iter().any(|cell| named(cell.text()))
    };
    (layout.start..=last).filter(|row| wanted(*row) && !is_total(*row)).collect()
}

/// Values with their lines; in a single column, blank lines between them are gaps.
fn with_blank_lines(
    grid: &Grid<'_>,
    rows: &[usize],
    reader: &mut ValueReader,
    column: usize,
) -> Vec<(usize, Option<f64>)> {
    let lines =
        rows.first().zip(rows.last()).map_or(0, |(first, last)| grid.line(*last) - grid.line(*first) + 1);
    // Where every second line is blank, they are none.
    let few_blank = grid.columns == 1 && lines < rows.len() + rows.len() / 20;
    let mut values = Vec::with_capacity(rows.len());
    for row in rows {
        let line = grid.line(*row);
        while few_blank && values.last().is_some_and(|(last, _)| last + 1 < line) {
            let next = values.last().map_or(0, |(last, _)| last + 1);
            values.push((next, None));
        }
        values.push((line, reader.read(grid.cell(*row, column), line)));
    }
    values
}

fn not_a_table(grid: &Grid<'_>) -> Stop {
    let formulas = (0..grid.columns)
        .map(|column| super::kind::Counts::of(grid, column, grid.sample()))
        .any(|counts| counts.is_formula());
    if formulas {
        let count = grid.height();
        return Stop::file(RejectReason::FormulasWithoutValues { count });
    }
    Stop::file(RejectReason::NotATable { format: None })
}

/// What the user says and what the words of the file say about stamps.
fn hints(options: &ImportOptions, head: &str, stamp_heading: &str, range: bool) -> Hints {
    let words: Vec<&str> = stamp_heading.split(|c: char| !c.is_alphanumeric()).collect();
    let has = |any: &[&str]| any.iter().any(|word| words.contains(word));
    let start = has(&["von", "ab", "from", "start"])
        || stamp_heading.contains("beginn")
        || stamp_heading.contains("anfang");
    let end = has(&["bis", "to", "until", "end"]) || stamp_heading.contains("ende");
    let written_rule = match (start, end) {
        (true, false) => Some(StampRule::Start),
        (false, true) => Some(StampRule::End),
        _ => None,
    };
    Hints {
        zone: options.time_zone,
        rule: options.stamp,
        year: options.known_year(),
        written_zone: written_zone(stamp_heading).or_else(|| written_zone(head)),
        written_rule,
        range,
    }
}

/// The zone that a text names.
fn written_zone(text: &str) -> Option<TimeZone> {
    let text = text.to_lowercase();
    let word = |wanted: &str| text.split(|c: char| !c.is_alphanumeric()).any(|word| word == wanted);
    let summer = ["mesz", "cest"].iter().any(|name| word(name));
    let legal = ["sommerzeit", "europe/berlin", "gesetzliche zeit", "lokalzeit", "ortszeit", "local time"];
    if summer || legal.iter().any(|name| text.contains(name)) {
        return Some(TimeZone::Berlin);
    }
    let ahead = ["utc+1", "utc+01", "gmt+1", "gmt+01", "utc +1", "+01:00"];
    if ahead.iter().any(|name| text.contains(name))
        || word("mez")
        || word("cet")
        || text.contains("winterzeit")
        || text.contains("normalzeit")
    {
        return Some(TimeZone::STANDARD);
    }
    (word("utc") || word("gmt")).then_some(TimeZone::UTC)
}
