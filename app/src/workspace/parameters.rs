//! The parameters of the active demand's profile, beside the chart that follows them.

use engine::demand::{Parameter, ParameterName, Profile};
use engine::edit::Edit;
use engine::generator::{Pattern, Process, WeekSchedule};
use engine::limits::limit;
use leptos::prelude::*;
use words::Text;

use super::grid::kind_name;
use super::library::Target;
use super::profile_choices::{Choice, choices};
use super::profile_name::{profile_label, stored_meaning};
use super::store::Store;

const WEEK_LABEL: Text = words::workspace::parameters::WEEK_IN_FROM_MONDAY_0;
const WEEK_FORM: Text = words::workspace::parameters::A_WEEK_HAS_168_HOURS;

/// A form with a field for every number and a list for every choice of the profile; nothing if it has none.
#[component]
pub fn ProfileParameters(store: Store) -> impl IntoView {
    let locale = store.locale;
    let shown = Memo::new(move |_| {
        let target = store.active.get()?;
        store.plan.with(|plan| {
            let building = plan.scenario.building(target.building)?;
            let profile = building.profile(target.kind).value()?;
            let choices = choices(profile, target.kind, building.building_type, locale);
            let is_empty = choices.is_empty() && profile.parameters().is_empty();
            (!is_empty).then(|| (target, building.name.clone(), profile, choices))
        })
    });
    let set = move |Target { building, kind }: Target, profile: Profile| {
        store.edit_or_tell(Edit::SetProfile { building, kind, profile: Some(profile) });
    };
    let change = move |target: Target, profile: Profile, name: ParameterName, typed: String| {
        let Ok(value) = typed.trim().replace(',', ".").parse::<f64>() else { return };
        set(target, profile.with_parameter(name, value));
    };
    let list = move |target: Target, choice: Choice| {
        let Choice { label, options, chosen, .. } = choice;
        let (names, profiles): (Vec<String>, Vec<Profile>) = options.into_iter().unzip();
        let options: Vec<_> = names
            .into_iter()
            .enumerate()
            .map(|(at, name)| {
                view! { <option value=at.to_string() prop:selected=chosen == Some(at)>{name}</option> }
            })
            .collect();
        view! {
            <label class="field">
                <span class="field__label small">{locale.text(label)}</span>
                <select
                    class="select"
                    on:change=move |event| {
                        let at: Option<usize> = event_target_value(&event).parse().ok();
                        if let Some(profile) = at.and_then(|at| profiles.get(at)) {
                            set(target, *profile);
                        }
                    }
                >
                    <option value="" hidden disabled prop:selected=chosen.is_none()>
                        {locale.text(words::workspace::parameters::OTHER)}
                    </option>
                    {options}
                </select>
            </label>
        }
    };
    let field = move |target: Target, profile: Profile, parameter: Parameter| {
        let Parameter { name, quantity, value, whole } = parameter;
        let range = limit(quantity);
        let label = match range.unit {
            "" => locale.text(label(name)).to_owned(),
            unit => format!("{} ({unit})", locale.text(self::label(name))),
        };
        view! {
            <label class="field">
                <span class="field__label small">{label}</span>
                <input
                    class="input"
                    type="number"
                    min=range.min.to_string()
                    max=range.max.to_string()
                    step=if whole { "1" } else { "any" }
                    prop:value=value.to_string()
                    on:change=move |event| change(target, profile, name, event_target_value(&event))
                />
            </label>
        }
    };
    let week = move |target: Target, profile: Profile| {
        let Profile::Process(process) = profile else { return None };
        let Pattern::Week { hours } = process.work else { return None };
        let change = move |typed: String| match typed.parse::<WeekSchedule>() {
            Ok(hours) => set(target, Profile::Process(Process { work: Pattern::Week { hours }, ..process })),
            Err(_) => store.tell("warning", locale.text(WEEK_FORM).to_owned()),
        };
        Some(view! {
            <label class="field parameters__week">
                <span class="field__label small">{locale.text(WEEK_LABEL)}</span>
                <input
                    class="input"
                    type="text"
                    prop:value=hours.to_string()
                    on:change=move |event| change(event_target_value(&event))
                />
            </label>
        })
    };
    move || {
        shown.get().map(|(target, building, profile, choices)| {
            let name = store.profiles.with(|profiles| profile_label(profile, profiles, locale));
            let kind = locale.text(kind_name(target.kind));
            let title = format!("{}: {name} – {building}, {kind}", locale.text(words::workspace::parameters::PROFILE));
            let note = choices.iter().find_map(|choice| choice.note).map(|note| locale.text(note).to_owned());
            let note = note.or_else(|| stored_note(store, profile));
            let without_note = note.is_none();
            let lists: Vec<_> = choices.into_iter().map(|choice| list(target, choice)).collect();
            let fields: Vec<_> =
                profile.parameters().into_iter().map(|parameter| field(target, profile, parameter)).collect();
            view! {
                <section class="parameters" aria-label=locale.text(words::workspace::parameters::PARAMETERS_OF_THE_PROFILE)>
                    <h2 class="parameters__title">{title}</h2>
                    <div class="parameters__fields">{lists}{fields}{week(target, profile)}</div>
                    <p class="parameters__note small muted" hidden=without_note>{note}</p>
                </section>
            }
        })
    }
}

