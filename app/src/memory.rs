//! Choices of the reader that survive a reload or a change of language: tab, scope, width of the table.

use leptos::prelude::*;

/// How long a choice is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keep {
    /// As long as the window is open.
    Session,
    /// Until the browser forgets it.
    Always,
}

/// Restores a choice once, after the page has been taken over, and stores it whenever it changes; only in the
/// browser. `read` gives its text, `restore` understands it or leaves everything as it is.
pub fn remember(
    keep: Keep,
    key: String,
    read: impl Fn() -> String + Send + Sync + 'static,
    restore: impl Fn(&str) + Send + Sync + 'static,
) {
    Effect::new(move |before: Option<()>| {
        let storage = match keep {
            Keep::Session => window().session_storage(),
            Keep::Always => window().local_storage(),
        };
        let Ok(Some(storage)) = storage else { return };
        if before.is_none()
            && let Ok(Some(kept)) = storage.get_item(&key)
        {
            restore(&kept);
        }
        // A full storage is no reason to stop working.
        let _ = storage.set_item(&key, &read());
    });
}
