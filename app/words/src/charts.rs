//! Texts of `charts`.

use std::fmt::Display;

use crate::{Language, Text, text};

pub const LOAD_PROFILE: Text = text("Lastgang", "Load profile");
pub const DURATION_CURVE: Text = text("Jahresdauerlinie", "Duration curve");
pub const CARPET_PLOT: Text = text("Rasterdiagramm", "Carpet plot");
pub const MONTHS: Text = text("Monate", "Months");
pub const TYPICAL_WEEK: Text = text("Typische Woche", "Typical week");
pub const HOUR: Text = text("Stunde", "Hour");
pub const DAY: Text = text("Tag", "Day");
pub const MONTH: Text = text("Monat", "Month");
pub const YEAR: Text = text("Jahr", "Year");
pub const WINTER: Text = text("Winter", "Winter");
pub const SUMMER: Text = text("Sommer", "Summer");
pub const DECEMBER_TO_FEBRUARY: Text = text("Dezember bis Februar", "December to February");
pub const JUNE_TO_AUGUST: Text = text("Juni bis August", "June to August");
pub const HOUR_CET: Text = text("Uhr, MEZ", "hour, CET");
pub const FULL_LOAD_HOURS: Text = text("Volllaststunden", "full-load hours");
pub const TOTAL: Text = text("Summe", "total");
pub const HIGHEST_HOUR: Text = text("Höchste Stunde", "Highest hour");
pub const DAILY_MEAN: Text = text("Tagesmittel", "daily mean");
pub const RANK: Text = text("Rang", "Rank");
pub const TEXT: Text = text(",", "");
pub const VALUES_FILLED_IN: Text = text("ergänzte Werte", "values filled in");
pub const THERE_IS_NO_LOAD: Text = text("Es gibt keine Last.", "There is no load.");
pub const CONTAINS_SYNTHETIC_LOAD_PROFILES: Text =
    text("Enthält synthetische Lastgänge.", "Contains synthetic load profiles.");
pub const TO: Text = text("bis", "to");
pub const TOTAL_2: Text = text("Summe", "Total");
pub const WEEKDAY: Text = text("Wochentag", "Weekday");
pub const START: Text = text("Beginn", "Start");
pub const EXPORT: Text = text("Exportieren", "Export");
pub const PICTURE: Text = text("Bild", "Picture");
pub const VECTOR_GRAPHIC: Text = text("Vektorgrafik", "Vector graphic");
pub const VALUES: Text = text("Werte", "Values");
pub const CLICK_SHOW_OR_HIDE_DOUBLE_CLICK: Text = text(
    "Klick: ein- und ausblenden. Doppelklick oder Umschalt-Klick: nur diese Art.",
    "Click: show or hide. Double-click or shift-click: only this kind.",
);
pub const LEGEND: Text = text("Legende", "Legend");
pub const ARROW_KEYS_MOVE_THE_CURSOR: Text = text(
    "Pfeiltasten bewegen den Cursor, Plus und Minus zoomen, Escape setzt zurück.",
    "Arrow keys move the cursor, plus and minus zoom, Escape resets.",
);
pub const ALL_SERIES_ARE_SWITCHED_OFF: Text =
    text("Alle Reihen sind ausgeschaltet", "All series are switched off");
pub const SWITCH_ON_IN_THE_LEGEND: Text = text(
    "Schalten Sie in der Legende ein, was Sie sehen wollen.",
    "Switch on in the legend what you want to see.",
);
pub const NO_LOAD_YET: Text = text("Noch keine Last", "No load yet");
pub const ENTER_THE_USE: Text = text(
    "Tragen Sie für ein Gebäude die Nutzung mit Bezugsfläche oder eine Jahresenergie ein.",
    "Enter the use of a building with its reference area, or an annual energy.",
);
pub const SHOW_ALL: Text = text("Alle zeigen", "Show all");
pub const HIDE_DATA_TABLE: Text = text("Tabelle ausblenden", "Hide data table");
pub const SHOW_DATA_TABLE: Text = text("Tabelle anzeigen", "Show data table");
pub const ENERGY_PER_MONTH: Text = text("Energie je Monat", "Energy per month");
pub const WHOLE_YEAR: Text = text("Ganzes Jahr", "Whole year");
pub const WINTER_WEEK: Text = text("Winterwoche", "Winter week");
pub const SUMMER_WEEK: Text = text("Sommerwoche", "Summer week");
pub const PEAK_MONTH: Text = text("Spitzenmonat", "Peak month");
pub const PEAK_WEEK: Text = text("Spitzenwoche", "Peak week");
pub const RANGE: Text = text("Zeitraum", "Range");
pub const PART: Text = text("Ausschnitt", "Part");
pub const KIND_OF_CHART: Text = text("Art des Diagramms", "Kind of chart");
pub const TIME_STEP: Text = text("Zeitschritt", "Time step");
pub const SEASON: Text = text("Jahreszeit", "Season");

#[must_use]
pub fn n00_00(language: Language, weekday: &dyn Display, from: &dyn Display, to: &dyn Display) -> String {
    match language {
        Language::De => format!("{weekday}, {from:02}–{to:02} Uhr"),
        Language::En => format!("{weekday} {from:02}:00–{to:02}:00"),
    }
}

#[must_use]
pub fn hours_with_values_filled_in(language: Language, hours: &dyn Display) -> String {
    match language {
        Language::De => format!(" Stunden mit ergänzten Werten: {hours}."),
        Language::En => format!(" Hours with values filled in: {hours}."),
    }
}

#[must_use]
#[expect(clippy::too_many_arguments, reason = "a sentence with seven values")]
pub fn from_to_peak_load_on_energy(
    language: Language,
    span: &dyn Display,
    step: &dyn Display,
    low: &dyn Display,
    high: &dyn Display,
    peak: &dyn Display,
    when: &dyn Display,
    energy: &dyn Display,
) -> String {
    match language {
        Language::De => {
            format!("{span}: {step} von {low} bis {high}, Spitzenlast {peak} am {when}, Energie {energy}.")
        }
        Language::En => {
            format!("{span}: {step} from {low} to {high}, peak load {peak} on {when}, energy {energy}.")
        }
    }
}

#[must_use]
pub fn falls_from_to_full_load_hours(
    language: Language,
    peak: &dyn Display,
    low: &dyn Display,
    full: &dyn Display,
    half: &dyn Display,
) -> String {
    match language {
        Language::De => format!(
            "Von {peak} fallend auf {low}; {full} Volllaststunden, {half} lang mindestens die halbe Spitzenlast."
        ),
        Language::En => format!(
            "Falls from {peak} to {low}; {full} full-load hours, at least half the peak load for {half}."
        ),
    }
}

#[must_use]
pub fn annual_energy_most_in_least_in(
    language: Language,
    all: &dyn Display,
    most_name: &dyn Display,
    most: &dyn Display,
    least_name: &dyn Display,
    least: &dyn Display,
) -> String {
    match language {
        Language::De => format!(
            "Jahresenergie {all}, am meisten im {most_name} ({most}), am wenigsten im {least_name} ({least})."
        ),
        Language::En => {
            format!("Annual energy {all}, most in {most_name} ({most}), least in {least_name} ({least}).")
        }
    }
}
