//! Heat standard load profiles: SigLinDe daily values with weekday and hour factors.
//!
//! ```text
//! T_allo(D) = (T_D + 0.5·T_{D-1} + 0.25·T_{D-2} + 0.125·T_{D-3}) / 1.875       daily means, °C
//! h(T)      = A / (1 + (B / (T - 40))^C) + D + max(mH·T + bH, mW·T + bW)
//! hot water = D + mW·T + bW;   space heating = h - hot water
//! Q(D, h)   = Q_a · h(T_allo)·F_WT / Σ(h·F_WT) · SF(weekday, temperature class, h)
//! ```
//! Source: guideline for standard load profiles gas of BDEW/VKU/GEODE (coefficients of 2026). Hour factors are
//! applied to the calendar day, as is usual, though the gas day runs from 6 to 6.

use crate::calendar::Calendar;
use crate::time::{DAYS, HOURS, Resolution, follow_summer_time};

mod coefficients;
mod hour_factors;
mod slp;

pub use slp::HeatSlp;

use coefficients::{Coefficients, coefficients};
use hour_factors::{hour_factors, temperature_class};

/// Which part of the heat demand a profile is wanted for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum HeatPart {
    /// Space heating and hot water together.
    Total,
    /// Space heating alone.
    SpaceHeating,
    /// Domestic hot water alone.
    HotWater,
}

/// Why no heat profile can be made.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum HeatError {
    /// The temperature series is not a year of hours.
    #[error("the temperature series has {given} values instead of 8760")]
    WrongLength {
        /// Number of values given.
        given: usize,
    },
    /// A temperature is not a number.
    #[error("the temperature of hour {hour_index} is not a number")]
    NotFinite {
        /// First hour with such a value.
        hour_index: usize,
    },
    /// The wanted part has no demand, for example space heating below a very low heating limit.
    #[error("{slp} has no demand of this kind with these temperatures and this heating limit")]
    NoDemand {
        /// Code of the profile.
        slp: &'static str,
    },
}

/// Mean heat load in kW per hour of the year, with `annual_kwh` (finite, not negative) as the energy of the
/// wanted part.
///
/// `hourly_temperature_c`: outdoor temperature of the 8760 hours at UTC+1, °C. Temperatures of the allocation
/// are limited to 39 °C, where the formula ends. Above `heating_limit_c` (allocation temperature) there is no
/// space heating. With `summer_time` the daily course follows clocks in Germany.
///
/// # Errors
/// See [`HeatError`].
pub fn heat_profile(
    slp: HeatSlp,
    part: HeatPart,
    calendar: &Calendar,
    hourly_temperature_c: &[f64],
    summer_time: bool,
    heating_limit_c: Option<f64>,
    annual_kwh: f64,
) -> Result<Vec<f64>, HeatError> {
    let allocation = allocation_temperatures(hourly_temperature_c)?;
    let coefficients = &coefficients()[slp.index()];
    let factors = hour_factors(slp);
    let mut values = Vec::with_capacity(HOURS);
    for (temperature_c, weekday) in allocation.iter().zip(calendar.effective_weekdays()) {
        let demand = coefficients.day_demand(*temperature_c, heating_limit_c);
        let day = demand.of(part) * coefficients.weekday_factors[weekday.index()];
        let hours = &factors[weekday.index()][temperature_class(*temperature_c)];
        values.extend(hours.iter().map(|hour| day * hour));
    }
    if summer_time {
        follow_summer_time(&mut values, calendar.axis(), Resolution::Hour);
    }
    let sum: f64 = values.iter().sum();
    if sum <= 0.0 {
        return Err(HeatError::NoDemand { slp: slp.code() });
    }
    let factor = annual_kwh / sum;
    for value in &mut values {
        *value *= factor;
    }
    Ok(values)
}

/// Share of hot water in the annual heat demand of a profile, 0 to 1.
///
/// # Errors
/// See [`HeatError`].
pub fn hot_water_share(
    slp: HeatSlp,
    calendar: &Calendar,
    hourly_temperature_c: &[f64],
    heating_limit_c: Option<f64>,
) -> Result<f64, HeatError> {
    let allocation = allocation_temperatures(hourly_temperature_c)?;
    let coefficients = &coefficients()[slp.index()];
    let (mut hot_water, mut total) = (0.0, 0.0);
    for (temperature_c, weekday) in allocation.iter().zip(calendar.effective_weekdays()) {
        let demand = coefficients.day_demand(*temperature_c, heating_limit_c);
        let factor = coefficients.weekday_factors[weekday.index()];
        hot_water += demand.hot_water * factor;
        total += demand.of(HeatPart::Total) * factor;
    }
    if total > 0.0 { Ok(hot_water / total) } else { Err(HeatError::NoDemand { slp: slp.code() }) }
}

/// Allocation temperature of each day in °C: daily means of four days, weighted 8, 4, 2, 1.
///
/// The year is closed to a ring, so that the days before 1 January are the last days of December.
///
/// # Errors
/// [`HeatError::WrongLength`] and [`HeatError::NotFinite`].
pub fn allocation_temperatures(hourly_temperature_c: &[f64]) -> Result<Vec<f64>, HeatError> {
    if hourly_temperature_c.len() != HOURS {
        return Err(HeatError::WrongLength { given: hourly_temperature_c.len() });
    }
    if let Some(hour_index) = hourly_temperature_c.iter().position(|value| !value.is_finite()) {
        return Err(HeatError::NotFinite { hour_index });
    }
    let mean = |day: &[f64]| day.iter().sum::<f64>() / 24.0;
    let daily: Vec<f64> = hourly_temperature_c.chunks_exact(24).map(mean).collect();
    let past = |day: usize, back: usize| daily[(day + DAYS - back) % DAYS];
    Ok((0..DAYS)
        .map(|day| (past(day, 0) + 0.5 * past(day, 1) + 0.25 * past(day, 2) + 0.125 * past(day, 3)) / 1.875)
        .collect())
}

