//! The store behind the session cookie. The cookie carries a token of 256 bits, of which only the hash is
//! kept; what is in the session is sealed. A session ends when it is not used, and in any case after a
//! working day.
//!
//! `tower_sessions` gives a request its [`Session`](tower_sessions::Session): loaded when it is needed,
//! noticed when it is changed, renewed by `cycle_id`. Its own id has 128 bits and would be the cookie's
//! value; here it is only a handle, the first half of the hash, and never leaves the process.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use app::api::AccountId;
use app::api::member::OrganisationRole;
use async_trait::async_trait;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use time::OffsetDateTime;
use tower_sessions::session::{Id, Record};
use tower_sessions::session_store::{Error, Result, SessionStore};

use super::device::Device;
use crate::audit::{Action, Entry, Origin};
use crate::clock::{Clock, IdGen};
use crate::storage::{SessionRow, Store, StoreError};

/// Name of the cookie. The prefix makes browsers insist on Secure, Path=/ and no Domain.
pub const COOKIE: &str = "__Host-lastgang";
/// Where the [`Pending`] sign-in stands in a session.
pub const PENDING: &str = "pending";
/// Where the [`Authentication`] stands in a session.
pub const AUTHENTICATION: &str = "authentication";
/// Uses are noted no more often than this.
const NOTED_EVERY_S: i64 = 60;
/// Most requests that a session remembers as its own.
const OWN_REQUESTS: usize = 32;
/// A session in which nobody is signed in yet ends after this time, seconds.
pub const PENDING_S: i64 = 10 * 60;

/// When sessions end, seconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SessionLimits {
    /// Without use.
    pub idle_s: i64,
    /// Used or not.
    pub absolute_s: i64,
    /// Without use, for administrators of the instance.
    pub administrator_idle_s: i64,
    /// Used or not, for administrators of the instance.
    pub administrator_absolute_s: i64,
}

impl SessionLimits {
    /// Half an hour and a working day; half of both for administrators.
    pub const STANDARD: Self = Self {
        idle_s: 30 * 60,
        absolute_s: 8 * 3_600,
        administrator_idle_s: 15 * 60,
        administrator_absolute_s: 4 * 3_600,
    };
}

/// How somebody proved who they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Method {
    /// Password.
    Password,
    /// Passkey.
    Passkey,
    /// Code of an authenticator app.
    Totp,
    /// Recovery code.
    RecoveryCode,
    /// Setup link: the account was made just now.
    SetupLink,
    /// An identity provider has vouched.
    IdentityProvider,
    /// The demonstration, which asks for nothing.
    Demo,
}

/// What was proved at the sign-in, and from where.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Authentication {
    /// Who is signed in.
    pub account: AccountId,
    /// Whether the shorter ends of administrators apply.
    pub administrator: bool,
    /// By what.
    pub methods: Vec<Method>,
    /// When the session began, seconds since 1970; renewing its token does not prolong it.
    pub began_at_s: i64,
    /// When the methods were last asked for, seconds since 1970.
    pub proved_at_s: i64,
    /// The browser.
    pub device: Device,
    /// The network it was in.
    pub network: String,
    /// The last requests by which this session changed something about the security of its account: it needs no
    /// notice about its own acts.
    #[serde(default)]
    pub own_requests: Vec<String>,
    /// The last event of which this session has put the notice away.
    #[serde(default)]
    pub put_away: i64,
    /// The role in the organisation for which the token was made: with another one comes another token.
    #[serde(default)]
    pub role: Option<OrganisationRole>,
}

/// A sign-in whose first step is done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pending {
    /// Who is about to be signed in.
    pub account: AccountId,
    /// What was proved so far.
    pub methods: Vec<Method>,
    /// When, seconds since 1970.
    pub since_s: i64,
    /// Where to go afterwards.
    pub next: Option<String>,
}

impl Authentication {
    /// Notes a request as one of this session's own.
    pub fn note(&mut self, request_id: &str) {
        let surplus = (self.own_requests.len() + 1).saturating_sub(OWN_REQUESTS);
        self.own_requests.drain(..surplus);
        self.own_requests.push(request_id.to_owned());
    }

    /// When the account last proved itself. The demonstration has nothing to prove itself by and is always
    /// fresh.
    #[must_use]
    pub fn fresh_at_s(&self, now_s: i64) -> i64 {
        if self.methods.contains(&Method::Demo) { now_s } else { self.proved_at_s }
    }
}

