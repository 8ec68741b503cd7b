//! The command beside models that HiGHS has solved (see `oracle/generate.py`), and what it says to bad input.

use std::fs;
use std::path::{Path, PathBuf};

use clap::Parser;
use serde_json::{Value, json};

use super::*;

#[derive(Parser)]
struct Typed {
    #[command(flatten)]
    args: Args,
}

fn run_files(model: &Path, series: &Path, more: &[&str]) -> Result<(u8, String), CommandError> {
    let line = ["hub", model.to_str().unwrap(), "--series", series.to_str().unwrap()];
    let typed = Typed::try_parse_from(line.iter().chain(more)).unwrap();
    let mut out = Vec::new();
    let code = run(&typed.args, &mut out)?;
    Ok((code, String::from_utf8(out).unwrap()))
}

fn oracle() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src/commands/hub/oracle")
}

fn read(path: &Path) -> Value {
    serde_json::from_slice(&fs::read(path).unwrap()).unwrap()
}

/// Runs a model of the oracle.
fn solved(name: &str) -> (u8, Value, Value) {
    let model = oracle().join(format!("{name}.json"));
    let steps = read(&model)["n_steps"].as_u64().unwrap();
    let plain = oracle().join(format!("series_{steps}.csv"));
    let folder = tempfile::tempdir().unwrap();
    let series = if plain.exists() {
        plain
    } else {
        let packed = fs::read(oracle().join(format!("series_{steps}.csv.zst"))).unwrap();
        let unpacked = folder.path().join("series.csv");
        fs::write(&unpacked, zstd::bulk::decompress(&packed, 10_000_000).unwrap()).unwrap();
        unpacked
    };
    let (code, text) = run_files(&model, &series, &["--json"]).unwrap();
    let expected = read(&oracle().join(format!("{name}.expected.json")));
    (code, serde_json::from_str(&text).unwrap(), expected)
}

fn agrees(name: &str) {
    let (code, found, expected) = solved(name);
    assert_eq!(found["status"], expected["status"], "{name}: {found}");
    assert_eq!(code, if expected["status"] == "optimal" { 0 } else { NO_SOLUTION }, "{name}");
    if expected["status"] != "optimal" {
        return;
    }
    assert_eq!(found["method"], "structured interior point", "{name}");
    let number = |value: &Value| value.as_f64().unwrap_or_else(|| panic!("{name}: {value} in {found}"));
    let near = |what: &str, part: f64, found: &Value, expected: &Value| {
        let (found, expected) = (number(found), number(expected));
        assert!(
            (found - expected).abs() <= part * expected.abs().max(1.0),
            "{name} {what}: {found}, not {expected}"
        );
    };
    near("objective", 1e-6, &found["objective_eur_a"], &expected["objective_eur_a"]);
    for list in ["capacities", "energy"] {
        for (key, value) in expected[list].as_object().unwrap() {
            near(key, 1e-3, &found[list][key], value);
        }
    }
    if let Some(price) = expected.get("co2_shadow_price_eur_per_kg") {
        near("co2", 1e-3, &found["co2_kg_a"], &expected["co2_kg_a"]);
        near("shadow price", 1e-3, &found["co2_shadow_price_eur_per_kg"], price);
    }
    assert!(number(&found["gap"]).abs() < 1e-6 && number(&found["residual"]) < 1e-4, "{found}");
}

#[test]
fn small_models_agree_with_highs() {
    for name in [
        "heat_only",
        "chp",
        "demand_charge",
        "co2_cap",
        "cold",
        "free_converter",
        "hydrogen",
        "negative_prices",
        "existing",
        "tight",
        "stores",
        "quarter_hours",
        "infeasible",
        "unbounded",
    ] {
        agrees(name);
    }
}

#[test]
fn a_whole_year_of_eight_components_agrees_with_highs() {
    agrees("full_year");
}

#[test]
fn an_infeasible_model_names_carriers_limits_and_what_helps() {
    let (code, found, _) = solved("infeasible");
    assert_eq!(code, NO_SOLUTION);
    assert!(
        found["carriers"].as_array().is_some_and(|carriers| {
            carriers.iter().any(|lack| {
                lack["carrier"] == "heat" && lack["kind"] == "missing" && lack["kwh"].as_f64() > Some(1.0)
            })
        }),
        "{found}"
    );
    let (model, series) = (oracle().join("infeasible.json"), oracle().join("series_336.csv"));
    let (_, text) = run_files(&model, &series, &[]).unwrap();
    assert!(text.contains("no solution") && text.contains("heat"), "{text}");
    let (_, found, _) = solved("unbounded");
    assert_eq!(found["endless"], json!(["import “grid” at 0.0500 €/kWh", "export “feed” at 0.0700 €/kWh"]));
}

