//! A scene as SVG text with concrete colours.

use std::fmt::Write as _;

use super::{Item, Scene, Theme};

/// Writes an SVG document.
pub struct Writer<'a> {
    text: String,
    theme: &'a Theme,
}

impl<'a> Writer<'a> {
    /// Opens the document; an empty title or description is left out.
    pub fn new(width: f64, height: f64, theme: &'a Theme, title: &str, description: &str) -> Self {
        let mut text = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{w}\" height=\"{h}\" viewBox=\"0 0 {w} {h}\" \
             role=\"img\" font-family=\"Inter, system-ui, sans-serif\" font-size=\"12\">",
            w = number(width),
            h = number(height)
        );
        for (tag, content) in [("title", title), ("desc", description)] {
            if !content.is_empty() {
                let _ = write!(text, "<{tag}>{}</{tag}>", escape(content));
            }
        }
        Self { text, theme }
    }

    /// Writes a scene whose origin is moved.
    pub fn scene_at(&mut self, x: f64, y: f64, scene: &Scene) {
        let _ = write!(self.text, "<g transform=\"translate({} {})\">", number(x), number(y));
        self.items(&scene.items);
        self.text.push_str("</g>");
    }

    /// Writes primitives.
    pub fn items(&mut self, items: &[Item]) {
        for item in items {
            self.item(item);
        }
    }

    /// Closes the document.
    pub fn finish(mut self) -> String {
        self.text.push_str("</svg>\n");
        self.text
    }

    // Writing to a string cannot fail, so the results are dropped.
    fn item(&mut self, item: &Item) {
        let out = &mut self.text;
        match item {
            Item::Path { d, fill, stroke, opacity } => {
                let fill = fill.map_or("none", |paint| self.theme.color(paint));
                let _ = write!(out, "<path d=\"{d}\" fill=\"{fill}\"");
                if let Some(stroke) = stroke {
                    let color = self.theme.color(stroke.paint);
                    let _ = write!(out, " stroke=\"{color}\" stroke-width=\"{}\"", number(stroke.width));
                    out.push_str(" stroke-linejoin=\"round\"");
                    if stroke.dashed {
                        out.push_str(" stroke-dasharray=\"4 3\"");
                    }
                }
                push_opacity(out, *opacity);
                out.push_str("/>");
            }
            Item::Rect { area, fill, opacity } => {
                let fill = self.theme.color(*fill);
                let (x, y, w, h) = (number(area.x), number(area.y), number(area.width), number(area.height));
                let _ = write!(out, "<rect x=\"{x}\" y=\"{y}\" width=\"{w}\" height=\"{h}\" fill=\"{fill}\"");
                push_opacity(out, *opacity);
                out.push_str("/>");
            }
            Item::Text { x, y, anchor, paint, size, strong, text } => {
                let (x, y, fill) = (number(*x), number(*y), self.theme.color(*paint));
                let anchor = anchor.key();
                let _ = write!(out, "<text x=\"{x}\" y=\"{y}\" text-anchor=\"{anchor}\" fill=\"{fill}\"");
                if (*size - super::LABEL_SIZE).abs() > f64::EPSILON {
                    let _ = write!(out, " font-size=\"{}\"", number(*size));
                }
                if *strong {
                    out.push_str(" font-weight=\"600\"");
                }
                let _ = write!(out, ">{}</text>", escape(text));
            }
            Item::Image { area, href } => {
                let (x, y, w, h) = (number(area.x), number(area.y), number(area.width), number(area.height));
                let href = escape(href);
                let _ = write!(
                    out,
                    "<image x=\"{x}\" y=\"{y}\" width=\"{w}\" height=\"{h}\" preserveAspectRatio=\"none\" \
                     image-rendering=\"pixelated\" href=\"{href}\"/>"
                );
            }
        }
    }
}

fn push_opacity(out: &mut String, opacity: f64) {
    if opacity < 1.0 {
        let _ = write!(out, " opacity=\"{opacity:.2}\"");
    }
}

/// A length with at most two decimals and no superfluous zeros.
fn number(value: f64) -> String {
    let text = format!("{value:.2}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// Text for XML content and attributes; characters that XML forbids become blanks.
#[must_use]
pub fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            '\u{fffe}' | '\u{ffff}' => escaped.push(' '),
            control if control.is_control() => escaped.push(' '),
            other => escaped.push(other),
        }
    }
    escaped
}
