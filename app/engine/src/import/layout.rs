//! Which columns of a table hold time stamps and values, and in which row the data begin.

use super::grid::{Cell, Grid};
use super::kind::{Counts, Kind, NumericStamp, kind};
use super::number::NumberForm;
use super::obis::Register;
use super::report::ValueColumn;
use super::stamp::{DateOrder, parse_offset};
use super::unit::Unit;

/// Columns with time stamps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum StampColumns {
    /// None: the values stand alone.
    None,
    /// Date and time in one column.
    Joined(usize),
    /// Numbers that count time.
    Numeric(usize, NumericStamp),
    /// Date and time in two columns.
    Split { date: usize, time: usize },
    /// A date, and the number of the interval within the day, from `first` on.
    Numbered { date: usize, number: usize, first: i64 },
    /// One date per row and no time: daily values.
    Daily(usize),
}

/// What is where in a table.
#[derive(Debug)]
pub(super) struct Layout {
    pub stamps: StampColumns,
    /// Order of the parts of dates.
    pub order: DateOrder,
    /// Whether further stamp columns show that the first ones are the starts of the intervals.
    pub range: bool,
    /// Column with offsets from UTC.
    pub offset: Option<usize>,
    /// Column with OBIS codes.
    pub register: Option<usize>,
    /// Column with units.
    pub unit: Option<usize>,
    /// Columns with numbers that may be loads.
    pub values: Vec<usize>,
    /// First row of data.
    pub start: usize,
}

impl Layout {
    /// Looks at rows in the middle of the table; `None` if no column holds numbers.
    pub(super) fn find(grid: &Grid<'_>) -> Option<Self> {
        let counts: Vec<Counts> = (0..grid.columns)
            .map(|column| {
                let counts = Counts::of(grid, column, grid.sample());
                // Some programs write the date only in the first row of a day: then all rows count.
                if counts.empty * 2 > counts.rows {
                    Counts::of(grid, column, 0..grid.height())
                } else {
                    counts
                }
            })
            .collect();
        let which = |test: fn(&Counts) -> bool| {
            counts.iter().enumerate().filter(move |(_, counts)| test(counts)).map(|(column, _)| column)
        };
        let joined: Vec<usize> = which(Counts::is_joined).collect();
        let dates: Vec<usize> = which(Counts::is_date).filter(|column| !joined.contains(column)).collect();
        let times: Vec<usize> = which(Counts::is_time).collect();
        let numbers: Vec<usize> = which(Counts::is_value).collect();
        let numeric_stamp = || {
            numbers.iter().find_map(|column| {
                NumericStamp::of(&first_numbers(grid, *column)).map(|form| (*column, form))
            })
        };
        let stamps = match (joined.first(), dates.first(), times.first()) {
            (Some(_), ..) => StampColumns::Joined(best_joined(grid, &joined)),
            (None, Some(date), Some(time)) => StampColumns::Split { date: *date, time: *time },
            (None, date, None) => match (numeric_stamp(), date) {
                (Some((column, form)), _) => StampColumns::Numeric(column, form),
                (None, Some(date)) => numbered(grid, *date, &numbers),
                (None, None) => StampColumns::None,
            },
            (None, None, Some(_)) => StampColumns::None,
        };
        let used = |column: usize| match stamps {
            StampColumns::Numeric(used, _) | StampColumns::Numbered { number: used, .. } => used == column,
            _ => false,
        };
        let values: Vec<usize> =
            numbers.iter().copied().filter(|column| !used(*column) && !is_counter(grid, *column)).collect();
        let texts = |test: &dyn Fn(&str) -> bool| text_column(grid, test);
        let order = match stamps {
            StampColumns::Joined(date)
            | StampColumns::Split { date, .. }
            | StampColumns::Numbered { date, .. } => {
                // A month of rows has every day once.
                let step = (grid.height() / 4000).max(1);
                DateOrder::of((0..grid.height()).step_by(step).map(|row| grid.cell(row, date).text()))
            }
            _ => DateOrder::DayFirst,
        };
        let mut layout = Self {
            stamps,
            order,
            range: joined.len() > 1 && is_range(grid, &joined, order) || times.len() > 1 && joined.is_empty(),
            offset: texts(&is_offset),
            register: texts(&|text| Register::find(text).is_some()),
            unit: unit_column(grid),
            values,
            start: 0,
        };
        layout.start = (0..grid.height()).find(|row| layout.is_data(grid, *row))?;
        (!layout.values.is_empty()).then_some(layout)
    }

