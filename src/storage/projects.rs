//! Projects: the row with the sealed site, and who may do what.

use std::collections::HashSet;

use app::api::project::ProjectRole;
use app::api::{AccountId, OrganisationId, ProjectId, ScenarioId};
use engine::site::Site;
use uuid::Uuid;

use super::pairing::register_deletion;
use super::sealed::Row;
use super::{NewProfile, NewScenario, NewWeather, Quotas, Store, StoreError};
use crate::audit::{Action, Entry, Origin};
use crate::vault::KeyPurpose;
use crate::witness::ProjectAccess;
use crate::witness::SteppedUp;

/// Repository of projects.
pub struct Projects<'a>(pub(super) &'a Store);

/// A project in a list.
#[derive(Clone, Debug, PartialEq)]
pub struct ProjectRow {
    /// Which project.
    pub id: ProjectId,
    /// What the account may do with it.
    pub role: ProjectRole,
    /// Its first scenario.
    pub first_scenario: ScenarioId,
    /// When it was last changed: seconds since 1970.
    pub changed_at_s: i64,
}

/// A project to be made.
pub struct NewProject<'a> {
    /// Name, place, weather, calendar.
    pub site: &'a Site,
    /// At least one scenario, in order.
    pub scenarios: &'a [NewScenario],
    /// Load profiles that its demands refer to.
    pub profiles: &'a [NewProfile],
    /// Weather series that its site refers to.
    pub weather: &'a [NewWeather],
    /// Seconds since 1970.
    pub now_s: i64,
}

