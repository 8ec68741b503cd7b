//! The charts of a load: tabs, plot, overview, legend, export, table.

mod download;
mod export;
mod legend;
mod overview;
mod plot;
mod scene_view;
mod schedule;
mod state;
mod table;
mod toolbar;
mod tooltip;

use std::sync::Arc;

use chart::{ChartKind, LoadModel};
use leptos::prelude::*;
use words::Language;

use crate::memory::{Keep, remember};
use legend::Legend;
use overview::OverviewStrip;
use plot::Plot;
use state::ChartState;
use table::MonthTableToggle;
use toolbar::Toolbar;

/// All charts of a load model, interactive in the browser.
///
/// Without a model (on the server, before the first calculation) `first_paint` fills the plot: an image that
/// the server has drawn.
#[component]
pub fn ChartPanel<F, V>(
    /// What is shown.
    #[prop(into)]
    model: Signal<Option<Arc<LoadModel>>>,
    /// Language of the page.
    locale: Language,
    /// Shown in the place of the plot until there is a model.
    first_paint: F,
    /// Start of the element ids, where a page has several panels.
    #[prop(default = "chart")]
    id: &'static str,
) -> impl IntoView
where
    F: Fn() -> V + Send + 'static,
    V: IntoView + 'static,
{
    let state = ChartState::new(model, locale, id);
    // A change of language loads the page again; the reader stays where they are.
    remember(
        Keep::Session,
        format!("lastgang-{id}"),
        move || state.kind.get().key().to_owned(),
        move |kept| {
            if let Some(kind) = ChartKind::from_key(kept) {
                state.choose(kind);
            }
        },
    );
    let caption = Memo::new(move |_| state.sentence());
    view! {
        <figure class="chart" aria-labelledby=format!("{id}-caption")>
            <Toolbar state />
            <Plot state first_paint />
            {move || (state.kind.get() == ChartKind::LoadProfile).then(|| view! { <OverviewStrip state /> })}
            <Legend state />
            <figcaption class="chart__caption" id=format!("{id}-caption")>
                {move || caption.get()}
            </figcaption>
            <MonthTableToggle state />
        </figure>
    }
}
