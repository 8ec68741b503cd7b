//! Organisations: what they demand of their members.

use std::sync::Arc;

use app::api::member::OrganisationRole;
use app::api::{Actor, AppError};

use super::member::require;
use super::{Context, OrInternal as _};
use crate::audit::Action;

/// The service.
pub struct Organisations(Arc<Context>);

impl Organisations {
    pub(super) const fn new(context: Arc<Context>) -> Self {
        Self(context)
    }

    /// Whether the actor's organisation demands a second factor of its members.
    ///
    /// # Errors
    /// [`AppError::Internal`].
    pub async fn requires_second_factor(&self, actor: &Actor) -> Result<bool, AppError> {
        let account = self.0.store.accounts().find(actor.account).await.or_internal(&actor.request_id)?;
        Ok(account.ok_or(AppError::NotSignedIn)?.second_factor_required)
    }

    /// Sets whether it does. Whoever has none is led to their account from the next request on, the actor
    /// included.
    ///
    /// # Errors
    /// [`AppError::Forbidden`] for everybody but owners, [`AppError::StepUpRequired`] without a fresh proof.
    pub async fn require_second_factor(&self, actor: &Actor, required: bool) -> Result<(), AppError> {
        require(actor, OrganisationRole::Owner)?;
        self.0.stepped_up(actor)?;
        let event = self.0.event(Action::SettingsChanged, actor).on(actor.organisation);
        let event = event.fact("what", "second factor");
        let event = event.fact("how", if required { "required" } else { "not required" });
        let accounts = self.0.store.accounts();
        let set = accounts.require_second_factor(actor.organisation, required, &event).await;
        set.or_internal(&actor.request_id)
    }
}
