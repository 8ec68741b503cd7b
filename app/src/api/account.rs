//! Accounts: who is signed in, and how strong a new password is.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use words::Language;

use super::AppError;
use super::audit::AuditEvent;
use super::factor::FactorsView;
use super::session::SessionView;
use super::sso::CompanyAccount;

/// Fewest characters of a password that is the only factor.
pub const PASSWORD_MIN_CHARS: usize = 15;
/// Most bytes of a password.
pub const PASSWORD_MAX_BYTES: usize = 1024;

/// Light, dark, or as the system is set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Theme {
    /// As the system is set.
    #[default]
    Auto,
    /// Always light.
    Light,
    /// Always dark.
    Dark,
}

impl Theme {
    /// The name used in forms, cookies and the page's `data-theme`.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// The theme with this [`key`](Self::key).
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        [Self::Auto, Self::Light, Self::Dark].into_iter().find(|theme| theme.key() == key)
    }
}

/// What a page shows of the account that is signed in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Viewer {
    /// Display name.
    pub name: String,
    /// E-mail address, which is also the name for signing in.
    pub email: String,
    /// Name of the organisation.
    pub organisation: String,
    /// Whether the account administers the organisation.
    pub administers_organisation: bool,
    /// Whether the account owns the organisation.
    pub owns_organisation: bool,
    /// Whether the account operates the server.
    pub operates_instance: bool,
    /// Whether the organisation demands a second factor that the account does not have.
    pub has_to_add_factor: bool,
    /// Whether the account operates the server and has no passkey yet.
    pub has_to_add_passkey: bool,
}

/// Whether the address of an account can be changed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum AddressChange {
    /// A link can be sent to a new one.
    Possible,
    /// The server sends no mail, so that nobody could confirm a new one.
    NoRelay,
    /// It came from the identity provider of the organisation and signs nobody in.
    OfCompany,
    /// The account of the demonstration is nobody's own: it is neither changed nor deleted.
    #[default]
    NobodysOwn,
}

/// What has to be typed before an account is deleted: its address; its name, if it has none.
#[must_use]
pub const fn to_be_typed<'a>(email: &'a str, name: &'a str) -> &'a str {
    if email.is_empty() { name } else { email }
}

/// Whether an account has a password, and if not, how its owner comes to one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PasswordState {
    /// It has one, which can be changed.
    #[default]
    Present,
    /// It has none; a link to choose one can be sent to its address.
    ByLink,
    /// It has none; whoever administers the organisation can hand over a link to choose one.
    ByAdministrator,
    /// It has none and needs none: the organisation demands the company account.
    NotAccepted,
    /// It has none and can have none: it is found by the company account only, by no address.
    NoAddress,
}

/// What the account page shows besides the person.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AccountDetails {
    /// Where the account is signed in, the last used first.
    pub sessions: Vec<SessionView>,
    /// Whether there is a password.
    pub password: PasswordState,
    /// Second factors.
    pub factors: FactorsView,
    /// What lately concerned the security of the account, newest first.
    pub events: Vec<AuditEvent>,
    /// Company account; `None` if the organisation has no sign-in with one.
    pub company: Option<CompanyAccount>,
    /// Whether its address can be changed.
    pub address: AddressChange,
}

/// How well a password would resist guessing, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PasswordStrength {
    /// 0 (guessed at once) to 4 (beyond reach).
    pub score: u8,
    /// Characters that are missing to the minimum length.
    pub missing_chars: usize,
    /// Reasons and advice in the reader's language.
    pub advice: Vec<String>,
    /// Whether the password would be accepted.
    pub acceptable: bool,
}

/// What the server does with accounts for server functions; sign-in and the account page are plain forms.
#[cfg(feature = "ssr")]
#[async_trait::async_trait]
pub trait AccountApi: Send + Sync {
    /// Judges a password before it is chosen. `about` are words of the user that make it guessable.
    /// Works without an actor: the first account has none yet. Bounded like a sign-in attempt.
    async fn password_strength(
        &self,
        password: &str,
        about: &[String],
        locale: Language,
    ) -> Result<PasswordStrength, AppError>;
}

/// Judges a password while it is typed. The password is not stored or logged.
#[server(name = JudgePassword, prefix = "/api", endpoint = "account/password-strength", input = crate::json::PostJson, output = crate::json::PostJson)]
pub async fn password_strength(
    password: String,
    about: Vec<String>,
    locale: Language,
) -> Result<PasswordStrength, AppError> {
    let backend = use_context::<std::sync::Arc<dyn super::Backend>>();
    let backend = backend.ok_or(AppError::Internal { request_id: String::new() })?;
    backend.accounts().password_strength(&password, &about, locale).await
}
