//! The server of Lastgang: http → services → storage → vault.

pub mod clock;
pub mod identity;
pub mod services;
pub mod storage;
pub mod vault;
