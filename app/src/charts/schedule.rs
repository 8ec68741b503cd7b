//! Work that waits for the next frame or for a pause.

use std::time::Duration;

use leptos::prelude::*;

/// At most one piece of work per frame.
#[derive(Clone, Copy)]
pub struct NextFrame {
    is_waiting: StoredValue<bool>,
}

impl NextFrame {
    /// Nothing waits.
    #[must_use]
    pub fn new() -> Self {
        Self { is_waiting: StoredValue::new(false) }
    }

    /// Runs before the next paint, unless something waits already.
    pub fn run(self, work: impl FnOnce() + 'static) {
        if self.is_waiting.try_get_value() != Some(false) {
            return;
        }
        self.is_waiting.set_value(true);
        request_animation_frame(move || {
            // The panel may be gone by then.
            if self.is_waiting.try_set_value(false).is_none() && self.is_waiting.try_get_value().is_some() {
                work();
            }
        });
    }
}

/// Work that is put off again by every new call.
#[derive(Clone, Copy)]
pub struct AfterPause {
    timer: StoredValue<Option<TimeoutHandle>>,
    pause: Duration,
}

impl AfterPause {
    /// Waits for this long.
    #[must_use]
    pub fn new(pause: Duration) -> Self {
        Self { timer: StoredValue::new(None), pause }
    }

    /// Runs after the pause, instead of what waits already.
    pub fn run(self, work: impl FnOnce() + 'static) {
        if let Some(Some(timer)) = self.timer.try_get_value() {
            timer.clear();
        }
        let timer = self.timer;
        let guarded = move || {
            if timer.try_get_value().is_some() {
                work();
            }
        };
        let _ = timer.try_set_value(set_timeout_with_handle(guarded, self.pause).ok());
    }
}
