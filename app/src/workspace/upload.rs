//! Files from the reader's computer.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;

use crate::i18n::Locale;
use crate::ui::Icon;

/// What is wrong with the file, if anything is.
#[component]
pub fn Problem(problem: RwSignal<Option<String>>) -> impl IntoView {
    move || {
        problem.get().map(|problem| {
            view! {
                <p class="field__error" role="alert">
                    <Icon name="circle-alert" />
                    {problem}
                </p>
            }
        })
    }
}

/// The file chosen in an input.
#[must_use]
pub fn chosen_file(event: &web_sys::Event) -> Option<web_sys::File> {
    let input = event.target()?.dyn_into::<web_sys::HtmlInputElement>().ok()?;
    input.files()?.get(0)
}

/// The content of a file.
///
/// # Errors
/// The file is too large or cannot be read, in the reader's language.
pub async fn read_file(file: &web_sys::File, max_bytes: usize, locale: Locale) -> Result<Vec<u8>, String> {
    if file.size() > max_bytes as f64 {
        let max = max_bytes / 1_048_576;
        return Err(match locale {
            Locale::De => format!("Die Datei ist größer als {max}\u{202f}MB."),
            Locale::En => format!("The file is larger than {max}\u{202f}MB."),
        });
    }
    let buffer = JsFuture::from(file.array_buffer()).await.map_err(|_| match locale {
        Locale::De => "Die Datei kann nicht gelesen werden.".to_owned(),
        Locale::En => "The file cannot be read.".to_owned(),
    })?;
    Ok(js_sys::Uint8Array::new(&buffer).to_vec())
}
