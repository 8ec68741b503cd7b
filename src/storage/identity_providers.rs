//! Identity providers of organisations.

use std::borrow::Cow;

use app::api::{AccountId, OrganisationId};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::error::one_row;
use super::sealed::Row;
use super::{Store, StoreError};
use crate::audit::Entry;
use crate::federation::provider::{Credential, ProviderSettings};
use crate::vault::{KeyPurpose, SecretText};

/// Repository of identity providers.
pub struct IdentityProviders<'a>(pub(super) &'a Store);

/// A provider as an organisation has set it up.
pub struct StoredProvider {
    /// Which provider.
    pub id: Uuid,
    /// Whose.
    pub organisation: OrganisationId,
    /// Last part of the organisation's sign-in address.
    pub address: String,
    /// Whether people can sign in by it.
    pub enabled: bool,
    /// Set when they have to; the owner who does not.
    pub required_except: Option<AccountId>,
    /// Everything else about it.
    pub settings: ProviderSettings,
    /// How this server proves to it who it is.
    pub credential: Credential,
}

type Columns = (Uuid, Uuid, bool, Option<Uuid>, Vec<u8>, Vec<u8>);

/// A statement that reads [`Columns`].
macro_rules! providers {
    ($condition:literal) => {
        concat!(
            "select provider_id, organisation_id, enabled, required_except, settings, credential
             from identity_providers ",
            $condition
        )
    };
}

/// What is sealed of the settings.
#[derive(Serialize, Deserialize)]
struct SettingsBody<'a> {
    address: Cow<'a, str>,
    settings: Cow<'a, ProviderSettings>,
}

/// What is sealed of a credential. Exists only between sealing and opening.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "kind")]
enum CredentialBody<'a> {
    Certificate { key_pem: Cow<'a, str>, certificate_pem: Cow<'a, str>, expires_at_s: i64 },
    Secret { secret: Cow<'a, str>, expires_at_s: Option<i64> },
}

