//! Who may know whom: between the crates of the product, and between the rooms of the server.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use super::tidy::sources;

/// The crates of the product and those each of them may use.
const CRATES: [(&str, &[&str]); 9] = [
    ("words", &[]),
    ("solve", &[]),
    ("tabular", &[]),
    ("engine", &[]),
    ("readers", &["engine", "tabular"]),
    ("economics", &["engine"]),
    ("plant", &["economics", "engine", "solve"]),
    ("chart", &["engine", "words"]),
    ("app", &["chart", "economics", "engine", "plant", "words"]),
];

/// The rooms of the server from the outside in: each may use those below it, none those above. Rooms of one line do
/// not know each other.
const ROOMS: [&[&str]; 15] = [
    &["main"],
    &["cli"],
    &["commands"],
    &["boot"],
    &["listener"],
    &["http"],
    &["services"],
    &["identity", "mail"],
    &["storage"],
    &["witness"],
    &["audit", "federation"],
    &["jobs", "live", "network", "outbound"],
    &["vault", "tls"],
    &["clock", "hex"],
    &["telemetry"],
];

/// A layer is passed on the way to another: services say what the surface may know of the storage.
const NOT_PAST: [(&str, &str); 1] = [("http", "storage")];

#[test]
fn crates_use_only_those_below_them() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut seen = BTreeSet::new();
    for entry in fs::read_dir(root.join("app")).unwrap() {
        let manifest = entry.unwrap().path().join("Cargo.toml");
        if manifest.is_file() {
            seen.insert(check_manifest(&manifest));
        }
    }
    seen.insert(check_manifest(&root.join("app/Cargo.toml")));
    assert!(seen.len() > 3, "{seen:?}");
}

/// Reads a manifest, checks what it depends on and returns the name of its package.
fn check_manifest(manifest: &Path) -> String {
    let table: toml::Table = toml::from_str(&fs::read_to_string(manifest).unwrap()).unwrap();
    let name = table["package"]["name"].as_str().unwrap().to_owned();
    let (_, allowed) = CRATES.iter().find(|(known, _)| *known == name).unwrap_or_else(|| panic!("{name}"));
    for dependency in table["dependencies"].as_table().unwrap().keys() {
        let own = CRATES.iter().any(|(known, _)| known == dependency) || dependency == "lastgang";
        assert!(!own || allowed.contains(&dependency.as_str()), "{name} must not know {dependency}");
    }
    name
}

#[test]
fn rooms_of_the_server_use_only_those_below_them() {
    let wrong = wrong_arrows(&sources());
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn an_arrow_that_is_turned_round_is_found() {
    let file = |name: &str, text: &str| (name.to_owned(), text.to_owned());
    for (name, text) in [
        ("src/storage/projects.rs", "use crate::services::Context;"),
        ("src/vault/ring.rs", "use crate::storage::Store;"),
        ("src/services.rs", "fn f() { crate::http::router(); }"),
        ("src/http/caller.rs", "use crate::storage::Store;"),
        ("src/storage/sessions.rs", "use crate::identity::token;"),
        ("src/audit/event.rs", "use crate::federation::Rejection;"),
        ("src/newcomer.rs", "use crate::clock::Clock;"),
    ] {
        assert_eq!(wrong_arrows(&[file(name, text)]).len(), 1, "{name}: {text}");
    }
    let right = file(
        "src/storage/projects.rs",
        "use crate::witness::ProjectAccess;\n#[cfg(test)]\nuse crate::services;",
    );
    assert_eq!(wrong_arrows(&[right]), [] as [String; 0]);
}

/// Every use of a room by one that may not know it. What stands below the tests of a file is not looked at.
fn wrong_arrows(files: &[(String, String)]) -> Vec<String> {
    let depth = |room: &str| ROOMS.iter().position(|line| line.contains(&room));
    let mut wrong = Vec::new();
    for (name, text) in files {
        let Some(path) = name.strip_prefix("src/").filter(|path| !path.starts_with("tests")) else {
            continue;
        };
        let room = path.split('/').next().unwrap().trim_end_matches(".rs");
        // Helpers of tests lie beside what they break.
        if room == "lib" || path.ends_with("/tests.rs") || path.ends_with("tamper.rs") {
            continue;
        }
        let Some(from) = depth(room) else {
            wrong.push(format!("{name}: the room {room} has no place in the list"));
            continue;
        };
        let code = text.split("#[cfg(test)]").next().unwrap();
        for used in code.split("crate::").skip(1) {
            let used: String = used.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
            let is_wrong = match depth(&used) {
                Some(to) => (to <= from && used != room) || NOT_PAST.contains(&(room, used.as_str())),
                None => false,
            };
            if is_wrong {
                wrong.push(format!("{name} knows {used}"));
            }
        }
    }
    wrong
}

#[test]
fn only_the_checks_make_witnesses() {
    let made = |mark: &str, home: &str| {
        let makers: Vec<_> = sources()
            .into_iter()
            .filter(|(name, text)| {
                name.starts_with("src/") && !name.starts_with("src/tests/") && text.contains(mark)
            })
            .map(|(name, _)| name)
            .collect();
        assert_eq!(makers, [home], "{mark}");
    };
    made("ProjectAccess::checked(", "src/services/access.rs");
    made("SteppedUp::proved(", "src/services/step_up.rs");
}
