//! Normal equations of a Newton step: assembly, factorisation, solution.

use std::ops::Range;

use crate::block::{Block, Target};
use crate::border::Border;
use crate::chain::{Chain, reciprocal};
use crate::form::Form;
use crate::plane::{Planes, add, dot, dot_planes, set_product, subtract_product};

/// The factorised normal equations.
#[derive(Debug)]
pub(crate) struct Normal {
    pub(crate) block: Block,
    chain: Chain,
    border: Border,
    /// Entries of all pieces, one after the other; later factors and reciprocal pivots.
    entries: Vec<f64>,
    /// Where the entries of a piece begin.
    starts: Vec<usize>,
    scratch: Vec<Vec<f64>>,
    /// Right sides of the chain by step, row.
    chain_right: Vec<f64>,
}

/// Diagonal parts of a Newton step.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Weights<'a> {
    /// By variable: `1 / (z/x + z/s + ρ)`.
    pub(crate) theta: &'a Planes,
    /// By variable: `h · z/s · Θ`.
    pub(crate) shares: &'a Planes,
    /// By capacity: `z/w + z/q + ρ` and `Σ h² d (1 − d Θ)`.
    pub(crate) capacities: &'a [f64],
    /// By total: `v/z` of its slack.
    pub(crate) totals: &'a [f64],
    /// Added to every diagonal of a row.
    pub(crate) delta: f64,
}

impl Normal {
    pub(crate) fn new(form: &Form) -> Self {
        let block = Block::new(form);
        let mut starts = Vec::with_capacity(form.pieces.len());
        let mut length = 0;
        for (piece, program) in form.pieces.iter().zip(&block.program) {
            starts.push(length);
            length += block.programs[*program].planes * piece.len();
        }
        let chain = Chain::new(form.steps, block.chain.len(), block.border);
        let mut signs = vec![1.0; block.chain.len()];
        signs.extend(form.capacities.iter().map(|_| -1.0));
        signs.extend(form.totals.iter().map(|_| 1.0));
        let widest =
            block.programs.iter().flat_map(|program| &program.pivots).map(|pivot| pivot.others.len()).max();
        let longest = form.pieces.iter().map(Range::len).max().unwrap_or(0);
        let scratch = vec![vec![0.0; longest]; widest.unwrap_or(0).max(form.rows).max(2)];
        let chain_right = vec![0.0; form.steps * block.chain.len()];
        Self {
            chain,
            border: Border::new(signs),
            entries: vec![0.0; length],
            starts,
            scratch,
            chain_right,
            block,
        }
    }

    /// Assembles and factorises.
    pub(crate) fn factorise(&mut self, form: &Form, weights: Weights<'_>) {
        self.chain.clear();
        self.border.clear();
        self.entries.fill(0.0);
        for piece in 0..form.pieces.len() {
            self.assemble(form, weights, piece);
            self.eliminate(&form.pieces[piece], piece);
        }
        self.assemble_previous(form, weights);
        let (rows, first_total) = (self.chain.rows, self.chain.rows + form.capacities.len());
        for (k, value) in weights.capacities.iter().enumerate() {
            self.border.add(rows + k, rows + k, -value);
        }
        for (r, (total, value)) in form.totals.iter().zip(weights.totals).enumerate() {
            self.border.add(first_total + r, first_total + r, value + weights.delta);
            for (k, coefficient) in &total.capacities {
                self.border.add(rows + k, first_total + r, *coefficient);
            }
        }
        self.chain.eliminate(self.border.matrix());
        self.border.eliminate();
    }

