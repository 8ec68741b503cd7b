//! Members: who belongs to an organisation and what they may do, in it and in its projects. Every change needs
//! a fresh proof of who acts.

use std::sync::Arc;

use app::api::member::{Member, OrganisationRole};
use app::api::project::ProjectRole;
use app::api::{AccountId, Actor, AppError, ProjectId};

use super::{Context, OrInternal as _};
use crate::audit::Action;

/// The service.
pub struct Members(Arc<Context>);

/// Why a member was left as it is.
#[derive(Debug, PartialEq)]
pub enum MemberRefusal {
    /// An organisation needs an owner.
    LastOwner,
    /// The one who may still sign in with a password while the organisation demands its provider.
    LastWayIn,
    /// Anything else.
    Other(AppError),
}

impl From<AppError> for MemberRefusal {
    fn from(error: AppError) -> Self {
        Self::Other(error)
    }
}

impl Members {
    pub(super) const fn new(context: Arc<Context>) -> Self {
        Self(context)
    }

    /// The members of the actor's organisation.
    ///
    /// # Errors
    /// [`AppError::Forbidden`] for those who do not administer it.
    pub async fn list(&self, actor: &Actor) -> Result<Vec<Member>, AppError> {
        require(actor, OrganisationRole::Administrator)?;
        self.0.store.members().list(actor.organisation).await.or_internal(&actor.request_id)
    }

    /// Changes the role of a member; it acts on the next request. Owners are made and unmade only by owners.
    ///
    /// # Errors
    /// Why not.
    pub async fn set_role(
        &self,
        actor: &Actor,
        account: AccountId,
        role: OrganisationRole,
    ) -> Result<(), MemberRefusal> {
        let present = self.changeable(actor, account).await?;
        self.0.stepped_up(actor)?;
        if role != OrganisationRole::Owner {
            self.keep_last_way_in(actor, account).await?;
        }
        if role == OrganisationRole::Owner {
            require(actor, OrganisationRole::Owner)?;
        }
        let event = self.0.event(Action::PermissionsChanged, actor).on(account);
        let event = event.fact("from", present.key()).fact("to", role.key());
        let changed =
            self.0.store.members().set_role(actor.organisation, account, (present, role), &event).await;
        if changed.or_internal(&actor.request_id)? { Ok(()) } else { Err(MemberRefusal::LastOwner) }
    }

    /// A member that the actor may remove, to be asked about.
    ///
    /// # Errors
    /// Why not.
    pub async fn removable(&self, actor: &Actor, account: AccountId) -> Result<Member, AppError> {
        self.changeable(actor, account).await?;
        self.0.stepped_up(actor)?;
        let members = self.list(actor).await?;
        members.into_iter().find(|member| member.account == account).ok_or(AppError::NotFound)
    }

    /// Removes a member from the organisation; its sessions end at once.
    ///
    /// # Errors
    /// Why not.
    pub async fn remove(&self, actor: &Actor, account: AccountId) -> Result<(), MemberRefusal> {
        let present = self.changeable(actor, account).await?;
        self.0.stepped_up(actor)?;
        self.keep_last_way_in(actor, account).await?;
        let event = self.0.event(Action::PermissionsChanged, actor).on(account);
        let event = event.fact("from", present.key()).fact("to", "removed");
        let removed = self.0.store.members().remove(actor.organisation, account, present, &event).await;
        if removed.or_internal(&actor.request_id)? { Ok(()) } else { Err(MemberRefusal::LastOwner) }
    }

    /// The members of the organisation with their own role in a project. Administrators and owners manage
    /// every project without having one.
    ///
    /// # Errors
    /// The actor does not manage the project.
    pub async fn of_project(
        &self,
        actor: &Actor,
        project: ProjectId,
    ) -> Result<Vec<(Member, Option<ProjectRole>)>, AppError> {
        let access = self.0.access(actor, project).await?;
        access.require_manage()?;
        let members = self.0.store.members().list(actor.organisation).await.or_internal(&actor.request_id)?;
        let roles = self.0.store.projects().members(&access).await.or_internal(&actor.request_id)?;
        let role = |member: &Member| {
            roles.iter().find(|(account, _)| *account == member.account).map(|(_, role)| *role)
        };
        Ok(members.into_iter().map(|member| (member.clone(), role(&member))).collect())
    }

    /// Gives a member a role in a project, or takes it away; it acts on the next request.
    ///
    /// # Errors
    /// The actor does not manage the project, or the account is no member of the organisation.
    pub async fn set_project_role(
        &self,
        actor: &Actor,
        project: ProjectId,
        account: AccountId,
        role: Option<ProjectRole>,
    ) -> Result<(), AppError> {
        let access = self.0.access(actor, project).await?;
        access.require_manage()?;
        self.0.stepped_up(actor)?;
        let member = self.0.store.members().role(actor.organisation, account).await;
        member.or_internal(&actor.request_id)?.ok_or(AppError::NotFound)?;
        let event = self.0.event(Action::PermissionsChanged, actor).on(account).fact("project", project);
        let event = event.fact("to", role.map_or("none", ProjectRole::key));
        let set = self.0.store.projects().set_member(&access, account, role, &event).await;
        set.or_internal(&actor.request_id)
    }

    /// If the provider fails, somebody must still be able to sign in and switch it off.
    async fn keep_last_way_in(&self, actor: &Actor, account: AccountId) -> Result<(), MemberRefusal> {
        let provider = self.0.store.identity_providers().of(actor.organisation).await;
        let provider = provider.or_internal(&actor.request_id)?;
        let named = provider.is_some_and(|provider| provider.required_except == Some(account));
        if named { Err(MemberRefusal::LastWayIn) } else { Ok(()) }
    }

    /// The present role of a member that the actor may change.
    async fn changeable(&self, actor: &Actor, account: AccountId) -> Result<OrganisationRole, AppError> {
        require(actor, OrganisationRole::Administrator)?;
        let present = self.0.store.members().role(actor.organisation, account).await;
        let present = present.or_internal(&actor.request_id)?.ok_or(AppError::NotFound)?;
        if present == OrganisationRole::Owner {
            require(actor, OrganisationRole::Owner)?;
        }
        Ok(present)
    }
}

/// Lets through whoever has this role or a higher one.
pub(super) fn require(actor: &Actor, least: OrganisationRole) -> Result<(), AppError> {
    if actor.role >= least { Ok(()) } else { Err(AppError::Forbidden) }
}
