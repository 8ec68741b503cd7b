//! Space cooling as a command.

use engine::demand::{DemandKind, Profile};
use engine::generator::SpaceCooling;
use engine::limits::Quantity;

use super::options::{Inertia, Schedule};
use super::temperature::Temperature;
use super::value::{base_temperature, limited};
use super::{Common, Made};

/// Space cooling from degree hours with thermal inertia, sun and schedule.
#[derive(clap::Args, Debug)]
pub(super) struct CoolingArgs {
    #[command(flatten)]
    pub common: Common,
    #[command(flatten)]
    pub temperature: Temperature,
    /// Outdoor temperature, sun included, above which rooms are cooled [default: 18].
    #[arg(long, value_name = "CELSIUS", allow_negative_numbers = true, value_parser = base_temperature)]
    base_temperature: Option<f64>,
    /// How much the cooling of the afternoon exceeds the mean of the day, 0 to 1 [default: 0.4].
    #[arg(long, value_name = "SHARE", allow_negative_numbers = true, value_parser = limited(Quantity::Share))]
    day_amplitude: Option<f64>,
    #[command(flatten)]
    inertia: Inertia,
    #[command(flatten)]
    schedule: Schedule,
}

impl CoolingArgs {
    pub(super) fn made(&self) -> Made {
        let usual = SpaceCooling::default();
        let Inertia { time_constant, solar_gain, solar_time_constant } = self.inertia;
        let profile = Profile::SpaceCooling(SpaceCooling {
            base_temperature_c: self.base_temperature.unwrap_or(usual.base_temperature_c),
            time_constant_h: time_constant.unwrap_or(usual.time_constant_h),
            solar_gain_k_m2_per_w: solar_gain.unwrap_or(usual.solar_gain_k_m2_per_w),
            solar_time_constant_h: solar_time_constant.unwrap_or(usual.solar_time_constant_h),
            day_amplitude: self.day_amplitude.unwrap_or(usual.day_amplitude),
            schedule: self.schedule.over(usual.schedule),
        });
        Made::hourly(DemandKind::SpaceCooling, profile)
    }
}
