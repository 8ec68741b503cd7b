//! Texts of `pages/sso`.

use std::fmt::Display;

use crate::{Language, Text, text};

pub const SIGN_IN_WITH_COMPANY_ACCOUNT: Text =
    text("Anmeldung mit Firmenkonto", "Sign-in with company account");
pub const YOUR_PEOPLE_SIGN_IN: Text = text(
    "Ihre Mitglieder melden sich mit ihrem Firmenkonto an. Microsoft Entra ID und jeder andere Anbieter mit OpenID Connect (zum Beispiel Keycloak) sind möglich.",
    "Your members sign in with their company account. Microsoft Entra ID and any other provider that speaks OpenID Connect (such as Keycloak) will do.",
);
pub const BEGINNING_MAKES_A_SIGN_IN_ADDRESS: Text = text(
    "Der Anfang legt eine Anmeldeadresse für Ihre Organisation und ein Zertifikat an. Eingeschaltet wird noch nichts.",
    "Beginning makes a sign-in address for your organisation and a certificate. Nothing is switched on yet.",
);
pub const BEGIN_THE_SETUP: Text = text("Einrichtung beginnen", "Begin the setup");
pub const CERTIFICATE: Text = text("Zertifikat", "Certificate");
pub const SAVE_IT_AS_A_FILE: Text = text(
    "Als Datei lastgang.cer speichern und unter „Zertifikate & Geheimnisse“ hochladen. Der private Schlüssel verlässt diesen Server nie. SHA-256: ",
    "Save it as a file lastgang.cer and upload it under “Certificates & secrets”. The private key never leaves this server. SHA-256: ",
);
pub const RENEW_THE_CERTIFICATE: Text = text("Zertifikat erneuern", "Renew the certificate");
pub const USE_A_CERTIFICATE_INSTEAD: Text =
    text("Zertifikat statt Geheimnis verwenden", "Use a certificate instead of the secret");
pub const N1_ENTER_AT_THE_PROVIDER: Text = text("1. Beim Anbieter eintragen", "1. Enter at the provider");
pub const IN_THE_ENTRA_PORTAL_CREATE: Text = text(
    "Im Entra-Portal unter „App-Registrierungen“ eine App für genau Ihren Mandanten anlegen.",
    "In the Entra portal, create an app for your tenant only under “App registrations”.",
);
pub const REDIRECT_URI_WEB: Text = text("Umleitungs-URI (Web)", "Redirect URI (Web)");
pub const EXACTLY_LIKE_THIS_CHARACTER: Text =
    text("Genau so, Zeichen für Zeichen.", "Exactly like this, character by character.");
pub const FRONT_CHANNEL_LOGOUT_URL: Text =
    text("URL für Front-Channel-Abmeldung", "Front-channel logout URL");
pub const WHOEVER_SIGNS_OUT_AT_MICROSOFT: Text = text(
    "Wer sich bei Microsoft abmeldet, ist dann auch hier abgemeldet.",
    "Whoever signs out at Microsoft is then signed out here, too.",
);
pub const MICROSOFT_ENTRA_ID: Text = text("Microsoft Entra ID", "Microsoft Entra ID");
pub const ANOTHER_PROVIDER_OPENID_CONNECT: Text =
    text("Anderer Anbieter (OpenID Connect)", "Another provider (OpenID Connect)");
pub const DO_NOT_LET_THEM_IN: Text = text("Nicht hereinlassen", "Do not let them in");
pub const N2_ENTER_HERE: Text = text("2. Hier eintragen", "2. Enter here");
pub const PROVIDER: Text = text("Anbieter", "Provider");
pub const DIRECTORY_TENANT_ID_OR_ISSUER: Text =
    text("Verzeichnis-ID (Mandant) oder Aussteller", "Directory (tenant) ID or issuer");
pub const AT_MICROSOFT_THE_TENANTS_GUID: Text = text(
    "Bei Microsoft die GUID des Mandanten, sonst die Adresse des Ausstellers.",
    "At Microsoft the tenant's GUID, elsewhere the address of the issuer.",
);
pub const APPLICATION_CLIENT_ID: Text = text("Anwendungs-ID (Client)", "Application (client) ID");
pub const ROLES: Text = text("Rollen", "Roles");
pub const ONE_A_LINE_VALUE: Text = text(
    "Je Zeile: Wert der App-Rolle = guest, member oder administrator. Die höchste zählt. Inhaber macht nur ein Inhaber.",
    "One a line: value of the app role = guest, member or administrator. The highest counts. Only owners make owners.",
);
pub const EVERYBODY_ELSE: Text = text("Alle anderen", "Everybody else");
pub const MAKE_AN_ACCOUNT: Text =
    text("Konto bei der ersten Anmeldung anlegen", "Make an account at the first sign-in");
