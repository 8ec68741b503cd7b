//! A new e-mail address, and the end of one's own account.

use app::api::member::OrganisationRole;

use super::harness::{PASSWORD, TestApp, event};
use super::links::token;
use crate::identity::device::Device;
use crate::identity::sessions::{Method, SessionLimits};
use crate::identity::totp::tests::code;
use crate::services::account::Caller;
use crate::services::link::EMAIL_S;
use crate::services::step_up::FRESH_S;

const OLD: &str = "ada@stadtwerke.example";
const NEW: &str = "ada@neu.example";

#[tokio::test]
async fn a_new_address_counts_from_its_link_on_and_the_old_one_is_told() {
    let app = TestApp::new().await;
    app.mail.switch_on();
    app.account("ada").await;
    let (mut here, mut elsewhere) = (app.signed_in("ada").await, app.signed_in("ada").await);
    assert_eq!(app.browser().post("/reset", &[("email", OLD)]).await.status, 200);
    let reset = token(&app.mail.wait_for(1).await[0].text);

    let asked = here.post("/account/email", &[("email", NEW)]).await;
    assert_eq!(asked.status, 200, "{}", asked.text());
    assert!(asked.text().contains("a link to it is on its way"), "{}", asked.text());
    let mails = app.mail.wait_for(1).await;
    assert_eq!(mails[0].to, NEW);
    assert!(mails[0].text.contains("/account/email/confirm#"), "{}", mails[0].text);
    let link = token(&mails[0].text);
    let sign_in = |email| [("email", email), ("password", PASSWORD)];
    assert_eq!(app.browser().post("/sign-in", &sign_in(NEW)).await.status, 422);
    assert_eq!(elsewhere.get("/account").await.status, 200);

    assert_eq!(here.get("/account/email/confirm").await.status, 200);
    let changed = here.post("/account/email/confirm", &[("token", &link)]).await;
    assert_eq!(changed.status, 200, "{}", changed.text());
    assert!(changed.text().contains(NEW) && !changed.text().contains(OLD), "{}", changed.text());
    let mails = app.mail.wait_for(1).await;
    assert_eq!(mails[0].to, OLD);
    assert!(mails[0].text.contains("another e-mail address now"), "{}", mails[0].text);
    assert!(!mails[0].text.contains(NEW), "the old address does not learn the new one");

    assert_eq!(here.get("/account").await.status, 200);
    assert_eq!(elsewhere.get("/account").await.status, 303);
    assert_eq!(app.browser().post("/sign-in", &sign_in(OLD)).await.status, 422);
    assert_eq!(app.browser().post("/sign-in", &sign_in(NEW)).await.status, 303);
    // A link counts once, and what was sent to the old address before opens nothing any more.
    assert_eq!(here.post("/account/email/confirm", &[("token", &link)]).await.status, 422);
    let password = [("token", reset.as_str()), ("password", "laterne magnet pfeffer dampfer")];
    assert_eq!(app.browser().post("/reset/password", &password).await.status, 422);
    let rows = app.backend.store.audit().newest(50).await.unwrap();
    assert!(rows.iter().any(|row| row.row.action == "user_updated" && row.row.outcome == "success"));
}

#[tokio::test]
async fn whoever_hangs_up_while_the_address_changes_does_not_keep_the_mail_back() {
    let app = TestApp::new().await;
    app.mail.switch_on();
    app.account("ada").await;
    let mut thief = app.signed_in("ada").await;
    assert_eq!(thief.post("/account/email", &[("email", NEW)]).await.status, 200);
    let link = token(&app.mail.wait_for(1).await[0].text);
    // The line is cut as soon as the change is there.
    let accounts = app.backend.store.accounts();
    let is_changed = async {
        while accounts.find_by_email(NEW).await.unwrap().is_none() {
            tokio::task::yield_now().await;
        }
    };
    let fields = [("token", link.as_str())];
    tokio::select! {
        biased;
        () = is_changed => {}
        _ = thief.post("/account/email/confirm", &fields) => {}
    }
    let mails = app.mail.wait_for(1).await;
    assert_eq!(mails[0].to, OLD);
    assert!(mails[0].text.contains("another e-mail address now"), "{}", mails[0].text);
}

