//! Texts of `services`.

use std::fmt::Display;

use crate::{Language, Text, text};

pub const A_FIGURE_IS_NEGATIVE: Text =
    text("Eine Angabe ist negativ oder keine Zahl.", "A figure is negative or not a number.");
pub const THE_ANNUAL_ENERGY_IS_MISSING: Text =
    text("Die Jahresenergie fehlt.", "The annual energy is missing.");
pub const THE_CHOSEN_COURSE: Text = text(
    "Der gewählte Verlauf ist in jeder Stunde gleich oder leer; bitte wählen Sie einen anderen.",
    "The chosen course is the same in every hour, or empty; please choose another one.",
);
pub const FILE: Text = text("Datei", "File");
pub const IN_A_STRAIGHT_LINE: Text = text("geradlinig", "in a straight line");
pub const FROM_THE_NEIGHBOURING_WEEKS: Text = text("aus den Nachbarwochen", "from the neighbouring weeks");
pub const TAB: Text = text("Tabulator", "tab");
pub const SEMICOLON: Text = text("Semikolon", "semicolon");
pub const COMMA: Text = text("Komma", "comma");
pub const POINT: Text = text("Punkt", "point");
pub const START_OF_THE_INTERVAL: Text = text("Beginn des Intervalls", "start of the interval");
pub const END_OF_THE_INTERVAL: Text = text("Ende des Intervalls", "end of the interval");
pub const PER_INTERVAL: Text = text("je Intervall", "per interval");
pub const GERMANY_WITH_SUMMER_TIME: Text = text("Deutschland, mit Sommerzeit", "Germany, with summer time");
pub const ALWAYS_UTC_1: Text = text("immer Winterzeit (UTC+1)", "always UTC+1");
pub const LOAD_PROFILE: Text = text("Lastgang", "Load profile");
pub const COLUMN: Text = text("Spalte", "Column");
pub const ENCODING: Text = text("Zeichensatz", "Encoding");
pub const SHEET: Text = text("Blatt", "Sheet");
pub const DELIMITER: Text = text("Trennzeichen", "Delimiter");
pub const DECIMAL_MARK: Text = text("Dezimalzeichen", "Decimal mark");
pub const REGISTER_OBIS: Text = text("Register (OBIS)", "Register (OBIS)");
pub const UNIT: Text = text("Einheit", "Unit");
pub const STEP: Text = text("Schritt", "Step");
pub const TIME_STAMPS: Text = text("Zeitstempel", "Time stamps");
pub const TIME_ZONE: Text = text("Zeitzone", "Time zone");
pub const FIRST_TIME_STAMP: Text = text("Erster Zeitstempel", "First time stamp");
pub const LAST_TIME_STAMP: Text = text("Letzter Zeitstempel", "Last time stamp");
pub const YEAR_OF_THE_VALUES: Text = text("Jahr der Werte", "Year of the values");
pub const ANNUAL_ENERGY: Text = text("Jahresenergie", "Annual energy");
pub const PEAK_LOAD: Text = text("Spitzenlast", "Peak load");
pub const FULL_LOAD_HOURS: Text = text("Volllaststunden", "Full-load hours");
pub const FOR_THE_YEAR: Text = text("Für das Jahr", "For the year");
pub const CALENDAR_YEAR_OF_THE_VALUES: Text = text("Kalenderjahr der Werte", "Calendar year of the values");
pub const TIME_ZONE_OF_THE_TIME: Text = text("Zeitzone der Zeitstempel", "Time zone of the time stamps");
pub const TIME_STAMPS_NAME: Text = text("Zeitstempel stehen für", "Time stamps name");
pub const GAPS_OF_MORE_THAN_TWO: Text = text("Lücken über zwei Stunden", "Gaps of more than two hours");
pub const VALUES_BELOW_ZERO: Text = text("Werte unter null", "Values below zero");
pub const OUTLIERS: Text = text("Ausreißer", "Outliers");
pub const DO_NOT_FILL: Text = text("nicht füllen", "do not fill");
pub const FILL_WITH_THE_SAME_WEEKDAY: Text = text(
    "mit demselben Wochentag der Vor- und Folgewoche füllen",
    "fill with the same weekday of the weeks before and after",
);
pub const SET_TO_ZERO_FEED_IN: Text = text("auf null setzen (Einspeisung)", "set to zero (feed-in)");
pub const KEEP: Text = text("behalten", "keep");
pub const REPLACE_LIKE_MISSING_VALUES: Text =
    text("ersetzen wie fehlende Werte", "replace like missing values");

#[must_use]
pub fn given_annual_energy_peak_load_full_load(
    language: Language,
    energy: &dyn Display,
    peak: &dyn Display,
    hours: &dyn Display,
) -> String {
    match language {
        Language::De => {
            format!("Angaben: Jahresenergie {energy}, Spitzenlast {peak}, Volllaststunden {hours}")
        }
        Language::En => format!("Given: annual energy {energy}, peak load {peak}, full-load hours {hours}"),
    }
}

#[must_use]
pub fn filled_in_to_utc_1(
    language: Language,
    way: &dyn Display,
    from: &dyn Display,
    to: &dyn Display,
) -> String {
    match language {
        Language::De => format!("Ergänzt ({way}): {from} bis {to} (MEZ)"),
        Language::En => format!("Filled in ({way}): {from} to {to} (UTC+1)"),
    }
}

#[must_use]
pub fn and_more_places_filled_in(language: Language, more: &dyn Display) -> String {
    match language {
        Language::De => format!("… und {more} weitere ergänzte Stellen; alle sind im Diagramm markiert."),
        Language::En => format!("… and {more} more places filled in; the chart marks all of them."),
    }
}
