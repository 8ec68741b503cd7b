//! The commands that need neither a server nor a browser.

use std::io;
use std::path::{Path, PathBuf};

use engine::fit::FitError;
use engine::heat::HeatError;
use engine::limits::{Limit, Quantity, check, limit};
use engine::weather::WeatherError;

use crate::services::document::DocumentError;

pub mod audit;
pub mod builtin_weather;
pub mod calculate;
pub mod hub;
pub mod import;
pub mod profile;

/// Why a command gives no result.
#[derive(Debug, thiserror::Error)]
pub enum CommandError {
    /// A file cannot be read or written.
    #[error("{}: {error}", file.display())]
    File {
        /// Which file.
        file: PathBuf,
        /// Why.
        error: io::Error,
    },
    /// A file is no weather file.
    #[error("{}: {error}", file.display())]
    Weather {
        /// Which file.
        file: PathBuf,
        /// Why.
        error: WeatherError,
    },
    /// A file is no project file.
    #[error("{}: {error}", file.display())]
    Document {
        /// Which file.
        file: PathBuf,
        /// Why.
        error: DocumentError,
    },
    /// A file is no model of a hub or no table for it.
    #[error("{}: {error}", file.display())]
    Hub {
        /// Which file.
        file: PathBuf,
        /// Why.
        error: hub::HubError,
    },
    /// The project has no scenario of this name.
    #[error("unknown scenario “{given}”; known: {}", known.join(", "))]
    UnknownScenario {
        /// What was given.
        given: String,
        /// Names of the scenarios.
        known: Vec<String>,
    },
    /// The weather gives no profile.
    #[error(transparent)]
    Heat(#[from] HeatError),
    /// The profile has no energy in the year, for example cooling in a cold climate.
    #[error("this profile has no demand in this weather")]
    NoDemand,
    /// Part of the energy is to follow the weather, but there is none.
    #[error("--weather-share needs --weather or --temperature")]
    WeatherMissing,
    /// Energy and peak cannot be met.
    #[error(transparent)]
    Fit(#[from] FitError),
    /// The result cannot be written.
    #[error("the result cannot be written: {0}")]
    Output(#[from] io::Error),
}

impl CommandError {
    /// Whether the reader of the output has seen enough, as `head` does; that is no failure.
    #[must_use]
    pub fn is_reader_gone(&self) -> bool {
        matches!(self, Self::Output(error) if error.kind() == io::ErrorKind::BrokenPipe)
    }

    fn file(file: &Path) -> impl Fn(io::Error) -> Self {
        move |error| Self::File { file: file.to_owned(), error }
    }
}

/// Reads a number of the command line and checks it against the one table of limits.
fn number(quantity: Quantity, text: &str) -> Result<f64, String> {
    let value: f64 = text.parse().map_err(|_| "not a number; decimals follow a point".to_owned())?;
    let Limit { min, max, unit, .. } = limit(quantity);
    check(quantity, value).map_err(|_| format!("possible: {min} to {max} {unit}").trim_end().to_owned())?;
    Ok(value)
}
