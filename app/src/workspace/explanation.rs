//! How a key figure is calculated: formula, numbers, inputs, sources.

use chart::format::{
    Figure, format_energy, format_hours, format_number, format_percent, format_power, with_unit,
};
use engine::demand::{DemandKind, Profile};
use engine::electricity::ElectricitySlp;
use engine::simultaneity::NetworkLoad;
use leptos::either::Either;
use leptos::html;
use leptos::prelude::*;
use words::{Language, Text};

use super::figures::{Figures, Which};
use super::grid::kind_name;
use super::profile_name::stored_meaning;
use super::scope::Scope;
use super::simultaneity::{in_force, law_formula, law_source, warning};
use super::site_panel::weather_name;
use super::store::Store;
use crate::ui::Icon;

/// The dialog that explains a figure, while one is chosen.
#[component]
pub fn Explanation(
    store: Store,
    scope: Scope,
    figures: Memo<Option<Figures>>,
    explained: RwSignal<Option<Which>>,
) -> impl IntoView {
    let locale = store.locale;
    let dialog = NodeRef::<html::Dialog>::new();
    Effect::new(move |_| {
        let Some(dialog) = dialog.get() else { return };
        match (explained.get().is_some(), dialog.open()) {
            (true, false) => _ = dialog.show_modal(),
            (false, true) => dialog.close(),
            _ => {}
        }
    });
    let title = move || explained.get().map(|which| locale.text(which.name()));
    let body = move || {
        let (which, figures) = (explained.get()?, figures.get()?);
        Some(explanation(which, &figures, store, scope))
    };
    view! {
        <dialog class="dialog" node_ref=dialog aria-labelledby="explanation-title" on:close=move |_| explained.set(None)>
            <div class="dialog__head">
                <h2 class="dialog__title" id="explanation-title">{title}</h2>
                <button
                    class="button button--ghost button--icon"
                    aria-label=locale.text(words::workspace::explanation::CLOSE)
                    on:click=move |_| explained.set(None)
                >
                    <Icon name="x" />
                </button>
            </div>
            <div class="dialog__body" tabindex="0">{body}</div>
        </dialog>
    }
}

/// What there is to say about a figure.
struct Said {
    /// In symbols; `_` starts an index.
    formula: &'static str,
    /// The same with numbers, where that says more.
    numbers: Option<String>,
    meaning: Text,
    rows: Vec<(Text, String)>,
}

fn said(which: Which, figures: &Figures, language: Language) -> Said {
    let energy = with_unit(format_energy(figures.total.energy_kwh, language));
    let power = |kw: f64| with_unit(format_power(kw, language));
    let peak = power(figures.total.peak.kw);
    let sum_of_peaks = power(figures.sum_of_peaks_kw);
    let is_zero = figures.total.peak.kw <= 0.0;
    match which {
        Which::Energy => Said {
            formula: "E = Σ P(h) · 1 h,  h = 1 … 8760",
            numbers: None,
            meaning: words::workspace::explanation::SUM_OF_THE_HOURLY_MEANS,
            rows: figures
                .shares
                .iter()
                .map(|(kind, share)| {
                    let part: Figure = format_energy(share * figures.total.energy_kwh, language);
                    (kind_name(*kind), with_unit(part))
                })
                .collect(),
        },
        Which::Peak => Said {
            formula: "P_max = max P(h)",
            numbers: (!is_zero).then(|| format!("P_max = {peak}")),
            meaning: words::workspace::explanation::LARGEST_HOURLY_MEAN,
            rows: vec![(words::workspace::explanation::HOUR, figures.peak_at.clone())],
        },
        Which::FullLoadHours => Said {
            formula: "T = E / P_max",
            numbers: figures.total.full_load_hours.filter(|_| !is_zero).map(|hours| {
                let hours = with_unit(format_hours(hours, language));
                format!("T = {energy} / {peak} = {hours}")
            }),
            meaning: words::workspace::explanation::HOW_LONG_THE_PEAK_LOAD,
            rows: vec![
                (words::workspace::explanation::ANNUAL_ENERGY, energy),
                (words::workspace::explanation::PEAK_LOAD, peak),
            ],
        },
        Which::Simultaneity => Said {
            formula: "g = max Σ P_i(h) / Σ max P_i(h)",
            numbers: (!is_zero).then(|| {
                let share = format_percent(figures.simultaneity(), 1, language);
                format!("g = {peak} / {sum_of_peaks} = {share}")
            }),
            meaning: words::workspace::explanation::PEAK_OF_THE_SUM_OVER,
            rows: vec![
                (words::workspace::explanation::PEAK_OF_THE_SUM, peak),
                (words::workspace::explanation::SUM_OF_THE_PEAKS, sum_of_peaks),
            ],
        },
        Which::Shares => Said {
            formula: "a_k = E_k / E",
            numbers: None,
            meaning: words::workspace::explanation::SHARE_OF_EACH_KIND,
            rows: figures
                .shares
                .iter()
                .map(|(kind, share)| (kind_name(*kind), format_percent(*share, 1, language)))
                .collect(),
        },
    }
}

