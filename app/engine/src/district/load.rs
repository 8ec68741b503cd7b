//! The load of one demand: a shape that many demands share, and what makes it theirs.

use std::sync::{Arc, OnceLock};

use crate::fit::{FitError, Logs, fitting_exponent};

/// A course over the year without unit. What scaling and fitting need of it is worked out at most once.
#[derive(Debug)]
pub(super) struct Shape {
    values: Arc<[f64]>,
    sum: f64,
    peak: f64,
    logs: OnceLock<Logs>,
}

impl Shape {
    pub(super) fn new(values: Arc<[f64]>) -> Self {
        let sum = values.iter().sum();
        let peak = values.iter().copied().fold(0.0, f64::max);
        Self { values, sum, peak, logs: OnceLock::new() }
    }

    /// The values.
    pub(super) const fn values(&self) -> &Arc<[f64]> {
        &self.values
    }

    /// Sum of the values.
    pub(super) const fn sum(&self) -> f64 {
        self.sum
    }

    fn logs(&self) -> &Logs {
        self.logs.get_or_init(|| Logs::of(&self.values).expect("only shapes with energy are fitted"))
    }
}

impl PartialEq for Shape {
    fn eq(&self, other: &Self) -> bool {
        self.values == other.values
    }
}

/// The hourly load of one demand. It holds no series of its own: the shape is shared, and the values follow
/// from it.
#[derive(Clone, Debug, PartialEq)]
pub struct Load {
    shape: Arc<Shape>,
    course: Course,
    /// Energy over the year, kWh.
    pub annual_kwh: f64,
    /// Highest hourly mean, kW.
    pub peak_kw: f64,
}

/// How the values follow from the shape.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Course {
    /// The shape times a factor.
    Scaled { factor: f64 },
    /// A peak times the shape, largest value 1, to an exponent.
    Fitted { peak_kw: f64, exponent: f64 },
}

impl Load {
    /// The shape times a factor.
    pub(super) fn scaled(shape: &Arc<Shape>, factor: f64) -> Self {
        Self {
            course: Course::Scaled { factor },
            annual_kwh: shape.sum * factor,
            peak_kw: shape.peak * factor,
            shape: Arc::clone(shape),
        }
    }

    /// The shape with exactly this energy and exactly this peak, both above zero; the shape has energy.
    pub(super) fn fitted(shape: &Arc<Shape>, annual_kwh: f64, peak_kw: f64) -> Result<Self, FitError> {
        let logs = shape.logs();
        let exponent = fitting_exponent(logs, annual_kwh, peak_kw)?;
        // With the least possible peak, all hours with demand are equal.
        let peak_kw = if exponent == 0.0 { annual_kwh / logs.positive as f64 } else { peak_kw };
        Ok(Self {
            shape: Arc::clone(shape),
            course: Course::Fitted { peak_kw, exponent },
            annual_kwh,
            peak_kw,
        })
    }

    /// Mean power in an hour of the axis, kW.
    #[must_use]
    pub fn at_kw(&self, hour_index: usize) -> f64 {
        match self.course {
            Course::Scaled { factor } => self.shape.values[hour_index] * factor,
            Course::Fitted { peak_kw, exponent } => {
                self.shape.logs().power_at(hour_index, exponent) * peak_kw
            }
        }
    }

    /// Hourly means, kW.
    #[must_use]
    pub fn values_kw(&self) -> Vec<f64> {
        match self.course {
            Course::Scaled { factor } => self.shape.values.iter().map(|value| value * factor).collect(),
            Course::Fitted { peak_kw, exponent } => {
                self.shape.logs().powers(exponent).map(|power| power * peak_kw).collect()
            }
        }
    }

    /// Exponent on the shape that a given peak load needed; `None` without one. Below 0.5 or above 3, energy
    /// and peak do not match the profile well.
    #[must_use]
    pub const fn exponent(&self) -> Option<f64> {
        match self.course {
            Course::Scaled { .. } => None,
            Course::Fitted { exponent, .. } => Some(exponent),
        }
    }
}

/// Sum of loads, kW; loads that share a shape add up to one multiple of it.
pub(super) fn sum_of(loads: &[Load], steps: usize) -> Vec<f64> {
    let mut sum = vec![0.0; steps];
    let mut factors: Vec<(&Arc<Shape>, f64)> = Vec::new();
    for load in loads {
        match load.course {
            Course::Scaled { factor } => {
                match factors.iter_mut().find(|(shape, _)| Arc::ptr_eq(shape, &load.shape)) {
                    Some((_, sum)) => *sum += factor,
                    None => factors.push((&load.shape, factor)),
                }
            }
            Course::Fitted { peak_kw, exponent } => {
                let powers = load.shape.logs().powers(exponent);
                for (total, power) in sum.iter_mut().zip(powers) {
                    *total += power * peak_kw;
                }
            }
        }
    }
    for (shape, factor) in factors {
        add_scaled(&mut sum, &shape.values, factor);
    }
    sum
}

pub(super) fn add_scaled(sum: &mut [f64], values: &[f64], factor: f64) {
    for (total, value) in sum.iter_mut().zip(values) {
        *total += value * factor;
    }
}

/// Whether two lists of loads give the same sum: the same shapes (not copies) with the same courses.
pub(super) fn same_sum(one: &[Load], other: &[Load]) -> bool {
    let same = |(a, b): (&Load, &Load)| a.course == b.course && Arc::ptr_eq(&a.shape, &b.shape);
    one.len() == other.len() && one.iter().zip(other).all(same)
}
