//! The problem: what is to be found, at what cost, under which rows.
//!
//! ```text
//! minimise   Σ_t Σ_j cost_jt · x_jt  +  Σ_k cost_k · C_k
//! rows       Σ_j a_ij,t · x_jt + Σ_j p_ij,t · x_j,t−1 + Σ_k g_ik,t · C_k  =  right_it     every row i, step t
//! totals     Σ_t Σ_j a_rj,t · x_jt + Σ_k g_rk · C_k  ≤ or =  limit_r                     every total r
//! variables  0 ≤ x_jt ≤ upper_jt   or   0 ≤ x_jt ≤ h_jt · C_k                             every variable j
//! capacities least_k ≤ C_k ≤ most_k
//! ```
//!
//! How to say what has no form of its own:
//!
//! | wanted | form |
//! |---|---|
//! | storage | row `level − (1 − loss) · previous level − η · charge + discharge / η = 0` |
//! | peak in the year | a capacity with `h = 1` above the variable, its cost the price of the peak |
//! | peaks by month | [`Upper::ByStep`]: another capacity every month |
//! | two limits on one variable | a second variable, tied to the first by a row, carries the second limit |
//! | inequality in every step | a row with a variable of its own as slack |
//! | standing loss by size | a capacity as a term of the row of the storage |
//! | least output of a variable | shift it: constant part to the right side |
//! | variable of either sign | the difference of two |
//! | ramp | a row with a term and a previous term of the same variable, and slacks |
//! | existing size | `least = most`, or an upper bound that is no capacity |
//! | shared area, ratio of sizes | a total over capacities only |
//! | energy limit, share, emissions | a total over variables; of a month: a series with zeros outside of it |
//!
//! A variable whose upper bound (or factor `h`) is 0 in a step does not exist there; nights of photovoltaics
//! cost no time.

use std::sync::Arc;

use crate::Series;

/// A variable of every step, by its place in [`Problem::variables`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct VariableId(pub usize);

/// A row of every step, by its place in [`Problem::rows`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RowId(pub usize);

/// A capacity, by its place in [`Problem::capacities`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CapacityId(pub usize);

/// A row over all steps, by its place in [`Problem::totals`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TotalId(pub usize);

/// A linear problem over a ring of steps. [`crate::check`] says what a valid one is.
#[derive(Debug, Clone, PartialEq)]
pub struct Problem {
    /// Number of steps, at least one. The step before the first is the last.
    pub steps: usize,
    /// What exists in every step.
    pub variables: Vec<Variable>,
    /// What holds in every step.
    pub rows: Vec<Row>,
    /// What exists once and bounds variables.
    pub capacities: Vec<Capacity>,
    /// What holds once, over all steps.
    pub totals: Vec<Total>,
}

/// One non-negative variable a step.
#[derive(Debug, Clone, PartialEq)]
pub struct Variable {
    /// Cost of one unit in a step; negative for revenue.
    pub cost: Series,
    /// The largest value.
    pub upper: Upper,
    /// Among equal optima, how much small values are preferred: 0 for no matter, 1 for the usual. It acts as a
    /// cost of [`crate::problem::RELUCTANCE`] times the mean price and is no part of the objective. Meant for
    /// flows that gain nothing by being high, such as charge and discharge in the same step.
    pub reluctance: f64,
}

/// Cost of one unit of a fully reluctant variable, as a part of the mean absolute cost of all variables.
pub const RELUCTANCE: f64 = 1e-8;

/// What bounds a variable from above.
#[derive(Debug, Clone, PartialEq)]
pub enum Upper {
    /// Nothing.
    None,
    /// A known value every step, at least 0.
    Fixed(Series),
    /// A capacity times a factor.
    Capacity {
        /// Which.
        capacity: CapacityId,
        /// `h` of every step, at least 0.
        factor: Series,
    },
    /// A capacity times a factor, another capacity in other steps (peaks by month).
    ByStep {
        /// Which in every step.
        capacities: Arc<[CapacityId]>,
        /// `h` of every step, at least 0.
        factor: Series,
    },
}

/// A variable times a coefficient of every step.
#[derive(Debug, Clone, PartialEq)]
pub struct Term {
    /// Which.
    pub variable: VariableId,
    /// The coefficient; several terms of one variable add up.
    pub coefficient: Series,
}

/// One equation a step. Its price in [`crate::Solution::row_prices`] is what one more unit on the right side
/// costs: write a balance as `supply − use = demand`, and the price is that of the demand.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Row {
    /// Variables of the same step.
    pub terms: Vec<Term>,
    /// Variables of the step before.
    pub previous: Vec<Term>,
    /// Capacities and their coefficients.
    pub capacities: Vec<(CapacityId, Series)>,
    /// What the terms add up to; `None` is 0.
    pub right: Option<Series>,
}

/// A variable that exists once.
#[derive(Debug, Clone, PartialEq)]
pub struct Capacity {
    /// Cost of one unit.
    pub cost: f64,
    /// The least value, at least 0.
    pub least: f64,
    /// The largest value; `None` for no limit. Equal to the least for a given size.
    pub most: Option<f64>,
}

/// How a total relates to its limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Direction {
    /// It is at most the limit.
    AtMost,
    /// It is at least the limit.
    AtLeast,
    /// It is the limit.
    Equal,
}

/// One row over variables of all steps and capacities.
#[derive(Debug, Clone, PartialEq)]
pub struct Total {
    /// Variables of all steps; the coefficient of each step.
    pub terms: Vec<Term>,
    /// Capacities and their coefficients.
    pub capacities: Vec<(CapacityId, f64)>,
    /// Relation.
    pub direction: Direction,
    /// What the terms are compared with.
    pub limit: f64,
}

