//! Mehrotra's starting point: the smallest values that fulfil the equations, moved into the interior.

use super::{Point, Work};
use crate::form::Form;
use crate::normal::{Normal, Weights};
use crate::plane::{Piece, dot_planes, fold};

pub(super) fn point(form: &Form, normal: &mut Normal, work: &mut Work) -> Point {
    let mut point = Point::new(form);
    // With every ratio 1 the Newton system is that of least squares.
    work.prepare(form, &point, 1e-8);
    normal.factorise(
        form,
        Weights {
            theta: &work.theta,
            shares: &work.shares,
            capacities: &work.capacity_weights,
            totals: &work.total_weights,
            delta: 1e-8,
        },
    );
    least_values(form, normal, work, &mut point);
    least_multipliers(form, normal, work, &mut point);
    shift(form, &mut point);
    point
}

/// Values of least squares that fulfil rows, totals and bounds.
fn least_values(form: &Form, normal: &mut Normal, work: &mut Work, point: &mut Point) {
    let capacities = form.capacities.len();
    work.border.fill(0.0);
    for (k, size) in form.capacities.iter().enumerate() {
        work.border[k] = -size.most.unwrap_or(0.0);
    }
    for (r, total) in form.totals.iter().enumerate() {
        work.border[capacities + r] = total.limit;
    }
    for i in 0..form.rows {
        work.dy.whole_mut(i).copy_from_slice(form.right.whole(i));
    }
    project(
        form,
        normal,
        work,
        &|form, j, piece| match &form.columns[j].bound {
            Some(bound) => bound.fixed.piece(piece),
            None => Piece::Constant(0.0),
        },
        true,
    );
    for (index, piece) in form.pieces.iter().enumerate() {
        for (j, column) in form.columns.iter().enumerate() {
            let dx = work.dx.piece(j, piece);
            point.x.piece_mut(j, piece).copy_from_slice(dx);
            if let Some(bound) = &column.bound {
                let size = bound.capacity[index].map_or(0.0, |k| work.border[k]);
                let (fixed, factor) = (bound.fixed.piece(piece), bound.factor.piece(piece));
                let s = point.s.piece_mut(j, piece);
                s.iter_mut().enumerate().for_each(|(t, s)| *s = fixed.at(t) + factor.at(t) * size - dx[t]);
            }
        }
    }
    for (k, size) in form.capacities.iter().enumerate() {
        point.w.value[k] = work.border[k];
        if let Some(most) = size.most {
            point.q.value[k] = most - work.border[k];
        }
    }
    for (r, total) in form.totals.iter().enumerate() {
        point.v.value[r] = total.sign * work.border[capacities + r];
    }
}

/// Multipliers of least squares that fulfil the dual equations.
fn least_multipliers(form: &Form, normal: &mut Normal, work: &mut Work, point: &mut Point) {
    let capacities = form.capacities.len();
    work.border.fill(0.0);
    for (k, size) in form.capacities.iter().enumerate() {
        work.border[k] = size.cost;
    }
    for i in 0..form.rows {
        work.dy.whole_mut(i).fill(0.0);
    }
    project(form, normal, work, &|form, j, piece| form.columns[j].cost.piece(piece), false);
    for (index, piece) in form.pieces.iter().enumerate() {
        for (j, column) in form.columns.iter().enumerate() {
            let dx = work.dx.piece(j, piece);
            point.zx.piece_mut(j, piece).iter_mut().zip(dx).for_each(|(z, dx)| *z = -dx);
            if let Some(bound) = &column.bound {
                let size = bound.capacity[index].map_or(0.0, |k| work.border[k]);
                let factor = bound.factor.piece(piece);
                let zs = point.zs.piece_mut(j, piece);
                zs.iter_mut().enumerate().for_each(|(t, z)| *z = dx[t] - factor.at(t) * size);
            }
        }
    }
    for (k, size) in form.capacities.iter().enumerate() {
        point.w.multiplier[k] = -work.border[k];
        if size.most.is_some() {
            point.q.multiplier[k] = work.border[k];
        }
    }
    for (r, total) in form.totals.iter().enumerate() {
        point.totals[r] = work.border[capacities + r];
        point.v.multiplier[r] = -total.sign * work.border[capacities + r];
    }
    for i in 0..form.rows {
        point.y.whole_mut(i).copy_from_slice(work.dy.whole(i));
        point.y.close(i);
    }
}

