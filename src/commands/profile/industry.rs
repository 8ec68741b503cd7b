//! The step profile of a trade or industry as a command.

use engine::demand::{DemandKind, Profile};
use engine::generator::IndustrialSteps;
use engine::limits::Quantity;
use engine::time::Resolution;

use super::value::{limited, step, whole};
use super::{Common, Made};

/// Step profile of a trade or industry in quarter hours; levels are shares of the full load.
#[derive(clap::Args, Debug)]
pub(super) struct IndustryArgs {
    #[command(flatten)]
    pub common: Common,
    /// First quarter hour of the day, 0 to 96 [default: 28, which is 7:00].
    #[arg(long, value_name = "QUARTER", value_parser = whole::<u8>(Quantity::QuarterHour))]
    day_from_quarter: Option<u8>,
    /// Quarter hour before which the day ends [default: 94, which is 23:30].
    #[arg(long, value_name = "QUARTER", value_parser = whole::<u8>(Quantity::QuarterHour))]
    day_to_quarter: Option<u8>,
    /// Levels by day and by night on workdays, weekends and holidays.
    #[arg(
        long,
        value_name = "SHARE",
        num_args = 6,
        action = clap::ArgAction::Set,
        default_values = ["1", "0.5", "0.4", "0.3", "0.3", "0.3"],
        value_parser = limited(Quantity::Share)
    )]
    levels: Vec<f64>,
    /// Step in minutes: 15 or 60.
    #[arg(long, value_name = "MINUTES", default_value = "60", value_parser = step)]
    step: Resolution,
}

impl IndustryArgs {
    pub(super) fn made(&self) -> Made {
        let usual = IndustrialSteps::default();
        let [workday_day, workday_night, weekend_day, weekend_night, holiday_day, holiday_night] =
            self.levels[..].try_into().expect("the command line demands six levels");
        let profile = Profile::IndustrialSteps(IndustrialSteps {
            day_from_quarter: self.day_from_quarter.unwrap_or(usual.day_from_quarter),
            day_to_quarter: self.day_to_quarter.unwrap_or(usual.day_to_quarter),
            workday_day,
            workday_night,
            weekend_day,
            weekend_night,
            holiday_day,
            holiday_night,
        });
        Made { resolution: self.step, ..Made::hourly(DemandKind::Electricity, profile) }
    }
}