/// The value of a session cookie.
struct Token([u8; 32]);

impl Token {
    fn parse(text: &str) -> Option<Self> {
        Some(Self(URL_SAFE_NO_PAD.decode(text).ok()?.try_into().ok()?))
    }

    fn hash(&self) -> [u8; 32] {
        Sha256::digest(self.0).into()
    }
}

/// Sessions in the database.
#[derive(Clone)]
pub struct SealedSessions {
    store: Arc<Store>,
    clock: Arc<dyn Clock>,
    ids: Arc<dyn IdGen>,
    limits: SessionLimits,
}

impl SealedSessions {
    /// Sessions in a store.
    #[must_use]
    pub fn new(store: Arc<Store>, clock: Arc<dyn Clock>, ids: Arc<dyn IdGen>, limits: SessionLimits) -> Self {
        Self { store, clock, ids, limits }
    }

    /// The sessions as one request sees them: only the one whose token it brought.
    #[must_use]
    pub fn of_request(&self, cookie: Option<&str>) -> RequestSessions {
        RequestSessions { sessions: self.clone(), token: Mutex::new(cookie.and_then(Token::parse)) }
    }

    fn row(&self, record: &Record) -> Result<SessionRow> {
        let now_s = self.clock.now_s();
        let payload = serde_json::to_value(&record.data).map_err(|error| Error::Encode(error.to_string()))?;
        let authentication = record.data.get(AUTHENTICATION).cloned();
        let authentication: Option<Authentication> = authentication
            .map(serde_json::from_value)
            .transpose()
            .map_err(|error| Error::Encode(error.to_string()))?;
        let pending: Option<Pending> =
            record.data.get(PENDING).and_then(|value| serde_json::from_value(value.clone()).ok());
        let limits = self.limits;
        let (idle_s, absolute_end_at_s) = match &authentication {
            Some(of) if of.administrator => {
                (limits.administrator_idle_s, of.began_at_s + limits.administrator_absolute_s)
            }
            Some(of) => (limits.idle_s, of.began_at_s + limits.absolute_s),
            None => (PENDING_S, pending.as_ref().map_or(now_s, |of| of.since_s) + PENDING_S),
        };
        Ok(SessionRow {
            account: authentication.map(|of| of.account).or(pending.map(|of| of.account)),
            created_at_s: now_s,
            last_seen_at_s: now_s,
            idle_s,
            absolute_end_at_s,
            payload,
        })
    }
}

/// The sessions as one request sees them.
pub struct RequestSessions {
    sessions: SealedSessions,
    token: Mutex<Option<Token>>,
}

impl RequestSessions {
    /// The handle of the session whose token the request brought.
    #[must_use]
    pub fn handle(&self) -> Option<Id> {
        self.hash().map(|hash| handle(&hash))
    }

    /// The value of the cookie that the response has to set.
    #[must_use]
    pub fn cookie_value(&self) -> Option<String> {
        let token = self.token.lock().unwrap_or_else(PoisonError::into_inner);
        token.as_ref().map(|token| URL_SAFE_NO_PAD.encode(token.0))
    }

    /// Whether the session whose token the request brought goes on. Asking is no use of it.
    ///
    /// # Errors
    /// The database fails.
    pub async fn is_open(&self) -> Result<bool> {
        let Some(hash) = self.hash() else { return Ok(false) };
        let session = self.sessions.store.sessions().find(&hash).await.map_err(failed)?;
        Ok(session.is_some_and(|session| !session.has_ended(self.sessions.clock.now_s())))
    }

    fn hash(&self) -> Option<[u8; 32]> {
        self.token.lock().unwrap_or_else(PoisonError::into_inner).as_ref().map(Token::hash)
    }

    /// The hash behind a handle: the token of this request is the only one that is known.
    fn hash_of(&self, id: Id) -> Option<[u8; 32]> {
        self.hash().filter(|hash| handle(hash) == id)
    }
}

impl fmt::Debug for RequestSessions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RequestSessions")
    }
}

#[async_trait]
impl SessionStore for RequestSessions {
    async fn create(&self, record: &mut Record) -> Result<()> {
        let sessions = &self.sessions;
        let token = Token(sessions.ids.token());
        let hash = token.hash();
        record.id = handle(&hash);
        let row = sessions.row(record)?;
        if !sessions.store.sessions().create(&hash, &row).await.map_err(failed)? {
            return Err(Error::Backend("a new token is in use".to_owned()));
        }
        *self.token.lock().unwrap_or_else(PoisonError::into_inner) = Some(token);
        Ok(())
    }

