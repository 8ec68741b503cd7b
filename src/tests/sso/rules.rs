//! What a sign-in through the provider is worth, and what changes when an organisation demands it.

use super::*;
use crate::tests::factors::add_app;

#[tokio::test]
async fn a_session_at_the_provider_is_no_fresh_proof() {
    let company = Company::new().await;
    for (since_s, fresh) in [(Some(START_S), true), (Some(START_S - 3_600), false), (None, false)] {
        let mut browser = company.app.browser();
        let signed_in = company.sign_in(&mut browser, |forge| {
            bob(forge);
            match since_s {
                Some(since_s) => forge.claims["auth_time"] = json!(since_s),
                None => _ = forge.claims.as_object_mut().unwrap().remove("auth_time"),
            }
        });
        assert_eq!(signed_in.await.location.as_deref(), Some("/projects"));
        let answer = browser.post("/account/totp/begin", &[]).await;
        let expected = if fresh { "/account/totp" } else { "/confirm?next=/account" };
        assert_eq!(answer.location.as_deref(), Some(expected), "{since_s:?}");
    }
}

#[tokio::test]
async fn an_owner_is_asked_for_the_own_second_factor_too() {
    let company = Company::new().await;
    let mut owner = company.owner.clone();
    let there = owner.get("/sso/link").await.location.unwrap();
    let back = company.provider.sign_in(&there, |_| {});
    assert_eq!(come_back(&mut owner, &back).await.location.as_deref(), Some("/account"));
    let (_, codes) = add_app(&company.app, &mut owner).await;
    // Whoever administers the tenant can sign in there as anybody, but does not have the code.
    let mut browser = company.app.browser();
    let answer = company.sign_in(&mut browser, |_| {}).await;
    assert_eq!(answer.location.as_deref(), Some("/sign-in/second-step"));
    assert_eq!(browser.get("/account").await.status, 303);
    let answer = browser.post("/sign-in/second-step", &[("code", &codes[0])]).await;
    assert_eq!(answer.location.as_deref(), Some("/projects"));
    assert_eq!(browser.get("/account").await.status, 200);
}

#[tokio::test]
async fn demanding_the_provider_ends_what_began_before_and_leaves_one_way_in() {
    let company = Company::new().await;
    let app = &company.app;
    let mut owner = company.owner.clone();
    let other = app.member(&company.actor, "olga", OrganisationRole::Owner).await;
    app.member(&company.actor, "carl", OrganisationRole::Member).await;
    let (mut olga, mut carl) = (app.signed_in("olga").await, app.signed_in("carl").await);
    let required = [("enabled", "on"), ("required", "on")];
    assert_eq!(owner.post("/organisation/sso/switch", &required).await.status, 303);
    for browser in [&mut olga, &mut carl] {
        assert_eq!(browser.get("/account").await.status, 303);
    }
    assert_eq!(owner.get("/account").await.status, 200);
    // Nobody, not even the owner, takes the last way in away.
    let ada = company.actor.account;
    assert_eq!(owner.post(&format!("/members/{ada}/role"), &[("role", "member")]).await.status, 422);
    assert_eq!(owner.post(&format!("/members/{ada}/remove"), &[]).await.status, 422);
    assert_eq!(owner.post(&format!("/members/{}/remove", other.account), &[]).await.status, 303);
    // Pressing the button once more ends nothing.
    let mut bob_here = app.browser();
    company.sign_in(&mut bob_here, bob).await;
    assert_eq!(owner.post("/organisation/sso/switch", &required).await.status, 303);
    assert_eq!(bob_here.get("/account").await.status, 200);
    // When it is switched off, those who came through it are out.
    assert_eq!(owner.post("/organisation/sso/switch", &[]).await.status, 303);
    assert_eq!(bob_here.get("/account").await.status, 303);
}
