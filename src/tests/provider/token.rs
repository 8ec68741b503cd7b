//! ID tokens, right and wrong.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jsonwebtoken::{Algorithm, EncodingKey, crypto};
use serde_json::{Value, json};

use super::{CLIENT_ID, OBJECT, TENANT, TestKey};
use crate::federation::provider::Issuer;

/// A token in the making.
pub struct Forge {
    pub header: Value,
    pub claims: Value,
    key: EncodingKey,
    algorithm: Algorithm,
}

impl Forge {
    /// An honest token.
    pub fn new(nonce: &str, now_s: i64) -> Self {
        let issuer = Issuer::Entra { tenant: TENANT };
        Self {
            header: json!({ "typ": "JWT", "alg": "RS256", "kid": "key-0" }),
            claims: json!({
                "iss": issuer.address(), "aud": CLIENT_ID, "iat": now_s - 300, "nbf": now_s - 300,
                "exp": now_s + 3_600, "nonce": nonce, "ver": "2.0", "tid": TENANT, "oid": OBJECT,
                "sub": "AAAAAAAAAAAAAAAAAAAAAIkzqFVrSaSaFHy782bbtaQ", "acct": 0, "name": "Ada Muster",
                "preferred_username": "ada@stadtwerke.example", "roles": ["Lastgang.Member"],
                "sid": "0d6f2e6b-session", "login_hint": "O.CiQ", "rh": "0.AX0", "uti": "x",
            }),
            key: TestKey::get(0).private.clone(),
            algorithm: Algorithm::RS256,
        }
    }

    /// Sets a claim; `null` removes it.
    pub fn claim(mut self, name: &str, value: Value) -> Self {
        set(&mut self.claims, name, value);
        self
    }

    /// Sets a field of the header; `null` removes it.
    pub fn head(mut self, name: &str, value: Value) -> Self {
        set(&mut self.header, name, value);
        self
    }

    /// Signs with another key.
    pub fn by(mut self, key: &TestKey) -> Self {
        self.key = key.private.clone();
        self
    }

    /// Signs in another way.
    pub fn with(mut self, algorithm: Algorithm, key: EncodingKey) -> Self {
        (self.algorithm, self.key) = (algorithm, key);
        self
    }

    /// The token.
    pub fn token(&self) -> String {
        self.token_of(&self.header.to_string(), &self.claims.to_string())
    }

    /// The token of any header and payload, signed.
    pub fn token_of(&self, header: &str, claims: &str) -> String {
        let text = format!("{}.{}", URL_SAFE_NO_PAD.encode(header), URL_SAFE_NO_PAD.encode(claims));
        self.signed(&text)
    }

    /// A signed text.
    pub fn signed(&self, text: &str) -> String {
        format!("{text}.{}", crypto::sign(text.as_bytes(), &self.key, self.algorithm).unwrap())
    }
}

fn set(object: &mut Value, name: &str, value: Value) {
    let object = object.as_object_mut().unwrap();
    if value.is_null() {
        object.remove(name);
    } else {
        object.insert(name.to_owned(), value);
    }
}
