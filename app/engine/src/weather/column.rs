//! A single column of 8760 or 8784 temperatures, or one column of a table with a telling name.

use super::gaps::Column;
use super::{Weather, WeatherError, WeatherFormat, WeatherNote, plausible};
use crate::import::number::{NumberForm, is_gap, looks_numeric};
use crate::import::table::Table;

/// Parts of names that stand for an outdoor temperature; the earlier ones are better.
const NAMES: [&str; 7] = ["außentemp", "aussentemp", "outdoor", "ambient", "temp", "t_amb", "°c"];

/// Reads a table with a column of temperatures.
pub(super) fn parse(text: &str) -> Result<Weather, WeatherError> {
    let table = Table::read(text);
    let numeric = |column: usize| {
        let (mut numbers, mut rows) = (0, 0);
        for row in table.sample() {
            rows += 1;
            numbers += usize::from(looks_numeric(row.cell(column)));
        }
        rows > 0 && numbers * 10 > rows * 9
    };
    let columns: Vec<usize> = (0..table.columns).filter(|column| numeric(*column)).collect();
    let head: Vec<_> = table.rows.iter().take(30).collect();
    let first_data = |column: usize| head.iter().position(|row| looks_numeric(row.cell(column)));
    let named = |name: &&str| {
        columns.iter().copied().find(|column| {
            let rows = &head[..first_data(*column).unwrap_or(0)];
            rows.iter().any(|row| row.cell(*column).to_lowercase().contains(*name))
        })
    };
    let column = match NAMES.iter().find_map(named) {
        Some(column) => column,
        None if columns.len() == 1 => columns[0],
        None => return Err(WeatherError::UnknownFormat),
    };
    let start = first_data(column).ok_or(WeatherError::UnknownFormat)?;
    let rows = &table.rows[start..];
    let form = NumberForm::of(rows.iter().map(|row| row.cell(column)));
    let mut temperature = Column::new("temperature", plausible::TEMPERATURE_C);
    for row in rows {
        let cell = row.cell(column);
        let value = form.parse(cell);
        if value.is_none() && !is_gap(cell) {
            let text = cell.chars().take(40).collect();
            return Err(WeatherError::NotANumber { line: row.line, column: "temperature".to_owned(), text });
        }
        temperature.push(row.line, value)?;
    }
    let mut notes = Vec::new();
    match temperature.len() {
        8760 => {}
        8784 => {
            temperature.remove(59 * 24..60 * 24);
            notes.push(WeatherNote::LeapDayDropped);
        }
        given => return Err(WeatherError::WrongLength { given }),
    }
    let temperature_c = temperature.fill(&mut notes)?;
    let source = "Temperature column of an uploaded file".to_owned();
    Ok(Weather { source, format: WeatherFormat::Column, temperature_c, global_irradiance_w_m2: None, notes })
}
