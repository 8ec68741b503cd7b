//! Independent verification: is this an optimum of the problem as it was given?
//!
//! It knows nothing of how the values were found. Rows, bounds and totals are evaluated with the original data;
//! the prices give a lower bound of the cost (weak duality), and the distance of the two is the gap.

use crate::problem::{Direction, Problem, Upper};

/// How far values and prices are from an optimum. Everything is relative unless its name says otherwise.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Certificate {
    /// Cost of the values.
    pub objective: f64,
    /// What the prices prove: no values that fulfil the problem cost less.
    pub bound: f64,
    /// `objective − bound`, relative to the sum of all amounts of cost and revenue. Where an unbounded variable
    /// has a negative reduced cost, the largest value it takes anywhere counts as its bound.
    pub gap: f64,
    /// Largest residual of a row, in the units of the row.
    pub residual_absolute: f64,
    /// Largest residual of a row, relative to the largest sum of amounts of this row in any step.
    pub residual: f64,
    /// Largest violation of a bound, relative to the largest value of this variable or capacity.
    pub bounds: f64,
    /// Largest violation of a total, relative to its sum of amounts.
    pub totals: f64,
}

impl Certificate {
    /// Whether every figure is at most this.
    #[must_use]
    pub fn holds(&self, tolerance: f64) -> bool {
        let worst = [self.gap.abs(), self.residual, self.bounds, self.totals];
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
    let cost = cost(problem, claim);
    let bound = bound(problem, claim, &reduced);
    let (residual_absolute, residual) = rows(problem, claim);
    let scale = if cost.amounts > 0.0 { cost.amounts } else { 1.0 };
    Certificate {
        objective: cost.sum,
        bound,
        gap: (cost.sum - bound) / scale,
        residual_absolute,
        residual,
        bounds: bounds(problem, claim),
        totals: totals(problem, claim),
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
fn bound(problem: &Problem, claim: Claim<'_>, reduced: &Reduced) -> f64 {
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
        let peak = peak(&claim.values[j]);
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
        sum += if *value >= 0.0 { value * capacity.least } else { value * capacity.most.unwrap_or(*size) };
    }
    sum
}

fn rows(problem: &Problem, claim: Claim<'_>) -> (f64, f64) {
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
            worst = worst.max(residual.abs());
            scale = scale.max(amounts);
        }
        absolute = absolute.max(worst);
        relative = relative.max(part(worst, scale));
    }
    (absolute, relative)
}

fn bounds(problem: &Problem, claim: Claim<'_>) -> f64 {
    let mut worst: f64 = 0.0;
    for (variable, values) in problem.variables.iter().zip(claim.values) {
        let mut beyond: f64 = 0.0;
        for (t, value) in values.iter().enumerate() {
            let above = variable.upper.value(t, claim.capacities).map_or(0.0, |upper| value - upper);
            beyond = beyond.max(-value).max(above);
        }
        worst = worst.max(part(beyond, peak(values)));
    }
    for (capacity, size) in problem.capacities.iter().zip(claim.capacities) {
        let above = capacity.most.map_or(0.0, |most| size - most);
        let beyond = (capacity.least - size).max(above).max(0.0);
        worst = worst.max(part(beyond, size.abs().max(capacity.least)));
    }
    worst
}

fn totals(problem: &Problem, claim: Claim<'_>) -> f64 {
    let mut worst: f64 = 0.0;
    for total in &problem.totals {
        let mut sum = 0.0;
        let mut amounts = total.limit.abs();
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
        worst = worst.max(part(beyond.max(0.0), amounts));
    }
    worst
}

fn peak(values: &[f64]) -> f64 {
    values.iter().fold(0.0, |peak, value| value.abs().max(peak))
}

fn part(value: f64, whole: f64) -> f64 {
    if value <= 0.0 {
        0.0
    } else if whole > 0.0 {
        value / whole
    } else {
        value
    }
}
