//! Texts of `workspace/divider`.

use crate::{Text, text};

pub const WIDTH_OF_THE_TABLE: Text = text("Breite der Tabelle", "Width of the table");
