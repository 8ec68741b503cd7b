//! The second opinion: the same scaled form given to Clarabel, a general interior-point solver.
//!
//! It knows nothing of the ring and takes ten times as long. It is asked if the method of this crate does not
//! converge, and in measurements.

use clarabel::algebra::CscMatrix;
use clarabel::solver::{DefaultSettings, DefaultSolver, IPSolver, SupportedConeT};

use crate::form::Form;
use crate::method::{AIM, End, Found, Point, Quality};
use crate::solution::{Flow, Progress};

/// Equations and inequalities `A x + s = b` with `s = 0` or `s ≥ 0`.
#[derive(Default)]
struct Rows {
    entries: (Vec<usize>, Vec<usize>, Vec<f64>),
    right: Vec<f64>,
}

impl Rows {
    fn row(&mut self, right: f64) -> usize {
        self.right.push(right);
        self.right.len() - 1
    }

    fn put(&mut self, row: usize, column: usize, value: f64) {
        if value != 0.0 {
            self.entries.0.push(row);
            self.entries.1.push(column);
            self.entries.2.push(value);
        }
    }
}

/// Runs Clarabel; `None` if it refuses the problem.
pub(crate) fn run(form: &Form, watch: &mut dyn FnMut(Progress) -> Flow) -> Option<Found> {
    let steps = form.steps;
    let column = |j: usize, t: usize| j * steps + t;
    let capacity = |k: usize| form.columns.len() * steps + k;
    let count = form.columns.len() * steps + form.capacities.len();
    let mut cost = Vec::with_capacity(count);
    let mut rows = Rows::default();
    for i in 0..form.rows {
        for right in form.right.whole(i) {
            rows.row(*right);
        }
    }
    // All equations stand before the first inequality.
    let equal = |equal: bool| move |(_, total): &(usize, &crate::form::Sum)| (total.sign == 0.0) == equal;
    let mut totals = vec![0; form.totals.len()];
    for (r, total) in form.totals.iter().enumerate().filter(equal(true)) {
        totals[r] = rows.row(total.limit);
    }
    let equations = rows.right.len();
    for (r, total) in form.totals.iter().enumerate().filter(equal(false)) {
        totals[r] = rows.row(total.sign * total.limit);
    }
    let factor = |r: usize| if form.totals[r].sign < 0.0 { -1.0 } else { 1.0 };
    for (j, own) in form.columns.iter().enumerate() {
        for t in 0..steps {
            cost.push(own.cost.at(t));
            for (i, coefficient) in &own.rows {
                rows.put(i * steps + t, column(j, t), coefficient.at(t));
            }
            for (i, coefficient) in &own.previous {
                let after = if t + 1 == steps { 0 } else { t + 1 };
                rows.put(i * steps + after, column(j, t), coefficient.at(after));
            }
            for (r, coefficient) in &own.totals {
                rows.put(totals[*r], column(j, t), factor(*r) * coefficient.at(t));
            }
        }
    }
    cost.extend(form.capacities.iter().map(|size| size.cost));
    for (i, k, coefficient) in &form.row_capacities {
        (0..steps).for_each(|t| rows.put(i * steps + t, capacity(*k), coefficient.at(t)));
    }
    for (r, total) in form.totals.iter().enumerate() {
        for (k, coefficient) in &total.capacities {
            rows.put(totals[r], capacity(*k), factor(r) * coefficient);
        }
    }
    for index in 0..count {
        let row = rows.row(0.0);
        rows.put(row, index, -1.0);
    }
    let bounds = rows.right.len();
    for (j, bound) in form.columns.iter().enumerate().filter_map(|(j, own)| Some((j, own.bound.as_ref()?))) {
        for (piece, size) in form.pieces.iter().zip(&bound.capacity) {
            for t in piece.clone() {
                let row = rows.row(bound.fixed.at(t));
                rows.put(row, column(j, t), 1.0);
                if let Some(k) = size {
                    rows.put(row, capacity(*k), -bound.factor.at(t));
                }
            }
        }
    }
    for (k, size) in form.capacities.iter().enumerate() {
        if let Some(most) = size.most {
            let row = rows.row(most);
            rows.put(row, capacity(k), 1.0);
        }
    }
    let height = rows.right.len();
    let (row, columns, values) = rows.entries;
    let matrix = CscMatrix::new_from_triplets(height, count, row, columns, values);
    let cones = [SupportedConeT::ZeroConeT(equations), SupportedConeT::NonnegativeConeT(height - equations)];
    let settings = DefaultSettings { verbose: false, ..DefaultSettings::default() };
    let nothing = CscMatrix::zeros((count, count));
    let mut solver = DefaultSolver::new(&nothing, &cost, &matrix, &rows.right, &cones, settings).ok()?;
    let cancelled =
        watch(Progress { iteration: 0, gap: f64::INFINITY, primal: f64::INFINITY, dual: f64::INFINITY });
    if cancelled == Flow::Continue {
        solver.solve();
    }
    let solution = &solver.solution;
    let mut point = Point::new(form);
    for (j, own) in form.columns.iter().enumerate() {
        let place = column(j, 0)..column(j, 0) + steps;
        let copied = point.x.whole_mut(j).iter_mut().zip(&solution.x[place]);
        copied.for_each(|(x, value)| *x = value.max(0.0));
        if own.bound.is_some() {
            let before = form.columns[..j].iter().filter(|own| own.bound.is_some()).count();
            let place = bounds + before * steps..bounds + (before + 1) * steps;
            point.zs.whole_mut(j).copy_from_slice(&solution.z[place]);
        }
    }
    for i in 0..form.rows {
        let prices = point.y.whole_mut(i).iter_mut().zip(&solution.z[i * steps..(i + 1) * steps]);
        prices.for_each(|(y, z)| *y = -z);
    }
    for k in 0..form.capacities.len() {
        point.w.value[k] = solution.x[capacity(k)].max(0.0);
    }
    for (r, row) in totals.iter().enumerate() {
        point.totals[r] = -factor(r) * solution.z[*row];
    }
    let gap = (solution.obj_val - solution.obj_val_dual).abs() / (1.0 + solution.obj_val.abs());
    let quality = Quality { primal: solution.r_prim, dual: solution.r_dual, gap, mu: 0.0 };
    let iterations = solution.iterations as usize;
    let end = match cancelled {
        Flow::Cancel => End::Cancelled,
        Flow::Continue if gap <= AIM => End::Converged,
        Flow::Continue => End::Stalled,
    };
    Some(Found { point, quality, iterations, factorisations: iterations, end })
}
