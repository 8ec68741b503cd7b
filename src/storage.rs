//! The database. SQL lives only here; records are sealed and opened here, so that nothing above sees
//! ciphertext and nothing below sees plaintext.
//!
//! Repositories of project data demand a [`ProjectAccess`](crate::witness::ProjectAccess), which
//! only the permission check hands out.

use std::path::Path;
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, Mutex};

use tokio::sync::Notify;
use uuid::Uuid;

use crate::vault::{KeyPurpose, Ring, Vault};

mod accounts;
mod administration;
mod audit;
mod audit_checkpoints;
mod audit_reviews;
#[cfg(test)]
pub(crate) mod audit_tamper;
mod belongings;
mod ceremonies;
mod database;
mod devices;
mod error;
mod factors;
mod federated_identities;
mod identity_providers;
mod keys;
mod limits;
mod links;
mod members;
mod notices;
pub mod pairing;
mod profiles;
mod projects;
mod quotas;
mod scenarios;
mod sealed;
mod sessions;
mod setup_tokens;
mod sign_in_transactions;
#[cfg(test)]
pub(crate) mod snapshot;
#[cfg(test)]
mod statements;
#[cfg(test)]
mod tamper;
mod uploads;
mod weather;

pub use accounts::{Account, Accounts, NewAccount, Obstacle, Person, StoredPassword};
pub use administration::{Administration, ListedAccount, ListedMembership};
pub use audit::{AuditLog, LogFile, StoredRow};
pub use audit_checkpoints::{CHECKPOINT_AGE_S, CHECKPOINT_ROWS, Signing};
pub use audit_reviews::{LogFilter, LogScope, LoggedEvent, StoredReview};
pub use ceremonies::Ceremonies;
pub use database::Database;
pub use devices::Devices;
pub use error::StoreError;
pub use factors::{Factor, FactorBody, Factors};
pub use federated_identities::{FederatedIdentities, KnownIdentity, NewMember};
pub use identity_providers::{IdentityProviders, StoredProvider};
pub use keys::SqliteKeyStore;
pub use limits::{Counter, Limits, Patience};
pub use links::{Link, LinkBody, LinkKind, Links};
pub use members::Members;
pub use notices::Notices;
pub use profiles::{ListedProfile, NewProfile, Profiles, StoredProfile};
pub use projects::{NewProject, ProjectRow, Projects};
pub use quotas::Quotas;
pub use scenarios::{Commit, Committed, HistoryEntry, NewScenario, PlanState, Scenarios};
pub use sessions::{SessionRow, Sessions};
pub use setup_tokens::SetupTokens;
pub use sign_in_transactions::{SignInTransactions, TakenTransaction};
pub use uploads::{StoredUpload, Uploads};
pub use weather::{NewWeather, StoredWeather, WeatherStore, WeatherValues};

/// Data and keys together. A second kind of database only has to be able to make one of these and to
/// pass `src/tests/storage.rs`.
pub struct Store {
    data: Database,
    vault: Arc<Vault>,
    /// Told when enough rows were added to the audit log for a checkpoint.
    rows_to_sign: Notify,
    /// Whether it was recorded that the audit log is not the one that was signed.
    mismatch_recorded: AtomicBool,
    /// How far the audit log was verified when it was signed last.
    verified: Mutex<Option<audit_checkpoints::Kept>>,
}

impl Store {
    /// A store over an open database.
    #[must_use]
    pub const fn new(data: Database, vault: Arc<Vault>) -> Self {
        let (rows_to_sign, mismatch_recorded) = (Notify::const_new(), AtomicBool::new(false));
        Self { data, vault, rows_to_sign, mismatch_recorded, verified: Mutex::new(None) }
    }

    /// Opens `data.sqlite` in a folder, with its schema up to date.
    ///
    /// # Errors
    /// The file cannot be opened or migrated.
    pub async fn open(folder: &Path, vault: Arc<Vault>) -> Result<Self, StoreError> {
        Ok(Self::new(Database::open(&folder.join("data.sqlite"), database::DATA_SCHEMA).await?, vault))
    }

    /// The keys.
    #[must_use]
    pub const fn vault(&self) -> &Arc<Vault> {
        &self.vault
    }

