//! Equilibration: one factor a row, variable, capacity and total, so that the largest coefficients are near 1.

use super::{Form, Scales};
use crate::plane::worst;
use crate::problem::Problem;

const ROUNDS: usize = 8;

impl Scales {
    pub(super) fn none(problem: &Problem, capacities: usize) -> Self {
        Self {
            columns: vec![1.0; problem.variables.len()],
            rows: vec![1.0; problem.rows.len()],
            capacities: vec![1.0; capacities],
            totals: vec![1.0; problem.totals.len()],
            cost: 1.0,
            values: 1.0,
        }
    }
}

impl Form {
    /// Scales the form in place.
    pub(super) fn equilibrate(&mut self) {
        let factors = self.factors();
        for (j, column) in self.columns.iter_mut().enumerate() {
            let own = factors.columns[j];
            column.cost.scale(own);
            for (i, coefficient) in column.rows.iter_mut().chain(&mut column.previous) {
                coefficient.scale(own * factors.rows[*i]);
            }
            column.totals.iter_mut().for_each(|(r, coefficient)| coefficient.scale(own * factors.totals[*r]));
            if let Some(bound) = &mut column.bound {
                bound.fixed.scale(1.0 / own);
                bound.factor.scale(1.0 / own);
                // All capacities of one variable have the same factor.
                if let Some(k) = bound.capacity.iter().flatten().next() {
                    bound.factor.scale(factors.capacities[*k]);
                }
            }
        }
        for (i, k, coefficient) in &mut self.row_capacities {
            coefficient.scale(factors.rows[*i] * factors.capacities[*k]);
        }
        for (i, factor) in factors.rows.iter().enumerate() {
            self.right.whole_mut(i).iter_mut().for_each(|value| *value *= factor);
        }
        for (total, factor) in self.totals.iter_mut().zip(&factors.totals) {
            total.limit *= factor;
            total
                .capacities
                .iter_mut()
                .for_each(|(k, coefficient)| *coefficient *= factor * factors.capacities[*k]);
        }
        for (size, factor) in self.capacities.iter_mut().zip(&factors.capacities) {
            size.cost *= factor;
            size.most = size.most.map(|most| most / factor);
        }
        self.scales = factors;
        self.normalise();
    }

    /// Brings the largest right side and the mean cost to 1.
    fn normalise(&mut self) {
        let mut values: f64 = 0.0;
        for i in 0..self.rows {
            values = values.max(worst(self.right.whole(i)));
        }
        if values == 0.0 {
            for bound in self.columns.iter().filter_map(|column| column.bound.as_ref()) {
                values = values.max(bound.fixed.peak());
            }
        }
        let (mut cost, mut count) = (0.0, 0.0);
        for peak in self.columns.iter().map(|column| column.cost.peak()).filter(|peak| *peak > 0.0) {
            cost += peak;
            count += 1.0;
        }
        let (values, cost) = (usable(values), usable(cost / count));
        for (column, scale) in self.columns.iter_mut().zip(&mut self.scales.columns) {
            column.cost.scale(1.0 / cost);
            *scale *= values;
            if let Some(bound) = &mut column.bound {
                bound.fixed.scale(1.0 / values);
            }
        }
        for i in 0..self.rows {
            self.right.whole_mut(i).iter_mut().for_each(|value| *value /= values);
        }
        self.totals.iter_mut().for_each(|total| total.limit /= values);
        for (size, scale) in self.capacities.iter_mut().zip(&mut self.scales.capacities) {
            size.cost /= cost;
            size.most = size.most.map(|most| most / values);
            *scale *= values;
        }
        self.scales.cost = cost;
        self.scales.values = values;
    }

    /// Ruiz's iteration: every row and column is divided by the root of its largest coefficient, several times.
    fn factors(&self) -> Scales {
        let mut scales = Scales {
            columns: vec![1.0; self.columns.len()],
            rows: vec![1.0; self.rows],
            capacities: vec![1.0; self.capacities.len()],
            totals: vec![1.0; self.totals.len()],
            cost: 1.0,
            values: 1.0,
        };
        let group = self.groups();
        // (row or total, column or capacity, largest coefficient); bounds are rows that follow their variable.
        // A sum over all steps is measured by the root of its squares.
        let root = (self.steps as f64).sqrt();
        let mut entries = Vec::new();
        for (j, column) in self.columns.iter().enumerate() {
            for (i, coefficient) in column.rows.iter().chain(&column.previous) {
                entries.push((*i, j, coefficient.peak()));
            }
            for (r, coefficient) in &column.totals {
                entries.push((self.rows + r, j, coefficient.peak() * root));
            }
        }
        let first = self.columns.len();
        for (i, k, coefficient) in &self.row_capacities {
            entries.push((*i, first + group[*k], coefficient.peak()));
        }
        for (r, total) in self.totals.iter().enumerate() {
            for (k, coefficient) in &total.capacities {
                entries.push((self.rows + r, first + group[*k], coefficient.abs()));
            }
        }
        let mut rows = vec![1.0; self.rows + self.totals.len()];
        let mut columns = vec![1.0; first + self.capacities.len()];
        for _ in 0..ROUNDS {
            let mut row_peaks = vec![0.0f64; rows.len()];
            let mut column_peaks = vec![0.0f64; columns.len()];
            for (i, j, peak) in &entries {
                let value = peak * rows[*i] * columns[*j];
                row_peaks[*i] = row_peaks[*i].max(value);
                column_peaks[*j] = column_peaks[*j].max(value);
            }
            // A capacity follows the variables it bounds.
            for (j, bound) in
                self.columns.iter().enumerate().filter_map(|(j, c)| Some((j, c.bound.as_ref()?)))
            {
                if let Some(k) = bound.capacity.iter().flatten().next() {
                    let place = first + group[*k];
                    let value = bound.factor.peak() * columns[place] / columns[j];
                    column_peaks[place] = column_peaks[place].max(value);
                }
            }
            let divide = |list: &mut [f64], peaks: &[f64]| {
                list.iter_mut()
                    .zip(peaks)
                    .filter(|(_, peak)| **peak > 0.0)
                    .for_each(|(f, peak)| *f /= peak.sqrt());
            };
            divide(&mut rows, &row_peaks);
            divide(&mut columns, &column_peaks);
        }
        scales.rows.copy_from_slice(&rows[..self.rows]);
        scales.totals.copy_from_slice(&rows[self.rows..]);
        scales.columns.copy_from_slice(&columns[..first]);
        for (k, factor) in scales.capacities.iter_mut().enumerate() {
            *factor = columns[first + group[k]];
        }
        scales
    }

    /// The first capacity that bounds the same variable, for every capacity: they are scaled alike.
    fn groups(&self) -> Vec<usize> {
        let mut group: Vec<usize> = (0..self.capacities.len()).collect();
        for bound in self.columns.iter().filter_map(|column| column.bound.as_ref()) {
            let Some(first) = bound.capacity.iter().flatten().next().map(|k| group[*k]) else { continue };
            for k in bound.capacity.iter().flatten() {
                let old = group[*k];
                group.iter_mut().filter(|g| **g == old).for_each(|g| *g = first);
            }
        }
        group
    }
}

fn usable(value: f64) -> f64 {
    if value.is_finite() && value > 0.0 { value } else { 1.0 }
}
