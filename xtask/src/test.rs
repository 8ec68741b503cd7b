//! `cargo xtask test`: stages that run alone or all together, and one line per stage at the end.

mod bits;
mod browser;
pub mod size;

pub use browser::{chromium, node_script};

use std::{
    process::ExitCode,
    time::{Duration, Instant},
};

use anyhow::Result;
use clap::{Args, ValueEnum};

use crate::{
    audit, build,
    progress::seconds,
    workspace::{self, WASM_TARGET, Workspace},
};

/// Which stages to run.
#[derive(Args)]
pub struct Arguments {
    /// Stages to run, in the order given [default: all].
    #[arg(value_enum)]
    stages: Vec<Stage>,
    /// Only browser tests whose file or title matches this text.
    #[arg(long, value_name = "TEXT")]
    grep: Option<String>,
}

/// A part of the test suite.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Stage {
    /// rustfmt finds nothing to change.
    Format,
    /// clippy is silent for the host and for wasm.
    Lint,
    /// The release build.
    Build,
    /// Unit, property, golden and integration tests, and the engine's bits in wasm.
    Unit,
    /// The size budgets of what a browser loads.
    Size,
    /// Chromium against the release build over TLS.
    Browser,
    /// The quick auditors.
    Audit,
}

/// How a stage ended.
struct Outcome {
    stage: Stage,
    passed: bool,
    took: Duration,
}

/// Runs the chosen stages; a failed stage does not keep the others from running.
pub fn run(workspace: &Workspace, arguments: &Arguments) -> Result<ExitCode> {
    let stages = if arguments.stages.is_empty() { Stage::value_variants() } else { &arguments.stages };
    let mut outcomes = Vec::new();
    for &stage in stages {
        eprintln!("== {} ==", stage.name());
        let start = Instant::now();
        let result = run_stage(workspace, stage, arguments.grep.as_deref());
        if let Err(error) = &result {
            eprintln!("{}: {error:#}", stage.name());
        }
        outcomes.push(Outcome { stage, passed: result.is_ok(), took: start.elapsed() });
    }
    print!("{}", summary(&outcomes));
    let passed = outcomes.iter().all(|outcome| outcome.passed);
    Ok(if passed { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

impl Stage {
    fn name(self) -> &'static str {
        match self {
            Self::Format => "format",
            Self::Lint => "lint",
            Self::Build => "build",
            Self::Unit => "unit",
            Self::Size => "size",
            Self::Browser => "browser",
            Self::Audit => "audit",
        }
    }
}

fn run_stage(workspace: &Workspace, stage: Stage, grep: Option<&str>) -> Result<()> {
    match stage {
        Stage::Format => cargo(workspace, &["fmt", "--all", "--check"]),
        Stage::Lint => lint(workspace),
        Stage::Build => build::all(workspace).map(drop),
        Stage::Unit => unit(workspace),
        Stage::Size => size::check(&workspace.site()),
        Stage::Browser => browser::run(workspace, grep),
        Stage::Audit => audit::quick(workspace),
    }
}

/// The server half of the workspace: these may share one graph of features, the browser half may not.
const HOST: [&str; 7] =
    ["--workspace", "--exclude", "frontend", "--exclude", "xtask", "--features", "app/ssr"];

fn lint(workspace: &Workspace) -> Result<()> {
    const DENY: [&str; 3] = ["--", "-D", "warnings"];
    let host = [&["clippy", "--locked", "--all-targets"][..], &HOST, &DENY].concat();
    cargo(workspace, &host)?;
    let tool = ["clippy", "--locked", "--all-targets", "-p", "xtask", "--profile", "xtask"];
    cargo(workspace, &[&tool[..], &DENY].concat())?;
    build::ensure_wasm_target(workspace)?;
    let browser = ["clippy", "--locked", "-p", "frontend", "-p", "app", "--features", "app/csr"];
    cargo(workspace, &[&browser[..], &["--target", WASM_TARGET], &DENY].concat())
}

fn unit(workspace: &Workspace) -> Result<()> {
    // In the profile of the product: its dependencies are compiled already, and years are calculated quickly.
    let arguments = [&["test", "--release", "--locked", "--no-fail-fast"][..], &HOST].concat();
    // In its own profile, this tool's dependencies are compiled already.
    let tool = ["test", "--locked", "-p", "xtask", "--profile", "xtask"];
    let mut host = workspace.cargo();
    build::embed_site(host.args(&arguments), workspace);
    let (host, tool) = (workspace::run(&mut host), cargo(workspace, &tool));
    host.and(tool).and_then(|()| bits::run(workspace))
}

fn cargo(workspace: &Workspace, arguments: &[&str]) -> Result<()> {
    workspace::run(workspace.cargo().args(arguments))
}

fn summary(outcomes: &[Outcome]) -> String {
    let mut text = String::from("\n");
    for outcome in outcomes {
        let word = if outcome.passed { "ok" } else { "FAILED" };
        text.push_str(&format!("{:<8} {word:<6} {:>7}\n", outcome.stage.name(), seconds(outcome.took)));
    }
    let passed = outcomes.iter().filter(|outcome| outcome.passed).count();
    text.push_str(&format!("{passed} passed, {} failed\n", outcomes.len() - passed));
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_summary_has_one_line_per_stage_and_a_closing_line() {
        let outcomes = [
            Outcome { stage: Stage::Format, passed: true, took: Duration::from_millis(2_900) },
            Outcome { stage: Stage::Browser, passed: false, took: Duration::from_secs(95) },
        ];
        let expected = "\nformat   ok       2.9 s\nbrowser  FAILED    95 s\n1 passed, 1 failed\n";
        assert_eq!(summary(&outcomes), expected);
    }
}
