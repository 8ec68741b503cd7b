//! `lastgang hub`: the cheapest sizes and the dispatch of an abstract energy hub.

use std::fs;
use std::io::Write;
use std::path::PathBuf;
use std::time::Instant;

use solve::{Failure, Flow};

use self::build::Hub;
use self::model::Model;
use self::result::{Failed, Solved};
use self::table::Table;
use super::CommandError;

mod build;
mod model;
mod result;
mod table;
#[cfg(test)]
mod tests;

/// Exit code of a model that has no solution.
const NO_SOLUTION: u8 = 3;

/// Which model.
#[derive(clap::Args, Debug)]
pub struct Args {
    /// Model of the hub; docs/command-line.md describes it.
    #[arg(value_name = "MODEL.json")]
    model: PathBuf,
    /// Table of the series that the model names: a heading, then one row a step.
    #[arg(long, value_name = "SERIES.csv")]
    series: Option<PathBuf>,
    /// Print the result as JSON.
    #[arg(long)]
    json: bool,
}

/// Why a model cannot be worked on.
#[derive(Debug, thiserror::Error)]
pub enum HubError {
    /// It is no JSON of this form; the text names field, line and column.
    #[error("{0}")]
    Form(#[from] serde_json::Error),
    /// A field has an impossible value.
    #[error("{place}: {reason}")]
    Field {
        /// Which field of what.
        place: String,
        /// What is wrong.
        reason: String,
    },
    /// A series is named that the table does not have.
    #[error("{place}: unknown series “{name}”; known: {known}")]
    UnknownSeries {
        /// Where it is named.
        place: String,
        /// Its name.
        name: String,
        /// Names of all columns.
        known: String,
    },
    /// A column of the table cannot be read.
    #[error("series “{name}”{}: {reason}", line.map_or(String::new(), |line| format!(", line {line}")))]
    Series {
        /// Heading of the column.
        name: String,
        /// Line of the file, from 1.
        line: Option<usize>,
        /// What is wrong.
        reason: String,
    },
    /// The solver came to no end.
    #[error("no solution was found and no reason why ({0}); please report this model")]
    NoConvergence(String),
}

/// Prints sizes, energies and key figures to `out`; the number is the exit code: 0 solved, 3 no solution.
///
/// # Errors
/// See [`CommandError`]; a model without a solution is no error, its reason is the result.
pub fn run(args: &Args, mut out: impl Write) -> Result<u8, CommandError> {
    let refused = |error| CommandError::Hub { file: args.model.clone(), error };
    let text = fs::read(&args.model).map_err(CommandError::file(&args.model))?;
    let model: Model = serde_json::from_slice(&text).map_err(|error| refused(error.into()))?;
    let table = match &args.series {
        Some(file) => {
            let text = fs::read(file).map_err(CommandError::file(file))?;
            Table::read(&text).map_err(|error| CommandError::Hub { file: file.clone(), error })?
        }
        None => Table::default(),
    };
    let hub = Hub::new(&model, &table).map_err(|error| match error {
        HubError::Series { .. } => {
            CommandError::Hub { file: args.series.clone().unwrap_or_else(|| args.model.clone()), error }
        }
        error => refused(error),
    })?;
    let start = Instant::now();
    match solve::solve(&hub.problem, &mut |_| Flow::Continue) {
        Ok(solution) => {
            let solved = Solved::new(&model, &hub, &solution, start.elapsed().as_secs_f64());
            print(args.json, &mut out, &solved, &|out| solved.write(&model, out))?;
            Ok(0)
        }
        Err(Failure::Infeasible(shortage)) => {
            let failed = Failed::infeasible(&model, &hub, &shortage);
            print(args.json, &mut out, &failed, &|out| failed.write(out))?;
            Ok(NO_SOLUTION)
        }
        Err(Failure::Unbounded(ray)) => {
            let failed = Failed::unbounded(&model, &hub, &ray);
            print(args.json, &mut out, &failed, &|out| failed.write(out))?;
            Ok(NO_SOLUTION)
        }
        Err(failure) => Err(refused(HubError::NoConvergence(failure.to_string()))),
    }
}

fn print(
    json: bool,
    out: &mut dyn Write,
    result: &impl serde::Serialize,
    text: &dyn Fn(&mut dyn Write) -> std::io::Result<()>,
) -> Result<(), CommandError> {
    if json {
        serde_json::to_writer_pretty(&mut *out, result).map_err(std::io::Error::from)?;
        writeln!(out)?;
    } else {
        text(out)?;
    }
    Ok(())
}