/// Demand of a day relative to the customer value.
struct DayDemand {
    space_heating: f64,
    hot_water: f64,
}

impl DayDemand {
    fn of(&self, part: HeatPart) -> f64 {
        match part {
            HeatPart::Total => self.space_heating + self.hot_water,
            HeatPart::SpaceHeating => self.space_heating,
            HeatPart::HotWater => self.hot_water,
        }
    }
}

impl Coefficients {
    fn day_demand(&self, allocation_c: f64, heating_limit_c: Option<f64>) -> DayDemand {
        // From 40 °C on the power has a negative base.
        let t = allocation_c.min(39.0);
        let hot_water_line = self.m_w * t + self.b_w;
        let sigmoid = self.a / (1.0 + libm::pow(self.b / (t - 40.0), self.c));
        let heating_line = (self.m_h * t + self.b_h).max(hot_water_line) - hot_water_line;
        let above_limit = heating_limit_c.is_some_and(|limit_c| allocation_c > limit_c);
        DayDemand {
            space_heating: if above_limit { 0.0 } else { (sigmoid + heating_line).max(0.0) },
            hot_water: (self.d + hot_water_line).max(0.0),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A smooth year: cold in January, warm in July, colder at night.
    fn temperatures(mean_c: f64, amplitude_k: f64) -> Vec<f64> {
        (0..HOURS)
            .map(|hour| {
                let year = libm::cos(core::f64::consts::TAU * hour as f64 / HOURS as f64);
                let day = libm::cos(core::f64::consts::TAU * (hour as f64 - 15.0) / 24.0);
                mean_c - amplitude_k * year + 3.0 * day
            })
            .collect()
    }

    #[test]
    fn h_of_8_degrees_is_about_one() {
        // The guideline scales the profiles so that h(8 °C) = 1; cooking gas is 5.6 % off as published.
        for slp in HeatSlp::ALL {
            let demand = coefficients()[slp.index()].day_demand(8.0, None);
            assert!(
                (demand.of(HeatPart::Total) - 1.0).abs() < 0.06,
                "{} {}",
                slp.code(),
                demand.of(HeatPart::Total)
            );
        }
    }

    #[test]
    fn each_part_holds_its_energy() {
        let calendar = Calendar::new(2023, None);
        let temperatures = temperatures(9.5, 12.0);
        for slp in HeatSlp::ALL {
            for part in [HeatPart::Total, HeatPart::SpaceHeating, HeatPart::HotWater] {
                let result = heat_profile(slp, part, &calendar, &temperatures, true, None, 20_000.0);
                let values = result.unwrap();
                assert_eq!(values.len(), HOURS);
                assert!(values.iter().all(|value| value.is_finite() && *value >= 0.0));
                assert!((values.iter().sum::<f64>() / 20_000.0 - 1.0).abs() < 1e-12);
            }
        }
    }

    #[test]
    fn the_parts_add_up_to_the_total() {
        let calendar = Calendar::new(2023, None);
        let temperatures = temperatures(9.5, 12.0);
        let share = hot_water_share(HeatSlp::Hef33, &calendar, &temperatures, Some(15.0)).unwrap();
        let profile = |part, kwh| {
            heat_profile(HeatSlp::Hef33, part, &calendar, &temperatures, false, Some(15.0), kwh).unwrap()
        };
        let total = profile(HeatPart::Total, 1000.0);
        let heating = profile(HeatPart::SpaceHeating, 1000.0 * (1.0 - share));
        let hot_water = profile(HeatPart::HotWater, 1000.0 * share);
        for hour in 0..HOURS {
            assert!((total[hour] - heating[hour] - hot_water[hour]).abs() < 1e-9);
        }
    }

    #[test]
    fn heat_waves_and_hard_frost_give_finite_values() {
        let calendar = Calendar::new(2024, None);
        for temperatures in [temperatures(45.0, 5.0), temperatures(-25.0, 10.0)] {
            for slp in HeatSlp::ALL {
                let values =
                    heat_profile(slp, HeatPart::Total, &calendar, &temperatures, true, None, 1.0).unwrap();
                assert!(values.iter().all(|value| value.is_finite() && *value >= 0.0), "{}", slp.code());
            }
        }
    }

    #[test]
    fn without_demand_there_is_no_profile() {
        let calendar = Calendar::new(2023, None);
        let warm = vec![25.0; HOURS];
        let error =
            heat_profile(HeatSlp::Hef33, HeatPart::SpaceHeating, &calendar, &warm, true, Some(15.0), 1.0);
        assert_eq!(error, Err(HeatError::NoDemand { slp: "HEF33" }));
        let short = heat_profile(HeatSlp::Hef33, HeatPart::Total, &calendar, &warm[1..], true, None, 1.0);
        assert_eq!(short, Err(HeatError::WrongLength { given: 8759 }));
    }

    #[test]
    fn the_first_days_remember_the_last() {
        let mut temperatures = vec![0.0; HOURS];
        temperatures[364 * 24..].fill(15.0);
        let allocation = allocation_temperatures(&temperatures).unwrap();
        assert!((allocation[0] - 4.0).abs() < 1e-12);
        assert!((allocation[1] - 2.0).abs() < 1e-12);
        assert!((allocation[2] - 1.0).abs() < 1e-12);
        assert!(allocation[3].abs() < 1e-12);
    }
}
