//! `lastgang profile`: one standard load profile as CSV.

use std::fs;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::{Subcommand, ValueEnum};
use engine::calendar::{Calendar, FederalState};
use engine::electricity::{ElectricitySlp, electricity_profile};
use engine::fit::fit_to_energy_and_peak;
use engine::heat::{HeatPart, HeatSlp, heat_profile};
use engine::limits::{Limit, Quantity, limit};
use engine::time::Resolution;
use engine::weather::{MAX_WEATHER_BYTES, Weather, WeatherError, parse_weather};

use super::{CommandError, builtin_weather, number};
use crate::services::inputs;

#[cfg(test)]
mod tests;

/// What to calculate.
#[derive(clap::Args, Debug)]
pub struct Args {
    #[command(subcommand)]
    profile: Profile,
}

#[derive(Debug, Subcommand)]
enum Profile {
    /// A standard load profile of BDEW for electricity, of 1999 or 2025.
    Electricity(Electricity),
    /// A SigLinDe load profile for heat, from the outdoor temperature.
    Heat(Heat),
}

#[derive(clap::Args, Debug)]
struct Electricity {
    /// Profile: H0, G0 to G6, L0 to L2 (1999), H25, G25, L25, P25, S25 (2025).
    #[arg(long, value_name = "CODE")]
    slp: ElectricitySlp,
    #[command(flatten)]
    common: Common,
    /// Step in minutes: 15 or 60.
    #[arg(long, value_name = "MINUTES", default_value = "60", value_parser = step)]
    step: Resolution,
}

#[derive(clap::Args, Debug)]
struct Heat {
    /// Profile, for example HEF33 (one-family house), HMF33 (multi-family house), GKO33, GHA34.
    #[arg(long, value_name = "CODE")]
    slp: HeatSlp,
    #[command(flatten)]
    common: Common,
    #[command(flatten)]
    temperature: Temperature,
    /// Which part of the heat demand; --annual-kwh and --peak-kw are those of this part.
    #[arg(long, value_enum, default_value_t = Part::Total)]
    part: Part,
    /// No space heating on days whose temperature of the allocation is above this [default: none].
    #[arg(long, value_name = "CELSIUS", allow_negative_numbers = true, value_parser = heating_limit)]
    heating_limit: Option<f64>,
}

#[derive(clap::Args, Debug)]
struct Common {
    /// Energy of the year in kWh.
    #[arg(long, value_name = "KWH", allow_negative_numbers = true, value_parser = annual_kwh)]
    annual_kwh: f64,
    /// Calendar year, which gives weekdays and holidays: 2020 to 2040.
    #[arg(long, value_name = "YEAR", allow_negative_numbers = true, value_parser = year)]
    year: i32,
    /// Federal state whose holidays count, for example BY [default: nationwide holidays only].
    #[arg(long, value_name = "CODE")]
    state: Option<FederalState>,
    /// Whether the profile follows summer time; without it times are UTC+1 all year.
    #[arg(long, value_enum, default_value_t = Switch::On)]
    summer_time: Switch,
    /// Peak load in kW that the profile reaches exactly [default: as the profile gives it].
    #[arg(long, value_name = "KW", allow_negative_numbers = true, value_parser = peak_kw)]
    peak_kw: Option<f64>,
}

