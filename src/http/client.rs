//! Where a request comes from. The peer of the connection, unless it is a proxy that the operator trusts: then
//! the last address that the proxy did not make up itself. Everything else that a request says about where it
//! comes from is thrown away.

use std::fmt;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::str::FromStr;

use axum::extract::{ConnectInfo, Request, State};
use axum::http::HeaderMap;
use axum::middleware::Next;
use axum::response::Response;

use super::HttpState;

/// What proxies say. None of it may reach a handler.
const FORWARDED: [&str; 8] = [
    "forwarded",
    "x-forwarded-for",
    "x-forwarded-host",
    "x-forwarded-proto",
    "x-forwarded-port",
    "x-real-ip",
    "x-client-ip",
    "true-client-ip",
];

/// The address of the browser.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct ClientAddress(pub IpAddr);

/// An address or a network in the form `10.0.0.0/8`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Network {
    address: IpAddr,
    bits: u8,
}

impl Network {
    /// Whether an address lies in it.
    pub(crate) fn contains(self, other: IpAddr) -> bool {
        let matches = |one: u128, other: u128, width: u8| {
            let unused = u32::from(width - self.bits);
            one.checked_shr(unused).unwrap_or(0) == other.checked_shr(unused).unwrap_or(0)
        };
        match (self.address.to_canonical(), other.to_canonical()) {
            (IpAddr::V4(one), IpAddr::V4(other)) => {
                matches(u32::from(one).into(), u32::from(other).into(), 32)
            }
            (IpAddr::V6(one), IpAddr::V6(other)) => matches(one.into(), other.into(), 128),
            _ => false,
        }
    }
}

impl FromStr for Network {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let wrong = "not an address or network such as 10.0.0.0/8";
        let (address, bits) =
            text.split_once('/').map_or((text, None), |(address, bits)| (address, Some(bits)));
        let address: IpAddr = address.parse().map_err(|_| wrong)?;
        let width = if address.is_ipv4() { 32 } else { 128 };
        let bits: u8 = bits.map_or(Ok(width), |bits| bits.parse().map_err(|_| wrong))?;
        // `::ffff:10.0.0.0/104` is 10.0.0.0/8.
        let canonical = address.to_canonical();
        let mapped = if address.is_ipv6() && canonical.is_ipv4() { 96 } else { 0 };
        match bits.checked_sub(mapped) {
            Some(own) if bits <= width => Ok(Self { address: canonical, bits: own }),
            _ => Err(wrong),
        }
    }
}

impl fmt::Display for Network {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.address, self.bits)
    }
}

/// Finds the address and removes what proxies say.
pub(super) async fn locate(State(state): State<HttpState>, mut request: Request, next: Next) -> Response {
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>();
    let peer = peer.map_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED), |info| info.0.ip());
    let address = client(peer, request.headers(), &state.surface.trusted_proxies);
    for name in FORWARDED {
        request.headers_mut().remove(name);
    }
    request.extensions_mut().insert(ClientAddress(address));
    next.run(request).await
}

fn client(peer: IpAddr, headers: &HeaderMap, trusted: &[Network]) -> IpAddr {
    let is_trusted = |address: IpAddr| trusted.iter().any(|network| network.contains(address));
    if !is_trusted(peer) {
        return peer;
    }
    // Each proxy appends the address it was called from: from the right, the first one that is no proxy.
    let chain: Vec<&str> = headers
        .get_all("x-forwarded-for")
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .map(str::trim)
        .collect();
    let mut nearest = peer;
    for entry in chain.into_iter().rev() {
        match entry.parse() {
            Ok(address) if is_trusted(address) => nearest = address,
            Ok(address) => return address,
            // What cannot be read is not believed, nor anything before it.
            Err(_) => return nearest,
        }
    }
    nearest
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(peer: &str, forwarded: &[&str], trusted: &[&str]) -> String {
        let headers =
            forwarded.iter().map(|value| ("x-forwarded-for".parse().unwrap(), value.parse().unwrap()));
        let trusted: Vec<Network> = trusted.iter().map(|network| network.parse().unwrap()).collect();
        client(peer.parse().unwrap(), &headers.collect(), &trusted).to_string()
    }

    #[test]
    fn nobody_chooses_their_own_address() {
        assert_eq!(seen("192.0.2.1", &["198.51.100.9"], &[]), "192.0.2.1");
        assert_eq!(seen("192.0.2.1", &["198.51.100.9"], &["10.0.0.0/8"]), "192.0.2.1");
        assert_eq!(seen("10.1.2.3", &["198.51.100.9"], &["10.0.0.0/8"]), "198.51.100.9");
        // What the browser itself sent stands left of what the proxy added.
        assert_eq!(seen("10.1.2.3", &["1.1.1.1, 198.51.100.9"], &["10.0.0.0/8"]), "198.51.100.9");
        assert_eq!(seen("10.1.2.3", &["1.1.1.1", "198.51.100.9, 10.9.9.9"], &["10.0.0.0/8"]), "198.51.100.9");
        assert_eq!(seen("10.1.2.3", &["198.51.100.9, nonsense"], &["10.0.0.0/8"]), "10.1.2.3");
        assert_eq!(seen("10.1.2.3", &[], &["10.1.2.3"]), "10.1.2.3");
        assert_eq!(seen("::ffff:10.1.2.3", &["2001:db8::1"], &["10.1.2.3"]), "2001:db8::1");
    }

    #[test]
    fn networks_are_read_strictly() {
        for (network, inside, outside) in [
            ("10.0.0.0/8", "10.255.0.1", "11.0.0.0"),
            ("192.0.2.7", "192.0.2.7", "192.0.2.6"),
            ("2001:db8::/32", "2001:db8:ffff::1", "2001:db9::"),
            ("::ffff:10.0.0.0/104", "10.255.0.1", "11.0.0.0"),
        ] {
            let network: Network = network.parse().unwrap();
            assert!(network.contains(inside.parse().unwrap()), "{network}");
            assert!(!network.contains(outside.parse().unwrap()), "{network}");
        }
        assert!("0.0.0.0/0".parse::<Network>().unwrap().contains("203.0.113.1".parse().unwrap()));
        for wrong in ["", "10.0.0.0/33", "::/129", "::ffff:10.0.0.0/95", "10.0.0/8", "10.0.0.0/", "a/8"] {
            assert!(wrong.parse::<Network>().is_err(), "{wrong}");
        }
    }
}