    fn assemble(&mut self, form: &Form, weights: Weights<'_>, index: usize) {
        let piece = &form.pieces[index];
        let (first, length) = (piece.start, piece.len());
        let program = &self.block.programs[self.block.program[index]];
        let entries = &mut self.entries[self.starts[index]..][..program.planes * length];
        let chain_rows = self.chain.rows;
        let first_total = chain_rows + form.capacities.len();
        for diagonal in &program.diagonals {
            entries[diagonal * length..][..length].fill(weights.delta);
        }
        for (j, (column, plan)) in form.columns.iter().zip(&program.columns).enumerate() {
            let theta = weights.theta.piece(j, piece);
            let share = weights.shares.piece(j, piece);
            let scaled = &mut self.scratch[0][..length];
            for (i, ((_, coefficient), targets)) in column.rows.iter().zip(&plan.rows).enumerate() {
                let own = coefficient.piece(piece);
                set_product(scaled, own, theta);
                let mut targets = targets.iter();
                for (_, other) in column.rows[i..].iter().chain(&column.totals) {
                    let Some(target) = targets.next() else { break };
                    add(&mut entries[target * length..][..length], other.piece(piece), scaled);
                }
                if let Some(target) = targets.next() {
                    add(&mut entries[target * length..][..length], own, share);
                }
            }
            for (i, (r, coefficient)) in column.totals.iter().enumerate() {
                let own = coefficient.piece(piece);
                set_product(scaled, own, theta);
                for (other_total, other) in &column.totals[i..] {
                    self.border.add(
                        first_total + r,
                        first_total + other_total,
                        dot(other.piece(piece), scaled),
                    );
                }
                if let Some(k) = plan.capacity {
                    self.border.add(chain_rows + k, first_total + r, dot(own, share));
                }
            }
        }
        for ((_, _, coefficient), target) in form.row_capacities.iter().zip(&program.row_capacities) {
            let values = &mut entries[target * length..][..length];
            let own = coefficient.piece(piece);
            values.iter_mut().enumerate().for_each(|(t, value)| *value += own.at(t));
        }
        for (place, row) in self.block.chain.iter().enumerate() {
            let diagonal = &entries[program.diagonals[*row] * length..][..length];
            diagonal.iter().enumerate().for_each(|(t, value)| self.chain.add_first(first + t, place, *value));
        }
    }

    /// Eliminates the local rows of a piece and hands the rest to chain and border.
    fn eliminate(&mut self, piece: &Range<usize>, index: usize) {
        let (first, length) = (piece.start, piece.len());
        let program = &self.block.programs[self.block.program[index]];
        let entries = &mut self.entries[self.starts[index]..][..program.planes * length];
        let size = self.chain.columns;
        let offset = self.chain.rows;
        let originals: Vec<f64> =
            program.pivots.iter().flat_map(|p| entries[p.diagonal * length..][..length].to_vec()).collect();
        for (number, pivot) in program.pivots.iter().enumerate() {
            let diagonal = &mut entries[pivot.diagonal * length..][..length];
            for (value, original) in diagonal.iter_mut().zip(&originals[number * length..]) {
                *value = reciprocal(*value, *original);
            }
            for ((_, plane), scaled) in pivot.others.iter().zip(&mut self.scratch) {
                let (inverse, values) =
                    (&entries[pivot.diagonal * length..][..length], &entries[plane * length..][..length]);
                scaled.iter_mut().zip(inverse).zip(values).for_each(|((scaled, a), b)| *scaled = a * b);
            }
            for (a, b, target) in &pivot.updates {
                let scaled = &self.scratch[*a][..length];
                let from = pivot.others[*b].1;
                match target {
                    Target::Plane(to) => {
                        let (target, values) = two(entries, *to, from, length);
                        subtract_product(target, scaled, values);
                    }
                    Target::Border(row, column) => {
                        let value = dot_planes(scaled, &entries[from * length..][..length]);
                        self.border.matrix()[(offset + row) * size + offset + column] -= value;
                    }
                }
            }
            for ((_, plane), scaled) in pivot.others.iter().zip(&self.scratch) {
                entries[plane * length..][..length].copy_from_slice(&scaled[..length]);
            }
        }
        for (row, other, plane) in &program.chain {
            let values = &entries[plane * length..][..length];
            values.iter().enumerate().for_each(|(t, value)| self.chain.add(first + t, *row, *other, *value));
        }
        for (row, column, plane) in &program.chain_border {
            let values = &entries[plane * length..][..length];
            values
                .iter()
                .enumerate()
                .for_each(|(t, value)| self.chain.add_border(first + t, *row, *column, *value));
        }
    }

