//! Electricity standard load profiles of BDEW: 1999 (H0, G0–G6, L0–L2) and 2025 (H25, G25, L25, P25, S25).
//!
//! The household profiles H0, H25, P25 and S25 are made dynamic by the day polynomial of VDEW. Every profile
//! is scaled to the annual energy over the year, because the published tables meet it only roughly.

use crate::calendar::{Calendar, Season};
use crate::time::{HOURS, Resolution, follow_summer_time};

mod slp;
mod table;

pub use slp::ElectricitySlp;

use table::{ProfileTable, tables};

/// Mean power in kW per step of the year, with `annual_kwh` (finite, not negative) as its energy.
///
/// With `summer_time` the profile follows clocks in Germany, else it stays at UTC+1 all year.
#[must_use]
pub fn electricity_profile(
    slp: ElectricitySlp,
    calendar: &Calendar,
    summer_time: bool,
    annual_kwh: f64,
    resolution: Resolution,
) -> Vec<f64> {
    let table = &tables()[slp.index()];
    let mut values = match resolution {
        Resolution::Hour => spread(slp, calendar, |row| &table.hours[row][..]),
        Resolution::QuarterHour => spread(slp, calendar, |row| &table.quarters[row][..]),
    };
    if summer_time {
        follow_summer_time(&mut values, calendar.axis(), resolution);
    }
    let sum: f64 = values.iter().sum();
    let factor = annual_kwh * resolution.steps_per_hour() as f64 / sum;
    for value in &mut values {
        *value *= factor;
    }
    values
}

/// Day factor of the dynamic household profiles; `day_of_year` counts from 1.
///
/// Polynomial of VDEW M-05/2000, not rounded: F(1) = 1.2420, smallest value F(202) = 0.7847.
#[must_use]
pub fn household_day_factor(day_of_year: u16) -> f64 {
    let t = f64::from(day_of_year);
    (((-3.92e-10 * t + 3.20e-7) * t - 7.02e-5) * t + 2.10e-3) * t + 1.24
}

fn spread<'a>(slp: ElectricitySlp, calendar: &Calendar, row: impl Fn(usize) -> &'a [f64]) -> Vec<f64> {
    let mut values = Vec::with_capacity(HOURS * row(0).len() / 24);
    for (day, day_type) in calendar.day_types().iter().enumerate() {
        let date = calendar.axis().date(day);
        let period = if slp.is_monthly() { usize::from(date.month) - 1 } else { Season::of(date).index() };
        let day_values = row(ProfileTable::row(period, *day_type));
        if slp.is_dynamic() {
            let factor = household_day_factor(date.day_of_year());
            values.extend(day_values.iter().map(|value| value * factor));
        } else {
            values.extend_from_slice(day_values);
        }
    }
    values
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::FederalState;

    #[test]
    fn the_day_factor_meets_its_published_values() {
        for (day, expected) in [(1, 1.242_030_1), (202, 0.784_662_9), (365, 1.257_216_0), (366, 1.259_685_2)]
        {
            assert!((household_day_factor(day) - expected).abs() < 5e-8, "day {day}");
        }
    }

    #[test]
    fn every_profile_holds_its_energy_in_both_resolutions() {
        let calendar = Calendar::new(2024, Some(FederalState::Saxony));
        for slp in ElectricitySlp::ALL {
            for (resolution, step_hours) in [(Resolution::Hour, 1.0), (Resolution::QuarterHour, 0.25)] {
                let values = electricity_profile(slp, &calendar, true, 4321.0, resolution);
                assert_eq!(values.len(), resolution.steps_per_year());
                assert!(values.iter().all(|value| value.is_finite() && *value >= 0.0));
                let energy: f64 = values.iter().sum::<f64>() * step_hours;
                assert!((energy / 4321.0 - 1.0).abs() < 1e-12, "{}", slp.code());
            }
        }
    }

    #[test]
    fn hours_are_means_of_their_quarters() {
        let calendar = Calendar::new(2023, None);
        let hours = electricity_profile(ElectricitySlp::G1, &calendar, true, 1000.0, Resolution::Hour);
        let quarters =
            electricity_profile(ElectricitySlp::G1, &calendar, true, 1000.0, Resolution::QuarterHour);
        for (hour, parts) in hours.iter().zip(quarters.chunks_exact(4)) {
            assert!((hour - parts.iter().sum::<f64>() / 4.0).abs() < 1e-12);
        }
    }

    #[test]
    fn in_summer_the_profile_comes_an_hour_earlier_at_utc_plus_1() {
        let calendar = Calendar::new(2023, None);
        let fixed = electricity_profile(ElectricitySlp::G1, &calendar, false, 1000.0, Resolution::Hour);
        let civil = electricity_profile(ElectricitySlp::G1, &calendar, true, 1000.0, Resolution::Hour);
        let july = 190 * 24;
        let ratio = civil[july + 7] / fixed[july + 8];
        assert!((ratio - 1.0).abs() < 1e-3);
        assert!((civil[9] / fixed[9] - 1.0).abs() < 1e-3);
    }
}
