//! Profiles that stand for real ones: synthetic profiles that can be shared, and profiles from key figures.
//!
//! A synthetic profile is drawn from a summary of a metered one; the draw never sees the metered values. What
//! it keeps and what it hides is argued in `docs/synthetic-profiles.md` and measured on every profile that is
//! made; the figures travel with it in the [`SyntheticMark`].

use serde::{Deserialize, Serialize};

use crate::calendar::Calendar;
use crate::random::Random;
use crate::time::Resolution;

mod approximation;
mod attack;
mod contradiction;
mod draw;
mod duration;
mod kept;
mod statistics;

pub use approximation::{KeyFigureWishes, NIGHT_HOURS, approximate};
pub use attack::Unlinkability;
pub use contradiction::{ApproximationError, Contradiction};
pub use kept::Kept;

/// Version of the methods; a profile says with which one it was made.
pub const METHOD_VERSION: u32 = 1;
/// Fewest days behind each typical day, and fewest hours of a month behind each point of its duration curve.
pub const MIN_GROUP: usize = 8;
/// Largest correlation of the residuals of a synthetic profile with those of the original, by step and by day.
pub const MAX_RESIDUAL_CORRELATION: f64 = 0.1;
/// Largest excess of recognised days over guessing, in standard deviations of guessing.
pub const MAX_NEIGHBOUR_EXCESS: f64 = 3.0;
/// Draws that may be tried; which one was taken tells at most 4 bits about the original.
pub const MAX_DRAWS: u64 = 16;
/// Largest mean deviation of the duration curve, as a share of the peak.
pub const MAX_MEAN_DEVIATION: f64 = 0.005;
/// Deviation of the duration curve that at least 99 % of the steps keep to, as a share of the peak.
pub const MAX_USUAL_DEVIATION: f64 = 0.02;
/// Below this share of the variation a profile hardly differs from its typical days.
const REGULAR_SHARE: f64 = 0.05;

/// How a profile came about that is not metered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SyntheticMethod {
    /// Drawn from the typical days, the spread and the monthly duration curves of a metered profile.
    TypicalDays,
    /// Made from key figures alone.
    KeyFigures,
}

/// Says of a profile that it is synthetic; belongs wherever the profile is shown.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SyntheticMark {
    /// How it was made.
    pub method: SyntheticMethod,
    /// Version of the method.
    pub version: u32,
    /// Seed; the same input and seed give the same profile.
    pub seed: u64,
    /// What of the original was kept, measured; `None` for profiles from key figures, which have no original.
    pub kept: Option<Kept>,
    /// How far the original can be recognised, measured; `None` for profiles from key figures.
    pub unlinkability: Option<Unlinkability>,
}

impl SyntheticMark {
    /// Short mark for tables and charts, in German.
    pub const LABEL_DE: &'static str = "synthetisch";
    /// Short mark for tables and charts, in English.
    pub const LABEL_EN: &'static str = "synthetic";

    /// How the profile was made and what holds for it, in German.
    #[must_use]
    pub const fn method_de(&self) -> &'static str {
        match self.method {
            SyntheticMethod::TypicalDays => {
                "Synthetisches Profil aus typischen Tagen eines gemessenen: Jahresenergie, Monatssummen und Spitze \
                 sind gleich, die Dauerlinie weicht im Mittel höchstens 0,5 % der Spitze ab; einzelne Tage sind \
                 ausgelost."
            }
            SyntheticMethod::KeyFigures => {
                "Angenähertes Profil allein aus Kennzahlen: Es hält die angegebenen Kennzahlen ein; sein Verlauf ist \
                 eine Annahme."
            }
        }
    }

    /// How the profile was made and what holds for it, in English.
    #[must_use]
    pub const fn method_en(&self) -> &'static str {
        match self.method {
            SyntheticMethod::TypicalDays => {
                "Synthetic profile from typical days of a metered one: annual energy, monthly sums and peak are the \
                 same, the duration curve deviates by at most 0.5 % of the peak on average; single days are drawn by \
                 lot."
            }
            SyntheticMethod::KeyFigures => {
                "Approximated profile from key figures alone: it meets the figures given; its course is an assumption."
            }
        }
    }
}

/// A synthetic profile.
#[derive(Clone, Debug, PartialEq)]
pub struct Synthetic {
    /// Mean power per step, kW.
    pub values_kw: Vec<f64>,
    /// What the profile is.
    pub mark: SyntheticMark,
}

/// Why no synthetic profile can be made.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum SyntheticError {
    /// Neither 8760 nor 35 040 values.
    #[error("the profile has {given} values instead of 8760 or 35040")]
    WrongLength {
        /// Number of values.
        given: usize,
    },
    /// A value is negative or not a number.
    #[error("value {index} of the profile is negative or not a number")]
    InvalidValue {
        /// Position of the first such value, from 0.
        index: usize,
    },
    /// No value is above zero.
    #[error("the profile has no value above zero")]
    Empty,
    /// No draw kept to the bounds; the profile must not be shared as synthetic.
    #[error("none of {MAX_DRAWS} draws keeps the promised distance from the original")]
    TooClose {
        /// The figures of the last draw.
        unlinkability: Unlinkability,
    },
}

/// Makes a profile that can be shared in place of a metered one.
///
/// `values_kw` has 8760 or 35 040 values on the axis of the calendar; the result has as many. Annual energy,
/// peak and the twelve monthly sums are those of the original; see [`Kept`] for the duration curve. A profile
/// without chance in it, such as a band, is its own typical day: [`Unlinkability::is_regular`] says so.
///
/// # Errors
/// [`SyntheticError`]: the values are not a year of demand, or the result would be too close to the original.
pub fn synthesise(values_kw: &[f64], calendar: &Calendar, seed: u64) -> Result<Synthetic, SyntheticError> {
    check(values_kw)?;
    let summary = statistics::Statistics::of(values_kw, calendar);
    let mut last = None;
    for index in 0..MAX_DRAWS {
        let drawn = draw::draw(&summary, &mut Random::stream(seed, index));
        let unlinkability = Unlinkability::of(values_kw, &drawn, calendar);
        if unlinkability.holds() {
            let mark = SyntheticMark {
                method: SyntheticMethod::TypicalDays,
                version: METHOD_VERSION,
                seed,
                kept: Some(Kept::of(values_kw, &drawn)),
                unlinkability: Some(unlinkability),
            };
            return Ok(Synthetic { values_kw: drawn, mark });
        }
        last = Some(unlinkability);
    }
    Err(last.map_or(SyntheticError::Empty, |unlinkability| SyntheticError::TooClose { unlinkability }))
}

fn check(values_kw: &[f64]) -> Result<(), SyntheticError> {
    let lengths = [Resolution::Hour, Resolution::QuarterHour].map(Resolution::steps_per_year);
    if !lengths.contains(&values_kw.len()) {
        return Err(SyntheticError::WrongLength { given: values_kw.len() });
    }
    if let Some(index) = values_kw.iter().position(|value| !value.is_finite() || *value < 0.0) {
        return Err(SyntheticError::InvalidValue { index });
    }
    if values_kw.iter().all(|value| *value == 0.0) { Err(SyntheticError::Empty) } else { Ok(()) }
}
