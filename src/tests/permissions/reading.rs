//! Reading changes nothing: every address of the list is read, and the whole database compared.

use axum::body::Body;
use axum::http::Method;

use super::*;
use crate::storage::snapshot::{Snapshot, Watched};

/// What is delicate to read is recorded, and nothing else comes of it: the beginning of the path, and the event.
const RECORDED: [(&str, &str); 4] = [
    ("/projects/{project}/export", "sensitive_export"),
    ("/projects/{project}/uploads/{upload}", "sensitive_export"),
    ("/audit/export.csv", "audit_exported"),
    ("/instance/", "authz_admin"),
];

/// Exports of the instance are both.
const INSTANCE_EXPORT: &str = "/instance/audit/export.csv";

/// What takes long is counted, so that nobody asks for too much of it.
const COUNTED: [&str; 5] = [
    "/projects/{project}/export",
    "/projects/{project}/uploads/{upload}",
    "/projects/{project}/charts/{chart}",
    "/audit/export.csv",
    INSTANCE_EXPORT,
];

/// New recovery codes are shown once: the session forgets them when it shows them.
const SHOWN_ONCE: (&str, &str) = ("/account/recovery-codes", "data.sessions");

/// Tables that differ, and events that were added.
fn differences(before: &Snapshot, after: &Snapshot) -> (Vec<String>, usize) {
    let log = "data.audit_events";
    let changed = after.iter().filter(|(table, rows)| before.get(*table) != Some(*rows));
    let mut tables: Vec<String> = changed.map(|(table, _)| table.clone()).collect();
    let (old, new) = (&before[log], &after[log]);
    // Rows of the log are added and never changed.
    let added = new.len().saturating_sub(old.len());
    if old.iter().all(|row| new.binary_search(row).is_ok()) {
        tables.retain(|table| table != log);
    }
    (tables, added)
}

fn is_expected(path: &str, event: &str) -> bool {
    let listed = RECORDED.iter().any(|(beginning, name)| path.starts_with(*beginning) && event == *name);
    listed || (path == INSTANCE_EXPORT && event == "audit_exported")
}

#[tokio::test]
async fn reading_any_address_changes_nothing_and_what_is_delicate_is_recorded() {
    let mut wrong = Vec::new();
    let mut recorded = BTreeSet::new();
    let mut tried = 0;
    for who in everybody().into_iter().filter(|who| ["stranger", "owner", "operator"].contains(&who.name)) {
        let scene = Scene::new().await;
        let mut browser = scene.browser(&who).await;
        let watched = Watched::open(scene.app.folder.path()).await;
        let mut before = watched.look().await;
        for endpoint in ENDPOINTS.iter() {
            let has_get =
                |path: &str| ENDPOINTS.iter().any(|other| other.method == "GET" && other.path == path);
            let reads = endpoint.method == "GET";
            // What others may not read is refused and recorded; that is another test.
            let allowed = endpoint.needs.iter().all(|need| need.met_by(who.standing()));
            if (reads && !allowed) || (!reads && has_get(&endpoint.path)) {
                continue;
            }
            let path = scene.path(endpoint);
            for method in [Method::GET, Method::HEAD] {
                let headers = [("sec-fetch-site", "same-origin")];
                let answer = browser.send(method.clone(), &path, &headers, Body::empty()).await;
                tried += 1;
                if !reads && !matches!(answer.status, 404 | 405) {
                    wrong.push(format!("{}: {method} {path}: {}", who.name, answer.status));
                }
                let after = watched.look().await;
                let (mut tables, added) = differences(&before, &after);
                before = after;
                if COUNTED.iter().any(|beginning| endpoint.path.starts_with(*beginning)) {
                    tables.retain(|table| table != "data.limits");
                }
                if endpoint.path == SHOWN_ONCE.0 {
                    tables.retain(|table| table != SHOWN_ONCE.1);
                }
                let log = scene.app.backend.store.audit();
                let events = match u32::try_from(added).unwrap() {
                    0 => Vec::new(),
                    added => log.newest(added).await.unwrap(),
                };
                for event in events {
                    if is_expected(&endpoint.path, &event.row.action) {
                        recorded.insert(event.row.action);
                    } else {
                        tables.push(event.row.action);
                    }
                }
                if !tables.is_empty() {
                    wrong.push(format!("{}: {method} {path}: {tables:?}", who.name));
                }
            }
        }
    }
    assert!(tried > 200, "{tried}");
    assert!(wrong.is_empty(), "{wrong:#?}");
    // None of the exceptions is idle.
    let expected: BTreeSet<_> = RECORDED.iter().map(|(_, event)| (*event).to_owned()).collect();
    assert_eq!(recorded, expected);
}

#[tokio::test]
async fn every_refusal_to_somebody_who_is_signed_in_is_recorded() {
    let mut silent = Vec::new();
    let mut tried = 0;
    for who in everybody().into_iter().filter(|who| ["guest", "member-view", "eve"].contains(&who.name)) {
        let scene = Scene::new().await;
        scene.browser(&who).await;
        let standing = who.standing();
        for endpoint in ENDPOINTS.iter() {
            let of_project = endpoint.needs.iter().any(|need| need.of_project());
            // Who sees the project and may not do this is told so; who does not see it tries what belongs to others.
            let stranger_to_it = of_project && standing.project.is_none();
            let lacks_role = endpoint.needs.iter().any(|need| !need.of_project() && !need.met_by(standing));
            if !stranger_to_it && !lacks_role {
                continue;
            }
            // The same refusal is recorded once a minute; a new session, so that nobody is asked for a proof instead.
            scene.app.clock.advance(61);
            let mut browser = scene.other_browser(&who).await;
            let log = scene.app.backend.store.audit();
            let newest = log.newest(1).await.unwrap()[0].row.seq;
            let status = scene.try_out(&mut browser, endpoint).await.status;
            let seen = log.newest(5).await.unwrap().iter().any(|event| {
                let row = &event.row;
                row.seq > newest
                    && row.action == "authz_fail"
                    && row.outcome == "failure"
                    && row.actor.is_some()
            });
            tried += 1;
            if !seen {
                silent.push(format!("{}: {} {}: {status}", who.name, endpoint.method, endpoint.path));
            }
        }
    }
    assert!(tried > 60, "{tried}");
    assert!(silent.is_empty(), "{silent:#?}");
}
