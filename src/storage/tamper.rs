//! What happens to somebody who changes the database.

use app::api::{ProjectId, ScenarioId};
use engine::plan::Scenario;
use engine::site::Site;
use uuid::Uuid;

use super::{NewProject, NewScenario, Quotas, Store, StoreError};
use crate::services::access;
use crate::tests::harness::TestApp;
use crate::tests::harness::event;
use crate::witness::ProjectAccess;

async fn two_projects(app: &TestApp) -> [ProjectAccess; 2] {
    let actor = app.account("ada").await;
    let mut made = Vec::new();
    for number in [10, 20] {
        let access = access::for_tests(&actor, ProjectId(Uuid::from_u128(number)));
        let scenarios =
            [NewScenario { id: ScenarioId(Uuid::from_u128(number + 1)), body: Scenario::default() }];
        let site = Site::new(format!("project {number}"), 2023);
        let new = NewProject { site: &site, scenarios: &scenarios, profiles: &[], weather: &[], now_s: 0 };
        app.backend.store.projects().create(&access, &new, &Quotas::STANDARD, &event()).await.unwrap();
        made.push(access);
    }
    made.try_into().unwrap_or_else(|_| unreachable!("two were made"))
}

async fn open(store: &Store, access: &ProjectAccess) -> Result<String, StoreError> {
    Ok(store.scenarios().first(access).await?.unwrap().plan.site.name)
}

#[tokio::test]
async fn swapped_records_cannot_be_opened() {
    let app = TestApp::new().await;
    let [first, second] = two_projects(&app).await;
    let store = &app.backend.store;
    assert_eq!(open(store, &first).await.unwrap(), "project 10");
    let site = |access: &ProjectAccess| {
        let project = access.project().0;
        async move {
            let query = sqlx::query_scalar("select site from projects where project_id = ?").bind(project);
            query.fetch_one(store.data.reader()).await.unwrap()
        }
    };
    let sites: [Vec<u8>; 2] = [site(&first).await, site(&second).await];
    for (access, record) in [&second, &first].into_iter().zip(sites) {
        let query = sqlx::query("update projects set site = ? where project_id = ?").bind(record);
        query.bind(access.project().0).execute(store.data.writer()).await.unwrap();
    }
    for access in [&first, &second] {
        let error = open(store, access).await.unwrap_err();
        assert!(
            matches!(error, StoreError::Inconsistent { table: "projects", column: "site", .. }),
            "{error}"
        );
    }
}

#[tokio::test]
async fn records_of_one_row_cannot_stand_in_each_others_column() {
    let app = TestApp::new().await;
    let [first, _] = two_projects(&app).await;
    let store = &app.backend.store;
    sqlx::query(
        "update scenarios set body = (select site from projects where project_id = scenarios.project_id)",
    )
    .execute(store.data.writer())
    .await
    .unwrap();
    let error = open(store, &first).await.unwrap_err();
    assert!(matches!(error, StoreError::Inconsistent { table: "scenarios", column: "body", .. }), "{error}");
}

#[tokio::test]
async fn a_project_moved_to_another_organisation_cannot_be_opened() {
    let app = TestApp::new().await;
    let [first, _] = two_projects(&app).await;
    let eve = app.account("eve").await;
    let store = &app.backend.store;
    sqlx::query("update projects set organisation_id = ?")
        .bind(eve.organisation.0)
        .execute(store.data.writer())
        .await
        .unwrap();
    let moved = access::for_tests(&eve, first.project());
    assert!(matches!(open(store, &moved).await, Err(StoreError::Inconsistent { .. })));
}

#[tokio::test]
async fn an_interrupted_deletion_is_finished_at_the_next_start() {
    let app = TestApp::new().await;
    let [first, second] = two_projects(&app).await;
    let store = &app.backend.store;
    store.vault.destroy(crate::vault::KeyPurpose::Project, first.project().0).await.unwrap();
    assert!(open(store, &first).await.unwrap_err().is_key_missing());
    assert_eq!(store.projects().finish_deletions(0).await.unwrap(), 1);
    assert!(store.scenarios().first(&first).await.unwrap().is_none());
    assert_eq!(open(store, &second).await.unwrap(), "project 20");
}
