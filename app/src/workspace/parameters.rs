//! The parameters of the active demand's profile, beside the chart that follows them.

use engine::demand::{Parameter, ParameterName, Profile};
use engine::edit::Edit;
use engine::limits::limit;
use leptos::prelude::*;

use super::grid::kind_name;
use super::library::Target;
use super::profile_name::profile_label;
use super::store::Store;
use crate::i18n::{Text, text};

/// A form with a field for every number of the profile; nothing if it has none.
#[component]
pub fn ProfileParameters(store: Store) -> impl IntoView {
    let locale = store.locale;
    let shown = Memo::new(move |_| {
        let target = store.active.get()?;
        store.plan.with(|plan| {
            let building = plan.scenario.building(target.building)?;
            let profile = building.profile(target.kind).value()?;
            (!profile.parameters().is_empty()).then(|| (target, building.name.clone(), profile))
        })
    });
    let change = move |target: Target, profile: Profile, name: ParameterName, typed: String| {
        let Ok(value) = typed.trim().replace(',', ".").parse::<f64>() else { return };
        let Target { building, kind } = target;
        let profile = Some(profile.with_parameter(name, value));
        store.edit_or_tell(Edit::SetProfile { building, kind, profile });
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
    move || {
        shown.get().map(|(target, building, profile)| {
            let name = store.profiles.with(|profiles| profile_label(profile, profiles, locale));
            let kind = locale.text(kind_name(target.kind));
            let title = format!("{}: {name} – {building}, {kind}", locale.text(text("Profil", "Profile")));
            let fields: Vec<_> =
                profile.parameters().into_iter().map(|parameter| field(target, profile, parameter)).collect();
            view! {
                <section class="parameters" aria-label=locale.text(text("Parameter des Profils", "Parameters of the profile"))>
                    <h2 class="parameters__title">{title}</h2>
                    <div class="parameters__fields">{fields}</div>
                </section>
            }
        })
    }
}

const fn label(name: ParameterName) -> Text {
    match name {
        ParameterName::BaseTemperature => text("Basistemperatur", "Base temperature"),
        ParameterName::HeatingLimit => text("Heizgrenze", "Heating limit"),
        ParameterName::TimeConstant => text("Zeitkonstante", "Time constant"),
        ParameterName::SolarGain => text("Einfluss der Sonne", "Influence of the sun"),
        ParameterName::SolarTimeConstant => text("Zeitkonstante der Sonne", "Time constant of the sun"),
        ParameterName::DayAmplitude => text("Tagesgang", "Course of the day"),
        ParameterName::DayFromHour => text("Tag von", "Day from"),
        ParameterName::DayToHour => text("Tag bis", "Day until"),
        ParameterName::NightShare => text("Anteil nachts", "Share at night"),
        ParameterName::WeekendShare => text("Anteil am Wochenende", "Share at weekends"),
        ParameterName::WeatherShare => text("Anteil nach Wetter", "Share that follows the weather"),
        ParameterName::LightingShare => text("Anteil Beleuchtung", "Share of lighting"),
        ParameterName::DayFromQuarter => text("Tag ab Viertelstunde", "Day from quarter hour"),
        ParameterName::DayToQuarter => text("Tag bis Viertelstunde", "Day until quarter hour"),
        ParameterName::WorkdayDay => text("Werktag, Tag", "Workday, day"),
        ParameterName::WorkdayNight => text("Werktag, Nacht", "Workday, night"),
        ParameterName::WeekendDay => text("Wochenende, Tag", "Weekend, day"),
        ParameterName::WeekendNight => text("Wochenende, Nacht", "Weekend, night"),
        ParameterName::HolidayDay => text("Feiertag, Tag", "Holiday, day"),
        ParameterName::HolidayNight => text("Feiertag, Nacht", "Holiday, night"),
        ParameterName::Dwellings => text("Wohnungen", "Dwellings"),
        ParameterName::LitresPerDay => text("Warmwasser je Wohnung", "Hot water per dwelling"),
        ParameterName::ChargePoints => text("Ladepunkte", "Charge points"),
        ParameterName::ChargePower => text("Ladeleistung", "Charging power"),
        ParameterName::DailyDistance => text("Fahrstrecke", "Distance"),
        ParameterName::Consumption => text("Verbrauch", "Consumption"),
        ParameterName::Efficiency => text("Wirkungsgrad", "Efficiency"),
        ParameterName::PlugInProbability => text("Anteil der Tage mit Laden", "Share of days with charging"),
    }
}
