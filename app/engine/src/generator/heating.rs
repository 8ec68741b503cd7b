//! Space heating from degree hours with thermal inertia, sun and set-back.
//!
//! ```text
//! T_f = inertia of T with τ        G_f = inertia of the global irradiance with τ_G        (cyclic year)
//! q[i] = max(0, T_b - T_f[i] - g·G_f[i]) · s(hour, day)      0 where T_f[i] is above the heating limit
//! ```
//! Source: degree-hour method with first-order inertia, as in the published open models of heat demand
//! (demand.ninja, Staffell et al. 2023: smoothed temperature and a solar term). Compared with a dynamic
//! simulation, the solar term is the greatest single gain; see `tests/reference_buildings.rs`.

use serde::{Deserialize, Serialize};

use super::inertia::smoothed;
use super::shifts::{Shifts, shifts};
use crate::calendar::Calendar;
use crate::time::HOURS;
use crate::weather::Weather;

/// Parameters of the heating shape.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HeatingDegreeHours {
    /// Outdoor temperature, sun included, below which rooms are heated, °C.
    pub base_temperature_c: f64,
    /// Time constant of the building for the outdoor temperature, h.
    pub time_constant_h: f64,
    /// Rise of the felt outdoor temperature by the sun, K/(W/m²); without irradiance data it is not used.
    pub solar_gain_k_m2_per_w: f64,
    /// Time constant of the building for the sun, h.
    pub solar_time_constant_h: f64,
    /// Smoothed outdoor temperature above which the heating is off, °C.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub heating_limit_c: Option<f64>,
    /// Full heating by day; share of it at night (set-back) and at weekends.
    pub schedule: Shifts,
}

/// How well a building keeps its heat.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Insulation {
    /// Built before the first rules on insulation, or hardly renovated.
    Old,
    /// Insulated walls and roof, double glazing.
    Insulated,
    /// Passive house or nearly.
    Passive,
}

/// How much heat a building stores.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Mass {
    /// Timber frame, light partition walls.
    Light,
    /// Brick walls, concrete floors.
    Medium,
    /// Solid walls, little insulation inside.
    Heavy,
}

impl Insulation {
    /// Every class.
    pub const ALL: [Self; 3] = [Self::Old, Self::Insulated, Self::Passive];
}

impl Mass {
    /// Every class.
    pub const ALL: [Self; 3] = [Self::Light, Self::Medium, Self::Heavy];
}

impl HeatingDegreeHours {
    /// The parameters of a kind of building.
    ///
    /// Heating limits 15, 12 and 10 °C as usual for old, insulated and passive buildings. Base temperatures fall
    /// and solar gains rise with the insulation, because internal and solar gains cover more of a smaller loss;
    /// their values are own assumptions, the first row fitted to a simulated house. Time constants: 24, 48 and
    /// 96 h; sun 12 h in light, 24 h in other buildings. The better the insulation, the less a set-back saves.
    #[must_use]
    pub const fn preset(insulation: Insulation, mass: Mass) -> Self {
        let (base_temperature_c, solar_gain_k_m2_per_w, limit_c, night_share) = match insulation {
            Insulation::Old => (20.0, 0.04, 15.0, 0.4),
            Insulation::Insulated => (18.0, 0.05, 12.0, 0.6),
            Insulation::Passive => (16.0, 0.06, 10.0, 0.8),
        };
        let (time_constant_h, solar_time_constant_h) = match mass {
            Mass::Light => (24.0, 12.0),
            Mass::Medium => (48.0, 24.0),
            Mass::Heavy => (96.0, 24.0),
        };
        Self {
            base_temperature_c,
            time_constant_h,
            solar_gain_k_m2_per_w,
            solar_time_constant_h,
            heating_limit_c: Some(limit_c),
            schedule: Shifts { day_from_hour: 6, day_to_hour: 22, night_share, weekend_share: 1.0 },
        }
    }

