//! The strip of key figures, and the explanation of each.

use std::sync::Arc;

use chart::format::{
    Figure, NO_VALUE, format_date_hour, format_energy, format_hours, format_number, format_percent,
    format_power,
};
use engine::figures::{KeyFigures, sum_of};
use engine::simultaneity::{NetworkLoad, SimultaneityLaw};
use engine::time::TimeAxis;
use leptos::prelude::*;
use words::{Language, Text};

use super::explanation::Explanation;
use super::grid::kind_name;
use super::scope::{Scope, ScopeLoads};
use super::simultaneity::{law_name, network_load};
use super::store::Store;

/// The figures of what is selected.
#[derive(Clone, Debug, PartialEq)]
pub struct Figures {
    /// Energy, peak and full-load hours of the sum.
    pub total: KeyFigures,
    /// Local time of the peak.
    pub peak_at: String,
    /// Sum of the peaks of every single demand, kW.
    pub sum_of_peaks_kw: f64,
    /// Share of each kind in the annual energy.
    pub shares: Vec<(engine::demand::DemandKind, f64)>,
    /// The heat customers under the law of the scenario, where the whole district is shown.
    pub network: Option<NetworkLoad>,
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
        Self { total, peak_at, sum_of_peaks_kw, shares, network: None }
    }

    /// Whether there is any load.
    fn has_load(&self) -> bool {
        self.total.peak.kw > 0.0
    }

    /// A figure that means something only where there is load.
    fn or_none(&self, figure: Figure) -> Figure {
        if self.has_load() { figure } else { (NO_VALUE.to_owned(), "") }
    }

    /// Peak of the sum over the sum of the single peaks; 1 without demand.
    #[must_use]
    pub fn simultaneity(&self) -> f64 {
        if self.sum_of_peaks_kw > 0.0 { self.total.peak.kw / self.sum_of_peaks_kw } else { 1.0 }
    }
}

/// A figure that can be explained.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
    /// Annual energy.
    Energy,
    /// Peak load.
    Peak,
    /// Full-load hours.
    FullLoadHours,
    /// Peak of the sum over the sum of the peaks.
    Simultaneity,
    /// Shares of the kinds.
    Shares,
}

impl Which {
    /// What it is called.
    #[must_use]
    pub const fn name(self) -> Text {
        match self {
            Self::Energy => words::workspace::figures::ANNUAL_ENERGY,
            Self::Peak => words::workspace::figures::PEAK_LOAD,
            Self::FullLoadHours => words::workspace::figures::FULL_LOAD_HOURS,
            Self::Simultaneity => words::workspace::figures::SIMULTANEITY,
            Self::Shares => words::workspace::figures::SHARES,
        }
    }
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
        let network = if one.is_none() { network_load(store) } else { None };
        let figures = Figures::of(&loads, sum_of_peaks_kw, axis, district.summer_time, locale);
        Some(Figures { network, ..figures })
    });
    let explained = RwSignal::new(None::<Which>);
    let tile = move |which: Which,
                     value: fn(&Figures, Language) -> Figure,
                     note: fn(&Figures, Language) -> String| {
        let shown = move || figures.with(|figures| figures.as_ref().map(|figures| value(figures, locale)));
        let note = move || {
            figures.with(|figures| figures.as_ref().map_or_else(String::new, |figures| note(figures, locale)))
        };
        view! {
            <button class="kpi" on:click=move |_| explained.set(Some(which)) aria-haspopup="dialog">
                <span class="kpi__label">{locale.text(which.name())}</span>
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
                |figures, locale| format_energy(figures.total.energy_kwh, locale),
                |figures, locale| match (locale, figures.shares.len()) {
                    (Language::De, 1) => "1 Bedarfsart".to_owned(),
                    (Language::De, count) => format!("{count} Bedarfsarten"),
                    (Language::En, 1) => "1 kind of demand".to_owned(),
                    (Language::En, count) => format!("{count} kinds of demand"),
                },
            )}
            {tile(
                Which::Peak,
                |figures, locale| figures.or_none(format_power(figures.total.peak.kw, locale)),
                |figures, _| if figures.has_load() { figures.peak_at.clone() } else { String::new() },
            )}
            {tile(
                Which::FullLoadHours,
                |figures, locale| {
                    figures.or_none(format_hours(figures.total.full_load_hours.unwrap_or(0.0), locale))
                },
                |figures, locale| {
                    let (value, unit) = format_power(figures.total.energy_kwh / 8760.0, locale);
                    let mean = locale.text(words::workspace::figures::MEAN_LOAD);
                    format!("{mean} {value}\u{a0}{unit}")
                },
            )}
            {tile(
                Which::Simultaneity,
                |figures, locale| {
                    figures.or_none((format_percent(figures.simultaneity(), 1, locale), ""))
                },
                |figures, locale| {
                    if let Some(network) = &figures.network
                        && network.simultaneity.law != SimultaneityLaw::None
                    {
                        let factor = format_number(network.factor, 3, locale);
                        return format!("{}: {factor}", locale.text(law_name(network.simultaneity.law)));
                    }
                    let (value, unit) = format_power(figures.sum_of_peaks_kw, locale);
                    let sum = locale.text(words::workspace::figures::SUM_OF_PEAKS);
                    format!("{sum} {value}\u{a0}{unit}")
                },
            )}
            <button class="kpi" on:click=move |_| explained.set(Some(Which::Shares)) aria-haspopup="dialog">
                <span class="kpi__label">{locale.text(Which::Shares.name())}</span>
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

fn largest_share(figures: &Figures, locale: Language) -> String {
    if !figures.has_load() {
        return String::new();
    }
    let largest = figures.shares.iter().max_by(|(_, a), (_, b)| a.total_cmp(b));
    largest.map_or_else(String::new, |(kind, share)| {
        format!("{} {}", locale.text(kind_name(*kind)), format_percent(*share, 0, locale))
    })
}
