//! The form for a profile of which only key figures are known.

use chart::format::parse_number;
use engine::demand::{DemandKind, Profile};
use engine::limits::{self, Quantity};
use engine::synthetic::KeyFigureWishes;
use leptos::prelude::*;
use leptos::task::spawn_local;
use words::{Language, Text};

use super::Library;
use crate::api::profile::{Approximation, SyntheticOutcome, approximate_profile};
use crate::workspace::grid::{limit_text, number};
use crate::workspace::messages;
use crate::workspace::profile_name::profile_choices;

const ENERGY: usize = 0;
const PEAK: usize = 1;
const HOURS: usize = 2;
const BASE: usize = 3;
const WEEKEND: usize = 4;
const NIGHT: usize = 5;

/// Label and unit of each figure; energy, peak and full-load hours follow from one another.
const FIGURES: [(Text, &str); 6] = [
    (words::workspace::library::ANNUAL_ENERGY, "kWh/a"),
    (words::workspace::library::PEAK_LOAD, "kW"),
    (words::workspace::library::FULL_LOAD_HOURS, "h/a"),
    (words::workspace::library::BASE_LOAD, "kW"),
    (words::workspace::library::WEEKEND_TO_WORKDAY, ""),
    (words::workspace::library::NIGHT_TO_DAY, ""),
];

/// What was typed, and which of the first three figures follows from the other two.
#[derive(Clone, Debug, PartialEq)]
struct Typed {
    texts: [String; 6],
    /// The first three from the one typed last to the one typed first; the last of them follows.
    order: [usize; 3],
}

impl Typed {
    fn new() -> Self {
        Self { texts: Default::default(), order: [PEAK, ENERGY, HOURS] }
    }

    fn value(&self, figure: usize, locale: Language) -> Option<f64> {
        parse_number(self.texts[figure].trim(), locale).ok()
    }

    /// Takes a text, and lets the figure follow that was typed the longest time ago.
    fn enter(&mut self, figure: usize, text: String, locale: Language) {
        self.texts[figure] = text;
        if figure > HOURS {
            return;
        }
        if let Some(at) = self.order.iter().position(|other| *other == figure) {
            self.order[..=at].rotate_right(1);
        }
        let follows = self.order[2];
        let (energy, peak, hours) =
            (self.value(ENERGY, locale), self.value(PEAK, locale), self.value(HOURS, locale));
        let result = match follows {
            ENERGY => peak.zip(hours).map(|(peak, hours)| peak * hours),
            PEAK => energy.zip(hours).filter(|(_, hours)| *hours > 0.0).map(|(energy, hours)| energy / hours),
            _ => energy.zip(peak).filter(|(_, peak)| *peak > 0.0).map(|(energy, peak)| energy / peak),
        };
        self.texts[follows] = result.map_or_else(String::new, |value| number(value, locale));
    }

    /// The figures, or what is wrong with them.
    fn figures(&self, locale: Language) -> Result<KeyFigureWishes, String> {
        let needed = |figure, quantity| {
            let value = self.value(figure, locale).ok_or_else(|| missing(figure, locale))?;
            limits::check(quantity, value).map_err(|error| limit_text(&error, locale)).map(|()| value)
        };
        let (annual_kwh, peak_kw) =
            (needed(ENERGY, Quantity::AnnualEnergy)?, needed(PEAK, Quantity::PeakLoad)?);
        let optional = |figure: usize| match self.texts[figure].trim() {
            "" => Ok(None),
            _ => self.value(figure, locale).map(Some).ok_or_else(|| missing(figure, locale)),
        };
        Ok(KeyFigureWishes {
            annual_kwh: Some(annual_kwh),
            peak_kw,
            base_kw: optional(BASE)?,
            monthly_kwh: None,
            weekend_ratio: optional(WEEKEND)?,
            night_ratio: optional(NIGHT)?,
        })
    }
}

fn missing(figure: usize, locale: Language) -> String {
    let name = locale.text(FIGURES[figure].0);
    words::workspace::library::please_enter_a_number(locale, &name)
}

