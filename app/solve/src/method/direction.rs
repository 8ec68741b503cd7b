//! Right sides of a Newton step, its back substitution, step lengths and the step itself.

use super::{Point, Quality, Work};
use crate::form::{Bound, Form};
use crate::plane::{Piece, add, dot, fold, subtract};

/// Largest target of a corrector, as a part of the mean product.
const LARGEST_TARGET: f64 = 0.1;

/// How far a direction may be gone.
#[derive(Debug, Clone, Copy)]
pub(super) struct Lengths {
    /// To the boundary of the values; above 1 means beyond a full step.
    pub(super) primal: f64,
    /// To the boundary of the multipliers.
    pub(super) dual: f64,
    /// `Σ Δv z`, `Σ v Δz`, `Σ Δv Δz`.
    sums: [f64; 3],
    pairs: f64,
}

impl Lengths {
    /// Mehrotra's target for the products: the cube of what the predictor would leave, but not timid. The bounds of
    /// hours without use block the predictor early; the second-order term removes that, so that a small target pays.
    pub(super) fn target(&self, quality: &Quality) -> f64 {
        let (primal, dual) = (self.primal.min(1.0), self.dual.min(1.0));
        let [a, b, c] = self.sums;
        let after = quality.mu + (primal * a + dual * b + primal * dual * c) / self.pairs;
        let part = (after / quality.mu).clamp(0.0, 1.0);
        (part * part * part).min(LARGEST_TARGET) * quality.mu
    }
}

/// Largest `−Δ/value` of values and of multipliers, and the sums of products, in lanes.
struct Ratios {
    value: [f64; 8],
    multiplier: [f64; 8],
    sums: [[f64; 8]; 3],
}

impl Ratios {
    fn new() -> Self {
        Self { value: [0.0; 8], multiplier: [0.0; 8], sums: [[0.0; 8]; 3] }
    }

    #[inline(always)]
    fn add(&mut self, lane: usize, v: f64, z: f64, dv: f64, dz: f64) {
        let (a, b) = (-dv / v, -dz / z);
        self.value[lane] = if a > self.value[lane] { a } else { self.value[lane] };
        self.multiplier[lane] = if b > self.multiplier[lane] { b } else { self.multiplier[lane] };
        self.sums[0][lane] += dv * z;
        self.sums[1][lane] += v * dz;
        self.sums[2][lane] += dv * dz;
    }

    fn lengths(&self, pairs: f64) -> Lengths {
        let length = |lanes: &[f64; 8]| 1.0 / lanes.iter().fold(1e-10, |worst: f64, value| worst.max(*value));
        let sums = [fold(&self.sums[0]), fold(&self.sums[1]), fold(&self.sums[2])];
        Lengths { primal: length(&self.value), dual: length(&self.multiplier), sums, pairs }
    }
}

/// The bound of a variable in a piece.
#[derive(Clone, Copy)]
struct Limit<'a> {
    fixed: Piece<'a>,
    factor: Piece<'a>,
    size: f64,
    step: f64,
}

impl<'a> Limit<'a> {
    fn new(bound: &'a Bound, index: usize, piece: &std::ops::Range<usize>, point: &Point) -> Self {
        let of = |list: &[f64]| bound.capacity[index].map_or(0.0, |k| list[k]);
        Self {
            fixed: bound.fixed.piece(piece),
            factor: bound.factor.piece(piece),
            size: of(&point.w.value),
            step: of(&point.w.step),
        }
    }

    /// Residual of the bound.
    #[inline(always)]
    fn residual(&self, t: usize, x: f64, s: f64) -> f64 {
        self.fixed.at(t) + self.factor.at(t) * self.size - x - s
    }

    /// Direction of the slack.
    #[inline(always)]
    fn slack(&self, t: usize, x: f64, s: f64, dx: f64) -> f64 {
        self.residual(t, x, s) + self.factor.at(t) * self.step - dx
    }
}

