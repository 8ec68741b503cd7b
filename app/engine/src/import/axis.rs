//! Puts readings with time stamps on the UTC+1 axis of their year.

use super::report::{ImportWarning, Question, RejectReason, Stop, WarningCode};
use super::stamp::{DAY, Stamp};
use super::{ClockRule, ImportOptions, StampRule};
use crate::series;
use crate::time::{CivilDate, TimeAxis, is_leap_year, last_sunday};

/// Longest gap in minutes that is filled.
const MAX_GAP_MINUTES: usize = 120;
/// Steps that are read, in minutes.
const STEPS: [i64; 5] = [5, 10, 15, 30, 60];
/// Minutes over the turn of the year within which readings of another time zone are moved.
const TURN: i64 = 120;

/// A value with its stamp.
pub(super) struct Reading {
    pub line: usize,
    pub stamp: Stamp,
    pub value: Option<f64>,
}

/// A series on the axis, in the unit of the file.
pub(super) struct Placed {
    pub values: Vec<f64>,
    pub step_minutes: usize,
    pub year: Option<i32>,
    pub stamp: Option<StampRule>,
    pub clock: Option<ClockRule>,
}

/// Orders, converts and completes readings.
pub(super) fn place(
    mut readings: Vec<Reading>,
    options: &ImportOptions,
    warnings: &mut Vec<ImportWarning>,
) -> Result<Placed, Stop> {
    let ends = readings.first().zip(readings.last());
    if ends.is_some_and(|(first, last)| first.stamp.minute > last.stamp.minute) {
        readings.reverse();
        warnings.push(ImportWarning::new(WarningCode::Reversed, readings.len()));
    }
    let step = usual_step(&readings)?;
    let rule = options.stamp.unwrap_or_else(|| stamp_rule(&readings, step));
    let lead = if rule == StampRule::End { step } else { 0 };
    let Some(middle) = readings.get(readings.len() / 2) else {
        return Err(Stop::file(RejectReason::NoValues));
    };
    let year = Stamp::date(middle.stamp.minute - lead).year;
    let switch = Switch::of(year);
    let clock = match options.clock {
        _ if readings.iter().all(|reading| reading.stamp.offset.is_some()) => ClockRule::WithOffset,
        Some(clock @ (ClockRule::SummerTime | ClockRule::StandardTime)) => clock,
        _ => switch.clock_of(&readings, step, lead)?,
    };
    let minutes = switch.standard_minutes(&readings, clock, rule)?;
    let mut grid = Grid::new(year, step);
    for (reading, minute) in readings.iter().zip(minutes) {
        grid.put(reading, minute - lead)?;
    }
    let values = grid.finish(warnings)?;
    Ok(Placed {
        values,
        step_minutes: step as usize,
        year: Some(year),
        stamp: Some(rule),
        clock: Some(clock),
    })
}

/// Fills gaps of up to two hours in a straight line; the year is a ring.
pub(super) fn fill_gaps(
    values: &[Option<f64>],
    lines: &[usize],
    step_minutes: usize,
    warnings: &mut Vec<ImportWarning>,
) -> Result<Vec<f64>, Stop> {
    let missing = values.iter().filter(|value| value.is_none()).count();
    let filled = series::fill_gaps(values, MAX_GAP_MINUTES / step_minutes).map_err(|gap| {
        let line = lines.get(gap.start).copied().filter(|line| *line > 0);
        let time = clock_text(gap.start * step_minutes);
        Stop::Reject { line, reason: RejectReason::LongGap { time, minutes: gap.steps * step_minutes } }
    })?;
    if missing > 0 {
        warnings.push(ImportWarning::new(WarningCode::GapsFilled, missing));
    }
    Ok(filled)
}

/// Month, day and time of a minute of the axis, for messages.
fn clock_text(minute_of_year: usize) -> String {
    let date = TimeAxis::new(2023).date(minute_of_year / 1440);
    let minute = minute_of_year % 1440;
    format!("{:02}-{:02} {:02}:{:02}", date.month, date.day, minute / 60, minute % 60)
}

