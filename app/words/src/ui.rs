//! Texts of `ui`.

use std::fmt::Display;

use crate::{Language, Text, text};

pub const OPTIONAL: Text = text(" (optional)", " (optional)");
pub const EMAIL_ADDRESS: Text = text("E-Mail-Adresse", "E-mail address");
pub const EMAIL_ADDRESS_AND_PASSWORD_DO: Text = text(
    "E-Mail-Adresse und Passwort passen nicht zusammen. Bitte prüfen Sie beides.",
    "E-mail address and password do not match. Please check both.",
);
pub const THIS_SETUP_LINK_HAS_EXPIRED: Text = text(
    "Dieser Einrichtungslink ist abgelaufen oder wurde schon benutzt. Starten Sie den Server neu, um einen neuen zu erhalten.",
    "This setup link has expired or was already used. Restart the server to get a new one.",
);
pub const THIS_LINK_HAS_EXPIRED: Text = text(
    "Dieser Link ist abgelaufen oder wurde schon benutzt. Bitten Sie um einen neuen.",
    "This link has expired or was already used. Ask for a new one.",
);
pub const PLEASE_ENTER_A_VALID_EMAIL: Text =
    text("Bitte geben Sie eine gültige E-Mail-Adresse ein.", "Please enter a valid e-mail address.");
pub const PLEASE_FILL_IN_THIS_FIELD: Text =
    text("Bitte füllen Sie dieses Feld aus.", "Please fill in this field.");
pub const THE_TEXT_CONTAINS_INVISIBLE_CONTROL: Text = text(
    "Der Text enthält unsichtbare Steuerzeichen. Bitte tippen Sie ihn neu.",
    "The text contains invisible control characters. Please type it again.",
);
pub const THE_PASSWORD_IS_NOT_CORRECT: Text =
    text("Das Passwort stimmt nicht.", "The password is not correct.");
pub const THIS_CODE_IS_NOT_CORRECT: Text = text(
    "Dieser Code stimmt nicht oder wurde schon benutzt. Warten Sie auf den nächsten.",
    "This code is not correct or was used already. Wait for the next one.",
);
pub const WHOEVER_ADMINISTERS_THE_SERVER_CONFIRMS: Text = text(
    "Wer den Server verwaltet, bestätigt mit einem Passkey oder einem Wiederherstellungscode.",
    "Whoever administers the server confirms with a passkey or a recovery code.",
);
pub const THE_NAME_DOES_NOT_MATCH: Text = text(
    "Der Name stimmt nicht überein. Bitte tippen Sie ihn genau so, wie er oben steht.",
    "The name does not match. Please type it exactly as shown above.",
);
pub const AN_ORGANISATION_NEEDS_AT_LEAST: Text = text(
    "Eine Organisation braucht mindestens einen Inhaber. Machen Sie zuerst ein anderes Mitglied dazu.",
    "An organisation needs at least one owner. Make another member an owner first.",
);
pub const ONLY_THIS_ACCOUNT_STILL_GETS: Text = text(
    "Dieses Konto kommt als einziges noch herein, wenn der Anbieter ausfällt. Heben Sie zuerst den Zwang zur Anmeldung mit Firmenkonto auf.",
    "Only this account still gets in when the provider fails. First stop requiring the company account.",
);
pub const YOU_ARE_THE_ONLY_OWNER: Text = text(
    "Sie sind der einzige Inhaber Ihrer Organisation. Machen Sie unter „Mitglieder“ zuerst jemand anderen zum Inhaber; ist dort niemand, laden Sie jemanden ein.",
    "You are the only owner of your organisation. First make somebody else an owner under “Members”; if nobody is there, invite somebody.",
);
pub const THIS_ACCOUNT_IS_THE_ONLY: Text = text(
    "Dieses Konto ist der einzige Inhaber einer Organisation. Erst muss dort jemand anderes Inhaber werden; bis dahin können Sie das Konto sperren.",
    "This account is the only owner of an organisation. First somebody else has to become an owner there; until then you can disable the account.",
);
pub const NOBODY_ELSE_ADMINISTERS_THIS_SERVER: Text = text(
    "Niemand sonst verwaltet diesen Server. Dieses Konto bleibt deshalb.",
    "Nobody else administers this server. That is why this account stays.",
);
pub const THIS_DOES_NOT_MATCH_PLEASE: Text = text(
    "Das stimmt nicht überein. Bitte tippen Sie es genau so, wie es oben steht.",
    "This does not match. Please type it exactly as shown above.",
);
pub const WITHOUT_THIS_YOU_COULD_NOT: Text = text(
    "Ohne dies kämen Sie nicht mehr herein. Fügen Sie zuerst einen anderen Passkey hinzu oder setzen Sie ein Passwort.",
    "Without this you could not sign in any more. First add another passkey or set a password.",
);
pub const THE_ORGANISATION_THAT_INVITES: Text = text(
    "Die Organisation, die Sie einlädt, hat keine Anmeldung mit Firmenkonto. Bitte wählen Sie ein Passwort.",
    "The organisation that invites you has no sign-in with a company account. Please choose a password.",
);
pub const YOUR_ORGANISATION_DEMANDS_ITS_OWN: Text = text(
    "Ihre Organisation verlangt die Anmeldung mit dem Firmenkonto. Bitte verwenden Sie die Anmeldeadresse Ihrer Organisation.",
    "Your organisation demands its own sign-in. Please use the sign-in address of your organisation.",
);
pub const YOU_CAUSED_THIS_EVENT_YOURSELF: Text = text(
    "Dieses Ereignis haben Sie selbst ausgelöst. Ein anderer Inhaber oder Verwalter prüft es.",
    "You caused this event yourself. Another owner or administrator reviews it.",
);
pub const THIS_EVENT_WAS_REVIEWED_ALREADY: Text = text(
    "Dieses Ereignis wurde schon geprüft. Die erste Prüfung bleibt.",
    "This event was reviewed already. The first review stays.",
);
pub const PLEASE_NOTE_WHAT: Text =
    text("Bitte notieren Sie, was Sie geprüft haben.", "Please note what you have looked at.");
