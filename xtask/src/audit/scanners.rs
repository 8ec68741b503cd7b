//! Programs that attack: wapiti and sqlmap.

use std::{
    fs,
    net::{Ipv4Addr, TcpStream},
    path::{Path, PathBuf},
    process::Command,
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, bail, ensure};
use serde_json::Value;

use super::{
    Ground, Subject, Verdict,
    process::{self, Run, Running},
    site::{self, Site},
};
use crate::test::{chromium, node_script};

const SCAN_AT_MOST: Duration = Duration::from_secs(1_500);
const JOURNEY_AT_MOST: Duration = Duration::from_secs(240);
const PROXY_READY_AT_MOST: Duration = Duration::from_secs(60);
const REQUEST_AT_MOST: Duration = Duration::from_secs(900);

/// Modules of wapiti that do not need its own servers, a downloaded list of signatures, or another kind of
/// server: `spring4shell` takes any refused form for a fault of a Java library, and `ldap` the meter of passwords
/// for a directory, because it says different things about different texts. TLS is sslyze's, files left behind are
/// ffuf's.
const ANONYMOUS: &str = "cookieflags,crlf,csp,csrf,exec,file,htaccess,http_headers,https_redirect,methods,\
                         permanentxss,redirect,shellshock,sql,timesql,upload,xss";
/// What makes sense on recorded requests.
const SIGNED_IN: &str = "crlf,csrf,exec,file,methods,permanentxss,redirect,shellshock,sql,timesql,upload,xss";
/// Requests that end the session, or the account's right to it.
const LEFT_OUT: [&str; 5] =
    ["/sign-out", "/account/sessions*", "/account/password", "/account/factors/*", "/projects/*/delete"];

/// wapiti as somebody without an account.
pub fn wapiti(ground: &Ground, subject: Subject) -> Result<Verdict> {
    let site = ground.site(subject)?;
    let scan = Scan::new(ground, subject, "wapiti", site)?;
    let mut command = scan.command(&format!("{}/", site.origin()), ANONYMOUS);
    scan.judge(&process::run(&mut command, &scan.log, SCAN_AT_MOST)?)
}

/// wapiti on the requests of a session, recorded through its proxy.
pub fn wapiti_session(ground: &Ground, subject: Subject) -> Result<Verdict> {
    let own;
    let site = match subject {
        Subject::Product => {
            own = ground.fresh_site("session")?;
            &own
        }
        Subject::Planted => ground.site(subject)?,
    };
    let scan = Scan::new(ground, subject, "wapiti-session", site)?;
    let port = site::free_port()?;
    let mut command = scan.command(&format!("{}/", site.origin()), SIGNED_IN);
    command.args(["--mitm-port", &port.to_string(), "-H", "Sec-Fetch-Site: same-origin"]);
    // Its own language would be that of the pages, where the journey looks for German words.
    command.args(["-H", "Accept-Language: de-DE"]);
    for path in LEFT_OUT {
        command.args(["-x", &format!("{}{path}", site.origin())]);
    }
    let mut running = Running::start(&mut command, &scan.log)?;
    let end = Instant::now() + PROXY_READY_AT_MOST;
    while TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_err() {
        ensure!(!running.has_ended()? && Instant::now() < end, "the proxy of wapiti did not start");
        thread::sleep(Duration::from_millis(100));
    }
    let proxy = format!("http://127.0.0.1:{port}");
    record(ground, subject, site, &scan.folder, Some(&proxy))?;
    running.interrupt()?;
    scan.judge(&running.finish(SCAN_AT_MOST)?)
}

/// Goes through a session in a browser; one request of every kind is written to `folder`.
fn record(ground: &Ground, subject: Subject, site: &Site, folder: &Path, proxy: Option<&str>) -> Result<()> {
    let script = if subject == Subject::Product { "audit/journey.mjs" } else { "audit/stroll.mjs" };
    let mut command = node_script(ground.workspace, script)?;
    let link = if subject == Subject::Product { site.setup_link()? } else { String::new() };
    command.env("CHROMIUM", chromium()?).args([site.origin(), link]).arg(folder).args(proxy);
    process::must(&mut command, &folder.join("recording"), JOURNEY_AT_MOST).map(drop)
}

/// One run of wapiti.
struct Scan {
    program: PathBuf,
    folder: PathBuf,
    log: PathBuf,
}

impl Scan {
    fn new(ground: &Ground, subject: Subject, name: &str, _: &Site) -> Result<Self> {
        let log = ground.log(name, subject);
        let folder = log.with_extension("d");
        if folder.exists() {
            fs::remove_dir_all(&folder)?;
        }
        fs::create_dir_all(&folder)?;
        Ok(Self { program: ground.tools.python("wapiti")?.join("wapiti"), folder, log })
    }

    fn command(&self, address: &str, modules: &str) -> Command {
        let mut command = Command::new(&self.program);
        command.args(["-u", address, "--scope", "folder", "--verify-ssl", "0", "--no-bugreport", "-v", "0"]);
        command.args(["-m", modules, "--max-scan-time", "300", "--max-attack-time", "90"]);
        command.arg("--store-session").arg(&self.folder).arg("--store-config").arg(&self.folder);
        command.args(["-f", "json", "-o"]).arg(self.folder.join("report.json"));
        command
    }

