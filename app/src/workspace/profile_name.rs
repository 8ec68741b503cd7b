//! Names of load profiles: what a cell shows, and what typing a name means.

use engine::building_type::BuildingType;
use engine::demand::{DemandKind, Profile, Scaling};
use engine::electricity::ElectricitySlp;
use engine::generator::{
    Charging, ChargingPlace, HeatingDegreeHours, HotWaterDraws, HotWaterUse, IndustrialSteps, Insulation,
    Mass, Pattern, Process, SpaceCooling, UseSchedule,
};
use engine::heat::HeatSlp;
use words::{Language, Text, folded};

use super::grid::kind_name;
use crate::api::profile::ProfileCard;

/// The short name of a profile.
#[must_use]
pub fn profile_label(profile: Profile, profiles: &[ProfileCard], locale: Language) -> String {
    match profile {
        Profile::ElectricitySlp { slp } => slp.code().to_ascii_uppercase(),
        Profile::HeatSlp { slp, heating_limit_c: None } => slp.code().to_ascii_uppercase(),
        Profile::HeatSlp { slp, heating_limit_c: Some(limit_c) } => {
            let name = locale.text(words::workspace::profile_name::LIMIT);
            format!("{} {name} {limit_c}\u{a0}°C", slp.code().to_ascii_uppercase())
        }
        Profile::HeatingDegreeHours(heating) => {
            let name = locale.text(words::workspace::profile_name::HEATING_DEGREE_HOURS);
            match heating.matching_preset() {
                Some((insulation, mass)) => {
                    format!("{name} {}, {}", insulation_name(insulation, locale), mass_name(mass, locale))
                }
                None => name.to_owned(),
            }
        }
        Profile::HotWaterDay { hot_water_use } => {
            let name = locale.text(words::workspace::profile_name::HOT_WATER);
            format!("{name} {}", hot_water_use_name(hot_water_use, locale))
        }
        Profile::HotWaterDraws(draws) => {
            let name = locale.text(words::workspace::profile_name::DRAWS_DWELLINGS);
            format!("{name} {}", draws.dwellings)
        }
        Profile::SpaceCooling(cooling) => {
            let name = locale.text(words::workspace::profile_name::COOLING_WITH_SCHEDULE);
            format!("{name} {}\u{a0}°C", cooling.base_temperature_c)
        }
        Profile::Process(process) => {
            let name = match process.work {
                Pattern::Band => words::workspace::profile_name::PROCESS_CONSTANT,
                Pattern::Shifts(_) => words::workspace::profile_name::PROCESS_SHIFTS,
                Pattern::Week { .. } => words::workspace::profile_name::PROCESS_WEEK_SCHEDULE,
            };
            locale.text(name).to_owned()
        }
        Profile::UseSchedule(schedule) => {
            let name = locale.text(words::workspace::profile_name::USE);
            let building_type = schedule.building_type;
            let of = if locale == Language::De { building_type.name_de() } else { building_type.name_en() };
            format!("{name} {of}")
        }
        Profile::IndustrialSteps(_) => locale.text(words::workspace::profile_name::INDUSTRY_STEPS).to_owned(),
        Profile::Charging(charging) => {
            let name = match charging.place {
                ChargingPlace::Home => words::workspace::profile_name::HOME_CHARGING_POINTS,
                ChargingPlace::Work => words::workspace::profile_name::CHARGING_AT_WORK_POINTS,
                ChargingPlace::Public => words::workspace::profile_name::PUBLIC_CHARGING_POINTS,
            };
            format!("{} {}", locale.text(name), charging.points)
        }
        Profile::CoolingDegreeHours { base_temperature_c } => {
            let name = locale.text(words::workspace::profile_name::COOLING_DEGREE_HOURS);
            format!("{name} {base_temperature_c}\u{a0}°C")
        }
        Profile::HomeCharging => locale.text(words::workspace::profile_name::HOME_CHARGING).to_owned(),
        Profile::Band => locale.text(words::workspace::profile_name::CONSTANT).to_owned(),
        Profile::Shifts { .. } => locale.text(words::workspace::profile_name::SHIFTS).to_owned(),
        Profile::Metered { profile, .. } => profiles
            .iter()
            .find(|card| card.id == profile)
            .map_or_else(|| locale.text(words::workspace::profile_name::MISSING).to_owned(), card_label),
    }
}