fn explanation(which: Which, figures: &Figures, store: Store, scope: Scope) -> impl IntoView + use<> {
    let locale = store.locale;
    let Said { formula, numbers, meaning, rows } = said(which, figures, locale);
    let fact = |name: &'static str, value: String| view! { <dt>{name}</dt><dd>{value}</dd> };
    let rows: Vec<_> = rows.into_iter().map(|(name, value)| fact(locale.text(name), value)).collect();
    let sources: Vec<_> = figures
        .shares
        .iter()
        .map(|(kind, _)| fact(locale.text(kind_name(*kind)), sources_of(*kind, store, scope)))
        .collect();
    let heading = locale.text(words::workspace::explanation::SOURCES);
    let network = figures.network.clone().filter(|_| which == Which::Simultaneity);
    view! {
        <p class="dialog__text">{scope.title()}</p>
        <div class="formula">
            <p>{typeset(formula)}</p>
            {numbers.map(|numbers| view! { <p>{typeset(&numbers)}</p> })}
        </div>
        <p>{locale.text(meaning)}</p>
        <dl class="facts">{rows}</dl>
        {network.map(|network| network_section(&network, store))}
        <h3 class="dialog__subtitle">{heading}</h3>
        <dl class="facts">
            {sources}
            {fact(locale.text(words::workspace::explanation::WEATHER), weather_line(store))}
            {fact(locale.text(words::workspace::explanation::REFERENCE_YEAR), year_line(store))}
            {fact(locale.text(words::workspace::explanation::ENGINE), engine::district::ENGINE_VERSION.to_string())}
        </dl>
    }
}

/// Law and factor of the heat customers, with formula, source and what speaks against it.
fn network_section(network: &NetworkLoad, store: Store) -> impl IntoView + use<> {
    let locale = store.locale;
    let language = locale;
    let power = |kw: f64| with_unit(format_power(kw, language));
    let law = network.simultaneity.law;
    let numbers = format!(
        "P = g · Σ P_i = {} · {} = {}",
        format_number(network.factor, 3, language),
        power(network.design_kw),
        power(network.peak_kw)
    );
    let said = in_force(network, locale);
    let warned = store.plan.with(|plan| warning(network, plan, locale));
    let heading = locale.text(words::workspace::explanation::HEAT_NETWORK_FACTOR_ON_DESIGN);
    let source =
        format!("{}: {}", locale.text(words::workspace::explanation::SOURCE), locale.text(law_source(law)));
    let without_warning = warned.is_none();
    view! {
        <h3 class="dialog__subtitle">{heading}</h3>
        <p>{said}</p>
        <div class="formula">
            <p>{typeset(law_formula(law, locale))}</p>
            <p>{typeset(&numbers)}</p>
        </div>
        <p class="small muted">{source}</p>
        <p class="field__error" hidden=without_warning>{warned}</p>
    }
}

/// A formula with its indices set low.
fn typeset(formula: &str) -> Vec<impl IntoView + use<>> {
    let part = |(text, is_index): (String, bool)| {
        if is_index { Either::Left(view! { <sub>{text}</sub> }) } else { Either::Right(text) }
    };
    indices(formula).into_iter().map(part).collect()
}

/// The parts of a formula, and whether each is an index: letters and digits behind `_`.
fn indices(formula: &str) -> Vec<(String, bool)> {
    let mut parts = Vec::new();
    let mut rest = formula;
    while let Some((before, after)) = rest.split_once('_') {
        let end = after.find(|c: char| !c.is_alphanumeric()).unwrap_or(after.len());
        parts.push((before.to_owned(), false));
        parts.push((after[..end].to_owned(), true));
        rest = &after[end..];
    }
    parts.push((rest.to_owned(), false));
    parts
}

