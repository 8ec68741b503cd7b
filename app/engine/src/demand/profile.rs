//! The profile of a demand: what spreads its annual energy over the hours of the year.

use serde::{Deserialize, Serialize};

use super::{ProfileId, Scaling};
use crate::electricity::ElectricitySlp;
use crate::generator::{
    Charging, Course, HeatingDegreeHours, HotWaterDraws, HotWaterUse, IndustrialSteps, Pattern, Process,
    Shifts, SpaceCooling, UseSchedule,
};
use crate::heat::HeatSlp;
use crate::limits::{LimitError, Quantity, check};

/// What spreads the annual energy over the hours of the year.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum Profile {
    /// Standard load profile for electricity (BDEW).
    ElectricitySlp {
        /// Which profile.
        slp: ElectricitySlp,
    },
    /// The part of a SigLinDe heat profile that belongs to the demand kind.
    HeatSlp {
        /// Which profile.
        slp: HeatSlp,
        /// Allocation temperature above which rooms are not heated, °C; `None`: heated all year.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        heating_limit_c: Option<f64>,
    },
    /// Space heating from degree hours with thermal inertia, sun and set-back.
    HeatingDegreeHours(HeatingDegreeHours),
    /// Hot water by the hour as expected of many users of this kind.
    HotWaterDay {
        /// Who uses it.
        hot_water_use: HotWaterUse,
    },
    /// Hot water of single dwellings, drawn at random from the seed of the project.
    HotWaterDraws(HotWaterDraws),
    /// Hourly cooling demand from outdoor temperature with thermal inertia.
    CoolingDegreeHours {
        /// Outdoor temperature above which cooling is needed, °C.
        base_temperature_c: f64,
    },
    /// Space cooling with every parameter: inertia, sun, course of the day, schedule.
    SpaceCooling(SpaceCooling),
    /// Heat or cold for production: band, shifts or week, and a share that follows the weather.
    Process(Process),
    /// Plug loads and lighting by the use of the building.
    UseSchedule(UseSchedule),
    /// Step profile of a trade or industry in quarter hours.
    IndustrialSteps(IndustrialSteps),
    /// Expected charging of many cars that arrive at home.
    HomeCharging,
    /// Charging of a number of cars at home, at work or in public.
    Charging(Charging),
    /// The same power in every hour.
    Band,
    /// A weekly step profile: shares of the full load by day and night and at weekends.
    Shifts {
        /// First hour of the day shift (0–23).
        day_from_hour: u8,
        /// Hour at which the day shift ends (1–24).
        day_to_hour: u8,
        /// Share of the full load at night, 0–1.
        night_share: f64,
        /// Share of the full load on Saturdays, Sundays and holidays, 0–1.
        weekend_share: f64,
    },
    /// A profile kept with the project.
    Metered {
        /// Which profile.
        profile: ProfileId,
        /// How it meets annual energy and peak load.
        scaling: Scaling,
    },
}

/// How many customers a profile speaks for; decides whether a simultaneity factor may be applied to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Diversity {
    /// One building: the peaks of several need not coincide.
    Single,
    /// The mean of many customers: diversity is already in it, a factor would count it twice.
    Averaged,
    /// Drawn for the number of users given: diversity among them is already in it.
    Drawn,
}

impl Profile {
    /// Whether the profile is drawn at random, so that each building has a course of its own.
    #[must_use]
    pub const fn is_drawn(&self) -> bool {
        match self {
            Self::HotWaterDraws(_) => true,
            Self::Charging(charging) => !matches!(charging.course, Course::Expected),
            _ => false,
        }
    }

    /// How many customers the profile speaks for.
    #[must_use]
    pub const fn diversity(&self) -> Diversity {
        match self {
            Self::ElectricitySlp { .. }
            | Self::HeatSlp { .. }
            | Self::HotWaterDay { .. }
            | Self::UseSchedule(_)
            | Self::HomeCharging => Diversity::Averaged,
            Self::HotWaterDraws(_) | Self::Charging(_) => Diversity::Drawn,
            Self::HeatingDegreeHours(_)
            | Self::CoolingDegreeHours { .. }
            | Self::SpaceCooling(_)
            | Self::Process(_)
            | Self::IndustrialSteps(_)
            | Self::Band
            | Self::Shifts { .. }
            | Self::Metered { .. } => Diversity::Single,
        }
    }

