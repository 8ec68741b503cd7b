//! Independent verification: is this an optimum of the problem as it was given?
//!
//! It knows nothing of how the values were found. Rows, bounds and totals are evaluated with the original data;
//! the prices give a lower bound of the cost (weak duality), and the distance of the two is the gap.

use crate::Series;
use crate::problem::{Direction, Problem, Upper};

/// Part of the largest amounts of the problem against which small ones are measured: a store that stays empty need
/// not be empty to the last digit.
pub(crate) const FLOOR: f64 = 1e-3;

/// Weight of [`Certificate::prices`] beside the other figures: what reluctance adds up to over many steps is no fault,
/// a cost that falls without end is far beyond it.
const PRICES: f64 = 0.01;

/// How far values and prices are from an optimum. Everything is relative unless its name says otherwise, at least to
/// a thousandth of the largest amount that the data name.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Certificate {
    /// Cost of the values.
    pub objective: f64,
    /// What the prices prove: no values that fulfil the problem cost less.
    pub bound: f64,
    /// `objective − bound`, relative to the sum of all amounts of cost and revenue. Where an unbounded variable
    /// or capacity has a negative reduced cost, the largest value it takes anywhere counts as its bound.
    pub gap: f64,
    /// Largest residual of a row, in the units of the row.
    pub residual_absolute: f64,
    /// Largest residual of a row, relative to the largest sum of amounts of this row in any step.
    pub residual: f64,
    /// Largest violation of a bound, relative to the largest value of this variable or capacity.
    pub bounds: f64,
    /// Largest violation of a total, relative to its sum of amounts.
    pub totals: f64,
    /// Largest negative reduced cost of what has no upper bound, relative to the largest sum of amounts in it: if it
    /// is large, the cost may fall without end and the bound proves nothing.
    pub prices: f64,
}

impl Certificate {
    /// Whether every figure is at most this, that of the prices a hundred times as much.
    #[must_use]
    pub fn holds(&self, tolerance: f64) -> bool {
        let worst = [self.gap.abs(), self.residual, self.bounds, self.totals, PRICES * self.prices];
        worst.iter().all(|figure| *figure <= tolerance)
    }
}

/// Values and prices that are to be verified.
#[derive(Debug, Clone, Copy)]
pub struct Claim<'a> {
    /// By variable, then by step.
    pub values: &'a [Vec<f64>],
    /// By capacity.
    pub capacities: &'a [f64],
    /// By row, then by step.
    pub row_prices: &'a [Vec<f64>],
    /// By total.
    pub total_prices: &'a [f64],
}

/// Reduced costs: what a unit more of something would change if nothing but its own bound held it.
#[derive(Debug, Clone, PartialEq)]
pub struct Reduced {
    /// By variable, then by step: cost less what the prices pay for it.
    pub variables: Vec<Vec<f64>>,
    /// By variable, then by step: saving by one more unit of the upper bound, at least 0.
    pub bounds: Vec<Vec<f64>>,
    /// By capacity: cost less what its bounds save.
    pub capacities: Vec<f64>,
}

/// Evaluates a claim with the data of the problem.
#[must_use]
pub fn certify(problem: &Problem, claim: Claim<'_>) -> Certificate {
    let reduced = reduced(problem, claim.row_prices, claim.total_prices);
    let floor = Floor::of(problem);
    let cost = cost(problem, claim);
    let bound = bound(problem, claim, &reduced, floor);
    let (residual_absolute, residual) = rows(problem, claim, floor);
    let scale = cost.amounts.max(floor.value * floor.cost * problem.steps as f64);
    Certificate {
        objective: cost.sum,
        bound,
        gap: (cost.sum - bound) / scale,
        residual_absolute,
        residual,
        bounds: bounds(problem, claim, floor),
        totals: totals(problem, claim, floor),
        prices: prices(problem, claim, &reduced),
    }
}

