//! Sessions begin, end and cannot be forged.

use super::harness::{PASSWORD, TestApp};
use crate::identity::sessions::{ABSOLUTE_S, COOKIE, IDLE_S};

#[tokio::test]
async fn strangers_get_no_session() {
    let app = TestApp::new().await;
    let mut stranger = app.browser();
    for path in ["/", "/sign-in", "/setup", "/projects", "/nope"] {
        stranger.get(path).await;
    }
    assert!(stranger.cookies.is_empty());
}

#[tokio::test]
async fn signing_in_gives_a_new_token_and_ends_the_old_one() {
    let app = TestApp::new().await;
    app.account("ada").await;
    let mut browser = app.signed_in("ada").await;
    let old = browser.clone();
    browser.post("/sign-in", &[("email", "ada@stadtwerke.example"), ("password", PASSWORD)]).await;
    assert_ne!(browser.cookies[COOKIE], old.cookies[COOKIE]);
    assert_eq!(browser.get("/account").await.status, 200);
    assert_eq!(old.clone().get("/account").await.status, 303);
}

#[tokio::test]
async fn a_planted_token_is_not_taken_over() {
    let app = TestApp::new().await;
    app.account("ada").await;
    let mut browser = app.browser();
    browser.cookies.insert(COOKIE.to_owned(), "AAAAAAAAAAAAAAAAAAAAAA".to_owned());
    browser.post("/sign-in", &[("email", "ada@stadtwerke.example"), ("password", PASSWORD)]).await;
    assert_ne!(browser.cookies[COOKIE], "AAAAAAAAAAAAAAAAAAAAAA");
    let mut attacker = app.browser();
    attacker.cookies.insert(COOKIE.to_owned(), "AAAAAAAAAAAAAAAAAAAAAA".to_owned());
    assert_eq!(attacker.get("/account").await.status, 303);
}

#[tokio::test]
async fn signing_out_ends_the_session_and_clears_the_browser() {
    let app = TestApp::new().await;
    app.account("ada").await;
    let mut browser = app.signed_in("ada").await;
    let stolen = browser.clone();
    let answer = browser.post("/sign-out", &[]).await;
    assert_eq!((answer.status, answer.location.as_deref()), (303, Some("/")));
    assert_eq!(answer.headers["clear-site-data"], "\"cache\", \"cookies\", \"storage\"");
    assert!(!browser.cookies.contains_key(COOKIE));
    assert_eq!(stolen.clone().get("/account").await.status, 303);
}

#[tokio::test]
async fn an_unused_session_ends_after_half_an_hour() {
    let app = TestApp::new().await;
    app.account("ada").await;
    let mut browser = app.signed_in("ada").await;
    for _ in 0..3 {
        app.clock.advance(IDLE_S - 61);
        assert_eq!(browser.get("/account").await.status, 200);
    }
    app.clock.advance(IDLE_S);
    let answer = browser.get("/account").await;
    assert_eq!(answer.location.as_deref(), Some("/sign-in?next=/account"));
}

#[tokio::test]
async fn a_session_ends_after_a_working_day_even_if_it_is_used() {
    let app = TestApp::new().await;
    app.account("ada").await;
    let mut browser = app.signed_in("ada").await;
    let mut used_s = 0;
    while used_s + 1_000 < ABSOLUTE_S {
        app.clock.advance(1_000);
        used_s += 1_000;
        assert_eq!(browser.get("/account").await.status, 200, "after {used_s} s");
    }
    app.clock.advance(1_000);
    assert_eq!(browser.get("/account").await.status, 303);
}

#[tokio::test]
async fn an_ended_session_is_told_apart_from_a_missing_right() {
    let app = TestApp::new().await;
    app.account("ada").await;
    let mut browser = app.signed_in("ada").await;
    app.clock.advance(IDLE_S);
    let open = serde_json::json!({ "project": uuid::Uuid::nil() });
    let answer = browser.call("scenario/open", &open).await;
    assert_eq!((answer.status, answer.error()), (401, "not-signed-in".to_owned()));
}

#[tokio::test]
async fn whoever_was_sent_to_sign_in_comes_back() {
    let app = TestApp::new().await;
    app.account("ada").await;
    let mut browser = app.browser();
    let sign_in = browser.get("/projects/abc").await.location.unwrap();
    assert_eq!(sign_in, "/sign-in?next=/projects/abc");
    assert!(browser.get(&sign_in).await.text().contains("value=\"/projects/abc\""));
    let fields = |next| [("email", "ada@stadtwerke.example"), ("password", PASSWORD), ("next", next)];
    let back = browser.post("/sign-in", &fields("/projects/abc")).await;
    assert_eq!(back.location.as_deref(), Some("/projects/abc"));
    for evil in ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)"] {
        let answer = app.browser().post("/sign-in", &fields(evil)).await;
        assert_eq!(answer.location.as_deref(), Some("/projects"), "{evil}");
    }
}