impl Work {
    /// Right side of the predictor.
    pub(super) fn predict(&mut self, form: &Form, point: &Point) {
        self.scalars(form, point, false);
        for (index, piece) in form.pieces.iter().enumerate() {
            for (j, column) in form.columns.iter().enumerate() {
                let (theta, base) = (self.theta.piece(j, piece), self.base.piece(j, piece));
                let out = self.dx.piece_mut(j, piece);
                if let Some(bound) = &column.bound {
                    let limit = Limit::new(bound, index, piece, point);
                    let (x, s, zs) =
                        (point.x.piece(j, piece), point.s.piece(j, piece), point.zs.piece(j, piece));
                    let mut lanes = [0.0; 8];
                    for t in 0..out.len() {
                        let e = zs[t] / s[t] * limit.residual(t, x[t], s[t]);
                        out[t] = theta[t] * (base[t] + e);
                        lanes[t % 8] += limit.factor.at(t) * e;
                    }
                    if let Some(k) = bound.capacity[index] {
                        self.border[k] += fold(&lanes);
                    }
                } else {
                    for t in 0..out.len() {
                        out[t] = theta[t] * base[t];
                    }
                }
            }
            self.gather(form, index);
        }
        self.gather_previous(form);
    }

    /// Right side of the corrector, from the direction of the predictor: products shall become `target`; `weight`
    /// is the part of the second-order term that is believed.
    pub(super) fn correct(&mut self, form: &Form, point: &mut Point, target: f64, weight: f64) {
        for pairs in [&mut point.w, &mut point.q, &mut point.v] {
            for n in 0..pairs.value.len() {
                let (v, z, dv) = (pairs.value[n], pairs.multiplier[n], pairs.step[n]);
                let dz = -z - z / v * dv;
                pairs.term[n] = (target - weight * dv * dz) / v;
            }
        }
        self.scalars(form, point, true);
        for (index, piece) in form.pieces.iter().enumerate() {
            for (j, column) in form.columns.iter().enumerate() {
                let (theta, base) = (self.theta.piece(j, piece), self.base.piece(j, piece));
                let (x, zx) = (point.x.piece(j, piece), point.zx.piece(j, piece));
                let out = self.dx.piece_mut(j, piece);
                let tx = self.tx.piece_mut(j, piece);
                for t in 0..out.len() {
                    let dx = out[t];
                    let dz = -zx[t] - zx[t] / x[t] * dx;
                    tx[t] = (target - weight * dx * dz) / x[t];
                }
                if let Some(bound) = &column.bound {
                    let limit = Limit::new(bound, index, piece, point);
                    let (s, zs) = (point.s.piece(j, piece), point.zs.piece(j, piece));
                    let ts = self.ts.piece_mut(j, piece);
                    let mut lanes = [0.0; 8];
                    for t in 0..out.len() {
                        let d = zs[t] / s[t];
                        let ds = limit.slack(t, x[t], s[t], out[t]);
                        let dz = -zs[t] - d * ds;
                        ts[t] = (target - weight * ds * dz) / s[t];
                        let e = d * limit.residual(t, x[t], s[t]) - ts[t];
                        out[t] = theta[t] * (base[t] + tx[t] + e);
                        lanes[t % 8] += limit.factor.at(t) * e;
                    }
                    if let Some(k) = bound.capacity[index] {
                        self.border[k] += fold(&lanes);
                    }
                } else {
                    for t in 0..out.len() {
                        out[t] = theta[t] * (base[t] + tx[t]);
                    }
                }
            }
            self.gather(form, index);
        }
        self.gather_previous(form);
    }

