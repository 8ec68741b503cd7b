//! People without a password, and people who give their company account up.

use super::invitations::accept;
use super::*;
use crate::tests::factors::add_app;
use crate::tests::harness::event;
use crate::tests::links::invite;
use crate::tests::passkeys::add_passkey;

/// Bob, who has just shown at the provider who he is.
fn bob_now(forge: &mut Forge) {
    bob(forge);
    forge.claims["auth_time"] = json!(START_S);
}

/// A member with a password who has connected it with Bob's company account.
async fn connected(company: &Company, name: &str) -> Browser {
    company.app.member(&company.actor, name, OrganisationRole::Member).await;
    let mut browser = company.app.signed_in(name).await;
    let back = company.provider.sign_in(&browser.get("/sso/link").await.location.unwrap(), bob);
    assert_eq!(come_back(&mut browser, &back).await.location.as_deref(), Some("/account"));
    browser
}

#[tokio::test]
async fn whoever_has_no_password_is_asked_for_none() {
    let company = Company::new().await;
    let mut browser = company.app.browser();
    company.sign_in(&mut browser, bob_now).await;
    let page = browser.get("/account").await.text();
    assert!(page.contains("Dieses Konto hat kein Passwort") && !page.contains("name=\"present\""), "{page}");
    let page = browser.get("/confirm?next=/account").await.text();
    assert!(page.contains("href=\"/sso/confirm?next=%2Faccount\""), "{page}");
    assert!(!page.contains("name=\"present\"") && !page.contains("name=\"code\""), "{page}");
    // With a factor of their own there is a second way to confirm, and still no password.
    add_app(&company.app, &mut browser).await;
    let page = browser.get("/confirm").await.text();
    assert!(page.contains("href=\"/sso/confirm\"") && page.contains("name=\"code\""), "{page}");
    assert!(!page.contains("name=\"present\""), "{page}");
    // Whoever has a password is asked for it.
    let mut owner = company.owner.clone();
    assert!(owner.get("/account").await.text().contains("name=\"present\""));
    assert!(owner.get("/confirm").await.text().contains("name=\"present\""));
}

#[tokio::test]
async fn a_member_separates_the_company_account_and_hears_of_it() {
    let company = Company::new().await;
    let mut max = connected(&company, "max").await;
    let mut elsewhere = company.app.signed_in("max").await;
    assert!(max.get("/account").await.text().contains("action=\"/sso/unlink\""));
    company.app.mail.switch_on();
    let separated = max.post("/sso/unlink", &[]).await;
    assert_eq!(separated.status, 200, "{}", separated.text());
    assert!(separated.text().contains("href=\"/sso/link\""), "it can be connected again");
    let mails = company.app.mail.wait_for(1).await;
    assert!(mails[0].to == "max@stadtwerke.example" && mails[0].text.contains("separated"), "{mails:?}");
    let rows = company.app.backend.store.audit().newest(1).await.unwrap();
    assert_eq!((rows[0].row.action.as_str(), rows[0].row.outcome.as_str()), ("authn_sso_link", "success"));
    assert_eq!(elsewhere.get("/account").await.status, 303, "other sessions have ended");
    assert_eq!(max.get("/account").await.status, 200);
    // The session that did it needs no notice about it, the next one gets it.
    assert!(!max.get("/projects").await.text().contains("News about the security"));
    let page = company.app.signed_in("max").await.get("/projects").await.text();
    assert!(page.contains("what: separated") && page.contains("what: connected"), "{page}");
    // Once more there is nothing to do.
    assert_eq!(max.post("/sso/unlink", &[]).await.location.as_deref(), Some("/account"));

    let project = max.post("/projects/sample", &[]).await.location.unwrap();
    let mut browser = company.app.browser();
    let answer = company.sign_in(&mut browser, bob).await;
    assert_eq!(answer.location, Some(company.problem("not-connected")), "it makes nobody new");
    assert!(!is_signed_in(&browser));
    assert_eq!(company.app.signed_in("max").await.get(&project).await.status, 200);
    // Connected again, it signs in as before.
    let back = company.provider.sign_in(&max.get("/sso/link").await.location.unwrap(), bob);
    assert_eq!(come_back(&mut max, &back).await.location.as_deref(), Some("/account"));
    company.sign_in(&mut browser, bob).await;
    assert_eq!(browser.get(&project).await.status, 200);
}