/// Reduced costs under these prices.
#[must_use]
pub fn reduced(problem: &Problem, row_prices: &[Vec<f64>], total_prices: &[f64]) -> Reduced {
    let steps = problem.steps;
    let mut variables: Vec<Vec<f64>> =
        problem.variables.iter().map(|variable| (0..steps).map(|t| variable.cost.at(t)).collect()).collect();
    let mut capacities: Vec<f64> = problem.capacities.iter().map(|capacity| capacity.cost).collect();
    for (row, prices) in problem.rows.iter().zip(row_prices) {
        for term in &row.terms {
            let list = &mut variables[term.variable.0];
            for (t, (value, price)) in list.iter_mut().zip(prices).enumerate() {
                *value -= term.coefficient.at(t) * price;
            }
        }
        for term in &row.previous {
            let list = &mut variables[term.variable.0];
            for (t, price) in prices.iter().enumerate() {
                list[problem.before(t)] -= term.coefficient.at(t) * price;
            }
        }
        for (capacity, coefficient) in &row.capacities {
            for (t, price) in prices.iter().enumerate() {
                capacities[capacity.0] -= coefficient.at(t) * price;
            }
        }
    }
    for (total, price) in problem.totals.iter().zip(total_prices) {
        for term in &total.terms {
            for (t, value) in variables[term.variable.0].iter_mut().enumerate() {
                *value -= term.coefficient.at(t) * price;
            }
        }
        for (capacity, coefficient) in &total.capacities {
            capacities[capacity.0] -= coefficient * price;
        }
    }
    let mut bounds = Vec::with_capacity(variables.len());
    for (variable, list) in problem.variables.iter().zip(&variables) {
        let bounded = !matches!(variable.upper, Upper::None);
        bounds.push(list.iter().map(|value| if bounded && *value < 0.0 { -value } else { 0.0 }).collect());
        let savings: &Vec<f64> = &bounds[bounds.len() - 1];
        for (t, saving) in savings.iter().enumerate() {
            if let Some((capacity, factor)) = variable.upper.capacity(t) {
                capacities[capacity.0] -= factor * saving;
            }
        }
    }
    Reduced { variables, bounds, capacities }
}

/// What amounts are measured against at least.
#[derive(Clone, Copy)]
struct Floor {
    value: f64,
    /// Cost of one unit.
    cost: f64,
}

impl Floor {
    fn of(problem: &Problem) -> Self {
        let rights = problem.rows.iter().filter_map(|row| row.right.as_ref());
        let mut value = rights.map(Series::peak).fold(0.0, f64::max);
        for capacity in &problem.capacities {
            value = value.max(capacity.least);
        }
        if value == 0.0 {
            for variable in &problem.variables {
                if let Upper::Fixed(upper) = &variable.upper {
                    value = value.max(upper.peak());
                }
            }
        }
        let cost: f64 = problem.variables.iter().map(|variable| variable.cost.peak()).fold(0.0, f64::max);
        let some = |value: f64| if value > 0.0 { value } else { 1.0 };
        Self { value: FLOOR * some(value), cost: some(cost) }
    }
}

struct Cost {
    sum: f64,
    amounts: f64,
}

fn cost(problem: &Problem, claim: Claim<'_>) -> Cost {
    let mut cost = Cost { sum: 0.0, amounts: 0.0 };
    let mut add = |value: f64| {
        cost.sum += value;
        cost.amounts += value.abs();
    };
    for (variable, values) in problem.variables.iter().zip(claim.values) {
        values.iter().enumerate().for_each(|(t, value)| add(variable.cost.at(t) * value));
    }
    problem.capacities.iter().zip(claim.capacities).for_each(|(capacity, size)| add(capacity.cost * size));
    cost
}

/// Lower bound of the cost by weak duality.
fn bound(problem: &Problem, claim: Claim<'_>, reduced: &Reduced, floor: Floor) -> f64 {
    let mut sum = 0.0;
    for (row, prices) in problem.rows.iter().zip(claim.row_prices) {
        if let Some(right) = &row.right {
            prices.iter().enumerate().for_each(|(t, price)| sum += right.at(t) * price);
        }
    }
    for (total, price) in problem.totals.iter().zip(claim.total_prices) {
        sum += total.limit * price;
    }
    for (j, variable) in problem.variables.iter().enumerate() {
        let peak = peak(&claim.values[j]).max(floor.value);
        for (t, value) in reduced.variables[j].iter().enumerate().filter(|(_, value)| **value < 0.0) {
            match &variable.upper {
                Upper::None => sum += value * peak,
                Upper::Fixed(upper) => sum += value * upper.at(t),
                Upper::Capacity { .. } | Upper::ByStep { .. } => {}
            }
        }
    }
    for ((capacity, size), value) in problem.capacities.iter().zip(claim.capacities).zip(&reduced.capacities)
    {
        sum += if *value >= 0.0 {
            value * capacity.least
        } else {
            value * capacity.most.unwrap_or(size.max(floor.value))
        };
    }
    sum
}

fn rows(problem: &Problem, claim: Claim<'_>, floor: Floor) -> (f64, f64) {
    let mut absolute: f64 = 0.0;
    let mut relative: f64 = 0.0;
    for row in &problem.rows {
        let mut worst: f64 = 0.0;
        let mut scale: f64 = 0.0;
        for t in 0..problem.steps {
            let right = row.right.as_ref().map_or(0.0, |right| right.at(t));
            let mut residual = -right;
            let mut amounts = right.abs();
            let mut add = |value: f64| {
                residual += value;
                amounts += value.abs();
            };
            row.terms.iter().for_each(|term| add(term.coefficient.at(t) * claim.values[term.variable.0][t]));
            let before = problem.before(t);
            row.previous
                .iter()
                .for_each(|term| add(term.coefficient.at(t) * claim.values[term.variable.0][before]));
            row.capacities.iter().for_each(|(k, coefficient)| add(coefficient.at(t) * claim.capacities[k.0]));
            worst = larger(worst, residual.abs());
            scale = larger(scale, amounts);
        }
        absolute = larger(absolute, worst);
        relative = larger(relative, part(worst, scale.max(floor.value)));
    }
    (absolute, relative)
}

