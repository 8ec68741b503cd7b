//! Somebody with write access to the database who knows how the log works, for tests.

use super::{Store, StoredRow};
use crate::tests::harness::{START_S, TestApp, event};
use crate::tests::log_lines::Lines;

/// What was done to the log.
#[derive(Debug)]
pub enum Tampering {
    /// A row is deleted.
    Delete(i64),
    /// The rows after a deleted one move up.
    Renumber(i64),
    /// A column of a row is set.
    Change(i64, &'static str),
    /// Two rows change places.
    Exchange(i64, i64),
    /// A row gets a hash that fits to its content.
    Rehash(i64),
    /// Every row gets hashes that fit to its content and to the row before.
    RehashAll,
    /// The checkpoints in the database are deleted.
    ForgetCheckpoints,
    /// An event gets the review of another one.
    CopyReview(i64),
    /// A column of every review is set.
    ChangeReviews(&'static str),
    /// The reviews are deleted.
    ForgetReviews,
}

/// Does it, past the triggers.
pub async fn tamper(store: &Store, tampering: &Tampering) {
    for trigger in [
        "audit_events_append",
        "audit_events_no_update",
        "audit_events_no_delete",
        "audit_checkpoints_no_delete",
        "audit_reviews_append",
        "audit_reviews_no_update",
        "audit_reviews_no_delete",
    ] {
        run(store, &format!("drop trigger if exists {trigger}")).await;
    }
    match tampering {
        Tampering::Delete(seq) => run(store, &format!("delete from audit_events where seq = {seq}")).await,
        Tampering::Renumber(seq) => {
            run(store, &format!("update audit_events set seq = seq - 1 where seq > {seq}")).await;
        }
        Tampering::Change(seq, set) => {
            run(store, &format!("update audit_events set {set} where seq = {seq}")).await;
        }
        Tampering::Exchange(one, other) => {
            for (from, to) in [(*one, 1_000_000), (*other, *one), (1_000_000, *other)] {
                run(store, &format!("update audit_events set seq = {to} where seq = {from}")).await;
            }
        }
        Tampering::Rehash(seq) => {
            for StoredRow { row, .. } in rows(store).await.into_iter().filter(|stored| stored.row.seq == *seq)
            {
                set_hashes(store, row.seq, &row.prev_hash, &row.hash()).await;
            }
        }
        Tampering::RehashAll => {
            let mut last = crate::audit::GENESIS.to_vec();
            for StoredRow { mut row, .. } in rows(store).await {
                row.prev_hash = last;
                last = row.hash().to_vec();
                set_hashes(store, row.seq, &row.prev_hash, &last).await;
            }
        }
        Tampering::ForgetCheckpoints => run(store, "delete from audit_checkpoints").await,
        Tampering::CopyReview(seq) => {
            let copy = format!("select {seq}, reviewer_id, reviewed_at, note from audit_reviews");
            run(store, &format!("insert into audit_reviews {copy}")).await;
        }
        Tampering::ChangeReviews(set) => run(store, &format!("update audit_reviews set {set}")).await,
        Tampering::ForgetReviews => run(store, "delete from audit_reviews").await,
    }
}

/// From now on nothing can be recorded, as if the disk were full.
pub async fn block(store: &Store) {
    run(store, "create trigger full before insert on audit_events begin select raise(abort, 'full'); end")
        .await;
}

/// From now on no checkpoint can be kept.
pub async fn block_checkpoints(store: &Store) {
    run(
        store,
        "create trigger full before insert on audit_checkpoints begin select raise(abort, 'full'); end",
    )
    .await;
}

/// Ends [`block`] or [`block_checkpoints`].
pub async fn unblock(store: &Store) {
    run(store, "drop trigger full").await;
}

async fn rows(store: &Store) -> Vec<StoredRow> {
    let mut rows = store.audit().newest(u32::MAX).await.unwrap();
    rows.reverse();
    rows
}

async fn set_hashes(store: &Store, seq: i64, prev_hash: &[u8], hash: &[u8]) {
    let query = sqlx::query("update audit_events set prev_hash = ?, hash = ? where seq = ?");
    query.bind(prev_hash).bind(hash).bind(seq).execute(store.data.writer()).await.unwrap();
}

async fn run(store: &Store, statement: &str) {
    sqlx::query(sqlx::AssertSqlSafe(statement.to_owned())).execute(store.data.writer()).await.unwrap();
}

#[tokio::test]
async fn the_database_refuses_to_change_the_log() {
    let app = TestApp::new().await;
    app.account("ada").await;
    app.backend.store.audit().sign_if_due(START_S).await.unwrap();
    for statement in [
        "update audit_events set action = 'x'",
        "delete from audit_events",
        "insert or replace into audit_events select * from audit_events where seq = 1",
        "insert into audit_events select seq + 5, recorded_at, action, outcome, needs_review, actor_id,
            on_behalf_id, organisation_id, object_kind, object_id, request_id, sealed_for, owner_id, detail,
            prev_hash, hash from audit_events where seq = 1",
        "update audit_checkpoints set note = 'x'",
        "delete from audit_checkpoints",
        "insert or replace into audit_checkpoints select * from audit_checkpoints",
    ] {
        let done = sqlx::query(statement).execute(app.backend.store.data.writer()).await;
        let error = done.unwrap_err().to_string();
        assert!(error.contains("events are") || error.contains("checkpoints are"), "{statement}: {error}");
    }
}

#[tokio::test]
async fn an_event_becomes_a_log_line_only_when_it_is_kept() {
    let app = TestApp::new().await;
    let (store, event) = (&app.backend.store, event());
    let (lines, _guard) = Lines::listen();
    let log = store.audit();
    let prepared = log.prepare(&event).await.unwrap();
    let mut given_up = store.data.begin().await.unwrap();
    log.append(&mut given_up, &prepared).await.unwrap();
    drop(given_up);
    assert!(!lines.contain(event.action.key()), "{}", lines.text());
    let mut kept = store.data.begin().await.unwrap();
    log.append(&mut kept, &prepared).await.unwrap();
    assert!(!lines.contain(event.action.key()), "{}", lines.text());
    kept.commit().await.unwrap();
    assert!(lines.contain(event.action.key()), "{}", lines.text());
}
