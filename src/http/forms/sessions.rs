//! Ending sessions from the list on the account page.

use app::page::{Done, FormState};
use axum::Form;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;
use tower_sessions::Session;

use crate::http::HttpState;
use crate::http::caller::SignedIn;
use crate::http::pages::{account_page, failure};
use crate::http::render::Frame;

/// What the list sends: one session, or all others.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::http) struct Fields {
    session: Option<String>,
}

/// Ends one session, or all but this one.
pub(in crate::http) async fn end(
    State(state): State<HttpState>,
    session: Session,
    user: SignedIn,
    frame: Frame,
    Form(Fields { session: chosen }): Form<Fields>,
) -> Response {
    let sessions = state.services.sessions();
    let ended = match &chosen {
        Some(chosen) => sessions.end(&user.actor, chosen).await,
        None => sessions.end_others(&user.actor, session.id()).await,
    };
    let frame = frame.at(app::routes::ACCOUNT);
    match ended {
        Ok(()) => {
            let form = FormState { done: Some(Done::SessionsEnded), ..FormState::default() };
            account_page(&state, &user.actor, &session, frame, form, StatusCode::OK).await
        }
        Err(error) => failure(frame, error).await,
    }
}
