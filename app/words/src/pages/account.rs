//! Texts of `pages/account`.

use std::fmt::Display;

use crate::{Language, Text, text};

pub const ACCOUNT: Text = text("Konto", "Account");
pub const SAVED: Text = text("Gespeichert.", "Saved.");
pub const THE_PASSWORD_WAS_CHANGED_OTHER: Text = text(
    "Das Passwort wurde geändert. Andere Sitzungen wurden beendet.",
    "The password was changed. Other sessions were ended.",
);
pub const IF_THIS_ADDRESS_IS_FREE: Text = text(
    "Wenn diese Adresse frei ist, ist jetzt ein Link dorthin unterwegs. Er gilt 30 Minuten.",
    "If this address is free, a link to it is on its way now. It is valid for 30 minutes.",
);
pub const YOUR_ACCOUNT_HAS_THIS_EMAIL: Text = text(
    "Ihr Konto hat jetzt diese E-Mail-Adresse. Andere Sitzungen wurden beendet.",
    "Your account has this e-mail address now. Other sessions were ended.",
);
pub const THE_SECOND_FACTOR_WAS_REMOVED: Text =
    text("Der zweite Faktor wurde entfernt.", "The second factor was removed.");
pub const THE_COMPANY_ACCOUNT_WAS_SEPARATED: Text = text(
    "Das Firmenkonto wurde getrennt. Andere Sitzungen wurden beendet.",
    "The company account was separated. Other sessions were ended.",
);
pub const THE_SESSION_WAS_ENDED: Text = text("Die Sitzung wurde beendet.", "The session was ended.");
pub const YOUR_ORGANISATION_DEMANDS_A_SECOND: Text = text(
    "Ihre Organisation verlangt einen zweiten Faktor. Fügen Sie einen hinzu; danach stehen Ihnen die Projekte wieder offen.",
    "Your organisation demands a second factor. Add one; then your projects are open to you again.",
);
pub const SAME_AS_THE_SYSTEM: Text = text("Wie das System", "Same as the system");
pub const LIGHT: Text = text("Hell", "Light");
pub const DARK: Text = text("Dunkel", "Dark");
pub const PERSON_AND_PREFERENCES: Text = text("Person und Darstellung", "Person and preferences");
pub const SIGNED_IN: Text = text("Angemeldet als ", "Signed in as ");
pub const NAME: Text = text("Name", "Name");
pub const LANGUAGE: Text = text("Sprache", "Language");
pub const THEME: Text = text("Darstellung", "Theme");
pub const SAVE: Text = text("Speichern", "Save");
pub const YOUR_ORGANISATION_HAS_A_SIGN_IN: Text = text(
    "Ihre Organisation hat einen eigenen Anmeldedienst. Verbinden Sie dieses Konto einmal, dann melden Sie sich mit dem Firmenkonto an.",
    "Your organisation has a sign-in service of its own. Connect this account once, then you sign in with the company account.",
);
pub const CONNECT_WITH_COMPANY_ACCOUNT: Text =
    text("Mit Firmenkonto verbinden", "Connect with company account");
pub const CONNECTED: Text = text("Verbunden", "Connected");
pub const YOU_SIGN_IN: Text = text(
    "Sie melden sich mit dem Firmenkonto an und bestätigen damit auch, dass Sie es sind.",
    "You sign in with the company account and also confirm with it that it is you.",
);
pub const COMPANY_ACCOUNT: Text = text("Firmenkonto", "Company account");
pub const SEPARATE: Text = text("Trennen", "Separate");
pub const YOUR_ORGANISATION_DEMANDS_THE_COMPANY: Text = text(
    "Ihre Organisation verlangt die Anmeldung mit dem Firmenkonto; darum lässt es sich nicht trennen.",
    "Your organisation demands the company account; so it cannot be separated.",
);
pub const IT_IS_YOUR_ONLY_WAY: Text = text(
    "Es ist Ihr einziger Weg herein. Trennen können Sie es, sobald Sie einen Passkey oder ein Passwort haben.",
    "It is your only way in. You can separate it as soon as you have a passkey or a password.",
);
pub const DELETE_ACCOUNT: Text = text("Konto löschen", "Delete account");
pub const PROJECTS_STAY_WITH_THE_ORGANISATION: Text = text(
    "Projekte bleiben bei der Organisation. Wer der einzige Inhaber ist, macht zuerst jemand anderen dazu.",
    "Projects stay with the organisation. Whoever is the only owner first makes somebody else one.",
);
pub const DELETE_ACCOUNT_DOTS: Text = text("Konto löschen …", "Delete account …");
pub const YOUR_ACCOUNT_IS_DELETED: Text = text(
    "Ihr Konto wird mit allen Sitzungen, Passkeys und Rollen gelöscht und sein Schlüssel vernichtet. Das lässt sich nicht rückgängig machen. Projekte und ihr Verlauf bleiben bei der Organisation; im Protokoll steht statt Ihres Namens nur noch eine Kennung.",
    "Your account is deleted with all sessions, passkeys and roles, and its key is destroyed. This cannot be undone. Projects and their history stay with the organisation; the audit log shows only an id instead of your name.",
);
pub const DELETE_FOR_GOOD: Text = text("Endgültig löschen", "Delete for good");
pub const CANCEL: Text = text("Abbrechen", "Cancel");
pub const TO_THE_ACCOUNT: Text = text("Zum Konto", "To the account");
pub const TYPE_THE_EMAIL_ADDRESS: Text =
    text("Tippen Sie zur Bestätigung die E-Mail-Adresse", "Type the e-mail address to confirm");