    /// The columns beside a day matrix that name registers and units.
    pub(super) fn of_matrix(grid: &Grid<'_>, start: usize) -> Self {
        let texts = |test: &dyn Fn(&str) -> bool| text_column(grid, test);
        Self {
            stamps: StampColumns::None,
            order: DateOrder::DayFirst,
            range: false,
            offset: None,
            register: texts(&|text| Register::find(text).is_some()),
            unit: unit_column(grid),
            values: Vec::new(),
            start,
        }
    }

    /// Whether a row has a stamp, if there are stamps, and a number.
    pub(super) fn is_data(&self, grid: &Grid<'_>, row: usize) -> bool {
        let is = |column: usize, kinds: &[Kind]| kinds.contains(&kind(grid.cell(row, column)));
        let stamped = match self.stamps {
            StampColumns::None => true,
            StampColumns::Joined(column) => is(column, &[Kind::Stamp, Kind::Date]),
            StampColumns::Numeric(column, _) | StampColumns::Numbered { number: column, .. } => {
                is(column, &[Kind::Number])
            }
            StampColumns::Split { time, .. } => is(time, &[Kind::Time]),
            StampColumns::Daily(column) => is(column, &[Kind::Date]),
        };
        stamped && self.values.iter().any(|column| is(*column, &[Kind::Number]))
    }

    /// Name and unit of a value column from the rows above the data.
    pub(super) fn describe(&self, grid: &Grid<'_>, column: usize) -> ValueColumn {
        let all = headings(grid, self.start, column);
        // The nearest heading, with the one above it where it is only a unit or the same as another column's.
        let nearest = all.last().copied().unwrap_or_default();
        let is_unit = Unit::of_word(nearest.trim_matches(['[', ']', '(', ')', ' '])).is_some();
        let is_shared = || {
            let other = |other: &usize| {
                *other != column && headings(grid, self.start, *other).last() == Some(&nearest)
            };
            self.values.iter().any(other)
        };
        let own = if is_unit || is_shared() { all.as_slice() } else { &all[all.len().saturating_sub(1)..] };
        let own = &own[own.len().saturating_sub(2)..];
        let own_unit = Unit::find(&own.join(" "));
        let of_column = || self.unit.and_then(|unit| Unit::of_word(grid.cell(self.start, unit).text()));
        let of_cell =
            || super::kind::without_unit(grid.cell(self.start, column).text()).map(|(_, unit)| unit);
        // What stands above the values speaks of all of them, but for the headings of other columns.
        let of_others =
            |row: usize, at: usize| row + 1 == self.start && at != column && self.values.contains(&at);
        let of_file = || Unit::find(&head_text_but(grid, self.start, &of_others));
        ValueColumn {
            index: column,
            name: own.join(" "),
            unit: own_unit.or_else(of_cell).or_else(of_column).or_else(of_file),
            unit_is_own: own_unit.is_some(),
        }
    }

    /// Heading of the column with the stamps.
    pub(super) fn stamp_heading(&self, grid: &Grid<'_>) -> String {
        let columns: &[usize] = match &self.stamps {
            StampColumns::None | StampColumns::Daily(_) => &[],
            StampColumns::Joined(column) | StampColumns::Numeric(column, _) => &[*column],
            StampColumns::Split { date, time } => &[*time, *date],
            StampColumns::Numbered { number, .. } => &[*number],
        };
        columns
            .iter()
            .flat_map(|column| headings(grid, self.start, *column))
            .collect::<Vec<_>>()
            .join(" ")
            .to_lowercase()
    }
}

/// The first column whose filled cells all pass a test.
fn text_column(grid: &Grid<'_>, test: &dyn Fn(&str) -> bool) -> Option<usize> {
    (0..grid.columns).find(|column| {
        let mut cells =
            grid.sample().map(|row| grid.cell(row, *column).text()).filter(|text| !text.is_empty());
        let first = cells.next();
        first.is_some_and(test) && cells.all(test)
    })
}

/// The column that names a unit in each row.
fn unit_column(grid: &Grid<'_>) -> Option<usize> {
    let column = text_column(grid, &|text| Unit::of_word(text).is_some())?;
    // W also marks true values (“wahrer Wert”) among substitutes.
    let is_w = grid.sample().any(|row| grid.cell(row, column).text() == "W");
    let is_named = || {
        (0..grid.height().min(40)).any(|row| {
            let heading = grid.cell(row, column).text().to_lowercase();
            heading.contains("einheit") || heading.contains("unit")
        })
    };
    (!is_w || is_named()).then_some(column)
}