    /// Whether the profile has a course within the hour, so that quarter hours differ.
    #[must_use]
    pub const fn has_quarter_hours(&self) -> bool {
        matches!(
            self,
            Self::ElectricitySlp { .. }
                | Self::HotWaterDraws(_)
                | Self::Charging(_)
                | Self::IndustrialSteps(_)
        )
    }

    /// Checks every parameter against the table of limits.
    ///
    /// # Errors
    /// The first parameter outside its range.
    pub fn check(&self) -> Result<(), LimitError> {
        match *self {
            Self::HeatSlp { heating_limit_c, .. } => check_limit(heating_limit_c),
            Self::HeatingDegreeHours(heating) => {
                check(Quantity::BaseTemperature, heating.base_temperature_c)?;
                check(Quantity::TimeConstant, heating.time_constant_h)?;
                check(Quantity::TimeConstant, heating.solar_time_constant_h)?;
                check(Quantity::SolarGain, heating.solar_gain_k_m2_per_w)?;
                check_limit(heating.heating_limit_c)?;
                check_shifts(heating.schedule)
            }
            Self::HotWaterDraws(draws) => {
                check(Quantity::Dwellings, f64::from(draws.dwellings))?;
                check(Quantity::LitresPerDay, draws.litres_per_day)
            }
            Self::CoolingDegreeHours { base_temperature_c } => {
                check(Quantity::BaseTemperature, base_temperature_c)
            }
            Self::SpaceCooling(cooling) => {
                check(Quantity::BaseTemperature, cooling.base_temperature_c)?;
                check(Quantity::TimeConstant, cooling.time_constant_h)?;
                check(Quantity::TimeConstant, cooling.solar_time_constant_h)?;
                check(Quantity::SolarGain, cooling.solar_gain_k_m2_per_w)?;
                check(Quantity::Share, cooling.day_amplitude)?;
                check_shifts(cooling.schedule)
            }
            Self::Process(process) => {
                check(Quantity::Share, process.weather_share)?;
                check(Quantity::OutdoorTemperature, process.base_temperature_c)?;
                match process.work {
                    Pattern::Shifts(levels) => check_shifts(levels),
                    Pattern::Band | Pattern::Week { .. } => Ok(()),
                }
            }
            Self::UseSchedule(schedule) => match schedule.lighting_share {
                Some(share) => check(Quantity::Share, share),
                None => Ok(()),
            },
            Self::IndustrialSteps(steps) => {
                check(Quantity::QuarterHour, f64::from(steps.day_from_quarter))?;
                check(Quantity::QuarterHour, f64::from(steps.day_to_quarter))?;
                steps.levels().into_iter().try_for_each(|level| check(Quantity::Share, level))
            }
            Self::Charging(charging) => {
                check(Quantity::ChargePoints, f64::from(charging.points))?;
                check(Quantity::ChargePower, charging.charge_kw)?;
                check(Quantity::DailyDistance, charging.km_per_day)?;
                check(Quantity::Consumption, charging.kwh_per_100_km)?;
                check(Quantity::Efficiency, charging.efficiency)?;
                check(Quantity::PlugInProbability, charging.plug_in_probability)
            }
            Self::Shifts { day_from_hour, day_to_hour, night_share, weekend_share } => {
                check_shifts(Shifts { day_from_hour, day_to_hour, night_share, weekend_share })
            }
            Self::ElectricitySlp { .. }
            | Self::HotWaterDay { .. }
            | Self::HomeCharging
            | Self::Band
            | Self::Metered { .. } => Ok(()),
        }
    }
}

fn check_limit(heating_limit_c: Option<f64>) -> Result<(), LimitError> {
    heating_limit_c.map_or(Ok(()), |limit_c| check(Quantity::BaseTemperature, limit_c))
}

fn check_shifts(levels: Shifts) -> Result<(), LimitError> {
    check(Quantity::Hour, f64::from(levels.day_from_hour))?;
    check(Quantity::Hour, f64::from(levels.day_to_hour))?;
    check(Quantity::Share, levels.night_share)?;
    check(Quantity::Share, levels.weekend_share)
}
