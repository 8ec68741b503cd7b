//! Names of load profiles: what a cell shows, and what typing a name means.

use engine::demand::{DemandKind, Profile, Scaling};
use engine::electricity::ElectricitySlp;
use engine::heat::HeatSlp;

use crate::api::profile::ProfileCard;
use crate::i18n::{Locale, text};

/// The short name of a profile.
#[must_use]
pub fn profile_label(profile: Profile, profiles: &[ProfileCard], locale: Locale) -> String {
    match profile {
        Profile::ElectricitySlp { slp } => slp.code().to_uppercase(),
        Profile::HeatSlp { slp } => slp.code().to_uppercase(),
        Profile::CoolingDegreeHours { base_temperature_c } => {
            let name = locale.text(text("Kühlgradstunden", "Cooling degree hours"));
            format!("{name} {base_temperature_c}\u{202f}°C")
        }
        Profile::HomeCharging => locale.text(text("Laden zu Hause", "Home charging")).to_owned(),
        Profile::Band => locale.text(text("Band", "Constant")).to_owned(),
        Profile::Shifts { .. } => locale.text(text("Schichten", "Shifts")).to_owned(),
        Profile::Metered { profile, .. } => profiles
            .iter()
            .find(|card| card.id == profile)
            .map_or_else(|| locale.text(text("fehlt", "missing")).to_owned(), |card| card.name.clone()),
    }
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
            choice(Profile::HeatSlp { slp }, name.to_owned())
        })
    };
    let shifts = Profile::Shifts { day_from_hour: 6, day_to_hour: 18, night_share: 0.3, weekend_share: 0.2 };
    let shifts = choice(
        shifts,
        say("Werktags 6–18 Uhr, nachts 30 %, Wochenende 20 %", "Workdays 6–18 h, nights 30 %, weekends 20 %"),
    );
    let band = choice(Profile::Band, say("In jeder Stunde gleich", "Equal in every hour"));
    let mut choices: Vec<ProfileChoice> = match kind {
        DemandKind::SpaceHeating | DemandKind::HotWater => heat().collect(),
        DemandKind::ProcessHeat => heat().collect(),
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
            .into(),
        DemandKind::ProcessCooling => Vec::new(),
        DemandKind::Electricity => ElectricitySlp::ALL
            .into_iter()
            .map(|slp| {
                let name = if locale == Locale::De { slp.name_de() } else { slp.name_en() };
                choice(Profile::ElectricitySlp { slp }, name.to_owned())
            })
            .collect(),
        DemandKind::EMobility => {
            vec![choice(
                Profile::HomeCharging,
                say("Erwartungswert vieler Fahrzeuge", "Expected value of many cars"),
            )]
        }
    };
    if !matches!(kind, DemandKind::SpaceHeating | DemandKind::HotWater) {
        choices.push(shifts);
    }
    choices.push(band);
    choices.extend(profiles.iter().map(|card| {
        choice(
            Profile::Metered { profile: card.id, scaling: Scaling::AsIs },
            say("Gemessener Lastgang dieses Projekts", "Metered load profile of this project"),
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
    let typed = typed.trim().to_lowercase();
    let found = |choice: &ProfileChoice| choice.label.to_lowercase() == typed;
    let choices = profile_choices(kind, profiles, locale);
    choices.into_iter().find(found).map(|choice| choice.profile)
}
