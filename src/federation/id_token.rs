//! Checks an ID token, step by step, in a fixed order. The first step that fails names the reason.

use async_trait::async_trait;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::{Deserialize, Deserializer};
use uuid::Uuid;

use super::keys::{KEY_ID_MAX, SignatureKey};
use super::provider::{CONSUMERS, Issuer, ProviderSettings, guid};
use super::rejection::Rejection;
use super::roles::GrantedRole;
use crate::vault::same_bytes;

/// Most bytes of a token.
pub const TOKEN_BYTES: usize = 16 * 1024;
/// Seconds by which clocks may differ.
pub const LEEWAY_S: i64 = 120;
/// A token of a sign-in that has just happened was issued within this time; Microsoft dates tokens back by five
/// minutes.
pub const ISSUED_WITHIN_S: i64 = 15 * 60;
/// Most bytes of a subject (OpenID Connect Core, 2).
const SUBJECT_BYTES: usize = 255;

/// Who somebody is, for ever.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct FederatedIdentity {
    /// Issuer.
    pub issuer: String,
    /// Tenant, where there are tenants.
    pub tenant: Option<Uuid>,
    /// Object id in the tenant; without tenants the subject.
    pub object: String,
}

/// What the sign-in was meant to be.
pub struct Expected<'a> {
    /// The provider.
    pub provider: &'a ProviderSettings,
    /// The nonce of the transaction.
    pub nonce: &'a str,
    /// Now, seconds since 1970.
    pub now_s: i64,
    /// Set when a fresh sign-in was asked for: when it was asked for, seconds since 1970.
    pub fresh_since_s: Option<i64>,
}

/// Gives the key with an id.
#[async_trait]
pub trait KeySource: Send + Sync {
    /// The key.
    ///
    /// # Errors
    /// There is none, or none that can be used.
    async fn key(&self, id: &str) -> Result<SignatureKey, Rejection>;
}

/// A token whose signature and claims are right. Whether the person may come in is still open.
#[derive(Debug)]
pub struct CheckedToken {
    /// Who it is.
    pub identity: FederatedIdentity,
    /// Second name of the same person, different in every application.
    pub subject: String,
    /// Display name.
    pub name: Option<String>,
    /// Address for display. Never looked up.
    pub email: Option<String>,
    /// Session at the provider.
    pub session: Option<String>,
    /// When the person last signed in there, seconds since 1970, if the provider says so.
    pub signed_in_at_s: Option<i64>,
    /// What the provider wants to hear when the person signs out.
    pub login_hint: Option<String>,
    claims: Claims,
}

/// A person who may come in.
#[derive(Debug, PartialEq, Eq)]
pub struct Admitted {
    /// The role that follows from the rules.
    pub role: GrantedRole,
}

#[derive(Deserialize)]
struct Header {
    alg: Option<String>,
    typ: Option<String>,
    kid: Option<String>,
    jku: Option<serde::de::IgnoredAny>,
    jwk: Option<serde::de::IgnoredAny>,
    x5u: Option<serde::de::IgnoredAny>,
    x5c: Option<serde::de::IgnoredAny>,
    crit: Option<serde::de::IgnoredAny>,
    zip: Option<serde::de::IgnoredAny>,
    enc: Option<serde::de::IgnoredAny>,
}

#[derive(Debug, Deserialize)]
struct Claims {
    iss: Option<String>,
    aud: Option<Audience>,
    azp: Option<String>,
    exp: Option<i64>,
    nbf: Option<i64>,
    iat: Option<i64>,
    nonce: Option<String>,
    ver: Option<String>,
    tid: Option<String>,
    oid: Option<String>,
    sub: Option<String>,
    idp: Option<String>,
    acct: Option<Account>,
    auth_time: Option<i64>,
    #[serde(default)]
    acrs: Vec<String>,
    #[serde(default)]
    roles: Vec<String>,
    #[serde(default)]
    groups: Vec<String>,
    #[serde(rename = "_claim_names")]
    claim_names: Option<serde::de::IgnoredAny>,
    hasgroups: Option<serde::de::IgnoredAny>,
    name: Option<String>,
    email: Option<String>,
    preferred_username: Option<String>,
    sid: Option<String>,
    login_hint: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Audience {
    One(String),
    Several(Vec<String>),
}

/// Whether somebody belongs to the tenant (0) or is its guest (1).
#[derive(Debug)]
struct Account(i64);

impl<'de> Deserialize<'de> for Account {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged)]
        enum Form {
            Number(i64),
            Text(String),
        }
        match Form::deserialize(deserializer)? {
            Form::Number(number) => Ok(Self(number)),
            Form::Text(text) => text.parse().map(Self).map_err(serde::de::Error::custom),
        }
    }
}

