//! What the compiler and its tools are told to refuse, and what they cannot know.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use toml::{Table, Value};

use super::tidy::sources;

/// Engines of regular expressions that go back and try again.
const BACKTRACKING: [&str; 6] = ["fancy-regex", "onig", "onig_sys", "pcre2", "pcre2-sys", "regress"];

fn text(file: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(file)).unwrap()
}

fn manifest(file: &str) -> Table {
    toml::from_str(&text(file)).unwrap_or_else(|error| panic!("{file}: {error}"))
}

/// The value at the end of a path of names.
fn at<'a>(table: &'a Table, path: &[&str]) -> Option<&'a Value> {
    let (first, rest) = path.split_first()?;
    let value = table.get(*first)?;
    if rest.is_empty() { Some(value) } else { at(value.as_table()?, rest) }
}

/// The texts under a name, of each table of a list.
fn each<'a>(list: &'a Value, name: &'a str) -> impl Iterator<Item = &'a str> {
    list.as_array().into_iter().flatten().filter_map(move |entry| entry.get(name)?.as_str())
}

#[test]
fn nothing_but_the_build_tool_starts_other_programs() {
    let clippy = manifest("clippy.toml");
    let types: BTreeSet<_> = each(at(&clippy, &["disallowed-types"]).unwrap(), "path").collect();
    assert_eq!(types, BTreeSet::from(["std::process::Command", "tokio::process::Command"]));
    assert_eq!(
        at(&manifest("Cargo.toml"), &["workspace", "lints", "clippy", "all", "level"]).unwrap().as_str(),
        Some("deny")
    );
    // Nor is the lint switched off, or the way round it taken.
    let ways = [
        "std::process::{",
        "tokio::process",
        "process::Command::new",
        "CommandExt",
        "disallowed_types",
        "posix_spawn",
        "execv",
    ];
    let product = |name: &str| !name.starts_with("xtask/") && name != "src/tests/manifests.rs";
    let starting: Vec<_> = sources()
        .into_iter()
        .filter(|(name, text)| product(name) && ways.iter().any(|way| text.contains(way)))
        .map(|(name, _)| name)
        .collect();
    assert_eq!(starting, Vec::<String>::new());
}

#[test]
fn what_answers_requests_opens_no_files() {
    // Paths come from whoever starts the server; what is sent by others never becomes one.
    let folders = [
        "app/src/",
        "app/engine/src/",
        "app/chart/src/",
        "app/solve/src/",
        "src/http",
        "src/services",
        "src/outbound",
    ];
    let ways = [
        "std::fs",
        "tokio::fs",
        "fs::read",
        "fs::write",
        "File::open",
        "File::create",
        "std::path",
        "PathBuf",
        "OsStr",
        "std::env",
    ];
    let opening: Vec<_> = sources()
        .into_iter()
        .filter(|(name, _)| folders.iter().any(|folder| name.starts_with(folder)))
        .filter(|(_, text)| ways.iter().any(|way| text.contains(way)))
        .map(|(name, _)| name)
        .collect();
    assert_eq!(opening, Vec::<String>::new());
}

#[test]
fn unsafe_code_is_forbidden_in_every_crate_and_overflow_is_an_error_in_the_server() {
    let root = manifest("Cargo.toml");
    assert_eq!(at(&root, &["workspace", "lints", "rust", "unsafe_code"]).unwrap().as_str(), Some("forbid"));
    let members = at(&root, &["workspace", "members"]).unwrap().as_array().unwrap();
    assert!(members.len() >= 6, "{members:?}");
    for member in members {
        let member = member.as_str().unwrap();
        let own = manifest(&format!("{member}/Cargo.toml"));
        let inherits = at(&own, &["lints", "workspace"]).and_then(Value::as_bool);
        assert_eq!(inherits, Some(true), "{member}");
    }
    // Development builds check without being told; nobody may tell them otherwise.
    let release = at(&root, &["profile", "release", "overflow-checks"]).and_then(Value::as_bool);
    assert_eq!(release, Some(true));
    let profiles = at(&root, &["profile"]).unwrap().as_table().unwrap();
    let unchecked: Vec<_> =
        profiles.iter().filter(|(_, profile)| says_no(profile)).map(|(name, _)| name.as_str()).collect();
    // The browser's half calculates for its reader alone, with the code that the tests ran with the checks.
    assert_eq!(unchecked, ["wasm-release"]);
}

/// Whether a profile switches the checks off, for all crates or for one.
fn says_no(profile: &Value) -> bool {
    let own = |table: &Value| table.get("overflow-checks").and_then(Value::as_bool) == Some(false);
    let packages = profile.get("package").and_then(Value::as_table);
    own(profile) || packages.is_some_and(|packages| packages.iter().any(|(_, package)| own(package)))
}

/// Names of the crates that each crate in the lock file needs.
fn needs() -> BTreeMap<String, BTreeSet<String>> {
    let lock = manifest("Cargo.lock");
    let mut needs: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for package in lock["package"].as_array().unwrap() {
        let name = package["name"].as_str().unwrap().to_owned();
        let listed = package.get("dependencies").and_then(Value::as_array).into_iter().flatten();
        // Where a name is not unique its version follows.
        let names = listed.filter_map(|need| need.as_str()?.split(' ').next().map(str::to_owned));
        needs.entry(name).or_default().extend(names);
    }
    needs
}

#[test]
fn patterns_with_backtracking_come_with_nothing_but_the_judge_of_passwords() {
    let needs = needs();
    assert!(needs.len() > 300 && needs.contains_key("regex"), "the lock file was not understood");
    let users: BTreeSet<(&str, &str)> = needs
        .iter()
        .flat_map(|(name, needs)| needs.iter().map(move |need| (need.as_str(), name.as_str())))
        .filter(|(need, _)| BACKTRACKING.contains(need))
        .collect();
    assert_eq!(users, BTreeSet::from([("fancy-regex", "zxcvbn")]));
    // It judges at most a hundred characters of a password, by patterns that it brings along, on the server.
    let judges: Vec<_> = needs.iter().filter(|(_, needs)| needs.contains("zxcvbn")).collect();
    assert!(judges.len() == 1 && judges[0].0 == "lastgang", "{judges:?}");
    let mut reached = BTreeSet::from(["frontend"]);
    let mut waiting = vec!["frontend"];
    while let Some(name) = waiting.pop() {
        waiting.extend(needs[name].iter().map(String::as_str).filter(|need| reached.insert(*need)));
    }
    assert!(reached.contains("leptos") && !BACKTRACKING.iter().any(|engine| reached.contains(engine)));
}

#[test]
fn engines_with_backtracking_are_banned() {
    let deny = manifest("deny.toml");
    let banned = at(&deny, &["bans", "deny"]).unwrap();
    let crates: BTreeSet<_> = each(banned, "crate").collect();
    for engine in BACKTRACKING {
        assert!(crates.contains(engine), "{engine}");
    }
    let excepted: Vec<_> = banned.as_array().unwrap().iter().filter_map(|ban| ban.get("wrappers")).collect();
    assert_eq!(excepted, [&Value::Array(vec![Value::String("zxcvbn".to_owned())])]);
}
