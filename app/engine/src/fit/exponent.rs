//! The exponent β for which Σ s^β reaches a wanted value.
//!
//! The logarithms of a shape are sorted into narrow classes once. With c the middle of a class and d the
//! distance of a value from it, `Σ e^(β·ln s) = e^(β·c)·Σ (1 + βd + (βd)²/2 + …)`: the powers of d are summed
//! once per class, so that a step of the search costs a few hundred operations instead of 8760 exponentials.
//! Up to [`EXACT_TO`] the rest of the series is below 1e-13; beyond it the search ends on the full series.

use super::FitError;
use crate::exponential::exp;

/// Largest exponent that is tried; a shape cannot be made more peaked than with it.
pub(super) const MAX_EXPONENT: f64 = 64.0;
/// Relative accuracy with which a peak at the edge of the range counts as inside it.
pub(super) const EDGE: f64 = 1e-9;
/// Relative error of the sum at which the exponent has settled.
const SETTLED: f64 = 1e-13;
/// Exponents up to which the classes are exact.
const EXACT_TO: f64 = 4.0;
/// Classes per unit of the logarithm, and their number: down to e^-16 of the peak.
const PER_UNIT: f64 = 32.0;
const CLASSES: usize = 512;
/// Powers of the distance that are kept, from 0 on.
const POWERS: usize = 7;

/// Natural logarithms of a shape whose largest value is 1; minus infinity where it is zero.
#[derive(Clone, Debug)]
pub(crate) struct Logs {
    ln: Vec<f64>,
    /// Number of values above zero.
    pub(crate) positive: usize,
    /// Per class, Σ d^j / j! over its values.
    classes: Vec<[f64; POWERS]>,
    /// Logarithms below all classes.
    rest: Vec<f64>,
    /// Σ s^β with the largest exponent.
    least_sum: f64,
}

/// Σ s^β and its derivative, Σ s^β·ln s.
#[derive(Clone, Copy)]
struct Sums {
    sum: f64,
    slope: f64,
}

impl Logs {
    /// Takes the logarithms of a shape without negative values.
    ///
    /// # Errors
    /// [`FitError::EmptyShape`] if no value is above zero.
    pub(crate) fn of(shape: &[f64]) -> Result<Self, FitError> {
        let largest = shape.iter().copied().fold(0.0, f64::max);
        if largest <= 0.0 {
            return Err(FitError::EmptyShape);
        }
        let (mut classes, mut rest, mut positive) = (Vec::new(), Vec::new(), 0);
        let mut last = (f64::NAN, 0.0);
        let ln: Vec<f64> = shape
            .iter()
            .map(|value| {
                if *value <= 0.0 {
                    return f64::NEG_INFINITY;
                }
                // Many shapes keep a value for some hours.
                if last.0 != *value {
                    last = (*value, libm::log(*value / largest));
                }
                positive += 1;
                count(last.1, &mut classes, &mut rest);
                last.1
            })
            .collect();
        for class in &mut classes {
            let mut factorial = 1.0;
            for (power, moment) in class.iter_mut().enumerate().skip(2) {
                factorial *= power as f64;
                *moment /= factorial;
            }
        }
        let mut logs = Self { ln, positive, classes, rest, least_sum: 0.0 };
        logs.least_sum = logs.full(MAX_EXPONENT).sum;
        Ok(logs)
    }

    /// s^β of one value; 0 stays 0.
    pub(crate) fn power_at(&self, index: usize, exponent: f64) -> f64 {
        // 0·(-∞) is no number.
        if self.ln[index] == f64::NEG_INFINITY { 0.0 } else { exp(exponent * self.ln[index]) }
    }

    /// Calls `take` with s^β of every value in order; 0 stays 0.
    pub(crate) fn powers(&self, exponent: f64) -> impl ExactSizeIterator<Item = f64> + '_ {
        // A product with the smallest positive number is as good as zero for every value above zero.
        let exponent = exponent.max(f64::MIN_POSITIVE);
        self.ln.iter().map(move |ln| exp(exponent * ln))
    }

    /// Σ s^β with the largest exponent.
    pub(crate) const fn least_sum(&self) -> f64 {
        self.least_sum
    }

    /// The β with Σ s^β = `wanted`; `None` when even the largest exponent gives more.
    pub(crate) fn exponent_for(&self, wanted: f64) -> Option<f64> {
        if self.least_sum > wanted * (1.0 + EDGE) {
            return None;
        }
        let near = search(1.0, wanted, |exponent| self.by_class(exponent));
        Some(if near <= EXACT_TO { near } else { search(near, wanted, |exponent| self.full(exponent)) })
    }

    fn by_class(&self, exponent: f64) -> Sums {
        // The middles of the classes are equally far apart: their powers are a geometric series.
        let ratio = exp(-exponent / PER_UNIT);
        let (mut sum, mut by_index, mut by_distance) = (0.0, 0.0, 0.0);
        for (index, class) in self.classes.iter().enumerate().rev() {
            let (mut value, mut slope) = (class[POWERS - 1], 0.0);
            for moment in class[..POWERS - 1].iter().rev() {
                slope = slope * exponent + value;
                value = value * exponent + moment;
            }
            sum = sum * ratio + value;
            by_index = by_index * ratio + value * index as f64;
            by_distance = by_distance * ratio + slope;
        }
        let first = exp(-0.5 * exponent / PER_UNIT);
        let slope = first * (by_distance - (by_index + 0.5 * sum) / PER_UNIT);
        let mut sums = Sums { sum: first * sum, slope };
        sums.add(&self.rest, exponent);
        sums
    }

    fn full(&self, exponent: f64) -> Sums {
        let mut sums = Sums { sum: 0.0, slope: 0.0 };
        sums.add(&self.ln, exponent);
        sums
    }
}

