//! Heat and cold for production: a pattern of work, and a share that follows the weather.
//!
//! ```text
//! q[i] = p[i]·(1 - a + a·x[i]·Σp / Σ(p·x))
//! ```
//! with the pattern p, the share a of the annual energy that follows the weather, and x the kelvins below
//! (heat) or above (cold) the base temperature. Own definition: a is exact over the year.

use serde::{Deserialize, Serialize};

use super::band;
use super::shifts::{Shifts, shifts};
use super::week::{WeekSchedule, week};
use crate::calendar::Calendar;
use crate::time::HOURS;
use crate::weather::Weather;

/// When production needs heat or cold.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum Pattern {
    /// All the time.
    Band,
    /// By day, by night and at weekends.
    Shifts(Shifts),
    /// Hour by hour over the week.
    Week {
        /// Levels of the 168 hours.
        hours: WeekSchedule,
    },
}

/// Parameters of process heat or process cold.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Process {
    /// Pattern of work.
    pub work: Pattern,
    /// Share of the annual energy that follows the outdoor temperature, 0–1.
    #[serde(default)]
    pub weather_share: f64,
    /// Outdoor temperature below which heat, above which cold depends on the weather, °C.
    #[serde(default = "default_base_temperature")]
    pub base_temperature_c: f64,
}

const fn default_base_temperature() -> f64 {
    15.0
}

impl Default for Process {
    fn default() -> Self {
        Self { work: Pattern::Band, weather_share: 0.0, base_temperature_c: default_base_temperature() }
    }
}

/// Which side of the base temperature makes the demand rise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rises {
    /// Heat: when it is colder.
    BelowBase,
    /// Cold: when it is warmer.
    AboveBase,
}

/// Shape of process heat or cold; `None` if all of it follows the weather and the base is never passed.
#[must_use]
pub fn process(
    calendar: &Calendar,
    weather: &Weather,
    parameters: Process,
    rises: Rises,
    summer_time: bool,
) -> Option<Vec<f64>> {
    let mut shape = match parameters.work {
        Pattern::Band => band(),
        Pattern::Shifts(levels) => shifts(calendar, summer_time, levels),
        Pattern::Week { hours } => week(calendar, summer_time, &hours),
    };
    if parameters.weather_share <= 0.0 {
        return Some(shape);
    }
    if weather.temperature_c.len() != HOURS {
        return None;
    }
    let kelvins = |temperature_c: &f64| match rises {
        Rises::BelowBase => (parameters.base_temperature_c - temperature_c).max(0.0),
        Rises::AboveBase => (temperature_c - parameters.base_temperature_c).max(0.0),
    };
    let sum: f64 = shape.iter().sum();
    let weighted: f64 = shape.iter().zip(&weather.temperature_c).map(|(p, t)| p * kelvins(t)).sum();
    let per_kelvin = if weighted > 0.0 { parameters.weather_share * sum / weighted } else { 0.0 };
    for (value, temperature_c) in shape.iter_mut().zip(&weather.temperature_c) {
        *value *= (1.0 - parameters.weather_share) + per_kelvin * kelvins(temperature_c);
    }
    shape.iter().any(|value| *value > 0.0).then_some(shape)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::generator::test_weather;

    #[test]
    fn the_share_that_follows_the_weather_is_exact_over_the_year() {
        let temperature_c = (0..HOURS).map(|hour| (hour % 24) as f64).collect();
        let weather = test_weather(temperature_c, None);
        let calendar = Calendar::new(2023, None);
        let parameters = Process { weather_share: 0.4, base_temperature_c: 12.0, ..Process::default() };
        let cold = process(&calendar, &weather, parameters, Rises::AboveBase, false).unwrap();
        assert!((cold.iter().sum::<f64>() - 8760.0).abs() < 1e-6);
        assert!((cold[3] - 0.6).abs() < 1e-12 && cold[23] > cold[13]);
        let heat = process(&calendar, &weather, parameters, Rises::BelowBase, false).unwrap();
        assert!((heat[23] - 0.6).abs() < 1e-12 && heat[0] > heat[11]);
    }

    #[test]
    fn without_passing_the_base_only_the_rest_is_left() {
        let weather = test_weather(vec![5.0; HOURS], None);
        let calendar = Calendar::new(2023, None);
        let cold = |weather_share| {
            let parameters = Process { weather_share, base_temperature_c: 12.0, ..Process::default() };
            process(&calendar, &weather, parameters, Rises::AboveBase, false)
        };
        assert!(cold(0.5).is_some());
        assert_eq!(cold(1.0), None);
    }
}
