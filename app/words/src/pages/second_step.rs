//! Texts of `pages/second_step`.

use crate::{Text, text};

pub const SECOND_STEP: Text = text("Zweiter Schritt", "Second step");
pub const CONTINUE_WITH_A_PASSKEY: Text = text("Mit Passkey fortfahren", "Continue with a passkey");
pub const CONTINUE: Text = text("Weiter", "Continue");
pub const SIGN_IN_WITH_ANOTHER_ACCOUNT: Text =
    text("Mit einem anderen Konto anmelden", "Sign in with another account");
pub const CODE_OF_THE_AUTHENTICATOR_APP: Text =
    text("Code der Authenticator-App", "Code of the authenticator app");
pub const RECOVERY_CODE: Text = text("Wiederherstellungscode", "Recovery code");
pub const SIX_DIGITS_LOST_THE_APP: Text = text(
    "Sechs Ziffern. App verloren? Dann geben Sie hier einen Wiederherstellungscode ein.",
    "Six digits. Lost the app? Then enter a recovery code here.",
);
