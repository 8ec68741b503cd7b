//! Times relative to the time a page was made: they need no time zone.

use crate::i18n::Locale;

/// How long ago something was, as the end of a sentence. Both are seconds since 1970.
#[must_use]
pub fn ago(now_s: i64, at_s: i64, locale: Locale) -> String {
    let minutes = (now_s - at_s).max(0) / 60;
    let (hours, days) = (minutes / 60, minutes / 1_440);
    match locale {
        Locale::De if minutes < 1 => "gerade eben".to_owned(),
        Locale::De if minutes < 60 => format!("vor {minutes} min"),
        Locale::De if hours < 24 => format!("vor {hours} h"),
        Locale::De if days == 1 => "gestern".to_owned(),
        Locale::De => format!("vor {days} Tagen"),
        Locale::En if minutes < 1 => "just now".to_owned(),
        Locale::En if minutes < 60 => format!("{minutes} min ago"),
        Locale::En if hours < 24 => format!("{hours} h ago"),
        Locale::En if days == 1 => "yesterday".to_owned(),
        Locale::En => format!("{days} days ago"),
    }
}
