//! Every route, once.

use app::routes;
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::from_fn_with_state;
use axum::routing::{get, post};

use super::{
    HttpState, api, assets, chart, confirm, export, form_token, forms, health, layers, live, pages, passkeys,
    permissions, reports, sso, uploads,
};
use crate::identity::sessions::SealedSessions;

/// Most bytes of a form: a few short texts.
pub const FORM_BYTES: usize = 64 * 1024;
/// Most bytes of a project file.
pub const PROJECT_FILE_BYTES: usize = 32 * 1024 * 1024;

/// Most bytes of a request to this path: it may be read into memory before its route is known.
pub(super) fn body_bytes(path: &str) -> usize {
    match path {
        routes::PROJECTS_IMPORT => PROJECT_FILE_BYTES,
        "/api/upload/add" => uploads::FILE_BYTES,
        path if path.starts_with("/api/") && !path.starts_with("/api/passkey/") => api::BODY_BYTES,
        _ => FORM_BYTES,
    }
}

/// The whole server as a service.
pub fn router(state: HttpState, sessions: SealedSessions) -> Router {
    let pages = Router::new()
        .route(routes::START, get(pages::start))
        .route(routes::SETUP, get(pages::setup).post(forms::setup::submit))
        .route(routes::SIGN_IN, get(pages::sign_in).post(forms::sign_in::submit))
        .route("/sign-in/{address}", get(sso::page))
        .route(routes::SSO_LINK, get(sso::link))
        .route(routes::SSO_UNLINK, post(forms::company_account::unlink))
        .route(routes::SSO_CONFIRM, get(sso::confirm))
        .route("/sso/{id}/start", get(sso::start))
        .route("/sso/{id}/callback", get(sso::callback))
        .route("/sso/{id}/logout", get(sso::logout))
        .route("/sso/{id}/signed-out", get(sso::signed_out))
        .route(routes::ORGANISATION_SSO, get(forms::sso::page).post(forms::sso::save))
        .route("/organisation/sso/begin", post(forms::sso::begin))
        .route("/organisation/sso/certificate", post(forms::sso::certificate))
        .route("/organisation/sso/switch", post(forms::sso::switch))
        .route("/organisation/sso/test", post(forms::sso::test))
        .route(routes::SIGN_OUT, post(forms::sign_out::submit))
        .route(routes::DEMO, post(forms::demo::submit))
        .route(routes::ACCOUNT, get(pages::account).post(forms::account::save))
        .route(routes::PASSWORD, post(forms::account::change_password))
        .route(routes::EMAIL, post(forms::account::request_email))
        .route(routes::EMAIL_CONFIRM, get(forms::account::email).post(forms::account::change_email))
        .route(routes::ACCOUNT_DELETE, get(forms::account::deletion).post(forms::account::delete))
        .route(routes::CONFIRM, get(confirm::page).post(forms::confirm::submit))
        .route(routes::SECOND_STEP, get(forms::factors::second_step).post(forms::factors::submit_second_step))
        .route(routes::TOTP_BEGIN, post(forms::factors::begin_totp))
        .route(routes::TOTP, get(forms::factors::totp).post(forms::factors::add_totp))
        .route(routes::FACTOR_REMOVE, post(forms::factors::remove))
        .route(
            routes::RECOVERY_CODES,
            get(forms::factors::recovery_codes).post(forms::factors::new_recovery_codes),
        )
        .route(routes::INVITATIONS, get(forms::links::invitations).post(forms::links::send))
        .route(routes::INVITATIONS_REVOKE, post(forms::links::revoke))
        .route(routes::INVITATION, get(forms::links::invitation).post(forms::links::accept))
        .route(routes::INVITATION_COMPANY, post(forms::company_account::accept))
        .route(routes::RESET, get(forms::links::reset_request).post(forms::links::submit_reset_request))
        .route(
            routes::RESET_PASSWORD,
            get(forms::links::reset_password).post(forms::links::submit_reset_password),
        )
        .route(routes::REGISTER, get(forms::links::register).post(forms::links::submit_register))
        .route(routes::SESSIONS, post(forms::sessions::end))
        .route(routes::PREFERENCES, post(forms::preferences::submit))
        .route(routes::PROJECTS, get(pages::projects).post(forms::projects::create))
        .route(routes::PROJECTS_SAMPLE, post(forms::projects::sample))
        .route(routes::PERMISSIONS, get(permissions::page))
        .route(routes::SECURITY, get(pages::security))
        .route(routes::MEMBERS, get(forms::members::page))
        .route(routes::ORGANISATION_SECOND_FACTOR, post(forms::members::require_second_factor))
        .route(routes::AUDIT, get(forms::audit::of_organisation))
        .route(routes::AUDIT_REVIEW, post(forms::audit::review_of_organisation))
        .route(routes::AUDIT_EXPORT, get(forms::audit::export_of_organisation))
        .route(
            routes::INSTANCE_ACCOUNTS,
            get(forms::administration::accounts).post(forms::administration::search),
        )
        .route("/instance/accounts/{account}", get(forms::administration::account))
        .route("/instance/accounts/{account}/disable", post(forms::administration::disable))
        .route("/instance/accounts/{account}/enable", post(forms::administration::enable))
        .route("/instance/accounts/{account}/sessions", post(forms::administration::end_sessions))
        .route("/instance/accounts/{account}/operator", post(forms::administration::set_operator))
        .route("/instance/accounts/{account}/delete", post(forms::administration::delete))
        .route(routes::INSTANCE_AUDIT, get(forms::audit::of_instance))
        .route(routes::INSTANCE_AUDIT_REVIEW, post(forms::audit::review_of_instance))
        .route(routes::INSTANCE_AUDIT_EXPORT, get(forms::audit::export_of_instance))
        .route(routes::ACCOUNT_EVENTS, get(forms::audit::own))
        .route(routes::NOTICES, post(forms::notices::put_away))
        .route("/members/{account}/role", post(forms::members::set_role))
        .route("/members/{account}/remove", get(forms::members::ask_to_remove).post(forms::members::remove))
        .route("/projects/{project}/members", get(forms::members::of_project))
        .route("/projects/{project}/members/{account}", post(forms::members::set_project_role))
        .route("/projects/{project}", get(pages::workspace))
        .route("/projects/{project}/rename", post(forms::projects::rename))
        .route("/projects/{project}/duplicate", post(forms::projects::duplicate))
        .route("/projects/{project}/delete", get(pages::delete_project).post(forms::projects::delete))
        .route("/projects/{project}/export", get(export::project_file))
        .route("/projects/{project}/download", get(export::page))
        .route("/projects/{project}/charts/{chart}", get(chart::svg))
        .route("/projects/{project}/uploads/{upload}", get(uploads::original))
        .route("/projects/{project}/uploads/{upload}/preview.svg", get(uploads::preview))
        .route("/api/live/{project}", get(live::stream))
        .route("/api/passkey/add/begin", post(passkeys::begin_add))
        .route("/api/passkey/add/finish", post(passkeys::end_add))
        .route("/api/passkey/sign-in/begin", post(passkeys::begin_sign_in))
        .route("/api/passkey/sign-in/finish", post(passkeys::end_sign_in))
        .route("/api/passkey/prove/begin", post(passkeys::begin_proof))
        .route("/api/passkey/prove/finish", post(passkeys::end_proof))
        .layer(DefaultBodyLimit::max(FORM_BYTES))
        .route(
            routes::PROJECTS_IMPORT,
            post(forms::projects::import).layer(DefaultBodyLimit::max(PROJECT_FILE_BYTES)),
        )
        .route("/api/upload/add", post(uploads::add).layer(DefaultBodyLimit::max(uploads::FILE_BYTES)))
        .route("/api/{*function}", post(api::call).layer(DefaultBodyLimit::max(api::BODY_BYTES)));
    let public = Router::new()
        .route("/healthz", get(health::healthz))
        .route("/robots.txt", get(health::robots))
        .route("/.well-known/security.txt", get(reports::security_txt))
        .route("/csp-report", post(reports::violation))
        .route("/pkg/{*path}", get(assets::hashed))
        .route("/assets/{*path}", get(assets::hashed))
        .route("/static/{*logical}", get(assets::by_logical_name));
    // What the list of permissions does not know is not reached.
    let decide = || from_fn_with_state(state.clone(), permissions::decide);
    let pages = pages.route_layer(from_fn_with_state(state.clone(), form_token::check));
    let (pages, public) = (pages.route_layer(decide()), public.route_layer(decide()));
    let signed = layers::with_session(pages.fallback(pages::not_found), &state, sessions);
    layers::around_everything(
        public.merge(signed).method_not_allowed_fallback(pages::method_not_allowed),
        &state,
    )
    .with_state(state)
}
