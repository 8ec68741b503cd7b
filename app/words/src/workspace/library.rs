//! Texts of `workspace/library`.

use std::fmt::Display;

use crate::{Language, Text, text};

pub const LOAD_PROFILES: Text = text("Lastgänge", "Load profiles");
pub const CLOSE: Text = text("Schließen", "Close");
pub const ACCEPT: Text = text("Übernehmen", "Accept");
pub const LOAD_PROFILES_OF_THE_PROJECT: Text = text("Lastgänge des Projekts", "Load profiles of the project");
pub const NO_LOAD_PROFILES_YET_WHAT: Text = text(
    "Noch keine Lastgänge. Was Sie hochladen, steht hier für alle Bedarfe des Projekts bereit.",
    "No load profiles yet. What you upload is available here for all demands of the project.",
);
pub const NAME: Text = text("Name", "Name");
pub const USE_THE_VALUES: Text = text("Werte unverändert übernehmen", "Use the values as they are");
pub const SCALE_TO_THE_ANNUAL_ENERGY: Text =
    text("Auf die Jahresenergie der Tabelle skalieren", "Scale to the annual energy of the table");
pub const FIT_TO_ANNUAL_ENERGY: Text = text(
    "Auf Jahresenergie und Spitzenlast der Tabelle anpassen",
    "Fit to annual energy and peak load of the table",
);
pub const USE: Text = text("Verwendung", "Use");
pub const ANNUAL_ENERGY: Text = text("Jahresenergie", "Annual energy");
pub const PEAK_LOAD: Text = text("Spitzenlast", "Peak load");
pub const FULL_LOAD_HOURS: Text = text("Volllaststunden", "Full-load hours");
pub const BASE_LOAD: Text = text("Grundlast", "Base load");
pub const WEEKEND_TO_WORKDAY: Text = text("Wochenende zu Werktag", "Weekend to workday");
pub const NIGHT_TO_DAY: Text = text("Nacht zu Tag", "Night to day");
pub const FROM_KEY_FIGURES: Text = text("Aus Kennzahlen", "From key figures");
pub const OPTIONAL: Text = text("freiwillig", "optional");
pub const LOAD_PROFILE_FROM_KEY_FIGURES_DOTS: Text =
    text("Lastgang aus Kennzahlen …", "Load profile from key figures …");
pub const TWO_OF_THE_FIRST_THREE: Text = text(
    "Zwei der ersten drei Angaben genügen. Der Lastgang hält sie genau ein; sein Verlauf ist eine Annahme, deshalb gilt er als synthetisch.",
    "Two of the first three figures are enough. The profile meets them exactly; its course is an assumption, so it counts as synthetic.",
);
pub const COURSE: Text = text("Verlauf", "Course");
pub const ASSUMED_DAYS_FROM_7: Text = text("Annahme: Tage von 7 bis 19 Uhr", "Assumed: days from 7 to 19 h");
pub const MAKE_THE_PROFILE: Text = text("Lastgang erzeugen", "Make the profile");
pub const DROP_PASTE_OR_CHOOSE: Text =
    text("Datei hierher ziehen, einfügen oder auswählen", "Drop, paste or choose a file");
pub const CSV_TEXT_EXCEL_XLSX: Text = text(
    "CSV, Text, Excel (xlsx) oder MSCONS, bis 20 MB: mit Zeitstempeln, als Tagesmatrix oder als Spalte von 8760 oder 35040 Werten.",
    "CSV, text, Excel (xlsx) or MSCONS, up to 20 MB: with time stamps, as a matrix of days, or as a column of 8760 or 35040 values.",
);
pub const UPLOADING_DOTS: Text = text("Wird hochgeladen …", "Uploading …");
pub const READING_DOTS: Text = text("Wird gelesen …", "Reading …");
pub const NAME_OF_THE_LOAD_PROFILE: Text = text("Name des Lastgangs", "Name of the load profile");
pub const SYNTHETIC: Text = text("synthetisch", "synthetic");
pub const NOT_USED: Text = text("Nicht verwendet", "Not used");
pub const LOG: Text = text("Protokoll", "Log");
pub const USE_2: Text = text("Verwenden", "Use");
pub const RENAME: Text = text("Umbenennen", "Rename");
pub const REPLACE: Text = text("Ersetzen", "Replace");
pub const MAKE_SYNTHETIC: Text = text("Synthetisch nachbilden", "Make synthetic");
pub const ORIGINAL: Text = text("Original", "Original");
pub const REALLY_DELETE: Text = text("Wirklich löschen", "Really delete");
pub const DELETE: Text = text("Löschen", "Delete");
pub const THE_DEMANDS_NAMED_ABOVE_LOSE: Text = text(
    "Die genannten Bedarfe verlieren diesen Lastgang und folgen wieder der Vorgabe.",
    "The demands named above lose this load profile and follow the default again.",
);
pub const PLEASE_ANSWER_THE_QUESTIONS: Text =
    text("Bitte beantworten Sie die Fragen.", "Please answer the questions.");
pub const THE_FILE_CAN_BE_READ: Text = text(
    "Die Datei ist lesbar; bitte beachten Sie die Hinweise.",
    "The file can be read; please mind the notes.",
);
pub const THE_FILE_CAN_BE_READ_COMPLETELY: Text =
    text("Die Datei ist vollständig lesbar.", "The file can be read completely.");
pub const DAILY_MEANS_OF_THE_LOAD: Text =
    text("Tagesmittel des Lastgangs über das Jahr", "Daily means of the load profile over the year");
pub const PLEASE_CHOOSE_DOTS: Text = text("Bitte wählen …", "Please choose …");

#[must_use]
pub fn please_enter_a_number(language: Language, name: &dyn Display) -> String {
    match language {
        Language::De => format!("{name}: bitte geben Sie eine Zahl ein."),
        Language::En => format!("{name}: please enter a number."),
    }
}
