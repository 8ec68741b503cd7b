//! Who belongs to an organisation, and with which role.

use serde::{Deserialize, Serialize};

use super::AccountId;

/// What somebody may do in an organisation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum OrganisationRole {
    /// Sees only what was shared, makes no projects.
    Guest,
    /// Makes projects, sees those and what was shared.
    Member,
    /// Manages all projects and members, except owners.
    Administrator,
    /// Also gives and takes the role of owners.
    Owner,
}

impl OrganisationRole {
    /// Every role, the mightiest first.
    pub const ALL: [Self; 4] = [Self::Owner, Self::Administrator, Self::Member, Self::Guest];

    /// The name used in forms and in the database.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Owner => "owner",
            Self::Administrator => "administrator",
            Self::Member => "member",
            Self::Guest => "guest",
        }
    }

    /// The role with this [`key`](Self::key).
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.key() == key)
    }
}

/// A member of the organisation as its administrators see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// Which account.
    pub account: AccountId,
    /// Display name.
    pub name: String,
    /// E-mail address.
    pub email: String,
    /// What it may do.
    pub role: OrganisationRole,
}

/// What the page of the members shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MembersView {
    /// Who belongs to the organisation, longest first.
    pub members: Vec<Member>,
    /// Whether the reader owns the organisation.
    pub owner: bool,
    /// Whether the organisation demands a second factor of its members.
    pub second_factor_required: bool,
}

/// An entry of the list of permissions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Permission {
    /// Method of the request.
    pub method: String,
    /// Path, with names in braces.
    pub path: String,
    /// What it does, in the reader's language.
    pub what: String,
    /// For each column of the table whether it may.
    pub allowed: Vec<bool>,
}
