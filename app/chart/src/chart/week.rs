//! The typical week: the mean of each hour of the week in local time.

use engine::time::DAYS;

use super::stack::Stack;
use super::{Cells, ChartOptions, Season};
use crate::axis::{TimeTick, ValueAxis, draw_base_line, draw_value_axis, plot_area};
use crate::format::{power_scale, weekday_abbreviation, weekday_name};
use crate::model::LoadModel;
use crate::scene::{Area, LABEL_SIZE, Paint, Plane, Scene, text_width};

/// Hours of a week.
pub(super) const HOURS_OF_WEEK: usize = 168;

pub(super) fn draw(scene: &mut Scene, model: &LoadModel, options: &ChartOptions) -> (Area, Cells) {
    let means = weekly_means(model, options.season);
    let stack = Stack { edges: (0..=HOURS_OF_WEEK).map(|hour| hour as f64).collect(), means };
    let totals = stack.totals();
    let high = totals.iter().copied().fold(0.0, f64::max);
    let intervals = (scene.height / 62.0).clamp(2.0, 6.0);
    let axis = ValueAxis::new(0.0, high * 1.06, intervals, power_scale, options.language);
    let plot = plot_area(scene, axis.label_width(), 0.0);
    draw_value_axis(scene, plot, &axis);

    let as_steps = plot.width / HOURS_OF_WEEK as f64 >= 3.0;
    let plane = Plane::new(scene, plot, 0.0..HOURS_OF_WEEK as f64, axis.low..axis.high);
    stack.draw(&plane, model, as_steps);
    plane.line(stack.outline(&totals, as_steps, false), Paint::Total, 1.0, 0.75);
    drop(plane);
    // Midnights separate the days above the areas too.
    for day in 1..7 {
        let x = plot.x + f64::from(day) / 7.0 * plot.width;
        let line = [(x, plot.y), (x, plot.bottom())];
        scene.hairline(line[0], line[1], Paint::Grid);
    }
    draw_base_line(scene, plot, &ticks(plot.width, options));
    (plot, Cells::Week(stack.means))
}

/// Mean power of each series in each hour of the week from Monday on, kW.
pub(crate) fn weekly_means(model: &LoadModel, season: Season) -> Vec<Vec<f64>> {
    let hours = week_hours(model, season);
    let mut counts = [0_u32; HOURS_OF_WEEK];
    for (_, slot) in &hours {
        counts[*slot] += 1;
    }
    let of_series = |series: &crate::model::LoadSeries| {
        let mut sums = vec![0.0; HOURS_OF_WEEK];
        for (hour, slot) in &hours {
            sums[*slot] += series.at(*hour);
        }
        sums.iter().zip(counts).map(|(sum, count)| sum / f64::from(count.max(1))).collect()
    };
    model.series.iter().map(of_series).collect()
}

/// Hours of the season with their place in the week, both by the local clock.
fn week_hours(model: &LoadModel, season: Season) -> Vec<(usize, usize)> {
    let axis = model.axis();
    let summer = axis.summer_hours();
    let days: Vec<(usize, bool)> = (0..=DAYS)
        .map(|day| axis.date(day))
        .map(|date| (date.weekday().index(), season.has_month(date.month)))
        .collect();
    let mut hours = Vec::with_capacity(DAYS * 24);
    for hour in 0..DAYS * 24 {
        let local = hour + usize::from(model.summer_time && summer.contains(&hour));
        let (weekday, is_in_season) = days[local / 24];
        if is_in_season {
            hours.push((hour, weekday * 24 + local % 24));
        }
    }
    hours
}

fn ticks(width: f64, options: &ChartOptions) -> Vec<TimeTick> {
    let days = engine::time::Weekday::ALL;
    // All in full or none: a single short one among them looks like a mistake.
    let fit = days
        .into_iter()
        .all(|weekday| text_width(weekday_name(weekday, options.language), LABEL_SIZE) + 10.0 < width / 7.0);
    let name = if fit { weekday_name } else { weekday_abbreviation };
    days.into_iter()
        .map(|weekday| {
            let start = weekday.index() as f64 / 7.0;
            let label = name(weekday, options.language).to_owned();
            TimeTick { mark: Some(start), label_at: start + 0.5 / 7.0, label }
        })
        .collect()
}
