//! A single column of temperatures, or a table whose columns have telling names: temperature, and irradiance
//! where there is one.
//!
//! Columns are found by name, never by position. Hours may be whole or divided; divided ones are averaged.

use super::error::HourCount;
use super::gaps::Column;
use super::{Weather, WeatherError, WeatherFormat, WeatherNote, plausible};
use crate::import::number::{NumberForm, is_gap, looks_numeric};
use crate::import::table::{Row, Table};
use crate::time::HOURS;

mod name;
mod stamp;

use name::{Named, Quantity, is_unit};
use stamp::hour_of;

/// Rows at most above and below the data.
const HEAD_ROWS: usize = 60;
/// Marks that files write in place of a missing temperature; none is a temperature in °C.
const MISSING_TEMPERATURES: [f64; 8] = [-9999.0, -999.0, -99.9, -99.0, 99.9, 999.0, 999.9, 9999.0];
/// The same for irradiance; small negative values are the night offset of a sensor.
const MISSING_IRRADIANCE_BELOW: f64 = -20.0;
const MISSING_IRRADIANCE: [f64; 2] = [9999.0, 99_999.0];
/// Irradiation of a year that no place on earth has, kWh/m².
const PLAUSIBLE_IRRADIATION: core::ops::RangeInclusive<f64> = 300.0..=2_800.0;

/// Reads a table with a column of temperatures.
pub(super) fn parse(text: &str) -> Result<Weather, WeatherError> {
    let table = Table::read(text);
    let data = Data::find(&table).ok_or(WeatherError::UnknownFormat)?;
    let columns: Vec<Named> = data.columns.iter().map(|column| data.named(&table, *column)).collect();
    let temperature = choose_temperature(&columns)?;
    let irradiance =
        columns.iter().filter(|named| named.is(Quantity::Irradiance)).min_by_key(|named| named.rank);
    let mut notes = Vec::new();
    let steps = data.steps_per_hour()?;
    data.check_order(&table, steps)?;
    let values = data.read(&table, temperature, plausible::TEMPERATURE_C, |value| {
        (!MISSING_TEMPERATURES.contains(&value)).then_some(temperature.unit.convert(value))
    })?;
    let temperature_c = data.hourly(values, steps, &mut notes)?;
    let global_irradiance_w_m2 = irradiance.and_then(|named| {
        let to_w_m2 = |value: f64| {
            let known = value >= MISSING_IRRADIANCE_BELOW && !MISSING_IRRADIANCE.contains(&value);
            known.then(|| named.unit.convert(value.max(0.0)) * named.unit.per_hour(steps))
        };
        let mut own_notes = Vec::new();
        let values = data.read(&table, named, plausible::IRRADIANCE_W_M2, to_w_m2);
        let values = values.and_then(|values| data.hourly(values, steps, &mut own_notes));
        let plausible =
            |values: &Vec<f64>| PLAUSIBLE_IRRADIATION.contains(&(values.iter().sum::<f64>() / 1000.0));
        let values = values.ok().filter(plausible);
        let dropped = [WeatherNote::IrradianceIncomplete];
        notes.extend(if values.is_some() { own_notes } else { dropped.to_vec() });
        values
    });
    if steps > 1 {
        notes.push(WeatherNote::AveragedToHours { per_hour: steps });
    }
    if data.rows.len() == 8784 * steps {
        notes.push(WeatherNote::LeapDayDropped);
    }
    dedup(&mut notes);
    let mut weather = Weather {
        source: source_of(temperature, irradiance.filter(|_| global_irradiance_w_m2.is_some())),
        format: WeatherFormat::Column,
        temperature_c,
        global_irradiance_w_m2,
        notes,
    };
    if data.is_utc(&table) {
        weather.temperature_c.rotate_right(1);
        if let Some(values) = &mut weather.global_irradiance_w_m2 {
            values.rotate_right(1);
        }
        weather.notes.push(WeatherNote::TurnedToUtc1 { utc_offset_hours: 0 });
    }
    Ok(weather)
}

