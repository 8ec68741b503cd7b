//! Icons of the sprite `icons.svg` (Lucide).

use leptos::prelude::*;

use crate::page::PageContext;

/// An icon; decoration only, the label stands beside it or in its button's `aria-label`.
#[component]
pub fn Icon(#[prop(into)] name: String, #[prop(optional)] class: &'static str) -> impl IntoView {
    let sprite = with_context(|page: &PageContext| page.assets.address("icons.svg")).unwrap_or_default();
    let class = format!("icon {class}");
    view! {
        <svg class=class.trim_end().to_owned() aria-hidden="true" focusable="false">
            <use href=format!("{sprite}#{name}") />
        </svg>
    }
}
