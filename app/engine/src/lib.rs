//! Lastgang's engine: the planning domain and the numerics of load profiles.
//!
//! Pure by rule: no IO, no clock, no randomness without a seed, no async. Transcendental functions come
//! from `libm`, so that a native build and wasm give the same bits.
#![forbid(unsafe_code)]
#![deny(missing_docs)]

pub mod building;
pub mod building_type;
pub mod calendar;
pub mod coded;
pub mod demand;
pub mod district;
pub mod edit;
pub mod electricity;
pub mod exponential;
pub mod figures;
pub mod fit;
pub mod generator;
pub mod heat;
pub mod import;
pub mod limits;
pub mod plan;
pub mod plausibility;
pub mod project_file;
pub mod random;
pub mod series;
pub mod simultaneity;
pub mod site;
pub mod synthetic;
pub mod tables;
pub mod time;
pub mod weather;

mod data_table;
