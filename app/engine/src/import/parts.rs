//! Stamps in parts: year, month, day and hour in columns of their own, and times of day without a colon.

use std::borrow::Cow;

use super::grid::{Cell, Grid};
use super::kind::Counts;
use super::stamp::DAY;

/// Most columns of such a table; wider ones are day matrices.
const COLUMNS_MAX: usize = 20;
/// Rows in which headings are looked for.
const HEAD_ROWS: usize = 40;
/// Rows whose times must follow each other in equal steps.
const ROWS_LOOKED_AT: usize = 300;
/// Steps, in minutes, by which times without a colon are told from other numbers.
const STEPS: [i64; 5] = [5, 10, 15, 30, 60];

/// The table with whole stamps, if it has them in parts.
pub(super) fn joined<'a>(grid: &Grid<'a>) -> Option<Grid<'a>> {
    if grid.columns > COLUMNS_MAX {
        return None;
    }
    let counts: Vec<Counts> =
        (0..grid.columns).map(|column| Counts::of(grid, column, grid.sample())).collect();
    if counts.iter().any(|counts| counts.is_joined() || counts.is_time()) {
        return None;
    }
    if counts.iter().any(Counts::is_date) {
        let column = (0..grid.columns).find(|column| is_clock(grid, *column))?;
        return Some(with_colons(grid, column));
    }
    let (head, parts) =
        (0..grid.height().min(HEAD_ROWS)).find_map(|row| Some((row, Parts::named(grid, row)?)))?;
    let rows = || grid.sample().filter(move |row| *row > head);
    let stamped = rows().filter(|row| parts.stamp(grid, *row).is_some()).count();
    (stamped * 10 > rows().count() * 9).then(|| parts.join(grid, head))
}

/// Columns with the parts of a stamp.
#[derive(Debug)]
struct Parts {
    year: usize,
    month: usize,
    day: usize,
    hour: usize,
    minute: Option<usize>,
}

impl Parts {
    /// The columns that a row of headings names.
    fn named(grid: &Grid<'_>, row: usize) -> Option<Self> {
        let find = |names: &[&str]| {
            grid.row(row).iter().position(|cell| {
                let name = cell.text().trim().to_lowercase();
                names.contains(&name.as_str())
            })
        };
        Some(Self {
            year: find(&["jahr", "year"])?,
            month: find(&["monat", "month"])?,
            day: find(&["tag", "day"])?,
            hour: find(&["stunde", "hour"])?,
            minute: find(&["minute", "minuten", "minutes", "min"]),
        })
    }

    fn holds(&self, column: usize) -> bool {
        [self.year, self.month, self.day, self.hour].contains(&column) || self.minute == Some(column)
    }

    /// `2023-12-31 23:45`
    fn stamp(&self, grid: &Grid<'_>, row: usize) -> Option<String> {
        let part = |column: usize| whole_number(grid.cell(row, column));
        let minute = match self.minute {
            Some(column) => part(column)?,
            None => 0,
        };
        let (year, month, day, hour) =
            (part(self.year)?, part(self.month)?, part(self.day)?, part(self.hour)?);
        Some(format!("{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}"))
    }

    /// The table with the stamps in its first column.
    fn join<'a>(&self, grid: &Grid<'a>, head: usize) -> Grid<'a> {
        let mut joined = Grid::default();
        for row in 0..grid.height() {
            joined.start_row(grid.line(row));
            joined.push(match self.stamp(grid, row) {
                Some(stamp) if row > head => Cell::Text(Cow::Owned(stamp)),
                // What stands above the table may name the unit, and a word below it a total.
                _ if row != head => grid.cell(row, 0).clone(),
                _ => Cell::Text(Cow::Borrowed("")),
            });
            for (column, cell) in grid.row(row).iter().enumerate() {
                if !self.holds(column) {
                    joined.push(cell.clone());
                }
            }
        }
        joined.finish();
        joined
    }
}

fn whole_number(cell: &Cell<'_>) -> Option<u32> {
    match cell {
        Cell::Number(number) if number.fract() == 0.0 && (0.0..10_000.0).contains(number) => {
            Some(*number as u32)
        }
        Cell::Text(text) => text.parse().ok(),
        _ => None,
    }
}

/// Whether a column holds times of day without a colon.
fn is_clock(grid: &Grid<'_>, column: usize) -> bool {
    let start = grid.height() / 8;
    let rows = (start..grid.height()).take(ROWS_LOOKED_AT);
    let count = rows.len();
    let minutes: Vec<i64> = rows.filter_map(|row| minute_of_day(grid.cell(row, column))).collect();
    let distance = |pair: &[i64]| (pair[1] - pair[0]).rem_euclid(DAY);
    let step = minutes.get(..2).map_or(0, distance);
    let regular = minutes.windows(2).filter(|pair| distance(pair) == step).count();
    STEPS.contains(&step) && minutes.len() * 10 > count * 9 && regular * 10 > minutes.len() * 9
}

/// Minute of the day of `0015`, `15`, `00.15` and `001500`.
fn minute_of_day(cell: &Cell<'_>) -> Option<i64> {
    let text: Cow<'_, str> = match cell {
        Cell::Number(number) if number.fract() == 0.0 && (0.0..2401.0).contains(number) => {
            Cow::Owned(format!("{number}"))
        }
        Cell::Text(text) => Cow::Borrowed(&**text),
        _ => return None,
    };
    let (hour, minute) = match text.split_once(['.', ',']) {
        Some((hour, minute)) if minute.len() == 2 => (hour, minute),
        Some(_) => return None,
        None if !text.bytes().all(|byte| byte.is_ascii_digit()) => return None,
        None => match text.len() {
            1 | 2 => ("0", &*text),
            3 | 4 => text.split_at(text.len() - 2),
            6 if text.ends_with("00") => text[..4].split_at(2),
            _ => return None,
        },
    };
    let number = |text: &str| {
        let digits = (1..=2).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
        digits.then(|| text.parse::<i64>().ok()).flatten()
    };
    let (hour, minute) = (number(hour)?, number(minute)?);
    (minute < 60 && hour * 60 + minute <= DAY).then_some(hour * 60 + minute)
}

/// The table with `00:15` in the place of `0015`.
fn with_colons<'a>(grid: &Grid<'a>, clock: usize) -> Grid<'a> {
    let mut written = Grid::default();
    for row in 0..grid.height() {
        written.start_row(grid.line(row));
        for (column, cell) in grid.row(row).iter().enumerate() {
            let minute = minute_of_day(cell).filter(|_| column == clock);
            written.push(match minute {
                Some(minute) => Cell::Text(Cow::Owned(format!("{:02}:{:02}", minute / 60, minute % 60))),
                None => cell.clone(),
            });
        }
    }
    written.finish();
    written
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_of_day_are_read_without_a_colon() {
        let read = |text: &'static str| minute_of_day(&Cell::Text(Cow::Borrowed(text)));
        for (text, minute) in [
            ("0", 0),
            ("45", 45),
            ("0015", 15),
            ("115", 75),
            ("2345", 1425),
            ("2400", 1440),
            ("00.15", 15),
            ("23,45", 1425),
            ("234500", 1425),
        ] {
            assert_eq!(read(text), Some(minute), "{text}");
        }
        for text in ["60", "2401", "1.5", "-1", "", "12.345", "234501", "x", "1ä", "99.15"] {
            assert_eq!(read(text), None, "{text}");
        }
        assert_eq!(minute_of_day(&Cell::Number(1815.0)), Some(18 * 60 + 15));
        assert_eq!(minute_of_day(&Cell::Number(0.25)), None);
    }
}
