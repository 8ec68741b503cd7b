//! Who is who: passwords, sessions, setup links, limits on guessing.

pub mod blocklist;
pub mod device;
pub mod limits;
pub mod passkeys;
pub mod passwords;
pub mod recovery;
pub mod sessions;
pub mod setup;
pub mod strength;
pub mod token;
pub mod totp;
