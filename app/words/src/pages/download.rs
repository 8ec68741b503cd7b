//! Texts of `pages/download`.

use crate::{Text, text};

pub const PROJECT_AS_A_FILE: Text = text("Projekt als Datei", "Project as a file");
pub const THE_FILE_IS_BEING_DOWNLOADED: Text = text(
    ": Die Datei wird heruntergeladen. Geschieht nichts, drücken Sie auf „Herunterladen“.",
    ": the file is being downloaded. If nothing happens, press \"Download\".",
);
pub const DOWNLOAD: Text = text("Herunterladen", "Download");
pub const TO_THE_PROJECT: Text = text("Zum Projekt", "To the project");
