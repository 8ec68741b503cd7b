//! The parameters of a profile that are no numbers: each a list of profiles of which one is in force.
//!
//! An option carries the whole profile that it leads to, so that a form needs to know nothing but its position.

use engine::building_type::BuildingType;
use engine::demand::{DemandKind, Profile, Scaling};
use engine::generator::{
    Charging, ChargingPlace, Course, HeatingDegreeHours, HotWaterDraws, HotWaterUse, Insulation, Mass,
    Pattern, Process, Shifts, SpaceCooling, UseSchedule, WEEK_HOURS, WeekSchedule,
};

use super::grid::type_name;
use super::profile_name::{hot_water_use_name, insulation_name, mass_name};
use crate::i18n::{Locale, Text, text};

/// Something of a profile that can be chosen.
#[derive(Clone, Debug, PartialEq)]
pub struct Choice {
    /// What it is about.
    pub label: Text,
    /// What the options mean, where their names do not say it.
    pub note: Option<Text>,
    /// Name and resulting profile.
    pub options: Vec<(String, Profile)>,
    /// The option in force; none if the profile has values of its own.
    pub chosen: Option<usize>,
}

/// Usual heating limit of a profile that had none, °C.
const HEATING_LIMIT_C: f64 = 15.0;

/// What can be chosen of the profile of a demand of such a building.
#[must_use]
pub fn choices(
    profile: Profile,
    kind: DemandKind,
    building_type: BuildingType,
    locale: Locale,
) -> Vec<Choice> {
    let form = Form { profile, locale };
    let mut choices: Vec<Choice> = form.method(kind, building_type).into_iter().collect();
    match profile {
        Profile::HeatSlp { slp, heating_limit_c } if kind == DemandKind::SpaceHeating => {
            let with = |heating_limit_c| Profile::HeatSlp { slp, heating_limit_c };
            choices.push(form.heating_limit(heating_limit_c, &with));
        }
        Profile::HeatingDegreeHours(heating) => choices.extend(form.degree_hours(heating)),
        Profile::HotWaterDay { .. } => choices.push(form.choice(
            text("Nutzung", "Use"),
            HotWaterUse::ALL.map(|hot_water_use| {
                (hot_water_use_name(hot_water_use, locale).to_owned(), Profile::HotWaterDay { hot_water_use })
            }),
        )),
        Profile::SpaceCooling(cooling) => {
            let with = |schedule| Profile::SpaceCooling(SpaceCooling { schedule, ..cooling });
            choices.push(form.schedule(&SET_BACKS, &with));
        }
        Profile::Process(process) => choices.extend(form.work(process)),
        Profile::Shifts { .. } => {
            let with = |Shifts { day_from_hour, day_to_hour, night_share, weekend_share }| Profile::Shifts {
                day_from_hour,
                day_to_hour,
                night_share,
                weekend_share,
            };
            choices.push(form.schedule(&WORK_SHIFTS, &with));
        }
        Profile::UseSchedule(schedule) => {
            choices.push(form.choice(
                text("Nutzung", "Use"),
                BuildingType::ALL.map(|building_type| {
                    let schedule = UseSchedule { building_type, ..schedule };
                    (type_name(building_type, locale).to_owned(), Profile::UseSchedule(schedule))
                }),
            ));
            let with = |lighting_share| Profile::UseSchedule(UseSchedule { lighting_share, ..schedule });
            let own = schedule.lighting_share.or(Some(0.3));
            choices.push(form.choice(
                text("Anteil Beleuchtung", "Share of lighting"),
                [
                    (form.say("aus den installierten Leistungen", "from the installed powers"), with(None)),
                    (form.say("eigener Wert", "own value"), with(own)),
                ],
            ));
        }
        Profile::Charging(charging) => choices.extend(form.charging(charging)),
        Profile::Metered { profile, .. } => {
            let with = |scaling| Profile::Metered { profile, scaling };
            choices.push(form.choice(
                text("Verwendung", "Use"),
                [
                    (form.say("Werte unverändert", "values as they are"), with(Scaling::AsIs)),
                    (form.say("auf die Jahresenergie", "to the annual energy"), with(Scaling::ToEnergy)),
                    (
                        form.say("auf Jahresenergie und Spitzenlast", "to annual energy and peak load"),
                        with(Scaling::ToEnergyAndPeak),
                    ),
                ],
            ));
        }
        _ => {}
    }
    choices
}

/// Schedules by name.
type Schedules = [(Text, Shifts); 3];

const fn shifts(day_from_hour: u8, day_to_hour: u8, night_share: f64, weekend_share: f64) -> Shifts {
    Shifts { day_from_hour, day_to_hour, night_share, weekend_share }
}

