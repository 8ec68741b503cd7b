//! The contract of the storage: one function per repository, for every kind of database that can make a
//! [`Store`].

use app::api::project::ProjectRole;
use app::api::{Actor, BatchId, ProjectId, Revision, ScenarioId, UploadId};
use engine::demand::ProfileId;
use engine::edit::Edit;
use engine::plan::Scenario;
use engine::site::{Site, WeatherId};
use uuid::Uuid;

use super::harness::{START_S, TestApp, event};
use crate::storage::{
    Commit, Committed, ListedProfile, NewProfile, NewProject, NewScenario, NewWeather, Quotas, SessionRow,
    Store, StoredProfile, StoredUpload, StoredWeather, WeatherValues,
};
use crate::witness::ProjectAccess;
use crate::witness::SteppedUp;

#[tokio::test]
async fn sqlite_keeps_the_contract() {
    let app = TestApp::new().await;
    let (ada, eve) = (app.account("ada").await, app.account("eve").await);
    let store = &app.backend.store;
    setup_tokens(store).await;
    sessions(store, &ada, &eve).await;
    accounts(store, &ada).await;
    let fresh = app.backend.services.context().stepped_up(&ada).unwrap();
    projects(store, &ada, &eve, &fresh).await;
    scenarios(store, &ada).await;
    series(store, &ada).await;
}

async fn setup_tokens(store: &Store) {
    let tokens = store.setup_tokens();
    tokens.replace(&[1; 32], 0, 100).await.unwrap();
    assert!(tokens.is_valid(&[1; 32], 99).await.unwrap());
    assert!(!tokens.is_valid(&[1; 32], 100).await.unwrap());
    tokens.replace(&[2; 32], 0, 100).await.unwrap();
    assert!(!tokens.is_valid(&[1; 32], 50).await.unwrap());
}

async fn sessions(store: &Store, ada: &Actor, eve: &Actor) {
    let sessions = store.sessions();
    let row = |actor: &Actor| SessionRow {
        account: Some(actor.account),
        created_at_s: 0,
        last_seen_at_s: 10,
        idle_s: 1_000,
        absolute_end_at_s: 100,
        payload: serde_json::json!({ "account": actor.account }),
    };
    for (token, actor) in [(1, ada), (2, ada), (3, eve)] {
        assert!(sessions.create(&[token; 32], &row(actor)).await.unwrap());
    }
    assert!(!sessions.create(&[1; 32], &row(eve)).await.unwrap());
    assert_eq!(sessions.find(&[1; 32]).await.unwrap(), Some(row(ada)));
    assert_eq!(sessions.find(&[9; 32]).await.unwrap(), None);
    assert_eq!(sessions.of(ada.account).await.unwrap().len(), 2);
    sessions.touch(&[1; 32], 20).await.unwrap();
    assert_eq!(sessions.find(&[1; 32]).await.unwrap().unwrap().last_seen_at_s, 20);
    assert_eq!(sessions.end_others(ada.account, Some(&[2; 16]), &event()).await.unwrap(), 1);
    assert!(sessions.find(&[1; 32]).await.unwrap().is_none());
    assert!(
        sessions.find(&[2; 32]).await.unwrap().is_some() && sessions.find(&[3; 32]).await.unwrap().is_some()
    );
    // Only whose session it is ends it.
    assert!(!sessions.end(ada.account, &[3; 16], &event()).await.unwrap());
    assert!(sessions.end(ada.account, &[2; 16], &event()).await.unwrap());
    assert_eq!(sessions.ended(99).await.unwrap(), Vec::<[u8; 32]>::new());
    assert_eq!(sessions.ended(100).await.unwrap(), [[3; 32]]);
    sessions.delete(&[3; 32]).await.unwrap();
    assert!(sessions.find(&[3; 32]).await.unwrap().is_none());
}

