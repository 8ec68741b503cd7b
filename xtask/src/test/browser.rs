//! Playwright against the release build: finds Node and Chromium, installs what is missing where it can.

use std::{
    env,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use anyhow::{Context, Result, bail};

use crate::{
    build,
    workspace::{self, Workspace},
};

/// Playwright needs this major version of Node at least.
const NODE_MAJOR: u32 = 20;

/// Builds if needed, prepares the tools and runs the browser tests.
pub fn run(workspace: &Workspace, grep: Option<&str>) -> Result<()> {
    let binary = build::all(workspace)?;
    let mut command = node_script(workspace, "node_modules/@playwright/test/cli.js")?;
    command.arg("test").env("LASTGANG_BIN", binary).env("CHROMIUM", chromium()?);
    if let Some(text) = grep {
        command.args(["--grep", text]);
    }
    workspace::run(&mut command)
}

/// A Node call in `end2end/`, with its packages installed.
pub fn node_script(workspace: &Workspace, script: &str) -> Result<Command> {
    check_node()?;
    let folder = workspace.root().join("end2end");
    install_packages(&folder)?;
    let mut command = Command::new("node");
    command.current_dir(&folder).arg(script);
    Ok(command)
}

pub(super) fn check_node() -> Result<()> {
    const HINT: &str = "the browser tests need Node 20 or newer (https://nodejs.org) on the PATH";
    let output = Command::new("node").arg("--version").output().context(HINT)?;
    let version = String::from_utf8_lossy(&output.stdout).trim().to_owned();
    match node_major(&version) {
        Some(major) if major >= NODE_MAJOR => Ok(()),
        _ => bail!("{HINT}; found {version}"),
    }
}

fn node_major(version: &str) -> Option<u32> {
    version.strip_prefix('v')?.split('.').next()?.parse().ok()
}

/// `npm ci`, unless the packages of this lock file are there.
fn install_packages(folder: &Path) -> Result<()> {
    let lock = std::fs::read(folder.join("package-lock.json")).context("end2end/package-lock.json")?;
    let stamp = folder.join("node_modules/.lock-hash");
    let hash = build::hash_of(&lock);
    if std::fs::read_to_string(&stamp).is_ok_and(|old| old == hash) {
        return Ok(());
    }
    let npm = if cfg!(windows) { "npm.cmd" } else { "npm" };
    let mut command = Command::new(npm);
    command.current_dir(folder).args(["ci", "--no-audit", "--no-fund"]);
    command.env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
    workspace::run(&mut command)?;
    std::fs::write(stamp, hash)?;
    Ok(())
}

/// Chromium from the environment or the PATH; on Debian as root it is installed.
pub fn chromium() -> Result<PathBuf> {
    if let Some(path) = find_chromium() {
        return Ok(path);
    }
    if is_root() && on_path("apt-get").is_some() {
        let apt = || {
            let mut command = Command::new("apt-get");
            command.env("DEBIAN_FRONTEND", "noninteractive").stdin(Stdio::null());
            command
        };
        workspace::run(apt().arg("update"))?;
        workspace::run(apt().args(["install", "-y", "--no-install-recommends", "chromium"]))?;
    }
    find_chromium().context(
        "the browser tests need Chromium: install it (Debian: apt-get install chromium) or name it by the \
         environment variable CHROMIUM",
    )
}

fn find_chromium() -> Option<PathBuf> {
    let named = env::var_os("CHROMIUM").filter(|value| !value.is_empty()).map(PathBuf::from);
    named.or_else(|| ["chromium", "chromium-browser", "google-chrome"].into_iter().find_map(on_path))
}

fn on_path(program: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    env::split_paths(&path).map(|folder| folder.join(program)).find(|file| file.is_file())
}

fn is_root() -> bool {
    let output = Command::new("id").arg("-u").output();
    output.is_ok_and(|output| output.stdout.trim_ascii() == b"0")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_major_version_of_node_is_read() {
        assert_eq!(node_major("v20.20.2"), Some(20));
        assert_eq!(node_major("20.1"), None);
        assert_eq!(node_major(""), None);
    }
}
