//! Whatever is delicate is in the log: who did it, about what, how it ended.

use app::api::Actor;
use axum::body::Body;
use axum::http::Method;

use super::factors::add_app;
use super::harness::{PASSWORD, TestApp};
use super::passkeys::add_passkey;
use crate::audit::{Action, Details};
use crate::identity::sessions::SessionLimits;
use crate::identity::setup;
use crate::services::access;
use crate::storage::{StoredRow, audit_tamper};

/// Names, outcomes and whether the actor is named, oldest first.
async fn recorded(app: &TestApp) -> Vec<StoredRow> {
    let mut rows = app.backend.store.audit().newest(1_000).await.unwrap();
    rows.reverse();
    rows
}

async fn newest(app: &TestApp) -> (StoredRow, Details) {
    let log = app.backend.store.audit();
    let row = log.newest(1).await.unwrap().remove(0);
    let details = log.details(&row.row).await.unwrap().unwrap();
    (row, details)
}

fn names(rows: &[StoredRow]) -> Vec<(&str, &str)> {
    rows.iter().map(|row| (row.row.action.as_str(), row.row.outcome.as_str())).collect()
}

#[tokio::test]
async fn the_way_from_setup_to_deletion_is_recorded() {
    let app = TestApp::new().await;
    let token = setup::new_token(&app.backend.store, &*app.clock, &*app.ids).await.unwrap().unwrap();
    let mut ada = app.browser();
    let form = [
        ("token", token.as_str()),
        ("email", "ada@stadtwerke.example"),
        ("name", "Ada"),
        ("password", PASSWORD),
    ];
    assert_eq!(ada.post("/setup", &form).await.status, 303);
    let project = ada.post("/projects", &[("name", "A")]).await.location.unwrap();
    let id = project.trim_start_matches("/projects/").to_owned();
    assert_eq!(ada.send_file(&id, "a.csv", b"1\n").await.status, 201);
    ada.get(&format!("{project}/export")).await;
    ada.post(&format!("{project}/rename"), &[("name", "B")]).await;
    ada.post(&format!("{project}/duplicate"), &[("name", "B (copy)")]).await;
    ada.post(&format!("{project}/delete"), &[("typed_name", "B")]).await;
    let new = "laterne magnet pfeffer dampfer";
    ada.post("/account/password", &[("present", "wrong"), ("password", new)]).await;
    ada.post("/account/password", &[("present", PASSWORD), ("password", new)]).await;
    ada.post("/sign-out", &[]).await;
    ada.post("/sign-in", &[("email", "ada@stadtwerke.example"), ("password", PASSWORD)]).await;
    ada.post("/sign-in", &[("email", "ada@stadtwerke.example"), ("password", new)]).await;

    let rows = recorded(&app).await;
    let expected = [
        ("user_created", "success"),
        // The setup link signs in.
        ("authn_login_success", "success"),
        ("sensitive_create", "success"),
        ("upload_stored", "success"),
        ("sensitive_export", "success"),
        ("sensitive_update", "success"),
        ("sensitive_create", "success"),
        ("sensitive_delete", "success"),
        ("authn_password_change_fail", "failure"),
        ("authn_password_change", "success"),
        ("session_ended", "success"),
        ("authn_login_fail", "failure"),
        ("authn_login_success", "success"),
    ];
    let seen: Vec<_> = names(&rows).into_iter().filter(|(name, _)| *name != "session_created").collect();
    assert_eq!(seen, expected);
    let account = rows[0].row.actor.unwrap();
    let failed = rows.iter().find(|row| row.row.action == "authn_login_fail").unwrap();
    // Nobody has proved to be somebody, but the owner of the account will want to know.
    assert_eq!((failed.row.actor, failed.row.object), (None, Some(account)));
    let deleted = rows.iter().find(|row| row.row.action == "sensitive_delete").unwrap();
    assert_eq!(deleted.row.object.unwrap().to_string(), id);
    assert!(deleted.row.needs_review);
    assert!(rows.iter().all(|row| row.row.request_id.len() == 16), "{rows:?}");
}

