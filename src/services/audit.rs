//! Recording events, which every service does: nothing is done that cannot be recorded. Reading and reviewing
//! them.

use std::collections::HashMap;
use std::collections::hash_map::Entry as Slot;
use std::sync::Mutex;

use app::api::{Actor, AppError};

use super::account::Caller;
use super::{Context, OrInternal as _};
use crate::audit::{Action, Entry, Origin};
use crate::storage::StoreError;

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
pub struct Seldom(Mutex<HashMap<(Action, String), Flood>>);

/// Events of one kind by one caller.
struct Flood {
    /// When the last of them was recorded, seconds since 1970.
    recorded_at_s: i64,
    /// How many were left out since.
    left_out: u64,
    /// The last of these.
    last: Option<Entry>,
}

impl Seldom {
    /// The event as it is to be recorded, with the count of those that were left out before it; `None` if it is
    /// left out itself.
    fn due(&self, entry: &Entry) -> Option<Entry> {
        let who = entry.actor.map(|actor| actor.to_string());
        let mut who = who.or_else(|| entry.details.network.clone()).unwrap_or_default();
        // Few operate the server; of each whom they looked at is told.
        if let Some(object) = entry.object.filter(|_| entry.action == Action::AdministrativeAccess) {
            who = format!("{who} {}", object.id);
        }
        let mut floods = self.0.lock().expect("no holder of the lock panics");
        if floods.len() > REMEMBERED {
            floods.retain(|_, flood| flood.left_out > 0 || flood.recorded_at_s + SELDOM_S > entry.at_s);
        }
        let begun = || Flood { recorded_at_s: entry.at_s - SELDOM_S, left_out: 0, last: None };
        let flood = floods.entry((entry.action, who)).or_insert_with(begun);
        if flood.recorded_at_s + SELDOM_S > entry.at_s {
            flood.left_out += 1;
            flood.last = Some(entry.clone());
            return None;
        }
        let left_out = flood.left_out;
        *flood = Flood { recorded_at_s: entry.at_s, left_out: 0, last: None };
        Some(counted(entry.clone(), left_out))
    }

    /// Takes out the floods that have ended since.
    fn ended(&self, now_s: i64) -> Vec<((Action, String), Flood)> {
        let mut floods = self.0.lock().expect("no holder of the lock panics");
        floods.extract_if(|_, flood| flood.recorded_at_s + SELDOM_S <= now_s).collect()
    }

    /// Takes a flood back that could not be recorded; it may go on already.
    fn take_back(&self, key: (Action, String), ended: Flood) {
        let mut floods = self.0.lock().expect("no holder of the lock panics");
        match floods.entry(key) {
            Slot::Vacant(slot) => {
                slot.insert(ended);
            }
            Slot::Occupied(mut slot) => {
                let flood = slot.get_mut();
                flood.left_out += ended.left_out;
                flood.last = flood.last.take().or(ended.last);
            }
        }
    }
}

/// An event that stands for others, too.
fn counted(event: Entry, left_out: u64) -> Entry {
    if left_out == 0 { event } else { event.fact("count", left_out) }
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

    /// Records an event that anybody can cause as often as they like: once a minute for each caller. The next one
    /// that is recorded says how many were left out.
    ///
    /// # Errors
    /// [`AppError::Internal`].
    pub async fn record_seldom(&self, entry: &Entry) -> Result<(), AppError> {
        match self.seldom.due(entry) {
            Some(event) => self.record(&event).await,
            None => Ok(()),
        }
    }

    /// Records the last event of each flood that has ended, with the count of those that were left out.
    ///
    /// # Errors
    /// The database fails.
    pub async fn record_left_out(&self) -> Result<(), StoreError> {
        self.record_ended(self.clock.now_s()).await
    }

    /// The same for every flood, because the server stops.
    ///
    /// # Errors
    /// The database fails.
    pub async fn record_every_left_out(&self) -> Result<(), StoreError> {
        self.record_ended(i64::MAX).await
    }

    async fn record_ended(&self, now_s: i64) -> Result<(), StoreError> {
        let mut done = Ok(());
        for (key, flood) in self.seldom.ended(now_s) {
            let Some(last) = &flood.last else { continue };
            if done.is_ok() {
                done = self.store.audit().record(&counted(last.clone(), flood.left_out - 1)).await;
            }
            if done.is_err() {
                self.seldom.take_back(key, flood);
            }
        }
        done
    }
}
