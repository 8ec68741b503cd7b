//! Accounts as whoever operates the server sees and manages them. Nothing here touches projects.

use app::api::member::OrganisationRole;
use app::api::{AccountId, OrganisationId};
use uuid::Uuid;

use super::accounts::{account_row, end_access, organisation_row};
use super::{Person, Store, StoreError, members, sessions};
use crate::audit::Entry;
use crate::vault::KeyPurpose;

/// Repository of what the operator of the server does.
pub struct Administration<'a>(pub(super) &'a Store);

/// An account in the list of all.
pub struct ListedAccount {
    /// Its place in the list; newer accounts have higher ones.
    pub place: i64,
    /// Which account.
    pub id: AccountId,
    /// E-mail address; may be empty for accounts that came through an identity provider.
    pub email: String,
    /// Name, language, theme.
    pub person: Person,
    /// Whether it operates the server.
    pub instance_administrator: bool,
    /// Since when nobody can sign in with it, seconds since 1970.
    pub disabled_at_s: Option<i64>,
    /// Why, if somebody wrote it down.
    pub disabled_note: Option<String>,
    /// When it was made, seconds since 1970.
    pub created_at_s: i64,
    /// Whether it has a second factor.
    pub has_factor: bool,
    /// Whether one of its factors is a passkey.
    pub has_passkey: bool,
    /// How many sessions are open.
    pub open_sessions: i64,
    /// When somebody last signed in with it, seconds since 1970.
    pub signed_in_at_s: Option<i64>,
}

/// An organisation to which an account belongs.
pub struct ListedMembership {
    /// Which organisation.
    pub organisation: OrganisationId,
    /// Its name.
    pub name: String,
    /// The role of the account.
    pub role: OrganisationRole,
    /// How many others own it and can sign in.
    pub other_owners: i64,
}

type AccountColumns =
    (i64, Uuid, Vec<u8>, Vec<u8>, bool, Option<i64>, Option<Vec<u8>>, i64, i64, i64, i64, Option<i64>);

