//! Passkeys: adding them, signing in with them, and what is refused.

use app::api::{Actor, AppError};
use serde_json::{Value, json};

use super::authenticator::Authenticator;
use super::browser::{Answer, Browser};
use super::harness::{PASSWORD, TestApp, event};
use crate::identity::passkeys::CEREMONY_S;
use crate::services::step_up::FRESH_S;

/// Begins a ceremony.
async fn begin(browser: &mut Browser, what: &str) -> Value {
    let begun = browser.call(&format!("passkey/{what}/begin"), &json!({})).await;
    assert_eq!(begun.status, 200, "{}", begun.text());
    begun.json()
}

/// Ends a ceremony with an answer.
async fn finish(browser: &mut Browser, what: &str, begun: &Value, credential: &Value) -> Answer {
    let answer = json!({ "ceremony": begun["ceremony"], "credential": credential, "name": "Notebook" });
    browser.call(&format!("passkey/{what}/finish"), &answer).await
}

/// Adds a passkey to the account that is signed in.
pub async fn add_passkey(browser: &mut Browser) -> Authenticator {
    let begun = begin(browser, "add").await;
    let (device, credential) = Authenticator::create(&begun["options"]);
    let added = finish(browser, "add", &begun, &credential).await;
    assert_eq!(added.status, 200, "{}", added.text());
    device
}

/// Proves oneself by a passkey.
pub async fn prove(browser: &mut Browser, what: &str, device: &mut Authenticator) -> Answer {
    let begun = begin(browser, what).await;
    let credential = device.get(&begun["options"]);
    finish(browser, what, &begun, &credential).await
}

#[tokio::test]
async fn a_passkey_signs_in_without_a_password() {
    let app = TestApp::new().await;
    app.account("ada").await;
    let (mut here, mut elsewhere) = (app.signed_in("ada").await, app.signed_in("ada").await);
    let mut device = add_passkey(&mut here).await;
    assert_eq!(elsewhere.get("/account").await.status, 303);
    let codes = here.get("/account/recovery-codes").await.text();
    assert_eq!(codes.matches("class=\"secret\"").count(), 10, "{codes}");
    assert_eq!(here.get("/account/recovery-codes").await.location.as_deref(), Some("/account"));
    assert!(here.get("/account").await.text().contains("Notebook"));

    let mut browser = app.browser();
    let answer = prove(&mut browser, "sign-in", &mut device).await;
    assert_eq!(answer.json()["location"], "/projects", "{}", answer.text());
    assert!(browser.get("/account").await.text().contains("ada@stadtwerke.example"));
}

#[tokio::test]
async fn a_passkey_is_the_second_step_after_the_password() {
    let app = TestApp::new().await;
    app.account("ada").await;
    let mut device = add_passkey(&mut app.signed_in("ada").await).await;
    let mut browser = app.browser();
    let fields = [("email", "ada@stadtwerke.example"), ("password", PASSWORD), ("next", "/account")];
    let first = browser.post("/sign-in", &fields).await;
    assert_eq!(first.location.as_deref(), Some("/sign-in/second-step"));
    assert!(browser.get("/sign-in/second-step").await.text().contains("data-passkey=\"prove\""));
    let answer = prove(&mut browser, "prove", &mut device).await;
    assert_eq!(answer.json()["location"], "/account", "{}", answer.text());
    assert_eq!(browser.get("/account").await.status, 200);
}

#[tokio::test]
async fn a_passkey_confirms_that_it_is_still_the_same_person() {
    let app = TestApp::new().await;
    app.account("ada").await;
    let mut ada = app.signed_in("ada").await;
    let mut device = add_passkey(&mut ada).await;
    app.clock.advance(FRESH_S + 1);
    let stale = ada.call("passkey/add/begin", &json!({})).await;
    assert_eq!((stale.status, stale.error().as_str()), (403, "step-up-required"));
    assert_eq!(prove(&mut ada, "prove", &mut device).await.status, 200);
    assert_eq!(ada.call("passkey/add/begin", &json!({})).await.status, 200);
}

#[tokio::test]
async fn nobody_begins_proofs_without_end() {
    let app = TestApp::new().await;
    app.account("ada").await;
    let mut ada = app.signed_in("ada").await;
    add_passkey(&mut ada).await;
    for _ in 0..100 {
        begin(&mut ada, "prove").await;
    }
    let refused = ada.call("passkey/prove/begin", &json!({})).await;
    assert_eq!(refused.status, 429, "{}", refused.text());
}

#[tokio::test]
async fn an_answer_counts_once_and_for_five_minutes() {
    let app = TestApp::new().await;
    app.account("ada").await;
    let mut device = add_passkey(&mut app.signed_in("ada").await).await;
    let begun = begin(&mut app.browser(), "sign-in").await;
    let credential = device.get(&begun["options"]);
    let attempts =
        (0..8).map(|_| async { finish(&mut app.browser(), "sign-in", &begun, &credential).await.status });
    let statuses = futures::future::join_all(attempts).await;
    assert_eq!(statuses.iter().filter(|status| **status == 200).count(), 1, "{statuses:?}");

    let begun = begin(&mut app.browser(), "sign-in").await;
    let credential = device.get(&begun["options"]);
    app.clock.advance(CEREMONY_S);
    assert_eq!(finish(&mut app.browser(), "sign-in", &begun, &credential).await.status, 400);
}

