//! The chain of steps, closed to a ring: sequential elimination with the last step as separator.
//!
//! Chain rows of a step are eliminated into those of the next step and into the border. The border of the chain is
//! the last step's chain rows, then capacities and totals.

/// Blocks of all steps; after [`Chain::eliminate`] their factors.
#[derive(Debug)]
pub(crate) struct Chain {
    pub(crate) steps: usize,
    /// Chain rows of a step.
    pub(crate) rows: usize,
    /// Columns of the border, those of the last step included.
    pub(crate) columns: usize,
    /// By step, row, row: the symmetric block; later reciprocal pivots and the factor above the diagonal.
    block: Vec<f64>,
    /// By step, row of the next step, row: later by row, row of the next step.
    link: Vec<f64>,
    /// By step, row, column.
    border: Vec<f64>,
    /// By step, row: the diagonal before anything was eliminated.
    first: Vec<f64>,
}

/// A pivot below this part of its first value is nothing but rounding: its row depends on others and is left out.
const DEPENDENT: f64 = 1e-17;
/// Stands for an endless pivot.
const ENDLESS: f64 = 1e100;

/// The reciprocal of a pivot.
pub(crate) fn reciprocal(pivot: f64, first: f64) -> f64 {
    if pivot > DEPENDENT * first { 1.0 / pivot } else { 1.0 / ENDLESS }
}

impl Chain {
    pub(crate) fn new(steps: usize, rows: usize, border: usize) -> Self {
        let columns = rows + border;
        Self {
            steps,
            rows,
            columns,
            block: vec![0.0; steps * rows * rows],
            link: vec![0.0; steps * rows * rows],
            border: vec![0.0; steps * rows * columns],
            first: vec![0.0; steps * rows],
        }
    }

    pub(crate) fn clear(&mut self) {
        for list in [&mut self.block, &mut self.link, &mut self.border, &mut self.first] {
            list.fill(0.0);
        }
    }

    /// Adds to the block of a step; the caller adds each pair once, `row ≤ other`.
    pub(crate) fn add(&mut self, step: usize, row: usize, other: usize, value: f64) {
        self.block[(step * self.rows + row) * self.rows + other] += value;
    }

    /// Adds to the diagonal as it was before anything was eliminated.
    pub(crate) fn add_first(&mut self, step: usize, row: usize, value: f64) {
        self.first[step * self.rows + row] += value;
    }

    /// Adds to the link of a row with a row of the step before.
    pub(crate) fn add_link(&mut self, step: usize, row: usize, before: usize, value: f64) {
        let from = if step == 0 { self.steps - 1 } else { step - 1 };
        self.link[(from * self.rows + row) * self.rows + before] += value;
    }

    pub(crate) fn add_border(&mut self, step: usize, row: usize, column: usize, value: f64) {
        self.border[(step * self.rows + row) * self.columns + self.rows + column] += value;
    }

    /// Eliminates all steps but the last; what is left goes to `dense`, row by row, upper half.
    pub(crate) fn eliminate(&mut self, dense: &mut [f64]) {
        let (rows, columns) = (self.rows, self.columns);
        if rows == 0 {
            return;
        }
        let last = self.steps - 1;
        let size = rows * rows;
        // The first step knows the last as the one before, the last but one as the one after.
        for row in 0..rows {
            for other in 0..rows {
                self.border[row * columns + other] += self.link[(last * rows + row) * rows + other];
                let value = self.link[((last - 1) * rows + other) * rows + row];
                self.border[((last - 1) * rows + row) * columns + other] += value;
            }
        }
        self.link[(last - 1) * size..].fill(0.0);
        let mut factors = vec![0.0; rows];
        let mut scaled_border = vec![0.0; rows * columns];
        let mut scaled_link = vec![0.0; size];
        let mut turned = vec![0.0; size];
        for step in 0..last {
            let (head, tail) = self.block.split_at_mut((step + 1) * size);
            let (block, next) = (&mut head[step * size..], &mut tail[..size]);
            let link = &mut self.link[step * size..(step + 1) * size];
            let (head, tail) = self.border.split_at_mut((step + 1) * rows * columns);
            let (border, next_border) = (&mut head[step * rows * columns..], &mut tail[..rows * columns]);
            for row in 0..rows {
                for other in 0..rows {
                    turned[row * rows + other] = link[other * rows + row];
                }
            }
            link.copy_from_slice(&turned);
            for pivot in 0..rows {
                let inverse = reciprocal(block[pivot * rows + pivot], self.first[step * rows + pivot]);
                block[pivot * rows + pivot] = inverse;
                for other in pivot + 1..rows {
                    let factor = block[pivot * rows + other] * inverse;
                    for third in other..rows {
                        block[other * rows + third] -= factor * block[pivot * rows + third];
                    }
                    row_update(link, pivot, other, rows, factor);
                    row_update(border, pivot, other, columns, factor);
                }
                block[pivot * rows + pivot + 1..(pivot + 1) * rows]
                    .iter_mut()
                    .for_each(|value| *value *= inverse);
            }
            // The rows are final; what follows takes all of them at once.
            for pivot in 0..rows {
                let inverse = block[pivot * rows + pivot];
                let scale = |to: &mut [f64], from: &[f64]| {
                    to.iter_mut().zip(from).for_each(|(to, from)| *to = from * inverse)
                };
                scale(&mut scaled_link[pivot * rows..][..rows], &link[pivot * rows..][..rows]);
                scale(
                    &mut scaled_border[pivot * columns..][..columns],
                    &border[pivot * columns..][..columns],
                );
            }
            for other in 0..rows {
                for pivot in 0..rows {
                    factors[pivot] = scaled_link[pivot * rows + other];
                }
                subtract_rows(&mut next[other * rows..][..rows], &factors, link, rows, other);
                subtract_rows(&mut next_border[other * columns..][..columns], &factors, border, columns, 0);
            }
            for column in 0..columns {
                for pivot in 0..rows {
                    factors[pivot] = scaled_border[pivot * columns + column];
                }
                subtract_rows(&mut dense[column * columns..][..columns], &factors, border, columns, column);
            }
            link.copy_from_slice(&scaled_link);
            border.copy_from_slice(&scaled_border);
        }
        for row in 0..rows {
            for other in row..rows {
                dense[row * columns + other] += self.block[(last * rows + row) * rows + other];
            }
            let own = (last * rows + row) * columns + rows;
            let border = &self.border[own..own + columns - rows];
            let target = &mut dense[row * columns + rows..(row + 1) * columns];
            target.iter_mut().zip(border).for_each(|(target, value)| *target += value);
        }
    }

