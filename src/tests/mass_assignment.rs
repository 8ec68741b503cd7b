//! Nobody sets what a form or a function does not ask for: every column of the database is tried as a further field
//! of every form and of every function, and a further name inside of everything that functions and files contain.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use app::api::member::OrganisationRole;
use engine::limits::limit;
use serde_json::{Value, json};

use super::harness::TestApp;
use super::limits::{Field, MARK, Scene, fields};
use super::passkeys;
use crate::http::api_arguments;
use crate::http::permissions::ENDPOINTS;

/// No form, function or file has it.
const UNKNOWN: &str = "no_such_field";

/// The names of all columns, as the migrations make them.
fn columns() -> BTreeSet<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations/data");
    let mut columns = BTreeSet::new();
    for entry in fs::read_dir(folder).unwrap() {
        for line in fs::read_to_string(entry.unwrap().path()).unwrap().lines() {
            let line = line.trim().trim_start_matches("alter table");
            let line = line.split_once(" add column ").map_or(line, |(_, column)| column);
            let mut words = line.split_whitespace();
            if let (Some(name), Some(kind)) = (words.next(), words.next())
                && ["blob", "integer", "text"].contains(&kind.trim_end_matches(','))
                && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_')
            {
                columns.insert(name.to_owned());
            }
        }
    }
    for known in ["account_id", "role", "organisation_id", "instance_administrator", "second_factor_required"]
    {
        assert!(columns.contains(known), "{columns:?}");
    }
    columns
}

#[tokio::test]
async fn no_form_takes_a_field_that_it_does_not_have() {
    let app = TestApp::with_demo(true).await;
    app.mail.switch_on();
    // Somebody who may do everything, so that nothing but the field is in the way.
    let actor = app.administrator("ada").await;
    let mia = app.member(&actor, "mia", OrganisationRole::Member).await;
    let mut ada = app.signed_in("ada").await;
    passkeys::add_passkey(&mut ada).await;
    let project = ada.post("/projects", &[("name", "Quartier")]).await.location.unwrap();
    let project = project.trim_start_matches("/projects/");
    let columns = columns();
    let (mut forms, mut tried) = (0, 0);
    for endpoint in ENDPOINTS.iter().filter(|endpoint| endpoint.method == "POST") {
        // Reports of browsers set nothing, files have names of their own, and functions follow below.
        if endpoint.path.starts_with("/api/")
            || ["/csp-report", "/projects/import"].contains(&endpoint.path.as_str())
        {
            continue;
        }
        let path = endpoint.path.replace("{project}", project).replace("{account}", &mia.account.to_string());
        let refused = ada.post(&path, &[(UNKNOWN, "1")]).await;
        let known = refused.text();
        assert_eq!(refused.status, 422, "{path}: {known}");
        assert!(known.contains(&format!("unknown field `{UNKNOWN}`")), "{path}: {known}");
        forms += 1;
        for column in &columns {
            // The refusal names the fields that the form does have.
            if known.contains(&format!("`{column}`")) {
                continue;
            }
            let refused = ada.post(&path, &[(column.as_str(), "1")]).await;
            assert_eq!(refused.status, 422, "{path} takes {column}");
            assert!(refused.text().contains(&format!("unknown field `{column}`")), "{path}: {column}");
            tried += 1;
        }
    }
    assert!(forms > 40 && tried > 2_000, "{forms} forms, {tried} fields");
    // Nothing was set.
    let after = app.find("mia").await;
    assert_eq!(
        (after.organisation, after.role, after.instance_administrator),
        (actor.organisation, mia.role, false)
    );
    assert_eq!(ada.get("/projects").await.text().matches("card__title").count(), 1);
}

