//! Fewer points than hours: buckets of neighbouring hours, with means for areas and exact extremes for lines.

use std::ops::Range;

use engine::time::TimeAxis;

use crate::chart::Resolution;
use crate::window::Window;

/// Limits of the buckets in hours, ascending, at most `max_buckets` of them.
///
/// Days and months are cut at the ends of the window, so that no bucket reaches outside.
#[must_use]
pub fn bucket_edges(
    window: Window,
    resolution: Resolution,
    axis: TimeAxis,
    max_buckets: usize,
) -> Vec<usize> {
    let natural = match resolution {
        Resolution::Hour => return thinned(window.range(), max_buckets),
        Resolution::Day => (0..=365).map(|day| day * 24).collect::<Vec<_>>(),
        Resolution::Month => {
            let months = axis.month_hours();
            months.iter().map(|month| month.start).chain([months[11].end]).collect()
        }
    };
    let inside = natural.into_iter().filter(|edge| window.start() < *edge && *edge < window.end());
    let edges: Vec<usize> = [window.start()].into_iter().chain(inside).chain([window.end()]).collect();
    if edges.len() <= max_buckets.max(1) + 1 {
        return edges;
    }
    thinned(0..edges.len() - 1, max_buckets).into_iter().map(|index| edges[index]).collect()
}

/// Mean of each bucket.
#[must_use]
pub fn bucket_means(values: &[f64], edges: &[usize]) -> Vec<f64> {
    buckets(values, edges)
        .map(|bucket| {
            let sum: f64 = bucket.iter().filter(|value| value.is_finite()).sum();
            sum / bucket.len().max(1) as f64
        })
        .collect()
}

/// Lowest and highest value of each bucket: no peak gets lost.
#[must_use]
pub fn bucket_extremes(values: &[f64], edges: &[usize]) -> Vec<(f64, f64)> {
    buckets(values, edges)
        .map(|bucket| {
            bucket.iter().fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), &value| {
                (low.min(value), high.max(value))
            })
        })
        .map(|(low, high)| if low <= high { (low, high) } else { (0.0, 0.0) })
        .collect()
}

fn buckets<'a>(values: &'a [f64], edges: &'a [usize]) -> impl Iterator<Item = &'a [f64]> {
    edges.windows(2).map(|edge| {
        let end = edge[1].min(values.len());
        &values[edge[0].min(end)..end]
    })
}

fn thinned(range: Range<usize>, max_buckets: usize) -> Vec<usize> {
    let count = range.len().min(max_buckets).max(1);
    (0..=count).map(|bucket| range.start + bucket * range.len() / count).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const AXIS: TimeAxis = TimeAxis::new(2023);

    #[test]
    fn days_and_months_are_cut_at_the_window() {
        let window = Window::between(30, 80);
        assert_eq!(bucket_edges(window, Resolution::Day, AXIS, 1000), [30, 48, 72, 80]);
        assert_eq!(bucket_edges(Window::YEAR, Resolution::Month, AXIS, 1000).len(), 13);
        assert_eq!(bucket_edges(Window::YEAR, Resolution::Day, AXIS, 100).len(), 101);
    }

    proptest! {
        #[test]
        fn no_decimation_loses_the_highest_or_lowest_value(
            values in prop::collection::vec(0.0..1e6, 8760), a in 0_usize..8760, b in 0_usize..8760, columns in 1_usize..2000,
        ) {
            let window = Window::between(a, b);
            let edges = bucket_edges(window, Resolution::Hour, AXIS, columns);
            prop_assert!(edges.len() <= columns + 1);
            let extremes = bucket_extremes(&values, &edges);
            let shown = &values[window.range()];
            let highest = shown.iter().copied().fold(f64::NEG_INFINITY, f64::max);
            let lowest = shown.iter().copied().fold(f64::INFINITY, f64::min);
            prop_assert_eq!(extremes.iter().map(|e| e.1).fold(f64::NEG_INFINITY, f64::max), highest);
            prop_assert_eq!(extremes.iter().map(|e| e.0).fold(f64::INFINITY, f64::min), lowest);
        }

        #[test]
        fn means_keep_the_energy(values in prop::collection::vec(0.0..1e3, 8760), columns in 1_usize..2000) {
            let edges = bucket_edges(Window::YEAR, Resolution::Hour, AXIS, columns);
            let energy: f64 = bucket_means(&values, &edges).iter().zip(edges.windows(2))
                .map(|(mean, edge)| mean * (edge[1] - edge[0]) as f64).sum();
            prop_assert!((energy - values.iter().sum::<f64>()).abs() < 1e-6 * energy.max(1.0));
        }
    }
}
