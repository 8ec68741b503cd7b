//! Which generator makes the shape of which profile.

use crate::calendar::Calendar;
use crate::demand::{DemandKind, Profile};
use crate::electricity::electricity_profile;
use crate::generator;
use crate::heat::{HeatPart, heat_profile};
use crate::time::Resolution;
use crate::weather::Weather;

/// A non-negative shape of 8760 hours; `None` if the profile has no energy or belongs to a meter.
pub(super) fn generate(
    kind: DemandKind,
    profile: Profile,
    calendar: &Calendar,
    weather: &Weather,
    summer_time: bool,
) -> Option<Vec<f64>> {
    let temperature_c = &weather.temperature_c;
    match profile {
        Profile::ElectricitySlp { slp } => {
            Some(electricity_profile(slp, calendar, summer_time, 1.0, Resolution::Hour))
        }
        Profile::HeatSlp { slp } => {
            let part = match kind {
                DemandKind::SpaceHeating => HeatPart::SpaceHeating,
                DemandKind::HotWater => HeatPart::HotWater,
                _ => HeatPart::Total,
            };
            heat_profile(slp, part, calendar, temperature_c, summer_time, None, 1.0).ok()
        }
        Profile::CoolingDegreeHours { base_temperature_c } => {
            generator::cooling_degree_hours(calendar, weather, base_temperature_c, summer_time)
        }
        Profile::HomeCharging => Some(generator::home_charging(calendar, summer_time)),
        Profile::Band => Some(generator::band()),
        Profile::Shifts { day_from_hour, day_to_hour, night_share, weekend_share } => {
            Some(generator::shifts(
                calendar,
                summer_time,
                generator::Shifts { day_from_hour, day_to_hour, night_share, weekend_share },
            ))
        }
        Profile::Metered { .. } => None,
    }
}
