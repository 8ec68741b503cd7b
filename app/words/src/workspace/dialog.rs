//! Texts of `workspace/dialog`.

use crate::{Text, text};

pub const YOUR_SESSION_HAS_ENDED: Text = text("Ihre Sitzung ist abgelaufen", "Your session has ended");
pub const YOUR_LATEST_CHANGES_ARE_STILL: Text = text(
    "Ihre letzten Änderungen sind in diesem Fenster noch da. Melden Sie sich in einem neuen Tab an und fahren Sie dann hier fort.",
    "Your latest changes are still in this window. Sign in in a new tab and then continue here.",
);
pub const CONTINUE: Text = text("Weiter", "Continue");
pub const SIGN_IN_IN_A_NEW: Text = text("In neuem Tab anmelden", "Sign in in a new tab");
