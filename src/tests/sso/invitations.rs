//! Accepting an invitation with the company account: the token decides, never an address.

use super::*;
use crate::tests::links::invite;

const NEW: &str = "laterne magnet pfeffer dampfer";

/// Presses the second button of an invitation; gives the address at the provider.
async fn away(browser: &mut Browser, token: &str) -> String {
    let fields = [("token", token), ("name", ""), ("password", "")];
    let answer = browser.post("/invitation/company-account", &fields).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    let page = answer.text();
    let (_, rest) = page.split_once("href=\"https://").expect("a link to the provider");
    format!("https://{}", rest.split('"').next().unwrap().replace("&amp;", "&"))
}

/// The invitation is accepted by whoever signs in at the provider.
pub(super) async fn accept(
    company: &Company,
    token: &str,
    who: impl FnOnce(&mut Forge),
) -> (Browser, Answer) {
    let mut browser = company.app.browser();
    let there = away(&mut browser, token).await;
    let back = company.provider.sign_in(&there, who);
    let answer = come_back(&mut browser, &back).await;
    (browser, answer)
}

#[tokio::test]
async fn whoever_is_invited_joins_with_the_company_account_once() {
    let company = Company::new().await;
    let mut owner = company.owner.clone();
    let token = invite(&mut owner, "carla@privat.example").await;
    // The provider knows Bob under another address: that is nobody's business.
    let (mut bob_here, answer) = accept(&company, &token, bob).await;
    assert_eq!((answer.status, answer.location.as_deref()), (303, Some("/projects")));
    let page = bob_here.get("/account").await.text();
    assert!(page.contains("Stadtwerke ada") && page.contains("carla@privat.example"), "{page}");
    assert!(!page.contains("name=\"present\"") && !page.contains("bob@stadtwerke.example"), "{page}");
    assert!(!owner.get("/invitations").await.text().contains("carla@privat.example"));
    let project = bob_here.post("/projects/sample", &[]).await.location.unwrap();

    // From now on the company account alone signs in.
    let mut again = company.app.browser();
    company.sign_in(&mut again, bob).await;
    assert_eq!(again.get(&project).await.status, 200);
    // The token is worth nothing any more, by neither way.
    let fields = [("token", token.as_str())];
    assert_eq!(company.app.browser().post("/invitation/company-account", &fields).await.status, 422);
    let form = [("token", token.as_str()), ("name", "Carla"), ("password", NEW)];
    assert_eq!(company.app.browser().post("/invitation", &form).await.status, 422);

    // Its owner may come to a password by a link, as everybody may whose address is known.
    let reset = [("email", "carla@privat.example"), ("what", "reset")];
    let page = owner.post("/invitations", &reset).await.text();
    let link = page.split("class=\"secret\">").nth(1).unwrap().split('#').nth(1).unwrap()[..43].to_owned();
    let fields = [("token", link.as_str()), ("password", NEW)];
    assert_eq!(company.app.browser().post("/reset/password", &fields).await.status, 200);
    let mut browser = company.app.browser();
    let fields = [("email", "carla@privat.example"), ("password", NEW)];
    assert_eq!(browser.post("/sign-in", &fields).await.status, 303);
    assert!(browser.get("/account").await.text().contains("name=\"present\""));
    assert_eq!(browser.get(&project).await.status, 200);
}

