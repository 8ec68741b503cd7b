//! Energy per month: a stacked bar for each.

use super::{Cells, ChartOptions};
use crate::axis::{TimeTick, ValueAxis, draw_base_line, draw_value_axis, plot_area};
use crate::format::{energy_scale, format_number, month_abbreviation};
use crate::model::LoadModel;
use crate::scene::{Anchor, Area, LABEL_SIZE, Paint, Plane, Scene, text_width};

/// Share of its slot that a bar fills.
const BAR_SHARE: f64 = 0.66;

pub(super) fn draw(scene: &mut Scene, model: &LoadModel, options: &ChartOptions) -> (Area, Cells) {
    let energies = monthly_kwh(model);
    let totals: Vec<f64> = (0..12).map(|month| energies.iter().map(|series| series[month]).sum()).collect();
    let high = totals.iter().copied().fold(0.0, f64::max);
    let intervals = (scene.height / 62.0).clamp(2.0, 6.0);
    let axis = ValueAxis::new(0.0, high * 1.1, intervals, energy_scale, options.language);
    let plot = plot_area(scene, axis.label_width(), 0.0);
    draw_value_axis(scene, plot, &axis);

    let plane = Plane::new(scene, plot, 0.0..12.0, axis.low..axis.high);
    for month in 0..12 {
        let left = month as f64 + (1.0 - BAR_SHARE) / 2.0;
        let mut below = 0.0;
        for (series, energy) in model.series.iter().zip(&energies) {
            let above = below + energy[month];
            if above > below {
                plane.bar((left, above), (left + BAR_SHARE, below), Paint::Energy(series.kind));
            }
            below = above;
        }
    }
    drop(plane);

    draw_base_line(scene, plot, &ticks(plot.width, options));
    let (factor, _) = energy_scale(high);
    let decimals = if high / factor >= 100.0 { 0 } else { 1 };
    for (month, total) in totals.iter().enumerate() {
        let label = format_number(total / factor, decimals, options.language);
        if *total > 0.0 && text_width(&label, LABEL_SIZE) + 4.0 < plot.width / 12.0 {
            let x = plot.x + (month as f64 + 0.5) / 12.0 * plot.width;
            let y = plot.bottom() - total / axis.high * plot.height - 6.0;
            scene.text(x, y, Anchor::Middle, Paint::Text, label);
        }
    }
    (plot, Cells::Months)
}

/// Energy of each series in each month, kWh.
pub(crate) fn monthly_kwh(model: &LoadModel) -> Vec<[f64; 12]> {
    let months = model.axis().month_hours();
    let of_series = |series: &crate::model::LoadSeries| {
        std::array::from_fn(|month| series.energy_kwh(months[month].clone()))
    };
    model.series.iter().map(of_series).collect()
}

fn ticks(width: f64, options: &ChartOptions) -> Vec<TimeTick> {
    let every = if width / 12.0 < 30.0 { 3 } else { 1 };
    (0..12)
        .step_by(every)
        .map(|month| {
            let label = month_abbreviation(month as u8 + 1, options.language).to_owned();
            TimeTick { mark: None, label_at: (month as f64 + 0.5) / 12.0, label }
        })
        .collect()
}
