//! Whoever asks for too much at once waits; others do not.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use serde_json::json;

use super::browser::{Answer, Browser};
use super::harness::TestApp;
use super::passkeys;
use crate::jobs::{Kind, Party};

/// A server on which Ada and Bob each have a project, made by this form; their browsers and the paths of the
/// projects.
async fn two(form: &str, fields: &[(&str, &str)]) -> (TestApp, [(Browser, String); 2]) {
    let app = TestApp::new().await;
    let mut both = Vec::new();
    for name in ["ada", "bob"] {
        app.account(name).await;
        let mut browser = app.signed_in(name).await;
        let path = browser.post(form, fields).await.location.unwrap();
        both.push((browser, path));
    }
    let both = both.try_into().unwrap_or_else(|_| unreachable!("there are two"));
    (app, both)
}

#[tokio::test]
async fn only_a_few_years_are_calculated_at_a_time() {
    let app = TestApp::new().await;
    let context = app.backend.services.context();
    let (now, most) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
    let calculations = (0..12).map(|number| {
        let (now, most) = (Arc::clone(&now), Arc::clone(&most));
        context.jobs.work(Kind::Calculation, Party(uuid::Uuid::from_u128(number)), move |_| {
            most.fetch_max(now.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
            // Long enough for all the others to begin, if they could.
            std::thread::sleep(std::time::Duration::from_millis(10));
            now.fetch_sub(1, Ordering::SeqCst);
        })
    });
    for done in futures::future::join_all(calculations).await {
        done.unwrap();
    }
    assert!((1..=2).contains(&most.load(Ordering::SeqCst)));
}

fn assert_waits(what: &str, answer: &Answer) -> i64 {
    assert_eq!(answer.status, 429, "{what}: {}", answer.text());
    let seconds = answer.headers["retry-after"].to_str().unwrap();
    seconds.parse().unwrap_or_else(|_| panic!("{what}: {seconds}"))
}

#[tokio::test]
async fn exports_in_a_row_have_to_wait() {
    let (app, [(mut ada, hers), (mut bob, his)]) = two("/projects", &[("name", "Quartier")]).await;
    let upload = ada.send_file(hers.trim_start_matches("/projects/"), "a.csv", b"1\n").await.json();
    let export = format!("{hers}/export");
    for number in 0..30 {
        assert_eq!(ada.get(&export).await.status, 200, "{number}");
    }
    let seconds = assert_waits("project", &ada.get(&export).await);
    let file = format!("{hers}/uploads/{}", upload.as_str().unwrap());
    assert_waits("file", &ada.get(&file).await);
    assert_waits("log", &ada.get("/audit/export.csv").await);
    assert_waits("copy", &ada.post(&format!("{hers}/duplicate"), &[("name", "Copy")]).await);
    // Neither others nor anything else wait, and the wait ends when it was said to.
    assert_eq!(bob.get(&format!("{his}/export")).await.status, 200);
    assert_eq!(ada.get(&hers).await.status, 200);
    app.clock.advance(seconds);
    assert_eq!(ada.get(&export).await.status, 200);
}

#[tokio::test]
async fn calculations_in_a_row_have_to_wait() {
    let (app, [(mut ada, hers), (mut bob, his)]) = two("/projects/sample", &[]).await;
    let mut calls = Vec::new();
    for (browser, path) in [(&mut ada, &hers), (&mut bob, &his)] {
        let project = path.trim_start_matches("/projects/");
        let upload = browser.send_file(project, "a.csv", b"no table\n").await.json();
        calls.push(json!({ "project": project, "upload": upload, "answers": "", "locale": "de" }));
    }
    for number in 0..200 {
        assert_eq!(ada.call("upload/examine", &calls[0]).await.status, 200, "{number}");
    }
    let answer = ada.call("upload/examine", &calls[0]).await;
    let seconds = assert_waits("file", &answer);
    assert_eq!(answer.error(), "too-many-requests");
    let project = &calls[0]["project"];
    let weather = json!({ "project": project, "upload": calls[0]["upload"], "locale": "de" });
    assert_waits("weather", &ada.call("upload/accept-weather", &weather).await);
    let figures = json!({ "annual_kwh": 120_000.0, "peak_kw": 40.0 });
    let wanted = json!({ "name": "x", "figures": figures, "course": null });
    let approximate = json!({ "project": project, "wanted": wanted, "locale": "de" });
    assert_waits("approximation", &ada.call("profile/approximate", &approximate).await);
    assert_waits("chart", &ada.get(&format!("{hers}/charts/load-profile.svg")).await);
    assert_eq!(bob.call("upload/examine", &calls[1]).await.status, 200);
    assert_eq!(bob.get(&format!("{his}/charts/load-profile.svg")).await.status, 200);
    app.clock.advance(seconds);
    let chart = format!("{hers}/charts/load-profile.svg");
    assert_eq!(ada.get(&chart).await.status, 200);
    // What was drawn is not drawn again, and costs nothing.
    assert_eq!(ada.get(&chart).await.status, 200);
}

#[tokio::test]
async fn invitations_in_a_row_have_to_wait() {
    let app = TestApp::new().await;
    app.account("ada").await;
    let mut ada = app.signed_in("ada").await;
    let invite = |number: usize| format!("person-{number}@stadtwerke.example");
    let mut sent = 0;
    let refused = loop {
        let email = invite(sent);
        let answer = ada.post("/invitations", &[("email", &email), ("what", "invitation")]).await;
        if answer.status != 200 {
            break answer;
        }
        sent += 1;
        assert!(sent <= 100, "nobody stops her");
    };
    assert_eq!(sent, 100);
    let seconds = assert_waits("invitation", &refused);
    app.clock.advance(seconds);
    let email = invite(sent);
    assert_eq!(ada.post("/invitations", &[("email", &email), ("what", "invitation")]).await.status, 200);
}

#[tokio::test]
async fn searches_in_a_row_have_to_wait() {
    let app = TestApp::new().await;
    app.administrator("operator").await;
    let mut operator = app.signed_in("operator").await;
    passkeys::add_passkey(&mut operator).await;
    for number in 0..60 {
        assert_eq!(operator.post("/instance/accounts", &[("search", "a")]).await.status, 200, "{number}");
    }
    let seconds = assert_waits("search", &operator.post("/instance/accounts", &[("search", "a")]).await);
    assert_eq!(operator.get("/instance/accounts").await.status, 200);
    app.clock.advance(seconds);
    assert_eq!(operator.post("/instance/accounts", &[("search", "a")]).await.status, 200);
}