/// Figures, the course between them, and a name; the profile is marked as synthetic.
#[component]
pub(super) fn ApproximationForm(library: Library) -> impl IntoView {
    let (store, locale) = (library.store, library.locale);
    let typed = RwSignal::new(Typed::new());
    let name = RwSignal::new(String::new());
    let chosen = RwSignal::new(0_usize);
    let is_open = RwSignal::new(false);
    // The kind of the demand that is to get the profile, and the courses that fit it.
    let courses = Memo::new(move |_| {
        if !is_open.get() {
            return Vec::new();
        }
        let target = library.target();
        let kind = target.map_or(DemandKind::Electricity, |target| target.kind);
        let default = target.and_then(|target| {
            store.plan.with(|plan| {
                Some(plan.scenario.building(target.building)?.building_type.default_profile(kind))
            })
        });
        let fits = |profile: &Profile| !matches!(profile, Profile::Band);
        let mut courses: Vec<(String, DemandKind, Profile)> = profile_choices(kind, &[], locale)
            .into_iter()
            .filter(|choice| fits(&choice.profile))
            .map(|choice| (format!("{} – {}", choice.label, choice.description), kind, choice.profile))
            .collect();
        // What the building would have stands first.
        if let Some(at) = courses.iter().position(|(_, _, profile)| Some(*profile) == default) {
            let first = courses.remove(at);
            courses.insert(0, first);
        }
        courses
    });
    let make = move |_| {
        library.problem.set(None);
        let figures = match typed.with_untracked(|typed| typed.figures(locale)) {
            Ok(figures) => figures,
            Err(problem) => return library.problem.set(Some(problem)),
        };
        let given = name.get_untracked().trim().to_owned();
        let given = if given.is_empty() {
            locale.text(words::workspace::library::FROM_KEY_FIGURES).to_owned()
        } else {
            given
        };
        let course = courses.with_untracked(|courses| {
            let at = chosen.get_untracked().checked_sub(1)?;
            courses.get(at).map(|(_, kind, profile)| (*kind, *profile))
        });
        let wanted = Approximation { name: given, figures, course };
        spawn_local(async move {
            match approximate_profile(store.project, wanted, locale).await {
                Ok(SyntheticOutcome::Kept(made)) => {
                    store.profiles.update(|cards| cards.push(made.clone()));
                    is_open.set(false);
                    library.use_profile(&made);
                }
                Ok(SyntheticOutcome::Refused(reason)) => library.problem.set(Some(reason)),
                Err(error) => library.problem.set(Some(messages::app_error(&error, locale))),
            }
        });
    };
    let figure = move |(at, (label, unit)): (usize, (Text, &'static str))| {
        let (label, optional) = (locale.text(label), locale.text(words::workspace::library::OPTIONAL));
        let label = match unit {
            "" => format!("{label} ({optional})"),
            unit if at > HOURS => format!("{label} ({unit}, {optional})"),
            unit => format!("{label} ({unit})"),
        };
        view! {
            <label class="field">
                <span class="field__label small">{label}</span>
                <input
                    class="input"
                    type="text"
                    inputmode="decimal"
                    prop:value=move || typed.with(|typed| typed.texts[at].clone())
                    on:input=move |event| {
                        let text = event_target_value(&event);
                        // What was wrong with the figures before says nothing about these.
                        library.problem.set(None);
                        typed.update(|typed| typed.enter(at, text, locale));
                    }
                />
            </label>
        }
    };
    let say = move |text: Text| locale.text(text);
    view! {
        <details
            class="library__figures"
            prop:open=move || is_open.get()
            on:toggle=move |event| {
                is_open.set(event_target::<web_sys::HtmlDetailsElement>(&event).open());
            }
        >
            <summary class="button button--small">
                {say(words::workspace::library::LOAD_PROFILE_FROM_KEY_FIGURES_DOTS)}
            </summary>
            <p class="small muted">
                {say(words::workspace::library::TWO_OF_THE_FIRST_THREE)}
            </p>
            <div class="parameters__fields">
                {FIGURES.into_iter().enumerate().map(figure).collect::<Vec<_>>()}
                <label class="field">
                    <span class="field__label small">{say(words::workspace::library::COURSE)}</span>
                    <select
                        class="select"
                        on:change=move |event| chosen.set(event_target_value(&event).parse().unwrap_or(0))
                    >
                        <option value="0">{say(words::workspace::library::ASSUMED_DAYS_FROM_7)}</option>
                        {move || {
                            courses
                                .get()
                                .into_iter()
                                .enumerate()
                                .map(|(at, (name, ..))| view! { <option value=(at + 1).to_string()>{name}</option> })
                                .collect::<Vec<_>>()
                        }}
                    </select>
                </label>
                <label class="field">
                    <span class="field__label small">{say(words::workspace::library::NAME)}</span>
                    <input
                        class="input"
                        type="text"
                        maxlength="120"
                        prop:value=move || name.get()
                        on:input=move |event| name.set(event_target_value(&event))
                    />
                </label>
            </div>
            <button class="button button--small button--primary" on:click=make>
                {say(words::workspace::library::MAKE_THE_PROFILE)}
            </button>
        </details>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(entries: &[(usize, &str)]) -> Typed {
        let mut typed = Typed::new();
        for (figure, text) in entries {
            typed.enter(*figure, (*text).to_owned(), Language::De);
        }
        typed
    }

    #[test]
    fn the_figure_typed_the_longest_time_ago_follows_from_the_other_two() {
        let state = typed(&[(ENERGY, "120.000"), (PEAK, "40")]);
        assert_eq!(state.texts[HOURS], "3.000");
        let state = typed(&[(ENERGY, "120.000"), (PEAK, "40"), (HOURS, "2.000")]);
        assert_eq!(state.texts[ENERGY], "80.000", "the energy was typed before the peak");
        let state = typed(&[(ENERGY, "120.000"), (HOURS, "2.000")]);
        assert_eq!(state.texts[PEAK], "60");
        let state = typed(&[(ENERGY, "120.000"), (PEAK, "viel")]);
        assert_eq!(state.texts[HOURS], "");
    }

    #[test]
    fn figures_are_read_in_the_language_and_refused_by_name() {
        let state = typed(&[(ENERGY, "120.000"), (PEAK, "40,5"), (NIGHT, "0,4")]);
        let figures = state.figures(Language::De).expect("complete");
        assert_eq!((figures.annual_kwh, figures.peak_kw), (Some(120_000.0), 40.5));
        assert_eq!((figures.night_ratio, figures.weekend_ratio), (Some(0.4), None));
        let refused = typed(&[(ENERGY, "120.000")]).figures(Language::De).expect_err("no peak");
        assert_eq!(refused, "Spitzenlast: bitte geben Sie eine Zahl ein.");
        let refused =
            typed(&[(ENERGY, "1"), (PEAK, "9.000.000")]).figures(Language::De).expect_err("too much");
        assert!(refused.contains("liegt nicht zwischen"), "{refused}");
    }
}