pub const TYPE_THE_NAME_TO_CONFIRM: Text =
    text("Tippen Sie zur Bestätigung den Namen", "Type the name to confirm");
pub const NEW_EMAIL_ADDRESS: Text = text("Neue E-Mail-Adresse", "New e-mail address");
pub const A_LINK_GOES: Text = text(
    "An die neue Adresse geht ein Link; öffnen Sie ihn, solange Sie hier angemeldet sind. Die bisherige Adresse erfährt davon, und auf allen anderen Geräten sind Sie danach abgemeldet.",
    "A link goes to the new address; open it while you are signed in here. The present address is told, and afterwards you are signed out on all other devices.",
);
pub const THIS_SERVER_SENDS_NO_EMAIL: Text = text(
    "Dieser Server verschickt keine E-Mails und kann eine neue Adresse deshalb nicht prüfen. Ändern lässt sie sich erst, wenn der Betreiber den Versand einrichtet.",
    "This server sends no e-mail and therefore cannot check a new address. It can be changed only after the operator has set up sending.",
);
pub const YOUR_ADDRESS_COMES: Text = text(
    "Ihre Adresse kommt vom Anmeldedienst Ihrer Organisation und wird hier nicht geändert.",
    "Your address comes from the sign-in service of your organisation and is not changed here.",
);
pub const SEND_ME_A_LINK: Text = text("Link anfordern", "Send me a link");
pub const CHANGE_EMAIL_ADDRESS: Text = text("E-Mail-Adresse ändern", "Change e-mail address");
pub const CONFIRM_THAT_YOUR_ACCOUNT: Text = text(
    "Bestätigen Sie, dass Ihr Konto künftig die Adresse hat, an die dieser Link ging. Mussten Sie sich eben erst anmelden, öffnen Sie den Link bitte noch einmal.",
    "Confirm that your account has from now on the address to which this link went. If you had to sign in just now, please open the link once more.",
);
pub const KEY_OF_THE_LINK: Text = text("Schlüssel aus dem Link", "Key of the link");
pub const THE_PART_OF_THE_LINK: Text =
    text("Der Teil des Links hinter dem Zeichen #.", "The part of the link after the # sign.");
