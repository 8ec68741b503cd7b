//! Duration curves whose points are means over several hours.

/// The values in falling order, each replaced by a line through the mean of its group of about `group` values.
///
/// Sum and order of the groups are kept, single values are not; the line in a group has the lesser slope of
/// its two sides, so that the curve nowhere rises.
pub(super) fn smoothed(values: &[f64], group: usize) -> Vec<f64> {
    let mut sorted = values.to_vec();
    sorted.sort_unstable_by(|a, b| b.total_cmp(a));
    let count = sorted.len();
    let groups = (count / group.max(1)).max(1);
    let bounds: Vec<usize> = (0..=groups).map(|index| index * count / groups).collect();
    let means: Vec<f64> = bounds
        .windows(2)
        .map(|bound| sorted[bound[0]..bound[1]].iter().sum::<f64>() / (bound[1] - bound[0]).max(1) as f64)
        .collect();
    for (index, bound) in bounds.windows(2).enumerate() {
        let fall = |upper: Option<&f64>, lower: Option<&f64>| Some(upper? - lower?);
        let before = index.checked_sub(1).and_then(|before| fall(means.get(before), means.get(index)));
        let after = fall(means.get(index), means.get(index + 1));
        // No value below zero at the lower end.
        let slope = before.into_iter().chain(after).fold(2.0 * means[index], f64::min).max(0.0);
        let slope = if before.is_none() && after.is_none() { 0.0 } else { slope };
        let width = (bound[1] - bound[0]) as f64;
        for (position, value) in sorted[bound[0]..bound[1]].iter_mut().enumerate() {
            *value = means[index] - slope * ((position as f64 + 0.5) / width - 0.5);
        }
    }
    sorted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_curve_falls_and_keeps_its_sum_but_no_single_value() {
        let values: Vec<f64> = (0..744_u32).map(|hour| f64::from(hour * hour % 977) * 0.1).collect();
        let curve = smoothed(&values, 8);
        assert_eq!(curve.len(), 744);
        assert!(curve.windows(2).all(|pair| pair[0] >= pair[1] - 1e-12));
        assert!(curve.iter().all(|value| *value >= 0.0));
        assert!((curve.iter().sum::<f64>() - values.iter().sum::<f64>()).abs() < 1e-8);
        let kept = curve.iter().filter(|value| values.contains(value)).count();
        assert!(kept < 40, "{kept} values are those of the original");
    }

    #[test]
    fn one_spike_is_spread_over_its_group() {
        let mut values = vec![1.0; 744];
        values[100] = 101.0;
        let curve = smoothed(&values, 8);
        assert!(curve[0] < 30.0, "{}", curve[0]);
        assert_eq!(curve[20], 1.0);
        assert_eq!(smoothed(&[3.0; 24], 8), [3.0; 24]);
    }
}
