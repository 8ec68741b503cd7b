//! The series that ship with the product: one compact text file per region.
//!
//! Header lines start with `#`; then 365 lines `t,…` with 24 temperatures in 0.1 °C and 365 lines `g,…` with
//! 24 irradiances in W/m², one line per day.

use super::{Weather, WeatherError, WeatherFormat};
use crate::time::HOURS;

/// Reads a built-in series; the sums in its header are checked.
///
/// # Errors
/// [`WeatherError::Damaged`].
pub fn parse_builtin(text: &str) -> Result<Weather, WeatherError> {
    let damaged = |reason: String| WeatherError::Damaged { reason };
    let (mut tenths, mut irradiance) = (Vec::with_capacity(HOURS), Vec::with_capacity(HOURS));
    for (index, line) in text.lines().enumerate() {
        let (values, rest) = match line.split_once(',') {
            Some(("t", rest)) => (&mut tenths, rest),
            Some(("g", rest)) => (&mut irradiance, rest),
            _ if line.starts_with('#') || line.is_empty() => continue,
            _ => return Err(damaged(format!("line {}", index + 1))),
        };
        for field in rest.split(',') {
            let value: i32 = field.parse().map_err(|_| damaged(format!("line {}: “{field}”", index + 1)))?;
            values.push(f64::from(value));
        }
    }
    for (name, values) in [("total t", &tenths), ("total g", &irradiance)] {
        let sum: f64 = values.iter().sum();
        if values.len() != HOURS || header(text, name) != Some(format!("{sum}").as_str()) {
            return Err(damaged(format!("{} values, {name} {sum}", values.len())));
        }
    }
    let source = header(text, "source").ok_or_else(|| damaged("no source".to_owned()))?.to_owned();
    Ok(Weather {
        source,
        format: WeatherFormat::BuiltIn,
        temperature_c: tenths.iter().map(|value| value / 10.0).collect(),
        global_irradiance_w_m2: Some(irradiance),
        notes: Vec::new(),
    })
}

fn header<'a>(text: &'a str, name: &str) -> Option<&'a str> {
    text.lines()
        .take_while(|line| line.starts_with('#'))
        .find_map(|line| line.strip_prefix("# ")?.strip_prefix(name)?.strip_prefix(": "))
}