impl Projects<'_> {
    /// What an account may do with a project of its organisation; `None` if it may not know of it.
    ///
    /// # Errors
    /// The database fails.
    pub async fn role(
        &self,
        account: AccountId,
        organisation: OrganisationId,
        project: ProjectId,
    ) -> Result<Option<ProjectRole>, StoreError> {
        // Who administers the organisation manages all of its projects; a guest edits at most.
        let role: Option<String> = sqlx::query_scalar(
            "select case when memberships.role in ('owner', 'administrator') then 'manage'
                         when memberships.role = 'guest' and project_members.role = 'manage' then 'edit'
                         else project_members.role end
             from projects
             join memberships on memberships.organisation_id = projects.organisation_id
                             and memberships.account_id = ?1
             left join project_members on project_members.project_id = projects.project_id
                                      and project_members.account_id = ?1
             where projects.project_id = ?2 and projects.organisation_id = ?3",
        )
        .bind(account.0)
        .bind(project.0)
        .bind(organisation.0)
        .fetch_optional(self.0.data.reader())
        .await?
        .flatten();
        role.map(|role| parse_role(&role)).transpose()
    }

    /// The projects of an organisation that an account may see, last changed first.
    ///
    /// # Errors
    /// The database fails.
    pub async fn list(
        &self,
        account: AccountId,
        organisation: OrganisationId,
    ) -> Result<Vec<ProjectRow>, StoreError> {
        let rows: Vec<(Uuid, String, Uuid, i64)> = sqlx::query_as(
            "select projects.project_id,
                    case when memberships.role in ('owner', 'administrator') then 'manage'
                         when memberships.role = 'guest' and project_members.role = 'manage' then 'edit'
                         else project_members.role end as role,
                    (select scenario_id from scenarios where scenarios.project_id = projects.project_id
                     order by position limit 1) as first_scenario,
                    projects.changed_at
             from projects
             join memberships on memberships.organisation_id = projects.organisation_id
                             and memberships.account_id = ?1
             left join project_members on project_members.project_id = projects.project_id
                                      and project_members.account_id = ?1
             where projects.organisation_id = ?2
               and (memberships.role in ('owner', 'administrator') or project_members.role is not null)
             order by projects.changed_at desc, projects.project_id",
        )
        .bind(account.0)
        .bind(organisation.0)
        .fetch_all(self.0.data.reader())
        .await?;
        rows.into_iter()
            .map(|(id, role, first_scenario, changed_at_s)| {
                let (id, role) = (ProjectId(id), parse_role(&role)?);
                Ok(ProjectRow { id, role, first_scenario: ScenarioId(first_scenario), changed_at_s })
            })
            .collect()
    }

    /// Makes a project with a data key of its own; whoever makes it manages it.
    ///
    /// # Errors
    /// [`StoreError::QuotaUsedUp`] if the organisation has as many projects as it may; the database fails. Then
    /// nothing is left of the project.
    pub async fn create(
        &self,
        access: &ProjectAccess,
        new: &NewProject<'_>,
        quotas: &Quotas,
        event: &Entry,
    ) -> Result<(), StoreError> {
        let project = access.project().0;
        self.0.vault.create(KeyPurpose::Project, project, new.now_s).await?;
        let created = self.insert(access, new, quotas, event).await;
        if created.is_err() {
            self.0.vault.destroy(KeyPurpose::Project, project).await?;
        }
        created
    }

    async fn insert(
        &self,
        access: &ProjectAccess,
        new: &NewProject<'_>,
        quotas: &Quotas,
        event: &Entry,
    ) -> Result<(), StoreError> {
        let event = self.0.audit().prepare(event).await?;
        let project = access.project().0;
        let ring = self.0.project_ring(project).await?;
        let site = project_row(access, &project).seal(&ring, "site", new.site)?;
        let mut transaction = self.0.data.begin().await?;
        sqlx::query(
            "insert into projects (project_id, organisation_id, revision, site, created_at, changed_at)
             values (?, ?, 0, ?, ?, ?)",
        )
        .bind(project)
        .bind(access.organisation().0)
        .bind(site)
        .bind(new.now_s)
        .bind(new.now_s)
        .execute(&mut *transaction)
        .await?;
        let count: i64 = sqlx::query_scalar("select count(*) from projects where organisation_id = ?")
            .bind(access.organisation().0)
            .fetch_one(&mut *transaction)
            .await?;
        if count > i64::from(quotas.projects) {
            return Err(StoreError::QuotaUsedUp);
        }
        sqlx::query("insert into project_members (project_id, account_id, role, created_at) values (?, ?, 'manage', ?)")
            .bind(project)
            .bind(access.account().0)
            .bind(new.now_s)
            .execute(&mut *transaction)
            .await?;
        for (position, scenario) in (0_i64..).zip(new.scenarios) {
            self.0.scenarios().insert(&mut transaction, access, &ring, position, scenario, new.now_s).await?;
        }
        for profile in new.profiles {
            self.0.profiles().insert(&mut transaction, access, &ring, profile, new.now_s).await?;
        }
        for weather in new.weather {
            self.0.weather().insert(&mut transaction, access, &ring, weather, new.now_s).await?;
        }
        self.0.audit().append(&mut transaction, &event).await?;
        Ok(transaction.commit().await?)
    }

    /// The roles that were given in a project.
    ///
    /// # Errors
    /// The database fails.
    pub async fn members(&self, access: &ProjectAccess) -> Result<Vec<(AccountId, ProjectRole)>, StoreError> {
        let rows: Vec<(Uuid, String)> =
            sqlx::query_as("select account_id, role from project_members where project_id = ?")
                .bind(access.project().0)
                .fetch_all(self.0.data.reader())
                .await?;
        rows.into_iter().map(|(account, role)| Ok((AccountId(account), parse_role(&role)?))).collect()
    }

    /// Gives a member of the organisation a role in a project, or takes it away.
    ///
    /// # Errors
    /// The database fails; then nothing is recorded either.
    pub async fn set_member(
        &self,
        access: &ProjectAccess,
        account: AccountId,
        role: Option<ProjectRole>,
        event: &Entry,
    ) -> Result<(), StoreError> {
        let prepared = self.0.audit().prepare(event).await?;
        let mut transaction = self.0.data.begin().await?;
        sqlx::query("delete from project_members where project_id = ? and account_id = ?")
            .bind(access.project().0)
            .bind(account.0)
            .execute(&mut *transaction)
            .await?;
        if let Some(role) = role {
            sqlx::query(
                "insert into project_members (project_id, account_id, role, created_at)
                 select ?1, account_id, ?3, ?4 from memberships where account_id = ?2 and organisation_id = ?5",
            )
            .bind(access.project().0)
            .bind(account.0)
            .bind(role.key())
            .bind(event.at_s)
            .bind(access.organisation().0)
            .execute(&mut *transaction)
            .await?;
        }
        self.0.audit().append(&mut transaction, &prepared).await?;
        Ok(transaction.commit().await?)
    }

    /// Deletes a project: records that and enters it into the register of deletions, destroys its key, which makes
    /// every copy of its records unreadable, and removes its rows.
    ///
    /// # Errors
    /// The database fails; what cannot be recorded is not done. Once it is in the register the deletion is finished
    /// within ten minutes or at the next start, whatever fails here.
    pub async fn delete(
        &self,
        access: &ProjectAccess,
        _: &SteppedUp,
        event: &Entry,
    ) -> Result<(), StoreError> {
        self.register_deletion(access.project(), event).await?;
        self.0.vault.destroy(KeyPurpose::Project, access.project().0).await?;
        self.delete_rows(access.project()).await
    }

    /// Finishes deletions that stand in the register and were interrupted, and repeats those of which the keys know
    /// that they were destroyed: these data were restored from before. A key that is merely absent is no order to
    /// delete. Returns how many projects it concerned.
    ///
    /// # Errors
    /// The database fails.
    pub async fn finish_deletions(&self, now_s: i64) -> Result<usize, StoreError> {
        let registered = self.0.deletions("project").await?;
        let mut finished = HashSet::new();
        for project in self.0.vault.owners(KeyPurpose::Project).await?.intersection(&registered) {
            self.0.vault.destroy(KeyPurpose::Project, *project).await?;
            finished.insert(*project);
        }
        let destroyed = self.0.vault.destroyed_owners(KeyPurpose::Project).await?;
        let projects: Vec<Uuid> =
            sqlx::query_scalar("select project_id from projects").fetch_all(self.0.data.reader()).await?;
        for project in projects {
            if registered.contains(&project) || destroyed.contains(&project) {
                let event = Entry::new(Action::SensitiveDelete, now_s, &Origin::default());
                let event = event.on(ProjectId(project)).fact("how", "finished at the next start");
                self.register_deletion(ProjectId(project), &event).await?;
                self.delete_rows(ProjectId(project)).await?;
                finished.insert(project);
            }
        }
        Ok(finished.len())
    }

    async fn register_deletion(&self, project: ProjectId, event: &Entry) -> Result<(), StoreError> {
        let prepared = self.0.audit().prepare(event).await?;
        let mut transaction = self.0.data.begin().await?;
        self.0.audit().append(&mut transaction, &prepared).await?;
        register_deletion(&mut transaction, "project", project.0, event.at_s).await?;
        Ok(transaction.commit().await?)
    }

    async fn delete_rows(&self, project: ProjectId) -> Result<(), StoreError> {
        sqlx::query("delete from projects where project_id = ?")
            .bind(project.0)
            .execute(self.0.data.writer())
            .await?;
        self.0.data.forget_deleted().await
    }
}

pub(super) const fn project_row<'a>(access: &ProjectAccess, project: &'a Uuid) -> Row<'a> {
    Row { tenant: access.organisation().0, project: *project, table: "projects", key: project.as_bytes() }
}

fn parse_role(role: &str) -> Result<ProjectRole, StoreError> {
    ProjectRole::from_key(role).ok_or(StoreError::Impossible("project_members.role"))
}