    /// Right sides of capacities and totals, as far as they do not depend on steps.
    fn scalars(&mut self, form: &Form, point: &Point, second: bool) {
        let capacities = form.capacities.len();
        let term = |term: f64| if second { term } else { 0.0 };
        for (k, size) in form.capacities.iter().enumerate() {
            let mut value = self.capacity_base[k] + term(point.w.term[k]);
            if let Some(most) = size.most {
                let residual = most - point.w.value[k] - point.q.value[k];
                value += point.q.multiplier[k] / point.q.value[k] * residual - term(point.q.term[k]);
            }
            // The equation of a capacity stands with the opposite sign; shares of variables follow.
            self.border[k] = -value;
        }
        for (r, total) in form.totals.iter().enumerate() {
            let force = total.sign * point.totals[r] + term(point.v.term[r]);
            self.border[capacities + r] = self.total_primal[r] - total.sign * self.total_weights[r] * force;
        }
    }

    /// Subtracts `A Θ f` of the same step from the right sides of a piece.
    pub(super) fn gather(&mut self, form: &Form, index: usize) {
        let piece = &form.pieces[index];
        let capacities = form.capacities.len();
        for i in 0..form.rows {
            self.dy.piece_mut(i, piece).copy_from_slice(self.primal.piece(i, piece));
        }
        for (j, column) in form.columns.iter().enumerate() {
            let value = self.dx.piece(j, piece);
            for (i, coefficient) in &column.rows {
                subtract(self.dy.piece_mut(*i, piece), coefficient.piece(piece), value);
            }
            for (r, coefficient) in &column.totals {
                self.border[capacities + r] -= dot(coefficient.piece(piece), value);
            }
            if let Some(k) = column.bound.as_ref().and_then(|bound| bound.capacity[index]) {
                // h d (Θ f): the share without its Θ.
                let (share, theta) = (self.shares.piece(j, piece), self.theta.piece(j, piece));
                let mut lanes = [0.0; 8];
                for t in 0..value.len() {
                    lanes[t % 8] += share[t] / theta[t] * value[t];
                }
                self.border[k] -= fold(&lanes);
            }
        }
    }

    pub(super) fn gather_previous(&mut self, form: &Form) {
        let all = 0..form.steps;
        for (j, column) in form.columns.iter().enumerate().filter(|(_, column)| !column.previous.is_empty()) {
            self.dx.close(j);
            for (i, coefficient) in &column.previous {
                subtract(self.dy.whole_mut(*i), coefficient.piece(&all), self.dx.before(j, &all));
            }
        }
    }