/// The most frequent distance of two stamps.
fn usual_step(readings: &[Reading]) -> Result<i64, Stop> {
    let mut counts: Vec<(i64, usize)> = Vec::new();
    for pair in readings.windows(2) {
        let distance = pair[1].stamp.minute - pair[0].stamp.minute;
        if let Some((_, count)) = counts.iter_mut().find(|(known, _)| *known == distance) {
            *count += 1;
        } else if counts.len() < 50 {
            counts.push((distance, 1));
        }
    }
    let minutes = counts.into_iter().max_by_key(|(_, count)| *count).map_or(0, |(minutes, _)| minutes);
    if STEPS.contains(&minutes) {
        Ok(minutes)
    } else {
        Err(Stop::file(RejectReason::UnknownStep { minutes }))
    }
}

/// Start stamps begin a year at 00:00, end stamps finish it there.
fn stamp_rule(readings: &[Reading], step: i64) -> StampRule {
    let minutes = readings.iter().map(|reading| reading.stamp.minute);
    let first = minutes.clone().min().unwrap_or(0).rem_euclid(DAY);
    let last = minutes.max().unwrap_or(0).rem_euclid(DAY);
    if first != 0 && (last == 0 || first == step) { StampRule::End } else { StampRule::Start }
}

/// The two nights in which clocks change, in minutes of the clock since 1970.
struct Switch {
    /// 02:00 in March, when clocks jump to 03:00.
    spring: i64,
    /// 03:00 in October, when clocks fall back to 02:00.
    autumn: i64,
}

impl Switch {
    fn of(year: i32) -> Self {
        let night = |month, hour: i64| last_sunday(year, month).days_since_1970() * DAY + hour * 60;
        Self { spring: night(3, 2), autumn: night(10, 3) }
    }

    /// Tells the clock from the number of intervals on the two days: 23 or 25 hours mean summer time.
    fn clock_of(&self, readings: &[Reading], step: i64, lead: i64) -> Result<ClockRule, Stop> {
        let count = |switch: i64| {
            let day = switch.div_euclid(DAY);
            // One minute back puts the end stamp 24:00 on the day that it finishes.
            let on_day = |reading: &&Reading| (reading.stamp.minute - lead.min(1)).div_euclid(DAY) == day;
            readings.iter().filter(on_day).count() as i64
        };
        let (spring, autumn) = (count(self.spring), count(self.autumn));
        let (full, hour) = (DAY / step, 60 / step);
        let summer = spring == full - hour || autumn == full + hour;
        let standard = spring == full || autumn == full;
        match (summer, standard) {
            (true, false) => Ok(ClockRule::SummerTime),
            // In autumn, files that merge the double hour have a full day too; the spring decides.
            (true, true) if spring == full - hour => Ok(ClockRule::SummerTime),
            (false, true) => Ok(ClockRule::StandardTime),
            _ => Err(Stop::Ask(Question::Clock)),
        }
    }

    /// Minutes at UTC+1 since 1970 for each reading.
    fn standard_minutes(
        &self,
        readings: &[Reading],
        clock: ClockRule,
        rule: StampRule,
    ) -> Result<Vec<i64>, Stop> {
        let at_autumn = readings.iter().filter(|reading| reading.stamp.minute == self.autumn).count();
        // Stamps in the double hour that were already seen once.
        let mut seen: Vec<i64> = Vec::new();
        readings
            .iter()
            .map(|Reading { line, stamp, .. }| {
                let minute = stamp.minute;
                match (clock, stamp.offset) {
                    (_, Some(offset)) => Ok(minute - offset + 60),
                    (ClockRule::WithOffset, None) => {
                        Err(Stop::line(*line, RejectReason::BadStamp { text: String::new() }))
                    }
                    (ClockRule::StandardTime, None) => Ok(minute),
                    (ClockRule::SummerTime, None) => {
                        let double_until = self.autumn + i64::from(rule == StampRule::End && at_autumn > 1);
                        let summer = if (self.autumn - 60..double_until).contains(&minute) {
                            let second = stamp.second.unwrap_or_else(|| seen.contains(&minute));
                            seen.push(minute);
                            !second
                        } else {
                            (self.spring + 60..self.autumn).contains(&minute)
                        };
                        Ok(minute - if summer { 60 } else { 0 })
                    }
                }
            })
            .collect()
    }
}

