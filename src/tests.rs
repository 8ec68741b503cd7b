//! Tests of the whole server, in process: who acts, and what is promised.

mod accounts;
mod audit;
mod authenticator;
mod browser;
mod checklist;
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
mod permissions;
mod profiles;
mod projects;
mod provider;
mod provider_documents;
mod sealed;
mod sessions;
mod step_up;
mod storage;
mod surface;
mod tidy;
mod tls;
