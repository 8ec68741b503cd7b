//! The parameters of a profile that are numbers, as a list that a form can show and change.

use super::Profile;
use crate::generator::{Pattern, Shifts};
use crate::limits::Quantity;

/// What a parameter is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(
    missing_docs,
    reason = "each is named after the field of a generator that it is; the field says what it means"
)]
pub enum ParameterName {
    BaseTemperature,
    HeatingLimit,
    TimeConstant,
    SolarGain,
    SolarTimeConstant,
    DayAmplitude,
    DayFromHour,
    DayToHour,
    NightShare,
    WeekendShare,
    WeatherShare,
    LightingShare,
    DayFromQuarter,
    DayToQuarter,
    WorkdayDay,
    WorkdayNight,
    WeekendDay,
    WeekendNight,
    HolidayDay,
    HolidayNight,
    Dwellings,
    LitresPerDay,
    ChargePoints,
    ChargePower,
    DailyDistance,
    Consumption,
    Efficiency,
    PlugInProbability,
}

/// A parameter with its value.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Parameter {
    /// What it is.
    pub name: ParameterName,
    /// What it is measured in, with its admissible range.
    pub quantity: Quantity,
    /// Value in the unit of the quantity.
    pub value: f64,
    /// Whether only whole numbers make sense.
    pub whole: bool,
}

/// Sees each parameter; what it gives back takes the place of the value.
type Visit<'a> = &'a mut dyn FnMut(Parameter) -> Option<f64>;

impl Profile {
    /// The parameters that are numbers, in the order of a form. Not checked: see [`Profile::check`].
    #[must_use]
    pub fn parameters(&self) -> Vec<Parameter> {
        let mut list = Vec::new();
        let mut copy = *self;
        copy.visit(&mut |parameter| {
            list.push(parameter);
            None
        });
        list
    }

    /// The profile with another value of a parameter. Whole numbers are rounded.
    #[must_use]
    pub fn with_parameter(mut self, name: ParameterName, value: f64) -> Self {
        self.visit(&mut |parameter| (parameter.name == name).then_some(value));
        self
    }

    fn visit(&mut self, visit: Visit<'_>) {
        use ParameterName as Name;
        match self {
            Self::HeatSlp { heating_limit_c: Some(limit_c), .. } => {
                number(visit, Name::HeatingLimit, Quantity::BaseTemperature, limit_c);
            }
            Self::HeatingDegreeHours(heating) => {
                number(
                    visit,
                    Name::BaseTemperature,
                    Quantity::BaseTemperature,
                    &mut heating.base_temperature_c,
                );
                number(visit, Name::TimeConstant, Quantity::TimeConstant, &mut heating.time_constant_h);
                number(visit, Name::SolarGain, Quantity::SolarGain, &mut heating.solar_gain_k_m2_per_w);
                number(
                    visit,
                    Name::SolarTimeConstant,
                    Quantity::TimeConstant,
                    &mut heating.solar_time_constant_h,
                );
                if let Some(limit_c) = &mut heating.heating_limit_c {
                    number(visit, Name::HeatingLimit, Quantity::BaseTemperature, limit_c);
                }
                shifts(visit, &mut heating.schedule);
            }
            Self::HotWaterDraws(draws) => {
                count(visit, Name::Dwellings, Quantity::Dwellings, &mut draws.dwellings);
                number(visit, Name::LitresPerDay, Quantity::LitresPerDay, &mut draws.litres_per_day);
            }
            Self::CoolingDegreeHours { base_temperature_c } => {
                number(visit, Name::BaseTemperature, Quantity::BaseTemperature, base_temperature_c);
            }
            Self::SpaceCooling(cooling) => {
                number(
                    visit,
                    Name::BaseTemperature,
                    Quantity::BaseTemperature,
                    &mut cooling.base_temperature_c,
                );
                number(visit, Name::TimeConstant, Quantity::TimeConstant, &mut cooling.time_constant_h);
                number(visit, Name::SolarGain, Quantity::SolarGain, &mut cooling.solar_gain_k_m2_per_w);
                number(
                    visit,
                    Name::SolarTimeConstant,
                    Quantity::TimeConstant,
                    &mut cooling.solar_time_constant_h,
                );
                number(visit, Name::DayAmplitude, Quantity::Share, &mut cooling.day_amplitude);
                shifts(visit, &mut cooling.schedule);
            }
            Self::Process(process) => {
                if let Pattern::Shifts(levels) = &mut process.work {
                    shifts(visit, levels);
                }
                number(visit, Name::WeatherShare, Quantity::Share, &mut process.weather_share);
                number(
                    visit,
                    Name::BaseTemperature,
                    Quantity::OutdoorTemperature,
                    &mut process.base_temperature_c,
                );
            }
            Self::UseSchedule(schedule) => {
                if let Some(share) = &mut schedule.lighting_share {
                    number(visit, Name::LightingShare, Quantity::Share, share);
                }
            }
            Self::IndustrialSteps(steps) => {
                step(visit, Name::DayFromQuarter, Quantity::QuarterHour, &mut steps.day_from_quarter);
                step(visit, Name::DayToQuarter, Quantity::QuarterHour, &mut steps.day_to_quarter);
                number(visit, Name::WorkdayDay, Quantity::Share, &mut steps.workday_day);
                number(visit, Name::WorkdayNight, Quantity::Share, &mut steps.workday_night);
                number(visit, Name::WeekendDay, Quantity::Share, &mut steps.weekend_day);
                number(visit, Name::WeekendNight, Quantity::Share, &mut steps.weekend_night);
                number(visit, Name::HolidayDay, Quantity::Share, &mut steps.holiday_day);
                number(visit, Name::HolidayNight, Quantity::Share, &mut steps.holiday_night);
            }
            Self::Charging(charging) => {
                count(visit, Name::ChargePoints, Quantity::ChargePoints, &mut charging.points);
                number(visit, Name::ChargePower, Quantity::ChargePower, &mut charging.charge_kw);
                number(visit, Name::DailyDistance, Quantity::DailyDistance, &mut charging.km_per_day);
                number(visit, Name::Consumption, Quantity::Consumption, &mut charging.kwh_per_100_km);
                number(visit, Name::Efficiency, Quantity::Efficiency, &mut charging.efficiency);
                number(
                    visit,
                    Name::PlugInProbability,
                    Quantity::PlugInProbability,
                    &mut charging.plug_in_probability,
                );
            }
            Self::Shifts { day_from_hour, day_to_hour, night_share, weekend_share } => {
                step(visit, Name::DayFromHour, Quantity::Hour, day_from_hour);
                step(visit, Name::DayToHour, Quantity::Hour, day_to_hour);
                number(visit, Name::NightShare, Quantity::Share, night_share);
                number(visit, Name::WeekendShare, Quantity::Share, weekend_share);
            }
            Self::HeatSlp { heating_limit_c: None, .. }
            | Self::ElectricitySlp { .. }
            | Self::HotWaterDay { .. }
            | Self::HomeCharging
            | Self::Band
            | Self::Metered { .. } => {}
        }
    }
}

