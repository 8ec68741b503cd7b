//! The problem as the method works on it: given sizes folded in, scaled, in columns.
//!
//! ```text
//! minimise  c·x + k·w
//! rows      A x + P x₋₁ + G w = b
//! totals    T x + Q w + σ v = l          v ≥ 0, σ = 1 for at most, −1 for at least; no v for equal
//! bounds    x + s = u + h w              of variables that have one
//! sizes     w + q = m                    of capacities that have a largest value
//! ```
//! with `x, s, w, v, q ≥ 0`; `w` is a capacity above its least value.

use std::ops::Range;

use crate::plane::{Coefficient, Planes, add, add_value};
use crate::problem::{Direction, Problem, RELUCTANCE, Term, Upper};

mod scale;

/// Longest piece of steps that is worked on at once: what a step needs stays in the first cache.
const PIECE: usize = 64;

#[derive(Debug, Clone)]
pub(crate) struct Form {
    pub(crate) steps: usize,
    pub(crate) columns: Vec<Column>,
    /// Right side of every row.
    pub(crate) right: Planes,
    pub(crate) rows: usize,
    /// Capacities as terms of rows: row, capacity, coefficient.
    pub(crate) row_capacities: Vec<(usize, usize, Coefficient)>,
    pub(crate) capacities: Vec<Size>,
    pub(crate) totals: Vec<Sum>,
    /// Pieces of steps, in order; in each, every variable has one capacity.
    pub(crate) pieces: Vec<Range<usize>>,
    pub(crate) scales: Scales,
    /// Number of pairs of a value and its multiplier.
    pub(crate) pairs: f64,
}

/// A variable.
#[derive(Debug, Clone)]
pub(crate) struct Column {
    pub(crate) cost: Coefficient,
    pub(crate) rows: Vec<(usize, Coefficient)>,
    /// Coefficient of step t: in the row of t, for the value of the step before.
    pub(crate) previous: Vec<(usize, Coefficient)>,
    pub(crate) totals: Vec<(usize, Coefficient)>,
    pub(crate) bound: Option<Bound>,
}

impl Column {
    /// Adds what prices pay for one unit, `Aᵀ y + Tᵀ π`, in the steps of a piece.
    pub(crate) fn add_prices(&self, target: &mut [f64], piece: &Range<usize>, rows: &Planes, totals: &[f64]) {
        for (i, coefficient) in &self.rows {
            add(target, coefficient.piece(piece), rows.piece(*i, piece));
        }
        for (i, coefficient) in &self.previous {
            add(target, coefficient.after(piece), rows.after(*i, piece));
        }
        for (r, coefficient) in &self.totals {
            add_value(target, coefficient.piece(piece), totals[*r]);
        }
    }
}

/// `u + h w`
#[derive(Debug, Clone)]
pub(crate) struct Bound {
    pub(crate) fixed: Coefficient,
    pub(crate) factor: Coefficient,
    /// The capacity in every piece; `None` where the size is given.
    pub(crate) capacity: Vec<Option<usize>>,
}

/// A capacity above its least value.
#[derive(Debug, Clone)]
pub(crate) struct Size {
    /// Which it is in the problem.
    pub(crate) index: usize,
    pub(crate) least: f64,
    pub(crate) cost: f64,
    pub(crate) most: Option<f64>,
}

/// A total.
#[derive(Debug, Clone)]
pub(crate) struct Sum {
    pub(crate) capacities: Vec<(usize, f64)>,
    pub(crate) limit: f64,
    /// 1 for at most, −1 for at least, 0 for equal.
    pub(crate) sign: f64,
}

/// What a unit of the form is in the problem.
#[derive(Debug, Clone)]
pub(crate) struct Scales {
    pub(crate) columns: Vec<f64>,
    pub(crate) rows: Vec<f64>,
    pub(crate) capacities: Vec<f64>,
    pub(crate) totals: Vec<f64>,
    /// Of the cost.
    pub(crate) cost: f64,
    /// Of all values.
    pub(crate) values: f64,
}

