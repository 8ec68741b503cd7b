//! Settings of the organisation's identity provider.

use app::api::AppError;
use app::api::sso::{ConnectionTest, SettingsProblem};
use app::page::{FormState, Problem};
use app::pages::Page;
use app::routes;
use axum::Form;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use serde::Deserialize;
use time::{Date, Month, Time};
use tower_sessions::Session;

use super::NoFields;
use crate::http::caller::{SignedIn, note_own_act};
use crate::http::render::{self, Frame};
use crate::http::{HttpState, confirm};
use crate::services::sso::{Draft, SettingsRefusal};
use crate::vault::SecretText;

/// What the form sends. Boxes that are not ticked are not sent.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::http) struct Fields {
    kind: String,
    issuer: String,
    client_id: String,
    #[serde(default)]
    secret: String,
    #[serde(default)]
    secret_ends: String,
    guests: Option<String>,
    just_in_time: Option<String>,
    rules: String,
    otherwise: String,
    step_up_context: String,
    domains: String,
}

/// Whether it is on, and whether it has to be used.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::http) struct Switches {
    enabled: Option<String>,
    required: Option<String>,
}

/// The page.
pub(in crate::http) async fn page(
    State(state): State<HttpState>,
    session: Session,
    user: SignedIn,
    frame: Frame,
) -> Response {
    let form = confirm::waiting(&session, routes::ORGANISATION_SSO, &KEPT).await;
    show(&state, &session, &user, frame, form, None, StatusCode::OK).await
}

/// What is kept of the settings while their sender proves who they are; the secret never is.
const KEPT: [&str; 12] = [
    "kind",
    "issuer",
    "client_id",
    "secret_ends",
    "rules",
    "otherwise",
    "step_up_context",
    "domains",
    "guests",
    "just_in_time",
    "enabled",
    "required",
];

/// Begins the setup.
pub(in crate::http) async fn begin(
    State(state): State<HttpState>,
    session: Session,
    user: SignedIn,
    frame: Frame,
    _: Form<NoFields>,
) -> Response {
    let begun = state.services.sso().begin(&user.actor).await;
    done(&session, frame, begun).await
}

/// Makes a new certificate.
pub(in crate::http) async fn certificate(
    State(state): State<HttpState>,
    session: Session,
    user: SignedIn,
    frame: Frame,
    _: Form<NoFields>,
) -> Response {
    let renewed = state.services.sso().renew_certificate(&user.actor).await;
    done(&session, frame, renewed).await
}

/// Tests the connection and says what came of it.
pub(in crate::http) async fn test(
    State(state): State<HttpState>,
    session: Session,
    user: SignedIn,
    frame: Frame,
    _: Form<NoFields>,
) -> Response {
    match state.services.sso().test(&user.actor).await {
        Ok(found) => {
            let frame = frame.at(routes::ORGANISATION_SSO);
            show(&state, &session, &user, frame, FormState::default(), Some(found), StatusCode::OK).await
        }
        Err(error) => failed(&session, frame, &[], error).await,
    }
}

/// Saves the settings.
pub(in crate::http) async fn save(
    State(state): State<HttpState>,
    session: Session,
    user: SignedIn,
    frame: Frame,
    Form(fields): Form<Fields>,
) -> Response {
    let Fields { kind, issuer, client_id, secret, secret_ends, .. } = fields;
    // The secret never comes back.
    let values = [
        ("kind", kind.clone()),
        ("issuer", issuer.clone()),
        ("client_id", client_id.clone()),
        ("secret_ends", secret_ends.clone()),
        ("rules", fields.rules.clone()),
        ("otherwise", fields.otherwise.clone()),
        ("step_up_context", fields.step_up_context.clone()),
        ("domains", fields.domains.clone()),
        ("guests", fields.guests.clone().unwrap_or_default()),
        ("just_in_time", fields.just_in_time.clone().unwrap_or_default()),
    ];
    let ends = date(&secret_ends);
    let draft = Draft {
        entra: kind == "entra",
        issuer,
        client_id,
        secret: SecretText::new(secret),
        secret_ends_at_s: ends.unwrap_or_default(),
        guests: fields.guests.is_some(),
        just_in_time: fields.just_in_time.is_some(),
        rules: fields.rules,
        otherwise: fields.otherwise,
        step_up_context: fields.step_up_context,
        domains: fields.domains,
    };
    let changed = match ends {
        Ok(_) => state.services.sso().change(&user.actor, draft).await,
        Err(()) => Err(vec![SettingsProblem::DateMalformed.into()]),
    };
    match changed {
        Ok(()) => done(&session, frame, Ok(())).await,
        Err(refusals) => {
            refused(&state, &session, &user, frame, values.into_iter().collect(), refusals).await
        }
    }
}

