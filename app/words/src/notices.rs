//! Texts of `notices`.

use std::fmt::Display;

use crate::{Language, Text, text};

pub const YOUR_PASSWORD_WAS_CHANGED_ALL: Text = text(
    "Ihr Passwort wurde geändert. Alle Sitzungen wurden beendet.",
    "Your password was changed. All sessions were ended.",
);
pub const A_SECOND_FACTOR_WAS_ADDED: Text =
    text("Ein zweiter Faktor wurde hinzugefügt.", "A second factor was added.");
pub const A_SECOND_FACTOR_WAS_REMOVED: Text =
    text("Ein zweiter Faktor wurde entfernt.", "A second factor was removed.");
pub const NEW_RECOVERY_CODES_WERE_MADE: Text =
    text("Neue Wiederherstellungscodes wurden erzeugt.", "New recovery codes were made.");
pub const A_RECOVERY_CODE_WAS_USED: Text =
    text("Ein Wiederherstellungscode wurde benutzt.", "A recovery code was used.");
pub const A_COMPANY_ACCOUNT_WAS_CONNECTED: Text = text(
    "Ein Firmenkonto wurde verbunden; auch damit kann man sich jetzt anmelden.",
    "A company account was connected; one can now sign in with it, too.",
);
pub const THE_COMPANY_ACCOUNT_WAS_SEPARATED: Text = text(
    "Das Firmenkonto wurde getrennt; damit kann man sich nicht mehr anmelden.",
    "The company account was separated; one can no longer sign in with it.",
);
pub const YOUR_ACCOUNT_HAS_ANOTHER_EMAIL: Text = text(
    "Ihr Konto hat jetzt eine andere E-Mail-Adresse; mit dieser meldet man sich nicht mehr an. Alle Sitzungen wurden beendet.",
    "Your account has another e-mail address now; this one signs in no more. All sessions were ended.",
);
pub const THE_OPERATOR_OF_THE_SERVER: Text = text(
    "Der Betreiber des Servers hat Ihr Konto gesperrt. Alle Sitzungen wurden beendet.",
    "The operator of the server has disabled your account. All sessions were ended.",
);
pub const YOUR_ACCOUNT_IS_NO_LONGER: Text = text(
    "Ihr Konto ist nicht mehr gesperrt; Sie können sich wieder anmelden.",
    "Your account is no longer disabled; you can sign in again.",
);
pub const YOUR_ACCOUNT_OPERATES_THE_SERVER: Text = text(
    "Ihr Konto verwaltet jetzt auch den Server. Alle Sitzungen wurden beendet.",
    "Your account operates the server, too, from now on. All sessions were ended.",
);
pub const YOUR_ACCOUNT_OPERATES_THE_SERVER_NO: Text = text(
    "Ihr Konto verwaltet den Server nicht mehr. Alle Sitzungen wurden beendet.",
    "Your account operates the server no more. All sessions were ended.",
);
pub const YOUR_ACCOUNT_WAS_DELETED: Text = text("Ihr Konto wurde gelöscht.", "Your account was deleted.");
pub const WAS_IT_NOT_YOU_THEN: Text = text(
    "Waren Sie das nicht? Dann sagen Sie es sofort dem Betreiber des Servers.",
    "Was it not you? Then tell the operator of the server at once.",
);
pub const THE_OPERATOR_OF_THE_SERVER_ANSWERS: Text = text(
    "Fragen dazu beantwortet der Betreiber des Servers.",
    "The operator of the server answers questions about it.",
);
pub const WAS_IT_NOT_YOU_THEN_CHANGE: Text = text(
    "Waren Sie das nicht? Dann ändern Sie Ihr Passwort, beenden Sie auf der Kontoseite alle Sitzungen und sagen Sie es dem Betreiber des Servers.",
    "Was it not you? Then change your password, end all sessions on the account page, and tell the operator of the server.",
);
pub const LASTGANG_YOUR_ACCOUNT: Text = text("Lastgang: Ihr Konto", "Lastgang: your account");
pub const LASTGANG_EVENTS_WAIT_FOR_REVIEW: Text =
    text("Lastgang: Ereignisse warten auf Prüfung", "Lastgang: events wait for review");
pub const INVITATION_TO_LASTGANG: Text = text("Einladung zu Lastgang", "Invitation to Lastgang");
pub const WITH_THIS_LINK_YOU_CREATE: Text =
    text("Mit diesem Link legen Sie Ihr Konto an:", "With this link you create your account:");
pub const IT_IS_VALID_FOR_SEVEN: Text =
    text("Er gilt sieben Tage und einmal.", "It is valid for seven days and once.");
pub const LASTGANG_NEW_PASSWORD: Text = text("Lastgang: neues Passwort", "Lastgang: new password");
pub const WITH_THIS_LINK_YOU_SET: Text =
    text("Mit diesem Link setzen Sie ein neues Passwort:", "With this link you set a new password:");
pub const IT_IS_VALID_FOR_30: Text = text(
    "Er gilt 30 Minuten und einmal. Haben Sie ihn nicht angefordert, müssen Sie nichts tun.",
    "It is valid for 30 minutes and once. If you did not ask for it, you need not do anything.",
);
pub const LASTGANG_NEW_EMAIL_ADDRESS: Text =
    text("Lastgang: neue E-Mail-Adresse", "Lastgang: new e-mail address");
pub const WITH_THIS_LINK_YOU_CONFIRM: Text = text(
    "Mit diesem Link bestätigen Sie, dass Ihr Konto künftig diese Adresse hat. Öffnen Sie ihn dort, wo Sie angemeldet sind:",
    "With this link you confirm that your account has this address from now on. Open it where you are signed in:",
);

#[must_use]
pub fn a_new_device_has_signed_in(language: Language, browser: &dyn Display, system: &dyn Display) -> String {
    match language {
        Language::De => format!("Mit Ihrem Konto hat sich ein neues Gerät angemeldet: {browser} {system}."),
        Language::En => format!("A new device has signed in with your account: {browser} {system}."),
    }
}
