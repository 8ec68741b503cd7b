//! The time axis of the engine: a calendar year of 8760 hours at UTC+1 without summer time.
//!
//! Row `i` is the interval [i, i+1) h after 1 January 00:00 UTC+1. In leap years 29 February is left out, so
//! that every year has the same length as the test reference years of the weather service.

use core::ops::Range;

use serde::{Deserialize, Serialize};

mod date;

pub use date::{CivilDate, Weekday, days_in_month, is_leap_year};

/// Days of the axis.
pub const DAYS: usize = 365;
/// Hours of the axis.
pub const HOURS: usize = 8760;
/// Quarter hours of the axis.
pub const QUARTER_HOURS: usize = 35_040;

/// Length of one step of a series.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Resolution {
    /// 8760 values per year.
    Hour,
    /// 35 040 values per year.
    QuarterHour,
}

impl Resolution {
    /// Steps per hour.
    #[must_use]
    pub const fn steps_per_hour(self) -> usize {
        match self {
            Self::Hour => 1,
            Self::QuarterHour => 4,
        }
    }

    /// Values per year.
    #[must_use]
    pub const fn steps_per_year(self) -> usize {
        HOURS * self.steps_per_hour()
    }

    /// Minutes per step.
    #[must_use]
    pub const fn minutes(self) -> usize {
        60 / self.steps_per_hour()
    }

    /// The resolution with this step in minutes.
    #[must_use]
    pub const fn from_minutes(minutes: usize) -> Option<Self> {
        match minutes {
            60 => Some(Self::Hour),
            15 => Some(Self::QuarterHour),
            _ => None,
        }
    }
}

/// The hours of one reference year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct TimeAxis {
    /// Calendar year that gives weekdays, holidays and summer time.
    pub year: i32,
}

impl TimeAxis {
    /// The axis of this year.
    #[must_use]
    pub const fn new(year: i32) -> Self {
        Self { year }
    }

    /// Date of a day of the axis, 0 to 364; larger numbers count on into the next year.
    #[must_use]
    pub fn date(self, day_index: usize) -> CivilDate {
        let leap_shift = i64::from(is_leap_year(self.year) && day_index >= 59);
        CivilDate::first_of_year(self.year).plus_days(day_index as i64 + leap_shift)
    }

    /// Day of the axis on which a date lies; `None` for 29 February and for other years.
    #[must_use]
    pub fn day_index(self, date: CivilDate) -> Option<usize> {
        if date.year != self.year || (date.month == 2 && date.day == 29) {
            return None;
        }
        let ordinal = usize::from(date.day_of_year()) - 1;
        Some(ordinal - usize::from(is_leap_year(self.year) && date.month > 2))
    }

    /// Date and hour (0–23) at UTC+1 in which the hour `index` starts.
    #[must_use]
    pub fn date_hour(self, index: usize) -> (CivilDate, u8) {
        (self.date(index / 24), (index % 24) as u8)
    }

    /// Index of the hour that starts at `hour` (0–23, UTC+1) of a date.
    #[must_use]
    pub fn hour_index(self, date: CivilDate, hour: u8) -> Option<usize> {
        (hour < 24).then(|| self.day_index(date).map(|day| day * 24 + usize::from(hour)))?
    }

    /// The hours of the axis in which clocks in Germany show summer time.
    ///
    /// EU rule: from the last Sunday in March to the last Sunday in October, both at 01:00 UTC.
    #[must_use]
    pub fn summer_hours(self) -> Range<usize> {
        let switch = |month| {
            let day = self.day_index(last_sunday(self.year, month)).unwrap_or(0);
            day * 24 + 2
        };
        switch(3)..switch(10)
    }

    /// Whether clocks show summer time in the hour `index`.
    #[must_use]
    pub fn is_summer_time(self, index: usize) -> bool {
        self.summer_hours().contains(&index)
    }

    /// Date and hour that clocks show at the start of the hour `index`.
    #[must_use]
    pub fn civil_date_hour(self, index: usize, summer_time: bool) -> (CivilDate, u8) {
        self.date_hour(index + usize::from(summer_time && self.is_summer_time(index)))
    }

