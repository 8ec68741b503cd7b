//! Shapes of the demands that have no standard load profile.
//!
//! Each function gives the non-negative values of a year without unit; [`crate::fit`] scales them. Where a
//! figure is an own assumption, it says so.

mod charging;
mod cooling;
mod heating;
mod hot_water;
mod industry;
mod inertia;
mod process;
mod shifts;
mod use_schedule;
mod week;

pub use charging::{Charging, ChargingPlace, Course, MANY_POINTS, charging, home_charging};
pub use cooling::{DEFAULT_COOLING_BASE_C, SpaceCooling, cooling_degree_hours, space_cooling};
pub use heating::{HeatingDegreeHours, Insulation, Mass, heating_degree_hours};
pub use hot_water::{HotWaterDraws, HotWaterUse, hot_water_day, hot_water_draws};
pub use industry::{IndustrialSteps, industrial_steps};
pub use inertia::smoothed;
pub use process::{Pattern, Process, Rises, process};
pub use shifts::{Shifts, shifts};
pub use use_schedule::{UseSchedule, usage_of, use_schedule};
pub use week::{WEEK_HOURS, WeekError, WeekSchedule, week};

use crate::time::HOURS;

/// The same power in every hour.
#[must_use]
pub fn band() -> Vec<f64> {
    vec![1.0; HOURS]
}

#[cfg(test)]
fn test_weather(temperature_c: Vec<f64>, sun: Option<Vec<f64>>) -> crate::weather::Weather {
    crate::weather::Weather {
        source: "test".to_owned(),
        format: crate::weather::WeatherFormat::Column,
        temperature_c,
        global_irradiance_w_m2: sun,
        notes: Vec::new(),
    }
}
