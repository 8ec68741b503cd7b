//! What events, objects and facts are called. The names on the left are those in the log.

use words::{Language, Text};

/// What an event says in words; `None` for names that the log does not have.
#[must_use]
pub fn action_words(key: &str) -> Option<Text> {
    Some(match key {
        "authn_login_success" => words::pages::audit::SIGNED_IN,
        "authn_new_device" => words::pages::audit::NEW_DEVICE_SIGNED_IN,
        "authn_login_fail" => words::pages::audit::SIGN_IN_REFUSED,
        "authn_login_fail_max" => words::pages::audit::TOO_MANY_SIGN_IN_ATTEMPTS,
        "authn_password_change" => words::pages::audit::PASSWORD_CHANGED,
        "authn_password_change_fail" => words::pages::audit::PRESENT_PASSWORD_WAS_WRONG,
        "authn_password_reset" => words::pages::audit::PASSWORD_SET_ANEW,
        "authn_factor_added" => words::pages::audit::SECOND_FACTOR_ADDED,
        "authn_factor_removed" => words::pages::audit::SECOND_FACTOR_REMOVED,
        "authn_factor_success" => words::pages::audit::SECOND_FACTOR_CONFIRMED,
        "authn_factor_fail" => words::pages::audit::SECOND_FACTOR_REFUSED,
        "authn_recovery_code_used" => words::pages::audit::RECOVERY_CODE_USED,
        "authn_reauthentication" => words::pages::audit::IDENTITY_CONFIRMED_ONCE_MORE,
        "authn_sso_link" => words::pages::audit::COMPANY_ACCOUNT_CONNECTED_OR_SEPARATED,
        "authn_sso_required" => words::pages::audit::SIGN_IN_WITH_COMPANY_ACCOUNT,
        "authn_token_created" => words::pages::audit::ONE_TIME_LINK_MADE,
        "authn_token_revoked" => words::pages::audit::ONE_TIME_LINK_USED_OR_WITHDRAWN,
        "session_created" => words::pages::audit::SESSION_BEGAN,
        "session_expired" => words::pages::audit::SESSION_EXPIRED,
        "session_ended" => words::pages::audit::SESSION_ENDED,
        "user_created" => words::pages::audit::ACCOUNT_MADE,
        "user_updated" => words::pages::audit::NAME_OF_THE_PERSON_CHANGED,
        "user_archived" => words::pages::audit::ACCOUNT_DISABLED_OR_ENABLED,
        "user_deleted" => words::pages::audit::ACCOUNT_DELETED,
        "privilege_permissions_changed" => words::pages::audit::ROLE_CHANGED,
        "authz_fail" => words::pages::audit::ACCESS_TRIED_WITHOUT_PERMISSION,
        "authz_admin" => words::pages::audit::ADMINISTRATION_OF_THE_INSTANCE_ENTERED,
        "sys_settings_changed" => words::pages::audit::SETTINGS_CHANGED,
        "sensitive_create" => words::pages::audit::PROJECT_OR_PART,
        "sensitive_export" => words::pages::audit::PROJECT_OR_FILE_EXPORTED,
        "sensitive_update" => words::pages::audit::PROJECT_CHANGED_OR_SHARED,
        "sensitive_delete" => words::pages::audit::PROJECT_OR_PART_OF_IT_DELETED,
        "upload_stored" => words::pages::audit::FILE_UPLOADED,
        "excess_rate_limit_exceeded" => words::pages::audit::TOO_MANY_REQUESTS,
        "malicious_csp_violation" => words::pages::audit::BROWSER_REFUSED_FOREIGN_CONTENT,
        "malicious_csrf" => words::pages::audit::REQUEST_OF_ANOTHER_SITE_REFUSED,
        "sys_startup" => words::pages::audit::SERVER_STARTED,
        "sys_shutdown" => words::pages::audit::SERVER_STOPPED,
        "crypt_key_changed" => words::pages::audit::KEY_CHANGED,
        "audit_verification_fail" => words::pages::audit::AUDIT_LOG_DIFFERS_FROM_WHAT,
        "audit_reviewed" => words::pages::audit::EVENT_REVIEWED,
        "audit_exported" => words::pages::audit::AUDIT_LOG_EXPORTED,
        _ => return None,
    })
}

/// The words for an event; its name in the log if there are none.
pub(in crate::pages) fn action(key: &str, locale: Language) -> String {
    action_words(key).map_or_else(|| key.to_owned(), |words| locale.text(words).to_owned())
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