#[tokio::test]
async fn attempts_at_what_belongs_to_others_are_recorded_once_a_minute_with_their_count() {
    let app = TestApp::new().await;
    app.account("ada").await;
    let eve: Actor = app.account("eve").await;
    let project = app.signed_in("ada").await.post("/projects/sample", &[]).await.location.unwrap();
    let mut browser = app.signed_in("eve").await;
    for _ in 0..5 {
        assert_eq!(browser.get(&project).await.status, 404);
    }
    app.clock.advance(61);
    browser.get(&project).await;
    let rows = recorded(&app).await;
    let tries: Vec<_> = rows.iter().filter(|row| row.row.action == "authz_fail").collect();
    assert_eq!(tries.len(), 2);
    let mut counts = Vec::new();
    for row in &tries {
        let details = app.backend.store.audit().details(&row.row).await.unwrap().unwrap();
        counts.push(details.facts.get("count").cloned());
    }
    // Four were left out after the first.
    assert_eq!(counts, [None, Some("4".to_owned())]);
    assert_eq!(tries[0].row.actor, Some(eve.account.0));
    assert_eq!(format!("/projects/{}", tries[0].row.object.unwrap()), project);
}

#[tokio::test]
async fn a_flood_that_has_ended_leaves_its_count() {
    let app = TestApp::new().await;
    let headers = [("sec-fetch-site", "cross-site")];
    let flood = async || {
        for _ in 0..7 {
            app.browser().send(Method::POST, "/preferences", &headers, Body::empty()).await;
        }
    };
    flood().await;
    let context = app.backend.services.context();
    context.record_left_out().await.unwrap();
    // It may go on.
    assert_eq!(recorded(&app).await.len(), 1);
    app.clock.advance(60);
    for _ in 0..2 {
        context.record_left_out().await.unwrap();
    }
    let rows = recorded(&app).await;
    assert_eq!(names(&rows), [("malicious_csrf", "failure"); 2]);
    // It is one of the six that were left out.
    assert_eq!(newest(&app).await.1.facts["count"], "5");
    flood().await;
    assert_eq!(recorded(&app).await.len(), 3);
}

#[tokio::test]
async fn the_count_of_a_flood_is_lost_neither_by_a_failure_nor_when_the_server_stops() {
    let app = TestApp::new().await;
    let headers = [("sec-fetch-site", "cross-site")];
    let flood = async || {
        for _ in 0..7 {
            app.browser().send(Method::POST, "/preferences", &headers, Body::empty()).await;
        }
    };
    flood().await;
    let context = app.backend.services.context();
    app.clock.advance(60);
    audit_tamper::block(&app.backend.store).await;
    assert!(context.record_left_out().await.is_err());
    audit_tamper::unblock(&app.backend.store).await;
    context.record_left_out().await.unwrap();
    assert_eq!(newest(&app).await.1.facts["count"], "5");
    flood().await;
    context.record_every_left_out().await.unwrap();
    assert_eq!(recorded(&app).await.len(), 4);
    assert_eq!(newest(&app).await.1.facts["count"], "5");
}

#[tokio::test]
async fn guessing_is_recorded_without_flooding_the_log() {
    let app = TestApp::new().await;
    for _ in 0..40 {
        app.browser().post("/sign-in", &[("email", "nobody@x.example"), ("password", "wrong")]).await;
    }
    let rows = recorded(&app).await;
    assert_eq!(names(&rows).iter().filter(|(name, _)| *name == "authn_login_fail").count(), 10);
    assert_eq!(names(&rows).iter().filter(|(name, _)| *name == "authn_login_fail_max").count(), 1);
}

#[tokio::test]
async fn the_network_of_the_caller_is_sealed_and_goes_with_the_account() {
    let app = TestApp::new().await;
    let mut ada = app.account("ada").await;
    ada.address = Some("192.0.2.77".parse().unwrap());
    let context = app.backend.services.context();
    context.record(&context.event(Action::FactorAdded, &ada).fact("kind", "totp")).await.unwrap();
    let (row, details) = newest(&app).await;
    assert_eq!((row.row.sealed_for.as_str(), row.row.owner), ("account", ada.account.0));
    assert_eq!(details.network.as_deref(), Some("192.0.2.0/24"));
    assert_eq!(details.facts["kind"], "totp");
    assert!(!row.row.detail.windows(3).any(|bytes| bytes == b"192"));
    let vault = app.backend.store.vault();
    vault.destroy(crate::vault::KeyPurpose::Account, ada.account.0).await.unwrap();
    assert_eq!(app.backend.store.audit().details(&row.row).await.unwrap(), None);
    // The chain is over what is stored, so it still holds.
    assert_eq!(row.row.hash().as_slice(), row.hash);
}

