//! The wasm entry: takes the place of the page that the server has drawn.

use engine::tables::{PublishedTable, provide};
use wasm_bindgen::prelude::wasm_bindgen;

/// Called by the page's module script once the wasm is loaded, with the texts of all published tables.
#[wasm_bindgen]
pub fn start(tables: Vec<String>) {
    console_error_panic_hook::set_once();
    for (table, text) in PublishedTable::ALL.into_iter().zip(tables) {
        provide(table, text);
    }
    app::workspace::take_over();
}
