//! Speed and memory of the solver of plants, beside Clarabel in the same run.

use std::process::Command;

use anyhow::{Context as _, Result, ensure};

use crate::workspace::{self, Workspace};

/// Most memory that one solution of a whole year may take.
const MEMORY_MB: f64 = 120.0;
/// How many times faster than Clarabel it has to be.
const RATIO: f64 = 10.0;

/// Prints times, memory and the ratio.
pub fn run(workspace: &Workspace) -> Result<()> {
    let mut cargo = workspace.cargo();
    cargo.args(["build", "--quiet", "--release", "--locked", "-p", "solve", "--features", "clarabel"]);
    workspace::run(cargo.args(["--example", "full_year"]))?;
    let binary = workspace.target().join("release/examples/full_year");
    let text = super::engine::output(&mut Command::new(&binary))?;
    print!("{text}");
    let memory_mb: f64 = super::engine::output(Command::new(&binary).arg("memory"))?.trim().parse()?;
    println!("{:<12} {memory_mb:>8.0} MB   allowed {MEMORY_MB} MB", "memory");
    let ratio = text.lines().find_map(|line| line.strip_prefix("ratio")?.trim().split(' ').next());
    let ratio: f64 = ratio.context("the measurement names no ratio")?.parse()?;
    ensure!(memory_mb <= MEMORY_MB, "a year takes {memory_mb:.0} MB");
    ensure!(ratio >= RATIO, "only {ratio} times as fast as Clarabel, at least {RATIO}");
    Ok(())
}
