//! Texts of `pages/audit`.

use std::fmt::Display;

use crate::{Language, Text, text};

pub const AUDIT_LOG: Text = text("Protokoll", "Audit log");
pub const AUDIT_LOG_OF_THE_INSTANCE: Text = text("Protokoll der Instanz", "Audit log of the instance");
pub const EVENTS_THAT_BELONG_TO_NO: Text = text(
    "Ereignisse, die zu keiner Organisation gehören. Namen und Inhalte von Organisationen und Projekten stehen hier nicht.",
    "Events that belong to no organisation. Names and content of organisations and projects are not shown here.",
);
pub const WHAT_HAPPENED_IN_YOUR_ORGANISATION: Text = text(
    "Was in Ihrer Organisation geschehen ist. Nichts hiervon lässt sich ändern oder löschen; Zeiten sind UTC.",
    "What happened in your organisation. Nothing of it can be changed or deleted; times are UTC.",
);
pub const EVENTS: Text = text("Ereignisse", "Events");
pub const TO_BE_REVIEWED: Text = text("Zu prüfen", "To be reviewed");
pub const NOTHING_WAITS_FOR_A_REVIEW: Text =
    text("Nichts wartet auf eine Prüfung.", "Nothing waits for a review.");
pub const ADMINISTRATIVE_ACTS_ARE_LOOKED: Text = text(
    "Verwaltungsvorgänge prüft, wer sie nicht selbst ausgelöst hat. Die Prüfung mit ihrer Notiz bleibt; sie lässt sich nicht zurücknehmen.",
    "Administrative acts are looked at by somebody who did not cause them. The review with its note stays; it cannot be taken back.",
);
pub const BY_YOU_SOMEBODY_ELSE_REVIEWS: Text =
    text("von Ihnen – jemand anderes prüft", "by you – somebody else reviews");
pub const NOTE: Text = text("Notiz", "Note");
pub const MARK_AS_REVIEWED: Text = text("Als geprüft vermerken", "Mark as reviewed");
pub const THERE_ARE_NO_EVENTS: Text =
    text("Zu dieser Auswahl gibt es keine Ereignisse.", "There are no events of this kind.");
pub const TIME_UTC: Text = text("Zeit (UTC)", "Time (UTC)");
pub const EVENT: Text = text("Ereignis", "Event");
pub const WHO: Text = text("Wer", "Who");
pub const DETAILS: Text = text("Einzelheiten", "Details");
pub const REVIEW: Text = text("Prüfung", "Review");
pub const REFUSED: Text = text("abgewiesen", "refused");
pub const OPEN: Text = text("offen", "open");
pub const NOTE_DESTROYED: Text = text("Notiz vernichtet", "Note destroyed");
pub const NEWEST: Text = text("Neueste", "Newest");
pub const OLDER: Text = text("Ältere", "Older");
pub const NOBODY_WHO_WAS_SIGNED_IN: Text = text("Niemand, der angemeldet war", "Nobody who was signed in");
pub const DETAILS_DESTROYED_WITH_THE_KEY: Text = text(
    "Einzelheiten mit dem Schlüssel des Kontos vernichtet",
    "Details destroyed with the key of the account",
);
pub const DONE: Text = text("gelungen", "done");
pub const REFUSED_OR_FAILED: Text = text("abgewiesen oder gescheitert", "refused or failed");
pub const PERSON: Text = text("Person", "Person");
pub const KIND: Text = text("Art", "Kind");
pub const OUTCOME: Text = text("Ausgang", "Outcome");
pub const FROM_UTC: Text = text("Von (UTC)", "From (UTC)");
pub const TO_UTC: Text = text("Bis (UTC)", "To (UTC)");
pub const ONLY_WHAT_IS_STILL: Text = text("Nur was noch zu prüfen ist", "Only what is still to be reviewed");
pub const SHOW: Text = text("Anzeigen", "Show");
pub const SHOW_EVERYTHING: Text = text("Alles zeigen", "Show everything");
pub const AS_A_CSV_FILE: Text = text("Als CSV-Datei", "As a CSV file");
pub const ALL: Text = text("Alle", "All");
pub const SIGNED_IN: Text = text("Angemeldet", "Signed in");
pub const NEW_DEVICE_SIGNED_IN: Text = text("Neues Gerät angemeldet", "New device signed in");
pub const SIGN_IN_REFUSED: Text = text("Anmeldung abgewiesen", "Sign-in refused");
pub const TOO_MANY_SIGN_IN_ATTEMPTS: Text = text("Zu viele Anmeldeversuche", "Too many sign-in attempts");
pub const PASSWORD_CHANGED: Text = text("Passwort geändert", "Password changed");
pub const PRESENT_PASSWORD_WAS_WRONG: Text =
    text("Bisheriges Passwort war falsch", "Current password was wrong");
