//! HTTP: routes, layers, pages, forms, server functions, files.

use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;

use app::api::Backend;
use app::page::Assets;

use crate::identity::passkeys::RelyingParty;
use crate::services::Services;

mod api;
mod assets;
mod caller;
mod chart;
mod client;
mod confirm;
mod cookies;
mod export;
mod fetch_guard;
mod form_token;
mod forms;
mod head;
mod headers;
mod health;
mod host;
pub mod layers;
mod live;
mod pages;
mod passkeys;
pub(crate) mod permissions;
mod render;
mod reports;
mod request_id;
pub mod router;
mod session;
mod sso;
mod uploads;

pub use client::Network;
pub use reports::parse_contact;
pub use router::router;

/// What the operator chose about how the server meets the world.
#[derive(Clone, Debug)]
pub struct Surface {
    /// Whether there is a demonstration account.
    pub demo: bool,
    /// Whom to tell about weaknesses; shown in `security.txt`.
    pub security_contact: Option<String>,
    /// Proxies whose word about addresses is believed.
    pub trusted_proxies: Vec<Network>,
    /// From where the administration of the instance is reached; everywhere, if nothing is named.
    pub admin_networks: Vec<Network>,
    /// A request that takes longer, its body included, is given up; one with a file after five times as long.
    pub answer_within: Duration,
}

impl Default for Surface {
    fn default() -> Self {
        let answer_within = Duration::from_secs(60);
        Self {
            demo: false,
            security_contact: None,
            trusted_proxies: Vec::new(),
            admin_networks: Vec::new(),
            answer_within,
        }
    }
}

impl Surface {
    /// Whether the administration of the instance is reached from an address.
    fn admits_operators_from(&self, address: IpAddr) -> bool {
        self.admin_networks.is_empty() || self.admin_networks.iter().any(|network| network.contains(address))
    }
}

/// What handlers need.
#[derive(Clone)]
pub struct HttpState {
    /// The services.
    pub services: Arc<Services>,
    /// The same, as server functions know them.
    pub backend: Arc<dyn Backend>,
    /// Addresses of hashed files.
    pub site: Arc<Assets>,
    /// How the server is reached.
    pub origin: Arc<PublicOrigin>,
    /// What the operator chose.
    pub surface: Arc<Surface>,
    /// Passkeys, if the host of the origin has a name.
    pub passkeys: Option<Arc<RelyingParty>>,
    /// Charts that were drawn lately.
    charts: Arc<chart::ChartCache>,
}

impl HttpState {
    /// State over services.
    #[must_use]
    pub fn new(services: Arc<Services>, origin: PublicOrigin, surface: Surface) -> Self {
        let backend = Arc::clone(&services) as Arc<dyn Backend>;
        let (site, charts) = (Arc::new(assets::addresses()), Arc::default());
        let passkeys = RelyingParty::new(origin.as_str()).map(Arc::new);
        let (origin, surface) = (Arc::new(origin), Arc::new(surface));
        Self { services, backend, site, origin, surface, passkeys, charts }
    }
}

/// The one origin under which the server is reached.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicOrigin {
    origin: String,
}

impl PublicOrigin {
    /// An origin such as `https://localhost:8443`; a trailing slash is ignored.
    ///
    /// # Errors
    /// It is not an `https` origin.
    pub fn parse(text: &str) -> Result<Self, String> {
        let origin = text.trim_end_matches('/').to_ascii_lowercase();
        let host = origin.strip_prefix("https://").ok_or("the public origin must begin with https://")?;
        let host = host.strip_suffix(":443").unwrap_or(host);
        let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | ':' | '[' | ']');
        if host.is_empty() || !host.chars().all(plain) {
            return Err("the public origin must be https://HOST or https://HOST:PORT".to_owned());
        }
        Ok(Self { origin: format!("https://{host}") })
    }

    /// Scheme, host and port as browsers send them in `Origin`.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.origin
    }

    /// Host and port as browsers send them in `Host`.
    #[must_use]
    pub fn host(&self) -> &str {
        self.origin.strip_prefix("https://").unwrap_or_default()
    }
}

/// The paths of all server functions, sorted, with their arguments.
#[cfg(test)]
pub(crate) fn api_arguments() -> impl Iterator<Item = (&'static str, &'static [&'static str])> {
    api::FUNCTIONS.into_iter()
}

/// The paths of all server functions, sorted.
#[cfg(test)]
pub(crate) fn api_functions() -> impl Iterator<Item = &'static str> {
    api::FUNCTIONS.into_iter().map(|(path, _)| path)
}
