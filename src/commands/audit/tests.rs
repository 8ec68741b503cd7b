//! Whoever tampers with the log is found out, and the row is named.

use std::path::PathBuf;

use app::api::AccountId;

use super::*;
use crate::audit::{Action, Entry, Object, Origin};
use crate::storage::audit_tamper::{self, Tampering};
use crate::storage::{CHECKPOINT_ROWS, LogScope, Signing};
use crate::tests::harness::{TestApp, event};
use crate::tests::log_lines::Lines;

/// What `lastgang audit verify` says about a log of so many rows after somebody was at it.
async fn verified(rows: u64, tampering: &[Tampering], keep_checkpoint: bool) -> (u8, String) {
    let app = TestApp::new().await;
    let log = app.backend.store.audit();
    for _ in 0..rows {
        log.record(&event()).await.unwrap();
    }
    let mut kept = Vec::new();
    if keep_checkpoint {
        log.sign_if_due(event().at_s + 2 * 86_400).await.unwrap();
        let file = app.folder.path().join("kept.txt");
        fs::write(&file, log.newest_checkpoint().await.unwrap().unwrap()).unwrap();
        kept.push(file);
    }
    for step in tampering {
        audit_tamper::tamper(&app.backend.store, step).await;
    }
    let place = Place { data_dir: Some(app.folder.path().to_owned()), root_key: None };
    verify_with(place, kept).await
}

async fn verify_with(place: Place, checkpoint: Vec<PathBuf>) -> (u8, String) {
    let mut out = Vec::new();
    let args = Args { task: Task::Verify { checkpoint, key: None, place } };
    let code = run(args, &mut out).await.unwrap();
    (code, String::from_utf8(out).unwrap())
}

#[tokio::test]
async fn an_untouched_log_is_verified_while_the_server_runs() {
    let (code, told) = verified(5, &[], true).await;
    assert_eq!(code, 0, "{told}");
    assert!(told.starts_with("5 rows and 3 checkpoints agree"), "{told}");
}

#[tokio::test]
async fn a_row_that_was_deleted_is_named() {
    let told = verified(5, &[Tampering::Delete(3)], false).await;
    assert_eq!(told, (FAULT, "row 3 is missing\n".to_owned()));
}

#[tokio::test]
async fn a_gap_that_was_closed_is_named() {
    let told = verified(5, &[Tampering::Delete(3), Tampering::Renumber(3)], false).await;
    assert_eq!(told, (FAULT, "row 3 was changed\n".to_owned()));
}

#[tokio::test]
async fn a_row_that_was_changed_is_named_whatever_was_changed() {
    for column in [
        "recorded_at = recorded_at + 1",
        "action = 'session_created'",
        "outcome = 'failure'",
        "needs_review = 1 - needs_review",
        "actor_id = randomblob(16)",
        "on_behalf_id = randomblob(16)",
        "organisation_id = randomblob(16)",
        "object_kind = 'x'",
        "object_id = randomblob(16)",
        "request_id = 'x'",
        "owner_id = randomblob(16)",
        "sealed_for = 'account'",
        "detail = randomblob(64)",
        "hash = randomblob(32)",
        "prev_hash = randomblob(32)",
    ] {
        let told = verified(4, &[Tampering::Change(2, column)], false).await;
        assert_eq!(told, (FAULT, "row 2 was changed\n".to_owned()), "{column}");
    }
}

#[tokio::test]
async fn rows_that_were_exchanged_are_named() {
    let told = verified(5, &[Tampering::Exchange(2, 4)], false).await;
    assert_eq!(told, (FAULT, "row 2 was changed\n".to_owned()));
    // Also if every exchanged row got a hash that fits to its new number.
    let told = verified(5, &[Tampering::Exchange(2, 4), Tampering::Rehash(2)], false).await;
    assert_eq!(told.0, FAULT);
    assert!(told.1.starts_with("row 2 does not follow row 1"), "{}", told.1);
}

