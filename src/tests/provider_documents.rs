//! What a provider says about itself is believed only if all of it fits; what is known is kept and renewed.

use std::sync::Arc;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

use async_trait::async_trait;
use serde_json::{Value, json};

use super::harness::START_S;
use super::provider::{self, Behaviour, Forge, TENANT, TestKey, TestProvider};
use crate::federation::Rejection;
use crate::federation::discovery::{
    Directory, Documents, KEEP_S, PAUSE_S, REFRESH_S, UNKNOWN_KEY_S, discover,
};
use crate::federation::id_token::{self, Expected, KeySource as _};
use crate::federation::keys::KeySet;
use crate::federation::metadata::DocumentError::{self, *};
use crate::federation::metadata::Metadata;
use crate::federation::provider::Issuer;
use crate::outbound::{Host, Outbound, OutboundError};

const ISSUER: Issuer = Issuer::Entra { tenant: TENANT };

fn metadata_with(name: &str, value: Value) -> Vec<u8> {
    let mut document = provider::metadata(&ISSUER);
    document[name] = value;
    document.to_string().into_bytes()
}

#[test]
fn metadata_that_does_not_fit_is_refused_for_its_own_reason() {
    assert!(Metadata::parse(&ISSUER, provider::metadata(&ISSUER).to_string().as_bytes()).is_ok());
    let elsewhere = json!("https://login.microsoftonline.com.evil.example/x");
    let table: Vec<(&str, Vec<u8>, DocumentError)> = vec![
        ("no JSON", b"<html>".to_vec(), Malformed),
        ("a list", b"[]".to_vec(), Malformed),
        ("an issuer twice", br#"{"issuer":"a","issuer":"b"}"#.to_vec(), Malformed),
        ("no issuer", metadata_with("issuer", Value::Null), Missing("issuer")),
        (
            "the document of all tenants",
            metadata_with("issuer", json!("https://login.microsoftonline.com/{tenantid}/v2.0")),
            IssuerOfAllTenants,
        ),
        (
            "another tenant",
            metadata_with("issuer", json!("https://login.microsoftonline.com/common/v2.0")),
            IssuerDiffers,
        ),
        (
            "no place to sign in",
            metadata_with("authorization_endpoint", Value::Null),
            Missing("authorization_endpoint"),
        ),
        ("no place for codes", metadata_with("token_endpoint", Value::Null), Missing("token_endpoint")),
        ("no keys", metadata_with("jwks_uri", Value::Null), Missing("jwks_uri")),
        (
            "codes in clear",
            metadata_with("token_endpoint", json!("http://login.microsoftonline.com/token")),
            NotHttps("token_endpoint"),
        ),
        (
            "codes to a number",
            metadata_with("token_endpoint", json!("https://127.0.0.1/")),
            NotHttps("token_endpoint"),
        ),
        (
            "codes with a password",
            metadata_with("token_endpoint", json!("https://a:b@login.microsoftonline.com/")),
            NotHttps("token_endpoint"),
        ),
        ("codes elsewhere", metadata_with("token_endpoint", elsewhere.clone()), Elsewhere("token_endpoint")),
        ("keys elsewhere", metadata_with("jwks_uri", elsewhere.clone()), Elsewhere("jwks_uri")),
        (
            "keys at another port",
            metadata_with("jwks_uri", json!("https://login.microsoftonline.com:8443/k")),
            Elsewhere("jwks_uri"),
        ),
        (
            "people elsewhere",
            metadata_with("authorization_endpoint", elsewhere.clone()),
            Elsewhere("authorization_endpoint"),
        ),
        (
            "people by script",
            metadata_with("authorization_endpoint", json!("javascript:alert(1)")),
            NotHttps("authorization_endpoint"),
        ),
        (
            "farewell elsewhere",
            metadata_with("end_session_endpoint", elsewhere),
            Elsewhere("end_session_endpoint"),
        ),
        (
            "a fragment",
            metadata_with("authorization_endpoint", json!("https://login.microsoftonline.com/a#b")),
            Fragment("authorization_endpoint"),
        ),
        (
            "no codes",
            metadata_with("response_types_supported", json!(["id_token"])),
            Unsupported("response type code"),
        ),
        (
            "nothing said of codes",
            metadata_with("response_types_supported", Value::Null),
            Unsupported("response type code"),
        ),
        (
            "other signatures",
            metadata_with("id_token_signing_alg_values_supported", json!(["HS256", "none"])),
            Unsupported("signature RS256"),
        ),
        (
            "no query",
            metadata_with("response_modes_supported", json!(["form_post"])),
            Unsupported("response mode query"),
        ),
        ("no OpenID", metadata_with("scopes_supported", json!(["profile"])), Unsupported("scope openid")),
        (
            "plain PKCE",
            metadata_with("code_challenge_methods_supported", json!(["plain"])),
            Unsupported("PKCE with S256"),
        ),
    ];
    for (what, document, reason) in table {
        assert_eq!(Metadata::parse(&ISSUER, &document), Err(reason), "{what}");
    }
}

#[test]
fn keys_that_do_not_fit_are_refused_for_their_own_reason() {
    let key = |change: &dyn Fn(&mut Value)| {
        let mut key = TestKey::get(0).public("k");
        change(&mut key);
        json!({ "keys": [key] })
    };
    let table: Vec<(&str, Value, DocumentError)> = vec![
        ("a list", json!([]), Malformed),
        ("no list of keys", json!({}), Missing("keys")),
        ("an empty list", json!({ "keys": [] }), NoKeys),
        ("a thousand keys", json!({ "keys": vec![json!({ "kty": "RSA" }); 101] }), TooManyKeys),
        (
            "one name for two keys",
            json!({ "keys": [TestKey::get(0).public("k"), TestKey::get(1).public("k")] }),
            KeyIdTwice,
        ),
        ("a private key", key(&|key| key["d"] = json!("AQAB")), PrivateKey),
        ("a shared secret", json!({ "keys": [{ "kty": "oct", "kid": "k", "k": "c2VjcmV0" }] }), PrivateKey),
        ("a key without a name", key(&|key| key["kid"] = Value::Null), NoUsableKey),
        ("a key for encryption", key(&|key| key["use"] = json!("enc")), NoUsableKey),
        (
            "a key of another tenant",
            key(&|key| key["issuer"] = json!("https://login.microsoftonline.com/x/v2.0")),
            NoUsableKey,
        ),
    ];
    for (what, document, reason) in table {
        let refused = KeySet::parse(&ISSUER, document.to_string().as_bytes()).err();
        assert_eq!(refused, Some(reason), "{what}");
    }
    let own = key(&|key| key["issuer"] = json!(ISSUER.address()));
    assert_eq!(KeySet::parse(&ISSUER, own.to_string().as_bytes()).unwrap().usable(), 1);
}

#[tokio::test]
async fn a_provider_that_misbehaves_on_the_wire_is_refused_for_its_own_reason() {
    let provider = TestProvider::start(ISSUER).await;
    let host = ISSUER.host().unwrap();
    let table = [
        (Behaviour::Silent, Outbound(OutboundError::TooSlow)),
        (Behaviour::Huge, Outbound(OutboundError::TooLarge)),
        (Behaviour::Redirecting, Outbound(OutboundError::Redirect)),
        (Behaviour::BreakingOff, Outbound(OutboundError::Http)),
        (Behaviour::Failing, Status(500)),
        (Behaviour::Html, ContentType),
    ];
    let outbound = provider.outbound();
    for (behaviour, reason) in table {
        provider.behave(behaviour);
        let refused = discover(&ISSUER, &outbound.only(host.clone())).await.err();
        assert_eq!(refused, Some(reason), "{behaviour:?}");
    }
    provider.behave(Behaviour::Honest);
    assert_eq!(discover(&ISSUER, &outbound.only(host)).await.unwrap().keys.usable(), 2);
}

#[tokio::test]
async fn the_way_out_leads_to_the_named_host_only() {
    let provider = TestProvider::start(ISSUER).await;
    let host = ISSUER.host().unwrap();
    let ask = async |outbound: &Outbound, address: &str, only: &Host| {
        outbound.only(only.clone()).get(address).await.err()
    };
    let outbound = provider.outbound();
    for other in ["https://evil.example/", "https://login.microsoftonline.com:444/", "https://localhost/"] {
        assert_eq!(ask(&outbound, other, &host).await, Some(Outbound(OutboundError::OtherHost)), "{other}");
    }
    for plain in ["http://login.microsoftonline.com/", "https://127.0.0.1/", "https://[::1]/"] {
        assert_eq!(ask(&outbound, plain, &host).await, Some(Outbound(OutboundError::NotHttps)), "{plain}");
    }
    let port = provider.address().port();
    let local = Host::parse(&format!("localhost:{port}")).unwrap();
    let address = format!("https://localhost:{port}/");
    let refused = ask(&outbound, &address, &local).await;
    assert_eq!(refused, Some(Outbound(OutboundError::PrivateAddress)));
    // The operator may name a host of the own network; then it is TLS that decides.
    let named = Outbound::new([local.clone()]);
    assert!(matches!(ask(&named, &address, &local).await, Some(Outbound(OutboundError::Tls(_)))));
    let unknown = Host::parse("nowhere.invalid").unwrap();
    let refused = ask(&outbound, "https://nowhere.invalid/", &unknown).await;
    assert_eq!(refused, Some(Outbound(OutboundError::Unresolved)));
}

#[tokio::test]
async fn a_certificate_for_another_name_or_of_a_stranger_is_not_trusted() {
    let provider = TestProvider::start(ISSUER).await;
    let other = Host::parse("sso.example").unwrap();
    let outbound = provider.outbound_with(&[(other.clone(), provider.address())]);
    let refused = outbound.only(other).get("https://sso.example/").await.err();
    assert!(matches!(refused, Some(Outbound(OutboundError::Tls(_)))), "{refused:?}");
    let stranger = TestProvider::start(ISSUER).await;
    let host = ISSUER.host().unwrap();
    let known = [(host.clone(), stranger.address())];
    let outbound = provider.outbound().for_tests(known, Duration::from_secs(2));
    let refused = discover(&ISSUER, &outbound.only(host)).await.err();
    assert!(matches!(refused, Some(Outbound(OutboundError::Tls(_)))), "{refused:?}");
}

/// Counts how often it is asked, and fails when it is told to.
struct Counting {
    keys: Mutex<Value>,
    asked: AtomicUsize,
    failing: AtomicBool,
}

impl Counting {
    fn new() -> Self {
        let keys = Mutex::new(json!({ "keys": [TestKey::get(0).public("key-0")] }));
        Self { keys, asked: AtomicUsize::new(0), failing: AtomicBool::new(false) }
    }

    fn fail(&self, failing: bool) {
        self.failing.store(failing, Ordering::SeqCst);
    }

    /// How often keys were asked for.
    fn asked(&self) -> usize {
        self.asked.load(Ordering::SeqCst)
    }
}

#[async_trait]
impl Documents for Counting {
    async fn get(&self, address: &str) -> Result<Vec<u8>, DocumentError> {
        if !address.ends_with("/keys") {
            return Ok(provider::metadata(&ISSUER).to_string().into_bytes());
        }
        self.asked.fetch_add(1, Ordering::SeqCst);
        tokio::task::yield_now().await;
        if self.failing.load(Ordering::SeqCst) {
            return Err(Status(503));
        }
        Ok(self.keys.lock().unwrap().to_string().into_bytes())
    }
}

#[tokio::test]
async fn keys_are_asked_for_once_an_hour_and_by_one_at_a_time() {
    let (directory, documents) = (Arc::new(Directory::default()), Arc::new(Counting::new()));
    let waiting = (0..20).map(|_| {
        let (directory, documents) = (Arc::clone(&directory), Arc::clone(&documents));
        tokio::spawn(async move { directory.keys(&ISSUER, &*documents, START_S).key("key-0").await.is_ok() })
    });
    assert!(futures::future::join_all(waiting).await.into_iter().all(|known| known.unwrap()));
    assert_eq!(documents.asked(), 1);
    let key_at = async |after_s| directory.keys(&ISSUER, &*documents, START_S + after_s).key("key-0").await;
    assert!(key_at(REFRESH_S - 1).await.is_ok());
    assert_eq!(documents.asked(), 1);
    assert!(key_at(REFRESH_S).await.is_ok());
    assert_eq!(documents.asked(), 2);
}

#[tokio::test]
async fn the_last_good_keys_are_kept_for_a_day_when_the_provider_fails() {
    let (directory, documents) = (Directory::default(), Counting::new());
    let key_at =
        async |after_s| directory.keys(&ISSUER, &documents, START_S + after_s).key("key-0").await.err();
    assert_eq!(key_at(0).await, None);
    documents.fail(true);
    assert_eq!(key_at(REFRESH_S).await, None);
    assert_eq!(key_at(REFRESH_S + PAUSE_S - 1).await, None);
    assert_eq!(documents.asked(), 2, "a failing provider gets a pause");
    assert_eq!(key_at(KEEP_S - 1).await, None);
    assert_eq!(key_at(KEEP_S).await, Some(Rejection::Keys(Status(503))));
    documents.fail(false);
    assert_eq!(key_at(KEEP_S + PAUSE_S).await, None);
}

#[tokio::test]
async fn a_new_key_is_found_but_unknown_keys_cannot_make_us_ask_without_end() {
    let (directory, documents) = (Directory::default(), Counting::new());
    let key_at =
        async |id: &str, after_s| directory.keys(&ISSUER, &documents, START_S + after_s).key(id).await.err();
    assert_eq!(key_at("key-0", 0).await, None);
    *documents.keys.lock().unwrap() = provider::keys();
    assert_eq!(key_at("key-1", UNKNOWN_KEY_S - 1).await, Some(Rejection::KeyUnknown));
    assert_eq!(documents.asked(), 1);
    assert_eq!(key_at("key-1", UNKNOWN_KEY_S).await, None);
    for _ in 0..50 {
        assert_eq!(key_at("forged", UNKNOWN_KEY_S + 1).await, Some(Rejection::KeyUnknown));
    }
    assert_eq!(documents.asked(), 2);
    // A key that the provider has withdrawn is forgotten with the next documents.
    *documents.keys.lock().unwrap() = json!({ "keys": [TestKey::get(1).public("key-1")] });
    assert_eq!(key_at("key-0", UNKNOWN_KEY_S + REFRESH_S).await, Some(Rejection::KeyUnknown));
}

#[tokio::test]
async fn keys_of_one_provider_check_no_token_of_another() {
    let (directory, documents) = (Directory::default(), Counting::new());
    let other = Issuer::Entra { tenant: uuid::Uuid::from_u128(0x1111) };
    let settings = provider::settings();
    assert!(directory.keys(&settings.issuer, &documents, START_S).key("key-0").await.is_ok());
    let expected = Expected { provider: &settings, nonce: "n", now_s: START_S, fresh_since_s: None };
    let token = Forge::new("n", START_S).token();
    let refused = id_token::check(&token, &expected, &directory.keys(&other, &documents, START_S)).await;
    assert_eq!(refused.err(), Some(Rejection::Keys(IssuerDiffers)));
}