/// Checks everything that is true of a token by itself.
///
/// # Errors
/// The first [`Rejection`].
pub async fn check(
    token: &str,
    expected: &Expected<'_>,
    keys: &dyn KeySource,
) -> Result<CheckedToken, Rejection> {
    if token.len() > TOKEN_BYTES {
        return Err(Rejection::TooLarge);
    }
    let parts: Vec<&str> = token.split('.').collect();
    let [header, payload, signature] = parts[..] else { return Err(Rejection::NotThreeParts) };
    let key_id = key_id(header)?;
    let key = keys.key(&key_id).await?;
    // The text that is signed is the token up to the last dot.
    let signed = &token.as_bytes()[..header.len() + 1 + payload.len()];
    if !key.has_signed(signed, signature) {
        return Err(Rejection::Signature);
    }
    let payload = URL_SAFE_NO_PAD.decode(payload).map_err(|_| Rejection::PayloadEncoding)?;
    let claims: Claims = serde_json::from_slice(&payload).map_err(|_| Rejection::PayloadMalformed)?;
    check_parties(&claims, expected.provider)?;
    check_times(&claims, expected.now_s)?;
    let nonce = claims.nonce.as_deref().ok_or(Rejection::Missing("nonce"))?;
    if !same_bytes(nonce.as_bytes(), expected.nonce.as_bytes()) {
        return Err(Rejection::Nonce);
    }
    let (identity, subject) = identity(&claims, &expected.provider.issuer)?;
    check_freshness(&claims, expected)?;
    Ok(CheckedToken {
        identity,
        subject,
        name: claims.name.clone(),
        email: claims.email.clone().or_else(|| claims.preferred_username.clone()),
        session: claims.sid.clone(),
        signed_in_at_s: claims.auth_time,
        login_hint: claims.login_hint.clone(),
        claims,
    })
}

impl CheckedToken {
    /// Decides whether the person may come in. `known_subject` is the subject under which the identity was
    /// seen before.
    ///
    /// # Errors
    /// The first [`Rejection`].
    pub fn admit(
        &self,
        provider: &ProviderSettings,
        known_subject: Option<&str>,
    ) -> Result<Admitted, Rejection> {
        if known_subject.is_some_and(|known| known != self.subject) {
            return Err(Rejection::SubjectChanged);
        }
        if provider.issuer.tenant().is_some() && !provider.guests {
            self.refuse_guest(provider)?;
        }
        let role = provider.roles.role_of(&self.claims.roles, self.groups());
        Ok(Admitted { role: role.ok_or(Rejection::NoRole)? })
    }

    fn refuse_guest(&self, provider: &ProviderSettings) -> Result<(), Rejection> {
        // Whoever signed in at another place is a guest, whatever the other claim says.
        if self.claims.idp.as_deref().is_some_and(|home| home != provider.issuer.address()) {
            return Err(Rejection::Guest);
        }
        match self.claims.acct {
            Some(Account(0)) => Ok(()),
            Some(_) => Err(Rejection::Guest),
            None => Err(Rejection::GuestUnknown),
        }
    }

    /// The groups; none if there are too many to be listed. A list that is cut off must not look like one
    /// that is whole.
    fn groups(&self) -> &[String] {
        let overage = self.claims.claim_names.is_some() || self.claims.hasgroups.is_some();
        if overage { &[] } else { &self.claims.groups }
    }
}

/// Checks the header and gives the name of the key.
fn key_id(header: &str) -> Result<String, Rejection> {
    let header = URL_SAFE_NO_PAD.decode(header).map_err(|_| Rejection::HeaderEncoding)?;
    let header: Header = serde_json::from_slice(&header).map_err(|_| Rejection::HeaderMalformed)?;
    if header.alg.as_deref() != Some("RS256") {
        return Err(Rejection::Algorithm);
    }
    let own_keys = [("jku", header.jku), ("jwk", header.jwk), ("x5u", header.x5u), ("x5c", header.x5c)];
    if let Some((name, _)) = own_keys.into_iter().find(|(_, value)| value.is_some()) {
        return Err(Rejection::KeyInHeader(name));
    }
    if header.crit.is_some() {
        return Err(Rejection::Critical);
    }
    let other_kind = header.typ.is_some_and(|kind| !kind.eq_ignore_ascii_case("JWT"));
    if other_kind || header.zip.is_some() || header.enc.is_some() {
        return Err(Rejection::Type);
    }
    match header.kid {
        None => Err(Rejection::KeyIdMissing),
        Some(id) if id.is_empty() => Err(Rejection::KeyIdMissing),
        Some(id) if id.len() > KEY_ID_MAX => Err(Rejection::KeyIdTooLong),
        Some(id) => Ok(id),
    }
}

