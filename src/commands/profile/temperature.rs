//! Where the weather of a profile comes from.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use engine::weather::{MAX_WEATHER_BYTES, Weather, WeatherError, WeatherFormat, parse_weather};

use crate::commands::{CommandError, builtin_weather};
use crate::services::inputs;

/// A built-in year or a file: one of the two.
#[derive(clap::Args, Debug)]
#[group(id = "weather_source", required = true, multiple = false)]
pub(super) struct Temperature {
    /// Test reference year of DWD: try:01 to try:15.
    #[arg(long, value_name = "NAME", value_parser = builtin_weather::parse)]
    weather: Option<u8>,
    /// Weather file: test reference year of DWD, EPW, or one column of temperatures in °C.
    #[arg(long, value_name = "FILE")]
    temperature: Option<PathBuf>,
}

impl Temperature {
    /// Loads the weather; what was changed while reading is a note. Without a source, where one may be left out,
    /// it is a year without hours.
    pub(super) fn load(&self, notes: &mut impl Write) -> Result<Arc<Weather>, CommandError> {
        let weather = match (self.weather.and_then(inputs::builtin_weather), &self.temperature) {
            (Some(weather), _) => weather,
            (None, Some(file)) => Arc::new(read_weather(file)?),
            (None, None) => Arc::new(none()),
        };
        for note in &weather.notes {
            writeln!(notes, "note: {}", note.message_en())?;
        }
        Ok(weather)
    }
}

/// No weather: for profiles that need none.
pub(super) fn none() -> Weather {
    Weather {
        source: String::new(),
        format: WeatherFormat::Column,
        temperature_c: Vec::new(),
        global_irradiance_w_m2: None,
        notes: Vec::new(),
    }
}

fn read_weather(file: &Path) -> Result<Weather, CommandError> {
    let refused = |error| CommandError::Weather { file: file.to_owned(), error };
    let bytes = fs::metadata(file).map_err(CommandError::file(file))?.len();
    // The size is looked at before the content, so that a huge file does not fill the memory.
    if bytes > MAX_WEATHER_BYTES as u64 {
        return Err(refused(WeatherError::TooLarge { bytes: usize::try_from(bytes).unwrap_or(usize::MAX) }));
    }
    parse_weather(&fs::read(file).map_err(CommandError::file(file))?).map_err(refused)
}