#[tokio::test]
async fn what_cannot_be_recorded_is_not_done() {
    let app = TestApp::new().await;
    let actor = app.account("ada").await;
    let mut ada = app.signed_in("ada").await;
    let project = ada.post("/projects", &[("name", "A")]).await.location.unwrap();
    let id = project.trim_start_matches("/projects/").to_owned();
    let values: Vec<f64> = (0..8_760).map(|hour| f64::from(1 + hour % 24)).collect();
    let profile = ada.keep_profile(&id, "meter", &values).await;
    audit_tamper::block(&app.backend.store).await;
    assert_eq!(ada.post("/projects", &[("name", "B")]).await.status, 500);
    assert_eq!(ada.send_file(&id, "a.csv", b"1\n").await.status, 500);
    let remove = serde_json::json!({ "project": id, "profile": profile["id"] });
    assert_eq!(ada.call("profile/remove", &remove).await.status, 500);
    assert_eq!(ada.get(&format!("{project}/export")).await.status, 500);
    let new = "laterne magnet pfeffer dampfer";
    assert_eq!(ada.post("/account/password", &[("present", PASSWORD), ("password", new)]).await.status, 500);
    audit_tamper::unblock(&app.backend.store).await;
    assert_eq!(ada.get("/projects").await.text().matches("card__title").count(), 1);
    let access = access::for_tests(&actor, id.parse().unwrap());
    let (uploads, profiles) = (app.backend.store.uploads(), app.backend.store.profiles());
    // The one file and the one profile of before.
    assert_eq!((uploads.count(&access).await.unwrap(), profiles.count(&access).await.unwrap()), (1, 1));
    app.signed_in("ada").await;
}

