//! Residuals, weights and the quality of a point.

use std::ops::Range;

use super::{Pairs, Point, Quality, Work};
use crate::certificate::FLOOR;
use crate::form::Form;
use crate::plane::{Piece, Planes, add_value, dot, dot_planes, fold, subtract, worst};

impl Work {
    pub(super) fn new(form: &Form) -> Self {
        let variables = || Planes::new(form.columns.len(), form.steps, 0.0);
        let rows = || Planes::new(form.rows, form.steps, 0.0);
        let (capacities, totals) = (form.capacities.len(), form.totals.len());
        let piece = || vec![0.0; form.pieces.iter().map(Range::len).max().unwrap_or(0)];
        Self {
            base: variables(),
            theta: variables(),
            shares: variables(),
            dx: variables(),
            tx: variables(),
            ts: variables(),
            primal: rows(),
            dy: rows(),
            border: vec![0.0; capacities + totals],
            capacity_base: vec![0.0; capacities],
            capacity_total: vec![0.0; capacities],
            total_primal: vec![0.0; totals],
            capacity_weights: vec![0.0; capacities],
            total_weights: vec![0.0; totals],
            scratch: piece(),
            nothing: piece(),
        }
    }

    /// Residuals and weights of a point.
    pub(super) fn prepare(&mut self, form: &Form, point: &Point, regular: f64) {
        self.primal_residual(form, point);
        for (k, size) in form.capacities.iter().enumerate() {
            self.capacity_base[k] = -size.cost;
            self.capacity_total[k] = 0.0;
            let upper = if size.most.is_some() { point.q.multiplier[k] / point.q.value[k] } else { 0.0 };
            self.capacity_weights[k] = point.w.multiplier[k] / point.w.value[k] + upper + regular;
        }
        for (r, total) in form.totals.iter().enumerate() {
            for (k, coefficient) in &total.capacities {
                self.capacity_base[*k] += coefficient * point.totals[r];
            }
            self.total_weights[r] =
                if total.sign == 0.0 { 0.0 } else { point.v.value[r] / point.v.multiplier[r] };
        }
        let all = 0..form.steps;
        for (i, k, coefficient) in &form.row_capacities {
            self.capacity_base[*k] += dot(coefficient.piece(&all), point.y.whole(*i));
        }
        for (index, piece) in form.pieces.iter().enumerate() {
            for (j, column) in form.columns.iter().enumerate() {
                let base = self.base.piece_mut(j, piece);
                match column.cost.piece(piece) {
                    Piece::Constant(cost) => base.fill(-cost),
                    Piece::Steps(cost) => base.iter_mut().zip(cost).for_each(|(base, c)| *base = -c),
                }
                column.add_prices(base, piece, &point.y, &point.totals);
                let (x, zx) = (point.x.piece(j, piece), point.zx.piece(j, piece));
                let theta = self.theta.piece_mut(j, piece);
                let Some(bound) = &column.bound else {
                    theta
                        .iter_mut()
                        .zip(x)
                        .zip(zx)
                        .for_each(|((theta, x), z)| *theta = 1.0 / (z / x + regular));
                    continue;
                };
                let (s, zs) = (point.s.piece(j, piece), point.zs.piece(j, piece));
                for t in 0..theta.len() {
                    theta[t] = 1.0 / (zx[t] / x[t] + zs[t] / s[t] + regular);
                }
                let Some(k) = bound.capacity[index] else { continue };
                let factor = bound.factor.piece(piece);
                let shares = self.shares.piece_mut(j, piece);
                let part = &mut self.scratch[..theta.len()];
                for t in 0..theta.len() {
                    shares[t] = zs[t] / s[t] * theta[t];
                }
                match factor {
                    Piece::Constant(h) => shares.iter_mut().for_each(|share| *share *= h),
                    Piece::Steps(h) => shares.iter_mut().zip(h).for_each(|(share, h)| *share *= h),
                }
                // 1 − dΘ without a difference.
                for t in 0..theta.len() {
                    part[t] = shares[t] * (zx[t] / x[t] + regular);
                }
                self.capacity_weights[k] += dot(factor, part);
                self.capacity_total[k] += dot(factor, zs);
            }
        }
        for j in 0..form.columns.len() {
            self.theta.close(j);
            self.shares.close(j);
        }
    }

    /// `b − A x − G w` and the same of totals.
    fn primal_residual(&mut self, form: &Form, point: &Point) {
        for (r, total) in form.totals.iter().enumerate() {
            self.total_primal[r] = total.limit - total.sign * point.v.value[r];
            for (k, coefficient) in &total.capacities {
                self.total_primal[r] -= coefficient * point.w.value[*k];
            }
        }
        for piece in &form.pieces {
            for i in 0..form.rows {
                self.primal.piece_mut(i, piece).copy_from_slice(form.right.piece(i, piece));
            }
            for (j, column) in form.columns.iter().enumerate() {
                let x = point.x.piece(j, piece);
                for (i, coefficient) in &column.rows {
                    subtract(self.primal.piece_mut(*i, piece), coefficient.piece(piece), x);
                }
                for (i, coefficient) in &column.previous {
                    let before = point.x.before(j, piece);
                    subtract(self.primal.piece_mut(*i, piece), coefficient.piece(piece), before);
                }
                for (r, coefficient) in &column.totals {
                    self.total_primal[*r] -= dot(coefficient.piece(piece), x);
                }
            }
            for (i, k, coefficient) in &form.row_capacities {
                let size = point.w.value[*k];
                add_value(self.primal.piece_mut(*i, piece), coefficient.piece(piece), -size);
            }
        }
    }