fn dedup(notes: &mut Vec<WeatherNote>) {
    let mut kept: Vec<WeatherNote> = Vec::new();
    notes.retain(|note| {
        let new = !kept.contains(note);
        kept.push(note.clone());
        new
    });
}

/// The column with the most telling name; two that tell equally much are a question for the user.
fn choose_temperature(columns: &[Named]) -> Result<&Named, WeatherError> {
    let mut found: Vec<&Named> = columns.iter().filter(|named| named.is(Quantity::Temperature)).collect();
    found.sort_by_key(|named| named.rank);
    match found.as_slice() {
        [] => match columns {
            [only] => Ok(only),
            _ => Err(WeatherError::NoTemperatureColumn {
                names: columns
                    .iter()
                    .map(|named| named.name.clone())
                    .filter(|name| !name.is_empty())
                    .collect(),
            }),
        },
        [first, second, ..] if first.rank == second.rank => Err(WeatherError::AmbiguousColumns {
            names: found
                .iter()
                .take_while(|named| named.rank == first.rank)
                .map(|named| named.name.clone())
                .collect(),
        }),
        [first, ..] => Ok(first),
    }
}

fn source_of(temperature: &Named, irradiance: Option<&Named>) -> String {
    if temperature.name.is_empty() {
        return "Temperature column of an uploaded file".to_owned();
    }
    let irradiance = irradiance.map_or(String::new(), |named| format!(" and “{}”", named.name));
    format!("Column “{}”{irradiance} of an uploaded file", temperature.name)
}

/// The rows of a table that hold data.
struct Data {
    rows: core::ops::Range<usize>,
    /// Columns that hold numbers.
    columns: Vec<usize>,
}

impl Data {
    fn find(table: &Table<'_>) -> Option<Self> {
        let numeric = |column: usize| {
            let (mut numbers, mut rows) = (0, 0);
            for row in table.sample() {
                rows += 1;
                numbers += usize::from(looks_numeric(row.cell(column)));
            }
            rows > 0 && numbers * 10 > rows * 9
        };
        let columns: Vec<usize> = (0..table.columns).filter(|column| numeric(*column)).collect();
        // The data start with the first row that is filled like those in the middle.
        let is_data = |row: usize| {
            let row = &table.rows[row];
            row.cells.len() + 2 > table.columns && columns.iter().all(|column| is_value(row.cell(*column)))
        };
        let any = |row: usize| columns.iter().any(|column| looks_numeric(table.rows[row].cell(*column)));
        let count = table.rows.len();
        let first = (0..count.min(HEAD_ROWS)).find(|row| is_data(*row) && any(*row))?;
        let last = (first..count).rev().take(HEAD_ROWS).find(|row| is_data(*row))?;
        (!columns.is_empty()).then_some(Self { rows: first..last + 1, columns })
    }