/// A small model with a change, and what the command says to it.
fn said(change: impl Fn(&mut Value), table: &str) -> Result<String, String> {
    let mut model = json!({
        "name": "small", "n_steps": 2, "dt_h": 1.0, "interest": 0.05, "co2_price_eur_per_t": 50.0, "co2_cap_kg_a": null,
        "carriers": ["power", "heat"], "demands": {"heat": "need"},
        "imports": [{"id": "grid", "carrier": "power", "price": 0.3, "co2_kg_per_kwh": 0.4, "co2_priced": true, "peak_price_eur_per_kw_a": 0}],
        "exports": [{"id": "feed", "carrier": "power", "price": {"series": "spot"}}],
        "converters": [{"id": "pump", "ref": "heat", "in": {"power": {"inverse_of": "cop"}}, "out": {"heat": 1}, "capex": 1.0, "lifetime_a": 20, "om_frac": 0.02, "var_om": 0, "cap_max": null}],
        "storages": [{"id": "tank", "carrier": "heat", "capex": 1.0, "lifetime_a": 20}]
    });
    change(&mut model);
    let folder = tempfile::tempdir().unwrap();
    let (file, series) = (folder.path().join("model.json"), folder.path().join("series.csv"));
    fs::write(&file, model.to_string()).unwrap();
    fs::write(&series, table).unwrap();
    match run_files(&file, &series, &[]) {
        Ok((_, text)) => Ok(text),
        Err(error) => Err(error.to_string()),
    }
}

const TABLE: &str = "time;need;cop;spot\na;10;3;0.1\nb;20;4;0.05\n";

#[test]
fn bad_input_is_refused_with_its_place() {
    assert!(said(|_| (), TABLE).unwrap().contains("pump"));
    let nulls = |model: &mut Value| {
        model["imports"][0]["peak_price_eur_per_kw_a"] = Value::Null;
        model["storages"][0]["eta_charge"] = Value::Null;
    };
    assert_eq!(said(nulls, TABLE).unwrap().lines().nth(1), said(|_| (), TABLE).unwrap().lines().nth(1));
    let refused = |change: &dyn Fn(&mut Value), reason: &str| {
        let told = said(change, TABLE).expect_err(reason);
        assert!(told.contains(reason), "{told}");
    };
    refused(&|model| model["converters"][0]["cap_mx"] = json!(3), "unknown field `cap_mx`");
    refused(
        &|model| model["demands"]["heat"] = json!("ned"),
        "demands.heat: unknown series “ned”; known: time, need, cop, spot",
    );
    refused(&|model| model["demands"]["cold"] = json!("need"), "unknown carrier “cold”; known: power, heat");
    refused(&|model| model["n_steps"] = json!(3), "series “need”: 2 values, but n_steps is 3");
    refused(
        &|model| model["converters"][0]["cap_max"] = json!(-1.0),
        "converter “pump”, cap_max: -1; possible: 0 or more",
    );
    refused(
        &|model| model["converters"] = json!([]),
        "carrier “heat”: has a demand of up to 20 kW, but nothing supplies it",
    );
    refused(
        &|model| model["storages"][0]["eta_charge"] = json!(1.2),
        "storage “tank”, eta_charge: 1.2; possible: above 0 to 1",
    );
    refused(&|model| model["storages"][0]["id"] = json!("pump"), "“pump” twice");
    refused(&|model| model["exports"][0]["price"] = json!({"serie": "spot"}), "unknown field `serie`");
    refused(&|model| model["exports"][0]["price"] = json!(true), "a number, the name of a series");
    refused(&|model| model["converters"][0]["lifetime_a"] = json!(0), "lifetime_a: 0; possible: above 0");
    let table = |table: &str, reason: &str| {
        let told = said(|_| (), table).expect_err(reason);
        assert!(told.contains("series.csv: ") && told.contains(reason), "{told}");
    };
    table("need,cop,spot\n10,3,0.1\n\nx,4,0.1\n", "series “need”, line 4: “x” is not a number");
    table("need,cop,spot\n10,3,0.1\n20,NaN,0.1\n", "series “cop”, line 3: “NaN” is not a number");
    table(
        "need,cop,spot\n10,3,0.1\n20,0,0.1\n",
        "series “cop”, line 3: converter “pump”, in.power needs values above 0",
    );
    table("need,cop,spot,need\n10,3,0.1,1\n20,2,0.1,1\n", "two columns have this heading");
}
