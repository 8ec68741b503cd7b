//! Who has a project open hears at once what others do there, and nothing once they may not.

use axum::body::BodyDataStream;
use futures::StreamExt as _;
use serde_json::{Value, json};
use uuid::Uuid;

use super::browser::Browser;
use super::harness::TestApp;

/// The sample district of a browser: address, opened workspace.
async fn sample(browser: &mut Browser) -> (String, Value) {
    let path = browser.post("/projects/sample", &[]).await.location.unwrap();
    let project = path.trim_start_matches("/projects/").to_owned();
    let opened = browser.call("scenario/open", &json!({ "project": project })).await.json();
    (path, opened)
}

fn renaming(opened: &Value, id: u128, base: u32) -> Value {
    let building = &opened["plan"]["scenario"]["buildings"][0]["id"];
    let edit = json!({ "rename-building": { "building": building, "name": format!("Haus {id}") } });
    let batch = json!({ "id": Uuid::from_u128(id), "base": base, "edits": [edit] });
    json!({ "project": opened["project"], "scenario": opened["scenario"], "batch": batch })
}

/// The open line of the project with this page.
fn address(path: &str) -> String {
    path.replace("/projects/", "/api/live/")
}

/// The next event; `None` if the line was closed.
async fn heard(line: &mut BodyDataStream) -> Option<Value> {
    let event = String::from_utf8(line.next().await?.unwrap().to_vec()).unwrap();
    let data = event.strip_prefix("data: ").unwrap_or_else(|| panic!("no data: {event}"));
    Some(serde_json::from_str(data.trim_end()).unwrap())
}

#[tokio::test]
async fn an_edit_is_heard_on_every_open_page() {
    let app = TestApp::new().await;
    app.account("ada").await;
    let mut ada = app.signed_in("ada").await;
    let (path, opened) = sample(&mut ada).await;
    let mut elsewhere = app.signed_in("ada").await.listen(&address(&path)).await;
    assert_eq!(heard(&mut elsewhere).await.unwrap(), json!({ "revisions": [], "library": 0, "others": [] }));

    assert_eq!(ada.call("scenario/edit", &renaming(&opened, 1, 0)).await.status, 200);
    assert_eq!(heard(&mut elsewhere).await.unwrap()["revisions"], json!([[opened["scenario"], 1]]));

    let project = path.trim_start_matches("/projects/");
    let values: Vec<f64> = (0..8760).map(|hour| f64::from(hour * 5 % 24)).collect();
    ada.keep_profile(project, "Zähler", &values).await;
    assert_eq!(heard(&mut elsewhere).await.unwrap()["library"], 1);
}

#[tokio::test]
async fn people_see_each_other_and_strangers_nothing() {
    let app = TestApp::new().await;
    let owner = app.account("ada").await;
    app.member(&owner, "bob", app::api::member::OrganisationRole::Administrator).await;
    app.account("eve").await;
    let mut ada = app.signed_in("ada").await;
    let (path, _) = sample(&mut ada).await;
    let line = address(&path);

    let mut hers = ada.listen(&line).await;
    assert_eq!(heard(&mut hers).await.unwrap()["others"], json!([]));
    let mut his = app.signed_in("bob").await.listen(&line).await;
    assert_eq!(heard(&mut his).await.unwrap()["others"], json!(["ada"]));
    assert_eq!(heard(&mut hers).await.unwrap()["others"], json!(["bob"]));
    drop(his);
    assert_eq!(heard(&mut hers).await.unwrap()["others"], json!([]));

    assert_eq!(app.signed_in("eve").await.get(&line).await.status, 404);
    assert_eq!(app.browser().get(&line).await.status, 401);
}

#[tokio::test]
async fn a_line_ends_with_its_session_and_with_the_right_to_look() {
    let app = TestApp::new().await;
    let owner = app.account("ada").await;
    let bob = app.member(&owner, "bob", app::api::member::OrganisationRole::Administrator).await;
    let mut ada = app.signed_in("ada").await;
    let (path, opened) = sample(&mut ada).await;
    let line = address(&path);

    let mut elsewhere = app.signed_in("ada").await;
    let mut ended = elsewhere.listen(&line).await;
    heard(&mut ended).await.unwrap();
    elsewhere.post("/sign-out", &[]).await;
    ada.call("scenario/edit", &renaming(&opened, 1, 0)).await;
    assert_eq!(heard(&mut ended).await, None);

    let mut his = app.signed_in("bob").await.listen(&line).await;
    heard(&mut his).await.unwrap();
    let members = app.backend.store.members();
    let event = super::harness::event();
    let role = app::api::member::OrganisationRole::Administrator;
    assert!(members.remove(owner.organisation, bob.account, role, &event).await.unwrap());
    ada.call("scenario/edit", &renaming(&opened, 2, 1)).await;
    assert_eq!(heard(&mut his).await, None);
}
