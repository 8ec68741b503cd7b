//! Texts of `pages/security_notices`.

use std::fmt::Display;

use crate::{Language, Text, text};

pub const NEWS_ABOUT_THE_SECURITY: Text =
    text("Neu zur Sicherheit Ihres Kontos", "News about the security of your account");
pub const IF_IT_WAS_NOT: Text = text(
    "Waren Sie das nicht, ändern Sie Ihr Passwort und beenden Sie alle anderen Sitzungen.",
    "If it was not you, change your password and end all other sessions.",
);
pub const ALL_EVENTS: Text = text("Alle Ereignisse", "All events");
pub const MARK_AS_READ: Text = text("Gelesen", "Mark as read");

#[must_use]
pub fn more(language: Language, more: &dyn Display) -> String {
    match language {
        Language::De => format!(" Weitere: {more}."),
        Language::En => format!(" More: {more}."),
    }
}
