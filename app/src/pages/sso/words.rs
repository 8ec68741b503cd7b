//! Words for what the provider answers and for what is wrong with its settings.

use crate::api::sso::{ConnectionTest, SettingsProblem};
use crate::i18n::{Locale, text};

/// What a test of the connection has found.
pub(super) fn found_text(found: &ConnectionTest, locale: Locale) -> String {
    let say = |de: &'static str, en: &'static str| locale.text(text(de, en)).to_owned();
    match found {
        ConnectionTest::Works(1) => say(
            "Der Anbieter antwortet, seine Angaben stimmen, sein Schlüssel ist brauchbar.",
            "The provider answers, what it says fits, its key can be used.",
        ),
        ConnectionTest::Works(keys) => match locale {
            Locale::De => {
                format!("Der Anbieter antwortet, seine Angaben stimmen, {keys} Schlüssel sind brauchbar.")
            }
            Locale::En => format!("The provider answers, what it says fits, {keys} keys can be used."),
        },
        ConnectionTest::Incomplete => say(
            "Bitte tragen Sie zuerst Mandant und Anwendungs-ID ein und speichern Sie.",
            "Please enter tenant and application ID first and save.",
        ),
        ConnectionTest::HostUnknown => say(
            "Den Rechner des Ausstellers gibt es nicht. Bitte prüfen Sie die Adresse.",
            "The issuer's host does not exist. Please check the address.",
        ),
        ConnectionTest::PrivateAddress => say(
            "Der Aussteller liegt im eigenen Netz. Der Betreiber dieses Servers muss ihn dafür freigeben.",
            "The issuer lies in a private network. The operator of this server has to allow it.",
        ),
        ConnectionTest::NoAnswer => say(
            "Der Anbieter antwortet nicht innerhalb von fünf Sekunden.",
            "The provider does not answer within five seconds.",
        ),
        ConnectionTest::NotTrusted => say(
            "Dem Zertifikat des Anbieters wird auf diesem Server nicht vertraut.",
            "The provider's certificate is not trusted on this server.",
        ),
        ConnectionTest::NotFound(status) => match locale {
            Locale::De => {
                format!("Diesen Mandanten oder Aussteller kennt der Anbieter nicht (Antwort {status}).")
            }
            Locale::En => format!("The provider does not know this tenant or issuer (answer {status})."),
        },
        ConnectionTest::OtherIssuer => say(
            "Der Anbieter nennt sich anders, als hier eingetragen ist.",
            "The provider calls itself something else than is entered here.",
        ),
        ConnectionTest::CredentialUnsupported => say(
            "Der Anbieter nimmt unsere Art des Nachweises (Zertifikat oder Geheimnis) nicht an.",
            "The provider does not accept our kind of credential (certificate or secret).",
        ),
        ConnectionTest::Unfit(reason) => match locale {
            Locale::De => format!("Die Angaben des Anbieters passen nicht: {reason}."),
            Locale::En => format!("What the provider says does not fit: {reason}."),
        },
    }
}

/// What is wrong with the settings, said so that the reader knows what to do.
pub(crate) fn settings_problem_text(problem: SettingsProblem, locale: Locale) -> String {
    let say = |de: &'static str, en: &'static str| locale.text(text(de, en)).to_owned();
    match problem {
        SettingsProblem::TenantMalformed => say(
            "Der Mandant ist eine GUID wie 8eaef023-2b34-4da1-9baa-8bc8c9d6a490, kein Name.",
            "The tenant is a GUID such as 8eaef023-2b34-4da1-9baa-8bc8c9d6a490, not a name.",
        ),
        SettingsProblem::TenantOfEverybody => say(
            "Das ist der Mandant privater Microsoft-Konten. Bitte nehmen Sie den Ihrer Organisation.",
            "This is the tenant of private Microsoft accounts. Please use your organisation's.",
        ),
        SettingsProblem::IssuerMalformed => say(
            "Der Aussteller ist eine Adresse mit https://, ohne Fragezeichen und Raute.",
            "The issuer is an address with https://, without question mark and hash.",
        ),
        SettingsProblem::ClientIdMalformed => say(
            "Die Anwendungs-ID ist bei Microsoft eine GUID, sonst ein Text ohne Leerzeichen.",
            "The application ID is a GUID at Microsoft, elsewhere a text without blanks.",
        ),
        SettingsProblem::RuleMalformed(line) => match locale {
            Locale::De => format!("Zeile {line} ist keine Regel. Beispiel: Lastgang.Member = member"),
            Locale::En => format!("Line {line} is not a rule. Example: Lastgang.Member = member"),
        },
        SettingsProblem::RoleUnknown => say("Diese Rolle gibt es nicht.", "There is no such role."),
        SettingsProblem::ContextMalformed => say("Möglich sind c1 bis c99.", "Possible are c1 to c99."),
        SettingsProblem::SecretMalformed => say(
            "Das Geheimnis enthält Leerzeichen oder ist zu lang. Bitte kopieren Sie den „Wert“, nicht die ID.",
            "The secret contains blanks or is too long. Please copy the “value”, not the ID.",
        ),
        SettingsProblem::DateMalformed => {
            say("Bitte schreiben Sie das Datum als JJJJ-MM-TT.", "Please write the date as YYYY-MM-DD.")
        }
        SettingsProblem::NotReady => say(
            "Eingeschaltet werden kann erst, wenn die Verbindung steht. Bitte prüfen Sie sie zuerst.",
            "It can be switched on only when the connection works. Please test it first.",
        ),
    }
}
