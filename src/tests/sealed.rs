//! What is stored cannot be read without the keys.

use std::path::Path;

use serde_json::json;

use super::harness::{PASSWORD, TestApp, place};
use crate::boot::DataPlace;
use crate::identity::sessions::COOKIE;
use crate::services::Instance;
use crate::storage::SqliteKeyStore;
use crate::vault::{KeyPurpose, KeyStore as _, VaultError};

/// Strings typed into every field; none may be found in any file.
const CANARIES: [&str; 8] = [
    "kanarie-projekt",
    "kanarie-ort",
    "kanarie-gebaeude",
    "kanarie-profil",
    "kanarie-protokoll",
    "kanarie-wetter",
    "kanarie-quelle",
    "kanarie-person",
];

#[tokio::test]
async fn nothing_that_was_typed_is_found_in_any_file() {
    let app = TestApp::new().await;
    app.account("kanarie-konto").await;
    let mut browser = app.signed_in("kanarie-konto").await;
    let token = browser.cookies[COOKIE].clone();
    browser.post("/account", &[("name", "kanarie-person"), ("locale", "de"), ("theme", "auto")]).await;
    let path = browser
        .post("/projects", &[("name", "kanarie-projekt"), ("place", "kanarie-ort")])
        .await
        .location
        .unwrap();
    let project = path.trim_start_matches("/projects/").to_owned();
    let opened = browser.call("scenario/open", &json!({ "project": project })).await.json();
    let building =
        json!({ "id": uuid::Uuid::from_u128(7), "name": "kanarie-gebaeude", "building_type": "office" });
    let edits = json!([{ "add-buildings": { "before": null, "buildings": [building] } }]);
    let batch = json!({ "id": uuid::Uuid::from_u128(8), "base": 0, "edits": edits });
    let edit = json!({ "project": project, "scenario": opened["scenario"], "batch": batch });
    let answer = browser.call("scenario/edit", &edit).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    let mut values = vec![123.456; 8_760];
    values[99] = 200.0;
    let card = browser.keep_profile(&project, "kanarie-profil", &values).await;
    assert_eq!(card["name"], "kanarie-profil");
    let weather = format!("kanarie-quelle\n{}", "1.0\n".repeat(8_760));
    let upload = browser.send_file(&project, "kanarie-wetter.csv", weather.as_bytes()).await.json();
    let accept = json!({ "project": project, "upload": upload, "locale": "de" });
    let kept = browser.call("upload/accept-weather", &accept).await;
    assert!(kept.json()["kept"].is_object(), "{}", kept.text());

    let secrets: Vec<Vec<u8>> = CANARIES
        .into_iter()
        .chain(["kanarie-konto", "stadtwerke", PASSWORD, "argon2id", &token])
        .map(|text| text.as_bytes().to_vec())
        .chain([123.456_f64.to_le_bytes().to_vec(), 123.456_f64.to_be_bytes().to_vec()])
        .collect();
    assert_absent(app.folder.path(), &secrets);
    app.backend.close().await;
    assert_absent(app.folder.path(), &secrets);
}

#[tokio::test]
async fn a_deleted_project_leaves_neither_key_nor_records() {
    let app = TestApp::new().await;
    app.account("ada").await;
    let mut browser = app.signed_in("ada").await;
    let path = browser.post("/projects/sample", &[]).await.location.unwrap();
    // The id of the project stays in the audit log; nothing that was in the project does.
    let opened =
        browser.call("scenario/open", &json!({ "project": path.trim_start_matches("/projects/") })).await;
    let id: uuid::Uuid = opened.json()["scenario"].as_str().unwrap().parse().unwrap();
    assert!(files_contain(app.folder.path(), id.as_bytes()));
    let project: uuid::Uuid = path.trim_start_matches("/projects/").parse().unwrap();
    let vault = std::sync::Arc::clone(app.backend.store.vault());
    assert!(vault.ring(KeyPurpose::Project, project).await.is_ok());
    let wrapped = wrapped_key(app.folder.path(), project).await;
    assert!(files_contain(app.folder.path(), &wrapped));
    browser.post(&format!("{path}/delete"), &[("typed_name", "Musterquartier")]).await;
    let key = vault.ring(KeyPurpose::Project, project).await;
    assert!(matches!(key, Err(VaultError::KeyMissing(_))));
    app.backend.close().await;
    assert!(!files_contain(app.folder.path(), id.as_bytes()));
    // Its id stays in the register of destroyed keys; nothing of the key does.
    assert!(!files_contain(app.folder.path(), &wrapped));
}

#[tokio::test]
async fn the_data_opens_only_with_its_own_root_key() {
    let app = TestApp::new().await;
    app.account("ada").await;
    app.backend.close().await;
    let (clock, ids) = (app.clock.clone(), app.ids.clone());
    let other = app.folder.path().join("other.key");
    crate::vault::load_or_create(&other, true).unwrap();
    let cost = crate::identity::passwords::PasswordCost { memory_kib: 8, passes: 1 };
    let open = |key: std::path::PathBuf| {
        let (clock, ids, folder) = (clock.clone(), ids.clone(), app.folder.path().to_owned());
        async move {
            let place = DataPlace { root_key: key, ..place(&folder) };
            crate::boot::Backend::open(&place, clock as _, ids as _, cost, Instance::default()).await
        }
    };
    let Err(error) = open(other).await else { panic!("another root key was accepted") };
    assert_eq!(error.to_string(), "the root key does not belong to this key store");
    let Err(error) = open(app.folder.path().join("lost.key")).await else {
        panic!("a new root key was made")
    };
    assert!(error.to_string().contains("restore the root key from its backup"), "{error}");
    assert!(open(app.folder.path().join("root.key")).await.is_ok());
}

/// The bytes of a project's key as they stand in the file.
async fn wrapped_key(folder: &Path, project: uuid::Uuid) -> Vec<u8> {
    let keys = SqliteKeyStore::open_to_read(folder).await.unwrap();
    let found = keys.find(KeyPurpose::Project.key(), project).await.unwrap();
    keys.close().await;
    found.into_iter().next().unwrap().wrapped
}

fn assert_absent(folder: &Path, secrets: &[Vec<u8>]) {
    for secret in secrets {
        assert!(!files_contain(folder, secret), "{} was found", String::from_utf8_lossy(secret));
    }
}

pub fn files_contain(folder: &Path, needle: &[u8]) -> bool {
    std::fs::read_dir(folder).unwrap().any(|entry| {
        let bytes = std::fs::read(entry.unwrap().path()).unwrap();
        bytes.windows(needle.len()).any(|window| window == needle)
    })
}
