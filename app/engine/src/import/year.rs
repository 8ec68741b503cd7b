//! Puts intervals on the UTC+1 axis of one calendar year.

use std::collections::BTreeMap;

use super::intervals::{Interval, Located};
use super::report::{Notes, Question, RejectReason, Stop, WarningCode};
use super::stamp::{DAY, Stamp};
use super::zone::TimeZone;
use crate::time::{CivilDate, DAYS, TimeAxis, Weekday, is_leap_year};

/// Minutes that the axis is ahead of UTC.
const AXIS: i64 = 60;
/// A year counts as covered if not more than this is missing at either end.
const EDGE: i64 = DAY;
/// Minutes over the turn of the year within which readings of another time zone are moved.
const TURN: i64 = 14 * 60;
/// Most times with two different values, in percent.
const CONTRADICTIONS_MAX_PERCENT: usize = 1;

/// A series on the axis, in the unit of the file.
#[derive(Debug)]
pub(super) struct Placed {
    /// Values of the year; `None` where they are missing.
    pub values: Vec<Option<f64>>,
    /// Line of the file of each value, of the one before where there is none.
    pub lines: Vec<usize>,
    /// Start in the file, minutes of UTC.
    pub starts: Vec<i64>,
    /// Step in minutes.
    pub step: usize,
    /// Year of the axis.
    pub year: i32,
    /// Start of the first interval of the file.
    pub first_start: i64,
}

impl Placed {
    /// Start of an interval as the file dates it, whichever year it was moved to: ISO, at UTC+1. A missing one is
    /// counted from the last one before it.
    pub(super) fn time(&self, index: usize) -> String {
        let first = CivilDate::first_of_year(self.year).days_since_1970() * DAY - AXIS;
        let known = (0..=index).rev().find(|known| self.starts[*known] != i64::MIN);
        let (known, start) = known.map_or((0, first), |known| (known, self.starts[known]));
        let minute = start + ((index - known) * self.step) as i64 + AXIS;
        let of_day = minute.rem_euclid(DAY);
        format!("{}T{:02}:{:02}+01:00", Stamp::date(minute), of_day / 60, of_day % 60)
    }
}

#[cfg(test)]
impl Placed {
    /// Hours of 2023, each from the line with its number.
    pub(super) fn of_hours(values: Vec<Option<f64>>) -> Self {
        let count = values.len();
        let first = CivilDate::first_of_year(2023).days_since_1970() * DAY - AXIS;
        Self {
            values,
            lines: (1..=count).collect(),
            starts: (0..count as i64).map(|hour| first + hour * 60).collect(),
            step: 60,
            year: 2023,
            first_start: first,
        }
    }
}

/// Orders intervals and puts them on the axis of the wanted year, or of their own.
pub(super) fn place(located: Located, wanted: Option<i32>, notes: &mut Notes) -> Result<Placed, Stop> {
    let Located { mut intervals, step, zone, backwards, .. } = located;
    sort(&mut intervals, backwards, notes);
    on_grid(&mut intervals, step, notes)?;
    notes.found.step_minutes = Some(step as usize);
    let span = Span::choose(&intervals, step, wanted, notes)?;
    let mut grid = Grid::new(span, step);
    for interval in &intervals {
        grid.put(interval, zone);
    }
    let mut placed = grid.finish(notes)?;
    notes.found.year = Some(span.year());
    if let Some(year) = wanted
        && let Some(days) = span.shift_to(year)
    {
        rotate(&mut placed, days);
        placed.year = year;
        notes.warn(WarningCode::YearShift, days.unsigned_abs() as usize, []);
    }
    Ok(placed)
}

fn sort(intervals: &mut [Interval], backwards: bool, notes: &mut Notes) {
    let falls: Vec<usize> =
        intervals.windows(2).filter(|pair| pair[1].start < pair[0].start).map(|pair| pair[1].line).collect();
    if backwards {
        notes.warn(WarningCode::Unsorted, intervals.len(), intervals.iter().take(1).map(|first| first.line));
    } else {
        notes.warn_rows(WarningCode::Unsorted, &falls);
    }
    if !falls.is_empty() {
        intervals.sort_by_key(|interval| interval.start);
    }
}

