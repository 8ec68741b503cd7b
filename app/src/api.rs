//! The contract between the browser and the server.
//!
//! Views and drafts cross the wire; ports are implemented by the server's services; server functions
//! fetch the [`Actor`] and a port from context and contain no logic.

pub mod account;
pub mod administration;
pub mod audit;
mod error;
pub mod factor;
mod ids;
pub mod link;
pub mod live;
pub mod member;
pub mod profile;
pub mod project;
pub mod scenario;
pub mod session;
pub mod sso;
pub mod upload;

#[cfg(feature = "ssr")]
mod backend;

pub use error::AppError;
pub use ids::{AccountId, BatchId, OrganisationId, ProjectId, Revision, ScenarioId, UploadId};

#[cfg(feature = "ssr")]
pub use backend::{Actor, Backend, caller};
