//! A host with its port, as it stands in an `https` address.

use std::fmt;

use oauth2::url::{Host as UrlHost, Url};

/// Name and port of a host.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Host {
    name: String,
    port: u16,
}

impl Host {
    /// The host of an `https` address; `None` if it is anything else, carries a password, or names the host
    /// by a number.
    #[must_use]
    pub fn of(address: &str) -> Option<Self> {
        let url = Url::parse(address).ok()?;
        let plain = url.scheme() == "https" && url.username().is_empty() && url.password().is_none();
        match (plain, url.host()?, url.port_or_known_default()) {
            (true, UrlHost::Domain(name), Some(port)) => Some(Self { name: name.to_owned(), port }),
            _ => None,
        }
    }

    /// `HOST` or `HOST:PORT`, as an operator writes it.
    ///
    /// # Errors
    /// It is neither.
    pub fn parse(text: &str) -> Result<Self, String> {
        let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | ':');
        let host = if text.chars().all(plain) { Self::of(&format!("https://{text}")) } else { None };
        host.ok_or_else(|| "a host is HOST or HOST:PORT".to_owned())
    }

    /// Name in the form of DNS.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Port.
    #[must_use]
    pub const fn port(&self) -> u16 {
        self.port
    }
}

impl fmt::Display for Host {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.port {
            443 => f.write_str(&self.name),
            port => write!(f, "{}:{port}", self.name),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_https_addresses_of_names_have_a_host() {
        let host = |address| Host::of(address).map(|host| host.to_string());
        assert_eq!(host("https://Login.Example/x").as_deref(), Some("login.example"));
        assert_eq!(host("https://login.example:8443").as_deref(), Some("login.example:8443"));
        for bad in [
            "http://login.example",
            "https://127.0.0.1/",
            "https://[::1]/",
            "https://2130706433/",
            "https://a:b@login.example/",
            "https://a@login.example/",
            "login.example",
            "file:///etc/passwd",
            "",
        ] {
            assert_eq!(host(bad), None, "{bad}");
        }
        assert!(Host::parse("keycloak.internal:8443").is_ok());
        assert!(Host::parse("keycloak.internal/realms").is_err());
    }
}
