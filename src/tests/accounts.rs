//! The first account, signing in, preferences, passwords.

use words::Language;

use super::harness::{PASSWORD, TestApp, event};
use crate::identity::setup;

async fn setup_link(app: &TestApp) -> String {
    setup::new_token(&app.backend.store, &*app.clock, &*app.ids).await.unwrap().unwrap()
}

fn form<'a>(token: &'a str, password: &'a str) -> [(&'a str, &'a str); 4] {
    [("token", token), ("email", "ada@stadtwerke.example"), ("name", "Ada"), ("password", password)]
}

#[tokio::test]
async fn a_setup_link_makes_one_account_and_signs_in() {
    let app = TestApp::new().await;
    let token = setup_link(&app).await;
    let mut browser = app.browser();
    let answer = browser.post("/setup", &form(&token, PASSWORD)).await;
    assert_eq!((answer.status, answer.location.as_deref()), (303, Some("/projects")), "{}", answer.text());
    assert!(browser.get("/account").await.text().contains("ada@stadtwerke.example"));

    let again = app.browser().post("/setup", &form(&token, PASSWORD)).await;
    let page = app.browser().get("/setup").await.text();
    assert!(page.contains("Schon eingerichtet") || page.contains("Already set up"), "no second form");
    assert!(!page.contains("name=\"token\""));
    assert_eq!(again.status, 422);
    assert!(setup::new_token(&app.backend.store, &*app.clock, &*app.ids).await.unwrap().is_none());
}

#[tokio::test]
async fn of_many_uses_of_a_setup_link_at_once_one_succeeds() {
    let app = TestApp::new().await;
    let token = setup_link(&app).await;
    let attempts = (0..8).map(|_| {
        let (mut browser, token) = (app.browser(), token.clone());
        async move { browser.post("/setup", &form(&token, PASSWORD)).await.status }
    });
    let statuses = futures::future::join_all(attempts).await;
    assert_eq!(statuses.iter().filter(|status| **status == 303).count(), 1, "{statuses:?}");
}

#[tokio::test]
async fn a_setup_link_is_valid_for_an_hour() {
    let app = TestApp::new().await;
    let token = setup_link(&app).await;
    app.clock.advance(setup::SETUP_LINK_S);
    assert_eq!(app.browser().post("/setup", &form(&token, PASSWORD)).await.status, 422);
    let fresh = setup_link(&app).await;
    app.clock.advance(setup::SETUP_LINK_S - 1);
    assert_eq!(app.browser().post("/setup", &form(&fresh, PASSWORD)).await.status, 303);
}

#[tokio::test]
async fn a_form_comes_back_with_what_was_typed_except_the_password() {
    let app = TestApp::new().await;
    let token = setup_link(&app).await;
    let fields = [
        ("token", token.as_str()),
        ("email", "no address"),
        ("name", "Grüße <b>"),
        ("password", "geheim1234"),
    ];
    let answer = app.browser().post("/setup", &fields).await;
    assert_eq!(answer.status, 422);
    let page = answer.text();
    assert!(
        page.contains("no address") && page.contains("Grüße &lt;b&gt;") && page.contains(&token),
        "{page}"
    );
    assert!(!page.contains("geheim1234"));
}

#[tokio::test]
async fn weak_passwords_are_refused_with_advice() {
    let app = TestApp::new().await;
    let token = setup_link(&app).await;
    for weak in ["short", "aaaaaaaaaaaaaaaaaaaaaaaa", "ada stadtwerke example"] {
        assert_eq!(app.browser().post("/setup", &form(&token, weak)).await.status, 422, "{weak}");
    }
    let arguments =
        serde_json::json!({ "password": "passwortpasswort", "about": [], "locale": Language::De });
    let strength = app.browser().call("account/password-strength", &arguments).await;
    assert_eq!(strength.status, 200);
    assert_eq!(strength.json()["acceptable"], false);
}

#[tokio::test]
async fn whoever_asks_for_hints_about_passwords_keeps_nobody_from_signing_in() {
    let app = TestApp::new().await;
    app.account("ada").await;
    let arguments =
        serde_json::json!({ "password": "20".repeat(50), "about": ["aB".repeat(50)], "locale": "en" });
    let asked = (0..100).map(|_| {
        let (mut browser, arguments) = (app.browser(), arguments.clone());
        async move { browser.call("account/password-strength", &arguments).await.status }
    });
    // Whoever signs in is not told to wait.
    let (asked, _) = futures::join!(futures::future::join_all(asked), app.signed_in("ada"));
    assert!(asked.iter().all(|status| [200, 429].contains(status)), "{asked:?}");
    // Nor does a hint wait for those who sign in.
    let passwords = &app.backend.services.context().passwords;
    let processors = std::thread::available_parallelism().unwrap().get();
    let mut turns = Vec::new();
    for _ in 0..processors {
        turns.push(passwords.turn().await.unwrap());
    }
    let mut browser = app.browser();
    let hint = browser.call("account/password-strength", &arguments);
    let hint =
        tokio::time::timeout(std::time::Duration::from_secs(30), hint).await.expect("a hint needs no turn");
    assert_eq!(hint.status, 200);
}

