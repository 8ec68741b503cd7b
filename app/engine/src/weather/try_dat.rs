//! Test reference years of DWD: 2010/2035 with 19 columns, 2015/2045 with 17 columns.
//!
//! Columns are found by name. `t` is the air temperature in °C; `B` and `D` are direct and diffuse irradiance
//! on the horizontal plane in W/m², whose sum is the global irradiance. Hour 1 is [0, 1) at UTC+1.

use super::error::HourCount;
use super::gaps::Column;
use super::{Weather, WeatherError, WeatherFormat, WeatherNote, plausible};

/// What programs for DOS wrote behind the last line.
const END_OF_FILE: char = '\u{1A}';

/// Positions of the wanted columns and the line that names them.
pub(super) struct Columns {
    /// First line of the data, from 0.
    first_line: usize,
    by_order: bool,
    month: usize,
    day: usize,
    hour: usize,
    temperature: usize,
    irradiance: Option<(usize, usize)>,
}

/// Finds the line that names the columns.
pub(super) fn find_columns(text: &str) -> Option<Columns> {
    text.lines().take(200).enumerate().find_map(|(index, line)| {
        let names: Vec<&str> = line.split_whitespace().collect();
        let position = |name: &str| names.iter().position(|other| *other == name);
        Some(Columns {
            first_line: index + 1,
            by_order: false,
            month: position("MM")?,
            day: position("DD")?,
            hour: position("HH")?,
            temperature: position("t")?,
            irradiance: position("B").zip(position("D")),
        })
    })
}

/// The columns of a file whose head was removed: 19 numbers per line until 2035, 17 from 2015 on.
///
/// The hours are counted as in every file, so that other tables of this width are refused.
pub(super) fn columns_by_order(text: &str) -> Option<Columns> {
    let numbers = |line: &str| {
        let mut fields = line.split_whitespace();
        fields.clone().all(|field| field.parse::<f64>().is_ok()).then(|| fields.by_ref().count())
    };
    let mut lines = text.lines().take(200).enumerate();
    let (first_line, width) = lines.find_map(|(index, line)| {
        numbers(line).filter(|width| [17, 19].contains(width)).map(|width| (index, width))
    })?;
    let (temperature, direct) = if width == 19 { (8, 13) } else { (5, 12) };
    let irradiance = Some((direct, direct + 1));
    Some(Columns { first_line, by_order: true, month: 2, day: 3, hour: 4, temperature, irradiance })
}

/// Reads the rows below the header.
pub(super) fn parse(text: &str, columns: &Columns) -> Result<Weather, WeatherError> {
    let mut rows: Vec<(usize, Vec<&str>)> = text
        .lines()
        .enumerate()
        .skip(columns.first_line)
        .map(|(index, line)| (index, line.trim_matches(|c: char| c.is_whitespace() || c == END_OF_FILE)))
        .filter(|(_, line)| !line.is_empty() && !line.starts_with("***"))
        .map(|(index, line)| (index + 1, line.split_whitespace().collect()))
        .collect();
    let mut notes = Vec::new();
    if columns.by_order {
        notes.push(WeatherNote::ColumnsByOrder);
    }
    if rows.len() == 8761 && hour_of(&rows[0], columns)? == (12, 31, 24) {
        rows.remove(0);
        notes.push(WeatherNote::LeadingCopyDropped);
    }
    if rows.len() != 8760 && rows.len() != 8784 {
        return Err(WeatherError::WrongLength { given: rows.len() });
    }
    let mut count = HourCount::new(rows.len() == 8784);
    let mut temperature = Column::new("t", plausible::TEMPERATURE_C);
    let mut irradiance = Column::new("B+D", plausible::IRRADIANCE_W_M2);
    for row in &rows {
        let (month, day, hour) = hour_of(row, columns)?;
        if !count.expects((month, day, hour)) {
            return Err(WeatherError::OutOfOrder { line: row.0, month, day, hour });
        }
        let value = number(row, columns.temperature, "t")?;
        temperature.push(row.0, (value.abs() < 99.0).then_some(value))?;
        if let Some((direct, diffuse)) = columns.irradiance {
            let (direct, diffuse) = (number(row, direct, "B")?, number(row, diffuse, "D")?);
            let known = (0.0..9999.0).contains(&direct) && (0.0..9999.0).contains(&diffuse);
            irradiance.push(row.0, known.then_some(direct + diffuse))?;
        }
    }
    if rows.len() == 8784 {
        temperature.remove(59 * 24..60 * 24);
        if irradiance.len() == 8784 {
            irradiance.remove(59 * 24..60 * 24);
        }
        notes.push(WeatherNote::LeapDayDropped);
    }
    let temperature_c = temperature.fill(&mut notes, 1)?;
    let global_irradiance_w_m2 = (irradiance.len() == 8760)
        .then(|| {
            let filled = irradiance.fill(&mut notes, 1).ok();
            if filled.is_none() {
                notes.push(WeatherNote::IrradianceIncomplete);
            }
            filled
        })
        .flatten();
    let source = source_line(text, columns.first_line.saturating_sub(1));
    Ok(Weather { source, format: WeatherFormat::DwdTry, temperature_c, global_irradiance_w_m2, notes })
}

fn hour_of(row: &(usize, Vec<&str>), columns: &Columns) -> Result<(u8, u8, u8), WeatherError> {
    let part = |column, name| number(row, column, name).map(|value| value as u8);
    Ok((part(columns.month, "MM")?, part(columns.day, "DD")?, part(columns.hour, "HH")?))
}

fn number(row: &(usize, Vec<&str>), column: usize, name: &str) -> Result<f64, WeatherError> {
    let text = row.1.get(column).copied().unwrap_or_default();
    text.parse::<f64>().ok().filter(|value| value.is_finite()).ok_or_else(|| WeatherError::NotANumber {
        line: row.0,
        column: name.to_owned(),
        text: text.chars().take(40).collect(),
    })
}

/// The facts of the header that tell one test reference year from another.
fn source_line(text: &str, header_index: usize) -> String {
    let mut parts = vec!["Deutscher Wetterdienst (DWD), Testreferenzjahr".to_owned()];
    for line in text.lines().take(header_index) {
        let line = line.split_whitespace().collect::<Vec<_>>().join(" ");
        let wanted = ["TRY", "Station:", "Rechtswert", "Hochwert", "Art des TRY", "Bezugszeitraum"];
        if wanted.iter().any(|start| line.starts_with(start)) && !line.starts_with("TRY-") && line.len() < 120
        {
            parts.push(line.replace(" : ", ": "));
        }
    }
    parts.join(", ")
}