pub const USE_THIS_ADDRESS: Text = text("Adresse übernehmen", "Use this address");
pub const SECURITY_EVENTS: Text = text("Sicherheitsereignisse", "Security events");
pub const RECENT_SECURITY_EVENTS: Text = text("Letzte Sicherheitsereignisse", "Recent security events");
pub const SIGN_INS_FAILED_ATTEMPTS_AND_CHANGES: Text = text(
    "Anmeldungen, Fehlversuche und Änderungen an Ihrem Konto; Zeiten sind UTC. Erkennen Sie etwas nicht wieder, ändern Sie Ihr Passwort und beenden Sie alle anderen Sitzungen.",
    "Sign-ins, failed attempts and changes of your account; times are UTC. If you do not recognise something, change your password and end all other sessions.",
);
pub const ALL_EVENTS: Text = text("Alle Ereignisse", "All events");
pub const WITHOUT_BEING_SIGNED_IN: Text = text("ohne Anmeldung", "without being signed in");
pub const BY_SOMEBODY_ELSE: Text = text("durch jemand anderen", "by somebody else");
pub const NAME_OF_THE_NEW_PASSKEY: Text = text("Name des neuen Passkeys", "Name of the new passkey");
pub const E_G_NOTEBOOK: Text = text("z. B. Notebook", "e.g. notebook");
pub const ADD_A_PASSKEY: Text = text("Passkey hinzufügen", "Add a passkey");
pub const SECOND_FACTOR: Text = text("Zweiter Faktor", "Second factor");
pub const WITH_A_SECOND_FACTOR: Text = text(
    "Mit einem zweiten Faktor genügt ein gestohlenes Passwort nicht mehr. Ein Passkey ist ein Schlüssel, den Ihr Gerät, Ihr Telefon oder ein Sicherheitsschlüssel aufbewahrt; mit ihm melden Sie sich auch ohne Passwort an.",
    "With a second factor a stolen password is no longer enough. A passkey is a key that your device, your phone or a security key keeps; with it you sign in without a password, too.",
);
pub const ADD_AN_AUTHENTICATOR_APP: Text = text("Authenticator-App hinzufügen", "Add an authenticator app");
pub const AUTHENTICATOR_APP: Text = text("Authenticator-App", "Authenticator app");
pub const REMOVE: Text = text("Entfernen", "Remove");
pub const RECOVERY_CODES: Text = text("Wiederherstellungscodes", "Recovery codes");
pub const MAKE_NEW_ONES: Text = text("Neue erzeugen", "Make new ones");
pub const CHANGE_PASSWORD: Text = text("Passwort ändern", "Change password");
pub const AFTERWARDS_YOU_ARE_SIGNED_OUT: Text = text(
    "Danach sind Sie auf allen anderen Geräten abgemeldet.",
    "Afterwards you are signed out on all other devices.",
);
pub const PRESENT_PASSWORD: Text = text("Bisheriges Passwort", "Current password");
pub const NEW_PASSWORD: Text = text("Neues Passwort", "New password");
pub const AT_LEAST_15_CHARACTERS: Text = text("Mindestens 15 Zeichen.", "At least 15 characters.");
pub const THIS_ACCOUNT_HAS_NO_PASSWORD: Text = text(
    "Dieses Konto hat kein Passwort; Sie melden sich mit dem Firmenkonto oder einem Passkey an. Möchten Sie eines setzen, lassen Sie sich einen Link an Ihre Adresse schicken.",
    "This account has no password; you sign in with the company account or a passkey. If you would like to set one, have a link sent to your address.",
);
pub const THIS_ACCOUNT_HAS_NO_PASSWORD_YOU_SIGN: Text = text(
    "Dieses Konto hat kein Passwort; Sie melden sich mit dem Firmenkonto oder einem Passkey an. Möchten Sie eines setzen, gibt Ihnen einen Link dazu, wer Ihre Organisation verwaltet.",
    "This account has no password; you sign in with the company account or a passkey. If you would like to set one, whoever administers your organisation can give you a link.",
);
pub const THIS_ACCOUNT_HAS_NO_PASSWORD_AND_NEEDS: Text = text(
    "Dieses Konto hat kein Passwort und braucht keines: Ihre Organisation verlangt die Anmeldung mit dem Firmenkonto.",
    "This account has no password and needs none: your organisation demands the company account.",
);
pub const THIS_ACCOUNT_HAS_NO_PASSWORD_IT_WAS_MADE: Text = text(
    "Dieses Konto hat kein Passwort. Es ist bei Ihrer ersten Anmeldung mit dem Firmenkonto entstanden und wird nur an diesem erkannt, nie an einer E-Mail-Adresse; darum kann es kein Passwort haben. Ein Passkey ist ein zweiter Weg herein.",
    "This account has no password. It was made at your first sign-in with the company account and is recognised by that alone, never by an e-mail address; so it cannot have a password. A passkey is a second way in.",
);
pub const SET_A_PASSWORD: Text = text("Passwort setzen", "Set a password");
pub const PASSWORD: Text = text("Passwort", "Password");
pub const END_ALL_OTHER_SESSIONS: Text = text("Alle anderen Sitzungen beenden", "End all other sessions");
pub const SESSIONS: Text = text("Sitzungen", "Sessions");
pub const YOU_ARE_SIGNED_IN_HERE: Text = text(
    "Hier sind Sie angemeldet. Was Sie nicht kennen, beenden Sie; danach ändern Sie Ihr Passwort.",
    "You are signed in here. End what you do not recognise; then change your password.",
);
pub const END: Text = text("Beenden", "End");
pub const THIS_DEVICE: Text = text("dieses Gerät", "this device");
pub const UNKNOWN_DEVICE: Text = text("Unbekanntes Gerät", "Unknown device");

#[must_use]
pub fn left(language: Language, left: &dyn Display) -> String {
    match language {
        Language::De => format!("Noch {left} übrig"),
        Language::En => format!("{left} left"),
    }
}
