//! Everything the user sees, and the contract with the server.
//!
//! The server decides which [`Page`](pages::Page) answers a request, loads its data and renders
//! [`document`]: redirects, status and cookies are settled before the first byte. Only the workspace of a
//! project is drawn anew in the browser; every other page is plain HTML with plain forms and works without WASM.

// The type of a view is as deep as its markup; optimised builds look all the way down.
#![recursion_limit = "512"]

pub mod api;
pub mod charts;
mod json;
mod memory;
pub mod page;
pub mod pages;
pub mod routes;
pub mod ui;
pub mod workspace;

#[cfg(feature = "ssr")]
use leptos::prelude::*;

/// The HTML document of a page. Needs a [`leptos::nonce::Nonce`] in context for its scripts.
#[cfg(feature = "ssr")]
#[must_use]
pub fn document(context: page::PageContext, page: pages::Page) -> AnyView {
    provide_context(context.clone());
    let title = page.title(context.locale);
    let is_workspace = matches!(page, pages::Page::Workspace(..));
    let assets = context.assets.clone();
    view! {
        <!DOCTYPE html>
        <html lang=context.locale.tag() data-theme=context.theme.key()>
            <head>
                <meta charset="utf-8" />
                <meta name="viewport" content="width=device-width, initial-scale=1" />
                <meta name="color-scheme" content="light dark" />
                <meta name="description" content=context.locale.text(pages::DESCRIPTION) />
                <title>{title}</title>
                <link rel="icon" type="image/svg+xml" href=assets.address("favicon.svg") />
                <link
                    rel="preload"
                    href=assets.address("fonts/inter.woff2")
                    r#as="font"
                    r#type="font/woff2"
                    crossorigin="anonymous"
                />
                <link rel="stylesheet" href=assets.address("lastgang.css") />
                <script
                    r#type="module"
                    src=assets.address("enhance.js")
                    nonce=leptos::nonce::use_nonce()
                ></script>
                {is_workspace.then(|| pages::boot_script(&assets))}
            </head>
            <body>{page.into_view(&context)}</body>
        </html>
    }
    .into_any()
}
