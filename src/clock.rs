//! Where time, ids and random tokens come from. Injected, so that tests decide.

use uuid::Uuid;

/// Tells the time.
pub trait Clock: Send + Sync {
    /// Seconds since 1970, UTC.
    fn now_s(&self) -> i64;
}

/// The clock of the machine.
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "the one place that reads the clock of the machine")]
    fn now_s(&self) -> i64 {
        let since_1970 = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
        since_1970.map_or(0, |duration| i64::try_from(duration.as_secs()).unwrap_or(i64::MAX))
    }
}

/// Makes ids and one-time tokens.
pub trait IdGen: Send + Sync {
    /// Sixteen bytes that nobody has seen before.
    fn bytes16(&self) -> [u8; 16];

    /// A new id.
    fn id(&self) -> Uuid {
        uuid::Builder::from_random_bytes(self.bytes16()).into_uuid()
    }

    /// A token of 256 bits.
    fn token(&self) -> [u8; 32] {
        let mut token = [0; 32];
        token[..16].copy_from_slice(&self.bytes16());
        token[16..].copy_from_slice(&self.bytes16());
        token
    }
}

/// Random ids from the operating system.
pub struct SystemIds;

impl IdGen for SystemIds {
    fn bytes16(&self) -> [u8; 16] {
        let mut bytes = [0; 16];
        getrandom::fill(&mut bytes).expect("the operating system provides random bytes");
        bytes
    }
}
