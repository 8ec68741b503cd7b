//! `lastgang import`: what a metered load profile holds, and what had to be changed or is left open.

use std::fs;
use std::io::Write;
use std::path::PathBuf;

use clap::ValueEnum;
use engine::import::{
    ColumnChoice, GapRepair, ImportOptions, ImportReport, ImportStatus, ImportSummary, MAX_IMPORT_BYTES,
    NegativeRule, OutlierRule, StampRule, TimeZone, Unit, import_load_profile,
};

use super::CommandError;

#[cfg(test)]
mod tests;

/// Exit code of a file that leaves questions open.
const NEEDS_INPUT: u8 = 3;
/// Exit code of a file that is refused.
const REJECTED: u8 = 4;

/// Which file, and the answers to what it leaves open.
#[derive(clap::Args, Debug)]
pub struct Args {
    /// Text table (CSV), workbook (xlsx) or MSCONS message with a year of metered values.
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Unit of the values: W, kW, MW, or energy per interval in Wh, kWh, MWh [default: as the file says].
    #[arg(long, value_name = "UNIT", value_parser = unit)]
    unit: Option<Unit>,
    /// Calendar year of the profile; values of another year are moved by whole days to keep weekdays.
    #[arg(long, value_name = "YEAR", value_parser = clap::value_parser!(i32).range(1990..=2100))]
    year: Option<i32>,
    /// Clock of the time stamps: Europe/Berlin, UTC or an offset such as +01:00.
    #[arg(long, value_name = "ZONE", allow_hyphen_values = true)]
    time_zone: Option<TimeZone>,
    /// Column or register with the values: its heading, OBIS code, number from 1 or letter.
    #[arg(long, value_name = "NAME")]
    column: Option<String>,
    /// Sheet of a workbook: its name, or its number from 1.
    #[arg(long, value_name = "NAME")]
    sheet: Option<String>,
    /// Which end of the interval the time stamps name.
    #[arg(long, value_enum)]
    stamps: Option<Stamps>,
    /// What happens to gaps of more than two hours.
    #[arg(long, value_enum, default_value_t = Gaps::Refuse)]
    gaps: Gaps,
    /// What happens to values below zero.
    #[arg(long, value_enum, default_value_t = Negatives::Keep)]
    negatives: Negatives,
    /// What happens to values far above all others.
    #[arg(long, value_enum, default_value_t = Outliers::Keep)]
    outliers: Outliers,
    /// Print the report as JSON.
    #[arg(long)]
    json: bool,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Stamps {
    Start,
    End,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Gaps {
    /// The file is refused.
    Refuse,
    /// The mean of the same times one week before and after.
    SameWeekday,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Negatives {
    /// They stay.
    Keep,
    /// They become zero.
    Zero,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Outliers {
    /// They stay.
    Keep,
    /// They are replaced like missing values.
    Repair,
}

/// Prints the report to `out`; the number is the exit code: 0 accepted, 3 questions are open, 4 refused.
///
/// # Errors
/// See [`CommandError`]; a file that is read and refused is no error.
pub fn run(args: &Args, mut out: impl Write) -> Result<u8, CommandError> {
    let report = read(args)?;
    let summary = report.summary();
    if args.json {
        serde_json::to_writer_pretty(&mut out, &summary).map_err(std::io::Error::from)?;
        writeln!(out)?;
    } else {
        write_text(&summary, &mut out)?;
    }
    Ok(match report.status {
        ImportStatus::Accepted | ImportStatus::AcceptedWithWarnings => 0,
        ImportStatus::NeedsInput { .. } => NEEDS_INPUT,
        ImportStatus::Rejected { .. } => REJECTED,
    })
}

fn read(args: &Args) -> Result<ImportReport, CommandError> {
    let file = &args.file;
    let bytes = fs::metadata(file).map_err(CommandError::file(file))?.len();
    // The size is looked at before the content, so that a huge file does not fill the memory.
    if bytes > MAX_IMPORT_BYTES as u64 {
        return Ok(ImportReport::too_large(usize::try_from(bytes).unwrap_or(usize::MAX)));
    }
    let bytes = fs::read(file).map_err(CommandError::file(file))?;
    Ok(import_load_profile(&bytes, &args.options()))
}

impl Args {
    fn options(&self) -> ImportOptions {
        ImportOptions {
            unit: self.unit,
            year: self.year,
            time_zone: self.time_zone,
            column: self.column.clone().map(ColumnChoice::Name),
            sheet: self.sheet.clone(),
            stamp: self.stamps.map(|stamps| match stamps {
                Stamps::Start => StampRule::Start,
                Stamps::End => StampRule::End,
            }),
            gaps: match self.gaps {
                Gaps::Refuse => GapRepair::Refuse,
                Gaps::SameWeekday => GapRepair::SameWeekday,
            },
            negatives: match self.negatives {
                Negatives::Keep => NegativeRule::Keep,
                Negatives::Zero => NegativeRule::Zero,
            },
            outliers: match self.outliers {
                Outliers::Keep => OutlierRule::Keep,
                Outliers::Repair => OutlierRule::Repair,
            },
        }
    }
}

fn write_text(summary: &ImportSummary, out: &mut impl Write) -> std::io::Result<()> {
    writeln!(out, "{}", summary.status.replace('_', " "))?;
    if let Some(message) = &summary.message {
        writeln!(out, "  {message}")?;
    }
    for need in &summary.needs {
        writeln!(out, "  give --{}", need.replace('_', "-"))?;
    }
    let minutes = summary.step_minutes.map(|minutes| format!("{minutes} min"));
    let figure = |value: Option<f64>, unit: &str| value.map(|value| format!("{value:.3} {unit}"));
    let lines = [
        ("values", summary.n_values.map(|count| count.to_string())),
        ("step", minutes),
        ("energy", figure(summary.energy_kwh, "kWh")),
        ("peak", figure(summary.peak_kw, "kW")),
        ("peak interval", summary.peak_interval_start_utc.clone()),
        ("first interval", summary.first_interval_start_utc.clone()),
        ("year", summary.year.map(|year| year.to_string())),
        ("unit in file", summary.unit_in_file.clone()),
        ("column", summary.column.clone()),
        ("sheet", summary.sheet.clone()),
        ("register", summary.register.clone()),
        ("time zone", summary.time_zone.clone()),
        ("stamps", summary.stamps.clone()),
        ("encoding", summary.encoding.clone()),
        ("delimiter", summary.delimiter.as_ref().map(|sign| format!("{sign:?}"))),
        ("decimal sign", summary.decimal.clone()),
    ];
    for (name, value) in lines {
        if let Some(value) = value {
            writeln!(out, "  {name:<15} {value}")?;
        }
    }
    for warning in &summary.warnings {
        writeln!(out, "warning: {}", warning.message)?;
        if !warning.rows.is_empty() {
            let rows: Vec<String> = warning.rows.iter().take(10).map(ToString::to_string).collect();
            let more = if warning.rows.len() > 10 { ", …" } else { "" };
            writeln!(out, "  rows {}{more}", rows.join(", "))?;
        }
    }
    Ok(())
}

fn unit(text: &str) -> Result<Unit, String> {
    text.parse().map_err(|_| "unknown unit; known: W, kW, MW, Wh, kWh, MWh".to_owned())
}