/// Stands before the name of a profile that is not metered; words say it where there is room.
const SYNTHETIC_SIGN: &str = "≈ ";

/// The name of a profile of the project, marked if it is synthetic.
fn card_label(card: &ProfileCard) -> String {
    if card.synthetic { format!("{SYNTHETIC_SIGN}{}", card.name) } else { card.name.clone() }
}

/// What a profile of the project is, with its name.
#[must_use]
pub fn stored_meaning(card: &ProfileCard, locale: Language) -> String {
    let what = if card.synthetic {
        words::workspace::profile_name::SYNTHETIC_LOAD_PROFILE
    } else {
        words::workspace::profile_name::METERED_LOAD_PROFILE
    };
    format!("{} {}", locale.text(what), card.name)
}

/// The name of a kind of demand in charts, with the mark of synthetic profiles in it.
#[must_use]
pub fn series_name(kind: DemandKind, is_synthetic: bool, locale: Language) -> String {
    let name = locale.text(kind_name(kind));
    match (is_synthetic, locale) {
        (false, _) => name.to_owned(),
        (true, Language::De) => format!("{name} (mit synthetischem Lastgang)"),
        (true, Language::En) => format!("{name} (with synthetic profile)"),
    }
}

/// Name of a class of insulation.
#[must_use]
pub fn insulation_name(insulation: Insulation, locale: Language) -> &'static str {
    locale.text(match insulation {
        Insulation::Old => words::workspace::profile_name::OLD,
        Insulation::Insulated => words::workspace::profile_name::INSULATED,
        Insulation::Passive => words::workspace::profile_name::PASSIVE,
    })
}

/// Name of a class of thermal mass.
#[must_use]
pub fn mass_name(mass: Mass, locale: Language) -> &'static str {
    locale.text(match mass {
        Mass::Light => words::workspace::profile_name::LIGHT,
        Mass::Medium => words::workspace::profile_name::MEDIUM,
        Mass::Heavy => words::workspace::profile_name::HEAVY,
    })
}

/// Name of a use of hot water.
#[must_use]
pub fn hot_water_use_name(hot_water_use: HotWaterUse, locale: Language) -> &'static str {
    locale.text(match hot_water_use {
        HotWaterUse::Residential => words::workspace::profile_name::DWELLINGS,
        HotWaterUse::Office => words::workspace::profile_name::OFFICE,
        HotWaterUse::School => words::workspace::profile_name::SCHOOL,
        HotWaterUse::University => words::workspace::profile_name::UNIVERSITY,
        HotWaterUse::FoodShop => words::workspace::profile_name::FOOD_SHOP,
        HotWaterUse::Retail => words::workspace::profile_name::SHOP,
        HotWaterUse::Restaurant => words::workspace::profile_name::RESTAURANT,
        HotWaterUse::Hospital => words::workspace::profile_name::HOSPITAL,
        HotWaterUse::Culture => words::workspace::profile_name::CULTURE,
        HotWaterUse::Sport => words::workspace::profile_name::SPORTS,
        HotWaterUse::Workshop => words::workspace::profile_name::WORKSHOP,
    })
}

/// A profile that can be chosen, with its full name.
#[derive(Clone, Debug, PartialEq)]
pub struct ProfileChoice {
    /// The profile.
    pub profile: Profile,
    /// Short name, as the cell shows it.
    pub label: String,
    /// What it is.
    pub description: String,
}

