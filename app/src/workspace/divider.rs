//! The line between table and charts, which can be dragged or moved with the arrow keys.

use leptos::html;
use leptos::prelude::*;

use crate::memory::{Keep, remember};
use crate::page::PageContext;

const LEAST: f64 = 28.0;
const MOST: f64 = 75.0;

/// A vertical separator that sets the share of the table.
#[component]
pub fn Divider() -> impl IntoView {
    let locale = with_context(|page: &PageContext| page.locale).unwrap_or_default();
    let line = NodeRef::<html::Div>::new();
    let percent = RwSignal::new(52.0_f64);
    let dragging = RwSignal::new(false);
    Effect::new(move |_| {
        let share = percent.get();
        let workspace = line.get().and_then(|line| line.parent_element());
        if let Some(workspace) =
            workspace.and_then(|element| wasm_bindgen::JsCast::dyn_into::<web_sys::HtmlElement>(element).ok())
        {
            let _ = workspace.style().set_property("--split", &format!("{share}%"));
        }
    });
    remember(
        Keep::Always,
        "lastgang-split".to_owned(),
        move || format!("{:.1}", percent.get()),
        move |kept| {
            if let Ok(share) = kept.parse::<f64>() {
                percent.set(share.clamp(LEAST, MOST));
            }
        },
    );
    let drag = move |event: web_sys::PointerEvent| {
        if !dragging.get_untracked() {
            return;
        }
        let width = window().inner_width().ok().and_then(|width| width.as_f64()).unwrap_or(1.0);
        percent.set((f64::from(event.client_x()) / width * 100.0).clamp(LEAST, MOST));
    };
    let start = move |event: web_sys::PointerEvent| {
        dragging.set(true);
        if let Some(line) = line.get_untracked() {
            let _ = line.set_pointer_capture(event.pointer_id());
        }
    };
    let key = move |event: web_sys::KeyboardEvent| {
        let step = match event.key().as_str() {
            "ArrowLeft" => -2.0,
            "ArrowRight" => 2.0,
            _ => return,
        };
        event.prevent_default();
        percent.update(|share| *share = (*share + step).clamp(LEAST, MOST));
    };
    view! {
        <div
            class="workspace__divider"
            role="separator"
            tabindex="0"
            aria-orientation="vertical"
            aria-label=locale.text(words::workspace::divider::WIDTH_OF_THE_TABLE)
            aria-valuemin=LEAST
            aria-valuemax=MOST
            aria-valuenow=move || percent.get().round()
            data-state=move || dragging.get().then_some("dragging")
            node_ref=line
            on:pointerdown=start
            on:pointermove=drag
            on:pointerup=move |_| dragging.set(false)
            on:dblclick=move |_| percent.set(52.0)
            on:keydown=key
        ></div>
    }
}
