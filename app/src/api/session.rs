//! Sessions as their owner sees them.

/// A session of the account: where somebody is signed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SessionView {
    /// Names the session in forms; signs nobody in.
    pub id: String,
    /// Product name of the browser; empty when unknown.
    pub browser: String,
    /// Product name of the operating system; empty when unknown.
    pub system: String,
    /// The network it began in, as a prefix.
    pub network: String,
    /// When it began, seconds since 1970.
    pub began_at_s: i64,
    /// When it was last used, to the minute, seconds since 1970.
    pub last_seen_at_s: i64,
    /// Whether it is the one that asks.
    pub is_this: bool,
}
