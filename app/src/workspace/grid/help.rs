//! The keys of the table, in a dialog.

use leptos::html;
use leptos::prelude::*;

use crate::i18n::{Locale, Text, text};
use crate::ui::Icon;

const KEYS: [(Text, Text); 16] = [
    (
        text("Tippen", "Type"),
        text("ersetzt den Inhalt; Pfeiltasten übernehmen", "replaces the content; arrow keys accept"),
    ),
    (
        text("F2", "F2"),
        text(
            "bearbeitet den Inhalt; Pfeiltasten bewegen im Text",
            "edits the content; arrow keys move in the text",
        ),
    ),
    (
        text("Enter, Tab", "Enter, Tab"),
        text("übernimmt und geht weiter, mit Umschalt zurück", "accepts and goes on, with Shift back"),
    ),
    (
        text("Escape", "Escape"),
        text("verwirft; danach verlässt Tab die Tabelle", "discards; after that Tab leaves the table"),
    ),
    (
        text("F6", "F6"),
        text(
            "wechselt zwischen Tabelle, Diagramm und Kennzahlen",
            "moves between table, chart and key figures",
        ),
    ),
    (text("Umschalt+Pfeile", "Shift+arrows"), text("erweitert die Auswahl", "extends the selection")),
    (text("Strg+Pfeile", "Ctrl+arrows"), text("springt an den Rand", "jumps to the border")),
    (text("Strg+A", "Ctrl+A"), text("wählt alles", "selects everything")),
    (
        text("Strg+C, Strg+V", "Ctrl+C, Ctrl+V"),
        text("kopiert und fügt ein, auch aus Excel", "copies and pastes, from Excel too"),
    ),
    (text("Strg+D", "Ctrl+D"), text("füllt die Auswahl nach unten aus", "fills the selection down")),
    (text("Entf", "Del"), text("löscht den Inhalt", "clears the content")),
    (text("Strg+Z, Strg+Y", "Ctrl+Z, Ctrl+Y"), text("macht rückgängig und wiederholt", "undoes and redoes")),
    (text("Strg++", "Ctrl++"), text("fügt eine Zeile ein", "inserts a row")),
    (text("Strg+Umschalt+D", "Ctrl+Shift+D"), text("dupliziert Zeilen", "duplicates rows")),
    (text("Alt+↑, Alt+↓", "Alt+↑, Alt+↓"), text("verschiebt Zeilen", "moves rows")),
    (text("Umschalt+F10", "Shift+F10"), text("öffnet das Menü der Zelle", "opens the menu of the cell")),
];

/// A button that shows the keys.
#[component]
pub fn KeyHelp(locale: Locale) -> impl IntoView {
    let dialog = NodeRef::<html::Dialog>::new();
    let title = locale.text(text("Tastenkürzel", "Keyboard shortcuts"));
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
                    aria-label=locale.text(text("Schließen", "Close"))
                    on:click=close
                >
                    <Icon name="x" />
                </button>
            </div>
            <div class="dialog__body" tabindex="0"><dl class="facts">{keys}</dl></div>
        </dialog>
    }
}
