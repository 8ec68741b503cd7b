//! A scene as SVG elements; colours come from the style sheet by class.

use chart::scene::{Item, LABEL_SIZE, Scene};
use leptos::prelude::*;

/// The elements of a scene.
#[must_use]
pub fn scene_items(scene: &Scene) -> Vec<AnyView> {
    scene.items.iter().map(item_view).collect()
}

fn item_view(item: &Item) -> AnyView {
    match item {
        Item::Path { d, fill, stroke, opacity } => {
            let fill = fill.map_or("none", |paint| paint.key());
            let mut class = format!("chart-fill-{fill}");
            if let Some(stroke) = stroke {
                class.push_str(" chart-stroke-");
                class.push_str(stroke.paint.key());
                if stroke.dashed {
                    class.push_str(" chart-dashed");
                }
            }
            let width = stroke.map(|stroke| stroke.width.to_string());
            view! { <path class=class d=d.clone() stroke-width=width opacity=opacity_text(*opacity) /> }
                .into_any()
        }
        Item::Rect { area, fill, opacity } => view! {
            <rect
                class=format!("chart-fill-{}", fill.key())
                x=length(area.x)
                y=length(area.y)
                width=length(area.width)
                height=length(area.height)
                opacity=opacity_text(*opacity)
            />
        }
        .into_any(),
        Item::Text { x, y, anchor, paint, size, strong, text } => {
            let strong = if *strong { " chart-strong" } else { "" };
            let size = ((*size - LABEL_SIZE).abs() > f64::EPSILON).then(|| length(*size));
            view! {
                <text
                    class=format!("chart-fill-{}{strong}", paint.key())
                    x=length(*x)
                    y=length(*y)
                    text-anchor=anchor.key()
                    font-size=size
                >
                    {text.clone()}
                </text>
            }
            .into_any()
        }
        Item::Image { area, href } => view! {
            <image
                class="chart-pixels"
                x=length(area.x)
                y=length(area.y)
                width=length(area.width)
                height=length(area.height)
                preserveAspectRatio="none"
                href=href.clone()
            />
        }
        .into_any(),
    }
}

fn length(value: f64) -> String {
    format!("{value:.1}")
}

fn opacity_text(opacity: f64) -> Option<String> {
    (opacity < 1.0).then(|| format!("{opacity:.2}"))
}
