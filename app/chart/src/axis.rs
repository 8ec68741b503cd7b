//! Axes: which ticks they carry and how they are drawn.

mod time;
mod value;

pub(crate) use time::{TimeTick, month_ticks, time_ticks};
pub(crate) use value::ValueAxis;

use crate::scene::{Anchor, Area, LABEL_SIZE, Paint, Scene, text_width};

/// Room above a plot for the unit at the axis head and below it for the labels, CSS pixels.
const HEAD: f64 = 26.0;
const FOOT: f64 = 24.0;
/// Room at the right edge, so that a centred last label stays inside.
const SIDE: f64 = 14.0;

/// The plot area of a drawing whose value labels need `label_width`.
pub(crate) fn plot_area(scene: &Scene, label_width: f64, right: f64) -> Area {
    let x = (label_width + 9.0).ceil();
    let width = (scene.width - x - SIDE - right).max(1.0);
    Area { x, y: HEAD, width, height: (scene.height - HEAD - FOOT).max(1.0) }
}

/// Grid lines, labels and the unit of a value axis at the left.
pub(crate) fn draw_value_axis(scene: &mut Scene, plot: Area, axis: &ValueAxis) {
    for (position, label) in axis.ticks() {
        let y = plot.bottom() - position * plot.height;
        scene.hairline((plot.x, y), (plot.right(), y), Paint::Grid);
        scene.text(plot.x - 7.0, y + 4.0, Anchor::End, Paint::TextMuted, label);
    }
    scene.text(plot.x - 7.0, plot.y - 12.0, Anchor::End, Paint::TextMuted, axis.unit());
}

/// The base line with ticks and labels below it.
pub(crate) fn draw_base_line(scene: &mut Scene, plot: Area, ticks: &[TimeTick]) {
    let y = plot.bottom();
    scene.hairline((plot.x, y), (plot.right(), y), Paint::Axis);
    let mut free_from = f64::NEG_INFINITY;
    for tick in ticks {
        if let Some(mark) = tick.mark {
            let x = plot.x + mark * plot.width;
            scene.hairline((x, y), (x, y + 4.0), Paint::Axis);
        }
        let x = plot.x + tick.label_at * plot.width;
        let half = text_width(&tick.label, LABEL_SIZE) / 2.0;
        // Labels never overlap and never leave the drawing.
        if x - half < free_from || x + half > scene.width || x - half < 0.0 {
            continue;
        }
        free_from = x + half + 6.0;
        scene.text(x, y + 17.0, Anchor::Middle, Paint::TextMuted, tick.label.clone());
    }
}
