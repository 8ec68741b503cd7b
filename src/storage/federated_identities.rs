//! Who a provider says somebody is, and which account that is. Nothing here knows an e-mail address.

use app::api::AccountId;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::accounts::Person;
use super::identity_providers::StoredProvider;
use super::sealed::Row;
use super::{Store, StoreError, StoredPassword, sessions};
use crate::audit::Entry;
use crate::federation::id_token::FederatedIdentity;
use crate::federation::roles::GrantedRole;
use crate::vault::{EMAIL_INDEX_VERSION, KeyPurpose, email_index};

/// Repository of federated identities.
pub struct FederatedIdentities<'a>(pub(super) &'a Store);

/// An identity and the account behind it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownIdentity {
    /// Whose.
    pub account: AccountId,
    /// The subject under which it was seen first.
    pub subject: String,
}

/// An account to be made for somebody whom a provider has vouched for.
pub struct NewMember<'a> {
    /// Id of the account.
    pub account: AccountId,
    /// Who vouches, and for which organisation.
    pub provider: &'a StoredProvider,
    /// Who it is.
    pub identity: &'a FederatedIdentity,
    /// Second name of the same person.
    pub subject: &'a str,
    /// Address for display; with an invitation the one to which it was sent, which finds the account later.
    pub email: &'a str,
    /// Name, language, theme.
    pub person: Person,
    /// A hash of a password that nobody knows.
    pub password: StoredPassword,
    /// Role in the organisation.
    pub role: GrantedRole,
    /// Hash of the invitation that is used up; `None` at a first sign-in without one.
    pub invitation: Option<&'a [u8; 32]>,
}

#[derive(Serialize, Deserialize)]
struct IdentityBody {
    issuer: String,
    tenant: Option<Uuid>,
    object: String,
    subject: String,
}

