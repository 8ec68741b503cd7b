//! What is chosen in a chart panel, and the chart that follows from it.

use std::sync::Arc;

use chart::{Chart, ChartKind, ChartOptions, LoadModel, Resolution, Season, Summary, Window};
use engine::demand::DemandKind;
use leptos::prelude::*;
use words::Language;

/// Why a chart has nothing to show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Emptiness {
    /// There is no energy in what is selected.
    NoLoad,
    /// Every series is switched off.
    AllHidden,
}

/// Signals of one chart panel.
#[derive(Clone, Copy)]
pub struct ChartState {
    /// Start of the element ids.
    pub id: &'static str,
    /// Language of the page.
    pub locale: Language,
    /// Everything that could be shown.
    pub model: Signal<Option<Arc<LoadModel>>>,
    /// What the legend lets through.
    pub shown: Memo<Option<Arc<LoadModel>>>,
    /// The tab.
    pub kind: RwSignal<ChartKind>,
    /// Step of the load profile.
    pub resolution: RwSignal<Resolution>,
    /// Days of the typical week.
    pub season: RwSignal<Season>,
    /// Part of the year in the load profile.
    pub window: RwSignal<Window>,
    /// Kinds switched off in the legend, by their index.
    pub hidden: RwSignal<[bool; 7]>,
    /// Width and height of the plot in CSS pixels; zero before it is measured.
    pub size: RwSignal<(f64, f64)>,
    /// Hour of the highest total, and the total in kW.
    pub peak: Memo<(usize, f64)>,
    /// Cell under the pointer or at the keyboard cursor.
    pub cursor: RwSignal<Option<usize>>,
    /// The drawn chart; `None` without a model or before the plot is measured.
    pub chart: Memo<Option<Arc<Chart>>>,
}

impl ChartState {
    /// The load profile of the whole year.
    #[must_use]
    pub fn new(model: Signal<Option<Arc<LoadModel>>>, locale: Language, id: &'static str) -> Self {
        let kind = RwSignal::new(ChartKind::LoadProfile);
        let resolution = RwSignal::new(Resolution::Hour);
        let season = RwSignal::new(Season::Year);
        let window = RwSignal::new(Window::YEAR);
        let hidden = RwSignal::new([false; 7]);
        let size = RwSignal::new((0.0, 0.0));
        let shown = Memo::new(move |_| {
            let (model, hidden) = (model.get()?, hidden.get());
            if hidden.iter().any(|is_hidden| *is_hidden) {
                Some(Arc::new(model.with_kinds(|kind| !hidden[kind.index()])))
            } else {
                Some(model)
            }
        });
        let chart = Memo::new(move |_| {
            let (width, height) = size.get();
            if width < 1.0 || height < 1.0 {
                return None;
            }
            let options = ChartOptions {
                resolution: resolution.get(),
                window: window.get(),
                season: season.get(),
                ..ChartOptions::new(kind.get(), width, height, locale)
            };
            shown.get().map(|model| Arc::new(chart::build(&model, options)))
        });
        let peak = Memo::new(move |_| {
            let summary = model.get().map(|model| Summary::of(&model.total_kw()));
            summary.map_or((0, 0.0), |summary| (summary.peak_hour, summary.peak_kw))
        });
        let cursor = RwSignal::new(None);
        Self { id, locale, model, shown, kind, resolution, season, window, hidden, size, peak, cursor, chart }
    }

    /// Language of the charts.
    #[must_use]
    pub fn language(self) -> Language {
        self.locale
    }

    /// The chosen options for a drawing of another size.
    #[must_use]
    pub fn options(self, width: f64, height: f64) -> ChartOptions {
        ChartOptions {
            resolution: self.resolution.get(),
            window: self.window.get(),
            season: self.season.get(),
            ..ChartOptions::new(self.kind.get(), width, height, self.language())
        }
    }

    /// The chart in one sentence; empty without a model.
    #[must_use]
    pub fn sentence(self) -> String {
        let options = self.options(1.0, 1.0);
        self.shown.get().map_or_else(String::new, |model| chart::sentence(&model, &options))
    }

    /// Switches to another chart.
    pub fn choose(self, kind: ChartKind) {
        self.cursor.set(None);
        self.kind.set(kind);
    }

    /// Shows another part of the year.
    pub fn show(self, window: Window) {
        if self.window.get_untracked() != window {
            if self.resolution.get_untracked() != Resolution::Hour {
                // Days and months are counted from the start of the window.
                self.cursor.set(None);
            }
            self.window.set(window);
        }
    }

    /// Why there is nothing to see, if there is nothing.
    #[must_use]
    pub fn emptiness(self) -> Option<Emptiness> {
        let shown = self.shown.get()?;
        if self.peak.get().1 <= 0.0 {
            Some(Emptiness::NoLoad)
        } else if shown.series.is_empty() {
            Some(Emptiness::AllHidden)
        } else {
            None
        }
    }

    /// Shows or hides a kind.
    pub fn toggle(self, kind: DemandKind) {
        self.hidden.update(|hidden| hidden[kind.index()] ^= true);
    }

    /// Shows only one kind, or all again if it is alone already.
    pub fn solo(self, kind: DemandKind) {
        let kinds: Vec<DemandKind> = self
            .model
            .get_untracked()
            .map_or_else(Vec::new, |model| model.series.iter().map(|s| s.kind).collect());
        self.hidden.update(|hidden| {
            let is_alone = kinds.iter().all(|other| (*other == kind) != hidden[other.index()]);
            *hidden = [false; 7];
            if !is_alone {
                for other in kinds.into_iter().filter(|other| *other != kind) {
                    hidden[other.index()] = true;
                }
            }
        });
    }
}
