//! An identity provider for tests. It can be honest, and it can say anything.

use std::collections::HashMap;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use rcgen::{CertificateParams, KeyPair};
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::federation::provider::{Issuer, ProviderSettings};
use crate::federation::roles::{GrantedRole, RoleRule, RoleRules};
use crate::outbound::{Host, Outbound};

mod key;
mod server;
mod token;

pub use key::TestKey;
pub use server::Grant;
pub use token::Forge;

/// The tenant of the organisation in tests.
pub const TENANT: Uuid = Uuid::from_u128(0x8eae_f023_2b34_4da1_9baa_8bc8_c9d6_a490);
/// Our client id at the provider.
pub const CLIENT_ID: &str = "6731de76-14a6-49ae-97bc-6eba6914391e";
/// Somebody in the tenant.
pub const OBJECT: &str = "6a2c9a3f-5c2e-4a8b-a4c2-0f6a3a3d9d01";

/// Settings of the tenant's provider.
pub fn settings() -> ProviderSettings {
    let rule = |value: &str, role| RoleRule { value: value.to_owned(), role };
    ProviderSettings {
        issuer: Issuer::Entra { tenant: TENANT },
        client_id: CLIENT_ID.to_owned(),
        guests: false,
        just_in_time: true,
        roles: RoleRules {
            rules: vec![
                rule("Lastgang.Member", GrantedRole::Member),
                rule("Lastgang.Administrator", GrantedRole::Administrator),
                rule("5b7a1c52-9d34-4d5e-8a41-111111111111", GrantedRole::Administrator),
            ],
            otherwise: None,
        },
        step_up_context: None,
        domains: vec!["stadtwerke.example".to_owned()],
    }
}

/// What an honest provider says about itself.
pub fn metadata(issuer: &Issuer) -> Value {
    let base = issuer.address().trim_end_matches("/v2.0").to_owned();
    json!({
        "issuer": issuer.address(),
        "authorization_endpoint": format!("{base}/oauth2/v2.0/authorize"),
        "token_endpoint": format!("{base}/oauth2/v2.0/token"),
        "jwks_uri": format!("{base}/discovery/v2.0/keys"),
        "end_session_endpoint": format!("{base}/oauth2/v2.0/logout"),
        "userinfo_endpoint": "https://graph.microsoft.com/oidc/userinfo",
        "response_types_supported": ["code", "id_token", "code id_token", "id_token token"],
        "response_modes_supported": ["query", "fragment", "form_post"],
        "scopes_supported": ["openid", "profile", "email", "offline_access"],
        "subject_types_supported": ["pairwise"],
        "id_token_signing_alg_values_supported": ["RS256"],
        "token_endpoint_auth_methods_supported": ["client_secret_post", "private_key_jwt", "client_secret_basic"],
        "frontchannel_logout_supported": true,
    })
}

/// The keys of an honest provider.
pub fn keys() -> Value {
    json!({ "keys": [TestKey::get(0).public("key-0"), TestKey::get(1).public("key-1")] })
}

/// A provider that listens on a loopback address under its own name.
pub struct TestProvider {
    pub issuer: Issuer,
    state: Arc<Mutex<State>>,
    address: SocketAddr,
    certificate: CertificateDer<'static>,
}

/// What the provider does next.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Behaviour {
    #[default]
    Honest,
    Silent,
    Huge,
    Redirecting,
    Failing,
    Html,
    BreakingOff,
}

#[derive(Default)]
struct State {
    behaviour: Behaviour,
    metadata: Value,
    keys: Value,
    codes: HashMap<String, Grant>,
    /// Public keys of certificates that were uploaded.
    certificates: Vec<Value>,
    secret: Option<String>,
    assertions: Vec<String>,
    requests: usize,
}

impl TestProvider {
    /// Starts a provider.
    pub async fn start(issuer: Issuer) -> Self {
        crate::tls::install_provider();
        let host = issuer.host().unwrap();
        let key = KeyPair::generate().unwrap();
        let certificate =
            CertificateParams::new(vec![host.name().to_owned()]).unwrap().self_signed(&key).unwrap();
        let certificate = certificate.der().clone();
        let state = State { metadata: metadata(&issuer), keys: keys(), ..State::default() };
        let state = Arc::new(Mutex::new(state));
        let private = PrivateKeyDer::try_from(key.serialize_der()).unwrap();
        let config = rustls::ServerConfig::builder()
            .with_no_client_auth()
            .with_single_cert(vec![certificate.clone()], private)
            .unwrap();
        let listener = std::net::TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        listener.set_nonblocking(true).unwrap();
        let address = listener.local_addr().unwrap();
        let config = axum_server::tls_rustls::RustlsConfig::from_config(Arc::new(config));
        let server = axum_server::from_tcp_rustls(listener, config).unwrap();
        let router = server::router(Arc::clone(&state));
        tokio::spawn(async move { server.serve(router.into_make_service()).await });
        Self { issuer, state, address, certificate }
    }

    /// The way to this provider, and to no other.
    pub fn outbound(&self) -> Outbound {
        self.outbound_with(&[])
    }

    /// The way to this provider and to others of the same certificate.
    pub fn outbound_with(&self, names: &[(Host, SocketAddr)]) -> Outbound {
        let own = (self.issuer.host().unwrap(), self.address);
        Outbound::trusting_only(self.certificate.clone(), [])
            .unwrap()
            .for_tests(names.iter().cloned().chain([own]), Duration::from_millis(700))
    }

    /// Where it listens.
    pub const fn address(&self) -> SocketAddr {
        self.address
    }

    /// Changes what it does.
    pub fn behave(&self, behaviour: Behaviour) {
        self.state.lock().unwrap().behaviour = behaviour;
    }

    /// Changes what it says about itself.
    pub fn say(&self, change: impl FnOnce(&mut Value)) {
        change(&mut self.state.lock().unwrap().metadata);
    }

    /// Demands a secret of its client.
    pub fn demand_secret(&self, secret: &str) {
        self.state.lock().unwrap().secret = Some(secret.to_owned());
    }

    /// Takes in the certificate of its client.
    pub fn register(&self, public_key: Value) {
        self.state.lock().unwrap().certificates.push(public_key);
    }

    /// Somebody signs in at the address to which they were sent; gives the address to which they are sent
    /// back.
    pub fn sign_in(&self, address: &str, change: impl FnOnce(&mut Forge)) -> String {
        server::sign_in(&self.state, address, change)
    }
}
