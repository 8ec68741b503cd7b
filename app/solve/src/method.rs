//! Mehrotra's predictor–corrector method on the scaled form.

use crate::form::Form;
use crate::normal::{Normal, Weights};
use crate::plane::Planes;
use crate::solution::{Flow, Progress};

mod direction;
mod residual;
mod start;

/// What is aimed at, relative.
pub(crate) const AIM: f64 = 1e-8;
/// Iterations at most.
const ITERATIONS: usize = 200;
/// Part of the way to the boundary that a step goes.
const BOUNDARY: f64 = 0.995;
/// How far products may run ahead of residuals.
const LAG: f64 = 1e-3;
/// A step that is shorter than this is tried again.
const SHORT: f64 = 0.01;
/// Target of that second try, as a part of the mean product.
const CENTRE: f64 = 0.7;
/// Added to diagonals, in units of the scaled form.
const REGULAR: f64 = 1e-6;
/// They shrink to this: smaller ones drown in rounding beside the largest weights, which are their reciprocals.
const REGULAR_LEAST: f64 = 1e-8;

/// Values and multipliers of the form.
#[derive(Debug)]
pub(crate) struct Point {
    /// Values of variables, and multipliers of their lower bounds.
    pub(crate) x: Planes,
    pub(crate) zx: Planes,
    /// Slacks of upper bounds, and their multipliers.
    pub(crate) s: Planes,
    pub(crate) zs: Planes,
    /// Prices of rows.
    pub(crate) y: Planes,
    /// Capacities: values, multipliers, slacks of the largest value, multipliers.
    pub(crate) w: Pairs,
    pub(crate) q: Pairs,
    /// Slacks of totals.
    pub(crate) v: Pairs,
    /// Prices of totals.
    pub(crate) totals: Vec<f64>,
}

impl Point {
    /// All values and multipliers 1, all prices 0.
    pub(crate) fn new(form: &Form) -> Self {
        let variables = || Planes::new(form.columns.len(), form.steps, 1.0);
        Self {
            x: variables(),
            zx: variables(),
            s: variables(),
            zs: variables(),
            y: Planes::new(form.rows, form.steps, 0.0),
            w: Pairs::new(form.capacities.len()),
            q: Pairs::new(form.capacities.len()),
            v: Pairs::new(form.totals.len()),
            totals: vec![0.0; form.totals.len()],
        }
    }
}

/// Values and their multipliers.
#[derive(Debug, Clone)]
pub(crate) struct Pairs {
    pub(crate) value: Vec<f64>,
    pub(crate) multiplier: Vec<f64>,
    /// Last or current direction of the values.
    pub(crate) step: Vec<f64>,
    /// Second-order term over the value: `(σμ − Δv Δz)/v`.
    pub(crate) term: Vec<f64>,
}

/// What an iteration needs besides the point.
#[derive(Debug)]
pub(crate) struct Work {
    /// `Aᵀy + Tᵀπ − c`
    pub(crate) base: Planes,
    pub(crate) theta: Planes,
    pub(crate) shares: Planes,
    /// Direction of the variables; between, `Θ f`.
    pub(crate) dx: Planes,
    /// Second-order terms.
    pub(crate) tx: Planes,
    pub(crate) ts: Planes,
    /// `b − A x − G w`
    pub(crate) primal: Planes,
    /// Right side, then direction of the prices of rows.
    pub(crate) dy: Planes,
    pub(crate) border: Vec<f64>,
    /// By capacity: `G'y + Q'π − k`.
    pub(crate) capacity_base: Vec<f64>,
    /// By capacity: Σ of the sizes' multipliers `h·z`.
    pub(crate) capacity_total: Vec<f64>,
    /// By total: residual.
    pub(crate) total_primal: Vec<f64>,
    pub(crate) capacity_weights: Vec<f64>,
    pub(crate) total_weights: Vec<f64>,
    /// A list as long as the longest piece, and one of zeros.
    pub(crate) scratch: Vec<f64>,
    pub(crate) nothing: Vec<f64>,
}

