//! Time zones of load profiles: legal time of Germany, UTC, or a fixed offset.

use core::fmt;
use core::str::FromStr;

use serde::{Deserialize, Serialize};

use super::stamp::{DAY, parse_offset};
use crate::time::{CivilDate, last_sunday};

/// The clock that time stamps follow.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub enum TimeZone {
    /// Legal time of Germany, with summer time.
    Berlin,
    /// This many minutes ahead of UTC all year.
    Fixed(i16),
}

impl TimeZone {
    /// Coordinated universal time.
    pub const UTC: Self = Self::Fixed(0);
    /// UTC+1 all year, the standard time of Germany.
    pub const STANDARD: Self = Self::Fixed(60);

    /// Minutes ahead of UTC at a minute of UTC since 1970.
    #[must_use]
    pub(super) fn offset_at(self, utc_minute: i64) -> i64 {
        match self {
            Self::Fixed(minutes) => i64::from(minutes),
            Self::Berlin => {
                let year = CivilDate::from_days_since_1970(utc_minute.div_euclid(DAY)).year;
                if Switches::of(year).summer_utc().contains(&utc_minute) { 120 } else { 60 }
            }
        }
    }
}

impl fmt::Display for TimeZone {
    /// `Europe/Berlin`, `UTC` or `+01:00`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::Berlin => f.write_str("Europe/Berlin"),
            Self::UTC => f.write_str("UTC"),
            Self::Fixed(minutes) => {
                let sign = if minutes < 0 { '-' } else { '+' };
                let minutes = minutes.unsigned_abs();
                write!(f, "{sign}{:02}:{:02}", minutes / 60, minutes % 60)
            }
        }
    }
}

/// A time zone that is not known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("unknown time zone; known: Europe/Berlin, UTC, offsets such as +01:00")]
pub struct UnknownTimeZone;

impl FromStr for TimeZone {
    type Err = UnknownTimeZone;

    fn from_str(text: &str) -> Result<Self, UnknownTimeZone> {
        match text.trim() {
            "Europe/Berlin" | "Berlin" | "local" | "MEZ/MESZ" | "CET/CEST" => Ok(Self::Berlin),
            // Alone, these are the standard times.
            text => parse_offset(text).map(|minutes| Self::Fixed(minutes as i16)).ok_or(UnknownTimeZone),
        }
    }
}

impl From<TimeZone> for String {
    fn from(zone: TimeZone) -> Self {
        zone.to_string()
    }
}

impl TryFrom<String> for TimeZone {
    type Error = UnknownTimeZone;

    fn try_from(text: String) -> Result<Self, UnknownTimeZone> {
        text.parse()
    }
}

/// The two nights of a year in which clocks change, in minutes of the clock since 1970.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Switches {
    /// 02:00 in March, when clocks jump to 03:00.
    pub spring: i64,
    /// 03:00 in October, when clocks fall back to 02:00.
    pub autumn: i64,
}

impl Switches {
    /// Those of a year; EU rule: the last Sundays of March and October at 01:00 UTC.
    pub(super) fn of(year: i32) -> Self {
        let night = |month, hour: i64| last_sunday(year, month).days_since_1970() * DAY + hour * 60;
        Self { spring: night(3, 2), autumn: night(10, 3) }
    }

    /// Those that lie within a series: of the year in its middle, or of a neighbouring one, since twelve months from
    /// July have the autumn of one year and the spring of the next.
    pub(super) fn within(first: i64, middle: i64, last: i64) -> Self {
        let year = CivilDate::from_days_since_1970(middle.div_euclid(DAY)).year;
        let nearest = |of: fn(Self) -> i64| {
            let candidates = [year, year - 1, year + 1].map(|year| of(Self::of(year)));
            candidates.into_iter().find(|switch| (first..=last).contains(switch)).unwrap_or(candidates[0])
        };
        Self { spring: nearest(|switches| switches.spring), autumn: nearest(|switches| switches.autumn) }
    }

    /// Summer time in minutes of UTC since 1970.
    pub(super) const fn summer_utc(self) -> core::ops::Range<i64> {
        self.spring - 60..self.autumn - 120
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zones_are_written_as_they_are_read() {
        for text in ["Europe/Berlin", "UTC", "+01:00", "-05:30"] {
            assert_eq!(text.parse::<TimeZone>().unwrap().to_string(), text);
        }
        assert_eq!("Z".parse(), Ok(TimeZone::UTC));
        assert_eq!("MEZ".parse(), Ok(TimeZone::STANDARD));
        assert_eq!("Mars/Base".parse::<TimeZone>(), Err(UnknownTimeZone));
    }

    #[test]
    fn summer_time_begins_and_ends_at_one_o_clock_utc() {
        let minute = |month, day, hour: i64| {
            CivilDate::new(2023, month, day).unwrap().days_since_1970() * DAY + hour * 60
        };
        assert_eq!(TimeZone::Berlin.offset_at(minute(3, 26, 1) - 1), 60);
        assert_eq!(TimeZone::Berlin.offset_at(minute(3, 26, 1)), 120);
        assert_eq!(TimeZone::Berlin.offset_at(minute(10, 29, 1) - 1), 120);
        assert_eq!(TimeZone::Berlin.offset_at(minute(10, 29, 1)), 60);
    }
}
