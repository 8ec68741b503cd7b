//! Texts of `pages/administration`.

use crate::{Language, Text, text};

pub const ACCOUNTS: Text = text("Konten", "Accounts");
pub const ALL_ACCOUNTS_OF_THIS_SERVER: Text = text(
    "Alle Konten dieses Servers, die neuesten zuerst. Projekte sehen Sie hier nicht.",
    "All accounts of this server, the newest first. Projects are not shown here.",
);
pub const NAME_OR_EMAIL_ADDRESS: Text = text("Name oder E-Mail-Adresse", "Name or e-mail address");
pub const SEARCH: Text = text("Suchen", "Search");
pub const SHOW_ALL: Text = text("Alle zeigen", "Show all");
pub const THERE_IS_NO_ACCOUNT: Text =
    text("Zu dieser Suche gibt es hier kein Konto.", "There is no account for this search here.");
pub const ACCOUNT: Text = text("Konto", "Account");
pub const STATE: Text = text("Zustand", "State");
pub const ORGANISATIONS: Text = text("Organisationen", "Organisations");
pub const SECOND_FACTOR: Text = text("Zweiter Faktor", "Second factor");
pub const LAST_SIGN_IN: Text = text("Letzte Anmeldung", "Last sign-in");
pub const NEWEST: Text = text("Neueste", "Newest");
pub const OLDER: Text = text("Ältere", "Older");
pub const THIS_IS_YOUR_OWN_ACCOUNT: Text = text(
    "Das ist Ihr eigenes Konto. Niemand sperrt oder löscht sich hier selbst; Ihre Sitzungen beenden Sie auf der Kontoseite.",
    "This is your own account. Nobody disables or deletes themselves here; you end your sessions on the account page.",
);
pub const EMAIL_ADDRESS: Text = text("E-Mail-Adresse", "E-mail address");
pub const OPEN_SESSIONS: Text = text("Offene Sitzungen", "Open sessions");
pub const CREATED_UTC: Text = text("Angelegt (UTC)", "Created (UTC)");
pub const ORGANISATION: Text = text("Organisation", "Organisation");
pub const DISABLED_SINCE_UTC: Text = text("Gesperrt seit (UTC)", "Disabled since (UTC)");
pub const REASON: Text = text("Grund der Sperre", "Reason");
pub const SESSIONS: Text = text("Sitzungen", "Sessions");
pub const ENDS_ALL_OF_THEM: Text = text(
    "Beendet alle sofort. Die Person kann sich gleich wieder anmelden.",
    "Ends all of them at once. The person can sign in again right away.",
);
pub const END_ALL_SESSIONS: Text = text("Alle Sitzungen beenden", "End all sessions");
pub const THIS_ACCOUNT_IS_THE_ONLY: Text = text(
    "Dieses Konto ist der einzige Inhaber einer Organisation. Solange es gesperrt ist, kann dort niemand Inhaber ernennen.",
    "This account is the only owner of an organisation. While it is disabled nobody there can make owners.",
);
pub const DISABLE: Text = text("Sperren", "Disable");
pub const ALL_SESSIONS_END_AT_ONCE: Text = text(
    "Alle Sitzungen enden sofort, Anmelden geht nicht mehr, und offene Links an dieses Konto und Einladungen von ihm gelten nicht mehr. Die Person erfährt davon, wenn der Server E-Mails verschickt.",
    "All sessions end at once, signing in is impossible, and open links to this account and invitations by it lead nowhere any more. The person is told if the server sends e-mail.",
);
pub const REASON_FOR_OTHER_OPERATORS: Text =
    text("Grund, für andere Betreiber", "Reason, for other operators");
pub const DISABLE_ACCOUNT: Text = text("Konto sperren", "Disable account");
pub const ENABLE: Text = text("Entsperren", "Enable");
pub const AFTERWARDS_SIGNING_IN_IS_POSSIBLE: Text = text(
    "Danach ist das Anmelden wieder möglich. Links, die vorher galten, bleiben ungültig.",
    "Afterwards signing in is possible again. Links that were valid before stay invalid.",
);
pub const ENABLE_ACCOUNT: Text = text("Konto entsperren", "Enable account");
pub const THIS_ACCOUNT_OPERATES_THE_SERVER: Text = text(
    "Dieses Konto verwaltet den Server. Danach nicht mehr; seine Sitzungen enden sofort, die Person erfährt davon.",
    "This account operates the server. Afterwards it does not; its sessions end at once, and the person is told.",
);
pub const WITHDRAW: Text = text("Verwaltung entziehen", "Withdraw");
pub const WHOEVER_OPERATES_THE_SERVER_DISABLES: Text = text(
    "Wer den Server verwaltet, sperrt und löscht Konten und ernennt weitere Betreiber, sieht aber keine Projekte. Sitzungen des Kontos enden sofort, die Person erfährt davon, und ein anderer Betreiber prüft es im Protokoll.",
    "Whoever operates the server disables and deletes accounts and makes further operators, but sees no projects. The sessions of the account end at once, the person is told, and another operator reviews it in the audit log.",
);
pub const MAKE_OPERATOR: Text = text("Server verwalten lassen", "Make operator");
pub const THIS_IS_POSSIBLE_ONLY_WHEN: Text = text(
    "Das geht erst, wenn das Konto einen Passkey hat und nicht gesperrt ist.",
    "This is possible only when the account has a passkey and is not disabled.",
);
pub const OPERATING_THE_SERVER: Text = text("Verwaltung des Servers", "Operating the server");
pub const DELETE: Text = text("Löschen", "Delete");
pub const THE_ACCOUNT_IS_DELETED: Text = text(
    "Das Konto wird mit Sitzungen, Passkeys und Rollen gelöscht und sein Schlüssel vernichtet. Das lässt sich nicht rückgängig machen. Projekte bleiben bei der Organisation; im Protokoll bleibt eine Kennung.",
    "The account is deleted with sessions, passkeys and roles, and its key is destroyed. This cannot be undone. Projects stay with the organisation; an id stays in the audit log.",
);
pub const DELETE_FOR_GOOD: Text = text("Endgültig löschen", "Delete for good");
pub const DISABLED: Text = text("gesperrt", "disabled");
pub const ACTIVE: Text = text("aktiv", "active");
pub const OPERATES_THE_SERVER: Text = text("verwaltet den Server", "operates the server");
pub const NEVER: Text = text("noch nie", "never");
pub const YES: Text = text("ja", "yes");
pub const NO: Text = text("nein", "no");

/// How much long work the server has: pieces that run and pieces that wait.
#[must_use]
pub fn long_work(language: Language, running: usize, waiting: usize) -> String {
    match language {
        Language::De => format!("Rechnungen, Importe und Exporte: {running} laufen, {waiting} warten."),
        Language::En => format!("Calculations, imports and exports: {running} running, {waiting} waiting."),
    }
}
