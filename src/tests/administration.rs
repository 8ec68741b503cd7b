//! What whoever operates the server does with accounts, and what nobody else can.

use app::api::Actor;
use app::api::member::OrganisationRole;
use axum::body::Body;
use axum::http::Method;
use serde_json::json;

use super::authenticator::Authenticator;
use super::browser::Browser;
use super::harness::{ORIGIN, PASSWORD, TestApp, event};
use super::links::{invite, token};
use super::passkeys;
use crate::audit;
use crate::http::permissions::{ENDPOINTS, Need};
use crate::http::{PublicOrigin, Surface};
use crate::identity::sessions::SessionLimits;
use crate::services::step_up::FRESH_S;
use crate::storage::Obstacle;
use crate::vault::KeyPurpose;

const NEW: &str = "laterne magnet pfeffer dampfer";

/// Root operates the server and has the passkey for it.
async fn operator(app: &TestApp) -> (Actor, Browser, Authenticator) {
    let root = app.administrator("root").await;
    let mut browser = app.signed_in("root").await;
    let device = passkeys::add_passkey(&mut browser).await;
    (root, browser, device)
}

fn page_of(actor: &Actor) -> String {
    format!("/instance/accounts/{}", actor.account)
}

#[tokio::test]
async fn who_operates_the_server_sees_every_account_and_no_project() {
    let app = TestApp::new().await;
    let ada = app.account("ada").await;
    let mia = app.member(&ada, "mia", OrganisationRole::Member).await;
    let mut owner = app.signed_in("ada").await;
    let project = owner.post("/projects", &[("name", "Seehafen West")]).await.location.unwrap();
    let (_, mut root, mut device) = operator(&app).await;

    let page = root.get("/instance/accounts").await.text();
    assert!(page.contains("ada@stadtwerke.example") && page.contains("mia@stadtwerke.example"), "{page}");
    assert!(page.contains("Stadtwerke ada (Owner)") && page.contains("Stadtwerke ada (Member)"), "{page}");
    assert!(page.contains("just now") && page.contains("never"), "{page}");
    let details = root.get(&page_of(&ada)).await.text();
    assert!(details.contains("Stadtwerke ada (Owner)"), "{details}");
    for page in [&page, &details] {
        assert!(!page.contains("Seehafen") && !page.contains(&project), "{page}");
    }
    assert_eq!(root.get(&project).await.status, 404);

    // What is searched for stands in no address.
    let found = root.post("/instance/accounts", &[("search", " ADA@ ")]).await.text();
    assert!(found.contains("ada@stadtwerke.example") && !found.contains("mia@stadtwerke.example"), "{found}");
    let nobody = root.post("/instance/accounts", &[("search", "nobody@")]).await.text();
    assert!(nobody.contains("There is no account for this search here."), "{nobody}");

    for path in ["/instance/accounts".to_owned(), page_of(&mia)] {
        assert_eq!(owner.get(&path).await.status, 404, "{path}");
    }
    let unknown = "/instance/accounts/00000000-0000-0000-0000-000000000009";
    assert_eq!(root.get(unknown).await.status, 404);
    app.clock.advance(FRESH_S + 1);
    let stale = root.get("/instance/accounts").await;
    assert_eq!(stale.location.as_deref(), Some("/confirm?next=/instance/accounts"));
    assert_eq!(passkeys::prove(&mut root, "prove", &mut device).await.status, 200);
    assert_eq!(root.get("/instance/accounts").await.status, 200);
}

