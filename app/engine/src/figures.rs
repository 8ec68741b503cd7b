//! Key figures of load profiles: energy, peak, full-load hours, months, duration curve, typical week.
//!
//! A profile is the mean power in kW of equal steps that cover the 8760 h of the axis.

use serde::{Deserialize, Serialize};

use crate::calendar::Season;
use crate::time::{HOURS, TimeAxis};

/// Hours of a week.
pub const WEEK_HOURS: usize = 168;

/// The largest value of a profile.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Peak {
    /// Power in kW.
    pub kw: f64,
    /// Step in which it first occurs.
    pub index: usize,
}

/// Figures that describe a profile in one line.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct KeyFigures {
    /// Annual energy in kWh.
    pub energy_kwh: f64,
    /// Largest value.
    pub peak: Peak,
    /// Smallest value in kW.
    pub min_kw: f64,
    /// Energy ÷ peak in h/a; `None` without demand.
    pub full_load_hours: Option<f64>,
}

impl KeyFigures {
    /// The figures of a profile; an empty profile has no demand.
    #[must_use]
    pub fn of(values_kw: &[f64]) -> Self {
        let energy_kwh = energy_kwh(values_kw);
        let peak = peak(values_kw).unwrap_or(Peak { kw: 0.0, index: 0 });
        let min_kw = values_kw.iter().copied().reduce(f64::min).unwrap_or(0.0);
        let full_load_hours = (peak.kw > 0.0).then(|| energy_kwh / peak.kw);
        Self { energy_kwh, peak, min_kw, full_load_hours }
    }
}

/// Energy of a year in kWh.
#[must_use]
pub fn energy_kwh(values_kw: &[f64]) -> f64 {
    if values_kw.is_empty() {
        return 0.0;
    }
    values_kw.iter().sum::<f64>() * (HOURS as f64 / values_kw.len() as f64)
}

/// The first largest value; `None` without values.
#[must_use]
pub fn peak(values_kw: &[f64]) -> Option<Peak> {
    let mut values = values_kw.iter().copied().enumerate();
    let (index, kw) = values.next()?;
    Some(
        values.fold(
            Peak { kw, index },
            |peak, (index, kw)| if kw > peak.kw { Peak { kw, index } } else { peak },
        ),
    )
}

/// Energy of each month in kWh; the months are those of UTC+1.
#[must_use]
pub fn monthly_kwh(values_kw: &[f64]) -> [f64; 12] {
    let steps = values_kw.len() / HOURS;
    // Month lengths are the same in every year, as the axis has no leap day.
    TimeAxis::new(2023).month_hours().map(|hours| {
        let values = values_kw.get(hours.start * steps..hours.end * steps).unwrap_or_default();
        if steps == 0 { 0.0 } else { values.iter().sum::<f64>() / steps as f64 }
    })
}

/// The values in falling order: the load-duration curve.
#[must_use]
pub fn duration_curve(values_kw: &[f64]) -> Vec<f64> {
    let mut sorted = values_kw.to_vec();
    sorted.sort_unstable_by(|a, b| b.total_cmp(a));
    sorted
}

/// Mean power of each day in kW.
#[must_use]
pub fn daily_means(values_kw: &[f64]) -> Vec<f64> {
    let steps = (values_kw.len() / 365).max(1);
    values_kw.chunks_exact(steps).map(|day| day.iter().sum::<f64>() / steps as f64).collect()
}

/// Mean power in kW of the 168 hours of the week from Monday 00:00 on, over the year or one season.
///
/// `hourly_kw` has 8760 values. With `summer_time` hours are those of clocks in Germany.
#[must_use]
pub fn typical_week(
    hourly_kw: &[f64],
    axis: TimeAxis,
    season: Option<Season>,
    summer_time: bool,
) -> Vec<f64> {
    let mut sums = vec![0.0; WEEK_HOURS];
    let mut counts = vec![0_u32; WEEK_HOURS];
    let first_weekday = axis.date(0).weekday().index();
    let summer = axis.summer_hours();
    let leap_day_passed = |day: usize| usize::from(day >= 59 && crate::time::is_leap_year(axis.year));
    let seasons: Vec<Season> = (0..365).map(|day| Season::of(axis.date(day))).collect();
    for (index, value) in hourly_kw.iter().enumerate().take(HOURS) {
        let civil = index + usize::from(summer_time && summer.contains(&index));
        let day = (civil / 24).min(364);
        if season.is_some_and(|wanted| wanted != seasons[day]) {
            continue;
        }
        let weekday = (first_weekday + day + leap_day_passed(day)) % 7;
        let slot = weekday * 24 + civil % 24;
        sums[slot] += value;
        counts[slot] += 1;
    }
    sums.iter()
        .zip(counts)
        .map(|(sum, count)| if count == 0 { 0.0 } else { sum / f64::from(count) })
        .collect()
}