fn bounds(problem: &Problem, claim: Claim<'_>, floor: Floor) -> f64 {
    let mut worst: f64 = 0.0;
    for (variable, values) in problem.variables.iter().zip(claim.values) {
        let mut beyond: f64 = 0.0;
        for (t, value) in values.iter().enumerate() {
            let above = variable.upper.value(t, claim.capacities).map_or(0.0, |upper| value - upper);
            beyond = larger(larger(beyond, -value), above);
        }
        worst = larger(worst, part(beyond, peak(values).max(floor.value)));
    }
    for (capacity, size) in problem.capacities.iter().zip(claim.capacities) {
        let above = capacity.most.map_or(0.0, |most| size - most);
        let beyond = larger(larger(0.0, capacity.least - size), above);
        worst = larger(worst, part(beyond, size.abs().max(floor.value)));
    }
    worst
}

fn totals(problem: &Problem, claim: Claim<'_>, floor: Floor) -> f64 {
    let mut worst: f64 = 0.0;
    for total in &problem.totals {
        let mut sum = 0.0;
        let largest = total.terms.iter().map(|term| term.coefficient.peak()).fold(0.0, f64::max);
        let mut amounts = total.limit.abs().max(largest * floor.value);
        let mut add = |value: f64| {
            sum += value;
            amounts += value.abs();
        };
        for term in &total.terms {
            let values = claim.values[term.variable.0].iter().enumerate();
            values.for_each(|(t, value)| add(term.coefficient.at(t) * value));
        }
        total.capacities.iter().for_each(|(k, coefficient)| add(coefficient * claim.capacities[k.0]));
        let beyond = match total.direction {
            Direction::AtMost => sum - total.limit,
            Direction::AtLeast => total.limit - sum,
            Direction::Equal => (sum - total.limit).abs(),
        };
        worst = larger(worst, part(larger(0.0, beyond), amounts));
    }
    worst
}

fn prices(problem: &Problem, claim: Claim<'_>, reduced: &Reduced) -> f64 {
    let most = problem.variables.iter().map(|variable| variable.cost.peak()).fold(0.0, f64::max);
    let least = FLOOR * if most > 0.0 { most } else { 1.0 };
    let mut amounts: Vec<f64> =
        problem.variables.iter().map(|variable| variable.cost.peak().max(least)).collect();
    let mut sizes: Vec<f64> =
        problem.capacities.iter().map(|capacity| capacity.cost.abs().max(least)).collect();
    for (row, prices) in problem.rows.iter().zip(claim.row_prices) {
        let price = peak(prices);
        for term in row.terms.iter().chain(&row.previous) {
            amounts[term.variable.0] += term.coefficient.peak() * price;
        }
        let sum: f64 = prices.iter().map(|price| price.abs()).sum();
        row.capacities.iter().for_each(|(k, coefficient)| sizes[k.0] += coefficient.peak() * sum);
    }
    for (total, price) in problem.totals.iter().zip(claim.total_prices) {
        for term in &total.terms {
            amounts[term.variable.0] += term.coefficient.peak() * price.abs();
        }
        total.capacities.iter().for_each(|(k, coefficient)| sizes[k.0] += (coefficient * price).abs());
    }
    for (variable, savings) in problem.variables.iter().zip(&reduced.bounds) {
        for (t, saving) in savings.iter().enumerate() {
            if let Some((capacity, factor)) = variable.upper.capacity(t) {
                sizes[capacity.0] += factor * saving;
            }
        }
    }
    let mut worst: f64 = 0.0;
    for ((variable, values), amount) in problem.variables.iter().zip(&reduced.variables).zip(&amounts) {
        if matches!(variable.upper, Upper::None) {
            worst = values.iter().fold(worst, |worst, value| larger(worst, part(-value, *amount)));
        }
    }
    for ((capacity, value), amount) in problem.capacities.iter().zip(&reduced.capacities).zip(&sizes) {
        if capacity.most.is_none() {
            worst = larger(worst, part(-value, *amount));
        }
    }
    worst
}

fn peak(values: &[f64]) -> f64 {
    values.iter().fold(0.0, |peak, value| larger(peak, value.abs()))
}

/// The larger of two; what is no number is larger than everything.
fn larger(one: f64, other: f64) -> f64 {
    if one.is_nan() || other.is_nan() { f64::INFINITY } else { one.max(other) }
}

fn part(value: f64, whole: f64) -> f64 {
    if !(value.is_finite() && whole.is_finite()) {
        f64::INFINITY
    } else if value <= 0.0 {
        0.0
    } else if whole > 0.0 {
        value / whole
    } else {
        value
    }
}
