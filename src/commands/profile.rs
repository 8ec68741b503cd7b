//! `lastgang profile`: one load profile of any generator as CSV.

use std::io::{BufWriter, Write};

use clap::{Subcommand, ValueEnum};
use engine::calendar::{Calendar, FederalState};
use engine::demand::DemandKind;
use engine::district::{Surroundings, shape_of};
use engine::electricity::{ElectricitySlp, electricity_profile};
use engine::fit::{fit_to_energy_and_peak, scale_to_energy};
use engine::heat::{HeatPart, HeatSlp, heat_profile};
use engine::limits::Quantity;
use engine::time::Resolution;
use engine::weather::Weather;

use self::temperature::Temperature;
use self::value::{base_temperature, limited, step, year};
use super::CommandError;

mod charging;
mod cooling;
mod hot_water;
mod industry;
mod options;
mod process;
mod space_heating;
mod temperature;
#[cfg(test)]
mod tests;
mod use_schedule;
mod value;

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
    SpaceHeating(space_heating::SpaceHeatingArgs),
    HotWater(hot_water::HotWaterArgs),
    Cooling(cooling::CoolingArgs),
    Process(process::ProcessArgs),
    Use(use_schedule::UseArgs),
    Industry(industry::IndustryArgs),
    Charging(charging::ChargingArgs),
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
    #[arg(long, value_name = "CELSIUS", allow_negative_numbers = true, value_parser = base_temperature)]
    heating_limit: Option<f64>,
}

#[derive(clap::Args, Clone, Debug)]
struct Common {
    /// Energy of the year in kWh.
    #[arg(
        long,
        value_name = "KWH",
        required = true,
        allow_negative_numbers = true,
        value_parser = limited(Quantity::AnnualEnergy)
    )]
    annual_kwh: Option<f64>,
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
    #[arg(long, value_name = "KW", allow_negative_numbers = true, value_parser = limited(Quantity::PeakLoad))]
    peak_kw: Option<f64>,
}

/// A profile of the engine, ready to be made.
struct Made {
    kind: DemandKind,
    profile: engine::demand::Profile,
    seed: u64,
    resolution: Resolution,
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
    let without = temperature::none();
    match &args.profile {
        Profile::Electricity(Electricity { slp, common, step }) => {
            let (calendar, clocks) = (common.calendar(), common.follows_clocks());
            let values = electricity_profile(*slp, &calendar, clocks, common.annual_kwh(), *step);
            common.finish(&values, *step, out, notes)
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
                common.annual_kwh(),
            )?;
            common.finish(&values, Resolution::Hour, out, notes)
        }
        Profile::SpaceHeating(args) => {
            let weather = args.temperature.load(&mut notes)?;
            args.made().write(&args.common, &weather, out, notes)
        }
        Profile::Cooling(args) => {
            let weather = args.temperature.load(&mut notes)?;
            args.made().write(&args.common, &weather, out, notes)
        }
        Profile::Process(args) => {
            let weather = args.temperature.load(&mut notes)?;
            if args.weather_share > 0.0 && weather.temperature_c.is_empty() {
                return Err(CommandError::WeatherMissing);
            }
            args.made().write(&args.common, &weather, out, notes)
        }
        Profile::HotWater(args) => args.made().write(&args.common, &without, out, notes),
        Profile::Use(args) => args.made().write(&args.common, &without, out, notes),
        Profile::Industry(args) => args.made().write(&args.common, &without, out, notes),
        Profile::Charging(args) => {
            let annual_kwh = args.common.annual_kwh.unwrap_or_else(|| args.charging().annual_kwh());
            let common = Common { annual_kwh: Some(annual_kwh), ..args.common.clone() };
            args.made().write(&common, &without, out, notes)
        }
    }
}

impl Made {
    /// A profile that is not drawn and has no course within the hour.
    const fn hourly(kind: DemandKind, profile: engine::demand::Profile) -> Self {
        Self { kind, profile, seed: 0, resolution: Resolution::Hour }
    }

    fn write(
        &self,
        common: &Common,
        weather: &Weather,
        out: impl Write,
        notes: impl Write,
    ) -> Result<(), CommandError> {
        let calendar = common.calendar();
        let surroundings =
            Surroundings { calendar: &calendar, weather, summer_time: common.follows_clocks() };
        let shape = shape_of(self.kind, &self.profile, &surroundings, self.seed, self.resolution);
        let values_kw = scale_to_energy(&shape.ok_or(CommandError::NoDemand)?, common.annual_kwh())?;
        common.finish(&values_kw, self.resolution, out, notes)
    }
}

impl Common {
    fn calendar(&self) -> Calendar {
        Calendar::new(self.year, self.state)
    }

    fn annual_kwh(&self) -> f64 {
        self.annual_kwh.expect("the command line demands it, or it follows from the profile")
    }

    fn follows_clocks(&self) -> bool {
        self.summer_time == Switch::On
    }

    /// Brings the profile to its peak, if one is given, and writes it.
    fn finish(
        &self,
        values_kw: &[f64],
        resolution: Resolution,
        out: impl Write,
        mut notes: impl Write,
    ) -> Result<(), CommandError> {
        let Some(peak_kw) = self.peak_kw else { return self.write_csv(resolution, values_kw, out) };
        let fit = fit_to_energy_and_peak(values_kw, self.annual_kwh(), peak_kw)?;
        if fit.is_strained() {
            let exponent = fit.exponent;
            writeln!(notes, "note: energy and peak match this profile badly (exponent {exponent:.2})")?;
        }
        self.write_csv(resolution, &fit.values_kw, out)
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