/// Where the outdoor temperature comes from: one of the two.
#[derive(clap::Args, Debug)]
#[group(required = true, multiple = false)]
struct Temperature {
    /// Test reference year of DWD: try:01 to try:15.
    #[arg(long, value_name = "NAME", value_parser = builtin_weather::parse)]
    weather: Option<u8>,
    /// Weather file: test reference year of DWD, EPW, or one column of temperatures in °C.
    #[arg(long, value_name = "FILE")]
    temperature: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Switch {
    On,
    Off,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Part {
    /// Space heating and hot water together.
    Total,
    /// Space heating alone.
    SpaceHeating,
    /// Domestic hot water alone.
    HotWater,
}

impl From<Part> for HeatPart {
    fn from(part: Part) -> Self {
        match part {
            Part::Total => Self::Total,
            Part::SpaceHeating => Self::SpaceHeating,
            Part::HotWater => Self::HotWater,
        }
    }
}

/// Writes the profile as CSV to `out`, and to `notes` what the user should know besides.
///
/// # Errors
/// See [`CommandError`].
pub fn run(args: &Args, out: impl Write, mut notes: impl Write) -> Result<(), CommandError> {
    let (common, resolution, values_kw) = match &args.profile {
        Profile::Electricity(Electricity { slp, common, step }) => {
            let Common { annual_kwh, .. } = *common;
            let values =
                electricity_profile(*slp, &common.calendar(), common.follows_clocks(), annual_kwh, *step);
            (common, *step, values)
        }
        Profile::Heat(heat) => {
            let weather = heat.temperature.load(&mut notes)?;
            let common = &heat.common;
            let values = heat_profile(
                heat.slp,
                heat.part.into(),
                &common.calendar(),
                &weather.temperature_c,
                common.follows_clocks(),
                heat.heating_limit,
                common.annual_kwh,
            )?;
            (common, Resolution::Hour, values)
        }
    };
    let values_kw = match common.peak_kw {
        None => values_kw,
        Some(peak_kw) => {
            let fit = fit_to_energy_and_peak(&values_kw, common.annual_kwh, peak_kw)?;
            if fit.is_strained() {
                let exponent = fit.exponent;
                writeln!(notes, "note: energy and peak match this profile badly (exponent {exponent:.2})")?;
            }
            fit.values_kw
        }
    };
    common.write_csv(resolution, &values_kw, out)
}

impl Common {
    fn calendar(&self) -> Calendar {
        Calendar::new(self.year, self.state)
    }

    fn follows_clocks(&self) -> bool {
        self.summer_time == Switch::On
    }

    /// Every digit is written, so that the sum of the file is the annual energy.
    fn write_csv(
        &self,
        resolution: Resolution,
        values_kw: &[f64],
        out: impl Write,
    ) -> Result<(), CommandError> {
        let mut out = BufWriter::new(out);
        let axis = self.calendar().axis();
        writeln!(out, "time,power_kw")?;
        for (index, value) in values_kw.iter().enumerate() {
            writeln!(out, "{},{value}", axis.iso_start(index, resolution, self.follows_clocks()))?;
        }
        Ok(out.flush()?)
    }
}

impl Temperature {
    fn load(&self, notes: &mut impl Write) -> Result<Arc<Weather>, CommandError> {
        let weather = match (self.weather.and_then(inputs::builtin_weather), &self.temperature) {
            (Some(weather), _) => weather,
            (None, Some(file)) => Arc::new(read_weather(file)?),
            (None, None) => unreachable!("the command line demands one of the two"),
        };
        for note in &weather.notes {
            writeln!(notes, "note: {}", note.message_en())?;
        }
        Ok(weather)
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

fn annual_kwh(text: &str) -> Result<f64, String> {
    number(Quantity::AnnualEnergy, text)
}

fn peak_kw(text: &str) -> Result<f64, String> {
    number(Quantity::PeakLoad, text)
}

fn year(text: &str) -> Result<i32, String> {
    let year: i32 = text.parse().map_err(|_| "not a year".to_owned())?;
    number(Quantity::ReferenceYear, text).map(|_| year)
}

/// A heating limit is as warm as the outdoor temperature at which cooling may start.
fn heating_limit(text: &str) -> Result<f64, String> {
    let Limit { min, max, .. } = limit(Quantity::BaseTemperature);
    number(Quantity::BaseTemperature, text).map_err(|_| format!("possible: {min} to {max} °C"))
}

fn step(text: &str) -> Result<Resolution, String> {
    let step = text.parse().ok().and_then(Resolution::from_minutes);
    step.ok_or_else(|| "unknown step; known: 15, 60".to_owned())
}
