//! The load profile: stacked areas over a window of the year.

use words::Language;

use super::stack::Stack;
use super::{Cells, ChartOptions, Resolution};
use crate::axis::{ValueAxis, draw_base_line, draw_value_axis, plot_area, time_ticks};
use crate::decimate::{bucket_edges, bucket_extremes, bucket_means};
use crate::format::{format_power, power_scale, with_unit};
use crate::model::LoadModel;
use crate::scene::{Anchor, Area, Item, LABEL_SIZE, Paint, Plane, Scene, text_width};

/// Widest bucket that is drawn as part of a slope instead of as a step, CSS pixels.
const STEP_WIDTH: f64 = 3.0;
/// Hours per column from which on whole days are drawn.
const BEATING_HOURS: usize = 4;
/// Room above the highest value, as a share of it, for its label.
const HEADROOM: f64 = 1.1;
/// Least width of the mark of repaired hours, CSS pixels.
const REPAIR_WIDTH: f64 = 3.0;

pub(super) fn draw(scene: &mut Scene, model: &LoadModel, options: &ChartOptions) -> (Area, Cells) {
    let window = options.window;
    let total = model.total_kw();
    // The plot is a little narrower than the drawing; a column too many does no harm.
    let columns = (scene.width as usize).max(1);
    let is_hourly = options.resolution == Resolution::Hour;
    // Columns of a good part of a day would beat with the daily rhythm; whole days are calm.
    let drawn_step = match options.resolution {
        Resolution::Hour if window.hours() / columns >= BEATING_HOURS => Resolution::Day,
        chosen => chosen,
    };
    let edges = bucket_edges(window, drawn_step, model.axis(), columns);
    let means = model.series.iter().map(|series| bucket_means(&series.values_kw, &edges)).collect();
    let stack = Stack { edges: edges.iter().map(|edge| *edge as f64).collect(), means };
    let highs: Vec<f64> = if is_hourly {
        bucket_extremes(&total, &edges).into_iter().map(|(_, high)| high).collect()
    } else {
        stack.totals()
    };
    let peak = highs.iter().copied().fold(0.0, f64::max);

    let intervals = (scene.height / 62.0).clamp(2.0, 6.0);
    let axis = ValueAxis::new(0.0, peak * HEADROOM, intervals, power_scale, options.language);
    let plot = plot_area(scene, axis.label_width(), 0.0);
    draw_value_axis(scene, plot, &axis);

    let is_thinned = is_hourly && edges.len() <= window.hours();
    let as_steps = !is_thinned && plot.width / (edges.len() - 1) as f64 >= STEP_WIDTH;
    let x_range = window.start() as f64..window.end() as f64;
    let plane = Plane::new(scene, plot, x_range, axis.low..axis.high);
    if is_thinned {
        // Peaks inside a bucket stand above its mean.
        plane.area(stack.outline(&highs, false, true), Paint::Total, 0.16);
    }
    stack.draw(&plane, model, as_steps);
    if is_thinned {
        plane.line(stack.outline(&highs, false, false), Paint::Total, 0.8, 0.5);
    } else {
        plane.line(stack.outline(&stack.totals(), as_steps, false), Paint::Total, 1.0, 0.75);
    }
    drop(plane);
    mark_repairs(scene, plot, model, options);

    if is_thinned {
        let is_daily = drawn_step == Resolution::Day;
        let note = match (is_daily, options.language) {
            (true, Language::De) => "Flächen: Tagesmittel · Linie: höchste Stunde des Tages",
            (true, Language::En) => "Areas: daily mean · line: highest hour of the day",
            (false, Language::De) => "Flächen: Mittel · Linie: höchste Stunde je Bildpunkt",
            (false, Language::En) => "Areas: mean · line: highest hour per pixel",
        };
        if text_width(note, LABEL_SIZE) + 40.0 < plot.width {
            scene.text(plot.right(), plot.y - 12.0, Anchor::End, Paint::TextMuted, note);
        }
    }

    let ticks = time_ticks(model.axis(), model.summer_time, window, plot.width, options.language);
    draw_base_line(scene, plot, &ticks);
    if peak > 0.0 {
        let at = highs.iter().position(|high| *high >= peak).unwrap_or(0);
        let middle = (stack.edges[at] + stack.edges[at + 1]) / 2.0;
        let x = plot.x + (middle - window.start() as f64) / window.hours() as f64 * plot.width;
        let y = plot.bottom() - peak / axis.high * plot.height;
        mark_peak(scene, plot, (x, y), with_unit(format_power(peak, options.language)));
    }
    let cells = if is_thinned && drawn_step == Resolution::Day {
        Cells::Days(window)
    } else if is_hourly {
        Cells::Hours(window)
    } else {
        Cells::Spans(bucket_edges(window, options.resolution, model.axis(), usize::MAX - 1))
    };
    (plot, cells)
}

/// Bands over the hours whose values were filled in, wide enough to be seen, with a bar at the top.
fn mark_repairs(scene: &mut Scene, plot: Area, model: &LoadModel, options: &ChartOptions) {
    let window = options.window;
    let x_of = |hour: usize| {
        let inside = hour.clamp(window.start(), window.end()) - window.start();
        plot.x + inside as f64 / window.hours() as f64 * plot.width
    };
    for hours in
        model.repaired.iter().filter(|hours| hours.start < window.end() && hours.end > window.start())
    {
        let (from, to) = (x_of(hours.start), x_of(hours.end));
        let width = (to - from).max(REPAIR_WIDTH);
        let band = Area { x: from.min(plot.right() - width), width, ..plot };
        scene.rect(band, Paint::Accent, 0.28);
        scene.rect(Area { y: plot.y, height: 4.0, ..band }, Paint::Accent, 1.0);
    }
}

/// A dot on the highest point and its value above it, moved inwards at the edges.
pub(super) fn mark_peak(scene: &mut Scene, plot: Area, (x, y): (f64, f64), label: String) {
    let d = format!("M{x:.1} {y:.1}m-3 0a3 3 0 1 0 6 0a3 3 0 1 0-6 0Z");
    let stroke = crate::scene::Stroke { paint: Paint::Surface, width: 1.5, dashed: false };
    scene.items.push(Item::Path { d, fill: Some(Paint::Total), stroke: Some(stroke), opacity: 1.0 });
    let half = text_width(&label, LABEL_SIZE) / 2.0;
    let x = x.clamp(plot.x + half, (plot.right() - half).max(plot.x + half));
    scene.strong_text(x, y - 8.0, Anchor::Middle, label);
}