#[tokio::test]
async fn a_log_that_was_cut_off_is_found_by_a_checkpoint_that_was_kept() {
    let cut = [Tampering::Delete(4), Tampering::Delete(5), Tampering::ForgetCheckpoints];
    let told = verified(5, &cut, true).await;
    let expected = "row 4 is missing: the log ends there, but a checkpoint names 5 rows\n";
    assert_eq!(told, (FAULT, expected.to_owned()));
    // Without it, nothing can be proved: that is why checkpoints leave the server.
    assert_eq!(verified(5, &cut, false).await.0, 0);
}

#[tokio::test]
async fn a_log_that_was_written_anew_does_not_agree_with_its_checkpoint() {
    let told =
        verified(5, &[Tampering::Change(3, "action = 'user_deleted'"), Tampering::RehashAll], true).await;
    assert_eq!(told.0, FAULT);
    assert!(told.1.starts_with("rows 1 to 5 are not those of the checkpoint"), "{}", told.1);
}

#[tokio::test]
async fn reviews_that_were_invented_changed_or_taken_back_are_named() {
    for (tampering, said) in [
        (Tampering::CopyReview(3), "the review of row 3 was never recorded"),
        (Tampering::ChangeReviews("seq = 1"), "the review of row 1 was never recorded"),
        (Tampering::ChangeReviews("reviewer_id = zeroblob(16)"), "the review of row 2 was never recorded"),
        (Tampering::ChangeReviews("reviewed_at = reviewed_at + 1"), "the review of row 2 was never recorded"),
        (Tampering::ForgetReviews, "the review of row 2 is missing"),
    ] {
        let app = TestApp::new().await;
        let log = app.backend.store.audit();
        for _ in 0..3 {
            log.record(&event()).await.unwrap();
        }
        let signed_off = Entry::new(Action::AuditReviewed, event().at_s, &Origin::default());
        let signed_off = signed_off.who(AccountId(Uuid::from_u128(7))).on(Object::event(2));
        assert!(log.review(LogScope::Instance, 2, "seen", &signed_off).await.unwrap());
        let place = || Place { data_dir: Some(app.folder.path().to_owned()), root_key: None };
        let (code, told) = verify_with(place(), Vec::new()).await;
        assert_eq!(code, 0, "{told}");
        audit_tamper::tamper(&app.backend.store, &tampering).await;
        let (code, told) = verify_with(place(), Vec::new()).await;
        assert_eq!(code, FAULT, "{tampering:?}");
        assert!(told.starts_with(said), "{tampering:?}: {told}");
    }
}

#[tokio::test]
async fn every_thousand_rows_are_signed_and_every_day_in_which_something_happened() {
    let app = TestApp::new().await;
    let (log, now_s) = (app.backend.store.audit(), event().at_s);
    log.record(&event()).await.unwrap();
    assert_eq!(log.sign_if_due(now_s).await.unwrap(), Signing::Signed);
    for _ in 2..CHECKPOINT_ROWS {
        log.record(&event()).await.unwrap();
    }
    assert_eq!(log.sign_if_due(now_s).await.unwrap(), Signing::NotDue);
    log.record(&event()).await.unwrap();
    // Whoever waits for it is told.
    tokio::time::timeout(std::time::Duration::from_secs(1), log.rows_to_sign()).await.unwrap();
    assert_eq!(log.sign_if_due(now_s).await.unwrap(), Signing::Signed);
    let note = log.newest_checkpoint().await.unwrap().unwrap();
    assert_eq!(Checkpoint::open(&note, &log.verifier().await.unwrap()).unwrap().size, CHECKPOINT_ROWS);
    // A day later, only if something has happened.
    assert_eq!(log.sign_if_due(now_s + 2 * 86_400).await.unwrap(), Signing::NotDue);
    log.record(&event()).await.unwrap();
    assert_eq!(log.sign_if_due(now_s + 3_600).await.unwrap(), Signing::NotDue);
    assert_eq!(log.newest_checkpoint().await.unwrap(), Some(note.clone()));
    assert_eq!(log.sign_if_due(now_s + 2 * 86_400).await.unwrap(), Signing::Signed);
    assert_ne!(log.newest_checkpoint().await.unwrap(), Some(note));
    let place = Place { data_dir: Some(app.folder.path().to_owned()), root_key: None };
    assert_eq!(verify_with(place, Vec::new()).await.0, 0);
}

