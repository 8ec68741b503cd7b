//! Times relative to the time a page was made: they need no time zone.

use words::Language;

/// How long ago something was, as the end of a sentence. Both are seconds since 1970.
#[must_use]
pub fn ago(now_s: i64, at_s: i64, locale: Language) -> String {
    let minutes = (now_s - at_s).max(0) / 60;
    let (hours, days) = (minutes / 60, minutes / 1_440);
    match locale {
        Language::De if minutes < 1 => "gerade eben".to_owned(),
        Language::De if minutes < 60 => format!("vor {minutes} min"),
        Language::De if hours < 24 => format!("vor {hours} h"),
        Language::De if days == 1 => "gestern".to_owned(),
        Language::De => format!("vor {days} Tagen"),
        Language::En if minutes < 1 => "just now".to_owned(),
        Language::En if minutes < 60 => format!("{minutes} min ago"),
        Language::En if hours < 24 => format!("{hours} h ago"),
        Language::En if days == 1 => "yesterday".to_owned(),
        Language::En => format!("{days} days ago"),
    }
}
