//! Signing in through the identity provider of an organisation, from the first click to the last.

use app::api::Actor;
use app::api::member::OrganisationRole;
use axum::body::Body;
use axum::http::Method;
use serde_json::{Value, json};
use uuid::Uuid;

use super::browser::{Answer, Browser};
use super::harness::{PASSWORD, START_S, TestApp};
use super::provider::{Behaviour, CLIENT_ID, Forge, TENANT, TestKey, TestProvider};
use crate::federation::provider::{Credential, Issuer};
use crate::federation::transaction::TRANSACTION_S;
use crate::identity::sessions::COOKIE;

mod invitations;
mod rules;
mod settings;
mod ways_in;

const RULES: &str = "Lastgang.Member = member\nLastgang.Administrator = administrator";

/// An organisation whose people sign in through a provider.
struct Company {
    app: TestApp,
    provider: TestProvider,
    /// The owner, signed in with a password.
    owner: Browser,
    address: String,
    id: Uuid,
    actor: Actor,
}

impl Company {
    async fn new() -> Self {
        let app = TestApp::new().await;
        let provider = TestProvider::start(Issuer::Entra { tenant: TENANT }).await;
        app.backend.services.sso().reach_by(provider.outbound());
        Self::of(app, provider, "ada").await
    }

    async fn of(app: TestApp, provider: TestProvider, owner: &str) -> Self {
        let actor = app.account(owner).await;
        let mut owner = app.signed_in(owner).await;
        let begun = owner.post("/organisation/sso/begin", &[]).await;
        assert_eq!(begun.location.as_deref(), Some("/organisation/sso"), "{}", begun.text());
        let saved = owner.post("/organisation/sso", &fields(&provider.issuer)).await;
        assert_eq!(saved.status, 303, "{}", saved.text());
        let stored = app.backend.store.identity_providers().of(actor.organisation).await.unwrap().unwrap();
        let Credential::Certificate { key_pem, .. } = &stored.credential else { panic!("a certificate") };
        provider.register(TestKey::of_pem(key_pem.expose()).public("certificate"));
        let on = owner.post("/organisation/sso/switch", &[("enabled", "on")]).await;
        assert_eq!(on.status, 303, "{}", on.text());
        Self { app, provider, owner, address: stored.address, id: stored.id, actor }
    }

    /// Presses the button; gives the address at the provider.
    async fn start(&self, browser: &mut Browser) -> String {
        let answer = browser.get(&format!("/sso/{}/start", self.address)).await;
        assert_eq!(answer.status, 303);
        answer.location.unwrap()
    }

    /// Signs in at the provider and comes back.
    async fn sign_in(&self, browser: &mut Browser, change: impl FnOnce(&mut Forge)) -> Answer {
        let there = self.start(browser).await;
        let back = self.provider.sign_in(&there, change);
        come_back(browser, &back).await
    }

    /// Where somebody is sent who does not come in.
    fn problem(&self, problem: &str) -> String {
        format!("/sign-in/{}?problem={problem}", self.address)
    }
}

fn fields(issuer: &Issuer) -> Vec<(&'static str, &'static str)> {
    let (kind, issuer, client) = match issuer {
        Issuer::Entra { .. } => ("entra", "8eaef023-2b34-4da1-9baa-8bc8c9d6a490", CLIENT_ID),
        Issuer::OpenId { .. } => panic!("tests sign in through a tenant"),
    };
    vec![
        ("kind", kind),
        ("issuer", issuer),
        ("client_id", client),
        ("secret", ""),
        ("secret_ends", ""),
        ("just_in_time", "on"),
        ("rules", RULES),
        ("otherwise", ""),
        ("step_up_context", ""),
        ("domains", ""),
    ]
}

fn with(
    fields: Vec<(&'static str, &'static str)>,
    name: &str,
    value: &'static str,
) -> Vec<(&'static str, &'static str)> {
    fields.into_iter().map(|(field, old)| (field, if field == name { value } else { old })).collect()
}

/// The provider's redirect, as a browser follows it.
async fn come_back(browser: &mut Browser, path: &str) -> Answer {
    let headers = [("sec-fetch-site", "cross-site"), ("sec-fetch-mode", "navigate")];
    browser.send(Method::GET, path, &headers, Body::empty()).await
}

fn is_signed_in(browser: &Browser) -> bool {
    browser.cookies.contains_key(COOKIE)
}

