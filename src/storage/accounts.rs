//! Accounts with their organisation.

use app::api::account::Theme;
use app::api::member::OrganisationRole;
use app::api::{AccountId, OrganisationId};
use serde::{Deserialize, Serialize};
use sqlx::SqliteConnection;
use uuid::Uuid;
use words::Language;

use super::error::one_row;
use super::sealed::Row;
use super::{Store, StoreError, sessions};
use crate::audit::Entry;
use crate::vault::{EMAIL_INDEX_VERSION, KeyPurpose, email_index};

mod deletion;

pub use deletion::Obstacle;

/// Repository of accounts.
pub struct Accounts<'a>(pub(super) &'a Store);

/// What an account says about the person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// Display name.
    pub name: String,
    /// Language of pages.
    pub locale: Language,
    /// Light, dark or automatic.
    pub theme: Theme,
}

/// A password hash and the version of the pepper in it.
#[derive(Clone, Serialize, Deserialize)]
pub struct StoredPassword {
    /// Hash with parameters and salt in PHC form.
    pub phc: String,
    /// Version of the pepper key.
    pub pepper: u32,
}

/// An account and the organisation for which it works.
pub struct Account {
    /// Which account.
    pub id: AccountId,
    /// Whether it is the account of the demonstration, which is nobody's own.
    pub demo: bool,
    /// Which organisation.
    pub organisation: OrganisationId,
    /// Name of the organisation.
    pub organisation_name: String,
    /// E-mail address as it was entered.
    pub email: String,
    /// Name, language, theme.
    pub person: Person,
    /// Hash of the password, or of random bytes if there is none.
    pub password: StoredPassword,
    /// Whether its owner has a password.
    pub has_password: bool,
    /// Whether it is found by its address. An account of a first sign-in through a provider is not.
    pub found_by_address: bool,
    /// What it may do in the organisation.
    pub role: OrganisationRole,
    /// Whether it operates the server.
    pub instance_administrator: bool,
    /// Whether nobody can sign in with it.
    pub disabled: bool,
    /// Whether the organisation demands a second factor.
    pub second_factor_required: bool,
    /// Whether it administers the organisation.
    pub administers_organisation: bool,
    /// Whether it has a second factor.
    pub has_factor: bool,
    /// Whether it has a passkey.
    pub has_passkey: bool,
}

/// An account to be made, together with an organisation of its own that it administers.
pub struct NewAccount {
    /// Id of the account.
    pub id: AccountId,
    /// Id of the organisation.
    pub organisation: OrganisationId,
    /// Name of the organisation.
    pub organisation_name: String,
    /// E-mail address.
    pub email: String,
    /// Name, language, theme.
    pub person: Person,
    /// Hash of the password.
    pub password: StoredPassword,
    /// Whether it is the account of the demonstration.
    pub demo: bool,
    /// Whether it operates the server.
    pub instance_administrator: bool,
}

type AccountRow = (
    Uuid,
    String,
    Uuid,
    Vec<u8>,
    Vec<u8>,
    Vec<u8>,
    Vec<u8>,
    bool,
    Option<i64>,
    bool,
    String,
    i64,
    i64,
    bool,
    Vec<u8>,
);

/// How an account comes about.
#[derive(Clone, Copy)]
enum Way<'a> {
    /// By the server itself.
    Free,
    /// By a setup link with this hash.
    SetupLink(&'a [u8; 32]),
    /// By an invitation with this hash.
    Invitation { token_hash: &'a [u8; 32], joins: bool },
}

impl Way<'_> {
    /// Whether the organisation exists already.
    const fn joins(self) -> bool {
        matches!(self, Self::Invitation { joins: true, .. })
    }
}

