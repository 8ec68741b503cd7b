//! Sending people to the provider, and exchanging the code that they bring back.

use std::pin::Pin;

use oauth2::basic::{
    BasicErrorResponse, BasicRevocationErrorResponse, BasicTokenIntrospectionResponse, BasicTokenType,
};
use oauth2::{
    AsyncHttpClient, AuthType, AuthUrl, AuthorizationCode, Client, ClientId, ClientSecret, CsrfToken,
    EndpointNotSet, EndpointSet, ExtraTokenFields, HttpRequest, HttpResponse, PkceCodeChallenge,
    PkceCodeVerifier, RedirectUrl, RequestTokenError, Scope, StandardRevocableToken, StandardTokenResponse,
    TokenUrl,
};
use serde::{Deserialize, Serialize};

use super::assertion::{self, AssertionError};
use super::metadata::Metadata;
use super::provider::{Credential, ProviderSettings};
use super::transaction::Transaction;
use crate::outbound::{Channel, OutboundError};
use crate::vault::SecretText;

/// What is asked for: who somebody is, nothing else.
const SCOPES: [&str; 3] = ["openid", "profile", "email"];

/// Whether somebody has to sign in anew.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Freshness {
    /// A sign-in at the provider that lasts is enough.
    Any,
    /// They type or touch something now.
    SignInAgain,
}

/// Why there is no ID token.
#[derive(Debug, thiserror::Error)]
pub enum ExchangeError {
    /// An address in the metadata or our own is malformed.
    #[error("an address is malformed")]
    Address,
    /// The credential cannot be used.
    #[error(transparent)]
    Credential(#[from] AssertionError),
    /// The provider cannot be reached.
    #[error(transparent)]
    Outbound(#[from] OutboundError),
    /// The provider refuses; its code for the reason.
    #[error("the provider refuses: {0}")]
    Refused(String),
    /// The answer is malformed.
    #[error("the answer is malformed")]
    Malformed,
    /// The answer has no ID token.
    #[error("there is no ID token")]
    NoIdToken,
}

#[derive(Deserialize, Serialize)]
struct IdToken {
    id_token: Option<String>,
}

impl std::fmt::Debug for IdToken {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("IdToken")
    }
}

impl ExtraTokenFields for IdToken {}

type OpenIdClient = Client<
    BasicErrorResponse,
    StandardTokenResponse<IdToken, BasicTokenType>,
    BasicTokenIntrospectionResponse,
    StandardRevocableToken,
    BasicRevocationErrorResponse,
    EndpointSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointSet,
>;

fn client(
    provider: &ProviderSettings,
    metadata: &Metadata,
    redirect: &str,
) -> Result<OpenIdClient, ExchangeError> {
    let malformed = |_| ExchangeError::Address;
    Ok(Client::new(ClientId::new(provider.client_id.clone()))
        .set_auth_uri(AuthUrl::new(metadata.authorization_endpoint.clone()).map_err(malformed)?)
        .set_token_uri(TokenUrl::new(metadata.token_endpoint.clone()).map_err(malformed)?)
        .set_redirect_uri(RedirectUrl::new(redirect.to_owned()).map_err(malformed)?)
        .set_auth_type(AuthType::RequestBody))
}

/// The address at the provider where somebody signs in.
///
/// # Errors
/// An address is malformed.
pub fn sign_in_address(
    provider: &ProviderSettings,
    metadata: &Metadata,
    redirect: &str,
    transaction: &Transaction,
    freshness: Freshness,
) -> Result<String, ExchangeError> {
    let client = client(provider, metadata, redirect)?;
    let verifier = PkceCodeVerifier::new(transaction.verifier.clone());
    let state = transaction.state.clone();
    let mut request = client
        .authorize_url(|| CsrfToken::new(state))
        .add_scopes(SCOPES.map(|scope| Scope::new(scope.to_owned())))
        .set_pkce_challenge(PkceCodeChallenge::from_code_verifier_sha256(&verifier))
        .add_extra_param("response_mode", "query")
        .add_extra_param("nonce", transaction.nonce.clone());
    if freshness == Freshness::SignInAgain {
        request = request.add_extra_param("prompt", "login").add_extra_param("max_age", "0");
        let mut wanted = serde_json::json!({ "id_token": { "auth_time": { "essential": true } } });
        if let Some(context) = &provider.step_up_context {
            wanted["id_token"]["acrs"] = serde_json::json!({ "essential": true, "value": context });
        }
        request = request.add_extra_param("claims", wanted.to_string());
    }
    Ok(request.url().0.to_string())
}

/// What is needed to exchange a code.
pub struct Exchange<'a> {
    /// The provider.
    pub provider: &'a ProviderSettings,
    /// Its endpoints.
    pub metadata: &'a Metadata,
    /// Our credential.
    pub credential: &'a Credential,
    /// Where the code came to.
    pub redirect: &'a str,
    /// The PKCE verifier of the transaction.
    pub verifier: &'a str,
    /// Names the assertion; never used before.
    pub assertion_id: &'a str,
    /// Now, seconds since 1970.
    pub now_s: i64,
}

