//! The strip of key figures, and the explanation of each.

use std::sync::Arc;

use chart::format::{
    Figure, Language, format_date_hour, format_energy, format_hours, format_percent, format_power,
};
use engine::figures::{KeyFigures, sum_of};
use engine::time::TimeAxis;
use leptos::html;
use leptos::prelude::*;

use super::grid::kind_name;
use super::scope::{Scope, ScopeLoads};
use super::store::Store;
use crate::i18n::{Locale, Text, text};
use crate::ui::Icon;

/// The figures of what is selected.
#[derive(Clone, Debug, PartialEq)]
struct Figures {
    total: KeyFigures,
    peak_at: String,
    /// Sum of the peaks of every single demand, kW.
    sum_of_peaks_kw: f64,
    /// Share of each kind in the annual energy.
    shares: Vec<(engine::demand::DemandKind, f64)>,
}

impl Figures {
    fn of(
        loads: &ScopeLoads,
        sum_of_peaks_kw: f64,
        axis: TimeAxis,
        summer_time: bool,
        language: Language,
    ) -> Self {
        let total = KeyFigures::of(&sum_of(loads.iter().map(|(_, load)| &**load)));
        let peak_at = format_date_hour(axis, total.peak.index, summer_time, language);
        let share = |load: &Arc<[f64]>| {
            if total.energy_kwh > 0.0 { load.iter().sum::<f64>() / total.energy_kwh } else { 0.0 }
        };
        let shares = loads.iter().map(|(kind, load)| (*kind, share(load))).collect();
        Self { total, peak_at, sum_of_peaks_kw, shares }
    }

    /// Peak of the sum over the sum of the single peaks; 1 without demand.
    fn simultaneity(&self) -> f64 {
        if self.sum_of_peaks_kw > 0.0 { self.total.peak.kw / self.sum_of_peaks_kw } else { 1.0 }
    }
}

/// A figure that can be explained.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Which {
    Energy,
    Peak,
    FullLoadHours,
    Simultaneity,
    Shares,
}

/// Annual energy, peak load, full-load hours, simultaneity and shares; a press explains the figure.
#[component]
pub fn KeyFigureStrip(store: Store, scope: Scope) -> impl IntoView {
    let locale = store.locale;
    let figures = Memo::new(move |_| {
        let loads = scope.loads.get()?;
        let district = store.district.get()?;
        let kinds = scope.kinds.get().kinds();
        let one = scope.building.get();
        let sum_of_peaks_kw = district
            .buildings
            .iter()
            .filter(|building| one.is_none_or(|id| id == building.building))
            .flat_map(|building| kinds.iter().filter_map(|kind| building.loads.get(kind)))
            .map(|load| load.peak_kw)
            .sum();
        let axis = TimeAxis::new(district.year);
        Some(Figures::of(&loads, sum_of_peaks_kw, axis, district.summer_time, locale.into()))
    });
    let explained = RwSignal::new(None::<Which>);
    let tile = move |which: Which,
                     label: Text,
                     value: fn(&Figures, Locale) -> Figure,
                     note: fn(&Figures, Locale) -> String| {
        let shown = move || figures.with(|figures| figures.as_ref().map(|figures| value(figures, locale)));
        let note = move || {
            figures.with(|figures| figures.as_ref().map_or_else(String::new, |figures| note(figures, locale)))
        };
        view! {
            <button class="kpi" on:click=move |_| explained.set(Some(which)) aria-haspopup="dialog">
                <span class="kpi__label">{locale.text(label)}</span>
                <span class="kpi__value">
                    {move || shown().map_or_else(|| "–".to_owned(), |(value, _)| value)}
                    <span class="kpi__unit">{move || shown().map(|(_, unit)| unit)}</span>
                </span>
                <span class="kpi__note">{note}</span>
            </button>
        }
    };
    view! {
        <div class="kpis">
            {tile(
                Which::Energy,
                text("Jahresenergie", "Annual energy"),
                |figures, locale| format_energy(figures.total.energy_kwh, locale.into()),
                |figures, locale| match locale {
                    Locale::De => format!("{} Bedarfsarten", figures.shares.len()),
                    Locale::En => format!("{} kinds of demand", figures.shares.len()),
                },
            )}
            {tile(
                Which::Peak,
                text("Spitzenlast", "Peak load"),
                |figures, locale| format_power(figures.total.peak.kw, locale.into()),
                |figures, _| figures.peak_at.clone(),
            )}
            {tile(
                Which::FullLoadHours,
                text("Volllaststunden", "Full-load hours"),
                |figures, locale| format_hours(figures.total.full_load_hours.unwrap_or(0.0), locale.into()),
                |figures, locale| {
                    let (value, unit) = format_power(figures.total.energy_kwh / 8760.0, locale.into());
                    let mean = locale.text(text("Mittlere Last", "Mean load"));
                    format!("{mean} {value}\u{202f}{unit}")
                },
            )}
            {tile(
                Which::Simultaneity,
                text("Gleichzeitigkeit", "Simultaneity"),
                |figures, locale| (format_percent(figures.simultaneity(), 1, locale.into()), ""),
                |figures, locale| {
                    let (value, unit) = format_power(figures.sum_of_peaks_kw, locale.into());
                    let sum = locale.text(text("Summe der Spitzen", "Sum of peaks"));
                    format!("{sum} {value}\u{202f}{unit}")
                },
            )}
            <button class="kpi" on:click=move |_| explained.set(Some(Which::Shares)) aria-haspopup="dialog">
                <span class="kpi__label">{locale.text(text("Anteile", "Shares"))}</span>
                {move || figures.get().map(|figures| share_bar(&figures))}
                <span class="kpi__note">{move || figures.get().map(|figures| largest_share(&figures, locale))}</span>
            </button>
        </div>
        <Explanation store scope figures explained />
    }
}

