//! What someone who holds the original, or parts of it, could find in a synthetic profile.

use serde::{Deserialize, Serialize};

use super::statistics::{CLASSES, classes_of};
use super::{MAX_NEIGHBOUR_EXCESS, MAX_RESIDUAL_CORRELATION, REGULAR_SHARE};
use crate::calendar::Calendar;
use crate::time::DAYS;

/// How well a synthetic profile hides its original, measured by two attacks.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Unlinkability {
    /// Correlation of the steps of both profiles after the mean day of each month and day type is removed.
    pub step_correlation: f64,
    /// The same for the means of the days.
    pub day_correlation: f64,
    /// Days whose nearest synthetic day of the same month and day type is that of the same date.
    pub recognised_days: u32,
    /// Days that guessing within month and day type recognises on average.
    pub guessed_days: f64,
    /// Standard deviation of guessing, in days.
    pub guessing_spread: f64,
    /// Share of the variance of the original that its typical days do not explain.
    pub residual_share: f64,
}

impl Unlinkability {
    /// Attacks a synthetic profile with the original in hand; both have whole days of a year.
    #[must_use]
    pub fn of(original_kw: &[f64], synthetic_kw: &[f64], calendar: &Calendar) -> Self {
        let steps = original_kw.len() / DAYS;
        let classes = classes_of(calendar);
        let (a, b) = (residuals(original_kw, &classes), residuals(synthetic_kw, &classes));
        let day_means = |values: &[f64]| -> Vec<f64> {
            values.chunks_exact(steps.max(1)).map(|day| day.iter().sum::<f64>()).collect()
        };
        let (mut recognised_days, mut guessed_days, mut guessing_variance) = (0, 0.0, 0.0);
        for class in 0..CLASSES {
            let days: Vec<usize> = (0..DAYS).filter(|day| classes[*day] == class).collect();
            if days.is_empty() {
                continue;
            }
            recognised_days += recognised(original_kw, synthetic_kw, &days, steps);
            guessed_days += 1.0;
            guessing_variance += 1.0 - 1.0 / days.len() as f64;
        }
        Self {
            step_correlation: correlation(&a, &b),
            day_correlation: correlation(&day_means(&a), &day_means(&b)),
            recognised_days,
            guessed_days,
            guessing_spread: libm::sqrt(guessing_variance),
            residual_share: variance(&a) / variance(original_kw).max(f64::MIN_POSITIVE),
        }
    }

    /// Whether both attacks stay within the promised bounds.
    #[must_use]
    pub fn holds(&self) -> bool {
        let excess = f64::from(self.recognised_days) - self.guessed_days;
        self.step_correlation.abs() <= MAX_RESIDUAL_CORRELATION
            && self.day_correlation.abs() <= MAX_RESIDUAL_CORRELATION
            && excess <= MAX_NEIGHBOUR_EXCESS * self.guessing_spread
    }

    /// Whether the original hardly differs from its typical days, so that whoever knows these knows it.
    #[must_use]
    pub fn is_regular(&self) -> bool {
        self.residual_share < REGULAR_SHARE
    }
}

/// The values without the mean day of their month and day type.
fn residuals(values: &[f64], classes: &[usize]) -> Vec<f64> {
    let steps = values.len() / DAYS;
    let mut sums = vec![0.0; CLASSES * steps];
    let mut counts = [0_u32; CLASSES];
    for (day, class) in classes.iter().enumerate() {
        counts[*class] += 1;
        for step in 0..steps {
            sums[class * steps + step] += values[day * steps + step];
        }
    }
    let mean = |class: usize, step: usize| sums[class * steps + step] / f64::from(counts[class]);
    // What is left by rounding is no residual.
    let least = values.iter().copied().fold(0.0, f64::max) * 1e-12;
    let residual = |index: usize| values[index] - mean(classes[index / steps], index % steps);
    (0..values.len()).map(residual).map(|value| if value.abs() > least { value } else { 0.0 }).collect()
}

