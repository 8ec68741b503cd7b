//! Edits: applied once, on the newest state, by whoever may.

use serde_json::{Value, json};
use uuid::Uuid;

use super::browser::Browser;
use super::harness::TestApp;

struct Workspace {
    project: Value,
    scenario: Value,
    buildings: Vec<Value>,
}

async fn open(browser: &mut Browser) -> Workspace {
    let path = browser.post("/projects/sample", &[]).await.location.unwrap();
    let opened = browser
        .call("scenario/open", &json!({ "project": path.trim_start_matches("/projects/") }))
        .await
        .json();
    let buildings = opened["plan"]["scenario"]["buildings"].as_array().unwrap();
    Workspace {
        project: opened["project"].clone(),
        scenario: opened["scenario"].clone(),
        buildings: buildings.iter().map(|building| building["id"].clone()).collect(),
    }
}

impl Workspace {
    fn batch(&self, id: u128, base: u32, edits: &Value) -> Value {
        let batch = json!({ "id": Uuid::from_u128(id), "base": base, "edits": edits });
        json!({ "project": self.project, "scenario": self.scenario, "batch": batch })
    }

    fn rename(&self, building: usize, name: &str) -> Value {
        json!({ "rename-building": { "building": self.buildings[building], "name": name } })
    }

    async fn names(&self, browser: &mut Browser) -> Vec<String> {
        let opened = browser.call("scenario/open", &json!({ "project": self.project })).await.json();
        let buildings = opened["plan"]["scenario"]["buildings"].as_array().unwrap();
        buildings.iter().map(|building| building["name"].as_str().unwrap().to_owned()).collect()
    }
}

async fn ada() -> (TestApp, Browser) {
    let app = TestApp::new().await;
    app.account("ada").await;
    let browser = app.signed_in("ada").await;
    (app, browser)
}

#[tokio::test]
async fn a_batch_is_applied_once_however_often_it_arrives() {
    let (_app, mut ada) = ada().await;
    let workspace = open(&mut ada).await;
    let batch = workspace.batch(1, 0, &json!([workspace.rename(0, "Rathaus")]));
    let first = ada.call("scenario/edit", &batch).await;
    assert_eq!(first.status, 200, "{}", first.text());
    assert_eq!(first.json(), json!({ "revision": 1, "missed": [], "conflicts": [], "dropped": [] }));
    ada.call("scenario/edit", &workspace.batch(2, 1, &json!([workspace.rename(0, "Neues Rathaus")]))).await;
    assert_eq!(ada.call("scenario/edit", &batch).await.json(), first.json());
    assert_eq!(workspace.names(&mut ada).await[0], "Neues Rathaus");
}

#[tokio::test]
async fn two_tabs_lose_no_edits_and_hear_of_conflicts() {
    let (_app, mut ada) = ada().await;
    let workspace = open(&mut ada).await;
    ada.call(
        "scenario/edit",
        &workspace.batch(1, 0, &json!([workspace.rename(0, "A"), workspace.rename(1, "B")])),
    )
    .await;
    let late = workspace.batch(2, 0, &json!([workspace.rename(1, "C"), workspace.rename(2, "D")]));
    let second = ada.call("scenario/edit", &late).await.json();
    assert_eq!(second["revision"], 2);
    assert_eq!(second["missed"].as_array().unwrap().len(), 2);
    assert_eq!(second["conflicts"], json!([{ "name": { "building": workspace.buildings[1] } }]));
    assert_eq!(workspace.names(&mut ada).await[..3], ["A", "C", "D"]);
    let since = json!({ "project": workspace.project, "scenario": workspace.scenario, "since": 1 });
    let changes = ada.call("scenario/changes", &since).await.json();
    assert_eq!((&changes["revision"], changes["edits"].as_array().unwrap().len()), (&json!(2), 2));
}

#[tokio::test]
async fn edits_of_removed_buildings_are_dropped_and_named() {
    let (_app, mut ada) = ada().await;
    let workspace = open(&mut ada).await;
    let remove = json!([{ "remove-buildings": { "buildings": [workspace.buildings[0]] } }]);
    ada.call("scenario/edit", &workspace.batch(1, 0, &remove)).await;
    let late = workspace.batch(2, 0, &json!([workspace.rename(0, "late"), workspace.rename(1, "in time")]));
    let outcome = ada.call("scenario/edit", &late).await.json();
    assert_eq!((&outcome["revision"], &outcome["dropped"]), (&json!(2), &json!([0])));
    assert_eq!(ada.call("scenario/edit", &late).await.json(), outcome);
    assert_eq!(workspace.names(&mut ada).await[0], "in time");
}

#[tokio::test]
async fn a_value_outside_its_limits_refuses_the_whole_batch() {
    let (_app, mut ada) = ada().await;
    let workspace = open(&mut ada).await;
    for bad in [json!(-1.0), json!(5e9 + 1.0)] {
        let energy = json!({ "set-annual-energy": { "building": workspace.buildings[0], "kind": "electricity",
            "annual": { "absolute": { "kwh": bad } } } });
        let answer = ada
            .call("scenario/edit", &workspace.batch(1, 0, &json!([workspace.rename(0, "X"), energy])))
            .await;
        assert_eq!((answer.status, answer.error()), (422, "edit".to_owned()), "{}", answer.text());
    }
    assert_ne!(workspace.names(&mut ada).await[0], "X");
}

