//! Options that several generators have in common.

use engine::demand::{DemandKind, Profile};
use engine::generator::Shifts;
use engine::limits::Quantity;
use engine::time::Resolution;

use super::Made;
use super::value::{limited, step, whole};

/// Inertia and sun.
#[derive(clap::Args, Debug)]
pub(super) struct Inertia {
    /// Time constant of the building for the outdoor temperature, in hours.
    #[arg(long, value_name = "HOURS", value_parser = limited(Quantity::TimeConstant))]
    pub time_constant: Option<f64>,
    /// Rise of the felt outdoor temperature by the sun, K/(W/m²).
    #[arg(
        long,
        value_name = "GAIN",
        allow_negative_numbers = true,
        value_parser = limited(Quantity::SolarGain)
    )]
    pub solar_gain: Option<f64>,
    /// Time constant of the building for the sun, in hours.
    #[arg(long, value_name = "HOURS", value_parser = limited(Quantity::TimeConstant))]
    pub solar_time_constant: Option<f64>,
}

/// Day, night and weekend.
#[derive(clap::Args, Debug)]
pub(super) struct Schedule {
    /// First hour of the day.
    #[arg(long, value_name = "HOUR", value_parser = whole::<u8>(Quantity::Hour))]
    day_from_hour: Option<u8>,
    /// Hour at which the day ends.
    #[arg(long, value_name = "HOUR", value_parser = whole::<u8>(Quantity::Hour))]
    day_to_hour: Option<u8>,
    /// Share of the full load at night, 0 to 1.
    #[arg(long, value_name = "SHARE", allow_negative_numbers = true, value_parser = limited(Quantity::Share))]
    night_share: Option<f64>,
    /// Factor on Saturdays, Sundays and holidays, 0 to 1.
    #[arg(long, value_name = "SHARE", allow_negative_numbers = true, value_parser = limited(Quantity::Share))]
    weekend_share: Option<f64>,
}

/// What drawn profiles have in common.
#[derive(clap::Args, Debug)]
pub(super) struct Drawn {
    /// Seed of what is drawn at random: the same seed gives the same profile.
    #[arg(long, value_name = "NUMBER", default_value = "0")]
    seed: u32,
    /// Step in minutes: 15 or 60.
    #[arg(long, value_name = "MINUTES", default_value = "60", value_parser = step)]
    step: Resolution,
}

impl Schedule {
    /// The options that are given, over those that are usual.
    pub(super) fn over(&self, usual: Shifts) -> Shifts {
        Shifts {
            day_from_hour: self.day_from_hour.unwrap_or(usual.day_from_hour),
            day_to_hour: self.day_to_hour.unwrap_or(usual.day_to_hour),
            night_share: self.night_share.unwrap_or(usual.night_share),
            weekend_share: self.weekend_share.unwrap_or(usual.weekend_share),
        }
    }
}

impl Drawn {
    /// The profile with the seed and the step.
    pub(super) fn made(&self, kind: DemandKind, profile: Profile) -> Made {
        Made { kind, profile, seed: u64::from(self.seed), resolution: self.step }
    }
}