/// Whether a profile of the project is metered or synthetic, in words.
fn stored_note(store: Store, profile: Profile) -> Option<String> {
    let Profile::Metered { profile, .. } = profile else { return None };
    store.profiles.with(|profiles| {
        let card = profiles.iter().find(|card| card.id == profile)?;
        Some(stored_meaning(card, store.locale))
    })
}

const fn label(name: ParameterName) -> Text {
    match name {
        ParameterName::BaseTemperature => words::workspace::parameters::BASE_TEMPERATURE,
        ParameterName::HeatingLimit => words::workspace::parameters::HEATING_LIMIT,
        ParameterName::TimeConstant => words::workspace::parameters::TIME_CONSTANT,
        ParameterName::SolarGain => words::workspace::parameters::INFLUENCE_OF_THE_SUN,
        ParameterName::SolarTimeConstant => words::workspace::parameters::TIME_CONSTANT_OF_THE_SUN,
        ParameterName::DayAmplitude => words::workspace::parameters::COURSE_OF_THE_DAY,
        ParameterName::DayFromHour => words::workspace::parameters::DAY_FROM,
        ParameterName::DayToHour => words::workspace::parameters::DAY_UNTIL,
        ParameterName::NightShare => words::workspace::parameters::SHARE_AT_NIGHT,
        ParameterName::WeekendShare => words::workspace::parameters::SHARE_AT_WEEKENDS,
        ParameterName::WeatherShare => words::workspace::parameters::SHARE_THAT_FOLLOWS_THE_WEATHER,
        ParameterName::LightingShare => words::workspace::parameters::SHARE_OF_LIGHTING,
        ParameterName::DayFromQuarter => words::workspace::parameters::DAY_FROM_QUARTER_HOUR,
        ParameterName::DayToQuarter => words::workspace::parameters::DAY_UNTIL_QUARTER_HOUR,
        ParameterName::WorkdayDay => words::workspace::parameters::WORKDAY_DAY,
        ParameterName::WorkdayNight => words::workspace::parameters::WORKDAY_NIGHT,
        ParameterName::WeekendDay => words::workspace::parameters::WEEKEND_DAY,
        ParameterName::WeekendNight => words::workspace::parameters::WEEKEND_NIGHT,
        ParameterName::HolidayDay => words::workspace::parameters::HOLIDAY_DAY,
        ParameterName::HolidayNight => words::workspace::parameters::HOLIDAY_NIGHT,
        ParameterName::Dwellings => words::workspace::parameters::DWELLINGS,
        ParameterName::LitresPerDay => words::workspace::parameters::HOT_WATER_PER_DWELLING,
        ParameterName::ChargePoints => words::workspace::parameters::CHARGE_POINTS,
        ParameterName::ChargePower => words::workspace::parameters::CHARGING_POWER,
        ParameterName::DailyDistance => words::workspace::parameters::DISTANCE,
        ParameterName::Consumption => words::workspace::parameters::CONSUMPTION,
        ParameterName::Efficiency => words::workspace::parameters::EFFICIENCY,
        ParameterName::PlugInProbability => words::workspace::parameters::SHARE_OF_DAYS_WITH_CHARGING,
    }
}
