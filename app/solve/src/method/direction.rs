//! Right sides of a Newton step, its back substitution, step lengths and the step itself.

use super::{Point, Quality, Work};
use crate::form::{Bound, Form};
use crate::plane::{Piece, add_value, dot, fold, subtract};

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

    /// Values, their multipliers, the direction of the values and the second-order terms over the values. The
    /// direction of a multiplier is `term − z − z Δv/v`.
    fn add(&mut self, v: &[f64], z: &[f64], dv: &[f64], term: &[f64]) {
        let ((v, v_rest), (z, z_rest)) = (v.as_chunks::<8>(), z.as_chunks::<8>());
        let ((dv, dv_rest), (term, term_rest)) = (dv.as_chunks::<8>(), term.as_chunks::<8>());
        for (((v, z), dv), term) in v.iter().zip(z).zip(dv).zip(term) {
            self.add_lanes(v, z, dv, term);
        }
        if !v_rest.is_empty() {
            // Pairs that do not move.
            let (mut v, mut z, mut dv, mut term) = ([1.0; 8], [1.0; 8], [0.0; 8], [1.0; 8]);
            v[..v_rest.len()].copy_from_slice(v_rest);
            z[..z_rest.len()].copy_from_slice(z_rest);
            dv[..dv_rest.len()].copy_from_slice(dv_rest);
            term[..term_rest.len()].copy_from_slice(term_rest);
            self.add_lanes(&v, &z, &dv, &term);
        }
    }

    fn add_lanes(&mut self, v: &[f64; 8], z: &[f64; 8], dv: &[f64; 8], term: &[f64; 8]) {
        let (mut part, mut dz) = ([0.0; 8], [0.0; 8]);
        for lane in 0..8 {
            part[lane] = dv[lane] / v[lane];
            dz[lane] = term[lane] - z[lane] - z[lane] * part[lane];
        }
        for lane in 0..8 {
            let (a, b) = (-part[lane], -dz[lane] / z[lane]);
            self.value[lane] = if a > self.value[lane] { a } else { self.value[lane] };
            self.multiplier[lane] = if b > self.multiplier[lane] { b } else { self.multiplier[lane] };
        }
        for lane in 0..8 {
            self.sums[0][lane] += dv[lane] * z[lane];
            self.sums[1][lane] += v[lane] * dz[lane];
            self.sums[2][lane] += dv[lane] * dz[lane];
        }
    }

    fn lengths(&self, pairs: f64) -> Lengths {
        let length = |lanes: &[f64; 8]| 1.0 / lanes.iter().fold(1e-10, |worst: f64, value| worst.max(*value));
        let sums = [fold(&self.sums[0]), fold(&self.sums[1]), fold(&self.sums[2])];
        Lengths { primal: length(&self.value), dual: length(&self.multiplier), sums, pairs }
    }
}

/// The bound of a variable in a piece: `u + h w` into a list, with the capacity as it is or after its step.
fn bound_values(bound: &Bound, piece: &std::ops::Range<usize>, size: f64, out: &mut [f64]) {
    match bound.fixed.piece(piece) {
        Piece::Constant(fixed) => out.fill(fixed),
        Piece::Steps(fixed) => out.copy_from_slice(fixed),
    }
    add_value(out, bound.factor.piece(piece), size);
}

/// Directions of the slacks: residual of the bound, plus `h Δw − Δx`. In this order small steps lose no digits beside
/// large values.
fn slack_steps(
    bound: &Bound,
    piece: &std::ops::Range<usize>,
    (size, step): (f64, f64),
    (x, s, dx): (&[f64], &[f64], &[f64]),
    out: &mut [f64],
) {
    bound_values(bound, piece, size, out);
    for t in 0..out.len() {
        out[t] = out[t] - x[t] - s[t];
    }
    match bound.factor.piece(piece) {
        Piece::Constant(factor) => {
            let step = factor * step;
            out.iter_mut().zip(dx).for_each(|(out, dx)| *out = *out + step - dx);
        }
        Piece::Steps(factor) => {
            out.iter_mut()
                .zip(dx)
                .zip(factor)
                .for_each(|((out, dx), factor)| *out = *out + factor * step - dx);
        }
    }
}

