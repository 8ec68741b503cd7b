//! What is known of the providers: their endpoints and keys, fetched when needed and kept for a while.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use axum::http::header::{ACCEPT, CONTENT_TYPE};
use axum::http::{Request, Response};

use super::id_token::KeySource;
use super::keys::{KeySet, SignatureKey};
use super::metadata::{DocumentError, Metadata};
use super::provider::Issuer;
use super::rejection::Rejection;
use crate::outbound::Channel;

/// What is known is asked for again after this time.
pub const REFRESH_S: i64 = 3_600;
/// What could not be asked for again is used no longer than this.
pub const KEEP_S: i64 = 24 * 3_600;
/// An unknown key makes us ask again, but no more often than this.
pub const UNKNOWN_KEY_S: i64 = 300;
/// After a failure nobody is asked for this long.
pub const PAUSE_S: i64 = 60;

/// Fetches documents of a provider.
#[async_trait]
pub trait Documents: Send + Sync {
    /// The JSON document at an address.
    ///
    /// # Errors
    /// It does not come, or is not JSON.
    async fn get(&self, address: &str) -> Result<Vec<u8>, DocumentError>;
}

#[async_trait]
impl Documents for Channel<'_> {
    async fn get(&self, address: &str) -> Result<Vec<u8>, DocumentError> {
        let request = Request::get(address).header(ACCEPT, "application/json").body(Vec::new());
        let answer = self.send(request.map_err(|_| DocumentError::NotHttps("address"))?).await?;
        if answer.status().as_u16() != 200 {
            return Err(DocumentError::Status(answer.status().as_u16()));
        }
        if !is_json(&answer) {
            return Err(DocumentError::ContentType);
        }
        Ok(answer.into_body())
    }
}

/// `application/json`, or a type made of it such as `application/jwk-set+json`.
fn is_json(answer: &Response<Vec<u8>>) -> bool {
    let named = answer.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let kind = named.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    kind == "application/json" || (kind.starts_with("application/") && kind.ends_with("+json"))
}

/// Endpoints and keys of a provider.
#[derive(Clone)]
pub struct Discovered {
    /// Endpoints.
    pub metadata: Metadata,
    /// Keys.
    pub keys: KeySet,
}

/// Asks a provider, whatever is known.
///
/// # Errors
/// One of the documents does not come or does not fit.
pub async fn discover(issuer: &Issuer, documents: &dyn Documents) -> Result<Discovered, DocumentError> {
    let metadata = Metadata::parse(issuer, &documents.get(&issuer.metadata_address()).await?)?;
    let keys = KeySet::parse(issuer, &documents.get(&metadata.keys_address).await?)?;
    Ok(Discovered { metadata, keys })
}

/// What is known of every provider.
#[derive(Default)]
pub struct Directory {
    providers: Mutex<HashMap<Issuer, Arc<tokio::sync::Mutex<Known>>>>,
}

/// What is known of one. Whoever asks holds the lock, so that all others wait for the same answer.
#[derive(Default)]
struct Known {
    found: Option<(Discovered, i64)>,
    asked_at_s: Option<i64>,
    failure: Option<DocumentError>,
}

impl Directory {
    /// Endpoints and keys of a provider.
    ///
    /// # Errors
    /// They cannot be had and none are known that are young enough.
    pub async fn discovered(
        &self,
        issuer: &Issuer,
        documents: &dyn Documents,
        now_s: i64,
    ) -> Result<Discovered, DocumentError> {
        let known = self.known(issuer);
        known.lock().await.current(issuer, documents, now_s).await.cloned()
    }

    /// The keys of a provider, to check a token with.
    #[must_use]
    pub fn keys<'a>(
        &'a self,
        issuer: &'a Issuer,
        documents: &'a dyn Documents,
        now_s: i64,
    ) -> ProviderKeys<'a> {
        ProviderKeys { directory: self, issuer, documents, now_s }
    }

    /// Forgets a provider whose settings were changed.
    pub fn forget(&self, issuer: &Issuer) {
        self.providers.lock().expect("no holder of the lock panics").remove(issuer);
    }

    fn known(&self, issuer: &Issuer) -> Arc<tokio::sync::Mutex<Known>> {
        let mut providers = self.providers.lock().expect("no holder of the lock panics");
        Arc::clone(providers.entry(issuer.clone()).or_default())
    }
}

impl Known {
    async fn current(
        &mut self,
        issuer: &Issuer,
        documents: &dyn Documents,
        now_s: i64,
    ) -> Result<&Discovered, DocumentError> {
        let age_s = self.found.as_ref().map(|(_, found_at_s)| now_s - found_at_s);
        let young = age_s.is_some_and(|age_s| age_s < REFRESH_S);
        let failed_just_now =
            self.failure.is_some() && self.asked_at_s.is_some_and(|asked_s| now_s - asked_s < PAUSE_S);
        if !young && !failed_just_now {
            self.ask(issuer, documents, now_s).await;
        }
        match (&self.found, &self.failure) {
            (Some((discovered, found_at_s)), _) if now_s - found_at_s < KEEP_S => Ok(discovered),
            (_, Some(failure)) => Err(failure.clone()),
            (_, None) => Err(DocumentError::NoKeys),
        }
    }

    /// Asks; what is known stays if that fails.
    async fn ask(&mut self, issuer: &Issuer, documents: &dyn Documents, now_s: i64) {
        self.asked_at_s = Some(now_s);
        match discover(issuer, documents).await {
            Ok(discovered) => (self.found, self.failure) = (Some((discovered, now_s)), None),
            Err(failure) => {
                tracing::warn!(%failure, "an identity provider gave no usable documents");
                self.failure = Some(failure);
            }
        }
    }
}

/// The keys of one provider.
pub struct ProviderKeys<'a> {
    directory: &'a Directory,
    issuer: &'a Issuer,
    documents: &'a dyn Documents,
    now_s: i64,
}

#[async_trait]
impl KeySource for ProviderKeys<'_> {
    async fn key(&self, id: &str) -> Result<SignatureKey, Rejection> {
        let known = self.directory.known(self.issuer);
        let mut known = known.lock().await;
        let discovered = known.current(self.issuer, self.documents, self.now_s).await;
        let unknown = discovered.map_err(Rejection::Keys)?.keys.find(id).is_none();
        let may_ask = known.asked_at_s.is_none_or(|asked_s| self.now_s - asked_s >= UNKNOWN_KEY_S);
        if unknown && may_ask {
            known.ask(self.issuer, self.documents, self.now_s).await;
        }
        let discovered = known.current(self.issuer, self.documents, self.now_s).await;
        let key = discovered.map_err(Rejection::Keys)?.keys.find(id).ok_or(Rejection::KeyUnknown)?;
        key.clone().map_err(Rejection::KeyUnusable)
    }
}
