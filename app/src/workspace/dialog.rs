//! Dialogs of the workspace.

use leptos::html;
use leptos::prelude::*;

use super::store::{SaveState, Store};
use super::sync;
use crate::i18n::text;
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
                <h2 class="dialog__title" id="session-title">{locale.text(text("Ihre Sitzung ist abgelaufen", "Your session has ended"))}</h2>
            </div>
            <div class="dialog__body">
                <p class="dialog__text">
                    {locale
                        .text(
                            text(
                                "Ihre letzten Änderungen sind in diesem Fenster noch da. Melden Sie sich in einem neuen Tab an und fahren Sie dann hier fort.",
                                "Your latest changes are still in this window. Sign in in a new tab and then continue here.",
                            ),
                        )}
                </p>
            </div>
            <div class="dialog__foot">
                <button class="button" on:click=retry>{locale.text(text("Weiter", "Continue"))}</button>
                <a class="button button--primary" href=routes::SIGN_IN target="_blank" rel="noopener">
                    {locale.text(text("In neuem Tab anmelden", "Sign in in a new tab"))}
                </a>
            </div>
        </dialog>
    }
}
