//! Day matrices: one row per day, one column per interval.

use super::StampRule;
use super::clock::Hints;
use super::grid::{Cell, Grid};
use super::intervals::{Interval, Located};
use super::kind::{Counts, Kind, kind};
use super::report::{Notes, Question, Stop};
use super::rows::{stamp_of_cell, time_of};
use super::stamp::{DAY, DateOrder, Stamp, complete_years};
use super::values::ValueReader;
use super::zone::{Switches, TimeZone};

/// Intervals per day that are read.
const PER_DAY: [usize; 5] = [24, 48, 96, 144, 288];
/// Fewest number columns of a matrix.
const WIDTH_MIN: usize = 22;
/// Up to this height all rows are looked at, not only a sample.
const ROWS_ALL: usize = 1000;
/// Most columns before the date.
const DATE_COLUMNS: usize = 8;

/// Where the parts of a day matrix are.
#[derive(Debug)]
pub(super) struct Matrix {
    date: usize,
    /// Columns of the intervals in order of time.
    columns: Vec<usize>,
    /// Those that only the day with 25 hours fills.
    extra: Vec<usize>,
    per_day: usize,
    order: DateOrder,
    /// First row of data.
    pub start: usize,
    rule: Option<StampRule>,
}

/// What a column of a matrix is called: minute of the day, and whether it is the second of two.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Label {
    minute: i64,
    second: bool,
}

impl Matrix {
    /// The matrix in a table, if there is one.
    pub(super) fn find(grid: &Grid<'_>) -> Option<Self> {
        if grid.columns < WIDTH_MIN {
            return None;
        }
        // The day with 25 hours may be the only one that fills the last columns.
        let all = grid.height() <= ROWS_ALL;
        let counts: Vec<Counts> = (0..grid.columns)
            .map(|column| {
                if all {
                    Counts::of(grid, column, 0..grid.height())
                } else {
                    Counts::of(grid, column, grid.sample())
                }
            })
            .collect();
        let date = (0..grid.columns.min(DATE_COLUMNS)).find(|column| {
            counts[*column].is_date() && counts[*column].dates * 10 > counts[*column].rows * 7
                || counts[*column].is_joined()
                    && grid.sample().all(|row| is_midnight(grid.cell(row, *column)))
        })?;
        let numeric = |column: usize| counts[column].is_value();
        if (date + 1..grid.columns).filter(|column| numeric(*column)).count() < WIDTH_MIN {
            return None;
        }
        let order = DateOrder::of((0..grid.height()).map(|row| grid.cell(row, date).text()));
        let filled = |row: usize| {
            grid.row(row).iter().skip(date + 1).filter(|cell| kind(cell) == Kind::Number).count()
        };
        let start = (0..grid.height())
            .find(|row| stamp_of_cell(grid.cell(*row, date), order).is_some() && filled(*row) >= WIDTH_MIN)?;
        let first_value = (date + 1..grid.columns).find(|column| numeric(*column))?;
        let (mut columns, labels) = label_columns(grid, start, date).unwrap_or_else(|| {
            // Contiguous numbers; the last one may be a total.
            let mut end =
                (first_value..grid.columns).find(|column| !numeric(*column)).unwrap_or(grid.columns);
            let widest = (start..grid.height()).map(|row| grid.row(row).len()).max().unwrap_or(0);
            let hour = (end - first_value) / 24;
            let any_number = |column: usize| {
                (start..grid.height()).any(|row| kind(grid.cell(row, column)) == Kind::Number)
            };
            if PER_DAY.contains(&(end - first_value))
                && widest >= end + hour
                && (end..end + hour).all(any_number)
            {
                end += hour;
            }
            let width = end - first_value;
            let is_day = |width: usize| {
                PER_DAY.iter().any(|per_day| width == *per_day || width == per_day + per_day / 24)
            };
            let is_full =
                |column: usize| counts.get(column).is_some_and(|counts| counts.numbers * 2 > counts.rows);
            let total = (!is_day(width) || width == 25 && is_full(end - 1)) && is_day(width - 1);
            ((first_value..end - usize::from(total)).collect(), Vec::new())
        });
        let per_day = PER_DAY
            .into_iter()
            .find(|per_day| columns.len() == *per_day || columns.len() == per_day + per_day / 24)?;
        let step = DAY / per_day as i64;
        let rule =
            labels.first().map(|label| if label.minute == step { StampRule::End } else { StampRule::Start });
        let mut extra = Vec::new();
        if columns.len() > per_day {
            let hour = per_day / 24;
            if labels.is_empty() {
                // The emptiest columns; of equal ones the last.
                let mut by_fill = columns.clone();
                by_fill.sort_by_key(|column| {
                    (counts.get(*column).map_or(0, |counts| counts.numbers), usize::MAX - column)
                });
                extra = by_fill.into_iter().take(hour).collect();
            } else {
                let lead = if rule == Some(StampRule::End) { step } else { 0 };
                let mut ordered: Vec<(i64, bool, usize)> = Vec::new();
                for (column, label) in columns.iter().zip(&labels) {
                    let minute = (label.minute - lead).rem_euclid(DAY);
                    let second =
                        label.second || ordered.iter().any(|(known, second, _)| *known == minute && !second);
                    ordered.push((minute, second, *column));
                }
                extra = ordered.iter().filter(|(_, second, _)| *second).map(|(.., column)| *column).collect();
                // The second 02:15 comes behind the first 02:45.
                let place = |minute: i64, second: bool| minute + if second || minute >= 180 { 60 } else { 0 };
                ordered.sort_by_key(|(minute, second, _)| place(*minute, *second));
                columns = ordered.into_iter().map(|(.., column)| column).collect();
            }
            if extra.len() != hour {
                return None;
            }
        }
        Some(Self { date, columns, extra, per_day, order, start, rule })
    }

