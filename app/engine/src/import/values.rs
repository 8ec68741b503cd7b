//! The numbers of a column, in the form of that column.

use super::grid::Cell;
use super::kind::without_unit;
use super::number::{NumberForm, is_gap};
use super::report::{FileFormat, Notes, RejectReason, Stop, WarningCode, short};

/// Most unreadable cells, in percent.
const UNREADABLE_MAX_PERCENT: usize = 2;

/// Largest size of a value in any unit.
pub(super) const VALUE_MAX: f64 = 1e12;

/// Reads cells as numbers; gaps are `None`.
pub(super) struct ValueReader {
    form: NumberForm,
    text_rows: Vec<usize>,
    native: usize,
    formulas: usize,
    unreadable: Vec<usize>,
    first_unreadable: String,
    read: usize,
}

impl ValueReader {
    /// Decides the form of numbers from all cells that are given.
    pub(super) fn new<'g>(cells: impl Iterator<Item = &'g Cell<'g>>, notes: &mut Notes) -> Self {
        let texts = cells.map(Cell::text).filter(|text| !is_gap(text));
        let form = NumberForm::seen_in(texts.map(|text| without_unit_of(text).0));
        notes.found.decimal = form.map(NumberForm::sign);
        Self {
            form: form.unwrap_or(NumberForm::DecimalPoint),
            text_rows: Vec::new(),
            native: 0,
            formulas: 0,
            unreadable: Vec::new(),
            first_unreadable: String::new(),
            read: 0,
        }
    }

    /// The value of a cell in this line of the file.
    pub(super) fn read(&mut self, cell: &Cell<'_>, line: usize) -> Option<f64> {
        let value = self.number(cell, line)?;
        // No meter counts that far; it is the mark of a program for “no value”.
        if value.abs() > VALUE_MAX {
            self.refuse(line, cell.text());
            return None;
        }
        Some(value)
    }

    fn number(&mut self, cell: &Cell<'_>, line: usize) -> Option<f64> {
        self.read += 1;
        match cell {
            Cell::Number(number) => {
                self.native += 1;
                number.is_finite().then_some(*number)
            }
            Cell::Formula => {
                self.formulas += 1;
                None
            }
            Cell::Moment(_) => {
                self.refuse(line, "");
                None
            }
            Cell::Text(text) => {
                if let Some(number) = self.form.read(text) {
                    self.text_rows.push(line);
                    return Some(number);
                }
                if is_gap(text) {
                    return None;
                }
                let number = self.form.read(without_unit_of(text).0);
                match number {
                    Some(_) => self.text_rows.push(line),
                    None => self.refuse(line, text),
                }
                number
            }
        }
    }

    fn refuse(&mut self, line: usize, text: &str) {
        if self.unreadable.is_empty() {
            self.first_unreadable = short(text);
        }
        self.unreadable.push(line);
    }

    /// Reports what was noticed.
    pub(super) fn finish(self, notes: &mut Notes) -> Result<(), Stop> {
        if self.formulas * 100 > self.read {
            return Err(Stop::file(RejectReason::FormulasWithoutValues { count: self.formulas }));
        }
        if self.unreadable.len() * 100 > self.read * UNREADABLE_MAX_PERCENT {
            let reason =
                RejectReason::UnreadableValues { text: self.first_unreadable, count: self.unreadable.len() };
            return Err(Stop::line(self.unreadable[0], reason));
        }
        if notes.found.format == Some(FileFormat::Workbook) {
            notes.warn_rows(WarningCode::TextNumbers, &self.text_rows);
        }
        notes.warn_rows(WarningCode::UnreadableValues, &self.unreadable);
        Ok(())
    }
}

/// The number of a cell that may carry its unit.
fn without_unit_of(text: &str) -> (&str, bool) {
    if text.as_bytes().last().is_some_and(u8::is_ascii_digit) {
        return (text, false);
    }
    without_unit(text).map_or((text, false), |(number, _)| (number, true))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is read in a column of numbers with decimal points.
    fn read(cell: &Cell<'_>) -> Option<f64> {
        let column = [Cell::Text("1.5".into())];
        let mut reader = ValueReader::new(column.iter(), &mut Notes::default());
        let value = reader.read(cell, 1);
        assert_eq!(value.is_none(), reader.unreadable == [1], "what is no value is noted with its line");
        value
    }

    #[test]
    fn the_greatest_value_of_a_file_is_a_million_millions_in_its_unit() {
        for sign in [1.0, -1.0] {
            assert_eq!(read(&Cell::Number(sign * 1e12)), Some(sign * 1e12));
            assert_eq!(read(&Cell::Number(sign * 1_000_000_000_000.5)), None);
        }
        for (text, value) in [
            ("1000000000000", Some(1e12)),
            ("-1000000000000", Some(-1e12)),
            ("1e12", Some(1e12)),
            ("999999999999.5", Some(999_999_999_999.5)),
            ("1000000000000.5", None),
            ("1000000000001", None),
            ("-1000000000001", None),
            ("1.0001e12", None),
            ("1e300", None),
        ] {
            assert_eq!(read(&Cell::Text(text.into())), value, "{text}");
        }
    }
}