impl Problem {
    /// An empty problem over this many steps.
    #[must_use]
    pub fn new(steps: usize) -> Self {
        Self { steps, variables: Vec::new(), rows: Vec::new(), capacities: Vec::new(), totals: Vec::new() }
    }

    /// Adds a variable of every step.
    pub fn add_variable(&mut self, variable: Variable) -> VariableId {
        self.variables.push(variable);
        VariableId(self.variables.len() - 1)
    }

    /// Adds a row of every step.
    pub fn add_row(&mut self, row: Row) -> RowId {
        self.rows.push(row);
        RowId(self.rows.len() - 1)
    }

    /// Adds a capacity.
    pub fn add_capacity(&mut self, capacity: Capacity) -> CapacityId {
        self.capacities.push(capacity);
        CapacityId(self.capacities.len() - 1)
    }

    /// Adds a row over all steps.
    pub fn add_total(&mut self, total: Total) -> TotalId {
        self.totals.push(total);
        TotalId(self.totals.len() - 1)
    }

    /// The row, to add terms to it.
    ///
    /// # Panics
    /// If the row is of another problem.
    pub fn row_mut(&mut self, row: RowId) -> &mut Row {
        &mut self.rows[row.0]
    }

    /// The step before; the last before the first.
    #[must_use]
    pub fn before(&self, step: usize) -> usize {
        if step == 0 { self.steps - 1 } else { step - 1 }
    }
}

impl Variable {
    /// A variable at this cost, without a bound.
    #[must_use]
    pub fn new(cost: impl Into<Series>) -> Self {
        Self { cost: cost.into(), upper: Upper::None, reluctance: 0.0 }
    }

    /// The same with a known upper bound.
    #[must_use]
    pub fn at_most(self, upper: impl Into<Series>) -> Self {
        Self { upper: Upper::Fixed(upper.into()), ..self }
    }

    /// The same, at most a factor times a capacity.
    #[must_use]
    pub fn within(self, capacity: CapacityId, factor: impl Into<Series>) -> Self {
        Self { upper: Upper::Capacity { capacity, factor: factor.into() }, ..self }
    }

    /// The same, reluctant.
    #[must_use]
    pub fn reluctant(self) -> Self {
        Self { reluctance: 1.0, ..self }
    }
}

impl Upper {
    /// The capacity that bounds in this step, and its factor.
    #[must_use]
    pub fn capacity(&self, step: usize) -> Option<(CapacityId, f64)> {
        match self {
            Self::None | Self::Fixed(_) => None,
            Self::Capacity { capacity, factor } => Some((*capacity, factor.at(step))),
            Self::ByStep { capacities, factor } => Some((capacities[step], factor.at(step))),
        }
    }

    /// The largest value in this step under these capacities; `None` for no bound.
    #[must_use]
    pub fn value(&self, step: usize, capacities: &[f64]) -> Option<f64> {
        match self {
            Self::None => None,
            Self::Fixed(upper) => Some(upper.at(step)),
            Self::Capacity { .. } | Self::ByStep { .. } => {
                self.capacity(step).map(|(capacity, factor)| factor * capacities[capacity.0])
            }
        }
    }
}

impl Term {
    /// A variable times a coefficient.
    #[must_use]
    pub fn new(variable: VariableId, coefficient: impl Into<Series>) -> Self {
        Self { variable, coefficient: coefficient.into() }
    }
}

impl Row {
    /// A row whose terms add up to this.
    #[must_use]
    pub fn equal(right: impl Into<Series>) -> Self {
        Self { right: Some(right.into()), ..Self::default() }
    }

    /// The same with a term of the same step.
    #[must_use]
    pub fn with(mut self, variable: VariableId, coefficient: impl Into<Series>) -> Self {
        self.terms.push(Term::new(variable, coefficient));
        self
    }

    /// The same with a term of the step before.
    #[must_use]
    pub fn with_previous(mut self, variable: VariableId, coefficient: impl Into<Series>) -> Self {
        self.previous.push(Term::new(variable, coefficient));
        self
    }

    /// The same with a capacity.
    #[must_use]
    pub fn with_capacity(mut self, capacity: CapacityId, coefficient: impl Into<Series>) -> Self {
        self.capacities.push((capacity, coefficient.into()));
        self
    }
}

impl Capacity {
    /// A capacity at this cost, from 0 without limit.
    #[must_use]
    pub fn free(cost: f64) -> Self {
        Self { cost, least: 0.0, most: None }
    }

    /// A given size at this cost.
    #[must_use]
    pub fn given(cost: f64, size: f64) -> Self {
        Self { cost, least: size, most: Some(size) }
    }

    /// The same with a largest value.
    #[must_use]
    pub fn at_most(self, most: f64) -> Self {
        Self { most: Some(most), ..self }
    }

    /// The same with a least value.
    #[must_use]
    pub fn at_least(self, least: f64) -> Self {
        Self { least, ..self }
    }
}

impl Total {
    /// A total without terms.
    #[must_use]
    pub fn new(direction: Direction, limit: f64) -> Self {
        Self { terms: Vec::new(), capacities: Vec::new(), direction, limit }
    }

    /// The same with a variable of all steps.
    #[must_use]
    pub fn with(mut self, variable: VariableId, coefficient: impl Into<Series>) -> Self {
        self.terms.push(Term::new(variable, coefficient));
        self
    }

    /// The same with a capacity.
    #[must_use]
    pub fn with_capacity(mut self, capacity: CapacityId, coefficient: f64) -> Self {
        self.capacities.push((capacity, coefficient));
        self
    }
}
