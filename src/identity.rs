//! Who is who: passwords, sessions, setup links, limits on guessing.

pub mod device;
pub mod limiter;
pub mod passwords;
pub mod sessions;
pub mod setup;
pub mod strength;
