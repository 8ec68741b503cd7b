use std::collections::BTreeMap;

use clap::Parser;
use serde_json::Value;

use super::*;
use crate::services::inputs::SAMPLE_DISTRICT;

#[derive(Parser)]
struct Line {
    #[command(flatten)]
    args: Args,
}

/// A folder with a project file.
struct Desk(tempfile::TempDir);

impl Desk {
    fn with(project: &[u8]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("project.json"), project).unwrap();
        Self(folder)
    }

    /// Calculates into the folder `out`; returns its files and the notes.
    fn calculate(
        &self,
        out: &str,
        options: &[&str],
    ) -> Result<(BTreeMap<String, Vec<u8>>, String), CommandError> {
        let folder = self.0.path().join(out);
        let project = self.0.path().join("project.json");
        let line = ["calculate".as_ref(), project.as_os_str(), "--out".as_ref(), folder.as_os_str()];
        let line = line.into_iter().chain(options.iter().map(AsRef::as_ref));
        let (mut listed, mut notes) = (Vec::new(), Vec::new());
        run(&Line::try_parse_from(line).unwrap().args, &mut listed, &mut notes)?;
        let mut files = BTreeMap::new();
        for file in String::from_utf8(listed).unwrap().lines() {
            let name = Path::new(file).file_name().unwrap().to_string_lossy().into_owned();
            files.insert(name, fs::read(file).unwrap());
        }
        assert_eq!(fs::read_dir(folder).unwrap().count(), files.len());
        Ok((files, String::from_utf8(notes).unwrap()))
    }
}

fn summary(files: &BTreeMap<String, Vec<u8>>) -> Value {
    serde_json::from_slice(&files["summary.json"]).unwrap()
}

fn table(files: &BTreeMap<String, Vec<u8>>) -> (Vec<&str>, Vec<Vec<&str>>) {
    let text = std::str::from_utf8(&files["profiles.csv"]).unwrap();
    let mut lines = text.lines().map(|line| line.split(',').collect::<Vec<_>>());
    (lines.next().unwrap(), lines.collect())
}

#[test]
fn the_sample_district_gives_every_file_and_a_repeated_run_the_same_bytes() {
    let desk = Desk::with(SAMPLE_DISTRICT);
    let (files, notes) = desk.calculate("a", &[]).unwrap();
    let names: Vec<&str> = files.keys().map(String::as_str).collect();
    assert_eq!(
        names,
        [
            "carpet.svg",
            "duration-curve.svg",
            "load-profile.svg",
            "months.svg",
            "profiles.csv",
            "summary.json",
            "typical-week.svg"
        ]
    );
    assert_eq!(notes, "");
    assert!(files == desk.calculate("a", &[]).unwrap().0, "a second run into the same folder differs");
    assert!(files == desk.calculate("b", &[]).unwrap().0, "a run into another folder differs");
}

#[test]
fn the_columns_of_the_table_add_up_to_the_figures_of_the_summary() {
    let desk = Desk::with(SAMPLE_DISTRICT);
    let (files, _) = desk.calculate("out", &[]).unwrap();
    let (summary, (head, rows)) = (summary(&files), table(&files));
    assert_eq!(rows.len(), 8760);
    assert_eq!(head[..3], ["time", "total_kw", "space-heating_kw"]);
    assert!(head.iter().any(|name| name.starts_with("16 ") && name.ends_with(": electricity_kw")));
    let column = |name: &str| -> Vec<f64> {
        let at = head.iter().position(|other| *other == name).unwrap();
        rows.iter().map(|row| row[at].parse().unwrap()).collect()
    };
    let near = |a: f64, b: &Value| assert!((a - b.as_f64().unwrap()).abs() < 0.01, "{a} {b}");

    let total = column("total_kw");
    near(total.iter().sum(), &summary["total"]["annual_kwh"]);
    let peak_kw = total.iter().copied().fold(0.0, f64::max);
    near(peak_kw, &summary["total"]["peak_kw"]);
    let hour = total.iter().position(|kw| *kw == peak_kw).unwrap();
    assert_eq!(summary["total"]["peak_time"], rows[hour][0]);

    let kinds = summary["kinds"].as_array().unwrap();
    assert_eq!(kinds.len(), 7);
    let mut share = 0.0;
    for kind in kinds {
        near(column(&format!("{}_kw", kind["kind"].as_str().unwrap())).iter().sum(), &kind["annual_kwh"]);
        share += kind["share"].as_f64().unwrap();
    }
    assert!((share - 1.0).abs() < 1e-12);

    let buildings = summary["buildings"].as_array().unwrap();
    assert_eq!(buildings.len(), 16);
    let mut annual_kwh = 0.0;
    for (index, building) in buildings.iter().enumerate() {
        annual_kwh += building["total"]["annual_kwh"].as_f64().unwrap();
        for kind in building["kinds"].as_array().unwrap() {
            let name = format!(
                "{} {}: {}_kw",
                index + 1,
                building["name"].as_str().unwrap(),
                kind["kind"].as_str().unwrap()
            );
            near(column(&name).iter().sum(), &kind["annual_kwh"]);
        }
    }
    near(annual_kwh, &summary["total"]["annual_kwh"]);
    let factor = summary["simultaneity"]["factor"].as_f64().unwrap();
    assert!((0.3..1.0).contains(&factor), "{factor}");
}

