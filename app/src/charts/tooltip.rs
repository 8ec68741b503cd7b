//! The tooltip beside the crosshair.

use chart::Hover;
use chart::format::UNIT_SPACE;
use leptos::html;
use leptos::prelude::*;

use super::schedule::NextFrame;
use super::state::ChartState;

/// Distance from the crosshair, CSS pixels.
const GAP: f64 = 14.0;

/// Values of the cell at the cursor. `pointer_y` is the height of the pointer, if there is one.
#[component]
pub fn Tooltip(state: ChartState, pointer_y: RwSignal<Option<f64>>) -> impl IntoView {
    let node = NodeRef::<html::Div>::new();
    let hover = Memo::new(move |_| {
        let (chart, model) = (state.chart.get()?, state.shown.get()?);
        Some(chart.hover(&model, state.cursor.get()?))
    });
    let frame = NextFrame::new();
    let place = move || {
        let (chart, hover) = (state.chart.get_untracked()?, hover.get_untracked()?);
        let node = node.get_untracked()?;
        let area = chart.cell_area(hover.cell);
        let (width, height) = (f64::from(node.offset_width()), f64::from(node.offset_height()));
        let right = area.right().min(chart.plot.right()) + GAP;
        let x = if right + width <= chart.scene.width { right } else { (area.x - GAP - width).max(0.0) };
        let wanted = pointer_y.get_untracked().unwrap_or(chart.plot.y) - height / 2.0;
        let y = wanted.clamp(0.0, (chart.scene.height - height).max(0.0));
        let style = web_sys::HtmlElement::style(&node);
        style.set_property("transform", &format!("translate({x:.0}px, {y:.0}px)")).ok()
    };
    Effect::new(move |_| {
        if hover.with(Option::is_some) {
            pointer_y.track();
            state.chart.track();
            // With the next frame, when the content is there and has its size.
            frame.run(move || _ = place());
        }
    });
    let sum_label = state.locale.text(words::charts::TOTAL_2);
    view! {
        <div class="chart__tooltip" node_ref=node aria-hidden="true" hidden=move || hover.get().is_none()>
            {move || hover.get().map(|hover| rows(hover, sum_label))}
        </div>
    }
}

fn rows(hover: Hover, sum_label: &'static str) -> impl IntoView {
    let unit = hover.unit;
    let has_sum = hover.rows.len() != 1;
    let rows = hover
        .rows
        .into_iter()
        .map(|row| {
            view! {
                <span class="chart__tooltip-row" data-kind=row.kind.key()>
                    <span class="energy-mark"></span>
                    <span>{row.label}</span>
                    <span class="chart__tooltip-value">
                        {row.text} {UNIT_SPACE.to_string()} <span class="chart__tooltip-unit">{unit}</span>
                    </span>
                </span>
            }
        })
        .collect_view();
    let sum = has_sum.then(|| {
        view! {
            <span class="chart__tooltip-row chart__tooltip-row--sum">
                <span>{sum_label}</span>
                <span class="chart__tooltip-value">
                    {hover.sum_text} {UNIT_SPACE.to_string()} <span class="chart__tooltip-unit">{unit}</span>
                </span>
            </span>
        }
    });
    view! {
        <span class="chart__tooltip-time">{hover.title}</span>
        {rows}
        {sum}
        {hover.note.map(|note| view! { <span class="chart__tooltip-note">{note}</span> })}
    }
}