fn share_bar(figures: &Figures) -> impl IntoView + use<> {
    let mut left = 0.0;
    let parts: Vec<_> = figures
        .shares
        .iter()
        .map(|(kind, share)| {
            let start = left;
            left += share * 100.0;
            view! { <rect class="shares__part" data-kind=kind.key() x=format!("{start:.2}") y="0" width=format!("{:.2}", share * 100.0) height="8" /> }
        })
        .collect();
    view! {
        <svg class="kpi__shares" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
            {parts}
        </svg>
    }
}

fn largest_share(figures: &Figures, locale: Locale) -> String {
    let largest = figures.shares.iter().max_by(|(_, a), (_, b)| a.total_cmp(b));
    largest.map_or_else(String::new, |(kind, share)| {
        format!("{} {}", locale.text(kind_name(*kind)), format_percent(*share, 0, locale.into()))
    })
}

/// Formula, inputs and source of a figure.
#[component]
fn Explanation(
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
    let body = move || {
        let (which, figures) = (explained.get()?, figures.get()?);
        Some(explanation(which, &figures, &scope.title(), &inputs_line(store), locale))
    };
    view! {
        <dialog class="dialog" node_ref=dialog aria-labelledby="explanation-title" on:close=move |_| explained.set(None)>
            <div class="dialog__head">
                <h2 class="dialog__title" id="explanation-title">{locale.text(text("So ist gerechnet", "How it is calculated"))}</h2>
                <button
                    class="button button--ghost button--icon"
                    aria-label=locale.text(text("Schließen", "Close"))
                    on:click=move |_| explained.set(None)
                >
                    <Icon name="x" />
                </button>
            </div>
            <div class="dialog__body">{body}</div>
        </dialog>
    }
}

