//! Which columns of a table hold time stamps and values, and in which rows the data stand.

use core::ops::Range;

use super::number::{NumberForm, is_gap, looks_numeric};
use super::report::{RejectReason, Stop, ValueColumn, short};
use super::stamp::{Stamp, parse_date, parse_stamp, parse_time};
use super::table::{Row, Table};
use super::unit::Unit;

/// Columns with time stamps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum StampColumns {
    /// None: the values stand alone.
    None,
    /// Date and time in one column.
    Joined(usize),
    /// Date and time in two columns.
    Split { date: usize, time: usize },
}

/// What is where in a table.
pub(super) struct Layout {
    pub stamps: StampColumns,
    pub value_columns: Vec<usize>,
}

impl Layout {
    /// Looks at rows in the middle of the table; `None` if no column holds numbers.
    pub(super) fn find(table: &Table<'_>) -> Option<Self> {
        let sample: Vec<&Row<'_>> = table.sample().collect();
        let share = |column: usize, test: &dyn Fn(&str) -> bool| {
            let hits = sample.iter().filter(|row| test(row.cell(column))).count();
            hits as f64 / sample.len().max(1) as f64
        };
        let columns = 0..table.columns;
        let joined = columns.clone().find(|column| {
            share(*column, &|cell| parse_stamp(cell).is_some()) > 0.9
                && share(*column, &|cell| cell.contains(':')) > 0.5
        });
        // All rows count here: some programs write the date only in the first row of a day.
        let is_date = |column: &usize| {
            let cells = table.rows.iter().map(|row| row.cell(*column)).filter(|cell| !cell.is_empty());
            let (dates, all) = cells.fold((0, 0), |(dates, all), cell| {
                (dates + usize::from(parse_date(cell).is_some()), all + 1)
            });
            dates * 10 > all * 9
        };
        let date = columns.clone().find(is_date);
        let time = columns.clone().find(|column| share(*column, &|cell| parse_time(cell).is_some()) > 0.9);
        let stamps = match (joined, date, time) {
            (Some(column), ..) => StampColumns::Joined(column),
            (None, Some(date), Some(time)) => StampColumns::Split { date, time },
            _ => StampColumns::None,
        };
        let is_stamp = |column: usize| share(column, &|cell| parse_stamp(cell).is_some()) > 0.9;
        let value_columns: Vec<usize> = columns
            .filter(|column| {
                let numbers = share(*column, &looks_numeric);
                numbers > 0.5
                    && numbers + share(*column, &is_gap) > 0.9
                    && !is_stamp(*column)
                    && !is_date(column)
                    && !is_counter(table, *column)
            })
            .collect();
        (!value_columns.is_empty()).then_some(Self { stamps, value_columns })
    }

    /// Rows with data: from the first to the last row with a stamp, or with a number where there are none.
    pub(super) fn data_rows(&self, table: &Table<'_>, column: usize) -> Range<usize> {
        let is_data = |row: &Row<'_>| match self.stamps {
            StampColumns::None => looks_numeric(row.cell(column)),
            StampColumns::Joined(stamp) => parse_stamp(row.cell(stamp)).is_some(),
            StampColumns::Split { time, .. } => parse_time(row.cell(time)).is_some(),
        };
        let start = table.rows.iter().position(is_data).unwrap_or(0);
        let end = table.rows.iter().rposition(is_data).map_or(0, |last| last + 1);
        start..end.max(start)
    }

    /// Name and unit of a value column from the rows above the data.
    pub(super) fn describe(&self, table: &Table<'_>, column: usize) -> ValueColumn {
        let head = &table.rows[..self.data_rows(table, column).start];
        // The heading of a column are the last rows above it; earlier ones are about the whole file.
        let near = &head[head.len().saturating_sub(3)..];
        let own: Vec<&str> =
            near.iter().map(|row| row.cell(column)).filter(|cell| !cell.is_empty()).collect();
        let own_unit = Unit::find(&own.join(" "));
        let file_unit = || {
            let words: Vec<&str> = head.iter().flat_map(|row| row.cells.iter().copied()).collect();
            Unit::find(&words.join(" "))
        };
        ValueColumn {
            index: column,
            name: own.join(" "),
            unit: own_unit.or_else(file_unit),
            unit_is_own: own_unit.is_some(),
        }
    }
}

/// Line and stamp of each row.
pub(super) fn read_stamps(rows: &[Row<'_>], stamps: StampColumns) -> Result<Vec<(usize, Stamp)>, Stop> {
    let mut day = None;
    rows.iter()
        .map(|row| {
            let (stamp, text) = match stamps {
                StampColumns::None => (None, String::new()),
                StampColumns::Joined(column) => (parse_stamp(row.cell(column)), row.cell(column).to_owned()),
                StampColumns::Split { date, time } => {
                    if !row.cell(date).is_empty() {
                        day = parse_date(row.cell(date));
                    }
                    let stamp =
                        day.zip(parse_time(row.cell(time))).map(|(date, time)| Stamp::new(date, time));
                    (stamp, format!("{} {}", row.cell(date), row.cell(time)))
                }
            };
            let bad = || Stop::line(row.line, RejectReason::BadStamp { text: short(&text) });
            stamp.map(|stamp| (row.line, stamp)).ok_or_else(bad)
        })
        .collect()
}

/// Whether a column only numbers the rows.
fn is_counter(table: &Table<'_>, column: usize) -> bool {
    let start = table.rows.len() / 8;
    let number = |row: &Row<'_>| NumberForm::DecimalPoint.parse(row.cell(column));
    let mut values = table.rows[start..].iter().take(200).map(number);
    let Some(Some(first)) = values.next() else { return false };
    let mut count = 0;
    values.enumerate().all(|(index, value)| {
        count += 1;
        value == Some(first + index as f64 + 1.0)
    }) && count > 20
}
