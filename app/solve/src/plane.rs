//! Rows of numbers over the steps of the ring, and what is done with pieces of them.
//!
//! Every plane has a ghost at each end: before the first step stands the last, after the last the first. A piece
//! that is shifted by one step is then a plain slice. Sums are taken in eight lanes in a fixed order, so that every
//! build gives the same bits.

use std::ops::Range;

/// Several planes of the same length.
#[derive(Debug, Clone)]
pub(crate) struct Planes {
    data: Vec<f64>,
    stride: usize,
}

impl Planes {
    pub(crate) fn new(count: usize, steps: usize, value: f64) -> Self {
        Self { data: vec![value; count * (steps + 2)], stride: steps + 2 }
    }

    /// The steps of a piece.
    pub(crate) fn piece(&self, plane: usize, steps: &Range<usize>) -> &[f64] {
        let start = plane * self.stride + 1;
        &self.data[start + steps.start..start + steps.end]
    }

    /// The same, to change it.
    pub(crate) fn piece_mut(&mut self, plane: usize, steps: &Range<usize>) -> &mut [f64] {
        let start = plane * self.stride + 1;
        &mut self.data[start + steps.start..start + steps.end]
    }

    /// The steps before those of a piece.
    pub(crate) fn before(&self, plane: usize, steps: &Range<usize>) -> &[f64] {
        let start = plane * self.stride;
        &self.data[start + steps.start..start + steps.end]
    }

    /// The steps after those of a piece.
    pub(crate) fn after(&self, plane: usize, steps: &Range<usize>) -> &[f64] {
        let start = plane * self.stride + 2;
        &self.data[start + steps.start..start + steps.end]
    }

    /// All steps, without the ghosts.
    pub(crate) fn whole(&self, plane: usize) -> &[f64] {
        let start = plane * self.stride;
        &self.data[start + 1..start + self.stride - 1]
    }

    /// All steps, without the ghosts, to change them.
    pub(crate) fn whole_mut(&mut self, plane: usize) -> &mut [f64] {
        let start = plane * self.stride;
        &mut self.data[start + 1..start + self.stride - 1]
    }

    /// Renews the ghosts of a plane after its steps were changed.
    pub(crate) fn close(&mut self, plane: usize) {
        let start = plane * self.stride;
        let end = start + self.stride;
        self.data[start] = self.data[end - 2];
        self.data[end - 1] = self.data[start + 1];
    }
}

/// A coefficient of every step.
#[derive(Debug, Clone)]
pub(crate) enum Coefficient {
    Constant(f64),
    /// With ghosts at both ends.
    Steps(Vec<f64>),
}

/// A coefficient in the steps of a piece.
#[derive(Clone, Copy)]
pub(crate) enum Piece<'a> {
    Constant(f64),
    Steps(&'a [f64]),
}

impl Coefficient {
    pub(crate) fn steps(steps: usize, value: impl Fn(usize) -> f64) -> Self {
        let first = value(0);
        let mut values = Vec::with_capacity(steps + 2);
        values.push(value(steps - 1));
        values.extend((0..steps).map(&value));
        values.push(first);
        if values.iter().all(|value| *value == first) { Self::Constant(first) } else { Self::Steps(values) }
    }

    pub(crate) fn at(&self, step: usize) -> f64 {
        match self {
            Self::Constant(value) => *value,
            Self::Steps(values) => values[step + 1],
        }
    }

    /// The value of the step before.
    pub(crate) fn before(&self, step: usize) -> f64 {
        match self {
            Self::Constant(value) => *value,
            Self::Steps(values) => values[step],
        }
    }

    pub(crate) fn piece(&self, steps: &Range<usize>) -> Piece<'_> {
        match self {
            Self::Constant(value) => Piece::Constant(*value),
            Self::Steps(values) => Piece::Steps(&values[steps.start + 1..steps.end + 1]),
        }
    }

    /// The coefficients of the steps after those of a piece.
    pub(crate) fn after(&self, steps: &Range<usize>) -> Piece<'_> {
        match self {
            Self::Constant(value) => Piece::Constant(*value),
            Self::Steps(values) => Piece::Steps(&values[steps.start + 2..steps.end + 2]),
        }
    }

    pub(crate) fn scale(&mut self, factor: f64) {
        match self {
            Self::Constant(value) => *value *= factor,
            Self::Steps(values) => values.iter_mut().for_each(|value| *value *= factor),
        }
    }

    pub(crate) fn peak(&self) -> f64 {
        match self {
            Self::Constant(value) => value.abs(),
            Self::Steps(values) => values.iter().fold(0.0, |peak: f64, value| peak.max(value.abs())),
        }
    }

    pub(crate) fn is_zero(&self) -> bool {
        self.peak() == 0.0
    }
}