const SET_BACKS: Schedules = [
    (text("durchgehend", "all the time"), Shifts::ALWAYS),
    (text("nachts abgesenkt (6–22 Uhr voll)", "set back at night (full 6–22 h)"), shifts(6, 22, 0.5, 1.0)),
    (text("werktags 6–18 Uhr, sonst abgesenkt", "workdays 6–18 h, else set back"), shifts(6, 18, 0.4, 0.4)),
];

const WORK_SHIFTS: Schedules = [
    (text("eine Schicht, werktags 6–14 Uhr", "one shift, workdays 6–14 h"), shifts(6, 14, 0.1, 0.1)),
    (text("zwei Schichten, werktags 6–22 Uhr", "two shifts, workdays 6–22 h"), shifts(6, 22, 0.1, 0.1)),
    (
        text("drei Schichten, werktags rund um die Uhr", "three shifts, workdays round the clock"),
        shifts(0, 24, 1.0, 0.1),
    ),
];

/// Makes the choices of one profile.
struct Form {
    profile: Profile,
    locale: Locale,
}

impl Form {
    fn say(&self, de: &'static str, en: &'static str) -> String {
        self.locale.text(text(de, en)).to_owned()
    }

    fn choice(&self, label: Text, options: impl IntoIterator<Item = (String, Profile)>) -> Choice {
        let options: Vec<_> = options.into_iter().collect();
        let chosen = options.iter().position(|(_, profile)| *profile == self.profile);
        Choice { label, note: None, options, chosen }
    }

    /// Ways to calculate the same kind of demand.
    fn method(&self, kind: DemandKind, building_type: BuildingType) -> Option<Choice> {
        let (present, locale) = (self.profile, self.locale);
        let default = building_type.default_profile(kind);
        let (note, methods): (Option<Text>, Vec<(Text, Profile)>) = match kind {
            DemandKind::SpaceHeating => (
                Some(text(
                    "SigLinDe: Tagesbedarf aus der Temperatur der letzten vier Tage, wie Gasversorger ihn für viele Kunden messen; Stunden nach festen Faktoren. Heizgradstunden: jede Stunde aus Außentemperatur und Sonne mit der Trägheit des Gebäudes, Heizgrenze und Absenkung; für einzelne, gut bekannte Gebäude.",
                    "SigLinDe: daily demand from the temperature of the last four days, as gas suppliers measure it for many customers; hours by fixed factors. Heating degree hours: every hour from outdoor temperature and sun with the inertia of the building, heating limit and set-back; for single, well-known buildings.",
                )),
                vec![
                    (text("Standardprofil (SigLinDe)", "Standard profile (SigLinDe)"), default),
                    (
                        text("Heizgradstunden", "Heating degree hours"),
                        Profile::HeatingDegreeHours(HeatingDegreeHours::default()),
                    ),
                ],
            ),
            DemandKind::HotWater => (
                Some(text(
                    "Standardprofil: Anteil des Warmwassers am Gasverbrauch vieler Kunden. Tagesgang: Erwartungswert nach Nutzung. Zapfungen: einzelne Wohnungen, ausgelost mit dem Startwert des Projekts; die Spitze je Wohnung sinkt mit ihrer Zahl.",
                    "Standard profile: share of hot water in the gas demand of many customers. Course of the day: expected value by use. Draws: single dwellings, drawn from the seed of the project; the peak per dwelling falls with their number.",
                )),
                vec![
                    (text("Standardprofil (SigLinDe)", "Standard profile (SigLinDe)"), default),
                    (
                        text("Tagesgang nach Nutzung", "Course of the day by use"),
                        Profile::HotWaterDay { hot_water_use: HotWaterUse::Residential },
                    ),
                    (
                        text("Einzelne Zapfungen", "Single draws"),
                        Profile::HotWaterDraws(HotWaterDraws::default()),
                    ),
                ],
            ),
            DemandKind::SpaceCooling => (
                None,
                vec![
                    (text("Kühlgradstunden", "Cooling degree hours"), default),
                    (
                        text("mit allen Parametern", "with every parameter"),
                        Profile::SpaceCooling(SpaceCooling::default()),
                    ),
                ],
            ),
            DemandKind::EMobility => (
                None,
                vec![
                    (text("Erwartungswert vieler Fahrzeuge", "Expected value of many cars"), default),
                    (text("nach Ladepunkten", "by charge points"), Profile::Charging(Charging::default())),
                ],
            ),
            _ => return None,
        };
        let same = |other: &Profile| core::mem::discriminant(other) == core::mem::discriminant(&present);
        let chosen = methods.iter().position(|(_, profile)| same(profile));
        // The method in force keeps its parameters.
        let option = |(name, profile): (Text, Profile)| {
            (locale.text(name).to_owned(), if same(&profile) { present } else { profile })
        };
        let options = methods.into_iter().map(option).collect();
        Some(Choice { label: text("Verfahren", "Method"), note, options, chosen })
    }

