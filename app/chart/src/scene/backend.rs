//! The drawing backend of plotters that records a scene.
//!
//! plotters counts whole pixels; it draws at ten times the size, so that positions keep one decimal.

use std::convert::Infallible;
use std::ops::Range;

use plotters::coord::Shift;
use plotters::coord::cartesian::Cartesian2d;
use plotters::coord::types::RangedCoordf64;
use plotters::drawing::{DrawingArea, IntoDrawingArea};
use plotters::element::{PathElement, Polygon, Rectangle};
use plotters::style::{Color, RGBColor, ShapeStyle};
use plotters_backend::text_anchor::{HPos, VPos};
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind,
};

use super::{Anchor, Area, Item, LABEL_SIZE, Paint, PathData, Scene, Stroke, text_width};

/// Drawn units per CSS pixel.
const SCALE: f64 = 10.0;

/// Records what plotters draws.
struct SceneBackend<'a>(&'a mut Scene);

type Drawn = Result<(), DrawingErrorKind<Infallible>>;

impl DrawingBackend for SceneBackend<'_> {
    type ErrorType = Infallible;

    fn get_size(&self) -> (u32, u32) {
        ((self.0.width * SCALE) as u32, (self.0.height * SCALE) as u32)
    }

    fn ensure_prepared(&mut self) -> Drawn {
        Ok(())
    }

    fn present(&mut self) -> Drawn {
        Ok(())
    }

    fn draw_pixel(&mut self, (x, y): BackendCoord, color: BackendColor) -> Drawn {
        let area = Area { x: px(x), y: px(y), width: 1.0 / SCALE, height: 1.0 / SCALE };
        self.0.rect(area, Paint::from_code(color.rgb), color.alpha);
        Ok(())
    }

    fn draw_line<S: BackendStyle>(&mut self, from: BackendCoord, to: BackendCoord, style: &S) -> Drawn {
        self.draw_path([from, to], style)
    }

    fn draw_rect<S: BackendStyle>(
        &mut self,
        (left, top): BackendCoord,
        (right, bottom): BackendCoord,
        style: &S,
        fill: bool,
    ) -> Drawn {
        if !fill {
            let corners = [(left, top), (right, top), (right, bottom), (left, bottom), (left, top)];
            return self.draw_path(corners, style);
        }
        let area = Area { x: px(left), y: px(top), width: px(right - left), height: px(bottom - top) };
        self.0.rect(area, Paint::from_code(style.color().rgb), style.color().alpha);
        Ok(())
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Drawn {
        let color = style.color();
        let width = f64::from(style.stroke_width()) / SCALE;
        let stroke = Stroke { paint: Paint::from_code(color.rgb), width, dashed: false };
        let d = path_data(path).finish();
        self.0.items.push(Item::Path { d, fill: None, stroke: Some(stroke), opacity: color.alpha });
        Ok(())
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        vert: I,
        style: &S,
    ) -> Drawn {
        let color = style.color();
        let mut path = path_data(vert);
        path.close();
        let fill = Some(Paint::from_code(color.rgb));
        self.0.items.push(Item::Path { d: path.finish(), fill, stroke: None, opacity: color.alpha });
        Ok(())
    }

    fn draw_text<T: BackendTextStyle>(&mut self, text: &str, style: &T, (x, y): BackendCoord) -> Drawn {
        let anchor = match style.anchor().h_pos {
            HPos::Left => Anchor::Start,
            HPos::Center => Anchor::Middle,
            HPos::Right => Anchor::End,
        };
        // Share of the size by which the base line lies below the given point.
        let shift = match style.anchor().v_pos {
            VPos::Top => 0.9,
            VPos::Center => 0.36,
            VPos::Bottom => -0.2,
        };
        let paint = Paint::from_code(style.color().rgb);
        self.0.text(px(x), px(y) + shift * LABEL_SIZE, anchor, paint, text);
        Ok(())
    }

    /// From the width table: the fonts of plotters would touch the page in the browser.
    fn estimate_text_size<T: BackendTextStyle>(
        &self,
        text: &str,
        _: &T,
    ) -> Result<(u32, u32), DrawingErrorKind<Infallible>> {
        Ok(((text_width(text, LABEL_SIZE) * SCALE) as u32, (LABEL_SIZE * SCALE) as u32))
    }
}

fn px(drawn: i32) -> f64 {
    f64::from(drawn) / SCALE
}

fn path_data(points: impl IntoIterator<Item = BackendCoord>) -> PathData {
    let mut path = PathData::default();
    let mut points = points.into_iter();
    if let Some((x, y)) = points.next() {
        path.move_to_tenths(x, y);
    }
    for (x, y) in points {
        path.line_to_tenths(x, y);
    }
    path
}

/// A paint as a style of plotters; `width` in CSS pixels.
fn style(paint: Paint, opacity: f64, width: f64) -> ShapeStyle {
    let (r, g, b) = paint.to_code();
    RGBColor(r, g, b).mix(opacity).filled().stroke_width((width * SCALE) as u32)
}

/// A plot area with linear scales on both axes.
pub(crate) struct Plane<'a> {
    drawing: DrawingArea<SceneBackend<'a>, Cartesian2d<RangedCoordf64, RangedCoordf64>>,
}

impl<'a> Plane<'a> {
    /// Scales `x` from left to right and `y` from the bottom to the top of `area`.
    pub(crate) fn new(scene: &'a mut Scene, area: Area, x: Range<f64>, y: Range<f64>) -> Self {
        let drawn = |value: f64| libm::round(value * SCALE) as i32;
        let pixels = (drawn(area.x)..drawn(area.right()), drawn(area.bottom())..drawn(area.y));
        let root: DrawingArea<SceneBackend<'a>, Shift> = SceneBackend(scene).into_drawing_area();
        Self { drawing: root.apply_coord_spec(Cartesian2d::new(x, y, pixels)) }
    }

    /// A filled area.
    pub(crate) fn area(&self, points: Vec<(f64, f64)>, paint: Paint, opacity: f64) {
        let drawn = self.drawing.draw(&Polygon::new(points, style(paint, opacity, 0.0)));
        drawn.expect("a scene takes every area");
    }

    /// A line.
    pub(crate) fn line(&self, points: Vec<(f64, f64)>, paint: Paint, width: f64, opacity: f64) {
        let drawn = self.drawing.draw(&PathElement::new(points, style(paint, opacity, width)));
        drawn.expect("a scene takes every line");
    }

    /// A filled rectangle between two corners.
    pub(crate) fn bar(&self, from: (f64, f64), to: (f64, f64), paint: Paint) {
        let drawn = self.drawing.draw(&Rectangle::new([from, to], style(paint, 1.0, 0.0)));
        drawn.expect("a scene takes every rectangle");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plane_draws_with_a_tenth_of_a_pixel() {
        let mut scene = Scene::new(200.0, 100.0);
        let area = Area { x: 10.0, y: 0.0, width: 100.0, height: 100.0 };
        let plane = Plane::new(&mut scene, area, 0.0..3.0, 0.0..10.0);
        plane.line(vec![(0.0, 0.0), (1.0, 10.0), (3.0, 5.0)], Paint::Accent, 1.5, 1.0);
        drop(plane);
        let stroke = Some(Stroke { paint: Paint::Accent, width: 1.5, dashed: false });
        let d = "M10 100l33.3-100l66.7 50".to_owned();
        assert_eq!(scene.items, [Item::Path { d, fill: None, stroke, opacity: 1.0 }]);
    }
}
