//! First-order thermal inertia over the hours of a year.
//!
//! ```text
//! x_f[i] = x_f[i-1] + (1 - exp(-1 h/τ))·(x[i] - x_f[i-1])
//! ```
//! The year is a ring: the state before the first hour is the one after the last.

/// After this many time constants nothing is left of a state: e^-37 is below the precision of a number.
const MEMORY: f64 = 37.0;

/// Values of a year smoothed with a time constant in hours.
#[must_use]
pub fn smoothed(values: &[f64], time_constant_h: f64) -> Vec<f64> {
    let kept = libm::exp(-1.0 / time_constant_h.max(1e-3));
    let taken = 1.0 - kept;
    let memory = ((MEMORY * time_constant_h) as usize + 1).min(values.len());
    // The state at the turn of the year, from the end of the year; a very slow one runs over it twice.
    let rounds = if memory == values.len() {
        2 + (MEMORY * time_constant_h) as usize / values.len().max(1)
    } else {
        1
    };
    let mut state = values.last().copied().unwrap_or(0.0);
    for _ in 0..rounds {
        for value in &values[values.len() - memory..] {
            state = kept * state + taken * value;
        }
    }
    values
        .iter()
        .map(|value| {
            state = kept * state + taken * value;
            state
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_year_is_a_ring_for_quick_and_slow_buildings() {
        let values: Vec<f64> = (0..8760).map(|hour| f64::from(hour % 977) - f64::from(hour % 24)).collect();
        for time_constant_h in [0.1, 12.0, 96.0, 500.0] {
            let smooth = smoothed(&values, time_constant_h);
            let kept = libm::exp(-1.0 / time_constant_h);
            for (hour, value) in smooth.iter().enumerate() {
                let before = smooth[(hour + 8759) % 8760];
                assert!((kept * before + (1.0 - kept) * values[hour] - value).abs() < 1e-9, "{hour}");
            }
            let (sum, smooth_sum) = (values.iter().sum::<f64>(), smooth.iter().sum::<f64>());
            assert!((sum - smooth_sum).abs() < 1e-6 * sum, "the mean stays");
        }
    }

    #[test]
    fn a_step_is_followed_with_the_time_constant() {
        let mut values = vec![0.0; 8760];
        values[1000..].fill(1.0);
        let smooth = smoothed(&values, 10.0);
        assert!((smooth[1009] - (1.0 - libm::exp(-1.0))).abs() < 1e-9);
    }
}