/// The profiles that a kind of demand can have.
#[must_use]
pub fn profile_choices(kind: DemandKind, profiles: &[ProfileCard], locale: Language) -> Vec<ProfileChoice> {
    let choice = |profile: Profile, description: String| ProfileChoice {
        profile,
        label: profile_label(profile, profiles, locale),
        description,
    };
    let say = |text: Text| locale.text(text).to_owned();
    let heat = || {
        HeatSlp::ALL.into_iter().map(|slp| {
            let name = if locale == Language::De { slp.name_de() } else { slp.name_en() };
            choice(Profile::HeatSlp { slp, heating_limit_c: None }, name.to_owned())
        })
    };
    let shifts = Profile::Shifts { day_from_hour: 6, day_to_hour: 18, night_share: 0.3, weekend_share: 0.2 };
    let shifts = choice(shifts, say(words::workspace::profile_name::WORKDAYS_6_18_H_NIGHTS));
    let band = choice(Profile::Band, say(words::workspace::profile_name::EQUAL_IN_EVERY_HOUR));
    let process = choice(
        Profile::Process(Process::default()),
        say(words::workspace::profile_name::CONSTANT_SHIFTS_OR_WEEK),
    );
    let mut choices: Vec<ProfileChoice> = match kind {
        DemandKind::SpaceHeating => {
            let presets = Insulation::ALL.into_iter().flat_map(|one| Mass::ALL.map(|other| (one, other)));
            let presets = presets.map(|(insulation, mass)| {
                choice(
                    Profile::HeatingDegreeHours(HeatingDegreeHours::preset(insulation, mass)),
                    say(words::workspace::profile_name::FROM_OUTDOOR_TEMPERATURE_AND_SUN),
                )
            });
            heat().chain(presets).collect()
        }
        DemandKind::HotWater => {
            let days = HotWaterUse::ALL.into_iter().map(|hot_water_use| {
                choice(
                    Profile::HotWaterDay { hot_water_use },
                    say(words::workspace::profile_name::EXPECTED_COURSE_OF_THE_DAY),
                )
            });
            let draws = choice(
                Profile::HotWaterDraws(HotWaterDraws::default()),
                say(words::workspace::profile_name::SINGLE_DRAWS_AT_RANDOM),
            );
            heat().chain(days).chain([draws]).collect()
        }
        DemandKind::ProcessHeat => heat().chain([process]).collect(),
        DemandKind::SpaceCooling => [16.0, 18.0, 20.0, 22.0]
            .map(|base_temperature_c| {
                choice(
                    Profile::CoolingDegreeHours { base_temperature_c },
                    say(words::workspace::profile_name::FROM_OUTDOOR_TEMPERATURE_WITH_THERMAL),
                )
            })
            .into_iter()
            .chain([choice(
                Profile::SpaceCooling(SpaceCooling::default()),
                say(words::workspace::profile_name::WITH_EVERY_PARAMETER),
            )])
            .collect(),
        DemandKind::ProcessCooling => vec![process],
        DemandKind::Electricity => ElectricitySlp::ALL
            .into_iter()
            .map(|slp| {
                let name = if locale == Language::De { slp.name_de() } else { slp.name_en() };
                choice(Profile::ElectricitySlp { slp }, name.to_owned())
            })
            .chain(BuildingType::ALL.into_iter().map(|building_type| {
                choice(
                    Profile::UseSchedule(UseSchedule { building_type, lighting_share: None }),
                    say(words::workspace::profile_name::PLUG_LOADS_AND_LIGHTING),
                )
            }))
            .chain([choice(
                Profile::IndustrialSteps(IndustrialSteps::default()),
                say(words::workspace::profile_name::STEPS_FOR_DAY_NIGHT_WEEKEND),
            )])
            .collect(),
        DemandKind::EMobility => {
            let home = choice(
                Profile::HomeCharging,
                say(words::workspace::profile_name::EXPECTED_VALUE_OF_MANY_CARS),
            );
            let places = ChargingPlace::ALL.map(|place| {
                choice(
                    Profile::Charging(Charging { place, ..Charging::default() }),
                    say(words::workspace::profile_name::SINGLE_CARS_AT_RANDOM),
                )
            });
            [home].into_iter().chain(places).collect()
        }
    };
    if !matches!(kind, DemandKind::SpaceHeating | DemandKind::HotWater) {
        choices.push(shifts);
    }
    choices.push(band);
    choices.extend(profiles.iter().map(|card| {
        choice(
            Profile::Metered { profile: card.id, scaling: Scaling::AsIs },
            if card.synthetic {
                say(words::workspace::profile_name::SYNTHETIC_LOAD_PROFILE_OF_THIS_PROJECT)
            } else {
                say(words::workspace::profile_name::METERED_LOAD_PROFILE_OF_THIS_PROJECT)
            },
        )
    }));
    choices
}

/// The profile that a typed name stands for: its short name, in any case.
#[must_use]
pub fn choose_profile(
    typed: &str,
    kind: DemandKind,
    profiles: &[ProfileCard],
    locale: Language,
) -> Option<Profile> {
    let plain = |name: &str| folded(name.trim_start_matches(SYNTHETIC_SIGN));
    let typed = plain(typed.trim());
    let found = |choice: &ProfileChoice| plain(&choice.label) == typed;
    let choices = profile_choices(kind, profiles, locale);
    choices.into_iter().find(found).map(|choice| choice.profile)
}
