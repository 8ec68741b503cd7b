//! Holidays against the Python package `holidays`, for 16 states and 21 years.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use engine::calendar::{Calendar, FederalState};

#[test]
fn holidays_of_2020_to_2040_are_those_of_the_reference() {
    let golden = include_str!("golden/holidays.csv");
    let mut compared = 0;
    for line in golden.lines().filter(|line| !line.starts_with('#')) {
        let fields: Vec<&str> = line.split(',').collect();
        let year: i32 = fields[0].parse().unwrap();
        let state: FederalState = fields[1].parse().unwrap();
        let expected: Vec<&str> = fields[2].split(' ').collect();
        let calendar = Calendar::new(year, Some(state));
        let mut dates: Vec<String> = calendar
            .holidays()
            .iter()
            .map(|holiday| format!("{:02}-{:02}", holiday.date.month, holiday.date.day))
            .collect();
        // Two holidays may fall on one day, as in 2035: Ascension Day and Labour Day are close.
        dates.dedup();
        assert_eq!(dates, expected, "{year} {}", state.code());
        compared += 1;
    }
    assert_eq!(compared, 16 * 21);
}

#[test]
fn most_of_bavaria_has_one_day_more_than_all_of_it() {
    for year in 2020..=2040 {
        let everywhere = Calendar::new(year, Some(FederalState::Bavaria));
        let mostly = Calendar::new(year, Some(FederalState::BavariaWithAssumption));
        let more: Vec<_> =
            mostly.holidays().iter().filter(|holiday| !everywhere.holidays().contains(holiday)).collect();
        assert_eq!(more.len(), 1, "{year}");
        assert_eq!((more[0].date.month, more[0].date.day), (8, 15), "{year}");
        assert_eq!(mostly.holidays().len(), everywhere.holidays().len() + 1, "{year}");
    }
}