#[tokio::test]
async fn the_answer_does_not_tell_whether_somebody_has_an_address() {
    let app = TestApp::new().await;
    app.mail.switch_on();
    app.account("ada").await;
    app.account("bob").await;
    app.account("eve").await;
    let (mut ada, mut bob) = (app.signed_in("ada").await, app.signed_in("bob").await);
    let taken = ada.post("/account/email", &[("email", "eve@stadtwerke.example")]).await;
    let free = bob.post("/account/email", &[("email", "new@stadtwerke.example")]).await;
    assert_eq!((taken.status, free.status), (200, 200));
    assert_eq!(taken.body.len(), free.body.len());
    let mails = app.mail.wait_for(1).await;
    assert_eq!(mails.iter().map(|mail| mail.to.as_str()).collect::<Vec<_>>(), ["new@stadtwerke.example"]);
    // Somebody was quicker: the link leads nowhere, for the same reason as any other.
    app.account("new").await;
    let late = bob.post("/account/email/confirm", &[("token", &token(&mails[0].text))]).await;
    assert_eq!(late.status, 422);
    assert!(bob.get("/account").await.text().contains("bob@stadtwerke.example"));
    app.signed_in("new").await;
}

#[tokio::test]
async fn the_link_to_an_address_is_for_one_account_and_half_an_hour() {
    let app = TestApp::new().await;
    app.mail.switch_on();
    app.account("ada").await;
    app.account("eve").await;
    let (mut ada, mut eve) = (app.signed_in("ada").await, app.signed_in("eve").await);
    let mut links = Vec::new();
    for _ in 0..2 {
        assert_eq!(ada.post("/account/email", &[("email", NEW)]).await.status, 200);
        links.push(token(&app.mail.wait_for(1).await[0].text));
    }
    let confirm = |link: usize| [("token", links[link].as_str())];
    assert_eq!(ada.post("/account/email/confirm", &confirm(0)).await.status, 422, "replaced");
    assert_eq!(eve.post("/account/email/confirm", &confirm(1)).await.status, 422, "of somebody else");
    let stranger = app.browser().post("/account/email/confirm", &confirm(1)).await;
    assert!(stranger.location.unwrap().starts_with("/sign-in"));
    let password = [("token", links[1].as_str()), ("password", "laterne magnet pfeffer dampfer")];
    assert_eq!(app.browser().post("/reset/password", &password).await.status, 422, "no new password");

    // The session is used meanwhile, so that only the link has ended.
    let pause_s = SessionLimits::STANDARD.idle_s - 100;
    app.clock.advance(pause_s);
    assert_eq!(ada.get("/account").await.status, 200);
    app.clock.advance(EMAIL_S - pause_s);
    assert_eq!(ada.post("/account/email/confirm", &confirm(1)).await.status, 422, "too late");
    assert!(ada.get("/account").await.text().contains(OLD));
}

#[tokio::test]
async fn a_new_address_needs_a_fresh_proof_and_what_was_typed_stays() {
    let app = TestApp::new().await;
    app.mail.switch_on();
    app.account("ada").await;
    let mut ada = app.signed_in("ada").await;
    app.clock.advance(FRESH_S + 1);
    let answer = ada.post("/account/email", &[("email", NEW)]).await;
    assert_eq!(answer.location.as_deref(), Some("/confirm?next=/account"));
    assert!(app.mail.take().is_empty());
    assert_eq!(ada.post("/confirm", &[("present", PASSWORD)]).await.status, 303);
    assert!(ada.get("/account").await.text().contains(&format!("value=\"{NEW}\"")));
    assert_eq!(ada.post("/account/email", &[("email", "no address")]).await.status, 422);
    for _ in 0..3 {
        assert_eq!(ada.post("/account/email", &[("email", NEW)]).await.status, 200);
    }
    let refused = ada.post("/account/email", &[("email", NEW)]).await;
    assert_eq!(refused.status, 429);
    assert!(refused.headers.contains_key("retry-after"));
}

