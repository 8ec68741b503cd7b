//! Changing the step of a series, and filling its gaps.

use crate::time::HOURS;

/// Hourly means of a series with a whole number of steps per hour; other lengths are returned unchanged.
#[must_use]
pub fn hourly_means(values: &[f64]) -> Vec<f64> {
    let steps = values.len() / HOURS;
    if steps <= 1 || !values.len().is_multiple_of(HOURS) {
        return values.to_vec();
    }
    values.chunks_exact(steps).map(|hour| hour.iter().sum::<f64>() / steps as f64).collect()
}

/// Repeats each value, for example an hourly mean for its four quarters.
#[must_use]
pub fn repeated(values: &[f64], times: usize) -> Vec<f64> {
    values.iter().flat_map(|value| core::iter::repeat_n(*value, times)).collect()
}

/// A gap that is too long to be filled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct LongGap {
    /// First missing step.
    pub start: usize,
    /// Number of missing steps.
    pub steps: usize,
}

/// Fills gaps of up to `max_steps` in a straight line; the year is a ring.
pub(crate) fn fill_gaps(values: &[Option<f64>], max_steps: usize) -> Result<Vec<f64>, LongGap> {
    let count = values.len();
    let Some(first) = values.iter().position(Option::is_some) else {
        return Err(LongGap { start: 0, steps: count });
    };
    let mut filled = vec![0.0; count];
    let (mut last, mut last_value) = (first, 0.0);
    // From the first value once around to the same value again.
    for position in first..=first + count {
        let Some(value) = values[position % count] else { continue };
        let distance = position - last;
        if distance > max_steps + 1 {
            return Err(LongGap { start: (last + 1) % count, steps: distance - 1 });
        }
        for step in 1..distance {
            let share = step as f64 / distance as f64;
            filled[(last + step) % count] = last_value + (value - last_value) * share;
        }
        filled[position % count] = value;
        (last, last_value) = (position, value);
    }
    Ok(filled)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quarters_become_hourly_means_and_back() {
        let hours: Vec<f64> = (0..8760).map(f64::from).collect();
        let quarters = repeated(&hours, 4);
        assert_eq!(quarters.len(), 35_040);
        assert_eq!(hourly_means(&quarters), hours);
        assert_eq!(hourly_means(&hours), hours);
    }

    #[test]
    fn short_gaps_are_filled_also_over_the_turn_of_the_year() {
        let values = [None, Some(2.0), None, None, Some(5.0), None];
        assert_eq!(fill_gaps(&values, 2), Ok(vec![3.0, 2.0, 3.0, 4.0, 5.0, 4.0]));
        assert_eq!(fill_gaps(&values, 1), Err(LongGap { start: 2, steps: 2 }));
        assert_eq!(fill_gaps(&[None, None], 1), Err(LongGap { start: 0, steps: 2 }));
    }
}
