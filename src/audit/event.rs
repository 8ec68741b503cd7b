//! What is recorded: the catalogue of events, after the OWASP logging vocabulary.

use std::collections::BTreeMap;
use std::net::IpAddr;

use app::api::{AccountId, Actor, OrganisationId, ProjectId};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::network::network;

macro_rules! actions {
    ($($(#[$doc:meta])* $name:ident = $key:literal, $review:ident;)+) => {
        /// Something that happened. The names are those of the OWASP logging vocabulary as far as it has one.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Action {
            $($(#[$doc])* $name,)+
        }

        impl Action {
            /// Every event.
            pub const ALL: &'static [Self] = &[$(Self::$name,)+];

            /// Name in the log.
            #[must_use]
            pub const fn key(self) -> &'static str {
                match self {
                    $(Self::$name => $key,)+
                }
            }

            /// Whether somebody else than who did it has to look at it.
            #[must_use]
            pub const fn needs_review(self) -> bool {
                match self {
                    $(Self::$name => actions!(@$review),)+
                }
            }
        }
    };
    (@review) => { true };
    (@noted) => { false };
}

actions! {
    /// Somebody signed in.
    LoginSuccess = "authn_login_success", noted;
    /// Somebody signed in with a browser that was never seen before, and not the first.
    NewDevice = "authn_new_device", noted;
    /// E-mail and password, or a second factor, did not belong together.
    LoginFail = "authn_login_fail", noted;
    /// Too many attempts; the next ones have to wait.
    LoginFailMax = "authn_login_fail_max", noted;
    /// The password was changed.
    PasswordChange = "authn_password_change", noted;
    /// The password was not changed because the present one was wrong.
    PasswordChangeFail = "authn_password_change_fail", noted;
    /// A link to choose a new password was asked for or used.
    PasswordReset = "authn_password_reset", noted;
    /// A passkey, an authenticator app or recovery codes were added.
    FactorAdded = "authn_factor_added", noted;
    /// A second factor was removed.
    FactorRemoved = "authn_factor_removed", noted;
    /// A code or passkey was right.
    FactorSuccess = "authn_factor_success", noted;
    /// A code or passkey was wrong.
    FactorFail = "authn_factor_fail", noted;
    /// A recovery code was used.
    RecoveryCodeUsed = "authn_recovery_code_used", noted;
    /// Somebody proved again who they are, before something delicate.
    Reauthentication = "authn_reauthentication", noted;
    /// An account was connected with a company account, or separated from it.
    SsoLink = "authn_sso_link", noted;
    /// From now on an organisation demands the company account of its members.
    SsoRequired = "authn_sso_required", review;
    /// A one-time link (setup, invitation, reset) was made.
    TokenCreated = "authn_token_created", noted;
    /// A one-time link was used up or withdrawn.
    TokenRevoked = "authn_token_revoked", noted;
    /// A session began.
    SessionCreated = "session_created", noted;
    /// A session ended by time.
    SessionExpired = "session_expired", noted;
    /// A session was ended by somebody.
    SessionEnded = "session_ended", noted;
    /// An account was made.
    UserCreated = "user_created", review;
    /// The name of a person was changed.
    UserUpdated = "user_updated", noted;
    /// An account was disabled or enabled.
    UserArchived = "user_archived", review;
    /// An account was deleted.
    UserDeleted = "user_deleted", review;
    /// A role was given, changed or taken away.
    PermissionsChanged = "privilege_permissions_changed", review;
    /// Something was tried without the right to it.
    AuthorisationFail = "authz_fail", noted;
    /// Somebody entered the administration of the instance.
    AdministrativeAccess = "authz_admin", noted;
    /// Settings of an organisation or the instance were changed.
    SettingsChanged = "sys_settings_changed", review;
    /// A project or part of it was made.
    SensitiveCreate = "sensitive_create", noted;
    /// A project left the server as a file.
    SensitiveExport = "sensitive_export", noted;
    /// A project was renamed or shared.
    SensitiveUpdate = "sensitive_update", noted;
    /// A project or part of it was deleted.
    SensitiveDelete = "sensitive_delete", review;
    /// A file was taken in.
    UploadStored = "upload_stored", noted;
    /// More requests than are allowed.
    RateLimit = "excess_rate_limit_exceeded", noted;
    /// A browser refused content that our pages do not have.
    CspViolation = "malicious_csp_violation", noted;
    /// Another site tried to act in somebody's name.
    ForgedRequest = "malicious_csrf", noted;
    /// The server started.
    Startup = "sys_startup", noted;
    /// The server stopped.
    Shutdown = "sys_shutdown", noted;
    /// A key was replaced by a new one.
    KeyChanged = "crypt_key_changed", review;
    /// The audit log is not the one that was signed.
    AuditMismatch = "audit_verification_fail", review;
    /// An event was looked at and signed off.
    AuditReviewed = "audit_reviewed", noted;
    /// The audit log left the server as a file.
    AuditExported = "audit_exported", review;
}

/// Who finds a notice about an event on the pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Told {
    /// Nobody.
    Nobody,
    /// Whose account it concerns.
    Owner,
    /// Every member of the organisation.
    Members,
}

impl Action {
    /// Who finds a notice about it: what a thief would do with an account that was taken over.
    #[must_use]
    pub const fn told(self) -> Told {
        match self {
            Self::NewDevice
            | Self::PasswordChange
            | Self::PasswordReset
            | Self::FactorAdded
            | Self::FactorRemoved
            | Self::RecoveryCodeUsed
            | Self::SsoLink
            | Self::UserUpdated => Told::Owner,
            Self::SsoRequired => Told::Members,
            _ => Told::Nobody,
        }
    }

    /// The event with this name.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|action| action.key() == key)
    }
}

