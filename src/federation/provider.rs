//! An identity provider as an organisation has set it up.

use oauth2::url::Url;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::roles::RoleRules;
use crate::outbound::Host;
use crate::vault::SecretText;

/// The tenant of private Microsoft accounts: anybody can have one, so it is no organisation.
pub const CONSUMERS: Uuid = Uuid::from_u128(0x9188_040d_6c67_4c5b_b112_36a3_04b6_6dad);
/// Host of Microsoft's sign-in.
const ENTRA: &str = "https://login.microsoftonline.com";
/// Hosts of Microsoft: its tokens are checked by the rules for a tenant or not at all.
const MICROSOFT: [&str; 4] =
    ["login.microsoftonline.com", "login.microsoft.com", "login.windows.net", "sts.windows.net"];
/// Most characters of a client id or issuer.
const TEXT_MAX: usize = 255;

/// Who vouches for people.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "kind")]
pub enum Issuer {
    /// One tenant of Microsoft Entra ID; `common` and `organizations` are not offered.
    Entra {
        /// The tenant.
        tenant: Uuid,
    },
    /// Any other provider, by its issuer address exactly as it writes it.
    OpenId {
        /// The address.
        issuer: String,
    },
}

/// What is wrong with the settings of a provider.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ProviderError {
    /// The tenant is not a GUID.
    #[error("the tenant is not a GUID")]
    TenantMalformed,
    /// The tenant of private accounts, or none at all.
    #[error("the tenant belongs to no organisation")]
    TenantOfEverybody,
    /// The issuer is not an `https` address without query and fragment.
    #[error("the issuer is not an https address")]
    IssuerMalformed,
    /// The client id is empty, too long or not plain.
    #[error("the client id is malformed")]
    ClientIdMalformed,
}

impl Issuer {
    /// A tenant of Entra ID.
    ///
    /// # Errors
    /// It is not a GUID, or everybody's tenant.
    pub fn entra(tenant: &str) -> Result<Self, ProviderError> {
        let tenant = guid(tenant.trim()).ok_or(ProviderError::TenantMalformed)?;
        if tenant == CONSUMERS || tenant.is_nil() {
            return Err(ProviderError::TenantOfEverybody);
        }
        Ok(Self::Entra { tenant })
    }

    /// Another provider.
    ///
    /// # Errors
    /// The address is not one that an issuer may have.
    pub fn open_id(issuer: &str) -> Result<Self, ProviderError> {
        let issuer = issuer.trim();
        let url = Url::parse(issuer).map_err(|_| ProviderError::IssuerMalformed)?;
        let plain = url.query().is_none() && url.fragment().is_none() && issuer.len() <= TEXT_MAX;
        // Microsoft has rules of its own, which are checked only for tenants.
        let microsoft = url.host_str().is_some_and(|host| MICROSOFT.contains(&host));
        if !plain || microsoft || Host::of(issuer).is_none() {
            return Err(ProviderError::IssuerMalformed);
        }
        Ok(Self::OpenId { issuer: issuer.to_owned() })
    }

    /// What `iss` has to be, character for character.
    #[must_use]
    pub fn address(&self) -> String {
        match self {
            Self::Entra { tenant } => format!("{ENTRA}/{tenant}/v2.0"),
            Self::OpenId { issuer } => issuer.clone(),
        }
    }

    /// Where the provider describes itself.
    #[must_use]
    pub fn metadata_address(&self) -> String {
        format!("{}/.well-known/openid-configuration", self.address().trim_end_matches('/'))
    }

    /// The one host that is asked.
    #[must_use]
    pub fn host(&self) -> Option<Host> {
        Host::of(&self.address())
    }

    /// The tenant, where there are tenants.
    #[must_use]
    pub const fn tenant(&self) -> Option<Uuid> {
        match self {
            Self::Entra { tenant } => Some(*tenant),
            Self::OpenId { .. } => None,
        }
    }
}

