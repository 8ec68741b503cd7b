//! The overview strip: the whole year in a few lines of height.

use engine::time::HOURS;

use crate::decimate::{bucket_edges, bucket_extremes, bucket_means};
use crate::model::LoadModel;
use crate::scene::{Area, Paint, Plane, Scene};
use crate::window::Window;

use super::Resolution;
use super::stack::Stack;

/// The strip and how hours lie on it.
#[derive(Clone, Debug, PartialEq)]
pub struct Overview {
    /// The drawing.
    pub scene: Scene,
}

impl Overview {
    /// Horizontal position of the start of an hour, CSS pixels.
    #[must_use]
    pub fn x_of(&self, hour: usize) -> f64 {
        hour as f64 / HOURS as f64 * self.scene.width
    }

    /// The hour at a horizontal position, inside the year.
    #[must_use]
    pub fn hour_at(&self, x: f64) -> f64 {
        (x / self.scene.width * HOURS as f64).clamp(0.0, HOURS as f64)
    }
}

/// Draws the overview strip.
#[must_use]
pub fn overview(model: &LoadModel, width: f64, height: f64) -> Overview {
    let mut scene = Scene::new(width.max(10.0), height.max(10.0));
    let area = Area { x: 0.0, y: 2.0, width: scene.width, height: scene.height - 2.0 };
    // Daily means are calm; the line of the peaks stands above them.
    let days = bucket_edges(Window::YEAR, Resolution::Day, model.axis(), scene.width as usize);
    let total = model.total_kw();
    let highs: Vec<f64> = bucket_extremes(&total, &days).into_iter().map(|(_, high)| high).collect();
    let peak = highs.iter().copied().fold(0.0, f64::max);
    let means = model.series.iter().map(|series| bucket_means(&series.values_kw, &days)).collect();
    let stack = Stack { edges: days.iter().map(|edge| *edge as f64).collect(), means };
    let top = if peak > 0.0 { peak } else { 1.0 };
    let plane = Plane::new(&mut scene, area, 0.0..HOURS as f64, 0.0..top);
    stack.draw(&plane, model, false);
    plane.line(stack.outline(&highs, false, false), Paint::Total, 0.8, 0.45);
    drop(plane);
    Overview { scene }
}
