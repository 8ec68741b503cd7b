//! The store behind the session cookie: the cookie's value is kept only as its hash, what is in the
//! session only sealed. A session ends when it is not used, and in any case after a working day.

use std::fmt;
use std::sync::Arc;

use app::api::AccountId;
use async_trait::async_trait;
use sha2::{Digest, Sha256};
use time::OffsetDateTime;
use tower_sessions::session::{Id, Record};
use tower_sessions::session_store::{Error, Result, SessionStore};

use crate::clock::Clock;
use crate::storage::{SessionRow, Store};

/// Name of the cookie. The prefix makes browsers insist on Secure, Path=/ and no Domain.
pub const COOKIE: &str = "__Host-lastgang";
/// A session that is not used for this long has ended.
pub const IDLE_S: i64 = 30 * 60;
/// A session has ended after this time, used or not.
pub const ABSOLUTE_S: i64 = 8 * 3_600;
/// Where the account stands in a session.
pub const ACCOUNT: &str = "account";
/// Uses are noted no more often than this.
const NOTED_EVERY_S: i64 = 60;

/// Sessions in the database.
#[derive(Clone)]
pub struct SealedSessions {
    store: Arc<Store>,
    clock: Arc<dyn Clock>,
}

impl SealedSessions {
    /// Sessions in a store.
    #[must_use]
    pub fn new(store: Arc<Store>, clock: Arc<dyn Clock>) -> Self {
        Self { store, clock }
    }
}

impl fmt::Debug for SealedSessions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SealedSessions")
    }
}

#[async_trait]
impl SessionStore for SealedSessions {
    async fn create(&self, record: &mut Record) -> Result<()> {
        let now_s = self.clock.now_s();
        let session = row(record, now_s)?;
        while !self.store.sessions().create(&token_hash(record.id), &session).await.map_err(failed)? {
            record.id = Id::default();
        }
        Ok(())
    }

    async fn save(&self, record: &Record) -> Result<()> {
        let session = row(record, self.clock.now_s())?;
        self.store.sessions().update(&token_hash(record.id), &session).await.map_err(failed)
    }

    async fn load(&self, id: &Id) -> Result<Option<Record>> {
        let (token, now_s) = (token_hash(*id), self.clock.now_s());
        let Some(session) = self.store.sessions().find(&token).await.map_err(failed)? else {
            return Ok(None);
        };
        if now_s >= session.absolute_end_at_s || now_s >= session.last_seen_at_s + IDLE_S {
            self.store.sessions().delete(&token).await.map_err(failed)?;
            return Ok(None);
        }
        if now_s >= session.last_seen_at_s + NOTED_EVERY_S {
            self.store.sessions().touch(&token, now_s).await.map_err(failed)?;
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
        self.store.sessions().delete(&token_hash(*id)).await.map_err(failed)
    }
}

/// The stored form of a cookie's value.
#[must_use]
pub fn token_hash(id: Id) -> [u8; 32] {
    Sha256::digest(id.0.to_le_bytes()).into()
}

fn row(record: &Record, now_s: i64) -> Result<SessionRow> {
    let account =
        record.data.get(ACCOUNT).and_then(|value| serde_json::from_value::<AccountId>(value.clone()).ok());
    Ok(SessionRow {
        account,
        created_at_s: now_s,
        last_seen_at_s: now_s,
        absolute_end_at_s: now_s + ABSOLUTE_S,
        payload: serde_json::to_value(&record.data).map_err(|error| Error::Encode(error.to_string()))?,
    })
}

fn failed(error: impl fmt::Display) -> Error {
    Error::Backend(error.to_string())
}
