//! Sends edits at once, sends them again while the server is away, and asks for edits by others.

use std::time::Duration;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::store::{SaveState, Store, new_uuid};
use super::{live, messages};
use crate::api::scenario::{fetch_changes, send_edits};
use crate::api::{AppError, BatchId};

/// Between two questions for edits by others, where no open line says that there are any.
const POLL: Duration = Duration::from_secs(3);
/// With an open line every so many of these questions is asked all the same.
const POLL_ANYWAY: u32 = 20;
/// Between two attempts while the server is away.
const RETRY: Duration = Duration::from_secs(3);

/// Starts sending and asking; on the server nothing happens.
pub fn start(store: Store) {
    let sending = StoredValue::new(false);
    Effect::new(move |_| {
        if store.pushed.get() > 0 {
            send(store, sending);
        }
    });
    Effect::new(move |_| {
        let asking = StoredValue::new(false);
        let quiet = live::listen(store, move || ask(store, sending, asking));
        let count = StoredValue::new(0_u32);
        let poll = move || {
            count.update_value(|count| *count = count.wrapping_add(1));
            if !quiet.as_ref().is_some_and(|quiet| quiet()) || count.get_value().is_multiple_of(POLL_ANYWAY) {
                ask(store, sending, asking);
            }
        };
        let timer = set_interval_with_handle(poll, POLL);
        on_cleanup(move || timer.into_iter().for_each(|timer| timer.clear()));
    });
    Effect::new(move |_| {
        // The browser asks before a page with unsent edits is left.
        let leave = window_event_listener(leptos::ev::beforeunload, move |event| {
            if !store.queue.with_value(super::queue::Queue::is_settled) {
                event.prevent_default();
            }
        });
        on_cleanup(move || leave.remove());
    });
}

/// Sends again what waits, for example after signing in.
pub fn retry(store: Store) {
    store.pushed.update(|count| *count += 1);
}

fn send(store: Store, sending: StoredValue<bool>) {
    if sending.get_value() {
        return;
    }
    let batch = store.queue.try_update_value(|queue| queue.next_batch(|| BatchId(new_uuid()))).flatten();
    let Some(batch) = batch else {
        store.save_state.set(SaveState::Saved);
        return;
    };
    sending.set_value(true);
    if store.save_state.get_untracked() == SaveState::Saved {
        store.save_state.set(SaveState::Saving);
    }
    spawn_local(async move {
        let answer = send_edits(store.project, store.scenario, batch).await;
        sending.set_value(false);
        match answer {
            Ok(outcome) => {
                let news = store.queue.try_update_value(|queue| queue.confirm(&outcome)).unwrap_or_default();
                store.hear(news);
                if store.save_state.get_untracked() != SaveState::Saving {
                    store.save_state.set(SaveState::Saving);
                }
                send(store, sending);
            }
            Err(AppError::NotSignedIn) => store.save_state.set(SaveState::SignedOut),
            Err(AppError::Offline | AppError::Internal { .. } | AppError::TooManyRequests { .. }) => {
                store.save_state.set(SaveState::Offline);
                set_timeout(move || send(store, sending), RETRY);
            }
            Err(refused) => {
                let news = store.queue.try_update_value(super::queue::Queue::refuse).unwrap_or_default();
                if let Some(plan) = news.plan {
                    store.plan.set(plan);
                }
                store.tell("danger", messages::app_error(&refused, store.locale));
                send(store, sending);
            }
        }
    });
}

fn ask(store: Store, sending: StoredValue<bool>, asking: StoredValue<bool>) {
    let settled = store.queue.with_value(super::queue::Queue::is_settled);
    if asking.get_value() || sending.get_value() || !settled || document().hidden() {
        return;
    }
    asking.set_value(true);
    let since = store.queue.with_value(super::queue::Queue::revision);
    spawn_local(async move {
        let answer = fetch_changes(store.project, store.scenario, since).await;
        asking.set_value(false);
        match answer {
            Ok(changes) => {
                if store.profiles.with_untracked(|profiles| *profiles != changes.profiles) {
                    store.profiles.set(changes.profiles.clone());
                }
                if store.weather.with_untracked(|weather| *weather != changes.weather) {
                    store.weather.set(changes.weather.clone());
                }
                let news = store.queue.try_update_value(|queue| queue.hear(&changes)).unwrap_or_default();
                store.hear(news);
                if store.save_state.get_untracked() == SaveState::Offline {
                    store.save_state.set(SaveState::Saved);
                }
            }
            Err(AppError::NotSignedIn) => store.save_state.set(SaveState::SignedOut),
            Err(AppError::Offline) => store.save_state.set(SaveState::Offline),
            Err(_) => {}
        }
    });
}