#[tokio::test]
async fn an_invitation_that_is_gone_when_she_comes_back_counts_nothing() {
    let company = Company::new().await;
    let mut owner = company.owner.clone();
    // Taken back.
    let token = invite(&mut owner, "carla@privat.example").await;
    let mut browser = company.app.browser();
    let there = away(&mut browser, &token).await;
    let page = owner.get("/invitations").await.text();
    let id = page.split("name=\"invitation\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    assert_eq!(owner.post("/invitations/revoke", &[("invitation", &id)]).await.status, 303);
    let back = company.provider.sign_in(&there, bob);
    assert_eq!(come_back(&mut browser, &back).await.location, Some(company.problem("invitation-gone")));
    assert!(!is_signed_in(&browser));
    assert!(browser.get(&company.problem("invitation-gone")).await.text().contains("gilt nicht mehr"));

    // Used up by somebody else, or in another tab.
    let token = invite(&mut owner, "carla@privat.example").await;
    let (mut first, mut second) = (company.app.browser(), company.app.browser());
    let (one, two) = (away(&mut first, &token).await, away(&mut second, &token).await);
    let one = company.provider.sign_in(&one, bob);
    let two = company.provider.sign_in(&two, |_| {});
    let (first, second) = tokio::join!(come_back(&mut first, &one), come_back(&mut second, &two));
    let mut locations = [first.location.unwrap(), second.location.unwrap()];
    locations.sort();
    assert_eq!(locations, ["/projects".to_owned(), company.problem("invitation-gone")]);
    let members = company.app.backend.store.members().list(company.actor.organisation).await.unwrap();
    assert_eq!(members.len(), 2);
}

#[tokio::test]
async fn an_invitation_is_not_accepted_by_an_address() {
    let company = Company::new().await;
    let mut owner = company.owner.clone();
    invite(&mut owner, "carla@stadtwerke.example").await;
    let mut eve = company.app.browser();
    company
        .sign_in(&mut eve, |forge| {
            bob(forge);
            for claim in ["email", "preferred_username", "upn"] {
                forge.claims[claim] = json!("carla@stadtwerke.example");
            }
        })
        .await;
    assert!(owner.get("/invitations").await.text().contains("carla@stadtwerke.example"), "still open");
    let found = company.app.backend.store.accounts().find_by_email("carla@stadtwerke.example").await;
    assert!(found.unwrap().is_none());
}

#[tokio::test]
async fn a_way_that_was_begun_for_an_invitation_belongs_to_one_browser() {
    let company = Company::new().await;
    let token = invite(&mut company.owner.clone(), "carla@privat.example").await;
    let mut browser = company.app.browser();
    let there = away(&mut browser, &token).await;
    let back = company.provider.sign_in(&there, bob);
    let mut other = company.app.browser();
    assert_eq!(come_back(&mut other, &back).await.location, Some(company.problem("expired")));
    assert!(!is_signed_in(&other));
    assert_eq!(come_back(&mut browser, &back).await.location.as_deref(), Some("/projects"));
}

#[tokio::test]
async fn whoever_has_an_account_already_keeps_it_and_whoever_was_removed_comes_back_as_somebody_new() {
    let company = Company::new().await;
    let mut owner = company.owner.clone();
    let mut bob_here = company.app.browser();
    company.sign_in(&mut bob_here, bob).await;
    let project = bob_here.post("/projects/sample", &[]).await.location.unwrap();
    let token = invite(&mut owner, "carla@privat.example").await;
    let (_, answer) = accept(&company, &token, bob).await;
    assert_eq!(answer.location, Some(company.problem("already-connected")));
    assert_eq!(bob_here.get(&project).await.status, 200);

    let members = company.app.backend.store.members().list(company.actor.organisation).await.unwrap();
    let account = members.iter().find(|member| member.account != company.actor.account).unwrap().account;
    assert_eq!(owner.post(&format!("/members/{account}/remove"), &[]).await.status, 303);
    let answer = company.sign_in(&mut company.app.browser(), bob).await;
    assert_eq!(answer.location, Some(company.problem("not-assigned")), "not by the provider alone");
    let (mut again, answer) = accept(&company, &token, bob).await;
    assert_eq!(answer.location.as_deref(), Some("/projects"));
    assert_eq!(again.get(&project).await.status, 404, "what was given before is not given again");
}

#[tokio::test]
async fn invitations_let_in_where_first_sign_ins_do_not_and_passwords_are_refused_where_they_count_nothing() {
    let company = Company::new().await;
    let mut owner = company.owner.clone();
    let settings: Vec<_> =
        fields(&company.provider.issuer).into_iter().filter(|(name, _)| *name != "just_in_time").collect();
    assert_eq!(owner.post("/organisation/sso", &settings).await.status, 303);
    let required = [("enabled", "on"), ("required", "on")];
    assert_eq!(owner.post("/organisation/sso/switch", &required).await.status, 303);
    let mut stranger = company.app.browser();
    let answer = company.sign_in(&mut stranger, bob).await;
    assert_eq!(answer.location, Some(company.problem("not-connected")));

    let token = invite(&mut owner, "carla@privat.example").await;
    let form = [("token", token.as_str()), ("name", "Carla"), ("password", NEW)];
    assert_eq!(company.app.browser().post("/invitation", &form).await.status, 422);
    let found = company.app.backend.store.accounts().find_by_email("carla@privat.example").await;
    assert!(found.unwrap().is_none(), "nobody is left behind who cannot sign in");
    let (_, answer) = accept(&company, &token, bob).await;
    assert_eq!(answer.location.as_deref(), Some("/projects"));
}

#[tokio::test]
async fn without_a_company_sign_in_the_invitation_wants_a_password() {
    let app = TestApp::new().await;
    app.account("ada").await;
    let token = invite(&mut app.signed_in("ada").await, "carla@privat.example").await;
    let mut browser = app.browser();
    let refused = browser.post("/invitation/company-account", &[("token", &token)]).await;
    assert_eq!(refused.status, 422);
    let page = refused.text();
    assert!(page.contains("hat keine Anmeldung mit Firmenkonto") && page.contains(&token), "{page}");
    let unknown = browser.post("/invitation/company-account", &[("token", "nothing")]).await;
    assert_eq!(unknown.status, 422);
    let form = [("token", token.as_str()), ("name", "Carla"), ("password", NEW)];
    assert_eq!(browser.post("/invitation", &form).await.status, 303);
}
