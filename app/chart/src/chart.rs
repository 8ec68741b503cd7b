//! The charts: each becomes a scene, and knows what lies under a point of it.

mod carpet;
mod duration;
mod hover;
mod months;
mod overview;
mod profile;
mod stack;
mod week;

pub(crate) use duration::ranked;
pub(crate) use hover::month_rows;
pub use hover::{Hover, HoverRow};
pub(crate) use months::monthly_kwh;
pub use overview::{Overview, overview};
pub(crate) use week::weekly_means;
use words::Language;

use std::ops::Range;

use engine::time::HOURS;

use crate::model::LoadModel;
use crate::scene::{Area, Scene};
use crate::window::Window;

/// The charts of a load.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum ChartKind {
    /// Power over the time of the year, stacked.
    #[default]
    LoadProfile,
    /// Power sorted from high to low.
    DurationCurve,
    /// Power as colour over day and hour.
    Carpet,
    /// Energy per month, stacked.
    Months,
    /// Mean power per hour of the week, stacked.
    TypicalWeek,
}

impl ChartKind {
    /// Every chart, in the order of the tabs.
    pub const ALL: [Self; 5] =
        [Self::LoadProfile, Self::DurationCurve, Self::Carpet, Self::Months, Self::TypicalWeek];

    /// The name used in files and addresses.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::LoadProfile => "load-profile",
            Self::DurationCurve => "duration-curve",
            Self::Carpet => "carpet",
            Self::Months => "months",
            Self::TypicalWeek => "typical-week",
        }
    }

    /// The chart with this [`key`](Self::key).
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.key() == key)
    }

    /// The name that the user reads.
    #[must_use]
    pub const fn label(self, language: Language) -> &'static str {
        match self {
            Self::LoadProfile => language.text(words::charts::LOAD_PROFILE),
            Self::DurationCurve => language.text(words::charts::DURATION_CURVE),
            Self::Carpet => language.text(words::charts::CARPET_PLOT),
            Self::Months => language.text(words::charts::MONTHS),
            Self::TypicalWeek => language.text(words::charts::TYPICAL_WEEK),
        }
    }
}

/// Step of the load profile chart.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Resolution {
    /// Hourly means.
    #[default]
    Hour,
    /// Daily means.
    Day,
    /// Monthly means.
    Month,
}

impl Resolution {
    /// Every resolution from fine to coarse.
    pub const ALL: [Self; 3] = [Self::Hour, Self::Day, Self::Month];

    /// The name that the user reads.
    #[must_use]
    pub const fn label(self, language: Language) -> &'static str {
        match self {
            Self::Hour => language.text(words::charts::HOUR),
            Self::Day => language.text(words::charts::DAY),
            Self::Month => language.text(words::charts::MONTH),
        }
    }
}

/// Which days make up the typical week.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Season {
    /// All days.
    #[default]
    Year,
    /// December to February.
    Winter,
    /// June to August.
    Summer,
}

impl Season {
    /// Every season.
    pub const ALL: [Self; 3] = [Self::Year, Self::Winter, Self::Summer];

    /// The name that the user reads.
    #[must_use]
    pub const fn label(self, language: Language) -> &'static str {
        match self {
            Self::Year => language.text(words::charts::YEAR),
            Self::Winter => language.text(words::charts::WINTER),
            Self::Summer => language.text(words::charts::SUMMER),
        }
    }

    /// The months from 1 to 12 in words, empty for the whole year.
    #[must_use]
    pub const fn months_label(self, language: Language) -> &'static str {
        match self {
            Self::Year => "",
            Self::Winter => language.text(words::charts::DECEMBER_TO_FEBRUARY),
            Self::Summer => language.text(words::charts::JUNE_TO_AUGUST),
        }
    }

    pub(crate) const fn has_month(self, month: u8) -> bool {
        match self {
            Self::Year => true,
            Self::Winter => matches!(month, 12 | 1 | 2),
            Self::Summer => matches!(month, 6..=8),
        }
    }
}

