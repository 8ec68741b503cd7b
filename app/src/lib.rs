//! Everything the user sees, and the contract with the server.

pub mod api;
pub mod i18n;
pub mod page;
pub mod routes;

use leptos::prelude::*;

/// The application: its routes.
#[component]
pub fn App() -> impl IntoView {
    view! { <main></main> }
}

/// The HTML document around a page.
#[cfg(feature = "ssr")]
pub fn shell(page: page::PageContext) -> impl IntoView {
    view! {
        <!DOCTYPE html>
        <html lang=page.locale.tag() data-theme=page.theme.key()>
            <head>
                <meta charset="utf-8" />
                <title>"Lastgang"</title>
            </head>
            <body>
                <App />
            </body>
        </html>
    }
}
