//! What a solver gives back.

use crate::Certificate;
use crate::check::Fault;
use crate::problem::{CapacityId, RowId, TotalId, VariableId};

/// An optimum with its prices.
///
/// Prices are derivatives of the objective: what one more unit of something would change.
#[derive(Debug, Clone, PartialEq)]
pub struct Solution {
    /// Sum of all costs, without reluctance.
    pub objective: f64,
    /// By variable, then by step.
    pub values: Vec<Vec<f64>>,
    /// By capacity.
    pub capacities: Vec<f64>,
    /// By row, then by step: change of the objective by one more unit on the right side; of a balance written
    /// as `supply − use = demand` the marginal price of the demand.
    pub row_prices: Vec<Vec<f64>>,
    /// By variable, then by step: saving by one more unit of the upper bound, at least 0; 0 without a bound.
    pub bound_prices: Vec<Vec<f64>>,
    /// By total: change of the objective by one more unit of the limit; at most 0 for [`crate::Direction::AtMost`],
    /// at least 0 for [`crate::Direction::AtLeast`].
    pub total_prices: Vec<f64>,
    /// By capacity: change of the objective by one more unit of the bound that holds it: positive at its least
    /// value, negative at its largest, 0 between.
    pub capacity_prices: Vec<f64>,
    /// Independent verification on the problem as it was given.
    pub certificate: Certificate,
    /// How it was found.
    pub statistics: Statistics,
}

/// How a solution was found.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Statistics {
    /// Which method.
    pub method: Method,
    /// Iterations.
    pub iterations: usize,
    /// Factorisations, those included that were done again with more regularisation.
    pub factorisations: usize,
    /// Relative gap at the end, as the method saw it.
    pub gap: f64,
    /// Relative primal residual at the end, as the method saw it.
    pub primal: f64,
    /// Relative dual residual at the end, as the method saw it.
    pub dual: f64,
}

/// Which method found a solution.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Method {
    /// The interior-point method of this crate.
    Structured,
    /// A general solver, because the structured one did not converge.
    General,
}

/// Where the method is, after each iteration.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Progress {
    /// Iterations so far.
    pub iteration: usize,
    /// Relative gap between cost and bound.
    pub gap: f64,
    /// Relative primal residual.
    pub primal: f64,
    /// Relative dual residual.
    pub dual: f64,
}

/// Whether to go on after an iteration.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Flow {
    /// Go on.
    Continue,
    /// Stop; the result is [`Failure::Cancelled`].
    Cancel,
}

/// Why there is no solution.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum Failure {
    /// The problem is not valid.
    #[error(transparent)]
    Fault(#[from] Fault),
    /// No values fulfil every row.
    #[error("infeasible")]
    Infeasible(Shortage),
    /// The objective falls without end.
    #[error("unbounded")]
    Unbounded(Ray),
    /// The callback stopped it.
    #[error("cancelled")]
    Cancelled,
    /// The method came to no end although the problem may have a solution.
    #[error("no convergence after {} iterations", .0.iterations)]
    NoConvergence(Statistics),
}

/// The least amounts by which rows have to be broken so that everything else holds (sum of amounts minimised,
/// each row in its own units).
#[derive(Debug, Clone, PartialEq)]
pub struct Shortage {
    /// Rows that are broken, with the amounts of all steps: positive where the right side is too high (supply
    /// is missing in a balance), negative where it is too low (there is no way out for a surplus).
    pub rows: Vec<(RowId, Vec<f64>)>,
    /// Totals that are broken, and by how much the limit would have to change; positive upwards.
    pub totals: Vec<(TotalId, f64)>,
}

/// A direction in which the objective falls without end: amounts of each, largest 1.
#[derive(Debug, Clone, PartialEq)]
pub struct Ray {
    /// Variables that grow, each with its mean over the steps.
    pub variables: Vec<(VariableId, f64)>,
    /// Capacities that grow.
    pub capacities: Vec<(CapacityId, f64)>,
}