fn check_parties(claims: &Claims, provider: &ProviderSettings) -> Result<(), Rejection> {
    if *claims.iss.as_ref().ok_or(Rejection::Missing("iss"))? != provider.issuer.address() {
        return Err(Rejection::Issuer);
    }
    let audience = match claims.aud.as_ref().ok_or(Rejection::Missing("aud"))? {
        Audience::One(one) => one,
        Audience::Several(several) => match &several[..] {
            [] => return Err(Rejection::Missing("aud")),
            [one] => one,
            _ => return Err(Rejection::SeveralAudiences),
        },
    };
    if *audience != provider.client_id {
        return Err(Rejection::Audience);
    }
    if claims.azp.as_ref().is_some_and(|party| *party != provider.client_id) {
        return Err(Rejection::AuthorisedParty);
    }
    Ok(())
}

fn check_times(claims: &Claims, now_s: i64) -> Result<(), Rejection> {
    let expires_at_s = claims.exp.ok_or(Rejection::Missing("exp"))?;
    if now_s >= expires_at_s.saturating_add(LEEWAY_S) {
        return Err(Rejection::Expired);
    }
    if claims.nbf.is_some_and(|begin_s| begin_s > now_s + LEEWAY_S) {
        return Err(Rejection::NotYetValid);
    }
    let issued_at_s = claims.iat.ok_or(Rejection::Missing("iat"))?;
    if issued_at_s > now_s + LEEWAY_S {
        return Err(Rejection::IssuedInFuture);
    }
    if issued_at_s < now_s - ISSUED_WITHIN_S {
        return Err(Rejection::IssuedLongAgo);
    }
    Ok(())
}

fn identity(claims: &Claims, issuer: &Issuer) -> Result<(FederatedIdentity, String), Rejection> {
    let tenant = match issuer.tenant() {
        Some(allowed) => Some(tenant(claims, allowed)?),
        None => None,
    };
    let object = match tenant {
        Some(_) => {
            let object = claims.oid.as_deref().ok_or(Rejection::Missing("oid"))?;
            Some(guid(object).filter(|id| !id.is_nil()).ok_or(Rejection::ObjectMalformed)?.to_string())
        }
        None => None,
    };
    let subject = claims.sub.clone().ok_or(Rejection::Missing("sub"))?;
    if subject.is_empty() || subject.len() > SUBJECT_BYTES || subject.chars().any(char::is_control) {
        return Err(Rejection::SubjectMalformed);
    }
    let object = object.unwrap_or_else(|| subject.clone());
    Ok((FederatedIdentity { issuer: issuer.address(), tenant, object }, subject))
}

fn tenant(claims: &Claims, allowed: Uuid) -> Result<Uuid, Rejection> {
    if claims.ver.as_deref().ok_or(Rejection::Missing("ver"))? != "2.0" {
        return Err(Rejection::Version);
    }
    let tenant = claims.tid.as_deref().ok_or(Rejection::Missing("tid"))?;
    match guid(tenant).ok_or(Rejection::TenantMalformed)? {
        CONSUMERS => Err(Rejection::TenantOfEverybody),
        tenant if tenant != allowed => Err(Rejection::Tenant),
        tenant => Ok(tenant),
    }
}

fn check_freshness(claims: &Claims, expected: &Expected<'_>) -> Result<(), Rejection> {
    let Some(since_s) = expected.fresh_since_s else { return Ok(()) };
    let signed_in_at_s = claims.auth_time.ok_or(Rejection::Missing("auth_time"))?;
    if signed_in_at_s > expected.now_s + LEEWAY_S {
        return Err(Rejection::SignedInInFuture);
    }
    if signed_in_at_s < since_s - LEEWAY_S {
        return Err(Rejection::NotFresh);
    }
    match &expected.provider.step_up_context {
        Some(context) if !claims.acrs.contains(context) => Err(Rejection::Context),
        _ => Ok(()),
    }
}