    /// What the rows above the data call a column: the last one, with the one before if it holds only units.
    fn named(&self, table: &Table<'_>, column: usize) -> Named {
        // Preamble lines have another width than the table.
        let above = table.rows[..self.rows.start].iter().rev().take(2);
        let mut above = above.filter(|row| row.cells.len().abs_diff(table.columns) < 2);
        let text = |row: &Row<'_>, column: usize| {
            Some(row.cell(column)).filter(|cell| !looks_numeric(cell)).unwrap_or_default().to_owned()
        };
        let Some(last) = above.next() else { return Named::of(column, "") };
        let names = last.cells.iter().filter(|cell| !cell.is_empty());
        let units_only = names.clone().count() > 0 && names.clone().all(|cell| is_unit(cell));
        let name = match above.next().filter(|_| units_only) {
            Some(before) => format!("{} {}", text(before, column), text(last, column)),
            None => text(last, column),
        };
        Named::of(column, &name)
    }

    /// Rows per hour: 8760 or 8784 hours, each once or divided into up to 60 steps.
    fn steps_per_hour(&self) -> Result<usize, WeatherError> {
        let given = self.rows.len();
        [1, 2, 4, 6, 12, 60]
            .into_iter()
            .find(|steps| given == HOURS * steps || given == 8784 * steps)
            .ok_or(WeatherError::WrongLength { given })
    }

    /// Checks the order of the hours where the file names them.
    fn check_order(&self, table: &Table<'_>, steps: usize) -> Result<(), WeatherError> {
        let Some(hour_of) = hour_of(table, self.rows.start) else { return Ok(()) };
        let hours = |row: usize| hour_of(&table.rows[row]);
        let Some(first) = hours(self.rows.start).filter(|_| steps == 1) else { return Ok(()) };
        // Hours count from 0 (or 24 of the day before) by their start, from 1 by their end.
        let by_end = first.2 == 1;
        let mut count = HourCount::new(self.rows.len() == 8784);
        for row in self.rows.clone() {
            let line = table.rows[row].line;
            let (month, day, hour) = hours(row).ok_or_else(|| WeatherError::NotANumber {
                line,
                column: "time".to_owned(),
                text: table.rows[row].cells.join(" ").chars().take(40).collect(),
            })?;
            let (month, day, hour) = stamp::counted(month, day, hour, by_end, self.rows.len() == 8784);
            if !count.expects((month, day, hour)) {
                return Err(WeatherError::OutOfOrder { line, month, day, hour });
            }
        }
        Ok(())
    }

    /// Whether head or stamps say UTC.
    fn is_utc(&self, table: &Table<'_>) -> bool {
        let stamps = table.rows[self.rows.start].cells.iter().take(2);
        let mut stamps = stamps.filter(|cell| cell.contains(':'));
        if stamps.any(|cell| cell.ends_with('Z') || cell.ends_with("+00:00") || cell.ends_with("UTC")) {
            return true;
        }
        let head = table.rows[..self.rows.start].iter().rev().take(2);
        head.flat_map(|row| &row.cells).any(|cell| {
            let cell = cell.to_lowercase();
            let cell = cell.trim_matches(|c: char| !c.is_alphanumeric());
            ["time(utc", "time utc", "time (utc", "zeit (utc", "zeit utc", "date utc", "utc", "gmt"]
                .contains(&cell)
        })
    }

    fn read(
        &self,
        table: &Table<'_>,
        named: &Named,
        plausible: core::ops::RangeInclusive<f64>,
        known: impl Fn(f64) -> Option<f64>,
    ) -> Result<Column, WeatherError> {
        let rows = &table.rows[self.rows.clone()];
        let form = NumberForm::of(rows.iter().map(|row| row.cell(named.column)));
        let name = if named.is(Quantity::Irradiance) { "irradiance" } else { "temperature" };
        let mut column = Column::new(name, plausible);
        for row in rows {
            let cell = row.cell(named.column);
            let value = form.parse(cell);
            if value.is_none() && !is_gap(cell) {
                let text = cell.chars().take(40).collect();
                return Err(WeatherError::NotANumber { line: row.line, column: name.to_owned(), text });
            }
            column.push(row.line, value.and_then(&known))?;
        }
        Ok(column)
    }

    /// Hourly values of the 8760 hours, without gaps.
    fn hourly(
        &self,
        mut column: Column,
        steps: usize,
        notes: &mut Vec<WeatherNote>,
    ) -> Result<Vec<f64>, WeatherError> {
        if self.rows.len() == 8784 * steps {
            column.remove(59 * 24 * steps..60 * 24 * steps);
        }
        let values = column.fill(notes, steps)?;
        Ok(values.chunks_exact(steps).map(|hour| hour.iter().sum::<f64>() / steps as f64).collect())
    }
}

fn is_value(cell: &str) -> bool {
    looks_numeric(cell) || is_gap(cell)
}
