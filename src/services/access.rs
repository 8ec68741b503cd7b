//! The permission check: the only place that makes a [`ProjectAccess`].

use app::api::project::ProjectRole;
use app::api::{Actor, AppError, ProjectId};

use super::OrInternal as _;
use crate::storage::{ProjectRow, Store};
use crate::witness::ProjectAccess;

/// What the actor may do with a project.
pub(super) async fn project(
    store: &Store,
    actor: &Actor,
    project: ProjectId,
) -> Result<ProjectAccess, AppError> {
    let role = store.projects().role(actor.account, actor.organisation, project).await;
    let role = role.or_internal(&actor.request_id)?.ok_or(AppError::NotFound)?;
    Ok(ProjectAccess::checked(project, actor.organisation, actor.account, role))
}

/// Access to a project that the database just listed for the actor.
pub(super) const fn listed(actor: &Actor, row: &ProjectRow) -> ProjectAccess {
    ProjectAccess::checked(row.id, actor.organisation, actor.account, row.role)
}

/// Access to a project that the actor is about to create.
pub(super) const fn created(actor: &Actor, project: ProjectId) -> ProjectAccess {
    ProjectAccess::checked(project, actor.organisation, actor.account, ProjectRole::Manage)
}

/// Access without a check, for tests of the storage.
#[cfg(test)]
pub(crate) const fn for_tests(actor: &Actor, project: ProjectId) -> ProjectAccess {
    created(actor, project)
}
