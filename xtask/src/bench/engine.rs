//! Speed and memory of the engine, and its speed beside demandlib in the same run.

use std::env;
use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, Result, bail, ensure};

use crate::workspace::{self, Workspace};

/// Numbers of profiles that are compared.
const COUNTS: [&str; 3] = ["1", "100", "1000"];
/// Most memory that a thousand buildings with six kinds of demand may take.
const MEMORY_MB: f64 = 300.0;
/// Names a Python that has demandlib.
const PYTHON: &str = "LASTGANG_DEMANDLIB_PYTHON";

/// Prints times, memory and ratios.
pub fn run(workspace: &Workspace) -> Result<()> {
    let mut cargo = workspace.cargo();
    cargo.args(["build", "--quiet", "--release", "--locked", "-p", "engine", "--example", "speed"]);
    workspace::run(&mut cargo)?;
    let binary = workspace.target().join("release/examples/speed");
    workspace::run(&mut Command::new(&binary))?;
    let memory_mb: f64 = output(Command::new(&binary).arg("memory"))?.trim().parse()?;
    println!("{:<42} {memory_mb:>9.0} MB   allowed {MEMORY_MB} MB", "1000 × 6, peak memory of the process");
    ensure!(memory_mb <= MEMORY_MB, "a thousand buildings take {memory_mb:.0} MB");
    compare(&binary)
}

fn compare(binary: &Path) -> Result<()> {
    let python = env::var(PYTHON).unwrap_or_else(|_| "python3".to_owned());
    let has_demandlib = Command::new(&python).args(["-c", "import demandlib"]).output();
    if !has_demandlib.is_ok_and(|output| output.status.success()) {
        println!("demandlib: not compared; set {PYTHON} to a Python with demandlib 0.2.2 and pandas < 3");
        return Ok(());
    }
    let ours = times(&output(Command::new(binary).arg("peers").args(COUNTS))?)?;
    let script = include_str!("demandlib.py");
    let theirs = times(&output(Command::new(&python).args(["-c", script]).args(COUNTS))?)?;
    println!("heat profiles of 8760 h:       Lastgang      demandlib      ratio");
    for ((count, ours_ms), (_, theirs_ms)) in ours.iter().zip(&theirs) {
        println!("{count:>23}  {ours_ms:>12.3} ms {theirs_ms:>11.1} ms {:>9.0}×", theirs_ms / ours_ms);
    }
    Ok(())
}

/// What a command prints; its failure is an error.
pub fn output(command: &mut Command) -> Result<String> {
    let output = command.output().with_context(|| format!("{command:?}"))?;
    if !output.status.success() {
        bail!("{command:?}: {}", String::from_utf8_lossy(&output.stderr));
    }
    Ok(String::from_utf8(output.stdout)?)
}

/// Lines of a number of profiles and the milliseconds they took.
fn times(text: &str) -> Result<Vec<(String, f64)>> {
    let line = |line: &str| {
        let (count, ms) = line.split_once('\t').with_context(|| format!("“{line}” is no measurement"))?;
        Ok((count.to_owned(), ms.trim().parse()?))
    };
    text.lines().map(line).collect()
}
