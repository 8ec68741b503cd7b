//! From what a provider says about a person to a role in the organisation.

use app::api::member::OrganisationRole;
use serde::{Deserialize, Serialize};

/// The roles that a provider can give. Owners are made by owners only: whoever administers the provider must
/// not be able to take the organisation over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum GrantedRole {
    /// Sees what is shared with them.
    Guest,
    /// Works in the organisation.
    Member,
    /// Administers members and settings.
    Administrator,
}

impl GrantedRole {
    /// Every role, least first.
    pub const ALL: [Self; 3] = [Self::Guest, Self::Member, Self::Administrator];

    /// Name in the database and in forms.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Guest => "guest",
            Self::Member => "member",
            Self::Administrator => "administrator",
        }
    }

    /// The same as a role in the organisation.
    #[must_use]
    pub const fn of_organisation(self) -> OrganisationRole {
        match self {
            Self::Guest => OrganisationRole::Guest,
            Self::Member => OrganisationRole::Member,
            Self::Administrator => OrganisationRole::Administrator,
        }
    }

    /// The role with this [`key`](Self::key).
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.key() == key)
    }
}

/// Which role follows from what.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoleRules {
    /// App role (its value) or group (its id) and the role that it gives.
    pub rules: Vec<RoleRule>,
    /// Role of those to whom no rule applies; without it they are turned away.
    pub otherwise: Option<GrantedRole>,
}

/// One rule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoleRule {
    /// Value of an app role, or id of a group.
    pub value: String,
    /// The role that it gives.
    pub role: GrantedRole,
}

impl RoleRules {
    /// The highest role that follows from app roles and groups.
    #[must_use]
    pub fn role_of(&self, app_roles: &[String], groups: &[String]) -> Option<GrantedRole> {
        let has = |value: &String| app_roles.contains(value) || groups.contains(value);
        let given = self.rules.iter().filter(|rule| has(&rule.value)).map(|rule| rule.role).max();
        given.or(self.otherwise)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rules(otherwise: Option<GrantedRole>) -> RoleRules {
        let rule = |value: &str, role| RoleRule { value: value.to_owned(), role };
        let rules = vec![rule("Planner", GrantedRole::Member), rule("Admin", GrantedRole::Administrator)];
        RoleRules { rules, otherwise }
    }

    #[test]
    fn the_highest_role_counts_and_without_a_rule_nobody_comes_in() {
        let both = ["Planner".to_owned(), "Admin".to_owned()];
        assert_eq!(rules(None).role_of(&both, &[]), Some(GrantedRole::Administrator));
        assert_eq!(rules(None).role_of(&both[..1], &[]), Some(GrantedRole::Member));
        assert_eq!(rules(None).role_of(&[], &both[..1]), Some(GrantedRole::Member));
        assert_eq!(rules(None).role_of(&["planner".to_owned()], &[]), None);
        assert_eq!(rules(Some(GrantedRole::Guest)).role_of(&[], &[]), Some(GrantedRole::Guest));
    }

    #[test]
    fn no_provider_makes_owners() {
        assert_eq!(GrantedRole::from_key("owner"), None);
    }
}
