//! Runs auditors: output into files, and never longer than allowed.

use std::{
    fs::{self, File},
    path::Path,
    process::{Command, Stdio},
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

/// Runs a program to its end; its output stays in `log.out` and `log.err`.
pub fn run(command: &mut Command, log: &Path, at_most: Duration) -> Result<Run> {
    let name = name_of(command);
    let (output, errors) = (log.with_extension("out"), log.with_extension("err"));
    let file = |path: &Path| File::create(path).with_context(|| path.display().to_string());
    command.stdin(Stdio::null()).stdout(file(&output)?).stderr(file(&errors)?);
    let mut child = command.spawn().with_context(|| format!("cannot start {name}"))?;
    let end = Instant::now() + at_most;
    let status = loop {
        if let Some(status) = child.try_wait()? {
            break status;
        }
        if Instant::now() > end {
            child.kill()?;
            child.wait()?;
            bail!("{name} did not end within {} s", at_most.as_secs());
        }
        thread::sleep(POLL);
    };
    let text = |path: &Path| fs::read(path).map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
    Ok(Run { code: status.code(), output: text(&output)?, errors: text(&errors)? })
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