/// Leaves out intervals between the steps; many of them are another step.
fn on_grid(intervals: &mut Vec<Interval>, step: i64, notes: &mut Notes) -> Result<(), Stop> {
    let off: Vec<usize> = intervals
        .iter()
        .filter(|interval| interval.start % step != 0)
        .map(|interval| interval.line)
        .collect();
    if off.len() * 100 > intervals.len() {
        return Err(Stop::line(off[0], RejectReason::IrregularStep { minutes: step }));
    }
    if !off.is_empty() {
        intervals.retain(|interval| interval.start % step == 0);
        notes.warn_rows(WarningCode::UnreadableRows, &off);
    }
    Ok(())
}

/// The intervals of the file that make up a year.
#[derive(Clone, Copy, Debug)]
enum Span {
    /// A calendar year.
    Calendar(i32),
    /// A year that begins on another day: minutes of UTC, and the calendar year in which it begins.
    Rolling { from: i64, to: i64, year: i32 },
}

impl Span {
    fn choose(
        intervals: &[Interval],
        step: i64,
        wanted: Option<i32>,
        notes: &mut Notes,
    ) -> Result<Self, Stop> {
        let (Some(first), Some(last)) = (intervals.first(), intervals.last()) else {
            return Err(Stop::file(RejectReason::NotATable { format: None }));
        };
        let whole = whole_years(intervals, step);
        match (whole.as_slice(), wanted) {
            ([_, ..], Some(wanted)) if whole.contains(&wanted) => return Ok(Self::Calendar(wanted)),
            ([only], _) => return Ok(Self::Calendar(*only)),
            ([_, .., last], None) => {
                notes.questions.push(Question::Year { years: whole.clone() });
                return Ok(Self::Calendar(*last));
            }
            ([.., last], Some(_)) => return Ok(Self::Calendar(*last)),
            ([], _) => {}
        }
        let date = |start: i64| Stamp::date(start + AXIS);
        let begins = date(first.start);
        let end = last.start + step;
        let has_leap_day = (begins.year..=begins.year + 1).any(|year| {
            let day = CivilDate { year, month: 2, day: 29 };
            is_leap_year(year) && (first.start..end).contains(&(day.days_since_1970() * DAY))
        });
        let length = (365 + i64::from(has_leap_day)) * DAY;
        let enough = intervals.len() as i64 * 2 > length / step;
        if end - first.start < length - EDGE || !enough {
            return Err(Stop::file(RejectReason::NotAFullYear {
                given: intervals.len(),
                from: Some(begins.to_string()),
                to: Some(date(last.start).to_string()),
            }));
        }
        if wanted.is_none() {
            notes.questions.push(Question::Year { years: vec![begins.year, date(last.start).year] });
        }
        Ok(Self::Rolling { from: first.start, to: first.start + length, year: begins.year })
    }

    const fn year(self) -> i32 {
        match self {
            Self::Calendar(year) | Self::Rolling { year, .. } => year,
        }
    }

    /// Days by which values move so that most weekdays are those of another year.
    fn shift_to(self, year: i32) -> Option<i64> {
        let own: Vec<Weekday> = match self {
            Self::Calendar(own) if own == year => return None,
            Self::Calendar(own) => (0..DAYS).map(|day| TimeAxis::new(own).date(day).weekday()).collect(),
            Self::Rolling { from, year: own, .. } => {
                let first = TimeAxis::new(own).day_index(Stamp::date(from + AXIS)).unwrap_or(0);
                let year_of = |day: usize| if day < first { own + 1 } else { own };
                (0..DAYS).map(|day| TimeAxis::new(year_of(day)).date(day).weekday()).collect()
            }
        };
        let axis = TimeAxis::new(year);
        let hits = |shift: i64| {
            (0..DAYS)
                .filter(|day| {
                    let source = (*day as i64 + shift).rem_euclid(DAYS as i64) as usize;
                    axis.date(*day).weekday() == own[source]
                })
                .count()
        };
        // The smallest shift of the best ones.
        [0, 1, -1, 2, -2, 3, -3].into_iter().rev().max_by_key(|shift| hits(*shift))
    }
}

