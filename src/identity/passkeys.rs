//! Passkeys (WebAuthn): what the browser is asked for, and whether its answer is right. Keys are bound to
//! the host of the public origin, so that no other site can use them.

use app::api::AccountId;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use webauthn_rs::prelude::{
    CredentialID, DiscoverableAuthentication, Passkey, PasskeyAuthentication, PasskeyRegistration,
    PublicKeyCredential, RegisterPublicKeyCredential, Url, WebauthnError,
};
use webauthn_rs::{Webauthn, WebauthnBuilder};

/// A ceremony has to be ended within this time, seconds.
pub const CEREMONY_S: i64 = 5 * 60;

/// What the end of a ceremony is checked against.
#[derive(Serialize, Deserialize)]
pub enum Ceremony {
    /// A passkey is being added.
    Add {
        /// To this account.
        account: AccountId,
        /// The challenge.
        state: PasskeyRegistration,
    },
    /// An account that is known already proves itself.
    Prove {
        /// This account.
        account: AccountId,
        /// The challenge and the keys that may answer it.
        state: PasskeyAuthentication,
    },
    /// Somebody signs in; the answer says who.
    SignIn {
        /// The challenge.
        state: DiscoverableAuthentication,
    },
}

/// Our side of passkeys.
pub struct RelyingParty(Webauthn);

impl RelyingParty {
    /// The side of an origin. `None` if its host is an address: passkeys need a name.
    #[must_use]
    pub fn new(origin: &str) -> Option<Self> {
        let origin: Url = origin.parse().ok()?;
        let host = origin.domain()?;
        WebauthnBuilder::new(host, &origin).ok()?.rp_name("Lastgang").build().ok().map(Self)
    }

    /// Begins to add a passkey: what the browser is asked for, and the state.
    ///
    /// # Errors
    /// The library says no.
    pub fn begin_add(
        &self,
        account: AccountId,
        email: &str,
        name: &str,
        present: Vec<Passkey>,
    ) -> Result<(Value, Ceremony), WebauthnError> {
        let present: Vec<CredentialID> = present.iter().map(|passkey| passkey.cred_id().clone()).collect();
        let (options, state) = self.0.start_passkey_registration(account.0, email, name, Some(present))?;
        let mut options = serde_json::to_value(options)?;
        // The key is kept on the device together with the account, so that it can sign in by itself.
        options["publicKey"]["authenticatorSelection"]["residentKey"] = "required".into();
        options["publicKey"]["authenticatorSelection"]["requireResidentKey"] = true.into();
        Ok((options, Ceremony::Add { account, state }))
    }

    /// Ends to add a passkey.
    ///
    /// # Errors
    /// The answer is not the one that was asked for.
    pub fn end_add(&self, state: &PasskeyRegistration, answer: Value) -> Result<Passkey, WebauthnError> {
        let answer: RegisterPublicKeyCredential = serde_json::from_value(answer)?;
        self.0.finish_passkey_registration(&answer, state)
    }

    /// Begins a proof by one of these passkeys.
    ///
    /// # Errors
    /// The library says no.
    pub fn begin_prove(
        &self,
        account: AccountId,
        passkeys: &[Passkey],
    ) -> Result<(Value, Ceremony), WebauthnError> {
        let (options, state) = self.0.start_passkey_authentication(passkeys)?;
        Ok((serde_json::to_value(options)?, Ceremony::Prove { account, state }))
    }

    /// Begins a sign-in by whichever passkey the device offers.
    ///
    /// # Errors
    /// The library says no.
    pub fn begin_sign_in(&self) -> Result<(Value, Ceremony), WebauthnError> {
        let (mut options, state) = self.0.start_discoverable_authentication()?;
        // A button was pressed: the browser shows its own dialog.
        options.mediation = None;
        Ok((serde_json::to_value(options)?, Ceremony::SignIn { state }))
    }

    /// Whose passkey a sign-in was answered with, as far as the answer says.
    ///
    /// # Errors
    /// It does not say.
    pub fn claimed_account(&self, answer: &Value) -> Result<AccountId, WebauthnError> {
        let answer: PublicKeyCredential = serde_json::from_value(answer.clone())?;
        Ok(AccountId(self.0.identify_discoverable_authentication(&answer)?.0))
    }

    /// Ends a proof; gives the passkey as it is to be kept from now on, and its place among those given.
    ///
    /// # Errors
    /// The answer is wrong, or the key may have been copied.
    pub fn end_prove(
        &self,
        ceremony: Ceremony,
        answer: Value,
        passkeys: &[Passkey],
    ) -> Result<(usize, Passkey), WebauthnError> {
        let answer: PublicKeyCredential = serde_json::from_value(answer)?;
        let used = |id: &[u8]| passkeys.iter().position(|passkey| passkey.cred_id().as_slice() == id);
        let place = used(answer.raw_id.as_slice()).ok_or(WebauthnError::CredentialNotFound)?;
        let result = match ceremony {
            Ceremony::Prove { state, .. } => self.0.finish_passkey_authentication(&answer, &state)?,
            Ceremony::SignIn { state } => {
                self.0.finish_discoverable_authentication_v2(&answer, state, &passkeys[place])?
            }
            Ceremony::Add { .. } => return Err(WebauthnError::CredentialNotFound),
        };
        if !result.user_verified() {
            return Err(WebauthnError::UserNotVerified);
        }
        let mut passkey = passkeys[place].clone();
        passkey.update_credential(&result);
        Ok((place, passkey))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passkeys_need_a_host_with_a_name() {
        for (origin, possible) in [
            ("https://lastgang.example", true),
            ("https://localhost:8443", true),
            ("https://192.0.2.1", false),
            ("https://[2001:db8::1]:8443", false),
        ] {
            assert_eq!(RelyingParty::new(origin).is_some(), possible, "{origin}");
        }
    }
}
