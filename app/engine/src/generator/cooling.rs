//! Space cooling from degree hours with thermal inertia and sun.
//!
//! ```text
//! T_f[i] = T_f[i-1] + (1 - exp(-1 h/τ))·(T[i] - T_f[i-1])      G_f: the same on global irradiance
//! q[i]   = max(0, T_f[i] + g·G_f[i] - T_base) · s(hour)
//! ```

use core::f64::consts::TAU;

use crate::calendar::Calendar;
use crate::generator::inertia::smoothed;
use crate::time::{HOURS, Resolution, follow_summer_time};
use crate::weather::Weather;

/// Outdoor temperature, sun included, from which a usual building is cooled, °C (own assumption).
pub const DEFAULT_COOLING_BASE_C: f64 = 18.0;

/// Parameters of the cooling shape.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CoolingParameters {
    /// Outdoor temperature, sun included, above which cooling is needed, °C.
    pub base_temperature_c: f64,
    /// Time constant of the building for temperature and sun, h.
    pub time_constant_h: f64,
    /// Rise of the felt outdoor temperature by the sun, K/(W/m²); without irradiance data it is not used.
    pub solar_gain_k_m2_per_w: f64,
    /// Half the range of the course of the day around its mean of 1, highest at 15:30.
    pub day_amplitude: f64,
}

impl Default for CoolingParameters {
    /// Own assumptions: a medium building (12 h), a moderate sun gain, and a mild emphasis on the afternoon
    /// (0.6 to 1.4; simulated districts range from 0.5 at night to 1.7).
    fn default() -> Self {
        Self {
            base_temperature_c: DEFAULT_COOLING_BASE_C,
            time_constant_h: 12.0,
            solar_gain_k_m2_per_w: 0.02,
            day_amplitude: 0.4,
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
    let parameters = CoolingParameters { base_temperature_c, ..CoolingParameters::default() };
    cooling_degree_hours_of(calendar, weather, parameters, summer_time)
}

/// Cooling shape with all parameters; `None` if the base temperature is never reached.
#[must_use]
pub fn cooling_degree_hours_of(
    calendar: &Calendar,
    weather: &Weather,
    parameters: CoolingParameters,
    summer_time: bool,
) -> Option<Vec<f64>> {
    if weather.temperature_c.len() != HOURS {
        return None;
    }
    let day: [f64; 24] = core::array::from_fn(|hour| {
        1.0 + parameters.day_amplitude * libm::cos(TAU * (hour as f64 + 0.5 - 15.5) / 24.0)
    });
    let mut course: Vec<f64> = day.iter().copied().cycle().take(HOURS).collect();
    if summer_time {
        follow_summer_time(&mut course, calendar.axis(), Resolution::Hour);
    }
    let sun = weather.global_irradiance_w_m2.as_ref().filter(|values| values.len() == HOURS);
    let felt_c: Vec<f64> = match sun {
        Some(irradiance) => {
            let gain = parameters.solar_gain_k_m2_per_w;
            weather.temperature_c.iter().zip(irradiance).map(|(t, sun)| t + gain * sun).collect()
        }
        None => weather.temperature_c.clone(),
    };
    // The inertia is linear and the same for both, so it can act on their sum.
    let felt_c = smoothed(&felt_c, parameters.time_constant_h);
    let shape: Vec<f64> = felt_c
        .iter()
        .zip(course)
        .map(|(felt, course)| (felt - parameters.base_temperature_c).max(0.0) * course.max(0.0))
        .collect();
    shape.iter().any(|value| *value > 0.0).then_some(shape)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::weather::WeatherFormat;

    fn weather(temperature_c: Vec<f64>) -> Weather {
        Weather {
            source: "test".to_owned(),
            format: WeatherFormat::Column,
            temperature_c,
            global_irradiance_w_m2: None,
            notes: Vec::new(),
        }
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
}
