//! Accounts as whoever operates the server sees them. Nothing here is content of a project.

use super::AccountId;
use super::account::to_be_typed;
use super::member::OrganisationRole;

/// An organisation to which an account belongs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AdministeredMembership {
    /// Name of the organisation.
    pub organisation: String,
    /// Role of the account.
    pub role: OrganisationRole,
    /// Whether it owns the organisation and nobody else who can sign in does.
    pub only_owner: bool,
}

/// An account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AdministeredAccount {
    /// Which account.
    pub id: AccountId,
    /// Display name.
    pub name: String,
    /// E-mail address; may be empty for accounts that came through an identity provider.
    pub email: String,
    /// Its organisations, the longest first.
    pub memberships: Vec<AdministeredMembership>,
    /// Whether it operates the server.
    pub operates_instance: bool,
    /// Since when nobody can sign in with it, seconds since 1970.
    pub disabled_at_s: Option<i64>,
    /// Why, if somebody wrote it down.
    pub disabled_note: Option<String>,
    /// When it was made, seconds since 1970.
    pub created_at_s: i64,
    /// Whether it has a second factor.
    pub has_factor: bool,
    /// Whether one of its factors is a passkey.
    pub has_passkey: bool,
    /// How many sessions are open.
    pub open_sessions: i64,
    /// When somebody last signed in with it, seconds since 1970; `None` if nobody ever did.
    pub signed_in_at_s: Option<i64>,
    /// Whether it is the reader's own.
    pub is_reader: bool,
}

impl AdministeredAccount {
    /// What has to be typed before it is deleted.
    #[must_use]
    pub fn to_be_typed(&self) -> &str {
        to_be_typed(&self.email, &self.name)
    }
}

/// A page of the list of accounts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AccountsView {
    /// What was searched for; empty for all.
    pub search: String,
    /// Newest first.
    pub accounts: Vec<AdministeredAccount>,
    /// Whether this page begins with the newest.
    pub newest: bool,
    /// Where the next page begins, if there is one.
    pub older: Option<i64>,
    /// Pieces of long work that run on the server, and those that wait for their turn.
    pub work: (usize, usize),
}
