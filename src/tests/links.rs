//! Invitations, forgotten passwords, registration.

use std::net::Ipv4Addr;

use app::api::AppError;
use app::api::member::OrganisationRole;
use words::Language;

use super::browser::Browser;
use super::harness::{ORIGIN, PASSWORD, START_S, TestApp, event};
use super::sealed::files_contain;
use crate::identity::totp::tests::code;
use crate::services::account::{Caller, Refusal};
use crate::services::link::{INVITATION_S, RESET_S};
use crate::storage::{Link, LinkBody, LinkKind};

const NEW: &str = "laterne magnet pfeffer dampfer";

/// The token behind the # of the link on a page or in a mail.
pub fn token(text: &str) -> String {
    text.split('#').skip(1).find(|rest| rest.len() > 43).unwrap()[..43].to_owned()
}

/// Invites somebody; gives the token.
pub async fn invite(browser: &mut Browser, email: &str) -> String {
    let answer = browser.post("/invitations", &[("email", email), ("what", "invitation")]).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    let page = answer.text();
    assert!(page.contains("It is valid for 7 days and once."), "{page}");
    token(page.split("class=\"secret\">").nth(1).unwrap())
}

#[tokio::test]
async fn whoever_is_invited_joins_the_organisation_once() {
    let app = TestApp::new().await;
    app.account("ada").await;
    let mut ada = app.signed_in("ada").await;
    let token = invite(&mut ada, "bob@stadtwerke.example").await;
    assert!(ada.get("/invitations").await.text().contains("bob@stadtwerke.example"));

    let form = [("token", token.as_str()), ("name", "Bob"), ("password", NEW)];
    let attempts = (0..8).map(|_| async { app.browser().post("/invitation", &form).await.status });
    let statuses = futures::future::join_all(attempts).await;
    assert_eq!(statuses.iter().filter(|status| **status == 303).count(), 1, "{statuses:?}");

    let mut bob = app.browser();
    let fields = [("email", "bob@stadtwerke.example"), ("password", NEW)];
    assert_eq!(bob.post("/sign-in", &fields).await.status, 303);
    let page = bob.get("/account").await.text();
    assert!(page.contains("Stadtwerke ada"), "{page}");
    // A member does not invite others.
    assert_eq!(bob.get("/invitations").await.status, 404);
    assert!(!ada.get("/invitations").await.text().contains("bob@stadtwerke.example"));
}

