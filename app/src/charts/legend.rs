//! The legend: a button per kind that shows and hides it.

use chart::LoadSeries;
use leptos::prelude::*;

use super::state::ChartState;

/// Buttons with colour marks; nothing if there is only one series.
#[component]
pub fn Legend(state: ChartState) -> impl IntoView {
    let entries = Memo::new(move |_| {
        let model = state.model.get()?;
        let entry = |series: &LoadSeries| (series.kind, series.label.clone());
        (model.series.len() > 1).then(|| model.series.iter().map(entry).collect::<Vec<_>>())
    });
    let locale = state.locale;
    let hint = locale.text(words::charts::CLICK_SHOW_OR_HIDE_DOUBLE_CLICK);
    view! {
        <ul class="chart__legend" aria-label=locale.text(words::charts::LEGEND)>
            <For each=move || entries.get().unwrap_or_default() key=|entry| entry.clone() let:entry>
                {
                    let kind = entry.0;
                    let click = move |event: web_sys::MouseEvent| {
                        if event.shift_key() { state.solo(kind) } else { state.toggle(kind) }
                    };
                    view! {
                        <li>
                            <button
                                type="button"
                                class="chart__legend-item"
                                title=hint
                                data-kind=kind.key()
                                aria-pressed=move || (!state.hidden.get()[kind.index()]).to_string()
                                on:click=click
                                on:dblclick=move |_| state.solo(kind)
                            >
                                <span class="energy-mark" aria-hidden="true"></span>
                                {entry.1.clone()}
                            </button>
                        </li>
                    }
                }
            </For>
        </ul>
    }
}