    /// Directions of all values from those of the prices; how far they may be gone.
    pub(super) fn finish(&mut self, form: &Form, point: &mut Point, second: bool) -> Lengths {
        let capacities = form.capacities.len();
        let mut ratios = Ratios::new();
        let term = |term: f64| if second { term } else { 0.0 };
        point.w.step.copy_from_slice(&self.border[..capacities]);
        for (k, size) in form.capacities.iter().enumerate() {
            let step = point.w.step[k];
            let (v, z) = (point.w.value[k], point.w.multiplier[k]);
            ratios.add(k % 8, v, z, step, term(point.w.term[k]) - z - z / v * step);
            if let Some(most) = size.most {
                let (v, z) = (point.q.value[k], point.q.multiplier[k]);
                let step = most - point.w.value[k] - v - step;
                point.q.step[k] = step;
                ratios.add(k % 8, v, z, step, term(point.q.term[k]) - z - z / v * step);
            }
        }
        for (r, total) in form.totals.iter().enumerate().filter(|(_, total)| total.sign != 0.0) {
            let (v, z) = (point.v.value[r], point.v.multiplier[r]);
            let force = total.sign * (point.totals[r] + self.border[capacities + r]) + term(point.v.term[r]);
            let step = self.total_weights[r] * force;
            point.v.step[r] = step;
            ratios.add(r % 8, v, z, step, term(point.v.term[r]) - z - z / v * step);
        }
        for (index, piece) in form.pieces.iter().enumerate() {
            let mut force = vec![0.0; piece.len()];
            for (j, column) in form.columns.iter().enumerate() {
                force.fill(0.0);
                for (i, coefficient) in &column.rows {
                    add(&mut force, coefficient.piece(piece), self.dy.piece(*i, piece));
                }
                for (i, coefficient) in &column.previous {
                    add(&mut force, coefficient.after(piece), self.dy.after(*i, piece));
                }
                for (r, coefficient) in &column.totals {
                    let price = self.border[capacities + r];
                    match coefficient.piece(piece) {
                        Piece::Constant(a) => force.iter_mut().for_each(|force| *force += a * price),
                        Piece::Steps(a) => force.iter_mut().zip(a).for_each(|(force, a)| *force += a * price),
                    }
                }
                let theta = self.theta.piece(j, piece);
                let out = self.dx.piece_mut(j, piece);
                let tx = self.tx.piece(j, piece);
                let (x, zx) = (point.x.piece(j, piece), point.zx.piece(j, piece));
                if let Some(bound) = &column.bound {
                    let limit = Limit::new(bound, index, piece, point);
                    let share = self.shares.piece(j, piece);
                    let ts = self.ts.piece(j, piece);
                    let (s, zs) = (point.s.piece(j, piece), point.zs.piece(j, piece));
                    for t in 0..out.len() {
                        let dx = out[t] + theta[t] * force[t] + share[t] * limit.step;
                        out[t] = dx;
                        let lane = t % 8;
                        ratios.add(lane, x[t], zx[t], dx, term(tx[t]) - zx[t] - zx[t] / x[t] * dx);
                        let ds = limit.slack(t, x[t], s[t], dx);
                        ratios.add(lane, s[t], zs[t], ds, term(ts[t]) - zs[t] - zs[t] / s[t] * ds);
                    }
                } else {
                    for t in 0..out.len() {
                        let dx = out[t] + theta[t] * force[t];
                        out[t] = dx;
                        ratios.add(t % 8, x[t], zx[t], dx, term(tx[t]) - zx[t] - zx[t] / x[t] * dx);
                    }
                }
            }
        }
        ratios.lengths(form.pairs)
    }

    /// Goes the step.
    pub(super) fn advance(&mut self, form: &Form, point: &mut Point, primal: f64, dual: f64) {
        for (index, piece) in form.pieces.iter().enumerate() {
            for (j, column) in form.columns.iter().enumerate() {
                let limit = column.bound.as_ref().map(|bound| Limit::new(bound, index, piece, point));
                let (dx, tx, ts) =
                    (self.dx.piece(j, piece), self.tx.piece(j, piece), self.ts.piece(j, piece));
                let (x, zx) = (point.x.piece_mut(j, piece), point.zx.piece_mut(j, piece));
                if let Some(limit) = limit {
                    let (s, zs) = (point.s.piece_mut(j, piece), point.zs.piece_mut(j, piece));
                    for t in 0..dx.len() {
                        let ds = limit.slack(t, x[t], s[t], dx[t]);
                        zs[t] += dual * (ts[t] - zs[t] - zs[t] / s[t] * ds);
                        s[t] += primal * ds;
                    }
                }
                for t in 0..dx.len() {
                    zx[t] += dual * (tx[t] - zx[t] - zx[t] / x[t] * dx[t]);
                    x[t] += primal * dx[t];
                }
            }
        }
        (0..form.columns.len()).for_each(|j| point.x.close(j));
        for pairs in [&mut point.w, &mut point.q, &mut point.v] {
            for n in 0..pairs.value.len() {
                let (v, z, step) = (pairs.value[n], pairs.multiplier[n], pairs.step[n]);
                pairs.multiplier[n] += dual * (pairs.term[n] - z - z / v * step);
                pairs.value[n] += primal * step;
            }
        }
        for i in 0..form.rows {
            let (y, dy) = (point.y.whole_mut(i), self.dy.whole(i));
            y.iter_mut().zip(dy).for_each(|(y, dy)| *y += dual * dy);
            point.y.close(i);
        }
        for (total, step) in point.totals.iter_mut().zip(&self.border[form.capacities.len()..]) {
            *total += dual * step;
        }
    }
}
