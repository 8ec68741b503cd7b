//! Setting the identity provider of an organisation up.

use super::*;
use crate::vault::KeyPurpose;

#[tokio::test]
async fn settings_are_for_owners_and_say_what_is_wrong() {
    let company = Company::new().await;
    let mut owner = company.owner.clone();
    let page = owner.get("/organisation/sso").await.text();
    let redirect = format!("https://lastgang.example/sso/{}/callback", company.id);
    assert!(page.contains(&redirect) && page.contains("BEGIN CERTIFICATE"), "{page}");
    assert!(!page.contains("PRIVATE KEY"));
    let mut member = company.app.browser();
    company.sign_in(&mut member, bob).await;
    assert_eq!(member.get("/organisation/sso").await.status, 404);
    for action in ["", "/begin", "/certificate", "/switch", "/test"] {
        let fields = if action.is_empty() { fields(&company.provider.issuer) } else { Vec::new() };
        assert_eq!(member.post(&format!("/organisation/sso{action}"), &fields).await.status, 404, "{action}");
    }
    let right = || fields(&company.provider.issuer);
    for (name, value, said) in [
        ("issuer", "common", "not a name"),
        ("issuer", "9188040d-6c67-4c5b-b112-36a304b66dad", "private Microsoft accounts"),
        ("client_id", "lastgang", "GUID"),
        ("rules", "Lastgang.Owner = owner", "Line 1"),
        ("otherwise", "owner", "no such role"),
        ("step_up_context", "c0", "c1 to c99"),
        ("secret", "a b", "blanks"),
        ("secret_ends", "morgen", "YYYY-MM-DD"),
    ] {
        let answer = owner.post("/organisation/sso", &with(right(), name, value)).await;
        assert_eq!(answer.status, 422, "{name}");
        assert!(answer.text().contains(said), "{name}: {}", answer.text());
    }
    assert_eq!(owner.post("/organisation/sso", &right()).await.status, 303);
}

#[tokio::test]
async fn rules_stay_text_whatever_stands_in_them() {
    let company = Company::new().await;
    let mut owner = company.owner.clone();
    let right = || fields(&company.provider.issuer);
    let answer =
        owner.post("/organisation/sso", &with(right(), "rules", "</textarea><b>&amp; = nobody")).await;
    assert_eq!(answer.status, 422);
    assert!(answer.text().contains("&lt;/textarea>&lt;b>&amp;amp; = nobody</textarea>"), "{}", answer.text());
    let saved = owner.post("/organisation/sso", &with(right(), "rules", "</textarea><b> = member")).await;
    assert_eq!(saved.status, 303, "{}", saved.text());
    let page = owner.get("/organisation/sso").await.text();
    assert!(page.contains("&lt;/textarea>&lt;b> = member") && !page.contains("</textarea><b>"), "{page}");
}

#[tokio::test]
async fn the_connection_test_says_in_words_what_came_back() {
    let company = Company::new().await;
    let mut owner = company.owner.clone();
    let mut test = async || owner.post("/organisation/sso/test", &[]).await.text();
    assert!(test().await.contains("2 keys can be used"));
    for (behaviour, said) in [
        (Behaviour::Failing, "answer 500"),
        (Behaviour::Silent, "does not answer"),
        (Behaviour::Redirecting, "redirect"),
    ] {
        company.provider.behave(behaviour);
        let page = test().await;
        assert!(page.contains(said), "{behaviour:?}: {page}");
    }
    company.provider.behave(Behaviour::Honest);
    company.provider.say(|metadata| metadata["issuer"] = json!("https://login.microsoftonline.com/x/v2.0"));
    assert!(test().await.contains("calls itself"));
    company.provider.say(|metadata| {
        *metadata = super::super::provider::metadata(&Issuer::Entra { tenant: TENANT });
        metadata["token_endpoint_auth_methods_supported"] = json!(["client_secret_post"]);
    });
    assert!(test().await.contains("kind of credential"));
}