/// What to draw and how large.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ChartOptions {
    /// Which chart.
    pub kind: ChartKind,
    /// Width in CSS pixels.
    pub width: f64,
    /// Height in CSS pixels.
    pub height: f64,
    /// Language of labels and numbers.
    pub language: Language,
    /// Step of the load profile.
    pub resolution: Resolution,
    /// Shown part of the year, for the load profile.
    pub window: Window,
    /// Days of the typical week.
    pub season: Season,
}

impl ChartOptions {
    /// The whole year in hours.
    #[must_use]
    pub const fn new(kind: ChartKind, width: f64, height: f64, language: Language) -> Self {
        let (resolution, season) = (Resolution::Hour, Season::Year);
        Self { kind, width, height, language, resolution, window: Window::YEAR, season }
    }
}

/// A drawn chart.
#[derive(Clone, Debug, PartialEq)]
pub struct Chart {
    /// The drawing.
    pub scene: Scene,
    /// Where the values are, without axes.
    pub plot: Area,
    cells: Cells,
    options: ChartOptions,
}

/// What the parts of a plot stand for.
#[derive(Clone, Debug, PartialEq)]
enum Cells {
    /// One hour each.
    Hours(Window),
    /// One day each, named by its first hour.
    Days(Window),
    /// From edge to edge in hours.
    Spans(Vec<usize>),
    /// Hours from the highest to the lowest total.
    Ranks(Vec<u32>),
    /// Days from left to right, hours from bottom to top.
    Carpet,
    /// Twelve months.
    Months,
    /// 168 hours from Monday on, with the mean of each series.
    Week(Vec<Vec<f64>>),
}

/// A step of the keyboard cursor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// To the left.
    Left,
    /// To the right.
    Right,
    /// Upwards.
    Up,
    /// Downwards.
    Down,
    /// A day, or another large step, back.
    PageBack,
    /// A day, or another large step, on.
    PageOn,
    /// To the start.
    First,
    /// To the end.
    Last,
}

/// Draws a chart.
#[must_use]
pub fn build(model: &LoadModel, options: ChartOptions) -> Chart {
    let mut scene = Scene::new(options.width.max(80.0), options.height.max(80.0));
    let (plot, cells) = match options.kind {
        ChartKind::LoadProfile => profile::draw(&mut scene, model, &options),
        ChartKind::DurationCurve => duration::draw(&mut scene, model, &options),
        ChartKind::Carpet => carpet::draw(&mut scene, model, &options),
        ChartKind::Months => months::draw(&mut scene, model, &options),
        ChartKind::TypicalWeek => week::draw(&mut scene, model, &options),
    };
    Chart { scene, plot, cells, options }
}

impl Chart {
    /// The options it was drawn with.
    #[must_use]
    pub const fn options(&self) -> &ChartOptions {
        &self.options
    }

    /// Numbers of the cells that the plot shows: hours, days, ranks, months or hours of the week.
    #[must_use]
    pub fn cells(&self) -> Range<usize> {
        match &self.cells {
            Cells::Hours(window) | Cells::Days(window) => window.range(),
            Cells::Spans(edges) => 0..edges.len() - 1,
            Cells::Ranks(_) | Cells::Carpet => 0..HOURS,
            Cells::Months => 0..12,
            Cells::Week(_) => 0..week::HOURS_OF_WEEK,
        }
    }

    /// The cell under a point of the drawing, if the point lies in the plot.
    #[must_use]
    pub fn cell_at(&self, x: f64, y: f64) -> Option<usize> {
        if !self.plot.contains(x, y) {
            return None;
        }
        let share = (x - self.plot.x) / self.plot.width;
        let pick = |count: usize| ((share * count as f64) as usize).min(count - 1);
        Some(match &self.cells {
            Cells::Hours(window) => window.start() + pick(window.hours()),
            Cells::Days(window) => (window.start() + pick(window.hours())) / 24 * 24,
            Cells::Spans(edges) => {
                let (first, last) = (edges[0], edges[edges.len() - 1]);
                let hour = first as f64 + share * (last - first) as f64;
                edges.partition_point(|edge| *edge as f64 <= hour).clamp(1, edges.len() - 1) - 1
            }
            Cells::Carpet => {
                let height = (self.plot.bottom() - y) / self.plot.height;
                pick(365) * 24 + ((height * 24.0) as usize).min(23)
            }
            Cells::Ranks(_) | Cells::Months | Cells::Week(_) => pick(self.cells().len()),
        })
    }

