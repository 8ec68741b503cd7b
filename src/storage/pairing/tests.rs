//! Every pairing of root key, keys and data: what does not belong together is named, and nothing is written.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::sync::Arc;

use app::api::{Backend as _, ProjectId};
use tempfile::TempDir;
use uuid::Uuid;

use super::super::database::Database;
use crate::boot::{Backend, DataPlace};
use crate::clock::{Clock, SystemIds};
use crate::services::Instance;
use crate::tests::harness::{CHEAP, START_S, TestApp, place};
use crate::vault::KeyPurpose;

/// Copies of one instance from two times, and of another one.
struct Copies {
    old: TempDir,
    new: TempDir,
    foreign: TempDir,
    /// Deleted and made between the two times.
    deleted: ProjectId,
    made: ProjectId,
    kept: ProjectId,
}

const FILES: [&str; 2] = ["keys.sqlite", "data.sqlite"];

fn copy(from: &Path, file: &str, to: &Path) {
    fs::copy(from.join(file), to.join(file)).unwrap();
}

fn copy_all(from: &Path) -> TempDir {
    let to = tempfile::tempdir().unwrap();
    for file in ["keys.sqlite", "data.sqlite", "root.key"] {
        copy(from, file, to.path());
    }
    to
}

async fn project(app: &Backend, actor: &app::api::Actor) -> ProjectId {
    app.services.projects().create_sample(actor).await.unwrap()
}

async fn delete(backend: &Backend, actor: &app::api::Actor, id: ProjectId) {
    let actor = &app::api::Actor { proved_at_s: Later.now_s(), ..actor.clone() };
    let fresh = backend.services.context().stepped_up(actor).unwrap();
    let access = crate::services::access::for_tests(actor, id);
    let event = crate::audit::Entry::by(crate::audit::Action::SensitiveDelete, Later.now_s(), actor).on(id);
    backend.store.projects().delete(&access, &fresh, &event).await.unwrap();
}

/// Later than everything that the test server does.
struct Later;

impl Clock for Later {
    fn now_s(&self) -> i64 {
        START_S + 1_000
    }
}

async fn open(place: &DataPlace) -> Result<Backend, String> {
    let opened = Backend::open(place, Arc::new(Later), Arc::new(SystemIds), CHEAP, Instance::default()).await;
    opened.map_err(|error| error.to_string())
}

impl Copies {
    async fn make() -> Self {
        let app = TestApp::new().await;
        let ada = app.account("ada").await;
        let (kept, deleted) = (project(&app.backend, &ada).await, project(&app.backend, &ada).await);
        app.backend.close().await;
        let old = copy_all(app.folder.path());
        let backend = open(&place(app.folder.path())).await.unwrap();
        delete(&backend, &ada, deleted).await;
        let made = project(&backend, &ada).await;
        backend.close().await;
        let new = copy_all(app.folder.path());
        let foreign = tempfile::tempdir().unwrap();
        let backend = open(&place(foreign.path())).await.unwrap();
        let event = crate::tests::harness::event();
        backend.store.audit().record(&event).await.unwrap();
        backend.close().await;
        Self { old, new, foreign, deleted, made, kept }
    }

    fn of(&self, kind: &str) -> &Path {
        match kind {
            "old" => self.old.path(),
            "foreign" => self.foreign.path(),
            _ => self.new.path(),
        }
    }

    /// A data directory of these parts.
    fn folder(&self, root: &str, keys: &str, data: &str) -> TempDir {
        let folder = tempfile::tempdir().unwrap();
        for (file, kind) in [("keys.sqlite", keys), ("data.sqlite", data)] {
            match kind {
                "missing" => {}
                "empty" => drop(fs::File::create(folder.path().join(file)).unwrap()),
                "cut" => {
                    let whole = fs::read(self.new.path().join(file)).unwrap();
                    fs::write(folder.path().join(file), &whole[..whole.len() / 2]).unwrap();
                }
                "no database" => fs::write(folder.path().join(file), "PK\u{3}\u{4} something else").unwrap(),
                kind => copy(self.of(kind), file, folder.path()),
            }
        }
        let key = folder.path().join("root.key");
        match root {
            "missing" => {}
            "no text" => fs::write(&key, [0xff, 0xfe, 0x00, 0xc3]).unwrap(),
            kind => copy(self.of(kind), "root.key", folder.path()),
        }
        if key.exists() {
            fs::set_permissions(&key, fs::Permissions::from_mode(0o400)).unwrap();
        }
        folder
    }
}

