//! What events, objects and facts are called. The names on the left are those in the log.

use crate::i18n::{Locale, Text, text};

/// What an event says in words; `None` for names that the log does not have.
#[must_use]
pub fn action_words(key: &str) -> Option<Text> {
    Some(match key {
        "authn_login_success" => text("Angemeldet", "Signed in"),
        "authn_new_device" => text("Neues Gerät angemeldet", "New device signed in"),
        "authn_login_fail" => text("Anmeldung abgewiesen", "Sign-in refused"),
        "authn_login_fail_max" => text("Zu viele Anmeldeversuche", "Too many sign-in attempts"),
        "authn_password_change" => text("Passwort geändert", "Password changed"),
        "authn_password_change_fail" => text("Bisheriges Passwort war falsch", "Present password was wrong"),
        "authn_password_reset" => text("Passwort über Link neu gesetzt", "Password set anew by a link"),
        "authn_factor_added" => text("Zweiter Faktor hinzugefügt", "Second factor added"),
        "authn_factor_removed" => text("Zweiter Faktor entfernt", "Second factor removed"),
        "authn_factor_success" => text("Zweiter Faktor bestätigt", "Second factor confirmed"),
        "authn_factor_fail" => text("Zweiter Faktor abgewiesen", "Second factor refused"),
        "authn_recovery_code_used" => text("Wiederherstellungscode benutzt", "Recovery code used"),
        "authn_reauthentication" => text("Identität erneut bestätigt", "Identity confirmed once more"),
        "authn_sso_link" => {
            text("Firmenkonto verbunden oder getrennt", "Company account connected or separated")
        }
        "authn_sso_required" => text(
            "Anmeldung mit Firmenkonto ist jetzt Pflicht",
            "Sign-in with company account is now demanded",
        ),
        "authn_token_created" => text("Einmal-Link erzeugt", "One-time link made"),
        "authn_token_revoked" => {
            text("Einmal-Link benutzt oder zurückgezogen", "One-time link used or withdrawn")
        }
        "session_created" => text("Sitzung begonnen", "Session began"),
        "session_expired" => text("Sitzung abgelaufen", "Session expired"),
        "session_ended" => text("Sitzung beendet", "Session ended"),
        "user_created" => text("Konto angelegt", "Account made"),
        "user_updated" => text("Name der Person geändert", "Name of the person changed"),
        "user_archived" => text("Konto gesperrt oder entsperrt", "Account disabled or enabled"),
        "user_deleted" => text("Konto gelöscht", "Account deleted"),
        "privilege_permissions_changed" => text("Rolle geändert", "Role changed"),
        "authz_fail" => text("Zugriff ohne Recht versucht", "Access tried without permission"),
        "authz_admin" => text("Verwaltung der Instanz betreten", "Administration of the instance entered"),
        "sys_settings_changed" => text("Einstellungen geändert", "Settings changed"),
        "sensitive_create" => text("Projekt oder Teil davon angelegt", "Project or part of it made"),
        "sensitive_export" => text("Projekt oder Datei ausgegeben", "Project or file exported"),
        "sensitive_update" => text("Projekt geändert oder geteilt", "Project changed or shared"),
        "sensitive_delete" => text("Projekt oder Teil davon gelöscht", "Project or part of it deleted"),
        "upload_stored" => text("Datei hochgeladen", "File uploaded"),
        "excess_rate_limit_exceeded" => text("Zu viele Anfragen", "Too many requests"),
        "malicious_csp_violation" => {
            text("Browser hat fremden Inhalt abgewehrt", "Browser refused foreign content")
        }
        "malicious_csrf" => text("Anfrage einer fremden Seite abgewehrt", "Request of another site refused"),
        "sys_startup" => text("Server gestartet", "Server started"),
        "sys_shutdown" => text("Server beendet", "Server stopped"),
        "crypt_key_changed" => text("Schlüssel geändert", "Key changed"),
        "audit_verification_fail" => text(
            "Protokoll stimmt nicht mit seiner Unterschrift überein",
            "Audit log differs from what was signed",
        ),
        "audit_reviewed" => text("Ereignis geprüft", "Event reviewed"),
        "audit_exported" => text("Protokoll ausgegeben", "Audit log exported"),
        _ => return None,
    })
}

/// The words for an event; its name in the log if there are none.
pub(in crate::pages) fn action(key: &str, locale: Locale) -> String {
    action_words(key).map_or_else(|| key.to_owned(), |words| locale.text(words).to_owned())
}

/// What a kind of thing is called.
pub(in crate::pages) fn object_kind(kind: &str, locale: Locale) -> String {
    let words = match kind {
        "account" => text("Konto", "Account"),
        "organisation" => text("Organisation", "Organisation"),
        "project" => text("Projekt", "Project"),
        "profile" => text("Lastgang", "Load profile"),
        "upload" => text("Datei", "File"),
        "event" => text("Ereignis", "Event"),
        other => return other.to_owned(),
    };
    locale.text(words).to_owned()
}

