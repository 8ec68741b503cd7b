//! What a provider says about itself, believed only if all of it fits.

use serde::Deserialize;

use super::provider::Issuer;
use crate::outbound::{Host, OutboundError};

/// Where to send whom.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Metadata {
    /// Where people sign in.
    pub authorization_endpoint: String,
    /// Where codes are exchanged.
    pub token_endpoint: String,
    /// Where the keys are.
    pub keys_address: String,
    /// Where people sign out, if the provider has such a page.
    pub end_session_endpoint: Option<String>,
    /// How the server may prove who it is; nothing if the provider does not say.
    pub client_methods: Vec<String>,
}

/// Why a document is not believed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DocumentError {
    /// It did not come.
    #[error(transparent)]
    Outbound(#[from] OutboundError),
    /// The provider answers with a status other than 200.
    #[error("status {0}")]
    Status(u16),
    /// The answer is not JSON by its own account.
    #[error("not of type JSON")]
    ContentType,
    /// The answer is not a JSON object of the expected form.
    #[error("malformed JSON")]
    Malformed,
    /// A field that has to be there is not.
    #[error("{0} is missing")]
    Missing(&'static str),
    /// The document is about all tenants (`common`), not about one.
    #[error("the issuer is a template for all tenants")]
    IssuerOfAllTenants,
    /// The document is about somebody else.
    #[error("the issuer differs")]
    IssuerDiffers,
    /// An endpoint is not an `https` address.
    #[error("{0} is not an https address")]
    NotHttps(&'static str),
    /// An endpoint lies on another host than the issuer.
    #[error("{0} lies on another host")]
    Elsewhere(&'static str),
    /// An endpoint has a fragment, which redirects would lose.
    #[error("{0} has a fragment")]
    Fragment(&'static str),
    /// The provider cannot do what we need.
    #[error("{0} is not supported")]
    Unsupported(&'static str),
    /// The keys' document has no keys.
    #[error("there are no keys")]
    NoKeys,
    /// More keys than any provider has.
    #[error("there are too many keys")]
    TooManyKeys,
    /// Two keys have the same name.
    #[error("two keys have the same id")]
    KeyIdTwice,
    /// The document contains a private key, so whoever reads it can sign.
    #[error("the document contains a private key")]
    PrivateKey,
    /// None of the keys can check a signature.
    #[error("no key can be used")]
    NoUsableKey,
}

#[derive(Deserialize)]
struct Document {
    issuer: Option<String>,
    authorization_endpoint: Option<String>,
    token_endpoint: Option<String>,
    jwks_uri: Option<String>,
    end_session_endpoint: Option<String>,
    response_types_supported: Option<Vec<String>>,
    response_modes_supported: Option<Vec<String>>,
    scopes_supported: Option<Vec<String>>,
    id_token_signing_alg_values_supported: Option<Vec<String>>,
    token_endpoint_auth_methods_supported: Option<Vec<String>>,
    code_challenge_methods_supported: Option<Vec<String>>,
}

impl Metadata {
    /// Reads the document of an issuer.
    ///
    /// # Errors
    /// [`DocumentError`]; nothing of a document that does not fit is used.
    pub fn parse(issuer: &Issuer, document: &[u8]) -> Result<Self, DocumentError> {
        let document: Document = serde_json::from_slice(document).map_err(|_| DocumentError::Malformed)?;
        let named = document.issuer.ok_or(DocumentError::Missing("issuer"))?;
        if named.contains("{tenantid}") {
            return Err(DocumentError::IssuerOfAllTenants);
        }
        if named != issuer.address() {
            return Err(DocumentError::IssuerDiffers);
        }
        let host = issuer.host().ok_or(DocumentError::NotHttps("issuer"))?;
        let endpoint = |name, address: Option<String>| {
            endpoint(&host, name, address.ok_or(DocumentError::Missing(name))?)
        };
        let metadata = Self {
            authorization_endpoint: endpoint("authorization_endpoint", document.authorization_endpoint)?,
            token_endpoint: endpoint("token_endpoint", document.token_endpoint)?,
            keys_address: endpoint("jwks_uri", document.jwks_uri)?,
            end_session_endpoint: document
                .end_session_endpoint
                .map(|address| endpoint("end_session_endpoint", Some(address)))
                .transpose()?,
            client_methods: document.token_endpoint_auth_methods_supported.unwrap_or_default(),
        };
        require("response type code", document.response_types_supported, true, "code")?;
        require("signature RS256", document.id_token_signing_alg_values_supported, true, "RS256")?;
        // These may be left out; what is said has to fit.
        require("response mode query", document.response_modes_supported, false, "query")?;
        require("scope openid", document.scopes_supported, false, "openid")?;
        require("PKCE with S256", document.code_challenge_methods_supported, false, "S256")?;
        Ok(metadata)
    }
}

fn endpoint(host: &Host, name: &'static str, address: String) -> Result<String, DocumentError> {
    match Host::of(&address) {
        None => Err(DocumentError::NotHttps(name)),
        Some(named) if named != *host => Err(DocumentError::Elsewhere(name)),
        Some(_) if address.contains('#') => Err(DocumentError::Fragment(name)),
        Some(_) => Ok(address),
    }
}

fn require(
    what: &'static str,
    offered: Option<Vec<String>>,
    has_to_be_said: bool,
    needed: &str,
) -> Result<(), DocumentError> {
    let supported = offered.map_or(!has_to_be_said, |offered| offered.iter().any(|one| one == needed));
    if supported { Ok(()) } else { Err(DocumentError::Unsupported(what)) }
}