/// How this server proves to the provider who it is.
pub enum Credential {
    /// A certificate whose key never leaves the server; assertions are signed with it.
    Certificate {
        /// Private key, PKCS#8, PEM.
        key_pem: SecretText,
        /// The certificate that the provider was given, PEM.
        certificate_pem: String,
        /// End of its validity, seconds since 1970.
        expires_at_s: i64,
    },
    /// A secret that the provider has made.
    Secret {
        /// The secret.
        secret: SecretText,
        /// When the provider stops to accept it, seconds since 1970, if somebody has told.
        expires_at_s: Option<i64>,
    },
}

impl Credential {
    /// When it stops to work, seconds since 1970.
    #[must_use]
    pub const fn expires_at_s(&self) -> Option<i64> {
        match self {
            Self::Certificate { expires_at_s, .. } => Some(*expires_at_s),
            Self::Secret { expires_at_s, .. } => *expires_at_s,
        }
    }

    /// The name of the method in the provider's metadata.
    #[must_use]
    pub const fn method(&self) -> &'static str {
        match self {
            Self::Certificate { .. } => "private_key_jwt",
            Self::Secret { .. } => "client_secret_post",
        }
    }
}

/// Settings of a provider.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProviderSettings {
    /// Who vouches.
    pub issuer: Issuer,
    /// Our name there.
    pub client_id: String,
    /// Whether people of other tenants may come in as guests of this one.
    pub guests: bool,
    /// Whether an account is made for whoever comes for the first time; else accounts are connected.
    pub just_in_time: bool,
    /// Who gets which role.
    pub roles: RoleRules,
    /// Id of the authentication context that a step-up asks for (`c1` to `c99`), where there is one.
    pub step_up_context: Option<String>,
    /// Domains of the organisation's addresses; shown beside the button, never compared.
    pub domains: Vec<String>,
}

/// Checks a client id: a GUID at Entra, plain text elsewhere.
///
/// # Errors
/// It is not.
pub fn check_client_id(issuer: &Issuer, client_id: &str) -> Result<(), ProviderError> {
    let plain = client_id.len() <= TEXT_MAX && client_id.chars().all(|c| c.is_ascii_graphic());
    let right = match issuer {
        Issuer::Entra { .. } => guid(client_id).is_some(),
        Issuer::OpenId { .. } => plain && !client_id.is_empty(),
    };
    if right { Ok(()) } else { Err(ProviderError::ClientIdMalformed) }
}

/// A GUID in its usual form, with hyphens; the other forms that parsers know are not written by anybody.
pub(super) fn guid(text: &str) -> Option<Uuid> {
    if text.len() == 36 { Uuid::try_parse(text).ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tenant_is_a_guid_of_an_organisation() {
        let tenant = "8eaef023-2b34-4da1-9baa-8bc8c9d6a490";
        let issuer = Issuer::entra(tenant).unwrap();
        assert_eq!(issuer.address(), format!("https://login.microsoftonline.com/{tenant}/v2.0"));
        for bad in
            ["common", "organizations", "", "stadtwerke.onmicrosoft.com", "8eaef0232b344da19baa8bc8c9d6a490"]
        {
            assert_eq!(Issuer::entra(bad), Err(ProviderError::TenantMalformed), "{bad}");
        }
        for everybody in ["9188040d-6c67-4c5b-b112-36a304b66dad", "00000000-0000-0000-0000-000000000000"] {
            assert_eq!(Issuer::entra(everybody), Err(ProviderError::TenantOfEverybody));
        }
    }

    #[test]
    fn an_issuer_is_an_https_address_and_nothing_more() {
        let issuer = Issuer::open_id("https://sso.example/realms/energy").unwrap();
        assert_eq!(
            issuer.metadata_address(),
            "https://sso.example/realms/energy/.well-known/openid-configuration"
        );
        for bad in [
            "http://sso.example",
            "https://sso.example/?a=b",
            "https://sso.example/#a",
            "https://10.0.0.1/",
            "https://u:p@sso.example/",
            "sso.example",
            "",
        ] {
            assert_eq!(Issuer::open_id(bad), Err(ProviderError::IssuerMalformed), "{bad}");
        }
    }
}
