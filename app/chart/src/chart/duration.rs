//! The load-duration curve: the hours of the year from the highest to the lowest total.

use engine::time::HOURS;

use super::profile::mark_peak;
use super::stack::Stack;
use super::{Cells, ChartOptions};
use crate::axis::{TimeTick, ValueAxis, draw_base_line, draw_value_axis, plot_area};
use crate::format::{UNIT_SPACE, format_hours, format_number, format_power, power_scale, with_unit};
use crate::model::{LoadModel, Summary};
use crate::scene::{Anchor, Area, LABEL_SIZE, Paint, PathData, Plane, Scene, text_width};

/// Hours over which the shares of the kinds are averaged, so that the stack can be read.
const SHARE_HOURS: usize = 146;

pub(super) fn draw(scene: &mut Scene, model: &LoadModel, options: &ChartOptions) -> (Area, Cells) {
    let total = model.total_kw();
    let order = ranked(&total);
    let sorted: Vec<f64> = order.iter().map(|hour| total[*hour as usize]).collect();
    let summary = Summary::of(&total);
    let high = summary.peak_kw.max(0.0);

    let intervals = (scene.height / 62.0).clamp(2.0, 6.0);
    let axis = ValueAxis::new(0.0, high * 1.1, intervals, power_scale, options.language);
    let plot = plot_area(scene, axis.label_width(), 0.0);
    draw_value_axis(scene, plot, &axis);

    let plane = Plane::new(scene, plot, 0.0..HOURS as f64, axis.low..axis.high);
    share_stack(model, &order, &sorted).draw(&plane, model, false);
    plane.line(curve(&sorted, plot.width as usize), Paint::Total, 1.5, 1.0);
    drop(plane);

    draw_base_line(scene, plot, &hour_ticks(plot.width, options));
    if high > 0.0 {
        let full_x = plot.x + summary.full_load_hours / HOURS as f64 * plot.width;
        let top = plot.bottom() - high / axis.high * plot.height;
        mark_full_load_hours(scene, plot, (full_x, top), &summary, options);
        mark_peak(scene, plot, (plot.x, top), with_unit(format_power(high, options.language)));
    }
    (plot, Cells::Ranks(order))
}

/// Hours by descending total; equal hours stay in the order of time.
pub(crate) fn ranked(total: &[f64]) -> Vec<u32> {
    let mut order: Vec<u32> = (0..total.len() as u32).collect();
    order.sort_by(|a, b| total[*b as usize].total_cmp(&total[*a as usize]));
    order
}

/// The kinds below the curve: shares averaged over neighbouring ranks, heights exact.
fn share_stack(model: &LoadModel, order: &[u32], sorted: &[f64]) -> Stack {
    let count = order.len().div_ceil(SHARE_HOURS).max(1);
    let coarse: Vec<usize> = (0..=count).map(|bucket| bucket * order.len() / count).collect();
    let mean = |values: &dyn Fn(usize) -> f64, bucket: &[usize]| {
        (bucket[0]..bucket[1]).map(values).sum::<f64>() / (bucket[1] - bucket[0]).max(1) as f64
    };
    let totals: Vec<f64> = coarse.windows(2).map(|bucket| mean(&|rank| sorted[rank], bucket)).collect();
    // Fine columns take the share at their place between two coarse buckets.
    let columns = 4 * count;
    let edges: Vec<usize> = (0..=columns).map(|column| column * order.len() / columns).collect();
    let means = model
        .series
        .iter()
        .map(|series| {
            let shares: Vec<f64> = coarse
                .windows(2)
                .zip(&totals)
                .map(|(bucket, total)| {
                    let own = mean(&|rank| series.at(order[rank] as usize), bucket);
                    if *total > 0.0 { own / total } else { 0.0 }
                })
                .collect();
            edges
                .windows(2)
                .enumerate()
                .map(|(column, edge)| {
                    let at = ((column as f64 + 0.5) / 4.0 - 0.5).clamp(0.0, (count - 1) as f64);
                    let left = at as usize;
                    let right = (left + 1).min(count - 1);
                    let share = shares[left] + (shares[right] - shares[left]) * (at - left as f64);
                    share * mean(&|rank| sorted[rank], edge)
                })
                .collect()
        })
        .collect();
    Stack { edges: edges.iter().map(|edge| *edge as f64).collect(), means }
}

/// The curve through the value at each column; the highest and the lowest value are exact.
fn curve(sorted: &[f64], columns: usize) -> Vec<(f64, f64)> {
    let columns = columns.max(1);
    (0..=columns)
        .filter_map(|column| {
            let rank = column * sorted.len() / columns;
            let value = sorted.get(rank.min(sorted.len().saturating_sub(1)))?;
            Some((rank as f64, *value))
        })
        .collect()
}

fn hour_ticks(width: f64, options: &ChartOptions) -> Vec<TimeTick> {
    let language = options.language;
    let step = if width > 620.0 { 1000 } else { 2000 };
    let unit = format!("{}{UNIT_SPACE}h", format_number(HOURS as f64, 0, language));
    let end = TimeTick { mark: Some(1.0), label_at: 1.0, label: unit };
    // The tick before the end gives way to the label with the unit.
    let round = (0..=8000 / step).map(|tick| tick * step).map(|hours| {
        let at = hours as f64 / HOURS as f64;
        TimeTick { mark: Some(at), label_at: at, label: format_number(hours as f64, 0, language) }
    });
    let mut ticks: Vec<TimeTick> = round.filter(|tick| (1.0 - tick.label_at) * width > 56.0).collect();
    // The last label ends at the edge of the plot.
    let half = text_width(&end.label, LABEL_SIZE) / 2.0 - 12.0;
    ticks.push(TimeTick { label_at: 1.0 - half / width, ..end });
    ticks
}

/// The rectangle of the same energy: as high as the peak, as wide as the full-load hours.
fn mark_full_load_hours(
    scene: &mut Scene,
    plot: Area,
    (x, top): (f64, f64),
    summary: &Summary,
    options: &ChartOptions,
) {
    let mut path = PathData::default();
    path.move_to(plot.x, top);
    path.line_to(x, top);
    path.line_to(x, plot.bottom());
    scene.line(path, Paint::TextMuted, 1.0, true);
    let hours = with_unit(format_hours(summary.full_load_hours, options.language));
    let label = format!("{hours} {}", options.language.text(words::charts::FULL_LOAD_HOURS));
    let width = text_width(&label, LABEL_SIZE);
    if x + 8.0 + width < plot.right() {
        scene.strong_text(x + 8.0, top + 14.0, Anchor::Start, label);
    } else if plot.width > width + 90.0 {
        scene.strong_text(plot.right(), top - 8.0, Anchor::End, label);
    }
}
