//! The server of Lastgang: http → services → storage → vault.

pub mod audit;
pub mod boot;
pub mod cli;
pub mod clock;
pub mod commands;
pub mod federation;
pub mod hex;
pub mod http;
pub mod identity;
pub mod jobs;
pub mod listener;
pub mod live;
pub mod mail;
pub mod network;
pub mod outbound;
pub mod services;
pub mod storage;
pub mod telemetry;
pub mod tls;
pub mod vault;
pub mod witness;

#[cfg(test)]
mod tests;
