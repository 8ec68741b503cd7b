//! Charging at home: the expected power of many cars that arrive and charge until full.

use crate::calendar::{Calendar, DayType};
use crate::time::{HOURS, Resolution, follow_summer_time};

/// Shares of the arrivals of a day in per cent per hour for 11–14, 14–17, 17–20 and 20–23 h.
///
/// Trips home by hour, from the German mobility survey as tabulated in emobpy 0.6.2 (MIT). Workdays: the mean of
/// workers and others (own assumption: half each).
const WORKDAY_PERCENT: [f64; 4] = [7.35, 7.7, 9.7, 4.0];
const SATURDAY_PERCENT: [f64; 4] = [8.0, 6.7, 8.3, 4.3];
const SUNDAY_PERCENT: [f64; 4] = [6.0, 7.3, 11.0, 5.3];

/// Parameters of charging at home.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct HomeCharging {
    /// Power of the charge point, kW.
    pub charge_kw: f64,
    /// Energy of one charge, kWh.
    pub charge_kwh: f64,
}

impl Default for HomeCharging {
    /// 11 kW; 37 km a day, 0.18 kWh/km, efficiency 0.9, plugged in every other day.
    fn default() -> Self {
        Self { charge_kw: 11.0, charge_kwh: 37.0 * 0.18 / 0.9 / 0.5 }
    }
}

/// Shape of charging at home with the usual parameters.
#[must_use]
pub fn home_charging(calendar: &Calendar, summer_time: bool) -> Vec<f64> {
    home_charging_of(calendar, HomeCharging::default(), summer_time)
}

/// Shape of charging at home: each arrival charges with constant power until its energy is delivered.
///
/// It is the expected value over many cars; a single car or a small group has higher and rarer peaks.
#[must_use]
pub fn home_charging_of(calendar: &Calendar, parameters: HomeCharging, summer_time: bool) -> Vec<f64> {
    let kernel = charging_kernel(parameters.charge_kwh.max(0.0) / parameters.charge_kw.max(1e-6));
    let mut shape = vec![0.0; HOURS];
    for (day, day_type) in calendar.day_types().iter().enumerate() {
        for (hour, arrivals) in arrivals(*day_type).iter().enumerate() {
            for (later, share) in kernel.iter().enumerate() {
                shape[(day * 24 + hour + later) % HOURS] += arrivals * share;
            }
        }
    }
    if summer_time {
        follow_summer_time(&mut shape, calendar.axis(), Resolution::Hour);
    }
    shape
}

/// Share of the arrivals of a day in each hour; what the survey leaves over is spread over 23–11 h.
fn arrivals(day_type: DayType) -> [f64; 24] {
    let percent = match day_type {
        DayType::Workday => WORKDAY_PERCENT,
        DayType::Saturday => SATURDAY_PERCENT,
        DayType::SundayOrHoliday => SUNDAY_PERCENT,
    };
    let rest = (100.0 - 3.0 * percent.iter().sum::<f64>()) / 12.0;
    core::array::from_fn(|hour| {
        let share = if (11..23).contains(&hour) { percent[(hour - 11) / 3] } else { rest };
        share / 100.0
    })
}

/// Expected share of full power in the hour of arrival and the hours after it, if cars arrive evenly within
/// the hour and charge for `duration_h`.
fn charging_kernel(duration_h: f64) -> Vec<f64> {
    // Integral over time of the share of cars that have arrived by then.
    let arrived = |t: f64| if t <= 0.0 { 0.0 } else { if t < 1.0 { 0.5 * t * t } else { t - 0.5 } };
    let within = |from: f64| arrived(from + 1.0) - arrived(from);
    let hours = duration_h.min(100.0) as usize + 2;
    (0..hours).map(|hour| within(hour as f64) - within(hour as f64 - duration_h)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_arrivals_of_a_day_add_up_to_one() {
        for day_type in DayType::ALL {
            assert!((arrivals(day_type).iter().sum::<f64>() - 1.0).abs() < 1e-12);
        }
    }

    #[test]
    fn a_charge_lasts_its_duration() {
        for duration in [0.25, 1.0, 1.345, 7.9] {
            let kernel = charging_kernel(duration);
            assert!((kernel.iter().sum::<f64>() - duration).abs() < 1e-12);
            assert!(kernel.iter().all(|share| (-1e-12..=1.0).contains(share)));
        }
    }

    #[test]
    fn cars_charge_in_the_evening_and_an_hour_earlier_at_utc_plus_1_in_summer() {
        let calendar = Calendar::new(2023, None);
        let peak_hour = |shape: &[f64], day: usize| {
            let hours = &shape[day * 24..day * 24 + 24];
            (0..24).max_by(|a, b| hours[*a].total_cmp(&hours[*b])).unwrap()
        };
        let winter = home_charging(&calendar, true);
        assert!((18..=19).contains(&peak_hour(&winter, 9)));
        assert_eq!(peak_hour(&winter, 190) + 1, peak_hour(&home_charging(&calendar, false), 190));
        assert!(winter.iter().all(|value| *value > 0.0));
    }
}
