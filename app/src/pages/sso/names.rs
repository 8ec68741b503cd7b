//! Words for what the provider answers and for what is wrong with its settings.

use words::{Language, Text};

use crate::api::sso::{ConnectionTest, SettingsProblem};

/// What a test of the connection has found.
pub(super) fn found_text(found: &ConnectionTest, locale: Language) -> String {
    let say = |text: Text| locale.text(text).to_owned();
    match found {
        ConnectionTest::Works(1) => say(words::pages::sso::THE_PROVIDER_ANSWERS_WHAT),
        ConnectionTest::Works(keys) => words::pages::sso::the_provider_answers_what_it_says(locale, &keys),
        ConnectionTest::Incomplete => say(words::pages::sso::PLEASE_ENTER_TENANT_AND_APPLICATION),
        ConnectionTest::HostUnknown => say(words::pages::sso::THE_ISSUERS_HOST_DOES_NOT),
        ConnectionTest::PrivateAddress => say(words::pages::sso::THE_ISSUER_LIES_IN),
        ConnectionTest::NoAnswer => say(words::pages::sso::THE_PROVIDER_DOES_NOT_ANSWER),
        ConnectionTest::NotTrusted => say(words::pages::sso::THE_PROVIDERS_CERTIFICATE_IS_NOT),
        ConnectionTest::NotFound(status) => words::pages::sso::the_provider_does_not_know(locale, &status),
        ConnectionTest::OtherIssuer => say(words::pages::sso::THE_PROVIDER_CALLS_ITSELF_SOMETHING),
        ConnectionTest::CredentialUnsupported => say(words::pages::sso::THE_PROVIDER_DOES_NOT_ACCEPT),
        ConnectionTest::Unfit(reason) => words::pages::sso::what_the_provider_says_does_not(locale, &reason),
    }
}

/// What is wrong with the settings, said so that the reader knows what to do.
pub(crate) fn settings_problem_text(problem: SettingsProblem, locale: Language) -> String {
    let say = |text: Text| locale.text(text).to_owned();
    match problem {
        SettingsProblem::TenantMalformed => say(words::pages::sso::THE_TENANT_IS_A_GUID),
        SettingsProblem::TenantOfEverybody => say(words::pages::sso::THIS_IS_THE_TENANT),
        SettingsProblem::IssuerMalformed => say(words::pages::sso::THE_ISSUER_IS_AN_ADDRESS),
        SettingsProblem::ClientIdMalformed => say(words::pages::sso::THE_APPLICATION_ID),
        SettingsProblem::RuleMalformed(line) => words::pages::sso::line_is_not_a_rule_example(locale, &line),
        SettingsProblem::RoleUnknown => say(words::pages::sso::THERE_IS_NO_SUCH_ROLE),
        SettingsProblem::ContextMalformed => say(words::pages::sso::POSSIBLE_ARE_C1_TO_C99),
        SettingsProblem::SecretMalformed => say(words::pages::sso::THE_SECRET_CONTAINS_BLANKS),
        SettingsProblem::DateMalformed => say(words::pages::sso::PLEASE_WRITE_THE_DATE),
        SettingsProblem::NotReady => say(words::pages::sso::IT_CAN_BE_SWITCHED),
    }
}
