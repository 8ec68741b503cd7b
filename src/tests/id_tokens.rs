//! ID tokens that are forged, stale, meant for others or merely odd: each is refused for its own reason.

use std::sync::Mutex;

use async_trait::async_trait;
use base64::Engine as _;
use base64::engine::general_purpose::{URL_SAFE, URL_SAFE_NO_PAD};
use jsonwebtoken::EncodingKey;
use serde_json::{Value, json};

use super::harness::START_S;
use super::provider::{self, CLIENT_ID, Forge, OBJECT, TENANT, TestKey};
use crate::federation::Rejection::{self, *};
use crate::federation::discovery::{Directory, Documents};
use crate::federation::id_token::{self, Expected};
use crate::federation::keys::KeyFault;
use crate::federation::metadata::DocumentError;
use crate::federation::provider::{CONSUMERS, Issuer as Provider, ProviderSettings};
use crate::federation::roles::GrantedRole;

const NONCE: &str = "n0S6WzA2Mj0fLl8uQXo2Xz1uZ3Qp4k7Fq2rS5tU8vWx";

/// Documents without a network.
pub struct Said {
    pub metadata: Mutex<Value>,
    pub keys: Mutex<Value>,
}

#[async_trait]
impl Documents for Said {
    async fn get(&self, address: &str) -> Result<Vec<u8>, DocumentError> {
        let document = if address.ends_with("/keys") { &self.keys } else { &self.metadata };
        Ok(document.lock().unwrap().to_string().into_bytes())
    }
}

/// An honest provider with some keys that are of no use here.
fn said() -> Said {
    let other = |id: &str, change: &dyn Fn(&mut Value)| {
        let mut key = TestKey::get(0).public(id);
        change(&mut key);
        key
    };
    let mut keys = provider::keys();
    keys["keys"].as_array_mut().unwrap().extend([
        other("for-encryption", &|key| key["use"] = json!("enc")),
        other("elliptic", &|key| key["kty"] = json!("EC")),
        other("for-pss", &|key| key["alg"] = json!("PS256")),
        other("short", &|key| key["n"] = json!(URL_SAFE_NO_PAD.encode([0xFF; 128]))),
        other("broken", &|key| key["n"] = json!("!")),
        other("exponent-one", &|key| key["e"] = json!("AQ")),
        other("other-tenant", &|key| {
            key["issuer"] =
                json!("https://login.microsoftonline.com/11111111-1111-1111-1111-111111111111/v2.0");
        }),
    ]);
    let metadata = provider::metadata(&Provider::Entra { tenant: TENANT });
    Said { metadata: Mutex::new(metadata), keys: Mutex::new(keys) }
}

async fn judge_with(settings: &ProviderSettings, token: &str, fresh: bool) -> Result<GrantedRole, Rejection> {
    let (directory, said) = (Directory::default(), said());
    *said.metadata.lock().unwrap() = provider::metadata(&settings.issuer);
    let expected = Expected {
        provider: settings,
        nonce: NONCE,
        now_s: START_S,
        fresh_since_s: fresh.then_some(START_S - 60),
    };
    let checked =
        id_token::check(token, &expected, &directory.keys(&settings.issuer, &said, START_S)).await?;
    Ok(checked.admit(settings, Some("AAAAAAAAAAAAAAAAAAAAAIkzqFVrSaSaFHy782bbtaQ"))?.role)
}

async fn judge(token: &str) -> Result<GrantedRole, Rejection> {
    judge_with(&provider::settings(), token, false).await
}

fn honest() -> Forge {
    Forge::new(NONCE, START_S)
}

fn claim(name: &str, value: Value) -> String {
    honest().claim(name, value).token()
}

fn head(name: &str, value: Value) -> String {
    honest().head(name, value).token()
}

#[tokio::test]
async fn an_honest_token_lets_a_member_in() {
    assert_eq!(judge(&honest().token()).await, Ok(GrantedRole::Member));
}

