//! Why a problem has no solution: what is missing, which limit would have to give, or what grows without end.

use crate::problem::{
    Capacity, CapacityId, Direction, Problem, RowId, Term, Total, TotalId, Upper, Variable, VariableId,
};
use crate::series::Series;
use crate::solution::{Failure, Flow, Progress, Ray, Shortage};
use crate::solve::optimum;

/// A row without a right side (a storage) is broken only if nothing else helps: it counts this much more.
const INNER: f64 = 100.0;
/// Breaking a total by all of its limit counts this part of breaking all right sides: limits give before supply.
const TOTALS: f64 = 1e-2;
/// What is broken less than this, relative to all right sides, is rounding.
const NOTHING: f64 = 1e-7;

/// A limit that could be changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Limit {
    /// The limit of a total.
    Total(TotalId),
    /// The largest value of a capacity.
    Most(CapacityId),
    /// The fixed upper bound of a variable.
    Bound(VariableId),
}

/// The least amounts by which rows and totals have to be broken; `None` if nothing has to.
///
/// # Errors
/// If that problem, which always has a solution, does not converge or is cancelled.
pub fn shortage(
    problem: &Problem,
    watch: &mut dyn FnMut(Progress) -> Flow,
) -> Result<Option<Shortage>, Failure> {
    let mut elastic = without_cost(problem);
    let peak = problem.rows.iter().filter_map(|row| row.right.as_ref()).map(Series::peak).fold(0.0, f64::max);
    let mut all = 0.0;
    for right in problem.rows.iter().filter_map(|row| row.right.as_ref()) {
        all += (0..problem.steps).map(|t| right.at(t).abs()).sum::<f64>();
    }
    let mut pairs = Vec::new();
    for (i, row) in problem.rows.iter().enumerate() {
        let cost = if row.right.is_some() { 1.0 } else { INNER };
        let (missing, surplus) =
            (elastic.add_variable(Variable::new(cost)), elastic.add_variable(Variable::new(cost)));
        let row = elastic.row_mut(RowId(i));
        row.terms.push(Term::new(missing, 1.0));
        row.terms.push(Term::new(surplus, -1.0));
        pairs.push((missing, surplus));
    }
    let mut excesses = Vec::new();
    for (r, total) in problem.totals.iter().enumerate() {
        let largest = total.terms.iter().map(|term| term.coefficient.peak()).fold(0.0, f64::max);
        let amount = total.limit.abs().max(largest * peak);
        // Spread over the steps, a part of the amount each: numbers of the size of all others.
        let unit = if amount > 0.0 { amount / problem.steps as f64 } else { 1.0 };
        let cost = TOTALS * if all > 0.0 { all / problem.steps as f64 } else { 1.0 };
        for (direction, sign) in [(Direction::AtMost, 1.0), (Direction::AtLeast, -1.0)] {
            if total.direction == direction || total.direction == Direction::Equal {
                let excess = elastic.add_variable(Variable::new(cost));
                elastic.totals[r].terms.push(Term::new(excess, -sign * unit));
                excesses.push((TotalId(r), excess, sign * unit, amount));
            }
        }
    }
    let found = optimum(&elastic, watch)?;
    let scale = if all > 0.0 { all } else { 1.0 };
    let least = NOTHING * scale;
    let rows: Vec<(RowId, Vec<f64>)> = pairs
        .iter()
        .enumerate()
        .filter_map(|(i, (missing, surplus))| {
            let (missing, surplus) = (&found.values[missing.0], &found.values[surplus.0]);
            let amounts: Vec<f64> =
                missing.iter().zip(surplus).map(|(missing, surplus)| missing - surplus).collect();
            let tiny = least / problem.steps as f64;
            let sum: f64 = amounts.iter().map(|amount| amount.abs()).sum();
            let clean = |amount: f64| if amount.abs() > tiny { amount } else { 0.0 };
            (sum > least).then(|| (RowId(i), amounts.into_iter().map(clean).collect()))
        })
        .collect();
    let totals: Vec<(TotalId, f64)> = excesses
        .into_iter()
        .map(|(total, excess, unit, amount)| {
            (total, unit * found.values[excess.0].iter().sum::<f64>(), amount)
        })
        .filter(|(_, change, amount)| change.abs() > 10.0 * NOTHING * *amount)
        .map(|(total, change, _)| (total, change))
        .collect();
    Ok(if rows.is_empty() && totals.is_empty() { None } else { Some(Shortage { rows, totals }) })
}

