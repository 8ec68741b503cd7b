//! Charts of load profiles as pure models: layout, decimation, hit index, SVG, CSV, and the number formats.
//!
//! A chart becomes a [`Scene`](scene::Scene) of few primitives whose colours are meanings, not values. The
//! browser shows the scene as elements with classes; the server writes it as one SVG text.
#![forbid(unsafe_code)]
#![deny(missing_docs)]

pub mod format;

pub use format::Language;
