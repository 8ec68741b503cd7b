//! Separating an account from the company account of its owner.

use app::api::sso::{CompanyAccount, Separation};
use app::api::{Actor, AppError};

use super::super::OrInternal as _;
use super::super::account::Refusal;
use super::super::notice::Notice;
use super::Sso;
use crate::audit::Action;
use crate::witness::SteppedUp;

impl Sso {
    /// How the actor's account and the sign-in of the organisation belong together; `None` if there is no such
    /// sign-in.
    ///
    /// # Errors
    /// [`AppError::Internal`].
    pub async fn company_account(&self, actor: &Actor) -> Result<Option<CompanyAccount>, AppError> {
        if self.of_account(actor.account, &actor.request_id).await?.is_some() {
            return Ok(Some(CompanyAccount::Connected(self.separation(actor).await?)));
        }
        Ok(self.of_organisation(actor).await?.map(|_| CompanyAccount::Open))
    }

    /// Separates the actor's account from the company account and ends every session; the caller starts a new
    /// one. Returns false if there was nothing to separate.
    ///
    /// # Errors
    /// [`Refusal::SsoRequired`]; [`Refusal::OnlyWayIn`].
    pub async fn unlink(&self, actor: &Actor, fresh: &SteppedUp) -> Result<bool, Refusal> {
        let (context, request_id) = (&self.context, &actor.request_id);
        let Some(provider) = self.of_account(fresh.account(), request_id).await? else { return Ok(false) };
        match self.separation(actor).await? {
            Separation::Possible => {}
            Separation::Required => return Err(Refusal::SsoRequired),
            Separation::OnlyWayIn => return Err(Refusal::OnlyWayIn),
        }
        let event = context.event(Action::SsoLink, actor).on(actor.account).within(provider.organisation);
        let event = event.fact("what", "separated");
        let identities = context.store.federated_identities();
        // Decided once more there: a passkey may have gone meanwhile.
        if !identities.unlink(actor.account, provider.id, &event).await.or_internal(request_id)? {
            return Err(Refusal::OnlyWayIn);
        }
        let owner = context.store.accounts().find(actor.account).await.or_internal(request_id)?;
        if let Some(owner) = owner {
            context.notify(&owner, &Notice::CompanyAccountSeparated);
        }
        Ok(true)
    }

    async fn separation(&self, actor: &Actor) -> Result<Separation, AppError> {
        let (store, request_id) = (&self.context.store, &actor.request_id);
        if store.identity_providers().is_required_of(actor.account).await.or_internal(request_id)? {
            return Ok(Separation::Required);
        }
        let account = store.accounts().find(actor.account).await.or_internal(request_id)?;
        let account = account.ok_or(AppError::NotSignedIn)?;
        let other_way = account.has_password || account.has_passkey;
        Ok(if other_way { Separation::Possible } else { Separation::OnlyWayIn })
    }
}
