//! The token that proves that a form came from a page of ours.

use leptos::prelude::*;

use crate::page::PageContext;

/// Name of the field, one that scanners know; the server takes it out before anything else reads the form.
pub const FORM_TOKEN: &str = "csrf_token";

/// A hidden field; every form that changes something begins with it.
#[component]
pub fn FormToken() -> impl IntoView {
    let token = with_context(|page: &PageContext| page.form_token.clone()).unwrap_or_default();
    view! { <input type="hidden" name=FORM_TOKEN value=token /> }
}