    /// Forward substitution of right sides (by step, row) into themselves and into those of the border.
    pub(crate) fn forward(&self, right: &mut [f64], dense: &mut [f64]) {
        let (rows, columns) = (self.rows, self.columns);
        if rows == 0 {
            return;
        }
        let last = self.steps - 1;
        for step in 0..last {
            for pivot in 0..rows {
                let place = step * rows + pivot;
                let value = right[place];
                for other in pivot + 1..rows {
                    right[step * rows + other] -= self.block[place * rows + other] * value;
                }
                for other in 0..rows {
                    right[(step + 1) * rows + other] -= self.link[place * rows + other] * value;
                }
                let border = &self.border[place * columns..(place + 1) * columns];
                dense.iter_mut().zip(border).for_each(|(target, factor)| *target -= factor * value);
            }
        }
        for row in 0..rows {
            dense[row] += right[last * rows + row];
        }
    }

    /// Back substitution from the solution of the border.
    pub(crate) fn back(&self, right: &mut [f64], dense: &[f64]) {
        let (rows, columns) = (self.rows, self.columns);
        if rows == 0 {
            return;
        }
        let last = self.steps - 1;
        right[last * rows..].copy_from_slice(&dense[..rows]);
        for step in (0..last).rev() {
            for pivot in (0..rows).rev() {
                let place = step * rows + pivot;
                let mut value = right[place] * self.block[place * rows + pivot];
                let border = &self.border[place * columns..(place + 1) * columns];
                value -= crate::plane::dot_planes(border, dense);
                for other in 0..rows {
                    value -= self.link[place * rows + other] * right[(step + 1) * rows + other];
                }
                for other in pivot + 1..rows {
                    value -= self.block[place * rows + other] * right[step * rows + other];
                }
                right[place] = value;
            }
        }
    }
}

fn row_update(list: &mut [f64], from: usize, to: usize, width: usize, factor: f64) {
    let (head, tail) = list.split_at_mut(to * width);
    let target = &mut tail[..width];
    target.iter_mut().zip(&head[from * width..]).for_each(|(target, value)| *target -= factor * value);
}

/// `target −= Σ factor · row` from a column on, four rows at a time: the target is loaded and stored once for them.
fn subtract_rows(target: &mut [f64], factors: &[f64], rows: &[f64], width: usize, from: usize) {
    let target = &mut target[from..width];
    let (fours, rest) = factors.as_chunks::<4>();
    let mut row = 0;
    for [a, b, c, d] in fours {
        let part = |number: usize| &rows[(row + number) * width + from..(row + number + 1) * width];
        let parts = part(0).iter().zip(part(1)).zip(part(2)).zip(part(3));
        for (target, (((w, x), y), z)) in target.iter_mut().zip(parts) {
            *target -= (a * w + b * x) + (c * y + d * z);
        }
        row += 4;
    }
    let part = |number: usize| &rows[(row + number) * width + from..(row + number + 1) * width];
    match rest {
        [a, b, c] => {
            let parts = part(0).iter().zip(part(1)).zip(part(2));
            target.iter_mut().zip(parts).for_each(|(target, ((w, x), y))| *target -= (a * w + b * x) + c * y);
        }
        [a, b] => {
            let parts = part(0).iter().zip(part(1));
            target.iter_mut().zip(parts).for_each(|(target, (w, x))| *target -= a * w + b * x);
        }
        [a] => target.iter_mut().zip(part(0)).for_each(|(target, w)| *target -= a * w),
        _ => {}
    }
}