impl Form {
    pub(crate) fn new(problem: &Problem) -> Self {
        let steps = problem.steps;
        let mut place = vec![None; problem.capacities.len()];
        let mut capacities = Vec::new();
        for (index, capacity) in problem.capacities.iter().enumerate() {
            let most = capacity.most.map(|most| most - capacity.least);
            if most.is_none_or(|most| most > 0.0) {
                place[index] = Some(capacities.len());
                capacities.push(Size { index, least: capacity.least, cost: capacity.cost, most });
            }
        }
        let pieces = pieces(problem);
        let reluctance = RELUCTANCE * mean_cost(problem);
        let mut columns: Vec<Column> = problem
            .variables
            .iter()
            .map(|variable| {
                let extra = variable.reluctance * reluctance;
                let bound = bound(problem, &variable.upper, &place, &pieces);
                let cost = Coefficient::steps(steps, |t| variable.cost.at(t) + extra);
                Column { cost, rows: Vec::new(), previous: Vec::new(), totals: Vec::new(), bound }
            })
            .collect();
        let mut right = Planes::new(problem.rows.len(), steps, 0.0);
        let mut row_capacities = Vec::new();
        for (i, row) in problem.rows.iter().enumerate() {
            // In a ring of one step the step before is the step itself.
            let (same, before): (Vec<&Term>, Vec<&Term>) = if steps == 1 {
                (row.terms.iter().chain(&row.previous).collect(), Vec::new())
            } else {
                (row.terms.iter().collect(), row.previous.iter().collect())
            };
            for (j, column) in columns.iter_mut().enumerate() {
                column.rows.extend(collect(problem, &same, j).map(|coefficient| (i, coefficient)));
                column.previous.extend(collect(problem, &before, j).map(|coefficient| (i, coefficient)));
            }
            let plane = right.whole_mut(i);
            if let Some(series) = &row.right {
                plane.iter_mut().enumerate().for_each(|(t, value)| *value = series.at(t));
            }
            for (capacity, coefficient) in &row.capacities {
                let least = problem.capacities[capacity.0].least;
                plane.iter_mut().enumerate().for_each(|(t, value)| *value -= coefficient.at(t) * least);
                if let Some(k) = place[capacity.0].filter(|_| !coefficient.is_zero()) {
                    row_capacities.push((i, k, Coefficient::steps(steps, |t| coefficient.at(t))));
                }
            }
        }
        let mut totals = Vec::new();
        for (r, total) in problem.totals.iter().enumerate() {
            let terms: Vec<&Term> = total.terms.iter().collect();
            for (j, column) in columns.iter_mut().enumerate() {
                column.totals.extend(collect(problem, &terms, j).map(|coefficient| (r, coefficient)));
            }
            let mut sum = Sum { capacities: Vec::new(), limit: total.limit, sign: sign(total.direction) };
            for (capacity, coefficient) in &total.capacities {
                sum.limit -= coefficient * problem.capacities[capacity.0].least;
                sum.capacities.extend(place[capacity.0].map(|k| (k, *coefficient)));
            }
            totals.push(sum);
        }
        for (variable, column) in problem.variables.iter().zip(&mut columns) {
            let exists = |t: usize| exists(problem, &variable.upper, t);
            if (0..steps).any(|t| !exists(t)) {
                column.leave_out(steps, &exists);
            }
        }
        let pairs = columns.iter().map(|column| if column.bound.is_some() { 2 } else { 1 }).sum::<usize>()
            * steps
            + capacities.iter().map(|size| if size.most.is_some() { 2 } else { 1 }).sum::<usize>()
            + totals.iter().filter(|total| total.sign != 0.0).count();
        let scales = Scales::none(problem, capacities.len());
        let rows = problem.rows.len();
        let pairs = pairs as f64;
        let mut form =
            Self { steps, columns, right, rows, row_capacities, capacities, totals, pieces, scales, pairs };
        form.equilibrate();
        form
    }
}