    fn degree_hours(&self, heating: HeatingDegreeHours) -> [Choice; 4] {
        let HeatingDegreeHours { schedule, heating_limit_c, .. } = heating;
        let is_preset = heating.matching_preset().is_some();
        // Whoever has changed schedule or limit keeps them.
        let preset = |one, other| {
            let preset = HeatingDegreeHours::preset(one, other);
            if is_preset { preset } else { HeatingDegreeHours { schedule, heating_limit_c, ..preset } }
        };
        let mut pairs = Insulation::ALL.into_iter().flat_map(|one| Mass::ALL.map(|other| (one, other)));
        let present = pairs.find(|(one, other)| preset(*one, *other) == heating);
        let (insulation, mass) = present.unwrap_or((Insulation::Old, Mass::Medium));
        let mut schedules = SET_BACKS;
        schedules[1].1 = HeatingDegreeHours::preset(insulation, mass).schedule;
        let locale = self.locale;
        let with = Profile::HeatingDegreeHours;
        [
            self.choice(
                text("Dämmung (setzt die Werte)", "Insulation (sets the values)"),
                Insulation::ALL.map(|one| (insulation_name(one, locale).to_owned(), with(preset(one, mass)))),
            ),
            self.choice(
                text("Bauart (setzt die Werte)", "Construction (sets the values)"),
                Mass::ALL.map(|other| (mass_name(other, locale).to_owned(), with(preset(insulation, other)))),
            ),
            self.heating_limit(heating_limit_c, &|heating_limit_c| {
                with(HeatingDegreeHours { heating_limit_c, ..heating })
            }),
            self.schedule(&schedules, &|schedule| with(HeatingDegreeHours { schedule, ..heating })),
        ]
    }

    fn heating_limit(&self, present: Option<f64>, with: &dyn Fn(Option<f64>) -> Profile) -> Choice {
        self.choice(
            text("Heizgrenze", "Heating limit"),
            [
                (self.say("ohne", "none"), with(None)),
                (self.say("abschalten über …", "off above …"), with(present.or(Some(HEATING_LIMIT_C)))),
            ],
        )
    }

    fn schedule(&self, named: &Schedules, with: &dyn Fn(Shifts) -> Profile) -> Choice {
        let named = named.iter().map(|(name, levels)| (self.locale.text(*name).to_owned(), with(*levels)));
        self.choice(text("Zeitplan", "Schedule"), named)
    }

    fn work(&self, process: Process) -> Vec<Choice> {
        let with = |work| Profile::Process(Process { work, ..process });
        let kinds = [
            (text("Band", "Constant"), Pattern::Band),
            (text("Schichten", "Shifts"), Pattern::Shifts(WORK_SHIFTS[1].1)),
            (text("Wochenplan", "Week schedule"), Pattern::Week { hours: WeekSchedule::default() }),
        ];
        let same = |other: &Pattern| core::mem::discriminant(other) == core::mem::discriminant(&process.work);
        let chosen = kinds.iter().position(|(_, pattern)| same(pattern));
        let options = kinds.map(|(name, pattern)| {
            let pattern = if same(&pattern) { process.work } else { pattern };
            (self.locale.text(name).to_owned(), with(pattern))
        });
        let work = Choice { chosen, ..self.choice(text("Arbeitsweise", "Pattern of work"), options) };
        let plan = match process.work {
            Pattern::Band => None,
            Pattern::Shifts(_) => Some(self.schedule(&WORK_SHIFTS, &|levels| with(Pattern::Shifts(levels)))),
            Pattern::Week { .. } => Some(self.weeks(&|hours| with(Pattern::Week { hours }))),
        };
        std::iter::once(work).chain(plan).collect()
    }

    fn weeks(&self, with: &dyn Fn(WeekSchedule) -> Profile) -> Choice {
        // Name, days from Monday on, first hour, hour at the end; 10 % otherwise.
        let weeks = [
            (text("Montag bis Freitag 6–18 Uhr", "Monday to Friday 6–18 h"), 5, 6, 18),
            (text("Montag bis Freitag 6–22 Uhr", "Monday to Friday 6–22 h"), 5, 6, 22),
            (text("Montag bis Samstag 6–22 Uhr", "Monday to Saturday 6–22 h"), 6, 6, 22),
            (text("Montag bis Freitag rund um die Uhr", "Monday to Friday round the clock"), 5, 0, 24),
            (text("täglich 8–20 Uhr", "daily 8–20 h"), 7, 8, 20),
        ];
        let options = weeks.into_iter().filter_map(|(name, days, from, to)| {
            let level = |hour: usize| {
                if hour / 24 < days && (from..to).contains(&(hour % 24)) { 100 } else { 10 }
            };
            let hours: [u8; WEEK_HOURS] = core::array::from_fn(level);
            Some((self.locale.text(name).to_owned(), with(WeekSchedule::new(hours).ok()?)))
        });
        self.choice(text("Wochenplan", "Week schedule"), options)
    }

