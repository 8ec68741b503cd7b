//! Changing the step of a series.

use crate::time::HOURS;

/// Hourly means of a series with a whole number of steps per hour; other lengths are returned unchanged.
#[must_use]
pub fn hourly_means(values: &[f64]) -> Vec<f64> {
    let steps = values.len() / HOURS;
    if steps <= 1 || values.len() % HOURS != 0 {
        return values.to_vec();
    }
    values.chunks_exact(steps).map(|hour| hour.iter().sum::<f64>() / steps as f64).collect()
}

/// Repeats each value, for example an hourly mean for its four quarters.
#[must_use]
pub fn repeated(values: &[f64], times: usize) -> Vec<f64> {
    values.iter().flat_map(|value| core::iter::repeat_n(*value, times)).collect()
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
}
