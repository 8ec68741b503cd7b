//! The generators as commands: their options, and the profile of the engine that follows from them.

use engine::building_type::BuildingType;
use engine::demand::{DemandKind, Profile};
use engine::generator::{
    Charging, ChargingPlace, Course, HeatingDegreeHours, HotWaterDraws, HotWaterUse, IndustrialSteps,
    Insulation, Mass, Pattern, Process, Shifts, SpaceCooling, UseSchedule, WeekSchedule,
};
use engine::limits::Quantity;
use engine::time::Resolution;

use super::temperature::Temperature;
use super::value::{base_temperature, limited, named, step, whole};
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

/// Hot water: the expected course by use, or single dwellings drawn at random.
#[derive(clap::Args, Debug)]
pub(super) struct HotWaterArgs {
    #[command(flatten)]
    pub common: Common,
    /// Who uses it: residential, office, school, university, food-shop, retail, restaurant, hospital, culture,
    /// sport or workshop [default: residential].
    #[arg(long = "use", value_name = "USE", value_parser = |text: &str| named(&HotWaterUse::ALL, text))]
    hot_water_use: Option<HotWaterUse>,
    /// Draws the hot water of so many dwellings one by one.
    #[arg(
        long,
        value_name = "COUNT",
        conflicts_with = "hot_water_use",
        value_parser = whole::<u16>(Quantity::Dwellings)
    )]
    dwellings: Option<u16>,
    /// Hot water per dwelling and day, which decides how many draws there are.
    #[arg(
        long,
        value_name = "LITRES",
        default_value = "100",
        requires = "dwellings",
        value_parser = limited(Quantity::LitresPerDay)
    )]
    litres_per_day: f64,
    #[command(flatten)]
    drawn: Drawn,
}

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

/// Plug loads and lighting by the use of the building.
#[derive(clap::Args, Debug)]
pub(super) struct UseArgs {
    #[command(flatten)]
    pub common: Common,
    /// Building type, for example office; a wrong one lists all.
    #[arg(long, value_name = "TYPE", value_parser = |text: &str| named(&BuildingType::ALL, text))]
    building_type: BuildingType,
    /// Share of the energy for lighting, 0 to 1 [default: from the powers usual in this use].
    #[arg(long, value_name = "SHARE", allow_negative_numbers = true, value_parser = limited(Quantity::Share))]
    lighting_share: Option<f64>,
}

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

/// Charging of electric cars; without --annual-kwh the energy follows from distance and consumption.
#[derive(clap::Args, Debug)]
#[command(mut_arg("annual_kwh", |arg| arg.required(false)))]
pub(super) struct ChargingArgs {
    #[command(flatten)]
    pub common: Common,
    /// Charge points, each with a car of its own.
    #[arg(
        long,
        value_name = "COUNT",
        default_value = "10",
        value_parser = whole::<u16>(Quantity::ChargePoints)
    )]
    points: u16,
    /// Power of a charge point.
    #[arg(long, value_name = "KW", default_value = "11", value_parser = limited(Quantity::ChargePower))]
    charge_kw: f64,
    /// Distance per car and day.
    #[arg(long, value_name = "KM", default_value = "37", value_parser = limited(Quantity::DailyDistance))]
    km_per_day: f64,
    /// Consumption of the cars.
    #[arg(long, value_name = "KWH", default_value = "18", value_parser = limited(Quantity::Consumption))]
    kwh_per_100_km: f64,
    /// Share of the energy from the grid that reaches the battery.
    #[arg(long, value_name = "SHARE", default_value = "0.9", value_parser = limited(Quantity::Efficiency))]
    efficiency: f64,
    /// Probability that a car is plugged in on a usual day.
    #[arg(
        long,
        value_name = "SHARE",
        default_value = "0.5",
        value_parser = limited(Quantity::PlugInProbability)
    )]
    plug_in_probability: f64,
    /// Where the cars charge: home, work or public.
    #[arg(
        long,
        value_name = "PLACE",
        default_value = "home",
        value_parser = |text: &str| named(&ChargingPlace::ALL, text)
    )]
    place: ChargingPlace,
    /// Single cars or the expected course: auto (single cars below 50 points), expected or drawn.
    #[arg(
        long,
        value_name = "COURSE",
        default_value = "auto",
        value_parser = |text: &str| named(&Course::ALL, text)
    )]
    course: Course,
    #[command(flatten)]
    drawn: Drawn,
}

