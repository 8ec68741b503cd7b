//! What events, objects and facts are called. The names on the left are those in the log.

use words::Language;

/// The words for an event; its name in the log if there are none.
pub(in crate::pages) fn action(key: &str, locale: Language) -> String {
    words::pages::audit::action(key).map_or_else(|| key.to_owned(), |text| locale.text(text).to_owned())
}

/// What a kind of thing is called.
pub(in crate::pages) fn object_kind(kind: &str, locale: Language) -> String {
    let words = match kind {
        "account" => words::pages::audit::ACCOUNT,
        "organisation" => words::pages::audit::ORGANISATION,
        "project" => words::pages::audit::PROJECT,
        "profile" => words::pages::audit::LOAD_PROFILE,
        "upload" => words::pages::audit::FILE,
        "event" => words::pages::audit::EVENT,
        other => return other.to_owned(),
    };
    locale.text(words).to_owned()
}

/// A fact in words: name and value. What has no words is shown as it is in the log.
pub(in crate::pages) fn fact(name: &str, value: &str, locale: Language) -> String {
    if name == "factors" {
        let values: Vec<String> = value.split(' ').map(|value| fact_value(value, locale)).collect();
        return format!("{}: {}", locale.text(words::pages::audit::PROOF), values.join(" + "));
    }
    let name = match name {
        "from" => words::pages::audit::BEFORE,
        "to" => words::pages::audit::NOW,
        "role" => words::pages::audit::ROLE,
        "how" => words::pages::audit::HOW,
        "why" => words::pages::audit::WHY,
        "what" => words::pages::audit::WHAT,
        "which" => words::pages::audit::WHICH,
        "by" => words::pages::audit::BY,
        "kind" => words::pages::audit::KIND_2,
        "device" => words::pages::audit::DEVICE,
        "factor" => words::pages::audit::PROOF,
        "project" => words::pages::audit::PROJECT_2,
        "endpoint" => words::pages::audit::ENDPOINT,
        "events" => words::pages::audit::EVENTS_2,
        "bytes" => words::pages::audit::BYTES,
        "directive" => words::pages::audit::DIRECTIVE,
        "blocked" => words::pages::audit::BLOCKED,
        "count" => words::pages::audit::MORE_SINCE_THE_LAST_ENTRY,
        other => return format!("{other}: {}", fact_value(value, locale)),
    };
    format!("{}: {}", locale.text(name), fact_value(value, locale))
}

fn fact_value(value: &str, locale: Language) -> String {
    let words = match value {
        "owner" => words::pages::audit::OWNER,
        "administrator" => words::pages::audit::ADMINISTRATOR,
        "member" => words::pages::audit::MEMBER,
        "guest" => words::pages::audit::GUEST,
        "removed" => words::pages::audit::REMOVED,
        "none" => words::pages::audit::NONE,
        "view" => words::pages::audit::VIEW,
        "comment" => words::pages::audit::COMMENT,
        "edit" => words::pages::audit::EDIT,
        "manage" => words::pages::audit::MANAGE,
        "password" | "Password" => words::pages::audit::PASSWORD,
        "passkey" | "Passkey" => words::pages::audit::PASSKEY,
        "totp" | "Totp" => words::pages::audit::AUTHENTICATOR_APP,
        "RecoveryCode" => words::pages::audit::RECOVERY_CODE,
        "code" => words::pages::audit::CODE,
        "recovery codes" => words::pages::audit::RECOVERY_CODES,
        "setup link" => words::pages::audit::SETUP_LINK,
        // Invitations are proved in the same way.
        "SetupLink" => words::pages::audit::ONE_TIME_LINK,
        "invitation" => words::pages::audit::INVITATION,
        "identity provider" | "IdentityProvider" => words::pages::audit::IDENTITY_PROVIDER,
        "demonstration" | "Demo" => words::pages::audit::DEMONSTRATION,
        "second factor" => words::pages::audit::SECOND_FACTOR,
        "single sign-on" => words::pages::audit::SIGN_IN_WITH_COMPANY_ACCOUNT_2,
        "required" => words::pages::audit::REQUIRED,
        "not required" => words::pages::audit::NO_LONGER_REQUIRED,
        "begun" => words::pages::audit::BEGUN,
        "changed" => words::pages::audit::CHANGED,
        "connected" => words::pages::audit::CONNECTED,
        "separated" => words::pages::audit::SEPARATED,
        "switched" => words::pages::audit::SWITCHED,
        "new certificate" => words::pages::audit::NEW_CERTIFICATE,
        "signed out" => words::pages::audit::SIGNED_OUT,
        "one" => words::pages::audit::ONE,
        "all others" => words::pages::audit::ALL_OTHERS,
        "empty" => words::pages::audit::EMPTY,
        "sample" => words::pages::audit::SAMPLE_DISTRICT,
        "import" => words::pages::audit::PROJECT_FILE,
        "copy" => words::pages::audit::COPY,
        "registration" => words::pages::audit::REGISTRATION,
        "sso required" => words::pages::audit::ALLOWED_WITH_COMPANY_ACCOUNT_ONLY,
        "other site" => words::pages::audit::OTHER_SITE,
        "form token" => words::pages::audit::FORM_NOT_OF_OURS,
        "finished at the next start" => words::pages::audit::FINISHED_AT_THE_NEXT_START,
        "sign-in" => words::pages::audit::SIGNING_IN,
        "set-up" => words::pages::audit::SETTING_UP,
        "reset" => words::pages::audit::NEW_PASSWORD,
        "register" => words::pages::audit::REGISTERING,
        "link" => words::pages::audit::ONE_TIME_LINK,
        "begin" => words::pages::audit::BEGINNING_A_SIGN_IN,
        "send" => words::pages::audit::SENDING_A_LINK,
        "name" => words::pages::audit::NAME,
        "e-mail address" => words::pages::audit::EMAIL_ADDRESS,
        "address" => words::pages::audit::ADDRESS,
        "operator" => words::pages::audit::OPERATOR_OF_THE_SERVER,
        "disabled" => words::pages::audit::DISABLED,
        "enabled" => words::pages::audit::ENABLED,
        "all" => words::pages::audit::ALL_2,
        other => return other.to_owned(),
    };
    locale.text(words).to_owned()
}
