//! Signing events off.

use app::api::{Actor, AppError};
use engine::limits::{LimitError, check_note};

use super::log::{Log, Part};
use crate::audit::{Action, Object};
use crate::services::OrInternal as _;

/// Why an event was not signed off.
#[derive(Debug, PartialEq)]
pub enum ReviewRefusal {
    /// The note is missing or cannot be kept.
    Note(LimitError),
    /// The reviewer caused the event.
    OwnEvent,
    /// Somebody has signed it off already; that stays.
    Reviewed,
    /// Anything else.
    Other(AppError),
}

impl From<AppError> for ReviewRefusal {
    fn from(error: AppError) -> Self {
        Self::Other(error)
    }
}

impl Log {
    /// Signs an event off, with a note. Nobody signs off what they did themselves, and nothing takes a review
    /// back.
    ///
    /// # Errors
    /// Why not; [`AppError::NotFound`] if there is no such event in this part of the log, or none that has to
    /// be reviewed.
    pub async fn review(&self, actor: &Actor, part: Part, seq: i64, note: &str) -> Result<(), ReviewRefusal> {
        let scope = self.scope(actor, part).await?;
        let note = note.trim();
        check_note(note).map_err(ReviewRefusal::Note)?;
        let log = self.0.store.audit();
        let found = log.find(scope, seq).await.or_internal(&actor.request_id)?;
        let found = found.filter(|found| found.row.needs_review).ok_or(AppError::NotFound)?;
        let reviewer = Some(actor.account.0);
        if found.row.actor == reviewer || found.row.on_behalf == reviewer {
            return Err(ReviewRefusal::OwnEvent);
        }
        if found.review.is_some() {
            return Err(ReviewRefusal::Reviewed);
        }
        let event = self.event_in(scope, Action::AuditReviewed, actor).on(Object::event(seq));
        let done = log.review(scope, seq, note, &event).await.or_internal(&actor.request_id)?;
        if done { Ok(()) } else { Err(ReviewRefusal::Reviewed) }
    }
}
