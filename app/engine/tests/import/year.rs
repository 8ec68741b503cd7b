//! The year behind the files: a measured week, slowly varied, so that any shift of an hour or a day shows.

use engine::time::{CivilDate, is_leap_year};

/// Sum over the year 2023 in kWh and its largest quarter hour in kW, as a spreadsheet gives them.
pub const ENERGY_KWH: f64 = 442261.1625;
pub const PEAK_KW: f64 = 179.88;

/// Mean power in kW in a quarter hour since 1 January 00:00 UTC+1, with two decimals.
pub fn load(quarter: usize) -> f64 {
    static WEEK: std::sync::OnceLock<Vec<f64>> = std::sync::OnceLock::new();
    let week = WEEK.get_or_init(|| {
        let lines = include_str!("files/week.txt").lines().filter(|line| !line.starts_with('#'));
        lines.map(|line| line.parse().unwrap()).collect()
    });
    let percent = 100 + quarter / 96 % 13;
    (week[quarter % 672] * percent as f64).round() / 100.0
}

/// An interval of a year: start in minutes of UTC since 1970, and mean power in kW.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Step {
    pub utc: i64,
    pub kw: f64,
}

/// The intervals of a calendar year at UTC+1, 29 February included.
pub fn year(year: i32, minutes: i64) -> Vec<Step> {
    let start = CivilDate::first_of_year(year).days_since_1970() * 1440 - 60;
    let days = 365 + i64::from(is_leap_year(year));
    (0..days * 1440 / minutes)
        .map(|step| {
            let utc = start + step * minutes;
            let quarter = (step * minutes / 15) as usize;
            // Hours are the means of their quarters.
            let quarters = (minutes / 15).max(1) as usize;
            let kw = (0..quarters).map(|next| load(quarter + next)).sum::<f64>() / quarters as f64;
            Step { utc, kw }
        })
        .collect()
}

/// Offset of legal time in Germany at a minute of UTC.
pub fn berlin(utc: i64) -> i64 {
    let year = CivilDate::from_days_since_1970(utc.div_euclid(1440)).year;
    let switch = |month| {
        let last = CivilDate::new(year, month, 31).unwrap();
        last.plus_days(-(last.weekday().days_since_sunday() as i64)).days_since_1970() * 1440 + 60
    };
    if (switch(3)..switch(10)).contains(&utc) { 120 } else { 60 }
}

/// Day, month, year, hour and minute of a clock.
pub fn clock(minute: i64) -> (u8, u8, i32, i64, i64) {
    let date = CivilDate::from_days_since_1970(minute.div_euclid(1440));
    let minute = minute.rem_euclid(1440);
    (date.day, date.month, date.year, minute / 60, minute % 60)
}

/// `31.12.2023 23:45`
pub fn german(minute: i64) -> String {
    let (day, month, year, hour, minute) = clock(minute);
    format!("{day:02}.{month:02}.{year} {hour:02}:{minute:02}")
}

/// `2023-12-31T23:45`
pub fn iso(minute: i64) -> String {
    let (day, month, year, hour, minute) = clock(minute);
    format!("{year}-{month:02}-{day:02}T{hour:02}:{minute:02}")
}

/// A number with a decimal comma.
pub fn comma(value: f64) -> String {
    number(value).replace('.', ",")
}

/// A number with all its digits.
pub fn number(value: f64) -> String {
    format!("{value:.4}").trim_end_matches('0').trim_end_matches('.').to_owned()
}
