//! The overview strip: the whole year, and a brush that shows and sets the window.

use chart::Window;
use engine::time::HOURS;
use leptos::html;
use leptos::prelude::*;

use super::scene_view::scene_items;
use super::schedule::NextFrame;
use super::state::ChartState;

/// Height of the strip, CSS pixels; the style sheet has the same.
const HEIGHT: f64 = 44.0;
/// Reach of the handles to both sides of an edge, CSS pixels.
const REACH: f64 = 7.0;

/// What the pointer moves.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Grip {
    /// The left edge of the window.
    Start,
    /// Its right edge.
    End,
    /// The window, taken at this hour.
    Middle { from_hour: f64, window: Window },
}

/// The strip with its brush.
#[component]
pub fn OverviewStrip(state: ChartState) -> impl IntoView {
    let strip_node = NodeRef::<html::Div>::new();
    let brush = NodeRef::<html::Div>::new();
    let strip = Memo::new(move |_| {
        let width = state.size.get().0;
        let model = state.shown.get().filter(|_| width > 0.0)?;
        Some(std::sync::Arc::new(chart::overview(&model, width, HEIGHT)))
    });
    Effect::new(move |_| {
        let (Some(brush), window, width) = (brush.get(), state.window.get(), state.size.get().0) else {
            return;
        };
        let x = |hour: usize| hour as f64 / HOURS as f64 * width;
        let style = web_sys::HtmlElement::style(&brush);
        let _ = style.set_property("left", &format!("{:.1}px", x(window.start())));
        let _ = style.set_property("width", &format!("{:.1}px", x(window.end()) - x(window.start())));
    });

    let grip = StoredValue::new(None::<Grip>);
    let frame = NextFrame::new();
    let pointer_x = StoredValue::new(0.0);
    let local_x = move |event: &web_sys::PointerEvent| {
        let left = strip_node.get_untracked().map_or(0.0, |node| node.get_bounding_client_rect().left());
        f64::from(event.client_x()) - left
    };
    let hour_of = move |x: f64| {
        let width = state.size.get_untracked().0.max(1.0);
        (x / width * HOURS as f64).clamp(0.0, HOURS as f64)
    };
    let down = move |event: web_sys::PointerEvent| {
        if event.button() != 0 {
            return;
        }
        event.prevent_default();
        let x = local_x(&event);
        let window = state.window.get_untracked();
        let width = state.size.get_untracked().0;
        let edge = |hour: usize| hour as f64 / HOURS as f64 * width;
        let (to_start, to_end) = ((x - edge(window.start())).abs(), (x - edge(window.end())).abs());
        let hour = hour_of(x);
        let taken = if to_start.min(to_end) <= REACH {
            if to_start < to_end { Grip::Start } else { Grip::End }
        } else {
            let is_inside = (window.start() as f64..window.end() as f64).contains(&hour) && !window.is_year();
            let middle = (window.start() + window.end()) as f64 / 2.0;
            let window = if is_inside || window.is_year() { window } else { window.moved(hour - middle) };
            state.show(window);
            Grip::Middle { from_hour: hour, window }
        };
        grip.set_value(Some(taken));
        if let Some(node) = strip_node.get_untracked() {
            let _ = node.set_pointer_capture(event.pointer_id());
        }
    };
    let moved = move |event: web_sys::PointerEvent| {
        if grip.get_value().is_none() {
            return;
        }
        pointer_x.set_value(local_x(&event));
        frame.run(move || {
            let Some(taken) = grip.get_value() else { return };
            let hour = hour_of(pointer_x.get_value());
            let window = state.window.get_untracked();
            let least = Window::SHORTEST_HOURS;
            state.show(match taken {
                Grip::Start => Window::between((hour as usize).min(window.end() - least), window.end()),
                Grip::End => Window::between(window.start(), (hour as usize).max(window.start() + least)),
                Grip::Middle { from_hour, window } => window.moved(hour - from_hour),
            });
        });
    };
    let up = move |_| grip.set_value(None);
    let view_box = move || format!("0 0 {:.0} {HEIGHT}", state.size.get().0.max(1.0));
    view! {
        <div
            class="chart__overview"
            aria-hidden="true"
            node_ref=strip_node
            on:pointerdown=down
            on:pointermove=moved
            on:pointerup=up
            on:pointercancel=up
            on:dblclick=move |_| state.show(Window::YEAR)
        >
            <svg viewBox=view_box preserveAspectRatio="none">
                {move || strip.get().map(|strip| scene_items(&strip.scene))}
            </svg>
            <div class="chart__brush" node_ref=brush data-state=move || state.window.get().is_year().then_some("year")>
                <span class="chart__brush-edge chart__brush-edge--start"></span>
                <span class="chart__brush-edge chart__brush-edge--end"></span>
            </div>
        </div>
    }
}
