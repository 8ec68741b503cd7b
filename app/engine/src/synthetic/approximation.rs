//! A profile from key figures alone.
//!
//! Every hour gets a load between base load and peak, `u = o / (1 + o)` of the way up. The odds `o` come from a
//! shape; they are multiplied by one factor for each figure (each month, the weekend, the night) until all
//! figures are met. That is the most even profile with these figures, seen from the shape, and it cannot leave
//! the band. The hour with the peak and the one with the base load are fixed.

use serde::{Deserialize, Serialize};

use super::contradiction::ApproximationError;
use super::{METHOD_VERSION, Synthetic, SyntheticMark, SyntheticMethod};
use crate::calendar::{Calendar, DayType};
use crate::random::Random;
use crate::time::HOURS;

mod problem;
mod solver;

use problem::Problem;

/// Hours of the day, UTC+1, that are night: before the first and from the second on.
pub const NIGHT_HOURS: (usize, usize) = (6, 22);
/// Spread of the days and of the hours around the shape, on the logarithm of the odds.
const DAY_SPREAD: f64 = 0.15;
const HOUR_SPREAD: f64 = 0.08;
/// A shape keeps this distance from base load and peak, which only one hour each reaches.
const MARGIN: f64 = 0.004;

/// The key figures a profile has to meet; what is `None` is left to the shape.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KeyFigureWishes {
    /// Energy of the year, kWh; may be left out when the months are given.
    pub annual_kwh: Option<f64>,
    /// Largest hourly mean, kW.
    pub peak_kw: f64,
    /// Smallest hourly mean, kW; without it no hour has to be at a certain base load.
    pub base_kw: Option<f64>,
    /// Energy of each month, kWh.
    pub monthly_kwh: Option<[f64; 12]>,
    /// Mean power on Saturdays, Sundays and holidays ÷ mean power on workdays.
    pub weekend_ratio: Option<f64>,
    /// Mean power at night ([`NIGHT_HOURS`]) ÷ mean power by day.
    pub night_ratio: Option<f64>,
}

/// Makes an hourly profile that meets key figures.
///
/// `shape` gives the course, for example the standard profile of the building type; without it, days with a
/// plateau from 7 to 19 h and somewhat lower weekends are assumed. Days and hours vary a little by the seed.
///
/// # Errors
/// [`ApproximationError::Contradictory`] names every figure that contradicts the others.
pub fn approximate(
    wishes: &KeyFigureWishes,
    shape: Option<&[f64]>,
    calendar: &Calendar,
    seed: u64,
) -> Result<Synthetic, ApproximationError> {
    let problem = Problem::of(wishes, calendar)?;
    let contradictions = problem.contradictions(wishes);
    if !contradictions.is_empty() {
        return Err(ApproximationError::Contradictory(contradictions));
    }
    let values_kw = if problem.span_kw <= 0.0 {
        vec![problem.base_kw; HOURS]
    } else {
        problem.solve(&starting_odds(shape, calendar, seed)?, wishes.base_kw.is_some())?
    };
    let mark = SyntheticMark {
        method: SyntheticMethod::KeyFigures,
        version: METHOD_VERSION,
        seed,
        kept: None,
        unlinkability: None,
    };
    Ok(Synthetic { values_kw, mark })
}

/// Odds from the shape, varied by the seed.
fn starting_odds(
    shape: Option<&[f64]>,
    calendar: &Calendar,
    seed: u64,
) -> Result<Vec<f64>, ApproximationError> {
    let assumed = if shape.is_none() { assumed_shape(calendar) } else { Vec::new() };
    let shape = shape.unwrap_or(&assumed);
    let least = shape.iter().copied().fold(f64::INFINITY, f64::min);
    let most = shape.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let span = most - least;
    if shape.len() != HOURS || !span.is_finite() || span <= 0.0 || shape.iter().any(|value| value.is_nan()) {
        return Err(ApproximationError::InvalidShape);
    }
    let mut random = Random::new(seed);
    let mut day = 0.0;
    let odds = shape.iter().enumerate().map(|(hour, value)| {
        if hour % 24 == 0 {
            day = DAY_SPREAD * random.normal();
        }
        let share = MARGIN + (1.0 - 2.0 * MARGIN) * (value - least) / span;
        share / (1.0 - share) * libm::exp(day + HOUR_SPREAD * random.normal())
    });
    Ok(odds.collect())
}

/// Days with a plateau from 7 to 19 h and flanks of three hours; weekends at 80 %; no seasons.
fn assumed_shape(calendar: &Calendar) -> Vec<f64> {
    let flank = |distance: f64| 0.5 - 0.5 * libm::cos(core::f64::consts::PI * distance.clamp(0.0, 1.0));
    let mut shape = Vec::with_capacity(HOURS);
    for day_type in calendar.day_types() {
        let height = if *day_type == DayType::Workday { 1.0 } else { 0.8 };
        for hour in 0..24 {
            let middle = f64::from(hour) + 0.5;
            shape.push(height * (0.25 + 0.75 * flank((middle - 4.0) / 3.0) * flank((22.0 - middle) / 3.0)));
        }
    }
    shape
}
