//! The languages that the product speaks.

use serde::{Deserialize, Serialize};

use crate::Text;

/// Language of texts, numbers and dates.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// German.
    #[default]
    De,
    /// English.
    En,
}

impl Language {
    /// The language tag for `lang`, cookies and forms.
    #[must_use]
    pub const fn tag(self) -> &'static str {
        match self {
            Self::De => "de",
            Self::En => "en",
        }
    }

    /// The language with this tag.
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

    /// The mark before decimals.
    #[must_use]
    pub const fn decimal_mark(self) -> char {
        match self {
            Self::De => ',',
            Self::En => '.',
        }
    }

    /// The mark between groups of three digits.
    #[must_use]
    pub const fn group_mark(self) -> char {
        match self {
            Self::De => '.',
            Self::En => ',',
        }
    }
}