/// The steps of a year, 29 February left out.
struct Grid {
    year: i32,
    step: i64,
    start: i64,
    length: i64,
    values: Vec<Option<f64>>,
    lines: Vec<usize>,
    leap_day: usize,
    outside: usize,
    turned: usize,
    duplicates: usize,
}

impl Grid {
    fn new(year: i32, step: i64) -> Self {
        let steps = (365 * DAY / step) as usize;
        Self {
            year,
            step,
            start: CivilDate::first_of_year(year).days_since_1970() * DAY,
            length: (365 + i64::from(is_leap_year(year))) * DAY,
            values: vec![None; steps],
            lines: vec![0; steps],
            leap_day: 0,
            outside: 0,
            turned: 0,
            duplicates: 0,
        }
    }

    fn put(&mut self, reading: &Reading, minute: i64) -> Result<(), Stop> {
        let mut minute_of_year = minute - self.start;
        if minute_of_year.rem_euclid(self.step) != 0 {
            let step_minutes = self.step as usize;
            return Err(Stop::line(reading.line, RejectReason::OffGrid { step_minutes }));
        }
        let inside = 0..self.length;
        if !inside.contains(&minute_of_year) {
            let near = (-TURN..self.length + TURN).contains(&minute_of_year);
            let turned = minute_of_year.rem_euclid(self.length);
            let free = self.lines[(turned.min(365 * DAY - 1) / self.step) as usize] == 0;
            // A file at UTC misses the first hour and has one too many at the end.
            if !(near && free && reading.stamp.offset.is_some()) {
                self.outside += 1;
                return Ok(());
            }
            self.turned += 1;
            minute_of_year = turned;
        }
        if is_leap_year(self.year) && minute_of_year >= 59 * DAY {
            if minute_of_year < 60 * DAY {
                self.leap_day += 1;
                return Ok(());
            }
            minute_of_year -= DAY;
        }
        let index = (minute_of_year / self.step) as usize;
        if self.lines[index] == 0 {
            self.values[index] = reading.value;
            self.lines[index] = reading.line;
        } else if self.values[index] == reading.value || reading.value.is_none() {
            self.duplicates += 1;
        } else if self.values[index].is_none() {
            self.duplicates += 1;
            self.values[index] = reading.value;
        } else {
            let time = clock_text(minute_of_year as usize);
            return Err(Stop::line(reading.line, RejectReason::Contradiction { time }));
        }
        Ok(())
    }

    fn finish(mut self, warnings: &mut Vec<ImportWarning>) -> Result<Vec<f64>, Stop> {
        // A few rows more than the year are fence posts; many are another period.
        if self.outside > (DAY / self.step) as usize {
            let reason = RejectReason::NotOneYear { year: self.year, outside: self.outside };
            return Err(Stop::file(reason));
        }
        let counts = [
            (WarningCode::LeapDayDropped, self.leap_day),
            (WarningCode::OutsideDropped, self.outside),
            (WarningCode::TurnedToUtc1, self.turned),
            (WarningCode::DuplicatesDropped, self.duplicates),
        ];
        warnings.extend(counts.iter().filter(|(_, n)| *n > 0).map(|(code, n)| ImportWarning::new(*code, *n)));
        self.name_gaps();
        fill_gaps(&self.values, &self.lines, self.step as usize, warnings)
    }

    /// Gives steps without a row the line of the row before them, so that a refusal can name it.
    fn name_gaps(&mut self) {
        let mut last = 0;
        for line in &mut self.lines {
            if *line == 0 {
                *line = last;
            } else {
                last = *line;
            }
        }
    }
}
