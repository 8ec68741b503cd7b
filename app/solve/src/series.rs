//! Coefficients that are the same in every step or differ from step to step.

use std::sync::Arc;

/// A coefficient of every step. Cheap to clone: the values of a series are shared.
#[derive(Debug, Clone, PartialEq)]
pub enum Series {
    /// The same in every step.
    Constant(f64),
    /// One value a step.
    Steps(Arc<[f64]>),
}

impl Series {
    /// The value of a step.
    ///
    /// # Panics
    /// If the series is shorter than the ring; [`crate::check`] finds that beforehand.
    #[must_use]
    pub fn at(&self, step: usize) -> f64 {
        match self {
            Self::Constant(value) => *value,
            Self::Steps(values) => values[step],
        }
    }

    /// The values in order; a constant stands there once.
    #[must_use]
    pub fn distinct(&self) -> &[f64] {
        match self {
            Self::Constant(value) => std::slice::from_ref(value),
            Self::Steps(values) => values,
        }
    }

    /// The largest absolute value.
    #[must_use]
    pub fn peak(&self) -> f64 {
        self.distinct().iter().fold(0.0, |peak, value| value.abs().max(peak))
    }

    /// Whether every value is zero.
    #[must_use]
    pub fn is_zero(&self) -> bool {
        self.distinct().iter().all(|value| *value == 0.0)
    }

    /// Every value through a function.
    #[must_use]
    pub fn map(&self, function: impl Fn(f64) -> f64) -> Self {
        match self {
            Self::Constant(value) => Self::Constant(function(*value)),
            Self::Steps(values) => Self::Steps(values.iter().map(|value| function(*value)).collect()),
        }
    }
}

impl From<f64> for Series {
    fn from(value: f64) -> Self {
        Self::Constant(value)
    }
}

impl From<Vec<f64>> for Series {
    fn from(values: Vec<f64>) -> Self {
        Self::Steps(values.into())
    }
}

impl From<Arc<[f64]>> for Series {
    fn from(values: Arc<[f64]>) -> Self {
        Self::Steps(values)
    }
}

impl From<&[f64]> for Series {
    fn from(values: &[f64]) -> Self {
        Self::Steps(values.into())
    }
}
