//! A scene as SVG elements; colours come from the style sheet by class.

use chart::scene::{Item, LABEL_SIZE, Scene};
use leptos::either::EitherOf4;
use leptos::prelude::*;

/// The elements of a scene.
#[must_use]
pub fn scene_items(scene: &Scene) -> Vec<impl IntoView + use<>> {
    scene.items.iter().map(item_view).collect()
}

fn item_view(item: &Item) -> impl IntoView + use<> {
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
            EitherOf4::A(
                view! { <path class=class d=d.clone() stroke-width=width opacity=opacity_text(*opacity) /> },
            )
        }
        Item::Rect { area, fill, opacity } => EitherOf4::B(view! {
            <rect
                class=format!("chart-fill-{}", fill.key())
                x=length(area.x)
                y=length(area.y)
                width=length(area.width)
                height=length(area.height)
                opacity=opacity_text(*opacity)
            />
        }),
        Item::Text { x, y, anchor, paint, size, strong, text } => {
            let strong = if *strong { " chart-strong" } else { "" };
            let size = ((*size - LABEL_SIZE).abs() > f64::EPSILON).then(|| length(*size));
            EitherOf4::C(view! {
                <text
                    class=format!("chart-fill-{}{strong}", paint.key())
                    x=length(*x)
                    y=length(*y)
                    text-anchor=anchor.key()
                    font-size=size
                >
                    {text.clone()}
                </text>
            })
        }
        Item::Image { area, href } => EitherOf4::D(view! {
            <image
                class="chart-pixels"
                x=length(area.x)
                y=length(area.y)
                width=length(area.width)
                height=length(area.height)
                preserveAspectRatio="none"
                href=href.clone()
            />
        }),
    }
}

fn length(value: f64) -> String {
    format!("{value:.1}")
}

fn opacity_text(opacity: f64) -> Option<String> {
    (opacity < 1.0).then(|| format!("{opacity:.2}"))
}