    /// Start of step `index` in ISO 8601 with offset, for example `2023-07-01T01:15+02:00`.
    ///
    /// With `summer_time` the local time of Germany is written, else UTC+1 all year.
    #[must_use]
    pub fn iso_start(self, index: usize, resolution: Resolution, summer_time: bool) -> String {
        let steps = resolution.steps_per_hour();
        let hour_index = index / steps;
        let minute = index % steps * resolution.minutes();
        let in_summer = summer_time && self.is_summer_time(hour_index);
        let (date, hour) = self.civil_date_hour(hour_index, summer_time);
        let offset = if in_summer { "+02:00" } else { "+01:00" };
        format!("{date}T{hour:02}:{minute:02}{offset}")
    }

    /// Start and end of each month as hours of the axis.
    #[must_use]
    pub fn month_hours(self) -> [Range<usize>; 12] {
        let mut start = 0;
        core::array::from_fn(|month| {
            // 2023 stands for any year without a leap day, as the axis has none.
            let hours = usize::from(days_in_month(2023, month as u8 + 1)) * 24;
            let range = start..start + hours;
            start = range.end;
            range
        })
    }
}

/// Moves a series that follows the clock onto the UTC+1 axis.
///
/// During summer time the clock is one hour ahead, so each value comes from one hour later in the series:
/// at the switch in March one clock hour never happens, in October one happens twice.
pub(crate) fn follow_summer_time(values: &mut [f64], axis: TimeAxis, resolution: Resolution) {
    let steps = resolution.steps_per_hour();
    let summer = axis.summer_hours();
    values.copy_within((summer.start + 1) * steps..(summer.end + 1) * steps, summer.start * steps);
}

/// The last Sunday of a month with 31 days.
pub(crate) fn last_sunday(year: i32, month: u8) -> CivilDate {
    let last = CivilDate { year, month, day: days_in_month(year, month) };
    last.plus_days(-(last.weekday().days_since_sunday() as i64))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(year: i32, month: u8, day: u8) -> CivilDate {
        CivilDate::new(year, month, day).unwrap()
    }

    #[test]
    fn a_leap_year_leaves_out_its_29_february() {
        let axis = TimeAxis::new(2024);
        assert_eq!(axis.date(58), date(2024, 2, 28));
        assert_eq!(axis.date(59), date(2024, 3, 1));
        assert_eq!(axis.date(364), date(2024, 12, 31));
        assert_eq!(axis.day_index(date(2024, 2, 29)), None);
    }

    #[test]
    fn dates_and_indices_are_inverse() {
        for year in [2020, 2023, 2024] {
            let axis = TimeAxis::new(year);
            for day in 0..DAYS {
                assert_eq!(axis.day_index(axis.date(day)), Some(day));
            }
        }
        assert_eq!(TimeAxis::new(2023).hour_index(date(2023, 1, 2), 5), Some(29));
        assert_eq!(TimeAxis::new(2023).hour_index(date(2023, 1, 2), 24), None);
    }

    #[test]
    fn summer_time_2023_runs_from_26_march_to_29_october() {
        let axis = TimeAxis::new(2023);
        let summer = axis.summer_hours();
        assert_eq!(axis.date_hour(summer.start), (date(2023, 3, 26), 2));
        assert_eq!(axis.date_hour(summer.end), (date(2023, 10, 29), 2));
        assert_eq!(axis.civil_date_hour(summer.start, true), (date(2023, 3, 26), 3));
        assert_eq!(axis.civil_date_hour(summer.end - 1, true), (date(2023, 10, 29), 2));
        assert_eq!(axis.civil_date_hour(summer.end, true), (date(2023, 10, 29), 2));
    }

    #[test]
    fn starts_are_written_with_their_offset() {
        let axis = TimeAxis::new(2023);
        assert_eq!(axis.iso_start(0, Resolution::Hour, true), "2023-01-01T00:00+01:00");
        let july = axis.hour_index(date(2023, 7, 1), 0).unwrap();
        assert_eq!(axis.iso_start(july * 4 + 1, Resolution::QuarterHour, true), "2023-07-01T01:15+02:00");
        assert_eq!(axis.iso_start(july, Resolution::Hour, false), "2023-07-01T00:00+01:00");
    }

    #[test]
    fn months_cover_the_axis() {
        let months = TimeAxis::new(2024).month_hours();
        assert_eq!(months[0], 0..744);
        assert_eq!(months[1].len(), 28 * 24);
        assert_eq!(months[11].end, HOURS);
    }
}