/// Cells of a column in the rows just above the data; earlier ones are about the whole file.
pub(super) fn headings<'g>(grid: &'g Grid<'_>, start: usize, column: usize) -> Vec<&'g str> {
    // A row whose first cell stands alone above a wider table is no row of headings.
    let is_heading = |row: &usize| {
        column > 0 || grid.columns == 1 || grid.row(*row).iter().skip(1).any(|cell| !cell.is_empty())
    };
    (start.saturating_sub(3)..start)
        .filter(is_heading)
        .map(|row| grid.cell(row, column).text())
        .filter(|text| !text.is_empty())
        .collect()
}

/// All texts above the data.
pub(super) fn head_text(grid: &Grid<'_>, start: usize) -> String {
    head_text_but(grid, start, &|_, _| false)
}

/// The same without some cells, by row and column.
fn head_text_but(grid: &Grid<'_>, start: usize, without: &dyn Fn(usize, usize) -> bool) -> String {
    let of_row = |row: usize| grid.row(row).iter().enumerate().map(move |(at, cell)| (row, at, cell.text()));
    let cells = (0..start).flat_map(of_row);
    let cells =
        cells.filter(|(row, at, text)| !text.is_empty() && !without(*row, *at)).map(|(_, _, text)| text);
    cells.take(2000).collect::<Vec<_>>().join(" ")
}

/// Of several stamp columns the one that names its offset or UTC, else the first.
fn best_joined(grid: &Grid<'_>, columns: &[usize]) -> usize {
    let row = grid.sample().nth(1).unwrap_or(0);
    let has_offset = |column: &&usize| {
        super::stamp::parse_stamp(grid.cell(row, **column).text(), DateOrder::DayFirst)
            .is_some_and(|stamp| stamp.offset.is_some())
    };
    columns.iter().find(has_offset).or(columns.first()).copied().unwrap_or(0)
}

/// Whether the second stamp of a row is the end of the interval that the first one begins.
fn is_range(grid: &Grid<'_>, columns: &[usize], order: DateOrder) -> bool {
    let stamp = |row: usize, column: usize| super::rows::stamp_of_cell(grid.cell(row, column), order);
    let mut rows = grid.sample().filter(|row| !grid.cell(*row, columns[0]).is_empty()).take(20);
    rows.all(|row| {
        stamp(row, columns[0])
            .zip(stamp(row, columns[1]))
            .is_some_and(|(from, to)| (1..=60).contains(&(to.minute - from.minute)))
    })
}

/// `+01:00`, `MEZ`, but no negative number.
fn is_offset(text: &str) -> bool {
    let named = text.starts_with(|c: char| c.is_ascii_uppercase());
    let signed = matches!(text.as_bytes().first(), Some(b'+' | b'-')) && text.contains(':');
    (named || signed) && parse_offset(text).is_some()
}

/// A date beside a column that counts the intervals of each day.
fn numbered(grid: &Grid<'_>, date: usize, numbers: &[usize]) -> StampColumns {
    let found = numbers.iter().find_map(|column| {
        let values = first_numbers(grid, *column);
        let first = values.iter().copied().reduce(f64::min)?;
        let counts_up = values.windows(2).filter(|pair| pair[1] - pair[0] == 1.0).count();
        let largest = values.iter().copied().fold(0.0, f64::max) - first;
        let daily = [22.0, 23.0, 24.0, 46.0, 47.0, 49.0, 91.0, 95.0, 99.0].contains(&largest);
        ((first == 0.0 || first == 1.0) && daily && counts_up * 10 > values.len() * 9)
            .then_some((*column, first as i64))
    });
    match found {
        Some((number, first)) => StampColumns::Numbered { date, number, first },
        None => StampColumns::Daily(date),
    }
}

/// Up to 120 numbers of a column behind the head of the table.
fn first_numbers(grid: &Grid<'_>, column: usize) -> Vec<f64> {
    let start = grid.height() / 8;
    (start..grid.height())
        .take(120)
        .filter_map(|row| match grid.cell(row, column) {
            Cell::Number(number) => Some(*number),
            Cell::Text(text) => {
                let form =
                    if text.contains(',') { NumberForm::DecimalComma } else { NumberForm::DecimalPoint };
                form.parse(text)
            }
            _ => None,
        })
        .collect()
}

/// Whether a column only numbers the rows.
fn is_counter(grid: &Grid<'_>, column: usize) -> bool {
    let values = first_numbers(grid, column);
    values.len() > 20 && values.windows(2).all(|pair| pair[1] - pair[0] == 1.0)
}
