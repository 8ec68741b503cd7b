//! The only way out of the server: HTTPS to a host that was named beforehand. No proxies, no redirects, no
//! cookies, no connection that is kept; an answer has to be small and quick.

use std::collections::BTreeSet;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::http::header::HOST;
use axum::http::{HeaderValue, Request, Response};
use http_body_util::{BodyExt as _, Full, LengthLimitError, Limited};
use hyper::body::Bytes;
use hyper_util::rt::TokioIo;
use rustls::RootCertStore;
use rustls::pki_types::ServerName;
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;

mod address;
mod host;

pub use address::is_public;
pub use host::Host;

/// Most bytes of an answer.
pub const ANSWER_BYTES: usize = 256 * 1024;
/// An answer has to be whole within this time.
pub const ANSWER_WITHIN: Duration = Duration::from_secs(5);

/// Why nothing came back.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum OutboundError {
    /// Not an `https` address of a named host.
    #[error("not an https address")]
    NotHttps,
    /// The address names another host than the one that was allowed.
    #[error("the address names another host")]
    OtherHost,
    /// The host has no address.
    #[error("the host name cannot be resolved")]
    Unresolved,
    /// The host lies in a network of our own, and the operator has not named it.
    #[error("the host has a private address")]
    PrivateAddress,
    /// Nobody answers there.
    #[error("no connection")]
    Connect,
    /// The certificate is not trusted, or TLS failed otherwise.
    #[error("TLS: {0}")]
    Tls(String),
    /// Not HTTP, or broken off.
    #[error("the answer is not HTTP")]
    Http,
    /// The answer sends us elsewhere; it is not followed.
    #[error("the answer is a redirect")]
    Redirect,
    /// The answer is too large.
    #[error("the answer is too large")]
    TooLarge,
    /// The answer takes too long.
    #[error("no answer in time")]
    TooSlow,
}

/// Makes outgoing requests.
pub struct Outbound {
    tls: TlsConnector,
    own_network: BTreeSet<Host>,
    within: Duration,
    /// Where hosts are, for tests; others are asked of the resolver.
    #[cfg(test)]
    known: std::collections::BTreeMap<Host, SocketAddr>,
}

impl Outbound {
    /// Trusts what the operating system trusts. Hosts in `own_network` may have private addresses: the
    /// operator has named them, nobody else can.
    #[must_use]
    pub fn new(own_network: impl IntoIterator<Item = Host>) -> Self {
        let found = rustls_native_certs::load_native_certs();
        let mut roots = RootCertStore::empty();
        let (added, _) = roots.add_parsable_certificates(found.certs);
        if added == 0 {
            tracing::warn!(
                "the system trusts no certificate authority; identity providers cannot be reached"
            );
        }
        Self::trusting(roots, own_network)
    }

    /// The same, trusting only one authority.
    ///
    /// # Errors
    /// The certificate cannot be read.
    #[cfg(test)]
    pub fn trusting_only(
        authority: rustls::pki_types::CertificateDer<'static>,
        own_network: impl IntoIterator<Item = Host>,
    ) -> Result<Self, rustls::Error> {
        let mut roots = RootCertStore::empty();
        roots.add(authority)?;
        Ok(Self::trusting(roots, own_network))
    }

    fn trusting(roots: RootCertStore, own_network: impl IntoIterator<Item = Host>) -> Self {
        let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
        let mut config = rustls::ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .expect("the provider speaks the versions of its own library")
            .with_root_certificates(roots)
            .with_no_client_auth();
        config.alpn_protocols = vec![b"http/1.1".to_vec()];
        Self {
            tls: TlsConnector::from(Arc::new(config)),
            own_network: own_network.into_iter().collect(),
            within: ANSWER_WITHIN,
            #[cfg(test)]
            known: std::collections::BTreeMap::new(),
        }
    }

    /// Says where hosts are, and how patient to be.
    #[cfg(test)]
    #[must_use]
    pub fn for_tests(
        mut self,
        known: impl IntoIterator<Item = (Host, SocketAddr)>,
        within: Duration,
    ) -> Self {
        self.known = known.into_iter().collect();
        self.within = within;
        self
    }

