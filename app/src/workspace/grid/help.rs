//! The keys of the table, in a dialog.

use leptos::html;
use leptos::prelude::*;
use words::{Language, Text};

use crate::ui::Icon;

const KEYS: [(Text, Text); 17] = [
    (words::workspace::grid::TYPE, words::workspace::grid::REPLACES_THE_CONTENT_ARROW_KEYS),
    (words::workspace::grid::F2, words::workspace::grid::EDITS_THE_CONTENT_ARROW_KEYS),
    (words::workspace::grid::ENTER_TAB, words::workspace::grid::ACCEPTS_AND_GOES),
    (words::workspace::grid::ESCAPE, words::workspace::grid::DISCARDS_AFTER_THAT_TAB_LEAVES),
    (words::workspace::grid::F6, words::workspace::grid::MOVES_BETWEEN_TABLE_CHART),
    (words::workspace::grid::SHIFT_ARROWS, words::workspace::grid::EXTENDS_THE_SELECTION),
    (words::workspace::grid::CTRL_ARROWS, words::workspace::grid::JUMPS_TO_THE_BORDER),
    (words::workspace::grid::CTRL_A, words::workspace::grid::SELECTS_EVERYTHING),
    (words::workspace::grid::CTRL_C_CTRL_V, words::workspace::grid::COPIES_AND_PASTES_FROM_EXCEL),
    (words::workspace::grid::CTRL_D, words::workspace::grid::FILLS_THE_SELECTION_DOWN),
    (words::workspace::grid::DEL, words::workspace::grid::CLEARS_THE_CONTENT),
    (words::workspace::grid::CTRL_Z_CTRL_Y, words::workspace::grid::UNDOES_AND_REDOES),
    (words::workspace::grid::CTRL, words::workspace::grid::INSERTS_A_ROW),
    (words::workspace::grid::CTRL_SHIFT_D, words::workspace::grid::DUPLICATES_ROWS),
    (words::workspace::grid::ALT_SHIFT_UP_DOWN, words::workspace::grid::MOVES_ROWS),
    (words::workspace::grid::ALT_DOWN, words::workspace::grid::OPENS_THE_LIST),
    (words::workspace::grid::SHIFT_F10, words::workspace::grid::OPENS_THE_MENU),
];

/// A button that shows the keys.
#[component]
pub fn KeyHelp(locale: Language) -> impl IntoView {
    let dialog = NodeRef::<html::Dialog>::new();
    let title = locale.text(words::workspace::grid::KEYBOARD_SHORTCUTS);
    let show = move |_| {
        if let Some(dialog) = dialog.get_untracked() {
            let _ = dialog.show_modal();
        }
    };
    let close = move |_| {
        if let Some(dialog) = dialog.get_untracked() {
            dialog.close();
        }
    };
    let keys: Vec<_> = KEYS
        .iter()
        .map(|(keys, meaning)| view! { <dt>{locale.text(*keys)}</dt><dd>{locale.text(*meaning)}</dd> })
        .collect();
    view! {
        <button
            type="button"
            class="button button--ghost button--icon button--small"
            title=title
            aria-label=title
            aria-haspopup="dialog"
            on:click=show
        >
            <Icon name="keyboard" />
        </button>
        <dialog class="dialog" node_ref=dialog aria-labelledby="keys-title">
            <div class="dialog__head">
                <h2 class="dialog__title" id="keys-title">{title}</h2>
                <button
                    type="button"
                    class="button button--ghost button--icon"
                    aria-label=locale.text(words::workspace::grid::CLOSE)
                    on:click=close
                >
                    <Icon name="x" />
                </button>
            </div>
            <div class="dialog__body" tabindex="0"><dl class="facts">{keys}</dl></div>
        </dialog>
    }
}