impl Sums {
    fn add(&mut self, logs: &[f64], exponent: f64) {
        for ln in logs.iter().filter(|ln| ln.is_finite()) {
            let power = exp(exponent * ln);
            self.sum += power;
            self.slope += power * ln;
        }
    }
}

/// Sorts a logarithm into its class.
fn count(ln: f64, classes: &mut Vec<[f64; POWERS]>, rest: &mut Vec<f64>) {
    let class = (-ln * PER_UNIT) as usize;
    if class >= CLASSES {
        rest.push(ln);
        return;
    }
    if class >= classes.len() {
        classes.resize(class + 1, [0.0; POWERS]);
    }
    let distance = ln + (class as f64 + 0.5) / PER_UNIT;
    let mut power = 1.0;
    for moment in &mut classes[class] {
        *moment += power;
        power *= distance;
    }
}

/// ln Σ s^β is convex and falls with β, so Newton steps from the left never overshoot; a bracket catches
/// the steps from the right.
fn search(start: f64, wanted: f64, sums: impl Fn(f64) -> Sums) -> f64 {
    let (mut low, mut high) = (0.0, MAX_EXPONENT);
    let mut exponent = start;
    for _ in 0..100 {
        let Sums { sum, slope } = sums(exponent);
        let error = libm::log(sum / wanted);
        if error.abs() < SETTLED {
            break;
        }
        if error > 0.0 {
            low = exponent;
        } else {
            high = exponent;
        }
        // A flat shape has no slope; then the middle of the bracket is as good as any.
        let newton = if slope < 0.0 { exponent - error * sum / slope } else { f64::INFINITY };
        let next = if newton > low && newton < high { newton } else { 0.5 * (low + high) };
        if (next - exponent).abs() <= f64::EPSILON * exponent {
            break;
        }
        exponent = next;
    }
    exponent
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shape() -> Vec<f64> {
        (0..8760).map(|hour| 1e-9 + libm::pow(libm::sin(f64::from(hour) * 0.37).abs(), 3.0)).collect()
    }

    #[test]
    fn the_classes_give_the_sums_of_the_full_series() {
        let logs = Logs::of(&shape()).unwrap();
        assert!(!logs.rest.is_empty());
        for exponent in [0.01, 0.5, 1.0, 2.0, EXACT_TO] {
            let (fast, full) = (logs.by_class(exponent), logs.full(exponent));
            assert!((fast.sum / full.sum - 1.0).abs() < 1e-12, "{exponent}: {}", fast.sum / full.sum - 1.0);
            assert!((fast.slope / full.slope - 1.0).abs() < 1e-9, "{exponent}");
        }
    }

    #[test]
    fn the_exponent_gives_the_wanted_sum_over_its_whole_range() {
        let logs = Logs::of(&shape()).unwrap();
        for exponent in [0.001, 0.3, 1.0, 3.9, 4.1, 20.0, 63.0] {
            let wanted = logs.full(exponent).sum;
            let found = logs.exponent_for(wanted).unwrap();
            assert!((logs.full(found).sum / wanted - 1.0).abs() < 1e-12, "{exponent}: {found}");
        }
        assert_eq!(logs.exponent_for(logs.full(70.0).sum), None);
    }

    #[test]
    fn zeros_stay_zero_with_every_exponent() {
        let logs = Logs::of(&[0.0, 0.5, 1.0]).unwrap();
        for exponent in [0.0, 1.0, 30.0] {
            let powers: Vec<f64> = logs.powers(exponent).collect();
            assert_eq!((powers[0], powers[2]), (0.0, 1.0));
            for (index, power) in powers.iter().enumerate() {
                assert_eq!(*power, logs.power_at(index, exponent));
            }
        }
    }
}
