//! Second factors: adding, signing in with, and losing them.

use app::api::member::OrganisationRole;

use super::browser::Browser;
use super::harness::{PASSWORD, TestApp, event};
use crate::identity::sessions::COOKIE;
use crate::identity::totp::tests::code;
use crate::services::step_up::FRESH_S;

/// Adds an authenticator app; gives its secret and the recovery codes.
pub async fn add_app(app: &TestApp, browser: &mut Browser) -> (String, Vec<String>) {
    assert_eq!(browser.post("/account/totp/begin", &[]).await.location.as_deref(), Some("/account/totp"));
    let page = browser.get("/account/totp").await.text();
    let secret = page.split("class=\"secret\">").nth(1).unwrap().split('<').next().unwrap().replace(' ', "");
    assert!(page.contains("<svg") && page.contains(&format!("secret={secret}")), "{page}");
    let answer = browser.post("/account/totp", &[("code", &code(&secret, app.clock_s()))]).await;
    assert_eq!(answer.status, 303, "{}", answer.text());
    let page = browser.get(&answer.location.unwrap()).await.text();
    let codes =
        page.split("class=\"secret\">").skip(1).map(|rest| rest.split('<').next().unwrap().to_owned());
    (secret, codes.collect())
}

/// Enters e-mail address and password.
async fn first_step(app: &TestApp) -> Browser {
    let mut browser = app.browser();
    let fields = [("email", "ada@stadtwerke.example"), ("password", PASSWORD), ("next", "/account")];
    let answer = browser.post("/sign-in", &fields).await;
    assert_eq!((answer.status, answer.location.as_deref()), (303, Some("/sign-in/second-step")));
    browser
}

#[tokio::test]
async fn an_authenticator_app_is_asked_for_at_the_next_sign_in() {
    let app = TestApp::new().await;
    app.account("ada").await;
    let (mut here, mut elsewhere) = (app.signed_in("ada").await, app.signed_in("ada").await);
    let (secret, codes) = add_app(&app, &mut here).await;
    assert_eq!(codes.len(), 10);
    // A change of factors ends the other sessions.
    assert_eq!(elsewhere.get("/account").await.status, 303);
    assert!(here.get("/account").await.text().contains("Authenticator app"));

    app.clock.advance(60);
    let mut browser = first_step(&app).await;
    // The password alone opens nothing.
    assert_eq!(browser.get("/account").await.status, 303);
    assert_eq!(browser.get("/sign-in/second-step").await.status, 200);
    let wrong = browser.post("/sign-in/second-step", &[("code", "000000")]).await;
    assert_eq!(wrong.status, 422);
    let before = browser.cookies[COOKIE].clone();
    let right = browser.post("/sign-in/second-step", &[("code", &code(&secret, app.clock_s()))]).await;
    assert_eq!(right.location.as_deref(), Some("/account"), "{}", right.text());
    assert_ne!(browser.cookies[COOKIE], before);
    assert_eq!(browser.get("/account").await.status, 200);
}

#[tokio::test]
async fn a_code_is_accepted_once_and_none_before_it_afterwards() {
    let app = TestApp::new().await;
    app.account("ada").await;
    let (secret, _) = add_app(&app, &mut app.signed_in("ada").await).await;
    // The code that added the app is used up.
    let added_with = code(&secret, app.clock_s());
    let mut browser = first_step(&app).await;
    assert_eq!(browser.post("/sign-in/second-step", &[("code", &added_with)]).await.status, 422);
    app.clock.advance(60);
    let (now, before) = (code(&secret, app.clock_s()), code(&secret, app.clock_s() - 30));
    let attempts = (0..8).map(|_| async {
        let mut browser = first_step(&app).await;
        browser.post("/sign-in/second-step", &[("code", &now)]).await.status
    });
    let statuses = futures::future::join_all(attempts).await;
    assert_eq!(statuses.iter().filter(|status| **status == 303).count(), 1, "{statuses:?}");
    let mut browser = first_step(&app).await;
    assert_eq!(browser.post("/sign-in/second-step", &[("code", &before)]).await.status, 422);
}

