//! Outdoor temperature and global irradiance of one year: built-in test reference years and uploaded files.
//!
//! Every series has 8760 hours at UTC+1; hour `i` is [i, i+1). Temperatures of DWD test reference years are
//! measured in the middle of the hour, those of EPW files at its end; both are taken as the value of the hour.

use serde::{Deserialize, Serialize};

use crate::import::ForeignFormat;
use crate::import::decode;

mod builtin;
mod column;
mod epw;
mod error;
mod gaps;
mod region;
mod try_dat;

pub use builtin::parse_builtin;
pub use error::{WeatherError, WeatherNote};
pub use region::{TRY_REGIONS, TryRegion, try_region};

/// Largest accepted weather file in bytes.
pub const MAX_WEATHER_BYTES: usize = 20 * 1024 * 1024;

/// Where a weather series came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum WeatherFormat {
    /// Shipped with the product.
    BuiltIn,
    /// Test reference year file of DWD.
    DwdTry,
    /// EnergyPlus weather file.
    Epw,
    /// A column of temperatures, or a table with named columns.
    Column,
}

/// A year of weather.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Weather {
    /// Line that names the source, for display and reports.
    pub source: String,
    /// What kind of file it was.
    pub format: WeatherFormat,
    /// Outdoor temperature of the 8760 hours, °C.
    pub temperature_c: Vec<f64>,
    /// Global irradiance on the horizontal plane of the 8760 hours, W/m².
    pub global_irradiance_w_m2: Option<Vec<f64>>,
    /// What was changed while reading.
    pub notes: Vec<WeatherNote>,
}

impl Weather {
    /// Mean temperature of the year, °C.
    #[must_use]
    pub fn mean_temperature_c(&self) -> f64 {
        self.temperature_c.iter().sum::<f64>() / self.temperature_c.len().max(1) as f64
    }

    /// Lowest hourly temperature, °C.
    #[must_use]
    pub fn min_temperature_c(&self) -> f64 {
        self.temperature_c.iter().copied().fold(f64::INFINITY, f64::min)
    }

    /// Highest hourly temperature, °C.
    #[must_use]
    pub fn max_temperature_c(&self) -> f64 {
        self.temperature_c.iter().copied().fold(f64::NEG_INFINITY, f64::max)
    }

    /// Irradiation on the horizontal plane in kWh/m² per year.
    #[must_use]
    pub fn irradiation_kwh_m2(&self) -> Option<f64> {
        self.global_irradiance_w_m2.as_ref().map(|values| values.iter().sum::<f64>() / 1000.0)
    }
}

/// Reads an uploaded weather file: DWD test reference year, EPW, a table with named columns or one column of
/// temperatures.
///
/// # Errors
/// [`WeatherError`] names the reason and, where there is one, the line.
pub fn parse_weather(bytes: &[u8]) -> Result<Weather, WeatherError> {
    if bytes.len() > MAX_WEATHER_BYTES {
        return Err(WeatherError::TooLarge { bytes: bytes.len() });
    }
    let (text, _) = decode(bytes).map_err(|format| match format {
        ForeignFormat::Edifact | ForeignFormat::Binary => WeatherError::UnknownFormat,
        foreign => WeatherError::ForeignFile { format: foreign },
    })?;
    parse_weather_text(&text)
}

/// As [`parse_weather`], for text that is already decoded.
///
/// # Errors
/// See [`parse_weather`].
pub fn parse_weather_text(text: &str) -> Result<Weather, WeatherError> {
    if epw::is_epw(text) {
        return epw::parse(text);
    }
    match try_dat::find_columns(text).or_else(|| try_dat::columns_by_order(text)) {
        Some(columns) => try_dat::parse(text, &columns),
        None => column::parse(text),
    }
}

/// Limits of plausible values.
mod plausible {
    /// Outdoor temperatures in °C.
    pub(super) const TEMPERATURE_C: core::ops::RangeInclusive<f64> = -60.0..=60.0;
    /// Global irradiance in W/m²; above the solar constant there is none.
    pub(super) const IRRADIANCE_W_M2: core::ops::RangeInclusive<f64> = 0.0..=1400.0;
}
