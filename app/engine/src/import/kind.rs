//! What a cell could be, and how often the cells of a column are it.

use super::grid::{Cell, Grid};
use super::number::{is_gap, looks_numeric};
use super::stamp::{DateOrder, Stamp, parse_date, parse_stamp, parse_time};
use super::unit::Unit;

/// What a cell could be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Empty,
    /// A mark for a missing value.
    Gap,
    /// Date with time.
    Stamp,
    Date,
    Time,
    Number,
    /// A formula without a result.
    Formula,
    Word,
}

/// What a cell could be.
pub(super) fn kind(cell: &Cell<'_>) -> Kind {
    match cell {
        Cell::Number(_) => Kind::Number,
        Cell::Formula => Kind::Formula,
        // 24:00 is 1.0; binary fractions drift.
        Cell::Moment(serial) if *serial < 1.000_01 => Kind::Time,
        Cell::Moment(serial) if (serial - libm::round(*serial)).abs() < 1e-6 => Kind::Date,
        Cell::Moment(_) => Kind::Stamp,
        Cell::Text(text) => kind_of_text(text),
    }
}

fn kind_of_text(text: &str) -> Kind {
    if text.is_empty() {
        return Kind::Empty;
    }
    if is_gap(text) {
        return Kind::Gap;
    }
    let any_order =
        |parse: &dyn Fn(DateOrder) -> bool| parse(DateOrder::DayFirst) || parse(DateOrder::MonthFirst);
    if text.contains(':') {
        return if parse_time(text).is_some() {
            Kind::Time
        } else if any_order(&|order| parse_stamp(text, order).is_some()) {
            Kind::Stamp
        } else {
            Kind::Word
        };
    }
    if any_order(&|order| parse_date(text, order).is_some()) {
        return Kind::Date;
    }
    if let Some(stamp) = parse_stamp(text, DateOrder::DayFirst) {
        return if text.len() > 8 || stamp.offset.is_some() { Kind::Stamp } else { Kind::Date };
    }
    if looks_numeric(text) || without_unit(text).is_some() { Kind::Number } else { Kind::Word }
}

/// A number with its unit in one cell, such as `12,5 kWh`.
pub(super) fn without_unit(text: &str) -> Option<(&str, Unit)> {
    let text = text.trim();
    let start = text
        .rfind(|c: char| !c.is_alphabetic())
        .map_or(0, |at| at + text[at..].chars().next().map_or(1, char::len_utf8));
    let (number, unit) = text.split_at(start);
    let unit = Unit::of_word(unit)?;
    looks_numeric(number).then_some((number.trim(), unit))
}

/// How many cells of a column are of which kind.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Counts {
    pub rows: usize,
    pub empty: usize,
    pub gaps: usize,
    pub stamps: usize,
    pub dates: usize,
    pub times: usize,
    pub numbers: usize,
    pub formulas: usize,
    pub words: usize,
}

impl Counts {
    /// Counts the cells of a column in some rows.
    pub(super) fn of(grid: &Grid<'_>, column: usize, rows: impl Iterator<Item = usize>) -> Self {
        let mut counts = Self::default();
        for row in rows {
            counts.rows += 1;
            match kind(grid.cell(row, column)) {
                Kind::Empty => counts.empty += 1,
                Kind::Gap => counts.gaps += 1,
                Kind::Stamp => counts.stamps += 1,
                Kind::Date => counts.dates += 1,
                Kind::Time => counts.times += 1,
                Kind::Number => counts.numbers += 1,
                Kind::Formula => counts.formulas += 1,
                Kind::Word => counts.words += 1,
            }
        }
        counts
    }

    const fn filled(&self) -> usize {
        self.rows - self.empty
    }

    /// Nearly all filled cells are dates with times; programs may leave out midnight.
    pub(super) const fn is_joined(&self) -> bool {
        self.filled() * 2 > self.rows
            && (self.stamps + self.dates) * 10 > self.filled() * 9
            && self.stamps * 2 > self.filled()
    }

    /// Nearly all filled cells are dates; there may be few of them.
    pub(super) const fn is_date(&self) -> bool {
        self.dates > 0 && self.dates * 10 > self.filled() * 9
    }