    fn charging(&self, charging: Charging) -> [Choice; 2] {
        let place = |place| Profile::Charging(Charging { place, ..charging });
        let course = |course| Profile::Charging(Charging { course, ..charging });
        let places = [
            (self.say("zu Hause", "at home"), place(ChargingPlace::Home)),
            (self.say("bei der Arbeit", "at work"), place(ChargingPlace::Work)),
            (self.say("öffentlich", "in public"), place(ChargingPlace::Public)),
        ];
        let courses = [
            (
                self.say("nach Anzahl (ab 50 Erwartungswert)", "by number (expected from 50 on)"),
                course(Course::Auto),
            ),
            (self.say("Erwartungswert sehr vieler", "expected value of very many"), course(Course::Expected)),
            (self.say("einzelne Fahrzeuge, ausgelost", "single cars, drawn"), course(Course::Drawn)),
        ];
        [
            self.choice(text("Ladeort", "Place of charging"), places),
            self.choice(text("Verlauf", "Course"), courses),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use engine::demand::ProfileId;
    use uuid::Uuid;

    fn of(profile: Profile, kind: DemandKind) -> Vec<Choice> {
        choices(profile, kind, BuildingType::Office, Locale::En)
    }

    /// The profile after the option with this position of the choice with this label.
    fn choose(profile: Profile, kind: DemandKind, label: &str, at: usize) -> Profile {
        let choices = of(profile, kind);
        let choice = choices.iter().find(|choice| Locale::En.text(choice.label) == label);
        choice.expect("there is such a choice").options[at].1
    }

    #[test]
    fn every_option_is_within_the_limits_and_is_in_force_once_chosen() {
        for kind in DemandKind::ALL {
            let mut seen = vec![BuildingType::Office.default_profile(kind)];
            seen.extend([
                Profile::Process(Process::default()),
                Profile::Metered { profile: ProfileId(Uuid::nil()), scaling: Scaling::AsIs },
            ]);
            let mut at = 0;
            while at < seen.len() && at < 200 {
                for choice in of(seen[at], kind) {
                    for (position, (name, profile)) in choice.options.iter().enumerate() {
                        assert_eq!(profile.check(), Ok(()), "{kind:?}: {name}");
                        let again = of(*profile, kind);
                        let same = again.iter().find(|other| other.label == choice.label);
                        assert_eq!(same.and_then(|same| same.chosen), Some(position), "{kind:?}: {name}");
                        if !seen.contains(profile) {
                            seen.push(*profile);
                        }
                    }
                }
                at += 1;
            }
        }
    }

    #[test]
    fn a_change_of_method_and_back_and_presets_keep_what_they_do_not_concern() {
        let kind = DemandKind::SpaceHeating;
        let slp = BuildingType::Office.default_profile(kind);
        let degree_hours = choose(slp, kind, "Method", 1);
        assert_eq!(degree_hours, Profile::HeatingDegreeHours(HeatingDegreeHours::default()));
        assert_eq!(choose(degree_hours, kind, "Method", 0), slp);
        let always = choose(degree_hours, kind, "Schedule", 0);
        let passive = choose(always, kind, "Insulation (sets the values)", 2);
        let passive = choose(passive, kind, "Construction (sets the values)", 2);
        let Profile::HeatingDegreeHours(passive) = passive else { panic!("another method") };
        let HeatingDegreeHours { base_temperature_c, time_constant_h, schedule, .. } = passive;
        assert_eq!((base_temperature_c, time_constant_h, schedule), (16.0, 96.0, Shifts::ALWAYS));
    }

    #[test]
    fn values_of_ones_own_belong_to_no_option() {
        let own = Charging { km_per_day: 12.0, ..Charging::default() };
        let choices = of(Profile::Charging(own), DemandKind::EMobility);
        assert!(choices.iter().all(|choice| choice.chosen.is_some()), "places do not depend on numbers");
        let own = HeatingDegreeHours { time_constant_h: 37.0, ..HeatingDegreeHours::default() };
        let choices = of(Profile::HeatingDegreeHours(own), DemandKind::SpaceHeating);
        assert_eq!(choices[1].chosen, None, "insulation");
        assert_eq!((choices[0].chosen, choices[4].chosen), (Some(1), Some(1)), "method and schedule");
    }
}