/// Days of a class whose nearest synthetic day has the same date; among equally near ones each counts its share.
fn recognised(original: &[f64], synthetic: &[f64], days: &[usize], steps: usize) -> u32 {
    let distance = |own: usize, other: usize| -> f64 {
        let pairs = original[own * steps..(own + 1) * steps].iter().zip(&synthetic[other * steps..]);
        pairs.map(|(a, b)| (a - b) * (a - b)).sum()
    };
    let mut shares = 0.0;
    for own in days {
        let distances: Vec<f64> = days.iter().map(|other| distance(*own, *other)).collect();
        let nearest = distances.iter().copied().fold(f64::INFINITY, f64::min);
        let ties = distances.iter().filter(|distance| **distance <= nearest).count();
        let own_index = days.iter().position(|other| other == own).unwrap_or(0);
        if distances[own_index] <= nearest {
            shares += 1.0 / ties.max(1) as f64;
        }
    }
    libm::round(shares) as u32
}

fn variance(values: &[f64]) -> f64 {
    let mean = values.iter().sum::<f64>() / values.len().max(1) as f64;
    values.iter().map(|value| (value - mean) * (value - mean)).sum::<f64>()
}

/// Pearson's correlation; 0 where one side does not vary.
pub(super) fn correlation(a: &[f64], b: &[f64]) -> f64 {
    let count = a.len().min(b.len()).max(1) as f64;
    let (mean_a, mean_b) = (a.iter().sum::<f64>() / count, b.iter().sum::<f64>() / count);
    let (mut both, mut of_a, mut of_b) = (0.0, 0.0, 0.0);
    for (a, b) in a.iter().zip(b) {
        both += (a - mean_a) * (b - mean_b);
        of_a += (a - mean_a) * (a - mean_a);
        of_b += (b - mean_b) * (b - mean_b);
    }
    let scale = libm::sqrt(of_a) * libm::sqrt(of_b);
    if scale > 0.0 { both / scale } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Random;

    #[test]
    fn a_copy_is_recognised_by_both_attacks() {
        let calendar = Calendar::new(2023, None);
        let mut random = Random::new(8);
        let values: Vec<f64> = (0..8760).map(|_| random.unit()).collect();
        let copy = Unlinkability::of(&values, &values, &calendar);
        assert_eq!((copy.recognised_days, copy.holds()), (365, false));
        assert!(copy.step_correlation > 0.999 && copy.day_correlation > 0.999);
        let noisy: Vec<f64> = values.iter().map(|value| value + random.unit()).collect();
        assert!(!Unlinkability::of(&values, &noisy, &calendar).holds(), "added noise hides nothing");
        let other: Vec<f64> = (0..8760).map(|_| random.unit()).collect();
        let stranger = Unlinkability::of(&values, &other, &calendar);
        assert!(stranger.step_correlation.abs() < 0.05);
        assert!((15..60).contains(&stranger.recognised_days), "{}", stranger.recognised_days);
        assert_eq!(stranger.guessed_days, 36.0);
    }

    #[test]
    fn days_without_difference_count_as_guesses() {
        let calendar = Calendar::new(2023, None);
        let band = vec![2.0; 8760];
        let figures = Unlinkability::of(&band, &band, &calendar);
        assert!(figures.holds() && figures.is_regular());
        assert_eq!(figures.recognised_days, 36);
    }

    const SAFE: Unlinkability = Unlinkability {
        step_correlation: 0.0,
        day_correlation: 0.0,
        recognised_days: 30,
        guessed_days: 30.0,
        guessing_spread: 5.0,
        residual_share: 0.3,
    };

    #[test]
    fn every_attack_alone_refuses_a_profile() {
        assert!(SAFE.holds());
        let beyond = MAX_RESIDUAL_CORRELATION + 0.001;
        for sign in [1.0, -1.0] {
            assert!(!Unlinkability { step_correlation: sign * beyond, ..SAFE }.holds());
            assert!(!Unlinkability { day_correlation: sign * beyond, ..SAFE }.holds());
        }
        // More days than guessing would find, by more than chance explains; fewer prove nothing.
        let excess = (MAX_NEIGHBOUR_EXCESS * SAFE.guessing_spread).ceil() as u32 + 1;
        assert!(!Unlinkability { recognised_days: 30 + excess, ..SAFE }.holds());
        assert!(Unlinkability { recognised_days: 0, ..SAFE }.holds());
    }
}