#[tokio::test]
async fn without_a_relay_the_page_says_that_the_address_stays() {
    let app = TestApp::new().await;
    app.account("ada").await;
    let mut ada = app.signed_in("ada").await;
    let page = ada.get("/account").await.text();
    assert!(page.contains("This server sends no e-mail") && !page.contains("action=\"/account/email\""));
    assert_eq!(ada.post("/account/email", &[("email", NEW)]).await.status, 404);
}

#[tokio::test]
async fn whoever_leaves_is_out_everywhere_and_the_organisation_keeps_its_projects() {
    let app = TestApp::new().await;
    app.mail.switch_on();
    let ada = app.account("ada").await;
    let mia = app.member(&ada, "mia", OrganisationRole::Member).await;
    let (mut here, mut elsewhere) = (app.signed_in("mia").await, app.signed_in("mia").await);
    let project = here.post("/projects/sample", &[]).await.location.unwrap();
    app.mail.take();

    let page = here.get("/account/delete").await;
    assert_eq!(page.status, 200);
    assert!(page.text().contains("mia@stadtwerke.example"), "{}", page.text());
    assert_eq!(here.post("/account/delete", &[("typed_address", "mia")]).await.status, 422);
    app.clock.advance(FRESH_S + 1);
    let typed = [("typed_address", "mia@stadtwerke.example")];
    let stale = here.post("/account/delete", &typed).await;
    assert_eq!(stale.location.as_deref(), Some("/confirm?next=/account/delete"));
    assert_eq!(here.post("/confirm", &[("present", PASSWORD)]).await.status, 303);
    assert!(here.get("/account/delete").await.text().contains("value=\"mia@stadtwerke.example\""));
    let gone = here.post("/account/delete", &typed).await;
    assert_eq!((gone.status, gone.location.as_deref()), (303, Some("/")), "{}", gone.text());
    assert_eq!(gone.headers["clear-site-data"], "\"cache\", \"cookies\", \"storage\"");
    assert!(app.mail.wait_for(1).await[0].text.contains("Your account was deleted."));

    assert_eq!(here.get("/account").await.status, 303);
    assert_eq!(elsewhere.get("/account").await.status, 303);
    let sign_in = [("email", "mia@stadtwerke.example"), ("password", PASSWORD)];
    assert_eq!(app.browser().post("/sign-in", &sign_in).await.status, 422);
    assert_eq!(app.signed_in("ada").await.get(&project).await.status, 200);
    let rows = app.backend.store.audit().newest(50).await.unwrap();
    let deleted = rows.iter().find(|row| row.row.action == "user_deleted").unwrap();
    assert_eq!((deleted.row.actor, deleted.row.object), (Some(mia.account.0), Some(mia.account.0)));
}

#[tokio::test]
async fn the_only_owner_stays_and_hears_what_to_do_first() {
    let app = TestApp::new().await;
    let ada = app.account("ada").await;
    let mia = app.member(&ada, "mia", OrganisationRole::Member).await;
    let mut owner = app.signed_in("ada").await;
    let page = owner.get("/account/delete").await.text();
    assert!(page.contains("You are the only owner of your organisation."), "{page}");
    assert!(!page.contains("name=\"typed_address\""), "{page}");
    let typed = [("typed_address", OLD)];
    assert_eq!(owner.post("/account/delete", &typed).await.status, 422);
    let role = format!("/members/{}/role", mia.account);
    assert_eq!(owner.post(&role, &[("role", "owner")]).await.status, 303);
    assert_eq!(owner.post("/account/delete", &typed).await.status, 303);
    assert_eq!(app.find("mia").await.role, OrganisationRole::Owner);
}

