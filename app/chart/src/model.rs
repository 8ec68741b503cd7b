//! What a chart shows: one year of load, hour by hour, per kind of demand.

use std::ops::Range;
use std::sync::Arc;

use engine::demand::DemandKind;
use engine::time::{HOURS, TimeAxis};

/// One year of load with the texts around it.
#[derive(Clone, Debug, PartialEq)]
pub struct LoadModel {
    /// Calendar year of the axis.
    pub year: i32,
    /// Whether dates and hours are named in summer time; the values stay on the UTC+1 axis.
    pub summer_time: bool,
    /// What is shown, for example the project or the building; title of exports.
    pub title: String,
    /// Where the values come from; last line of exports.
    pub source: String,
    /// The series; they are stacked in this order.
    pub series: Vec<LoadSeries>,
    /// Hours in which values were missing and have been filled in; marked in the load profile.
    pub repaired: Vec<Range<usize>>,
}

/// The load of one kind of demand.
#[derive(Clone, Debug, PartialEq)]
pub struct LoadSeries {
    /// Kind, which gives the colour.
    pub kind: DemandKind,
    /// Name in the language of the user.
    pub label: String,
    /// Mean power of each hour in kW: 8760 values at UTC+1. Missing or non-finite values count as 0.
    pub values_kw: Arc<[f64]>,
    /// Whether a synthetic profile is part of it; texts and exports say so.
    pub is_synthetic: bool,
}

impl LoadSeries {
    /// Mean power in an hour, kW.
    #[must_use]
    pub fn at(&self, hour_index: usize) -> f64 {
        self.values_kw.get(hour_index).copied().filter(|value| value.is_finite()).unwrap_or(0.0)
    }

    /// Energy of some hours in kWh.
    #[must_use]
    pub fn energy_kwh(&self, hours: Range<usize>) -> f64 {
        hours.map(|hour| self.at(hour)).sum()
    }
}

impl LoadModel {
    /// The time axis of the year.
    #[must_use]
    pub const fn axis(&self) -> TimeAxis {
        TimeAxis::new(self.year)
    }

    /// The same load with only the kinds that pass the test.
    #[must_use]
    pub fn with_kinds(&self, is_shown: impl Fn(DemandKind) -> bool) -> Self {
        let series = self.series.iter().filter(|series| is_shown(series.kind)).cloned().collect();
        Self { series, ..self.clone() }
    }

    /// Whether any synthetic profile is part of what is shown.
    #[must_use]
    pub fn is_synthetic(&self) -> bool {
        self.series.iter().any(|series| series.is_synthetic)
    }

    /// Sum of all series in each hour, kW.
    #[must_use]
    pub fn total_kw(&self) -> Vec<f64> {
        let mut total = vec![0.0; HOURS];
        for series in &self.series {
            for (sum, value) in total.iter_mut().zip(series.values_kw.iter()) {
                if value.is_finite() {
                    *sum += value;
                }
            }
        }
        total
    }

    /// Sum of all series in one hour, kW.
    #[must_use]
    pub fn total_at(&self, hour_index: usize) -> f64 {
        self.series.iter().map(|series| series.at(hour_index)).sum()
    }
}

/// What counts in a series of totals.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Summary {
    /// Energy of the year, kWh.
    pub energy_kwh: f64,
    /// Highest hourly mean, kW.
    pub peak_kw: f64,
    /// Hour in which it occurs first.
    pub peak_hour: usize,
    /// Lowest hourly mean, kW.
    pub lowest_kw: f64,
    /// Energy by peak, hours; 0 without load.
    pub full_load_hours: f64,
}

impl Summary {
    /// The figures of hourly totals in kW.
    #[must_use]
    pub fn of(total_kw: &[f64]) -> Self {
        let mut peak_kw = f64::NEG_INFINITY;
        let mut lowest_kw = f64::INFINITY;
        let mut peak_hour = 0;
        let mut energy_kwh = 0.0;
        for (hour, &value) in total_kw.iter().enumerate() {
            energy_kwh += value;
            lowest_kw = lowest_kw.min(value);
            if value > peak_kw {
                peak_kw = value;
                peak_hour = hour;
            }
        }
        if total_kw.is_empty() {
            (peak_kw, lowest_kw) = (0.0, 0.0);
        }
        let full_load_hours = if peak_kw > 0.0 { energy_kwh / peak_kw } else { 0.0 };
        Self { energy_kwh, peak_kw, peak_hour, lowest_kw, full_load_hours }
    }
}
