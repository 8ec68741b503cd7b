//! Notices: mails about what concerns the security of an account, and the mails that carry links.

use words::{Language, Text};

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
    fn said(&self, locale: Language) -> String {
        let said = match self {
            Self::PasswordChanged => words::notices::YOUR_PASSWORD_WAS_CHANGED_ALL,
            Self::FactorAdded => words::notices::A_SECOND_FACTOR_WAS_ADDED,
            Self::FactorRemoved => words::notices::A_SECOND_FACTOR_WAS_REMOVED,
            Self::RecoveryCodesRenewed => words::notices::NEW_RECOVERY_CODES_WERE_MADE,
            Self::RecoveryCodeUsed => words::notices::A_RECOVERY_CODE_WAS_USED,
            Self::CompanyAccountConnected => words::notices::A_COMPANY_ACCOUNT_WAS_CONNECTED,
            Self::CompanyAccountSeparated => words::notices::THE_COMPANY_ACCOUNT_WAS_SEPARATED,
            Self::NewDevice(device) => {
                let (browser, system) = (device.browser.as_str(), device.system.as_str());
                return words::notices::a_new_device_has_signed_in(locale, &browser, &system);
            }
            Self::EmailChanged => words::notices::YOUR_ACCOUNT_HAS_ANOTHER_EMAIL,
            Self::Disabled => words::notices::THE_OPERATOR_OF_THE_SERVER,
            Self::Enabled => words::notices::YOUR_ACCOUNT_IS_NO_LONGER,
            Self::OperatorMade => words::notices::YOUR_ACCOUNT_OPERATES_THE_SERVER,
            Self::OperatorUnmade => words::notices::YOUR_ACCOUNT_OPERATES_THE_SERVER_NO,
            Self::Deleted => words::notices::YOUR_ACCOUNT_WAS_DELETED,
        };
        locale.text(said).to_owned()
    }

    /// What to do about it.
    const fn advice(&self) -> Text {
        match self {
            Self::EmailChanged | Self::Deleted => words::notices::WAS_IT_NOT_YOU_THEN,
            Self::Disabled | Self::Enabled | Self::OperatorMade | Self::OperatorUnmade => {
                words::notices::THE_OPERATOR_OF_THE_SERVER_ANSWERS
            }
            _ => words::notices::WAS_IT_NOT_YOU_THEN_CHANGE,
        }
    }
}

impl Context {
    /// Tells the owner of an account; in the background, a failure is logged.
    pub(crate) fn notify(&self, account: &Account, notice: &Notice) {
        self.notify_at(&account.email, account.person.locale, notice);
    }

    /// The same for somebody of whom only address and language are known.
    pub(crate) fn notify_at(&self, email: &str, locale: Language, notice: &Notice) {
        // A provider need not tell an address.
        if email.is_empty() {
            return;
        }
        let subject = locale.text(words::notices::LASTGANG_YOUR_ACCOUNT).to_owned();
        let text = format!("{}\n\n{}\n", notice.said(locale), locale.text(notice.advice()));
        self.instance.mailer.post(Mail { to: email.to_owned(), subject, text });
    }
}

/// The mail that reminds an owner of events that nobody has looked at for a week.
pub(super) fn review_mail(account: &Account, overdue: u64) -> Mail {
    let locale = account.person.locale;
    let subject = words::notices::LASTGANG_EVENTS_WAIT_FOR_REVIEW;
    let text = match locale {
        Language::De => format!(
            "Seit über sieben Tagen ungeprüft im Protokoll von {}: {overdue}.\n\nSie finden die Ereignisse im Menü Ihres Kontos unter „Protokoll“. Prüfen kann sie jeder Inhaber oder Verwalter außer dem, der sie ausgelöst hat.\n",
            account.organisation_name
        ),
        Language::En => format!(
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
            words::notices::INVITATION_TO_LASTGANG,
            words::notices::WITH_THIS_LINK_YOU_CREATE,
            words::notices::IT_IS_VALID_FOR_SEVEN,
        ),
        LinkKind::Reset(_) => (
            words::notices::LASTGANG_NEW_PASSWORD,
            words::notices::WITH_THIS_LINK_YOU_SET,
            words::notices::IT_IS_VALID_FOR_30,
        ),
        LinkKind::Email(_) => (
            words::notices::LASTGANG_NEW_EMAIL_ADDRESS,
            words::notices::WITH_THIS_LINK_YOU_CONFIRM,
            words::notices::IT_IS_VALID_FOR_30,
        ),
    };
    let say = |what| locale.text(what);
    Mail {
        to: link.body.email.clone(),
        subject: say(subject).to_owned(),
        text: format!("{}\n\n{url}\n\n{}\n", say(before), say(after)),
    }
}
