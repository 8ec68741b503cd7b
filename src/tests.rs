//! Tests of the whole server, in process: who acts, and what is promised.

mod accounts;
mod authenticator;
mod browser;
mod edits;
mod factors;
mod guards;
pub(crate) mod harness;
mod headers;
mod id_tokens;
mod isolation;
mod links;
mod outbox;
mod passkeys;
mod profiles;
mod projects;
mod provider;
mod provider_documents;
mod sealed;
mod sessions;
mod sso;
mod step_up;
mod storage;
mod tidy;
mod tls;
