//! Which generator makes the shape of which profile.

use crate::calendar::Calendar;
use crate::demand::{DemandKind, Profile};
use crate::electricity::electricity_profile;
use crate::generator::{self, Rises, Shifts};
use crate::heat::{HeatPart, heat_profile};
use crate::series::{hourly_means, repeated};
use crate::time::Resolution;
use crate::weather::Weather;

/// What all shapes of a calculation have in common.
#[derive(Clone, Copy, Debug)]
pub struct Surroundings<'a> {
    /// Weekdays and holidays.
    pub calendar: &'a Calendar,
    /// Temperature and sun; profiles that do not follow the weather do not look at it.
    pub weather: &'a Weather,
    /// Whether schedules follow summer time.
    pub summer_time: bool,
}

/// A non-negative shape of the year; `None` if the profile has no energy or belongs to a meter. `seed` counts
/// only for profiles that are drawn; heat standard profiles give the part that belongs to the kind.
#[must_use]
pub fn shape_of(
    kind: DemandKind,
    profile: &Profile,
    surroundings: &Surroundings<'_>,
    seed: u64,
    resolution: Resolution,
) -> Option<Vec<f64>> {
    let Surroundings { calendar, summer_time, .. } = *surroundings;
    let quarters = match *profile {
        Profile::ElectricitySlp { slp } => {
            return Some(electricity_profile(slp, calendar, summer_time, 1.0, resolution));
        }
        Profile::HotWaterDraws(draws) => generator::hot_water_draws(calendar, summer_time, draws, seed),
        Profile::Charging(charging) => generator::charging(calendar, summer_time, charging, seed),
        Profile::IndustrialSteps(steps) => generator::industrial_steps(calendar, summer_time, steps),
        _ => {
            let hours = hourly(kind, profile, surroundings)?;
            return Some(match resolution {
                Resolution::Hour => hours,
                Resolution::QuarterHour => repeated(&hours, 4),
            });
        }
    };
    Some(match resolution {
        Resolution::Hour => hourly_means(&quarters),
        Resolution::QuarterHour => quarters,
    })
}

/// Shapes that have no course within the hour.
fn hourly(kind: DemandKind, profile: &Profile, surroundings: &Surroundings<'_>) -> Option<Vec<f64>> {
    let Surroundings { calendar, weather, summer_time } = *surroundings;
    match *profile {
        Profile::HeatSlp { slp, heating_limit_c } => {
            let part = match kind {
                DemandKind::SpaceHeating => HeatPart::SpaceHeating,
                DemandKind::HotWater => HeatPart::HotWater,
                _ => HeatPart::Total,
            };
            let temperature_c = &weather.temperature_c;
            heat_profile(slp, part, calendar, temperature_c, summer_time, heating_limit_c, 1.0).ok()
        }
        Profile::HeatingDegreeHours(heating) => {
            generator::heating_degree_hours(calendar, weather, heating, summer_time)
        }
        Profile::HotWaterDay { hot_water_use } => {
            Some(generator::hot_water_day(calendar, summer_time, hot_water_use))
        }
        Profile::CoolingDegreeHours { base_temperature_c } => {
            generator::cooling_degree_hours(calendar, weather, base_temperature_c, summer_time)
        }
        Profile::SpaceCooling(cooling) => generator::space_cooling(calendar, weather, cooling, summer_time),
        Profile::Process(process) => {
            let cold = matches!(kind, DemandKind::SpaceCooling | DemandKind::ProcessCooling);
            let rises = if cold { Rises::AboveBase } else { Rises::BelowBase };
            generator::process(calendar, weather, process, rises, summer_time)
        }
        Profile::UseSchedule(schedule) => Some(generator::use_schedule(calendar, summer_time, schedule)),
        Profile::HomeCharging => Some(generator::home_charging(calendar, summer_time)),
        Profile::Band => Some(generator::band()),
        Profile::Shifts { day_from_hour, day_to_hour, night_share, weekend_share } => {
            let levels = Shifts { day_from_hour, day_to_hour, night_share, weekend_share };
            Some(generator::shifts(calendar, summer_time, levels))
        }
        Profile::ElectricitySlp { .. }
        | Profile::HotWaterDraws(_)
        | Profile::Charging(_)
        | Profile::IndustrialSteps(_)
        | Profile::Metered { .. } => None,
    }
}