#[tokio::test]
async fn the_form_with_a_file_takes_nothing_else() {
    let mut scene = Scene::new().await;
    let token = scene.ada.form_token().await;
    let part = |name: &str, value: &str| {
        format!("--X\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
    };
    let token = part(app::ui::FORM_TOKEN, &token);
    let file = String::from_utf8(crate::services::inputs::SAMPLE_DISTRICT.to_vec()).unwrap();
    let file = part("file", &file);
    let headers = [("sec-fetch-site", "same-origin"), ("content-type", "multipart/form-data; boundary=X")];
    let other = part("organisation_id", "1");
    for (parts, status) in [
        (format!("{token}{other}{file}--X--\r\n"), 422),
        (format!("{token}{file}{other}--X--\r\n"), 422),
        (format!("{token}{file}{file}--X--\r\n"), 422),
        (format!("{token}{file}--X--\r\n"), 303),
    ] {
        let answer =
            scene.ada.send(axum::http::Method::POST, "/projects/import", &headers, parts.into()).await;
        assert_eq!(answer.status, status, "{}", answer.text());
    }
}

#[tokio::test]
async fn no_function_takes_an_argument_that_it_does_not_have() {
    let mut scene = Scene::new().await;
    let before = scene.state().await;
    for (path, arguments) in api_arguments() {
        let function = path.trim_start_matches("/api/");
        for column in columns().iter().map(String::as_str).chain([UNKNOWN]) {
            if arguments.contains(&column) {
                continue;
            }
            let answer = scene.ada.call(function, &json!({ column: 1 })).await;
            assert_eq!(answer.status, 400, "{path} takes {column}");
            assert_eq!(answer.json()["invalid"]["field"], column, "{path}");
        }
    }
    let passkeys = ENDPOINTS.iter().filter(|endpoint| endpoint.path.starts_with("/api/passkey/"));
    for endpoint in passkeys {
        let function = endpoint.path.trim_start_matches("/api/");
        let answer = scene.ada.call(function, &json!({ UNKNOWN: 1 })).await;
        assert_eq!(answer.status, 422, "{}: {}", endpoint.path, answer.text());
        assert!(answer.text().contains(&format!("unknown field `{UNKNOWN}`")), "{}", answer.text());
    }
    let add = format!("/api/upload/add?project={}&name=a.csv&{UNKNOWN}=1", scene.project);
    let headers = [("sec-fetch-site", "same-origin"), ("content-type", "application/octet-stream")];
    let answer = scene.ada.send(axum::http::Method::POST, &add, &headers, "1\n".into()).await;
    assert_eq!(answer.status, 400, "{}", answer.text());
    assert_eq!(scene.state().await, before);
}

/// Places of all objects in a document; of lists only the first entry counts.
fn objects(document: &Value) -> Vec<String> {
    match document {
        Value::Object(fields) => {
            let below = fields.iter().flat_map(|(name, value)| {
                objects(value).into_iter().map(move |place| format!("/{name}{place}"))
            });
            std::iter::once(String::new()).chain(below).collect()
        }
        Value::Array(entries) => {
            let below = entries.iter().take(1).flat_map(objects);
            below.map(|place| format!("/0{place}")).collect()
        }
        _ => Vec::new(),
    }
}

/// The document with a further name in the object at this place.
fn with_unknown(document: &Value, place: &str) -> Value {
    let mut document = document.clone();
    document.pointer_mut(place).unwrap()[UNKNOWN] = json!(1);
    document
}

#[tokio::test]
async fn no_part_of_an_edit_takes_a_name_that_it_does_not_have() {
    let mut scene = Scene::new().await;
    let building = scene.building.clone();
    let mut edits: Vec<Value> = fields(&building)
        .into_iter()
        .map(|Field { quantity, edit, .. }| {
            let value = format!("{:.3}", limit(quantity).max);
            let value = value.trim_end_matches('0').trim_end_matches('.');
            let edit = edit.to_string().replace(&json!(MARK).to_string(), value);
            serde_json::from_str(&edit).unwrap()
        })
        .collect();
    let row = json!({ "id": uuid::Uuid::from_u128(9), "name": "A", "building_type": "office",
        "demands": { "electricity": { "annual": { "absolute": { "kwh": 1.0 } } } } });
    edits.extend([
        json!({ "set-site-name": { "name": "A" } }),
        json!({ "add-buildings": { "before": null, "buildings": [row] } }),
        json!({ "batch": { "edits": [{ "rename-building": { "building": building, "name": "B" } }] } }),
    ]);
    let before = scene.state().await;
    let mut tried = 0;
    for edit in &edits {
        for place in objects(edit) {
            let damaged = with_unknown(edit, &place).to_string();
            let answer = scene.edit(&damaged).await;
            assert_eq!(answer.status, 400, "{damaged}: {}", answer.text());
            tried += 1;
        }
    }
    assert!(tried > 100, "{tried}");
    assert_eq!(scene.state().await, before);
    for edit in edits {
        assert_eq!(scene.edit(&edit.to_string()).await.status, 200, "{edit}");
    }
}

#[tokio::test]
async fn no_part_of_a_profile_or_of_answers_takes_a_name_that_it_does_not_have() {
    let mut scene = Scene::new().await;
    let course = json!(["electricity", { "electricity-slp": { "slp": "G25" } }]);
    let wanted =
        json!({ "name": "A", "figures": { "annual_kwh": 120_000.0, "peak_kw": 40.0 }, "course": course });
    let approximate =
        |wanted: &Value, project: &str| json!({ "project": project, "wanted": wanted, "locale": "de" });
    for place in objects(&wanted) {
        let call = approximate(&with_unknown(&wanted, &place), &scene.project);
        assert_eq!(scene.ada.call("profile/approximate", &call).await.status, 400, "{place}");
    }
    let call = approximate(&wanted, &scene.project);
    assert_eq!(scene.ada.call("profile/approximate", &call).await.status, 200);

    let upload = scene.ada.send_file(&scene.project, "a.csv", b"1\n").await.json();
    for (answers, status) in [("{}", 200), ("{\"unit\":\"kW\"}", 200), ("{\"no_such_field\":1}", 400)] {
        let examine =
            json!({ "project": scene.project, "upload": upload, "answers": answers, "locale": "de" });
        let answer = scene.ada.call("upload/examine", &examine).await;
        assert_eq!(answer.status, status, "{answers}: {}", answer.text());
    }
}

#[tokio::test]
async fn no_part_of_a_project_file_takes_a_name_that_it_does_not_have() {
    let app = TestApp::new().await;
    app.account("ada").await;
    let mut ada = app.signed_in("ada").await;
    let sample: Value = serde_json::from_slice(crate::services::inputs::SAMPLE_DISTRICT).unwrap();
    let places = objects(&sample);
    for expected in
        ["", "/site", "/scenarios/0/buildings/0/demands/space-heating/annual/absolute", "/profiles/0"]
    {
        assert!(places.iter().any(|place| place == expected), "{expected}: {places:?}");
    }
    for place in places {
        let file = with_unknown(&sample, &place).to_string();
        assert_eq!(ada.upload("/projects/import", file.as_bytes()).await.status, 422, "{place}");
    }
    assert!(!ada.get("/projects").await.text().contains("card__title"));
}
