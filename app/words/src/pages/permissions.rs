//! Texts of `pages/permissions`.

use crate::{Text, text};

pub const PERMISSIONS: Text = text("Rechte", "Permissions");
pub const NOT_SIGNED_IN: Text = text("Ohne Anmeldung", "Not signed in");
pub const OPERATOR: Text = text("Betreiber", "Operator");
pub const YES: Text = text("ja", "yes");
pub const NO: Text = text("nein", "no");
pub const THE_SERVER_DECIDES: Text = text(
    "Nach dieser Liste entscheidet der Server; was nicht in ihr steht, gibt es nicht. Die vier mittleren Spalten sind Rollen in einem Projekt für Mitglieder der Organisation. Wer kein Recht hat, erfährt nicht, ob es etwas gibt. Der Betreiber der Instanz sieht keine Projekte.",
    "The server decides by this list; what is not in it does not exist. The four columns in the middle are roles in a project for members of the organisation. Whoever has no right does not learn whether something exists. The operator of the instance sees no projects.",
);
pub const ACTION: Text = text("Vorgang", "Action");
