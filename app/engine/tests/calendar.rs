//! Holidays against the Python package `holidays`, for 16 states and 21 years.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use engine::calendar::{Calendar, FederalState};

/// Deviation from the package: it counts Assumption Day in Bavaria as a Catholic holiday of single
/// municipalities; here it counts in all of Bavaria, as it holds for most people there.
const BAVARIAN_ASSUMPTION: &str = "08-15";

#[test]
fn holidays_of_2020_to_2040_are_those_of_the_reference() {
    let golden = include_str!("golden/holidays.csv");
    let mut compared = 0;
    for line in golden.lines().filter(|line| !line.starts_with('#')) {
        let fields: Vec<&str> = line.split(',').collect();
        let year: i32 = fields[0].parse().unwrap();
        let state: FederalState = fields[1].parse().unwrap();
        let mut expected: Vec<&str> = fields[2].split(' ').collect();
        if state == FederalState::Bavaria {
            expected.push(BAVARIAN_ASSUMPTION);
            expected.sort_unstable();
        }
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
