//! Values without time stamps: a whole year in order, from 1 January 00:00 on.

use super::intervals::{Interval, Located};
use super::report::{Notes, Question, RejectReason, Stop, WarningCode};
use super::stamp::{DAY, SOME_YEAR};
use super::zone::TimeZone;
use crate::time::{CivilDate, HOURS, is_leap_year};

/// Steps per hour that are read.
const PER_HOUR: [usize; 6] = [1, 2, 4, 12, 6, 60];
/// Numbers of values that a year has of itself, seasons, months, weeks and days.
const COARSE: [usize; 8] = [1, 4, 12, 13, 52, 53, 365, 366];

/// Puts a plain column on the axis; its length tells the step and whether it has a 29 February.
///
/// The hours of a year follow each other without a jump, so summer time plays no part.
pub(super) fn locate(
    mut values: Vec<(usize, Option<f64>)>,
    year: Option<i32>,
    zone: Option<TimeZone>,
    notes: &mut Notes,
) -> Result<Located, Stop> {
    drop_total(&mut values);
    let given = values.len();
    let per_hour_of = |count: usize| {
        let fits = |hours: usize| PER_HOUR.into_iter().find(|per_hour| hours * per_hour == count);
        fits(HOURS)
            .map(|per_hour| (per_hour, false))
            .or_else(|| fits(HOURS + 24).map(|per_hour| (per_hour, true)))
    };
    let (per_hour, leap_year) = if let Some(found) = per_hour_of(given) {
        found
    } else if let Some(found) = per_hour_of(given.wrapping_sub(1)) {
        let (line, _) = values.pop().unwrap_or_default();
        notes.warn(WarningCode::OneValueBeyondTheYear, 1, [line]);
        found
    } else if let Some(found) = per_hour_of(given + 1) {
        let last = values.last().copied().unwrap_or_default();
        values.push(last);
        notes.warn(WarningCode::OneValueShort, 1, [last.0]);
        found
    } else if COARSE.contains(&given) {
        return Err(Stop::file(RejectReason::TooCoarse { given }));
    } else {
        return Err(Stop::file(RejectReason::NotAFullYear { given, from: None, to: None }));
    };
    if year.is_none() {
        notes.questions.push(Question::Year { years: Vec::new() });
    }
    let year = year.unwrap_or(SOME_YEAR);
    let mut left_out = Vec::new();
    if leap_year && !is_leap_year(year) {
        let leap_day: Vec<_> = values.drain(59 * 24 * per_hour..60 * 24 * per_hour).collect();
        notes.warn(WarningCode::LeapYear, leap_day.len(), leap_day.iter().map(|(line, _)| *line));
        left_out = leap_day.into_iter().filter_map(|(_, value)| value).collect();
    }
    let step = (60 / per_hour) as i64;
    let zone = zone.unwrap_or(TimeZone::STANDARD);
    notes.found.time_zone = Some(zone);
    let midnight = CivilDate::first_of_year(year).days_since_1970() * DAY;
    let start = midnight - zone.offset_at(midnight - 60);
    // The axis of a leap year leaves out the day that such a column does not have either.
    let skips = is_leap_year(year) && !leap_year;
    let leap_start = start + 59 * DAY;
    let intervals = values
        .into_iter()
        .enumerate()
        .map(|(index, (line, value))| {
            let minute = start + index as i64 * step;
            let skipped = if skips && minute >= leap_start { DAY } else { 0 };
            Interval { line, start: minute + skipped, value }
        })
        .collect();
    Ok(Located { intervals, step, zone, backwards: false, left_out })
}

/// Leaves out a last value that is the sum of all others.
fn drop_total(values: &mut Vec<(usize, Option<f64>)>) {
    let Some((_, Some(last))) = values.last().copied() else { return };
    let sum: f64 = values[..values.len() - 1].iter().filter_map(|(_, value)| *value).sum();
    if values.len() > 100 && sum > 0.0 && (last - sum).abs() < 1e-3 * sum {
        values.pop();
    }
}
