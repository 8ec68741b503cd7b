//! The wasm entry: takes over the page that the server rendered.

use engine::tables::{PublishedTable, provide};
use wasm_bindgen::prelude::wasm_bindgen;

/// Called by the page's module script once the wasm is loaded, with the texts of all published tables.
#[wasm_bindgen]
pub fn hydrate(tables: Vec<String>) {
    console_error_panic_hook::set_once();
    for (table, text) in PublishedTable::ALL.into_iter().zip(tables) {
        provide(table, text);
    }
    leptos::mount::hydrate_body(app::App);
}
