//! Sign-in through an identity provider: what pages show of it.

/// Why a sign-in through a provider came to nothing. People read one sentence; the log has the cause.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignInProblem {
    /// There is no such sign-in, or it is switched off.
    NotAvailable,
    /// The provider cannot be reached, or does not answer as it should.
    Unreachable,
    /// The person gave up at the provider.
    Cancelled,
    /// Too late, in another browser, or a second time.
    Expired,
    /// What the provider said does not hold.
    Refused,
    /// The organisation has not assigned the person.
    NotAssigned,
    /// The person has to connect an account first.
    NotConnected,
    /// The invitation was used or withdrawn meanwhile, or has ended.
    InvitationGone,
    /// The invited person has an account with this company account already.
    AlreadyConnected,
    /// Too many at a time.
    Busy,
}

impl SignInProblem {
    /// Every problem.
    pub const ALL: [Self; 10] = [
        Self::NotAvailable,
        Self::Unreachable,
        Self::Cancelled,
        Self::Expired,
        Self::Refused,
        Self::NotAssigned,
        Self::NotConnected,
        Self::InvitationGone,
        Self::AlreadyConnected,
        Self::Busy,
    ];

    /// Name in addresses.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::NotAvailable => "not-available",
            Self::Unreachable => "unreachable",
            Self::Cancelled => "cancelled",
            Self::Expired => "expired",
            Self::Refused => "refused",
            Self::NotAssigned => "not-assigned",
            Self::NotConnected => "not-connected",
            Self::InvitationGone => "invitation-gone",
            Self::AlreadyConnected => "already-connected",
            Self::Busy => "busy",
        }
    }

    /// The problem with this [`key`](Self::key).
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|problem| problem.key() == key)
    }
}

/// How an account and the sign-in of its organisation belong together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CompanyAccount {
    /// Its owner can connect it with their company account.
    Open,
    /// Its owner signs in with their company account.
    Connected(Separation),
}

/// Whether an account can be separated from the company account of its owner.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Separation {
    /// It can.
    Possible,
    /// The organisation demands the company account.
    Required,
    /// Nobody could sign in any more: there is neither a password nor a passkey.
    OnlyWayIn,
}

/// What a connection test found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ConnectionTest {
    /// Metadata and keys fit; how many keys there are.
    Works(usize),
    /// The tenant or the client id is missing.
    Incomplete,
    /// The name of the host leads nowhere.
    HostUnknown,
    /// The host lies in a network of the server's own, and the operator has not allowed it.
    PrivateAddress,
    /// Nobody answers, or too late.
    NoAnswer,
    /// The host's certificate is not trusted.
    NotTrusted,
    /// There is no such tenant or issuer; the status of the answer.
    NotFound(u16),
    /// The document is that of somebody else.
    OtherIssuer,
    /// The provider does not accept our kind of credential.
    CredentialUnsupported,
    /// The documents do not fit for another reason, in English.
    Unfit(String),
}

/// The settings of an organisation as its owner sees them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SsoView {
    /// Whether it is Microsoft Entra ID.
    pub entra: bool,
    /// Tenant or issuer; empty before it was entered.
    pub issuer: String,
    /// Client id; empty before it was entered.
    pub client_id: String,
    /// Where people begin to sign in.
    pub sign_in_address: String,
    /// What has to be entered at the provider, exactly.
    pub redirect_uri: String,
    /// Where the provider says that somebody has signed out.
    pub logout_uri: String,
    /// The certificate for the provider (PEM); `None` if a secret is used.
    pub certificate: Option<String>,
    /// SHA-256 of the certificate as portals show it.
    pub thumbprint: Option<String>,
    /// When certificate or secret ends, seconds since 1970.
    pub expires_at_s: Option<i64>,
    /// Whether guests of the tenant may come in.
    pub guests: bool,
    /// Whether accounts are made at the first sign-in.
    pub just_in_time: bool,
    /// Rules, one a line: `Value = role`.
    pub rules: String,
    /// Role of those without a rule; empty if they are turned away.
    pub otherwise: String,
    /// Authentication context for step-up; empty if none.
    pub step_up_context: String,
    /// Domains for display.
    pub domains: String,
    /// Whether people can sign in by it.
    pub enabled: bool,
    /// Whether they have to.
    pub required: bool,
}

/// What is wrong with the settings of a provider.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SettingsProblem {
    /// The tenant is not a GUID.
    TenantMalformed,
    /// The tenant of private accounts, or none at all.
    TenantOfEverybody,
    /// The issuer is not an `https` address.
    IssuerMalformed,
    /// The client id is malformed.
    ClientIdMalformed,
    /// A rule cannot be read; number of the line, from one.
    RuleMalformed(usize),
    /// There is no such role.
    RoleUnknown,
    /// Not `c1` to `c99`.
    ContextMalformed,
    /// The secret is too long or contains blanks.
    SecretMalformed,
    /// Not a date.
    DateMalformed,
    /// The connection has to work before it can be switched on.
    NotReady,
}

impl SettingsProblem {
    /// The field of the form that it is about; empty for the whole form.
    #[must_use]
    pub const fn field(self) -> &'static str {
        match self {
            Self::TenantMalformed | Self::TenantOfEverybody | Self::IssuerMalformed => "issuer",
            Self::ClientIdMalformed => "client_id",
            Self::RuleMalformed(_) => "rules",
            Self::RoleUnknown => "otherwise",
            Self::ContextMalformed => "step_up_context",
            Self::SecretMalformed => "secret",
            Self::DateMalformed => "secret_ends",
            Self::NotReady => "",
        }
    }
}
