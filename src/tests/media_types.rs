//! Every way in says what it answers with, in which characters, and that nobody is to guess.

use app::api::member::OrganisationRole;
use serde_json::json;

use super::browser::Answer;
use super::harness::TestApp;
use super::passkeys;
use crate::http::permissions::ENDPOINTS;

/// What a path answers with if all is well.
fn expected(path: &str) -> &'static str {
    match path {
        path if path.ends_with(".svg") => "image/svg+xml; charset=utf-8",
        path if path.ends_with(".csv") => "text/csv; charset=utf-8",
        path if path.ends_with("/export") => "application/json; charset=utf-8",
        path if path.contains("/uploads/") => "application/octet-stream",
        "/healthz" | "/robots.txt" | "/.well-known/security.txt" => "text/plain; charset=utf-8",
        // Loaded in a hidden frame of the provider; nobody reads it.
        path if path.ends_with("/logout") => "text/plain; charset=utf-8",
        path if path.starts_with("/api/live/") => "text/event-stream",
        path if path.starts_with("/api/") => "application/json",
        _ => "text/html; charset=utf-8",
    }
}

/// Refusals of programs that are no browser of ours may be plain words; everything else is what it should be.
fn assert_media_type(path: &str, answer: &Answer) {
    let header = |name: &str| answer.headers.get(name).map(|value| value.to_str().unwrap());
    assert_eq!(header("x-content-type-options"), Some("nosniff"), "{path}");
    let Some(kind) = header("content-type") else {
        assert_eq!(answer.body.len(), 0, "{path}: {} says nothing of its content", answer.status);
        return;
    };
    if answer.status == 200 || answer.status == 201 {
        assert_eq!(kind, expected(path), "{path}");
    }
    let plain = ["text/html; charset=utf-8", "text/plain; charset=utf-8", "application/json"];
    assert!(plain.contains(&kind) || kind == expected(path), "{path}: {} as {kind}", answer.status);
    let looks = answer.text();
    match kind {
        "text/html; charset=utf-8" => assert!(looks.starts_with("<!DOCTYPE html>"), "{path}: {looks:.60}"),
        "image/svg+xml; charset=utf-8" => assert!(looks.starts_with("<svg"), "{path}: {looks:.60}"),
        kind if kind.starts_with("application/json") => _ = answer.json(),
        "text/plain; charset=utf-8" => assert!(!looks.trim_start().starts_with('<'), "{path}: {looks:.60}"),
        _ => {}
    }
}

#[tokio::test]
async fn every_way_in_names_the_type_of_its_answer() {
    let app = TestApp::with_demo(true).await;
    app.mail.switch_on();
    let actor = app.administrator("ada").await;
    let mia = app.member(&actor, "mia", OrganisationRole::Member).await;
    let mut ada = app.signed_in("ada").await;
    passkeys::add_passkey(&mut ada).await;
    let project = ada.post("/projects/sample", &[]).await.location.unwrap();
    let project = project.trim_start_matches("/projects/");
    let file = format!("Leistung [kW]\n{}", "1.5\n2\n".repeat(4_380));
    let upload = ada.send_file(project, "meter.csv", file.as_bytes()).await.json();
    let mut pages = 0;
    for endpoint in ENDPOINTS.iter() {
        let path = endpoint
            .path
            .replace("{project}", project)
            .replace("{account}", &mia.account.to_string())
            .replace("{upload}", upload.as_str().unwrap())
            .replace("{chart}", "load-profile.svg")
            .replace("{id}", "00000000-0000-0000-0000-000000000009")
            .replace(['{', '}', '*'], "");
        let mut strangers = app.browser();
        if endpoint.method == "GET" {
            let answer = ada.get(&path).await;
            pages += usize::from(answer.status == 200);
            assert_media_type(&path, &answer);
            assert_media_type(&path, &strangers.get(&path).await);
        } else if let Some(function) = path.strip_prefix("/api/") {
            assert_media_type(&path, &ada.call(function, &json!({})).await);
            assert_media_type(&path, &strangers.call(function, &json!({})).await);
        } else {
            // Refused, as no form has this field.
            assert_media_type(&path, &ada.post(&path, &[("no_such_field", "1")]).await);
            assert_media_type(&path, &strangers.post(&path, &[("no_such_field", "1")]).await);
        }
    }
    assert!(pages > 20, "{pages}");
    let open = ada.call("scenario/open", &json!({ "project": project })).await;
    assert_eq!(open.status, 200);
    assert_media_type("/api/scenario/open", &open);
}