#[tokio::test]
async fn a_stranger_cannot_make_the_server_read_much() {
    let app = TestApp::new().await;
    let arguments =
        |about: &str| serde_json::json!({ "password": "x", "about": [about], "locale": Language::De });
    let (long, longer) = (arguments(&"a".repeat(15 * 1024)), arguments(&"a".repeat(17 * 1024)));
    assert_ne!(app.browser().call("account/password-strength", &long).await.status, 413);
    assert_eq!(app.browser().call("account/password-strength", &longer).await.status, 413);
    app.account("ada").await;
    let mut browser = app.signed_in("ada").await;
    assert_ne!(browser.call("account/password-strength", &longer).await.status, 413);
}

/// Status, headers and body of a refused sign-in, without what is new in every response.
async fn refused_sign_in(app: &TestApp, email: &str) -> (u16, usize, Vec<String>, String) {
    let mut browser = app.browser();
    let token = browser.form_token().await;
    let answer = browser.post("/sign-in", &[("email", email), ("password", "wrong password")]).await;
    let policy = answer.headers["content-security-policy"].to_str().unwrap();
    let nonce = policy.split("'nonce-").nth(1).unwrap().split('\'').next().unwrap().to_owned();
    let own = |text: &str| text.replace(&nonce, "").replace(&token, "").replace(email, "");
    let changing = ["content-security-policy", "x-request-id"];
    let headers = answer.headers.iter().filter(|(name, _)| !changing.contains(&name.as_str()));
    let headers = headers.map(|(name, value)| format!("{name}: {}", own(value.to_str().unwrap()))).collect();
    (answer.status, answer.body.len(), headers, own(&answer.text()))
}

#[tokio::test]
async fn unknown_addresses_disabled_accounts_and_wrong_passwords_get_the_same_answer() {
    let app = TestApp::new().await;
    app.account("ada").await;
    let eve = app.account("eve").await;
    assert!(app.backend.store.administration().disable(eve.account, "", &event()).await.unwrap());
    let wrong = refused_sign_in(&app, "ada@stadtwerke.example").await;
    assert_eq!(wrong.0, 422);
    assert!(!wrong.2.iter().any(|header| header.starts_with("set-cookie")));
    assert_eq!(wrong, refused_sign_in(&app, "bob@stadtwerke.example").await);
    assert_eq!(wrong, refused_sign_in(&app, "eve@stadtwerke.example").await);
}

/// Not part of every run: it measures, and other work on the machine disturbs it. Run it alone with
/// `cargo test --release -- --ignored the_time`.
#[tokio::test]
#[ignore = "measures time; run it alone on a machine that is idle"]
async fn the_time_of_an_answer_does_not_tell_whether_an_account_exists() {
    let app = TestApp::new().await;
    app.account("ada").await;
    let mut times = [Vec::new(), Vec::new()];
    for round in 0..200 {
        for (email, times) in ["ada@stadtwerke.example", "bob@stadtwerke.example"].into_iter().zip(&mut times)
        {
            // The wait after many attempts is over before the next one.
            app.clock.advance(3_600);
            let started = std::time::Instant::now();
            assert_eq!(refused_sign_in(&app, email).await.0, 422);
            if round >= 10 {
                times.push(started.elapsed().as_secs_f64());
            }
        }
    }
    let [known, unknown] = times.map(|mut times| {
        times.sort_by(f64::total_cmp);
        times[times.len() / 2]
    });
    assert!((known / unknown - 1.0).abs() < 0.05, "known {known} s, unknown {unknown} s");
}

#[tokio::test]
async fn addresses_differ_neither_by_case_nor_by_blanks() {
    let app = TestApp::new().await;
    app.account("ada").await;
    let fields = [("email", "  ADA@Stadtwerke.Example "), ("password", PASSWORD)];
    assert_eq!(app.browser().post("/sign-in", &fields).await.status, 303);
}

#[tokio::test]
async fn guessing_is_slowed_down_and_the_wait_is_named() {
    let app = TestApp::new().await;
    app.account("ada").await;
    let fields = [("email", "ada@stadtwerke.example"), ("password", "wrong password")];
    for _ in 0..10 {
        assert_eq!(app.browser().post("/sign-in", &fields).await.status, 422);
    }
    let refused = app.browser().post("/sign-in", &fields).await;
    assert_eq!((refused.status, &refused.headers["retry-after"]), (429, &"10".parse().unwrap()));
    // Asking again does not prolong the wait, and the right password has to wait, too.
    let right = [("email", "ada@stadtwerke.example"), ("password", PASSWORD)];
    app.clock.advance(9);
    let refused = app.browser().post("/sign-in", &right).await;
    assert_eq!((refused.status, &refused.headers["retry-after"]), (429, &"1".parse().unwrap()));
    app.clock.advance(1);
    assert_eq!(app.browser().post("/sign-in", &right).await.status, 303);
}

