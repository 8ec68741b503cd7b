//! Heat and cold for production as a command.

use engine::demand::{DemandKind, Profile};
use engine::generator::{Pattern, Process, Shifts, WeekSchedule};
use engine::limits::Quantity;

use super::options::Schedule;
use super::temperature::Temperature;
use super::value::limited;
use super::{Common, Made};

/// Heat or cold for production: a pattern of work, and a share that follows the weather.
#[derive(clap::Args, Debug)]
#[command(mut_group("weather_source", |group| group.required(false)))]
pub(super) struct ProcessArgs {
    #[command(flatten)]
    pub common: Common,
    #[command(flatten)]
    pub temperature: Temperature,
    /// What is needed: heat or cold.
    #[arg(long, value_enum)]
    demand: ProcessDemand,
    /// When: band (all the time), shifts or week.
    #[arg(long, value_enum, default_value_t = Work::Band)]
    pattern: Work,
    /// Levels of the 168 hours of a week in per cent from Monday 0 h on, for example 0x6,100x12,0x150.
    #[arg(long, value_name = "LEVELS", required_if_eq("pattern", "week"))]
    week: Option<WeekSchedule>,
    /// Share of the energy that follows the outdoor temperature, 0 to 1; above 0 it needs the weather.
    #[arg(
        long,
        value_name = "SHARE",
        default_value = "0",
        allow_negative_numbers = true,
        value_parser = limited(Quantity::Share)
    )]
    pub weather_share: f64,
    /// Outdoor temperature below which heat, above which cold follows the weather.
    #[arg(
        long,
        value_name = "CELSIUS",
        default_value = "15",
        allow_negative_numbers = true,
        value_parser = limited(Quantity::OutdoorTemperature)
    )]
    base_temperature: f64,
    #[command(flatten)]
    schedule: Schedule,
}

#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum ProcessDemand {
    Heat,
    Cold,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Work {
    Band,
    Shifts,
    Week,
}

impl ProcessArgs {
    pub(super) fn made(&self) -> Made {
        let usual = Shifts { day_from_hour: 6, day_to_hour: 22, night_share: 0.1, weekend_share: 0.1 };
        let work = match (self.pattern, self.week) {
            (Work::Band, _) => Pattern::Band,
            (Work::Shifts, _) => Pattern::Shifts(self.schedule.over(usual)),
            (Work::Week, hours) => Pattern::Week { hours: hours.unwrap_or_default() },
        };
        let kind = match self.demand {
            ProcessDemand::Heat => DemandKind::ProcessHeat,
            ProcessDemand::Cold => DemandKind::ProcessCooling,
        };
        let (weather_share, base_temperature_c) = (self.weather_share, self.base_temperature);
        Made::hourly(kind, Profile::Process(Process { work, weather_share, base_temperature_c }))
    }
}
