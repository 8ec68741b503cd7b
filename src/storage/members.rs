//! Members of an organisation and their roles.

use app::api::member::{Member, OrganisationRole};
use app::api::{AccountId, OrganisationId};
use uuid::Uuid;

use super::accounts::account_row;
use super::{Person, Store, StoreError, sessions};
use crate::audit::Entry;
use crate::vault::KeyPurpose;

/// Repository of memberships.
pub struct Members<'a>(pub(super) &'a Store);

impl Members<'_> {
    /// The members of an organisation, longest first.
    ///
    /// # Errors
    /// The database fails.
    pub async fn list(&self, organisation: OrganisationId) -> Result<Vec<Member>, StoreError> {
        let rows: Vec<(Uuid, String, Vec<u8>, Vec<u8>)> = sqlx::query_as(
            "select account_id, role, email, person from memberships join accounts using (account_id)
             where organisation_id = ? order by memberships.created_at, account_id",
        )
        .bind(organisation.0)
        .fetch_all(self.0.data.reader())
        .await?;
        let mut members = Vec::new();
        for (account, role, email, person) in rows {
            let ring = self.0.vault.ring(KeyPurpose::Account, account).await?;
            let row = account_row(&account);
            members.push(Member {
                account: AccountId(account),
                name: row.open::<Person>(&ring, "person", &person)?.name,
                email: row.open(&ring, "email", &email)?,
                role: parse(&role)?,
            });
        }
        Ok(members)
    }

    /// The role of an account; `None` if it is no member.
    ///
    /// # Errors
    /// The database fails.
    pub async fn role(
        &self,
        organisation: OrganisationId,
        account: AccountId,
    ) -> Result<Option<OrganisationRole>, StoreError> {
        let role: Option<String> =
            sqlx::query_scalar("select role from memberships where organisation_id = ? and account_id = ?")
                .bind(organisation.0)
                .bind(account.0)
                .fetch_optional(self.0.data.reader())
                .await?;
        role.map(|role| parse(&role)).transpose()
    }

    /// Adds a member. Returns false if the account is one already.
    ///
    /// # Errors
    /// The database fails; then nothing is recorded either.
    pub async fn add(
        &self,
        organisation: OrganisationId,
        account: AccountId,
        role: OrganisationRole,
        event: &Entry,
    ) -> Result<bool, StoreError> {
        let prepared = self.0.audit().prepare(event).await?;
        let mut transaction = self.0.data.begin().await?;
        let added = sqlx::query(
            "insert into memberships (organisation_id, account_id, role, created_at) values (?, ?, ?, ?)
             on conflict do nothing",
        )
        .bind(organisation.0)
        .bind(account.0)
        .bind(role.key())
        .bind(event.at_s)
        .execute(&mut *transaction)
        .await?;
        if added.rows_affected() != 1 {
            return Ok(false);
        }
        self.0.audit().append(&mut transaction, &prepared).await?;
        transaction.commit().await?;
        Ok(true)
    }

    /// Changes the role of a member from the present one. Returns false if it is another by now, or nobody would
    /// be left as owner. What somebody who administers no more has sent as an invitation is withdrawn.
    ///
    /// # Errors
    /// The database fails; then nothing is recorded either.
    pub async fn set_role(
        &self,
        organisation: OrganisationId,
        account: AccountId,
        (present, role): (OrganisationRole, OrganisationRole),
        event: &Entry,
    ) -> Result<bool, StoreError> {
        let prepared = self.0.audit().prepare(event).await?;
        let mut transaction = self.0.data.begin().await?;
        let changed = sqlx::query(
            "update memberships set role = ?1
             where organisation_id = ?2 and account_id = ?3 and role = ?4
               and (?1 = 'owner' or role <> 'owner' or
                    exists (select 1 from memberships as others join accounts using (account_id)
                            where others.organisation_id = ?2 and others.account_id <> ?3
                              and others.role = 'owner' and disabled_at is null))",
        )
        .bind(role.key())
        .bind(organisation.0)
        .bind(account.0)
        .bind(present.key())
        .execute(&mut *transaction)
        .await?;
        if changed.rows_affected() != 1 {
            return Ok(false);
        }
        if role < OrganisationRole::Administrator {
            withdraw_invitations(&mut transaction, organisation, account).await?;
        }
        self.0.audit().append(&mut transaction, &prepared).await?;
        transaction.commit().await?;
        Ok(true)
    }

    /// Removes a member together with its roles in projects, and ends its sessions. Returns false if the role
    /// is another than the present one by now, or nobody would be left as owner. The invitations that it has
    /// sent are withdrawn, and its address is free for another account.
    ///
    /// # Errors
    /// The database fails; then nothing is recorded either.
    pub async fn remove(
        &self,
        organisation: OrganisationId,
        account: AccountId,
        present: OrganisationRole,
        event: &Entry,
    ) -> Result<bool, StoreError> {
        let prepared = self.0.audit().prepare(event).await?;
        let mut transaction = self.0.data.begin().await?;
        let removed = sqlx::query(
            "delete from memberships
             where organisation_id = ?1 and account_id = ?2 and role = ?3
               and (role <> 'owner' or
                    exists (select 1 from memberships as others join accounts using (account_id)
                            where others.organisation_id = ?1 and others.account_id <> ?2
                              and others.role = 'owner' and disabled_at is null))",
        )
        .bind(organisation.0)
        .bind(account.0)
        .bind(present.key())
        .execute(&mut *transaction)
        .await?;
        if removed.rows_affected() != 1 {
            return Ok(false);
        }
        sqlx::query(
            "delete from project_members where account_id = ?
             and project_id in (select project_id from projects where organisation_id = ?)",
        )
        .bind(account.0)
        .bind(organisation.0)
        .execute(&mut *transaction)
        .await?;
        withdraw_invitations(&mut transaction, organisation, account).await?;
        // Without a membership nobody signs in any more; whoever is invited again gets an account of their own.
        sqlx::query(
            "update accounts set email_index = randomblob(32) where account_id = ?1
             and not exists (select 1 from memberships where account_id = ?1)",
        )
        .bind(account.0)
        .execute(&mut *transaction)
        .await?;
        sessions::end_all(&mut transaction, account).await?;
        self.0.audit().append(&mut transaction, &prepared).await?;
        transaction.commit().await?;
        Ok(true)
    }
}

async fn withdraw_invitations(
    transaction: &mut sqlx::SqliteConnection,
    organisation: OrganisationId,
    inviter: AccountId,
) -> Result<(), StoreError> {
    sqlx::query("delete from links where kind = 'invitation' and organisation_id = ? and inviter_id = ?")
        .bind(organisation.0)
        .bind(inviter.0)
        .execute(transaction)
        .await?;
    Ok(())
}

/// A role as the database keeps it.
pub(super) fn parse(role: &str) -> Result<OrganisationRole, StoreError> {
    OrganisationRole::from_key(role).ok_or(StoreError::Impossible("memberships.role"))
}
