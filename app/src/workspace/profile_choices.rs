//! The parameters of a profile that are no numbers: each a list of profiles of which one is in force.
//!
//! An option carries the whole profile that it leads to, so that a form needs to know nothing but its position.

use engine::building_type::BuildingType;
use engine::demand::{DemandKind, Profile, Scaling};
use engine::generator::{
    Charging, ChargingPlace, Course, HeatingDegreeHours, HotWaterDraws, HotWaterUse, Insulation, Mass,
    Pattern, Process, Shifts, SpaceCooling, UseSchedule, WEEK_HOURS, WeekSchedule,
};
use words::{Language, Text};

use super::grid::type_name;
use super::profile_name::{hot_water_use_name, insulation_name, mass_name};

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
    locale: Language,
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
            words::workspace::profile_choices::USE,
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
                words::workspace::profile_choices::USE,
                BuildingType::ALL.map(|building_type| {
                    let schedule = UseSchedule { building_type, ..schedule };
                    (type_name(building_type, locale).to_owned(), Profile::UseSchedule(schedule))
                }),
            ));
            let with = |lighting_share| Profile::UseSchedule(UseSchedule { lighting_share, ..schedule });
            let own = schedule.lighting_share.or(Some(0.3));
            choices.push(form.choice(
                words::workspace::profile_choices::SHARE_OF_LIGHTING,
                [
                    (form.say(words::workspace::profile_choices::FROM_THE_INSTALLED_POWERS), with(None)),
                    (form.say(words::workspace::profile_choices::OWN_VALUE), with(own)),
                ],
            ));
        }
        Profile::Charging(charging) => choices.extend(form.charging(charging)),
        Profile::Metered { profile, .. } => {
            let with = |scaling| Profile::Metered { profile, scaling };
            choices.push(form.choice(
                words::workspace::profile_choices::USE_2,
                [
                    (form.say(words::workspace::profile_choices::VALUES_AS), with(Scaling::AsIs)),
                    (
                        form.say(words::workspace::profile_choices::TO_THE_ANNUAL_ENERGY),
                        with(Scaling::ToEnergy),
                    ),
                    (
                        form.say(words::workspace::profile_choices::TO_ANNUAL_ENERGY_AND_PEAK),
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
    (words::workspace::profile_choices::ALL_THE_TIME, Shifts::ALWAYS),
    (words::workspace::profile_choices::SET_BACK_AT_NIGHT_FULL, shifts(6, 22, 0.5, 1.0)),
    (words::workspace::profile_choices::WORKDAYS_6_18_H_ELSE, shifts(6, 18, 0.4, 0.4)),
];

const WORK_SHIFTS: Schedules = [
    (words::workspace::profile_choices::ONE_SHIFT_WORKDAYS_6_14, shifts(6, 14, 0.1, 0.1)),
    (words::workspace::profile_choices::TWO_SHIFTS_WORKDAYS_6_22, shifts(6, 22, 0.1, 0.1)),
    (words::workspace::profile_choices::THREE_SHIFTS_WORKDAYS_ROUND, shifts(0, 24, 1.0, 0.1)),
];

/// Makes the choices of one profile.
struct Form {
    profile: Profile,
    locale: Language,
}

impl Form {
    fn say(&self, text: Text) -> String {
        self.locale.text(text).to_owned()
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
                Some(words::workspace::profile_choices::SIGLINDE_DAILY_DEMAND),
                vec![
                    (words::workspace::profile_choices::STANDARD_PROFILE_SIGLINDE, default),
                    (
                        words::workspace::profile_choices::HEATING_DEGREE_HOURS,
                        Profile::HeatingDegreeHours(HeatingDegreeHours::default()),
                    ),
                ],
            ),
            DemandKind::HotWater => (
                Some(words::workspace::profile_choices::STANDARD_PROFILE_SHARE_OF_HOT),
                vec![
                    (words::workspace::profile_choices::STANDARD_PROFILE_SIGLINDE, default),
                    (
                        words::workspace::profile_choices::COURSE_OF_THE_DAY,
                        Profile::HotWaterDay { hot_water_use: HotWaterUse::Residential },
                    ),
                    (
                        words::workspace::profile_choices::SINGLE_DRAWS,
                        Profile::HotWaterDraws(HotWaterDraws::default()),
                    ),
                ],
            ),
            DemandKind::SpaceCooling => (
                None,
                vec![
                    (words::workspace::profile_choices::COOLING_DEGREE_HOURS, default),
                    (
                        words::workspace::profile_choices::WITH_EVERY_PARAMETER,
                        Profile::SpaceCooling(SpaceCooling::default()),
                    ),
                ],
            ),
            DemandKind::EMobility => (
                None,
                vec![
                    (words::workspace::profile_choices::EXPECTED_VALUE_OF_MANY_CARS, default),
                    (
                        words::workspace::profile_choices::BY_CHARGE_POINTS,
                        Profile::Charging(Charging::default()),
                    ),
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
        Some(Choice { label: words::workspace::profile_choices::METHOD, note, options, chosen })
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
                words::workspace::profile_choices::INSULATION_SETS_THE_VALUES,
                Insulation::ALL.map(|one| (insulation_name(one, locale).to_owned(), with(preset(one, mass)))),
            ),
            self.choice(
                words::workspace::profile_choices::CONSTRUCTION_SETS_THE_VALUES,
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
            words::workspace::profile_choices::HEATING_LIMIT,
            [
                (self.say(words::workspace::profile_choices::NONE), with(None)),
                (
                    self.say(words::workspace::profile_choices::OFF_ABOVE_DOTS),
                    with(present.or(Some(HEATING_LIMIT_C))),
                ),
            ],
        )
    }

    fn schedule(&self, named: &Schedules, with: &dyn Fn(Shifts) -> Profile) -> Choice {
        let named = named.iter().map(|(name, levels)| (self.locale.text(*name).to_owned(), with(*levels)));
        self.choice(words::workspace::profile_choices::SCHEDULE, named)
    }

    fn work(&self, process: Process) -> Vec<Choice> {
        let with = |work| Profile::Process(Process { work, ..process });
        let kinds = [
            (words::workspace::profile_choices::CONSTANT, Pattern::Band),
            (words::workspace::profile_choices::SHIFTS, Pattern::Shifts(WORK_SHIFTS[1].1)),
            (
                words::workspace::profile_choices::WEEK_SCHEDULE,
                Pattern::Week { hours: WeekSchedule::default() },
            ),
        ];
        let same = |other: &Pattern| core::mem::discriminant(other) == core::mem::discriminant(&process.work);
        let chosen = kinds.iter().position(|(_, pattern)| same(pattern));
        let options = kinds.map(|(name, pattern)| {
            let pattern = if same(&pattern) { process.work } else { pattern };
            (self.locale.text(name).to_owned(), with(pattern))
        });
        let work =
            Choice { chosen, ..self.choice(words::workspace::profile_choices::PATTERN_OF_WORK, options) };
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
            (words::workspace::profile_choices::MONDAY_TO_FRIDAY_6_18, 5, 6, 18),
            (words::workspace::profile_choices::MONDAY_TO_FRIDAY_6_22, 5, 6, 22),
            (words::workspace::profile_choices::MONDAY_TO_SATURDAY_6_22, 6, 6, 22),
            (words::workspace::profile_choices::MONDAY_TO_FRIDAY_ROUND, 5, 0, 24),
            (words::workspace::profile_choices::DAILY_8_20_H, 7, 8, 20),
        ];
        let options = weeks.into_iter().filter_map(|(name, days, from, to)| {
            let level = |hour: usize| {
                if hour / 24 < days && (from..to).contains(&(hour % 24)) { 100 } else { 10 }
            };
            let hours: [u8; WEEK_HOURS] = core::array::from_fn(level);
            Some((self.locale.text(name).to_owned(), with(WeekSchedule::new(hours).ok()?)))
        });
        self.choice(words::workspace::profile_choices::WEEK_SCHEDULE, options)
    }

    fn charging(&self, charging: Charging) -> [Choice; 2] {
        let place = |place| Profile::Charging(Charging { place, ..charging });
        let course = |course| Profile::Charging(Charging { course, ..charging });
        let places = [
            (self.say(words::workspace::profile_choices::AT_HOME), place(ChargingPlace::Home)),
            (self.say(words::workspace::profile_choices::AT_WORK), place(ChargingPlace::Work)),
            (self.say(words::workspace::profile_choices::IN_PUBLIC), place(ChargingPlace::Public)),
        ];
        let courses = [
            (self.say(words::workspace::profile_choices::BY_NUMBER_EXPECTED_FROM_50), course(Course::Auto)),
            (
                self.say(words::workspace::profile_choices::EXPECTED_VALUE_OF_VERY_MANY),
                course(Course::Expected),
            ),
            (self.say(words::workspace::profile_choices::SINGLE_CARS_DRAWN), course(Course::Drawn)),
        ];
        [
            self.choice(words::workspace::profile_choices::PLACE_OF_CHARGING, places),
            self.choice(words::workspace::profile_choices::COURSE, courses),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use engine::demand::ProfileId;
    use uuid::Uuid;

    fn of(profile: Profile, kind: DemandKind) -> Vec<Choice> {
        choices(profile, kind, BuildingType::Office, Language::En)
    }

    /// The profile after the option with this position of the choice with this label.
    fn choose(profile: Profile, kind: DemandKind, label: &str, at: usize) -> Profile {
        let choices = of(profile, kind);
        let choice = choices.iter().find(|choice| Language::En.text(choice.label) == label);
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