/// Where the profiles of a kind come from, of what is selected.
fn sources_of(kind: DemandKind, store: Store, scope: Scope) -> String {
    let one = scope.building.get();
    store.plan.with(|plan| {
        let mut names = Vec::<String>::new();
        let buildings = plan.scenario.buildings.iter().filter(|row| one.is_none_or(|id| id == row.id));
        let with_energy =
            buildings.filter(|row| row.annual_kwh(kind).is_some() || row.demands.contains_key(&kind));
        for profile in with_energy.filter_map(|row| row.profile(kind).value()) {
            let name = source_of(profile, store);
            if !names.contains(&name) {
                names.push(name);
            }
        }
        names.join("; ")
    })
}

fn source_of(profile: Profile, store: Store) -> String {
    let source = match profile {
        Profile::ElectricitySlp { slp } if is_of_2025(slp) => {
            words::workspace::explanation::BDEW_STANDARD_ELECTRICITY_LOAD_PROFILES
        }
        Profile::ElectricitySlp { .. } => words::workspace::explanation::BDEW_VDEW_STANDARD_ELECTRICITY_LOAD,
        Profile::HeatSlp { .. } => words::workspace::explanation::SIGLINDE_PROFILES_GAS_GUIDELINE,
        Profile::Metered { profile, .. } => {
            let cards = store.profiles.get();
            let card = cards.iter().find(|card| card.id == profile);
            return card.map_or_else(String::new, |card| stored_meaning(card, store.locale));
        }
        Profile::HeatingDegreeHours(_) => words::workspace::explanation::HEATING_DEGREE_HOURS_WITH_INERTIA,
        Profile::HotWaterDay { .. } => words::workspace::explanation::COURSES_OF_THE_DAY,
        Profile::HotWaterDraws(_) => words::workspace::explanation::DRAWS_AFTER_DHWCALC_JORDAN,
        Profile::CoolingDegreeHours { .. } | Profile::SpaceCooling(_) => {
            words::workspace::explanation::COOLING_DEGREE_HOURS_WITH_INERTIA
        }
        Profile::Process(_) | Profile::Shifts { .. } => {
            words::workspace::explanation::PATTERN_OF_WORK_AS_ENTERED
        }
        Profile::UseSchedule(_) => words::workspace::explanation::USE_SCHEDULES_OF_TEASER_MIT,
        Profile::IndustrialSteps(_) => words::workspace::explanation::STEP_PROFILE_IN_QUARTER_HOURS,
        Profile::HomeCharging | Profile::Charging(_) => {
            words::workspace::explanation::ARRIVALS_OF_THE_GERMAN_MOBILITY
        }
        Profile::Band => words::workspace::explanation::CONSTANT_LOAD,
    };
    store.locale.text(source).to_owned()
}

fn is_of_2025(slp: ElectricitySlp) -> bool {
    slp.code().ends_with("25")
}

fn weather_line(store: Store) -> String {
    let weather = store.plan.with(|plan| plan.site.weather);
    let name = weather_name(&weather, &store.weather.get(), store.locale);
    match weather {
        engine::site::WeatherChoice::TestReferenceYear { .. } => {
            let source = words::workspace::explanation::TEST_REFERENCE_YEARS_OF_DEUTSCHER;
            format!("{name}; {}", store.locale.text(source))
        }
        engine::site::WeatherChoice::Uploaded { .. } => name,
    }
}

fn year_line(store: Store) -> String {
    let year = store.plan.with(|plan| plan.site.reference_year);
    match store.locale {
        Language::De => format!("{year}, 8760 Stunden (MEZ)"),
        Language::En => format!("{year}, 8760 hours (UTC+1)"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn indices_end_where_the_word_ends() {
        let part = |text: &str, is_index| (text.to_owned(), is_index);
        assert_eq!(
            indices("T = E / P_max = 3"),
            [part("T = E / P", false), part("max", true), part(" = 3", false)]
        );
        assert_eq!(indices("P_i(h)"), [part("P", false), part("i", true), part("(h)", false)]);
        assert_eq!(indices("E"), [part("E", false)]);
    }
}