    /// Accounts and organisations.
    #[must_use]
    pub const fn accounts(&self) -> Accounts<'_> {
        Accounts(self)
    }

    /// What the operator of the server does with accounts.
    #[must_use]
    pub const fn administration(&self) -> Administration<'_> {
        Administration(self)
    }

    /// The audit log.
    #[must_use]
    pub const fn audit(&self) -> AuditLog<'_> {
        AuditLog(self)
    }

    /// Members of organisations.
    #[must_use]
    pub const fn members(&self) -> Members<'_> {
        Members(self)
    }

    /// Security events that accounts have not put away.
    #[must_use]
    pub const fn notices(&self) -> Notices<'_> {
        Notices(self)
    }

    /// Setup links.
    #[must_use]
    pub const fn setup_tokens(&self) -> SetupTokens<'_> {
        SetupTokens(self)
    }

    /// Second factors.
    #[must_use]
    pub const fn factors(&self) -> Factors<'_> {
        Factors(self)
    }

    /// Passkey ceremonies.
    #[must_use]
    pub const fn ceremonies(&self) -> Ceremonies<'_> {
        Ceremonies(self)
    }

    /// Browsers of accounts.
    #[must_use]
    pub const fn devices(&self) -> Devices<'_> {
        Devices(self)
    }

    /// Links that are sent to somebody.
    #[must_use]
    pub const fn links(&self) -> Links<'_> {
        Links(self)
    }

    /// Counters of attempts.
    #[must_use]
    pub const fn limits(&self) -> Limits<'_> {
        Limits(self)
    }

    /// Sessions.
    #[must_use]
    pub const fn sessions(&self) -> Sessions<'_> {
        Sessions(self)
    }

    /// Identity providers.
    #[must_use]
    pub const fn identity_providers(&self) -> IdentityProviders<'_> {
        IdentityProviders(self)
    }

    /// Who a provider says somebody is.
    #[must_use]
    pub const fn federated_identities(&self) -> FederatedIdentities<'_> {
        FederatedIdentities(self)
    }

    /// Sign-ins at a provider that are under way.
    #[must_use]
    pub const fn sign_in_transactions(&self) -> SignInTransactions<'_> {
        SignInTransactions(self)
    }

    /// Projects.
    #[must_use]
    pub const fn projects(&self) -> Projects<'_> {
        Projects(self)
    }

    /// Scenarios and their history.
    #[must_use]
    pub const fn scenarios(&self) -> Scenarios<'_> {
        Scenarios(self)
    }

    /// Load profiles.
    #[must_use]
    pub const fn profiles(&self) -> Profiles<'_> {
        Profiles(self)
    }

    /// Uploaded files.
    #[must_use]
    pub const fn uploads(&self) -> Uploads<'_> {
        Uploads(self)
    }

    /// Weather series.
    #[must_use]
    pub const fn weather(&self) -> WeatherStore<'_> {
        WeatherStore(self)
    }

    /// Whether the database answers.
    ///
    /// # Errors
    /// It does not.
    pub async fn ping(&self) -> Result<(), StoreError> {
        self.data.ping().await
    }

    /// Forgets what was deleted while somebody read an older state.
    ///
    /// # Errors
    /// The database fails.
    pub async fn forget_left(&self) -> Result<(), StoreError> {
        self.data.forget_left().await
    }

    /// Closes the files.
    pub async fn close(&self) {
        self.data.close().await;
    }

    /// Blind index of what identity providers say: kind and parts, each with its length.
    async fn federation_index(&self, kind: &str, parts: &[&str]) -> Result<[u8; 32], StoreError> {
        let ring = self.vault.ring(KeyPurpose::Federation, Uuid::nil()).await?;
        let mut message = Vec::new();
        for part in [kind].iter().chain(parts) {
            message.extend_from_slice(&(part.len() as u64).to_be_bytes());
            message.extend_from_slice(part.as_bytes());
        }
        Ok(ring.mac(&message))
    }

    async fn project_ring(&self, project: Uuid) -> Result<Arc<Ring>, StoreError> {
        Ok(self.vault.ring(KeyPurpose::Project, project).await?)
    }
}