/// Calendar years of which hardly anything is missing at the ends.
fn whole_years(intervals: &[Interval], step: i64) -> Vec<i32> {
    let mut years: BTreeMap<i32, (i64, i64, i64)> = BTreeMap::new();
    // Hundreds of intervals in a row are of one day.
    let (mut day, mut year) = (i64::MIN, 0);
    for interval in intervals {
        let minute = interval.start + AXIS;
        if minute.div_euclid(DAY) != day {
            day = minute.div_euclid(DAY);
            year = Stamp::date(minute).year;
        }
        let entry = years.entry(year).or_insert((minute, minute, 0));
        entry.1 = minute;
        entry.2 += 1;
    }
    let is_whole = |year: i32, (first, last, count): (i64, i64, i64)| {
        let start = CivilDate::first_of_year(year).days_since_1970() * DAY;
        let end = CivilDate::first_of_year(year + 1).days_since_1970() * DAY;
        first <= start + EDGE && last + step >= end - EDGE && count * 2 > (end - start) / step
    };
    years.into_iter().filter(|(year, ends)| is_whole(*year, *ends)).map(|(year, _)| year).collect()
}

/// The steps of the axis.
struct Grid {
    span: Span,
    step: i64,
    values: Vec<Option<f64>>,
    lines: Vec<usize>,
    starts: Vec<i64>,
    /// The day of the last interval: days since 1970, date and place in the year.
    day: (i64, CivilDate, Option<usize>),
    first_start: Option<i64>,
    leap_day: Vec<usize>,
    outside: Vec<(usize, i64)>,
    turned: Vec<usize>,
    duplicates: Vec<usize>,
    contradictions: Vec<usize>,
}

impl Grid {
    fn new(span: Span, step: i64) -> Self {
        let steps = DAYS * (DAY / step) as usize;
        Self {
            span,
            step,
            values: vec![None; steps],
            lines: vec![0; steps],
            starts: vec![i64::MIN; steps],
            day: (0, CivilDate::from_days_since_1970(0), Some(0)),
            first_start: None,
            leap_day: Vec::new(),
            outside: Vec::new(),
            turned: Vec::new(),
            duplicates: Vec::new(),
            contradictions: Vec::new(),
        }
    }

    fn put(&mut self, interval: &Interval, zone: TimeZone) {
        let minute = interval.start + AXIS;
        let day = minute.div_euclid(DAY);
        if day != self.day.0 {
            let date = CivilDate::from_days_since_1970(day);
            self.day = (day, date, TimeAxis::new(date.year).day_index(date));
        }
        let (_, date, _) = self.day;
        let date = match self.span {
            Span::Calendar(year) if date.year == year => date,
            Span::Rolling { from, to, .. } if (from..to).contains(&interval.start) => date,
            Span::Calendar(year) => {
                let from = CivilDate::first_of_year(year).days_since_1970() * DAY;
                let to = CivilDate::first_of_year(year + 1).days_since_1970() * DAY;
                // A file at UTC misses the first hour and has one too many at the end.
                let near = (from - TURN..to + TURN).contains(&minute);
                let other = matches!(zone, TimeZone::Fixed(_)) && zone != TimeZone::STANDARD;
                let turned = CivilDate { year, ..date };
                if !(near
                    && other
                    && self.index(turned, minute).is_some_and(|index| self.starts[index] == i64::MIN))
                {
                    self.outside.push((interval.line, minute));
                    return;
                }
                self.turned.push(interval.line);
                turned
            }
            Span::Rolling { .. } => {
                self.outside.push((interval.line, minute));
                return;
            }
        };
        let Some(index) = self.index(date, minute) else {
            self.leap_day.push(interval.line);
            return;
        };
        if self.starts[index] == i64::MIN {
            self.values[index] = interval.value;
            self.lines[index] = interval.line;
            self.starts[index] = interval.start;
            self.first_start =
                Some(self.first_start.map_or(interval.start, |first| first.min(interval.start)));
        } else if self.values[index] == interval.value || interval.value.is_none() {
            self.duplicates.push(interval.line);
        } else if self.values[index].is_none() {
            self.duplicates.push(interval.line);
            self.values[index] = interval.value;
        } else {
            self.contradictions.push(interval.line);
        }
    }

    /// Step of the axis; `None` on 29 February.
    fn index(&self, date: CivilDate, minute: i64) -> Option<usize> {
        let (_, last, place) = self.day;
        let day = if date == last { place } else { TimeAxis::new(date.year).day_index(date) }?;
        Some(day * (DAY / self.step) as usize + (minute.rem_euclid(DAY) / self.step) as usize)
    }