#[tokio::test]
async fn every_forged_or_odd_token_is_refused_for_its_own_reason() {
    let honest_token = honest().token();
    let parts: Vec<&str> = honest_token.split('.').collect();
    let [header, payload, signature] = parts[..] else { panic!("three parts") };
    let modulus = EncodingKey::from_secret(&URL_SAFE_NO_PAD.decode(&TestKey::get(0).modulus).unwrap());
    let named = |kid: &str| head("kid", json!(kid));
    let unusable = KeyUnusable;
    let table: Vec<(&str, String, Rejection)> = vec![
        ("a token as long as a book", claim("padding", json!("x".repeat(17_000))), TooLarge),
        ("an empty text", String::new(), NotThreeParts),
        ("no signature part", format!("{header}.{payload}"), NotThreeParts),
        ("an encrypted token", format!("{honest_token}.a.b"), NotThreeParts),
        ("a padded header", format!("{}.{payload}.{signature}", URL_SAFE.encode("{  }")), HeaderEncoding),
        ("a header that is no JSON", honest().token_of("alg=RS256", "{}"), HeaderMalformed),
        (
            "a header that names the algorithm twice",
            honest().token_of(r#"{"alg":"none","alg":"RS256","kid":"key-0"}"#, "{}"),
            HeaderMalformed,
        ),
        ("no algorithm", head("alg", Value::Null), Algorithm),
        (
            "the algorithm none",
            format!("{}.{payload}.", URL_SAFE_NO_PAD.encode(r#"{"alg":"none"}"#)),
            Algorithm,
        ),
        ("the algorithm nOnE", head("alg", json!("nOnE")), Algorithm),
        (
            "the public key used as a secret",
            honest()
                .head("alg", json!("HS256"))
                .with(jsonwebtoken::Algorithm::HS256, modulus.clone())
                .token(),
            Algorithm,
        ),
        (
            "another signature by the right key",
            honest()
                .head("alg", json!("PS256"))
                .with(jsonwebtoken::Algorithm::PS256, TestKey::get(0).private.clone())
                .token(),
            Algorithm,
        ),
        ("an address of keys", head("jku", json!("https://evil.example/keys")), KeyInHeader("jku")),
        ("a key of its own", head("jwk", TestKey::get(0).public("x")), KeyInHeader("jwk")),
        ("an address of certificates", head("x5u", json!("https://evil.example/")), KeyInHeader("x5u")),
        ("a certificate of its own", head("x5c", json!(["MIIC"])), KeyInHeader("x5c")),
        ("demanded extensions", head("crit", json!(["exp"])), Critical),
        ("an access token", head("typ", json!("at+jwt")), Type),
        ("a logout token", head("typ", json!("logout+jwt")), Type),
        ("a compressed token", head("zip", json!("DEF")), Type),
        ("no key id", head("kid", Value::Null), KeyIdMissing),
        ("an empty key id", named(""), KeyIdMissing),
        ("a key id as long as a page", named(&"k".repeat(300)), KeyIdTooLong),
        ("an unknown key", named("key-9"), KeyUnknown),
        ("a path instead of a key", named("../../key-0"), KeyUnknown),
        ("a key for encryption", named("for-encryption"), unusable(KeyFault::Use)),
        ("an elliptic key", named("elliptic"), unusable(KeyFault::Kind)),
        ("a key for another algorithm", named("for-pss"), unusable(KeyFault::Algorithm)),
        ("a key of 1024 bit", named("short"), unusable(KeyFault::Short)),
        ("a broken key", named("broken"), unusable(KeyFault::Malformed)),
        ("a key with exponent one", named("exponent-one"), unusable(KeyFault::Malformed)),
        ("a key of another tenant", named("other-tenant"), unusable(KeyFault::OtherIssuer)),
        ("signed by somebody else", honest().by(TestKey::get(2)).token(), Signature),
        ("signed by the other key", honest().by(TestKey::get(1)).token(), Signature),
        ("no signature", format!("{header}.{payload}."), Signature),
        ("a changed payload", format!("{header}.{}.{signature}", &payload[..payload.len() - 4]), Signature),
        (
            "a text signed with the public key as a secret",
            honest().with(jsonwebtoken::Algorithm::HS256, modulus).token(),
            Signature,
        ),
        (
            "a payload that is padded",
            honest().signed(&format!("{header}.{}", URL_SAFE.encode("{  }"))),
            PayloadEncoding,
        ),
        (
            "a payload that is no JSON",
            honest().token_of(&honest().header.to_string(), "[]"),
            PayloadMalformed,
        ),
        (
            "a payload that names the tenant twice",
            honest().token_of(
                &honest().header.to_string(),
                &honest().claims.to_string().replacen('{', &format!(r#"{{"tid":"{CONSUMERS}","#), 1),
            ),
            PayloadMalformed,
        ),
        ("a time as a text", claim("exp", json!("1900000000")), PayloadMalformed),
        ("a time as a fraction", claim("exp", json!(1.9e9 + 0.5)), PayloadMalformed),
        ("roles as a text", claim("roles", json!("Lastgang.Administrator")), PayloadMalformed),
        ("no issuer", claim("iss", Value::Null), Missing("iss")),
        (
            "the template as issuer",
            claim("iss", json!("https://login.microsoftonline.com/{tenantid}/v2.0")),
            Issuer,
        ),
        (
            "another tenant as issuer",
            claim(
                "iss",
                json!("https://login.microsoftonline.com/11111111-1111-1111-1111-111111111111/v2.0"),
            ),
            Issuer,
        ),
        (
            "the issuer of version 1",
            claim("iss", json!(format!("https://sts.windows.net/{TENANT}/"))),
            Issuer,
        ),
        (
            "the issuer with a slash more",
            claim("iss", json!(format!("https://login.microsoftonline.com/{TENANT}/v2.0/"))),
            Issuer,
        ),
        (
            "the issuer in capitals",
            claim("iss", json!(format!("https://LOGIN.microsoftonline.com/{TENANT}/v2.0"))),
            Issuer,
        ),
        ("no audience", claim("aud", Value::Null), Missing("aud")),
        ("an empty list of audiences", claim("aud", json!([])), Missing("aud")),
        ("another audience too", claim("aud", json!([CLIENT_ID, "other"])), SeveralAudiences),
        ("another audience", claim("aud", json!("11111111-1111-1111-1111-111111111111")), Audience),
        ("the audience as an address", claim("aud", json!(format!("api://{CLIENT_ID}"))), Audience),
        ("the audience in capitals", claim("aud", json!(CLIENT_ID.to_uppercase())), Audience),
        ("another authorised party", claim("azp", json!("other")), AuthorisedParty),
        ("no end", claim("exp", Value::Null), Missing("exp")),
        ("expired two minutes ago", claim("exp", json!(START_S - 120)), Expired),
        ("a negative end", claim("exp", json!(-1)), Expired),
        ("valid from tomorrow", claim("nbf", json!(START_S + 86_400)), NotYetValid),
        ("no time of issue", claim("iat", Value::Null), Missing("iat")),
        ("issued tomorrow", claim("iat", json!(START_S + 86_400)), IssuedInFuture),
        ("issued an hour ago", claim("iat", json!(START_S - 3_600)), IssuedLongAgo),
        ("no nonce", claim("nonce", Value::Null), Missing("nonce")),
        ("the nonce of another sign-in", claim("nonce", json!("other")), Nonce),
        ("a nonce with one letter changed", claim("nonce", json!(NONCE.replace('n', "m"))), Nonce),
        ("an empty nonce", claim("nonce", json!("")), Nonce),
        ("no version", claim("ver", Value::Null), Missing("ver")),
        ("version 1", claim("ver", json!("1.0")), Version),
        ("no tenant", claim("tid", Value::Null), Missing("tid")),
        ("a tenant by name", claim("tid", json!("stadtwerke.onmicrosoft.com")), TenantMalformed),
        ("a tenant without hyphens", claim("tid", json!(TENANT.simple().to_string())), TenantMalformed),
        ("private accounts", claim("tid", json!(CONSUMERS)), TenantOfEverybody),
        ("another tenant", claim("tid", json!("11111111-1111-1111-1111-111111111111")), Tenant),
        ("no object id", claim("oid", Value::Null), Missing("oid")),
        ("an address as object id", claim("oid", json!("ada@stadtwerke.example")), ObjectMalformed),
        ("nobody", claim("oid", json!(uuid::Uuid::nil())), ObjectMalformed),
        ("no subject", claim("sub", Value::Null), Missing("sub")),
        ("an empty subject", claim("sub", json!("")), SubjectMalformed),
        ("a subject as long as a page", claim("sub", json!("s".repeat(256))), SubjectMalformed),
        ("a subject with a line break", claim("sub", json!("a\nb")), SubjectMalformed),
        ("another subject for the same object", claim("sub", json!("other")), SubjectChanged),
        ("a guest", claim("acct", json!(1)), Guest),
        ("a guest, as a text", claim("acct", json!("1")), Guest),
        ("somebody who says not whether a guest", claim("acct", Value::Null), GuestUnknown),
        ("somebody from another place", claim("idp", json!("https://sts.windows.net/1111/")), Guest),
        ("no role", claim("roles", Value::Null), NoRole),
        ("a role that nobody knows", claim("roles", json!(["Owner"])), NoRole),
        (
            "groups that are cut off",
            honest()
                .claim("roles", Value::Null)
                .claim("groups", json!(["5b7a1c52-9d34-4d5e-8a41-111111111111"]))
                .claim("_claim_names", json!({ "groups": "src1" }))
                .token(),
            NoRole,
        ),
        (
            "groups that are too many",
            honest()
                .claim("roles", Value::Null)
                .claim("groups", json!(["5b7a1c52-9d34-4d5e-8a41-111111111111"]))
                .claim("hasgroups", json!(true))
                .token(),
            NoRole,
        ),
    ];
    assert!(table.len() >= 40);
    let mut wrong = Vec::new();
    for (what, token, reason) in table {
        let answer = judge(&token).await;
        if answer != Err(reason.clone()) {
            wrong.push(format!("{what}: {answer:?} instead of {reason:?}"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[tokio::test]
async fn a_step_up_wants_a_sign_in_of_now() {
    let settings = provider::settings();
    let strict = ProviderSettings { step_up_context: Some("c1".to_owned()), ..provider::settings() };
    let fresh = || honest().claim("auth_time", json!(START_S - 5));
    assert_eq!(judge_with(&settings, &fresh().token(), true).await, Ok(GrantedRole::Member));
    let both = fresh().claim("acrs", json!(["c1", "c2"]));
    assert_eq!(judge_with(&strict, &both.token(), true).await, Ok(GrantedRole::Member));
    let table = [
        ("no time of sign-in", honest(), &settings, Missing("auth_time")),
        ("an old sign-in", honest().claim("auth_time", json!(START_S - 3_600)), &settings, NotFresh),
        (
            "a sign-in tomorrow",
            honest().claim("auth_time", json!(START_S + 86_400)),
            &settings,
            SignedInInFuture,
        ),
        ("no context", fresh(), &strict, Context),
        ("another context", fresh().claim("acrs", json!(["c2"])), &strict, Context),
    ];
    for (what, forge, settings, reason) in table {
        assert_eq!(judge_with(settings, &forge.token(), true).await, Err(reason), "{what}");
    }
}

#[tokio::test]
async fn what_is_allowed_lets_in() {
    let guests = ProviderSettings { guests: true, ..provider::settings() };
    for forge in [honest().claim("acct", json!(1)), honest().claim("acct", Value::Null)] {
        assert_eq!(judge_with(&guests, &forge.token(), false).await, Ok(GrantedRole::Member));
    }
    for forge in [
        honest().claim("aud", json!([CLIENT_ID])),
        honest().claim("exp", json!(START_S - 119)),
        honest().claim("nbf", json!(START_S + 119)),
        honest().claim("oid", json!(OBJECT.to_uppercase())),
        honest().head("typ", Value::Null),
        honest().head("kid", json!("key-1")).by(TestKey::get(1)),
    ] {
        assert_eq!(judge(&forge.token()).await, Ok(GrantedRole::Member));
    }
    let group =
        honest().claim("roles", Value::Null).claim("groups", json!(["5b7a1c52-9d34-4d5e-8a41-111111111111"]));
    assert_eq!(judge(&group.token()).await, Ok(GrantedRole::Administrator));
}

#[tokio::test]
async fn a_provider_without_tenants_names_people_by_subject() {
    let issuer = Provider::open_id("https://sso.example/realms/energy").unwrap();
    let settings = ProviderSettings { issuer, client_id: "lastgang".to_owned(), ..provider::settings() };
    let mut forge = honest().head("kid", json!("plain"));
    for absent in ["ver", "tid", "oid", "acct"] {
        forge = forge.claim(absent, Value::Null);
    }
    let forge =
        forge.claim("iss", json!("https://sso.example/realms/energy")).claim("aud", json!("lastgang"));
    let said = Said {
        metadata: Mutex::new(provider::metadata(&settings.issuer)),
        keys: Mutex::new(
            json!({ "keys": [{ "kty": "RSA", "kid": "plain", "n": TestKey::get(0).modulus, "e": "AQAB" }] }),
        ),
    };
    *said.metadata.lock().unwrap() = json!({
        "issuer": "https://sso.example/realms/energy",
        "authorization_endpoint": "https://sso.example/realms/energy/auth",
        "token_endpoint": "https://sso.example/realms/energy/token",
        "jwks_uri": "https://sso.example/realms/energy/keys",
        "response_types_supported": ["code"],
        "id_token_signing_alg_values_supported": ["RS256", "ES256"],
    });
    let expected = Expected { provider: &settings, nonce: NONCE, now_s: START_S, fresh_since_s: None };
    let directory = Directory::default();
    let keys = directory.keys(&settings.issuer, &said, START_S);
    let checked = id_token::check(&forge.token(), &expected, &keys).await.unwrap();
    assert_eq!(checked.identity.tenant, None);
    assert_eq!(checked.identity.object, checked.subject);
    assert_eq!(checked.admit(&settings, None).unwrap().role, GrantedRole::Member);
}
