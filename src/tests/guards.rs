//! What changes something comes from our own pages.

use axum::body::Body;
use axum::http::Method;

use super::harness::{ORIGIN, PASSWORD, TestApp};

/// Where a request says that it comes from, and whether it may change something, with and without a
/// session.
type Sender = (&'static str, &'static [(&'static str, &'static str)], bool, bool);

const SENDERS: [Sender; 12] = [
    ("own page", &[("sec-fetch-site", "same-origin"), ("origin", ORIGIN)], true, true),
    ("own page without origin", &[("sec-fetch-site", "same-origin")], true, true),
    ("own page, opaque origin", &[("sec-fetch-site", "same-origin"), ("origin", "null")], true, true),
    (
        "neighbour",
        &[("sec-fetch-site", "same-site"), ("origin", "https://other.lastgang.example")],
        false,
        false,
    ),
    ("stranger", &[("sec-fetch-site", "cross-site"), ("origin", "https://evil.example")], false, false),
    ("stranger with our origin", &[("sec-fetch-site", "cross-site"), ("origin", ORIGIN)], false, false),
    ("typed address", &[("sec-fetch-site", "none")], false, false),
    ("nonsense", &[("sec-fetch-site", "same-origin, cross-site")], false, false),
    ("old browser, own page", &[("origin", ORIGIN)], true, true),
    ("old browser, stranger", &[("origin", "https://evil.example")], false, false),
    ("old browser, opaque", &[("origin", "null")], false, false),
    ("no browser", &[], false, true),
];

#[tokio::test]
async fn only_our_own_pages_change_something() {
    let app = TestApp::new().await;
    app.account("ada").await;
    let signed_in = app.signed_in("ada").await;
    for (who, headers, with_session, without_session) in SENDERS {
        for (mut browser, allowed) in [(signed_in.clone(), with_session), (app.browser(), without_session)] {
            for path in ["/preferences", "/api/scenario/open"] {
                let kind = if path.starts_with("/api") {
                    ("content-type", "application/json")
                } else {
                    ("content-type", "application/x-www-form-urlencoded")
                };
                let headers: Vec<_> = headers.iter().copied().chain([kind]).collect();
                let body = format!("csrf_token={}", browser.form_token().await);
                let status = browser.send(Method::POST, path, &headers, Body::from(body)).await.status;
                assert_eq!(status != 403, allowed, "{who} at {path}: {status}");
            }
        }
    }
}

#[tokio::test]
async fn a_form_without_its_token_changes_nothing() {
    let app = TestApp::new().await;
    app.account("ada").await;
    app.account("eve").await;
    let (mut ada, mut eve) = (app.signed_in("ada").await, app.signed_in("eve").await);
    let foreign = eve.form_token().await;
    let own = ada.form_token().await;
    let before = app.browser().form_token().await;
    for (token, allowed) in [
        (Some(&own), true),
        (Some(&foreign), false),
        (Some(&before), false),
        (Some(&String::new()), false),
        (None, false),
    ] {
        for kind in ["application/x-www-form-urlencoded", "text/plain", "multipart/form-data; boundary=X"] {
            let headers = [("sec-fetch-site", "same-origin"), ("content-type", kind)];
            let body = token.map_or_else(String::new, |token| format!("csrf_token={token}"));
            let answer = ada.send(Method::POST, "/projects/sample", &headers, Body::from(body)).await;
            let right = allowed && kind.starts_with("application");
            assert_eq!(answer.status, if right { 303 } else { 403 }, "{token:?} {kind}");
        }
    }
    // Before somebody signs in it belongs to their browser: nobody is signed in as somebody else.
    let mut stranger = app.browser();
    let form =
        format!("email=eve%40stadtwerke.example&password={PASSWORD}&csrf_token={before}").replace(' ', "+");
    let headers = [("sec-fetch-site", "same-origin"), ("content-type", "application/x-www-form-urlencoded")];
    assert_eq!(stranger.send(Method::POST, "/sign-in", &headers, Body::from(form)).await.status, 403);
    let events = app.backend.store.audit().newest(50).await.unwrap();
    assert!(events.iter().any(|event| event.row.action == "malicious_csrf"));
}

#[tokio::test]
async fn a_token_outlives_a_new_proof_but_not_the_session() {
    let app = TestApp::new().await;
    app.account("ada").await;
    let mut ada = app.signed_in("ada").await;
    let token = ada.form_token().await;
    ada.post("/confirm", &[("present", PASSWORD)]).await;
    assert_eq!(ada.form_token().await, token);
    app.clock.advance(1);
    ada.post("/sign-out", &[]).await;
    assert_ne!(ada.form_token().await, token);
    assert_ne!(app.signed_in("ada").await.form_token().await, token);
}

#[tokio::test]
async fn other_sites_may_link_to_pages_but_read_no_functions() {
    let app = TestApp::new().await;
    let mut browser = app.browser();
    let stranger = [("sec-fetch-site", "cross-site"), ("sec-fetch-mode", "navigate")];
    assert_eq!(browser.send(Method::GET, "/", &stranger, Body::empty()).await.status, 200);
    assert_eq!(browser.send(Method::GET, "/api/scenario/open", &stranger, Body::empty()).await.status, 403);
}

#[tokio::test]
async fn other_hosts_are_not_answered() {
    let app = TestApp::new().await;
    for host in ["evil.example", "lastgang.example.evil.example", "lastgang.example:8443", "127.0.0.1", ""] {
        let answer = app.browser().send(Method::GET, "/", &[("host", host)], Body::empty()).await;
        assert_eq!(answer.status, 421, "{host}");
        assert!(!answer.text().contains("evil"), "{host}");
    }
    let forwarded = [("x-forwarded-host", "evil.example"), ("forwarded", "host=evil.example")];
    assert_eq!(app.browser().send(Method::GET, "/", &forwarded, Body::empty()).await.status, 200);
}

#[tokio::test]
async fn reading_changes_nothing() {
    let app = TestApp::new().await;
    let actor = app.account("ada").await;
    let mut browser = app.signed_in("ada").await;
    let project = browser.post("/projects/sample", &[]).await.location.unwrap();
    let export = |app: &TestApp| {
        let services = std::sync::Arc::clone(&app.backend.services);
        let (actor, project) = (actor.clone(), project.trim_start_matches("/projects/").parse().unwrap());
        async move { app::api::Backend::projects(&*services).export(&actor, project).await.unwrap() }
    };
    let before = export(&app).await;
    let actions = ["", "/rename", "/duplicate", "/delete", "/export", "/charts/months.svg"];
    for path in actions.map(|action| format!("{project}{action}")) {
        browser.get(&path).await;
    }
    for path in ["/sign-out", "/projects/sample", "/projects/import", "/preferences", "/demo"] {
        let status = browser.get(path).await.status;
        assert!(status == 405 || status == 404, "{path}: {status}");
    }
    assert!(before == export(&app).await);
    assert_eq!(browser.get("/projects").await.status, 200);
}
