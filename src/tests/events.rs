//! What somebody does leaves its event: proofs, links, passwords, accounts.

use app::api::member::OrganisationRole;

use super::factors::add_app;
use super::harness::{PASSWORD, TestApp};
use super::links::{invite, token};
use super::passkeys;
use crate::identity::totp::tests::code;

const NEW: &str = "laterne magnet pfeffer dampfer";

/// The log, read on from where it was read last.
struct Log<'a> {
    app: &'a TestApp,
    /// The newest event that was read.
    seen: i64,
}

impl<'a> Log<'a> {
    const fn of(app: &'a TestApp) -> Self {
        Self { app, seen: 0 }
    }

    /// Asserts that these were recorded since: name and outcome.
    async fn has(&mut self, expected: &[&str]) {
        let rows = self.app.backend.store.audit().newest(1_000).await.unwrap();
        let new = rows.iter().map(|row| &row.row).filter(|row| row.seq > self.seen);
        let new: Vec<String> = new.map(|row| format!("{} {}", row.action, row.outcome)).collect();
        for event in expected {
            assert!(new.iter().any(|name| name == event), "{event} is not among {new:?}");
        }
        self.seen = rows.first().map_or(self.seen, |row| row.row.seq);
    }
}

#[tokio::test]
async fn proofs_and_new_devices_are_recorded() {
    let app = TestApp::new().await;
    app.account("ada").await;
    app.account("bob").await;
    let mut log = Log::of(&app);
    let mut bob = app.signed_in("bob").await;
    log.has(&["authn_login_success success", "session_created success"]).await;
    assert_eq!(bob.post("/confirm", &[("present", PASSWORD)]).await.status, 303);
    log.has(&["authn_reauthentication success"]).await;
    let fields = [("email", "bob@stadtwerke.example"), ("password", PASSWORD)];
    let phone = [("user-agent", "Mozilla/5.0 (iPhone) Safari/604.1")];
    assert_eq!(app.browser().post_with(&phone, "/sign-in", &fields).await.status, 303);
    log.has(&["authn_new_device success"]).await;
    let mut device = passkeys::add_passkey(&mut bob).await;
    log.has(&["authn_factor_added success"]).await;
    app.signed_in_with_passkey(&mut device).await;
    log.has(&["authn_factor_success success", "authn_login_success success"]).await;

    let (secret, codes) = add_app(&app, &mut app.signed_in("ada").await).await;
    log.has(&["authn_factor_added success"]).await;
    app.clock.advance(60);
    let mut ada = app.browser();
    let fields = [("email", "ada@stadtwerke.example"), ("password", PASSWORD)];
    assert_eq!(ada.post("/sign-in", &fields).await.location.as_deref(), Some("/sign-in/second-step"));
    assert_eq!(ada.post("/sign-in/second-step", &[("code", "000000")]).await.status, 422);
    log.has(&["authn_factor_fail failure"]).await;
    let right = code(&secret, app.clock_s());
    assert_eq!(ada.post("/sign-in/second-step", &[("code", &right)]).await.status, 303);
    log.has(&["authn_factor_success success", "authn_login_success success"]).await;
    assert_eq!(ada.post("/confirm", &[("code", &codes[0])]).await.status, 303);
    log.has(&["authn_recovery_code_used success"]).await;
}

#[tokio::test]
async fn links_and_what_they_do_are_recorded() {
    let app = TestApp::new().await;
    app.account("ada").await;
    let mut ada = app.signed_in("ada").await;
    let mut log = Log::of(&app);
    log.has(&[]).await;
    invite(&mut ada, "bob@stadtwerke.example").await;
    log.has(&["authn_token_created success"]).await;
    let page = ada.get("/invitations").await.text();
    let id = page.split("name=\"invitation\" value=\"").nth(1).unwrap().split('"').next().unwrap();
    assert_eq!(ada.post("/invitations/revoke", &[("invitation", id)]).await.status, 303);
    log.has(&["authn_token_revoked success"]).await;

    let invitation = invite(&mut ada, "nora@stadtwerke.example").await;
    let accept = [("token", invitation.as_str()), ("name", "Nora"), ("password", NEW)];
    assert_eq!(app.browser().post("/invitation", &accept).await.status, 303);
    log.has(&["authn_token_created success", "user_created success"]).await;
    let reset = [("email", "nora@stadtwerke.example"), ("what", "reset")];
    let page = ada.post("/invitations", &reset).await.text();
    log.has(&["authn_token_created success"]).await;
    let link = token(page.split("class=\"secret\">").nth(1).unwrap());
    let fields = [("token", link.as_str()), ("password", PASSWORD)];
    assert_eq!(app.browser().post("/reset/password", &fields).await.status, 200);
    log.has(&["authn_password_reset success"]).await;
}

#[tokio::test]
async fn what_operators_do_with_accounts_is_recorded() {
    let app = TestApp::new().await;
    let ada = app.account("ada").await;
    let mia = app.member(&ada, "mia", OrganisationRole::Member).await;
    app.administrator("root").await;
    let mut root = app.signed_in("root").await;
    passkeys::add_passkey(&mut root).await;
    let mut log = Log::of(&app);
    let path = |action: &str| format!("/instance/accounts/{}/{action}", mia.account);
    let acts: [(&str, &[(&str, &str)], &str); 4] = [
        ("disable", &[("note", "")], "user_archived success"),
        ("enable", &[], "user_archived success"),
        ("sessions", &[], "session_ended success"),
        ("delete", &[("typed_address", "mia@stadtwerke.example")], "user_deleted success"),
    ];
    for (action, fields, event) in acts {
        assert_eq!(root.post(&path(action), fields).await.status, 303, "{action}");
        log.has(&[event]).await;
    }
}