/// The capacity of a bound in a piece: what it is, and its step.
fn capacity_of(bound: &Bound, index: usize, point: &Point) -> (f64, f64) {
    bound.capacity[index].map_or((0.0, 0.0), |k| (point.w.value[k], point.w.step[k]))
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
                    let (x, s, zs) =
                        (point.x.piece(j, piece), point.s.piece(j, piece), point.zs.piece(j, piece));
                    let e = &mut self.scratch[..out.len()];
                    bound_values(bound, piece, capacity_of(bound, index, point).0, e);
                    for t in 0..out.len() {
                        e[t] = zs[t] / s[t] * (e[t] - x[t] - s[t]);
                        out[t] = theta[t] * (base[t] + e[t]);
                    }
                    if let Some(k) = bound.capacity[index] {
                        self.border[k] += dot(bound.factor.piece(piece), e);
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
                    let (s, zs) = (point.s.piece(j, piece), point.zs.piece(j, piece));
                    let ts = self.ts.piece_mut(j, piece);
                    let e = &mut self.scratch[..out.len()];
                    let size = capacity_of(bound, index, point);
                    slack_steps(bound, piece, size, (x, s, out), e);
                    for t in 0..out.len() {
                        let dz = -zs[t] - zs[t] / s[t] * e[t];
                        ts[t] = (target - weight * e[t] * dz) / s[t];
                    }
                    bound_values(bound, piece, size.0, e);
                    for t in 0..out.len() {
                        e[t] = zs[t] / s[t] * (e[t] - x[t] - s[t]) - ts[t];
                        out[t] = theta[t] * (base[t] + tx[t] + e[t]);
                    }
                    if let Some(k) = bound.capacity[index] {
                        self.border[k] += dot(bound.factor.piece(piece), e);
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
                let part = &mut self.scratch[..value.len()];
                for t in 0..value.len() {
                    part[t] = share[t] / theta[t] * value[t];
                }
                self.border[k] -= dot(Piece::Constant(1.0), part);
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
            ratios.add(&[v], &[z], &[step], &[term(point.w.term[k])]);
            if let Some(most) = size.most {
                let (v, z) = (point.q.value[k], point.q.multiplier[k]);
                let step = most - point.w.value[k] - v - step;
                point.q.step[k] = step;
                ratios.add(&[v], &[z], &[step], &[term(point.q.term[k])]);
            }
        }
        for (r, total) in form.totals.iter().enumerate().filter(|(_, total)| total.sign != 0.0) {
            let (v, z) = (point.v.value[r], point.v.multiplier[r]);
            let force = total.sign * (point.totals[r] + self.border[capacities + r]) + term(point.v.term[r]);
            let step = self.total_weights[r] * force;
            point.v.step[r] = step;
            ratios.add(&[v], &[z], &[step], &[term(point.v.term[r])]);
        }
        for (index, piece) in form.pieces.iter().enumerate() {
            let mut force = vec![0.0; piece.len()];
            for (j, column) in form.columns.iter().enumerate() {
                force.fill(0.0);
                column.add_prices(&mut force, piece, &self.dy, &self.border[capacities..]);
                let theta = self.theta.piece(j, piece);
                let out = self.dx.piece_mut(j, piece);
                let (x, zx) = (point.x.piece(j, piece), point.zx.piece(j, piece));
                let nothing = &self.nothing[..out.len()];
                let tx = if second { self.tx.piece(j, piece) } else { nothing };
                if let Some(bound) = &column.bound {
                    let share = self.shares.piece(j, piece);
                    let ts = if second { self.ts.piece(j, piece) } else { nothing };
                    let (s, zs) = (point.s.piece(j, piece), point.zs.piece(j, piece));
                    let ds = &mut self.scratch[..out.len()];
                    let size = capacity_of(bound, index, point);
                    for t in 0..out.len() {
                        out[t] = out[t] + theta[t] * force[t] + share[t] * size.1;
                    }
                    slack_steps(bound, piece, size, (x, s, out), ds);
                    ratios.add(s, zs, ds, ts);
                } else {
                    out.iter_mut()
                        .zip(theta)
                        .zip(&force)
                        .for_each(|((out, theta), force)| *out += theta * force);
                }
                ratios.add(x, zx, out, tx);
            }
        }
        ratios.lengths(form.pairs)
    }

    /// Goes the step.
    pub(super) fn advance(&mut self, form: &Form, point: &mut Point, primal: f64, dual: f64) {
        for (index, piece) in form.pieces.iter().enumerate() {
            for (j, column) in form.columns.iter().enumerate() {
                let (dx, tx, ts) =
                    (self.dx.piece(j, piece), self.tx.piece(j, piece), self.ts.piece(j, piece));
                let size = column.bound.as_ref().map(|bound| (bound, capacity_of(bound, index, point)));
                let (x, zx) = (point.x.piece_mut(j, piece), point.zx.piece_mut(j, piece));
                if let Some((bound, size)) = size {
                    let (s, zs) = (point.s.piece_mut(j, piece), point.zs.piece_mut(j, piece));
                    let ds = &mut self.scratch[..dx.len()];
                    slack_steps(bound, piece, size, (x, s, dx), ds);
                    for t in 0..dx.len() {
                        zs[t] += dual * (ts[t] - zs[t] - zs[t] / s[t] * ds[t]);
                        s[t] += primal * ds[t];
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