pub const SKIP_TO_CONTENT: Text = text("Zum Inhalt springen", "Skip to content");
pub const THEME_AUTOMATIC: Text = text("Darstellung: automatisch", "Theme: automatic");
pub const THEME_LIGHT: Text = text("Darstellung: hell", "Theme: light");
pub const THEME_DARK: Text = text("Darstellung: dunkel", "Theme: dark");
pub const MEMBERS: Text = text("Mitglieder", "Members");
pub const INVITATIONS: Text = text("Einladungen", "Invitations");
pub const AUDIT_LOG: Text = text("Protokoll", "Audit log");
pub const SIGN_IN_WITH_COMPANY_ACCOUNT: Text =
    text("Anmeldung mit Firmenkonto", "Sign-in with company account");
pub const ACCOUNTS: Text = text("Konten", "Accounts");
pub const AUDIT_LOG_OF_THE_INSTANCE: Text = text("Protokoll der Instanz", "Audit log of the instance");
pub const ACCOUNT: Text = text("Konto", "Account");
pub const NEW_SECURITY_NOTICES: Text = text(" neue Sicherheitshinweise", " new security notices");
pub const SECURITY_NOTICES: Text = text("Sicherheitshinweise", "Security notices");
pub const ACCOUNT_AND_PREFERENCES: Text = text("Konto und Darstellung", "Account and preferences");
pub const PERMISSIONS: Text = text("Rechte", "Permissions");
pub const SIGN_OUT: Text = text("Abmelden", "Sign out");
pub const SELF_HOSTED_NO_DATA_TO_THIRD: Text =
    text("Selbst betrieben · keine Daten an Dritte", "Self-hosted · no data to third parties");
pub const SECURITY: Text = text("Sicherheit", "Security");
pub const THAT_DID_NOT_WORK_TRY: Text = text(
    "Das hat nicht geklappt. Versuchen Sie es noch einmal, oder wählen Sie einen anderen Weg.",
    "That did not work. Try again, or choose another way.",
);
pub const TOO_MANY_ATTEMPTS_PLEASE_WAIT: Text = text(
    "Zu viele Versuche. Bitte warten Sie einige Minuten.",
    "Too many attempts. Please wait some minutes.",
);

#[must_use]
pub fn at_most_characters_are_possible(language: Language, max: &dyn Display) -> String {
    match language {
        Language::De => format!("Höchstens {max} Zeichen sind möglich."),
        Language::En => format!("At most {max} characters are possible."),
    }
}

#[must_use]
pub fn more_characters_are_needed_at_least(language: Language, missing: &dyn Display) -> String {
    match language {
        Language::De => format!("Es fehlen noch {missing} Zeichen (mindestens 15)."),
        Language::En => format!("{missing} more characters are needed (at least 15)."),
    }
}

#[must_use]
pub fn the_file_is_not_a_readable(language: Language, reason: &dyn Display) -> String {
    match language {
        Language::De => format!("Die Datei ist keine lesbare Projektdatei: {reason}"),
        Language::En => format!("The file is not a readable project file: {reason}"),
    }
}

#[must_use]
pub fn your_organisation_has_projects_already(language: Language, max: &dyn Display) -> String {
    match language {
        Language::De => format!(
            "Ihre Organisation hat schon {max} Projekte, mehr sind nicht möglich. Bitte löschen Sie erst welche, die nicht mehr gebraucht werden."
        ),
        Language::En => format!(
            "Your organisation has {max} projects already, and more are not possible. Please delete some first that are no longer needed."
        ),
    }
}

#[must_use]
pub fn too_many_attempts_please_wait_seconds(language: Language, seconds: &dyn Display) -> String {
    match language {
        Language::De => format!("Zu viele Versuche. Bitte warten Sie {seconds} Sekunden."),
        Language::En => format!("Too many attempts. Please wait {seconds} seconds."),
    }
}

#[must_use]
pub fn a_file_holds_at_most_events(language: Language, max: &dyn Display) -> String {
    match language {
        Language::De => {
            format!("Eine Datei fasst höchstens {max} Ereignisse. Bitte grenzen Sie die Auswahl ein.")
        }
        Language::En => format!("A file holds at most {max} events. Please narrow the selection."),
    }
}

#[must_use]
pub fn phrase(
    language: Language,
    day: &dyn Display,
    month: &dyn Display,
    year: &dyn Display,
    clock: &dyn Display,
) -> String {
    match language {
        Language::De => format!("{day:02}.{month:02}.{year:04} {clock}"),
        Language::En => format!("{year:04}-{month:02}-{day:02} {clock}"),
    }
}