/// Switches on and off.
pub(in crate::http) async fn switch(
    State(state): State<HttpState>,
    session: Session,
    user: SignedIn,
    frame: Frame,
    Form(switches): Form<Switches>,
) -> Response {
    let (enabled, required) = (switches.enabled.is_some(), switches.required.is_some());
    match state.services.sso().switch(&user.actor, enabled, required).await {
        Ok(()) => {
            let noted = note_own_act(&session, &user.visitor).await;
            done(&session, frame, noted).await
        }
        Err(refusal) => {
            let values = [("enabled", switches.enabled), ("required", switches.required)];
            let values = values.into_iter().map(|(name, value)| (name, value.unwrap_or_default()));
            refused(&state, &session, &user, frame, values.collect(), vec![refusal]).await
        }
    }
}

async fn refused(
    state: &HttpState,
    session: &Session,
    user: &SignedIn,
    frame: Frame,
    values: std::collections::BTreeMap<&'static str, String>,
    refusals: Vec<SettingsRefusal>,
) -> Response {
    let mut form = FormState { values, ..FormState::default() };
    for refusal in refusals {
        match refusal {
            SettingsRefusal::Problem(problem) => {
                form.problems.insert(problem.field(), Problem::Sso(problem));
            }
            SettingsRefusal::Other(error) => {
                let typed: Vec<_> = form.values.iter().map(|(name, value)| (*name, value.as_str())).collect();
                return failed(session, frame, &typed, error).await;
            }
        }
    }
    let frame = frame.at(routes::ORGANISATION_SSO);
    show(state, session, user, frame, form, None, StatusCode::UNPROCESSABLE_ENTITY).await
}

async fn show(
    state: &HttpState,
    session: &Session,
    user: &SignedIn,
    frame: Frame,
    form: FormState,
    found: Option<ConnectionTest>,
    status: StatusCode,
) -> Response {
    match state.services.sso().settings(&user.actor, state.origin.as_str()).await {
        Ok(view) => render::page(frame, Page::OrganisationSso(view.map(Box::new), form, found), status).await,
        Err(error) => failed(session, frame, &[], error).await,
    }
}

async fn done(session: &Session, frame: Frame, done: Result<(), AppError>) -> Response {
    match done {
        Ok(()) => Redirect::to(routes::ORGANISATION_SSO).into_response(),
        Err(error) => failed(session, frame, &[], error).await,
    }
}

/// Whoever has to prove themselves first comes back to the settings, with what they had entered.
async fn failed(
    session: &Session,
    frame: Frame,
    typed: &[(&'static str, &str)],
    error: AppError,
) -> Response {
    let frame = if error == AppError::StepUpRequired { frame.at(routes::ORGANISATION_SSO) } else { frame };
    confirm::or_failure(session, frame, typed, error).await
}

/// The end of a day that a form names, seconds since 1970; nothing if it names none.
fn date(text: &str) -> Result<Option<i64>, ()> {
    if text.trim().is_empty() {
        return Ok(None);
    }
    let parts: Vec<&str> = text.trim().split('-').collect();
    let [year, month, day] = parts[..] else { return Err(()) };
    let month = month.parse::<u8>().ok().and_then(|month| Month::try_from(month).ok()).ok_or(())?;
    let (year, day) = (year.parse().map_err(|_| ())?, day.parse().map_err(|_| ())?);
    let day = Date::from_calendar_date(year, month, day).map_err(|_| ())?;
    Ok(Some(day.with_time(Time::MIDNIGHT).assume_utc().unix_timestamp()))
}