impl Column {
    /// In steps in which the variable cannot be anything but 0 it becomes one without a meaning: in no row, cost 1.
    fn leave_out(&mut self, steps: usize, exists: &dyn Fn(usize) -> bool) {
        let only = |coefficient: &Coefficient, other: f64| {
            Coefficient::steps(steps, |t| if exists(t) { coefficient.at(t) } else { other })
        };
        self.cost = only(&self.cost, 1.0);
        for (_, coefficient) in self.rows.iter_mut().chain(&mut self.totals) {
            *coefficient = only(coefficient, 0.0);
        }
        for (_, coefficient) in &mut self.previous {
            *coefficient = Coefficient::steps(steps, |t| {
                let before = if t == 0 { steps - 1 } else { t - 1 };
                if exists(before) { coefficient.at(t) } else { 0.0 }
            });
        }
        for list in [&mut self.rows, &mut self.previous, &mut self.totals] {
            list.retain(|(_, coefficient)| !coefficient.is_zero());
        }
        if let Some(bound) = &mut self.bound {
            bound.fixed = only(&bound.fixed, 1.0);
            bound.factor = only(&bound.factor, 0.0);
        }
    }
}

fn sign(direction: Direction) -> f64 {
    match direction {
        Direction::AtMost => 1.0,
        Direction::AtLeast => -1.0,
        Direction::Equal => 0.0,
    }
}

/// The coefficients of a variable, added up.
fn collect(problem: &Problem, terms: &[&Term], variable: usize) -> Option<Coefficient> {
    let own: Vec<&&Term> = terms.iter().filter(|term| term.variable.0 == variable).collect();
    if own.is_empty() {
        return None;
    }
    let value = |t: usize| own.iter().map(|term| term.coefficient.at(t)).sum();
    Some(Coefficient::steps(problem.steps, value)).filter(|coefficient| !coefficient.is_zero())
}

/// Whether a variable can be anything but 0 in a step.
pub(crate) fn exists(problem: &Problem, upper: &Upper, step: usize) -> bool {
    match upper {
        Upper::None => true,
        Upper::Fixed(upper) => upper.at(step) > 0.0,
        Upper::Capacity { .. } | Upper::ByStep { .. } => {
            upper.capacity(step).is_some_and(|(capacity, factor)| {
                factor > 0.0 && problem.capacities[capacity.0].most.is_none_or(|most| most > 0.0)
            })
        }
    }
}

fn bound(
    problem: &Problem,
    upper: &Upper,
    place: &[Option<usize>],
    pieces: &[Range<usize>],
) -> Option<Bound> {
    let steps = problem.steps;
    let (fixed, factor): (Coefficient, Coefficient) = match upper {
        Upper::None => return None,
        Upper::Fixed(series) => (Coefficient::steps(steps, |t| series.at(t)), Coefficient::Constant(0.0)),
        Upper::Capacity { .. } | Upper::ByStep { .. } => {
            let part =
                |t: usize| upper.capacity(t).map_or((0, 0.0), |(capacity, factor)| (capacity.0, factor));
            let fixed = Coefficient::steps(steps, |t| part(t).1 * problem.capacities[part(t).0].least);
            let factor = |t: usize| if place[part(t).0].is_some() { part(t).1 } else { 0.0 };
            (fixed, Coefficient::steps(steps, factor))
        }
    };
    let capacity =
        |piece: &Range<usize>| upper.capacity(piece.start).and_then(|(capacity, _)| place[capacity.0]);
    Some(Bound { fixed, factor, capacity: pieces.iter().map(capacity).collect() })
}

/// Pieces of at most [`PIECE`] steps that end where a variable gets another capacity.
fn pieces(problem: &Problem) -> Vec<Range<usize>> {
    let changes = |t: usize| {
        problem.variables.iter().any(|variable| match &variable.upper {
            Upper::ByStep { capacities, .. } => capacities[t] != capacities[t - 1],
            _ => false,
        })
    };
    let mut pieces = Vec::new();
    let mut start = 0;
    for t in 1..problem.steps {
        if t - start == PIECE || changes(t) {
            pieces.push(start..t);
            start = t;
        }
    }
    pieces.push(start..problem.steps);
    pieces
}

/// Mean absolute cost of all variables that cost or earn something.
fn mean_cost(problem: &Problem) -> f64 {
    let (mut sum, mut count) = (0.0, 0.0);
    for variable in &problem.variables {
        for value in variable.cost.distinct().iter().filter(|value| **value != 0.0) {
            let weight = problem.steps as f64 / variable.cost.distinct().len() as f64;
            sum += value.abs() * weight;
            count += weight;
        }
    }
    if count > 0.0 { sum / count } else { 0.0 }
}