    /// A channel to one host and no other.
    #[must_use]
    pub const fn only(&self, host: Host) -> Channel<'_> {
        Channel { outbound: self, host }
    }

    async fn address_of(&self, host: &Host) -> Result<SocketAddr, OutboundError> {
        #[cfg(test)]
        if let Some(address) = self.known.get(host) {
            return Ok(*address);
        }
        let found = tokio::net::lookup_host((host.name(), host.port())).await;
        let found: Vec<SocketAddr> = found.map_err(|_| OutboundError::Unresolved)?.collect();
        let first = *found.first().ok_or(OutboundError::Unresolved)?;
        // One private address is enough to refuse: the name may mean us by turns.
        if !self.own_network.contains(host) && !found.iter().all(|address| is_public(address.ip())) {
            return Err(OutboundError::PrivateAddress);
        }
        Ok(first)
    }
}

/// Requests to one host.
pub struct Channel<'a> {
    outbound: &'a Outbound,
    host: Host,
}

impl Channel<'_> {
    /// Sends a request and gives back the whole answer, whatever its status.
    ///
    /// # Errors
    /// [`OutboundError`].
    pub async fn send(&self, request: Request<Vec<u8>>) -> Result<Response<Vec<u8>>, OutboundError> {
        let answer = tokio::time::timeout(self.outbound.within, self.exchange(request));
        answer.await.map_err(|_| OutboundError::TooSlow)?
    }

    async fn exchange(&self, request: Request<Vec<u8>>) -> Result<Response<Vec<u8>>, OutboundError> {
        let uri = request.uri();
        let named = Host::of(&uri.to_string()).ok_or(OutboundError::NotHttps)?;
        if named != self.host {
            return Err(OutboundError::OtherHost);
        }
        // The connection goes to the address that was checked; the name is not resolved a second time.
        let address = self.outbound.address_of(&self.host).await?;
        let stream = TcpStream::connect(address).await.map_err(|_| OutboundError::Connect)?;
        let name = ServerName::try_from(self.host.name().to_owned()).map_err(|_| OutboundError::NotHttps)?;
        let stream = self.outbound.tls.connect(name, stream).await;
        let stream = stream.map_err(|error| OutboundError::Tls(error.to_string()))?;
        let http = hyper::client::conn::http1::Builder::new()
            .max_buf_size(64 * 1024)
            .handshake::<_, Full<Bytes>>(TokioIo::new(stream))
            .await;
        let (mut sender, connection) = http.map_err(|_| OutboundError::Http)?;
        let connection = tokio::spawn(connection);
        let answer = self.converse(&mut sender, request).await;
        connection.abort();
        answer
    }

    async fn converse(
        &self,
        sender: &mut hyper::client::conn::http1::SendRequest<Full<Bytes>>,
        request: Request<Vec<u8>>,
    ) -> Result<Response<Vec<u8>>, OutboundError> {
        let (mut parts, body) = request.into_parts();
        let host = HeaderValue::try_from(self.host.to_string()).map_err(|_| OutboundError::NotHttps)?;
        parts.headers.insert(HOST, host);
        let path = parts.uri.path_and_query().map_or("/", |path| path.as_str());
        parts.uri = path.parse().map_err(|_| OutboundError::NotHttps)?;
        let request = Request::from_parts(parts, Full::new(Bytes::from(body)));
        let answer = sender.send_request(request).await.map_err(|_| OutboundError::Http)?;
        if answer.status().is_redirection() {
            return Err(OutboundError::Redirect);
        }
        let (parts, body) = answer.into_parts();
        let body = Limited::new(body, ANSWER_BYTES).collect().await;
        let body = body.map_err(|error| {
            if error.is::<LengthLimitError>() { OutboundError::TooLarge } else { OutboundError::Http }
        })?;
        Ok(Response::from_parts(parts, body.to_bytes().to_vec()))
    }
}
