//! Series whose missing values are filled over short gaps.

use super::{WeatherError, WeatherNote};

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

    /// Fills gaps of up to six hours; the year is a ring.
    pub(super) fn fill(self, notes: &mut Vec<WeatherNote>) -> Result<Vec<f64>, WeatherError> {
        let count = self.values.len();
        let missing = self.values.iter().filter(|value| value.is_none()).count();
        if missing == 0 {
            return Ok(self.values.into_iter().flatten().collect());
        }
        let long_gap = |start: usize, hours: usize| WeatherError::LongGap {
            line: self.lines[start % count],
            column: self.name.to_owned(),
            hours,
        };
        let Some(first) = self.values.iter().position(Option::is_some) else {
            return Err(long_gap(0, count));
        };
        let mut filled = vec![0.0; count];
        let (mut last, mut last_value) = (first, 0.0);
        // From the first value once around to the same value again.
        for position in first..=first + count {
            let Some(value) = self.values[position % count] else { continue };
            let gap = position - last;
            if gap > MAX_GAP_HOURS + 1 {
                return Err(long_gap(last + 1, gap - 1));
            }
            for step in 1..gap {
                let share = step as f64 / gap as f64;
                filled[(last + step) % count] = last_value + (value - last_value) * share;
            }
            filled[position % count] = value;
            (last, last_value) = (position, value);
        }
        notes.push(WeatherNote::GapsFilled { column: self.name.to_owned(), values: missing });
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
    fn short_gaps_are_filled_also_over_the_turn_of_the_year() {
        let mut notes = Vec::new();
        let values = column(&[None, Some(2.0), None, None, Some(5.0), None]);
        assert_eq!(values.fill(&mut notes).unwrap(), [3.0, 2.0, 3.0, 4.0, 5.0, 4.0]);
        assert_eq!(notes, [WeatherNote::GapsFilled { column: "t".to_owned(), values: 4 }]);
    }

    #[test]
    fn long_gaps_are_refused_with_their_line() {
        let mut values = vec![Some(1.0); 20];
        values[5..12].fill(None);
        let error = column(&values).fill(&mut Vec::new()).unwrap_err();
        assert_eq!(error, WeatherError::LongGap { line: 6, column: "t".to_owned(), hours: 7 });
        assert!(column(&[None, None]).fill(&mut Vec::new()).is_err());
    }

    #[test]
    fn implausible_values_are_refused() {
        assert!(Column::new("t", -60.0..=60.0).push(3, Some(400.0)).is_err());
    }
}
