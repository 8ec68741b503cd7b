//! Limits on guessing: per action and address, neighbourhood and account, and for everybody together; and limits on
//! what costs the server much, per account. They are kept in the database, so that a restart forgives nothing, and
//! they only ever delay.

use std::net::IpAddr;
use std::sync::Arc;

use uuid::Uuid;

use crate::clock::Clock;
use crate::storage::{Counter, Patience, Store, StoreError};
use crate::vault::KeyPurpose;

/// Ten attempts from one network; then 10 s, doubling to a quarter of an hour.
const PER_ADDRESS: Patience =
    Patience { free: 10, first_wait_s: 10, longest_wait_s: 900, forgotten_after_s: 300 };
/// Twenty attempts on one account; then one every two seconds: strangers who guess must not lock its owner out.
const PER_ACCOUNT: Patience =
    Patience { free: 20, first_wait_s: 2, longest_wait_s: 2, forgotten_after_s: 300 };
/// The same for what only somebody who knows the password, or is signed in, can try; doubling to a minute.
const PER_ACCOUNT_WITHIN: Patience =
    Patience { free: 20, first_wait_s: 2, longest_wait_s: 60, forgotten_after_s: 300 };
/// A hundred attempts from one neighbourhood, so that nobody holds the counter of everybody alone.
const PER_NEIGHBOURHOOD: Patience =
    Patience { free: 100, first_wait_s: 10, longest_wait_s: 900, forgotten_after_s: 300 };
/// Three mails to one address; then one a minute, doubling to a quarter of an hour.
const PER_RECIPIENT: Patience =
    Patience { free: 3, first_wait_s: 60, longest_wait_s: 900, forgotten_after_s: 3_600 };
/// A hundred of what costs the server little but is kept: sign-ins that are begun, mails of an administrator.
const PER_ADDRESS_OF_MANY: Patience =
    Patience { free: 100, first_wait_s: 10, longest_wait_s: 900, forgotten_after_s: 300 };
/// Thirty files in a row; then one after ten seconds, doubling to five minutes.
const EXPORTS: Patience = Patience { free: 30, first_wait_s: 10, longest_wait_s: 300, forgotten_after_s: 30 };
/// Two hundred calculations in a row; then one after two seconds, doubling to half a minute.
const CALCULATIONS: Patience =
    Patience { free: 200, first_wait_s: 2, longest_wait_s: 30, forgotten_after_s: 1 };
/// Sixty searches in a row; then one after two seconds, doubling to half a minute.
const SEARCHES: Patience = Patience { free: 60, first_wait_s: 2, longest_wait_s: 30, forgotten_after_s: 2 };
/// A thousand failures on the whole server; then one a second.
const TOGETHER: Patience = Patience { free: 1_000, first_wait_s: 1, longest_wait_s: 1, forgotten_after_s: 1 };
/// Counters that have rested for this long are removed.
const KEPT_S: i64 = 24 * 3_600;

/// What is attempted. Every action counts by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// Signing in with a password.
    SignIn,
    /// Using a setup link.
    SetUp,
    /// Entering the password again while signed in.
    Password,
    /// Asking for a new password.
    Reset,
    /// Asking for an account.
    Register,
    /// Using a link that was sent.
    Link,
    /// Entering a code of a second factor.
    Factor,
    /// Answering by a passkey.
    Passkey,
    /// Beginning a sign-in by passkey or identity provider, which is kept until it is finished, or a demonstration.
    Begin,
    /// Sending a link to somebody, as an administrator.
    Send,
    /// Having a link sent to a new address of one's own.
    Email,
    /// Having a project, a file of it or a log written into a file, or a project copied.
    Export,
    /// Having the server read a file or calculate a year.
    Calculate,
    /// Searching what is sealed, so that everything has to be opened.
    Search,
}

impl Action {
    /// Name of the counters and in the audit log.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::SignIn => "sign-in",
            Self::SetUp => "set-up",
            Self::Password => "password",
            Self::Reset => "reset",
            Self::Register => "register",
            Self::Link => "link",
            Self::Factor => "factor",
            Self::Passkey => "passkey",
            Self::Begin => "begin",
            Self::Send => "send",
            Self::Email => "email",
            Self::Export => "export",
            Self::Calculate => "calculate",
            Self::Search => "search",
        }
    }

    const fn patience_per_account(self) -> Patience {
        match self {
            Self::Factor | Self::Password => PER_ACCOUNT_WITHIN,
            Self::Reset | Self::Register | Self::Send | Self::Email => PER_RECIPIENT,
            Self::Export => EXPORTS,
            Self::Calculate => CALCULATIONS,
            Self::Search => SEARCHES,
            _ => PER_ACCOUNT,
        }
    }

    const fn patience_per_address(self) -> Patience {
        match self {
            Self::Begin | Self::Send => PER_ADDRESS_OF_MANY,
            _ => PER_ADDRESS,
        }
    }
}

