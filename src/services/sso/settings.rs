//! Setting a provider up: what the owner of an organisation does.

use app::api::member::OrganisationRole;
use app::api::sso::{ConnectionTest, SettingsProblem, SsoView};
use app::api::{AccountId, Actor, AppError};
use words::Language;

use super::super::OrInternal as _;
use super::super::account::Caller;
use super::super::internal;
use super::super::member::require;
use super::{Sso, redirect_uri};
use crate::audit::Action;
use crate::federation::assertion;
use crate::federation::discovery::discover;
use crate::federation::metadata::DocumentError;
use crate::federation::provider::{Credential, Issuer, ProviderError, ProviderSettings, check_client_id};
use crate::federation::roles::{GrantedRole, RoleRule, RoleRules};
use crate::identity::limits::Action as Attempted;
use crate::outbound::OutboundError;
use crate::storage::StoredProvider;
use crate::vault::SecretText;

/// Most rules and domains.
const LINES_MAX: usize = 50;
/// Most characters of a line.
const LINE_MAX: usize = 200;
/// Characters of a sign-in address: no two look alike.
const ALPHABET: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";

/// Settings as the form sends them.
pub struct Draft {
    /// Whether it is Microsoft Entra ID.
    pub entra: bool,
    /// Tenant or issuer.
    pub issuer: String,
    /// Client id.
    pub client_id: String,
    /// A new secret; empty to leave the credential as it is.
    pub secret: SecretText,
    /// When the secret ends, seconds since 1970.
    pub secret_ends_at_s: Option<i64>,
    /// Whether guests of the tenant may come in.
    pub guests: bool,
    /// Whether accounts are made at the first sign-in.
    pub just_in_time: bool,
    /// Rules, one a line: `Value = role`.
    pub rules: String,
    /// Role of those without a rule; empty to turn them away.
    pub otherwise: String,
    /// Authentication context for step-up; empty for none.
    pub step_up_context: String,
    /// Domains for display, separated by blanks or commas.
    pub domains: String,
}

/// Why a change is not made.
#[derive(Debug)]
pub enum SettingsRefusal {
    /// Something that the owner can put right.
    Problem(SettingsProblem),
    /// Anything else.
    Other(AppError),
}

impl From<SettingsProblem> for SettingsRefusal {
    fn from(problem: SettingsProblem) -> Self {
        Self::Problem(problem)
    }
}

impl From<AppError> for SettingsRefusal {
    fn from(error: AppError) -> Self {
        Self::Other(error)
    }
}

impl Sso {
    /// The settings of the actor's organisation; `None` before the setup has begun.
    ///
    /// # Errors
    /// [`AppError::Forbidden`] for everybody but owners.
    pub async fn settings(&self, actor: &Actor, origin: &str) -> Result<Option<SsoView>, AppError> {
        require(actor, OrganisationRole::Owner)?;
        Ok(self.own(actor).await?.map(|provider| view(&provider, origin)))
    }

    /// Begins the setup: makes a sign-in address and a certificate. Harmless if it was done already.
    ///
    /// # Errors
    /// [`AppError::Forbidden`] for everybody but owners.
    pub async fn begin(&self, actor: &Actor) -> Result<(), AppError> {
        require(actor, OrganisationRole::Owner)?;
        self.context.stepped_up(actor)?;
        if self.own(actor).await?.is_some() {
            return Ok(());
        }
        let provider = StoredProvider {
            id: self.context.ids.id(),
            organisation: actor.organisation,
            address: self.new_address(),
            enabled: false,
            required_except: None,
            settings: ProviderSettings {
                issuer: Issuer::Entra { tenant: uuid::Uuid::nil() },
                client_id: String::new(),
                guests: false,
                just_in_time: true,
                roles: RoleRules::default(),
                step_up_context: None,
                domains: Vec::new(),
            },
            credential: self.new_certificate(actor).await?,
        };
        self.save(actor, &provider, (Action::SettingsChanged, "begun"), None).await
    }