    fn finish(mut self, notes: &mut Notes) -> Result<Placed, Stop> {
        if self.contradictions.len() * 100 > self.values.len() * CONTRADICTIONS_MAX_PERCENT {
            let count = self.contradictions.len();
            return Err(Stop::line(self.contradictions[0], RejectReason::ContradictoryRows { count }));
        }
        notes.warn_rows(WarningCode::LeapYear, &self.leap_day);
        match self.outside.as_slice() {
            [(line, _)] => notes.warn(WarningCode::OneValueBeyondTheYear, 1, [*line]),
            many => notes.warn(WarningCode::OutsideTheYear, many.len(), many.iter().map(|(line, _)| *line)),
        }
        notes.warn_rows(WarningCode::TimeZoneShift, &self.turned);
        notes.warn_rows(WarningCode::DuplicateRows, &self.duplicates);
        notes.warn_rows(WarningCode::ContradictoryRows, &self.contradictions);
        // Steps without a row get the line of the row before them, so that a message can name it.
        let mut last = 0;
        for line in &mut self.lines {
            if *line == 0 {
                *line = last;
            } else {
                last = *line;
            }
        }
        Ok(Placed {
            values: self.values,
            lines: self.lines,
            starts: self.starts,
            step: self.step as usize,
            year: self.span.year(),
            first_start: self.first_start.unwrap_or(0),
        })
    }
}

/// Moves the series so that day `t` gets the values of day `t + days`; the year is a ring.
fn rotate(placed: &mut Placed, days: i64) {
    let steps = (days.rem_euclid(DAYS as i64) as usize) * (DAY as usize / placed.step);
    placed.values.rotate_left(steps);
    placed.lines.rotate_left(steps);
    placed.starts.rotate_left(steps);
}

/// Start of an interval in ISO 8601 with seconds, UTC.
pub(super) fn iso_utc(minute: i64) -> String {
    let of_day = minute.rem_euclid(DAY);
    format!("{}T{:02}:{:02}:00Z", Stamp::date(minute), of_day / 60, of_day % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn year_of(year: i32, from: i64, hours: i64) -> Located {
        let start = CivilDate::first_of_year(year).days_since_1970() * DAY - AXIS + from;
        let intervals = (0..hours)
            .map(|hour| Interval {
                line: hour as usize + 1,
                start: start + hour * 60,
                value: Some(hour as f64),
            })
            .collect();
        Located { intervals, step: 60, zone: TimeZone::STANDARD, backwards: false, left_out: Vec::new() }
    }

    #[test]
    fn a_calendar_year_keeps_its_place() {
        let mut notes = Notes::default();
        let placed = place(year_of(2023, 0, 8760), None, &mut notes).unwrap();
        assert!(notes.warnings.is_empty() && notes.questions.is_empty());
        assert_eq!(placed.values[17], Some(17.0));
        assert_eq!(iso_utc(placed.first_start), "2022-12-31T23:00:00Z");
    }

    #[test]
    fn a_wanted_year_keeps_the_weekdays() {
        // 2022 begins on a Saturday, 2023 on a Sunday: one day forward.
        let mut notes = Notes::default();
        let placed = place(year_of(2022, 0, 8760), Some(2023), &mut notes).unwrap();
        assert_eq!((placed.values[0], placed.values[8759]), (Some(24.0), Some(23.0)));
        assert_eq!(
            (placed.year, notes.warnings[0].code, notes.warnings[0].count),
            (2023, WarningCode::YearShift, 1)
        );
    }

    #[test]
    fn twelve_months_from_july_need_a_year() {
        let mut notes = Notes::default();
        let placed = place(year_of(2022, 181 * DAY, 8760), None, &mut notes).unwrap();
        assert_eq!(notes.questions, [Question::Year { years: vec![2022, 2023] }]);
        assert_eq!(placed.values[181 * 24], Some(0.0));
        let half = place(year_of(2022, 181 * DAY, 4380), None, &mut notes);
        assert!(matches!(
            half,
            Err(Stop::Reject { reason: RejectReason::NotAFullYear { given: 4380, .. }, .. })
        ));
    }
}