impl FederatedIdentities<'_> {
    /// The account of an identity; `None` also for one that was separated.
    ///
    /// # Errors
    /// The database fails.
    pub async fn find(
        &self,
        provider: Uuid,
        identity: &FederatedIdentity,
    ) -> Result<Option<KnownIdentity>, StoreError> {
        let index = self.index(provider, identity).await?;
        let row: Option<(Uuid, Vec<u8>)> = sqlx::query_as(
            "select account_id, identity from federated_identities
             where identity_index = ? and separated_at is null",
        )
        .bind(index.as_slice())
        .fetch_optional(self.0.data.reader())
        .await?;
        let Some((account, sealed)) = row else { return Ok(None) };
        let ring = self.0.vault.ring(KeyPurpose::Account, account).await?;
        let body: IdentityBody = identity_row(&index).open(&ring, "identity", &sealed)?;
        Ok(Some(KnownIdentity { account: AccountId(account), subject: body.subject }))
    }

    /// Whether an identity was separated from its account and not connected since.
    ///
    /// # Errors
    /// The database fails.
    pub async fn is_separated(
        &self,
        provider: Uuid,
        identity: &FederatedIdentity,
    ) -> Result<bool, StoreError> {
        let index = self.index(provider, identity).await?;
        let found: Option<i64> = sqlx::query_scalar(
            "select 1 from federated_identities where identity_index = ? and separated_at is not null",
        )
        .bind(index.as_slice())
        .fetch_optional(self.0.data.reader())
        .await?;
        Ok(found.is_some())
    }

    /// The provider by which an account can sign in.
    ///
    /// # Errors
    /// The database fails.
    pub async fn provider_of(&self, account: AccountId) -> Result<Option<Uuid>, StoreError> {
        let provider = sqlx::query_scalar(
            "select provider_id from federated_identities
             where account_id = ? and separated_at is null order by created_at limit 1",
        )
        .bind(account.0)
        .fetch_optional(self.0.data.reader())
        .await?;
        Ok(provider)
    }

    /// Links an identity to an account, also one that was separated before. Returns false if one of them is
    /// linked already.
    ///
    /// # Errors
    /// The database fails; then nothing is recorded either.
    pub async fn link(
        &self,
        account: AccountId,
        provider: Uuid,
        identity: &FederatedIdentity,
        subject: &str,
        event: &Entry,
    ) -> Result<bool, StoreError> {
        let index = self.index(provider, identity).await?;
        let prepared = self.0.audit().prepare(event).await?;
        let sealed = self.seal(account, &index, identity, subject).await?;
        let mut transaction = self.0.data.begin().await?;
        sqlx::query("delete from federated_identities where identity_index = ? and separated_at is not null")
            .bind(index.as_slice())
            .execute(&mut *transaction)
            .await?;
        let result = sqlx::query(
            "insert into federated_identities (identity_index, provider_id, account_id, identity, created_at)
             values (?, ?, ?, ?, ?) on conflict do nothing",
        )
        .bind(index.as_slice())
        .bind(provider)
        .bind(account.0)
        .bind(sealed)
        .bind(event.at_s)
        .execute(&mut *transaction)
        .await?;
        if result.rows_affected() != 1 {
            return Ok(false);
        }
        self.0.audit().append(&mut transaction, &prepared).await?;
        transaction.commit().await?;
        Ok(true)
    }

    /// Separates an account from its identity at a provider and ends every session of it. Of the identity its
    /// index stays, so that it does not come in again as somebody new. Returns false if there is nothing to
    /// separate, or nobody could sign in any more: without a password or a passkey.
    ///
    /// # Errors
    /// The database fails; then nothing is recorded either.
    pub async fn unlink(
        &self,
        account: AccountId,
        provider: Uuid,
        event: &Entry,
    ) -> Result<bool, StoreError> {
        let prepared = self.0.audit().prepare(event).await?;
        let mut transaction = self.0.data.begin().await?;
        // An account of a first sign-in has the index of its identity where others have that of their address.
        sqlx::query(
            "update accounts set email_index = randomblob(32) where account_id = ?1 and email_index in
                 (select identity_index from federated_identities where account_id = ?1 and provider_id = ?2)",
        )
        .bind(account.0)
        .bind(provider)
        .execute(&mut *transaction)
        .await?;
        let separated = sqlx::query(
            "update federated_identities set identity = null, separated_at = ?3
             where account_id = ?1 and provider_id = ?2 and separated_at is null
                 and (exists (select 1 from accounts where account_id = ?1 and has_password = 1)
                      or exists (select 1 from factors where account_id = ?1 and kind = 'passkey'))",
        )
        .bind(account.0)
        .bind(provider)
        .bind(event.at_s)
        .execute(&mut *transaction)
        .await?;
        if separated.rows_affected() != 1 {
            return Ok(false);
        }
        sqlx::query("delete from provider_sessions where account_id = ?")
            .bind(account.0)
            .execute(&mut *transaction)
            .await?;
        sessions::end_all(&mut transaction, account).await?;
        self.0.audit().append(&mut transaction, &prepared).await?;
        transaction.commit().await?;
        Ok(true)
    }

    /// Makes an account, its membership and its identity at once, and uses the invitation up if there is one.
    /// Returns false if somebody with this identity or address is there already, if the identity was separated
    /// and there is no invitation, or the invitation is gone.
    /// Without an invitation the account is found by its identity alone: what stands where others have the
    /// index of their address is no address.
    ///
    /// # Errors
    /// The database fails.
    pub async fn create(&self, new: &NewMember<'_>, event: &Entry) -> Result<bool, StoreError> {
        let vault = &self.0.vault;
        vault.create(KeyPurpose::Account, new.account.0, event.at_s).await?;
        let created = self.insert(new, event).await;
        if !matches!(created, Ok(true)) {
            vault.destroy(KeyPurpose::Account, new.account.0).await?;
        }
        created
    }

    async fn insert(&self, new: &NewMember<'_>, event: &Entry) -> Result<bool, StoreError> {
        let now_s = event.at_s;
        let index = self.index(new.provider.id, new.identity).await?;
        let sealed = self.seal(new.account, &index, new.identity, new.subject).await?;
        let ring = self.0.vault.ring(KeyPurpose::Account, new.account.0).await?;
        let row = super::accounts::account_row(&new.account.0);
        // Whoever holds an invitation has the mailbox to which it was sent, as far as anybody can tell.
        let found_by = match new.invitation {
            Some(_) => {
                email_index(&*self.0.vault.ring(KeyPurpose::EmailIndex, Uuid::nil()).await?, new.email)
            }
            None => index,
        };
        let prepared = self.0.audit().prepare(event).await?;
        let mut transaction = self.0.data.begin().await?;
        if let Some(invitation) = new.invitation {
            let used = sqlx::query(
                "delete from links where token_hash = ? and expires_at > ? and kind = 'invitation'
                     and organisation_id = ?",
            )
            .bind(invitation.as_slice())
            .bind(now_s)
            .bind(new.provider.organisation.0)
            .execute(&mut *transaction)
            .await?;
            if used.rows_affected() != 1 {
                return Ok(false);
            }
            // Whoever has left an account or the organisation may be invited again, and is somebody new then.
            sqlx::query(
                "delete from federated_identities where identity_index = ? and (separated_at is not null or
                     not exists (select 1 from memberships
                                 where memberships.account_id = federated_identities.account_id))",
            )
            .bind(index.as_slice())
            .execute(&mut *transaction)
            .await?;
        }
        let made = sqlx::query(
            "insert into accounts
                 (account_id, kind, email_index, email_version, email, person, password, created_at,
                  has_password)
             values (?, 'person', ?, ?, ?, ?, ?, ?, 0) on conflict do nothing",
        )
        .bind(new.account.0)
        .bind(found_by.as_slice())
        .bind(i64::from(EMAIL_INDEX_VERSION))
        .bind(row.seal(&ring, "email", &new.email)?)
        .bind(row.seal(&ring, "person", &new.person)?)
        .bind(row.seal(&ring, "password", &new.password)?)
        .bind(now_s)
        .execute(&mut *transaction)
        .await?;
        if made.rows_affected() != 1 {
            return Ok(false);
        }
        sqlx::query(
            "insert into memberships (organisation_id, account_id, role, created_at) values (?, ?, ?, ?)",
        )
        .bind(new.provider.organisation.0)
        .bind(new.account.0)
        .bind(new.role.of_organisation().key())
        .bind(now_s)
        .execute(&mut *transaction)
        .await?;
        let linked = sqlx::query(
            "insert into federated_identities (identity_index, provider_id, account_id, identity, created_at)
             values (?, ?, ?, ?, ?) on conflict do nothing",
        )
        .bind(index.as_slice())
        .bind(new.provider.id)
        .bind(new.account.0)
        .bind(sealed)
        .bind(now_s)
        .execute(&mut *transaction)
        .await?;
        if linked.rows_affected() != 1 {
            return Ok(false);
        }
        self.0.audit().append(&mut transaction, &prepared).await?;
        transaction.commit().await?;
        Ok(true)
    }

    /// Notes that somebody has signed in from a session at the provider. `forgotten_after_s`: how long sessions
    /// of ours live at most.
    ///
    /// # Errors
    /// The database fails.
    pub async fn remember_session(
        &self,
        account: AccountId,
        provider: &StoredProvider,
        session: &str,
        (now_s, forgotten_after_s): (i64, i64),
    ) -> Result<(), StoreError> {
        let index = self.session_index(provider, session).await?;
        sqlx::query("delete from provider_sessions where began_at <= ?")
            .bind(now_s - forgotten_after_s)
            .execute(self.0.data.writer())
            .await?;
        sqlx::query(
            "insert into provider_sessions (session_index, account_id, began_at) values (?, ?, ?)
             on conflict (session_index, account_id) do update set began_at = excluded.began_at",
        )
        .bind(index.as_slice())
        .bind(account.0)
        .bind(now_s)
        .execute(self.0.data.writer())
        .await?;
        Ok(())
    }

    /// Ends the sessions of whoever has signed in from a session at the provider, with an event for each account
    /// that had any. The provider names only its own session, so every session of the account ends.
    ///
    /// # Errors
    /// The database fails.
    pub async fn end_sessions(
        &self,
        provider: &StoredProvider,
        session: &str,
        event_of: impl Fn(AccountId) -> Entry,
    ) -> Result<(), StoreError> {
        let index = self.session_index(provider, session).await?;
        // Anybody may call this with anything; only what is known reaches the writer.
        let known: Vec<Uuid> =
            sqlx::query_scalar("select account_id from provider_sessions where session_index = ?")
                .bind(index.as_slice())
                .fetch_all(self.0.data.reader())
                .await?;
        if known.is_empty() {
            return Ok(());
        }
        let events: Vec<Entry> = known.iter().map(|account| event_of(AccountId(*account))).collect();
        let mut prepared = Vec::with_capacity(events.len());
        for event in &events {
            prepared.push(self.0.audit().prepare(event).await?);
        }
        let mut transaction = self.0.data.begin().await?;
        for (account, event) in known.iter().zip(&prepared) {
            let ended = sqlx::query("delete from sessions where account_id = ?")
                .bind(account)
                .execute(&mut *transaction)
                .await?;
            if ended.rows_affected() > 0 {
                self.0.audit().append(&mut transaction, event).await?;
            }
        }
        sqlx::query("delete from provider_sessions where session_index = ?")
            .bind(index.as_slice())
            .execute(&mut *transaction)
            .await?;
        Ok(transaction.commit().await?)
    }

    async fn seal(
        &self,
        account: AccountId,
        index: &[u8; 32],
        identity: &FederatedIdentity,
        subject: &str,
    ) -> Result<Vec<u8>, StoreError> {
        let FederatedIdentity { issuer, tenant, object } = identity.clone();
        let body = IdentityBody { issuer, tenant, object, subject: subject.to_owned() };
        let ring = self.0.vault.ring(KeyPurpose::Account, account.0).await?;
        identity_row(index).seal(&ring, "identity", &body)
    }

    async fn index(&self, provider: Uuid, identity: &FederatedIdentity) -> Result<[u8; 32], StoreError> {
        let tenant = identity.tenant.map(|tenant| tenant.to_string()).unwrap_or_default();
        let parts = [&provider.to_string(), &identity.issuer, &tenant, &identity.object];
        self.0.federation_index("identity", &parts.map(String::as_str)).await
    }

    async fn session_index(&self, provider: &StoredProvider, session: &str) -> Result<[u8; 32], StoreError> {
        let tenant = provider.settings.issuer.tenant().map(|tenant| tenant.to_string()).unwrap_or_default();
        self.0.federation_index("session", &[&provider.id.to_string(), &tenant, session]).await
    }
}

const fn identity_row(index: &[u8; 32]) -> Row<'_> {
    Row::outside_projects(Uuid::nil(), "federated_identities", index)
}