impl Exchange<'_> {
    /// Exchanges a code for an ID token. Other tokens of the answer are thrown away.
    ///
    /// # Errors
    /// [`ExchangeError`].
    pub async fn id_token(&self, channel: &Channel<'_>, code: &str) -> Result<String, ExchangeError> {
        let mut client = client(self.provider, self.metadata, self.redirect)?;
        let mut assertion = None;
        match self.credential {
            Credential::Secret { secret, .. } => {
                client = client.set_client_secret(ClientSecret::new(secret.expose().to_owned()));
            }
            Credential::Certificate { key_pem, certificate_pem, .. } => {
                assertion = Some(self.assertion(key_pem, certificate_pem)?);
            }
        }
        let mut request = client
            .exchange_code(AuthorizationCode::new(code.to_owned()))
            .set_pkce_verifier(PkceCodeVerifier::new(self.verifier.to_owned()));
        if let Some(assertion) = assertion {
            request = request
                .add_extra_param(
                    "client_assertion_type",
                    "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
                )
                .add_extra_param("client_assertion", assertion);
        }
        let answer = request.request_async(channel).await.map_err(|error| match error {
            RequestTokenError::Request(error) => ExchangeError::Outbound(error),
            RequestTokenError::ServerResponse(answer) => {
                ExchangeError::Refused(code_of(answer.error().as_ref()))
            }
            // The answer may contain tokens; it goes nowhere.
            RequestTokenError::Parse(..) | RequestTokenError::Other(_) => ExchangeError::Malformed,
        })?;
        answer.extra_fields().id_token.clone().ok_or(ExchangeError::NoIdToken)
    }

    fn assertion(&self, key_pem: &SecretText, certificate_pem: &str) -> Result<String, AssertionError> {
        let endpoint = &self.metadata.token_endpoint;
        let client_id = &self.provider.client_id;
        assertion::sign(key_pem, certificate_pem, client_id, endpoint, self.assertion_id, self.now_s)
    }
}

/// The future is boxed: of an anonymous one the compiler cannot tell that it is `Send` for every lifetime.
impl<'a> AsyncHttpClient<'a> for Channel<'_> {
    type Error = OutboundError;
    type Future = Pin<Box<dyn Future<Output = Result<HttpResponse, OutboundError>> + Send + 'a>>;

    fn call(&'a self, request: HttpRequest) -> Self::Future {
        Box::pin(self.send(request))
    }
}

/// A code for an error, fit for the log: letters and underscores, as the standard has them.
#[must_use]
pub fn code_of(text: &str) -> String {
    text.chars().filter(|c| c.is_ascii_lowercase() || *c == '_').take(40).collect()
}
