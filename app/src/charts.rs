//! Charts as parts of pages. (Placeholder until the chart panel lands.)
use std::sync::Arc;

use leptos::prelude::*;

use crate::i18n::Locale;

/// All charts of a load model.
#[component]
pub fn ChartPanel(
    #[prop(into)] model: Signal<Option<Arc<chart::LoadModel>>>,
    locale: Locale,
    #[prop(into)] first_paint: ViewFn,
) -> impl IntoView {
    let _ = (model, locale);
    first_paint.run()
}
