//! Texts of `pages/remove_member`.

use crate::{Text, text};

pub const REMOVE_MEMBER: Text = text("Mitglied entfernen", "Remove member");
pub const THIS_PERSON_LOSES_ACCESS: Text = text(
    "Diese Person verliert sofort den Zugang zur Organisation und zu allen Projekten: Ihre Sitzungen enden, ihre Rollen in Projekten und die Einladungen, die sie verschickt hat, erlöschen. Die Projekte selbst bleiben.",
    "This person loses access to the organisation and to all projects at once: their sessions end, their roles in projects and the invitations they have sent expire. The projects themselves stay.",
);
pub const THIS_CANNOT_BE_UNDONE_WHOEVER: Text = text(
    "Das lässt sich nicht rückgängig machen. Wer wieder eingeladen wird, beginnt mit einem neuen Konto.",
    "This cannot be undone. Whoever is invited again begins with a new account.",
);
pub const CANCEL: Text = text("Abbrechen", "Cancel");