/// What has to be said of a pairing; `None` if it opens.
fn expected(root: &str, keys: &str, data: &str) -> Option<&'static str> {
    let nothing = |kind: &str| matches!(kind, "missing" | "empty");
    let root_says = |own: &str| match root {
        "missing" => Some("restore the root key from its backup"),
        "no text" => Some("is not a root key of Lastgang"),
        kind if (kind == "foreign") == (own == "foreign") => None,
        _ => Some("the root key does not belong to this key store"),
    };
    match (keys, data) {
        ("cut", _) => Some("keys.sqlite cannot be read: it is cut"),
        (_, "cut") => Some("data.sqlite cannot be read: it is cut"),
        (_, "no database") => Some("data.sqlite cannot be read: it is no database"),
        (keys, data) if nothing(keys) && nothing(data) => {
            (root == "no text").then_some("is not a root key of Lastgang")
        }
        ("missing", _) => Some("keys.sqlite is missing"),
        ("empty", _) => Some("keys.sqlite has no keys"),
        (_, data) if nothing(data) => Some("data.sqlite is missing or empty beside a key store with keys"),
        (keys, data) if keys == data => root_says(keys),
        ("foreign", _) | (_, "foreign") => Some("belongs to another instance"),
        ("old", _) => Some("keys.sqlite is older than data.sqlite"),
        _ => Some("data.sqlite is older than keys.sqlite"),
    }
}

fn content(folder: &Path) -> BTreeMap<&'static str, Option<Vec<u8>>> {
    let files = FILES.into_iter().chain(["root.key"]);
    files.map(|file| (file, fs::read(folder.join(file)).ok())).collect()
}

#[tokio::test]
async fn what_does_not_belong_together_is_named_and_nothing_is_written() {
    let copies = Copies::make().await;
    let mut seen = 0;
    for root in ["new", "missing", "foreign", "no text"] {
        for keys in ["new", "old", "missing", "empty", "foreign", "cut"] {
            for data in ["new", "old", "missing", "empty", "foreign", "cut", "no database"] {
                let folder = copies.folder(root, keys, data);
                let before = content(folder.path());
                let opened = open(&place(folder.path())).await;
                let case = format!("root key {root}, keys {keys}, data {data}");
                match (opened, expected(root, keys, data)) {
                    (Ok(backend), None) => backend.close().await,
                    (Err(said), Some(expected)) => {
                        assert!(said.contains(expected), "{case}: {said}");
                        assert!(content(folder.path()) == before, "{case}: something was written");
                    }
                    (Ok(_), Some(expected)) => panic!("{case}: opened, expected: {expected}"),
                    (Err(said), None) => panic!("{case}: {said}"),
                }
                seen += 1;
            }
        }
    }
    assert_eq!(seen, 4 * 6 * 7);
}

async fn readable(backend: &Backend, project: ProjectId) -> bool {
    backend.store.vault().ring(KeyPurpose::Project, project.0).await.is_ok()
}

async fn projects(backend: &Backend) -> Vec<Uuid> {
    sqlx::query_scalar("select project_id from projects")
        .fetch_all(backend.store.data.reader())
        .await
        .unwrap()
}

