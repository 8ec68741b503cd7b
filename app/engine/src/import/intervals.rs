//! Intervals at UTC, in the order of the file.

use super::report::FileTotals;
use super::zone::TimeZone;

/// A value with the start of its interval.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Interval {
    /// Line of the file.
    pub line: usize,
    /// Minutes of UTC since 1970.
    pub start: i64,
    /// Value in the unit of the file; `None` where it is missing.
    pub value: Option<f64>,
}

/// The intervals of a file.
#[derive(Debug)]
pub(super) struct Located {
    /// In the order of the file.
    pub intervals: Vec<Interval>,
    /// Step in minutes.
    pub step: i64,
    /// Clock of the file.
    pub zone: TimeZone,
    /// Whether the file ran backwards and was turned round.
    pub backwards: bool,
    /// Values that have no place on the axis and were left out already.
    pub left_out: Vec<f64>,
}

/// All values of a file in its unit.
#[derive(Clone, Copy, Debug)]
pub(super) struct Whole {
    count: usize,
    /// Sum of the values times the step in hours.
    sum_hours: f64,
    largest: f64,
}

impl Located {
    /// What the file holds, before anything is left out.
    pub(super) fn whole(&self) -> Whole {
        let values = || {
            self.intervals.iter().filter_map(|interval| interval.value).chain(self.left_out.iter().copied())
        };
        Whole {
            count: values().count(),
            sum_hours: values().sum::<f64>() * self.step as f64 / 60.0,
            largest: values().fold(0.0, f64::max),
        }
    }
}

impl Whole {
    /// The same in kW and kWh.
    pub(super) fn times(self, kw_factor: f64) -> FileTotals {
        FileTotals {
            n_values: self.count,
            energy_kwh: self.sum_hours * kw_factor,
            peak_kw: self.largest * kw_factor,
        }
    }
}
