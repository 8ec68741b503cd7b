//! The audit log as its readers see it.

use std::fmt::Write as _;

use serde::Deserialize;
use uuid::Uuid;

use super::AccountId;
use crate::routes;

/// Which events are wanted, as it was typed; what is empty does not restrict them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct AuditFilter {
    /// Name of the kind of event.
    pub kind: String,
    /// Id of an account.
    pub person: String,
    /// `success` or `failure`.
    pub outcome: String,
    /// First day, `YYYY-MM-DD`, UTC.
    pub from: String,
    /// Last day, `YYYY-MM-DD`, UTC.
    pub to: String,
    /// Whether only what waits for a review is wanted: anything but the empty text.
    pub unreviewed: String,
    /// Only what was recorded before the event with this number.
    pub before: String,
}

/// Somebody in an event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditParty {
    /// Which account.
    pub account: AccountId,
    /// Display name, if it is a member whom the reader may know.
    pub name: Option<String>,
}

/// What an event is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditObject {
    /// `account`, `organisation`, `project` or the name of something inside.
    pub kind: String,
    /// Its id; for an event its number.
    pub id: Uuid,
    /// Display name, if it is a member whom the reader may know.
    pub name: Option<String>,
}

/// What was sealed in an event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditDetails {
    /// Network of the caller.
    pub network: Option<String>,
    /// Names and values.
    pub facts: Vec<(String, String)>,
}

/// Whether somebody else has looked at an event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AuditReview {
    /// Nobody has to.
    NotNeeded,
    /// Somebody has to.
    Open,
    /// Somebody has.
    Done {
        /// Who.
        by: AuditParty,
        /// When, seconds since 1970.
        at_s: i64,
        /// What was noted; `None` if it was destroyed with its key.
        note: Option<String>,
    },
}

/// An event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditEvent {
    /// Its number in the log.
    pub seq: i64,
    /// When, seconds since 1970.
    pub at_s: i64,
    /// Name of the kind of event.
    pub action: String,
    /// Whether it was done, and not refused.
    pub success: bool,
    /// Who; nobody who was signed in, if it is `None`.
    pub actor: Option<AuditParty>,
    /// For whom.
    pub on_behalf: Option<AuditParty>,
    /// About what.
    pub object: Option<AuditObject>,
    /// Identifies the request.
    pub request_id: String,
    /// What was sealed; `None` if it was destroyed with its key.
    pub details: Option<AuditDetails>,
    /// Whether the reader caused it, so that somebody else has to review it.
    pub by_reader: bool,
    /// Whether somebody has looked at it.
    pub review: AuditReview,
}

/// A page of the log.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AuditView {
    /// Whether these are the events of the instance, which belong to no organisation.
    pub instance: bool,
    /// What was asked for.
    pub filter: AuditFilter,
    /// Names of all kinds of events.
    pub kinds: Vec<String>,
    /// Members that can be asked for.
    pub people: Vec<(AccountId, String)>,
    /// The oldest events that wait for a review.
    pub unreviewed: Vec<AuditEvent>,
    /// How many there are in all.
    pub unreviewed_count: u64,
    /// How many of them have waited for a week.
    pub overdue_count: u64,
    /// The events that were asked for, newest first.
    pub events: Vec<AuditEvent>,
    /// Where the next page begins, if there is one.
    pub older: Option<i64>,
}

/// What concerns the security of the reader's own account.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OwnEvents {
    /// Newest first.
    pub events: Vec<AuditEvent>,
    /// Where the next page begins, if there is one.
    pub older: Option<i64>,
}

impl AuditFilter {
    /// The filter as the query of an address, with the question mark; empty if it wants everything.
    #[must_use]
    pub fn query(&self) -> String {
        let parts = [
            ("kind", &self.kind),
            ("person", &self.person),
            ("outcome", &self.outcome),
            ("from", &self.from),
            ("to", &self.to),
            ("unreviewed", &self.unreviewed),
            ("before", &self.before),
        ];
        let mut query = String::new();
        for (name, value) in parts.into_iter().filter(|(_, value)| !value.is_empty()) {
            let sign = if query.is_empty() { '?' } else { '&' };
            // Writing to a text never fails.
            _ = write!(query, "{sign}{name}={}", routes::encoded(value));
        }
        query
    }
}
