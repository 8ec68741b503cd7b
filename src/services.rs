//! What the server does: one file per noun. Those that pages call implement the ports of `app::api`; the others help them.

use std::net::{IpAddr, Ipv4Addr};
use std::sync::Arc;

use app::api::account::AccountApi;
use app::api::profile::ProfileApi;
use app::api::project::ProjectApi;
use app::api::scenario::ScenarioApi;
use app::api::upload::UploadApi;
use app::api::{Actor, AppError, Backend, ProjectId};

use crate::audit::Action;
use crate::clock::{Clock, IdGen};
use crate::identity::blocklist::BreachFile;
use crate::identity::limits::{Action as Attempted, Attempt, LimitError, Limits};
use crate::identity::passwords::{PasswordCost, PasswordError, Passwords};
use crate::jobs::{JobError, Jobs, Kind, Party, Place, Progress};
use crate::live::Live;
use crate::mail::{Mailer, NoMail};
pub use crate::storage::{Account, Obstacle, StoredProvider};
use crate::storage::{Quotas, Store, StoreError};

pub mod access;
pub mod account;
pub mod administration;
pub mod audit;
pub mod document;
pub mod factor;
pub mod inputs;
pub mod link;
pub mod member;
pub mod notice;
pub mod organisation;
pub mod passkey;
pub mod profile;
pub mod project;
pub mod scenario;
pub mod session;
pub mod sso;
pub mod step_up;
pub mod upload;

use crate::witness::ProjectAccess;
use account::Caller;

/// How an instance is set up by its operator.
pub struct Instance {
    /// Posts mails.
    pub mailer: Arc<dyn Mailer>,
    /// Domains of e-mail addresses whose owners may register; lower case. Empty: by invitation only.
    pub registration_domains: Vec<String>,
    /// Breached passwords.
    pub breached: Option<BreachFile>,
    /// How much accounts and organisations may keep.
    pub quotas: Quotas,
}

impl Default for Instance {
    fn default() -> Self {
        Self {
            mailer: Arc::new(NoMail),
            registration_domains: Vec::new(),
            breached: None,
            quotas: Quotas::STANDARD,
        }
    }
}

/// What every service needs.
pub struct Context {
    /// Data and keys.
    pub store: Arc<Store>,
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// New ids.
    pub ids: Arc<dyn IdGen>,
    /// Password hashes.
    pub passwords: Passwords,
    /// Limits on guessing.
    pub limits: Limits,
    /// How this instance is set up.
    pub instance: Instance,
    /// Long work.
    pub jobs: Jobs,
    /// Who has which project open.
    pub live: Live,
    /// When events that come in floods were last recorded.
    pub seldom: audit::Seldom,
}

impl Context {
    /// What the actor may do with a project.
    ///
    /// # Errors
    /// [`AppError::NotFound`] if it does not exist or the actor may not know of it.
    pub async fn access(&self, actor: &Actor, project: ProjectId) -> Result<ProjectAccess, AppError> {
        let access = access::project(&self.store, actor, project).await;
        if let Err(AppError::NotFound) = access {
            self.record_seldom(&self.event(Action::AuthorisationFail, actor).failed().on(project)).await?;
        }
        access
    }

    /// Counts an attempt before it is made. One too many is not made, and recorded. `account` is anything that
    /// names one, known or not.
    ///
    /// # Errors
    /// [`AppError::TooManyRequests`].
    pub async fn attempt(
        &self,
        action: Attempted,
        caller: Caller<'_>,
        account: Option<&[u8]>,
    ) -> Result<Attempt, AppError> {
        let attempt = self.limits.attempt(action, caller.address, account).await;
        if let Err(LimitError::Wait(_)) = &attempt {
            let kind = match action {
                Attempted::SignIn | Attempted::SetUp => Action::LoginFailMax,
                _ => Action::RateLimit,
            };
            let event = self.event_of(kind, caller).failed().fact("what", action.key());
            self.record_seldom(&event).await?;
        }
        attempt.or_internal(caller.request_id)
    }

