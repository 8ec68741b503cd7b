//! Keys of the provider, made once per run.

use std::sync::OnceLock;

use jsonwebtoken::jwk::{AlgorithmParameters, Jwk};
use jsonwebtoken::{Algorithm, EncodingKey};
use rcgen::{KeyPair, RsaKeySize};
use serde_json::{Value, json};

/// A key pair.
pub struct TestKey {
    pub private: EncodingKey,
    pub modulus: String,
}

impl TestKey {
    /// The key with a number.
    pub fn get(number: usize) -> &'static Self {
        static KEYS: [OnceLock<TestKey>; 4] = [const { OnceLock::new() }; 4];
        KEYS[number].get_or_init(|| {
            let pair = KeyPair::generate_rsa_for(&rcgen::PKCS_RSA_SHA256, RsaKeySize::_2048).unwrap();
            Self::of_pem(&pair.serialize_pem())
        })
    }

    /// A key in PEM form.
    pub fn of_pem(pem: &str) -> Self {
        let private = EncodingKey::from_rsa_pem(pem.as_bytes()).unwrap();
        let jwk = Jwk::from_encoding_key(&private, Algorithm::RS256).unwrap();
        let AlgorithmParameters::RSA(parameters) = jwk.algorithm else { panic!("an RSA key") };
        Self { private, modulus: parameters.n }
    }

    /// The public half as Microsoft publishes it.
    pub fn public(&self, id: &str) -> Value {
        json!({
            "kty": "RSA", "use": "sig", "kid": id, "x5t": id, "n": self.modulus, "e": "AQAB",
            "x5c": ["MIIC"], "issuer": "https://login.microsoftonline.com/{tenantid}/v2.0",
        })
    }
}
