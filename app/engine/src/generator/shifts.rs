//! A weekly step profile: for process heat and process cold, and as the schedule of heating and cooling.

use serde::{Deserialize, Serialize};

use crate::calendar::{Calendar, DayType};
use crate::time::{HOURS, Resolution, follow_summer_time};

/// Levels of the step profile relative to the full load.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Shifts {
    /// First hour of the day shift, 0–23.
    pub day_from_hour: u8,
    /// Hour at which the day shift ends, 1–24; before or at the first hour, the shift runs over midnight.
    pub day_to_hour: u8,
    /// Share of the full load outside the day shift.
    pub night_share: f64,
    /// Factor on Saturdays, Sundays and holidays, for day and night.
    pub weekend_share: f64,
}

impl Shifts {
    /// The same level in every hour.
    pub const ALWAYS: Self = Self { day_from_hour: 0, day_to_hour: 24, night_share: 1.0, weekend_share: 1.0 };
}

/// Shape of a step profile that follows the clock with `summer_time`, else UTC+1.
#[must_use]
pub fn shifts(calendar: &Calendar, summer_time: bool, levels: Shifts) -> Vec<f64> {
    let (from, to) = (levels.day_from_hour, levels.day_to_hour);
    let in_day = |hour: u8| if from < to { (from..to).contains(&hour) } else { hour >= from || hour < to };
    let mut shape = Vec::with_capacity(HOURS);
    for day_type in calendar.day_types() {
        let factor = if *day_type == DayType::Workday { 1.0 } else { levels.weekend_share.max(0.0) };
        shape.extend(
            (0..24).map(|hour| if in_day(hour) { factor } else { factor * levels.night_share.max(0.0) }),
        );
    }
    if summer_time {
        follow_summer_time(&mut shape, calendar.axis(), Resolution::Hour);
    }
    shape
}

#[cfg(test)]
mod tests {
    use super::*;

    fn levels(day_from_hour: u8, day_to_hour: u8) -> Shifts {
        Shifts { day_from_hour, day_to_hour, night_share: 0.2, weekend_share: 0.5 }
    }

    #[test]
    fn day_night_and_weekend_have_their_levels() {
        // 2 January 2023 is a Monday, 7 January a Saturday.
        let shape = shifts(&Calendar::new(2023, None), false, levels(6, 22));
        assert_eq!((shape[24 + 5], shape[24 + 6], shape[24 + 21], shape[24 + 22]), (0.2, 1.0, 1.0, 0.2));
        assert_eq!((shape[6 * 24 + 5], shape[6 * 24 + 12]), (0.1, 0.5));
    }

    #[test]
    fn a_shift_may_run_over_midnight() {
        let shape = shifts(&Calendar::new(2023, None), false, levels(22, 6));
        assert_eq!((shape[24 + 5], shape[24 + 6], shape[24 + 22]), (1.0, 0.2, 1.0));
    }
}