#[tokio::test]
async fn factors_and_sessions_stay_as_they_are_if_a_change_cannot_be_recorded() {
    let app = TestApp::new().await;
    app.account("ada").await;
    let mut ada = app.signed_in("ada").await;
    let (_, codes) = add_app(&app, &mut ada).await;
    let mut phone = app.browser();
    let first = [("email", "ada@stadtwerke.example"), ("password", PASSWORD), ("next", "/account")];
    phone.post("/sign-in", &first).await;
    assert_eq!(phone.post("/sign-in/second-step", &[("code", &codes[0])]).await.status, 303);
    let page = ada.get("/account").await.text();
    let factor = page.split("name=\"factor\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();

    audit_tamper::block(&app.backend.store).await;
    assert_eq!(ada.post("/account/factors/remove", &[("factor", &factor)]).await.status, 500);
    assert_eq!(ada.post("/account/recovery-codes", &[]).await.status, 500);
    assert_eq!(ada.post("/account/sessions", &[]).await.status, 500);
    assert_eq!(ada.clone().post("/sign-out", &[]).await.status, 500);
    assert_eq!(phone.post("/confirm", &[("code", &codes[1])]).await.status, 500);
    audit_tamper::unblock(&app.backend.store).await;

    let page = ada.get("/account").await.text();
    assert!(page.contains("Authenticator app") && page.contains("9 left"), "{page}");
    assert_eq!(phone.get("/account").await.status, 200);
    assert_eq!(phone.post("/confirm", &[("code", &codes[1])]).await.status, 303);

    // Done again, each of them is in the log once.
    assert_eq!(ada.post("/account/sessions", &[]).await.status, 200);
    assert_eq!(ada.post("/account/sessions", &[]).await.status, 200);
    assert_eq!(ada.post("/account/factors/remove", &[("factor", &factor)]).await.status, 200);
    assert_eq!(ada.post("/sign-out", &[]).await.status, 303);
    let rows = recorded(&app).await;
    let count = |name: &str| rows.iter().filter(|row| row.row.action == name).count();
    let names = ["authn_factor_added", "authn_factor_removed", "authn_recovery_code_used", "session_ended"];
    // The app and its first codes; two codes; the other session and the last one.
    assert_eq!(names.map(count), [2, 1, 2, 2]);
}

#[tokio::test]
async fn a_session_that_ends_by_time_is_recorded_whoever_finds_it() {
    let app = TestApp::new().await;
    let (ada, eve) = (app.account("ada").await, app.account("eve").await);
    let mut browser = app.signed_in("ada").await;
    app.signed_in("eve").await;
    app.clock.advance(SessionLimits::STANDARD.idle_s);
    for _ in 0..2 {
        assert_eq!(browser.get("/account").await.status, 303);
        app.backend.services.sessions().remove_ended().await.unwrap();
    }
    let rows = recorded(&app).await;
    let ended = rows.iter().filter(|row| row.row.action == "session_expired");
    let ended: Vec<_> = ended.map(|row| (row.row.actor, row.row.object, row.row.organisation)).collect();
    let of = |actor: &Actor| (None::<uuid::Uuid>, Some(actor.account.0), Some(actor.organisation.0));
    assert_eq!(ended, [of(&ada), of(&eve)]);
}

#[tokio::test]
async fn a_new_name_is_recorded_without_the_name_and_a_new_theme_is_not() {
    let app = TestApp::new().await;
    let ada = app.account("ada").await;
    let mut browser = app.signed_in("ada").await;
    let person = [("name", "Ada Lovelace"), ("locale", "en"), ("theme", "auto")];
    for _ in 0..2 {
        assert_eq!(browser.post("/account", &person).await.status, 200);
        assert_eq!(browser.post("/preferences", &[("theme", "dark")]).await.status, 303);
    }
    let rows = recorded(&app).await;
    assert_eq!(names(&rows).iter().filter(|(name, _)| *name == "user_updated").count(), 1);
    let (row, details) = newest(&app).await;
    assert_eq!((row.row.action.as_str(), row.row.object), ("user_updated", Some(ada.account.0)));
    assert_eq!(details.facts.into_iter().collect::<Vec<_>>(), [("what".to_owned(), "name".to_owned())]);
}

#[tokio::test]
async fn asking_more_often_than_is_allowed_is_recorded() {
    let app = TestApp::new().await;
    app.account("ada").await;
    let mut ada = app.signed_in("ada").await;
    for _ in 0..12 {
        ada.post("/confirm", &[("present", "wrong")]).await;
    }
    assert_eq!(ada.post("/confirm", &[("present", "wrong")]).await.status, 429);
    let rows = recorded(&app).await;
    let refused: Vec<_> = rows.iter().filter(|row| row.row.action == "excess_rate_limit_exceeded").collect();
    assert_eq!(refused.len(), 1);
    assert_eq!(refused[0].row.outcome, "failure");
    let details = app.backend.store.audit().details(&refused[0].row).await.unwrap().unwrap();
    assert_eq!(details.facts["what"], "password");
}

#[tokio::test]
async fn whoever_enters_the_administration_of_the_instance_is_recorded() {
    let app = TestApp::new().await;
    let (root, ada) = (app.administrator("root").await, app.account("ada").await);
    let mut browser = app.signed_in("root").await;
    add_passkey(&mut browser).await;
    for _ in 0..2 {
        assert_eq!(browser.get("/instance/audit").await.status, 200);
        assert_eq!(browser.get(&format!("/instance/accounts/{}", ada.account)).await.status, 200);
    }
    let rows = recorded(&app).await;
    let entered = rows.iter().filter(|row| row.row.action == "authz_admin").map(|row| &row.row);
    let mut entered: Vec<_> = entered.map(|row| (row.actor, row.organisation, row.object)).collect();
    entered.sort();
    // Each once a minute: that somebody was there, and at whom they looked.
    let there = Some(root.account.0);
    assert_eq!(entered, [(there, None, None), (there, None, Some(ada.account.0))]);
}
