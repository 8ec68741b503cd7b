//! `cargo xtask run`: build, then hand over to the server.

use std::{
    net::SocketAddr,
    path::PathBuf,
    process::{Command, ExitCode},
};

use anyhow::{Context, Result};
use clap::Args;

use crate::{build, workspace::Workspace};

/// What is passed on to `lastgang serve`.
#[derive(Args)]
pub struct Arguments {
    /// Create a demo organisation with the sample district and sign in with one click.
    #[arg(long)]
    demo: bool,
    /// Folder of the database and the keys [default: the data folder of the user after the XDG rules].
    #[arg(long, value_name = "DIR")]
    data_dir: Option<PathBuf>,
    /// Address to listen on [default: 127.0.0.1:8443].
    #[arg(long, value_name = "ADDR")]
    listen: Option<SocketAddr>,
    /// Address under which browsers reach the server [default: https://localhost:8443].
    #[arg(long, value_name = "URL")]
    public_origin: Option<String>,
    /// Build without optimising: ready in seconds after a change, slow in use.
    #[arg(long)]
    quick: bool,
    /// More flags for `lastgang serve`, after `--`.
    #[arg(last = true)]
    more: Vec<String>,
}

/// Builds, then runs the server until it ends.
pub fn run(workspace: &Workspace, arguments: &Arguments) -> Result<ExitCode> {
    let binary = if arguments.quick { build::quick(workspace)? } else { build::all(workspace)? };
    let mut command = Command::new(&binary);
    command.arg("serve").args(server_flags(arguments));
    hand_over(command)
}

fn server_flags(arguments: &Arguments) -> Vec<String> {
    let mut flags = Vec::new();
    let mut pair = |name: &str, value: Option<String>| {
        if let Some(value) = value {
            flags.extend([name.to_owned(), value]);
        }
    };
    pair("--data-dir", arguments.data_dir.as_ref().map(|folder| folder.to_string_lossy().into_owned()));
    pair("--listen", arguments.listen.map(|address| address.to_string()));
    pair("--public-origin", arguments.public_origin.clone());
    if arguments.demo {
        flags.push("--demo".to_owned());
    }
    flags.extend(arguments.more.iter().cloned());
    flags
}

/// Replaces this process, so that signals reach the server and its exit code is ours.
#[cfg(unix)]
fn hand_over(mut command: Command) -> Result<ExitCode> {
    use std::os::unix::process::CommandExt;
    Err(command.exec()).with_context(|| format!("cannot start {}", command.get_program().to_string_lossy()))
}

#[cfg(not(unix))]
fn hand_over(mut command: Command) -> Result<ExitCode> {
    let status = command.status().context("cannot start the server")?;
    Ok(if status.success() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_flags_that_were_given_are_passed_on() {
        let arguments = Arguments {
            demo: true,
            data_dir: Some("/tmp/x".into()),
            listen: None,
            public_origin: None,
            quick: true,
            more: vec!["--verbose".into()],
        };
        assert_eq!(server_flags(&arguments), ["--data-dir", "/tmp/x", "--demo", "--verbose"]);
    }
}
