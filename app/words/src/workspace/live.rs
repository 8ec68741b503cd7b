//! Texts of `workspace/live`.

use std::fmt::Display;

use crate::Language;

/// Who else has the project open.
#[must_use]
pub fn also_here(language: Language, names: &dyn Display) -> String {
    match language {
        Language::De => format!("Auch hier: {names}"),
        Language::En => format!("Also here: {names}"),
    }
}