/// Somebody else in the tenant.
fn bob(forge: &mut Forge) {
    forge.claims["oid"] = json!("11111111-2222-3333-4444-555555555555");
    forge.claims["sub"] = json!("bobs-subject");
    forge.claims["name"] = json!("Bob Beispiel");
    forge.claims["preferred_username"] = json!("bob@stadtwerke.example");
}

#[tokio::test]
async fn a_member_signs_in_and_is_the_same_person_the_next_time() {
    let company = Company::new().await;
    let mut browser = company.app.browser();
    assert!(
        browser.get(&format!("/sign-in/{}", company.address)).await.text().contains("Mit Microsoft anmelden")
    );
    let answer = company.sign_in(&mut browser, bob).await;
    assert_eq!((answer.status, answer.location.as_deref()), (303, Some("/projects")));
    let page = browser.get("/account").await.text();
    assert!(page.contains("Bob Beispiel") && page.contains("bob@stadtwerke.example"), "{page}");
    let project = browser.post("/projects/sample", &[]).await.location.unwrap();

    let mut elsewhere = company.app.browser();
    company
        .sign_in(&mut elsewhere, |forge| {
            bob(forge);
            forge.claims["preferred_username"] = json!("robert@stadtwerke.example");
        })
        .await;
    assert_eq!(elsewhere.get(&project).await.status, 200);
    let mut other = company.app.browser();
    company.sign_in(&mut other, |_| {}).await;
    assert_eq!(other.get(&project).await.status, 404, "another person has another account");
}

#[tokio::test]
async fn whoever_wanted_to_go_somewhere_arrives_there_and_nowhere_else() {
    let company = Company::new().await;
    for (next, arrives) in [
        ("/projects/0b9f", "/projects/0b9f"),
        ("//evil.example", "/projects"),
        ("https://evil.example", "/projects"),
        ("/%5Cevil.example", "/%5Cevil.example"),
    ] {
        let mut browser = company.app.browser();
        let start = format!("/sso/{}/start?next={}", company.address, next.replace('%', "%25"));
        let there = browser.get(&start).await.location.unwrap();
        let back = company.provider.sign_in(&there, bob);
        assert_eq!(come_back(&mut browser, &back).await.location.as_deref(), Some(arrives), "{next}");
    }
}

#[tokio::test]
async fn an_answer_counts_once_and_only_in_the_browser_that_asked() {
    let company = Company::new().await;
    let mut browser = company.app.browser();
    let there = company.start(&mut browser).await;
    let back = company.provider.sign_in(&there, bob);

    let mut swapped = company.app.browser();
    company.start(&mut swapped).await;
    assert_eq!(come_back(&mut swapped, &back).await.location, Some(company.problem("expired")));
    let mut bare = company.app.browser();
    assert_eq!(come_back(&mut bare, &back).await.location, Some(company.problem("expired")));
    assert!(!is_signed_in(&swapped) && !is_signed_in(&bare));

    assert_eq!(come_back(&mut browser, &back).await.location.as_deref(), Some("/projects"));
    let signed_in = browser.cookies[COOKIE].clone();
    assert_eq!(come_back(&mut browser, &back).await.location, Some(company.problem("expired")));
    assert_eq!(browser.cookies[COOKIE], signed_in, "a replay changes nothing");
}

#[tokio::test]
async fn an_attacker_cannot_sign_somebody_in_as_themselves() {
    let company = Company::new().await;
    let mut attacker = company.app.browser();
    let there = company.start(&mut attacker).await;
    let back = company.provider.sign_in(&there, |_| {});
    // The victim is led to the attacker's answer, with a sign-in of their own under way.
    let mut victim = company.app.browser();
    company.start(&mut victim).await;
    come_back(&mut victim, &back).await;
    assert!(!is_signed_in(&victim));
    // Nor can another site press the button.
    let headers = [("sec-fetch-site", "cross-site"), ("sec-fetch-mode", "navigate")];
    let start = format!("/sso/{}/start", company.address);
    let answer = company.app.browser().send(Method::GET, &start, &headers, Body::empty()).await;
    assert_eq!(answer.location, Some(format!("/sign-in/{}", company.address)));
}

