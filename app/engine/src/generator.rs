//! Shapes of the demands that have no standard load profile: cooling, charging, process and band loads.
//!
//! Each function gives 8760 non-negative hourly values without unit; [`crate::fit`] scales them. The figures
//! are open assumptions, named at each of them.

use crate::time::HOURS;

mod charging;
mod cooling;
mod inertia;
mod shifts;

pub use charging::{HomeCharging, home_charging, home_charging_of};
pub use cooling::{CoolingParameters, DEFAULT_COOLING_BASE_C, cooling_degree_hours, cooling_degree_hours_of};
pub use inertia::smoothed;
pub use shifts::{Shifts, shifts};

/// The same power in every hour.
#[must_use]
pub fn band() -> Vec<f64> {
    vec![1.0; HOURS]
}
