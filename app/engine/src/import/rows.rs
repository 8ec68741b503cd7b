//! Rows with one time stamp each.

use super::grid::{Cell, Grid};
use super::kind::{Kind, kind};
use super::layout::{Layout, StampColumns};
use super::number::NumberForm;
use super::report::{Notes, RejectReason, Stop, WarningCode, short};
use super::stamp::{DAY, DateOrder, Stamp, TimeOfDay, parse_date, parse_offset, parse_stamp, parse_time};
use super::zone::Switches;
use crate::time::CivilDate;

/// Most rows without a readable stamp, in percent.
const UNREADABLE_MAX_PERCENT: usize = 2;

/// A row with its stamp.
#[derive(Clone, Copy, Debug)]
pub(super) struct StampedRow {
    /// Row of the grid.
    pub row: usize,
    /// Line of the file.
    pub line: usize,
    /// Its stamp.
    pub stamp: Stamp,
}

/// The stamp in one cell.
pub(super) fn stamp_of_cell(cell: &Cell<'_>, order: DateOrder) -> Option<Stamp> {
    match cell {
        Cell::Text(text) => parse_stamp(text, order),
        Cell::Moment(serial) | Cell::Number(serial) => Stamp::of_serial(*serial),
        Cell::Formula => None,
    }
}

/// Rows with stamps in the order of the file.
pub(super) fn read(
    grid: &Grid<'_>,
    layout: &Layout,
    wanted: impl Fn(usize) -> bool,
    notes: &mut Notes,
) -> Result<Vec<StampedRow>, Stop> {
    let mut reader = Reader { layout, day: None, previous: None };
    let mut rows = Vec::with_capacity(grid.height());
    let mut unreadable = Vec::new();
    // Some programs write the date only in the second row of the first day.
    reader.start_day(grid);
    for row in layout.start..grid.height() {
        if !wanted(row) {
            continue;
        }
        match reader.stamp(grid, row) {
            Some(stamp) => rows.push(StampedRow { row, line: grid.line(row), stamp }),
            None => unreadable.push(row),
        }
    }
    // Rows behind the last stamp are totals and notes.
    let last = rows.last().map_or(0, |row| row.row);
    unreadable.retain(|row| *row < last);
    if unreadable.len() * 100 > rows.len() * UNREADABLE_MAX_PERCENT {
        let row = unreadable[0];
        let text = short(grid.row(row).first().map_or("", Cell::text));
        let reason = RejectReason::UnreadableStamps { text, count: unreadable.len() };
        return Err(Stop::line(grid.line(row), reason));
    }
    let lines: Vec<usize> = unreadable.iter().map(|row| grid.line(*row)).collect();
    notes.warn_rows(WarningCode::UnreadableRows, &lines);
    close_days_at_midnight(&mut rows);
    Ok(rows)
}

struct Reader<'l> {
    layout: &'l Layout,
    day: Option<CivilDate>,
    previous: Option<i64>,
}

impl Reader<'_> {
    fn start_day(&mut self, grid: &Grid<'_>) {
        let StampColumns::Split { date, time } = self.layout.stamps else { return };
        let start = self.layout.start;
        if !grid.cell(start, date).is_empty() {
            return;
        }
        // The first date belongs to these rows too, unless midnight lies between.
        let rows = start..grid.height().min(start + 300);
        let mut minutes = Vec::new();
        for row in rows {
            minutes.push(time_of(grid.cell(row, time)).map_or(0, |time| time.minute));
            if let Some(day) = date_of(grid.cell(row, date), self.layout.order) {
                let midnights = minutes.windows(2).filter(|pair| pair[1] < pair[0]).count();
                self.day = Some(day.plus_days(-(midnights as i64)));
                return;
            }
        }
    }

    fn stamp(&mut self, grid: &Grid<'_>, row: usize) -> Option<Stamp> {
        let layout = self.layout;
        let mut stamp = match layout.stamps {
            StampColumns::None => None,
            StampColumns::Joined(column) => stamp_of_cell(grid.cell(row, column), layout.order),
            StampColumns::Daily(column) => stamp_of_cell(grid.cell(row, column), layout.order),
            StampColumns::Numeric(column, form) => {
                number_of(grid.cell(row, column)).and_then(|n| form.stamp(n))
            }
            StampColumns::Split { date, time } => {
                let time = time_of(grid.cell(row, time))?;
                self.follow(grid.cell(row, date), time.minute);
                self.previous = Some(time.minute);
                self.day.map(|day| Stamp::new(day, time))
            }
            StampColumns::Numbered { date, number, first } => {
                let number = number_of(grid.cell(row, number))? - first as f64;
                let number = (0.0..300.0).contains(&number).then_some(number as i64)?;
                self.follow(grid.cell(row, date), number);
                self.previous = Some(number);
                // Placed on the minute when the step is known: the largest number of a day tells it.
                self.day.map(|day| Stamp::at(day.days_since_1970() * DAY + number))
            }
        }?;
        if let Some(offset) = layout.offset {
            stamp.offset = stamp.offset.or(parse_offset(grid.cell(row, offset).text()));
        }
        Some(stamp)
    }

    /// Takes the date of a row; where there is none, time that runs backwards begins the next day.
    fn follow(&mut self, date: &Cell<'_>, time: i64) {
        let written = if kind(date) == Kind::Empty { None } else { date_of(date, self.layout.order) };
        if written.is_some() {
            self.day = written;
        } else if self.previous.is_some_and(|previous| time < previous - 120) {
            self.day = self.day.map(|day| day.plus_days(1));
        }
    }
}

