//! Deleting an account: its rows, then its key. What it did stays in the audit log under its id.

use app::api::{AccountId, OrganisationId};
use sqlx::SqliteConnection;
use uuid::Uuid;

use super::Accounts;
use crate::audit::{Action, Entry, Origin};
use crate::storage::StoreError;
use crate::storage::pairing::register_deletion;
use crate::vault::KeyPurpose;

/// Why an account is not deleted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Obstacle {
    /// Nobody else owns one of its organisations.
    OnlyOwner,
    /// It is the one that may still sign in with a password while an organisation demands its provider.
    LastWayIn,
    /// Nobody else operates the server.
    LastOperator,
    /// It is gone already, the demonstration's, or whoever deletes it may not any more.
    Gone,
}

/// What stands in the way, in the order in which it is told.
const OBSTACLES: [(Obstacle, &str); 3] = [
    (
        Obstacle::OnlyOwner,
        "select 1 from memberships as own where own.account_id = ?1 and own.role = 'owner'
             and not exists (select 1 from memberships as others join accounts using (account_id)
                 where others.organisation_id = own.organisation_id and others.role = 'owner'
                   and others.account_id <> ?1 and accounts.disabled_at is null) limit 1",
    ),
    (Obstacle::LastWayIn, "select 1 from identity_providers where required_except = ?1 limit 1"),
    (
        Obstacle::LastOperator,
        "select 1 from accounts where account_id = ?1 and instance_administrator = 1
             and not exists (select 1 from accounts as others where others.account_id <> ?1
                 and others.instance_administrator = 1 and others.disabled_at is null)",
    ),
];

impl Accounts<'_> {
    /// Why an account could not be deleted now.
    ///
    /// # Errors
    /// The database fails.
    pub async fn obstacle(&self, account: AccountId) -> Result<Option<Obstacle>, StoreError> {
        let mut connection = self.0.data.reader().acquire().await?;
        obstacle(&mut connection, account).await
    }

    /// Deletes an account with everything that belongs to it alone: sessions, memberships, factors, links, roles
    /// in projects. Projects and their history stay. Then its key is destroyed, and with it what is sealed in
    /// its events.
    ///
    /// # Errors
    /// The database fails. What cannot be recorded is not done; a key that could not be destroyed is destroyed within
    /// ten minutes, or at the next start.
    pub async fn delete(
        &self,
        account: AccountId,
        event: &Entry,
    ) -> Result<Result<(), Obstacle>, StoreError> {
        let prepared = self.0.audit().prepare(event).await?;
        let mut transaction = self.0.data.begin().await?;
        if let Some(obstacle) = obstacle(&mut transaction, account).await? {
            return Ok(Err(obstacle));
        }
        let deleted = sqlx::query(
            "delete from accounts where account_id = ?1 and kind = 'person'
               and (?2 is null or ?2 = ?1 or exists (select 1 from accounts as operators
                    where operators.account_id = ?2 and operators.instance_administrator = 1
                      and operators.disabled_at is null))",
        )
        .bind(account.0)
        .bind(event.actor.map(|actor| actor.0))
        .execute(&mut *transaction)
        .await?;
        if deleted.rows_affected() != 1 {
            return Ok(Err(Obstacle::Gone));
        }
        self.0.audit().append(&mut transaction, &prepared).await?;
        register_deletion(&mut transaction, "account", account.0, event.at_s).await?;
        transaction.commit().await?;
        self.0.vault.destroy(KeyPurpose::Account, account.0).await?;
        self.0.data.forget_deleted().await?;
        Ok(Ok(()))
    }

    /// Destroys the keys of accounts that stand in the register of deletions and still have one: a deletion that was
    /// interrupted, or keys that were restored from before it. Returns how many there were.
    ///
    /// # Errors
    /// The database fails.
    pub async fn finish_deletions(&self) -> Result<usize, StoreError> {
        let registered = self.0.deletions("account").await?;
        let owners = self.0.vault.owners(KeyPurpose::Account).await?;
        let left: Vec<_> = registered.intersection(&owners).copied().collect();
        for account in &left {
            self.0.vault.destroy(KeyPurpose::Account, *account).await?;
        }
        Ok(left.len())
    }

    /// Deletes accounts whose key was destroyed, with an event for each: the data were restored from before they were
    /// deleted. An account whose key is merely absent stays. Returns how many there were.
    ///
    /// # Errors
    /// The database fails.
    pub async fn delete_destroyed(&self, now_s: i64) -> Result<usize, StoreError> {
        let destroyed = self.0.vault.destroyed_owners(KeyPurpose::Account).await?;
        let accounts: Vec<Uuid> =
            sqlx::query_scalar("select account_id from accounts").fetch_all(self.0.data.reader()).await?;
        let mut deleted = 0;
        for account in accounts.into_iter().filter(|account| destroyed.contains(account)) {
            self.delete_restored(AccountId(account), now_s).await?;
            deleted += 1;
        }
        if deleted > 0 {
            self.0.data.forget_deleted().await?;
        }
        Ok(deleted)
    }

    async fn delete_restored(&self, account: AccountId, now_s: i64) -> Result<(), StoreError> {
        let organisation: Option<Uuid> = sqlx::query_scalar(
            "select organisation_id from memberships where account_id = ? order by created_at limit 1",
        )
        .bind(account.0)
        .fetch_optional(self.0.data.reader())
        .await?;
        let event = Entry::new(Action::UserDeleted, now_s, &Origin::default());
        let event = event.on(account).fact("how", "finished at the next start");
        let event = Entry { organisation: organisation.map(OrganisationId), ..event };
        let prepared = self.0.audit().prepare(&event).await?;
        let mut transaction = self.0.data.begin().await?;
        // Another owner becomes the one who may still sign in with a password.
        sqlx::query(
            "update identity_providers set required_except =
                 (select account_id from memberships join accounts using (account_id)
                  where memberships.organisation_id = identity_providers.organisation_id and role = 'owner'
                    and account_id <> ?1 and disabled_at is null order by memberships.created_at limit 1)
             where required_except = ?1",
        )
        .bind(account.0)
        .execute(&mut *transaction)
        .await?;
        sqlx::query("delete from accounts where account_id = ?")
            .bind(account.0)
            .execute(&mut *transaction)
            .await?;
        self.0.audit().append(&mut transaction, &prepared).await?;
        register_deletion(&mut transaction, "account", account.0, now_s).await?;
        Ok(transaction.commit().await?)
    }
}

async fn obstacle(
    connection: &mut SqliteConnection,
    account: AccountId,
) -> Result<Option<Obstacle>, StoreError> {
    for (obstacle, query) in OBSTACLES {
        let found: Option<i64> =
            sqlx::query_scalar(query).bind(account.0).fetch_optional(&mut *connection).await?;
        if found.is_some() {
            return Ok(Some(obstacle));
        }
    }
    Ok(None)
}