impl Accounts<'_> {
    /// Whether there is any account of a person.
    ///
    /// # Errors
    /// The database fails.
    pub async fn any(&self) -> Result<bool, StoreError> {
        let found: Option<i64> = sqlx::query_scalar("select 1 from accounts where kind = 'person' limit 1")
            .fetch_optional(self.0.data.reader())
            .await?;
        Ok(found.is_some())
    }

    /// Makes an account. With a setup token, the token is used up in the same transaction and no other
    /// account may exist. Returns whether the account was made and `event` recorded.
    ///
    /// # Errors
    /// The database fails, or the address is taken.
    pub async fn create(
        &self,
        new: &NewAccount,
        setup_token: Option<&[u8; 32]>,
        now_s: i64,
        event: &Entry,
    ) -> Result<bool, StoreError> {
        let way = setup_token.map_or(Way::Free, Way::SetupLink);
        self.make(new, way, now_s, event).await
    }

    /// Makes the account that an invitation stands for, and uses the invitation up. It joins the
    /// organisation, or brings one of its own. Returns whether the account was made.
    ///
    /// # Errors
    /// The database fails, or the address is taken.
    pub async fn accept_invitation(
        &self,
        new: &NewAccount,
        token_hash: &[u8; 32],
        joins: bool,
        now_s: i64,
        event: &Entry,
    ) -> Result<bool, StoreError> {
        self.make(new, Way::Invitation { token_hash, joins }, now_s, event).await
    }

    async fn make(
        &self,
        new: &NewAccount,
        way: Way<'_>,
        now_s: i64,
        event: &Entry,
    ) -> Result<bool, StoreError> {
        let vault = &self.0.vault;
        if !way.joins() {
            vault.create(KeyPurpose::Organisation, new.organisation.0, now_s).await?;
        }
        vault.create(KeyPurpose::Account, new.id.0, now_s).await?;
        let created = self.insert(new, way, now_s, event).await;
        if !matches!(created, Ok(true)) {
            if !way.joins() {
                vault.destroy(KeyPurpose::Organisation, new.organisation.0).await?;
            }
            vault.destroy(KeyPurpose::Account, new.id.0).await?;
        }
        created
    }

    async fn insert(
        &self,
        new: &NewAccount,
        way: Way<'_>,
        now_s: i64,
        event: &Entry,
    ) -> Result<bool, StoreError> {
        let event = self.0.audit().prepare(event).await?;
        let organisation_ring = self.0.vault.ring(KeyPurpose::Organisation, new.organisation.0).await?;
        let name =
            organisation_row(&new.organisation.0).seal(&organisation_ring, "name", &new.organisation_name)?;
        let index = self.index(&new.email).await?;
        let ring = self.0.vault.ring(KeyPurpose::Account, new.id.0).await?;
        let row = account_row(&new.id.0);

        let mut transaction = self.0.data.begin().await?;
        let used = match way {
            Way::Free => None,
            Way::SetupLink(token) => Some((
                token,
                "delete from setup_tokens
                 where token_hash = ? and expires_at > ?
                   and not exists (select 1 from accounts where kind = 'person')",
            )),
            Way::Invitation { token_hash, .. } => Some((
                token_hash,
                "delete from links where token_hash = ? and expires_at > ? and kind = 'invitation'",
            )),
        };
        if let Some((token, delete)) = used {
            let used =
                sqlx::query(delete).bind(token.as_slice()).bind(now_s).execute(&mut *transaction).await?;
            if used.rows_affected() != 1 {
                return Ok(false);
            }
        }
        if !way.joins() {
            sqlx::query("insert into organisations (organisation_id, name, created_at) values (?, ?, ?)")
                .bind(new.organisation.0)
                .bind(name)
                .bind(now_s)
                .execute(&mut *transaction)
                .await?;
        }
        sqlx::query(
            "insert into accounts
                 (account_id, kind, email_index, email_version, email, person, password, created_at,
                  instance_administrator)
             values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        )
        .bind(new.id.0)
        .bind(if new.demo { "demo" } else { "person" })
        .bind(index.as_slice())
        .bind(i64::from(EMAIL_INDEX_VERSION))
        .bind(row.seal(&ring, "email", &new.email)?)
        .bind(row.seal(&ring, "person", &new.person)?)
        .bind(row.seal(&ring, "password", &new.password)?)
        .bind(now_s)
        .bind(new.instance_administrator)
        .execute(&mut *transaction)
        .await?;
        sqlx::query(
            "insert into memberships (organisation_id, account_id, role, created_at) values (?, ?, ?, ?)",
        )
        .bind(new.organisation.0)
        .bind(new.id.0)
        // What everybody can enter administers nothing.
        .bind(if way.joins() || new.demo { "member" } else { "owner" })
        .bind(now_s)
        .execute(&mut *transaction)
        .await?;
        self.0.audit().append(&mut transaction, &event).await?;
        transaction.commit().await?;
        Ok(true)
    }

    /// The account with an e-mail address.
    ///
    /// # Errors
    /// The database fails.
    pub async fn find_by_email(&self, email: &str) -> Result<Option<Account>, StoreError> {
        let index = self.index(email).await?;
        let row: Option<AccountRow> = sqlx::query_as(
            "select account_id, accounts.kind, organisation_id, email, person, password, name,
                 instance_administrator, disabled_at, second_factor_required, role,
                 (select count(*) from factors where factors.account_id = accounts.account_id),
                 (select count(*) from factors where factors.account_id = accounts.account_id
                      and factors.kind = 'passkey'),
                 has_password, email_index
             from accounts join memberships using (account_id) join organisations using (organisation_id)
             where email_index = ? order by memberships.created_at limit 1",
        )
        .bind(index.as_slice())
        .fetch_optional(self.0.data.reader())
        .await?;
        self.open(row).await
    }

    /// The account with an id.
    ///
    /// # Errors
    /// The database fails.
    pub async fn find(&self, account: AccountId) -> Result<Option<Account>, StoreError> {
        let row: Option<AccountRow> = sqlx::query_as(
            "select account_id, accounts.kind, organisation_id, email, person, password, name,
                 instance_administrator, disabled_at, second_factor_required, role,
                 (select count(*) from factors where factors.account_id = accounts.account_id),
                 (select count(*) from factors where factors.account_id = accounts.account_id
                      and factors.kind = 'passkey'),
                 has_password, email_index
             from accounts join memberships using (account_id) join organisations using (organisation_id)
             where account_id = ? order by memberships.created_at limit 1",
        )
        .bind(account.0)
        .fetch_optional(self.0.data.reader())
        .await?;
        self.open(row).await
    }

    /// Replaces name, language and theme; with an event if others notice it.
    ///
    /// # Errors
    /// The database fails or the account is gone.
    pub async fn set_person(
        &self,
        account: AccountId,
        person: &Person,
        event: Option<&Entry>,
    ) -> Result<(), StoreError> {
        let event = match event {
            Some(event) => Some(self.0.audit().prepare(event).await?),
            None => None,
        };
        let ring = self.0.vault.ring(KeyPurpose::Account, account.0).await?;
        let record = account_row(&account.0).seal(&ring, "person", person)?;
        let mut transaction = self.0.data.begin().await?;
        let result = sqlx::query("update accounts set person = ? where account_id = ?")
            .bind(record)
            .bind(account.0)
            .execute(&mut *transaction)
            .await?;
        one_row(&result)?;
        if let Some(event) = &event {
            self.0.audit().append(&mut transaction, event).await?;
        }
        Ok(transaction.commit().await?)
    }

    /// Replaces a forgotten password, uses the link up and ends every session. Returns whether the link was
    /// still there.
    ///
    /// # Errors
    /// The database fails or the account is gone.
    pub async fn reset_password(
        &self,
        account: AccountId,
        password: &StoredPassword,
        token_hash: &[u8; 32],
        now_s: i64,
        event: &Entry,
    ) -> Result<bool, StoreError> {
        let event = self.0.audit().prepare(event).await?;
        let ring = self.0.vault.ring(KeyPurpose::Account, account.0).await?;
        let record = account_row(&account.0).seal(&ring, "password", password)?;
        let mut transaction = self.0.data.begin().await?;
        let used = sqlx::query(
            "delete from links
             where token_hash = ? and expires_at > ? and kind = 'reset' and account_id = ?",
        )
        .bind(token_hash.as_slice())
        .bind(now_s)
        .bind(account.0)
        .execute(&mut *transaction)
        .await?;
        if used.rows_affected() != 1 {
            return Ok(false);
        }
        let result = sqlx::query("update accounts set password = ?, has_password = 1 where account_id = ?")
            .bind(record)
            .bind(account.0)
            .execute(&mut *transaction)
            .await?;
        one_row(&result)?;
        end_access(&mut transaction, account).await?;
        self.0.audit().append(&mut transaction, &event).await?;
        transaction.commit().await?;
        Ok(true)
    }

    /// Sets whether members of an organisation have to have a second factor.
    ///
    /// # Errors
    /// The database fails or the organisation is gone; then nothing is recorded either.
    pub async fn require_second_factor(
        &self,
        organisation: OrganisationId,
        required: bool,
        event: &Entry,
    ) -> Result<(), StoreError> {
        let event = self.0.audit().prepare(event).await?;
        let mut transaction = self.0.data.begin().await?;
        let result =
            sqlx::query("update organisations set second_factor_required = ? where organisation_id = ?")
                .bind(required)
                .bind(organisation.0)
                .execute(&mut *transaction)
                .await?;
        one_row(&result)?;
        self.0.audit().append(&mut transaction, &event).await?;
        Ok(transaction.commit().await?)
    }

    /// Makes the address to which a link was sent that of the account, ends every session and uses every link of
    /// the account up. Returns false if the link is gone, if another account has the address by now, or if this
    /// one is not found by its address.
    ///
    /// # Errors
    /// The database fails; then nothing is recorded either.
    pub async fn change_email(
        &self,
        account: &Account,
        email: &str,
        token_hash: &[u8; 32],
        event: &Entry,
    ) -> Result<bool, StoreError> {
        let now_s = event.at_s;
        let event = self.0.audit().prepare(event).await?;
        let (present, index) = (self.index(&account.email).await?, self.index(email).await?);
        let ring = self.0.vault.ring(KeyPurpose::Account, account.id.0).await?;
        let record = account_row(&account.id.0).seal(&ring, "email", &email)?;
        let mut transaction = self.0.data.begin().await?;
        let used = sqlx::query(
            "delete from links
             where token_hash = ? and expires_at > ? and kind = 'email' and account_id = ?",
        )
        .bind(token_hash.as_slice())
        .bind(now_s)
        .bind(account.id.0)
        .execute(&mut *transaction)
        .await?;
        if used.rows_affected() != 1 {
            return Ok(false);
        }
        let changed = sqlx::query(
            "update accounts set email_index = ?1, email_version = ?2, email = ?3
             where account_id = ?4 and email_index = ?5 and kind = 'person'
               and not exists (select 1 from accounts where email_index = ?1)",
        )
        .bind(index.as_slice())
        .bind(i64::from(EMAIL_INDEX_VERSION))
        .bind(record)
        .bind(account.id.0)
        .bind(present.as_slice())
        .execute(&mut *transaction)
        .await?;
        if changed.rows_affected() != 1 {
            return Ok(false);
        }
        end_access(&mut transaction, account.id).await?;
        self.0.audit().append(&mut transaction, &event).await?;
        transaction.commit().await?;
        Ok(true)
    }

    /// Replaces the password hash of an unchanged password.
    ///
    /// # Errors
    /// The database fails or the account is gone.
    pub async fn renew_password_hash(
        &self,
        account: AccountId,
        password: &StoredPassword,
    ) -> Result<(), StoreError> {
        let ring = self.0.vault.ring(KeyPurpose::Account, account.0).await?;
        let record = account_row(&account.0).seal(&ring, "password", password)?;
        let result = sqlx::query("update accounts set password = ? where account_id = ?")
            .bind(record)
            .bind(account.0)
            .execute(self.0.data.writer())
            .await?;
        one_row(&result)
    }

    /// Replaces the password hash and ends every session.
    ///
    /// # Errors
    /// The database fails or the account is gone.
    pub async fn set_password(
        &self,
        account: AccountId,
        password: &StoredPassword,
        event: &Entry,
    ) -> Result<(), StoreError> {
        let event = self.0.audit().prepare(event).await?;
        let ring = self.0.vault.ring(KeyPurpose::Account, account.0).await?;
        let record = account_row(&account.0).seal(&ring, "password", password)?;
        let mut transaction = self.0.data.begin().await?;
        let result = sqlx::query("update accounts set password = ?, has_password = 1 where account_id = ?")
            .bind(record)
            .bind(account.0)
            .execute(&mut *transaction)
            .await?;
        one_row(&result)?;
        end_access(&mut transaction, account).await?;
        self.0.audit().append(&mut transaction, &event).await?;
        Ok(transaction.commit().await?)
    }

    async fn index(&self, email: &str) -> Result<[u8; 32], StoreError> {
        Ok(email_index(&*self.0.vault.ring(KeyPurpose::EmailIndex, Uuid::nil()).await?, email))
    }

    async fn open(&self, row: Option<AccountRow>) -> Result<Option<Account>, StoreError> {
        let Some(row) = row else { return Ok(None) };
        let (
            id,
            kind,
            organisation,
            email,
            person,
            password,
            name,
            instance_administrator,
            disabled_at,
            second_factor_required,
            role,
            factors,
            passkeys,
            has_password,
            email_index,
        ) = row;
        let role = super::members::parse(&role)?;
        let ring = self.0.vault.ring(KeyPurpose::Account, id).await?;
        let organisation_ring = self.0.vault.ring(KeyPurpose::Organisation, organisation).await?;
        let row = account_row(&id);
        let email: String = row.open(&ring, "email", &email)?;
        let found_by_address = has_password || self.index(&email).await?.as_slice() == email_index.as_slice();
        Ok(Some(Account {
            id: AccountId(id),
            demo: kind == "demo",
            organisation: OrganisationId(organisation),
            organisation_name: organisation_row(&organisation).open(&organisation_ring, "name", &name)?,
            email,
            person: row.open(&ring, "person", &person)?,
            password: row.open(&ring, "password", &password)?,
            has_password,
            found_by_address,
            role,
            instance_administrator,
            disabled: disabled_at.is_some(),
            second_factor_required,
            administers_organisation: role >= OrganisationRole::Administrator,
            has_factor: factors > 0,
            has_passkey: passkeys > 0,
        }))
    }
}

pub(super) const fn account_row(id: &Uuid) -> Row<'_> {
    Row::outside_projects(Uuid::nil(), "accounts", id.as_bytes())
}

pub(super) const fn organisation_row(id: &Uuid) -> Row<'_> {
    Row::outside_projects(*id, "organisations", id.as_bytes())
}

/// Ends every session of an account, and every link that would undo what has just been decided.
pub(super) async fn end_access(
    connection: &mut SqliteConnection,
    account: AccountId,
) -> Result<(), StoreError> {
    sessions::end_all(connection, account).await?;
    sqlx::query("delete from links where account_id = ?").bind(account.0).execute(connection).await?;
    Ok(())
}
