//! Profiles that are not plain measurements: made from key figures, or with values filled in.

use std::fmt::Write as _;

use app::api::{ProjectId, UploadId};
use app::routes;
use serde_json::{Value, json};

use super::browser::Browser;
use super::harness::TestApp;

async fn ada() -> (TestApp, Browser, Value) {
    let app = TestApp::new().await;
    app.account("ada").await;
    let mut browser = app.signed_in("ada").await;
    let path = browser.post("/projects/sample", &[]).await.location.unwrap();
    let open = json!({ "project": path.trim_start_matches("/projects/") });
    let opened = browser.call("scenario/open", &open).await.json();
    (app, browser, opened)
}

fn wanted(project: &Value, annual_kwh: f64, peak_kw: f64, course: Value) -> Value {
    let figures = json!({ "annual_kwh": annual_kwh, "peak_kw": peak_kw });
    let wanted = json!({ "name": "Bäckerei", "figures": figures, "course": course });
    json!({ "project": project, "wanted": wanted, "locale": "de" })
}

#[tokio::test]
async fn key_figures_become_a_profile_that_is_marked_wherever_it_appears() {
    let (_app, mut ada, opened) = ada().await;
    let project = opened["project"].clone();
    let course = json!(["electricity", { "electricity-slp": { "slp": "G25" } }]);
    let answer = ada.call("profile/approximate", &wanted(&project, 120_000.0, 40.0, course)).await;
    let card = answer.json()["kept"].clone();
    assert_eq!((&card["name"], &card["synthetic"]), (&json!("Bäckerei"), &json!(true)), "{}", answer.text());
    let (annual, peak) = (card["annual_kwh"].as_f64().unwrap(), card["peak_kw"].as_f64().unwrap());
    assert!((annual - 120_000.0).abs() < 1e-6 && peak == 40.0, "{annual} kWh, {peak} kW");
    let log = card["import_log"].to_string();
    assert!(log.contains("Angenähertes Profil") && log.contains("3.000"), "{log}");

    // The server's chart says so as soon as a demand uses the profile, and the project file keeps the mark.
    let chart = format!("/projects/{}/charts/load-profile.svg?lang=de", project.as_str().unwrap());
    assert!(!ada.get(&chart).await.text().contains("synthetisch"));
    let edits = json!([{ "set-profile": { "building": opened["plan"]["scenario"]["buildings"][0]["id"],
        "kind": "electricity", "profile": { "metered": { "profile": card["id"], "scaling": "as-is" } } } }]);
    let batch = json!({ "id": uuid::Uuid::from_u128(1), "base": 0, "edits": edits });
    let edit = json!({ "project": project, "scenario": opened["scenario"], "batch": batch });
    assert_eq!(ada.call("scenario/edit", &edit).await.status, 200);
    let svg = ada.get(&chart).await.text();
    assert!(svg.contains("mit synthetischem Lastgang") && svg.contains("Enthält synthetische Lastgänge."));
    let export = ada.get(&format!("/projects/{}/export", project.as_str().unwrap())).await.text();
    assert!(export.contains("\"method\":\"key-figures\""));
}

#[tokio::test]
async fn key_figures_that_contradict_each_other_are_refused_with_the_reason() {
    let (_app, mut ada, opened) = ada().await;
    let project = &opened["project"];
    let answer = ada.call("profile/approximate", &wanted(project, 876_000.0, 40.0, Value::Null)).await;
    let reason = answer.json()["refused"].to_string();
    assert!(
        reason.contains("Die Spitze von 40 kW liegt unter der mittleren Leistung von 100 kW."),
        "{reason}"
    );
    let band = json!(["electricity", "band"]);
    let answer = ada.call("profile/approximate", &wanted(project, 120_000.0, 40.0, band)).await;
    assert!(answer.json()["refused"].to_string().contains("in jeder Stunde gleich"), "{}", answer.text());
    let meter =
        json!(["electricity", { "metered": { "profile": opened["profiles"][0]["id"], "scaling": "as-is" } }]);
    let answer = ada.call("profile/approximate", &wanted(project, 120_000.0, 40.0, meter)).await;
    assert_eq!((answer.status, answer.json()["invalid"]["field"].as_str()), (400, Some("course")));
    let answer = ada.call("profile/approximate", &wanted(project, 120_000.0, -1.0, Value::Null)).await;
    assert_eq!((answer.status, answer.json()["invalid"]["field"].as_str()), (400, Some("figures")));
}

#[tokio::test]
async fn values_that_were_filled_in_are_listed_and_marked_in_the_preview() {
    let (_app, mut ada, opened) = ada().await;
    let project: ProjectId = serde_json::from_value(opened["project"].clone()).unwrap();
    let mut file = "Zeit;Leistung [kW]\n".to_owned();
    let axis = engine::time::TimeAxis::new(2023);
    for hour in (0..8_760).filter(|hour| !(2_000..2_002).contains(hour)) {
        let (date, clock) = axis.date_hour(hour);
        let kw = 10 + hour % 7;
        writeln!(file, "{:02}.{:02}.2023 {clock:02}:00;{kw}", date.day, date.month).unwrap();
    }
    let upload = ada.send_file(&project.0.to_string(), "zaehler.csv", file.as_bytes()).await.json();
    let upload: UploadId = serde_json::from_value(upload).unwrap();
    let ask =
        |answers: &str| json!({ "project": project, "upload": upload, "answers": answers, "locale": "de" });
    let found = ada.call("upload/examine", &ask("")).await.json();
    let choices =
        found["questions"].as_array().unwrap().iter().flat_map(|q| q["choices"].as_array().unwrap());
    let winter = choices.clone().find(|choice| choice["label"] == "immer Winterzeit (UTC+1)").unwrap();
    let answers = winter["answers"].as_str().unwrap();
    let found = ada.call("upload/examine", &ask(answers)).await.json();
    let notes = found["notes"].to_string();
    assert!(notes.contains("Ergänzt (geradlinig): 27.03. 08:00 bis 27.03. 10:00 (MEZ)"), "{found}");
    let preview = routes::upload_preview(project, upload, answers, "light", "de");
    assert!(ada.get(&preview).await.text().contains("ergänzte Werte"));
}
