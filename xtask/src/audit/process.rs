//! Runs auditors: output into files, and never longer than allowed.

use std::{
    fs::{self, File},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, bail};

use crate::workspace::name_of;

const POLL: Duration = Duration::from_millis(20);

/// What a program wrote, and how it ended.
pub struct Run {
    /// Its exit code; nothing if a signal ended it.
    pub code: Option<i32>,
    /// Standard output.
    pub output: String,
    /// Standard error.
    pub errors: String,
}

impl Run {
    /// The last lines it wrote, for messages.
    pub fn tail(&self) -> String {
        let text = if self.errors.trim().is_empty() { &self.output } else { &self.errors };
        let lines: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty()).collect();
        lines[lines.len().saturating_sub(6)..].join("\n")
    }
}

/// A program at work. It is ended with this value.
pub struct Running {
    name: String,
    child: Child,
    output: PathBuf,
    errors: PathBuf,
}

impl Running {
    /// Starts a program; its output goes to `log.out` and `log.err`.
    pub fn start(command: &mut Command, log: &Path) -> Result<Self> {
        let name = name_of(command);
        // The names of logs have no extensions of their own.
        let (output, errors) = (log.with_extension("out"), log.with_extension("err"));
        let file = |path: &Path| File::create(path).with_context(|| path.display().to_string());
        command.stdin(Stdio::null()).stdout(file(&output)?).stderr(file(&errors)?);
        let child = command.spawn().with_context(|| format!("cannot start {name}"))?;
        Ok(Self { name, child, output, errors })
    }

    /// What Ctrl-C does.
    pub fn interrupt(&self) -> Result<()> {
        crate::workspace::run(Command::new("kill").args(["-INT", &self.child.id().to_string()]))
    }

    /// Whether it has ended by itself.
    pub fn has_ended(&mut self) -> Result<bool> {
        Ok(self.child.try_wait()?.is_some())
    }

    /// Waits for its end.
    pub fn finish(mut self, at_most: Duration) -> Result<Run> {
        let end = Instant::now() + at_most;
        let status = loop {
            if let Some(status) = self.child.try_wait()? {
                break status;
            }
            if Instant::now() > end {
                bail!("{} did not end within {} s", self.name, at_most.as_secs());
            }
            thread::sleep(POLL);
        };
        let text = |path: &Path| fs::read(path).map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
        Ok(Run { code: status.code(), output: text(&self.output)?, errors: text(&self.errors)? })
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // Most have ended by now.
        _ = self.child.kill();
        _ = self.child.wait();
    }
}

/// Runs a program to its end; its output stays in `log.out` and `log.err`.
pub fn run(command: &mut Command, log: &Path, at_most: Duration) -> Result<Run> {
    Running::start(command, log)?.finish(at_most)
}

/// Runs a program that must succeed.
pub fn must(command: &mut Command, log: &Path, at_most: Duration) -> Result<Run> {
    let run = run(command, log, at_most)?;
    if run.code != Some(0) {
        bail!("{} failed:\n{}", name_of(command), run.tail());
    }
    Ok(run)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_that_does_not_end_is_ended() {
        let folder = tempfile::tempdir().unwrap();
        let log = folder.path().join("sleep");
        let error = run(Command::new("sleep").arg("60"), &log, Duration::from_millis(100)).err().unwrap();
        assert!(error.to_string().contains("did not end"), "{error}");
    }

    #[test]
    fn output_and_exit_code_are_kept() {
        let folder = tempfile::tempdir().unwrap();
        let mut command = Command::new("sh");
        command.args(["-c", "echo found; echo why >&2; exit 3"]);
        let run = run(&mut command, &folder.path().join("sh"), Duration::from_secs(10)).unwrap();
        assert_eq!((run.code, run.output.as_str(), run.errors.as_str()), (Some(3), "found\n", "why\n"));
    }
}