/// Sum of profiles of equal length, added in the given order.
#[must_use]
pub fn sum_of<'a>(profiles: impl IntoIterator<Item = &'a [f64]>) -> Vec<f64> {
    let mut profiles = profiles.into_iter();
    let mut sum = profiles.next().map(<[f64]>::to_vec).unwrap_or_default();
    for profile in profiles {
        for (total, value) in sum.iter_mut().zip(profile) {
            *total += value;
        }
    }
    sum
}

/// How far the peaks of several profiles coincide.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Simultaneity {
    /// Peak of the sum in kW.
    pub peak_of_sum_kw: f64,
    /// Sum of the single peaks in kW.
    pub sum_of_peaks_kw: f64,
    /// Peak of the sum ÷ sum of the peaks; `None` without demand.
    pub factor: Option<f64>,
}

/// Simultaneity of profiles of equal length.
#[must_use]
pub fn simultaneity(profiles: &[&[f64]]) -> Simultaneity {
    let peak_kw = |values: &[f64]| peak(values).map_or(0.0, |peak| peak.kw);
    let peak_of_sum_kw = peak_kw(&sum_of(profiles.iter().copied()));
    let sum_of_peaks_kw = profiles.iter().map(|profile| peak_kw(profile)).sum::<f64>();
    let factor = (sum_of_peaks_kw > 0.0).then(|| peak_of_sum_kw / sum_of_peaks_kw);
    Simultaneity { peak_of_sum_kw, sum_of_peaks_kw, factor }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_of_equal_peaks_counts() {
        assert_eq!(peak(&[1.0, 3.0, 3.0, 2.0]), Some(Peak { kw: 3.0, index: 1 }));
        assert_eq!(peak(&[]), None);
    }

    #[test]
    fn full_load_hours_are_energy_over_peak() {
        let mut values = vec![1.0; HOURS];
        values[5] = 2.0;
        let figures = KeyFigures::of(&values);
        assert_eq!(figures.peak, Peak { kw: 2.0, index: 5 });
        assert_eq!(figures.energy_kwh, 8761.0);
        assert_eq!(figures.full_load_hours, Some(4380.5));
        assert_eq!(KeyFigures::of(&[0.0; HOURS]).full_load_hours, None);
    }

    #[test]
    fn quarter_hours_and_hours_give_the_same_months() {
        let hours: Vec<f64> = (0..8760).map(f64::from).collect();
        let quarters: Vec<f64> = hours.iter().flat_map(|value| [*value; 4]).collect();
        assert_eq!(monthly_kwh(&hours)[0], 743.0 * 744.0 / 2.0);
        for (a, b) in monthly_kwh(&hours).iter().zip(monthly_kwh(&quarters)) {
            assert!((a - b).abs() < 1e-6);
        }
        assert!((energy_kwh(&hours) - energy_kwh(&quarters)).abs() < 1e-6);
    }

    #[test]
    fn the_duration_curve_falls() {
        assert_eq!(duration_curve(&[1.0, 3.0, 2.0]), [3.0, 2.0, 1.0]);
    }

    #[test]
    fn the_typical_week_starts_on_monday_in_leap_years_too() {
        for year in [2023, 2024] {
            let axis = TimeAxis::new(year);
            let values: Vec<f64> = (0..HOURS)
                .map(|hour| {
                    let (date, hour) = axis.date_hour(hour);
                    (date.weekday().index() * 24) as f64 + f64::from(hour)
                })
                .collect();
            let week = typical_week(&values, axis, None, false);
            let expected: Vec<f64> = (0..168).map(f64::from).collect();
            assert_eq!(week, expected);
            assert_eq!(typical_week(&values, axis, Some(Season::Summer), false), expected);
        }
    }

    #[test]
    fn peaks_at_different_times_lower_the_simultaneity() {
        let (a, b) = ([2.0, 0.0, 1.0], [0.0, 2.0, 1.0]);
        let result = simultaneity(&[&a, &b]);
        assert_eq!((result.peak_of_sum_kw, result.sum_of_peaks_kw, result.factor), (2.0, 4.0, Some(0.5)));
    }
}
