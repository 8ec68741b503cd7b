//! German and English: every text the user reads, both forms side by side.

use serde::{Deserialize, Serialize};

/// Language of texts, numbers and dates.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Locale {
    /// German.
    #[default]
    De,
    /// English.
    En,
}

impl Locale {
    /// The language tag for `lang`, cookies and forms.
    #[must_use]
    pub const fn tag(self) -> &'static str {
        match self {
            Self::De => "de",
            Self::En => "en",
        }
    }

    /// The locale with this tag.
    #[must_use]
    pub fn from_tag(tag: &str) -> Option<Self> {
        match tag {
            "de" => Some(Self::De),
            "en" => Some(Self::En),
            _ => None,
        }
    }

    /// The better of the two for an `Accept-Language` header: whichever comes first, else German.
    #[must_use]
    pub fn from_accept_language(header: &str) -> Self {
        header.split(',').find_map(|part| Self::from_tag(part.trim().get(..2)?)).unwrap_or_default()
    }

    /// The text in this language.
    #[must_use]
    pub const fn text(self, text: Text) -> &'static str {
        match self {
            Self::De => text.de,
            Self::En => text.en,
        }
    }
}

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

impl From<Locale> for chart::Language {
    fn from(locale: Locale) -> Self {
        match locale {
            Locale::De => Self::De,
            Locale::En => Self::En,
        }
    }
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
