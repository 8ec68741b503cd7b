//! EnergyPlus weather files: eight header records, then 35 comma-separated fields per hour.
//!
//! Field 7 is the dry-bulb temperature in °C, field 14 the global horizontal irradiation of the hour in
//! Wh/m². The year of a record changes from month to month and is not read; nor is the minute (0 or 60).

use super::error::HourCount;
use super::gaps::Column;
use super::{Weather, WeatherError, WeatherFormat, WeatherNote, plausible};

/// Header records before the data.
const HEADER_RECORDS: usize = 8;
/// From these values on a field is missing (EnergyPlus weather file data dictionary).
const MISSING_TEMPERATURE_C: f64 = 99.9;
const MISSING_IRRADIANCE: f64 = 9999.0;

/// Whether a text starts like an EPW file.
pub(super) fn is_epw(text: &str) -> bool {
    text.trim_start().get(..9).is_some_and(|start| start.eq_ignore_ascii_case("LOCATION,"))
}

/// Reads an EPW file.
pub(super) fn parse(text: &str) -> Result<Weather, WeatherError> {
    let header: Vec<&str> = text.lines().take(HEADER_RECORDS).collect();
    let per_hour = header
        .iter()
        .find(|line| line.starts_with("DATA PERIODS"))
        .and_then(|line| line.split(',').nth(2)?.trim().parse::<usize>().ok())
        .unwrap_or(1);
    if per_hour != 1 {
        return Err(WeatherError::NotHourly { per_hour });
    }
    let rows: Vec<(usize, &str)> = text
        .lines()
        .enumerate()
        .skip(HEADER_RECORDS)
        .filter(|(_, line)| !line.trim_matches(|c: char| c.is_whitespace() || c == '\u{1A}').is_empty())
        .map(|(index, line)| (index + 1, line))
        .collect();
    if rows.len() != 8760 && rows.len() != 8784 {
        return Err(WeatherError::WrongLength { given: rows.len() });
    }
    let mut count = HourCount::new(rows.len() == 8784);
    let mut temperature = Column::new("dry bulb temperature", plausible::TEMPERATURE_C);
    let mut irradiance = Column::new("global horizontal irradiation", plausible::IRRADIANCE_W_M2);
    for (line, text) in &rows {
        let fields: Vec<&str> = text.split(',').take(14).collect();
        let number = |field: usize, column: &str| {
            let text = fields.get(field).copied().unwrap_or_default().trim();
            text.parse::<f64>().ok().filter(|value| value.is_finite()).ok_or_else(|| {
                WeatherError::NotANumber {
                    line: *line,
                    column: column.to_owned(),
                    text: text.chars().take(40).collect(),
                }
            })
        };
        let part = |field, name| number(field, name).map(|value| value as u8);
        let (month, day, hour) = (part(1, "month")?, part(2, "day")?, part(3, "hour")?);
        if !count.expects((month, day, hour)) {
            return Err(WeatherError::OutOfOrder { line: *line, month, day, hour });
        }
        let value = number(6, temperature.name())?;
        temperature.push(*line, (value < MISSING_TEMPERATURE_C).then_some(value))?;
        let value = number(13, irradiance.name())?;
        irradiance.push(*line, (value < MISSING_IRRADIANCE).then_some(value))?;
    }
    let mut notes = Vec::new();
    if rows.len() == 8784 {
        temperature.remove(59 * 24..60 * 24);
        irradiance.remove(59 * 24..60 * 24);
        notes.push(WeatherNote::LeapDayDropped);
    }
    let mut temperature_c = temperature.fill(&mut notes, 1)?;
    let mut global_irradiance_w_m2 = irradiance.fill(&mut notes, 1).ok();
    if global_irradiance_w_m2.is_none() {
        notes.push(WeatherNote::IrradianceIncomplete);
    }
    let location: Vec<&str> =
        header.first().map(|line| line.split(',').map(str::trim).collect()).unwrap_or_default();
    let utc_offset_hours =
        location.get(8).and_then(|text| text.parse::<f64>().ok()).map_or(1, |hours| hours as i32);
    if utc_offset_hours != 1 {
        // Row 0 of a file at UTC+n starts 1 - n hours later on the axis.
        let shift = (1 - utc_offset_hours).rem_euclid(24) as usize;
        let turn = |values: &mut Vec<f64>| {
            if utc_offset_hours <= 1 { values.rotate_right(shift) } else { values.rotate_left(24 - shift) }
        };
        turn(&mut temperature_c);
        if let Some(values) = &mut global_irradiance_w_m2 {
            turn(values);
        }
        notes.push(WeatherNote::TurnedToUtc1 { utc_offset_hours });
    }
    let field = |index: usize| location.get(index).copied().unwrap_or_default();
    let source = format!("EPW {}, {}, {}, WMO {}", field(1), field(3), field(4), field(5));
    Ok(Weather { source, format: WeatherFormat::Epw, temperature_c, global_irradiance_w_m2, notes })
}
