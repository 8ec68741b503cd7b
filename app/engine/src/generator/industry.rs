//! Step profile of a trade or industry in quarter hours.
//!
//! Same idea as the industrial profile of demandlib (MIT): levels by day and by night for workdays, weekends
//! and holidays. Here the day ends where it is said to end, while demandlib includes the last step.

use serde::{Deserialize, Serialize};

use crate::calendar::{Calendar, DayType};
use crate::time::{QUARTER_HOURS, Resolution, Weekday, follow_summer_time};

/// Parameters of the step profile; levels are shares of the full load.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IndustrialSteps {
    /// First quarter hour of the day, 0–95 (28 is 7:00).
    pub day_from_quarter: u8,
    /// Quarter hour before which the day ends, 1–96; before or at the first one, the day runs over midnight.
    pub day_to_quarter: u8,
    /// Level on workdays by day.
    pub workday_day: f64,
    /// Level on workdays by night.
    pub workday_night: f64,
    /// Level on Saturdays and Sundays by day.
    pub weekend_day: f64,
    /// Level on Saturdays and Sundays by night.
    pub weekend_night: f64,
    /// Level on holidays by day.
    pub holiday_day: f64,
    /// Level on holidays by night.
    pub holiday_night: f64,
}

impl IndustrialSteps {
    /// The six levels.
    #[must_use]
    pub const fn levels(&self) -> [f64; 6] {
        [
            self.workday_day,
            self.workday_night,
            self.weekend_day,
            self.weekend_night,
            self.holiday_day,
            self.holiday_night,
        ]
    }
}

impl Default for IndustrialSteps {
    /// 7:00 to 23:30, as the defaults of demandlib (workdays 0.8 and 0.6, weekends 0.9 and 0.7 relative to its own
    /// scale) turned the usual way round: a two-shift operation that rests at weekends (own assumption).
    fn default() -> Self {
        Self {
            day_from_quarter: 28,
            day_to_quarter: 94,
            workday_day: 1.0,
            workday_night: 0.5,
            weekend_day: 0.4,
            weekend_night: 0.3,
            holiday_day: 0.3,
            holiday_night: 0.3,
        }
    }
}

/// Shape of the step profile, 35 040 quarter hours.
#[must_use]
pub fn industrial_steps(calendar: &Calendar, summer_time: bool, steps: IndustrialSteps) -> Vec<f64> {
    let (from, to) = (steps.day_from_quarter, steps.day_to_quarter);
    let by_day = |quarter: u8| {
        if from < to { (from..to).contains(&quarter) } else { quarter >= from || quarter < to }
    };
    let mut shape = Vec::with_capacity(QUARTER_HOURS);
    for (day, day_type) in calendar.day_types().iter().enumerate() {
        let date = calendar.axis().date(day);
        let weekend = matches!(date.weekday(), Weekday::Saturday | Weekday::Sunday);
        let (day_level, night_level) = if *day_type == DayType::SundayOrHoliday && calendar.is_holiday(date) {
            (steps.holiday_day, steps.holiday_night)
        } else if weekend {
            (steps.weekend_day, steps.weekend_night)
        } else {
            (steps.workday_day, steps.workday_night)
        };
        shape.extend((0..96).map(|quarter| if by_day(quarter) { day_level } else { night_level }));
    }
    if summer_time {
        follow_summer_time(&mut shape, calendar.axis(), Resolution::QuarterHour);
    }
    shape
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_nights_weekends_and_holidays_have_their_levels() {
        let steps = IndustrialSteps { holiday_day: 0.1, ..IndustrialSteps::default() };
        let shape = industrial_steps(&Calendar::new(2023, None), false, steps);
        assert_eq!(shape.len(), QUARTER_HOURS);
        let monday = 96;
        assert_eq!((shape[monday + 27], shape[monday + 28]), (0.5, 1.0));
        assert_eq!((shape[monday + 93], shape[monday + 94]), (1.0, 0.5));
        assert_eq!(shape[6 * 96 + 48], 0.4);
        assert_eq!(shape[48], 0.1, "New Year's Day 2023 is a Sunday and a holiday");
    }
}