#[test]
fn the_summary_says_from_what_it_was_calculated() {
    let desk = Desk::with(SAMPLE_DISTRICT);
    let first = summary(&desk.calculate("first", &[]).unwrap().0);
    let second = summary(&desk.calculate("second", &["--scenario", "Modernisierung"]).unwrap().0);
    assert_eq!(first["engine_version"], engine::district::ENGINE_VERSION);
    assert_eq!(first["scenario"], "Bestand");
    assert_eq!(second["scenario"], "Modernisierung");
    assert_eq!(first["input_sha256"].as_str().unwrap().len(), 64);
    assert_ne!(first["input_sha256"], second["input_sha256"]);

    let mut other: Value = serde_json::from_slice(SAMPLE_DISTRICT).unwrap();
    other["profiles"][0]["values_kw"][0] = 99.0.into();
    let other = summary(&Desk::with(other.to_string().as_bytes()).calculate("out", &[]).unwrap().0);
    assert_ne!(first["input_sha256"], other["input_sha256"]);
}

#[test]
fn charts_speak_the_chosen_language() {
    let desk = Desk::with(SAMPLE_DISTRICT);
    let german = desk.calculate("de", &[]).unwrap().0;
    let english = desk.calculate("en", &["--language", "en"]).unwrap().0;
    let text = |files: &BTreeMap<String, Vec<u8>>| String::from_utf8(files["months.svg"].clone()).unwrap();
    assert!(text(&german).contains("Raumwärme"));
    assert!(text(&english).contains("Space heating"));
    assert_eq!(german["profiles.csv"], english["profiles.csv"]);
}

#[test]
fn what_cannot_be_calculated_as_entered_is_a_problem_in_the_summary() {
    let mut project: Value = serde_json::from_slice(SAMPLE_DISTRICT).unwrap();
    let building = &mut project["scenarios"][0]["buildings"][0];
    building["demands"]["electricity"] =
        serde_json::json!({ "annual": { "absolute": { "kwh": 1000.0 } }, "peak_kw": 0.01 });
    let (files, notes) = Desk::with(project.to_string().as_bytes()).calculate("out", &[]).unwrap();
    let problem = &summary(&files)["problems"][0];
    assert_eq!(problem["reason"], "peak-out-of-range");
    assert_eq!(problem["kind"], "electricity");
    assert!(problem["min_kw"].as_f64().unwrap() > 0.1);
    assert_eq!(notes, "note: demands not calculated as entered: 1; see problems in summary.json\n");
}

#[test]
fn a_simultaneity_law_gives_the_heat_network_a_peak_of_its_own_and_warns_of_diversity_counted_twice() {
    let mut project: Value = serde_json::from_slice(SAMPLE_DISTRICT).unwrap();
    let none = summary(&Desk::with(SAMPLE_DISTRICT).calculate("out", &[]).unwrap().0);
    assert_eq!(none["heat_network"], Value::Null);
    project["scenarios"][0]["simultaneity"] = serde_json::json!({ "law": "winter-2001" });
    let (files, notes) = Desk::with(project.to_string().as_bytes()).calculate("out", &[]).unwrap();
    let summary = summary(&files);
    let network = &summary["heat_network"];
    let number = |name: &str| network[name].as_f64().unwrap();
    assert_eq!((&network["law"], &network["method"]), (&"winter-2001".into(), &"exponent".into()));
    assert!((number("peak_kw") - number("factor") * number("design_kw")).abs() < 1e-9);
    assert!((0.93..0.95).contains(&number("factor")), "16 customers");
    assert_eq!(network["problem"], Value::Null);

    let columns = String::from_utf8(files["profiles.csv"].clone()).unwrap();
    let mut lines = columns.lines();
    let place = lines.next().unwrap().split(',').position(|name| name == "heat_network_kw").unwrap();
    let values = lines.map(|line| line.split(',').nth(place).unwrap().parse::<f64>().unwrap());
    assert!((values.fold(0.0, f64::max) - number("peak_kw")).abs() < 1e-6);

    let count = network["counted_twice"].as_array().unwrap().len();
    assert!(count > 0);
    let expected = format!(
        "note: heat network: the factor counts diversity twice for {count} of 16 buildings; enter their peak loads\n"
    );
    assert_eq!(notes, expected);
}

#[test]
fn a_refused_file_writes_nothing_and_says_why() {
    let desk = Desk::with(SAMPLE_DISTRICT);
    let error = desk.calculate("out", &["--scenario", "Neubau"]).unwrap_err().to_string();
    assert_eq!(error, "unknown scenario “Neubau”; known: “Bestand”, “Modernisierung”");
    for (content, reason) in [
        ("{", "EOF"),
        ("{\"format\":\"other\",\"extra\":1}", "unknown field `extra`"),
        ("PK\u{3}\u{4}", "expected value"),
    ] {
        let desk = Desk::with(content.as_bytes());
        let error = desk.calculate("out", &[]).unwrap_err().to_string();
        assert!(error.contains("project.json: ") && error.contains(reason), "{error}");
        assert!(!desk.0.path().join("out").exists());
    }
}
