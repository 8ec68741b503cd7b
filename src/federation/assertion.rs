//! How this server proves to a provider who it is: by a certificate whose key never leaves the server.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jsonwebtoken::{Algorithm, EncodingKey, Header};
use rcgen::{CertificateParams, DistinguishedName, DnType, KeyPair, KeyUsagePurpose, RsaKeySize};
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject as _;
use serde::Serialize;
use sha2::{Digest, Sha256};
use time::{Duration, OffsetDateTime};

use super::provider::Credential;
use crate::vault::SecretText;

/// Days for which a certificate is made.
pub const CERTIFICATE_DAYS: i64 = 365;
/// Seconds for which an assertion is valid.
const ASSERTION_S: i64 = 300;

/// Why there is no assertion.
#[derive(Debug, thiserror::Error)]
pub enum AssertionError {
    /// The certificate cannot be made.
    #[error("certificate: {0}")]
    Certificate(#[from] rcgen::Error),
    /// The stored certificate or key cannot be read.
    #[error("the stored certificate cannot be read")]
    Stored,
    /// The key does not sign.
    #[error("signature: {0}")]
    Signature(#[from] jsonwebtoken::errors::Error),
}

#[derive(Serialize)]
struct Claims<'a> {
    aud: &'a str,
    iss: &'a str,
    sub: &'a str,
    jti: &'a str,
    iat: i64,
    nbf: i64,
    exp: i64,
}

/// A new key with a certificate that it signs itself. Takes a moment of a processor.
///
/// # Errors
/// The key cannot be made.
pub fn new_certificate(common_name: &str, now_s: i64) -> Result<Credential, AssertionError> {
    let begin = OffsetDateTime::from_unix_timestamp(now_s).map_err(|_| AssertionError::Stored)?;
    let mut parameters = CertificateParams::default();
    parameters.not_before = begin - Duration::hours(1);
    parameters.not_after = begin + Duration::days(CERTIFICATE_DAYS);
    parameters.key_usages = vec![KeyUsagePurpose::DigitalSignature];
    parameters.distinguished_name = DistinguishedName::new();
    parameters.distinguished_name.push(DnType::CommonName, common_name);
    let expires_at_s = parameters.not_after.unix_timestamp();
    // Providers want RSA for PS256.
    let key = KeyPair::generate_rsa_for(&rcgen::PKCS_RSA_SHA256, RsaKeySize::_3072)?;
    let certificate_pem = parameters.self_signed(&key)?.pem();
    Ok(Credential::Certificate {
        key_pem: SecretText::new(key.serialize_pem()),
        certificate_pem,
        expires_at_s,
    })
}

/// The SHA-256 of a certificate in hexadecimal capitals, as portals show it.
#[must_use]
pub fn thumbprint(certificate_pem: &str) -> Option<String> {
    let certificate = CertificateDer::from_pem_slice(certificate_pem.as_bytes()).ok()?;
    Some(Sha256::digest(&certificate).iter().map(|byte| format!("{byte:02X}")).collect())
}

/// An assertion for the token endpoint. `id` has never been used before.
///
/// # Errors
/// The stored key cannot be used.
pub fn sign(
    key_pem: &SecretText,
    certificate_pem: &str,
    client_id: &str,
    token_endpoint: &str,
    id: &str,
    now_s: i64,
) -> Result<String, AssertionError> {
    let certificate =
        CertificateDer::from_pem_slice(certificate_pem.as_bytes()).map_err(|_| AssertionError::Stored)?;
    let mut header = Header::new(Algorithm::PS256);
    header.x5t_s256 = Some(URL_SAFE_NO_PAD.encode(Sha256::digest(&certificate)));
    let claims = Claims {
        aud: token_endpoint,
        iss: client_id,
        sub: client_id,
        jti: id,
        iat: now_s,
        nbf: now_s,
        exp: now_s + ASSERTION_S,
    };
    let key = EncodingKey::from_rsa_pem(key_pem.expose().as_bytes())?;
    Ok(jsonwebtoken::encode(&header, &claims, &key)?)
}