    /// Counts something that costs the server much, before it is done. One too many is not done, and recorded.
    ///
    /// # Errors
    /// [`AppError::TooManyRequests`].
    pub async fn spend(&self, action: Attempted, actor: &Actor) -> Result<(), AppError> {
        let address = actor.address.unwrap_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED));
        let spent = self.limits.spend(action, address, actor.account.0.as_bytes()).await;
        if let Err(LimitError::Wait(_)) = &spent {
            let event = self.event(Action::RateLimit, actor).failed().fact("what", action.key());
            self.record_seldom(&event).await?;
        }
        spent.or_internal(&actor.request_id)
    }
}

impl Context {
    /// Does long work beside the requests, in its turn.
    ///
    /// # Errors
    /// [`AppError::TooManyRequests`] if the actor has much waiting; [`AppError::Internal`] if it panics.
    pub async fn work<T: Send + 'static>(
        &self,
        kind: Kind,
        actor: &Actor,
        work: impl FnOnce(&Progress) -> T + Send + 'static,
    ) -> Result<T, AppError> {
        self.jobs.work(kind, Party(actor.account.0), work).await.or_internal(&actor.request_id)
    }

    /// Waits for a place in which long work is done in several pieces.
    ///
    /// # Errors
    /// [`AppError::TooManyRequests`] if the actor has much waiting.
    pub async fn place(&self, kind: Kind, actor: &Actor) -> Result<Place, AppError> {
        self.jobs.place(kind, Party(actor.account.0)).await.or_internal(&actor.request_id)
    }
}

/// Every service.
pub struct Services {
    context: Arc<Context>,
    accounts: account::Accounts,
    projects: project::Projects,
    scenarios: scenario::Scenarios,
    profiles: profile::Profiles,
    uploads: upload::Uploads,
    sso: sso::Sso,
    sessions: session::Sessions,
    factors: factor::Factors,
    links: Arc<link::Links>,
    members: member::Members,
    organisations: organisation::Organisations,
    administration: administration::Administration,
    audit: audit::Log,
}

impl Services {
    /// Services over a store.
    #[must_use]
    pub fn new(
        store: Arc<Store>,
        clock: Arc<dyn Clock>,
        ids: Arc<dyn IdGen>,
        cost: PasswordCost,
        instance: Instance,
    ) -> Self {
        let passwords = Passwords::new(Arc::clone(store.vault()), cost);
        let limits = Limits::new(Arc::clone(&store), Arc::clone(&clock));
        let seldom = audit::Seldom::default();
        let (jobs, live) = (Jobs::default(), Live::default());
        let context =
            Arc::new(Context { store, clock, ids, passwords, limits, instance, jobs, live, seldom });
        Self {
            accounts: account::Accounts::new(Arc::clone(&context)),
            projects: project::Projects::new(Arc::clone(&context)),
            scenarios: scenario::Scenarios::new(Arc::clone(&context)),
            profiles: profile::Profiles::new(Arc::clone(&context)),
            sso: sso::Sso::new(Arc::clone(&context)),
            uploads: upload::Uploads::new(Arc::clone(&context)),
            sessions: session::Sessions::new(Arc::clone(&context)),
            factors: factor::Factors::new(Arc::clone(&context)),
            links: Arc::new(link::Links::new(Arc::clone(&context))),
            members: member::Members::new(Arc::clone(&context)),
            organisations: organisation::Organisations::new(Arc::clone(&context)),
            administration: administration::Administration::new(Arc::clone(&context)),
            audit: audit::Log::new(Arc::clone(&context)),
            context,
        }
    }

    /// What every service needs, for the handlers of plain forms.
    #[must_use]
    pub const fn context(&self) -> &Arc<Context> {
        &self.context
    }

    /// Accounts, with what only plain forms do.
    #[must_use]
    pub const fn account_service(&self) -> &account::Accounts {
        &self.accounts
    }

    /// Sign-in through identity providers.
    #[must_use]
    pub const fn sso(&self) -> &sso::Sso {
        &self.sso
    }

    /// Uploaded files, with what only plain handlers do.
    #[must_use]
    pub const fn upload_service(&self) -> &upload::Uploads {
        &self.uploads
    }

