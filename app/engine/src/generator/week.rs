//! The 168 hours of a week in per cent of the full load, written compactly.

use core::fmt;
use core::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use crate::calendar::Calendar;
use crate::time::{HOURS, Resolution, follow_summer_time};

/// Hours of a week.
pub const WEEK_HOURS: usize = 168;

/// A week in whole per cent of the full load, from Monday 0–1 h on.
///
/// Written as levels with the number of hours they hold, for example `0x6,100x12,20x6` for a day; a level
/// without number holds one hour. The numbers add up to 168.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct WeekSchedule([u8; WEEK_HOURS]);

/// Why a text is no week.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WeekError {
    /// A part is not a level from 0 to 100, with or without hours.
    #[error("“{0}” is not a level from 0 to 100 with its hours, such as 80x12")]
    Part(String),
    /// The hours do not make a week.
    #[error("{0} hours instead of 168")]
    Hours(usize),
    /// No hour has a load.
    #[error("every level is 0")]
    Empty,
}

impl WeekSchedule {
    /// A week from its levels in per cent, 0 to 100.
    ///
    /// # Errors
    /// A level above 100, or no level above 0.
    pub fn new(percent: [u8; WEEK_HOURS]) -> Result<Self, WeekError> {
        if let Some(level) = percent.iter().find(|level| **level > 100) {
            return Err(WeekError::Part(level.to_string()));
        }
        if percent.iter().all(|level| *level == 0) { Err(WeekError::Empty) } else { Ok(Self(percent)) }
    }

    /// Level of each hour in per cent.
    #[must_use]
    pub const fn percent(&self) -> &[u8; WEEK_HOURS] {
        &self.0
    }
}

impl Default for WeekSchedule {
    /// Workdays 6–18 h, 10 % otherwise.
    fn default() -> Self {
        Self(core::array::from_fn(
            |hour| {
                if hour < 5 * 24 && (6..18).contains(&(hour % 24)) { 100 } else { 10 }
            },
        ))
    }
}

impl fmt::Display for WeekSchedule {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, run) in self.0.chunk_by(|one, other| one == other).enumerate() {
            let comma = if index == 0 { "" } else { "," };
            write!(formatter, "{comma}{}", run[0])?;
            if run.len() > 1 {
                write!(formatter, "x{}", run.len())?;
            }
        }
        Ok(())
    }
}

impl fmt::Debug for WeekSchedule {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "WeekSchedule({self})")
    }
}

impl FromStr for WeekSchedule {
    type Err = WeekError;

    fn from_str(text: &str) -> Result<Self, WeekError> {
        let (mut percent, mut hours) = ([0; WEEK_HOURS], 0);
        for part in text.split(',') {
            let wrong = || WeekError::Part(part.chars().take(20).collect());
            let (level, count) = part.trim().split_once('x').unwrap_or((part.trim(), "1"));
            let level: u8 = level.trim().parse().map_err(|_| wrong())?;
            let count: usize = count.trim().parse().map_err(|_| wrong())?;
            if count > WEEK_HOURS {
                return Err(wrong());
            }
            if let Some(run) = percent.get_mut(hours..hours + count) {
                run.fill(level);
            }
            hours += count;
            if hours > WEEK_HOURS {
                return Err(WeekError::Hours(hours));
            }
        }
        if hours == WEEK_HOURS { Self::new(percent) } else { Err(WeekError::Hours(hours)) }
    }
}

impl Serialize for WeekSchedule {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for WeekSchedule {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(de::Error::custom)
    }
}

/// Shape of a year of this week; holidays are Sundays, 24 and 31 December Saturdays.
#[must_use]
pub fn week(calendar: &Calendar, summer_time: bool, schedule: &WeekSchedule) -> Vec<f64> {
    let mut shape = Vec::with_capacity(HOURS);
    for weekday in calendar.effective_weekdays() {
        let day = &schedule.0[weekday.index() * 24..][..24];
        shape.extend(day.iter().map(|level| f64::from(*level) / 100.0));
    }
    if summer_time {
        follow_summer_time(&mut shape, calendar.axis(), Resolution::Hour);
    }
    shape
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_week_is_read_as_it_is_written() {
        let week = WeekSchedule::default();
        assert!(week.to_string().starts_with("10x6,100x12,10x12,100x12"));
        assert_eq!(week.to_string().parse(), Ok(week));
        let json = serde_json::to_string(&week).unwrap();
        assert_eq!(serde_json::from_str::<WeekSchedule>(&json).unwrap(), week);
        assert_eq!("5, 80 x 12,0x155".parse::<WeekSchedule>().unwrap().percent()[..2], [5, 80]);
    }

    #[test]
    fn what_is_no_week_is_refused_with_the_reason() {
        let part = |text: &str| Err::<WeekSchedule, _>(WeekError::Part(text.to_owned()));
        assert_eq!("".parse::<WeekSchedule>(), part(""));
        assert_eq!("101x168".parse::<WeekSchedule>(), part("101"));
        assert_eq!("-1x168".parse::<WeekSchedule>(), part("-1x168"));
        assert_eq!("1x99999999999".parse::<WeekSchedule>(), part("1x99999999999"));
        assert_eq!("1x167".parse::<WeekSchedule>(), Err(WeekError::Hours(167)));
        assert_eq!("1x168,1".parse::<WeekSchedule>(), Err(WeekError::Hours(169)));
        assert_eq!("0x168".parse::<WeekSchedule>(), Err(WeekError::Empty));
    }

    #[test]
    fn holidays_follow_the_sunday() {
        let calendar = Calendar::new(2023, None);
        let shape = week(&calendar, false, &WeekSchedule::default());
        // 2 January 2023 is a Monday, 1 May a Monday and a holiday.
        assert_eq!((shape[24 + 12], shape[(31 + 28 + 31 + 30) * 24 + 12]), (1.0, 0.1));
    }
}
