//! Charts of load profiles as pure models: layout, decimation, hit index, SVG, CSV, and the number formats.
//!
//! A chart becomes a [`Scene`](scene::Scene) of few primitives whose colours are meanings, not values. The
//! browser shows the scene as elements with classes; the server writes it as one SVG text.
#![forbid(unsafe_code)]
#![deny(missing_docs)]

mod axis;
mod chart;
pub mod decimate;
pub mod format;
mod model;
pub mod render;
pub mod scene;
mod sentence;
mod table;
mod window;

pub use chart::{
    Chart, ChartKind, ChartOptions, Hover, HoverRow, Overview, Resolution, Season, Step, build, overview,
};
pub use model::{LoadModel, LoadSeries, Summary};
pub use sentence::sentence;
pub use table::{MonthTable, csv, month_table};
pub use window::Window;
