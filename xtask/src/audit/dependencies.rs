//! What others wrote and we ship: crates and JavaScript.

use std::{collections::BTreeSet, fs, io::Read as _, path::Path, process::Command, time::Duration};

use anyhow::{Context, Result, bail, ensure};
use flate2::read::GzDecoder;
use serde_json::Value;

use super::{Ground, Subject, Verdict, advisories, process};

const AT_MOST: Duration = Duration::from_secs(180);
const FETCH_AT_MOST: Duration = Duration::from_secs(600);

/// A lock file with one crate that had a fault for years (RUSTSEC-2020-0071).
const FAULTY_LOCK: &str = "version = 4\n\n[[package]]\nname = \"time\"\nversion = \"0.1.40\"\n\
                           source = \"registry+https://github.com/rust-lang/crates.io-index\"\n";
/// An invented fault of a crate that is in our graph.
const INVENTED: &str = "```toml\n[advisory]\nid = \"RUSTSEC-2026-9999\"\npackage = \"serde\"\n\
                        date = \"2026-01-01\"\n\n[versions]\npatched = []\n```\n\n# Planted\n\nInvented.\n";

/// cargo-audit on the lock file. The exceptions are those of `deny.toml`, and each must be in use.
pub fn cargo_audit(ground: &Ground, subject: Subject) -> Result<Verdict> {
    let root = ground.workspace.root();
    let (lock, exceptions) = match subject {
        Subject::Product => (root.join("Cargo.lock"), ids(&fs::read_to_string(root.join("deny.toml"))?)),
        Subject::Planted => {
            let file = ground.folder.join("planted.lock");
            fs::write(&file, FAULTY_LOCK)?;
            (file, BTreeSet::new())
        }
    };
    let mut command = Command::new(ground.tools.python("cargo")?.join("cargo-audit"));
    // Yanked versions are looked up by cargo-deny, in cargo's own copy of the index.
    command.args(["audit", "--no-fetch", "--no-yanked", "--format", "json"]);
    command.arg("--db").arg(ground.advisories.folder()).arg("--file").arg(lock);
    let run = process::run(&mut command, &ground.log("cargo-audit", subject), AT_MOST)?;
    let said: Value = serde_json::from_str(&run.output).with_context(|| run.tail())?;
    let mut findings = audited(&said, &exceptions)?;
    findings.extend(ground.advisories.complaint());
    Ok(Verdict { findings, note: audit_note(&said, &exceptions, &ground.advisories.description()) })
}

/// Faults and unsound or yanked crates that are not excepted, and exceptions that excuse nothing.
fn audited(said: &Value, exceptions: &BTreeSet<String>) -> Result<Vec<String>> {
    let list =
        said.pointer("/vulnerabilities/list").and_then(Value::as_array).context("no list of faults")?;
    let unsound = said.pointer("/warnings/unsound").and_then(Value::as_array);
    let text = |entry: &Value, at: &str| entry.pointer(at).and_then(Value::as_str).unwrap_or("?").to_owned();
    let (mut findings, mut used) = (Vec::new(), BTreeSet::new());
    for entry in list.iter().chain(unsound.into_iter().flatten()) {
        let id = text(entry, "/advisory/id");
        if !exceptions.contains(&id) {
            let [name, version, title] =
                ["/package/name", "/package/version", "/advisory/title"].map(|at| text(entry, at));
            findings.push(format!("{id}: {name} {version}: {title}"));
        }
        used.insert(id);
    }
    findings.extend(
        exceptions.difference(&used).map(|id| format!("{id} is excepted in deny.toml but not found")),
    );
    Ok(findings)
}

fn audit_note(said: &Value, exceptions: &BTreeSet<String>, database: &str) -> String {
    let count = said.pointer("/lockfile/dependency-count").and_then(Value::as_u64).unwrap_or_default();
    format!("{count} crates, {} exceptions; {database}", exceptions.len())
}

fn ids(configuration: &str) -> BTreeSet<String> {
    reasons(configuration).into_iter().map(|(id, _)| id).collect()
}

/// The exceptions in `deny.toml` with their reasons.
pub fn reasons(configuration: &str) -> Vec<(String, String)> {
    let entry = |line: &str| {
        let (id, rest) = line.trim().strip_prefix("{ id = \"")?.split_once("\", reason = \"")?;
        Some((id.to_owned(), rest.trim_end_matches(['"', '}', ',', ' ']).to_owned()))
    };
    configuration.lines().filter_map(entry).collect()
}

/// cargo-deny on the graph of the whole workspace.
pub fn cargo_deny(ground: &Ground, subject: Subject) -> Result<Verdict> {
    let root = ground.workspace.root();
    let log = ground.log("cargo-deny", subject);
    let configuration = fs::read_to_string(root.join("deny.toml"))?;
    let planted = ground.folder.join("planted-advisories");
    let (configuration, database) = match subject {
        Subject::Product => (configuration, ground.advisories.above()),
        Subject::Planted => {
            advisories::invent(&planted, "serde", INVENTED, &log)?;
            (spoiled(&configuration)?, planted.as_path())
        }
    };
    let file = ground.folder.join("deny.toml");
    fs::write(&file, configuration)?;
    // It reads the manifests of all platforms, of which a build fetches its own alone.
    process::must(ground.workspace.cargo().args(["fetch", "--locked", "--quiet"]), &log, FETCH_AT_MOST)?;
    let mut command = Command::new(ground.tools.python("cargo")?.join("cargo-deny"));
    command.current_dir(root).env("LASTGANG_ADVISORIES", database);
    command.args(["--offline", "--format", "json", "--workspace", "--all-features", "--config"]).arg(file);
    command.args(["check", "--hide-inclusion-graph", "advisories", "bans", "licenses", "sources"]);
    let run = process::run(&mut command, &log, AT_MOST)?;
    let findings = denied(&run.errors);
    let ended = run.errors.contains("\"type\":\"summary\"");
    ensure!(ended && (run.code == Some(0)) == findings.is_empty(), "{}", run.tail());
    Ok(Verdict { findings, note: "advisories, licences, bans, sources".to_owned() })
}

