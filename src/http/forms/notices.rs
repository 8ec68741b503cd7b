//! Putting away the notices above a page.

use app::routes;
use axum::Form;
use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect, Response};
use serde::Deserialize;

use crate::http::HttpState;
use crate::http::caller::SignedIn;
use crate::http::pages::{failure, is_local};
use crate::http::render::Frame;

/// What the form sends: up to which event its sender has read, and where it stood.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::http) struct Fields {
    until: i64,
    #[serde(rename = "return")]
    back: Option<String>,
}

/// Puts the notices away that the page showed, and goes back.
pub(in crate::http) async fn put_away(
    State(state): State<HttpState>,
    user: SignedIn,
    frame: Frame,
    Form(Fields { until, back }): Form<Fields>,
) -> Response {
    match state.services.audit().put_away(&user.actor, until).await {
        Ok(()) => {
            let back = back.filter(|back| is_local(back));
            Redirect::to(back.as_deref().unwrap_or(routes::ACCOUNT_EVENTS)).into_response()
        }
        Err(error) => failure(frame, error).await,
    }
}