#[tokio::test]
async fn two_tabs_can_sign_in_side_by_side() {
    let company = Company::new().await;
    let mut browser = company.app.browser();
    let first = company.start(&mut browser).await;
    let second = company.start(&mut browser).await;
    for there in [second, first] {
        let back = company.provider.sign_in(&there, bob);
        assert_eq!(come_back(&mut browser, &back).await.location.as_deref(), Some("/projects"));
    }
}

#[tokio::test]
async fn a_sign_in_has_to_be_finished_within_ten_minutes() {
    let company = Company::new().await;
    let mut browser = company.app.browser();
    let there = company.start(&mut browser).await;
    let back = company.provider.sign_in(&there, bob);
    company.app.clock.advance(TRANSACTION_S);
    assert_eq!(come_back(&mut browser, &back).await.location, Some(company.problem("expired")));
}

#[tokio::test]
async fn an_answer_of_one_provider_counts_nothing_at_another() {
    let company = Company::new().await;
    let other = Issuer::Entra { tenant: Uuid::from_u128(0x1111) };
    let other = TestProvider::start(other).await;
    let mut browser = company.app.browser();
    let there = company.start(&mut browser).await;
    let back = company.provider.sign_in(&there, bob);
    // The same answer at the address of another provider, known or not.
    let stranger = back.replace(&company.id.to_string(), &Uuid::from_u128(7).to_string());
    assert_eq!(come_back(&mut browser, &stranger).await.location.as_deref(), Some("/sign-in"));
    // An answer that says whose it is.
    let named = format!("{back}&iss={}", other.issuer.address());
    assert_eq!(come_back(&mut browser, &named).await.location, Some(company.problem("refused")));
    assert!(!is_signed_in(&browser));
}

#[tokio::test]
async fn two_organisations_do_not_share_sign_ins_under_way() {
    let company = Company::new().await;
    let second = company.app.account("eve").await;
    let mut eve = company.app.signed_in("eve").await;
    eve.post("/organisation/sso/begin", &[]).await;
    eve.post("/organisation/sso", &fields(&company.provider.issuer)).await;
    let stored =
        company.app.backend.store.identity_providers().of(second.organisation).await.unwrap().unwrap();
    let Credential::Certificate { key_pem, .. } = &stored.credential else { panic!("a certificate") };
    company.provider.register(TestKey::of_pem(key_pem.expose()).public("second"));
    eve.post("/organisation/sso/switch", &[("enabled", "on")]).await;

    let mut browser = company.app.browser();
    let there = company.start(&mut browser).await;
    let back = company.provider.sign_in(&there, bob).replace(&company.id.to_string(), &stored.id.to_string());
    let answer = come_back(&mut browser, &back).await;
    assert_eq!(answer.location, Some(format!("/sign-in/{}?problem=expired", stored.address)));
    assert!(!is_signed_in(&browser));
}

#[tokio::test]
async fn an_account_is_never_found_by_its_address() {
    let company = Company::new().await;
    let mut owner = company.owner.clone();
    let project = owner.post("/projects/sample", &[]).await.location.unwrap();
    let mut attacker = company.app.browser();
    let answer = company
        .sign_in(&mut attacker, |forge| {
            bob(forge);
            for claim in ["email", "preferred_username", "upn", "unique_name"] {
                forge.claims[claim] = json!("ada@stadtwerke.example");
            }
            forge.claims["email_verified"] = json!(true);
            forge.claims["xms_edov"] = json!(true);
        })
        .await;
    assert_eq!(answer.location.as_deref(), Some("/projects"));
    assert_eq!(attacker.get(&project).await.status, 404);
    assert_eq!(attacker.get("/organisation/sso").await.status, 404);
    // The owner is untouched, and the address still finds the owner.
    let mut again = company.app.signed_in("ada").await;
    assert_eq!(again.get(&project).await.status, 200);
}

/// What somebody changes in a token.
type Change = fn(&mut Forge);