#[tokio::test]
async fn a_secret_works_as_well_and_a_wrong_one_does_not() {
    let company = Company::new().await;
    let mut owner = company.owner.clone();
    company.provider.demand_secret("Zq8Q~secret-of-the-tests");
    assert_eq!(
        company.sign_in(&mut company.app.browser(), bob).await.location,
        Some(company.problem("refused"))
    );
    let fields = with(fields(&company.provider.issuer), "secret", "Zq8Q~secret-of-the-tests");
    let saved = owner.post("/organisation/sso", &with(fields, "secret_ends", "2027-01-20")).await;
    assert_eq!(saved.status, 303, "{}", saved.text());
    let answer = company.sign_in(&mut company.app.browser(), bob).await;
    assert_eq!(answer.location.as_deref(), Some("/projects"));
    let page = owner.get("/organisation/sso").await.text();
    assert!(!page.contains("secret-of-the-tests") && page.contains("end in"), "{page}");
}

#[tokio::test]
async fn an_address_that_does_not_exist_looks_like_one_that_does() {
    let company = Company::new().await;
    let clean = |answer: Answer, address: &str| {
        let policy = answer.headers["content-security-policy"].to_str().unwrap().to_owned();
        let nonce = policy.split("'nonce-").nth(1).unwrap().split('\'').next().unwrap().to_owned();
        (answer.status, answer.text().replace(&nonce, "").replace(address, "ADDRESS"))
    };
    let mut stranger = company.app.browser();
    stranger.form_token().await;
    let known = stranger.get(&format!("/sign-in/{}", company.address)).await;
    let unknown = stranger.get("/sign-in/zzzzzzzzzzzz").await;
    assert_eq!(clean(known, &company.address), clean(unknown, "zzzzzzzzzzzz"));
    let start = company.app.browser().get("/sso/zzzzzzzzzzzz/start").await;
    assert_eq!(start.location.as_deref(), Some("/sign-in/zzzzzzzzzzzz?problem=not-available"));
}

#[tokio::test]
async fn what_is_switched_off_lets_nobody_in() {
    let company = Company::new().await;
    let mut browser = company.app.browser();
    let there = company.start(&mut browser).await;
    let back = company.provider.sign_in(&there, bob);
    company.owner.clone().post("/organisation/sso/switch", &[]).await;
    assert_eq!(come_back(&mut browser, &back).await.location.as_deref(), Some("/sign-in"));
    let start = browser.get(&format!("/sso/{}/start", company.address)).await;
    assert_eq!(start.location, Some(company.problem("not-available")));
}

#[tokio::test]
async fn a_new_certificate_is_a_new_key_and_waits_for_a_review() {
    let company = Company::new().await;
    let answer = company.owner.clone().post("/organisation/sso/certificate", &[]).await;
    assert_eq!(answer.status, 303, "{}", answer.text());
    let row = company.app.backend.store.audit().newest(1).await.unwrap().remove(0).row;
    assert_eq!(row.action, "crypt_key_changed");
    assert_eq!((row.actor, row.object), (Some(company.actor.account.0), Some(company.actor.organisation.0)));
    assert!(row.needs_review);
}

#[tokio::test]
async fn the_last_way_in_passes_to_another_owner_when_the_key_of_the_first_is_gone() {
    let company = Company::new().await;
    let mia = company.app.member(&company.actor, "mia", OrganisationRole::Owner).await;
    let required = [("enabled", "on"), ("required", "on")];
    assert_eq!(company.owner.clone().post("/organisation/sso/switch", &required).await.status, 303);
    let store = &company.app.backend.store;
    store.vault().destroy(KeyPurpose::Account, company.actor.account.0).await.unwrap();
    assert_eq!(store.accounts().delete_destroyed(START_S).await.unwrap(), 1);
    let provider = store.identity_providers().of(company.actor.organisation).await.unwrap().unwrap();
    assert_eq!((provider.enabled, provider.required_except), (true, Some(mia.account)));
}
