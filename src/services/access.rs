//! The permission check: the only place that makes a [`ProjectAccess`].

use app::api::project::ProjectRole;
use app::api::{AccountId, Actor, AppError, OrganisationId, ProjectId};

use super::OrInternal as _;
use crate::storage::{ProjectRow, Store};

/// Proof that an account may touch a project, and how. Repositories of project data demand it.
#[derive(Clone, Debug)]
pub struct ProjectAccess {
    project: ProjectId,
    organisation: OrganisationId,
    account: AccountId,
    role: ProjectRole,
}

impl ProjectAccess {
    /// Which project.
    #[must_use]
    pub const fn project(&self) -> ProjectId {
        self.project
    }

    /// The organisation that owns it.
    #[must_use]
    pub const fn organisation(&self) -> OrganisationId {
        self.organisation
    }

    /// Who acts.
    #[must_use]
    pub const fn account(&self) -> AccountId {
        self.account
    }

    /// What the account may do.
    #[must_use]
    pub const fn role(&self) -> ProjectRole {
        self.role
    }

    /// Demands the right to change.
    ///
    /// # Errors
    /// [`AppError::Forbidden`] for those who may only look and comment.
    pub fn require_edit(&self) -> Result<(), AppError> {
        self.require(ProjectRole::Edit)
    }

    /// Demands the right to rename, share and delete.
    ///
    /// # Errors
    /// [`AppError::Forbidden`] for everybody else.
    pub fn require_manage(&self) -> Result<(), AppError> {
        self.require(ProjectRole::Manage)
    }

    fn require(&self, least: ProjectRole) -> Result<(), AppError> {
        if self.role >= least { Ok(()) } else { Err(AppError::Forbidden) }
    }
}

/// What the actor may do with a project.
pub(super) async fn project(
    store: &Store,
    actor: &Actor,
    project: ProjectId,
) -> Result<ProjectAccess, AppError> {
    let role = store.projects().role(actor.account, actor.organisation, project).await;
    let role = role.or_internal(&actor.request_id)?.ok_or(AppError::NotFound)?;
    Ok(ProjectAccess { project, organisation: actor.organisation, account: actor.account, role })
}

/// Access to a project that the database just listed for the actor.
pub(super) const fn listed(actor: &Actor, row: &ProjectRow) -> ProjectAccess {
    ProjectAccess {
        project: row.id,
        organisation: actor.organisation,
        account: actor.account,
        role: row.role,
    }
}

/// Access to a project that the actor is about to create.
pub(super) const fn created(actor: &Actor, project: ProjectId) -> ProjectAccess {
    ProjectAccess {
        project,
        organisation: actor.organisation,
        account: actor.account,
        role: ProjectRole::Manage,
    }
}

/// Access without a check, for tests of the storage.
#[cfg(test)]
pub(crate) const fn for_tests(actor: &Actor, project: ProjectId) -> ProjectAccess {
    created(actor, project)
}
