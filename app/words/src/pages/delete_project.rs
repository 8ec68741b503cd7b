//! Texts of `pages/delete_project`.

use crate::{Text, text};

pub const DELETE_PROJECT: Text = text("Projekt löschen", "Delete project");
pub const ALL_BUILDINGS_LOAD_PROFILES: Text = text(
    "Alle Gebäude, Lastgänge und Dateien dieses Projekts werden gelöscht und sein Schlüssel vernichtet. Das lässt sich nicht rückgängig machen.",
    "All buildings, load profiles and files of this project are deleted and its key is destroyed. This cannot be undone.",
);
pub const TYPE_THE_NAME: Text =
    text("Tippen Sie zur Bestätigung den Namen des Projekts", "Type the name of the project to confirm");
pub const DELETE_FOR_GOOD: Text = text("Endgültig löschen", "Delete for good");
pub const CANCEL: Text = text("Abbrechen", "Cancel");
pub const EXPORT_FIRST: Text = text("Vorher exportieren", "Export first");