    /// The cells of the intervals.
    pub(super) fn cells<'g>(&'g self, grid: &'g Grid<'g>) -> impl Iterator<Item = &'g Cell<'g>> {
        (self.start..grid.height())
            .flat_map(move |row| self.columns.iter().map(move |column| grid.cell(row, *column)))
    }

    /// The intervals of the rows that are wanted.
    pub(super) fn read(
        &self,
        grid: &Grid<'_>,
        wanted: impl Fn(usize) -> bool,
        hints: &Hints,
        reader: &mut ValueReader,
        notes: &mut Notes,
    ) -> Result<Located, Stop> {
        let mut days: Vec<(usize, i64, Vec<Option<f64>>)> = Vec::new();
        let order = self.order;
        for row in (self.start..grid.height()).filter(|row| wanted(*row)) {
            let Some(stamp) = stamp_of_cell(grid.cell(row, self.date), order) else { continue };
            let line = grid.line(row);
            let values =
                self.columns.iter().map(|column| reader.read(grid.cell(row, *column), line)).collect();
            days.push((line, stamp.minute, values));
        }
        complete_years(&mut days, |(_, minute, _)| minute, |(line, ..)| *line, hints.year, notes);
        for (_, day, _) in &mut days {
            *day = day.div_euclid(DAY);
        }
        let zone = self.zone(&days, hints, notes);
        notes.found.first_stamp = days.first().map(|(_, day, _)| Stamp::date(day * DAY).to_string());
        notes.found.last_stamp = days.last().map(|(_, day, _)| Stamp::date(day * DAY).to_string());
        notes.found.stamps = hints.rule.or(self.rule);
        notes.found.time_zone = Some(zone);
        let step = DAY / self.per_day as i64;
        let mut intervals = Vec::with_capacity(days.len() * self.per_day);
        for (line, day, values) in days {
            let midnight = day * DAY;
            let utc = match zone {
                TimeZone::Fixed(minutes) => midnight - i64::from(minutes),
                TimeZone::Berlin => midnight - zone.offset_at(midnight - 60),
            };
            let values =
                if zone == TimeZone::Berlin { self.of_summer_time(day, values) } else { self.usual(values) };
            intervals.extend((0..).zip(values).map(|(index, value)| Interval {
                line,
                start: utc + index * step,
                value,
            }));
        }
        Ok(Located { intervals, step, zone, backwards: false, left_out: Vec::new() })
    }

    fn zone(&self, days: &[(usize, i64, Vec<Option<f64>>)], hints: &Hints, notes: &mut Notes) -> TimeZone {
        if let Some(zone) = hints.zone {
            return zone;
        }
        let dates = || days.iter().map(|(_, day, _)| *day);
        let (Some((_, middle, _)), Some(first), Some(last)) =
            (days.get(days.len() / 2), dates().min(), dates().max())
        else {
            return TimeZone::STANDARD;
        };
        let switches = Switches::within(first * DAY, middle * DAY, (last + 1) * DAY);
        let filled = |switch: i64| {
            let day = days.iter().find(|(_, day, _)| *day == switch.div_euclid(DAY));
            day.map(|(.., values)| values.iter().flatten().count())
        };
        let hour = self.per_day / 24;
        match (filled(switches.spring), filled(switches.autumn)) {
            (Some(spring), _) if spring == self.per_day - hour => TimeZone::Berlin,
            (_, Some(autumn)) if autumn == self.per_day + hour => TimeZone::Berlin,
            (Some(spring), _) if spring == self.per_day => match hints.written_zone {
                Some(zone @ TimeZone::Fixed(_)) => zone,
                _ => TimeZone::STANDARD,
            },
            _ => hints.written_zone.unwrap_or_else(|| {
                notes.questions.push(Question::TimeZone);
                TimeZone::STANDARD
            }),
        }
    }

    /// The values of a day with 24 hours.
    fn usual(&self, values: Vec<Option<f64>>) -> Vec<Option<f64>> {
        let is_extra = |index: &usize| self.extra.contains(&self.columns[*index]);
        (0..values.len()).filter(|index| !is_extra(index)).map(|index| values[index]).collect()
    }

    /// The values of a day of legal time in order, 23 or 25 hours of them when clocks change.
    fn of_summer_time(&self, day: i64, mut values: Vec<Option<f64>>) -> Vec<Option<f64>> {
        let switches = Switches::of(Stamp::date(day * DAY).year);
        let hour = self.per_day / 24;
        if day == switches.spring.div_euclid(DAY) {
            let mut values = self.usual(values);
            if values[2 * hour..3 * hour].iter().all(Option::is_none) {
                values.drain(2 * hour..3 * hour);
            } else {
                values.truncate(self.per_day - hour);
            }
            return values;
        }
        if day == switches.autumn.div_euclid(DAY) {
            if self.extra.is_empty() {
                // The second of the double hour is not in the file.
                values.splice(3 * hour..3 * hour, std::iter::repeat_n(None, hour));
            }
            return values;
        }
        self.usual(values)
    }
}

