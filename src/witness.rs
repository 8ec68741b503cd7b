//! Proofs that something was checked: who holds one may go on. The services make them, and the storage demands them,
//! so they lie below both.

use app::api::project::ProjectRole;
use app::api::{AccountId, AppError, OrganisationId, ProjectId};

/// Proof that an account may touch a project, and how. Repositories of project data demand it.
#[derive(Clone, Debug)]
pub struct ProjectAccess {
    project: ProjectId,
    organisation: OrganisationId,
    account: AccountId,
    role: ProjectRole,
}

impl ProjectAccess {
    /// For `services::access` alone, which has checked it; a test holds that nobody else calls it.
    pub(crate) const fn checked(
        project: ProjectId,
        organisation: OrganisationId,
        account: AccountId,
        role: ProjectRole,
    ) -> Self {
        Self { project, organisation, account, role }
    }

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

/// Proof that an account has proved who it is within the last ten minutes. Only
/// `services::step_up` makes one.
#[derive(Debug)]
pub struct SteppedUp {
    account: AccountId,
}

impl SteppedUp {
    /// For `services::step_up` alone, which has checked it; a test holds that nobody else calls it.
    pub(crate) const fn proved(account: AccountId) -> Self {
        Self { account }
    }

    /// Who acts.
    #[must_use]
    pub const fn account(&self) -> AccountId {
        self.account
    }
}
