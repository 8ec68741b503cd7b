//! The carpet plot: a picture with a pixel for each hour, days to the right, hours of the day upwards.

use engine::time::DAYS;

use super::{Cells, ChartOptions};
use crate::axis::{ValueAxis, draw_base_line, month_ticks, plot_area};
use crate::format::power_scale;
use crate::model::{LoadModel, Summary};
use crate::scene::{Anchor, Area, Item, LABEL_SIZE, Paint, Scene, palette_png_uri, text_width};
use crate::window::Window;

/// Width of the colour scale and its distance from the plot, CSS pixels.
const SCALE_WIDTH: f64 = 12.0;
const SCALE_GAP: f64 = 16.0;

/// Nine steps from dark to light; the lightness (OKLab 0.20 to 0.945) rises evenly.
const STOPS: [[u8; 3]; 9] = [
    [0x14, 0x11, 0x2e],
    [0x22, 0x27, 0x5a],
    [0x1d, 0x44, 0x7c],
    [0x12, 0x64, 0x8f],
    [0x15, 0x86, 0x98],
    [0x2d, 0xa7, 0x9b],
    [0x5c, 0xc6, 0x92],
    [0xb8, 0xde, 0x6f],
    [0xfd, 0xf0, 0x8e],
];

pub(super) fn draw(scene: &mut Scene, model: &LoadModel, options: &ChartOptions) -> (Area, Cells) {
    let total = model.total_kw();
    let summary = Summary::of(&total);
    let intervals = (scene.height / 62.0).clamp(2.0, 6.0);
    let (low, high) = (summary.lowest_kw, summary.peak_kw);
    let axis = ValueAxis::new(low, high, intervals, power_scale, options.language);
    let right = SCALE_GAP + SCALE_WIDTH + 6.0 + axis.label_width() - 8.0;
    let plot = plot_area(scene, text_width("00", LABEL_SIZE), right.min(scene.width * 0.3));

    let palette = palette();
    let pixels = pixels(&total, axis.low, axis.high);
    let href = palette_png_uri(DAYS, 24, &pixels, &palette);
    scene.items.push(Item::Image { area: plot, href });

    for hour in [0, 6, 12, 18, 24] {
        let y = plot.bottom() - f64::from(hour) / 24.0 * plot.height;
        scene.text(plot.x - 7.0, y + 4.0, Anchor::End, Paint::TextMuted, hour.to_string());
    }
    let zone = options.language.text(words::charts::HOUR_CET);
    scene.text(0.0, plot.y - 12.0, Anchor::Start, Paint::TextMuted, zone);
    let ticks = month_ticks(model.axis(), Window::YEAR, plot.width, options.language);
    draw_base_line(scene, plot, &ticks);
    draw_scale(scene, plot, &axis, &palette);
    (plot, Cells::Carpet)
}

/// One palette index per hour, the last hour of the day in the first row.
fn pixels(total: &[f64], low: f64, high: f64) -> Vec<u8> {
    let mut pixels = vec![0; DAYS * 24];
    for (hour, value) in total.iter().enumerate().take(DAYS * 24) {
        let share = ((value - low) / (high - low)).clamp(0.0, 1.0);
        pixels[(23 - hour % 24) * DAYS + hour / 24] = libm::round(share * 255.0) as u8;
    }
    pixels
}

/// 256 colours between the steps.
fn palette() -> [[u8; 3]; 256] {
    std::array::from_fn(|index| {
        let at = index as f64 / 255.0 * (STOPS.len() - 1) as f64;
        let left = (at as usize).min(STOPS.len() - 2);
        let share = at - left as f64;
        std::array::from_fn(|channel| {
            let (from, to) = (f64::from(STOPS[left][channel]), f64::from(STOPS[left + 1][channel]));
            libm::round(from + (to - from) * share) as u8
        })
    })
}

fn draw_scale(scene: &mut Scene, plot: Area, axis: &ValueAxis, palette: &[[u8; 3]; 256]) {
    let x = plot.right() + SCALE_GAP;
    let steps: Vec<u8> = (0..=255).rev().step_by(3).collect();
    let href = palette_png_uri(1, steps.len(), &steps, palette);
    scene.items.push(Item::Image { area: Area { x, width: SCALE_WIDTH, ..plot }, href });
    for (position, label) in axis.ticks() {
        let y = plot.bottom() - position * plot.height;
        scene.hairline((x + SCALE_WIDTH, y), (x + SCALE_WIDTH + 3.0, y), Paint::Axis);
        scene.text(x + SCALE_WIDTH + 6.0, y + 4.0, Anchor::Start, Paint::TextMuted, label);
    }
    scene.text(x, plot.y - 12.0, Anchor::Start, Paint::TextMuted, axis.unit());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_hour_has_its_pixel() {
        let total: Vec<f64> = (0..8760).map(|hour| if hour == 24 + 5 { 10.0 } else { 0.0 }).collect();
        let pixels = pixels(&total, 0.0, 10.0);
        assert_eq!(pixels.len(), 365 * 24);
        assert_eq!(pixels.iter().position(|pixel| *pixel == 255), Some((23 - 5) * 365 + 1));
    }

    #[test]
    fn the_palette_gets_lighter_with_every_step() {
        let luma =
            |c: [u8; 3]| 0.2126 * f64::from(c[0]) + 0.7152 * f64::from(c[1]) + 0.0722 * f64::from(c[2]);
        assert!(palette().windows(2).all(|pair| luma(pair[1]) >= luma(pair[0]) - 0.5));
    }
}
