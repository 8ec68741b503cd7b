//! Why an ID token is refused. Each reason is told apart in the log and in tests; people read one sentence.

use super::keys::KeyFault;
use super::metadata::DocumentError;

/// Why an ID token is refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Rejection {
    /// Longer than any ID token is.
    #[error("the token is too large")]
    TooLarge,
    /// Not header, payload and signature.
    #[error("the token has not three parts")]
    NotThreeParts,
    /// The header is not base64url.
    #[error("the header is not base64url")]
    HeaderEncoding,
    /// The header is not a JSON object, or says something twice.
    #[error("the header is malformed")]
    HeaderMalformed,
    /// Signed with another algorithm than RS256, or not at all.
    #[error("the algorithm is not RS256")]
    Algorithm,
    /// The header brings its own key, or says where one is.
    #[error("the header names a key by {0}")]
    KeyInHeader(&'static str),
    /// The header demands extensions.
    #[error("the header demands extensions")]
    Critical,
    /// A token of another kind.
    #[error("the token is of another type")]
    Type,
    /// No key is named.
    #[error("no key is named")]
    KeyIdMissing,
    /// The name of the key is longer than any.
    #[error("the key id is too long")]
    KeyIdTooLong,
    /// The provider has no such key.
    #[error("the key is unknown")]
    KeyUnknown,
    /// The provider has such a key, but not for this.
    #[error("the key cannot be used: {0}")]
    KeyUnusable(KeyFault),
    /// The keys cannot be had.
    #[error("keys: {0}")]
    Keys(DocumentError),
    /// The signature is wrong.
    #[error("the signature is wrong")]
    Signature,
    /// The payload is not base64url.
    #[error("the payload is not base64url")]
    PayloadEncoding,
    /// The payload is not a JSON object, says something twice, or a claim is of the wrong type.
    #[error("the payload is malformed")]
    PayloadMalformed,
    /// A claim that has to be there is not.
    #[error("{0} is missing")]
    Missing(&'static str),
    /// From somebody else.
    #[error("the issuer is wrong")]
    Issuer,
    /// For several parties, so another one may have passed it on.
    #[error("the token is for several parties")]
    SeveralAudiences,
    /// For somebody else.
    #[error("the audience is wrong")]
    Audience,
    /// Given to somebody else.
    #[error("the authorised party is wrong")]
    AuthorisedParty,
    /// No longer valid.
    #[error("the token has expired")]
    Expired,
    /// Not valid yet.
    #[error("the token is not valid yet")]
    NotYetValid,
    /// Issued in the future.
    #[error("the token was issued in the future")]
    IssuedInFuture,
    /// Issued too long ago for a sign-in that has just happened.
    #[error("the token was issued too long ago")]
    IssuedLongAgo,
    /// Not an answer to this sign-in.
    #[error("the nonce is wrong")]
    Nonce,
    /// Not a token of version 2.0.
    #[error("the version is not 2.0")]
    Version,
    /// The tenant is not a GUID.
    #[error("the tenant is malformed")]
    TenantMalformed,
    /// The tenant of private accounts.
    #[error("the tenant is that of private accounts")]
    TenantOfEverybody,
    /// Another tenant.
    #[error("the tenant is not allowed")]
    Tenant,
    /// The object id is not a GUID.
    #[error("the object id is malformed")]
    ObjectMalformed,
    /// The subject is empty or too long.
    #[error("the subject is malformed")]
    SubjectMalformed,
    /// The same object had another subject: somebody else, or another registration.
    #[error("the subject differs from the one that is known")]
    SubjectChanged,
    /// A guest of the tenant, and guests are not allowed.
    #[error("guests are not allowed")]
    Guest,
    /// Guests are not allowed, and the token does not say whether this is one.
    #[error("the token does not say whether this is a guest")]
    GuestUnknown,
    /// No rule gives a role.
    #[error("no role is assigned")]
    NoRole,
    /// A fresh sign-in was asked for, and this one is old.
    #[error("the sign-in is not fresh")]
    NotFresh,
    /// The sign-in lies in the future.
    #[error("the sign-in lies in the future")]
    SignedInInFuture,
    /// The authentication context that was asked for is not there.
    #[error("the authentication context is missing")]
    Context,
}

impl Rejection {
    /// Whether the person could not do otherwise: their organisation has to change something.
    #[must_use]
    pub fn is_for_the_organisation(&self) -> bool {
        let missing = Self::Missing("auth_time");
        matches!(self, Self::Guest | Self::GuestUnknown | Self::NoRole | Self::Context) || *self == missing
    }
}
