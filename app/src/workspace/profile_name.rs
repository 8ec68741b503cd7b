//! Names of load profiles: what a cell shows, and what typing a name means.

use engine::building_type::BuildingType;
use engine::demand::{DemandKind, Profile, Scaling};
use engine::electricity::ElectricitySlp;
use engine::generator::{
    Charging, ChargingPlace, HeatingDegreeHours, HotWaterDraws, HotWaterUse, IndustrialSteps, Insulation,
    Mass, Pattern, Process, SpaceCooling, UseSchedule,
};
use engine::heat::HeatSlp;

use super::grid::kind_name;
use crate::api::profile::ProfileCard;
use crate::i18n::{Locale, folded, text};

/// The short name of a profile.
#[must_use]
pub fn profile_label(profile: Profile, profiles: &[ProfileCard], locale: Locale) -> String {
    match profile {
        Profile::ElectricitySlp { slp } => slp.code().to_ascii_uppercase(),
        Profile::HeatSlp { slp, heating_limit_c: None } => slp.code().to_ascii_uppercase(),
        Profile::HeatSlp { slp, heating_limit_c: Some(limit_c) } => {
            let name = locale.text(text("Heizgrenze", "limit"));
            format!("{} {name} {limit_c}\u{a0}°C", slp.code().to_ascii_uppercase())
        }
        Profile::HeatingDegreeHours(heating) => {
            let name = locale.text(text("Heizgradstunden", "Heating degree hours"));
            match heating.matching_preset() {
                Some((insulation, mass)) => {
                    format!("{name} {}, {}", insulation_name(insulation, locale), mass_name(mass, locale))
                }
                None => name.to_owned(),
            }
        }
        Profile::HotWaterDay { hot_water_use } => {
            let name = locale.text(text("Warmwasser", "Hot water"));
            format!("{name} {}", hot_water_use_name(hot_water_use, locale))
        }
        Profile::HotWaterDraws(draws) => {
            let name = locale.text(text("Zapfungen, Wohnungen:", "Draws, dwellings:"));
            format!("{name} {}", draws.dwellings)
        }
        Profile::SpaceCooling(cooling) => {
            let name = locale.text(text("Kühlung mit Zeitplan", "Cooling with schedule"));
            format!("{name} {}\u{a0}°C", cooling.base_temperature_c)
        }
        Profile::Process(process) => {
            let name = match process.work {
                Pattern::Band => text("Prozess, Band", "Process, constant"),
                Pattern::Shifts(_) => text("Prozess, Schichten", "Process, shifts"),
                Pattern::Week { .. } => text("Prozess, Wochenplan", "Process, week schedule"),
            };
            locale.text(name).to_owned()
        }
        Profile::UseSchedule(schedule) => {
            let name = locale.text(text("Nutzung", "Use"));
            let building_type = schedule.building_type;
            let of = if locale == Locale::De { building_type.name_de() } else { building_type.name_en() };
            format!("{name} {of}")
        }
        Profile::IndustrialSteps(_) => locale.text(text("Industrie, Stufen", "Industry, steps")).to_owned(),
        Profile::Charging(charging) => {
            let name = match charging.place {
                ChargingPlace::Home => text("Laden zu Hause, Ladepunkte:", "Home charging, points:"),
                ChargingPlace::Work => text("Laden bei der Arbeit, Ladepunkte:", "Charging at work, points:"),
                ChargingPlace::Public => text("Öffentlich laden, Ladepunkte:", "Public charging, points:"),
            };
            format!("{} {}", locale.text(name), charging.points)
        }
        Profile::CoolingDegreeHours { base_temperature_c } => {
            let name = locale.text(text("Kühlgradstunden", "Cooling degree hours"));
            format!("{name} {base_temperature_c}\u{a0}°C")
        }
        Profile::HomeCharging => locale.text(text("Laden zu Hause", "Home charging")).to_owned(),
        Profile::Band => locale.text(text("Band", "Constant")).to_owned(),
        Profile::Shifts { .. } => locale.text(text("Schichten", "Shifts")).to_owned(),
        Profile::Metered { profile, .. } => profiles
            .iter()
            .find(|card| card.id == profile)
            .map_or_else(|| locale.text(text("fehlt", "missing")).to_owned(), card_label),
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
pub fn stored_meaning(card: &ProfileCard, locale: Locale) -> String {
    let what = if card.synthetic {
        text("Synthetischer Lastgang", "Synthetic load profile")
    } else {
        text("Gemessener Lastgang", "Metered load profile")
    };
    format!("{} {}", locale.text(what), card.name)
}

/// The name of a kind of demand in charts, with the mark of synthetic profiles in it.
#[must_use]
pub fn series_name(kind: DemandKind, is_synthetic: bool, locale: Locale) -> String {
    let name = locale.text(kind_name(kind));
    match (is_synthetic, locale) {
        (false, _) => name.to_owned(),
        (true, Locale::De) => format!("{name} (mit synthetischem Lastgang)"),
        (true, Locale::En) => format!("{name} (with synthetic profile)"),
    }
}

/// Name of a class of insulation.
#[must_use]
pub fn insulation_name(insulation: Insulation, locale: Locale) -> &'static str {
    locale.text(match insulation {
        Insulation::Old => text("Altbau", "old"),
        Insulation::Insulated => text("gedämmt", "insulated"),
        Insulation::Passive => text("Passivhaus", "passive"),
    })
}

/// Name of a class of thermal mass.
#[must_use]
pub fn mass_name(mass: Mass, locale: Locale) -> &'static str {
    locale.text(match mass {
        Mass::Light => text("leicht", "light"),
        Mass::Medium => text("mittelschwer", "medium"),
        Mass::Heavy => text("schwer", "heavy"),
    })
}

