//! Dates of the Gregorian calendar and weekdays.

use core::fmt;

use serde::{Deserialize, Serialize};

/// Whether a year has a 29 February.
#[must_use]
pub const fn is_leap_year(year: i32) -> bool {
    (year % 4 == 0 && year % 100 != 0) || year % 400 == 0
}

/// Days of a month, 1 to 12; 0 for any other number.
#[must_use]
pub const fn days_in_month(year: i32, month: u8) -> u8 {
    match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if is_leap_year(year) => 29,
        2 => 28,
        _ => 0,
    }
}

/// Day of the week.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Weekday {
    /// Monday, the first day of the week.
    Monday,
    /// Tuesday.
    Tuesday,
    /// Wednesday.
    Wednesday,
    /// Thursday.
    Thursday,
    /// Friday.
    Friday,
    /// Saturday.
    Saturday,
    /// Sunday.
    Sunday,
}

impl Weekday {
    /// Every weekday from Monday on.
    pub const ALL: [Self; 7] = [
        Self::Monday,
        Self::Tuesday,
        Self::Wednesday,
        Self::Thursday,
        Self::Friday,
        Self::Saturday,
        Self::Sunday,
    ];

    /// 0 for Monday to 6 for Sunday.
    #[must_use]
    pub const fn index(self) -> usize {
        self as usize
    }

    /// 0 for Sunday to 6 for Saturday.
    #[must_use]
    pub const fn days_since_sunday(self) -> usize {
        (self as usize + 1) % 7
    }
}

/// A day of the Gregorian calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct CivilDate {
    /// Calendar year.
    pub year: i32,
    /// Month, 1 to 12.
    pub month: u8,
    /// Day of the month, from 1.
    pub day: u8,
}

impl CivilDate {
    /// The date, if it exists.
    #[must_use]
    pub const fn new(year: i32, month: u8, day: u8) -> Option<Self> {
        if day >= 1 && day <= days_in_month(year, month) { Some(Self { year, month, day }) } else { None }
    }

    /// 1 January of a year.
    #[must_use]
    pub const fn first_of_year(year: i32) -> Self {
        Self { year, month: 1, day: 1 }
    }

    /// Days since 1 January 1970.
    ///
    /// The year is counted from March, so that the leap day is the last one: day number of a March-based
    /// month is (153·m + 2) / 5, and 400 years have 146 097 days.
    #[must_use]
    pub const fn days_since_1970(self) -> i64 {
        let year = self.year as i64 - (self.month <= 2) as i64;
        let era = year.div_euclid(400);
        let year_of_era = year.rem_euclid(400);
        let month = (self.month as i64 + 9) % 12;
        let day_of_year = (153 * month + 2) / 5 + self.day as i64 - 1;
        let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
        era * 146_097 + day_of_era - 719_468
    }

    /// The date that lies this many days after 1 January 1970.
    #[must_use]
    pub const fn from_days_since_1970(days: i64) -> Self {
        let shifted = days + 719_468;
        let era = shifted.div_euclid(146_097);
        let day_of_era = shifted.rem_euclid(146_097);
        let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let shifted_month = (5 * day_of_year + 2) / 153;
        let day = (day_of_year - (153 * shifted_month + 2) / 5 + 1) as u8;
        let month = (shifted_month + 2) % 12 + 1;
        let year = era * 400 + year_of_era + (month <= 2) as i64;
        Self { year: year as i32, month: month as u8, day }
    }

    /// The date this many days later.
    #[must_use]
    pub const fn plus_days(self, days: i64) -> Self {
        Self::from_days_since_1970(self.days_since_1970() + days)
    }

    /// Day of the week.
    #[must_use]
    pub const fn weekday(self) -> Weekday {
        // 1 January 1970 was a Thursday.
        Weekday::ALL[(self.days_since_1970() + 3).rem_euclid(7) as usize]
    }

    /// Day of the year, 1 to 366.
    #[must_use]
    pub const fn day_of_year(self) -> u16 {
        (self.days_since_1970() - Self::first_of_year(self.year).days_since_1970() + 1) as u16
    }
}

impl fmt::Display for CivilDate {
    /// ISO 8601, `2023-07-01`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_days_have_their_weekday() {
        let weekday = |y, m, d| CivilDate::new(y, m, d).unwrap().weekday();
        assert_eq!(weekday(1970, 1, 1), Weekday::Thursday);
        assert_eq!(weekday(2000, 2, 29), Weekday::Tuesday);
        assert_eq!(weekday(2023, 1, 1), Weekday::Sunday);
        assert_eq!(weekday(2026, 11, 22), Weekday::Sunday);
    }

    #[test]
    fn day_numbers_and_dates_are_inverse() {
        for days in (-200_000..200_000).step_by(37) {
            let date = CivilDate::from_days_since_1970(days);
            assert_eq!(date.days_since_1970(), days);
            assert_eq!(CivilDate::new(date.year, date.month, date.day), Some(date));
        }
    }

    #[test]
    fn days_that_do_not_exist_are_refused() {
        assert_eq!(CivilDate::new(2023, 2, 29), None);
        assert_eq!(CivilDate::new(2023, 13, 1), None);
        assert_eq!(CivilDate::new(2023, 4, 0), None);
    }

    #[test]
    fn the_last_day_of_a_leap_year_is_its_366th() {
        assert_eq!(CivilDate::new(2024, 12, 31).unwrap().day_of_year(), 366);
        assert_eq!(CivilDate::new(2023, 12, 31).unwrap().day_of_year(), 365);
    }
}
