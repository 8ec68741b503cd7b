//! Texts of `workspace/store`.

use crate::{Text, text};

pub const A_CHANGE_COULD_NOT: Text = text(
    "Eine Änderung konnte nicht übernommen werden, weil jemand anderes das Gebäude entfernt hat.",
    "A change could not be kept because somebody else has removed the building.",
);
pub const UPDATED_SOMEBODY_ELSE_MADE: Text =
    text("Aktualisiert: jemand anderes hat etwas geändert.", "Updated: somebody else made a change.");