    async fn save(&self, record: &Record) -> Result<()> {
        let Some(hash) = self.hash_of(record.id) else { return Ok(()) };
        let row = self.sessions.row(record)?;
        self.sessions.store.sessions().update(&hash, &row).await.map_err(failed)
    }

    async fn load(&self, id: &Id) -> Result<Option<Record>> {
        let Some(hash) = self.hash_of(*id) else { return Ok(None) };
        let (sessions, now_s) = (self.sessions.store.sessions(), self.sessions.clock.now_s());
        let Some(session) = sessions.find(&hash).await.map_err(failed)? else { return Ok(None) };
        if session.has_ended(now_s) {
            expire(&self.sessions.store, &hash, now_s).await.map_err(failed)?;
            return Ok(None);
        }
        if now_s >= session.last_seen_at_s + NOTED_EVERY_S {
            sessions.touch(&hash, now_s).await.map_err(failed)?;
        }
        let data =
            serde_json::from_value(session.payload).map_err(|error| Error::Decode(error.to_string()))?;
        let end = OffsetDateTime::from_unix_timestamp(session.absolute_end_at_s);
        Ok(Some(Record {
            id: *id,
            data,
            expiry_date: end.map_err(|error| Error::Decode(error.to_string()))?,
        }))
    }

    async fn delete(&self, id: &Id) -> Result<()> {
        let Some(hash) = self.hash_of(*id) else { return Ok(()) };
        self.sessions.store.sessions().delete(&hash).await.map_err(failed)
    }
}

/// The name of a session inside the process and on the page that lists sessions; signs nobody in.
#[must_use]
pub fn handle(token_hash: &[u8; 32]) -> Id {
    let (half, _) = token_hash.split_first_chunk().expect("32 bytes have a first half");
    Id(i128::from_be_bytes(*half))
}

/// Removes a session that has ended by time, with an event if somebody was signed in there.
///
/// # Errors
/// The database fails.
pub async fn expire(store: &Store, token_hash: &[u8; 32], now_s: i64) -> std::result::Result<(), StoreError> {
    let sessions = store.sessions();
    let session = match sessions.find(token_hash).await {
        Ok(session) => session,
        // Whatever it was, it has ended.
        Err(StoreError::Inconsistent { .. }) => None,
        Err(error) => return Err(error),
    };
    let signed_in = session.filter(|session| session.payload.get(AUTHENTICATION).is_some());
    let Some(account) = signed_in.and_then(|session| session.account) else {
        return sessions.delete(token_hash).await;
    };
    let organisation = match store.accounts().find(account).await {
        Ok(found) => found.map(|found| found.organisation),
        Err(error) if error.is_key_missing() => None,
        Err(error) => return Err(error),
    };
    let origin = Origin { request_id: "time".to_owned(), address: None };
    let event = Entry { organisation, ..Entry::new(Action::SessionExpired, now_s, &origin).on(account) };
    sessions.end(account, &half_hash(handle(token_hash)), &event).await?;
    Ok(())
}

/// The half of a token's hash that a handle stands for.
#[must_use]
pub const fn half_hash(handle: Id) -> [u8; 16] {
    handle.0.to_be_bytes()
}

fn failed(error: impl fmt::Display) -> Error {
    Error::Backend(error.to_string())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::clock::SystemIds;

    #[test]
    fn tokens_have_256_bits_and_none_comes_twice() {
        let tokens: BTreeSet<[u8; 32]> = (0..1_000).map(|_| SystemIds.token()).collect();
        assert_eq!(tokens.len(), 1_000);
        // Every one of the 256 bits is sometimes set and sometimes not.
        for bit in 0..256 {
            let set = tokens.iter().filter(|token| token[bit / 8] >> (bit % 8) & 1 == 1).count();
            assert!((380..620).contains(&set), "bit {bit} is set {set} times of 1000");
        }
    }

    #[test]
    fn only_tokens_of_full_length_are_taken() {
        assert!(Token::parse(&"A".repeat(43)).is_some());
        for bad in ["", "AAAAAAAAAAAAAAAAAAAAAA", &"A".repeat(42), &"A".repeat(44), &"ä".repeat(20)] {
            assert!(Token::parse(bad).is_none(), "{bad}");
        }
    }
}