fn explanation(
    which: Which,
    figures: &Figures,
    what: &str,
    inputs: &str,
    locale: Locale,
) -> impl IntoView + use<> {
    let language = Language::from(locale);
    let figure = |(value, unit): Figure| format!("{value}\u{202f}{unit}");
    let energy = figure(format_energy(figures.total.energy_kwh, language));
    let peak = figure(format_power(figures.total.peak.kw, language));
    let (formula, meaning, rows): (&'static str, Text, Vec<(Text, String)>) = match which {
        Which::Energy => (
            "E = Σ P(h) · 1 h,  h = 1 … 8760",
            text(
                "Summe der stündlichen Mittelwerte aller gewählten Bedarfe.",
                "Sum of the hourly means of all selected demands.",
            ),
            figures
                .shares
                .iter()
                .map(|(kind, share)| {
                    (kind_name(*kind), figure(format_energy(share * figures.total.energy_kwh, language)))
                })
                .collect(),
        ),
        Which::Peak => (
            "P_max = max P(h)",
            text(
                "Größter Stundenmittelwert der gleichzeitigen Summe; bei Gleichstand die erste Stunde.",
                "Largest hourly mean of the simultaneous sum; the first hour if there are several.",
            ),
            vec![(text("Stunde", "Hour"), figures.peak_at.clone()), (text("Spitzenlast", "Peak load"), peak)],
        ),
        Which::FullLoadHours => (
            "T = E / P_max",
            text(
                "So lange müsste die Spitzenlast anliegen, um die Jahresenergie zu ergeben.",
                "How long the peak load would have to last to give the annual energy.",
            ),
            vec![(text("Jahresenergie", "Annual energy"), energy), (text("Spitzenlast", "Peak load"), peak)],
        ),
        Which::Simultaneity => (
            "g = max Σ P_i(h) / Σ max P_i(h)",
            text(
                "Spitze der Summe im Verhältnis zur Summe der Einzelspitzen. Standardlastprofile sind schon Mittelwerte vieler Kunden; ein Gleichzeitigkeitsfaktor darf darauf nicht noch einmal angewendet werden.",
                "Peak of the sum over the sum of the single peaks. Standard load profiles are already averages of many customers; a diversity factor must not be applied to them again.",
            ),
            vec![
                (
                    text("Spitze der Summe", "Peak of the sum"),
                    figure(format_power(figures.total.peak.kw, language)),
                ),
                (
                    text("Summe der Spitzen", "Sum of the peaks"),
                    figure(format_power(figures.sum_of_peaks_kw, language)),
                ),
            ],
        ),
        Which::Shares => (
            "a_k = E_k / E",
            text(
                "Anteil jeder Bedarfsart an der Jahresenergie.",
                "Share of each kind of demand in the annual energy.",
            ),
            figures
                .shares
                .iter()
                .map(|(kind, share)| (kind_name(*kind), format_percent(*share, 1, language)))
                .collect(),
        ),
    };
    let rows: Vec<_> = rows
        .into_iter()
        .map(|(name, value)| view! { <dt>{locale.text(name)}</dt><dd>{value}</dd> })
        .collect();
    view! {
        <p class="dialog__text">{what.to_owned()}</p>
        <p class="formula">{formula}</p>
        <p>{locale.text(meaning)}</p>
        <dl class="facts">
            {rows}
            <dt>{locale.text(text("Grundlage", "Based on"))}</dt>
            <dd>{inputs.to_owned()}</dd>
            <dt>{locale.text(text("Quellen", "Sources"))}</dt>
            <dd>
                {locale
                    .text(
                        text(
                            "Strom: BDEW-Standardlastprofile 1999 und 2025. Wärme: SigLinDe nach BDEW/VKU/GEODE, Leitfaden Gas. Wetter: Quelle am Standort.",
                            "Electricity: BDEW standard load profiles 1999 and 2025. Heat: SigLinDe after the BDEW/VKU/GEODE gas guideline. Weather: source line of the site.",
                        ),
                    )}
            </dd>
            <dt>{locale.text(text("Rechenkern", "Engine"))}</dt>
            <dd>{engine::district::ENGINE_VERSION}</dd>
        </dl>
    }
}

/// Reference year and weather in one line.
fn inputs_line(store: Store) -> String {
    store.plan.with(|plan| {
        let year = plan.site.reference_year;
        let weather = super::site_panel::weather_name(&plan.site.weather, &store.weather.get(), store.locale);
        match store.locale {
            Locale::De => format!("Bezugsjahr {year}, {weather}, 8760 Stunden (MEZ)"),
            Locale::En => format!("Reference year {year}, {weather}, 8760 hours (UTC+1)"),
        }
    })
}