#[tokio::test]
async fn the_only_operator_stays() {
    let app = TestApp::new().await;
    let (root, heir) = (app.administrator("root").await, app.account("heir").await);
    let members = app.backend.store.members();
    assert!(members.add(root.organisation, heir.account, OrganisationRole::Owner, &event()).await.unwrap());
    let mut browser = app.signed_in("root").await;
    let typed = [("typed_address", "root@stadtwerke.example")];
    let refused = browser.post("/account/delete", &typed).await;
    assert_eq!(refused.status, 422);
    assert!(refused.text().contains("Nobody else administers this server."), "{}", refused.text());
    app.administrator("ruth").await;
    assert_eq!(browser.post("/account/delete", &typed).await.status, 303);
}

#[tokio::test]
async fn the_demonstration_is_neither_moved_nor_deleted_by_a_visitor() {
    let app = TestApp::with_demo(true).await;
    app.mail.switch_on();
    app.backend.services.account_service().demo("test").await.unwrap();
    let mut visitor = app.browser();
    assert_eq!(visitor.post("/demo", &[]).await.status, 303);
    let page = visitor.get("/account").await.text();
    assert!(!page.contains("/account/delete") && !page.contains("/account/email"), "{page}");
    assert_eq!(visitor.get("/account/delete").await.status, 404);
    let typed = [("typed_address", "demo@lastgang.invalid")];
    assert_eq!(visitor.post("/account/delete", &typed).await.status, 404);
    assert_eq!(visitor.post("/account/email", &[("email", NEW)]).await.status, 404);
    assert_eq!(visitor.get("/account").await.status, 200);
}

#[tokio::test]
async fn no_visitor_of_the_demonstration_takes_it_from_the_others() {
    let app = TestApp::with_demo(true).await;
    let (actor, _) = app.backend.services.account_service().demo("test").await.unwrap();
    let (mut visitor, mut other) = (app.browser(), app.browser());
    for browser in [&mut visitor, &mut other] {
        assert_eq!(browser.post("/demo", &[]).await.status, 303);
    }
    let page = visitor.get("/account").await.text();
    for form in ["/account/password", "/account/totp/begin", "/account/sessions"] {
        assert!(!page.contains(form), "{form}: {page}");
    }
    assert_eq!(visitor.post("/account", &[("name", "Taken over")]).await.status, 404);
    assert_eq!(visitor.post("/account/sessions", &[]).await.status, 404);
    assert_eq!(visitor.post("/account/recovery-codes", &[]).await.status, 404);
    assert_eq!(visitor.call("passkey/add/begin", &serde_json::json!({})).await.status, 403);
    visitor.post("/account/totp/begin", &[]).await;
    let page = visitor.get("/account/totp").await.text();
    let secret = page.split("secret=").nth(1).unwrap();
    let secret: String = secret.chars().take_while(char::is_ascii_alphanumeric).collect();
    let code = code(&secret, app.clock_s());
    assert_eq!(visitor.post("/account/totp", &[("code", &code)]).await.status, 404);
    assert!(app.backend.store.factors().of(actor.account).await.unwrap().is_empty());
    let page = other.get("/account").await;
    assert!(page.status == 200 && !page.text().contains("Taken over"), "{}", page.text());
    // Whatever somebody may have added to it before, nothing but the demonstration enters it.
    let address = std::net::Ipv4Addr::LOCALHOST.into();
    let caller = Caller { address, request_id: "test", locale: words::Language::En };
    let sessions = app.backend.services.sessions();
    let device = Device::default();
    for (method, enters) in [(Method::Passkey, false), (Method::Demo, true)] {
        let entered = sessions.authentication(actor.account, &[method], None, &device, caller).await;
        assert_eq!(entered.is_ok(), enters, "{method:?}");
    }
}