    /// Replaces certificate or secret by a new certificate.
    ///
    /// # Errors
    /// [`AppError::Forbidden`] for everybody but owners.
    pub async fn renew_certificate(&self, actor: &Actor) -> Result<(), AppError> {
        let mut provider = self.to_be_changed(actor).await?;
        provider.credential = self.new_certificate(actor).await?;
        self.save(actor, &provider, (Action::KeyChanged, "new certificate"), None).await
    }

    /// Changes the settings.
    ///
    /// # Errors
    /// What is wrong with them; all of it.
    pub async fn change(&self, actor: &Actor, draft: Draft) -> Result<(), Vec<SettingsRefusal>> {
        let mut provider = self.to_be_changed(actor).await.map_err(|error| vec![error.into()])?;
        let mut refusals = Vec::new();
        let issuer_before = provider.settings.issuer.clone();
        let issuer = if draft.entra { Issuer::entra(&draft.issuer) } else { Issuer::open_id(&draft.issuer) };
        let client_id = draft.client_id.trim().to_owned();
        match issuer {
            Ok(issuer) => {
                refusals.extend(check_client_id(&issuer, &client_id).err().map(problem_of));
                self.directory.forget(&provider.settings.issuer);
                self.directory.forget(&issuer);
                provider.settings.issuer = issuer;
            }
            Err(error) => refusals.push(problem_of(error)),
        }
        let rules = rules(&draft.rules).map_err(|line| refusals.push(SettingsProblem::RuleMalformed(line)));
        let otherwise = match draft.otherwise.as_str() {
            "" => None,
            key => GrantedRole::from_key(key).or_else(|| {
                refusals.push(SettingsProblem::RoleUnknown);
                None
            }),
        };
        let step_up_context = Some(draft.step_up_context.trim().to_owned()).filter(|id| !id.is_empty());
        if step_up_context.as_deref().is_some_and(|id| !is_context(id)) {
            refusals.push(SettingsProblem::ContextMalformed);
        }
        let secret = draft.secret.expose().trim();
        if secret.len() > LINE_MAX || secret.chars().any(|c| !c.is_ascii_graphic()) {
            refusals.push(SettingsProblem::SecretMalformed);
        }
        if !refusals.is_empty() {
            return Err(refusals.into_iter().map(SettingsRefusal::Problem).collect());
        }
        provider.settings = ProviderSettings {
            issuer: provider.settings.issuer,
            client_id,
            guests: draft.guests,
            just_in_time: draft.just_in_time,
            roles: RoleRules { rules: rules.unwrap_or_default(), otherwise },
            step_up_context,
            domains: domains(&draft.domains),
        };
        if !secret.is_empty() {
            let secret = SecretText::new(secret.to_owned());
            provider.credential = Credential::Secret { secret, expires_at_s: draft.secret_ends_at_s };
        }
        // Another issuer vouches for other people.
        let ends = (issuer_before != provider.settings.issuer).then_some(actor.account);
        self.save(actor, &provider, (Action::SettingsChanged, "changed"), ends)
            .await
            .map_err(|error| vec![error.into()])
    }

    /// Switches the sign-in on or off, and whether members have to use it. Whoever requires it is the one who
    /// may still use a password.
    ///
    /// # Errors
    /// It does not work yet.
    pub async fn switch(&self, actor: &Actor, enabled: bool, required: bool) -> Result<(), SettingsRefusal> {
        let mut provider = self.to_be_changed(actor).await?;
        if enabled && !matches!(self.examine(&provider).await, ConnectionTest::Works(_)) {
            return Err(SettingsProblem::NotReady.into());
        }
        let before = (provider.enabled, provider.required_except.is_some());
        provider.enabled = enabled;
        // Whoever required it first stays the one who gets in when the provider fails.
        let stays = provider.required_except.unwrap_or(actor.account);
        provider.required_except = (enabled && required).then_some(stays);
        let after = (provider.enabled, provider.required_except.is_some());
        // Sessions that were begun under other rules are over.
        let ends = (before != after).then_some(actor.account);
        let how = if required { "required" } else { "switched" };
        let action = if after.1 && !before.1 { Action::SsoRequired } else { Action::SettingsChanged };
        self.save(actor, &provider, (action, how), ends).await?;
        Ok(())
    }