/// Why an attempt is not made.
#[derive(Debug, thiserror::Error)]
pub enum LimitError {
    /// There were too many; seconds to wait.
    #[error("too many attempts, {0} s to wait")]
    Wait(u32),
    /// The counters cannot be read: then nothing is attempted.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// An attempt that was counted. Unless it turns out to be none, it stays counted as a guess.
#[must_use]
pub struct Attempt {
    address: [u8; 32],
    account: Option<[u8; 32]>,
    neighbourhood: [u8; 32],
    together: [u8; 32],
}

/// The limits.
pub struct Limits {
    store: Arc<Store>,
    clock: Arc<dyn Clock>,
}

impl Limits {
    /// Limits that are kept in a store.
    #[must_use]
    pub fn new(store: Arc<Store>, clock: Arc<dyn Clock>) -> Self {
        Self { store, clock }
    }

    /// Counts an attempt before it is made. `account` is anything that names one, known or not.
    ///
    /// # Errors
    /// [`LimitError::Wait`] if there were too many.
    pub async fn attempt(
        &self,
        action: Action,
        address: IpAddr,
        account: Option<&[u8]>,
    ) -> Result<Attempt, LimitError> {
        let attempt = Attempt {
            address: self.key(action, "address", &network(address)).await?,
            account: match account {
                Some(account) => Some(self.key(action, "account", account).await?),
                None => None,
            },
            neighbourhood: self.key(action, "neighbourhood", &neighbourhood(address)).await?,
            together: self.key(action, "together", &[]).await?,
        };
        let counters: Vec<Counter> = [
            Some(Counter { key: attempt.address, patience: action.patience_per_address() }),
            attempt.account.map(|key| Counter { key, patience: action.patience_per_account() }),
            Some(Counter { key: attempt.neighbourhood, patience: PER_NEIGHBOURHOOD }),
            Some(Counter { key: attempt.together, patience: TOGETHER }),
        ]
        .into_iter()
        .flatten()
        .collect();
        let counted = self.store.limits().attempt(&counters, self.clock.now_s()).await?;
        counted.map_err(LimitError::Wait)?;
        Ok(attempt)
    }

    /// Counts something that costs the server much and that only those ask for who are signed in. It counts for
    /// the account in this network alone: neither colleagues behind one address nor visitors of the demonstration,
    /// who share an account, wait for each other.
    ///
    /// # Errors
    /// [`LimitError::Wait`] if there were too many.
    pub async fn spend(&self, action: Action, address: IpAddr, account: &[u8]) -> Result<(), LimitError> {
        let who = [account, &network(address)].concat();
        let key = self.key(action, "account", &who).await?;
        let counter = Counter { key, patience: action.patience_per_account() };
        let counted = self.store.limits().attempt(&[counter], self.clock.now_s()).await?;
        counted.map_err(LimitError::Wait)
    }

    /// Takes a successful attempt back, and with it what was counted against the account.
    ///
    /// # Errors
    /// The database fails.
    pub async fn succeeded(&self, attempt: Attempt) -> Result<(), StoreError> {
        let limits = self.store.limits();
        limits.give_back(&attempt.address).await?;
        limits.give_back(&attempt.neighbourhood).await?;
        limits.give_back(&attempt.together).await?;
        match attempt.account {
            Some(account) => limits.forget(&account).await,
            None => Ok(()),
        }
    }

    /// Removes counters that nobody needs any more.
    ///
    /// # Errors
    /// The database fails.
    pub async fn tidy(&self) -> Result<(), StoreError> {
        self.store.limits().delete_older(self.clock.now_s() - KEPT_S).await
    }

