//! The border: a small dense system of the last step's chain rows, capacities and totals.
//!
//! It is symmetric and quasi-definite: positive in rows and totals, negative in capacities. Such a matrix has a
//! factorisation `L D Lᵀ` in every order.

use crate::chain::reciprocal;

#[derive(Debug)]
pub(crate) struct Border {
    size: usize,
    /// Upper half by rows; later the factor, reciprocal pivots on the diagonal.
    matrix: Vec<f64>,
    /// 1 or −1 by node.
    signs: Vec<f64>,
    /// Diagonal before elimination.
    first: Vec<f64>,
}

impl Border {
    pub(crate) fn new(signs: Vec<f64>) -> Self {
        let size = signs.len();
        Self { size, matrix: vec![0.0; size * size], signs, first: vec![0.0; size] }
    }

    pub(crate) fn clear(&mut self) {
        self.matrix.fill(0.0);
        self.first.fill(0.0);
    }

    /// The matrix, to add to its upper half.
    pub(crate) fn matrix(&mut self) -> &mut [f64] {
        &mut self.matrix
    }

    /// Adds to an entry, `row ≤ column`, before anything was eliminated.
    pub(crate) fn add(&mut self, row: usize, column: usize, value: f64) {
        self.matrix[row * self.size + column] += value;
        if row == column {
            self.first[row] += value.abs();
        }
    }

    pub(crate) fn eliminate(&mut self) {
        let size = self.size;
        for pivot in 0..size {
            let (head, tail) = self.matrix.split_at_mut((pivot + 1) * size);
            let own = &mut head[pivot * size..];
            let sign = self.signs[pivot];
            let inverse = sign * reciprocal(sign * own[pivot], self.first[pivot]);
            own[pivot] = inverse;
            for row in pivot + 1..size {
                let factor = own[row] * inverse;
                let target = &mut tail[(row - pivot - 1) * size..(row - pivot) * size];
                target[row..]
                    .iter_mut()
                    .zip(&own[row..])
                    .for_each(|(target, value)| *target -= factor * value);
            }
            own[pivot + 1..].iter_mut().for_each(|value| *value *= inverse);
        }
    }

    pub(crate) fn solve(&self, right: &mut [f64]) {
        let size = self.size;
        for pivot in 0..size {
            let value = right[pivot];
            let own = &self.matrix[pivot * size + pivot + 1..(pivot + 1) * size];
            right[pivot + 1..].iter_mut().zip(own).for_each(|(target, factor)| *target -= factor * value);
        }
        for pivot in (0..size).rev() {
            let own = &self.matrix[pivot * size..(pivot + 1) * size];
            let known = own.iter().zip(right.iter()).skip(pivot + 1);
            right[pivot] =
                known.fold(right[pivot] * own[pivot], |value, (factor, other)| value - factor * other);
        }
    }
}
