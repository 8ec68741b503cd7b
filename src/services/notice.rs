//! Notices: mails about what concerns the security of an account, and the mails that carry links.

use app::i18n::{Locale, Text, text};

use super::Context;
use crate::identity::device::Device;
use crate::mail::Mail;
use crate::storage::{Account, Link, LinkKind};

/// What an owner is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Notice {
    /// The password was changed.
    PasswordChanged,
    /// A second factor was added.
    FactorAdded,
    /// A second factor was removed.
    FactorRemoved,
    /// New recovery codes replaced the old ones.
    RecoveryCodesRenewed,
    /// Somebody signed in with a recovery code.
    RecoveryCodeUsed,
    /// A company account was connected: it signs in, too.
    CompanyAccountConnected,
    /// The company account was separated: it signs in no more.
    CompanyAccountSeparated,
    /// Somebody signed in with a browser that was never seen before.
    NewDevice(Device),
    /// The address was changed; the one that is told counts no more.
    EmailChanged,
    /// The account was disabled by whoever operates the server.
    Disabled,
    /// The account was enabled again.
    Enabled,
    /// The account operates the server from now on.
    OperatorMade,
    /// The account operates the server no more.
    OperatorUnmade,
    /// The account was deleted.
    Deleted,
}

impl Notice {
    fn said(&self, locale: Locale) -> String {
        let said = match self {
            Self::PasswordChanged => text(
                "Ihr Passwort wurde geändert. Alle Sitzungen wurden beendet.",
                "Your password was changed. All sessions were ended.",
            ),
            Self::FactorAdded => text("Ein zweiter Faktor wurde hinzugefügt.", "A second factor was added."),
            Self::FactorRemoved => text("Ein zweiter Faktor wurde entfernt.", "A second factor was removed."),
            Self::RecoveryCodesRenewed => {
                text("Neue Wiederherstellungscodes wurden erzeugt.", "New recovery codes were made.")
            }
            Self::RecoveryCodeUsed => {
                text("Ein Wiederherstellungscode wurde benutzt.", "A recovery code was used.")
            }
            Self::CompanyAccountConnected => text(
                "Ein Firmenkonto wurde verbunden; auch damit kann man sich jetzt anmelden.",
                "A company account was connected; one can now sign in with it, too.",
            ),
            Self::CompanyAccountSeparated => text(
                "Das Firmenkonto wurde getrennt; damit kann man sich nicht mehr anmelden.",
                "The company account was separated; one can no longer sign in with it.",
            ),
            Self::NewDevice(device) => {
                let (browser, system) = (device.browser.as_str(), device.system.as_str());
                return match locale {
                    Locale::De => {
                        format!("Mit Ihrem Konto hat sich ein neues Gerät angemeldet: {browser} {system}.")
                    }
                    Locale::En => {
                        format!("A new device has signed in with your account: {browser} {system}.")
                    }
                };
            }
            Self::EmailChanged => text(
                "Ihr Konto hat jetzt eine andere E-Mail-Adresse; mit dieser meldet man sich nicht mehr an. Alle Sitzungen wurden beendet.",
                "Your account has another e-mail address now; this one signs in no more. All sessions were ended.",
            ),
            Self::Disabled => text(
                "Der Betreiber des Servers hat Ihr Konto gesperrt. Alle Sitzungen wurden beendet.",
                "The operator of the server has disabled your account. All sessions were ended.",
            ),
            Self::Enabled => text(
                "Ihr Konto ist nicht mehr gesperrt; Sie können sich wieder anmelden.",
                "Your account is no longer disabled; you can sign in again.",
            ),
            Self::OperatorMade => text(
                "Ihr Konto verwaltet jetzt auch den Server. Alle Sitzungen wurden beendet.",
                "Your account operates the server, too, from now on. All sessions were ended.",
            ),
            Self::OperatorUnmade => text(
                "Ihr Konto verwaltet den Server nicht mehr. Alle Sitzungen wurden beendet.",
                "Your account operates the server no more. All sessions were ended.",
            ),
            Self::Deleted => text("Ihr Konto wurde gelöscht.", "Your account was deleted."),
        };
        locale.text(said).to_owned()
    }

