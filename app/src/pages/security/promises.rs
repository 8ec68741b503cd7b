//! The promises. A test of the server refuses one that names no test, or a test that does not exist.

use crate::i18n::{Text, text};

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
        title: text("Nur verschlüsselte Verbindungen", "Encrypted connections only"),
        what: text(
            "Der Server spricht ausschließlich TLS 1.3 und sagt Ihrem Browser bei jeder Antwort, dass er es nie anders versuchen soll.",
            "The server speaks TLS 1.3 and nothing else, and with every response it tells your browser never to try otherwise.",
        ),
        check: text(
            "Ein Programm, das nur das ältere TLS 1.2 kann, wird abgewiesen; an jedem Zugang wird die Kopfzeile nachgesehen.",
            "A program that only knows the older TLS 1.2 is turned away; at every way in the header is looked for.",
        ),
        tests: &[
            "src/tests/tls.rs: a_client_that_speaks_only_tls_1_2_is_refused",
            "src/tests/surface.rs: every_way_in_carries_the_headers_whatever_the_method",
        ],
    },
    Promise {
        title: text("Verschlüsselt gespeichert", "Stored encrypted"),
        what: text(
            "Namen, E-Mail-Adressen, Projekte, Gebäude, Lastgänge, Wetterdaten und hochgeladene Dateien liegen nur verschlüsselt auf der Platte. Im Klartext stehen Kennungen, Zeiten, Größen, Revisionen, Rollen und die Art eines Ereignisses.",
            "Names, e-mail addresses, projects, buildings, load profiles, weather data and uploaded files lie on the disk only encrypted. In clear are ids, times, sizes, revisions, roles and the kind of an event.",
        ),
        check: text(
            "Auffällige Wörter werden in alle Felder getippt und danach in jeder Datei des Servers gesucht: Keines wird gefunden. Ein Datensatz, der an eine andere Stelle kopiert wurde, lässt sich nicht öffnen.",
            "Conspicuous words are typed into every field and then looked for in every file of the server: none is found. A record that was copied to another place cannot be opened.",
        ),
        tests: &[
            "src/tests/sealed.rs: nothing_that_was_typed_is_found_in_any_file",
            "src/storage/tamper.rs: swapped_records_cannot_be_opened",
            "src/storage/tamper.rs: records_of_one_row_cannot_stand_in_each_others_column",
            "src/tests/sealed.rs: the_data_opens_only_with_its_own_root_key",
        ],
    },
    Promise {
        title: text("Gelöscht heißt gelöscht", "Deleted means deleted"),
        what: text(
            "Wird ein Projekt gelöscht, so verschwinden seine Daten und sein Schlüssel aus den Dateien des Servers. Es bleibt die Zeile im Protokoll, dass es gelöscht wurde. Sicherungen, die der Betreiber vorher gemacht hat, sind nicht gemeint.",
            "When a project is deleted, its data and its key disappear from the files of the server. What stays is the line in the log that says that it was deleted. Backups that the operator made before are not meant.",
        ),
        check: text(
            "Nach dem Löschen werden alle Dateien des Servers durchsucht, und der Schlüssel wird verlangt: Es gibt ihn nicht mehr.",
            "After deletion all files of the server are searched, and the key is asked for: it is there no more.",
        ),
        tests: &[
            "src/tests/sealed.rs: a_deleted_project_leaves_neither_key_nor_records",
            "src/storage/tamper.rs: an_interrupted_deletion_is_finished_at_the_next_start",
        ],
    },
    Promise {
        title: text("Niemand kennt Ihr Passwort", "Nobody knows your password"),
        what: text(
            "Ihr Passwort steht in keiner Datei des Servers. Zu kurze und leicht zu erratende werden mit einem Rat abgelehnt; Regeln über Sonderzeichen gibt es nicht.",
            "Your password is in no file of the server. Short and guessable ones are refused with advice; there are no rules about special characters.",
        ),
        check: text(
            "Das Passwort einer Probeperson wird in allen Dateien gesucht; häufige und verlängerte Passwörter werden probiert.",
            "The password of a trial person is looked for in all files; common and lengthened passwords are tried.",
        ),
        tests: &[
            "src/tests/sealed.rs: nothing_that_was_typed_is_found_in_any_file",
            "src/tests/accounts.rs: weak_passwords_are_refused_with_advice",
            "src/identity/strength.rs: length_alone_is_not_enough_and_strength_needs_length",
        ],
    },
    Promise {
        title: text("Ein zweiter Faktor, der hält", "A second factor that holds"),
        what: text(
            "Sie können sich mit einem Passkey oder einer Authenticator-App schützen. Dann genügt das Passwort allein nicht mehr, auch nicht ein neu gesetztes. Einen Passkey kann eine nachgemachte Seite nicht verwenden.",
            "You can protect yourself with a passkey or an authenticator app. Then the password alone is not enough any more, nor is a new one that was set. A passkey cannot be used by a faked site.",
        ),
        check: text(
            "Antworten für andere Seiten und von anderen Geräten werden vorgelegt und abgewiesen, benutzte Codes ebenso.",
            "Answers for other sites and of other devices are presented and refused, and so are codes that were used.",
        ),
        tests: &[
            "src/tests/passkeys.rs: answers_of_other_sites_devices_and_copies_are_refused",
            "src/tests/factors.rs: an_authenticator_app_is_asked_for_at_the_next_sign_in",
            "src/tests/factors.rs: a_code_is_accepted_once_and_none_before_it_afterwards",
            "src/tests/links.rs: a_forgotten_password_is_answered_by_mail_and_the_second_factor_stays",
        ],
    },
    Promise {
        title: text("Raten lohnt nicht", "Guessing does not pay"),
        what: text(
            "Wer Passwörter oder Codes probiert, muss immer länger warten. Ob es ein Konto gibt, verrät die Antwort nicht. Für immer ausgesperrt wird niemand.",
            "Whoever tries passwords or codes has to wait longer and longer. The answer does not tell whether an account exists. Nobody is locked out for good.",
        ),
        check: text(
            "Es wird geraten: von einer Adresse bei vielen Konten, von vielen Adressen bei einem Konto, vor und nach einem Neustart. Die Antworten auf falsche Passwörter und unbekannte Konten werden verglichen.",
            "Guesses are made: from one address at many accounts, from many addresses at one account, before and after a restart. The answers to wrong passwords and unknown accounts are compared.",
        ),
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
        title: text("Sitzungen enden", "Sessions end"),
        what: text(
            "Sie werden nach einer halben Stunde ohne Nutzung und spätestens nach acht Stunden abgemeldet. Ein neues Passwort beendet alle anderen Sitzungen, und auf der Kontoseite beenden Sie jede selbst.",
            "You are signed out after half an hour without use and after eight hours at the latest. A new password ends all other sessions, and on the account page you end each of them yourself.",
        ),
        check: text(
            "Die Uhr wird vorgestellt; abgemeldete, abgelaufene und untergeschobene Sitzungen werden weiterverwendet und abgewiesen.",
            "The clock is put forward; sessions that were signed out, have expired or were planted are used on and refused.",
        ),
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
        title: text("Noch einmal fragen, bevor es ernst wird", "Asked again before it gets serious"),
        what: text(
            "Bevor ein Projekt gelöscht oder als Datei ausgegeben, jemand eingeladen oder ein zweiter Faktor geändert wird, muss die Person sich innerhalb der letzten zehn Minuten ausgewiesen haben. Ein offen gelassener Rechner reicht dafür nicht.",
            "Before a project is deleted or exported as a file, somebody invited or a second factor changed, the person has to have proved who they are within the last ten minutes. A computer that was left open is not enough for that.",
        ),
        check: text(
            "Dasselbe wird mit altem und frischem Nachweis versucht, auch an der Oberfläche vorbei.",
            "The same is tried with an old and a fresh proof, past the interface too.",
        ),
        tests: &[
            "src/tests/step_up.rs: deleting_a_project_asks_again_and_what_was_typed_stays",
            "src/tests/step_up.rs: a_service_asks_for_the_proof_whoever_calls_it",
            "src/tests/step_up.rs: exporting_a_whole_project_asks_again_and_then_the_download_begins",
            "src/tests/links.rs: inviting_needs_a_fresh_proof",
            "src/tests/factors.rs: factors_are_added_and_removed_only_with_a_fresh_proof",
        ],
    },
    Promise {
        title: text("Anmeldung über Ihr Unternehmen", "Sign-in through your company"),
        what: text(
            "Ihre Organisation kann die Anmeldung mit Microsoft Entra ID oder einem anderen Anbieter einrichten und verlangen. Ein Konto wird dabei nie über die E-Mail-Adresse gefunden, und kein Token des Anbieters wird aufbewahrt.",
            "Your organisation can set up and demand sign-in with Microsoft Entra ID or another provider. An account is never found by its e-mail address then, and no token of the provider is kept.",
        ),
        check: text(
            "Gefälschte, alte und fremde Token werden vorgelegt, jedes wird aus seinem eigenen Grund abgewiesen; die Dateien des Servers werden nach Token durchsucht.",
            "Forged, old and foreign tokens are presented, each is refused for a reason of its own; the files of the server are searched for tokens.",
        ),
        tests: &[
            "src/tests/id_tokens.rs: every_forged_or_odd_token_is_refused_for_its_own_reason",
            "src/tests/sso.rs: an_account_is_never_found_by_its_address",
            "src/tests/sso/invitations.rs: an_invitation_is_not_accepted_by_an_address",
            "src/tests/sso.rs: no_token_is_kept_and_no_secret_is_found_in_any_file",
            "src/tests/sso.rs: when_the_provider_is_required_passwords_are_not_enough_but_one_owner_gets_in",
        ],
    },
    Promise {
        title: text("Jeder sieht nur, was er sehen darf", "Everybody sees only what they may see"),
        what: text(
            "Der Server entscheidet nach einer einzigen Liste, und was nicht in ihr steht, gibt es nicht. Projekte anderer Organisationen gibt es für Sie nicht, und Ihre für andere nicht; auch wer den Server betreibt, hat in der Anwendung keinen Zugang zu ihnen. Eine Änderung gilt ab der nächsten Anfrage.",
            "The server decides by one single list, and what is not in it does not exist. Projects of other organisations do not exist for you, nor yours for others; whoever operates the server has no access to them in the application either. A change acts from the next request on.",
        ),
        check: text(
            "Jede Rolle versucht jeden Eintrag der Liste, ebenso Fremde, ehemalige Mitglieder und der Betreiber.",
            "Every role tries every entry of the list, and so do strangers, former members and the operator.",
        ),
        tests: &[
            "src/tests/permissions.rs: every_role_gets_exactly_what_the_list_says",
            "src/tests/permissions.rs: every_route_and_every_function_is_in_the_list_and_nothing_else",
            "src/tests/permissions.rs: a_change_of_role_acts_on_the_next_request",
            "src/tests/isolation.rs: a_foreign_project_does_not_exist",
            "src/tests/isolation.rs: ids_of_other_projects_do_not_work_inside_an_own_project",
        ],
    },
    Promise {
        title: text(
            "Ein Protokoll, das sich nicht heimlich ändern lässt",
            "A log that cannot be changed in secret",
        ),
        what: text(
            "Anmeldungen, Änderungen von Rechten, Ausfuhr und Löschung werden aufgezeichnet. Gelöschte, geänderte und vertauschte Zeilen fallen auf; abgeschnittene fallen auf, wenn ein Prüfpunkt außerhalb aufbewahrt wurde. Was nicht aufgezeichnet werden kann, geschieht nicht.",
            "Sign-ins, changes of rights, exports and deletions are recorded. Lines that were deleted, changed or exchanged are noticed; lines that were cut off are noticed if a checkpoint was kept elsewhere. What cannot be recorded is not done.",
        ),
        check: text(
            "Das Protokoll wird auf jede dieser Weisen verfälscht, und die Prüfung muss die Zeile nennen. Dann wird es gesperrt, und nichts Wichtiges geht mehr.",
            "The log is falsified in each of these ways, and the verification has to name the line. Then it is blocked, and nothing important works any more.",
        ),
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
        title: text("Nichts von anderen Seiten", "Nothing of other sites"),
        what: text(
            "Die Seiten dürfen nur vom eigenen Server laden, und nur eigene Skripte laufen. Fremde Seiten können in Ihrem Namen nichts auslösen und Lastgang nicht in einem Rahmen zeigen.",
            "Pages may load from their own server alone, and only own scripts run. Other sites cannot trigger anything in your name and cannot show Lastgang in a frame.",
        ),
        check: text(
            "An jedem Zugang wird die Regel nachgesehen, die der Browser durchsetzt; Anfragen werden so gestellt, wie fremde Seiten sie stellen.",
            "At every way in the rule is looked for that the browser enforces; requests are made as other sites make them.",
        ),
        tests: &[
            "src/tests/surface.rs: every_way_in_carries_the_headers_whatever_the_method",
            "src/tests/headers.rs: the_nonce_is_new_each_time_and_the_one_in_the_page",
            "src/tests/guards.rs: only_our_own_pages_change_something",
            "src/tests/guards.rs: reading_changes_nothing",
        ],
    },
    Promise {
        title: text("Ihre Daten gehören Ihnen", "Your data are yours"),
        what: text(
            "Jedes Projekt lässt sich als offene, beschriebene Datei ausführen und wieder einlesen, ohne dass Werte sich ändern.",
            "Every project can be exported as an open, documented file and read in again without a change of values.",
        ),
        check: text(
            "Ein Projekt wird ausgeführt, eingelesen und noch einmal ausgeführt; die Werte sind dieselben.",
            "A project is exported, imported and exported once more; the values are the same.",
        ),
        tests: &["src/tests/projects.rs: an_exported_project_can_be_imported_and_exports_the_same_values"],
    },
    Promise {
        title: text("Weitergeben, ohne zu verraten", "Sharing without giving away"),
        what: text(
            "Aus einem gemessenen Lastgang können Sie einen synthetischen machen: gleiche Jahresenergie, gleiche Spitze, gleiche Monate, aber nicht der gemessene Verlauf. Von den gemessenen Werten kommt nur die Spitze vor.",
            "From a metered load profile you can make a synthetic one: same annual energy, same peak, same months, but not the metered course. Of the metered values only the peak occurs.",
        ),
        check: text(
            "Angriffe versuchen, gemessene Tage im synthetischen Jahr wiederzuerkennen; sie gelingen nicht besser als durch Raten.",
            "Attacks try to recognise metered days in the synthetic year; they succeed no better than by guessing.",
        ),
        tests: &[
            "app/engine/tests/synthetic.rs: energy_months_and_peak_are_kept_and_the_duration_curve_within_its_bounds",
            "app/engine/tests/synthetic.rs: days_are_not_recognised_better_than_by_guessing",
            "app/engine/tests/synthetic.rs: no_value_of_the_original_but_the_peak_appears",
        ],
    },
];
