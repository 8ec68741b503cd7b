//! Putting away the notices above a page.

use app::api::AppError;
use app::routes;
use axum::Form;
use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect, Response};
use serde::Deserialize;
use tower_sessions::Session;

use crate::http::HttpState;
use crate::http::caller::{SignedIn, note_put_away};
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

/// Puts the notices away that the page showed, and goes back. Sessions that began later show again what this one
/// was there for.
pub(in crate::http) async fn put_away(
    State(state): State<HttpState>,
    session: Session,
    user: SignedIn,
    frame: Frame,
    Form(Fields { until, back }): Form<Fields>,
) -> Response {
    // Nothing is put away before it has happened.
    let until = until.min(frame.context.notices.first().map_or(0, |newest| newest.seq));
    match put_away_until(&state, &session, &user, until).await {
        Ok(()) => {
            let back = back.filter(|back| is_local(back));
            Redirect::to(back.as_deref().unwrap_or(routes::ACCOUNT_EVENTS)).into_response()
        }
        Err(error) => failure(frame, error).await,
    }
}

async fn put_away_until(
    state: &HttpState,
    session: &Session,
    user: &SignedIn,
    until: i64,
) -> Result<(), AppError> {
    let began_at_s = user.visitor.authentication.as_ref().map_or(0, |session| session.began_at_s);
    state.services.audit().put_away(&user.actor, until, began_at_s).await?;
    note_put_away(session, &user.visitor, until).await
}
