//! What cannot be undone needs a fresh proof of who acts.

use app::api::member::OrganisationRole;
use app::api::{AppError, Backend as _};

use super::factors::add_app;
use super::harness::{PASSWORD, TestApp};
use crate::identity::sessions::{COOKIE, SessionLimits};
use crate::services::step_up::FRESH_S;

#[tokio::test]
async fn deleting_a_project_asks_again_and_what_was_typed_stays() {
    let app = TestApp::new().await;
    app.account("ada").await;
    let mut ada = app.signed_in("ada").await;
    let project = ada.post("/projects/sample", &[]).await.location.unwrap();
    let delete = format!("{project}/delete");
    assert_eq!(ada.get(&delete).await.status, 200);

    app.clock.advance(FRESH_S + 1);
    let confirm = format!("/confirm?next={delete}");
    assert_eq!(ada.get(&delete).await.location.as_deref(), Some(confirm.as_str()));
    let answer = ada.post(&delete, &[("typed_name", "Musterquartier")]).await;
    assert_eq!(answer.location.as_deref(), Some(confirm.as_str()));
    assert_eq!(ada.get(&project).await.status, 200);
    assert!(ada.get(&confirm).await.text().contains(&format!("value=\"{delete}\"")));

    let wrong = ada.post("/confirm", &[("present", "wrong"), ("next", &delete)]).await;
    assert_eq!(wrong.status, 422);
    assert_eq!(ada.get(&delete).await.status, 303);

    let old = ada.clone();
    let right = ada.post("/confirm", &[("present", PASSWORD), ("next", &delete)]).await;
    assert_eq!(right.location.as_deref(), Some(delete.as_str()));
    assert_ne!(ada.cookies[COOKIE], old.cookies[COOKIE]);
    assert_eq!(old.clone().get("/account").await.status, 303);
    assert!(ada.get(&delete).await.text().contains("value=\"Musterquartier\""));
    assert_eq!(ada.post(&delete, &[("typed_name", "Musterquartier")]).await.status, 303);
    assert_eq!(ada.get(&project).await.status, 404);
}

#[tokio::test]
async fn a_service_asks_for_the_proof_whoever_calls_it() {
    let app = TestApp::new().await;
    let mut actor = app.account("ada").await;
    let projects = app.backend.services.projects();
    let project = projects.create_sample(&actor).await.unwrap();
    for stale in [app.clock_s() - FRESH_S - 1, app.clock_s() + 1, 0] {
        actor.proved_at_s = stale;
        let refused = projects.delete(&actor, project, "Musterquartier").await;
        assert_eq!(refused, Err(AppError::StepUpRequired), "{stale}");
    }
    actor.proved_at_s = app.clock_s() - FRESH_S;
    assert_eq!(projects.delete(&actor, project, "Musterquartier").await, Ok(()));
}

#[tokio::test]
async fn exporting_a_whole_project_asks_again_and_then_the_download_begins() {
    let app = TestApp::new().await;
    let actor = app.account("ada").await;
    let mut ada = app.signed_in("ada").await;
    let project = ada.post("/projects/sample", &[]).await.location.unwrap();
    let (export, download) = (format!("{project}/export"), format!("{project}/download"));
    assert_eq!(ada.get(&export).await.status, 200);

    app.clock.advance(FRESH_S + 1);
    let confirm = format!("/confirm?next={download}");
    for path in [&export, &download] {
        let answer = ada.get(path).await;
        assert_eq!((answer.status, answer.location.as_deref()), (303, Some(confirm.as_str())), "{path}");
        assert!(answer.body.is_empty());
    }
    // A chart, or one file that was uploaded, is not everything.
    assert_eq!(ada.get(&format!("{project}/charts/load-profile.svg")).await.status, 200);

    let right = ada.post("/confirm", &[("present", PASSWORD), ("next", &download)]).await;
    assert_eq!(right.location.as_deref(), Some(download.as_str()));
    let page = ada.get(&download).await;
    assert_eq!(page.headers["refresh"], format!("0;url={export}"));
    assert!(page.text().contains(&format!("href=\"{export}\"")), "without a script there is a link");
    let file = ada.get(&export).await;
    assert_eq!(file.status, 200);
    assert!(file.headers["content-disposition"].to_str().unwrap().starts_with("attachment"));

    // Past the pages, too.
    let id = project.trim_start_matches("/projects/").parse().unwrap();
    let stale = app::api::Actor { proved_at_s: app.clock_s() - FRESH_S - 1, ..actor };
    assert_eq!(app.backend.services.projects().export(&stale, id).await, Err(AppError::StepUpRequired));
    // Nobody learns by that whether a project exists.
    app.account("eve").await;
    let mut eve = app.signed_in("eve").await;
    app.clock.advance(FRESH_S + 1);
    for path in [&export, &download] {
        assert_eq!(eve.get(path).await.status, 404, "{path}");
    }
}

