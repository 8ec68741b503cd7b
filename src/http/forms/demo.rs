//! Signing in to the demonstration.

use app::api::{Actor, AppError};
use app::routes;
use axum::Form;
use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect, Response};
use tower_sessions::Session;

use super::NoFields;
use crate::audit::Action;
use crate::http::HttpState;
use crate::http::caller::{Visitor, begin_session};
use crate::http::pages::failure;
use crate::http::render::Frame;
use crate::identity::limits::Action as Attempted;
use crate::identity::sessions::Method;

/// Signs in without a password, if the server was started for a demonstration, and opens the sample.
pub(in crate::http) async fn submit(
    State(state): State<HttpState>,
    session: Session,
    visitor: Visitor,
    frame: Frame,
    _: Form<NoFields>,
) -> Response {
    match sign_in(&state, &session, &visitor).await {
        Ok(target) => Redirect::to(&target).into_response(),
        Err(error) => failure(frame, error).await,
    }
}

async fn sign_in(state: &HttpState, session: &Session, visitor: &Visitor) -> Result<String, AppError> {
    if !state.surface.demo {
        return Err(AppError::NotFound);
    }
    let context = state.services.context();
    // Each visit is kept for a while, in the log and as a session.
    _ = context.attempt(Attempted::Begin, visitor.caller(), None).await?;
    let (actor, _) = state.services.account_service().demo(&visitor.request_id).await?;
    let actor = Actor { address: Some(visitor.address), ..actor };
    context.record(&context.event(Action::LoginSuccess, &actor).fact("factor", "demonstration")).await?;
    begin_session(state, session, visitor, actor.account, &[Method::Demo], None).await?;
    // Straight to the example while it is the only project.
    let cards = state.backend.projects().list(&actor).await?;
    Ok(match cards.as_slice() {
        [card] => routes::project(card.id),
        _ => routes::PROJECTS.to_owned(),
    })
}
