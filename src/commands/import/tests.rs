//! The command as it is typed.

use clap::Parser;

use super::*;

#[derive(Parser)]
struct Typed {
    #[command(flatten)]
    args: Args,
}

fn typed(content: &[u8], args: &[&str]) -> (u8, String) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("profile.csv");
    fs::write(&file, content).unwrap();
    let line = ["import", file.to_str().unwrap()].into_iter().chain(args.iter().copied());
    let typed = Typed::try_parse_from(line).unwrap();
    let mut out = Vec::new();
    let code = run(&typed.args, &mut out).unwrap();
    (code, String::from_utf8(out).unwrap())
}

#[test]
fn exit_codes_say_what_became_of_a_file() {
    let column = "1,5\n".repeat(8760);
    assert_eq!(typed(column.as_bytes(), &["--unit", "kWh", "--year", "2023"]).0, 0);
    assert_eq!(typed(column.as_bytes(), &[]).0, NEEDS_INPUT);
    assert_eq!(typed(b"<html></html>", &[]).0, REJECTED);
    assert_eq!(typed(&vec![b'1'; MAX_IMPORT_BYTES + 1], &[]).0, REJECTED);
}

#[test]
fn json_has_the_documented_keys() {
    let column = "1,5\n2\n".repeat(4380);
    let (_, text) = typed(column.as_bytes(), &["--unit", "kWh", "--year", "2023", "--json"]);
    let json: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!(json["status"], "accepted");
    assert_eq!((json["n_values"].as_u64(), json["step_minutes"].as_u64()), (Some(8760), Some(60)));
    assert_eq!((json["energy_kwh"].as_f64(), json["peak_kw"].as_f64()), (Some(15_330.0), Some(2.0)));
    assert_eq!(json["first_interval_start_utc"], "2022-12-31T23:00:00Z");
    assert_eq!(json["peak_interval_start_utc"], "2023-01-01T00:00:00Z");
    assert_eq!((json["hourly"]["n"].as_u64(), json["hourly"]["argmax"].as_u64()), (Some(8760), Some(1)));
    assert_eq!(json["hourly"]["first5_kw"], serde_json::json!([1.5, 2.0, 1.5, 2.0, 1.5]));
    assert_eq!(
        (&json["unit_in_file"], &json["decimal"], &json["encoding"]),
        (&"kWh".into(), &",".into(), &"utf-8".into())
    );
    let (_, text) = typed(column.as_bytes(), &["--json"]);
    let json: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!(
        (&json["status"], &json["needs"]),
        (&"needs_input".into(), &serde_json::json!(["year", "unit"]))
    );
    let (_, text) = typed(b"hello\n", &["--json"]);
    let json: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!((&json["status"], &json["reason"]), (&"rejected".into(), &"not_a_table".into()));
}

#[test]
fn the_readable_report_names_warnings_with_their_rows() {
    let column = "1,5\n".repeat(8761);
    let (code, text) = typed(column.as_bytes(), &["--unit", "kW", "--year", "2023"]);
    assert_eq!(code, 0);
    assert!(text.starts_with("accepted with warnings\n") && text.contains("rows 8761"), "{text}");
}
