//! Accepting an invitation with the company account. The token of the invitation alone says which account that
//! is: the address to which it was sent is never compared with one that the provider names.

use app::api::AccountId;
use app::api::account::Theme;
use app::api::sso::SignInProblem;

use super::super::OrInternal as _;
use super::super::account::{Caller, Refusal};
use super::arrival::name;
use super::{Sso, Stranded};
use crate::audit::Action;
use crate::federation::id_token::{Admitted, CheckedToken};
use crate::identity::limits::Action as Attempted;
use crate::identity::token;
use crate::storage::{KnownIdentity, LinkKind, NewMember, Person, StoredProvider};

impl Sso {
    /// The provider of the organisation that has sent an invitation, and the hash of its token. Nothing is used
    /// up by asking.
    ///
    /// # Errors
    /// [`Refusal::LinkInvalid`]; [`Refusal::NoCompanyAccount`] if the organisation has no provider.
    pub async fn of_invitation(
        &self,
        token: &str,
        caller: Caller<'_>,
    ) -> Result<(StoredProvider, [u8; 32]), Refusal> {
        let (context, request_id) = (&self.context, caller.request_id);
        let attempt = context.attempt(Attempted::Link, caller, None).await?;
        let hash = token::hash(token).ok_or(Refusal::LinkInvalid)?;
        let found = context.store.links().find(&hash, context.clock.now_s()).await.or_internal(request_id)?;
        let LinkKind::Invitation(organisation) = found.ok_or(Refusal::LinkInvalid)?.kind else {
            return Err(Refusal::LinkInvalid);
        };
        context.limits.succeeded(attempt).await.or_internal(request_id)?;
        // Whoever registers brings an organisation of their own, which has no provider yet.
        let organisation = organisation.ok_or(Refusal::NoCompanyAccount)?;
        let provider = context.store.identity_providers().of(organisation).await.or_internal(request_id)?;
        let provider = provider.filter(|provider| provider.enabled).ok_or(Refusal::NoCompanyAccount)?;
        Ok((provider, hash))
    }

    /// Makes the account that an invitation stands for and binds it to the identity in the token. The
    /// invitation is used up in the same transaction: one that was used or withdrawn while its holder was at
    /// the provider counts nothing.
    pub(super) async fn accept(
        &self,
        provider: &StoredProvider,
        token: &CheckedToken,
        known: Option<KnownIdentity>,
        admitted: &Admitted,
        invitation: Option<[u8; 32]>,
        caller: Caller<'_>,
    ) -> Result<AccountId, Stranded> {
        let (context, request_id) = (&self.context, caller.request_id);
        let invitation = invitation.ok_or(SignInProblem::Expired)?;
        if let Some(known) = known {
            let members = context.store.members();
            let role = members.role(provider.organisation, known.account).await.or_internal(request_id)?;
            if role.is_some() {
                self.turned_away(provider, caller, &"invited, but connected with an account already").await?;
                return Err(SignInProblem::AlreadyConnected.into());
            }
        }
        let found = context.store.links().find(&invitation, context.clock.now_s()).await;
        if let Some(link) = found.or_internal(request_id)? {
            let email = link.body.email;
            let new = NewMember {
                account: AccountId(context.ids.id()),
                provider,
                identity: &token.identity,
                subject: &token.subject,
                email: &email,
                person: Person { name: name(token, &email), locale: caller.locale, theme: Theme::default() },
                password: self.unknown_password(caller).await?,
                role: admitted.role,
                invitation: Some(&invitation),
            };
            let event = context.event_of(Action::UserCreated, caller).who(new.account).on(new.account);
            let event = event.fact("how", "invitation").fact("by", "identity provider");
            let event = event.fact("role", new.role.key()).within(provider.organisation);
            let made = context.store.federated_identities().create(&new, &event).await;
            if made.or_internal(request_id)? {
                return Ok(new.account);
            }
        }
        self.turned_away(provider, caller, &"the invitation is gone").await?;
        Err(SignInProblem::InvitationGone.into())
    }
}