pub const PASSWORD_SET_ANEW: Text = text("Passwort über Link neu gesetzt", "Password set anew by a link");
pub const SECOND_FACTOR_ADDED: Text = text("Zweiter Faktor hinzugefügt", "Second factor added");
pub const SECOND_FACTOR_REMOVED: Text = text("Zweiter Faktor entfernt", "Second factor removed");
pub const SECOND_FACTOR_CONFIRMED: Text = text("Zweiter Faktor bestätigt", "Second factor confirmed");
pub const SECOND_FACTOR_REFUSED: Text = text("Zweiter Faktor abgewiesen", "Second factor refused");
pub const RECOVERY_CODE_USED: Text = text("Wiederherstellungscode benutzt", "Recovery code used");
pub const IDENTITY_CONFIRMED_ONCE_MORE: Text =
    text("Identität erneut bestätigt", "Identity confirmed once more");
pub const COMPANY_ACCOUNT_CONNECTED_OR_SEPARATED: Text =
    text("Firmenkonto verbunden oder getrennt", "Company account connected or separated");
pub const SIGN_IN_WITH_COMPANY_ACCOUNT: Text =
    text("Anmeldung mit Firmenkonto ist jetzt Pflicht", "Sign-in with company account is now demanded");
pub const ONE_TIME_LINK_MADE: Text = text("Einmal-Link erzeugt", "One-time link made");
pub const ONE_TIME_LINK_USED_OR_WITHDRAWN: Text =
    text("Einmal-Link benutzt oder zurückgezogen", "One-time link used or withdrawn");
pub const SESSION_BEGAN: Text = text("Sitzung begonnen", "Session started");
pub const SESSION_EXPIRED: Text = text("Sitzung abgelaufen", "Session expired");
pub const SESSION_ENDED: Text = text("Sitzung beendet", "Session ended");
pub const ACCOUNT_MADE: Text = text("Konto angelegt", "Account created");
pub const NAME_OF_THE_PERSON_CHANGED: Text = text("Name der Person geändert", "Name of the person changed");
pub const ACCOUNT_DISABLED_OR_ENABLED: Text =
    text("Konto gesperrt oder entsperrt", "Account disabled or enabled");
pub const ACCOUNT_DELETED: Text = text("Konto gelöscht", "Account deleted");
pub const ROLE_CHANGED: Text = text("Rolle geändert", "Role changed");
pub const ACCESS_TRIED_WITHOUT_PERMISSION: Text =
    text("Zugriff ohne Recht versucht", "Access tried without permission");
pub const ADMINISTRATION_OF_THE_INSTANCE_ENTERED: Text =
    text("Verwaltung der Instanz betreten", "Administration of the instance entered");
pub const SETTINGS_CHANGED: Text = text("Einstellungen geändert", "Settings changed");
pub const PROJECT_OR_PART: Text = text("Projekt oder Teil davon angelegt", "Project or part of it made");
pub const PROJECT_OR_FILE_EXPORTED: Text = text("Projekt oder Datei ausgegeben", "Project or file exported");
pub const PROJECT_CHANGED_OR_SHARED: Text =
    text("Projekt geändert oder geteilt", "Project changed or shared");
