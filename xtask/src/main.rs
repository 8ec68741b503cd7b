//! `cargo xtask`: the one build tool of this repository.
//!
//! It needs nothing but rustup's cargo to build and run the product; the browser tests need Node and Chromium.
#![allow(
    clippy::disallowed_types,
    reason = "it starts compilers, browsers and scanners; the product starts nothing"
)]

mod audit;
mod bench;
mod build;
mod progress;
mod run;
mod sbom;
mod test;
mod workspace;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Builds, runs and tests Lastgang.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask", max_term_width = 100)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Build the release server with the browser half embedded: one self-contained file.
    Build,
    /// Build, then start the server on https://localhost:8443.
    Run(run::Arguments),
    /// Run the tests, by stage: format, lint, build, unit, size, browser, audit.
    Test(test::Arguments),
    /// Measure speed and size: engine, bytes, pages per second.
    Bench(bench::Arguments),
    /// Write the list of everything that is compiled into the product (CycloneDX); `build` does it, too.
    Sbom,
    /// Let independent auditors judge the dependencies and the running server.
    Audit(audit::Arguments),
}

fn main() -> ExitCode {
    match dispatch(Cli::parse().command) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("xtask: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn dispatch(command: Command) -> anyhow::Result<ExitCode> {
    let workspace = workspace::Workspace::locate()?;
    match command {
        Command::Build => {
            let binary = build::all(&workspace)?;
            println!("{}", binary.display());
            Ok(ExitCode::SUCCESS)
        }
        Command::Run(arguments) => run::run(&workspace, &arguments),
        Command::Test(arguments) => test::run(&workspace, &arguments),
        Command::Bench(arguments) => bench::run(&workspace, &arguments),
        Command::Sbom => {
            println!("{}", sbom::write(&workspace)?.display());
            Ok(ExitCode::SUCCESS)
        }
        Command::Audit(arguments) => audit::run(&workspace, &arguments),
    }
}