/// How it ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It was done.
    Success,
    /// It was refused or failed.
    Failure,
}

impl Outcome {
    /// Name in the log.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Success => "success",
            Self::Failure => "failure",
        }
    }

    /// The outcome with this name.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        [Self::Success, Self::Failure].into_iter().find(|outcome| outcome.key() == key)
    }
}

/// What an event is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Object {
    /// `account`, `organisation`, `project` or the name of something inside.
    pub kind: &'static str,
    /// Its id.
    pub id: Uuid,
}

impl From<AccountId> for Object {
    fn from(id: AccountId) -> Self {
        Self { kind: "account", id: id.0 }
    }
}

impl From<OrganisationId> for Object {
    fn from(id: OrganisationId) -> Self {
        Self { kind: "organisation", id: id.0 }
    }
}

impl From<ProjectId> for Object {
    fn from(id: ProjectId) -> Self {
        Self { kind: "project", id: id.0 }
    }
}

impl Object {
    /// An event of the log itself: its number takes the place of an id.
    #[must_use]
    pub fn event(seq: i64) -> Self {
        Self { kind: "event", id: Uuid::from_u128(seq.unsigned_abs().into()) }
    }
}

/// Where a request comes from.
#[derive(Clone, Debug, Default)]
pub struct Origin {
    /// Identifies the request in the log.
    pub request_id: String,
    /// Address of the caller; the log keeps only its network.
    pub address: Option<IpAddr>,
}

/// What is sealed: facts about the event, never the name of a project or anything else that a user typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Details {
    /// Network of the caller: /24 or /48.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub network: Option<String>,
    /// Facts by name.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub facts: BTreeMap<String, String>,
}

/// An event that is about to be recorded.
#[derive(Clone, Debug)]
pub struct Entry {
    /// When: seconds since 1970.
    pub at_s: i64,
    /// What.
    pub action: Action,
    /// How it ended.
    pub outcome: Outcome,
    /// Who.
    pub actor: Option<AccountId>,
    /// For whom.
    pub on_behalf: Option<AccountId>,
    /// In which organisation.
    pub organisation: Option<OrganisationId>,
    /// About what.
    pub object: Option<Object>,
    /// Identifies the request.
    pub request_id: String,
    /// What is sealed.
    pub details: Details,
}

impl Entry {
    /// Something that nobody who is signed in did.
    #[must_use]
    pub fn new(action: Action, at_s: i64, origin: &Origin) -> Self {
        Self {
            at_s,
            action,
            outcome: Outcome::Success,
            actor: None,
            on_behalf: None,
            organisation: None,
            object: None,
            request_id: origin.request_id.chars().take(64).collect(),
            details: Details { network: origin.address.map(network), facts: BTreeMap::new() },
        }
    }

    /// Something that the actor did, in the actor's organisation.
    #[must_use]
    pub fn by(action: Action, at_s: i64, actor: &Actor) -> Self {
        let origin = Origin { request_id: actor.request_id.clone(), address: actor.address };
        Self {
            actor: Some(actor.account),
            organisation: Some(actor.organisation),
            ..Self::new(action, at_s, &origin)
        }
    }

    /// It was refused or failed.
    #[must_use]
    pub const fn failed(mut self) -> Self {
        self.outcome = Outcome::Failure;
        self
    }

    /// What it is about.
    #[must_use]
    pub fn on(mut self, object: impl Into<Object>) -> Self {
        self.object = Some(object.into());
        self
    }

    /// Which account did it, for events of somebody who is just signing in.
    #[must_use]
    pub const fn who(mut self, account: AccountId) -> Self {
        self.actor = Some(account);
        self
    }

    /// In which organisation.
    #[must_use]
    pub const fn within(mut self, organisation: OrganisationId) -> Self {
        self.organisation = Some(organisation);
        self
    }

    /// For whom the actor acts.
    #[must_use]
    pub const fn on_behalf_of(mut self, account: AccountId) -> Self {
        self.on_behalf = Some(account);
        self
    }

    /// A fact, sealed. Cut at 200 characters; control characters are dropped.
    #[must_use]
    pub fn fact(mut self, name: &str, value: impl ToString) -> Self {
        let value = value.to_string().chars().filter(|c| !c.is_control()).take(200).collect();
        self.details.facts.insert(name.to_owned(), value);
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_event_has_a_name_of_its_own() {
        let names: std::collections::BTreeSet<_> = Action::ALL.iter().map(|action| action.key()).collect();
        assert_eq!(names.len(), Action::ALL.len());
        for action in Action::ALL {
            assert_eq!(Action::from_key(action.key()), Some(*action));
        }
    }
}