#[tokio::test]
async fn what_was_deleted_after_a_backup_stays_deleted_when_the_data_are_restored() {
    let copies = Copies::make().await;
    let folder = copies.folder("new", "new", "old");
    let restored = DataPlace { restored_data: true, ..place(folder.path()) };
    let backend = open(&restored).await.unwrap();
    let left = projects(&backend).await;
    assert_eq!(left, [copies.kept.0]);
    assert!(readable(&backend, copies.kept).await && !readable(&backend, copies.deleted).await);
    let rows = backend.store.audit().newest(10).await.unwrap();
    let told: Vec<_> = rows.iter().map(|row| (row.row.action.as_str(), row.row.object)).collect();
    assert!(told.contains(&("sensitive_delete", Some(copies.deleted.0))), "{told:?}");
    assert!(told.contains(&("sys_settings_changed", None)), "{told:?}");
    backend.close().await;
    // From then on they belong together.
    let backend = open(&place(folder.path())).await.unwrap();
    assert_eq!(projects(&backend).await, [copies.kept.0]);
    backend.close().await;
    // Keys from before the data are no order to delete, whatever is said.
    let folder = copies.folder("new", "old", "new");
    let refused = open(&DataPlace { restored_data: true, ..place(folder.path()) }).await;
    assert!(refused.err().unwrap().contains("keys.sqlite is older"));
    assert_ne!(copies.made, copies.kept);
}

/// Makes of a data directory one of a version that did not compare.
async fn forget_pairing(folder: &Path) {
    for (file, schema) in [
        ("keys.sqlite", super::super::database::KEY_SCHEMA),
        ("data.sqlite", super::super::database::DATA_SCHEMA),
    ] {
        let database = Database::open(&folder.join(file), schema).await.unwrap();
        for statement in [
            "drop table instance",
            "drop table if exists deletions",
            "drop table if exists destroyed_keys",
            "delete from _sqlx_migrations where version = 40",
        ] {
            sqlx::query(statement).execute(database.writer()).await.unwrap();
        }
        database.close().await;
    }
}

#[tokio::test]
async fn data_directories_of_older_versions_open_and_are_compared_too() {
    let copies = Copies::make().await;
    for copy in [&copies.old, &copies.new, &copies.foreign] {
        forget_pairing(copy.path()).await;
    }
    let cases = [
        ("new", "new", None),
        ("old", "old", None),
        ("old", "new", Some("keys.sqlite is older than data.sqlite: it lacks the keys of 1 records")),
        ("new", "old", Some("data.sqlite is older than keys.sqlite")),
        ("missing", "new", Some("keys.sqlite is missing")),
        ("foreign", "new", Some("belongs to another instance")),
        ("new", "missing", Some("data.sqlite is missing or empty")),
    ];
    for (keys, data, expected) in cases {
        let folder = copies.folder("new", keys, data);
        let before = content(folder.path());
        match (open(&place(folder.path())).await, expected) {
            (Ok(backend), None) => {
                assert!(readable(&backend, copies.kept).await);
                backend.close().await;
                open(&place(folder.path())).await.unwrap().close().await;
            }
            (Err(said), Some(expected)) => {
                assert!(said.contains(expected), "{keys}, {data}: {said}");
                assert!(content(folder.path()) == before);
            }
            (opened, _) => panic!("{keys}, {data}: {:?}", opened.err()),
        }
    }
}

#[tokio::test]
async fn a_deletion_that_was_cut_off_anywhere_is_finished_at_the_next_start() {
    let copies = Copies::make().await;
    // The register knows, the key and the rows are still there.
    let folder = copies.folder("new", "new", "new");
    let backend = open(&place(folder.path())).await.unwrap();
    let mut transaction = backend.store.data.begin().await.unwrap();
    super::register_deletion(&mut transaction, "project", copies.kept.0, START_S).await.unwrap();
    transaction.commit().await.unwrap();
    backend.close().await;
    let backend = open(&place(folder.path())).await.unwrap();
    assert!(!readable(&backend, copies.kept).await);
    assert_eq!(projects(&backend).await, [copies.made.0]);
    // A key that is lost deletes nothing.

    backend.close().await;
    let keys =
        Database::open(&folder.path().join("keys.sqlite"), super::super::database::KEY_SCHEMA).await.unwrap();
    sqlx::query("delete from keys where purpose = 'project'").execute(keys.writer()).await.unwrap();
    keys.close().await;
    let backend = open(&place(folder.path())).await.unwrap();
    assert_eq!(projects(&backend).await, [copies.made.0]);
    assert!(!readable(&backend, copies.made).await);
    backend.close().await;
}