/// How good a point is, relative.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Quality {
    pub(crate) primal: f64,
    pub(crate) dual: f64,
    pub(crate) gap: f64,
    /// Mean product of values and multipliers.
    pub(crate) mu: f64,
}

impl Quality {
    fn worst(&self) -> f64 {
        // Rows of small amounts are measured against themselves in the end.
        let list = [100.0 * self.primal, self.dual, self.gap];
        list.into_iter()
            .fold(0.0, |worst, value| if value.is_nan() { f64::INFINITY } else { value.max(worst) })
    }
}

/// Why the method ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum End {
    Converged,
    Stalled,
    Cancelled,
}

/// What the method found.
#[derive(Debug)]
pub(crate) struct Found {
    pub(crate) point: Point,
    pub(crate) quality: Quality,
    pub(crate) iterations: usize,
    pub(crate) factorisations: usize,
    pub(crate) end: End,
}

/// Runs the method.
pub(crate) fn run(form: &Form, watch: &mut dyn FnMut(Progress) -> Flow) -> Found {
    let mut normal = Normal::new(form);
    let mut work = Work::new(form);
    let mut point = start::point(form, &mut normal, &mut work);
    let mut factorisations = 1;
    let mut regular = REGULAR;
    let mut first: Option<Quality> = None;
    let mut best = f64::INFINITY;
    let mut idle = 0;
    let mut iteration = 0;
    loop {
        work.prepare(form, &point, regular);
        let quality = work.quality(form, &point);
        let progress = Progress { iteration, gap: quality.gap, primal: quality.primal, dual: quality.dual };
        let first = *first.get_or_insert(quality);
        let flow = watch(progress);
        let worst = quality.worst();
        if worst < 0.9 * best {
            best = worst;
            idle = 0;
        } else {
            idle += 1;
        }
        let end = if flow == Flow::Cancel {
            Some(End::Cancelled)
        } else if worst <= AIM {
            Some(End::Converged)
        } else if iteration == ITERATIONS || idle > 30 || !quality.mu.is_finite() {
            Some(End::Stalled)
        } else {
            None
        };
        if let Some(end) = end {
            return Found { point, quality, iterations: iteration, factorisations, end };
        }
        iteration += 1;
        factorisations += 1;
        let weights = Weights {
            theta: &work.theta,
            shares: &work.shares,
            capacities: &work.capacity_weights,
            totals: &work.total_weights,
            delta: regular,
        };
        normal.factorise(form, weights);
        work.predict(form, &point);
        normal.solve(form, &mut work.dy, &mut work.border);
        let affine = work.finish(form, &mut point, false);
        let target = affine.target(&quality).max(least_target(first, &quality));
        work.correct(form, &mut point, target, 1.0);
        normal.solve(form, &mut work.dy, &mut work.border);
        let mut lengths = work.finish(form, &mut point, true);
        if !(lengths.primal >= SHORT && lengths.dual >= SHORT) {
            // The second-order term was too bold: back to the predictor, then mostly to the centre.
            work.predict(form, &point);
            normal.solve(form, &mut work.dy, &mut work.border);
            let affine = work.finish(form, &mut point, false);
            let weight = affine.primal.min(1.0) * affine.dual.min(1.0);
            work.correct(form, &mut point, CENTRE * quality.mu, weight);
            normal.solve(form, &mut work.dy, &mut work.border);
            lengths = work.finish(form, &mut point, true);
        }
        work.advance(
            form,
            &mut point,
            (BOUNDARY * lengths.primal).min(1.0),
            (BOUNDARY * lengths.dual).min(1.0),
        );
        regular = (regular * 0.5).max(REGULAR_LEAST);
    }
}

/// Products must not vanish long before the residuals do: what is left of the larger residual, as a part of the mean
/// product at the beginning.
fn least_target(first: Quality, now: &Quality) -> f64 {
    let part = |now: f64, first: f64| if first > AIM { now / first } else { 0.0 };
    let left = part(now.primal, first.primal).max(part(now.dual, first.dual));
    (LAG * left * first.mu).min(now.mu)
}
