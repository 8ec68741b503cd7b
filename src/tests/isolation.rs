//! What belongs to one organisation does not exist for another.

use axum::body::Body;
use axum::http::Method;
use serde_json::json;

use super::harness::TestApp;
use crate::http::api_functions;

#[tokio::test]
async fn a_foreign_project_does_not_exist() {
    let app = TestApp::new().await;
    app.account("ada").await;
    app.account("eve").await;
    let project = app.signed_in("ada").await.post("/projects/sample", &[]).await.location.unwrap();
    let id = project.trim_start_matches("/projects/").to_owned();
    let opened = app.signed_in("ada").await.call("scenario/open", &json!({ "project": id })).await.json();
    let scenario = opened["scenario"].as_str().unwrap();
    let profile = opened["profiles"][0]["id"].as_str().unwrap();

    let mut eve = app.signed_in("eve").await;
    for action in ["", "/delete", "/export", "/charts/load-profile.svg"] {
        assert_eq!(eve.get(&format!("{project}{action}")).await.status, 404, "GET {action}");
    }
    for (action, field) in [("rename", "name"), ("duplicate", "name"), ("delete", "typed_name")] {
        let answer = eve.post(&format!("{project}/{action}"), &[(field, "Musterquartier")]).await;
        assert_eq!(answer.status, 404, "POST {action}");
    }
    let batch = json!({ "id": uuid::Uuid::from_u128(1), "base": 0, "edits": [] });
    let mut ada = app.signed_in("ada").await;
    let upload = ada.send_file(&id, "zaehler.csv", b"1\n").await.json();
    for action in ["", "/preview.svg"] {
        let path = format!("{project}/uploads/{}{action}", upload.as_str().unwrap());
        assert_eq!(eve.get(&path).await.status, 404, "GET {path}");
    }
    assert_eq!(ada.get(&format!("{project}/uploads/{}", upload.as_str().unwrap())).await.body, b"1\n");
    assert_eq!(eve.send_file(&id, "zaehler.csv", b"1\n").await.status, 404);
    assert_eq!(app.browser().send_file(&id, "zaehler.csv", b"1\n").await.status, 401);
    let calls = [
        ("scenario/open", json!({ "project": id })),
        ("scenario/edit", json!({ "project": id, "scenario": scenario, "batch": batch })),
        ("scenario/changes", json!({ "project": id, "scenario": scenario, "since": 0 })),
        (
            "profile/approximate",
            json!({ "project": id, "locale": "de", "wanted": { "name": "x", "figures": { "peak_kw": 1.0 } } }),
        ),
        ("profile/hourly", json!({ "project": id, "profile": profile })),
        ("profile/remove", json!({ "project": id, "profile": profile })),
        ("profile/rename", json!({ "project": id, "profile": profile, "name": "x" })),
        ("profile/synthesise", json!({ "project": id, "profile": profile, "locale": "de" })),
        (
            "upload/accept",
            json!({ "project": id, "upload": upload, "answers": "", "name": "x", "locale": "de" }),
        ),
        ("upload/accept-weather", json!({ "project": id, "upload": upload, "locale": "de" })),
        ("upload/examine", json!({ "project": id, "upload": upload, "answers": "", "locale": "de" })),
        ("weather/series", json!({ "project": id, "weather": uuid::Uuid::from_u128(2) })),
    ];
    for (function, arguments) in &calls {
        let answer = eve.call(function, arguments).await;
        assert_eq!((answer.status, answer.error()), (404, "not-found".to_owned()), "{function}");
        let answer = app.browser().call(function, arguments).await;
        assert_eq!((answer.status, answer.error()), (401, "not-signed-in".to_owned()), "{function}");
    }
    // Every function about projects was tried; the one that is left works without an account.
    assert_eq!(calls.len() + 1, api_functions().count());
    assert!(!eve.get("/projects").await.text().contains("Musterquartier"));
    assert_eq!(app.signed_in("ada").await.get(&project).await.status, 200);
}

#[tokio::test]
async fn ids_of_other_projects_do_not_work_inside_an_own_project() {
    let app = TestApp::new().await;
    app.account("ada").await;
    app.account("eve").await;
    let mut ada = app.signed_in("ada").await;
    let mut eve = app.signed_in("eve").await;
    let theirs = ada.post("/projects/sample", &[]).await.location.unwrap();
    let own = eve.post("/projects/sample", &[]).await.location.unwrap();
    let open = |path: &str| json!({ "project": path.trim_start_matches("/projects/") });
    let theirs = ada.call("scenario/open", &open(&theirs)).await.json();
    let own = eve.call("scenario/open", &open(&own)).await.json();
    let batch = json!({ "id": uuid::Uuid::from_u128(1), "base": 0, "edits": [] });
    let foreign_scenario =
        json!({ "project": own["project"], "scenario": theirs["scenario"], "batch": batch });
    assert_eq!(eve.call("scenario/edit", &foreign_scenario).await.status, 404);
    let foreign_profile = json!({ "project": own["project"], "profile": theirs["profiles"][0]["id"] });
    assert_eq!(eve.call("profile/hourly", &foreign_profile).await.status, 404);
    let reference = json!([{ "set-profile": { "building": own["plan"]["scenario"]["buildings"][0]["id"],
        "kind": "electricity", "profile": { "metered": {
        "profile": theirs["profiles"][0]["id"], "scaling": "as-is" } } } }]);
    let batch = json!({ "id": uuid::Uuid::from_u128(2), "base": 0, "edits": reference });
    let edit = json!({ "project": own["project"], "scenario": own["scenario"], "batch": batch });
    let answer = eve.call("scenario/edit", &edit).await;
    assert_eq!((answer.status, answer.json()["invalid"]["field"].as_str()), (400, Some("profile")));
}

#[tokio::test]
async fn strangers_are_sent_to_sign_in() {
    let app = TestApp::new().await;
    for path in [
        "/projects",
        "/account",
        "/projects/x",
        "/projects/x/delete",
        "/projects/x/export",
        "/projects/x/charts/carpet.svg",
    ] {
        let answer = app.browser().get(path).await;
        assert_eq!((answer.status, answer.location), (303, Some(format!("/sign-in?next={path}"))));
    }
    for path in [
        "/projects",
        "/projects/sample",
        "/account",
        "/account/password",
        "/projects/x/rename",
        "/projects/x/delete",
    ] {
        let headers =
            [("sec-fetch-site", "same-origin"), ("content-type", "application/x-www-form-urlencoded")];
        let answer = app.browser().send(Method::POST, path, &headers, Body::empty()).await;
        assert_eq!(
            (answer.status, answer.location.as_deref()),
            (303, Some("/sign-in?next=/projects")),
            "{path}"
        );
    }
}

#[tokio::test]
async fn ids_that_are_none_do_not_exist() {
    let app = TestApp::new().await;
    app.account("ada").await;
    let mut ada = app.signed_in("ada").await;
    for id in ["x", "..", "%2e%2e", "0", "00000000-0000-0000-0000-000000000000", "%00", "'%20or%201=1"] {
        assert_eq!(ada.get(&format!("/projects/{id}")).await.status, 404, "{id}");
    }
}
