//! Plain forms: they work without JavaScript, and come back with what was typed if something is wrong.

use app::page::{FormState, Problem};
use axum::http::header::RETRY_AFTER;
use axum::http::{HeaderValue, StatusCode};
use axum::response::Response;
use engine::limits::LimitError;
use serde::Deserialize;

use crate::services::account::Refusal;

pub(super) mod account;
pub(super) mod administration;
pub(super) mod audit;
pub(super) mod company_account;
pub(super) mod confirm;
pub(super) mod demo;
pub(super) mod factors;
pub(super) mod links;
pub(super) mod members;
pub(super) mod notices;
pub(super) mod preferences;
pub(super) mod projects;
pub(super) mod sessions;
pub(super) mod setup;
pub(super) mod sign_in;
pub(super) mod sign_out;
pub(super) mod sso;

/// What a form without fields sends: nothing but its token, which is taken out before.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct NoFields {}

/// Collects what was typed and what is wrong with it.
#[derive(Default)]
struct Answer {
    form: FormState,
    retry_after_s: Option<u32>,
}

impl Answer {
    /// A form with what was typed; passwords are left out by the callers.
    fn new(values: impl IntoIterator<Item = (&'static str, String)>) -> Self {
        let form = FormState { values: values.into_iter().collect(), ..FormState::default() };
        Self { form, retry_after_s: None }
    }

    fn problem(mut self, field: &'static str, problem: Problem) -> Self {
        self.form.problems.insert(field, problem);
        self
    }

    /// Adds a refusal at its field; gives it back if it concerns no field.
    fn refuse(mut self, refusal: Refusal) -> Result<Self, app::api::AppError> {
        let (field, problem) = match refusal {
            Refusal::WrongCredentials => ("", Problem::WrongCredentials),
            Refusal::SetupLinkInvalid => ("", Problem::SetupLinkInvalid),
            Refusal::LinkInvalid => ("", Problem::LinkInvalid),
            Refusal::SsoRequired => ("", Problem::SsoRequired),
            Refusal::OnlyWayIn => ("", Problem::OnlyWayIn),
            Refusal::NoCompanyAccount => ("", Problem::NoCompanyAccount),
            Refusal::EmailInvalid => ("email", Problem::EmailInvalid),
            Refusal::Name(error) => ("name", name_problem(&error)),
            Refusal::PasskeyNeeded | Refusal::PasskeyWrong => ("", Problem::PasskeyNeeded),
            Refusal::CodeWrong => ("code", Problem::CodeWrong),
            Refusal::PasswordWrong => ("present", Problem::PasswordWrong),
            Refusal::PasswordWeak(strength) if strength.missing_chars > 0 => {
                ("password", Problem::PasswordTooShort(strength.missing_chars))
            }
            Refusal::PasswordWeak(strength) => {
                ("password", Problem::PasswordTooWeak(strength.advice.join(" ")))
            }
            Refusal::TooManyAttempts(seconds) => {
                self.retry_after_s = Some(seconds);
                ("", Problem::TooManyRequests(seconds))
            }
            Refusal::Other(error) => return Err(error),
        };
        Ok(self.problem(field, problem))
    }

    /// 429 if the reader has to wait, else 422.
    const fn status(&self) -> StatusCode {
        match self.retry_after_s {
            Some(_) => StatusCode::TOO_MANY_REQUESTS,
            None => StatusCode::UNPROCESSABLE_ENTITY,
        }
    }
}

/// Says how long to wait, if the reader has to.
fn wait(mut response: Response, retry_after_s: Option<u32>) -> Response {
    if let Some(seconds) = retry_after_s {
        response.headers_mut().insert(RETRY_AFTER, HeaderValue::from(seconds));
    }
    response
}

/// What is wrong with a name.
fn name_problem(error: &LimitError) -> Problem {
    match error {
        LimitError::NameTooLong { max, .. } => Problem::TooLong(*max),
        LimitError::NameControlCharacter => Problem::ControlCharacters,
        _ => Problem::Empty,
    }
}
