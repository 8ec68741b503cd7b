//! Texts of `pages/sign_in`.

use crate::{Text, text};

pub const SIGN_IN: Text = text("Anmelden", "Sign in");
pub const THIS_SERVER_RUNS_WITH_SAMPLE: Text =
    text("Dieser Server läuft mit Beispieldaten.", "This server runs with sample data.");
pub const OPEN_THE_EXAMPLE_WITHOUT: Text =
    text("Ohne Konto das Beispiel öffnen", "Open the example without an account");
pub const THE_NEW_PASSWORD_IS_SET: Text = text(
    "Das neue Passwort gilt. Melden Sie sich jetzt damit an.",
    "The new password is set. Sign in with it now.",
);
pub const SIGN_IN_WITH_A_PASSKEY: Text = text("Mit Passkey anmelden", "Sign in with a passkey");
pub const PASSWORD: Text = text("Passwort", "Password");
pub const FORGOT_YOUR_PASSWORD: Text = text("Passwort vergessen?", "Forgot your password?");
pub const NO_ACCOUNT_YET_WHOEVER_ADMINISTERS: Text = text(
    "Noch kein Konto? Wer Ihre Organisation verwaltet, lädt Sie ein; das erste Konto entsteht mit dem Einrichtungslink.",
    "No account yet? Whoever administers your organisation invites you; the first account is made with the setup link.",
);