    /// Contributions of values of the step before: they touch chain rows only.
    fn assemble_previous(&mut self, form: &Form, weights: Weights<'_>) {
        let place = |row: usize| self.block.chain.iter().position(|other| *other == row);
        let all = 0..form.steps;
        for (j, column) in form.columns.iter().enumerate().filter(|(_, column)| !column.previous.is_empty()) {
            let theta = weights.theta.before(j, &all);
            let share = weights.shares.before(j, &all);
            for (n, (row, own)) in column.previous.iter().enumerate() {
                let Some(row) = place(*row) else { continue };
                for (other_row, other) in &column.previous[n..] {
                    let Some(other_row) = place(*other_row) else { continue };
                    for (t, theta) in theta.iter().enumerate() {
                        let value = own.at(t) * theta * other.at(t);
                        self.chain.add(t, row.min(other_row), row.max(other_row), value);
                        if row == other_row {
                            self.chain.add_first(t, row, value);
                        }
                    }
                }
                for (other_row, other) in &column.rows {
                    let Some(other_row) = place(*other_row) else { continue };
                    for (t, theta) in theta.iter().enumerate() {
                        self.chain.add_link(t, row, other_row, own.at(t) * theta * other.before(t));
                    }
                }
                for (r, other) in &column.totals {
                    let node = form.capacities.len() + r;
                    for (t, theta) in theta.iter().enumerate() {
                        self.chain.add_border(t, row, node, own.at(t) * theta * other.before(t));
                    }
                }
                let Some(bound) = &column.bound else { continue };
                for (piece, capacity) in form.pieces.iter().zip(&bound.capacity) {
                    let Some(k) = capacity else { continue };
                    for before in piece.clone() {
                        let t = if before + 1 == form.steps { 0 } else { before + 1 };
                        self.chain.add_border(t, row, *k, own.at(t) * share[t]);
                    }
                }
            }
        }
    }

    /// Solves for prices of rows (in place of `right`) and of the border: capacities, then totals.
    pub(crate) fn solve(&mut self, form: &Form, right: &mut Planes, border: &mut [f64]) {
        let rows = self.chain.rows;
        let mut dense = vec![0.0; rows];
        dense.extend_from_slice(border);
        for (index, piece) in form.pieces.iter().enumerate() {
            let length = piece.len();
            let program = &self.block.programs[self.block.program[index]];
            let entries = &self.entries[self.starts[index]..][..program.planes * length];
            let own = &mut self.scratch[0][..length];
            for pivot in &program.pivots {
                own.copy_from_slice(right.piece(pivot.row, piece));
                for (node, plane) in &pivot.others {
                    let factor = &entries[plane * length..][..length];
                    match node {
                        crate::block::Node::Row(row) => {
                            subtract_product(right.piece_mut(*row, piece), factor, own)
                        }
                        crate::block::Node::Border(node) => dense[rows + node] -= dot_planes(factor, own),
                    }
                }
            }
            for (place, row) in self.block.chain.iter().enumerate() {
                let values = right.piece(*row, piece);
                values
                    .iter()
                    .enumerate()
                    .for_each(|(t, v)| self.chain_right[(piece.start + t) * rows + place] = *v);
            }
        }
        self.chain.forward(&mut self.chain_right, &mut dense);
        self.border.solve(&mut dense);
        self.chain.back(&mut self.chain_right, &dense);
        border.copy_from_slice(&dense[rows..]);
        for (index, piece) in form.pieces.iter().enumerate() {
            let length = piece.len();
            let program = &self.block.programs[self.block.program[index]];
            let entries = &self.entries[self.starts[index]..][..program.planes * length];
            for (place, row) in self.block.chain.iter().enumerate() {
                let values = right.piece_mut(*row, piece);
                values
                    .iter_mut()
                    .enumerate()
                    .for_each(|(t, v)| *v = self.chain_right[(piece.start + t) * rows + place]);
            }
            let own = &mut self.scratch[0][..length];
            for pivot in program.pivots.iter().rev() {
                let inverse = &entries[pivot.diagonal * length..][..length];
                own.iter_mut()
                    .zip(right.piece(pivot.row, piece))
                    .zip(inverse)
                    .for_each(|((own, r), i)| *own = r * i);
                for (node, plane) in &pivot.others {
                    let factor = &entries[plane * length..][..length];
                    match node {
                        crate::block::Node::Row(row) => {
                            subtract_product(own, factor, right.piece(*row, piece))
                        }
                        crate::block::Node::Border(node) => {
                            let value = border[*node];
                            own.iter_mut().zip(factor).for_each(|(own, factor)| *own -= factor * value);
                        }
                    }
                }
                right.piece_mut(pivot.row, piece).copy_from_slice(own);
            }
        }
        (0..form.rows).for_each(|row| right.close(row));
    }
}

/// Two different planes of the entries of a piece, the first to change.
fn two(entries: &mut [f64], change: usize, read: usize, length: usize) -> (&mut [f64], &[f64]) {
    if change < read {
        let (head, tail) = entries.split_at_mut(read * length);
        (&mut head[change * length..][..length], &tail[..length])
    } else {
        let (head, tail) = entries.split_at_mut(change * length);
        (&mut tail[..length], &head[read * length..][..length])
    }
}
