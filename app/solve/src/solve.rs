//! From a problem to its solution.

use crate::certificate::{self, Claim};
use crate::check::check;
use crate::elastic::explain;
use crate::form::Form;
use crate::method::{self, End, Found};
use crate::problem::Problem;
use crate::solution::{Failure, Flow, Method, Progress, Solution, Statistics};

/// A solution is accepted if its certificate holds with this tolerance.
pub const TOLERANCE: f64 = 1e-6;

/// Solves a problem. The callback sees every iteration and may cancel; if there is no solution, it sees those of the
/// search for the reason as well. With the feature `clarabel` a general solver is asked if the method of this crate
/// does not converge and finds no reason why.
///
/// # Errors
/// See [`Failure`].
pub fn solve(problem: &Problem, watch: &mut dyn FnMut(Progress) -> Flow) -> Result<Solution, Failure> {
    check(problem)?;
    match optimum(problem, watch) {
        Err(Failure::NoConvergence(statistics)) => match explain(problem, watch)? {
            Some(reason) => Err(reason),
            None => general(problem, statistics, watch),
        },
        other => other,
    }
}

/// Solves a problem that was checked, without an explanation.
pub(crate) fn optimum(
    problem: &Problem,
    watch: &mut dyn FnMut(Progress) -> Flow,
) -> Result<Solution, Failure> {
    let form = Form::new(problem);
    let found = method::run(&form, watch);
    accept(problem, &form, found, Method::Structured)
}

/// Asks the general solver alone; for problems without a solution it gives no reason.
///
/// # Errors
/// See [`Failure`].
#[cfg(feature = "clarabel")]
pub fn solve_general(
    problem: &Problem,
    watch: &mut dyn FnMut(Progress) -> Flow,
) -> Result<Solution, Failure> {
    check(problem)?;
    let nothing = Statistics {
        method: Method::General,
        iterations: 0,
        factorisations: 0,
        gap: f64::INFINITY,
        primal: f64::INFINITY,
        dual: f64::INFINITY,
    };
    general(problem, nothing, watch)
}

#[cfg(feature = "clarabel")]
fn general(
    problem: &Problem,
    before: Statistics,
    watch: &mut dyn FnMut(Progress) -> Flow,
) -> Result<Solution, Failure> {
    let form = Form::new(problem);
    match crate::general::run(&form, watch) {
        Some(found) => accept(problem, &form, found, Method::General),
        None => Err(Failure::NoConvergence(before)),
    }
}

#[cfg(not(feature = "clarabel"))]
fn general(
    _: &Problem,
    before: Statistics,
    _: &mut dyn FnMut(Progress) -> Flow,
) -> Result<Solution, Failure> {
    Err(Failure::NoConvergence(before))
}

/// Takes what was found only if its certificate holds.
fn accept(problem: &Problem, form: &Form, found: Found, method: Method) -> Result<Solution, Failure> {
    if found.end == End::Cancelled {
        return Err(Failure::Cancelled);
    }
    let solution = translate(problem, form, found, method);
    if solution.certificate.holds(TOLERANCE) {
        Ok(solution)
    } else {
        Err(Failure::NoConvergence(solution.statistics))
    }
}

/// Values and prices in the units of the problem.
fn translate(problem: &Problem, form: &Form, found: Found, method: Method) -> Solution {
    let Found { point, quality, iterations, factorisations, .. } = found;
    let scales = &form.scales;
    let scaled =
        |values: &[f64], factor: f64| values.iter().map(|value| value * factor).collect::<Vec<f64>>();
    let mut values: Vec<Vec<f64>> =
        scales.columns.iter().enumerate().map(|(j, factor)| scaled(point.x.whole(j), *factor)).collect();
    let mut bound_prices: Vec<Vec<f64>> = Vec::with_capacity(values.len());
    for (j, (column, factor)) in form.columns.iter().zip(&scales.columns).enumerate() {
        bound_prices.push(match column.bound {
            Some(_) => scaled(point.zs.whole(j), scales.cost * scales.values / factor),
            None => vec![0.0; form.steps],
        });
    }
    let mut capacities: Vec<f64> = problem.capacities.iter().map(|capacity| capacity.least).collect();
    for (k, size) in form.capacities.iter().enumerate() {
        capacities[size.index] = size.least + point.w.value[k] * scales.capacities[k];
    }
    // What cannot be anything but 0 was a variable without a meaning.
    for (variable, (values, prices)) in problem.variables.iter().zip(values.iter_mut().zip(&mut bound_prices))
    {
        for (t, (value, price)) in values.iter_mut().zip(prices).enumerate() {
            if !crate::form::exists(problem, &variable.upper, t) {
                (*value, *price) = (0.0, 0.0);
            }
        }
    }
    let row_prices: Vec<Vec<f64>> = scales
        .rows
        .iter()
        .enumerate()
        .map(|(i, factor)| scaled(point.y.whole(i), scales.cost * factor))
        .collect();
    let total_prices: Vec<f64> =
        point.totals.iter().zip(&scales.totals).map(|(price, factor)| price * factor * scales.cost).collect();
    let claim = Claim {
        values: &values,
        capacities: &capacities,
        row_prices: &row_prices,
        total_prices: &total_prices,
    };
    let certificate = certificate::certify(problem, claim);
    let capacity_prices = certificate::reduced(problem, &row_prices, &total_prices).capacities;
    let statistics = Statistics {
        method,
        iterations,
        factorisations,
        gap: quality.gap,
        primal: quality.primal,
        dual: quality.dual,
    };
    Solution {
        objective: certificate.objective,
        values,
        capacities,
        row_prices,
        bound_prices,
        total_prices,
        capacity_prices,
        certificate,
        statistics,
    }
}