    /// Asks the provider for its documents and says in words what came back.
    ///
    /// # Errors
    /// [`AppError::Forbidden`] for everybody but owners, [`AppError::NotFound`] before the setup has begun.
    pub async fn test(&self, actor: &Actor) -> Result<ConnectionTest, AppError> {
        require(actor, OrganisationRole::Owner)?;
        let provider = self.own(actor).await?.ok_or(AppError::NotFound)?;
        // It stays counted: what came back tells of other hosts.
        if let Some(address) = actor.address {
            let caller = Caller { address, request_id: &actor.request_id, locale: Language::default() };
            _ = self.context.attempt(Attempted::Begin, caller, None).await?;
        }
        Ok(self.examine(&provider).await)
    }

    async fn examine(&self, provider: &StoredProvider) -> ConnectionTest {
        let settings = &provider.settings;
        if settings.client_id.is_empty() {
            return ConnectionTest::Incomplete;
        }
        let Ok(channel) = self.channel(provider) else { return ConnectionTest::Incomplete };
        let discovered = match discover(&settings.issuer, &channel).await {
            Ok(discovered) => discovered,
            Err(error) => return outcome(&error),
        };
        let methods = &discovered.metadata.client_methods;
        let method = provider.credential.method();
        if !methods.is_empty() && !methods.iter().any(|supported| supported == method) {
            return ConnectionTest::CredentialUnsupported;
        }
        ConnectionTest::Works(discovered.keys.usable())
    }

    async fn to_be_changed(&self, actor: &Actor) -> Result<StoredProvider, AppError> {
        require(actor, OrganisationRole::Owner)?;
        self.context.stepped_up(actor)?;
        self.own(actor).await?.ok_or(AppError::NotFound)
    }

    pub(super) async fn own(&self, actor: &Actor) -> Result<Option<StoredProvider>, AppError> {
        self.context.store.identity_providers().of(actor.organisation).await.or_internal(&actor.request_id)
    }

    async fn save(
        &self,
        actor: &Actor,
        provider: &StoredProvider,
        (action, how): (Action, &str),
        ends_sessions_but: Option<AccountId>,
    ) -> Result<(), AppError> {
        let event = self.context.event(action, actor).on(actor.organisation);
        let event = event.fact("what", "single sign-on").fact("how", how);
        let providers = self.context.store.identity_providers();
        providers.save(provider, ends_sessions_but, &event).await.or_internal(&actor.request_id)
    }

    async fn new_certificate(&self, actor: &Actor) -> Result<Credential, AppError> {
        let now_s = self.context.clock.now_s();
        let made = tokio::task::spawn_blocking(move || assertion::new_certificate("Lastgang", now_s));
        made.await.or_internal(&actor.request_id)?.map_err(|error| internal(&actor.request_id, &error))
    }

    /// Sixty random bits: nobody finds an organisation by trying addresses.
    fn new_address(&self) -> String {
        let letters = self.context.ids.token().map(|byte| char::from(ALPHABET[usize::from(byte % 32)]));
        letters[20..].iter().collect()
    }
}

fn view(provider: &StoredProvider, origin: &str) -> SsoView {
    let settings = &provider.settings;
    let complete = !settings.client_id.is_empty();
    let (entra, issuer) = match &settings.issuer {
        Issuer::Entra { tenant } => (true, tenant.to_string()),
        Issuer::OpenId { issuer } => (false, issuer.clone()),
    };
    let certificate = match &provider.credential {
        Credential::Certificate { certificate_pem, .. } => Some(certificate_pem.clone()),
        Credential::Secret { .. } => None,
    };
    let rules = settings.roles.rules.iter().map(|rule| format!("{} = {}\n", rule.value, rule.role.key()));
    SsoView {
        entra,
        issuer: if complete { issuer } else { String::new() },
        client_id: settings.client_id.clone(),
        sign_in_address: format!("{origin}{}", app::routes::organisation_sign_in(&provider.address)),
        redirect_uri: redirect_uri(origin, provider.id),
        logout_uri: format!("{origin}{}", app::routes::sso_logout(provider.id)),
        thumbprint: certificate.as_deref().and_then(assertion::thumbprint),
        certificate,
        expires_at_s: provider.credential.expires_at_s(),
        guests: settings.guests,
        just_in_time: settings.just_in_time,
        rules: rules.collect(),
        otherwise: settings.roles.otherwise.map(|role| role.key().to_owned()).unwrap_or_default(),
        step_up_context: settings.step_up_context.clone().unwrap_or_default(),
        domains: settings.domains.join(" "),
        enabled: provider.enabled,
        required: provider.required_except.is_some(),
    }
}