impl Administration<'_> {
    /// Accounts of people below a place, newest first.
    ///
    /// # Errors
    /// The database fails.
    pub async fn list(
        &self,
        below: Option<i64>,
        limit: u32,
        now_s: i64,
    ) -> Result<Vec<ListedAccount>, StoreError> {
        self.listed(None, below, limit, now_s).await
    }

    /// The account of a person.
    ///
    /// # Errors
    /// The database fails.
    pub async fn find(&self, account: AccountId, now_s: i64) -> Result<Option<ListedAccount>, StoreError> {
        Ok(self.listed(Some(account), None, 1, now_s).await?.pop())
    }

    async fn listed(
        &self,
        account: Option<AccountId>,
        below: Option<i64>,
        limit: u32,
        now_s: i64,
    ) -> Result<Vec<ListedAccount>, StoreError> {
        let rows: Vec<AccountColumns> = sqlx::query_as(
            "select accounts.rowid, account_id, email, person, instance_administrator, disabled_at,
                 disabled_note, created_at,
                 (select count(*) from factors where factors.account_id = accounts.account_id),
                 (select count(*) from factors where factors.account_id = accounts.account_id
                      and factors.kind = 'passkey'),
                 (select count(*) from sessions where sessions.account_id = accounts.account_id
                      and absolute_end_at > ?4 and last_seen_at + idle_s > ?4),
                 (select recorded_at from audit_events where actor_id = accounts.account_id
                      and action = 'authn_login_success' order by seq desc limit 1)
             from accounts
             where kind = 'person' and (?1 is null or account_id = ?1) and (?2 is null or accounts.rowid < ?2)
             order by accounts.rowid desc limit ?3",
        )
        .bind(account.map(|account| account.0))
        .bind(below)
        .bind(i64::from(limit))
        .bind(now_s)
        .fetch_all(self.0.data.reader())
        .await?;
        let mut listed = Vec::with_capacity(rows.len());
        for row in rows {
            listed.push(self.open(row).await?);
        }
        Ok(listed)
    }

    async fn open(&self, row: AccountColumns) -> Result<ListedAccount, StoreError> {
        let (
            place,
            id,
            email,
            person,
            instance_administrator,
            disabled_at_s,
            note,
            created_at_s,
            factors,
            passkeys,
            open_sessions,
            signed_in_at_s,
        ) = row;
        let ring = self.0.vault.ring(KeyPurpose::Account, id).await?;
        let row = account_row(&id);
        Ok(ListedAccount {
            place,
            id: AccountId(id),
            email: row.open(&ring, "email", &email)?,
            person: row.open(&ring, "person", &person)?,
            instance_administrator,
            disabled_at_s,
            disabled_note: note.map(|note| row.open(&ring, "disabled_note", &note)).transpose()?,
            created_at_s,
            has_factor: factors > 0,
            has_passkey: passkeys > 0,
            open_sessions,
            signed_in_at_s,
        })
    }

    /// The organisations of an account, the longest first.
    ///
    /// # Errors
    /// The database fails.
    pub async fn memberships(&self, account: AccountId) -> Result<Vec<ListedMembership>, StoreError> {
        let rows: Vec<(Uuid, Vec<u8>, String, i64)> = sqlx::query_as(
            "select own.organisation_id, organisations.name, own.role,
                 (select count(*) from memberships as others join accounts using (account_id)
                  where others.organisation_id = own.organisation_id and others.role = 'owner'
                    and others.account_id <> ?1 and accounts.disabled_at is null)
             from memberships as own
                 join organisations on organisations.organisation_id = own.organisation_id
             where own.account_id = ?1 order by own.created_at",
        )
        .bind(account.0)
        .fetch_all(self.0.data.reader())
        .await?;
        let mut memberships = Vec::with_capacity(rows.len());
        for (organisation, name, role, other_owners) in rows {
            let ring = self.0.vault.ring(KeyPurpose::Organisation, organisation).await?;
            memberships.push(ListedMembership {
                organisation: OrganisationId(organisation),
                name: organisation_row(&organisation).open(&ring, "name", &name)?,
                role: members::parse(&role)?,
                other_owners,
            });
        }
        Ok(memberships)
    }

    /// Disables an account. Its sessions end, and neither links to it nor invitations that it has sent lead
    /// anywhere any more. Returns false if it is disabled already or gone, or if whoever does it operates the
    /// server no more.
    ///
    /// # Errors
    /// The database fails; then nothing is recorded either.
    pub async fn disable(&self, account: AccountId, note: &str, event: &Entry) -> Result<bool, StoreError> {
        let prepared = self.0.audit().prepare(event).await?;
        let ring = self.0.vault.ring(KeyPurpose::Account, account.0).await?;
        let note = match note {
            "" => None,
            note => Some(account_row(&account.0).seal(&ring, "disabled_note", &note)?),
        };
        let mut transaction = self.0.data.begin().await?;
        let disabled = sqlx::query(
            "update accounts set disabled_at = ?3, disabled_note = ?4
             where account_id = ?1 and disabled_at is null
               and (?2 is null or exists (select 1 from accounts as operators
                    where operators.account_id = ?2 and operators.instance_administrator = 1
                      and operators.disabled_at is null))",
        )
        .bind(account.0)
        .bind(event.actor.map(|actor| actor.0))
        .bind(event.at_s)
        .bind(note)
        .execute(&mut *transaction)
        .await?;
        if disabled.rows_affected() != 1 {
            return Ok(false);
        }
        end_access(&mut transaction, account).await?;
        sqlx::query("delete from links where inviter_id = ?")
            .bind(account.0)
            .execute(&mut *transaction)
            .await?;
        sqlx::query("delete from sign_in_transactions where account_id = ?")
            .bind(account.0)
            .execute(&mut *transaction)
            .await?;
        self.0.audit().append(&mut transaction, &prepared).await?;
        transaction.commit().await?;
        Ok(true)
    }

    /// Enables an account again; nobody is signed in by that. Returns false if it is not disabled or gone, or if
    /// whoever does it operates the server no more.
    ///
    /// # Errors
    /// The database fails; then nothing is recorded either.
    pub async fn enable(&self, account: AccountId, event: &Entry) -> Result<bool, StoreError> {
        let prepared = self.0.audit().prepare(event).await?;
        let mut transaction = self.0.data.begin().await?;
        let enabled = sqlx::query(
            "update accounts set disabled_at = null, disabled_note = null
             where account_id = ?1 and disabled_at is not null
               and (?2 is null or exists (select 1 from accounts as operators
                    where operators.account_id = ?2 and operators.instance_administrator = 1
                      and operators.disabled_at is null))",
        )
        .bind(account.0)
        .bind(event.actor.map(|actor| actor.0))
        .execute(&mut *transaction)
        .await?;
        if enabled.rows_affected() != 1 {
            return Ok(false);
        }
        // What began while it was being disabled does not come to life again.
        end_access(&mut transaction, account).await?;
        self.0.audit().append(&mut transaction, &prepared).await?;
        transaction.commit().await?;
        Ok(true)
    }

    /// Lets an account operate the server, or no more. Its sessions end: those of operators are shorter. So do links to
    /// it: whoever made one had a right to it before, and must not come by more by it. Returns false
    /// if it is so already, if the account is one's own, gone, disabled or without a passkey, or if whoever does it
    /// operates the server no more; so one operator always stays.
    ///
    /// # Errors
    /// The database fails; then nothing is recorded either.
    pub async fn set_operator(
        &self,
        account: AccountId,
        operates: bool,
        event: &Entry,
    ) -> Result<bool, StoreError> {
        let prepared = self.0.audit().prepare(event).await?;
        let mut transaction = self.0.data.begin().await?;
        let changed = sqlx::query(
            "update accounts set instance_administrator = ?3
             where account_id = ?1 and account_id <> ?2 and kind = 'person' and instance_administrator <> ?3
               and (?3 = 0 or (disabled_at is null and exists (select 1 from factors
                    where factors.account_id = ?1 and factors.kind = 'passkey')))
               and exists (select 1 from accounts as operators
                    where operators.account_id = ?2 and operators.instance_administrator = 1
                      and operators.disabled_at is null)",
        )
        .bind(account.0)
        .bind(event.actor.map(|actor| actor.0))
        .bind(operates)
        .execute(&mut *transaction)
        .await?;
        if changed.rows_affected() != 1 {
            return Ok(false);
        }
        end_access(&mut transaction, account).await?;
        self.0.audit().append(&mut transaction, &prepared).await?;
        transaction.commit().await?;
        Ok(true)
    }

    /// Ends every session of an account.
    ///
    /// # Errors
    /// The database fails; then nothing is recorded either.
    pub async fn end_sessions(&self, account: AccountId, event: &Entry) -> Result<(), StoreError> {
        let prepared = self.0.audit().prepare(event).await?;
        let mut transaction = self.0.data.begin().await?;
        sessions::end_all(&mut transaction, account).await?;
        self.0.audit().append(&mut transaction, &prepared).await?;
        Ok(transaction.commit().await?)
    }
}