/// Our rules with faults: two crates that we use are banned, one of our licences and our registry refused.
fn spoiled(configuration: &str) -> Result<String> {
    let changes = [
        ("{ crate = \"openssl\",", "{ crate = \"serde_json\" }, { crate = \"openssl\","),
        ("  \"Unicode-3.0\",\n", ""),
        ("[sources]\n", "[sources]\nallow-registry = []\n"),
    ];
    let mut text = configuration.to_owned();
    for (from, to) in changes {
        ensure!(text.contains(from), "deny.toml has changed: {from:?} is not there to be spoiled");
        text = text.replace(from, to);
    }
    Ok(text)
}

/// The errors among its lines of JSON.
fn denied(lines: &str) -> Vec<String> {
    let error = |line: &str| {
        let said: Value = serde_json::from_str(line).ok()?;
        let field =
            |name: &str| said.pointer(&format!("/fields/{name}")).and_then(Value::as_str).unwrap_or("");
        (field("severity") == "error").then(|| format!("{}: {}", field("code"), field("message")))
    };
    lines.lines().filter_map(error).collect()
}

/// retire.js on what browsers load.
pub fn retire(ground: &Ground, subject: Subject) -> Result<Verdict> {
    let folder = match subject {
        Subject::Product => ground.workspace.site(),
        Subject::Planted => {
            let folder = ground.folder.join("planted-site");
            fs::create_dir_all(&folder)?;
            fs::write(folder.join("library.js"), "/*! jQuery v1.8.1 jquery.com | jquery.org/license */\n")?;
            folder
        }
    };
    ensure!(folder.is_dir(), "{} is not there: cargo xtask build", folder.display());
    let rules = ground.folder.join("retire-rules.json");
    unpack(&ground.file("advisories/retire-rules.json.gz"), &rules)?;
    let mut command = Command::new("node");
    command.arg(ground.tools.node()?.join("node_modules/retire/lib/cli.js"));
    command.arg("--jsrepo").arg(&rules).arg("--path").arg(&folder).args(["--outputformat", "json"]);
    let run = process::run(&mut command, &ground.log("retire", subject), AT_MOST)?;
    if !matches!(run.code, Some(0 | 13)) {
        bail!("{}", run.tail());
    }
    let said: Value = serde_json::from_str(&run.output).with_context(|| run.tail())?;
    Ok(Verdict { findings: retired(&said)?, note: "stored rules".to_owned() })
}

fn retired(said: &Value) -> Result<Vec<String>> {
    let files = said.pointer("/data").and_then(Value::as_array).context("no list of files")?;
    let mut findings = Vec::new();
    for file in files {
        for result in file.pointer("/results").and_then(Value::as_array).into_iter().flatten() {
            let text = |name: &str| result[name].as_str().unwrap_or("?");
            findings.push(format!("{} holds {} {}", file["file"], text("component"), text("version")));
        }
    }
    Ok(findings)
}

fn unpack(from: &Path, to: &Path) -> Result<()> {
    let mut text = Vec::new();
    let file = fs::File::open(from).with_context(|| from.display().to_string())?;
    GzDecoder::new(file).read_to_end(&mut text)?;
    fs::write(to, text).with_context(|| to.display().to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exceptions_are_read_from_the_rules_of_cargo_deny() {
        let rules =
            "ignore = [\n  { id = \"RUSTSEC-2023-0071\", reason = \"No key.\" },\n  { crate = \"x\" },\n]\n";
        assert_eq!(reasons(rules), [("RUSTSEC-2023-0071".to_owned(), "No key.".to_owned())]);
        assert_eq!(ids(rules), BTreeSet::from(["RUSTSEC-2023-0071".to_owned()]));
    }

    #[test]
    fn faults_without_exception_and_exceptions_without_fault_are_findings() {
        let fault = |id: &str| serde_json::json!({ "advisory": { "id": id, "title": "T" }, "package": { "name": "n", "version": "1" } });
        let said = serde_json::json!({
            "vulnerabilities": { "list": [fault("A"), fault("B")] },
            "warnings": { "unsound": [fault("C")], "unmaintained": [fault("D")] },
        });
        let exceptions = ["A", "E"].map(str::to_owned).into();
        let expected = ["B: n 1: T", "C: n 1: T", "E is excepted in deny.toml but not found"];
        assert_eq!(audited(&said, &exceptions).unwrap(), expected);
        assert!(audited(&serde_json::json!({}), &exceptions).is_err());
    }

    #[test]
    fn only_errors_of_cargo_deny_are_findings() {
        let lines = "{\"type\":\"diagnostic\",\"fields\":{\"code\":\"banned\",\"message\":\"m\",\"severity\":\"error\"}}\n\
                     {\"type\":\"diagnostic\",\"fields\":{\"code\":\"x\",\"message\":\"m\",\"severity\":\"warning\"}}\nnoise\n";
        assert_eq!(denied(lines), ["banned: m"]);
    }
}