async fn accounts(store: &Store, ada: &Actor) {
    let accounts = store.accounts();
    assert!(accounts.any().await.unwrap());
    let found = accounts.find_by_email("ADA@stadtwerke.example").await.unwrap().unwrap();
    assert_eq!((found.id, found.organisation), (ada.account, ada.organisation));
    assert!(accounts.find_by_email("nobody@stadtwerke.example").await.unwrap().is_none());
    let mut person = found.person.clone();
    person.name = "Ada Lovelace".to_owned();
    accounts.set_person(ada.account, &person, Some(&event())).await.unwrap();
    assert_eq!(accounts.find(ada.account).await.unwrap().unwrap().person, person);
}

async fn create(store: &Store, actor: &Actor, project: u128) -> ProjectAccess {
    let access = crate::services::access::for_tests(actor, ProjectId(Uuid::from_u128(project)));
    let site = Site::new(format!("project {project}"), 2023);
    let body = Scenario { name: "A".to_owned(), ..Scenario::default() };
    let scenarios = [NewScenario { id: ScenarioId(Uuid::from_u128(project + 1)), body }];
    let new = NewProject { site: &site, scenarios: &scenarios, profiles: &[], weather: &[], now_s: START_S };
    store.projects().create(&access, &new, &Quotas::STANDARD, &event()).await.unwrap();
    access
}

async fn projects(store: &Store, ada: &Actor, eve: &Actor, fresh: &SteppedUp) {
    let projects = store.projects();
    let access = create(store, ada, 100).await;
    let role = |actor: &Actor| projects.role(actor.account, actor.organisation, access.project());
    assert_eq!(role(ada).await.unwrap(), Some(ProjectRole::Manage));
    assert_eq!(role(eve).await.unwrap(), None);
    // Naming the owner's organisation does not help whoever is not in it.
    assert_eq!(projects.role(eve.account, ada.organisation, access.project()).await.unwrap(), None);
    assert_eq!(projects.list(ada.account, ada.organisation).await.unwrap().len(), 1);
    assert_eq!(projects.list(eve.account, eve.organisation).await.unwrap(), []);
    projects.delete(&access, fresh, &event()).await.unwrap();
    assert_eq!(role(ada).await.unwrap(), None);
    assert_eq!(projects.finish_deletions(START_S).await.unwrap(), 0);
}

async fn scenarios(store: &Store, ada: &Actor) {
    let access = create(store, ada, 200).await;
    let scenarios = store.scenarios();
    let before = scenarios.first(&access).await.unwrap().unwrap();
    let edit = Edit::SetPlace { place: "Jena".to_owned() };
    let mut plan = before.plan.clone();
    engine::edit::apply(&mut plan, &edit).unwrap();
    let edits = [edit];
    let commit = |batch| Commit {
        from: &before,
        plan: &plan,
        batch: BatchId(Uuid::from_u128(batch)),
        edits: &edits,
        dropped: &[4],
        now_s: START_S + 5,
    };
    assert_eq!(scenarios.commit(&access, &commit(1)).await.unwrap(), Committed::Stored(Revision(1)));
    assert_eq!(scenarios.commit(&access, &commit(2)).await.unwrap(), Committed::Stale);
    let after = scenarios.find(&access, before.scenario).await.unwrap().unwrap();
    assert_eq!(
        (after.plan.site.place.as_str(), after.revision, after.changed_at_s),
        ("Jena", Revision(1), START_S + 5)
    );
    let history = scenarios.history(&access, before.scenario, Revision(0)).await.unwrap();
    assert_eq!((history.len(), &history[0].edits[..], &history[0].dropped[..]), (1, &edits[..], &[4][..]));
    assert!(scenarios.history(&access, before.scenario, Revision(1)).await.unwrap().is_empty());
    let seen = scenarios.batch(&access, before.scenario, BatchId(Uuid::from_u128(1))).await.unwrap();
    assert_eq!(seen.as_ref(), history.first());
    assert!(scenarios.batch(&access, before.scenario, BatchId(Uuid::from_u128(2))).await.unwrap().is_none());
    let elsewhere = create(store, ada, 300).await;
    assert!(scenarios.find(&elsewhere, before.scenario).await.unwrap().is_none());
    assert!(scenarios.history(&elsewhere, before.scenario, Revision(0)).await.unwrap().is_empty());
}