    /// The preset with these parameters, if there is one.
    #[must_use]
    pub fn matching_preset(&self) -> Option<(Insulation, Mass)> {
        let pairs = Insulation::ALL.into_iter().flat_map(|one| Mass::ALL.map(|other| (one, other)));
        pairs.into_iter().find(|(insulation, mass)| Self::preset(*insulation, *mass) == *self)
    }
}

impl Default for HeatingDegreeHours {
    fn default() -> Self {
        Self::preset(Insulation::Old, Mass::Medium)
    }
}

/// Heating shape; `None` if it is never cold enough.
#[must_use]
pub fn heating_degree_hours(
    calendar: &Calendar,
    weather: &Weather,
    parameters: HeatingDegreeHours,
    summer_time: bool,
) -> Option<Vec<f64>> {
    if weather.temperature_c.len() != HOURS {
        return None;
    }
    let outdoor_c = smoothed(&weather.temperature_c, parameters.time_constant_h);
    let mut shape = shifts(calendar, summer_time, parameters.schedule);
    let limit_c = parameters.heating_limit_c.unwrap_or(f64::INFINITY);
    let sun = weather.global_irradiance_w_m2.as_ref().filter(|values| values.len() == HOURS);
    let sun = sun.map(|values| smoothed(values, parameters.solar_time_constant_h));
    for (hour, (value, outdoor_c)) in shape.iter_mut().zip(outdoor_c).enumerate() {
        let gain_k = sun.as_ref().map_or(0.0, |sun| parameters.solar_gain_k_m2_per_w * sun[hour]);
        let need_k = (parameters.base_temperature_c - outdoor_c - gain_k).max(0.0);
        *value *= if outdoor_c > limit_c { 0.0 } else { need_k };
    }
    shape.iter().any(|value| *value > 0.0).then_some(shape)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::generator::test_weather;

    fn constant(temperature_c: f64) -> Weather {
        test_weather(vec![temperature_c; HOURS], None)
    }

    fn shape(weather: &Weather, parameters: HeatingDegreeHours) -> Option<Vec<f64>> {
        heating_degree_hours(&Calendar::new(2023, None), weather, parameters, false)
    }

    #[test]
    fn the_need_is_the_distance_to_the_base_and_less_at_night() {
        let shape = shape(&constant(5.0), HeatingDegreeHours::default()).unwrap();
        assert!((shape[24 + 12] - 15.0).abs() < 1e-9);
        assert!((shape[24 + 3] - 6.0).abs() < 1e-9);
    }

    #[test]
    fn above_the_limit_and_in_the_sun_there_is_no_need() {
        assert_eq!(shape(&constant(15.1), HeatingDegreeHours::default()), None);
        let mut sunny = constant(10.0);
        sunny.global_irradiance_w_m2 = Some(vec![100.0; HOURS]);
        let with_sun = shape(&sunny, HeatingDegreeHours::default()).unwrap();
        assert!((with_sun[12] - 6.0).abs() < 1e-9);
        sunny.global_irradiance_w_m2 = Some(vec![250.0; HOURS]);
        assert_eq!(shape(&sunny, HeatingDegreeHours::default()), None);
    }

    #[test]
    fn a_heavy_building_feels_a_cold_day_later_and_less() {
        let mut temperature_c = vec![10.0; HOURS];
        temperature_c[1000..1024].fill(-10.0);
        let weather = test_weather(temperature_c, None);
        let peak = |mass| {
            let shape = shape(&weather, HeatingDegreeHours::preset(Insulation::Old, mass)).unwrap();
            shape.iter().copied().fold(0.0, f64::max)
        };
        assert!(peak(Mass::Light) > peak(Mass::Medium) && peak(Mass::Medium) > peak(Mass::Heavy));
    }

    #[test]
    fn presets_are_found_again() {
        for insulation in Insulation::ALL {
            for mass in Mass::ALL {
                let preset = HeatingDegreeHours::preset(insulation, mass);
                assert_eq!(preset.matching_preset(), Some((insulation, mass)));
            }
        }
        let own = HeatingDegreeHours { time_constant_h: 37.0, ..HeatingDegreeHours::default() };
        assert_eq!(own.matching_preset(), None);
    }
}
