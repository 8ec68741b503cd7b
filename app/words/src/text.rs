//! A text in both languages.

/// A text in both languages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Text {
    /// German.
    pub de: &'static str,
    /// English.
    pub en: &'static str,
}

/// A text in both languages.
#[must_use]
pub const fn text(de: &'static str, en: &'static str) -> Text {
    Text { de, en }
}

/// The text in small letters, for comparing what is typed with names: the letters of the two languages. Those of
/// all scripts would bring tables of twenty kilobytes into the browser.
#[must_use]
pub fn folded(text: &str) -> String {
    let small = |c: char| match c {
        'Ä' => 'ä',
        'Ö' => 'ö',
        'Ü' => 'ü',
        other => other.to_ascii_lowercase(),
    };
    text.chars().map(small).collect()
}
