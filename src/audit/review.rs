//! Reviews stand beside the chain, but that each was made is an event inside of it. Both have to agree: nobody signs
//! events off, or takes that back, by writing to the database.

use std::collections::BTreeSet;

use uuid::Uuid;

use super::{Action, ChainedRow, Outcome};

/// That somebody has looked at an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Review {
    /// The event.
    pub seq: i64,
    /// Who.
    pub reviewer: Uuid,
    /// When, seconds since 1970.
    pub at_s: i64,
}

/// The first review that cannot be believed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReviewFault {
    /// There is no event that says so.
    #[error("the review of row {0} was never recorded: it was invented or changed")]
    Invented(i64),
    /// There is an event that says so.
    #[error("the review of row {0} is missing, or was changed")]
    Missing(i64),
}

/// Whether the reviews are those that the log has recorded. It is written while it is read: `before` are the
/// reviews from before the rows were read, `after` those from afterwards.
///
/// # Errors
/// The first [`ReviewFault`].
pub fn verify_reviews<'a>(
    rows: impl IntoIterator<Item = &'a ChainedRow>,
    before: &[Review],
    after: &[Review],
) -> Result<(), ReviewFault> {
    let recorded: BTreeSet<Review> = rows.into_iter().filter_map(review_of).collect();
    if let Some(invented) = before.iter().find(|review| !recorded.contains(review)) {
        return Err(ReviewFault::Invented(invented.seq));
    }
    let kept: BTreeSet<Review> = after.iter().copied().collect();
    match recorded.difference(&kept).next() {
        Some(missing) => Err(ReviewFault::Missing(missing.seq)),
        None => Ok(()),
    }
}

/// The review that a row says was made.
fn review_of(row: &ChainedRow) -> Option<Review> {
    let made = row.action == Action::AuditReviewed.key()
        && row.outcome == Outcome::Success.key()
        && row.object_kind.as_deref() == Some("event");
    let event = row.object.filter(|_| made)?;
    Some(Review { seq: i64::try_from(event.as_u128()).ok()?, reviewer: row.actor?, at_s: row.recorded_at_s })
}
