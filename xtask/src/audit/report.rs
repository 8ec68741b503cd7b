//! What is said at the end: one line per auditor.

use std::{fmt::Write as _, time::Duration};

use anyhow::Result;

use super::Verdict;
use crate::progress::seconds;

/// How the questions to one auditor ended.
pub struct Outcome {
    /// Its name.
    pub auditor: &'static str,
    /// Its version.
    pub version: String,
    /// What it says about the product.
    pub verdict: Result<Verdict>,
    /// The planted faults that it did not see.
    pub overlooked: Result<Vec<&'static str>>,
    /// Both questions together.
    pub took: Duration,
}

impl Outcome {
    /// Nothing found in the product, everything found that was planted.
    pub fn passed(&self) -> bool {
        self.problems().is_empty()
    }

    /// Everything that makes it red.
    pub fn problems(&self) -> Vec<String> {
        let mut problems = match &self.verdict {
            Ok(verdict) => verdict.findings.clone(),
            Err(error) => vec![format!("could not be asked: {error:#}")],
        };
        match &self.overlooked {
            Ok(faults) => {
                problems.extend(faults.iter().map(|fault| format!("did not see the planted fault “{fault}”")))
            }
            Err(error) => problems.push(format!("could not be asked about the planted fault: {error:#}")),
        }
        problems
    }
}

/// The table for the terminal and its closing line.
pub fn lines(outcomes: &[Outcome]) -> String {
    let mut text = String::from("\n");
    for outcome in outcomes {
        let problems = outcome.problems().len();
        let word = if problems == 0 { "ok".to_owned() } else { format!("{problems} FOUND") };
        let note = outcome.verdict.as_ref().map_or("", |verdict| verdict.note.as_str());
        _ = writeln!(text, "{:<14} {word:<9} {:>7}   {note}", outcome.auditor, seconds(outcome.took));
    }
    let passed = outcomes.iter().filter(|outcome| outcome.passed()).count();
    _ = writeln!(text, "{passed} passed, {} failed", outcomes.len() - passed);
    text
}

/// The report for `docs/`.
pub fn document(outcomes: &[Outcome], day: &str, exceptions: &[(String, String)]) -> String {
    let mut text = format!(
        "# Security audit\n\nWritten by `cargo xtask audit --full` on {day}; what is audited, and how each auditor shows \
         that it can fail, stands in [xtask/audit](../xtask/audit/README.md).\n\n\
         | auditor | version | findings | planted faults | took | looked at |\n|---|---|---|---|---|---|\n"
    );
    for outcome in outcomes {
        let (findings, note) = match &outcome.verdict {
            Ok(verdict) => (verdict.findings.len().to_string(), verdict.note.as_str()),
            Err(_) => ("could not be asked".to_owned(), ""),
        };
        let seen = if outcome.overlooked.as_ref().is_ok_and(Vec::is_empty) { "seen" } else { "**not seen**" };
        let took = seconds(outcome.took);
        _ = writeln!(
            text,
            "| {} | {} | {findings} | {seen} | {took} | {note} |",
            outcome.auditor, outcome.version
        );
    }
    text.push_str("\n## Findings\n\n");
    let problems = outcomes
        .iter()
        .flat_map(|outcome| outcome.problems().into_iter().map(|problem| (outcome.auditor, problem)));
    let mut none = true;
    for (auditor, problem) in problems {
        none = false;
        // A few lines of a program's output must not become headings and lists.
        _ = writeln!(text, "* {auditor}: `{}`", problem.replace(['\n', '`'], " "));
    }
    if none {
        text.push_str("None.\n");
    }
    text.push_str("\n## What is accepted, and why\n\n");
    for (id, reason) in exceptions {
        _ = writeln!(text, "* {id}: {reason}");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outcome(findings: &[&str], overlooked: &[&'static str]) -> Outcome {
        let findings = findings.iter().map(|&finding| finding.to_owned()).collect();
        Outcome {
            auditor: "sslyze",
            version: "6.3.1".to_owned(),
            verdict: Ok(Verdict { findings, note: "modern".to_owned() }),
            overlooked: Ok(overlooked.to_vec()),
            took: Duration::from_millis(2_100),
        }
    }

    #[test]
    fn an_auditor_passes_if_it_finds_nothing_but_what_was_planted() {
        assert!(outcome(&[], &[]).passed());
        assert!(!outcome(&["TLS 1.2 is supported"], &[]).passed());
        assert!(!outcome(&[], &["tls_versions"]).passed());
        let failed = Outcome { verdict: Err(anyhow::anyhow!("no network")), ..outcome(&[], &[]) };
        assert_eq!(failed.problems(), ["could not be asked: no network"]);
    }

    #[test]
    fn there_is_one_line_per_auditor_and_a_closing_line() {
        let outcomes = [outcome(&[], &[]), outcome(&["a", "b"], &[])];
        let expected = "\nsslyze         ok          2.1 s   modern\nsslyze         2 FOUND     2.1 s   modern\n\
                        1 passed, 1 failed\n";
        assert_eq!(lines(&outcomes), expected);
    }

    #[test]
    fn the_report_names_findings_and_accepted_faults() {
        let exceptions = [("RUSTSEC-1".to_owned(), "Not compiled.".to_owned())];
        let text = document(&[outcome(&[], &["tls_versions"])], "2026-11-22", &exceptions);
        assert!(text.contains("| sslyze | 6.3.1 | 0 | **not seen** | 2.1 s | modern |\n"), "{text}");
        assert!(text.contains("* sslyze: `did not see the planted fault “tls_versions”`\n"), "{text}");
        assert!(text.ends_with("* RUSTSEC-1: Not compiled.\n"), "{text}");
        assert!(document(&[outcome(&[], &[])], "2026-11-22", &[]).contains("## Findings\n\nNone.\n"));
    }
}
