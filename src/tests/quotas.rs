//! Nobody keeps so much that nothing is left for others.

use app::api::Actor;
use app::api::member::OrganisationRole;
use app::api::project::ProjectRole;
use engine::random::Random;

use super::browser::{Answer, Browser};
use super::harness::TestApp;
use crate::services::access;
use crate::storage::Quotas;

/// Files are kept in blocks of 4 KiB.
const TIGHT: Quotas = Quotas { projects: 2, files: 3, file_bytes: 22_000, organisation_file_bytes: 34_000 };

/// Something that cannot be compressed.
fn noise(bytes: usize) -> Vec<u8> {
    let mut random = Random::new(bytes as u64);
    (0..bytes).map(|_| random.below(256) as u8).collect()
}

async fn project(browser: &mut Browser, name: &str) -> String {
    let path = browser.post("/projects", &[("name", name)]).await.location.unwrap();
    path.trim_start_matches("/projects/").to_owned()
}

async fn kept(app: &TestApp, actor: &Actor, project: &str) -> i64 {
    let access = access::for_tests(actor, project.parse().unwrap());
    app.backend.store.uploads().count(&access).await.unwrap()
}

/// Names of the files in the folder of the server.
fn files(app: &TestApp) -> Vec<String> {
    let entries = std::fs::read_dir(app.folder.path()).unwrap();
    let mut names: Vec<_> =
        entries.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

fn assert_used_up(answer: &Answer) {
    assert_eq!((answer.status, answer.error()), (413, "too-large".to_owned()), "{}", answer.text());
}

/// Mia edits Ada's project, too.
async fn colleague(app: &TestApp, ada: &Actor, project: &str) -> Browser {
    let mia = app.member(ada, "mia", OrganisationRole::Member).await;
    let members = app.backend.services.member_service();
    let project = project.parse().unwrap();
    members.set_project_role(ada, project, mia.account, Some(ProjectRole::Edit)).await.unwrap();
    app.signed_in("mia").await
}

#[tokio::test]
async fn an_account_keeps_a_number_of_files_in_all_projects_together() {
    let app = TestApp::with_quotas(TIGHT).await;
    let actor = app.account("ada").await;
    let mut ada = app.signed_in("ada").await;
    let (first, second) = (project(&mut ada, "One").await, project(&mut ada, "Two").await);
    let before = files(&app);
    for to in [&first, &first, &second] {
        assert_eq!(ada.send_file(to, "a.csv", b"1\n").await.status, 201);
    }
    for to in [&first, &second] {
        assert_used_up(&ada.send_file(to, "a.csv", b"1\n").await);
    }
    assert_eq!((kept(&app, &actor, &first).await, kept(&app, &actor, &second).await), (2, 1));
    // Nothing is left over on the disk.
    assert_eq!(files(&app), before);
    // What counts is who uploads, not where.
    let mut mia = colleague(&app, &actor, &first).await;
    assert_eq!(mia.send_file(&first, "a.csv", b"1\n").await.status, 201);
    // Drafts that nobody took over make room after a day.
    app.clock.advance(25 * 3_600);
    let mut ada = app.signed_in("ada").await;
    assert_eq!(ada.send_file(&first, "a.csv", b"1\n").await.status, 201);
    assert_eq!(kept(&app, &actor, &first).await, 1);
}

#[tokio::test]
async fn an_account_and_an_organisation_keep_a_number_of_bytes() {
    let app = TestApp::with_quotas(TIGHT).await;
    let actor = app.account("ada").await;
    let mut ada = app.signed_in("ada").await;
    let project = project(&mut ada, "One").await;
    assert_eq!(ada.send_file(&project, "a.csv", &noise(12_000)).await.status, 201);
    assert_used_up(&ada.send_file(&project, "a.csv", &noise(12_001)).await);
    assert_eq!(ada.send_file(&project, "a.csv", &noise(6_000)).await.status, 201);
    // Within her own quota, but not within that of the organisation.
    let mut mia = colleague(&app, &actor, &project).await;
    assert_used_up(&mia.send_file(&project, "a.csv", &noise(16_000)).await);
    assert_eq!(mia.send_file(&project, "a.csv", &noise(10_000)).await.status, 201);
    assert_eq!(kept(&app, &actor, &project).await, 3);
    // Other organisations do not notice.
    app.account("eve").await;
    let mut eve = app.signed_in("eve").await;
    let path = eve.post("/projects", &[("name", "Hers")]).await.location.unwrap();
    let hers = path.trim_start_matches("/projects/");
    assert_eq!(eve.send_file(hers, "a.csv", &noise(12_000)).await.status, 201);
}

#[tokio::test]
async fn files_sent_at_once_do_not_get_past_the_quota() {
    let app = TestApp::with_quotas(TIGHT).await;
    let actor = app.account("ada").await;
    let mut ada = app.signed_in("ada").await;
    let project = project(&mut ada, "One").await;
    let sent = (0..12).map(|_| {
        let (mut browser, project) = (ada.clone(), project.clone());
        async move { browser.send_file(&project, "a.csv", b"1\n").await.status }
    });
    let statuses = futures::future::join_all(sent).await;
    assert_eq!(statuses.iter().filter(|status| **status == 201).count(), 3, "{statuses:?}");
    assert_eq!(kept(&app, &actor, &project).await, 3);
}

#[tokio::test]
async fn an_organisation_has_a_number_of_projects_and_is_told_so() {
    let app = TestApp::with_quotas(TIGHT).await;
    app.account("ada").await;
    let mut ada = app.signed_in("ada").await;
    let first = project(&mut ada, "One").await;
    let file = ada.get(&format!("/projects/{first}/export")).await.body;
    project(&mut ada, "Two").await;
    let said = "Your organisation has 2 projects already";
    for refused in [
        ada.post("/projects", &[("name", "Three")]).await,
        ada.post("/projects/sample", &[]).await,
        ada.upload("/projects/import", &file).await,
        ada.post(&format!("/projects/{first}/duplicate"), &[("name", "Copy")]).await,
    ] {
        assert_eq!(refused.status, 507);
        let page = refused.text();
        assert!(page.contains(said) && page.matches("card__title").count() == 2, "{page}");
    }
    ada.post("/account", &[("name", "Ada"), ("locale", "de"), ("theme", "auto")]).await;
    let page = ada.post("/projects/sample", &[]).await.text();
    assert!(page.contains("Ihre Organisation hat schon 2 Projekte"), "{page}");

    let delete = format!("/projects/{first}/delete");
    assert_eq!(ada.post(&delete, &[("typed_name", "One")]).await.status, 303);
    assert_eq!(ada.post("/projects", &[("name", "Three")]).await.status, 303);
    app.account("eve").await;
    assert_eq!(app.signed_in("eve").await.post("/projects", &[("name", "Hers")]).await.status, 303);
}

#[tokio::test]
async fn projects_made_at_once_do_not_get_past_the_quota() {
    let app = TestApp::with_quotas(TIGHT).await;
    app.account("ada").await;
    let mut ada = app.signed_in("ada").await;
    ada.form_token().await;
    let made = (0..8).map(|_| {
        let mut browser = ada.clone();
        async move { browser.post("/projects", &[("name", "One")]).await.status }
    });
    let statuses = futures::future::join_all(made).await;
    assert_eq!(statuses.iter().filter(|status| **status == 303).count(), 2, "{statuses:?}");
    assert_eq!(ada.get("/projects").await.text().matches("card__title").count(), 2);
}
