//! Dialogs of the workspace.

use leptos::html;
use leptos::prelude::*;

use super::store::{SaveState, Store};
use super::sync;
use crate::routes;

/// Shown when the session has ended: edits stay here until somebody has signed in again.
#[component]
pub fn SessionDialog(store: Store) -> impl IntoView {
    let locale = store.locale;
    let dialog = NodeRef::<html::Dialog>::new();
    let open = Memo::new(move |_| store.save_state.get() == SaveState::SignedOut);
    Effect::new(move |_| {
        let Some(dialog) = dialog.get() else { return };
        if open.get() && !dialog.open() {
            let _ = dialog.show_modal();
        } else if !open.get() && dialog.open() {
            dialog.close();
        }
    });
    let retry = move |_| {
        store.save_state.set(SaveState::Saving);
        sync::retry(store);
    };
    view! {
        <dialog class="dialog" node_ref=dialog aria-labelledby="session-title">
            <div class="dialog__head">
                <h2 class="dialog__title" id="session-title">{locale.text(words::workspace::dialog::YOUR_SESSION_HAS_ENDED)}</h2>
            </div>
            <div class="dialog__body">
                <p class="dialog__text">
                    {locale.text(words::workspace::dialog::YOUR_LATEST_CHANGES_ARE_STILL)}
                </p>
            </div>
            <div class="dialog__foot">
                <button class="button" on:click=retry>{locale.text(words::workspace::dialog::CONTINUE)}</button>
                <a class="button button--primary" href=routes::SIGN_IN target="_blank" rel="noopener">
                    {locale.text(words::workspace::dialog::SIGN_IN_IN_A_NEW)}
                </a>
            </div>
        </dialog>
    }
}
