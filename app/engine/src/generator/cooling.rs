//! Space cooling from degree hours with thermal inertia and sun.
//!
//! ```text
//! T_f = inertia of T with τ        G_f = inertia of the global irradiance with τ_G        (cyclic year)
//! q[i] = max(0, T_f[i] + g·G_f[i] - T_base) · s(hour, day)
//! ```

use core::f64::consts::TAU;

use serde::{Deserialize, Serialize};

use super::inertia::smoothed;
use super::shifts::{Shifts, shifts};
use crate::calendar::Calendar;
use crate::time::{HOURS, Resolution, follow_summer_time};
use crate::weather::Weather;

/// Outdoor temperature, sun included, from which a usual building is cooled, °C (own assumption).
pub const DEFAULT_COOLING_BASE_C: f64 = 18.0;

/// Parameters of the cooling shape.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SpaceCooling {
    /// Outdoor temperature, sun included, above which cooling is needed, °C.
    pub base_temperature_c: f64,
    /// Time constant of the building for the outdoor temperature, h.
    pub time_constant_h: f64,
    /// Rise of the felt outdoor temperature by the sun, K/(W/m²); without irradiance data it is not used.
    pub solar_gain_k_m2_per_w: f64,
    /// Time constant of the building for the sun, h.
    pub solar_time_constant_h: f64,
    /// Half the range of the course of the day around its mean of 1, highest at 15:30.
    pub day_amplitude: f64,
    /// Full cooling by day; share of it at night and at weekends.
    pub schedule: Shifts,
}

impl Default for SpaceCooling {
    /// Own assumptions: a medium building (24 h), and a mild emphasis on the afternoon (0.6 to 1.4; simulated
    /// districts range from 0.5 at night to 1.7). The sun gain is that of usual windows; largely glazed buildings
    /// reach 0.08. Against a simulated district the daily R² is 0.81, with 0.08 it is 0.89.
    fn default() -> Self {
        Self {
            base_temperature_c: DEFAULT_COOLING_BASE_C,
            time_constant_h: 24.0,
            solar_gain_k_m2_per_w: 0.05,
            solar_time_constant_h: 24.0,
            day_amplitude: 0.4,
            schedule: Shifts::ALWAYS,
        }
    }
}

/// Cooling shape with this base temperature; `None` if it is never reached.
#[must_use]
pub fn cooling_degree_hours(
    calendar: &Calendar,
    weather: &Weather,
    base_temperature_c: f64,
    summer_time: bool,
) -> Option<Vec<f64>> {
    let parameters = SpaceCooling { base_temperature_c, ..SpaceCooling::default() };
    space_cooling(calendar, weather, parameters, summer_time)
}

/// Cooling shape with all parameters; `None` if the base temperature is never reached.
#[must_use]
pub fn space_cooling(
    calendar: &Calendar,
    weather: &Weather,
    parameters: SpaceCooling,
    summer_time: bool,
) -> Option<Vec<f64>> {
    if weather.temperature_c.len() != HOURS {
        return None;
    }
    let day: [f64; 24] = core::array::from_fn(|hour| {
        1.0 + parameters.day_amplitude * libm::cos(TAU * (hour as f64 + 0.5 - 15.5) / 24.0)
    });
    let mut course: Vec<f64> = day.iter().map(|value| value.max(0.0)).cycle().take(HOURS).collect();
    if summer_time {
        follow_summer_time(&mut course, calendar.axis(), Resolution::Hour);
    }
    if parameters.schedule != Shifts::ALWAYS {
        for (value, level) in course.iter_mut().zip(shifts(calendar, summer_time, parameters.schedule)) {
            *value *= level;
        }
    }
    let felt_c = felt_temperature(weather, parameters);
    let shape: Vec<f64> = felt_c
        .iter()
        .zip(course)
        .map(|(felt, course)| (felt - parameters.base_temperature_c).max(0.0) * course)
        .collect();
    shape.iter().any(|value| *value > 0.0).then_some(shape)
}

/// Outdoor temperature with the sun, both after the inertia of the building, °C.
fn felt_temperature(weather: &Weather, parameters: SpaceCooling) -> Vec<f64> {
    let sun = weather.global_irradiance_w_m2.as_ref().filter(|values| values.len() == HOURS);
    let gain = parameters.solar_gain_k_m2_per_w;
    let with_sun = |temperature_c: &[f64], sun: &[f64]| -> Vec<f64> {
        temperature_c.iter().zip(sun).map(|(t, sun)| t + gain * sun).collect()
    };
    let (tau_h, solar_tau_h) = (parameters.time_constant_h, parameters.solar_time_constant_h);
    match sun {
        // Inertia is linear: with one time constant it acts on the sum.
        Some(sun) if tau_h == solar_tau_h => smoothed(&with_sun(&weather.temperature_c, sun), tau_h),
        Some(sun) => with_sun(&smoothed(&weather.temperature_c, tau_h), &smoothed(sun, solar_tau_h)),
        None => smoothed(&weather.temperature_c, tau_h),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::generator::test_weather;

    fn weather(temperature_c: Vec<f64>) -> Weather {
        test_weather(temperature_c, None)
    }

    #[test]
    fn a_heat_wave_is_cooled_and_the_rest_of_the_year_is_not() {
        let mut temperature_c = vec![10.0; HOURS];
        temperature_c[4800..4900].fill(35.0);
        let calendar = Calendar::new(2023, None);
        let shape = cooling_degree_hours(&calendar, &weather(temperature_c), 18.0, true).unwrap();
        assert!(shape[..4800].iter().all(|value| *value == 0.0));
        assert!(shape[4899] > shape[4810]);
        assert!(shape[4900] > 0.0, "the building stays warm for a while");
        assert!(shape[5000..].iter().all(|value| *value == 0.0));
    }

    #[test]
    fn a_cold_year_has_no_shape() {
        let calendar = Calendar::new(2023, None);
        assert_eq!(cooling_degree_hours(&calendar, &weather(vec![10.0; HOURS]), 18.0, true), None);
    }

    #[test]
    fn the_sun_adds_to_the_need() {
        let calendar = Calendar::new(2023, None);
        let mut sunny = weather(vec![17.0; HOURS]);
        assert_eq!(cooling_degree_hours(&calendar, &sunny, 18.0, true), None);
        sunny.global_irradiance_w_m2 = Some(vec![100.0; HOURS]);
        let shape = cooling_degree_hours(&calendar, &sunny, 18.0, false).unwrap();
        assert!(shape[15] > shape[3]);
    }

    #[test]
    fn a_schedule_rests_at_weekends_and_two_time_constants_agree_with_one() {
        let calendar = Calendar::new(2023, None);
        let mut hot = weather(vec![30.0; HOURS]);
        hot.global_irradiance_w_m2 = Some((0..HOURS).map(|hour| (hour % 24) as f64 * 20.0).collect());
        let schedule = Shifts { day_from_hour: 8, day_to_hour: 18, night_share: 0.0, weekend_share: 0.0 };
        let offices = SpaceCooling { schedule, ..SpaceCooling::default() };
        let shape = space_cooling(&calendar, &hot, offices, false).unwrap();
        // 2 January 2023 is a Monday, 7 January a Saturday.
        assert!(shape[24 + 12] > 0.0);
        assert_eq!((shape[24 + 20], shape[6 * 24 + 12]), (0.0, 0.0));
        let near = SpaceCooling { solar_time_constant_h: 24.000_001, ..offices };
        let apart = space_cooling(&calendar, &hot, near, false).unwrap();
        assert!(shape.iter().zip(apart).all(|(one, other)| (one - other).abs() < 1e-5));
    }
}