fn is_midnight(cell: &Cell<'_>) -> bool {
    cell.is_empty()
        || stamp_of_cell(cell, DateOrder::DayFirst).is_none_or(|stamp| stamp.minute.rem_euclid(DAY) == 0)
}

/// Columns whose heading is a time of day, or the number of an interval.
fn label_columns(grid: &Grid<'_>, start: usize, date: usize) -> Option<(Vec<usize>, Vec<Label>)> {
    (0..start).rev().take(5).find_map(|row| {
        let cells = || grid.row(row).iter().enumerate().skip(date + 1);
        let times: Vec<(usize, Label)> = cells()
            .filter_map(|(column, cell)| {
                let time = time_of(cell)?;
                Some((column, Label { minute: time.minute, second: time.second == Some(true) }))
            })
            .collect();
        // The numbers 0 and 1 could be times of day too, so times must be many different ones.
        if times.len() >= WIDTH_MIN && !matches!(grid.cell(row, times[5].0), Cell::Number(_)) {
            return Some(times.into_iter().unzip());
        }
        let number = |cell: &Cell<'_>| match cell {
            Cell::Number(number) => Some(*number),
            Cell::Text(text) => text.trim_start_matches(|c: char| c.is_alphabetic() || c == ' ').parse().ok(),
            _ => None,
        };
        let mut numbered: Vec<usize> = Vec::new();
        let mut next = None;
        for (column, cell) in cells() {
            match (number(cell), next) {
                (Some(value), None) if value == 0.0 || value == 1.0 => next = Some(value + 1.0),
                (Some(value), Some(expected)) if value == expected => next = Some(value + 1.0),
                _ => continue,
            }
            numbered.push(column);
        }
        (numbered.len() >= WIDTH_MIN).then_some((numbered, Vec::new()))
    })
}

/// The table with rows and columns exchanged, if its columns are the days of a year.
pub(super) fn turned<'a>(grid: &Grid<'a>) -> Option<Grid<'a>> {
    const DAYS_MIN: usize = 300;
    let head = (0..grid.height().min(40)).find(|row| {
        grid.row(*row).iter().filter(|cell| matches!(kind(cell), Kind::Date)).count() >= DAYS_MIN
    })?;
    let mut turned = Grid::default();
    let width = grid.row(head).len();
    for column in 0..width {
        turned.start_row(column + 1);
        for row in head..grid.height() {
            turned.push(grid.cell(row, column).clone());
        }
    }
    turned.finish();
    Some(turned)
}
