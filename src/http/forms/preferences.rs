//! Language and theme, with or without an account.

use app::api::account::Theme;
use app::routes;
use axum::Form;
use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect, Response};
use serde::Deserialize;
use words::Language;

use crate::http::caller::{PREFERENCES_COOKIE, Visitor};
use crate::http::pages::{failure, is_local};
use crate::http::render::Frame;
use crate::http::{HttpState, cookies};
use crate::services::account::Refusal;

/// A year.
const MAX_AGE_S: i64 = 31_536_000;

/// What the form sends.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::http) struct Fields {
    locale: Option<String>,
    theme: Option<String>,
    #[serde(rename = "return")]
    back: Option<String>,
}

/// Keeps the choice in a cookie and, if somebody is signed in, with the account; then goes back.
pub(in crate::http) async fn submit(
    State(state): State<HttpState>,
    visitor: Visitor,
    frame: Frame,
    Form(fields): Form<Fields>,
) -> Response {
    let locale = fields.locale.as_deref().and_then(Language::from_tag);
    let theme = fields.theme.as_deref().and_then(Theme::from_key);
    if let Some(actor) = &visitor.actor
        && let Err(Refusal::Other(error)) =
            state.services.account_service().set_preferences(actor, None, locale, theme).await
    {
        return failure(frame, error).await;
    }
    let (locale, theme) = (locale.unwrap_or(visitor.locale).tag(), theme.unwrap_or(visitor.theme).key());
    let back = fields.back.filter(|back| is_local(back));
    let mut response = Redirect::to(back.as_deref().unwrap_or(routes::START)).into_response();
    cookies::set(response.headers_mut(), PREFERENCES_COOKIE, &format!("{locale}.{theme}"), Some(MAX_AGE_S));
    response
}