    async fn key(&self, action: Action, against: &str, what: &[u8]) -> Result<[u8; 32], StoreError> {
        let ring = self.store.vault().ring(KeyPurpose::Limit, Uuid::nil()).await?;
        let message = [action.key().as_bytes(), &[0], against.as_bytes(), &[0], what].concat();
        Ok(ring.mac(&message))
    }
}

/// Whoever has an IPv6 address usually has 2⁶⁴ of them.
fn network(address: IpAddr) -> Vec<u8> {
    match address.to_canonical() {
        IpAddr::V4(v4) => v4.octets().to_vec(),
        IpAddr::V6(v6) => v6.octets()[..8].to_vec(),
    }
}

/// What one operator of a network usually holds: a /24, a /48.
fn neighbourhood(address: IpAddr) -> Vec<u8> {
    match address.to_canonical() {
        IpAddr::V4(v4) => v4.octets()[..3].to_vec(),
        IpAddr::V6(v6) => v6.octets()[..6].to_vec(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tests::harness::TestApp;

    const HOME: IpAddr = IpAddr::V4(std::net::Ipv4Addr::LOCALHOST);

    async fn allowed(app: &TestApp, from: impl Fn(u16) -> IpAddr, account: impl Fn(u16) -> Vec<u8>) -> usize {
        let limits = &app.backend.services.context().limits;
        let mut allowed = 0;
        for n in 0..200 {
            let attempt = limits.attempt(Action::SignIn, from(n), Some(&account(n))).await;
            allowed += usize::from(attempt.is_ok());
        }
        allowed
    }

    #[tokio::test]
    async fn one_address_cannot_try_many_accounts() {
        let app = TestApp::new().await;
        assert_eq!(allowed(&app, |_| HOME, |n| n.to_be_bytes().to_vec()).await, 10);
    }

    #[tokio::test]
    async fn many_addresses_cannot_guess_one_account_without_end() {
        let app = TestApp::new().await;
        let address = |n: u16| IpAddr::from([10, (n >> 8) as u8, n as u8, 1]);
        assert_eq!(allowed(&app, address, |_| vec![7]).await, 20);
        // Other accounts are not touched by that, and the owner waits a minute at the most.
        let limits = &app.backend.services.context().limits;
        assert!(limits.attempt(Action::SignIn, HOME, Some(&[8])).await.is_ok());
        app.clock.advance(60);
        assert!(limits.attempt(Action::SignIn, HOME, Some(&[7])).await.is_ok());
    }

    #[tokio::test]
    async fn addresses_of_one_ipv6_network_count_together() {
        let app = TestApp::new().await;
        let address = |n: u16| IpAddr::from([0x2001, 0xdb8, 0, 1, 0, 0, 0, n]);
        assert_eq!(allowed(&app, address, |n| n.to_be_bytes().to_vec()).await, 10);
    }

    #[tokio::test]
    async fn one_neighbourhood_cannot_use_up_the_attempts_of_everybody() {
        let app = TestApp::new().await;
        let address = |n: u16| IpAddr::from([0x2001, 0xdb8, 7, n, 0, 0, 0, 1]);
        assert_eq!(allowed(&app, address, |n| n.to_be_bytes().to_vec()).await, 100);
        let limits = &app.backend.services.context().limits;
        assert!(limits.attempt(Action::SignIn, HOME, Some(&[9])).await.is_ok());
    }

    #[tokio::test]
    async fn nobody_gets_more_than_a_few_mails() {
        let app = TestApp::new().await;
        let limits = &app.backend.services.context().limits;
        for action in [Action::Reset, Action::Register, Action::Send, Action::Email] {
            let mut sent = 0;
            for n in 0..50_u8 {
                let from = IpAddr::from([10, n, 0, 1]);
                sent += usize::from(limits.attempt(action, from, Some(b"bob@a.example")).await.is_ok());
            }
            assert_eq!(sent, 3, "{action:?}");
        }
    }

    #[tokio::test]
    async fn signing_in_again_and_again_is_not_guessing() {
        let app = TestApp::new().await;
        let limits = &app.backend.services.context().limits;
        for _ in 0..100 {
            let attempt = limits.attempt(Action::SignIn, HOME, Some(&[1])).await.unwrap();
            limits.succeeded(attempt).await.unwrap();
        }
    }

    #[tokio::test]
    async fn actions_count_apart_and_a_restart_forgives_nothing() {
        let app = TestApp::new().await;
        assert_eq!(allowed(&app, |_| HOME, |n| n.to_be_bytes().to_vec()).await, 10);
        let limits = &app.backend.services.context().limits;
        assert!(limits.attempt(Action::Password, HOME, None).await.is_ok());
        let restarted = Limits::new(Arc::clone(&app.backend.store), app.clock.clone());
        let refused = restarted.attempt(Action::SignIn, HOME, Some(&[9])).await;
        assert!(matches!(refused, Err(LimitError::Wait(10))));
    }
}
