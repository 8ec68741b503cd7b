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
use crate::http::pages::failure;
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
pub(in crate::http) async fn page(State(state): State<HttpState>, user: SignedIn, frame: Frame) -> Response {
    show(&state, &user, frame, FormState::default(), None, StatusCode::OK).await
}

/// Begins the setup.
pub(in crate::http) async fn begin(
    State(state): State<HttpState>,
    user: SignedIn,
    frame: Frame,
    _: Form<NoFields>,
) -> Response {
    let begun = state.services.sso().begin(&user.actor).await;
    done(frame, begun).await
}

/// Makes a new certificate.
pub(in crate::http) async fn certificate(
    State(state): State<HttpState>,
    user: SignedIn,
    frame: Frame,
    _: Form<NoFields>,
) -> Response {
    let renewed = state.services.sso().renew_certificate(&user.actor).await;
    done(frame, renewed).await
}

/// Tests the connection and says what came of it.
pub(in crate::http) async fn test(
    State(state): State<HttpState>,
    user: SignedIn,
    frame: Frame,
    _: Form<NoFields>,
) -> Response {
    match state.services.sso().test(&user.actor).await {
        Ok(found) => {
            let frame = frame.at(routes::ORGANISATION_SSO);
            show(&state, &user, frame, FormState::default(), Some(found), StatusCode::OK).await
        }
        Err(error) => failed(frame, error).await,
    }
}

/// Saves the settings.
pub(in crate::http) async fn save(
    State(state): State<HttpState>,
    user: SignedIn,
    frame: Frame,
    Form(fields): Form<Fields>,
) -> Response {
    let Fields { kind, issuer, client_id, secret, secret_ends, .. } = fields;
    // The secret never comes back.
    let values = [
        ("issuer", issuer.clone()),
        ("client_id", client_id.clone()),
        ("secret_ends", secret_ends.clone()),
        ("rules", fields.rules.clone()),
        ("otherwise", fields.otherwise.clone()),
        ("step_up_context", fields.step_up_context.clone()),
        ("domains", fields.domains.clone()),
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
        Ok(()) => done(frame, Ok(())).await,
        Err(refusals) => refused(&state, &user, frame, values.into_iter().collect(), refusals).await,
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
            done(frame, noted).await
        }
        Err(refusal) => refused(&state, &user, frame, Default::default(), vec![refusal]).await,
    }
}

async fn refused(
    state: &HttpState,
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
            SettingsRefusal::Other(error) => return failed(frame, error).await,
        }
    }
    let frame = frame.at(routes::ORGANISATION_SSO);
    show(state, user, frame, form, None, StatusCode::UNPROCESSABLE_ENTITY).await
}

async fn show(
    state: &HttpState,
    user: &SignedIn,
    frame: Frame,
    form: FormState,
    found: Option<ConnectionTest>,
    status: StatusCode,
) -> Response {
    match state.services.sso().settings(&user.actor, state.origin.as_str()).await {
        Ok(view) => render::page(frame, Page::OrganisationSso(view.map(Box::new), form, found), status).await,
        Err(error) => failed(frame, error).await,
    }
}

async fn done(frame: Frame, done: Result<(), AppError>) -> Response {
    match done {
        Ok(()) => Redirect::to(routes::ORGANISATION_SSO).into_response(),
        Err(error) => failed(frame, error).await,
    }
}

/// Whoever has to prove themselves first comes back to the settings.
async fn failed(frame: Frame, error: AppError) -> Response {
    match error {
        AppError::StepUpRequired => confirm::redirect(routes::ORGANISATION_SSO),
        error => failure(frame, error).await,
    }
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