async fn series(store: &Store, ada: &Actor) {
    let (access, elsewhere) = (create(store, ada, 400).await, create(store, ada, 500).await);
    let id = ProfileId(Uuid::from_u128(600));
    let card = StoredProfile {
        name: "meter".to_owned(),
        step_minutes: 60,
        annual_kwh: 8_760.0,
        peak_kw: 1.0,
        import_log: vec!["line".to_owned()],
        synthetic: None,
        sparkline_kw: vec![1.0; 73],
    };
    let uploads = store.uploads();
    let (used, draft) = (UploadId(Uuid::from_u128(601)), UploadId(Uuid::from_u128(602)));
    let file = StoredUpload { name: "meter.csv".to_owned(), bytes: 3 };
    for upload in [used, draft] {
        uploads.add(&access, upload, &file, b"1\n2", &Quotas::STANDARD, &event()).await.unwrap();
    }
    let (found, content) = uploads.find(&access, used).await.unwrap().unwrap();
    assert_eq!((found, content.as_slice()), (file, &b"1\n2"[..]));
    assert!(uploads.find(&elsewhere, used).await.unwrap().is_none());
    let new = NewProfile { id, card: card.clone(), values_kw: vec![1.0; 8_760], upload: Some(used) };
    store.profiles().add(&access, &new, START_S).await.unwrap();
    let listed = ListedProfile { id, card: card.clone(), upload: Some(used) };
    assert_eq!(store.profiles().list(&access).await.unwrap(), [listed]);
    assert_eq!(store.profiles().find(&access, id).await.unwrap(), Some((card.clone(), vec![1.0; 8_760])));
    uploads.remove_drafts(&access, START_S + 1).await.unwrap();
    assert_eq!(uploads.count(&access).await.unwrap(), 1);
    assert!(uploads.find(&access, draft).await.unwrap().is_none());
    let renamed = StoredProfile { name: "other".to_owned(), ..card };
    assert!(!store.profiles().set_card(&elsewhere, id, &renamed).await.unwrap());
    assert!(store.profiles().set_card(&access, id, &renamed).await.unwrap());
    assert_eq!(store.profiles().find(&access, id).await.unwrap().unwrap().0, renamed);
    assert_eq!(store.profiles().find(&elsewhere, id).await.unwrap(), None);
    assert_eq!(
        (store.profiles().count(&access).await.unwrap(), store.profiles().count(&elsewhere).await.unwrap()),
        (1, 0)
    );
    assert!(!store.profiles().remove(&elsewhere, id, &event()).await.unwrap());
    assert!(store.profiles().remove(&access, id, &event()).await.unwrap());
    assert_eq!(store.profiles().find(&access, id).await.unwrap(), None);

    for (number, global_irradiance_w_m2) in [(700, None), (701, Some(vec![0.5; 8_760]))] {
        let id = WeatherId(Uuid::from_u128(number));
        let card = StoredWeather { name: "w".to_owned(), source: "s".to_owned(), mean_temperature_c: 9.0 };
        let values = WeatherValues { temperature_c: vec![9.0; 8_760], global_irradiance_w_m2 };
        let new = NewWeather { id, card: card.clone(), values: values.clone(), upload: None };
        store.weather().add(&access, &new, START_S).await.unwrap();
        assert_eq!(store.weather().find(&access, id).await.unwrap(), Some((card, values)));
        assert_eq!(store.weather().find(&elsewhere, id).await.unwrap(), None);
    }
    assert_eq!(store.weather().count(&access).await.unwrap(), 2);
}
