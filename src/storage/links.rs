//! Links that are sent to somebody: only the hash of their token is kept.

use app::api::{AccountId, OrganisationId};
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use words::Language;

use super::sealed::Row;
use super::{Store, StoreError};
use crate::audit::Entry;
use crate::vault::{KeyPurpose, email_index};

/// Repository of links.
pub struct Links<'a>(pub(super) &'a Store);

/// What a link is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkKind {
    /// Makes an account: in this organisation, or with one of its own.
    Invitation(Option<OrganisationId>),
    /// Sets a new password for this account.
    Reset(AccountId),
    /// Makes the address to which it was sent that of this account.
    Email(AccountId),
}

/// What a link says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinkBody {
    /// To whom it was sent.
    pub email: String,
    /// In which language.
    pub locale: Language,
}

/// A link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// Hash of its token.
    pub token_hash: [u8; 32],
    /// What it is for.
    pub kind: LinkKind,
    /// What it says.
    pub body: LinkBody,
    /// When it ends, seconds since 1970.
    pub expires_at_s: i64,
}

type Columns = (Vec<u8>, String, Option<Uuid>, Option<Uuid>, Vec<u8>, i64);

impl Links<'_> {
    /// Keeps a link. It replaces earlier ones of its kind for the same account. Returns false if it would be
    /// made for or by somebody who lost the right to it meanwhile: an account that is disabled or has another
    /// address by now, an inviter who is disabled or administers the organisation no more.
    ///
    /// # Errors
    /// The database fails; then nothing is recorded either.
    pub async fn create(
        &self,
        link: &Link,
        inviter: Option<AccountId>,
        now_s: i64,
        event: &Entry,
    ) -> Result<bool, StoreError> {
        let prepared = self.0.audit().prepare(event).await?;
        let ring = self.0.vault.ring(KeyPurpose::Session, Uuid::nil()).await?;
        let body = link_row(&link.token_hash).seal(&ring, "body", &link.body)?;
        let (kind, account, organisation) = match link.kind {
            LinkKind::Invitation(organisation) => ("invitation", None, organisation.map(|id| id.0)),
            LinkKind::Reset(account) => ("reset", Some(account.0), None),
            LinkKind::Email(account) => ("email", Some(account.0), None),
        };
        // The link to a new password goes to the address that finds the account.
        let address = match link.kind {
            LinkKind::Reset(_) => {
                let ring = self.0.vault.ring(KeyPurpose::EmailIndex, Uuid::nil()).await?;
                Some(email_index(&ring, &link.body.email).to_vec())
            }
            LinkKind::Invitation(_) | LinkKind::Email(_) => None,
        };
        let mut transaction = self.0.data.begin().await?;
        sqlx::query("delete from links where account_id = ? and kind = ?")
            .bind(account)
            .bind(kind)
            .execute(&mut *transaction)
            .await?;
        let kept = sqlx::query(
            "insert into links
                 (token_hash, kind, account_id, organisation_id, inviter_id, body, created_at, expires_at)
             select ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8
             where (?3 is null or exists (select 1 from accounts where account_id = ?3
                        and disabled_at is null and (?9 is null or email_index = ?9)))
               and (?5 is null or exists (select 1 from memberships join accounts using (account_id)
                        where account_id = ?5 and organisation_id = ?4
                          and role in ('owner', 'administrator') and disabled_at is null))",
        )
        .bind(link.token_hash.as_slice())
        .bind(kind)
        .bind(account)
        .bind(organisation)
        .bind(inviter.map(|inviter| inviter.0))
        .bind(body)
        .bind(now_s)
        .bind(link.expires_at_s)
        .bind(address)
        .execute(&mut *transaction)
        .await?;
        if kept.rows_affected() != 1 {
            return Ok(false);
        }
        self.0.audit().append(&mut transaction, &prepared).await?;
        transaction.commit().await?;
        Ok(true)
    }

    /// The link with a token, if it has not ended.
    ///
    /// # Errors
    /// The database fails.
    pub async fn find(&self, token_hash: &[u8; 32], now_s: i64) -> Result<Option<Link>, StoreError> {
        let row: Option<Columns> = sqlx::query_as(
            "select token_hash, kind, account_id, organisation_id, body, expires_at from links
             where token_hash = ? and expires_at > ?",
        )
        .bind(token_hash.as_slice())
        .bind(now_s)
        .fetch_optional(self.0.data.reader())
        .await?;
        match row {
            Some(row) => Ok(Some(self.open(row).await?)),
            None => Ok(None),
        }
    }

    /// The invitations into an organisation that have not ended, newest first.
    ///
    /// # Errors
    /// The database fails.
    pub async fn invitations(
        &self,
        organisation: OrganisationId,
        now_s: i64,
    ) -> Result<Vec<Link>, StoreError> {
        let rows: Vec<Columns> = sqlx::query_as(
            "select token_hash, kind, account_id, organisation_id, body, expires_at from links
             where organisation_id = ? and expires_at > ? order by created_at desc",
        )
        .bind(organisation.0)
        .bind(now_s)
        .fetch_all(self.0.data.reader())
        .await?;
        let mut links = Vec::with_capacity(rows.len());
        for row in rows {
            links.push(self.open(row).await?);
        }
        Ok(links)
    }

    /// Takes an invitation of an organisation back.
    ///
    /// # Errors
    /// The database fails.
    pub async fn revoke(
        &self,
        organisation: OrganisationId,
        token_hash: &[u8; 32],
        event: &Entry,
    ) -> Result<(), StoreError> {
        let prepared = self.0.audit().prepare(event).await?;
        let mut transaction = self.0.data.begin().await?;
        sqlx::query("delete from links where token_hash = ? and organisation_id = ?")
            .bind(token_hash.as_slice())
            .bind(organisation.0)
            .execute(&mut *transaction)
            .await?;
        self.0.audit().append(&mut transaction, &prepared).await?;
        Ok(transaction.commit().await?)
    }

    /// Removes links that have ended.
    ///
    /// # Errors
    /// The database fails.
    pub async fn delete_expired(&self, now_s: i64) -> Result<(), StoreError> {
        sqlx::query("delete from links where expires_at <= ?")
            .bind(now_s)
            .execute(self.0.data.writer())
            .await?;
        Ok(())
    }

    async fn open(&self, row: Columns) -> Result<Link, StoreError> {
        let (hash, kind, account, organisation, body, expires_at_s) = row;
        let token_hash: [u8; 32] = hash.try_into().map_err(|_| StoreError::Impossible("token_hash"))?;
        let ring = self.0.vault.ring(KeyPurpose::Session, Uuid::nil()).await?;
        let body = link_row(&token_hash).open(&ring, "body", &body)?;
        let kind = match (kind.as_str(), account.map(AccountId)) {
            ("invitation", None) => LinkKind::Invitation(organisation.map(OrganisationId)),
            ("reset", Some(account)) => LinkKind::Reset(account),
            ("email", Some(account)) => LinkKind::Email(account),
            _ => return Err(StoreError::Impossible("links.kind")),
        };
        Ok(Link { token_hash, kind, body, expires_at_s })
    }
}

const fn link_row(token_hash: &[u8; 32]) -> Row<'_> {
    Row::outside_projects(Uuid::nil(), "links", token_hash)
}
