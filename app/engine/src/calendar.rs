//! German holidays, and the day types and seasons of BDEW's standard load profiles.

use serde::{Deserialize, Serialize};

use crate::time::{CivilDate, DAYS, TimeAxis, Weekday, is_leap_year};

mod holidays;
mod state;

pub use holidays::{Holiday, easter_sunday, holidays_of};
pub use state::FederalState;

/// Day type of the standard load profiles.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DayType {
    /// Monday to Friday.
    Workday,
    /// Saturday, and 24 and 31 December unless they fall on a Sunday.
    Saturday,
    /// Sunday or holiday.
    SundayOrHoliday,
}

impl DayType {
    /// Every day type.
    pub const ALL: [Self; 3] = [Self::Workday, Self::Saturday, Self::SundayOrHoliday];

    /// Position in [`Self::ALL`].
    #[must_use]
    pub const fn index(self) -> usize {
        self as usize
    }
}

/// Season of the electricity profiles of 1999.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Season {
    /// 1 November to 20 March.
    Winter,
    /// 15 May to 14 September.
    Summer,
    /// 21 March to 14 May and 15 September to 31 October.
    Transition,
}

impl Season {
    /// Every season.
    pub const ALL: [Self; 3] = [Self::Winter, Self::Summer, Self::Transition];

    /// Position in [`Self::ALL`].
    #[must_use]
    pub const fn index(self) -> usize {
        self as usize
    }

    /// The season of a date.
    #[must_use]
    pub const fn of(date: CivilDate) -> Self {
        match (date.month, date.day) {
            (11 | 12 | 1 | 2, _) | (3, ..=20) => Self::Winter,
            (6..=8, _) | (5, 15..) | (9, ..=14) => Self::Summer,
            _ => Self::Transition,
        }
    }
}

/// Day types and holidays of one year in one federal state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Calendar {
    axis: TimeAxis,
    state: Option<FederalState>,
    holidays: Vec<Holiday>,
    day_types: Vec<DayType>,
}

impl Calendar {
    /// The calendar of a year; without a state only the nine nationwide holidays count.
    ///
    /// Holidays are those in force; the one-off holidays of Berlin and the laws that changed since 2018 are
    /// known. Years before 2018 follow the law of 2018.
    #[must_use]
    pub fn new(year: i32, state: Option<FederalState>) -> Self {
        let axis = TimeAxis::new(year);
        let holidays = holidays_of(year, state);
        let mut is_holiday = [false; 366];
        for holiday in &holidays {
            is_holiday[usize::from(holiday.date.day_of_year()) - 1] = true;
        }
        let day_types = (0..DAYS)
            .map(|day| {
                let date = axis.date(day);
                let after_leap_day = is_leap_year(year) && date.month > 2;
                classify(date, is_holiday[day + usize::from(after_leap_day)])
            })
            .collect();
        Self { axis, state, holidays, day_types }
    }

    /// The time axis of the year.
    #[must_use]
    pub const fn axis(&self) -> TimeAxis {
        self.axis
    }

    /// Calendar year.
    #[must_use]
    pub const fn year(&self) -> i32 {
        self.axis.year
    }

    /// Federal state whose holidays count.
    #[must_use]
    pub const fn state(&self) -> Option<FederalState> {
        self.state
    }

    /// The holidays of the year in order of date.
    #[must_use]
    pub fn holidays(&self) -> &[Holiday] {
        &self.holidays
    }

    /// Whether a date of the year is a holiday.
    #[must_use]
    pub fn is_holiday(&self, date: CivilDate) -> bool {
        self.holidays.iter().any(|holiday| holiday.date == date)
    }

    /// Day type of a date; outside the year only weekdays and the rule for 24 and 31 December count.
    #[must_use]
    pub fn day_type(&self, date: CivilDate) -> DayType {
        classify(date, self.is_holiday(date))
    }

    /// Day types of the 365 days of the axis.
    #[must_use]
    pub fn day_types(&self) -> &[DayType] {
        &self.day_types
    }

    /// Weekday of each day of the axis after the rules of the gas profiles: holidays count as Sunday, 24 and
    /// 31 December as Saturday unless they are a Sunday.
    pub fn effective_weekdays(&self) -> impl Iterator<Item = Weekday> + '_ {
        self.day_types.iter().enumerate().map(|(day, day_type)| match day_type {
            DayType::Workday => self.axis.date(day).weekday(),
            DayType::Saturday => Weekday::Saturday,
            DayType::SundayOrHoliday => Weekday::Sunday,
        })
    }
}

fn classify(date: CivilDate, is_holiday: bool) -> DayType {
    match date.weekday() {
        _ if is_holiday => DayType::SundayOrHoliday,
        Weekday::Sunday => DayType::SundayOrHoliday,
        Weekday::Saturday => DayType::Saturday,
        _ if date.month == 12 && (date.day == 24 || date.day == 31) => DayType::Saturday,
        _ => DayType::Workday,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(year: i32, month: u8, day: u8) -> CivilDate {
        CivilDate::new(year, month, day).unwrap()
    }

    #[test]
    fn holidays_are_sundays_and_the_year_end_days_saturdays() {
        let calendar = Calendar::new(2024, Some(FederalState::Bavaria));
        assert_eq!(calendar.day_type(date(2024, 5, 1)), DayType::SundayOrHoliday);
        assert_eq!(calendar.day_type(date(2024, 12, 24)), DayType::Saturday);
        assert_eq!(calendar.day_type(date(2024, 5, 30)), DayType::SundayOrHoliday);
        assert_eq!(Calendar::new(2024, None).day_type(date(2024, 5, 30)), DayType::Workday);
        assert_eq!(Calendar::new(2023, None).day_type(date(2023, 12, 31)), DayType::SundayOrHoliday);
    }

    #[test]
    fn the_axis_and_the_dates_agree_in_leap_years() {
        for year in [2023, 2024, 2028] {
            let calendar = Calendar::new(year, Some(FederalState::Berlin));
            for (day, day_type) in calendar.day_types().iter().enumerate() {
                assert_eq!(*day_type, calendar.day_type(calendar.axis().date(day)));
            }
        }
    }

    #[test]
    fn seasons_change_on_the_days_of_the_rule() {
        let season = |month, day| Season::of(date(2023, month, day));
        assert_eq!(season(3, 20), Season::Winter);
        assert_eq!(season(3, 21), Season::Transition);
        assert_eq!(season(5, 14), Season::Transition);
        assert_eq!(season(5, 15), Season::Summer);
        assert_eq!(season(9, 14), Season::Summer);
        assert_eq!(season(9, 15), Season::Transition);
        assert_eq!(season(10, 31), Season::Transition);
        assert_eq!(season(11, 1), Season::Winter);
    }
}
