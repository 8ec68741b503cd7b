//! Tests of the whole server, in process: who acts, and what is promised.

mod accounts;
mod browser;
mod edits;
mod guards;
pub(crate) mod harness;
mod headers;
mod isolation;
mod profiles;
mod projects;
mod sealed;
mod sessions;
mod storage;
mod tidy;
mod tls;
