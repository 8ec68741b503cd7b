//! A drawing of few primitives whose colours are meanings.

mod backend;
mod paint;
mod path;
mod png;
mod svg;
mod text;

pub(crate) use backend::Plane;
pub use paint::{Paint, Theme};
pub(crate) use path::PathData;
pub(crate) use png::palette_png_uri;
pub(crate) use svg::Writer;
pub use text::text_width;

/// Size of axis labels, CSS pixels.
pub const LABEL_SIZE: f64 = 12.0;

/// A finished drawing, in CSS pixels from the top left corner.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Scene {
    /// Width of the drawing.
    pub width: f64,
    /// Height of the drawing.
    pub height: f64,
    /// What is drawn, from back to front.
    pub items: Vec<Item>,
}

/// A rectangle in CSS pixels.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Area {
    /// Left edge.
    pub x: f64,
    /// Upper edge.
    pub y: f64,
    /// Width.
    pub width: f64,
    /// Height.
    pub height: f64,
}

impl Area {
    /// Right edge.
    #[must_use]
    pub const fn right(self) -> f64 {
        self.x + self.width
    }

    /// Lower edge.
    #[must_use]
    pub const fn bottom(self) -> f64 {
        self.y + self.height
    }

    /// Whether a point lies inside or on the edge.
    #[must_use]
    pub fn contains(self, x: f64, y: f64) -> bool {
        (self.x..=self.right()).contains(&x) && (self.y..=self.bottom()).contains(&y)
    }
}

/// How a line is drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stroke {
    /// Colour.
    pub paint: Paint,
    /// Width in CSS pixels.
    pub width: f64,
    /// Whether the line is dashed.
    pub dashed: bool,
}

/// Which point of a text is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// Its start.
    Start,
    /// Its middle.
    Middle,
    /// Its end.
    End,
}

impl Anchor {
    /// The value of the SVG attribute `text-anchor`.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Start => "start",
            Self::Middle => "middle",
            Self::End => "end",
        }
    }
}

/// A primitive of a scene.
#[derive(Clone, Debug, PartialEq)]
pub enum Item {
    /// Lines and areas.
    Path {
        /// SVG path data, one decimal.
        d: String,
        /// Colour of the area, if it is filled.
        fill: Option<Paint>,
        /// The line, if there is one.
        stroke: Option<Stroke>,
        /// 0 to 1.
        opacity: f64,
    },
    /// A filled rectangle.
    Rect {
        /// Where.
        area: Area,
        /// Colour.
        fill: Paint,
        /// 0 to 1.
        opacity: f64,
    },
    /// A line of text.
    Text {
        /// Where its anchor is.
        x: f64,
        /// Where its base line is.
        y: f64,
        /// Which of its points is at `x`.
        anchor: Anchor,
        /// Colour.
        paint: Paint,
        /// Size in CSS pixels.
        size: f64,
        /// Whether it is set in the stronger weight.
        strong: bool,
        /// The text.
        text: String,
    },
    /// A picture whose pixels stay sharp.
    Image {
        /// Where.
        area: Area,
        /// The picture as a `data:` address.
        href: String,
    },
}

impl Scene {
    /// An empty drawing.
    #[must_use]
    pub const fn new(width: f64, height: f64) -> Self {
        Self { width, height, items: Vec::new() }
    }

    /// The drawing as a complete SVG text with the colours of a theme, without background.
    #[must_use]
    pub fn to_svg(&self, theme: &Theme) -> String {
        let mut writer = Writer::new(self.width, self.height, theme, "", "");
        writer.items(&self.items);
        writer.finish()
    }

    pub(crate) fn text(&mut self, x: f64, y: f64, anchor: Anchor, paint: Paint, text: impl Into<String>) {
        let text = text.into();
        self.items.push(Item::Text { x, y, anchor, paint, size: LABEL_SIZE, strong: false, text });
    }

    pub(crate) fn strong_text(&mut self, x: f64, y: f64, anchor: Anchor, text: impl Into<String>) {
        let (paint, text) = (Paint::Text, text.into());
        self.items.push(Item::Text { x, y, anchor, paint, size: LABEL_SIZE, strong: true, text });
    }

    pub(crate) fn rect(&mut self, area: Area, fill: Paint, opacity: f64) {
        self.items.push(Item::Rect { area, fill, opacity });
    }

    /// A straight hairline on whole device pixels.
    pub(crate) fn hairline(&mut self, from: (f64, f64), to: (f64, f64), paint: Paint) {
        let snap = |value: f64| value.floor() + 0.5;
        let mut path = PathData::default();
        path.move_to(snap(from.0), snap(from.1));
        path.line_to(snap(to.0), snap(to.1));
        self.line(path, paint, 1.0, false);
    }

    pub(crate) fn line(&mut self, path: PathData, paint: Paint, width: f64, dashed: bool) {
        let stroke = Some(Stroke { paint, width, dashed });
        self.items.push(Item::Path { d: path.finish(), fill: None, stroke, opacity: 1.0 });
    }
}
