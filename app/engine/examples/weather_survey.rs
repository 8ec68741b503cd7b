//! Reads every weather file below a folder: `cargo run --release -p engine --example weather_survey -- FOLDER…`.
//!
//! Prints one line per file (mean, least and greatest temperature, irradiation, notes), then the counts per
//! folder and the refusals. Ends with 1 if a test reference year or an EPW file is refused or has figures
//! that no place in Germany has.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use engine::weather::{Weather, WeatherFormat, parse_weather};

/// Mean temperatures of the year in Germany, test reference years of 2045 and mountain tops included, °C.
const MEANS_C: core::ops::Range<f64> = 2.5..14.5;
/// Irradiation on the horizontal plane, kWh/m².
const IRRADIATIONS: core::ops::Range<f64> = 850.0..1_400.0;

#[derive(Default)]
struct Count {
    read: usize,
    strange: usize,
    refused: usize,
    means_c: Vec<f64>,
}

fn main() -> ExitCode {
    let mut files = Vec::new();
    for folder in std::env::args().skip(1) {
        collect(Path::new(&folder), &mut files);
    }
    files.sort();
    let mut counts: BTreeMap<(String, &'static str), Count> = BTreeMap::new();
    let mut refusals = Vec::new();
    for file in &files {
        let kind = match file.extension().and_then(|extension| extension.to_str()) {
            Some("dat") => "dat",
            Some("epw") => "epw",
            _ => "csv",
        };
        let folder = file.parent().map(|folder| folder.display().to_string()).unwrap_or_default();
        let count = counts.entry((folder, kind)).or_default();
        let Ok(bytes) = std::fs::read(file) else { continue };
        let name = file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        match parse_weather(&bytes) {
            Ok(weather) => {
                count.read += 1;
                count.strange += usize::from(is_strange(&weather));
                count.means_c.push(weather.mean_temperature_c());
                println!("{name}: {}", describe(&weather));
            }
            Err(error) => {
                count.refused += 1;
                refusals.push(format!("{name}: {error}"));
            }
        }
    }
    println!("\nrefused:\n  {}", refusals.join("\n  "));
    println!("\nread / strange / refused, mean temperatures");
    let mut failed = false;
    for ((folder, kind), count) in counts {
        let least = count.means_c.iter().copied().fold(f64::INFINITY, f64::min);
        let most = count.means_c.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        println!(
            "{:4} {:4} {:4}  {least:.3} to {most:.3} °C  {kind}  {folder}",
            count.read, count.strange, count.refused
        );
        failed |= kind != "csv" && count.strange + count.refused > 0;
    }
    ExitCode::from(u8::from(failed))
}

fn is_strange(weather: &Weather) -> bool {
    let irradiation = weather.irradiation_kwh_m2();
    !MEANS_C.contains(&weather.mean_temperature_c())
        || irradiation.is_none_or(|irradiation| !IRRADIATIONS.contains(&irradiation))
        || weather.format == WeatherFormat::Column
}

fn describe(weather: &Weather) -> String {
    let irradiation = weather
        .irradiation_kwh_m2()
        .map_or("none".to_owned(), |irradiation| format!("{irradiation:.0} kWh/m²"));
    let notes: Vec<String> = weather.notes.iter().map(|note| note.message_en()).collect();
    format!(
        "{:?}, {:.3} °C ({:.1} to {:.1}), {irradiation}{}{}",
        weather.format,
        weather.mean_temperature_c(),
        weather.min_temperature_c(),
        weather.max_temperature_c(),
        if notes.is_empty() { "" } else { ", " },
        notes.join(" ")
    )
}

fn collect(path: &Path, files: &mut Vec<PathBuf>) {
    let Ok(entries) = std::fs::read_dir(path) else { return };
    for entry in entries.flatten() {
        let path = entry.path();
        let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
        if path.is_dir() {
            collect(&path, files);
        } else if ["dat", "epw", "csv"].contains(&extension.to_ascii_lowercase().as_str()) {
            files.push(path);
        }
    }
}