#[tokio::test]
async fn the_administration_is_reached_from_the_named_networks_only() {
    let app = TestApp::new().await;
    let (root, signed_in, _) = operator(&app).await;
    let surface = Surface {
        // The tests have no connection; what stands in for its address is the proxy that tells the client's.
        trusted_proxies: vec!["0.0.0.0".parse().unwrap()],
        admin_networks: vec!["192.0.2.0/24".parse().unwrap(), "2001:db8::/32".parse().unwrap()],
        ..Surface::default()
    };
    let origin = PublicOrigin::parse(ORIGIN).unwrap();
    let router = app.backend.router(origin, surface, SessionLimits::STANDARD);
    let (mut browser, mut stranger) = (Browser::new(router.clone()), Browser::new(router));
    browser.cookies.clone_from(&signed_in.cookies);
    let operated: Vec<_> =
        ENDPOINTS.iter().filter(|endpoint| endpoint.needs.contains(&Need::Operator)).collect();
    assert!(operated.len() > 8);
    let mut tried = 0;
    for (address, is_reached) in [
        ("192.0.2.7", true),
        ("2001:db8:1::9", true),
        ("198.51.100.7", false),
        ("::1", false),
        // Only the address that the proxy has seen counts.
        ("192.0.2.7, 198.51.100.7", false),
    ] {
        let headers = [("sec-fetch-site", "same-origin"), ("x-forwarded-for", address)];
        for endpoint in &operated {
            let path = endpoint.path.replace("{account}", &root.account.to_string());
            let method = Method::from_bytes(endpoint.method.as_bytes()).unwrap();
            let answer = browser.send(method.clone(), &path, &headers, Body::empty()).await;
            // Forms are refused for their token there, and are not there at all here.
            assert_eq!(answer.status != 404, is_reached, "{address}: {method} {path}: {}", answer.status);
            let unknown = stranger.send(method.clone(), &path, &headers, Body::empty()).await;
            assert_eq!(unknown.status != 404, is_reached, "{address}: {method} {path}: {}", unknown.status);
            tried += 1;
        }
        let page = browser.send(Method::GET, "/account", &headers, Body::empty()).await;
        assert_eq!(page.status, 200, "{address}");
    }
    assert!(tried > 40);
    let rows = app.backend.store.audit().newest(100).await.unwrap();
    let refused: Vec<_> = rows.iter().filter(|row| row.row.action == "authz_fail").collect();
    assert!(!refused.is_empty() && refused.iter().all(|row| row.row.actor == Some(root.account.0)));
    // Without a choice it is reached from everywhere.
    assert_eq!(signed_in.clone().get("/instance/accounts").await.status, 200);
}