/// Inertia and sun.
#[derive(clap::Args, Debug)]
struct Inertia {
    /// Time constant of the building for the outdoor temperature, in hours.
    #[arg(long, value_name = "HOURS", value_parser = limited(Quantity::TimeConstant))]
    time_constant: Option<f64>,
    /// Rise of the felt outdoor temperature by the sun, K/(W/m²).
    #[arg(
        long,
        value_name = "GAIN",
        allow_negative_numbers = true,
        value_parser = limited(Quantity::SolarGain)
    )]
    solar_gain: Option<f64>,
    /// Time constant of the building for the sun, in hours.
    #[arg(long, value_name = "HOURS", value_parser = limited(Quantity::TimeConstant))]
    solar_time_constant: Option<f64>,
}

/// Day, night and weekend.
#[derive(clap::Args, Debug)]
struct Schedule {
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
struct Drawn {
    /// Seed of what is drawn at random: the same seed gives the same profile.
    #[arg(long, value_name = "NUMBER", default_value = "0")]
    seed: u32,
    /// Step in minutes: 15 or 60.
    #[arg(long, value_name = "MINUTES", default_value = "60", value_parser = step)]
    step: Resolution,
}

/// A heating limit, or that there is none.
#[derive(Clone, Copy, Debug)]
struct HeatingLimit(Option<f64>);

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

impl HotWaterArgs {
    pub(super) fn made(&self) -> Made {
        let profile = match self.dwellings {
            Some(dwellings) => {
                Profile::HotWaterDraws(HotWaterDraws { dwellings, litres_per_day: self.litres_per_day })
            }
            None => {
                Profile::HotWaterDay { hot_water_use: self.hot_water_use.unwrap_or(HotWaterUse::Residential) }
            }
        };
        self.drawn.made(DemandKind::HotWater, profile)
    }
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

impl UseArgs {
    pub(super) fn made(&self) -> Made {
        let (building_type, lighting_share) = (self.building_type, self.lighting_share);
        let profile = Profile::UseSchedule(UseSchedule { building_type, lighting_share });
        Made::hourly(DemandKind::Electricity, profile)
    }
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

impl ChargingArgs {
    /// What the options say of the cars.
    pub(super) const fn charging(&self) -> Charging {
        Charging {
            points: self.points,
            charge_kw: self.charge_kw,
            km_per_day: self.km_per_day,
            kwh_per_100_km: self.kwh_per_100_km,
            efficiency: self.efficiency,
            plug_in_probability: self.plug_in_probability,
            place: self.place,
            course: self.course,
        }
    }

    pub(super) fn made(&self) -> Made {
        self.drawn.made(DemandKind::EMobility, Profile::Charging(self.charging()))
    }
}

impl Drawn {
    fn made(&self, kind: DemandKind, profile: Profile) -> Made {
        Made { kind, profile, seed: u64::from(self.seed), resolution: self.step }
    }
}

impl Schedule {
    /// The options that are given, over those that are usual.
    fn over(&self, usual: Shifts) -> Shifts {
        Shifts {
            day_from_hour: self.day_from_hour.unwrap_or(usual.day_from_hour),
            day_to_hour: self.day_to_hour.unwrap_or(usual.day_to_hour),
            night_share: self.night_share.unwrap_or(usual.night_share),
            weekend_share: self.weekend_share.unwrap_or(usual.weekend_share),
        }
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