#[tokio::test]
async fn giving_and_taking_roles_asks_again() {
    let app = TestApp::new().await;
    let ada = app.account("ada").await;
    let mia = app.member(&ada, "mia", OrganisationRole::Member).await;
    let mut owner = app.signed_in("ada").await;
    let project = owner.post("/projects/sample", &[]).await.location.unwrap();
    app.clock.advance(FRESH_S + 1);
    for (path, back) in [
        (format!("/members/{}/role", mia.account), "/members".to_owned()),
        (format!("/members/{}/remove", mia.account), format!("/members/{}/remove", mia.account)),
        (format!("{project}/members/{}", mia.account), format!("{project}/members")),
    ] {
        let fields: &[(&str, &str)] = if path.ends_with("/remove") { &[] } else { &[("role", "guest")] };
        let fields = if path.contains("/projects/") { &[("role", "view")] } else { fields };
        let answer = owner.post(&path, fields).await;
        assert_eq!(answer.location, Some(format!("/confirm?next={back}")), "{path}");
    }
    // The proof comes before the question, so that nothing comes after the answer.
    let question = format!("/members/{}/remove", mia.account);
    assert_eq!(owner.get(&question).await.location, Some(format!("/confirm?next={question}")));
    assert_eq!(app.find("mia").await.role, OrganisationRole::Member);
    assert_eq!(app.signed_in("mia").await.get(&project).await.status, 404);
}

#[tokio::test]
async fn what_a_proof_interrupts_comes_back_as_it_was_chosen_and_says_that_it_was_not_done() {
    const NOT_YET: &str = "This has not been done yet";
    let app = TestApp::new().await;
    let ada = app.account("ada").await;
    let mia = app.member(&ada, "mia", OrganisationRole::Member).await;
    let mut owner = app.signed_in("ada").await;
    let project = owner.post("/projects/sample", &[]).await.location.unwrap();
    let (delete, members) = (format!("{project}/delete"), format!("{project}/members"));
    let (role, in_project) = (format!("/members/{}/role", mia.account), format!("{members}/{}", mia.account));
    let chosen = |key: &str| format!("value=\"{key}\" selected");
    struct Act<'a> {
        path: &'a str,
        field: Option<(&'a str, &'a str)>,
        /// Where its sender comes back to.
        back: &'a str,
        /// What has to stand there again.
        stands: String,
    }
    let act = |path, field, back, stands: &str| Act { path, field, back, stands: stands.to_owned() };
    let acts = [
        act(&in_project, Some(("role", "edit")), &members, &chosen("edit")),
        act(&role, Some(("role", "guest")), "/members", &chosen("guest")),
        act("/organisation/second-factor", Some(("required", "on")), "/members", ""),
        act(&delete, Some(("typed_name", "Musterquartier")), &delete, "value=\"Musterquartier\""),
        act("/account/email", Some(("email", "new@example.org")), "/account", ""),
        act("/account/totp/begin", None, "/account", ""),
        act("/account/recovery-codes", None, "/account", ""),
        act("/account/factors/remove", Some(("factor", "totp")), "/account", ""),
        act("/invitations", Some(("email", "neu@example.org")), "/invitations", "neu@example.org"),
    ];
    for Act { path, field, back, stands } in acts {
        app.clock.advance(FRESH_S + 1);
        let sent = owner.post(path, field.as_slice()).await;
        assert_eq!(sent.location, Some(format!("/confirm?next={back}")), "{path}");
        let proved = owner.post("/confirm", &[("present", PASSWORD), ("next", back)]).await;
        assert_eq!(proved.location.as_deref(), Some(back), "{path}");
        let page = owner.get(back).await.text();
        assert!(page.contains(NOT_YET), "{path}");
        assert!(page.contains(&stands), "{path}: {stands}");
        let again = owner.get(back).await.text();
        assert!(!again.contains(NOT_YET), "{path} says it once");
    }
    assert_eq!(app.find("mia").await.role, OrganisationRole::Member, "nothing was done");
}

#[tokio::test]
async fn whoever_has_a_second_factor_confirms_with_it() {
    let app = TestApp::new().await;
    app.account("ada").await;
    let mut ada = app.signed_in("ada").await;
    let page = ada.get("/confirm").await.text();
    assert!(page.contains("name=\"present\"") && !page.contains("name=\"code\""));
    add_app(&app, &mut ada).await;
    let page = ada.get("/confirm").await.text();
    assert!(!page.contains("name=\"present\"") && page.contains("name=\"code\""));
    assert_eq!(ada.post("/confirm", &[("present", PASSWORD)]).await.status, 422);
}

#[tokio::test]
async fn a_new_proof_does_not_prolong_the_session() {
    let app = TestApp::new().await;
    app.account("ada").await;
    let mut ada = app.signed_in("ada").await;
    let limits = SessionLimits::STANDARD;
    for _ in 0..limits.absolute_s / 1_200 - 1 {
        app.clock.advance(1_200);
        assert_eq!(ada.post("/confirm", &[("present", PASSWORD)]).await.status, 303);
    }
    app.clock.advance(1_200);
    assert_eq!(ada.get("/account").await.status, 303);
}

#[tokio::test]
async fn guessing_the_password_inside_a_session_is_slowed_down_too() {
    let app = TestApp::new().await;
    app.account("ada").await;
    let mut ada = app.signed_in("ada").await;
    for _ in 0..10 {
        assert_eq!(ada.post("/confirm", &[("present", "wrong")]).await.status, 422);
    }
    let refused = ada.post("/confirm", &[("present", PASSWORD)]).await;
    assert_eq!(refused.status, 429);
    assert!(refused.headers.contains_key("retry-after"));
}

#[tokio::test]
async fn the_way_back_leads_nowhere_else() {
    let app = TestApp::new().await;
    app.account("ada").await;
    let mut ada = app.signed_in("ada").await;
    for evil in ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)"] {
        let answer = ada.post("/confirm", &[("present", PASSWORD), ("next", evil)]).await;
        assert_eq!(answer.location.as_deref(), Some("/projects"), "{evil}");
    }
}
