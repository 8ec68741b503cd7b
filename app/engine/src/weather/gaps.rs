//! Series whose missing values are filled over short gaps.

use super::{WeatherError, WeatherNote};
use crate::series::fill_gaps;

/// Longest gap in hours that is filled in a straight line.
const MAX_GAP_HOURS: usize = 6;

/// Values of a column with the lines they stand on; missing ones are `None`.
pub(super) struct Column {
    name: &'static str,
    plausible: core::ops::RangeInclusive<f64>,
    values: Vec<Option<f64>>,
    lines: Vec<usize>,
}

impl Column {
    /// A column without values.
    pub(super) fn new(name: &'static str, plausible: core::ops::RangeInclusive<f64>) -> Self {
        Self { name, plausible, values: Vec::with_capacity(8784), lines: Vec::with_capacity(8784) }
    }

    /// Name for messages.
    pub(super) const fn name(&self) -> &'static str {
        self.name
    }

    /// Adds the value of a line; refuses values that no weather has.
    pub(super) fn push(&mut self, line: usize, value: Option<f64>) -> Result<(), WeatherError> {
        if let Some(value) = value
            && !self.plausible.contains(&value)
        {
            return Err(WeatherError::Implausible { line, column: self.name.to_owned(), value });
        }
        self.values.push(value);
        self.lines.push(line);
        Ok(())
    }

    /// Number of values, missing ones included.
    pub(super) fn len(&self) -> usize {
        self.values.len()
    }

    /// Leaves out a range of hours.
    pub(super) fn remove(&mut self, hours: core::ops::Range<usize>) {
        self.values.drain(hours.clone());
        self.lines.drain(hours);
    }

    /// Fills gaps of up to six hours of `steps` values each; the year is a ring.
    pub(super) fn fill(self, notes: &mut Vec<WeatherNote>, steps: usize) -> Result<Vec<f64>, WeatherError> {
        let missing = self.values.iter().filter(|value| value.is_none()).count();
        let filled = fill_gaps(&self.values, MAX_GAP_HOURS * steps).map_err(|gap| WeatherError::LongGap {
            line: self.lines.get(gap.start).copied().unwrap_or_default(),
            column: self.name.to_owned(),
            hours: gap.steps.div_ceil(steps),
        })?;
        if missing > 0 {
            notes.push(WeatherNote::GapsFilled { column: self.name.to_owned(), values: missing });
        }
        Ok(filled)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn column(values: &[Option<f64>]) -> Column {
        let mut column = Column::new("t", -60.0..=60.0);
        for (index, value) in values.iter().enumerate() {
            column.push(index + 1, *value).unwrap();
        }
        column
    }

    #[test]
    fn filled_gaps_are_noted() {
        let mut notes = Vec::new();
        let values = column(&[None, Some(2.0), None, None, Some(5.0), None]);
        assert_eq!(values.fill(&mut notes, 1).unwrap(), [3.0, 2.0, 3.0, 4.0, 5.0, 4.0]);
        assert_eq!(notes, [WeatherNote::GapsFilled { column: "t".to_owned(), values: 4 }]);
    }

    #[test]
    fn long_gaps_are_refused_with_their_line() {
        let mut values = vec![Some(1.0); 20];
        values[5..12].fill(None);
        let error = column(&values).fill(&mut Vec::new(), 1).unwrap_err();
        assert_eq!(error, WeatherError::LongGap { line: 6, column: "t".to_owned(), hours: 7 });
        assert!(column(&[None, None]).fill(&mut Vec::new(), 1).is_err());
    }

    #[test]
    fn implausible_values_are_refused() {
        assert!(Column::new("t", -60.0..=60.0).push(3, Some(400.0)).is_err());
    }
}
