//! A device that keeps passkeys, as far as tests need one: P-256, no attestation.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use rcgen::{KeyPair, PublicKeyData as _, SigningKey as _};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::harness::ORIGIN;

const USER_PRESENT: u8 = 0x01;
const USER_VERIFIED: u8 = 0x04;
const ATTESTED: u8 = 0x40;

/// A passkey on a device.
pub struct Authenticator {
    key: KeyPair,
    id: [u8; 32],
    user: String,
    /// How often it was used; part of every answer.
    pub counter: u32,
    /// The origin that the browser says it is at.
    pub origin: &'static str,
    /// Whether the device has recognised its owner.
    pub verifies: bool,
}

impl Authenticator {
    /// Makes a passkey as `navigator.credentials.create` does; gives it with the answer.
    pub fn create(options: &Value) -> (Self, Value) {
        let options = &options["publicKey"];
        let key = KeyPair::generate().unwrap();
        let id = Sha256::digest(key.der_bytes()).into();
        let user = options["user"]["id"].as_str().unwrap().to_owned();
        let device = Self { key, id, user, counter: 0, origin: ORIGIN, verifies: true };
        let client_data = device.client_data("webauthn.create", options);
        let mut object = b"\xa3\x63fmt\x64none\x67attStmt\xa0\x68authData\x58".to_vec();
        let data = device.data(options["rp"]["id"].as_str().unwrap(), true);
        object.push(u8::try_from(data.len()).unwrap());
        object.extend(data);
        let answer = json!({
            "id": text(&device.id), "rawId": text(&device.id), "type": "public-key",
            "response": { "attestationObject": text(&object), "clientDataJSON": text(&client_data) },
            "clientExtensionResults": {},
        });
        (device, answer)
    }

    /// Proves that it is there as `navigator.credentials.get` does.
    pub fn get(&mut self, options: &Value) -> Value {
        let options = &options["publicKey"];
        self.counter += 1;
        let client_data = self.client_data("webauthn.get", options);
        let data = self.data(options["rpId"].as_str().unwrap(), false);
        let signed = [data.as_slice(), &Sha256::digest(&client_data)].concat();
        json!({
            "id": text(&self.id), "rawId": text(&self.id), "type": "public-key",
            "response": {
                "authenticatorData": text(&data), "clientDataJSON": text(&client_data),
                "signature": text(&self.key.sign(&signed).unwrap()), "userHandle": self.user,
            },
            "clientExtensionResults": {},
        })
    }

    fn client_data(&self, kind: &str, options: &Value) -> Vec<u8> {
        let data = json!({
            "type": kind, "challenge": options["challenge"], "origin": self.origin, "crossOrigin": false,
        });
        data.to_string().into_bytes()
    }

    fn data(&self, host: &str, attested: bool) -> Vec<u8> {
        let mut data = Sha256::digest(host).to_vec();
        let verified = if self.verifies { USER_VERIFIED } else { 0 };
        data.push(USER_PRESENT | verified | if attested { ATTESTED } else { 0 });
        data.extend(self.counter.to_be_bytes());
        if attested {
            data.extend([0; 16]);
            data.extend(32_u16.to_be_bytes());
            data.extend(self.id);
            // The public key in COSE form: EC2, ES256, P-256, x, y.
            let point = self.key.der_bytes();
            data.extend(b"\xa5\x01\x02\x03\x26\x20\x01\x21\x58\x20");
            data.extend(&point[1..33]);
            data.extend(b"\x22\x58\x20");
            data.extend(&point[33..65]);
        }
        data
    }
}

fn text(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}
