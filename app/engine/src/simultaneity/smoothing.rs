//! Lower peaks by a moving mean over the ring of the year: what many equal customers shifted in time add up to.
//!
//! Three equal moving means in a row are close to a Gaussian. Their width is found by bisection; it need not be
//! a whole number of hours, the two outermost hours then count in part. Every mean keeps the annual energy.

/// A smoothed series.
#[derive(Clone, Debug, PartialEq)]
pub struct Smoothed {
    /// The values.
    pub values: Vec<f64>,
    /// Standard deviation of the three means together, in steps.
    pub deviation_steps: f64,
}

/// Smooths a series until its highest value is `peak`; `None` if that lies above the highest or not above the mean.
#[must_use]
pub fn smooth_to_peak(values: &[f64], peak: f64) -> Option<Smoothed> {
    let highest = |values: &[f64]| values.iter().copied().fold(0.0, f64::max);
    let mean = values.iter().sum::<f64>() / values.len().max(1) as f64;
    let now = highest(values);
    if !(peak > mean && peak <= now) {
        return None;
    }
    if peak == now {
        return Some(Smoothed { values: values.to_vec(), deviation_steps: 0.0 });
    }
    let widest = (values.len() as f64 - 3.0) / 2.0;
    let (mut low, mut high) = (0.0, 1.0_f64.min(widest));
    while highest(&smoothed(values, high)) > peak {
        if high >= widest {
            return None;
        }
        (low, high) = (high, (2.0 * high).min(widest));
    }
    for _ in 0..60 {
        let middle = 0.5 * (low + high);
        if highest(&smoothed(values, middle)) > peak {
            low = middle;
        } else {
            high = middle;
        }
    }
    Some(Smoothed { values: smoothed(values, high), deviation_steps: libm::sqrt(3.0 * variance(high)) })
}

/// Three moving means of this half width.
fn smoothed(values: &[f64], half_width: f64) -> Vec<f64> {
    let mut values = values.to_vec();
    for _ in 0..3 {
        values = moving_mean(&values, half_width);
    }
    values
}

/// Mean over the steps up to `half_width` on both sides of a ring; the outermost count by the fraction.
fn moving_mean(values: &[f64], half_width: f64) -> Vec<f64> {
    let count = values.len();
    let whole = half_width as usize;
    let part = half_width - whole as f64;
    let weight = 1.0 / (1.0 + 2.0 * half_width);
    let mut inside: f64 = (0..=2 * whole).map(|step| values[(count + step - whole) % count]).sum();
    (0..count)
        .map(|step| {
            let (left, right) =
                (values[(step + count - whole - 1) % count], values[(step + whole + 1) % count]);
            let mean = weight * (inside + part * (left + right));
            inside += right - values[(step + count - whole) % count];
            mean
        })
        .collect()
}

fn variance(half_width: f64) -> f64 {
    let whole = half_width as usize;
    let part = half_width - whole as f64;
    let squares: f64 = (1..=whole).map(|step| (step * step) as f64).sum();
    let outermost = ((whole + 1) * (whole + 1)) as f64;
    2.0 * (squares + part * outermost) / (1.0 + 2.0 * half_width)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values() -> Vec<f64> {
        (0..8760)
            .map(|hour| f64::from(hour % 24) + 10.0 * (1.0 + libm::cos(f64::from(hour) / 1394.0)))
            .collect()
    }

    #[test]
    fn any_peak_above_the_mean_is_reached_and_the_energy_stays() {
        let values = values();
        let (sum, highest) = (values.iter().sum::<f64>(), values.iter().copied().fold(0.0, f64::max));
        for share in [0.999, 0.9, 0.75, 0.6, 0.55] {
            let smoothed = smooth_to_peak(&values, share * highest).unwrap();
            let peak = smoothed.values.iter().copied().fold(0.0, f64::max);
            assert!((peak / (share * highest) - 1.0).abs() < 1e-9, "{share}");
            assert!((smoothed.values.iter().sum::<f64>() / sum - 1.0).abs() < 1e-12, "{share}");
            assert!(smoothed.deviation_steps > 0.0);
        }
        assert_eq!(smooth_to_peak(&values, 0.3 * highest), None);
        assert_eq!(smooth_to_peak(&values, 1.1 * highest), None);
        assert_eq!(smooth_to_peak(&values, f64::NAN), None);
    }

    #[test]
    fn a_single_peak_is_spread_to_both_sides_over_the_turn_of_the_year() {
        let mut values = vec![0.0; 48];
        values[0] = 1.0;
        let mean = moving_mean(&values, 1.5);
        assert_eq!((mean[0], mean[1], mean[47]), (0.25, 0.25, 0.25));
        assert_eq!((mean[2], mean[46], mean[3]), (0.125, 0.125, 0.0));
    }
}
