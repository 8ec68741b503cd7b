//! `cargo xtask bench`: the figures the product promises, measured on this machine.

use std::process::ExitCode;

use anyhow::Result;
use clap::{Args, ValueEnum};

use crate::{
    build,
    test::{chromium, node_script, size},
    workspace::{self, Workspace},
};

mod engine;
mod plan;

/// What to measure.
#[derive(Args)]
pub struct Arguments {
    /// Parts to run [default: all].
    #[arg(value_enum)]
    parts: Vec<Part>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Part {
    /// Load profiles on one core, their memory, and their speed beside demandlib.
    Engine,
    /// A year of a plant beside Clarabel: time, ratio, memory.
    Plan,
    /// Bytes that a browser loads.
    Size,
    /// Pages over TLS with 50 users at the same time.
    Http,
    /// Lighthouse on the sign-in page and on a project; fetched from the package registry when first used.
    Lighthouse,
}

/// Runs the parts one after the other, so that they do not disturb each other.
pub fn run(workspace: &Workspace, arguments: &Arguments) -> Result<ExitCode> {
    let parts = if arguments.parts.is_empty() { Part::value_variants() } else { &arguments.parts };
    for part in parts {
        match part {
            Part::Engine => engine::run(workspace)?,
            Part::Plan => plan::run(workspace)?,
            Part::Size => {
                build::all(workspace)?;
                size::check(&workspace.site())?;
            }
            Part::Http => script(workspace, "bench/http.mjs")?,
            Part::Lighthouse => script(workspace, "bench/lighthouse.mjs")?,
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// Runs a measurement in Node against the release build.
fn script(workspace: &Workspace, name: &str) -> Result<()> {
    let binary = build::all(workspace)?;
    let mut command = node_script(workspace, name)?;
    workspace::run(command.env("LASTGANG_BIN", binary).env("CHROMIUM", chromium()?))
}
