//! What the server provides to server functions.

use std::net::IpAddr;
use std::sync::Arc;

use leptos::prelude::use_context;

use super::account::AccountApi;
use super::member::OrganisationRole;
use super::profile::ProfileApi;
use super::project::ProjectApi;
use super::scenario::ScenarioApi;
use super::upload::UploadApi;
use super::{AccountId, AppError, OrganisationId};

/// Who acts. Only the server's session layer makes one; holding it means that somebody is signed in.
#[derive(Clone, Debug)]
pub struct Actor {
    /// The account that is signed in.
    pub account: AccountId,
    /// The organisation in which the account works.
    pub organisation: OrganisationId,
    /// When the account last proved who it is, seconds since 1970.
    pub proved_at_s: i64,
    /// What the account may do in the organisation.
    pub role: OrganisationRole,
    /// Whether it operates the server; gives no access to projects.
    pub instance_administrator: bool,
    /// Identifies the request in the log.
    pub request_id: String,
    /// Where the request comes from, for the audit log.
    pub address: Option<IpAddr>,
}

/// The port of ports.
pub trait Backend: Send + Sync {
    /// Accounts.
    fn accounts(&self) -> &dyn AccountApi;
    /// Projects.
    fn projects(&self) -> &dyn ProjectApi;
    /// Scenarios.
    fn scenarios(&self) -> &dyn ScenarioApi;
    /// Load profiles and weather series kept with a project.
    fn profiles(&self) -> &dyn ProfileApi;
    /// Uploaded files.
    fn uploads(&self) -> &dyn UploadApi;
}

/// The actor and the backend of the request that is being answered.
///
/// # Errors
/// [`AppError::NotSignedIn`] without a session.
pub fn caller() -> Result<(Actor, Arc<dyn Backend>), AppError> {
    let backend =
        use_context::<Arc<dyn Backend>>().ok_or(AppError::Internal { request_id: String::new() })?;
    let actor = use_context::<Actor>().ok_or(AppError::NotSignedIn)?;
    Ok((actor, backend))
}