#[tokio::test]
async fn a_separated_company_account_does_not_bring_back_whoever_was_removed_or_disabled() {
    for is_removed in [true, false] {
        let company = Company::new().await;
        let mut owner = company.owner.clone();
        let mut max = connected(&company, "max").await;
        let account = company.app.find("max").await.account;
        assert_eq!(max.post("/sso/unlink", &[]).await.status, 200);
        // Another company account in its place does not make the first one forgotten.
        let back = company.provider.sign_in(&max.get("/sso/link").await.location.unwrap(), |_| {});
        assert_eq!(come_back(&mut max, &back).await.location.as_deref(), Some("/account"));
        if is_removed {
            assert_eq!(owner.post(&format!("/members/{account}/remove"), &[]).await.status, 303);
        } else {
            let administration = company.app.backend.store.administration();
            assert!(administration.disable(account, "", &event()).await.unwrap());
        }
        let members = company.app.backend.store.members();
        let before = members.list(company.actor.organisation).await.unwrap().len();
        let mut browser = company.app.browser();
        let answer = company.sign_in(&mut browser, bob).await;
        assert_eq!(answer.location, Some(company.problem("not-connected")), "removed: {is_removed}");
        assert!(!is_signed_in(&browser));
        assert_eq!(members.list(company.actor.organisation).await.unwrap().len(), before);
        let rows = company.app.backend.store.audit().newest(1).await.unwrap();
        assert_eq!(rows[0].row.outcome, "failure");

        // Whoever administers the organisation may let them in again.
        let token = invite(&mut owner, "max@privat.example").await;
        let (mut again, answer) = accept(&company, &token, bob).await;
        assert_eq!(answer.location.as_deref(), Some("/projects"));
        assert!(again.get("/account").await.text().contains("max@privat.example"));
    }
}

#[tokio::test]
async fn separating_needs_a_fresh_proof() {
    let company = Company::new().await;
    let mut max = connected(&company, "max").await;
    company.app.clock.advance(601);
    let answer = max.post("/sso/unlink", &[]).await;
    assert_eq!(answer.location.as_deref(), Some("/confirm?next=/account"));
    assert!(max.get("/account").await.text().contains("action=\"/sso/unlink\""));
}

#[tokio::test]
async fn what_the_organisation_demands_is_not_separated() {
    let company = Company::new().await;
    let mut owner = company.owner.clone();
    connected(&company, "max").await;
    let required = [("enabled", "on"), ("required", "on")];
    assert_eq!(owner.post("/organisation/sso/switch", &required).await.status, 303);
    let mut max = company.app.browser();
    company.sign_in(&mut max, bob_now).await;
    let page = max.get("/account").await.text();
    assert!(page.contains("so it cannot be separated") && !page.contains("/sso/unlink"), "{page}");
    assert_eq!(max.post("/sso/unlink", &[]).await.status, 422);
    company.sign_in(&mut max, bob_now).await;
    assert!(max.get("/account").await.text().contains("id=\"company-account\""));
}

#[tokio::test]
async fn members_hear_that_the_company_account_is_demanded_from_now_on() {
    let company = Company::new().await;
    let mut owner = company.owner.clone();
    company.sign_in(&mut company.app.browser(), bob).await;
    let required = [("enabled", "on"), ("required", "on")];
    for _ in 0..2 {
        assert_eq!(owner.post("/organisation/sso/switch", &required).await.status, 303);
    }
    let events = company.app.backend.store.audit().newest(20).await.unwrap();
    let demanded: Vec<_> = events.iter().filter(|event| event.row.action == "authn_sso_required").collect();
    assert_eq!(demanded.iter().map(|event| event.row.needs_review).collect::<Vec<_>>(), [true]);
    let mut browser = company.app.browser();
    company.sign_in(&mut browser, bob).await;
    let page = browser.get("/projects").await.text();
    assert_eq!(page.matches("Anmeldung mit Firmenkonto ist jetzt Pflicht").count(), 1, "{page}");
    assert!(!page.contains("Netz:"), "where the owner was is theirs to know: {page}");
    assert!(!owner.get("/projects").await.text().contains("is now demanded"), "the owner did it");
    // Whoever joins afterwards knew it.
    let mut other = company.app.browser();
    company.sign_in(&mut other, |_| {}).await;
    assert!(!other.get("/projects").await.text().contains("ist jetzt Pflicht"));
}

#[tokio::test]
async fn the_only_way_in_stays() {
    let company = Company::new().await;
    let mut browser = company.app.browser();
    company.sign_in(&mut browser, bob_now).await;
    let refused = browser.post("/sso/unlink", &[]).await;
    assert_eq!(refused.status, 422);
    assert!(refused.text().contains("Ohne dies kämen Sie nicht mehr herein"), "{}", refused.text());
    assert!(!refused.text().contains("action=\"/sso/unlink\""));
    // An authenticator app alone signs nobody in.
    add_app(&company.app, &mut browser).await;
    assert_eq!(browser.post("/sso/unlink", &[]).await.status, 422);
    company.sign_in(&mut company.app.browser(), bob).await;

    let mut device = add_passkey(&mut browser).await;
    let page = browser.get("/account").await.text();
    assert!(page.contains("action=\"/sso/unlink\""), "{page}");
    assert_eq!(browser.post("/sso/unlink", &[]).await.status, 200);
    let mut again = company.app.signed_in_with_passkey(&mut device).await;
    let page = again.get("/account").await.text();
    assert!(page.contains("Bob Beispiel"), "{page}");
    // Now the passkey is the only way in; the app is not.
    let factors = page.split("name=\"factor\" value=\"").skip(1).map(|rest| rest.split('"').next().unwrap());
    let mut statuses = Vec::new();
    for factor in factors {
        statuses.push(again.post("/account/factors/remove", &[("factor", factor)]).await.status);
    }
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 422]);
    company.app.signed_in_with_passkey(&mut device).await;
}
