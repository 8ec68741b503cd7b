//! Numbers, units and dates as people in Germany and in English-speaking countries write them.

mod date;
mod number;
mod parse;

pub use date::{
    format_date, format_date_hour, format_date_short, format_day, month_abbreviation, month_name,
    weekday_abbreviation, weekday_name,
};
pub use number::{
    Figure, NO_VALUE, UNIT_SPACE, energy_scale, format_energy, format_hours, format_number, format_percent,
    format_power, format_significant, power_scale, with_unit,
};
pub use parse::{NumberError, parse_number};

/// Language of texts, numbers and dates.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Language {
    /// German.
    #[default]
    De,
    /// English.
    En,
}

impl Language {
    /// The text of this language.
    #[must_use]
    pub const fn pick<'a>(self, de: &'a str, en: &'a str) -> &'a str {
        match self {
            Self::De => de,
            Self::En => en,
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