impl IdentityProviders<'_> {
    /// The provider of an organisation.
    ///
    /// # Errors
    /// The database fails.
    pub async fn of(&self, organisation: OrganisationId) -> Result<Option<StoredProvider>, StoreError> {
        let row = sqlx::query_as(providers!("where organisation_id = ?")).bind(organisation.0);
        self.open(row.fetch_optional(self.0.data.reader()).await?).await
    }

    /// A provider by its id.
    ///
    /// # Errors
    /// The database fails.
    pub async fn find(&self, provider: Uuid) -> Result<Option<StoredProvider>, StoreError> {
        let row = sqlx::query_as(providers!("where provider_id = ?")).bind(provider);
        self.open(row.fetch_optional(self.0.data.reader()).await?).await
    }

    /// The provider behind a sign-in address.
    ///
    /// # Errors
    /// The database fails.
    pub async fn find_by_address(&self, address: &str) -> Result<Option<StoredProvider>, StoreError> {
        let index = self.0.federation_index("address", &[address]).await?;
        let row = sqlx::query_as(providers!("where address_index = ?")).bind(index.as_slice());
        self.open(row.fetch_optional(self.0.data.reader()).await?).await
    }

    /// Adds a provider, or replaces everything about it but its id and organisation. `ends_sessions_but`: every
    /// session of members ends, except those of this account.
    ///
    /// # Errors
    /// The database fails, or the organisation has another provider.
    pub async fn save(
        &self,
        provider: &StoredProvider,
        ends_sessions_but: Option<AccountId>,
        event: &Entry,
    ) -> Result<(), StoreError> {
        let ring = self.0.vault.ring(KeyPurpose::Organisation, provider.organisation.0).await?;
        let row = provider_row(&provider.organisation.0, &provider.id);
        let settings = SettingsBody {
            address: Cow::Borrowed(&provider.address),
            settings: Cow::Borrowed(&provider.settings),
        };
        let index = self.0.federation_index("address", &[&provider.address]).await?;
        let prepared = self.0.audit().prepare(event).await?;
        let mut transaction = self.0.data.begin().await?;
        let result = sqlx::query(
            "insert into identity_providers (provider_id, organisation_id, address_index, enabled,
                 required_except, settings, credential, created_at, changed_at)
             values (?, ?, ?, ?, ?, ?, ?, ?8, ?8)
             on conflict (provider_id) do update set address_index = excluded.address_index,
                 enabled = excluded.enabled, required_except = excluded.required_except,
                 settings = excluded.settings, credential = excluded.credential,
                 changed_at = excluded.changed_at",
        )
        .bind(provider.id)
        .bind(provider.organisation.0)
        .bind(index.as_slice())
        .bind(provider.enabled)
        .bind(provider.required_except.map(|account| account.0))
        .bind(row.seal(&ring, "settings", &settings)?)
        .bind(row.seal(&ring, "credential", &CredentialBody::of(&provider.credential))?)
        .bind(event.at_s)
        .execute(&mut *transaction)
        .await?;
        one_row(&result)?;
        // A sign-in that is under way was begun under other settings.
        sqlx::query("delete from sign_in_transactions where provider_id = ?")
            .bind(provider.id)
            .execute(&mut *transaction)
            .await?;
        if let Some(stays) = ends_sessions_but {
            sqlx::query(
                "delete from sessions where account_id <> ?
                 and account_id in (select account_id from memberships where organisation_id = ?)",
            )
            .bind(stays.0)
            .bind(provider.organisation.0)
            .execute(&mut *transaction)
            .await?;
        }
        self.0.audit().append(&mut transaction, &prepared).await?;
        transaction.commit().await?;
        Ok(())
    }

    /// Whether an account has to sign in through the provider of one of its organisations.
    ///
    /// # Errors
    /// The database fails.
    pub async fn is_required_of(&self, account: AccountId) -> Result<bool, StoreError> {
        let found: Option<i64> = sqlx::query_scalar(
            "select 1 from identity_providers join memberships using (organisation_id)
             where account_id = ?1 and enabled = 1 and required_except is not null
                 and (required_except <> ?1 or role <> 'owner') limit 1",
        )
        .bind(account.0)
        .fetch_optional(self.0.data.reader())
        .await?;
        Ok(found.is_some())
    }

    async fn open(&self, row: Option<Columns>) -> Result<Option<StoredProvider>, StoreError> {
        let Some((id, organisation, enabled, required_except, settings, credential)) = row else {
            return Ok(None);
        };
        let ring = self.0.vault.ring(KeyPurpose::Organisation, organisation).await?;
        let row = provider_row(&organisation, &id);
        let SettingsBody { address, settings } = row.open(&ring, "settings", &settings)?;
        let credential: CredentialBody<'_> = row.open(&ring, "credential", &credential)?;
        Ok(Some(StoredProvider {
            id,
            organisation: OrganisationId(organisation),
            address: address.into_owned(),
            enabled,
            required_except: required_except.map(AccountId),
            settings: settings.into_owned(),
            credential: credential.into_credential(),
        }))
    }
}

impl<'a> CredentialBody<'a> {
    fn of(credential: &'a Credential) -> Self {
        match credential {
            Credential::Certificate { key_pem, certificate_pem, expires_at_s } => Self::Certificate {
                key_pem: Cow::Borrowed(key_pem.expose()),
                certificate_pem: Cow::Borrowed(certificate_pem),
                expires_at_s: *expires_at_s,
            },
            Credential::Secret { secret, expires_at_s } => {
                Self::Secret { secret: Cow::Borrowed(secret.expose()), expires_at_s: *expires_at_s }
            }
        }
    }

    fn into_credential(self) -> Credential {
        match self {
            Self::Certificate { key_pem, certificate_pem, expires_at_s } => Credential::Certificate {
                key_pem: SecretText::new(key_pem.into_owned()),
                certificate_pem: certificate_pem.into_owned(),
                expires_at_s,
            },
            Self::Secret { secret, expires_at_s } => {
                Credential::Secret { secret: SecretText::new(secret.into_owned()), expires_at_s }
            }
        }
    }
}

const fn provider_row<'a>(organisation: &Uuid, id: &'a Uuid) -> Row<'a> {
    Row::outside_projects(*organisation, "identity_providers", id.as_bytes())
}