    /// Sessions.
    #[must_use]
    pub const fn sessions(&self) -> &session::Sessions {
        &self.sessions
    }

    /// Members.
    #[must_use]
    pub const fn member_service(&self) -> &member::Members {
        &self.members
    }

    /// Organisations.
    #[must_use]
    pub const fn organisations(&self) -> &organisation::Organisations {
        &self.organisations
    }

    /// What the operator of the server does with accounts.
    #[must_use]
    pub const fn administration(&self) -> &administration::Administration {
        &self.administration
    }

    /// The audit log, for those who read it.
    #[must_use]
    pub const fn audit(&self) -> &audit::Log {
        &self.audit
    }

    /// Invitations and new passwords.
    #[must_use]
    pub const fn links(&self) -> &Arc<link::Links> {
        &self.links
    }

    /// Second factors.
    #[must_use]
    pub const fn factors(&self) -> &factor::Factors {
        &self.factors
    }

    /// Projects, with what only plain handlers do.
    #[must_use]
    pub const fn project_service(&self) -> &project::Projects {
        &self.projects
    }
}

impl Backend for Services {
    fn accounts(&self) -> &dyn AccountApi {
        &self.accounts
    }

    fn projects(&self) -> &dyn ProjectApi {
        &self.projects
    }

    fn scenarios(&self) -> &dyn ScenarioApi {
        &self.scenarios
    }

    fn profiles(&self) -> &dyn ProfileApi {
        &self.profiles
    }

    fn uploads(&self) -> &dyn UploadApi {
        &self.uploads
    }
}

/// Turns internal failures into what the client may know; the cause is logged here, once.
pub trait OrInternal<T> {
    /// The value, or an [`AppError`] under the id of the request.
    ///
    /// # Errors
    /// [`AppError::Internal`]; [`AppError::NotFound`] for what was deleted meanwhile; [`AppError::TooLarge`] if a
    /// quota is used up; [`AppError::TooManyRequests`] if a queue is full.
    fn or_internal(self, request_id: &str) -> Result<T, AppError>;
}

impl<T> OrInternal<T> for Result<T, StoreError> {
    fn or_internal(self, request_id: &str) -> Result<T, AppError> {
        self.map_err(|error| match error {
            StoreError::QuotaUsedUp => AppError::TooLarge,
            error if error.is_key_missing() => AppError::NotFound,
            error => internal(request_id, &error),
        })
    }
}

impl<T> OrInternal<T> for Result<T, LimitError> {
    fn or_internal(self, request_id: &str) -> Result<T, AppError> {
        self.map_err(|error| match error {
            LimitError::Wait(retry_after_s) => {
                tracing::warn!(request_id, retry_after_s, "excess_rate_limit_exceeded");
                AppError::TooManyRequests { retry_after_s }
            }
            LimitError::Store(cause) => internal(request_id, &cause),
        })
    }
}

impl<T> OrInternal<T> for Result<T, PasswordError> {
    fn or_internal(self, request_id: &str) -> Result<T, AppError> {
        self.map_err(|error| match error {
            PasswordError::Busy => AppError::TooManyRequests { retry_after_s: 5 },
            other => internal(request_id, &other),
        })
    }
}

impl<T> OrInternal<T> for Result<T, tokio::task::JoinError> {
    fn or_internal(self, request_id: &str) -> Result<T, AppError> {
        self.map_err(|error| internal(request_id, &error))
    }
}

impl<T> OrInternal<T> for Result<T, JobError> {
    fn or_internal(self, request_id: &str) -> Result<T, AppError> {
        self.map_err(|error| match error {
            JobError::TooMany => AppError::TooManyRequests { retry_after_s: 5 },
            broken @ JobError::Broken(_) => internal(request_id, &broken),
        })
    }
}

/// Logs a cause and gives the client the id under which it was logged.
pub fn internal(request_id: &str, cause: &dyn std::fmt::Display) -> AppError {
    tracing::error!(request_id, %cause, "request failed");
    AppError::Internal { request_id: request_id.to_owned() }
}
