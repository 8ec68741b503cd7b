//! What a synthetic profile keeps of its original.

use serde::{Deserialize, Serialize};

use super::{MAX_MEAN_DEVIATION, MAX_USUAL_DEVIATION};
use crate::figures::{duration_curve, energy_kwh, monthly_kwh, peak};

/// How far a synthetic profile agrees with its original.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Kept {
    /// Error of the annual energy, as a share of it.
    pub energy_error: f64,
    /// Error of the peak, as a share of it.
    pub peak_error: f64,
    /// Largest error of a monthly sum, as a share of the mean month.
    pub month_error: f64,
    /// Mean deviation of the duration curve, as a share of the peak.
    pub mean_deviation: f64,
    /// Deviation of the duration curve that 99 % of the steps keep to, as a share of the peak.
    pub usual_deviation: f64,
    /// Largest deviation of the duration curve, as a share of the peak.
    pub largest_deviation: f64,
}

impl Kept {
    /// Compares a synthetic profile with its original.
    #[must_use]
    pub fn of(original_kw: &[f64], synthetic_kw: &[f64]) -> Self {
        let energy = energy_kwh(original_kw);
        let peak_kw = |values: &[f64]| peak(values).map_or(0.0, |peak| peak.kw);
        let largest_kw = peak_kw(original_kw);
        let months = monthly_kwh(original_kw).into_iter().zip(monthly_kwh(synthetic_kw));
        let curves = duration_curve(original_kw).into_iter().zip(duration_curve(synthetic_kw));
        let mut deviations: Vec<f64> = curves.map(|(a, b)| (a - b).abs() / largest_kw).collect();
        deviations.sort_unstable_by(f64::total_cmp);
        let count = deviations.len();
        Self {
            energy_error: (energy_kwh(synthetic_kw) / energy - 1.0).abs(),
            peak_error: (peak_kw(synthetic_kw) / largest_kw - 1.0).abs(),
            month_error: months.map(|(a, b)| (a - b).abs()).fold(0.0, f64::max) / (energy / 12.0),
            mean_deviation: deviations.iter().sum::<f64>() / count.max(1) as f64,
            usual_deviation: deviations.get(count * 99 / 100).copied().unwrap_or(0.0),
            largest_deviation: deviations.last().copied().unwrap_or(0.0),
        }
    }

    /// Whether energy, peak and monthly sums agree but for rounding and the duration curve within its bounds.
    #[must_use]
    pub fn holds(&self) -> bool {
        let exact = self.energy_error.max(self.peak_error).max(self.month_error) <= 1e-9;
        exact && self.mean_deviation <= MAX_MEAN_DEVIATION && self.usual_deviation <= MAX_USUAL_DEVIATION
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const EXACT: Kept = Kept {
        energy_error: 0.0,
        peak_error: 0.0,
        month_error: 0.0,
        mean_deviation: 0.0,
        usual_deviation: 0.0,
        largest_deviation: 0.5,
    };

    #[test]
    fn every_bound_alone_refuses_a_profile() {
        assert!(EXACT.holds());
        assert!(!Kept { energy_error: 1e-6, ..EXACT }.holds());
        assert!(!Kept { peak_error: 1e-6, ..EXACT }.holds());
        assert!(!Kept { month_error: 1e-6, ..EXACT }.holds());
        assert!(!Kept { mean_deviation: MAX_MEAN_DEVIATION + 1e-6, ..EXACT }.holds());
        assert!(!Kept { usual_deviation: MAX_USUAL_DEVIATION + 1e-6, ..EXACT }.holds());
    }

    #[test]
    fn energy_moved_from_one_month_to_another_is_seen() {
        let original: Vec<f64> = (0..8_760).map(|hour| 10.0 + f64::from(hour % 24)).collect();
        let mut moved = original.clone();
        moved[100] -= 5.0;
        moved[5_000] += 5.0;
        let kept = Kept::of(&original, &moved);
        assert!(kept.energy_error < 1e-9 && kept.month_error > 1e-6 && !kept.holds(), "{kept:?}");
    }
}