    fn judge(&self, run: &Run) -> Result<Verdict> {
        let report = self.folder.join("report.json");
        let text = fs::read_to_string(report).with_context(|| format!("no report:\n{}", run.tail()))?;
        scanned(&serde_json::from_str(&text)?)
    }
}

/// The faults and the odd answers of a report, each kind and request once.
fn scanned(said: &Value) -> Result<Verdict> {
    let mut findings = Vec::new();
    for part in ["vulnerabilities", "anomalies"] {
        let kinds = said[part].as_object().with_context(|| format!("no {part} in the report"))?;
        for (kind, entries) in kinds {
            for entry in entries.as_array().into_iter().flatten() {
                let text = |name: &str| entry[name].as_str().unwrap_or("");
                let finding = format!("{kind}: {} {}: {}", text("method"), text("path"), text("info"));
                if !findings.contains(&finding) {
                    findings.push(finding);
                }
            }
        }
    }
    let pages = said.pointer("/infos/crawled_pages_nbr").and_then(Value::as_u64).unwrap_or_default();
    ensure!(pages > 0, "it saw no pages");
    Ok(Verdict { findings, note: format!("{pages} addresses and forms") })
}

/// sqlmap on every kind of request of a session.
pub fn sqlmap(ground: &Ground, subject: Subject) -> Result<Verdict> {
    let own;
    let site = match subject {
        Subject::Product => {
            own = ground.fresh_site("sqlmap")?;
            &own
        }
        Subject::Planted => ground.site(subject)?,
    };
    let log = ground.log("sqlmap", subject);
    let folder = log.with_extension("d");
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    fs::create_dir_all(&folder)?;
    record(ground, subject, site, &folder, None)?;
    let mut requests: Vec<PathBuf> = fs::read_dir(&folder)?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|extension| extension == "http"))
        .collect();
    requests.sort();
    let tools = ground.tools.python("sqlmap")?;
    let program = tools.join("sqlmap");
    let _forgetting = match subject {
        Subject::Product => {
            let mut command = Command::new(tools.join("python"));
            command.arg(ground.file("forget_limits.py")).arg(site.database());
            Some(process::Running::start(&mut command, &folder.join("forget-limits"))?)
        }
        Subject::Planted => None,
    };
    let mut findings = Vec::new();
    for request in &requests {
        let mut command = Command::new(&program);
        command.arg("-r").arg(request).args([
            "--force-ssl",
            "--batch",
            "--disable-coloring",
            "--flush-session",
        ]);
        command.args(["--dbms=SQLite", "--level", "2", "--risk", "2", "--drop-set-cookie"]);
        // A changed session is not there, nor is what the recorded session has removed; both are tested all the same.
        command.args(["--ignore-code", "401,404"]).arg("--output-dir").arg(folder.join("output"));
        let name = request.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let run = process::run(&mut command, &folder.join(&name), REQUEST_AT_MOST)?;
        findings.extend(
            injected(&run.output)
                .with_context(|| format!("{name}: {}", run.tail()))?
                .map(|how| format!("{name}: {how}")),
        );
    }
    ensure!(!requests.is_empty(), "nothing was recorded");
    Ok(Verdict { findings, note: format!("{} kinds of requests", requests.len()) })
}

/// What sqlmap injected, if it did; an error if it tested nothing.
fn injected(output: &str) -> Result<Option<String>> {
    if let Some((_, points)) = output.split_once("injection point(s)") {
        let parameter = points.lines().find_map(|line| line.strip_prefix("Parameter: "));
        return Ok(Some(format!("SQL injection, {}", parameter.unwrap_or("somewhere"))));
    }
    if output.contains("do not appear to be injectable") {
        return Ok(None);
    }
    bail!("it did not test this request")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn faults_and_odd_answers_of_a_scan_are_findings_once() {
        let entry = serde_json::json!({ "method": "GET", "path": "/item", "info": "in id" });
        let said = serde_json::json!({
            "vulnerabilities": { "SQL Injection": [entry, entry], "Fingerprint": [] },
            "anomalies": { "Internal Server Error": [entry] },
            "additionals": { "HTTP Methods": [entry] },
            "infos": { "crawled_pages_nbr": 3 },
        });
        let verdict = scanned(&said).unwrap();
        assert_eq!(
            verdict.findings,
            ["SQL Injection: GET /item: in id", "Internal Server Error: GET /item: in id"]
        );
        assert_eq!(verdict.note, "3 addresses and forms");
        assert!(scanned(&serde_json::json!({ "vulnerabilities": {}, "anomalies": {} })).is_err());
    }

    #[test]
    fn a_request_that_sqlmap_did_not_test_is_no_clean_one() {
        let found = "sqlmap identified the following injection point(s) with 50 requests:\n---\nParameter: id (GET)\n";
        assert_eq!(injected(found).unwrap().unwrap(), "SQL injection, id (GET)");
        assert_eq!(injected("all tested parameters do not appear to be injectable.").unwrap(), None);
        assert!(injected("[CRITICAL] unable to connect to the target URL").is_err());
    }
}
