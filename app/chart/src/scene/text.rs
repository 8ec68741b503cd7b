//! Widths of texts without a font at hand.

/// About how wide a text is at a font size in CSS pixels; a little more rather than less.
#[must_use]
pub fn text_width(text: &str, size: f64) -> f64 {
    text.chars().map(advance).sum::<f64>() * size
}

/// Advance of a character in shares of the font size, after a usual sans with tabular figures.
const fn advance(c: char) -> f64 {
    match c {
        '0'..='9' | '+' | '−' | '–' => 0.63,
        'i' | 'j' | 'l' | 'I' | '.' | ',' | ':' | ';' | '\'' | '|' | '!' => 0.28,
        'f' | 't' | 'r' | '(' | ')' | '/' | '-' | '·' => 0.39,
        ' ' | '\u{a0}' => 0.29,
        '\u{2009}' | '\u{202f}' => 0.17,
        'm' | 'w' | 'M' | 'W' | '%' => 0.9,
        'A'..='Z' | 'Ä' | 'Ö' | 'Ü' => 0.7,
        _ => 0.58,
    }
}
