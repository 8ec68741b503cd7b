//! Intervals at UTC, in the order of the file.

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
}
