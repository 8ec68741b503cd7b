//! Files from the reader's computer, on their way to the server.

use leptos::prelude::*;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use words::Language;

use super::messages;
use super::store::Store;
use crate::api::{AppError, UploadId};
use crate::json::Json;
use crate::routes;
use crate::ui::Icon;

/// Largest file that the server takes.
const MAX_BYTES: f64 = 20.0 * 1024.0 * 1024.0;

/// How far a file has come.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Progress {
    /// This share of it has been sent.
    Sending(f64),
    /// The server is reading it.
    Reading,
}

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

/// The file chosen in an input. The input is emptied, so that the same file can be chosen again.
#[must_use]
pub fn chosen_file(event: &web_sys::Event) -> Option<web_sys::File> {
    let input = event.target()?.dyn_into::<web_sys::HtmlInputElement>().ok()?;
    let file = input.files()?.get(0);
    input.set_value("");
    file
}

/// A pasted file, or pasted text as a file.
#[must_use]
pub fn pasted_file(event: &web_sys::ClipboardEvent) -> Option<web_sys::File> {
    let data = event.clipboard_data()?;
    if let Some(file) = data.files().and_then(|files| files.get(0)) {
        return Some(file);
    }
    let text = data.get_data("text/plain").ok().filter(|text| text.contains('\n'))?;
    let parts = js_sys::Array::of1(&JsValue::from_str(&text));
    web_sys::File::new_with_str_sequence(&parts, "clipboard.txt").ok()
}

/// Sends a file to the project.
///
/// # Errors
/// The file is too large or does not arrive, in the reader's language.
pub async fn send_file(
    store: Store,
    file: &web_sys::File,
    progress: RwSignal<Option<Progress>>,
) -> Result<UploadId, String> {
    let locale = store.locale;
    if file.size() > MAX_BYTES {
        return Err(match locale {
            Language::De => "Die Datei ist größer als 20\u{a0}MB.".to_owned(),
            Language::En => "The file is larger than 20\u{a0}MB.".to_owned(),
        });
    }
    progress.set(Some(Progress::Sending(0.0)));
    let sent = post(&routes::upload_add(store.project, &file.name()), file, progress).await;
    progress.set(Some(Progress::Reading));
    sent.map_err(|error| messages::app_error(&error, locale))
}

async fn post(
    address: &str,
    file: &web_sys::File,
    progress: RwSignal<Option<Progress>>,
) -> Result<UploadId, AppError> {
    // Not `fetch`: it does not tell how much of a body has been sent.
    let request = web_sys::XmlHttpRequest::new().map_err(|_| AppError::Offline)?;
    request.open("POST", address).map_err(|_| AppError::Offline)?;
    let moved = Closure::<dyn FnMut(web_sys::ProgressEvent)>::new(move |event: web_sys::ProgressEvent| {
        if event.total() > 0.0 {
            progress.set(Some(Progress::Sending(event.loaded() / event.total())));
        }
    });
    if let Ok(upload) = request.upload() {
        upload.set_onprogress(Some(moved.as_ref().unchecked_ref()));
    }
    let ended = js_sys::Promise::new(&mut |resolve, _| request.set_onloadend(Some(&resolve)));
    request.send_with_opt_blob(Some(file)).map_err(|_| AppError::Offline)?;
    JsFuture::from(ended).await.map_err(|_| AppError::Offline)?;
    let body = request.response_text().ok().flatten().unwrap_or_default();
    match request.status() {
        Ok(201) => body.trim_matches('"').parse().map_err(|_| AppError::Offline),
        Ok(413) => Err(AppError::TooLarge),
        _ => Err(Json::read(body.as_bytes()).unwrap_or(AppError::Offline)),
    }
}