#[tokio::test]
async fn answers_of_other_sites_devices_and_copies_are_refused() {
    let app = TestApp::new().await;
    app.account("ada").await;
    app.account("eve").await;
    let mut device = add_passkey(&mut app.signed_in("ada").await).await;
    let mut foreign = add_passkey(&mut app.signed_in("eve").await).await;
    assert_eq!(prove(&mut app.browser(), "sign-in", &mut device).await.status, 200);

    device.origin = "https://evil.example";
    assert_eq!(prove(&mut app.browser(), "sign-in", &mut device).await.status, 400, "phishing");
    device.origin = super::harness::ORIGIN;
    device.verifies = false;
    assert_eq!(prove(&mut app.browser(), "sign-in", &mut device).await.status, 400, "found device");
    device.verifies = true;
    let counter = device.counter;
    device.counter = 0;
    assert_eq!(prove(&mut app.browser(), "sign-in", &mut device).await.status, 400, "copy");
    device.counter = counter;

    // A ceremony for one account is not ended by another one's passkey, nor as another ceremony.
    let mut ada = app.signed_in_with_passkey(&mut device).await;
    let begun = begin(&mut ada, "prove").await;
    let credential = foreign.get(&begun["options"]);
    assert_eq!(finish(&mut ada, "prove", &begun, &credential).await.status, 400);
    let begun = begin(&mut ada, "prove").await;
    let credential = device.get(&begun["options"]);
    assert_eq!(finish(&mut app.browser(), "sign-in", &begun, &credential).await.status, 400);
    let mut eve = app.signed_in_with_passkey(&mut foreign).await;
    let begun = begin(&mut ada, "prove").await;
    let credential = device.get(&begun["options"]);
    assert_eq!(finish(&mut eve, "prove", &begun, &credential).await.status, 400);
    assert_eq!(prove(&mut app.browser(), "sign-in", &mut device).await.status, 200);
}

#[tokio::test]
async fn a_disabled_account_cannot_use_its_passkey() {
    let app = TestApp::new().await;
    let ada = app.account("ada").await;
    let mut device = add_passkey(&mut app.signed_in("ada").await).await;
    assert!(app.backend.store.administration().disable(ada.account, "", &event()).await.unwrap());
    assert_eq!(prove(&mut app.browser(), "sign-in", &mut device).await.status, 400);
}

#[tokio::test]
async fn administrators_confirm_by_passkey_or_recovery_code_only() {
    let app = TestApp::new().await;
    app.administrator("root").await;
    let mut root = app.signed_in("root").await;
    assert!(root.get("/projects").await.text().contains("needs a passkey"));
    let mut device = add_passkey(&mut root).await;
    let codes = root.get("/account/recovery-codes").await.text();
    let code = codes.split("class=\"secret\">").nth(1).unwrap().split('<').next().unwrap().to_owned();
    assert!(!root.get("/projects").await.text().contains("needs a passkey"));
    assert_eq!(root.post("/confirm", &[("present", PASSWORD)]).await.status, 422);
    assert_eq!(prove(&mut root, "prove", &mut device).await.status, 200);
    assert_eq!(root.post("/confirm", &[("code", &code)]).await.status, 303);
    // A sign-in with a recovery code is a proof, too.
    let mut by_password = app.browser();
    let fields = [("email", "root@stadtwerke.example"), ("password", PASSWORD)];
    by_password.post("/sign-in", &fields).await;
    let second_code = codes.split("class=\"secret\">").nth(2).unwrap().split('<').next().unwrap().to_owned();
    by_password.post("/sign-in/second-step", &[("code", &second_code)]).await;
    assert_eq!(by_password.call("passkey/add/begin", &json!({})).await.status, 200);
}

#[tokio::test]
async fn operating_the_server_needs_a_passkey_that_was_used_lately() {
    let app = TestApp::new().await;
    let (root, ada) = (app.administrator("root").await, app.account("ada").await);
    let context = app.backend.services.context();
    assert_eq!(context.instance_administrator(&ada).await.unwrap_err(), AppError::NotFound);
    assert_eq!(context.instance_administrator(&root).await.unwrap_err(), AppError::Forbidden);
    let mut browser = app.signed_in("root").await;
    let (secret, _) = super::factors::add_app(&app, &mut browser).await;
    add_passkey(&mut browser).await;
    assert_eq!(context.instance_administrator(&root).await.unwrap().account(), root.account);
    let stale = Actor { proved_at_s: app.clock_s() - FRESH_S - 1, ..root.clone() };
    assert_eq!(context.instance_administrator(&stale).await.unwrap_err(), AppError::StepUpRequired);

    // An authenticator app signs in, too, but is no proof for an administrator.
    app.clock.advance(60);
    let mut browser = app.browser();
    browser.post("/sign-in", &[("email", "root@stadtwerke.example"), ("password", PASSWORD)]).await;
    let code = crate::identity::totp::tests::code(&secret, app.clock_s());
    assert_eq!(browser.post("/sign-in/second-step", &[("code", &code)]).await.status, 303);
    let add = browser.call("passkey/add/begin", &json!({})).await;
    assert_eq!((add.status, add.error().as_str()), (403, "step-up-required"));
}
