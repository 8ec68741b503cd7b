//! Signing in through an identity provider: Microsoft Entra ID, or any other that speaks OpenID Connect.
//!
//! A person is who the provider says, by issuer, tenant and object id. An e-mail address is shown and never
//! looked up: whoever administers a tenant can write any address into it.

pub mod assertion;
pub mod authorization;
pub mod discovery;
pub mod id_token;
pub mod keys;
pub mod metadata;
pub mod provider;
pub mod rejection;
pub mod roles;
pub mod transaction;

pub use rejection::Rejection;