pub const OTHERWISE_YOUR_PEOPLE_CONNECT: Text = text(
    "Sonst verbinden Ihre Mitglieder ihr vorhandenes Konto auf der Seite „Konto“. Nach E-Mail-Adressen wird nie zugeordnet.",
    "Otherwise your people connect their present account on the page “Account”. E-mail addresses are never matched.",
);
pub const LET_GUESTS_OF_THE_TENANT: Text =
    text("Gäste des Mandanten hereinlassen", "Let guests of the tenant in");
pub const UNLESS_TICKED_THE_TOKEN: Text = text(
    "Ohne Haken muss das Token den optionalen Anspruch „acct“ enthalten.",
    "Unless ticked, the token has to contain the optional claim “acct”.",
);
pub const CLIENT_SECRET: Text = text("Geheimer Clientschlüssel", "Client secret");
pub const ONLY_IF_THE_CERTIFICATE: Text = text(
    "Nur wenn das Zertifikat nicht möglich ist. Leer lassen, um nichts zu ändern.",
    "Only if the certificate is not possible. Leave it empty to change nothing.",
);
pub const SECRET_VALID_UNTIL_YYYY_MM_DD: Text =
    text("Geheimnis gültig bis (JJJJ-MM-TT)", "Secret valid until (YYYY-MM-DD)");
pub const AUTHENTICATION_CONTEXT: Text = text("Authentifizierungskontext", "Authentication context");
pub const FOR_EXAMPLE_C1_DEMANDED_BEFORE: Text = text(
    "Zum Beispiel c1: wird verlangt, bevor etwas Heikles geschieht.",
    "For example c1: demanded before something delicate is done.",
);
pub const EMAIL_DOMAINS: Text = text("E-Mail-Domänen", "E-mail domains");
pub const FOR_DISPLAY_ONLY_NOBODY: Text =
    text("Nur zur Anzeige; niemand wird danach zugeordnet.", "For display only; nobody is matched by them.");
pub const SAVE: Text = text("Speichern", "Save");
pub const N3_TEST_THE_CONNECTION: Text = text("3. Verbindung prüfen", "3. Test the connection");
pub const TEST_THE_CONNECTION: Text = text("Verbindung prüfen", "Test the connection");
pub const N4_SWITCH: Text = text("4. Einschalten", "4. Switch on");
pub const SIGN_IN_ADDRESS_OF_YOUR_ORGANISATION: Text =
    text("Anmeldeadresse Ihrer Organisation", "Sign-in address of your organisation");