    /// Where a cell is drawn: over the full height, only in the carpet plot a small rectangle.
    #[must_use]
    pub fn cell_area(&self, cell: usize) -> Area {
        let across = |from: f64, to: f64| Area {
            x: self.plot.x + from * self.plot.width,
            width: (to - from) * self.plot.width,
            ..self.plot
        };
        match &self.cells {
            Cells::Spans(edges) => {
                let (first, last) = (edges[0], edges[edges.len() - 1]);
                let share = |edge: usize| (edges[edge] - first) as f64 / (last - first) as f64;
                let cell = cell.min(edges.len() - 2);
                across(share(cell), share(cell + 1))
            }
            Cells::Days(window) => {
                let day = cell / 24 * 24;
                let share = |hour: usize| {
                    let inside = hour.clamp(window.start(), window.end()) - window.start();
                    inside as f64 / window.hours() as f64
                };
                across(share(day), share(day + 24))
            }
            Cells::Carpet => {
                let (day, hour) = (cell / 24, cell % 24);
                let column = across(day as f64 / 365.0, (day + 1) as f64 / 365.0);
                let height = self.plot.height / 24.0;
                Area { y: self.plot.bottom() - (hour + 1) as f64 * height, height, ..column }
            }
            _ => {
                let cells = self.cells();
                let position = cell.clamp(cells.start, cells.end - 1) - cells.start;
                let count = cells.len() as f64;
                across(position as f64 / count, (position + 1) as f64 / count)
            }
        }
    }

    /// The hour of the year at a horizontal position of a load profile, as far as the plot reaches.
    #[must_use]
    pub fn hour_at(&self, x: f64) -> f64 {
        let share = ((x - self.plot.x) / self.plot.width).clamp(0.0, 1.0);
        self.options.window.start() as f64 + share * self.options.window.hours() as f64
    }

    /// The cell that a key reaches; hours may leave the window, so that the window can follow.
    #[must_use]
    pub fn step(&self, cell: usize, step: Step) -> usize {
        let cells = self.reach();
        let (across, page) = match self.cells {
            Cells::Hours(_) | Cells::Week(_) => (1, 24),
            Cells::Carpet | Cells::Days(_) => (24, 24 * 7),
            Cells::Ranks(_) => (1, 100),
            Cells::Spans(_) => (1, 7),
            Cells::Months => (1, 3),
        };
        let moved = match step {
            Step::First => return cells.start,
            Step::Last => return cells.end - 1,
            Step::Left => cell as i64 - across,
            Step::Right => cell as i64 + across,
            Step::Up if matches!(self.cells, Cells::Days(_)) => cell as i64 + across,
            Step::Down if matches!(self.cells, Cells::Days(_)) => cell as i64 - across,
            Step::Up => cell as i64 + 1,
            Step::Down => cell as i64 - 1,
            Step::PageBack => cell as i64 - page,
            Step::PageOn => cell as i64 + page,
        };
        moved.clamp(cells.start as i64, cells.end as i64 - 1) as usize
    }

    /// The cell at which the keyboard cursor starts: the highest total.
    #[must_use]
    pub fn peak_cell(&self, model: &LoadModel) -> usize {
        if let Cells::Days(window) = self.cells {
            let total = model.total_kw();
            let highest = window.range().max_by(|a, b| total[*a].total_cmp(&total[*b]).then(b.cmp(a)));
            return highest.map_or(0, |hour| hour / 24 * 24);
        }
        let sum = |cell: &usize| self.cell_values(model, *cell).iter().sum::<f64>();
        self.cells().max_by(|a, b| sum(a).total_cmp(&sum(b)).then(b.cmp(a))).unwrap_or(0)
    }

    /// Cells that the cursor can go to; a window of hours follows it.
    fn reach(&self) -> Range<usize> {
        if matches!(self.cells, Cells::Hours(_) | Cells::Days(_)) { 0..HOURS } else { self.cells() }
    }

    /// What is shown in a cell.
    #[must_use]
    pub fn hover(&self, model: &LoadModel, cell: usize) -> Hover {
        let cells = self.reach();
        hover::describe(self, model, cell.clamp(cells.start, cells.end - 1))
    }
}
