//! Who operates the server.

use app::api::{AccountId, Actor, AppError};

use super::{Context, OrInternal as _};
use crate::audit::{Action, Entry};

/// Proof that an account operates the server, has a passkey, and has used it (or a recovery code) within the
/// last ten minutes. Operating the server opens no content of projects. Only
/// [`Context::instance_administrator`] makes one.
#[derive(Debug)]
pub struct InstanceAdministrator {
    account: AccountId,
}

impl InstanceAdministrator {
    /// Who acts.
    #[must_use]
    pub const fn account(&self) -> AccountId {
        self.account
    }
}

impl Context {
    /// Demands somebody who operates the server, and records that they are there.
    ///
    /// # Errors
    /// [`AppError::NotFound`] for everybody else; [`AppError::Forbidden`] for those who have no passkey yet;
    /// [`AppError::StepUpRequired`] for those who have not proved themselves lately.
    pub async fn instance_administrator(&self, actor: &Actor) -> Result<InstanceAdministrator, AppError> {
        let account = self.store.accounts().find(actor.account).await.or_internal(&actor.request_id)?;
        let account = account.filter(|account| account.instance_administrator && !account.disabled);
        let account = account.ok_or(AppError::NotFound)?;
        if !account.has_passkey {
            return Err(AppError::Forbidden);
        }
        let fresh = self.stepped_up(actor)?;
        let event = Entry { organisation: None, ..self.event(Action::AdministrativeAccess, actor) };
        self.record_seldom(&event).await?;
        Ok(InstanceAdministrator { account: fresh.account() })
    }
}
