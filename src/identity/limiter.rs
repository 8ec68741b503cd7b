//! Limits on guessing passwords: per address and per account, in memory.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::Mutex;

/// How many attempts at once, and how long one takes to come back.
#[derive(Clone, Copy, Debug)]
struct Budget {
    burst: u32,
    seconds_per_attempt: i64,
}

/// Ten attempts from one address, then one every ten seconds.
const PER_ADDRESS: Budget = Budget { burst: 10, seconds_per_attempt: 10 };
/// Twenty attempts on one account, then one every six seconds: enough for its owner while others guess.
const PER_ACCOUNT: Budget = Budget { burst: 20, seconds_per_attempt: 6 };
/// Beyond this many remembered keys, those that are full again are forgotten.
const REMEMBERED: usize = 10_000;

/// What an attempt counts against.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Key {
    Address(IpAddr),
    Account([u8; 32]),
}

/// Counts sign-in attempts.
#[derive(Default)]
pub struct LoginLimiter {
    /// When the budget of a key will be full again, seconds since 1970.
    full_at_s: Mutex<HashMap<Key, i64>>,
}

impl LoginLimiter {
    /// Takes one attempt from both budgets.
    ///
    /// # Errors
    /// Seconds to wait if one of them is empty.
    pub fn attempt(&self, address: IpAddr, account: [u8; 32], now_s: i64) -> Result<(), u32> {
        let keys = [(Key::Address(network(address)), PER_ADDRESS), (Key::Account(account), PER_ACCOUNT)];
        let mut full_at_s = self.full_at_s.lock().expect("no holder of the lock panics");
        if full_at_s.len() > REMEMBERED {
            full_at_s.retain(|_, full_at| *full_at > now_s);
        }
        for (key, budget) in keys {
            let full_at = full_at_s.get(&key).copied().unwrap_or(now_s).max(now_s);
            let allowed_until = now_s + budget.seconds_per_attempt * i64::from(budget.burst - 1);
            if full_at > allowed_until {
                return Err(u32::try_from(full_at - allowed_until).unwrap_or(u32::MAX));
            }
        }
        for (key, budget) in keys {
            let full_at = full_at_s.entry(key).or_insert(now_s);
            *full_at = (*full_at).max(now_s) + budget.seconds_per_attempt;
        }
        Ok(())
    }

    /// Gives a successful attempt back.
    pub fn succeeded(&self, address: IpAddr, account: [u8; 32]) {
        let mut full_at_s = self.full_at_s.lock().expect("no holder of the lock panics");
        full_at_s.remove(&Key::Account(account));
        if let Some(full_at) = full_at_s.get_mut(&Key::Address(network(address))) {
            *full_at -= PER_ADDRESS.seconds_per_attempt;
        }
    }
}

/// Whoever has an IPv6 address usually has 2⁶⁴ of them.
fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(v6) => IpAddr::V6((u128::from(v6) >> 64 << 64).into()),
        v4 @ IpAddr::V4(_) => v4,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOME: IpAddr = IpAddr::V4(std::net::Ipv4Addr::LOCALHOST);

    #[test]
    fn after_a_burst_attempts_come_back_one_by_one() {
        let limiter = LoginLimiter::default();
        for _ in 0..10 {
            assert_eq!(limiter.attempt(HOME, [0; 32], 1_000), Ok(()));
        }
        assert_eq!(limiter.attempt(HOME, [0; 32], 1_000), Err(10));
        assert_eq!(limiter.attempt(HOME, [0; 32], 1_004), Err(6));
        assert_eq!(limiter.attempt(HOME, [0; 32], 1_010), Ok(()));
        assert!(limiter.attempt(HOME, [0; 32], 1_010).is_err());
    }

    #[test]
    fn many_addresses_cannot_guess_one_account_without_end() {
        let limiter = LoginLimiter::default();
        let address = |n: u8| IpAddr::from([10, 0, 0, n]);
        let allowed = (0..200).filter(|n| limiter.attempt(address(*n), [7; 32], 0).is_ok()).count();
        assert_eq!(allowed, 20);
        assert_eq!(limiter.attempt(address(250), [8; 32], 0), Ok(()));
    }

    #[test]
    fn signing_in_again_and_again_is_not_guessing() {
        let limiter = LoginLimiter::default();
        for _ in 0..100 {
            assert_eq!(limiter.attempt(HOME, [0; 32], 0), Ok(()));
            limiter.succeeded(HOME, [0; 32]);
        }
    }

    #[test]
    fn addresses_of_one_ipv6_network_count_together() {
        let limiter = LoginLimiter::default();
        let address = |n: u16| IpAddr::from([0x2001, 0xdb8, 0, 1, 0, 0, 0, n]);
        let allowed =
            (0..50_u8).filter(|n| limiter.attempt(address((*n).into()), [*n; 32], 0).is_ok()).count();
        assert_eq!(allowed, 10);
    }
}
