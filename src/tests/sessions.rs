//! Sessions begin, end and cannot be forged.

use std::convert::Infallible;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use app::api::member::OrganisationRole;
use axum::body::Body;
use axum::http::Method;

use super::browser::Browser;
use super::harness::{PASSWORD, TestApp, event};
use crate::identity::sessions::{COOKIE, SessionLimits};

const LIMITS: SessionLimits = SessionLimits::STANDARD;

#[tokio::test]
async fn strangers_get_no_session() {
    let app = TestApp::new().await;
    let mut stranger = app.browser();
    for path in ["/", "/sign-in", "/setup", "/projects", "/nope"] {
        stranger.get(path).await;
    }
    assert!(!stranger.cookies.contains_key(COOKIE));
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
async fn another_role_gives_a_new_token_and_ends_the_old_one() {
    let app = TestApp::new().await;
    let ada = app.account("ada").await;
    let mia = app.member(&ada, "mia", OrganisationRole::Member).await;
    let mut browser = app.signed_in("mia").await;
    let stolen = browser.clone();
    let roles = (OrganisationRole::Member, OrganisationRole::Administrator);
    let members = app.backend.store.members();
    assert!(members.set_role(ada.organisation, mia.account, roles, &event()).await.unwrap());
    assert_eq!(browser.get("/members").await.status, 200);
    assert_ne!(browser.cookies[COOKIE], stolen.cookies[COOKIE]);
    assert_eq!(stolen.clone().get("/members").await.status, 303);
    let renewed = browser.clone();
    assert_eq!(browser.get("/members").await.status, 200);
    assert_eq!(browser.cookies[COOKIE], renewed.cookies[COOKIE]);
}

#[tokio::test]
async fn a_planted_token_is_not_taken_over() {
    let app = TestApp::new().await;
    app.account("ada").await;
    let planted = "A".repeat(43);
    let mut browser = app.browser();
    browser.cookies.insert(COOKIE.to_owned(), planted.clone());
    browser.post("/sign-in", &[("email", "ada@stadtwerke.example"), ("password", PASSWORD)]).await;
    assert_ne!(browser.cookies[COOKIE], planted);
    let mut attacker = app.browser();
    attacker.cookies.insert(COOKIE.to_owned(), planted);
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
async fn a_body_that_is_held_back_does_not_outlive_its_session() {
    let app = TestApp::new().await;
    app.account("ada").await;
    let mut ada = app.signed_in("ada").await;
    let mut thief = ada.clone();
    // The request begins while the session lives; its owner ends it before the last byte arrives.
    let body = Body::from_stream(futures::stream::once(async move {
        assert_eq!(ada.post("/sign-out", &[]).await.status, 303);
        Ok::<_, Infallible>("name=Thief&locale=en&theme=auto")
    }));
    let headers = [("sec-fetch-site", "same-origin"), ("content-type", "application/x-www-form-urlencoded")];
    let answer = thief.send(Method::POST, "/account", &headers, body).await;
    assert_eq!(answer.location.as_deref(), Some("/sign-in?next=/projects"));
    let account = app.backend.store.accounts().find(app.find("ada").await.account).await.unwrap().unwrap();
    assert_ne!(account.person.name, "Thief");
}

#[tokio::test]
async fn a_made_up_cookie_does_not_have_its_body_read() {
    let app = TestApp::new().await;
    let mut stranger = app.browser();
    stranger.cookies.insert(COOKIE.to_owned(), "A".repeat(43));
    let body = Body::from_stream(futures::stream::once(async {
        if true {
            panic!("the body was asked for");
        }
        Ok::<_, Infallible>("")
    }));
    let headers = [("sec-fetch-site", "same-origin"), ("content-type", "multipart/form-data; boundary=X")];
    let answer = stranger.send(Method::POST, "/projects/import", &headers, body).await;
    assert_eq!(answer.location.as_deref(), Some("/sign-in?next=/projects"));
}

#[tokio::test]
async fn no_more_of_a_body_is_kept_than_its_route_takes() {
    let app = TestApp::new().await;
    app.account("ada").await;
    let mut ada = app.signed_in("ada").await;
    for path in ["/account", "/api/passkey/add/begin", "/nowhere"] {
        let asked = Arc::new(AtomicUsize::new(0));
        let counted = Arc::clone(&asked);
        let body = Body::from_stream(futures::stream::iter((0..100).map(move |_| {
            counted.fetch_add(1, Ordering::SeqCst);
            Ok::<_, Infallible>(vec![b'a'; 64 * 1024])
        })));
        let answer = ada.send(Method::POST, path, &[("sec-fetch-site", "same-origin")], body).await;
        assert_eq!(answer.status, 413, "{path}");
        assert!(asked.load(Ordering::SeqCst) < 4, "{path}");
    }
}

#[tokio::test]
async fn large_bodies_take_turns() {
    let app = TestApp::new().await;
    app.account("ada").await;
    let read = Arc::new(AtomicUsize::new(0));
    let slow = |mut browser: Browser| {
        let counted = Arc::clone(&read);
        // It counts when somebody asks for the body, which never comes.
        let body = Body::from_stream(futures::stream::once(async move {
            counted.fetch_add(1, Ordering::SeqCst);
            std::future::pending::<Result<Vec<u8>, Infallible>>().await
        }));
        tokio::spawn(async move {
            let headers = [("sec-fetch-site", "same-origin")];
            browser.send(Method::POST, "/projects/import", &headers, body).await;
        })
    };
    let reach = async |count: usize| {
        for _ in 0..500 {
            if read.load(Ordering::SeqCst) >= count {
                break;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
        read.load(Ordering::SeqCst)
    };
    let ada = app.signed_in("ada").await;
    let mut requests: Vec<_> = (0..3).map(|_| slow(ada.clone())).collect();
    // One session does not take the turns of others.
    assert_eq!(reach(2).await, 2);
    for _ in 0..4 {
        let other = app.signed_in("ada").await;
        requests.extend((0..2).map(|_| slow(other.clone())));
    }
    assert_eq!(reach(8).await, 8);
    // What is short passes them.
    assert_eq!(ada.clone().post("/preferences", &[("theme", "dark")]).await.status, 303);
    // Whoever gives up makes room.
    requests.iter().for_each(tokio::task::JoinHandle::abort);
    slow(ada);
    assert_eq!(reach(9).await, 9);
}

#[tokio::test]
async fn an_unused_session_ends_after_half_an_hour() {
    let app = TestApp::new().await;
    app.account("ada").await;
    let mut browser = app.signed_in("ada").await;
    for _ in 0..3 {
        app.clock.advance(LIMITS.idle_s - 61);
        assert_eq!(browser.get("/account").await.status, 200);
    }
    app.clock.advance(LIMITS.idle_s);
    let answer = browser.get("/account").await;
    assert_eq!(answer.location.as_deref(), Some("/sign-in?next=/account"));
}

#[tokio::test]
async fn a_session_ends_after_a_working_day_even_if_it_is_used() {
    let app = TestApp::new().await;
    app.account("ada").await;
    let mut browser = app.signed_in("ada").await;
    let mut used_s = 0;
    while used_s + 1_000 < LIMITS.absolute_s {
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
    app.clock.advance(LIMITS.idle_s);
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

#[tokio::test]
async fn the_cookie_carries_256_bits_that_no_file_contains() {
    use base64::Engine as _;
    let app = TestApp::new().await;
    app.account("ada").await;
    let browser = app.signed_in("ada").await;
    let value = browser.cookies[COOKIE].clone();
    let token = base64::engine::general_purpose::URL_SAFE_NO_PAD.decode(&value).unwrap();
    assert_eq!(token.len(), 32);
    app.backend.close().await;
    for entry in std::fs::read_dir(app.folder.path()).unwrap() {
        let bytes = std::fs::read(entry.unwrap().path()).unwrap();
        for secret in [value.as_bytes(), &token] {
            assert!(!bytes.windows(secret.len()).any(|window| window == secret));
        }
    }
}

#[tokio::test]
async fn of_two_session_cookies_none_counts() {
    let app = TestApp::new().await;
    app.account("ada").await;
    let browser = app.signed_in("ada").await;
    let cookies = format!("{COOKIE}={}; {COOKIE}={}", browser.cookies[COOKIE], "A".repeat(43));
    let headers = [("sec-fetch-site", "same-origin"), ("cookie", cookies.as_str())];
    let mut stranger = app.browser();
    let request = stranger.send(axum::http::Method::GET, "/account", &headers, axum::body::Body::empty());
    assert_eq!(request.await.status, 303);
}

#[tokio::test]
async fn administrators_of_the_instance_are_signed_out_earlier() {
    let app = TestApp::new().await;
    app.administrator("root").await;
    let mut browser = app.signed_in("root").await;
    app.clock.advance(LIMITS.administrator_idle_s - 1);
    assert_eq!(browser.get("/account").await.status, 200);
    app.clock.advance(LIMITS.administrator_idle_s);
    assert_eq!(browser.get("/account").await.status, 303);
    let mut browser = app.signed_in("root").await;
    for _ in 0..LIMITS.administrator_absolute_s / 600 - 1 {
        app.clock.advance(600);
        assert_eq!(browser.get("/account").await.status, 200);
    }
    app.clock.advance(600);
    assert_eq!(browser.get("/account").await.status, 303);
}

#[tokio::test]
async fn a_disabled_account_is_out_at_once_and_stays_out() {
    let app = TestApp::new().await;
    let ada = app.account("ada").await;
    let mut browser = app.signed_in("ada").await;
    let administration = app.backend.store.administration();
    assert!(administration.disable(ada.account, "", &event()).await.unwrap());
    assert_eq!(browser.get("/account").await.status, 303);
    let fields = [("email", "ada@stadtwerke.example"), ("password", PASSWORD)];
    assert_eq!(app.browser().post("/sign-in", &fields).await.status, 422);
    assert!(administration.enable(ada.account, &event()).await.unwrap());
    assert_eq!(browser.get("/account").await.status, 303);
    app.signed_in("ada").await;
}

#[tokio::test]
async fn everybody_sees_and_ends_their_own_sessions_only() {
    let app = TestApp::new().await;
    app.account("ada").await;
    app.account("eve").await;
    let mut here = app.signed_in("ada").await;
    let (mut laptop, mut phone) = (app.browser(), app.browser());
    let fields = [("email", "ada@stadtwerke.example"), ("password", PASSWORD)];
    for (browser, agent) in [(&mut laptop, "Firefox/140.0 (X11; Linux)"), (&mut phone, "iPhone Safari/604.1")]
    {
        let answer = browser.post_with(&[("user-agent", agent)], "/sign-in", &fields).await;
        assert_eq!(answer.status, 303);
    }
    let page = here.get("/account").await.text();
    assert!(page.contains("Firefox on Linux") && page.contains("Safari on iPhone"), "{page}");
    assert_eq!(page.matches("this device").count(), 1);
    let ids: Vec<&str> =
        page.split("name=\"session\" value=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    assert_eq!(ids.len(), 2);

    // Somebody else cannot end them, whatever they know.
    let mut eve = app.signed_in("eve").await;
    for id in &ids {
        eve.post("/account/sessions", &[("session", id)]).await;
    }
    assert_eq!(laptop.get("/account").await.status, 200);
    assert_eq!(phone.get("/account").await.status, 200);

    let answer = here.post("/account/sessions", &[("session", ids[0])]).await;
    assert_eq!(answer.status, 200);
    let open = [laptop.get("/account").await.status, phone.get("/account").await.status];
    assert_eq!(open.iter().filter(|status| **status == 200).count(), 1, "{open:?}");
    here.post("/account/sessions", &[]).await;
    assert_eq!(laptop.get("/account").await.status, 303);
    assert_eq!(phone.get("/account").await.status, 303);
    assert_eq!(here.get("/account").await.status, 200);
    assert_eq!(eve.get("/account").await.status, 200);
}