fn date_of(cell: &Cell<'_>, order: DateOrder) -> Option<CivilDate> {
    match cell {
        Cell::Text(text) => parse_date(text, order)
            .or_else(|| parse_stamp(text, order).map(|stamp| Stamp::date(stamp.minute)))
            // Remarks may stand beside the date: “(Zeitumstellung) 28.03.10”.
            .or_else(|| text.split_whitespace().find_map(|word| parse_date(word, order))),
        _ => stamp_of_cell(cell, order).map(|stamp| Stamp::date(stamp.minute)),
    }
}

/// The time of day in a cell.
pub(super) fn time_of(cell: &Cell<'_>) -> Option<TimeOfDay> {
    match cell {
        Cell::Text(text) => parse_time(text),
        // Some programs add a day to the time of day, such as 0 or 1 January 1900.
        Cell::Moment(serial) | Cell::Number(serial) if (0.0..2.0).contains(serial) => {
            let minute = libm::round(serial * DAY as f64) as i64;
            let minute = if minute > DAY { minute - DAY } else { minute };
            Some(TimeOfDay { minute, offset: None, second: None, range: false })
        }
        _ => None,
    }
}

/// The number in a cell of a column that counts.
fn number_of(cell: &Cell<'_>) -> Option<f64> {
    match cell {
        Cell::Number(number) | Cell::Moment(number) => Some(*number),
        Cell::Text(text) => {
            let form = if text.contains(',') { NumberForm::DecimalComma } else { NumberForm::DecimalPoint };
            form.parse(text)
        }
        Cell::Formula => None,
    }
}

/// Numbers of intervals become minutes of the day.
pub(super) fn spread_numbers(rows: &mut [StampedRow]) {
    let largest = rows.iter().map(|row| row.stamp.minute.rem_euclid(DAY)).max().unwrap_or(0);
    let step = match largest {
        0..=24 => 60,
        25..=49 => 30,
        50..=99 => 15,
        _ => 5,
    };
    for row in rows {
        let number = row.stamp.minute.rem_euclid(DAY);
        row.stamp.minute += number * (step - 1);
    }
}

/// Where a day in March has an hour less and one in October an hour more, the numbers are the order in time: the
/// rows of these days count from midnight on, whatever clocks show.
pub(super) fn count_through_switches(rows: &mut [StampedRow]) {
    let Some(middle) = rows.get(rows.len() / 2).map(|row| row.stamp.minute) else { return };
    let switches = Switches::of(Stamp::date(middle).year);
    let (spring, autumn) = (switches.spring.div_euclid(DAY), switches.autumn.div_euclid(DAY));
    let minute = |row: &StampedRow, day: i64| row.stamp.minute - day * DAY;
    let first_of = |rows: &[StampedRow], day: i64| rows.iter().position(|row| minute(row, day) == 0);
    let Some(start) = first_of(rows, spring) else { return };
    let step = rows.get(start + 1).map_or(0, |row| minute(row, spring));
    // A short day ends an hour before midnight.
    let end = start + rows[start..].iter().take_while(|row| minute(row, spring) < DAY).count();
    if step > 0 && minute(&rows[end - 1], spring) == DAY - 60 - step {
        rows[start..end].iter_mut().for_each(|row| row.stamp.offset = Some(60));
    }
    // A long day goes on for an hour after midnight, and then the next one begins at midnight again.
    let Some(start) = first_of(rows, autumn) else { return };
    let rises =
        rows[start..].windows(2).take_while(|pair| pair[1].stamp.minute > pair[0].stamp.minute).count();
    let end = start + rises + 1;
    if step > 0 && minute(&rows[end - 1], autumn) == DAY + 60 - step {
        rows[start..end].iter_mut().for_each(|row| row.stamp.offset = Some(120));
    }
}

/// Some programs write the end of a day as 00:00 of the same day.
fn close_days_at_midnight(rows: &mut [StampedRow]) {
    let is_close = |pair: &[StampedRow]| {
        let back = pair[0].stamp.minute - pair[1].stamp.minute;
        pair[1].stamp.minute.rem_euclid(DAY) == 0 && (DAY - 60..DAY).contains(&back)
    };
    let days = rows.len() / 300 + 20;
    if rows.windows(2).filter(|pair| is_close(pair)).count() * 2 < days.min(200) {
        return;
    }
    let closes: Vec<usize> =
        rows.windows(2).enumerate().filter(|(_, pair)| is_close(pair)).map(|(index, _)| index + 1).collect();
    for index in closes {
        rows[index].stamp.minute += DAY;
    }
}
