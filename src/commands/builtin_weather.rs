//! The test reference years as they are named on the command line: `try:04`.

use engine::weather::{TRY_REGIONS, try_region};

/// Reads the name of a region, 1 to 15.
///
/// # Errors
/// A text that lists the known names.
pub fn parse(text: &str) -> Result<u8, String> {
    let number = text.strip_prefix("try:").and_then(|number| number.parse().ok());
    number.filter(|number| try_region(*number).is_some()).ok_or_else(|| {
        let known =
            TRY_REGIONS.iter().map(|region| format!("\n  try:{:02}  {}", region.number, region.name_en));
        format!("unknown weather; known:{}", known.collect::<String>())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::services::inputs::builtin_weather;

    #[test]
    fn every_region_has_a_name_and_a_year_of_weather() {
        for region in 1..=15 {
            assert_eq!(parse(&format!("try:{region:02}")), Ok(region));
            assert_eq!(parse(&format!("try:{region}")), Ok(region));
            assert_eq!(builtin_weather(region).unwrap().temperature_c.len(), 8760);
        }
    }

    #[test]
    fn an_unknown_region_lists_the_known_ones() {
        for wrong in ["try:16", "try:0", "try:", "4", "potsdam"] {
            let error = parse(wrong).unwrap_err();
            assert!(error.contains("try:01") && error.contains("try:15"), "{error}");
        }
    }
}
