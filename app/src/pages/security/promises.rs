//! The promises. A test of the server refuses one that names no test, or a test that does not exist.

use words::Text;

/// Something that the server promises.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Promise {
    /// Heading.
    pub title: Text,
    /// What is promised.
    pub what: Text,
    /// How it is checked.
    pub check: Text,
    /// Tests that prove it, in the form `file: function`, seen from the root of the repository.
    pub tests: &'static [&'static str],
}

/// Every promise, in the order of the page.
pub const PROMISES: [Promise; 14] = [
    Promise {
        title: words::pages::security::ENCRYPTED_CONNECTIONS_ONLY,
        what: words::pages::security::THE_SERVER_SPEAKS_TLS_1,
        check: words::pages::security::A_PROGRAM_THAT_ONLY_KNOWS,
        tests: &[
            "src/tests/tls.rs: a_client_that_speaks_only_tls_1_2_is_refused",
            "src/tests/surface.rs: every_way_in_carries_the_headers_whatever_the_method",
        ],
    },
    Promise {
        title: words::pages::security::STORED_ENCRYPTED,
        what: words::pages::security::NAMES_EMAIL_ADDRESSES_PROJECTS_BUILDINGS,
        check: words::pages::security::CONSPICUOUS_WORDS_ARE_TYPED_INTO,
        tests: &[
            "src/tests/sealed.rs: nothing_that_was_typed_is_found_in_any_file",
            "src/storage/tamper.rs: swapped_records_cannot_be_opened",
            "src/storage/tamper.rs: records_of_one_row_cannot_stand_in_each_others_column",
            "src/tests/sealed.rs: the_data_opens_only_with_its_own_root_key",
        ],
    },
    Promise {
        title: words::pages::security::DELETED_MEANS_DELETED,
        what: words::pages::security::WHEN_A_PROJECT_IS_DELETED,
        check: words::pages::security::AFTER_DELETION_ALL_FILES,
        tests: &[
            "src/tests/sealed.rs: a_deleted_project_leaves_neither_key_nor_records",
            "src/storage/tamper.rs: an_interrupted_deletion_is_finished_at_the_next_start",
        ],
    },
    Promise {
        title: words::pages::security::NOBODY_KNOWS_YOUR_PASSWORD,
        what: words::pages::security::YOUR_PASSWORD_IS_IN_NO,
        check: words::pages::security::THE_PASSWORD_OF_A_TRIAL,
        tests: &[
            "src/tests/sealed.rs: nothing_that_was_typed_is_found_in_any_file",
            "src/tests/accounts.rs: weak_passwords_are_refused_with_advice",
            "src/identity/strength.rs: length_alone_is_not_enough_and_strength_needs_length",
        ],
    },
    Promise {
        title: words::pages::security::A_SECOND_FACTOR_THAT_HOLDS,
        what: words::pages::security::YOU_CAN_PROTECT_YOURSELF,
        check: words::pages::security::ANSWERS_FOR_OTHER_SITES,
        tests: &[
            "src/tests/passkeys.rs: answers_of_other_sites_devices_and_copies_are_refused",
            "src/tests/factors.rs: an_authenticator_app_is_asked_for_at_the_next_sign_in",
            "src/tests/factors.rs: a_code_is_accepted_once_and_none_before_it_afterwards",
            "src/tests/links.rs: a_forgotten_password_is_answered_by_mail_and_the_second_factor_stays",
        ],
    },
    Promise {
        title: words::pages::security::GUESSING_DOES_NOT_PAY,
        what: words::pages::security::WHOEVER_TRIES_PASSWORDS_OR_CODES,
        check: words::pages::security::GUESSES_ARE_MADE_FROM_ONE,
        tests: &[
            "src/tests/accounts.rs: guessing_is_slowed_down_and_the_wait_is_named",
            "src/tests/factors.rs: guessing_codes_is_slowed_down",
            "src/identity/limits.rs: one_address_cannot_try_many_accounts",
            "src/identity/limits.rs: many_addresses_cannot_guess_one_account_without_end",
            "src/identity/limits.rs: actions_count_apart_and_a_restart_forgives_nothing",
            "src/storage/limits.rs: waits_double_up_to_the_longest_and_no_further",
            "src/tests/accounts.rs: unknown_addresses_disabled_accounts_and_wrong_passwords_get_the_same_answer",
        ],
    },
    Promise {
        title: words::pages::security::SESSIONS_END,
        what: words::pages::security::YOU_ARE_SIGNED_OUT_AFTER,
        check: words::pages::security::THE_CLOCK_IS_PUT_FORWARD,
        tests: &[
            "src/tests/sessions.rs: an_unused_session_ends_after_half_an_hour",
            "src/tests/sessions.rs: a_session_ends_after_a_working_day_even_if_it_is_used",
            "src/tests/sessions.rs: signing_out_ends_the_session_and_clears_the_browser",
            "src/tests/sessions.rs: a_planted_token_is_not_taken_over",
            "src/tests/sessions.rs: everybody_sees_and_ends_their_own_sessions_only",
            "src/tests/accounts.rs: a_new_password_ends_every_other_session",
        ],
    },
    Promise {
        title: words::pages::security::ASKED_AGAIN_BEFORE_IT_GETS,
        what: words::pages::security::BEFORE_A_PROJECT_IS_DELETED,
        check: words::pages::security::THE_SAME_IS_TRIED,
        tests: &[
            "src/tests/step_up.rs: deleting_a_project_asks_again_and_what_was_typed_stays",
            "src/tests/step_up.rs: a_service_asks_for_the_proof_whoever_calls_it",
            "src/tests/step_up.rs: exporting_a_whole_project_asks_again_and_then_the_download_begins",
            "src/tests/links.rs: inviting_needs_a_fresh_proof",
            "src/tests/factors.rs: factors_are_added_and_removed_only_with_a_fresh_proof",
        ],
    },
    Promise {
        title: words::pages::security::SIGN_IN_THROUGH_YOUR_COMPANY,
        what: words::pages::security::YOUR_ORGANISATION_CAN_SET_UP,
        check: words::pages::security::FORGED_OLD_AND_FOREIGN_TOKENS,
        tests: &[
            "src/tests/id_tokens.rs: every_forged_or_odd_token_is_refused_for_its_own_reason",
            "src/tests/sso.rs: an_account_is_never_found_by_its_address",
            "src/tests/sso/invitations.rs: an_invitation_is_not_accepted_by_an_address",
            "src/tests/sso.rs: no_token_is_kept_and_no_secret_is_found_in_any_file",
            "src/tests/sso.rs: when_the_provider_is_required_passwords_are_not_enough_but_one_owner_gets_in",
        ],
    },
    Promise {
        title: words::pages::security::EVERYBODY_SEES_ONLY_WHAT,
        what: words::pages::security::THE_SERVER_DECIDES_BY_ONE,
        check: words::pages::security::EVERY_ROLE_TRIES_EVERY_ENTRY,
        tests: &[
            "src/tests/permissions.rs: every_role_gets_exactly_what_the_list_says",
            "src/tests/permissions.rs: every_route_and_every_function_is_in_the_list_and_nothing_else",
            "src/tests/permissions.rs: a_change_of_role_acts_on_the_next_request",
            "src/tests/isolation.rs: a_foreign_project_does_not_exist",
            "src/tests/isolation.rs: ids_of_other_projects_do_not_work_inside_an_own_project",
        ],
    },
    Promise {
        title: words::pages::security::A_LOG_THAT_CANNOT,
        what: words::pages::security::SIGN_INS_CHANGES_OF_RIGHTS_EXPORTS,
        check: words::pages::security::THE_LOG_IS_FALSIFIED_IN,
        tests: &[
            "src/tests/audit.rs: the_way_from_setup_to_deletion_is_recorded",
            "src/commands/audit/tests.rs: a_row_that_was_deleted_is_named",
            "src/commands/audit/tests.rs: a_row_that_was_changed_is_named_whatever_was_changed",
            "src/commands/audit/tests.rs: rows_that_were_exchanged_are_named",
            "src/commands/audit/tests.rs: a_log_that_was_cut_off_is_found_by_a_checkpoint_that_was_kept",
            "src/tests/audit.rs: what_cannot_be_recorded_is_not_done",
        ],
    },
    Promise {
        title: words::pages::security::NOTHING_OF_OTHER_SITES,
        what: words::pages::security::PAGES_MAY_LOAD,
        check: words::pages::security::AT_EVERY_WAY_IN,
        tests: &[
            "src/tests/surface.rs: every_way_in_carries_the_headers_whatever_the_method",
            "src/tests/headers.rs: the_nonce_is_new_each_time_and_the_one_in_the_page",
            "src/tests/guards.rs: only_our_own_pages_change_something",
            "src/tests/guards.rs: reading_changes_nothing",
        ],
    },
    Promise {
        title: words::pages::security::YOUR_DATA_ARE_YOURS,
        what: words::pages::security::EVERY_PROJECT_CAN_BE_EXPORTED,
        check: words::pages::security::A_PROJECT_IS_EXPORTED_IMPORTED,
        tests: &["src/tests/projects.rs: an_exported_project_can_be_imported_and_exports_the_same_values"],
    },
    Promise {
        title: words::pages::security::SHARING_WITHOUT_GIVING_AWAY,
        what: words::pages::security::FROM_A_METERED_LOAD_PROFILE,
        check: words::pages::security::ATTACKS_TRY_TO_RECOGNISE_METERED,
        tests: &[
            "app/engine/tests/synthetic.rs: energy_months_and_peak_are_kept_and_the_duration_curve_within_its_bounds",
            "app/engine/tests/synthetic.rs: days_are_not_recognised_better_than_by_guessing",
            "app/engine/tests/synthetic.rs: no_value_of_the_original_but_the_peak_appears",
        ],
    },
];