#[tokio::test]
async fn a_recovery_code_replaces_the_app_once() {
    let app = TestApp::new().await;
    app.account("ada").await;
    let (_, codes) = add_app(&app, &mut app.signed_in("ada").await).await;
    let typed = codes[3].to_uppercase().replace('-', " ");
    let mut browser = first_step(&app).await;
    assert_eq!(browser.post("/sign-in/second-step", &[("code", &typed)]).await.status, 303);
    assert!(browser.get("/account").await.text().contains("9 left"));
    let mut again = first_step(&app).await;
    assert_eq!(again.post("/sign-in/second-step", &[("code", &codes[3])]).await.status, 422);

    // New codes make the old ones worthless.
    let made = browser.post("/account/recovery-codes", &[]).await;
    let page = browser.get(&made.location.unwrap()).await.text();
    assert_eq!(page.matches("class=\"secret\"").count(), 10);
    assert_eq!(again.post("/sign-in/second-step", &[("code", &codes[4])]).await.status, 422);
}

#[tokio::test]
async fn the_second_step_waits_ten_minutes_and_ends_with_the_password() {
    let app = TestApp::new().await;
    app.account("ada").await;
    let mut signed_in = app.signed_in("ada").await;
    let (secret, _) = add_app(&app, &mut signed_in).await;
    let mut late = first_step(&app).await;
    app.clock.advance(601);
    let answer = late.post("/sign-in/second-step", &[("code", &code(&secret, app.clock_s()))]).await;
    assert_eq!(answer.location.as_deref(), Some("/sign-in"));

    let mut half_way = first_step(&app).await;
    let new = "laterne magnet pfeffer dampfer";
    let changed = signed_in.post("/account/password", &[("present", PASSWORD), ("password", new)]).await;
    assert_eq!(changed.status, 200);
    let answer = half_way.post("/sign-in/second-step", &[("code", &code(&secret, app.clock_s()))]).await;
    assert_eq!(answer.location.as_deref(), Some("/sign-in"));
    assert_eq!(signed_in.get("/account").await.status, 200);
}

#[tokio::test]
async fn guessing_codes_is_slowed_down() {
    let app = TestApp::new().await;
    app.account("ada").await;
    add_app(&app, &mut app.signed_in("ada").await).await;
    let mut browser = first_step(&app).await;
    for _ in 0..10 {
        assert_eq!(browser.post("/sign-in/second-step", &[("code", "000000")]).await.status, 422);
    }
    let refused = browser.post("/sign-in/second-step", &[("code", "000000")]).await;
    assert_eq!(refused.status, 429);
    assert!(refused.headers.contains_key("retry-after"));
}