    /// What to do about it.
    const fn advice(&self) -> Text {
        match self {
            Self::EmailChanged | Self::Deleted => text(
                "Waren Sie das nicht? Dann sagen Sie es sofort dem Betreiber des Servers.",
                "Was it not you? Then tell the operator of the server at once.",
            ),
            Self::Disabled | Self::Enabled | Self::OperatorMade | Self::OperatorUnmade => text(
                "Fragen dazu beantwortet der Betreiber des Servers.",
                "The operator of the server answers questions about it.",
            ),
            _ => text(
                "Waren Sie das nicht? Dann ändern Sie Ihr Passwort, beenden Sie auf der Kontoseite alle Sitzungen und sagen Sie es dem Betreiber des Servers.",
                "Was it not you? Then change your password, end all sessions on the account page, and tell the operator of the server.",
            ),
        }
    }
}

impl Context {
    /// Tells the owner of an account; in the background, a failure is logged.
    pub(crate) fn notify(&self, account: &Account, notice: &Notice) {
        self.notify_at(&account.email, account.person.locale, notice);
    }

    /// The same for somebody of whom only address and language are known.
    pub(crate) fn notify_at(&self, email: &str, locale: Locale, notice: &Notice) {
        // A provider need not tell an address.
        if email.is_empty() {
            return;
        }
        let subject = locale.text(text("Lastgang: Ihr Konto", "Lastgang: your account")).to_owned();
        let text = format!("{}\n\n{}\n", notice.said(locale), locale.text(notice.advice()));
        self.instance.mailer.post(Mail { to: email.to_owned(), subject, text });
    }
}

/// The mail that reminds an owner of events that nobody has looked at for a week.
pub(super) fn review_mail(account: &Account, overdue: u64) -> Mail {
    let locale = account.person.locale;
    let subject = text("Lastgang: Ereignisse warten auf Prüfung", "Lastgang: events wait for review");
    let text = match locale {
        Locale::De => format!(
            "Seit über sieben Tagen ungeprüft im Protokoll von {}: {overdue}.\n\nSie finden die Ereignisse im Menü Ihres Kontos unter „Protokoll“. Prüfen kann sie jeder Inhaber oder Verwalter außer dem, der sie ausgelöst hat.\n",
            account.organisation_name
        ),
        Locale::En => format!(
            "Not reviewed for more than seven days in the audit log of {}: {overdue}.\n\nYou find the events in the menu of your account under \"Audit log\". Every owner or administrator can review them, except whoever caused them.\n",
            account.organisation_name
        ),
    };
    Mail { to: account.email.clone(), subject: locale.text(subject).to_owned(), text }
}

/// The mail that carries a link.
pub(super) fn link_mail(link: &Link, url: &str) -> Mail {
    let locale = link.body.locale;
    let (subject, before, after) = match link.kind {
        LinkKind::Invitation(_) => (
            text("Einladung zu Lastgang", "Invitation to Lastgang"),
            text("Mit diesem Link legen Sie Ihr Konto an:", "With this link you create your account:"),
            text("Er gilt sieben Tage und einmal.", "It is valid for seven days and once."),
        ),
        LinkKind::Reset(_) => (
            text("Lastgang: neues Passwort", "Lastgang: new password"),
            text("Mit diesem Link setzen Sie ein neues Passwort:", "With this link you set a new password:"),
            text(
                "Er gilt 30 Minuten und einmal. Haben Sie ihn nicht angefordert, müssen Sie nichts tun.",
                "It is valid for 30 minutes and once. If you did not ask for it, you need not do anything.",
            ),
        ),
        LinkKind::Email(_) => (
            text("Lastgang: neue E-Mail-Adresse", "Lastgang: new e-mail address"),
            text(
                "Mit diesem Link bestätigen Sie, dass Ihr Konto künftig diese Adresse hat. Öffnen Sie ihn dort, wo Sie angemeldet sind:",
                "With this link you confirm that your account has this address from now on. Open it where you are signed in:",
            ),
            text(
                "Er gilt 30 Minuten und einmal. Haben Sie ihn nicht angefordert, müssen Sie nichts tun.",
                "It is valid for 30 minutes and once. If you did not ask for it, you need not do anything.",
            ),
        ),
    };
    let say = |what| locale.text(what);
    Mail {
        to: link.body.email.clone(),
        subject: say(subject).to_owned(),
        text: format!("{}\n\n{url}\n\n{}\n", say(before), say(after)),
    }
}
