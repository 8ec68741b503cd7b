//! A sign-in under way: what is sent along, what is kept here, what binds it to one browser.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::clock::IdGen;

/// How long somebody may take to sign in at the provider.
pub const TRANSACTION_S: i64 = 600;

/// The secrets of a transaction, 256 bit each. Only `state` and `nonce` leave for the provider, only `browser`
/// for the cookie; the verifier stays.
pub struct Transaction {
    /// Comes back from the provider.
    pub state: String,
    /// Comes back inside of the token.
    pub nonce: String,
    /// Shows that who exchanges the code is who asked for it.
    pub verifier: String,
    /// Kept by the browser.
    pub browser: String,
}

impl Transaction {
    /// Fresh secrets. `browser` is the cookie that the browser has already, so that two tabs can sign in side
    /// by side.
    #[must_use]
    pub fn new(ids: &dyn IdGen, browser: Option<&str>) -> Self {
        let browser = browser.filter(|token| token_hash(token).is_some()).map(str::to_owned);
        Self {
            state: token(ids),
            nonce: token(ids),
            verifier: token(ids),
            browser: browser.unwrap_or_else(|| token(ids)),
        }
    }
}

/// Why somebody is sent to the provider.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// To sign in.
    SignIn,
    /// To be able to sign in by the provider from now on.
    Link,
    /// To prove once more who they are.
    StepUp,
    /// To accept an invitation with their company account.
    Invitation,
}

impl Purpose {
    /// Name in the database.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::SignIn => "sign-in",
            Self::Link => "link",
            Self::StepUp => "step-up",
            Self::Invitation => "invitation",
        }
    }

    /// The purpose with this [`key`](Self::key).
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        let purposes = [Self::SignIn, Self::Link, Self::StepUp, Self::Invitation];
        purposes.into_iter().find(|purpose| purpose.key() == key)
    }
}

/// What is kept of a transaction besides the hashes, sealed.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    /// The nonce that the token has to contain.
    pub nonce: String,
    /// The PKCE verifier.
    pub verifier: String,
    /// Where to go afterwards, a path of this server.
    pub next: Option<String>,
    /// Hash of the invitation that is accepted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub invitation: Option<[u8; 32]>,
}

/// The stored form of a token; `None` if it cannot be one of ours.
#[must_use]
pub fn token_hash(token: &str) -> Option<[u8; 32]> {
    let bytes = URL_SAFE_NO_PAD.decode(token).ok()?;
    (bytes.len() == 32).then(|| Sha256::digest(&bytes).into())
}

fn token(ids: &dyn IdGen) -> String {
    URL_SAFE_NO_PAD.encode(ids.token())
}