#[tokio::test]
async fn factors_are_added_and_removed_only_with_a_fresh_proof() {
    let app = TestApp::new().await;
    app.account("ada").await;
    let mut ada = app.signed_in("ada").await;
    let (secret, _) = add_app(&app, &mut ada).await;
    let page = ada.get("/account").await.text();
    let factor = page.split("name=\"factor\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    app.clock.advance(FRESH_S + 1);
    for (path, fields) in [
        ("/account/totp/begin", Vec::new()),
        ("/account/recovery-codes", Vec::new()),
        ("/account/factors/remove", vec![("factor", factor.as_str())]),
    ] {
        let answer = ada.post(path, &fields).await;
        assert_eq!(answer.location.as_deref(), Some("/confirm?next=/account"), "{path}");
    }
    // A code of the app is a proof, too.
    let confirmed =
        ada.post("/confirm", &[("code", &code(&secret, app.clock_s())), ("next", "/account")]).await;
    assert_eq!(confirmed.location.as_deref(), Some("/account"));

    // Nobody removes what belongs to somebody else.
    app.account("eve").await;
    let mut eve = app.signed_in("eve").await;
    assert_eq!(eve.post("/account/factors/remove", &[("factor", &factor)]).await.status, 404);

    assert_eq!(ada.post("/account/factors/remove", &[("factor", &factor)]).await.status, 200);
    assert_eq!(ada.get("/account").await.status, 200);
    app.signed_in("ada").await;
}

#[tokio::test]
async fn an_organisation_can_demand_a_second_factor() {
    let app = TestApp::new().await;
    let actor = app.account("ada").await;
    let mut ada = app.signed_in("ada").await;
    app.backend.store.accounts().require_second_factor(actor.organisation, true, &event()).await.unwrap();
    assert_eq!(ada.get("/projects").await.location.as_deref(), Some("/account"));
    assert_eq!(ada.post("/projects/sample", &[]).await.location.as_deref(), Some("/account"));
    let open = serde_json::json!({ "project": uuid::Uuid::nil() });
    assert_eq!(ada.call("scenario/open", &open).await.status, 403);
    assert!(ada.get("/account").await.text().contains("demands a second factor"));
    add_app(&app, &mut ada).await;
    assert_eq!(ada.get("/projects").await.status, 200);
}

#[tokio::test]
async fn owners_demand_a_second_factor_of_everybody_and_nobody_else_does() {
    let app = TestApp::new().await;
    let ada = app.account("ada").await;
    app.member(&ada, "mia", OrganisationRole::Administrator).await;
    app.member(&ada, "max", OrganisationRole::Member).await;
    let (mut owner, mut mia) = (app.signed_in("ada").await, app.signed_in("mia").await);
    let mut max = app.signed_in("max").await;
    let path = "/organisation/second-factor";
    let (on, off) = ([("required", "on")], [("required", "off")]);

    let page = mia.get("/members").await;
    assert!(page.status == 200 && !page.text().contains(path), "{}", page.text());
    assert_eq!(mia.post(path, &on).await.status, 404);
    assert_eq!(max.post(path, &on).await.status, 404);
    assert!(owner.get("/members").await.text().contains("Require it of all members"));
    assert_eq!(owner.post(path, &[("required", "perhaps")]).await.status, 422);
    app.clock.advance(FRESH_S + 1);
    assert_eq!(owner.post(path, &on).await.location.as_deref(), Some("/confirm?next=/members"));
    assert_eq!(max.get("/projects").await.status, 200);

    assert_eq!(owner.post("/confirm", &[("present", PASSWORD)]).await.status, 303);
    assert_eq!(owner.post(path, &on).await.location.as_deref(), Some("/members"));
    for browser in [&mut owner, &mut mia, &mut max] {
        assert_eq!(browser.get("/projects").await.location.as_deref(), Some("/account"));
        assert!(browser.get("/account").await.text().contains("demands a second factor"));
    }
    add_app(&app, &mut owner).await;
    assert!(owner.get("/members").await.text().contains("Require it no longer"));
    assert_eq!(owner.post(path, &off).await.location.as_deref(), Some("/members"));
    assert_eq!(max.get("/projects").await.status, 200);

    let rows = app.backend.store.audit().newest(100).await.unwrap();
    let changes: Vec<_> = rows.iter().filter(|row| row.row.action == "sys_settings_changed").collect();
    assert_eq!(changes.len(), 2);
    for change in changes {
        assert_eq!(change.row.object, Some(ada.organisation.0));
        assert!(change.row.needs_review && change.row.actor == Some(ada.account.0));
    }
}

#[tokio::test]
async fn secrets_and_codes_are_found_in_no_file() {
    let app = TestApp::new().await;
    app.account("ada").await;
    let mut ada = app.signed_in("ada").await;
    let (secret, codes) = add_app(&app, &mut ada).await;
    let raw = totp_rs::Secret::try_from_base32(&secret).unwrap();
    let code = totp_rs::Secret::try_from_base32(codes[0].replace('-', "").to_uppercase()).unwrap();
    app.backend.close().await;
    for entry in std::fs::read_dir(app.folder.path()).unwrap() {
        let bytes = std::fs::read(entry.unwrap().path()).unwrap();
        for needle in [secret.as_bytes(), raw.as_bytes(), codes[0].as_bytes(), code.as_bytes()] {
            assert!(!bytes.windows(needle.len()).any(|window| window == needle));
        }
    }
}