#[tokio::test]
async fn an_invitation_ends_after_a_week_or_when_it_is_taken_back() {
    let app = TestApp::new().await;
    app.account("ada").await;
    let mut ada = app.signed_in("ada").await;
    let token = invite(&mut ada, "bob@stadtwerke.example").await;
    let form = [("token", token.as_str()), ("name", "Bob"), ("password", NEW)];
    app.clock.advance(INVITATION_S);
    assert_eq!(app.browser().post("/invitation", &form).await.status, 422);

    let mut ada = app.signed_in("ada").await;
    let token = invite(&mut ada, "bob@stadtwerke.example").await;
    let page = ada.get("/invitations").await.text();
    let id = page.split("name=\"invitation\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    app.account("eve").await;
    let mut eve = app.signed_in("eve").await;
    eve.post("/invitations/revoke", &[("invitation", &id)]).await;
    assert!(ada.get("/invitations").await.text().contains("bob@stadtwerke.example"));
    assert_eq!(ada.post("/invitations/revoke", &[("invitation", &id)]).await.status, 303);
    let form = [("token", token.as_str()), ("name", "Bob"), ("password", NEW)];
    assert_eq!(app.browser().post("/invitation", &form).await.status, 422);
}

#[tokio::test]
async fn inviting_needs_a_fresh_proof() {
    let app = TestApp::new().await;
    app.account("ada").await;
    let mut ada = app.signed_in("ada").await;
    app.clock.advance(601);
    let answer = ada.post("/invitations", &[("email", "bob@stadtwerke.example")]).await;
    assert_eq!(answer.location.as_deref(), Some("/confirm?next=/invitations"));
    ada.post("/confirm", &[("present", PASSWORD)]).await;
    assert!(ada.get("/invitations").await.text().contains("value=\"bob@stadtwerke.example\""));
}

#[tokio::test]
async fn without_a_relay_the_administrator_hands_over_the_link_to_a_new_password() {
    let app = TestApp::new().await;
    app.account("ada").await;
    let mut ada = app.signed_in("ada").await;
    let token_of_bob = invite(&mut ada, "bob@stadtwerke.example").await;
    let form = [("token", token_of_bob.as_str()), ("name", "Bob"), ("password", NEW)];
    let mut bob = app.browser();
    assert_eq!(bob.post("/invitation", &form).await.status, 303);
    assert!(app.browser().get("/reset").await.text().contains("Wer Ihre Organisation verwaltet"));

    let reset = [("email", "bob@stadtwerke.example"), ("what", "reset")];
    let page = ada.post("/invitations", &reset).await.text();
    // The page says how long this very link is valid; an invitation lives longer.
    assert!(page.contains("It is valid for 30 minutes and once."), "{page}");
    let token = token(page.split("class=\"secret\">").nth(1).unwrap());
    let fields = [("token", token.as_str()), ("password", PASSWORD)];
    let mut stranger = app.browser();
    assert_eq!(stranger.post("/reset/password", &fields).await.status, 200);
    // Nobody is signed in by it, every session has ended, and it counted once.
    assert_eq!(stranger.get("/account").await.status, 303);
    assert_eq!(bob.get("/account").await.status, 303);
    assert_eq!(app.browser().post("/reset/password", &fields).await.status, 422);
    let sign_in = [("email", "bob@stadtwerke.example"), ("password", PASSWORD)];
    assert_eq!(app.browser().post("/sign-in", &sign_in).await.status, 303);

    // Only for members of one's own organisation.
    app.account("eve").await;
    let mut eve = app.signed_in("eve").await;
    assert_eq!(eve.post("/invitations", &reset).await.status, 422);
}

#[tokio::test]
async fn an_administrator_cannot_come_to_an_owner_or_operator_by_a_new_password() {
    let app = TestApp::new().await;
    let ada = app.account("ada").await;
    app.member(&ada, "admin", OrganisationRole::Administrator).await;
    app.member(&ada, "mia", OrganisationRole::Member).await;
    let mut admin = app.signed_in("admin").await;
    for (email, status) in [("ada@stadtwerke.example", 404), ("mia@stadtwerke.example", 200)] {
        let answer = admin.post("/invitations", &[("email", email), ("what", "reset")]).await;
        assert_eq!(answer.status, status, "{email}");
    }
}

#[tokio::test]
async fn whoever_was_removed_can_be_invited_again_as_somebody_new() {
    let app = TestApp::new().await;
    app.account("ada").await;
    let mut ada = app.signed_in("ada").await;
    let mut accounts = Vec::new();
    for _ in 0..2 {
        let token = invite(&mut ada, "bob@stadtwerke.example").await;
        let form = [("token", token.as_str()), ("name", "Bob"), ("password", NEW)];
        let mut bob = app.browser();
        assert_eq!(bob.post("/invitation", &form).await.status, 303);
        let account = app.find("bob").await.account;
        assert_eq!(ada.post(&format!("/members/{account}/remove"), &[]).await.status, 303);
        assert_eq!(bob.get("/account").await.status, 303);
        let sign_in = [("email", "bob@stadtwerke.example"), ("password", NEW)];
        assert_eq!(app.browser().post("/sign-in", &sign_in).await.status, 422);
        accounts.push(account);
    }
    assert_ne!(accounts[0], accounts[1]);
}

#[tokio::test]
async fn what_somebody_sent_who_administers_no_more_is_withdrawn() {
    let app = TestApp::new().await;
    let ada = app.account("ada").await;
    let mut owner = app.signed_in("ada").await;
    let kept = invite(&mut owner, "nora@stadtwerke.example").await;
    for (name, action, fields) in [("tim", "role", &[("role", "member")][..]), ("tom", "remove", &[])] {
        let admin = app.member(&ada, name, OrganisationRole::Administrator).await;
        let token = invite(&mut app.signed_in(name).await, &format!("spare-of-{name}@x.example")).await;
        assert_eq!(owner.post(&format!("/members/{}/{action}", admin.account), fields).await.status, 303);
        let form = [("token", token.as_str()), ("name", "Spare"), ("password", NEW)];
        assert_eq!(app.browser().post("/invitation", &form).await.status, 422, "{name}");
    }
    let form = [("token", kept.as_str()), ("name", "Nora"), ("password", NEW)];
    assert_eq!(app.browser().post("/invitation", &form).await.status, 303);
}

#[tokio::test]
async fn an_invitation_that_was_begun_before_somebody_lost_the_right_to_it_is_not_made() {
    let app = TestApp::new().await;
    let ada = app.account("ada").await;
    let context = app.backend.services.context();
    let caller = Caller { address: Ipv4Addr::LOCALHOST.into(), request_id: "test", locale: Language::En };
    for (number, name) in ["tim", "tom", "uta"].into_iter().enumerate() {
        // Their request was let in as that of an administrator.
        let admin = app.member(&ada, name, OrganisationRole::Administrator).await;
        let fresh = context.stepped_up(&admin).unwrap();
        let roles = (OrganisationRole::Administrator, OrganisationRole::Member);
        let members = app.backend.store.members();
        let lost = match number {
            0 => members.set_role(ada.organisation, admin.account, roles, &event()).await,
            1 => members.remove(ada.organisation, admin.account, roles.0, &event()).await,
            _ => app.backend.store.administration().disable(admin.account, "", &event()).await,
        };
        assert!(lost.unwrap());
        let email = format!("spare-of-{name}@x.example");
        let links = app.backend.services.links();
        let sent = links.invite(&admin, &fresh, &email, ORIGIN, caller).await;
        assert!(matches!(sent, Err(Refusal::Other(AppError::Forbidden))), "{name}");
    }
    let open = app.backend.store.links().invitations(ada.organisation, app.clock_s()).await.unwrap();
    assert_eq!(open, []);
}

#[tokio::test]
async fn a_link_to_a_new_password_is_not_made_for_an_address_that_was_given_up() {
    let app = TestApp::new().await;
    let ada = app.account("ada").await;
    let links = app.backend.store.links();
    let reset = |email: &str, number: u8| Link {
        token_hash: [number; 32],
        kind: LinkKind::Reset(ada.account),
        body: LinkBody { email: email.to_owned(), locale: Language::En },
        expires_at_s: START_S + RESET_S,
    };
    let (present, former) = ("ada@stadtwerke.example", "ada@alt.example");
    assert!(links.create(&reset(present, 1), None, START_S, &event()).await.unwrap());
    // Somebody asked for it before the address changed; the link that is there stays.
    assert!(!links.create(&reset(former, 2), None, START_S, &event()).await.unwrap());
    assert!(links.find(&[1; 32], START_S).await.unwrap().is_some());
    assert!(links.find(&[2; 32], START_S).await.unwrap().is_none());
    assert!(app.backend.store.administration().disable(ada.account, "", &event()).await.unwrap());
    assert!(!links.create(&reset(present, 3), None, START_S, &event()).await.unwrap());
}

#[tokio::test]
async fn a_forgotten_password_is_answered_by_mail_and_the_second_factor_stays() {
    let app = TestApp::new().await;
    app.mail.switch_on();
    app.account("ada").await;
    let mut ada = app.signed_in("ada").await;
    let (secret, _) = super::factors::add_app(&app, &mut ada).await;
    app.mail.take();
    let known = app.browser().post("/reset", &[("email", "ada@stadtwerke.example")]).await;
    let mails = app.mail.wait_for(1).await;
    let unknown = app.browser().post("/reset", &[("email", "bob@stadtwerke.example")]).await;
    assert_eq!((known.status, unknown.status), (200, 200));
    assert_eq!(known.body.len(), unknown.body.len());
    assert_eq!(mails[0].to, "ada@stadtwerke.example");
    let token = token(&mails[0].text);
    let weak = [("token", token.as_str()), ("password", "short")];
    assert_eq!(app.browser().post("/reset/password", &weak).await.status, 422);
    let fields = [("token", token.as_str()), ("password", NEW)];
    assert_eq!(app.browser().post("/reset/password", &fields).await.status, 200);
    assert_eq!(ada.get("/account").await.status, 303);

    let mut browser = app.browser();
    let sign_in = [("email", "ada@stadtwerke.example"), ("password", NEW)];
    let first = browser.post("/sign-in", &sign_in).await;
    assert_eq!(first.location.as_deref(), Some("/sign-in/second-step"));
    app.clock.advance(60);
    let second = browser.post("/sign-in/second-step", &[("code", &code(&secret, app.clock_s()))]).await;
    assert_eq!(second.status, 303);
}

#[tokio::test]
async fn a_link_to_a_new_password_is_valid_for_half_an_hour_and_replaces_earlier_ones() {
    let app = TestApp::new().await;
    app.mail.switch_on();
    app.account("ada").await;
    let mut tokens = Vec::new();
    for _ in 0..2 {
        app.browser().post("/reset", &[("email", "ada@stadtwerke.example")]).await;
        tokens.push(token(&app.mail.wait_for(1).await[0].text));
    }
    let first = [("token", tokens[0].as_str()), ("password", NEW)];
    assert_eq!(app.browser().post("/reset/password", &first).await.status, 422);
    app.clock.advance(RESET_S);
    let second = [("token", tokens[1].as_str()), ("password", NEW)];
    assert_eq!(app.browser().post("/reset/password", &second).await.status, 422);
}

#[tokio::test]
async fn only_admitted_domains_register_and_the_answer_does_not_tell() {
    let app = TestApp::new().await;
    assert_eq!(app.browser().get("/register").await.status, 404);
    app.mail.switch_on();
    app.account("ada").await;
    let mut lengths = std::collections::BTreeSet::new();
    for email in ["new@open.example", "new@shut.example", "ada@stadtwerke.example"] {
        let answer = app.browser().post("/register", &[("email", email)]).await;
        assert_eq!(answer.status, 200, "{}", answer.text());
        lengths.insert(answer.body.len());
    }
    assert_eq!(lengths.len(), 1);
    let mails = app.mail.wait_for(1).await;
    assert_eq!(mails[0].to, "new@open.example");
    let token = token(&mails[0].text);
    let form = [("token", token.as_str()), ("name", "Nora"), ("password", NEW)];
    let mut nora = app.browser();
    assert_eq!(nora.post("/invitation", &form).await.status, 303);
    assert!(nora.get("/account").await.text().contains("new@open.example"));
    assert_eq!(app.mail.take().len(), 0);
}

#[tokio::test]
async fn owners_hear_of_what_concerns_their_security() {
    let app = TestApp::new().await;
    app.mail.switch_on();
    app.account("ada").await;
    let mut ada = app.signed_in("ada").await;
    assert_eq!(app.mail.take().len(), 0, "the first device is no news");
    let (_, codes) = super::factors::add_app(&app, &mut ada).await;
    assert!(app.mail.wait_for(1).await[0].text.contains("second factor was added"));
    let mut phone = app.browser();
    let headers = [("user-agent", "Mozilla/5.0 (iPhone) Safari/604.1")];
    let password = [("email", "ada@stadtwerke.example"), ("password", PASSWORD)];
    assert_eq!(phone.post_with(&headers, "/sign-in", &password).await.status, 303);
    let code = [("code", codes[0].as_str())];
    assert_eq!(phone.post_with(&headers, "/sign-in/second-step", &code).await.status, 303);
    let texts: String = app.mail.wait_for(2).await.iter().map(|mail| mail.text.clone()).collect();
    assert!(texts.contains("recovery code was used") && texts.contains("Safari iPhone"), "{texts}");
    phone.post("/account/password", &[("present", PASSWORD), ("password", NEW)]).await;
    assert!(app.mail.wait_for(1).await[0].text.contains("password was changed"));
}

#[tokio::test]
async fn the_key_of_a_link_is_found_in_no_file() {
    use base64::Engine as _;
    let app = TestApp::new().await;
    app.mail.switch_on();
    app.account("ada").await;
    let mut ada = app.signed_in("ada").await;
    let invitation = [("email", "nora@stadtwerke.example"), ("what", "invitation")];
    assert_eq!(ada.post("/invitations", &invitation).await.status, 200);
    let new_address = [("email", "ada@neu.example")];
    assert_eq!(ada.post("/account/email", &new_address).await.status, 200);
    let forgotten = [("email", "ada@stadtwerke.example")];
    assert_eq!(app.browser().post("/reset", &forgotten).await.status, 200);
    for mail in app.mail.wait_for(3).await {
        let key = token(&mail.text);
        let bytes = base64::engine::general_purpose::URL_SAFE_NO_PAD.decode(&key).unwrap();
        assert_eq!(bytes.len(), 32);
        for secret in [key.as_bytes(), &bytes] {
            assert!(!files_contain(app.folder.path(), secret), "{}", mail.subject);
        }
    }
}
