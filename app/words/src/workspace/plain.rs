//! Texts of `workspace/plain`.

use std::fmt::Display;

use crate::{Language, Text, text};

pub const FURTHER_RESULTS: Text = text("Weitere Ergebnisse", "Further results");
pub const NATIONWIDE_HOLIDAYS_ONLY: Text = text("nur bundesweite Feiertage", "nationwide holidays only");
pub const PLACE: Text = text("Ort", "Place");
pub const WEATHER: Text = text("Wetter", "Weather");
pub const REFERENCE_YEAR: Text = text("Bezugsjahr", "Reference year");
pub const FEDERAL_STATE: Text = text("Bundesland", "Federal state");
pub const SHARES_OF_THE_KINDS: Text = text("Anteile der Bedarfsarten", "Shares of the kinds of demand");
pub const KIND_OF_DEMAND: Text = text("Bedarfsart", "Kind of demand");
pub const ANNUAL_ENERGY: Text = text("Jahresenergie", "Annual energy");
pub const SHARE: Text = text("Anteil", "Share");
pub const PEAK_LOAD: Text = text("Spitzenlast", "Peak load");
pub const BUILDING: Text = text("Gebäude", "Building");
pub const USE: Text = text("Nutzung", "Use");
pub const REFERENCE_AREA_M: Text = text("Bezugsfläche, m²", "Reference area, m²");

#[must_use]
pub fn buildings_to(language: Language, first: &dyn Display, last: &dyn Display) -> String {
    match language {
        Language::De => format!("Gebäude {first} bis {last}"),
        Language::En => format!("Buildings {first} to {last}"),
    }
}