#[tokio::test]
async fn a_token_that_does_not_hold_lets_nobody_in() {
    let company = Company::new().await;
    let table: [(&str, &str, Change); 6] = [
        ("another tenant", "refused", |forge| forge.claims["tid"] = json!(Uuid::from_u128(1))),
        ("another application", "refused", |forge| forge.claims["aud"] = json!(Uuid::from_u128(2))),
        ("another sign-in", "refused", |forge| forge.claims["nonce"] = json!("other")),
        ("an old token", "refused", |forge| forge.claims["exp"] = json!(START_S - 3_600)),
        ("a guest", "not-assigned", |forge| forge.claims["acct"] = json!(1)),
        ("no role", "not-assigned", |forge| forge.claims["roles"] = Value::Null),
    ];
    for (what, problem, change) in table {
        let mut browser = company.app.browser();
        let change = |forge: &mut Forge| {
            change(forge);
            if forge.claims["roles"].is_null() {
                forge.claims["roles"] = json!([]);
            }
        };
        let answer = company.sign_in(&mut browser, change).await;
        assert_eq!(answer.location, Some(company.problem(problem)), "{what}");
        assert!(!is_signed_in(&browser), "{what}");
    }
}

#[tokio::test]
async fn the_same_object_under_another_subject_is_refused() {
    let company = Company::new().await;
    company.sign_in(&mut company.app.browser(), bob).await;
    let mut browser = company.app.browser();
    let other = |forge: &mut Forge| {
        bob(forge);
        forge.claims["sub"] = json!("somebody-else");
    };
    assert_eq!(company.sign_in(&mut browser, other).await.location, Some(company.problem("refused")));
}

#[tokio::test]
async fn of_many_first_sign_ins_at_once_one_makes_the_account() {
    let company = Company::new().await;
    let mut ready = Vec::new();
    for _ in 0..6 {
        let mut browser = company.app.browser();
        let there = company.start(&mut browser).await;
        let back = company.provider.sign_in(&there, bob);
        ready.push((browser, back));
    }
    let arriving = ready.into_iter().map(|(mut browser, back)| async move {
        let answer = come_back(&mut browser, &back).await;
        (answer.location, browser)
    });
    let arrived = futures::future::join_all(arriving).await;
    let mut project = None;
    for (location, mut browser) in arrived {
        assert_eq!(location.as_deref(), Some("/projects"));
        let path = match &project {
            None => browser.post("/projects/sample", &[]).await.location.unwrap(),
            Some(path) => String::clone(path),
        };
        assert_eq!(browser.get(&path).await.status, 200);
        project = Some(path);
    }
}

#[tokio::test]
async fn somebody_who_gives_up_or_meets_a_silent_provider_is_told_so() {
    let company = Company::new().await;
    let mut browser = company.app.browser();
    let there = company.start(&mut browser).await;
    let back = company.provider.sign_in(&there, bob);
    let state = back.split("state=").nth(1).unwrap();
    let path = back.split('?').next().unwrap();
    let gave_up = format!("{path}?error=access_denied&error_description=%3Cb%3E&state={state}");
    assert_eq!(come_back(&mut browser, &gave_up).await.location, Some(company.problem("cancelled")));
    let page = browser.get(&company.problem("cancelled")).await.text();
    assert!(page.contains("abgebrochen") && !page.contains("<b>"), "{page}");
    let twice = format!("{path}?code=a&code=b&state={state}");
    assert_eq!(come_back(&mut browser, &twice).await.status, 400);
}

#[tokio::test]
async fn no_token_is_kept_and_no_secret_is_found_in_any_file() {
    let company = Company::new().await;
    let mut browser = company.app.browser();
    let there = company.start(&mut browser).await;
    let state = there.split("state=").nth(1).unwrap().split('&').next().unwrap().to_owned();
    let cookie = browser.cookies["__Host-lastgang-sso"].clone();
    let kept = |needle: &str| super::sealed::files_contain(company.app.folder.path(), needle.as_bytes());
    assert!(!kept(&state) && !kept(&cookie));
    let back = company.provider.sign_in(&there, bob);
    come_back(&mut browser, &back).await;
    for needle in [
        "eyJ0",
        "code-1",
        "bobs-subject",
        "11111111-2222",
        "Beispiel",
        CLIENT_ID,
        &company.address,
        "PRIVATE KEY",
    ] {
        assert!(!kept(needle), "{needle} was found");
    }
}