    pub(super) const fn is_time(&self) -> bool {
        self.filled() * 2 > self.rows && self.times * 10 > self.filled() * 9
    }

    /// Nearly all cells are numbers or missing, and more than half are numbers.
    pub(super) const fn is_value(&self) -> bool {
        self.numbers * 2 > self.rows && (self.numbers + self.gaps + self.empty) * 10 > self.rows * 7
    }

    pub(super) const fn is_formula(&self) -> bool {
        self.formulas * 2 > self.rows
    }
}

/// How stamps are written as plain numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NumericStamp {
    /// Day numbers of spreadsheet programs.
    Serial,
    /// Seconds since 1970, UTC.
    Seconds,
    /// Milliseconds since 1970, UTC.
    Milliseconds,
}

impl NumericStamp {
    /// The form in which numbers grow by equal steps of time.
    pub(super) fn of(numbers: &[f64]) -> Option<Self> {
        [Self::Serial, Self::Seconds, Self::Milliseconds].into_iter().find(|form| {
            let stamps: Vec<i64> =
                numbers.iter().map_while(|number| form.stamp(*number)).map(|stamp| stamp.minute).collect();
            let regular =
                stamps.windows(2).filter(|pair| matches!(pair[1] - pair[0], 1..=60 | -60..=-1)).count();
            stamps.len() == numbers.len() && stamps.len() > 10 && regular * 10 > stamps.len() * 8
        })
    }

    /// The stamp of a number.
    pub(super) fn stamp(self, number: f64) -> Option<Stamp> {
        let of_seconds = |seconds: f64| {
            // From 1990 to 2100.
            (631_152_000.0..4_102_444_800.0)
                .contains(&seconds)
                .then(|| Stamp { offset: Some(0), ..Stamp::at(libm::round(seconds / 60.0) as i64) })
        };
        match self {
            Self::Serial => Stamp::of_serial(number),
            Self::Seconds => of_seconds(number),
            Self::Milliseconds => of_seconds(number / 1000.0),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use super::*;

    #[test]
    fn cells_are_told_apart() {
        let text = |text: &'static str| kind(&Cell::Text(Cow::Borrowed(text)));
        assert_eq!(text("01.02.2023"), Kind::Date);
        assert_eq!(text("20230201"), Kind::Date);
        assert_eq!(text("202302010015"), Kind::Stamp);
        assert_eq!(text("01.02.2023 00:15"), Kind::Stamp);
        assert_eq!(text("2/13/2023 1:15 PM"), Kind::Stamp);
        assert_eq!(text("00:15"), Kind::Time);
        assert_eq!(text("1.234.567"), Kind::Number);
        assert_eq!(text("12,5 kWh"), Kind::Number);
        assert_eq!(text("#NV"), Kind::Gap);
        assert_eq!(text("wahr"), Kind::Word);
        assert_eq!(kind(&Cell::Moment(0.010_416_7)), Kind::Time);
        assert_eq!(kind(&Cell::Moment(45_000.0)), Kind::Date);
        assert_eq!(kind(&Cell::Moment(45_000.25)), Kind::Stamp);
        assert_eq!(without_unit("12,5 kWh"), Some(("12,5", Unit::Kwh)));
        assert_eq!(without_unit("kWh"), None);
    }

    #[test]
    fn numbers_that_grow_like_time_are_stamps() {
        let quarters =
            |start: f64, step: f64| (0..50).map(|i| start + f64::from(i) * step).collect::<Vec<_>>();
        assert_eq!(NumericStamp::of(&quarters(44_927.0, 1.0 / 96.0)), Some(NumericStamp::Serial));
        assert_eq!(NumericStamp::of(&quarters(1_672_527_600.0, 900.0)), Some(NumericStamp::Seconds));
        assert_eq!(
            NumericStamp::of(&quarters(1_672_527_600_000.0, 900_000.0)),
            Some(NumericStamp::Milliseconds)
        );
        assert_eq!(NumericStamp::of(&quarters(44_927.0, 0.0)), None);
        assert_eq!(NumericStamp::of(&quarters(10.0, 1.0)), None);
    }
}
