//! Second factors as their owner sees them.

/// What a factor is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FactorKind {
    /// Codes of an authenticator app, new every 30 s.
    Totp,
    /// A passkey: a key that a device, a phone or a security key keeps.
    Passkey,
}

impl FactorKind {
    /// Name in the database.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Totp => "totp",
            Self::Passkey => "passkey",
        }
    }
}

/// A factor of the account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FactorView {
    /// Names the factor in forms.
    pub id: String,
    /// What it is.
    pub kind: FactorKind,
    /// What its owner calls it; empty for an authenticator app.
    pub name: String,
    /// When it was added, seconds since 1970.
    pub created_at_s: i64,
    /// When it was last used, seconds since 1970.
    pub last_used_at_s: Option<i64>,
}

/// The factors of an account.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FactorsView {
    /// Oldest first.
    pub factors: Vec<FactorView>,
    /// Recovery codes that are left.
    pub recovery_codes_left: u32,
}

/// By what somebody can prove who they are, besides the password.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Proofs {
    /// By a code of an authenticator app.
    pub totp: bool,
    /// By a passkey.
    pub passkey: bool,
    /// By a recovery code.
    pub recovery_code: bool,
    /// By signing in once more at the provider of the organisation; no second factor.
    pub identity_provider: bool,
    /// By the password, where there is no second factor and the organisation does not demand its provider.
    pub password: bool,
    /// Whether password and codes of an app are enough to confirm who one is.
    pub phishable: bool,
}

impl Proofs {
    /// Whether the password alone is not enough.
    #[must_use]
    pub const fn any(self) -> bool {
        self.totp || self.passkey
    }
}

/// An authenticator app that is about to be added.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TotpDraft {
    /// The secret as text, base 32 in groups of four.
    pub secret: String,
    /// The address that authenticator apps understand.
    pub url: String,
    /// The address as a QR code.
    pub qr: QrCode,
}

/// A QR code as a drawing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QrCode {
    /// Modules per side, without the quiet zone.
    pub side: usize,
    /// The dark modules as an SVG path.
    pub path: String,
}