#[tokio::test]
async fn when_the_provider_is_required_passwords_are_not_enough_but_one_owner_gets_in() {
    let company = Company::new().await;
    let mut owner = company.owner.clone();
    let mut member = company.app.browser();
    company.sign_in(&mut member, bob).await;
    let required = owner.post("/organisation/sso/switch", &[("enabled", "on"), ("required", "on")]).await;
    assert_eq!(required.status, 303, "{}", required.text());
    company.app.member(&company.actor, "carl", OrganisationRole::Member).await;
    let sign_in = |name: &str| {
        let (mut browser, email) = (company.app.browser(), format!("{name}@stadtwerke.example"));
        async move { browser.post("/sign-in", &[("email", &email), ("password", PASSWORD)]).await }
    };
    let refused = sign_in("carl").await;
    assert_eq!(refused.status, 422, "{:?}", refused.location);
    assert_eq!(sign_in("ada").await.status, 303, "the one who required it");
    owner.post("/organisation/sso/switch", &[("enabled", "on")]).await;
    assert_eq!(sign_in("carl").await.status, 303);
}

#[tokio::test]
async fn whoever_signs_out_here_is_offered_to_sign_out_there() {
    let company = Company::new().await;
    let mut browser = company.app.browser();
    company.sign_in(&mut browser, bob).await;
    let farewell = browser.post("/sign-out", &[]).await.location.unwrap();
    assert_eq!(farewell, format!("/sso/{}/signed-out", company.id));
    let page = browser.get(&farewell).await.text();
    assert!(page.contains("oauth2/v2.0/logout?client_id="), "{page}");
    let unknown = browser.get(&format!("/sso/{}/signed-out", Uuid::from_u128(7))).await;
    assert!(!unknown.text().contains("logout?"));
}

#[tokio::test]
async fn signing_out_at_the_provider_ends_the_session_here() {
    let company = Company::new().await;
    let mut browser = company.app.browser();
    company.sign_in(&mut browser, bob).await;
    let mut frame = company.app.browser();
    for wrong in ["other", "", "0d6f2e6b-sessio"] {
        come_back(&mut frame, &format!("/sso/{}/logout?sid={wrong}", company.id)).await;
        assert_eq!(browser.get("/account").await.status, 200);
    }
    let elsewhere = format!("/sso/{}/logout?sid=0d6f2e6b-session", Uuid::from_u128(7));
    come_back(&mut frame, &elsewhere).await;
    assert_eq!(browser.get("/account").await.status, 200);
    let path = format!("/sso/{}/logout?sid=0d6f2e6b-session", company.id);
    for _ in 0..2 {
        let answer = come_back(&mut frame, &path).await;
        assert_eq!((answer.status, answer.text().as_str()), (200, "signed out\n"));
    }
    assert_eq!(browser.get("/account").await.status, 303);
}

#[tokio::test]
async fn whoever_was_removed_is_not_taken_in_again() {
    let company = Company::new().await;
    company.sign_in(&mut company.app.browser(), bob).await;
    let members = company.app.backend.store.members().list(company.actor.organisation).await.unwrap();
    let bob_here = members.iter().find(|member| member.account != company.actor.account).unwrap();
    let removed = company.owner.clone().post(&format!("/members/{}/remove", bob_here.account), &[]).await;
    assert_eq!(removed.status, 303);
    let mut browser = company.app.browser();
    let answer = company.sign_in(&mut browser, bob).await;
    assert_eq!(answer.location, Some(company.problem("not-assigned")));
    assert!(!is_signed_in(&browser));
}

#[tokio::test]
async fn an_account_is_connected_by_its_owner_and_then_signs_in_both_ways() {
    let company = Company::new().await;
    let mut owner = company.owner.clone();
    let project = owner.post("/projects/sample", &[]).await.location.unwrap();
    let there = owner.get("/sso/link").await.location.unwrap();
    let back = company.provider.sign_in(&there, |_| {});
    assert_eq!(come_back(&mut owner, &back).await.location.as_deref(), Some("/account"));
    let mut browser = company.app.browser();
    company.sign_in(&mut browser, |_| {}).await;
    assert_eq!(browser.get(&project).await.status, 200);
    // The same identity cannot be connected twice.
    let there = owner.get("/sso/link").await.location.unwrap();
    let back = company.provider.sign_in(&there, |_| {});
    assert_eq!(come_back(&mut owner, &back).await.location, Some(company.problem("refused")));
}

