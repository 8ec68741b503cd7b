//! Texts of `pages/projects`.

use std::fmt::Display;

use crate::{Language, Text, text};

pub const PROJECTS: Text = text("Projekte", "Projects");
pub const TO_THE_AUDIT_LOG: Text = text("Zum Protokoll", "To the audit log");
pub const WHOEVER_ADMINISTERS_THIS_SERVER_NEEDS: Text = text(
    "Wer diesen Server verwaltet, braucht einen Passkey; ohne ihn bleibt die Verwaltung geschlossen. ",
    "Whoever administers this server needs a passkey; without it the administration stays closed. ",
);
pub const ADD_A_PASSKEY: Text = text("Passkey hinzufügen", "Add a passkey");
pub const OPEN_PROJECT_FILE: Text = text("Projektdatei öffnen", "Open project file");
pub const PROJECT_FILE_JSON: Text = text("Projektdatei (JSON)", "Project file (JSON)");
pub const CHOOSE_FILE: Text = text("Datei auswählen", "Choose file");
pub const NO_FILE_CHOSEN: Text = text("Keine Datei ausgewählt", "No file chosen");
pub const OPEN: Text = text("Öffnen", "Open");
pub const NEW_PROJECT: Text = text("Neues Projekt", "New project");
pub const NAME: Text = text("Name", "Name");
pub const PLACE: Text = text("Ort", "Place");
pub const CREATE: Text = text("Anlegen", "Create");
pub const NO_PROJECT_YET: Text = text("Noch kein Projekt", "No project yet");
pub const START_WITH_THE_SAMPLE_DISTRICT: Text = text(
    "Beginnen Sie mit dem Musterquartier: gemischt genutzte Gebäude mit plausiblen Bedarfen, die Sie frei ändern können.",
    "Start with the sample district: buildings of mixed use with plausible demands that you can change freely.",
);
pub const OPEN_THE_SAMPLE_DISTRICT: Text = text("Musterquartier öffnen", "Open the sample district");
pub const MORE_ACTIONS: Text = text("Weitere Aktionen", "More actions");
pub const RENAME: Text = text("Umbenennen", "Rename");
pub const DUPLICATE: Text = text("Duplizieren", "Duplicate");
pub const EXPORT_AS_FILE: Text = text("Als Datei exportieren", "Export as file");
pub const ACCESS_DOTS: Text = text("Zugriff …", "Access …");
pub const DELETE_DOTS: Text = text("Löschen …", "Delete …");

#[must_use]
pub fn events_that_have_waited(language: Language, overdue: &dyn Display) -> String {
    match language {
        Language::De => {
            format!("Ereignisse, die seit über sieben Tagen auf eine Prüfung warten: {overdue}. ")
        }
        Language::En => format!("Events that have waited for a review for more than seven days: {overdue}. "),
    }
}

#[must_use]
pub fn changed(language: Language, ago: &dyn Display) -> String {
    match language {
        Language::De => format!("Geändert {ago}"),
        Language::En => format!("Changed {ago}"),
    }
}
