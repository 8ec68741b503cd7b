//! The summary of a metered profile: all that the draw of a synthetic one gets to see.

use super::MIN_GROUP;
use super::duration::smoothed;
use crate::calendar::{Calendar, DayType};
use crate::time::DAYS;

/// Kinds of days: every month × day type.
pub(super) const CLASSES: usize = 12 * DayType::ALL.len();

/// Figures of a metered profile over groups of at least [`MIN_GROUP`] days or hours each.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Statistics {
    /// Steps per day, 24 or 96.
    pub(super) steps: usize,
    /// Class of each day of the year, from the calendar.
    pub(super) classes: Vec<usize>,
    /// The typical day of each class; `None` in months without demand.
    pub(super) typical: Vec<Option<TypicalDay>>,
    /// How far the height of a day resembles that of the day before, 0 to 1.
    pub(super) day_memory: f64,
    /// How far the deviation of a step resembles that of the step before, 0 to 1.
    pub(super) step_memory: f64,
    /// Smoothed duration curve of each month, falling, kW.
    pub(super) curves: Vec<Vec<f64>>,
    /// Sum of the values of each month, kW.
    pub(super) sums: [f64; 12],
    /// Largest value, kW.
    pub(super) peak: f64,
    /// Month of the largest value, 0 to 11.
    pub(super) peak_month: usize,
}

/// Mean and spread of the days of a class, relative to the mean power of their month.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct TypicalDay {
    /// Mean of each step.
    pub(super) shape: Vec<f64>,
    /// Standard deviation of the height of a day.
    pub(super) day_spread: f64,
    /// Standard deviation of each step within a day.
    pub(super) step_spread: Vec<f64>,
}

/// The class of each day of a year.
pub(super) fn classes_of(calendar: &Calendar) -> Vec<usize> {
    let day_types = calendar.day_types().iter().enumerate();
    day_types
        .map(|(day, day_type)| {
            let month = usize::from(calendar.axis().date(day).month) - 1;
            month * DayType::ALL.len() + day_type.index()
        })
        .collect()
}

impl Statistics {
    /// Summarises the values of a year.
    pub(super) fn of(values: &[f64], calendar: &Calendar) -> Self {
        let steps = values.len() / DAYS;
        let classes = classes_of(calendar);
        let days: Vec<&[f64]> = values.chunks_exact(steps).collect();
        let month = |day: usize| classes[day] / DayType::ALL.len();
        let mut by_month: [Vec<f64>; 12] = Default::default();
        for (day, values) in days.iter().enumerate() {
            by_month[month(day)].extend_from_slice(values);
        }
        let sums = by_month.each_ref().map(|values| values.iter().sum::<f64>());
        let curves = by_month.each_ref().map(|values| smoothed(values, MIN_GROUP * steps / 24)).into();
        // The days relative to the mean of their month; empty in months without demand.
        let relative: Vec<Vec<f64>> = days
            .iter()
            .enumerate()
            .map(|(day, values)| {
                let mean = sums[month(day)] / by_month[month(day)].len() as f64;
                if mean > 0.0 { values.iter().map(|value| value / mean).collect() } else { Vec::new() }
            })
            .collect();
        let typical: Vec<Option<TypicalDay>> = (0..CLASSES)
            .map(|class| {
                (sums[class / DayType::ALL.len()] > 0.0)
                    .then(|| TypicalDay::of(&group_of(class, &classes, &relative), steps))
            })
            .collect();
        let (day_memory, step_memory) = memories(&relative, &classes, &typical);
        let (mut peak, mut peak_month) = (0.0, 0);
        for (month, values) in by_month.iter().enumerate() {
            let largest = values.iter().copied().fold(0.0, f64::max);
            if largest > peak {
                (peak, peak_month) = (largest, month);
            }
        }
        Self { steps, classes, typical, day_memory, step_memory, curves, sums, peak, peak_month }
    }
}

/// The days behind a class: those of its month and day type, and of as many months around it as it takes to
/// have enough; where even the year has too few, days of all types.
fn group_of<'a>(class: usize, classes: &[usize], relative: &'a [Vec<f64>]) -> Vec<&'a [f64]> {
    let types = DayType::ALL.len();
    let (month, day_type) = (class / types, class % types);
    for all_types in [false, true] {
        for reach in 0..=6 {
            let group: Vec<&[f64]> = (0..classes.len())
                .filter(|day| {
                    let apart = (classes[*day] / types).abs_diff(month);
                    apart.min(12 - apart) <= reach && (all_types || classes[*day] % types == day_type)
                })
                .map(|day| relative[day].as_slice())
                .filter(|values| !values.is_empty())
                .collect();
            if group.len() >= MIN_GROUP {
                return group;
            }
        }
    }
    Vec::new()
}

impl TypicalDay {
    fn of(group: &[&[f64]], steps: usize) -> Self {
        let count = group.len().max(1) as f64;
        let mean_of = |value: &dyn Fn(&[f64], usize) -> f64| -> Vec<f64> {
            (0..steps).map(|step| group.iter().map(|day| value(day, step)).sum::<f64>() / count).collect()
        };
        let shape = mean_of(&|day, step| day[step]);
        let heights: Vec<f64> = group.iter().map(|day| height(day, &shape)).collect();
        let day_spread = libm::sqrt(heights.iter().map(|height| height * height).sum::<f64>() / count);
        let variances = mean_of(&|day, step| {
            let deviation = day[step] - shape[step] * (1.0 + height(day, &shape));
            deviation * deviation
        });
        Self { shape, day_spread, step_spread: variances.into_iter().map(libm::sqrt).collect() }
    }
}

/// How far the energy of a day lies above that of its typical day, as a share.
fn height(day: &[f64], shape: &[f64]) -> f64 {
    let typical = shape.iter().sum::<f64>();
    if typical > 0.0 { day.iter().sum::<f64>() / typical - 1.0 } else { 0.0 }
}

/// Correlation of each day with the day before and of each step with the step before, to two decimals.
fn memories(relative: &[Vec<f64>], classes: &[usize], typical: &[Option<TypicalDay>]) -> (f64, f64) {
    let (mut heights, mut deviations) = (Vec::new(), Vec::new());
    for (day, values) in relative.iter().enumerate() {
        let known = typical[classes[day]].as_ref().filter(|_| !values.is_empty());
        let Some(typical) = known else {
            heights.push(None);
            deviations.resize(deviations.len() + typical_steps(relative), None);
            continue;
        };
        let height = height(values, &typical.shape);
        heights.push((typical.day_spread > 0.0).then(|| height / typical.day_spread));
        for (step, value) in values.iter().enumerate() {
            let (spread, mean) = (typical.step_spread[step], typical.shape[step] * (1.0 + height));
            deviations.push((spread > 0.0).then(|| (value - mean) / spread));
        }
    }
    (memory(&heights), memory(&deviations))
}

fn typical_steps(relative: &[Vec<f64>]) -> usize {
    relative.iter().map(Vec::len).max().unwrap_or(0)
}

fn memory(values: &[Option<f64>]) -> f64 {
    let pairs: Vec<(f64, f64)> = values.windows(2).filter_map(|pair| pair[0].zip(pair[1])).collect();
    let (before, after): (Vec<f64>, Vec<f64>) = pairs.into_iter().unzip();
    if before.len() < MIN_GROUP {
        return 0.0;
    }
    (libm::round(super::attack::correlation(&before, &after) * 100.0) / 100.0).clamp(0.0, 0.97)
}
