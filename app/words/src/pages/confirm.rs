//! Texts of `pages/confirm`.

use crate::{Text, text};

pub const CONFIRM_THAT: Text = text("Bestätigen Sie, dass Sie es sind", "Confirm that it is you");
pub const CONFIRM_WITH_A_PASSKEY: Text = text("Mit Passkey bestätigen", "Confirm with a passkey");
pub const CONFIRM_WITH_COMPANY_ACCOUNT: Text =
    text("Mit Firmenkonto bestätigen", "Confirm with company account");
pub const PASSWORD: Text = text("Passwort", "Password");
pub const THIS_ACCOUNT_HAS_NOTHING: Text = text(
    "Dieses Konto hat gerade nichts, womit Sie es bestätigen könnten. Melden Sie sich ab und neu an.",
    "This account has nothing at present by which you could confirm it. Sign out and in again.",
);
pub const SIGNED_IN: Text = text("Angemeldet als ", "Signed in as ");
pub const CONFIRM: Text = text("Bestätigen", "Confirm");
pub const WHAT_COMES_NEXT_CANNOT: Text = text(
    "Was jetzt kommt, lässt sich nicht rückgängig machen oder betrifft Ihre Sicherheit. Danach geht es dort weiter, wo Sie waren.",
    "What comes next cannot be undone or concerns your security. Afterwards you continue where you were.",
);
pub const NOT_DONE_YET: Text = text(
    "Das ist noch nicht geschehen, weil erst zu bestätigen war, dass Sie es sind. Ihre Auswahl steht wieder da: Lösen Sie sie bitte noch einmal aus. Kennwörter und Geheimnisse geben Sie neu ein.",
    "This has not been done yet, as you first had to confirm that it is you. Your choice is back: please send it again. Enter passwords and secrets anew.",
);