#[tokio::test]
async fn a_new_password_ends_every_other_session() {
    let app = TestApp::new().await;
    app.account("ada").await;
    let (mut here, mut elsewhere) = (app.signed_in("ada").await, app.signed_in("ada").await);
    let new = "laterne magnet pfeffer dampfer";
    let wrong = here.post("/account/password", &[("present", "wrong"), ("password", new)]).await;
    assert_eq!(wrong.status, 422);
    let weak = here.post("/account/password", &[("present", PASSWORD), ("password", "short")]).await;
    assert_eq!(weak.status, 422);
    assert_eq!(elsewhere.get("/account").await.status, 200);
    let done = here.post("/account/password", &[("present", PASSWORD), ("password", new)]).await;
    assert_eq!(done.status, 200, "{}", done.text());
    assert_eq!(here.get("/account").await.status, 200);
    assert_eq!(elsewhere.get("/account").await.status, 303);
    let sign_in = |password| [("email", "ada@stadtwerke.example"), ("password", password)];
    assert_eq!(app.browser().post("/sign-in", &sign_in(PASSWORD)).await.status, 422);
    assert_eq!(app.browser().post("/sign-in", &sign_in(new)).await.status, 303);
}

#[tokio::test]
async fn language_and_theme_are_kept_with_and_without_an_account() {
    let app = TestApp::new().await;
    app.account("ada").await;
    let mut stranger = app.browser();
    let fields = [("locale", "en"), ("theme", "dark"), ("return", "/sign-in")];
    assert_eq!(stranger.post("/preferences", &fields).await.location.as_deref(), Some("/sign-in"));
    assert!(stranger.get("/sign-in").await.text().contains("lang=\"en\" data-theme=\"dark\""));

    let mut ada = app.signed_in("ada").await;
    assert_eq!(
        ada.post("/account", &[("name", "Ada L."), ("locale", "de"), ("theme", "light")]).await.status,
        200
    );
    let page = app.signed_in("ada").await.get("/account").await.text();
    assert!(page.contains("lang=\"de\" data-theme=\"light\"") && page.contains("Ada L."));
    assert_eq!(
        ada.post("/account", &[("name", " "), ("locale", "de"), ("theme", "light")]).await.status,
        422
    );

    let evil = [("locale", "de"), ("return", "//evil.example")];
    assert_eq!(stranger.post("/preferences", &evil).await.location.as_deref(), Some("/"));
}

#[tokio::test]
async fn the_demonstration_needs_no_password_and_no_setup() {
    let app = TestApp::with_demo(true).await;
    let (actor, created) = app.backend.services.account_service().demo("test").await.unwrap();
    assert!(created);
    app::api::Backend::projects(&*app.backend.services).create_sample(&actor).await.unwrap();
    let mut browser = app.browser();
    let target = browser.post("/demo", &[]).await.location.unwrap();
    assert_eq!(browser.get(&target).await.status, 200);
    // It does not count as the first account.
    let token = setup_link(&app).await;
    assert_eq!(app.browser().post("/setup", &form(&token, PASSWORD)).await.status, 303);
    assert_eq!(TestApp::new().await.browser().post("/demo", &[]).await.status, 404);
}

#[tokio::test]
async fn visitors_of_the_demonstration_learn_nothing_of_each_other() {
    let app = TestApp::with_demo(true).await;
    app.backend.services.account_service().demo("test").await.unwrap();
    let mut first = app.browser();
    first.post_with(&[("user-agent", "Mozilla/5.0 (iPad) Safari/604.1")], "/demo", &[]).await;
    let phone = [("user-agent", "Mozilla/5.0 (iPhone) Safari/604.1")];
    assert_eq!(app.browser().post_with(&phone, "/demo", &[]).await.status, 303);
    for path in ["/projects", "/account", "/account/events"] {
        let page = first.get(path).await;
        assert_eq!(page.status, 200, "{path}");
        for told in ["iPhone", "Safari", "0.0.0.0/24"] {
            assert!(!page.text().contains(told), "{path}: {told}");
        }
    }
}

#[tokio::test]
async fn one_network_does_not_begin_demonstrations_without_end() {
    let app = TestApp::with_demo(true).await;
    app.backend.services.account_service().demo("test").await.unwrap();
    let mut browser = app.browser();
    for visit in 0..100 {
        assert_eq!(browser.post("/demo", &[]).await.status, 303, "{visit}");
    }
    assert_eq!(browser.post("/demo", &[]).await.status, 429);
}

#[tokio::test]
async fn unknown_form_fields_are_refused() {
    let app = TestApp::new().await;
    app.account("ada").await;
    let mut ada = app.signed_in("ada").await;
    let fields = [("name", "Ada"), ("locale", "de"), ("theme", "auto"), ("email", "x@y"), ("role", "admin")];
    assert_eq!(ada.post("/account", &fields).await.status, 422);
}
