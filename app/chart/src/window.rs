//! The part of the year that a chart shows.

use std::ops::Range;

use engine::time::{DAYS, HOURS, TimeAxis};

/// A range of hours of the year, never empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    start: usize,
    end: usize,
}

impl Default for Window {
    fn default() -> Self {
        Self::YEAR
    }
}

impl Window {
    /// The whole year.
    pub const YEAR: Self = Self { start: 0, end: HOURS };
    /// The narrowest window, hours.
    pub const SHORTEST_HOURS: usize = 12;

    /// The window between two hours in either order, widened to the narrowest one and kept inside the year.
    #[must_use]
    pub fn between(one: usize, other: usize) -> Self {
        let start = one.min(other).min(HOURS);
        let end = one.max(other).min(HOURS);
        let length = (end - start).max(Self::SHORTEST_HOURS);
        let middle = (start + end) / 2;
        Self::placed(middle as f64 - length as f64 / 2.0, length)
    }

    /// The week from Monday on in which a day lies, `month` and `day` from 1.
    #[must_use]
    pub fn week(axis: TimeAxis, month: u8, day: u8) -> Self {
        let hours = axis.month_hours();
        let start = hours.get(usize::from(month).wrapping_sub(1)).map_or(0, |hours| hours.start);
        let day = start / 24 + usize::from(day).saturating_sub(1);
        let monday = day.saturating_sub(axis.date(day.min(DAYS - 1)).weekday().index());
        Self::placed((monday * 24) as f64, 7 * 24)
    }

    /// The month in which an hour lies.
    #[must_use]
    pub fn month(axis: TimeAxis, hour: usize) -> Self {
        let hours = axis.month_hours().into_iter().find(|hours| hours.contains(&hour));
        hours.map_or(Self::YEAR, |hours| Self { start: hours.start, end: hours.end })
    }

    /// First hour.
    #[must_use]
    pub const fn start(self) -> usize {
        self.start
    }

    /// Hour after the last one.
    #[must_use]
    pub const fn end(self) -> usize {
        self.end
    }

    /// Length in hours.
    #[must_use]
    pub const fn hours(self) -> usize {
        self.end - self.start
    }

    /// The hours.
    #[must_use]
    pub const fn range(self) -> Range<usize> {
        self.start..self.end
    }

    /// Whether the whole year is shown.
    #[must_use]
    pub const fn is_year(self) -> bool {
        self.hours() == HOURS
    }

    /// Narrower (`factor` below 1) or wider around an hour that keeps its place on the screen.
    #[must_use]
    pub fn zoomed(self, factor: f64, anchor_hour: f64) -> Self {
        let length = (self.hours() as f64 * factor).round() as usize;
        let length = length.clamp(Self::SHORTEST_HOURS, HOURS);
        let share = (anchor_hour - self.start as f64) / self.hours() as f64;
        Self::placed(anchor_hour - share * length as f64, length)
    }

    /// Moved by some hours, as far as the year goes.
    #[must_use]
    pub fn moved(self, hours: f64) -> Self {
        Self::placed(self.start as f64 + hours, self.hours())
    }

    /// Moved just so far that an hour is inside.
    #[must_use]
    pub fn showing(self, hour_index: usize) -> Self {
        if hour_index < self.start {
            self.moved(hour_index as f64 - self.start as f64)
        } else if hour_index >= self.end {
            self.moved((hour_index + 1 - self.end) as f64)
        } else {
            self
        }
    }

    fn placed(start: f64, length: usize) -> Self {
        // The cast of a negative or NaN number gives 0.
        let start = (start.round() as usize).min(HOURS - length);
        Self { start, end: start + length }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn zooming_keeps_the_hour_under_the_pointer() {
        let window = Window::YEAR.zoomed(0.5, 2190.0);
        assert_eq!(window.range(), 1095..5475);
        assert_eq!(window.zoomed(2.0, 2190.0), Window::YEAR);
    }

    #[test]
    fn a_window_moves_until_the_year_ends() {
        let window = Window::between(100, 200);
        assert_eq!(window.moved(-500.0).range(), 0..100);
        assert_eq!(window.moved(1e9).range(), 8660..8760);
        assert_eq!(window.showing(300).range(), 201..301);
        assert_eq!(window.showing(150), window);
    }

    #[test]
    fn weeks_start_on_monday_and_months_are_whole() {
        let axis = TimeAxis::new(2026);
        // 15 January 2026 is a Thursday.
        assert_eq!(Window::week(axis, 1, 15).range(), 11 * 24..18 * 24);
        assert_eq!(Window::week(axis, 1, 1).range(), 0..168);
        assert_eq!(Window::month(axis, 40 * 24).range(), 31 * 24..59 * 24);
    }

    proptest! {
        #[test]
        fn every_window_lies_in_the_year(a in 0_usize..20_000, b in 0_usize..20_000, factor in 0.0..9.0, by in -1e5..1e5) {
            let window = Window::between(a, b).zoomed(factor, a as f64).moved(by);
            prop_assert!(window.end() <= HOURS);
            prop_assert!(window.hours() >= Window::SHORTEST_HOURS);
        }
    }
}