fn shifts(visit: Visit<'_>, levels: &mut Shifts) {
    step(visit, ParameterName::DayFromHour, Quantity::Hour, &mut levels.day_from_hour);
    step(visit, ParameterName::DayToHour, Quantity::Hour, &mut levels.day_to_hour);
    number(visit, ParameterName::NightShare, Quantity::Share, &mut levels.night_share);
    number(visit, ParameterName::WeekendShare, Quantity::Share, &mut levels.weekend_share);
}

fn number(visit: Visit<'_>, name: ParameterName, quantity: Quantity, value: &mut f64) {
    if let Some(new) = visit(Parameter { name, quantity, value: *value, whole: false }) {
        *value = new;
    }
}

fn step(visit: Visit<'_>, name: ParameterName, quantity: Quantity, value: &mut u8) {
    if let Some(new) = visit(Parameter { name, quantity, value: f64::from(*value), whole: true }) {
        *value = new.round().clamp(0.0, 255.0) as u8;
    }
}

fn count(visit: Visit<'_>, name: ParameterName, quantity: Quantity, value: &mut u16) {
    if let Some(new) = visit(Parameter { name, quantity, value: f64::from(*value), whole: true }) {
        *value = new.round().clamp(0.0, 65_535.0) as u16;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_changed_parameter_is_the_only_one_that_changes() {
        let before =
            Profile::Shifts { day_from_hour: 6, day_to_hour: 22, night_share: 0.1, weekend_share: 0.2 };
        let after = before.with_parameter(ParameterName::DayToHour, 18.4);
        assert_eq!(
            after,
            Profile::Shifts { day_from_hour: 6, day_to_hour: 18, night_share: 0.1, weekend_share: 0.2 }
        );
        let values: Vec<f64> = after.parameters().iter().map(|parameter| parameter.value).collect();
        assert_eq!(values, [6.0, 18.0, 0.1, 0.2]);
        assert!(Profile::Band.parameters().is_empty());
        assert_eq!(Profile::Band.with_parameter(ParameterName::ChargePower, 11.0), Profile::Band);
    }

    #[test]
    fn a_value_outside_its_range_is_refused_by_the_check() {
        let cooling = Profile::CoolingDegreeHours { base_temperature_c: 20.0 };
        assert!(cooling.with_parameter(ParameterName::BaseTemperature, 22.0).check().is_ok());
        assert!(cooling.with_parameter(ParameterName::BaseTemperature, 99.0).check().is_err());
    }
}
