//! Space heating as a command.

use engine::demand::{DemandKind, Profile};
use engine::generator::{HeatingDegreeHours, Insulation, Mass};

use super::options::{Inertia, Schedule};
use super::temperature::Temperature;
use super::value::{base_temperature, named};
use super::{Common, Made};

/// Space heating from degree hours with thermal inertia, sun and set-back.
#[derive(clap::Args, Debug)]
pub(super) struct SpaceHeatingArgs {
    #[command(flatten)]
    pub common: Common,
    #[command(flatten)]
    pub temperature: Temperature,
    /// How well the building keeps its heat: old, insulated or passive.
    #[arg(
        long,
        value_name = "CLASS",
        default_value = "old",
        value_parser = |text: &str| named(&Insulation::ALL, text)
    )]
    insulation: Insulation,
    /// How much heat the building stores: light, medium or heavy.
    #[arg(
        long,
        value_name = "CLASS",
        default_value = "medium",
        value_parser = |text: &str| named(&Mass::ALL, text)
    )]
    mass: Mass,
    /// Outdoor temperature, sun included, below which rooms are heated [default: by insulation].
    #[arg(long, value_name = "CELSIUS", allow_negative_numbers = true, value_parser = base_temperature)]
    base_temperature: Option<f64>,
    /// Smoothed outdoor temperature above which the heating is off, or none [default: by insulation].
    #[arg(long, value_name = "CELSIUS", allow_negative_numbers = true, value_parser = heating_limit)]
    heating_limit: Option<HeatingLimit>,
    #[command(flatten)]
    inertia: Inertia,
    #[command(flatten)]
    schedule: Schedule,
}

/// A heating limit, or that there is none.
#[derive(Clone, Copy, Debug)]
struct HeatingLimit(Option<f64>);

impl SpaceHeatingArgs {
    pub(super) fn made(&self) -> Made {
        let preset = HeatingDegreeHours::preset(self.insulation, self.mass);
        let HeatingLimit(heating_limit_c) =
            self.heating_limit.unwrap_or(HeatingLimit(preset.heating_limit_c));
        let Inertia { time_constant, solar_gain, solar_time_constant } = self.inertia;
        let profile = Profile::HeatingDegreeHours(HeatingDegreeHours {
            base_temperature_c: self.base_temperature.unwrap_or(preset.base_temperature_c),
            time_constant_h: time_constant.unwrap_or(preset.time_constant_h),
            solar_gain_k_m2_per_w: solar_gain.unwrap_or(preset.solar_gain_k_m2_per_w),
            solar_time_constant_h: solar_time_constant.unwrap_or(preset.solar_time_constant_h),
            heating_limit_c,
            schedule: self.schedule.over(preset.schedule),
        });
        Made::hourly(DemandKind::SpaceHeating, profile)
    }
}

fn heating_limit(text: &str) -> Result<HeatingLimit, String> {
    if text == "none" {
        return Ok(HeatingLimit(None));
    }
    base_temperature(text)
        .map(|limit_c| HeatingLimit(Some(limit_c)))
        .map_err(|error| format!("{error} or none"))
}
