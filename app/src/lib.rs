//! Everything the user sees.
use leptos::prelude::*;
#[component]
pub fn App() -> impl IntoView {}
