//! Head of a chart panel: tabs, resolution or season, way back to the whole year, export.

use chart::{ChartKind, Resolution, Season, Window};
use leptos::html;
use leptos::prelude::*;
use words::Text;

use super::export::ExportMenu;
use super::state::ChartState;

/// Tabs and switches.
#[component]
pub fn Toolbar(state: ChartState) -> impl IntoView {
    let is_kind = move |kind| state.kind.get() == kind;
    view! {
        <div class="chart__head">
            <ChartTabs state />
            <div class="chart__tools">
                {move || {
                    is_kind(ChartKind::LoadProfile)
                        .then(|| view! { <RangeSelect state /> <ResolutionSwitch state /> })
                }}
                {move || is_kind(ChartKind::TypicalWeek).then(|| view! { <SeasonSwitch state /> })}
                <ExportMenu state />
            </div>
        </div>
    }
}

/// Parts of the year that can be chosen by name.
fn ranges(state: ChartState) -> [(Text, Option<Window>); 5] {
    let model = state.shown.get();
    let axis = model.as_ref().map(|model| model.axis());
    let (peak_hour, _) = state.peak.get();
    [
        (words::charts::WHOLE_YEAR, Some(Window::YEAR)),
        (words::charts::WINTER_WEEK, axis.map(|axis| Window::week(axis, 1, 15))),
        (words::charts::SUMMER_WEEK, axis.map(|axis| Window::week(axis, 7, 15))),
        (words::charts::PEAK_MONTH, axis.map(|axis| Window::month(axis, peak_hour))),
        (words::charts::PEAK_WEEK, {
            axis.map(|axis| {
                let date = axis.date(peak_hour / 24);
                Window::week(axis, date.month, date.day)
            })
        }),
    ]
}

/// The part of the year shown, by name.
#[component]
fn RangeSelect(state: ChartState) -> impl IntoView {
    let locale = state.locale;
    let ranges = Memo::new(move |_| ranges(state));
    let chosen = move || {
        let window = state.window.get();
        let at = ranges.with(|ranges| ranges.iter().position(|(_, range)| *range == Some(window)));
        at.map_or_else(|| "part".to_owned(), |at| at.to_string())
    };
    let choose = move |event| {
        let at: Option<usize> = event_target_value(&event).parse().ok();
        if let Some(window) = at.and_then(|at| ranges.get_untracked().get(at)?.1) {
            state.cursor.set(None);
            state.show(window);
        }
    };
    let options = ranges.get_untracked().into_iter().enumerate();
    let options = options
        .map(|(at, (name, _))| view! { <option value=at.to_string()>{locale.text(name)}</option> })
        .collect_view();
    view! {
        <select
            class="chart__range select"
            aria-label=locale.text(words::charts::RANGE)
            on:change=choose
            prop:value=chosen
        >
            {options}
            <option value="part" hidden>
                {locale.text(words::charts::PART)}
            </option>
        </select>
    }
}

/// One tab per chart; the arrow keys move between them.
#[component]
fn ChartTabs(state: ChartState) -> impl IntoView {
    let list = NodeRef::<html::Div>::new();
    let language = state.language();
    let step = move |event: web_sys::KeyboardEvent| {
        let count = ChartKind::ALL.len();
        let present = ChartKind::ALL.iter().position(|kind| *kind == state.kind.get_untracked()).unwrap_or(0);
        let next = match event.key().as_str() {
            "ArrowRight" => (present + 1) % count,
            "ArrowLeft" => (present + count - 1) % count,
            "Home" => 0,
            "End" => count - 1,
            _ => return,
        };
        event.prevent_default();
        state.choose(ChartKind::ALL[next]);
        let tab = list.get_untracked().and_then(|list| list.children().item(next as u32));
        if let Some(tab) =
            tab.and_then(|tab| wasm_bindgen::JsCast::dyn_into::<web_sys::HtmlElement>(tab).ok())
        {
            let _ = tab.focus();
        }
    };
    let tab = move |kind: ChartKind| {
        let is_chosen = move || state.kind.get() == kind;
        view! {
            <button
                type="button"
                class="tab"
                role="tab"
                id=format!("{}-tab-{}", state.id, kind.key())
                aria-controls=format!("{}-plot", state.id)
                aria-selected=move || is_chosen().to_string()
                tabindex=move || if is_chosen() { "0" } else { "-1" }
                on:click=move |_| state.choose(kind)
            >
                {kind.label(language)}
            </button>
        }
    };
    view! {
        <div
            class="tabs tabs--bare"
            role="tablist"
            aria-label=state.locale.text(words::charts::KIND_OF_CHART)
            node_ref=list
            on:keydown=step
        >
            {ChartKind::ALL.into_iter().map(tab).collect_view()}
        </div>
    }
}

#[component]
fn ResolutionSwitch(state: ChartState) -> impl IntoView {
    let language = state.language();
    let item = move |resolution: Resolution| {
        view! {
            <button
                type="button"
                class="segmented__item"
                aria-pressed=move || (state.resolution.get() == resolution).to_string()
                on:click=move |_| {
                    state.cursor.set(None);
                    state.resolution.set(resolution);
                }
            >
                {resolution.label(language)}
            </button>
        }
    };
    let label = state.locale.text(words::charts::TIME_STEP);
    view! {
        <div class="segmented" role="group" aria-label=label>
            {Resolution::ALL.into_iter().map(item).collect_view()}
        </div>
    }
}

#[component]
fn SeasonSwitch(state: ChartState) -> impl IntoView {
    let language = state.language();
    let item = move |season: Season| {
        view! {
            <button
                type="button"
                class="segmented__item"
                title=season.months_label(language)
                aria-pressed=move || (state.season.get() == season).to_string()
                on:click=move |_| state.season.set(season)
            >
                {season.label(language)}
            </button>
        }
    };
    let label = state.locale.text(words::charts::SEASON);
    view! {
        <div class="segmented" role="group" aria-label=label>
            {Season::ALL.into_iter().map(item).collect_view()}
        </div>
    }
}
