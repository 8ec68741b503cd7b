//! Stamps that name no year: they are in the one that the user gives.

use super::{DAY, Stamp};
use crate::import::report::{Notes, Question, WarningCode};
use crate::time::CivilDate;

/// Year that stands in a date for the one that it does not name: it has a 29 February, and no meter is so old.
pub(super) const NO_YEAR: i32 = 1904;
/// Year that stands for one that is not known yet; it has no 29 February.
pub(in crate::import) const SOME_YEAR: i32 = 2023;

/// Puts stamps without a year into the wanted one; where there is none, asks for it and takes some year meanwhile.
///
/// `minute` and `line` find the minute and the line of a stamp. Where January follows December, the next year begins;
/// most stamps are in the wanted year.
pub(in crate::import) fn complete_years<T>(
    stamps: &mut Vec<T>,
    minute: fn(&mut T) -> &mut i64,
    line: fn(&T) -> usize,
    year: Option<i32>,
    notes: &mut Notes,
) {
    let dates: Vec<CivilDate> = stamps.iter_mut().map(|stamp| Stamp::date(*minute(stamp))).collect();
    if dates.is_empty() || dates.iter().any(|date| date.year > NO_YEAR + 1) {
        return;
    }
    if year.is_none() {
        notes.questions.push(Question::Year { years: Vec::new() });
    }
    let mut turns = vec![0; dates.len()];
    for (index, pair) in dates.windows(2).enumerate() {
        turns[index + 1] = turns[index]
            + match (pair[0].month, pair[1].month) {
                (12, 1) => 1,
                (1, 12) => -1,
                _ => 0,
            };
    }
    let mut sorted = turns.clone();
    sorted.sort_unstable();
    let first = year.unwrap_or(SOME_YEAR) - sorted[sorted.len() / 2];
    let mut leap_days = Vec::new();
    let mut places =
        dates.iter().zip(&turns).map(|(date, turn)| CivilDate::new(first + turn, date.month, date.day));
    stamps.retain_mut(|stamp| match places.next().flatten() {
        Some(date) => {
            let minute = minute(stamp);
            *minute = date.days_since_1970() * DAY + minute.rem_euclid(DAY);
            true
        }
        None => {
            leap_days.push(line(stamp));
            false
        }
    });
    notes.warn_rows(WarningCode::LeapYear, &leap_days);
}