const fn problem_of(error: ProviderError) -> SettingsProblem {
    match error {
        ProviderError::TenantMalformed => SettingsProblem::TenantMalformed,
        ProviderError::TenantOfEverybody => SettingsProblem::TenantOfEverybody,
        ProviderError::IssuerMalformed => SettingsProblem::IssuerMalformed,
        ProviderError::ClientIdMalformed => SettingsProblem::ClientIdMalformed,
    }
}

/// Rules from their lines; the number of a line that is none.
fn rules(text: &str) -> Result<Vec<RoleRule>, usize> {
    let mut rules = Vec::new();
    for (number, line) in text.lines().enumerate() {
        if line.trim().is_empty() {
            continue;
        }
        let rule = line.split_once('=').and_then(|(value, role)| {
            let (value, role) = (value.trim(), GrantedRole::from_key(role.trim())?);
            let plain = !value.is_empty() && value.len() <= LINE_MAX && !value.chars().any(char::is_control);
            plain.then(|| RoleRule { value: value.to_owned(), role })
        });
        rules.push(rule.filter(|_| rules.len() < LINES_MAX).ok_or(number + 1)?);
    }
    Ok(rules)
}

fn domains(text: &str) -> Vec<String> {
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-');
    text.split([' ', ',', '\n', '\r', '\t'])
        .filter(|domain| !domain.is_empty() && domain.len() <= LINE_MAX && domain.chars().all(plain))
        .take(LINES_MAX)
        .map(str::to_lowercase)
        .collect()
}

/// `c1` to `c99`.
fn is_context(id: &str) -> bool {
    id.strip_prefix('c').is_some_and(|number| {
        (1..=2).contains(&number.len())
            && number.chars().all(|c| c.is_ascii_digit())
            && !number.starts_with('0')
    })
}

fn outcome(error: &DocumentError) -> ConnectionTest {
    match error {
        DocumentError::Outbound(OutboundError::Unresolved) => ConnectionTest::HostUnknown,
        DocumentError::Outbound(OutboundError::PrivateAddress) => ConnectionTest::PrivateAddress,
        DocumentError::Outbound(OutboundError::Connect | OutboundError::TooSlow | OutboundError::Http) => {
            ConnectionTest::NoAnswer
        }
        DocumentError::Outbound(OutboundError::Tls(_)) => ConnectionTest::NotTrusted,
        DocumentError::Status(status) => ConnectionTest::NotFound(*status),
        DocumentError::IssuerDiffers | DocumentError::IssuerOfAllTenants => ConnectionTest::OtherIssuer,
        other => ConnectionTest::Unfit(other.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_are_lines_and_the_bad_one_is_named() {
        let read = rules("Lastgang.Member = member\n\n  A b =  administrator \n").unwrap();
        assert_eq!(read.len(), 2);
        assert_eq!((read[1].value.as_str(), read[1].role), ("A b", GrantedRole::Administrator));
        for bad in ["x", "= member", "x = owner", "x = Member"] {
            assert_eq!(rules(&format!("a = guest\n{bad}")), Err(2), "{bad}");
        }
        assert_eq!(rules(&"a = guest\n".repeat(51)), Err(51));
    }

    #[test]
    fn a_context_is_one_of_ninety_nine() {
        assert!(is_context("c1") && is_context("c99"));
        for bad in ["", "c", "c0", "c100", "C1", "1", "c1 ", "c+1"] {
            assert!(!is_context(bad), "{bad}");
        }
    }
}