/// Solves with the force of every variable, `e` of its bound (`bounds`) or minus its cost.
fn project<'a>(
    form: &'a Form,
    normal: &mut Normal,
    work: &mut Work,
    force: &dyn Fn(&'a Form, usize, &std::ops::Range<usize>) -> Piece<'a>,
    bounds: bool,
) {
    for i in 0..form.rows {
        work.primal.whole_mut(i).copy_from_slice(work.dy.whole(i));
    }
    for (index, piece) in form.pieces.iter().enumerate() {
        for (j, column) in form.columns.iter().enumerate() {
            let force = force(form, j, piece);
            let theta = work.theta.piece(j, piece);
            let out = work.dx.piece_mut(j, piece);
            let sign = if bounds { 1.0 } else { -1.0 };
            out.iter_mut().enumerate().for_each(|(t, out)| *out = theta[t] * sign * force.at(t));
            if let Some((bound, k)) =
                column.bound.as_ref().and_then(|b| Some((b, b.capacity[index]?))).filter(|_| bounds)
            {
                let factor = bound.factor.piece(piece);
                let mut lanes = [0.0; 8];
                (0..out.len()).for_each(|t| lanes[t % 8] += factor.at(t) * force.at(t));
                work.border[k] += fold(&lanes);
            }
        }
        work.gather(form, index);
    }
    work.gather_previous(form);
    normal.solve(form, &mut work.dy, &mut work.border);
    let capacities = form.capacities.len();
    for (index, piece) in form.pieces.iter().enumerate() {
        let mut sum = vec![0.0; piece.len()];
        for (j, column) in form.columns.iter().enumerate() {
            sum.fill(0.0);
            column.add_prices(&mut sum, piece, &work.dy, &work.border[capacities..]);
            let size =
                column.bound.as_ref().and_then(|bound| bound.capacity[index]).map_or(0.0, |k| work.border[k]);
            let (theta, share) = (work.theta.piece(j, piece), work.shares.piece(j, piece));
            let out = work.dx.piece_mut(j, piece);
            for t in 0..out.len() {
                out[t] += theta[t] * sum[t] + share[t] * size;
            }
        }
    }
}

/// Moves values and multipliers into the interior, both by one amount.
fn shift(form: &Form, point: &mut Point) {
    let (mut least_value, mut least_multiplier): (f64, f64) = (0.0, 0.0);
    each(form, point, &mut |values, multipliers| {
        values.iter().for_each(|v| least_value = least_value.min(*v));
        multipliers.iter().for_each(|z| least_multiplier = least_multiplier.min(*z));
    });
    let (value, multiplier) = (-1.5 * least_value, -1.5 * least_multiplier);
    let (mut product, mut values, mut multipliers) = (0.0, 0.0, 0.0);
    each(form, point, &mut |v, z| {
        v.iter_mut().for_each(|v| *v += value);
        z.iter_mut().for_each(|z| *z += multiplier);
        product += dot_planes(v, z);
        values += v.iter().sum::<f64>();
        multipliers += z.iter().sum::<f64>();
    });
    let more = |part: f64, least: f64| if part.is_finite() { part.max(least) } else { least };
    let value = more(0.5 * product / multipliers, 1e-3);
    let multiplier = more(0.5 * product / values, 1e-3);
    each(form, point, &mut |v, z| {
        v.iter_mut().for_each(|v| *v += value);
        z.iter_mut().for_each(|z| *z += multiplier);
    });
    (0..form.columns.len()).for_each(|j| point.x.close(j));
}

/// All values with their multipliers, list by list.
fn each(form: &Form, point: &mut Point, act: &mut dyn FnMut(&mut [f64], &mut [f64])) {
    for (j, column) in form.columns.iter().enumerate() {
        act(point.x.whole_mut(j), point.zx.whole_mut(j));
        if column.bound.is_some() {
            act(point.s.whole_mut(j), point.zs.whole_mut(j));
        }
    }
    for (k, size) in form.capacities.iter().enumerate() {
        act(&mut point.w.value[k..=k], &mut point.w.multiplier[k..=k]);
        if size.most.is_some() {
            act(&mut point.q.value[k..=k], &mut point.q.multiplier[k..=k]);
        }
    }
    for (r, total) in form.totals.iter().enumerate() {
        if total.sign != 0.0 {
            act(&mut point.v.value[r..=r], &mut point.v.multiplier[r..=r]);
        }
    }
}