#[tokio::test]
async fn another_site_cannot_connect_its_account_with_somebody_elses() {
    let company = Company::new().await;
    let mut owner = company.owner.clone();
    for sender in [&[("sec-fetch-site", "cross-site")][..], &[("sec-fetch-site", "none")], &[]] {
        let answer = owner.send(Method::GET, "/sso/link", sender, Body::empty()).await;
        assert_eq!(answer.location.as_deref(), Some("/account"), "{sender:?}");
    }
    // An answer to a stranger's request to connect counts nothing in the owner's browser.
    let mut attacker = company.app.browser();
    let back = company.provider.sign_in(&company.start(&mut attacker).await, bob);
    assert_eq!(come_back(&mut owner, &back).await.location, Some(company.problem("expired")));
    // And one that the owner began counts nothing for whoever has signed in meanwhile.
    let back = company.provider.sign_in(&owner.get("/sso/link").await.location.unwrap(), bob);
    owner.post("/sign-out", &[]).await;
    let answer = come_back(&mut owner, &back).await;
    assert!(answer.location.unwrap().contains("problem="));
    // Hours after the last proof nobody connects anything.
    let mut later = company.app.signed_in("ada").await;
    company.app.clock.advance(601);
    assert_eq!(later.get("/sso/link").await.location.as_deref(), Some("/confirm?next=/account"));
}

#[tokio::test]
async fn a_step_up_wants_a_fresh_sign_in_of_the_same_person() {
    let company = Company::new().await;
    let mut browser = company.app.browser();
    company.sign_in(&mut browser, bob).await;
    let there = browser.get("/sso/confirm?next=/account").await.location.unwrap();
    assert!(there.contains("prompt=login"), "{there}");
    let back = company.provider.sign_in(&there, bob);
    let before = browser.cookies[COOKIE].clone();
    assert_eq!(come_back(&mut browser, &back).await.location.as_deref(), Some("/account"));
    assert_ne!(browser.cookies[COOKIE], before);

    let there = browser.get("/sso/confirm").await.location.unwrap();
    let back = company.provider.sign_in(&there, |_| {});
    assert_eq!(
        come_back(&mut browser, &back).await.location,
        Some(company.problem("refused")),
        "somebody else"
    );
    let there = browser.get("/sso/confirm").await.location.unwrap();
    let back = company.provider.sign_in(&there, |forge| {
        bob(forge);
        forge.claims["auth_time"] = json!(START_S - 3_600);
    });
    assert_eq!(come_back(&mut browser, &back).await.location, Some(company.problem("refused")), "an old one");
}

#[tokio::test]
async fn pages_lead_to_the_company_account() {
    let company = Company::new().await;
    let mut owner = company.owner.clone();
    company.app.member(&company.actor, "max", OrganisationRole::Member).await;
    let mut max = company.app.signed_in("max").await;
    let settings = "href=\"/organisation/sso\"";
    for (browser, owns) in [(&mut owner, true), (&mut max, false)] {
        let page = browser.get("/account").await.text();
        assert!(page.contains("href=\"/sso/link\"") && page.contains(settings) == owns, "{page}");
        assert!(!browser.get("/confirm?next=/account").await.text().contains("/sso/confirm"));
    }
    let back = company.provider.sign_in(&max.get("/sso/link").await.location.unwrap(), bob);
    assert_eq!(come_back(&mut max, &back).await.location.as_deref(), Some("/account"));
    let page = max.get("/account").await.text();
    assert!(page.contains("id=\"company-account\"") && !page.contains("/sso/link"), "{page}");
    let page = max.get("/confirm?next=/account").await.text();
    assert!(page.contains("href=\"/sso/confirm?next=%2Faccount\""), "{page}");

    // Where it is demanded, a password confirms nothing, except of the owner who demands it.
    let demanded = [("enabled", "on"), ("required", "on")];
    assert_eq!(owner.post("/organisation/sso/switch", &demanded).await.status, 303);
    let mut max = company.app.browser();
    company.sign_in(&mut max, bob).await;
    let page = max.get("/confirm").await.text();
    assert!(page.contains("href=\"/sso/confirm\"") && !page.contains("name=\"present\""), "{page}");
    assert!(owner.get("/confirm").await.text().contains("name=\"present\""));

    // Where nothing is switched on, nothing is offered.
    assert_eq!(owner.post("/organisation/sso/switch", &[]).await.status, 303);
    let mut max = company.app.signed_in("max").await;
    for browser in [&mut owner, &mut max] {
        let page = browser.get("/account").await;
        assert!(page.status == 200 && !page.text().contains("id=\"company-account\""));
    }
    assert!(!max.get("/confirm").await.text().contains("/sso/confirm"));
}