/// The smallest change of one limit alone that makes an infeasible problem possible: upwards, of a total at least
/// downwards (negative). `None` if it cannot help alone; of a bound, the same amount in every step.
///
/// # Errors
/// If the method is cancelled.
pub fn relief(
    problem: &Problem,
    limit: Limit,
    watch: &mut dyn FnMut(Progress) -> Flow,
) -> Result<Option<f64>, Failure> {
    let mut relaxed = without_cost(problem);
    let mut sign = 1.0;
    let extra = relaxed.add_capacity(Capacity::free(1.0));
    match limit {
        Limit::Total(id) => {
            let total = &mut relaxed.totals[id.0];
            if total.direction == Direction::AtLeast {
                sign = -1.0;
            }
            total.capacities.push((extra, -sign));
        }
        Limit::Most(id) => {
            // The capacity loses its limit; what it is above it is counted.
            let Some(most) = relaxed.capacities[id.0].most.take() else { return Ok(None) };
            relaxed
                .totals
                .push(Total::new(Direction::AtMost, most).with_capacity(id, 1.0).with_capacity(extra, -1.0));
        }
        Limit::Bound(id) => {
            if !matches!(problem.variables[id.0].upper, Upper::Fixed(_)) {
                return Ok(None);
            }
            let twin = relaxed.add_variable(Variable::new(0.0).within(extra, 1.0));
            relaxed.double(id, twin);
        }
    }
    match optimum(&relaxed, watch) {
        Ok(found) => Ok(Some(sign * found.capacities[extra.0])),
        Err(Failure::Cancelled) => Err(Failure::Cancelled),
        Err(_) => Ok(None),
    }
}

/// A direction in which the cost falls and everything stays fulfilled, verified; `None` if there is none.
///
/// # Errors
/// If that problem, which always has a solution, does not converge or is cancelled.
pub fn ray(problem: &Problem, watch: &mut dyn FnMut(Progress) -> Flow) -> Result<Option<Ray>, Failure> {
    let mut homogeneous = problem.clone();
    for row in &mut homogeneous.rows {
        row.right = None;
    }
    for total in &mut homogeneous.totals {
        total.limit = 0.0;
    }
    for capacity in &mut homogeneous.capacities {
        capacity.most = Some(if capacity.most.is_some() { 0.0 } else { 1.0 });
        capacity.least = 0.0;
    }
    for variable in &mut homogeneous.variables {
        variable.reluctance = 0.0;
        match &mut variable.upper {
            Upper::None => variable.upper = Upper::Fixed(1.0.into()),
            Upper::Fixed(upper) => *upper = 0.0.into(),
            Upper::Capacity { .. } | Upper::ByStep { .. } => {}
        }
    }
    let found = optimum(&homogeneous, watch)?;
    let mut amounts = 0.0;
    for (variable, values) in problem.variables.iter().zip(&found.values) {
        amounts +=
            values.iter().enumerate().map(|(t, value)| (variable.cost.at(t) * value).abs()).sum::<f64>();
    }
    for (capacity, size) in problem.capacities.iter().zip(&found.capacities) {
        amounts += (capacity.cost * size).abs();
    }
    let certificate = &found.certificate;
    // The certificate has evaluated rows, bounds and totals of this direction with the original coefficients.
    if !(found.objective < -1e-6 * amounts && certificate.residual <= 1e-6 && certificate.totals <= 1e-6) {
        return Ok(None);
    }
    let mean = |values: &[f64]| values.iter().sum::<f64>() / problem.steps as f64;
    let variables: Vec<(VariableId, f64)> =
        found.values.iter().enumerate().map(|(j, values)| (VariableId(j), mean(values))).collect();
    let capacities: Vec<(CapacityId, f64)> =
        found.capacities.iter().enumerate().map(|(k, size)| (CapacityId(k), *size)).collect();
    let largest =
        variables.iter().map(|(_, v)| *v).chain(capacities.iter().map(|(_, v)| *v)).fold(0.0, f64::max);
    let kept = |value: f64| value > 1e-4 * largest;
    Ok(Some(Ray {
        variables: variables.into_iter().filter(|(_, value)| kept(*value)).collect(),
        capacities: capacities.into_iter().filter(|(_, value)| kept(*value)).collect(),
    }))
}

/// Why the method did not converge.
pub(crate) fn explain(
    problem: &Problem,
    watch: &mut dyn FnMut(Progress) -> Flow,
) -> Result<Option<Failure>, Failure> {
    match shortage(problem, watch) {
        Ok(Some(shortage)) => return Ok(Some(Failure::Infeasible(shortage))),
        Err(Failure::Cancelled) => return Err(Failure::Cancelled),
        Ok(None) | Err(_) => {}
    }
    match ray(problem, watch) {
        Ok(Some(ray)) => Ok(Some(Failure::Unbounded(ray))),
        Err(Failure::Cancelled) => Err(Failure::Cancelled),
        Ok(None) | Err(_) => Ok(None),
    }
}

fn without_cost(problem: &Problem) -> Problem {
    let mut copy = problem.clone();
    for variable in &mut copy.variables {
        (variable.cost, variable.reluctance) = (0.0.into(), 0.0);
    }
    copy.capacities.iter_mut().for_each(|capacity| capacity.cost = 0.0);
    copy
}

impl Problem {
    /// Puts a second variable beside one wherever that one is a term.
    fn double(&mut self, of: VariableId, twin: VariableId) {
        let lists = self.rows.iter_mut().flat_map(|row| [&mut row.terms, &mut row.previous]);
        for list in lists.chain(self.totals.iter_mut().map(|total| &mut total.terms)) {
            let mut copies: Vec<_> = list.iter().filter(|term| term.variable == of).cloned().collect();
            copies.iter_mut().for_each(|term| term.variable = twin);
            list.append(&mut copies);
        }
    }
}
