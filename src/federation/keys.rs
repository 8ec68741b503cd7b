//! The keys with which a provider signs.

use std::collections::BTreeMap;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jsonwebtoken::{Algorithm, DecodingKey, crypto};
use serde::Deserialize;

use super::metadata::DocumentError;
use super::provider::Issuer;

/// Most keys of a provider; Microsoft publishes about ten.
const KEYS_MAX: usize = 100;
/// Fewest bytes of a modulus: 2048 bit.
const MODULUS_BYTES: usize = 256;
/// Most characters of a key id.
pub const KEY_ID_MAX: usize = 256;
/// What Microsoft writes where the tenant belongs.
const TENANT: &str = "{tenantid}";

/// Why a key checks no signature.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum KeyFault {
    /// Not an RSA key.
    #[error("not an RSA key")]
    Kind,
    /// A key for encryption.
    #[error("not for signatures")]
    Use,
    /// A key for another algorithm.
    #[error("for another algorithm")]
    Algorithm,
    /// Shorter than 2048 bit.
    #[error("too short")]
    Short,
    /// Modulus or exponent are missing or malformed.
    #[error("malformed")]
    Malformed,
    /// A key of another tenant.
    #[error("of another issuer")]
    OtherIssuer,
}

/// A key that checks signatures.
#[derive(Clone)]
pub struct SignatureKey(DecodingKey);

impl SignatureKey {
    /// Whether a signature (base64url) over a text is right.
    #[must_use]
    pub fn has_signed(&self, text: &[u8], signature: &str) -> bool {
        crypto::verify(signature, text, &self.0, Algorithm::RS256).unwrap_or(false)
    }
}

/// The keys of a provider by their id; those that cannot be used are remembered with the reason.
#[derive(Clone)]
pub struct KeySet(BTreeMap<String, Result<SignatureKey, KeyFault>>);

#[derive(Deserialize)]
struct Document {
    keys: Option<Vec<Key>>,
}

#[derive(Deserialize)]
struct Key {
    kty: Option<String>,
    kid: Option<String>,
    #[serde(rename = "use")]
    usage: Option<String>,
    alg: Option<String>,
    n: Option<String>,
    e: Option<String>,
    issuer: Option<String>,
    d: Option<serde::de::IgnoredAny>,
    p: Option<serde::de::IgnoredAny>,
    k: Option<serde::de::IgnoredAny>,
}

impl KeySet {
    /// Reads the document with the keys of an issuer.
    ///
    /// # Errors
    /// [`DocumentError`].
    pub fn parse(issuer: &Issuer, document: &[u8]) -> Result<Self, DocumentError> {
        let document: Document = serde_json::from_slice(document).map_err(|_| DocumentError::Malformed)?;
        let keys = document.keys.ok_or(DocumentError::Missing("keys"))?;
        if keys.is_empty() {
            return Err(DocumentError::NoKeys);
        }
        if keys.len() > KEYS_MAX {
            return Err(DocumentError::TooManyKeys);
        }
        if keys.iter().any(|key| key.d.is_some() || key.p.is_some() || key.k.is_some()) {
            return Err(DocumentError::PrivateKey);
        }
        let mut set = BTreeMap::new();
        for key in keys {
            // A key without a name is never asked for.
            let Some(id) = key.kid.clone().filter(|id| !id.is_empty() && id.len() <= KEY_ID_MAX) else {
                continue;
            };
            if set.insert(id, usable(issuer, &key)).is_some() {
                return Err(DocumentError::KeyIdTwice);
            }
        }
        if !set.values().any(Result::is_ok) {
            return Err(DocumentError::NoUsableKey);
        }
        Ok(Self(set))
    }

    /// The key with an id.
    #[must_use]
    pub fn find(&self, id: &str) -> Option<&Result<SignatureKey, KeyFault>> {
        self.0.get(id)
    }

    /// How many keys can be used.
    #[must_use]
    pub fn usable(&self) -> usize {
        self.0.values().filter(|key| key.is_ok()).count()
    }
}

fn usable(issuer: &Issuer, key: &Key) -> Result<SignatureKey, KeyFault> {
    if key.kty.as_deref() != Some("RSA") {
        return Err(KeyFault::Kind);
    }
    if key.usage.as_deref().is_some_and(|usage| usage != "sig") {
        return Err(KeyFault::Use);
    }
    if key.alg.as_deref().is_some_and(|algorithm| algorithm != "RS256") {
        return Err(KeyFault::Algorithm);
    }
    if let Some(named) = &key.issuer {
        // A template serves every tenant, a concrete issuer only its own.
        let tenant = issuer.tenant().map(|tenant| tenant.to_string()).unwrap_or_default();
        if named.replace(TENANT, &tenant) != issuer.address() {
            return Err(KeyFault::OtherIssuer);
        }
    }
    let number = |text: &Option<String>| {
        let bytes = URL_SAFE_NO_PAD.decode(text.as_deref()?).ok()?;
        let first = bytes.iter().position(|byte| *byte != 0)?;
        Some(bytes[first..].to_vec())
    };
    let modulus = number(&key.n).ok_or(KeyFault::Malformed)?;
    let exponent = number(&key.e).ok_or(KeyFault::Malformed)?;
    if modulus.len() < MODULUS_BYTES {
        return Err(KeyFault::Short);
    }
    // 65537 is what everybody uses; 1 would accept any signature that is its own message.
    if exponent != [1, 0, 1] || modulus.len() > 4 * MODULUS_BYTES {
        return Err(KeyFault::Malformed);
    }
    Ok(SignatureKey(DecodingKey::from_rsa_raw_components(&modulus, &exponent)))
}