impl Piece<'_> {
    pub(crate) fn at(self, index: usize) -> f64 {
        match self {
            Self::Constant(value) => value,
            Self::Steps(values) => values[index],
        }
    }
}

/// `target += a · x`
pub(crate) fn add(target: &mut [f64], a: Piece<'_>, x: &[f64]) {
    match a {
        Piece::Constant(a) => target.iter_mut().zip(x).for_each(|(target, x)| *target += a * x),
        Piece::Steps(a) => target.iter_mut().zip(x).zip(a).for_each(|((target, x), a)| *target += a * x),
    }
}

/// `target += a · value`
pub(crate) fn add_value(target: &mut [f64], a: Piece<'_>, value: f64) {
    match a {
        Piece::Constant(a) => target.iter_mut().for_each(|target| *target += a * value),
        Piece::Steps(a) => target.iter_mut().zip(a).for_each(|(target, a)| *target += a * value),
    }
}

/// `target −= a · x`
pub(crate) fn subtract(target: &mut [f64], a: Piece<'_>, x: &[f64]) {
    match a {
        Piece::Constant(a) => target.iter_mut().zip(x).for_each(|(target, x)| *target -= a * x),
        Piece::Steps(a) => target.iter_mut().zip(x).zip(a).for_each(|((target, x), a)| *target -= a * x),
    }
}

/// `target −= a · x` of two planes.
pub(crate) fn subtract_product(target: &mut [f64], a: &[f64], x: &[f64]) {
    target.iter_mut().zip(x).zip(a).for_each(|((target, x), a)| *target -= a * x);
}

/// `target = a · x`
pub(crate) fn set_product(target: &mut [f64], a: Piece<'_>, x: &[f64]) {
    match a {
        Piece::Constant(a) => target.iter_mut().zip(x).for_each(|(target, x)| *target = a * x),
        Piece::Steps(a) => target.iter_mut().zip(x).zip(a).for_each(|((target, x), a)| *target = a * x),
    }
}

/// `Σ a · x`
pub(crate) fn dot(a: Piece<'_>, x: &[f64]) -> f64 {
    match a {
        Piece::Constant(a) => a * sum(x),
        Piece::Steps(a) => dot_planes(a, x),
    }
}

/// `Σ a · b`
pub(crate) fn dot_planes(a: &[f64], b: &[f64]) -> f64 {
    let mut lanes = [0.0; 8];
    let (a_lanes, a_rest) = a.as_chunks::<8>();
    let (b_lanes, b_rest) = b.as_chunks::<8>();
    for (a, b) in a_lanes.iter().zip(b_lanes) {
        for ((lane, a), b) in lanes.iter_mut().zip(a).zip(b) {
            *lane += a * b;
        }
    }
    let mut sum = fold(&lanes);
    for (a, b) in a_rest.iter().zip(b_rest) {
        sum += a * b;
    }
    sum
}

fn sum(values: &[f64]) -> f64 {
    let mut lanes = [0.0; 8];
    let (whole, rest) = values.as_chunks::<8>();
    for values in whole {
        for (lane, value) in lanes.iter_mut().zip(values) {
            *lane += value;
        }
    }
    rest.iter().fold(fold(&lanes), |sum, value| sum + value)
}

/// The sum of eight lanes.
pub(crate) fn fold(lanes: &[f64; 8]) -> f64 {
    ((lanes[0] + lanes[4]) + (lanes[1] + lanes[5])) + ((lanes[2] + lanes[6]) + (lanes[3] + lanes[7]))
}

/// The largest absolute value; no number counts as infinite.
pub(crate) fn worst(values: &[f64]) -> f64 {
    let mut lanes = [0.0f64; 8];
    let mut bad = [0.0f64; 8];
    let (whole, rest) = values.as_chunks::<8>();
    for values in whole {
        for ((lane, bad), value) in lanes.iter_mut().zip(&mut bad).zip(values) {
            let size = value.abs();
            *lane = if size > *lane { size } else { *lane };
            // Anything but a number times 0 is no number.
            *bad += value * 0.0;
        }
    }
    let mut worst: f64 = 0.0;
    for value in lanes.iter().chain(rest) {
        worst = if value.is_nan() { f64::INFINITY } else { worst.max(value.abs()) };
    }
    if fold(&bad) == 0.0 { worst } else { f64::INFINITY }
}
