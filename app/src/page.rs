//! What the server knows about a request before it renders a page. Decided before streaming starts,
//! because headers, cookies and redirects cannot be changed afterwards.

use std::collections::BTreeMap;

use litemap::LiteMap;
use words::Language;

use serde::{Deserialize, Serialize};

use crate::api::account::{Theme, Viewer};
use crate::api::audit::AuditEvent;

/// The frame around every page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PageContext {
    /// Language of the page.
    pub locale: Language,
    /// Light, dark or automatic.
    pub theme: Theme,
    /// Who is signed in.
    pub viewer: Option<Viewer>,
    /// Addresses of hashed files.
    pub assets: Assets,
    /// Path of this page, for forms that return to it.
    pub path: String,
    /// What the forms of this page prove by that they are ours.
    pub form_token: String,
    /// Seconds since 1970 when the page was made, UTC, for relative dates.
    pub now_s: i64,
    /// Whether a one-click demonstration account exists (only with `serve --demo`).
    pub demo: bool,
    /// Security events that the viewer has not put away yet.
    pub unread: u32,
    /// The newest of them. Pages that the browser takes over show their number only.
    #[serde(skip)]
    pub notices: Vec<AuditEvent>,
}

/// Addresses of the files that pages refer to; their names carry a hash of the content.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Assets {
    /// Logical name (`lastgang.css`, `icons.svg`, `weather/try2010-04.csv`) to address.
    pub addresses: LiteMap<String, String>,
}

impl Assets {
    /// The address of a file; its logical name under `/static/` if the build does not know it.
    #[must_use]
    pub fn address(&self, logical: &str) -> String {
        self.addresses.get(logical).cloned().unwrap_or_else(|| format!("/static/{logical}"))
    }
}

/// A form that comes back with errors: what was typed, and what is wrong. Passwords are never in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FormState {
    /// Field name to what was typed.
    pub values: BTreeMap<&'static str, String>,
    /// Field name to what is wrong with it; the empty name stands for the whole form.
    pub problems: BTreeMap<&'static str, Problem>,
    /// What was done, if the form succeeded and its page is shown again.
    pub done: Option<Done>,
}

/// What is wrong with a field or a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// E-mail address and password do not belong together.
    WrongCredentials,
    /// The setup link is unknown, used or expired.
    SetupLinkInvalid,
    /// The link is unknown, used or expired.
    LinkInvalid,
    /// Not an e-mail address.
    EmailInvalid,
    /// Nothing was entered, or only blanks.
    Empty,
    /// Longer than this many characters.
    TooLong(usize),
    /// Contains control characters.
    ControlCharacters,
    /// The password is too short: characters missing.
    PasswordTooShort(usize),
    /// The password is too easy to guess: advice in the reader's language.
    PasswordTooWeak(String),
    /// The password of the account is wrong.
    PasswordWrong,
    /// The code of the second factor is wrong or was used already.
    CodeWrong,
    /// Only a passkey or a recovery code will do.
    PasskeyNeeded,
    /// The typed name is not the name of the project.
    NameDiffers,
    /// The file is not a project file: reason with line or field.
    ProjectFile(String),
    /// The organisation has as many projects as it may have.
    TooManyProjects(u32),
    /// Too many attempts; seconds to wait.
    TooManyRequests(u32),
    /// An organisation needs an owner.
    LastOwner,
    /// Somebody must still get in when the identity provider fails.
    LastWayIn,
    /// The reader owns an organisation that nobody else owns.
    YouOwnAlone,
    /// The account owns an organisation that nobody else owns.
    OnlyOwner,
    /// Somebody has to operate the server.
    LastOperator,
    /// What was typed to confirm is something else.
    TypedDiffers,
    /// Without this nobody could sign in with the account any more.
    OnlyWayIn,
    /// The organisation that invites has no sign-in with a company account.
    NoCompanyAccount,
    /// The organisation demands its own sign-in.
    SsoRequired,
    /// Whoever caused an event does not review it.
    OwnEvent,
    /// The event was reviewed already.
    Reviewed,
    /// The review of an event needs a note.
    NoteMissing,
    /// More events than a file may have.
    TooManyEvents(u32),
    /// Something about the settings of the identity provider.
    Sso(crate::api::sso::SettingsProblem),
}

/// What a form has done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Done {
    /// Nothing yet: a proof of who acts came in between, and the form waits to be sent again.
    NotYet,
    /// Name, language and theme were saved.
    PreferencesSaved,
    /// The password was changed and other sessions were ended.
    PasswordChanged,
    /// A second factor was removed.
    FactorRemoved,
    /// The account was separated from the company account.
    CompanyAccountSeparated,
    /// A link was sent, if there is anybody to send it to.
    LinkSent,
    /// One or all other sessions were ended.
    SessionsEnded,
    /// The account has another e-mail address.
    EmailChanged,
}