    /// Quality of the point that was prepared.
    pub(super) fn quality(&self, form: &Form, point: &Point) -> Quality {
        let all = 0..form.steps;
        let mut primal: f64 = 0.0;
        let (mut scale_primal, mut scale_dual): (f64, f64) = (1.0, 1.0);
        let (mut objective, mut amounts, mut bound, mut products) = (0.0, 0.0, 0.0, 0.0);
        for i in 0..form.rows {
            primal = larger(primal, worst(self.primal.whole(i)));
            scale_primal = scale_primal.max(worst(form.right.whole(i)));
            bound += dot_planes(form.right.whole(i), point.y.whole(i));
        }
        let mut dual: f64 = 0.0;
        for (j, column) in form.columns.iter().enumerate() {
            let (x, zx, base) = (point.x.whole(j), point.zx.whole(j), self.base.whole(j));
            let (cost, amount) = costs(column.cost.piece(&all), x);
            objective += cost;
            amounts += amount;
            products += dot_planes(x, zx);
            scale_dual = scale_dual.max(column.cost.peak());
            let (s, zs) = (point.s.whole(j), point.zs.whole(j));
            let mut lanes = [0.0f64; 8];
            if let Some(limit) = &column.bound {
                products += dot_planes(s, zs);
                bound -= dot(limit.fixed.piece(&all), zs);
                for t in 0..form.steps {
                    let residual = (zs[t] - zx[t] - base[t]).abs();
                    lanes[t % 8] = if residual > lanes[t % 8] { residual } else { lanes[t % 8] };
                }
                for (piece, capacity) in form.pieces.iter().zip(&limit.capacity) {
                    primal = larger(primal, self.bound_residual(point, j, piece, limit, *capacity));
                }
            } else {
                for t in 0..form.steps {
                    let residual = (zx[t] + base[t]).abs();
                    lanes[t % 8] = if residual > lanes[t % 8] { residual } else { lanes[t % 8] };
                }
            }
            dual = larger(dual, worst(&lanes));
        }
        for (k, size) in form.capacities.iter().enumerate() {
            objective += size.cost * point.w.value[k];
            amounts += (size.cost * point.w.value[k]).abs();
            products += point.w.value[k] * point.w.multiplier[k];
            let mut residual = -self.capacity_base[k] - self.capacity_total[k] - point.w.multiplier[k];
            if let Some(most) = size.most {
                residual += point.q.multiplier[k];
                products += point.q.value[k] * point.q.multiplier[k];
                bound -= most * point.q.multiplier[k];
                primal = larger(primal, (most - point.w.value[k] - point.q.value[k]).abs() / (1.0 + most));
            }
            dual = larger(dual, residual.abs() / (1.0 + size.cost.abs()));
        }
        for (r, total) in form.totals.iter().enumerate() {
            bound += total.limit * point.totals[r];
            primal = larger(primal, self.total_primal[r].abs() / (1.0 + total.limit.abs()));
            if total.sign != 0.0 {
                products += point.v.value[r] * point.v.multiplier[r];
                let residual = -total.sign * point.totals[r] - point.v.multiplier[r];
                dual = larger(dual, residual.abs() / (1.0 + point.totals[r].abs()));
            }
        }
        let gap = (objective - bound).abs() / larger(amounts, FLOOR * form.steps as f64);
        let mu = products / form.pairs;
        Quality { primal: primal / scale_primal, dual: dual / scale_dual, gap, mu }
    }

    fn bound_residual(
        &self,
        point: &Point,
        j: usize,
        piece: &Range<usize>,
        bound: &crate::form::Bound,
        capacity: Option<usize>,
    ) -> f64 {
        let (x, s) = (point.x.piece(j, piece), point.s.piece(j, piece));
        let size = capacity.map_or(0.0, |k| point.w.value[k]);
        let (fixed, factor) = (bound.fixed.piece(piece), bound.factor.piece(piece));
        let mut lanes = [0.0f64; 8];
        for t in 0..x.len() {
            let residual = (fixed.at(t) + factor.at(t) * size - x[t] - s[t]).abs();
            lanes[t % 8] = if residual > lanes[t % 8] { residual } else { lanes[t % 8] };
        }
        worst(&lanes)
    }
}

impl Pairs {
    pub(super) fn new(count: usize) -> Self {
        let list = || vec![0.0; count];
        Self { value: vec![1.0; count], multiplier: vec![1.0; count], step: list(), term: list() }
    }
}

/// `Σ c x` and `Σ |c| x`
fn costs(cost: Piece<'_>, x: &[f64]) -> (f64, f64) {
    match cost {
        Piece::Constant(cost) => {
            let sum = dot(Piece::Constant(1.0), x);
            (cost * sum, cost.abs() * sum)
        }
        Piece::Steps(cost) => {
            let (mut sums, mut amounts) = ([0.0; 8], [0.0; 8]);
            for (t, (cost, x)) in cost.iter().zip(x).enumerate() {
                let value = cost * x;
                sums[t % 8] += value;
                amounts[t % 8] += value.abs();
            }
            (fold(&sums), fold(&amounts))
        }
    }
}

fn larger(worst: f64, value: f64) -> f64 {
    if value.is_nan() { f64::INFINITY } else { worst.max(value) }
}