pub const PROJECT_OR_PART_OF_IT_DELETED: Text =
    text("Projekt oder Teil davon gelöscht", "Project or part of it deleted");
pub const FILE_UPLOADED: Text = text("Datei hochgeladen", "File uploaded");
pub const TOO_MANY_REQUESTS: Text = text("Zu viele Anfragen", "Too many requests");
pub const BROWSER_REFUSED_FOREIGN_CONTENT: Text =
    text("Browser hat fremden Inhalt abgewehrt", "Browser refused foreign content");
pub const REQUEST_OF_ANOTHER_SITE_REFUSED: Text =
    text("Anfrage einer fremden Seite abgewehrt", "Request of another site refused");
pub const SERVER_STARTED: Text = text("Server gestartet", "Server started");
pub const SERVER_STOPPED: Text = text("Server beendet", "Server stopped");
pub const KEY_CHANGED: Text = text("Schlüssel geändert", "Key changed");
pub const AUDIT_LOG_DIFFERS_FROM_WHAT: Text =
    text("Protokoll stimmt nicht mit seiner Unterschrift überein", "Audit log differs from what was signed");
pub const EVENT_REVIEWED: Text = text("Ereignis geprüft", "Event reviewed");
pub const AUDIT_LOG_EXPORTED: Text = text("Protokoll ausgegeben", "Audit log exported");
pub const ACCOUNT: Text = text("Konto", "Account");
pub const ORGANISATION: Text = text("Organisation", "Organisation");
pub const PROJECT: Text = text("Projekt", "Project");
pub const LOAD_PROFILE: Text = text("Lastgang", "Load profile");
pub const FILE: Text = text("Datei", "File");
pub const PROOF: Text = text("Nachweis", "proof");
pub const BEFORE: Text = text("bisher", "before");
pub const NOW: Text = text("neu", "now");
pub const ROLE: Text = text("Rolle", "role");
pub const HOW: Text = text("wie", "how");
pub const WHY: Text = text("warum", "why");
pub const WHAT: Text = text("was", "what");
pub const WHICH: Text = text("welche", "which");
pub const BY: Text = text("durch", "by");
pub const KIND_2: Text = text("Art", "kind");
pub const DEVICE: Text = text("Gerät", "device");
pub const PROJECT_2: Text = text("Projekt", "project");
pub const ENDPOINT: Text = text("Zugang", "endpoint");
pub const EVENTS_2: Text = text("Ereignisse", "events");
pub const BYTES: Text = text("Byte", "bytes");
pub const DIRECTIVE: Text = text("Regel", "directive");
pub const BLOCKED: Text = text("abgewehrt", "blocked");
pub const MORE_SINCE_THE_LAST_ENTRY: Text =
    text("weitere seit dem letzten Eintrag", "more since the last entry");
pub const OWNER: Text = text("Inhaber", "owner");
pub const ADMINISTRATOR: Text = text("Verwalter", "administrator");
pub const MEMBER: Text = text("Mitglied", "member");
pub const GUEST: Text = text("Gast", "guest");
pub const REMOVED: Text = text("entfernt", "removed");
pub const NONE: Text = text("keine", "none");
pub const VIEW: Text = text("Ansehen", "view");
pub const COMMENT: Text = text("Kommentieren", "comment");
pub const EDIT: Text = text("Bearbeiten", "edit");
pub const MANAGE: Text = text("Verwalten", "manage");
pub const PASSWORD: Text = text("Passwort", "password");
pub const PASSKEY: Text = text("Passkey", "passkey");
pub const AUTHENTICATOR_APP: Text = text("Authenticator-App", "authenticator app");
pub const RECOVERY_CODE: Text = text("Wiederherstellungscode", "recovery code");
pub const CODE: Text = text("Code", "code");
pub const RECOVERY_CODES: Text = text("Wiederherstellungscodes", "recovery codes");
pub const SETUP_LINK: Text = text("Einrichtungslink", "setup link");
pub const ONE_TIME_LINK: Text = text("Einmal-Link", "one-time link");
pub const INVITATION: Text = text("Einladung", "invitation");
pub const IDENTITY_PROVIDER: Text = text("Identitätsanbieter", "identity provider");
pub const DEMONSTRATION: Text = text("Vorführung", "demonstration");
pub const SECOND_FACTOR: Text = text("zweiter Faktor", "second factor");
pub const SIGN_IN_WITH_COMPANY_ACCOUNT_2: Text =
    text("Anmeldung mit Firmenkonto", "sign-in with company account");
