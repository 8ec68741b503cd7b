//! Places for connections. Each costs an open file, of which a process has so many only: nobody may hold all of them.

use std::collections::HashMap;
use std::fs;
use std::net::{IpAddr, Ipv6Addr};
use std::sync::{Arc, Mutex, PoisonError};

use crate::http::Network;

/// So many open files there are at least, if nobody says how many.
const USUAL_FILES: usize = 1_024;
/// No client needs more connections: a browser has one, and behind one address there may be a whole office.
const OF_ONE_MAX: usize = 512;

/// How many connections there may be at a time, and who has how many.
#[derive(Debug)]
pub struct Places {
    /// Of one client.
    of_one: usize,
    /// Of all clients.
    together: usize,
    /// Many clients come through these.
    proxies: Vec<Network>,
    taken: Mutex<Taken>,
}

#[derive(Debug, Default)]
struct Taken {
    together: usize,
    by_client: HashMap<IpAddr, usize>,
}

/// A place that is given back when it is dropped.
#[derive(Debug)]
pub struct Place {
    places: Arc<Places>,
    client: IpAddr,
}

impl Places {
    /// Three quarters of the files that this process may open; a quarter of these for one client.
    #[must_use]
    pub fn of_process(proxies: Vec<Network>) -> Arc<Self> {
        let limits = fs::read_to_string("/proc/self/limits").unwrap_or_default();
        let together = open_files(&limits).unwrap_or(USUAL_FILES) / 4 * 3;
        Self::new((together / 4).min(OF_ONE_MAX), together, proxies)
    }

    /// So many places for one client and for all together.
    #[must_use]
    pub fn new(of_one: usize, together: usize, proxies: Vec<Network>) -> Arc<Self> {
        Arc::new(Self { of_one, together, proxies, taken: Mutex::default() })
    }

    /// A place for a connection from this address; `None` if there is none left.
    #[must_use]
    pub fn take(self: &Arc<Self>, address: IpAddr) -> Option<Place> {
        let client = client(address);
        let is_proxy = self.proxies.iter().any(|proxy| proxy.contains(address));
        let mut taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        let own = taken.by_client.get(&client).copied().unwrap_or_default();
        if taken.together >= self.together || (own >= self.of_one && !is_proxy) {
            return None;
        }
        taken.together += 1;
        taken.by_client.insert(client, own + 1);
        Some(Place { places: Arc::clone(self), client })
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut taken = self.places.taken.lock().unwrap_or_else(PoisonError::into_inner);
        taken.together -= 1;
        if let Some(own) = taken.by_client.get_mut(&self.client) {
            *own -= 1;
            if *own == 0 {
                taken.by_client.remove(&self.client);
            }
        }
    }
}

/// Whoever has an IPv6 address usually has 2⁶⁴ of them.
fn client(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V4(v4) => v4.into(),
        IpAddr::V6(v6) => Ipv6Addr::from(u128::from(v6) >> 64 << 64).into(),
    }
}

/// How many files a process may open, from what Linux says about its limits; `None` if it does not say.
fn open_files(limits: &str) -> Option<usize> {
    let line = limits.lines().find_map(|line| line.strip_prefix("Max open files"))?;
    line.split_whitespace().next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(text: &str) -> IpAddr {
        text.parse().unwrap()
    }

    #[test]
    fn one_client_has_its_places_and_others_have_theirs() {
        let places = Places::new(2, 100, Vec::new());
        let first = places.take(address("192.0.2.1"));
        let second = places.take(address("::ffff:192.0.2.1"));
        assert!(first.is_some() && second.is_some());
        assert!(places.take(address("192.0.2.1")).is_none());
        assert!(places.take(address("192.0.2.2")).is_some());
        drop(first);
        assert!(places.take(address("192.0.2.1")).is_some());
    }

    #[test]
    fn addresses_of_one_ipv6_network_are_one_client() {
        let places = Places::new(1, 100, Vec::new());
        let _one = places.take(address("2001:db8:1:2::1")).unwrap();
        assert!(places.take(address("2001:db8:1:2:ffff::9")).is_none());
        assert!(places.take(address("2001:db8:1:3::1")).is_some());
    }

    #[test]
    fn a_proxy_brings_many_but_not_more_than_there_are() {
        let places = Places::new(1, 3, vec!["10.0.0.0/8".parse().unwrap()]);
        let taken: Vec<_> = (0..4).map(|_| places.take(address("10.1.2.3"))).collect();
        assert_eq!(taken.iter().flatten().count(), 3);
        assert!(places.take(address("192.0.2.1")).is_none());
        drop(taken);
        assert!(places.take(address("192.0.2.1")).is_some());
    }

    #[test]
    fn the_limit_of_the_process_is_read() {
        let limits = "Limit                     Soft Limit           Hard Limit           Units     \n\
                      Max processes             95000                95000                processes \n\
                      Max open files            1024                 524288               files     \n";
        assert_eq!(open_files(limits), Some(1_024));
        assert_eq!(open_files(""), None);
        assert!(Places::of_process(Vec::new()).take(address("192.0.2.1")).is_some());
    }
}
