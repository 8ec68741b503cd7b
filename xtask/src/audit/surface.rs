//! What everybody sees: headers, policy, TLS.

use std::{process::Command, time::Duration};

use anyhow::{Result, bail};

use super::{Ground, Subject, Verdict, process};

const AT_MOST: Duration = Duration::from_secs(120);

/// Answers of every kind: page, form, redirect to the sign-in, missing page, script, plain text.
const ANSWERS: [&str; 7] =
    ["/", "/sign-in", "/projects", "/nothing", "/static/enhance.js", "/healthz", "/api/nothing"];
/// Pages whose headers are graded.
const PAGES: [&str; 2] = ["/", "/sign-in"];

/// csp_evaluator on the policy of every kind of answer.
pub fn csp(ground: &Ground, subject: Subject) -> Result<Verdict> {
    let port = ground.site(subject)?.port.to_string();
    script(ground, subject, "csp", &[&[port.as_str()], &ANSWERS[..]].concat())
}

/// The HTTP observatory; at least 130 points.
pub fn observatory(ground: &Ground, subject: Subject) -> Result<Verdict> {
    let site = ground.site(subject)?;
    let (port, plain_port) = (site.port.to_string(), site.plain_port.to_string());
    script(ground, subject, "observatory", &[&[port.as_str(), &plain_port], &PAGES[..]].concat())
}

/// sslyze against Mozilla's profile “modern”.
pub fn sslyze(ground: &Ground, subject: Subject) -> Result<Verdict> {
    let site = ground.site(subject)?;
    let mut command = Command::new(ground.tools.python("sslyze")?.join("sslyze"));
    command
        .args(["--mozilla_config=modern", "--sni", "localhost", "--certinfo_ca_file"])
        .arg(&site.authority);
    command.arg(format!("127.0.0.1:{}", site.port));
    let run = process::run(&mut command, &ground.log("sslyze", subject), AT_MOST)?;
    let Some((_, judgement)) = run.output.split_once("COMPLIANCE AGAINST TLS CONFIGURATION") else {
        bail!("no judgement:\n{}", run.tail());
    };
    let mut findings: Vec<String> =
        judgement.lines().filter_map(|line| line.trim().strip_prefix("* ")).map(str::to_owned).collect();
    if findings.is_empty() && !(run.code == Some(0) && judgement.contains("OK - Compliant")) {
        findings.push(format!("not compliant:{judgement}"));
    }
    Ok(Verdict { findings, note: "Mozilla modern".to_owned() })
}

/// Runs one of our wrappers in Node; it prints lines of `finding: …` and `note: …`.
fn script(ground: &Ground, subject: Subject, name: &str, arguments: &[&str]) -> Result<Verdict> {
    let mut command = Command::new("node");
    command.env("NODE_EXTRA_CA_CERTS", &ground.site(subject)?.authority);
    command.arg(ground.file(&format!("{name}.mjs"))).arg(ground.tools.node()?).args(arguments);
    let run = process::must(&mut command, &ground.log(name, subject), AT_MOST)?;
    verdict(&run.output)
}

fn verdict(output: &str) -> Result<Verdict> {
    let mut verdict = Verdict::default();
    for line in output.lines() {
        match line.split_once(": ") {
            Some(("finding", text)) => verdict.findings.push(text.to_owned()),
            Some(("note", text)) => verdict.note = text.to_owned(),
            _ => bail!("not understood: {line}"),
        }
    }
    if verdict.note.is_empty() {
        bail!("it ended without a judgement");
    }
    Ok(verdict)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_a_wrapper_are_findings_and_a_note() {
        let read = verdict("finding: /: no policy\nnote: / 80 B\n").unwrap();
        assert_eq!(
            (read.findings.as_slice(), read.note.as_str()),
            (&["/: no policy".to_owned()][..], "/ 80 B")
        );
    }

    #[test]
    fn silence_is_no_clean_verdict() {
        assert!(verdict("").is_err());
        assert!(verdict("Warning: something else\n").is_err());
    }
}
