//! The checklist `docs/asvs.toml` claims nothing that no test proves.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    id: String,
    asvs: String,
    level: u8,
    requirement: String,
    status: String,
    #[serde(default)]
    tests: Vec<String>,
    note: Option<String>,
}

#[derive(Deserialize)]
struct Checklist {
    row: Vec<Row>,
}

#[test]
fn every_row_that_is_claimed_names_tests_that_exist() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let text = fs::read_to_string(root.join("docs/asvs.toml")).unwrap();
    let checklist: Checklist = toml::from_str(&text).unwrap();
    let mut wrong = Vec::new();
    for row in &checklist.row {
        let claims = match row.status.as_str() {
            "met" => true,
            "partly" => !row.tests.is_empty() || row.note.is_none(),
            "open" => false,
            other => panic!("{}: unknown status {other}", row.id),
        };
        if claims && row.tests.is_empty() {
            wrong.push(format!("{}: claimed without a test", row.id));
        }
        if row.status == "open" && !row.tests.is_empty() {
            wrong.push(format!("{}: open, but has tests", row.id));
        }
        assert!((1..=3).contains(&row.level) && !row.requirement.is_empty() && !row.asvs.is_empty());
        for test in &row.tests {
            if !is_test(test) {
                wrong.push(format!("{}: there is no test {test}", row.id));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    let ids: BTreeSet<_> = checklist.row.iter().map(|row| &row.id).collect();
    assert_eq!(ids.len(), checklist.row.len(), "an id stands twice");
    for (section, count) in
        [("I", 14), ("B", 21), ("F", 5), ("A", 14), ("O", 8), ("S", 8), ("Z", 7), ("L", 5)]
    {
        let found = ids.iter().filter(|id| id.starts_with(&format!("{section}-"))).count();
        assert_eq!(found, count, "section {section}");
    }
}

/// Whether there is such a test: `file: function`, seen from the root of the repository; of a browser test
/// `file: name`.
pub(super) fn is_test(named: &str) -> bool {
    let (file, name) = named.split_once(": ").unwrap_or_else(|| panic!("not `file: function`: {named}"));
    let source = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(file)).unwrap_or_default();
    if file.ends_with(".spec.ts") {
        // Neither `test.skip` nor a test within another is meant.
        let call = format!("test(\"{name}\", async (");
        return source.lines().any(|line| line.starts_with(&call));
    }
    source.split_once(&format!("fn {name}(")).is_some_and(|(before, _)| {
        // The attribute stands directly above.
        before.trim_end().trim_end_matches("async").trim_end().lines().rev().take(2).any(|line| {
            let line = line.trim();
            line == "#[test]" || line == "#[tokio::test]"
        })
    })
}
