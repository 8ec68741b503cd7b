//! Texts of `pages/totp`.

use crate::{Text, text};

pub const ADD_AN_AUTHENTICATOR_APP: Text = text("Authenticator-App hinzufügen", "Add an authenticator app");
pub const SCAN_THE_PICTURE: Text = text(
    "Scannen Sie den Code mit Ihrer App, oder öffnen Sie auf diesem Gerät den Link.",
    "Scan the picture with your app, or open the link on this device.",
);
pub const QR_CODE_WITH_THE_KEY: Text = text("QR-Code mit dem Schlüssel", "QR code with the key");
pub const OPEN_IN_THE_APP: Text = text("In der App öffnen", "Open in the app");
pub const OR_TYPE_THE_KEY: Text = text("Oder tippen Sie den Schlüssel ab: ", "Or type the key: ");
pub const ENTER_THE_CODE: Text =
    text("Geben Sie den Code ein, den die App zeigt.", "Enter the code that the app shows.");
pub const CODE: Text = text("Code", "Code");
pub const ADD: Text = text("Hinzufügen", "Add");
pub const CANCEL: Text = text("Abbrechen", "Cancel");