#[tokio::test]
async fn many_accounts_are_shown_by_pages() {
    let app = TestApp::new().await;
    app.account("first").await;
    for number in 0..50 {
        app.account(&format!("n{number}")).await;
    }
    let (_, mut root, _) = operator(&app).await;
    let page = root.get("/instance/accounts").await.text();
    assert!(page.contains("n49@stadtwerke.example") && !page.contains("first@stadtwerke.example"));
    let before = page.split("name=\"before\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let page = root.post("/instance/accounts", &[("search", ""), ("before", &before)]).await.text();
    assert!(page.contains("first@stadtwerke.example") && !page.contains("n49@stadtwerke.example"));
    // The only form that is left leads back to the newest.
    assert_eq!(page.matches("name=\"before\"").count(), 1);
    let found = root.post("/instance/accounts", &[("search", "first")]).await.text();
    assert!(found.contains("first@stadtwerke.example") && !found.contains("name=\"before\""));
    let wrong = root.post("/instance/accounts", &[("before", "x")]).await;
    assert_eq!(wrong.status, 422);
}

#[tokio::test]
async fn a_disabled_account_is_out_on_the_next_request_and_its_links_are_dead() {
    let app = TestApp::new().await;
    let ada = app.account("ada").await;
    let mia = app.member(&ada, "mia", OrganisationRole::Administrator).await;
    let (_, mut root, _) = operator(&app).await;
    let (mut owner, mut browser) = (app.signed_in("ada").await, app.signed_in("mia").await);
    let invitation = invite(&mut browser, "nora@stadtwerke.example").await;
    let reset = [("email", "mia@stadtwerke.example"), ("what", "reset")];
    let reset = owner.post("/invitations", &reset).await.text();
    let reset = token(reset.split("class=\"secret\">").nth(1).unwrap());

    let note = "Ticket 4711";
    let done = root.post(&format!("{}/disable", page_of(&mia)), &[("note", note)]).await;
    assert_eq!(done.location, Some(page_of(&mia)), "{}", done.text());
    assert_eq!(browser.get("/account").await.status, 303);
    let open = browser.call("scenario/open", &json!({ "project": uuid::Uuid::nil() })).await;
    assert_eq!((open.status, open.error()), (401, "not-signed-in".to_owned()));
    let sign_in = [("email", "mia@stadtwerke.example"), ("password", PASSWORD)];
    assert_eq!(app.browser().post("/sign-in", &sign_in).await.status, 422);
    let new_password = [("token", reset.as_str()), ("password", NEW)];
    assert_eq!(app.browser().post("/reset/password", &new_password).await.status, 422);
    let accept = [("token", invitation.as_str()), ("name", "Nora"), ("password", NEW)];
    assert_eq!(app.browser().post("/invitation", &accept).await.status, 422);

    let page = root.get(&page_of(&mia)).await.text();
    assert!(page.contains(note) && page.contains("Disabled since"), "{page}");
    // Her organisation reads of it, and somebody else than the operator reviews it.
    let log = owner.get("/audit").await.text();
    assert!(log.contains("what: disabled") && log.contains("name=\"event\""), "{log}");
    assert!(!log.contains(note));
    for file in ["data.sqlite", "data.sqlite-wal"] {
        let bytes = std::fs::read(app.folder.path().join(file)).unwrap();
        assert!(!bytes.windows(note.len()).any(|part| part == note.as_bytes()), "{file}");
    }

    assert_eq!(root.post(&format!("{}/enable", page_of(&mia)), &[]).await.status, 303);
    assert_eq!(browser.get("/account").await.status, 303);
    assert_eq!(app.browser().post("/reset/password", &new_password).await.status, 422);
    app.signed_in("mia").await;
}

#[tokio::test]
async fn ending_the_sessions_of_an_account_locks_nobody_out() {
    let app = TestApp::new().await;
    let ada = app.account("ada").await;
    app.account("eve").await;
    let (_, mut root, _) = operator(&app).await;
    let (mut owner, mut eve) = (app.signed_in("ada").await, app.signed_in("eve").await);
    assert_eq!(root.post(&format!("{}/sessions", page_of(&ada)), &[]).await.status, 303);
    assert_eq!(owner.get("/account").await.status, 303);
    assert_eq!(eve.get("/account").await.status, 200);
    assert_eq!(root.get("/account").await.status, 200);
    app.signed_in("ada").await;
}

#[tokio::test]
async fn nobody_disables_or_deletes_themselves_and_nobody_but_operators_others() {
    let app = TestApp::new().await;
    let ada = app.account("ada").await;
    let mia = app.member(&ada, "mia", OrganisationRole::Member).await;
    let (root, mut browser, _) = operator(&app).await;
    let ruth = app.administrator("ruth").await;
    let own = browser.get(&page_of(&root)).await.text();
    assert!(own.contains("This is your own account.") && !own.contains("typed_address"), "{own}");
    let mut owner = app.signed_in("ada").await;
    let actions: [(&str, &[(&str, &str)]); 5] = [
        ("disable", &[("note", "")]),
        ("enable", &[]),
        ("sessions", &[]),
        ("operator", &[("operates", "off")]),
        ("delete", &[("typed_address", "root@stadtwerke.example")]),
    ];
    for (action, fields) in actions {
        let path = format!("{}/{action}", page_of(&root));
        assert_eq!(browser.post(&path, fields).await.status, 404, "{action}");
        assert_eq!(owner.post(&path, fields).await.status, 404, "{action}");
    }
    assert_eq!(browser.get("/account").await.status, 200);

    // Somebody who was disabled meanwhile does nothing any more, whatever was on its way.
    assert_eq!(browser.post(&format!("{}/disable", page_of(&ruth)), &[("note", "")]).await.status, 303);
    let (store, by_ruth) = (&app.backend.store, event().who(ruth.account));
    assert!(!store.administration().disable(root.account, "", &by_ruth).await.unwrap());
    let kept = store.accounts().delete(mia.account, &by_ruth).await.unwrap();
    assert_eq!(kept, Err(Obstacle::Gone));
    assert_eq!(browser.get("/account").await.status, 200);
}

#[tokio::test]
async fn operators_are_made_of_those_with_a_passkey_and_one_always_stays() {
    let app = TestApp::new().await;
    let mia = app.account("mia").await;
    let (root, mut browser, mut device) = operator(&app).await;
    let path = format!("{}/operator", page_of(&mia));
    let (on, off) = ([("operates", "on")], [("operates", "off")]);
    let page = browser.get(&page_of(&mia)).await.text();
    assert!(
        page.contains("only when the account has a passkey") && !page.contains("Make operator"),
        "{page}"
    );
    assert_eq!(browser.post(&path, &on).await.status, 404);
    assert_eq!(browser.post(&path, &[("operates", "perhaps")]).await.status, 422);

    let mut hers = app.signed_in("mia").await;
    let mut key = passkeys::add_passkey(&mut hers).await;
    assert_eq!(hers.get("/instance/accounts").await.status, 404);
    app.clock.advance(FRESH_S + 1);
    let asked = browser.post(&path, &on).await;
    assert_eq!(asked.location, Some(format!("/confirm?next={}", page_of(&mia))));
    assert_eq!(passkeys::prove(&mut browser, "prove", &mut device).await.status, 200);
    assert!(browser.get(&page_of(&mia)).await.text().contains("Make operator"));
    assert_eq!(browser.post(&path, &on).await.location, Some(page_of(&mia)));
    // A session of before is one of somebody with fewer rights.
    assert_eq!(hers.get("/account").await.status, 303);
    let mut hers = app.signed_in_with_passkey(&mut key).await;
    assert_eq!(hers.get("/instance/accounts").await.status, 200);
    let rows = app.backend.store.audit().newest(50).await.unwrap();
    let made = rows.iter().find(|row| row.row.action == "privilege_permissions_changed").unwrap();
    assert_eq!((made.row.actor, made.row.object), (Some(root.account.0), Some(mia.account.0)));
    assert!(made.row.organisation.is_none() && made.row.needs_review);

    // She takes it from Root; nobody else is left, and nobody takes it from themselves.
    assert_eq!(hers.post(&format!("{}/operator", page_of(&root)), &off).await.status, 303);
    assert_eq!(browser.get("/instance/accounts").await.status, 303);
    let mut browser = app.signed_in_with_passkey(&mut device).await;
    assert_eq!(browser.get("/instance/accounts").await.status, 404);
    assert_eq!(hers.post(&path, &off).await.status, 404);
    // What he had on its way comes too late.
    let (administration, by_root) = (app.backend.store.administration(), event().who(root.account));
    assert!(!administration.set_operator(mia.account, false, &by_root).await.unwrap());
    assert!(!administration.set_operator(root.account, true, &by_root).await.unwrap());
    assert_eq!(hers.get("/instance/accounts").await.status, 200);
}

#[tokio::test]
async fn a_link_that_was_made_before_does_not_lead_to_an_operator() {
    let app = TestApp::new().await;
    let ada = app.account("ada").await;
    let mia = app.member(&ada, "mia", OrganisationRole::Member).await;
    let (_, mut root, _) = operator(&app).await;
    passkeys::add_passkey(&mut app.signed_in("mia").await).await;
    let mut owner = app.signed_in("ada").await;
    // Without a relay whoever administers the organisation sees the link.
    let reset = [("email", "mia@stadtwerke.example"), ("what", "reset")];
    let shown = owner.post("/invitations", &reset).await.text();
    let link = token(shown.split("class=\"secret\">").nth(1).unwrap());
    let made = root.post(&format!("{}/operator", page_of(&mia)), &[("operates", "on")]).await;
    assert_eq!(made.status, 303, "{}", made.text());
    let new_password = [("token", link.as_str()), ("password", NEW)];
    assert_eq!(app.browser().post("/reset/password", &new_password).await.status, 422);
    assert!(!owner.post("/invitations", &reset).await.text().contains("class=\"secret\""));
}

#[tokio::test]
async fn a_deleted_account_leaves_an_id_in_the_log_and_no_key() {
    let app = TestApp::new().await;
    let ada = app.account("ada").await;
    let mia = app.member(&ada, "mia", OrganisationRole::Member).await;
    let (root, mut browser, _) = operator(&app).await;
    let (mut owner, mut member) = (app.signed_in("ada").await, app.signed_in("mia").await);
    let project = member.post("/projects/sample", &[]).await.location.unwrap();
    let path = format!("{}/delete", page_of(&mia));

    let wrong = browser.post(&path, &[("typed_address", "ada@stadtwerke.example")]).await;
    assert_eq!(wrong.status, 422);
    assert!(wrong.text().contains("This does not match."), "{}", wrong.text());
    assert_eq!(member.get("/account").await.status, 200);
    let right = [("typed_address", "MIA@stadtwerke.example")];
    assert_eq!(browser.post(&path, &right).await.location.as_deref(), Some("/instance/accounts"));

    assert_eq!(member.get("/account").await.status, 303);
    let sign_in = [("email", "mia@stadtwerke.example"), ("password", PASSWORD)];
    assert_eq!(app.browser().post("/sign-in", &sign_in).await.status, 422);
    assert_eq!(browser.get(&page_of(&mia)).await.status, 404);
    assert_eq!(browser.post(&path, &right).await.status, 404);
    let vault = app.backend.store.vault();
    assert!(vault.ring(KeyPurpose::Account, mia.account.0).await.is_err());
    assert!(!owner.get("/members").await.text().contains("mia@stadtwerke.example"));
    // What she made belongs to the organisation.
    assert_eq!(owner.get(&project).await.status, 200);

    let mut rows = app.backend.store.audit().newest(1_000).await.unwrap();
    rows.reverse();
    audit::verify(rows.iter().map(|row| (&row.row, row.hash.as_slice())), &[]).unwrap();
    let deleted = rows.iter().find(|row| row.row.action == "user_deleted").unwrap();
    assert_eq!((deleted.row.actor, deleted.row.object), (Some(root.account.0), Some(mia.account.0)));
    assert!(rows.iter().any(|row| row.row.actor == Some(mia.account.0)));
    let log = owner.get("/audit").await.text();
    assert!(log.contains(&format!("Account {}…", &mia.account.to_string()[..8])), "{log}");

    // A key that was left behind by a crash goes at the next start.
    let accounts = app.backend.store.accounts();
    assert_eq!(accounts.finish_deletions().await.unwrap(), 0);
    vault.create(KeyPurpose::Account, mia.account.0, 0).await.unwrap();
    assert_eq!(accounts.finish_deletions().await.unwrap(), 1);
    assert!(vault.ring(KeyPurpose::Account, mia.account.0).await.is_err());
}

#[tokio::test]
async fn an_account_that_came_back_with_older_data_is_deleted_again() {
    let app = TestApp::new().await;
    let ada = app.account("ada").await;
    let mia = app.member(&ada, "mia", OrganisationRole::Owner).await;
    let (_, mut root, _) = operator(&app).await;
    let mut owner = app.signed_in("ada").await;
    // The row is there, the key is not.
    app.backend.store.vault().destroy(KeyPurpose::Account, mia.account.0).await.unwrap();
    assert_ne!(owner.get("/members").await.status, 200);
    let accounts = app.backend.store.accounts();
    assert_eq!(accounts.delete_destroyed(app.clock_s()).await.unwrap(), 1);
    let row = app.backend.store.audit().newest(1).await.unwrap().remove(0).row;
    assert_eq!((row.action.as_str(), row.object), ("user_deleted", Some(mia.account.0)));
    assert_eq!(row.organisation, Some(ada.organisation.0));
    let page = owner.get("/members").await;
    assert!(page.status == 200 && !page.text().contains("mia@stadtwerke.example"), "{}", page.text());
    assert_eq!(owner.get("/audit").await.status, 200);
    assert_eq!(root.get("/instance/accounts").await.status, 200);
    assert_eq!(accounts.delete_destroyed(app.clock_s()).await.unwrap(), 0);
}

#[tokio::test]
async fn the_only_owner_of_an_organisation_is_not_deleted() {
    let app = TestApp::new().await;
    let ada = app.account("ada").await;
    let (_, mut root, _) = operator(&app).await;
    let path = format!("{}/delete", page_of(&ada));
    let typed = [("typed_address", "ada@stadtwerke.example")];
    let refused = root.post(&path, &typed).await;
    assert_eq!(refused.status, 422);
    assert!(refused.text().contains("First somebody else has to become an owner"), "{}", refused.text());
    let mut owner = app.signed_in("ada").await;

    // A second owner who cannot sign in does not help.
    let mia = app.member(&ada, "mia", OrganisationRole::Owner).await;
    assert_eq!(root.post(&format!("{}/disable", page_of(&mia)), &[("note", "")]).await.status, 303);
    assert_eq!(root.post(&path, &typed).await.status, 422);
    assert_eq!(owner.get("/members").await.status, 200);
    assert_eq!(root.post(&format!("{}/enable", page_of(&mia)), &[]).await.status, 303);
    assert_eq!(root.post(&path, &typed).await.status, 303);
    assert_eq!(owner.get("/members").await.status, 303);
}

#[tokio::test]
async fn the_other_owner_takes_the_role_of_one_who_is_disabled() {
    let app = TestApp::new().await;
    let ada = app.account("ada").await;
    let max = app.member(&ada, "max", OrganisationRole::Owner).await;
    let (_, mut root, _) = operator(&app).await;
    assert_eq!(root.post(&format!("{}/disable", page_of(&max)), &[("note", "")]).await.status, 303);
    let mut owner = app.signed_in("ada").await;
    let role = |account: &Actor| format!("/members/{}/role", account.account);
    // Whoever is disabled keeps nobody's place.
    assert_eq!(owner.post(&role(&ada), &[("role", "member")]).await.status, 422);
    assert_eq!(owner.post(&role(&max), &[("role", "member")]).await.status, 303);
    assert_eq!(owner.post(&format!("/members/{}/remove", max.account), &[]).await.status, 303);
}

#[tokio::test]
async fn what_was_typed_stays_while_the_operator_confirms() {
    let app = TestApp::new().await;
    let ada = app.account("ada").await;
    let (_, mut root, mut device) = operator(&app).await;
    app.clock.advance(FRESH_S + 1);
    let confirm = format!("/confirm?next={}", page_of(&ada));
    let answer = root.post(&format!("{}/disable", page_of(&ada)), &[("note", "Ticket 4711")]).await;
    assert_eq!(answer.location, Some(confirm));
    assert!(!app.backend.store.accounts().find(ada.account).await.unwrap().unwrap().disabled);
    assert_eq!(passkeys::prove(&mut root, "prove", &mut device).await.status, 200);
    assert!(root.get(&page_of(&ada)).await.text().contains("value=\"Ticket 4711\""));
}

#[tokio::test]
async fn an_account_that_cannot_be_recorded_as_disabled_stays() {
    let app = TestApp::new().await;
    let ada = app.account("ada").await;
    let (_, mut root, _) = operator(&app).await;
    let mut owner = app.signed_in("ada").await;
    crate::storage::audit_tamper::block(&app.backend.store).await;
    assert_eq!(root.post(&format!("{}/disable", page_of(&ada)), &[("note", "")]).await.status, 500);
    assert_eq!(root.post(&format!("{}/sessions", page_of(&ada)), &[]).await.status, 500);
    crate::storage::audit_tamper::unblock(&app.backend.store).await;
    assert_eq!(owner.get("/account").await.status, 200);
}