/// A fact in words: name and value. What has no words is shown as it is in the log.
pub(in crate::pages) fn fact(name: &str, value: &str, locale: Locale) -> String {
    if name == "factors" {
        let values: Vec<String> = value.split(' ').map(|value| fact_value(value, locale)).collect();
        return format!("{}: {}", locale.text(text("Nachweis", "proof")), values.join(" + "));
    }
    let name = match name {
        "from" => text("bisher", "before"),
        "to" => text("neu", "now"),
        "role" => text("Rolle", "role"),
        "how" => text("wie", "how"),
        "why" => text("warum", "why"),
        "what" => text("was", "what"),
        "which" => text("welche", "which"),
        "by" => text("durch", "by"),
        "kind" => text("Art", "kind"),
        "device" => text("Gerät", "device"),
        "factor" => text("Nachweis", "proof"),
        "project" => text("Projekt", "project"),
        "endpoint" => text("Zugang", "endpoint"),
        "events" => text("Ereignisse", "events"),
        "bytes" => text("Byte", "bytes"),
        "directive" => text("Regel", "directive"),
        "blocked" => text("abgewehrt", "blocked"),
        "count" => text("weitere seit dem letzten Eintrag", "more since the last entry"),
        other => return format!("{other}: {}", fact_value(value, locale)),
    };
    format!("{}: {}", locale.text(name), fact_value(value, locale))
}

fn fact_value(value: &str, locale: Locale) -> String {
    let words = match value {
        "owner" => text("Inhaber", "owner"),
        "administrator" => text("Verwalter", "administrator"),
        "member" => text("Mitglied", "member"),
        "guest" => text("Gast", "guest"),
        "removed" => text("entfernt", "removed"),
        "none" => text("keine", "none"),
        "view" => text("Ansehen", "view"),
        "comment" => text("Kommentieren", "comment"),
        "edit" => text("Bearbeiten", "edit"),
        "manage" => text("Verwalten", "manage"),
        "password" | "Password" => text("Passwort", "password"),
        "passkey" | "Passkey" => text("Passkey", "passkey"),
        "totp" | "Totp" => text("Authenticator-App", "authenticator app"),
        "RecoveryCode" => text("Wiederherstellungscode", "recovery code"),
        "code" => text("Code", "code"),
        "recovery codes" => text("Wiederherstellungscodes", "recovery codes"),
        "setup link" => text("Einrichtungslink", "setup link"),
        // Invitations are proved in the same way.
        "SetupLink" => text("Einmal-Link", "one-time link"),
        "invitation" => text("Einladung", "invitation"),
        "identity provider" | "IdentityProvider" => text("Identitätsanbieter", "identity provider"),
        "demonstration" | "Demo" => text("Vorführung", "demonstration"),
        "second factor" => text("zweiter Faktor", "second factor"),
        "single sign-on" => text("Anmeldung mit Firmenkonto", "sign-in with company account"),
        "required" => text("verlangt", "required"),
        "not required" => text("nicht mehr verlangt", "no longer required"),
        "begun" => text("begonnen", "begun"),
        "changed" => text("geändert", "changed"),
        "connected" => text("verbunden", "connected"),
        "separated" => text("getrennt", "separated"),
        "switched" => text("geschaltet", "switched"),
        "new certificate" => text("neues Zertifikat", "new certificate"),
        "signed out" => text("abgemeldet", "signed out"),
        "one" => text("eine", "one"),
        "all others" => text("alle anderen", "all others"),
        "empty" => text("leer", "empty"),
        "sample" => text("Musterquartier", "sample district"),
        "import" => text("Projektdatei", "project file"),
        "copy" => text("Kopie", "copy"),
        "registration" => text("Registrierung", "registration"),
        "sso required" => text("nur mit Firmenkonto erlaubt", "allowed with company account only"),
        "other site" => text("fremde Seite", "other site"),
        "form token" => text("Formular nicht von uns", "form not of ours"),
        "finished at the next start" => {
            text("beim nächsten Start zu Ende geführt", "finished at the next start")
        }
        "sign-in" => text("Anmelden", "signing in"),
        "set-up" => text("Einrichten", "setting up"),
        "reset" => text("neues Passwort", "new password"),
        "register" => text("Registrieren", "registering"),
        "link" => text("Einmal-Link", "one-time link"),
        "begin" => text("Anmeldung beginnen", "beginning a sign-in"),
        "send" => text("Link versenden", "sending a link"),
        "name" => text("Name", "name"),
        "e-mail address" => text("E-Mail-Adresse", "e-mail address"),
        "address" => text("Adresse", "address"),
        "operator" => text("Verwaltung des Servers", "operator of the server"),
        "disabled" => text("gesperrt", "disabled"),
        "enabled" => text("entsperrt", "enabled"),
        "all" => text("alle", "all"),
        other => return other.to_owned(),
    };
    locale.text(words).to_owned()
}
