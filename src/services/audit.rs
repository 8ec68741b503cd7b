//! Recording events, which every service does: nothing is done that cannot be recorded. Reading and reviewing
//! them.

use std::collections::HashMap;
use std::sync::Mutex;

use app::api::{Actor, AppError};

use super::account::Caller;
use super::{Context, OrInternal as _};
use crate::audit::{Action, Entry, Origin};

mod export;
mod log;
mod notices;
mod reminder;
mod review;

pub use export::{EXPORTED_MAX, ExportRefusal};
pub use log::{Log, OVERDUE_S, Part};
pub use review::ReviewRefusal;

/// An event that comes in floods is recorded once in so many seconds for each caller.
const SELDOM_S: i64 = 60;
/// Beyond this many remembered callers those of the past are forgotten.
const REMEMBERED: usize = 10_000;

/// Which events were recorded lately: what happened, who or from which network.
#[derive(Default)]
pub struct Seldom(Mutex<HashMap<(Action, String), i64>>);

impl Seldom {
    fn is_due(&self, entry: &Entry) -> bool {
        let who = entry.actor.map(|actor| actor.to_string());
        let who = who.or_else(|| entry.details.network.clone()).unwrap_or_default();
        let mut recorded = self.0.lock().expect("no holder of the lock panics");
        if recorded.len() > REMEMBERED {
            recorded.retain(|_, at_s| *at_s + SELDOM_S > entry.at_s);
        }
        let last = recorded.insert((entry.action, who.clone()), entry.at_s);
        match last {
            Some(at_s) if at_s + SELDOM_S > entry.at_s => {
                recorded.insert((entry.action, who), at_s);
                false
            }
            _ => true,
        }
    }
}

impl Context {
    /// An event that the actor causes now. Complete it with [`Entry::on`], [`Entry::fact`],
    /// [`Entry::failed`] and hand it to [`Self::record`], or to the repository that changes something, so
    /// that both happen or neither does.
    #[must_use]
    pub fn event(&self, action: Action, actor: &Actor) -> Entry {
        Entry::by(action, self.clock.now_s(), actor)
    }

    /// An event that somebody causes who is not signed in.
    #[must_use]
    pub fn event_of(&self, action: Action, caller: Caller<'_>) -> Entry {
        let origin = Origin { request_id: caller.request_id.to_owned(), address: Some(caller.address) };
        Entry::new(action, self.clock.now_s(), &origin)
    }

    /// Records an event by itself.
    ///
    /// # Errors
    /// [`AppError::Internal`] if it cannot be recorded; what it is about must not be done then.
    pub async fn record(&self, entry: &Entry) -> Result<(), AppError> {
        self.store.audit().record(entry).await.or_internal(&entry.request_id)
    }

    /// Records an event that anybody can cause as often as they like: once a minute for each caller.
    ///
    /// # Errors
    /// [`AppError::Internal`].
    pub async fn record_seldom(&self, entry: &Entry) -> Result<(), AppError> {
        if self.seldom.is_due(entry) { self.record(entry).await } else { Ok(()) }
    }
}