#[tokio::test]
async fn the_server_signs_nothing_that_does_not_continue_what_it_signed() {
    let change = |row| Tampering::Change(row, "action = 'user_deleted'");
    let cut = || [6, 5, 4].map(Tampering::Delete).into_iter().chain([Tampering::ForgetCheckpoints]);
    for (tampering, said, said_later) in [
        (vec![change(3)], "row 3 was changed", "row 3 was changed"),
        (vec![change(6)], "row 6 was changed", "row 6 was changed"),
        (
            // By somebody who knows how the chain is made.
            vec![change(3), Tampering::RehashAll, Tampering::ForgetCheckpoints],
            "rows 1 to 5 are not those of the checkpoint",
            "rows 1 to 5 are not those of the checkpoint",
        ),
        // An older copy of the database; what happens now becomes its fourth row.
        (cut().collect(), "row 4 is missing", "row 5 is missing"),
    ] {
        let app = TestApp::new().await;
        let log = app.backend.store.audit();
        for _ in 0..5 {
            log.record(&event()).await.unwrap();
        }
        assert_eq!(log.sign_if_due(event().at_s).await.unwrap(), Signing::Signed);
        log.record(&event()).await.unwrap();
        for step in &tampering {
            audit_tamper::tamper(&app.backend.store, step).await;
        }
        let before = log.newest_checkpoint().await.unwrap();
        for expected in [said, said_later] {
            let signing = log.sign_if_due(event().at_s + 2 * 86_400).await.unwrap();
            let Signing::Refused(fault) = signing else { panic!("{tampering:?}") };
            assert!(fault.to_string().starts_with(expected), "{tampering:?}: {fault}");
        }
        assert_eq!(log.newest_checkpoint().await.unwrap(), before);
        // It is recorded once, and the server goes on.
        let rows = log.newest(10).await.unwrap();
        let told = rows.iter().filter(|row| row.row.action == "audit_verification_fail").count();
        assert_eq!(told, 1, "{tampering:?}");
        let place = Place { data_dir: Some(app.folder.path().to_owned()), root_key: None };
        let (code, text) = verify_with(place, Vec::new()).await;
        assert_eq!(code, FAULT);
        assert!(text.starts_with(said_later), "{tampering:?}: {text}");
        log.record(&event()).await.unwrap();
    }
}

#[tokio::test]
async fn within_a_day_the_server_verifies_what_was_added_since_it_signed() {
    for (row, is_seen) in [(3, false), (5, true), (7, true)] {
        let app = TestApp::new().await;
        let (log, now_s) = (app.backend.store.audit(), event().at_s);
        for _ in 0..5 {
            log.record(&event()).await.unwrap();
        }
        assert_eq!(log.sign_if_due(now_s).await.unwrap(), Signing::Signed);
        for _ in 5..CHECKPOINT_ROWS {
            log.record(&event()).await.unwrap();
        }
        let change = Tampering::Change(row, "hash = zeroblob(32)");
        audit_tamper::tamper(&app.backend.store, &change).await;
        let signing = log.sign_if_due(now_s).await.unwrap();
        assert_eq!(matches!(signing, Signing::Refused(_)), is_seen, "row {row}");
        // Once a day it is the whole log.
        log.record(&event()).await.unwrap();
        let signing = log.sign_if_due(now_s + 2 * 86_400).await.unwrap();
        assert!(matches!(signing, Signing::Refused(_)), "row {row}");
    }
}

#[tokio::test]
async fn a_checkpoint_becomes_a_log_line_only_when_it_is_kept() {
    let app = TestApp::new().await;
    let (log, now_s) = (app.backend.store.audit(), event().at_s);
    let (lines, _guard) = Lines::listen();
    log.record(&event()).await.unwrap();
    audit_tamper::block_checkpoints(&app.backend.store).await;
    assert!(log.sign_if_due(now_s).await.is_err());
    assert!(!lines.contain("lastgang.audit/"));
    audit_tamper::unblock(&app.backend.store).await;
    log.record(&event()).await.unwrap();
    assert_eq!(log.sign_if_due(now_s + 2 * 86_400).await.unwrap(), Signing::Signed);
    assert!(lines.contain("lastgang.audit/"));
}