pub const REQUIRED: Text = text("verlangt", "required");
pub const NO_LONGER_REQUIRED: Text = text("nicht mehr verlangt", "no longer required");
pub const BEGUN: Text = text("begonnen", "begun");
pub const CHANGED: Text = text("geändert", "changed");
pub const CONNECTED: Text = text("verbunden", "connected");
pub const SEPARATED: Text = text("getrennt", "separated");
pub const SWITCHED: Text = text("geschaltet", "switched");
pub const NEW_CERTIFICATE: Text = text("neues Zertifikat", "new certificate");
pub const SIGNED_OUT: Text = text("abgemeldet", "signed out");
pub const ONE: Text = text("eine", "one");
pub const ALL_OTHERS: Text = text("alle anderen", "all others");
pub const EMPTY: Text = text("leer", "empty");
pub const SAMPLE_DISTRICT: Text = text("Musterquartier", "sample district");
pub const PROJECT_FILE: Text = text("Projektdatei", "project file");
pub const COPY: Text = text("Kopie", "copy");
pub const REGISTRATION: Text = text("Registrierung", "registration");
pub const ALLOWED_WITH_COMPANY_ACCOUNT_ONLY: Text =
    text("nur mit Firmenkonto erlaubt", "allowed with company account only");
pub const OTHER_SITE: Text = text("fremde Seite", "other site");
pub const FORM_NOT_OF_OURS: Text = text("Formular nicht von uns", "form not of ours");
pub const FINISHED_AT_THE_NEXT_START: Text =
    text("beim nächsten Start zu Ende geführt", "finished at the next start");
pub const SIGNING_IN: Text = text("Anmelden", "signing in");
pub const SETTING_UP: Text = text("Einrichten", "setting up");
pub const NEW_PASSWORD: Text = text("neues Passwort", "new password");
pub const REGISTERING: Text = text("Registrieren", "registering");
pub const BEGINNING_A_SIGN_IN: Text = text("Anmeldung beginnen", "beginning a sign-in");
pub const SENDING_A_LINK: Text = text("Link versenden", "sending a link");
pub const NAME: Text = text("Name", "name");
pub const EMAIL_ADDRESS: Text = text("E-Mail-Adresse", "e-mail address");
pub const ADDRESS: Text = text("Adresse", "address");
pub const OPERATOR_OF_THE_SERVER: Text = text("Verwaltung des Servers", "operator of the server");
pub const DISABLED: Text = text("gesperrt", "disabled");
pub const ENABLED: Text = text("entsperrt", "enabled");
pub const ALL_2: Text = text("alle", "all");

#[must_use]
pub fn not_reviewed_for_more_than_seven(language: Language, overdue: &dyn Display) -> String {
    match language {
        Language::De => format!("Seit über sieben Tagen ungeprüft: {overdue}."),
        Language::En => format!("Not reviewed for more than seven days: {overdue}."),
    }
}

#[must_use]
pub fn the_oldest_of_are_shown(language: Language, shown: &dyn Display, count: &dyn Display) -> String {
    match language {
        Language::De => format!("Die ältesten {shown} von {count} werden gezeigt."),
        Language::En => format!("The oldest {shown} of {count} are shown."),
    }
}