/// Name of a use of hot water.
#[must_use]
pub fn hot_water_use_name(hot_water_use: HotWaterUse, locale: Locale) -> &'static str {
    locale.text(match hot_water_use {
        HotWaterUse::Residential => text("Wohnen", "dwellings"),
        HotWaterUse::Office => text("Büro", "office"),
        HotWaterUse::School => text("Schule", "school"),
        HotWaterUse::University => text("Hochschule", "university"),
        HotWaterUse::FoodShop => text("Lebensmittelmarkt", "food shop"),
        HotWaterUse::Retail => text("Einzelhandel", "shop"),
        HotWaterUse::Restaurant => text("Gaststätte", "restaurant"),
        HotWaterUse::Hospital => text("Krankenhaus", "hospital"),
        HotWaterUse::Culture => text("Kultur", "culture"),
        HotWaterUse::Sport => text("Sport", "sports"),
        HotWaterUse::Workshop => text("Werkstatt", "workshop"),
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
pub fn profile_choices(kind: DemandKind, profiles: &[ProfileCard], locale: Locale) -> Vec<ProfileChoice> {
    let choice = |profile: Profile, description: String| ProfileChoice {
        profile,
        label: profile_label(profile, profiles, locale),
        description,
    };
    let say = |de: &'static str, en: &'static str| locale.text(text(de, en)).to_owned();
    let heat = || {
        HeatSlp::ALL.into_iter().map(|slp| {
            let name = if locale == Locale::De { slp.name_de() } else { slp.name_en() };
            choice(Profile::HeatSlp { slp, heating_limit_c: None }, name.to_owned())
        })
    };
    let shifts = Profile::Shifts { day_from_hour: 6, day_to_hour: 18, night_share: 0.3, weekend_share: 0.2 };
    let shifts = choice(
        shifts,
        say("Werktags 6–18 Uhr, nachts 30 %, Wochenende 20 %", "Workdays 6–18 h, nights 30 %, weekends 20 %"),
    );
    let band = choice(Profile::Band, say("In jeder Stunde gleich", "Equal in every hour"));
    let process = choice(
        Profile::Process(Process::default()),
        say("Band, Schichten oder Woche, mit Wetteranteil", "Constant, shifts or week, with a weather share"),
    );
    let mut choices: Vec<ProfileChoice> = match kind {
        DemandKind::SpaceHeating => {
            let presets = Insulation::ALL.into_iter().flat_map(|one| Mass::ALL.map(|other| (one, other)));
            let presets = presets.map(|(insulation, mass)| {
                choice(
                    Profile::HeatingDegreeHours(HeatingDegreeHours::preset(insulation, mass)),
                    say(
                        "Aus Außentemperatur und Sonne mit thermischer Trägheit",
                        "From outdoor temperature and sun with thermal inertia",
                    ),
                )
            });
            heat().chain(presets).collect()
        }
        DemandKind::HotWater => {
            let days = HotWaterUse::ALL.into_iter().map(|hot_water_use| {
                choice(
                    Profile::HotWaterDay { hot_water_use },
                    say("Erwarteter Tagesgang der Nutzung", "Expected course of the day by use"),
                )
            });
            let draws = choice(
                Profile::HotWaterDraws(HotWaterDraws::default()),
                say("Einzelne Zapfungen, zufällig", "Single draws, at random"),
            );
            heat().chain(days).chain([draws]).collect()
        }
        DemandKind::ProcessHeat => heat().chain([process]).collect(),
        DemandKind::SpaceCooling => [16.0, 18.0, 20.0, 22.0]
            .map(|base_temperature_c| {
                choice(
                    Profile::CoolingDegreeHours { base_temperature_c },
                    say(
                        "Aus der Außentemperatur mit thermischer Trägheit",
                        "From outdoor temperature with thermal inertia",
                    ),
                )
            })
            .into_iter()
            .chain([choice(
                Profile::SpaceCooling(SpaceCooling::default()),
                say("Mit allen Parametern", "With every parameter"),
            )])
            .collect(),
        DemandKind::ProcessCooling => vec![process],
        DemandKind::Electricity => ElectricitySlp::ALL
            .into_iter()
            .map(|slp| {
                let name = if locale == Locale::De { slp.name_de() } else { slp.name_en() };
                choice(Profile::ElectricitySlp { slp }, name.to_owned())
            })
            .chain(BuildingType::ALL.into_iter().map(|building_type| {
                choice(
                    Profile::UseSchedule(UseSchedule { building_type, lighting_share: None }),
                    say("Geräte und Licht nach Nutzung", "Plug loads and lighting by use"),
                )
            }))
            .chain([choice(
                Profile::IndustrialSteps(IndustrialSteps::default()),
                say("Stufen für Tag, Nacht, Wochenende, Feiertag", "Steps for day, night, weekend, holiday"),
            )])
            .collect(),
        DemandKind::EMobility => {
            let home = choice(
                Profile::HomeCharging,
                say("Erwartungswert vieler Fahrzeuge", "Expected value of many cars"),
            );
            let places = ChargingPlace::ALL.map(|place| {
                choice(
                    Profile::Charging(Charging { place, ..Charging::default() }),
                    say("Einzelne Fahrzeuge, zufällig", "Single cars, at random"),
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
                say("Synthetischer Lastgang dieses Projekts", "Synthetic load profile of this project")
            } else {
                say("Gemessener Lastgang dieses Projekts", "Metered load profile of this project")
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
    locale: Locale,
) -> Option<Profile> {
    let plain = |name: &str| folded(name.trim_start_matches(SYNTHETIC_SIGN));
    let typed = plain(typed.trim());
    let found = |choice: &ProfileChoice| plain(&choice.label) == typed;
    let choices = profile_choices(kind, profiles, locale);
    choices.into_iter().find(found).map(|choice| choice.profile)
}