#[tokio::test]
async fn what_is_no_batch_is_refused() {
    let (_app, mut ada) = ada().await;
    let workspace = open(&mut ada).await;
    let good = workspace.batch(1, 0, &json!([workspace.rename(0, "X")]));
    let mut future = good.clone();
    future["batch"]["base"] = json!(9);
    assert_eq!(ada.call("scenario/edit", &future).await.json()["invalid"]["field"], "base");
    for (pointer, field) in [("", "role"), ("/batch", "account"), ("/batch/edits/0", "colour")] {
        let mut extra = good.clone();
        extra.pointer_mut(pointer).unwrap()[field] = json!("admin");
        assert_eq!(ada.call("scenario/edit", &extra).await.status, 400, "{pointer}/{field}");
    }
    let nested = json!([{ "batch": { "edits": [{ "batch": { "edits": [] } }] } }]);
    assert_eq!(ada.call("scenario/edit", &workspace.batch(2, 0, &nested)).await.status, 422);
    assert_ne!(workspace.names(&mut ada).await[0], "X");
}

#[tokio::test]
async fn bodies_beyond_the_limit_are_refused_before_they_are_read() {
    let (_app, mut ada) = ada().await;
    let workspace = open(&mut ada).await;
    let name = "x".repeat(13 * 1024 * 1024);
    let answer =
        ada.call("scenario/edit", &workspace.batch(1, 0, &json!([workspace.rename(0, &name)]))).await;
    assert_eq!((answer.status, answer.error()), (413, "too-large".to_owned()));
    let answer = ada
        .call("scenario/edit", &workspace.batch(1, 0, &json!([workspace.rename(0, &name[..(10 << 20)])])))
        .await;
    assert_eq!(answer.status, 422, "ten megabytes are read, and the name is too long");
    let deep = "[".repeat(100_000);
    let headers = [("sec-fetch-site", "same-origin"), ("content-type", "application/json")];
    let answer = ada.send(axum::http::Method::POST, "/api/scenario/edit", &headers, deep.into()).await;
    assert_eq!(answer.status, 400);
}

#[tokio::test]
async fn many_tabs_at_once_lose_no_edits() {
    let (_app, mut ada) = ada().await;
    let workspace = open(&mut ada).await;
    let edits = (0..10_usize).map(|tab| {
        let (mut browser, batch) = (
            ada.clone(),
            workspace.batch(tab as u128 + 1, 0, &json!([workspace.rename(tab, &format!("tab {tab}"))])),
        );
        async move { browser.call("scenario/edit", &batch).await.status }
    });
    assert_eq!(futures::future::join_all(edits).await, vec![200; 10]);
    let names = workspace.names(&mut ada).await;
    assert_eq!(names[..10], (0..10).map(|tab| format!("tab {tab}")).collect::<Vec<_>>());
}

#[tokio::test]
async fn profiles_and_weather_are_kept_and_used() {
    let (_app, mut ada) = ada().await;
    let workspace = open(&mut ada).await;
    let mut quarter_hours = vec![1.5; 35_040];
    quarter_hours[7] = 2.0;
    let card = ada.keep_profile(workspace.project.as_str().unwrap(), "Zähler", &quarter_hours).await;
    assert_eq!(
        (&card["name"], &card["step_minutes"], &card["peak_kw"]),
        (&json!("Zähler"), &json!(15), &json!(2.0))
    );
    let hourly = json!({ "project": workspace.project, "profile": card["id"] });
    let series = ada.call("profile/hourly", &hourly).await.json();
    assert_eq!((&series[0], &series[1]), (&json!(1.5), &json!(1.625)));

    let file = "9.5\n".repeat(8_760);
    let upload =
        ada.send_file(workspace.project.as_str().unwrap(), "wetter.csv", file.as_bytes()).await.json();
    let accept = json!({ "project": workspace.project, "upload": upload, "locale": "de" });
    let weather = ada.call("upload/accept-weather", &accept).await.json()["kept"].take();
    assert_eq!(weather["mean_temperature_c"], 9.5);
    let back = ada
        .call("weather/series", &json!({ "project": workspace.project, "weather": weather["id"] }))
        .await
        .json();
    assert_eq!((&back["name"], &back["temperature_c"]), (&json!("wetter.csv"), &json!(vec![9.5; 8_760])));
    let choose = json!([{ "set-weather": { "weather": { "uploaded": { "weather": weather["id"] } } } }]);
    assert_eq!(ada.call("scenario/edit", &workspace.batch(1, 0, &choose)).await.status, 200);
    assert!(ada.get("/projects").await.text().contains("MWh"));

    let upload =
        ada.send_file(workspace.project.as_str().unwrap(), "text.csv", b"kein Wetter\n").await.json();
    let accept = json!({ "project": workspace.project, "upload": upload, "locale": "de" });
    assert!(ada.call("upload/accept-weather", &accept).await.json()["refused"].is_string());
}