#[must_use]
pub fn note_on_the_review_of_event(language: Language, number: &dyn Display) -> String {
    match language {
        Language::De => format!("Notiz zur Prüfung von Ereignis {number}"),
        Language::En => format!("Note on the review of event {number}"),
    }
}

#[must_use]
pub fn for_(language: Language, name: &dyn Display) -> String {
    match language {
        Language::De => format!("für {name}"),
        Language::En => format!("for {name}"),
    }
}

#[must_use]
pub fn network(language: Language, network: &dyn Display) -> String {
    match language {
        Language::De => format!("Netz: {network}"),
        Language::En => format!("Network: {network}"),
    }
}

/// What an event says in words; `None` for names that the log does not have.
#[must_use]
pub fn action(key: &str) -> Option<Text> {
    Some(match key {
        "authn_login_success" => SIGNED_IN,
        "authn_new_device" => NEW_DEVICE_SIGNED_IN,
        "authn_login_fail" => SIGN_IN_REFUSED,
        "authn_login_fail_max" => TOO_MANY_SIGN_IN_ATTEMPTS,
        "authn_password_change" => PASSWORD_CHANGED,
        "authn_password_change_fail" => PRESENT_PASSWORD_WAS_WRONG,
        "authn_password_reset" => PASSWORD_SET_ANEW,
        "authn_factor_added" => SECOND_FACTOR_ADDED,
        "authn_factor_removed" => SECOND_FACTOR_REMOVED,
        "authn_factor_success" => SECOND_FACTOR_CONFIRMED,
        "authn_factor_fail" => SECOND_FACTOR_REFUSED,
        "authn_recovery_code_used" => RECOVERY_CODE_USED,
        "authn_reauthentication" => IDENTITY_CONFIRMED_ONCE_MORE,
        "authn_sso_link" => COMPANY_ACCOUNT_CONNECTED_OR_SEPARATED,
        "authn_sso_required" => SIGN_IN_WITH_COMPANY_ACCOUNT,
        "authn_token_created" => ONE_TIME_LINK_MADE,
        "authn_token_revoked" => ONE_TIME_LINK_USED_OR_WITHDRAWN,
        "session_created" => SESSION_BEGAN,
        "session_expired" => SESSION_EXPIRED,
        "session_ended" => SESSION_ENDED,
        "user_created" => ACCOUNT_MADE,
        "user_updated" => NAME_OF_THE_PERSON_CHANGED,
        "user_archived" => ACCOUNT_DISABLED_OR_ENABLED,
        "user_deleted" => ACCOUNT_DELETED,
        "privilege_permissions_changed" => ROLE_CHANGED,
        "authz_fail" => ACCESS_TRIED_WITHOUT_PERMISSION,
        "authz_admin" => ADMINISTRATION_OF_THE_INSTANCE_ENTERED,
        "sys_settings_changed" => SETTINGS_CHANGED,
        "sensitive_create" => PROJECT_OR_PART,
        "sensitive_export" => PROJECT_OR_FILE_EXPORTED,
        "sensitive_update" => PROJECT_CHANGED_OR_SHARED,
        "sensitive_delete" => PROJECT_OR_PART_OF_IT_DELETED,
        "upload_stored" => FILE_UPLOADED,
        "excess_rate_limit_exceeded" => TOO_MANY_REQUESTS,
        "malicious_csp_violation" => BROWSER_REFUSED_FOREIGN_CONTENT,
        "malicious_csrf" => REQUEST_OF_ANOTHER_SITE_REFUSED,
        "sys_startup" => SERVER_STARTED,
        "sys_shutdown" => SERVER_STOPPED,
        "crypt_key_changed" => KEY_CHANGED,
        "audit_verification_fail" => AUDIT_LOG_DIFFERS_FROM_WHAT,
        "audit_reviewed" => EVENT_REVIEWED,
        "audit_exported" => AUDIT_LOG_EXPORTED,
        _ => return None,
    })
}
