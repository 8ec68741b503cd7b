//! Signing out.

use app::routes;
use axum::Form;
use axum::extract::State;
use axum::http::HeaderValue;
use axum::response::{IntoResponse as _, Redirect, Response};
use tower_sessions::Session;

use super::NoFields;
use crate::http::HttpState;
use crate::http::caller::Visitor;
use crate::http::pages::failure;
use crate::http::render::Frame;
use crate::identity::sessions::Method;
use crate::services::internal;

/// Ends the session here and in the browser.
pub(in crate::http) async fn submit(
    State(state): State<HttpState>,
    session: Session,
    visitor: Visitor,
    frame: Frame,
    _: Form<NoFields>,
) -> Response {
    if let Some(actor) = &visitor.actor
        && let Err(error) = state.services.sessions().sign_out(actor, session.id()).await
    {
        return failure(frame, error).await;
    }
    let next = after(&state, &visitor).await;
    if let Err(error) = session.flush().await {
        return failure(frame, internal(&visitor.request_id, &error)).await;
    }
    let mut response = Redirect::to(&next).into_response();
    let everything = HeaderValue::from_static("\"cache\", \"cookies\", \"storage\"");
    response.headers_mut().insert("clear-site-data", everything);
    response
}

/// The start page; for whoever came through an identity provider the page that offers to sign out there, too.
async fn after(state: &HttpState, visitor: &Visitor) -> String {
    let by_provider = |methods: &[Method]| methods.contains(&Method::IdentityProvider);
    match &visitor.authentication {
        Some(authentication) if by_provider(&authentication.methods) => {
            let provider = state.services.sso().of_account(authentication.account, &visitor.request_id).await;
            let provider = provider.ok().flatten();
            provider.map_or_else(|| routes::START.to_owned(), |provider| routes::sso_signed_out(provider.id))
        }
        _ => routes::START.to_owned(),
    }
}
