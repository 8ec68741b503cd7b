//! Where a file is dropped or chosen, and how far it has come.

use leptos::prelude::*;
use words::Language;

use super::Library;
use crate::ui::Icon;
use crate::workspace::upload::{Progress, chosen_file, pasted_file};

#[component]
pub(super) fn Dropzone(library: Library) -> impl IntoView {
    let locale = library.locale;
    let over = RwSignal::new(false);
    let busy = Memo::new(move |_| library.progress.with(Option::is_some));
    let title = move || {
        library.replacing.with(|replaced| match replaced {
            Some(card) => match locale {
                Language::De => format!("Datei, die „{}“ ersetzt, hierher ziehen oder auswählen", card.name),
                Language::En => format!("Drop or choose the file that replaces “{}”", card.name),
            },
            None => locale.text(words::workspace::library::DROP_PASTE_OR_CHOOSE).to_owned(),
        })
    };
    view! {
        <label
            class="dropzone"
            tabindex="-1"
            data-state=move || over.get().then_some("over")
            on:dragover=move |event| {
                event.prevent_default();
                over.set(true);
            }
            on:dragleave=move |_| over.set(false)
            on:drop=move |event| {
                event.prevent_default();
                over.set(false);
                let file = event.data_transfer().and_then(|data| data.files()).and_then(|files| files.get(0));
                file.into_iter().for_each(|file| library.open(file));
            }
            on:paste=move |event| {
                if let Some(file) = pasted_file(&event) {
                    event.prevent_default();
                    library.open(file);
                }
            }
        >
            <Icon name="upload" class="icon--24" />
            <span>{title}</span>
            <span class="small">
                {locale.text(words::workspace::library::CSV_TEXT_EXCEL_XLSX)}
            </span>
            <input
                class="dropzone__file"
                type="file"
                accept=".csv,.txt,.tsv,.xlsx,.edi,.msc,.mscons,text/csv,text/plain"
                disabled=move || busy.get()
                on:change=move |event| chosen_file(&event).into_iter().for_each(|file| library.open(file))
            />
        </label>
        {move || {
            library
                .progress
                .get()
                .map(|progress| {
                    let (label, value) = match progress {
                        Progress::Sending(share) => {
                            (words::workspace::library::UPLOADING_DOTS, Some(format!("{share:.2}")))
                        }
                        Progress::Reading => (words::workspace::library::READING_DOTS, None),
                    };
                    view! {
                        <p class="import__progress small" role="status">
                            <progress class="progress" max="1" value=value aria-label=locale.text(label)></progress>
                            <span>{locale.text(label)}</span>
                        </p>
                    }
                })
        }}
    }
}