pub const GIVE_THIS_ADDRESS: Text = text(
    "Diese Adresse geben Sie Ihren Leuten; im Portal passt sie als „URL der Startseite“.",
    "Give this address to your people; in the portal it fits as “home page URL”.",
);
pub const SIGN_IN_SWITCHED: Text = text("Anmeldung eingeschaltet", "Sign-in switched on");
pub const SIGN_IN_IN_THIS_WAY: Text = text("Nur noch so anmelden", "Sign in in this way only");
pub const PASSWORDS_ARE_THEN_NOT_ENOUGH: Text = text(
    "Passwörter genügen dann nicht mehr. Nur Sie selbst können im Notfall noch mit Ihrem Passwort hinein.",
    "Passwords are then not enough any more. Only you yourself can still get in with your password in an emergency.",
);
pub const APPLY: Text = text("Übernehmen", "Apply");
pub const THE_PROVIDER_ANSWERS_WHAT: Text = text(
    "Der Anbieter antwortet, seine Angaben stimmen, sein Schlüssel ist brauchbar.",
    "The provider answers, what it says fits, its key can be used.",
);
pub const PLEASE_ENTER_TENANT_AND_APPLICATION: Text = text(
    "Bitte tragen Sie zuerst Mandant und Anwendungs-ID ein und speichern Sie.",
    "Please enter tenant and application ID first and save.",
);
pub const THE_ISSUERS_HOST_DOES_NOT: Text = text(
    "Den Rechner des Ausstellers gibt es nicht. Bitte prüfen Sie die Adresse.",
    "The issuer's host does not exist. Please check the address.",
);
pub const THE_ISSUER_LIES_IN: Text = text(
    "Der Aussteller liegt im eigenen Netz. Der Betreiber dieses Servers muss ihn dafür freigeben.",
    "The issuer lies in a private network. The operator of this server has to allow it.",
);
pub const THE_PROVIDER_DOES_NOT_ANSWER: Text = text(
    "Der Anbieter antwortet nicht innerhalb von fünf Sekunden.",
    "The provider does not answer within five seconds.",
);
pub const THE_PROVIDERS_CERTIFICATE_IS_NOT: Text = text(
    "Dem Zertifikat des Anbieters wird auf diesem Server nicht vertraut.",
    "The provider's certificate is not trusted on this server.",
);
pub const THE_PROVIDER_CALLS_ITSELF_SOMETHING: Text = text(
    "Der Anbieter nennt sich anders, als hier eingetragen ist.",
    "The provider calls itself something else than is entered here.",
);
pub const THE_PROVIDER_DOES_NOT_ACCEPT: Text = text(
    "Der Anbieter nimmt unsere Art des Nachweises (Zertifikat oder Geheimnis) nicht an.",
    "The provider does not accept our kind of credential (certificate or secret).",
);
pub const THE_TENANT_IS_A_GUID: Text = text(
    "Der Mandant ist eine GUID wie 8eaef023-2b34-4da1-9baa-8bc8c9d6a490, kein Name.",
    "The tenant is a GUID such as 8eaef023-2b34-4da1-9baa-8bc8c9d6a490, not a name.",
);
pub const THIS_IS_THE_TENANT: Text = text(
    "Das ist der Mandant privater Microsoft-Konten. Bitte nehmen Sie den Ihrer Organisation.",
    "This is the tenant of private Microsoft accounts. Please use your organisation's.",
);
pub const THE_ISSUER_IS_AN_ADDRESS: Text = text(
    "Der Aussteller ist eine Adresse mit https://, ohne Fragezeichen und Raute.",
    "The issuer is an address with https://, without question mark and hash.",
);
pub const THE_APPLICATION_ID: Text = text(
    "Die Anwendungs-ID ist bei Microsoft eine GUID, sonst ein Text ohne Leerzeichen.",
    "The application ID is a GUID at Microsoft, elsewhere a text without blanks.",
);
pub const THERE_IS_NO_SUCH_ROLE: Text = text("Diese Rolle gibt es nicht.", "There is no such role.");
pub const POSSIBLE_ARE_C1_TO_C99: Text = text("Möglich sind c1 bis c99.", "Possible are c1 to c99.");
pub const THE_SECRET_CONTAINS_BLANKS: Text = text(
    "Das Geheimnis enthält Leerzeichen oder ist zu lang. Bitte kopieren Sie den „Wert“, nicht die ID.",
    "The secret contains blanks or is too long. Please copy the “value”, not the ID.",
);
pub const PLEASE_WRITE_THE_DATE: Text =
    text("Bitte schreiben Sie das Datum als JJJJ-MM-TT.", "Please write the date as YYYY-MM-DD.");
pub const IT_CAN_BE_SWITCHED: Text = text(
    "Eingeschaltet werden kann erst, wenn die Verbindung steht. Bitte prüfen Sie sie zuerst.",
    "It can be switched on only when the connection works. Please test it first.",
);

#[must_use]
pub fn certificate_or_secret_end_in_days(language: Language, days: &dyn Display) -> String {
    match language {
        Language::De => format!(
            "Zertifikat oder Geheimnis laufen in {days} Tagen ab. Danach kann sich niemand mehr so anmelden."
        ),
        Language::En => {
            format!("Certificate or secret end in {days} days. After that nobody can sign in this way.")
        }
    }
}

#[must_use]
pub fn the_provider_answers_what_it_says(language: Language, keys: &dyn Display) -> String {
    match language {
        Language::De => {
            format!("Der Anbieter antwortet, seine Angaben stimmen, {keys} Schlüssel sind brauchbar.")
        }
        Language::En => format!("The provider answers, what it says fits, {keys} keys can be used."),
    }
}

#[must_use]
pub fn the_provider_does_not_know(language: Language, status: &dyn Display) -> String {
    match language {
        Language::De => {
            format!("Diesen Mandanten oder Aussteller kennt der Anbieter nicht (Antwort {status}).")
        }
        Language::En => format!("The provider does not know this tenant or issuer (answer {status})."),
    }
}

#[must_use]
pub fn what_the_provider_says_does_not(language: Language, reason: &dyn Display) -> String {
    match language {
        Language::De => format!("Die Angaben des Anbieters passen nicht: {reason}."),
        Language::En => format!("What the provider says does not fit: {reason}."),
    }
}

#[must_use]
pub fn line_is_not_a_rule_example(language: Language, line: &dyn Display) -> String {
    match language {
        Language::De => format!("Zeile {line} ist keine Regel. Beispiel: Lastgang.Member = member"),
        Language::En => format!("Line {line} is not a rule. Example: Lastgang.Member = member"),
    }
}
