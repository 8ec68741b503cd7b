//! Rendering a page inside its frame.

use std::sync::Arc;

use app::page::PageContext;
use app::pages::Page;
use axum::extract::{FromRequestParts, Request};
use axum::http::header::{CONTENT_TYPE, RETRY_AFTER};
use axum::http::request::Parts;
use axum::http::{HeaderValue, StatusCode};
use axum::response::Response;
use futures::StreamExt as _;
use leptos::nonce::Nonce;
use leptos::prelude::{RenderHtml as _, provide_context};

use super::HttpState;
use super::caller::Visitor;
use super::headers::CspNonce;

/// What is around a page: language, viewer, addresses of files, nonce.
pub(super) struct Frame {
    pub context: PageContext,
    nonce: String,
}

impl Frame {
    /// The frame for somebody who is not signed in, or not yet known.
    pub fn of_stranger(state: &HttpState, request: &Request) -> Self {
        let nonce = request.extensions().get::<CspNonce>().map_or_else(String::new, |nonce| nonce.0.clone());
        Self::new(state, Visitor::stranger(request), request.uri().path(), nonce)
    }

    fn new(state: &HttpState, visitor: Visitor, path: &str, nonce: String) -> Self {
        let context = PageContext {
            locale: visitor.locale,
            theme: visitor.theme,
            viewer: visitor.viewer,
            assets: app::page::Assets::clone(&state.site),
            path: path.to_owned(),
            now_s: state.services.context().clock.now_s(),
            demo: state.demo,
        };
        Self { context, nonce }
    }

    /// The same frame with another path, for forms that come back on the page they were on.
    pub fn at(mut self, path: &str) -> Self {
        path.clone_into(&mut self.context.path);
        self
    }
}

impl FromRequestParts<HttpState> for Frame {
    type Rejection = StatusCode;

    async fn from_request_parts(parts: &mut Parts, state: &HttpState) -> Result<Self, StatusCode> {
        let visitor = Visitor::from_request_parts(parts, state).await?;
        let nonce = parts.extensions.get::<CspNonce>().map_or_else(String::new, |nonce| nonce.0.clone());
        Ok(Self::new(state, visitor, parts.uri.path(), nonce))
    }
}

/// Renders a page. Nothing in it is loaded later, so it is whole when the response begins.
pub(super) async fn page(frame: Frame, page: Page, status: StatusCode) -> Response {
    let Frame { context, nonce } = frame;
    let retry_after_s = if let Page::TooManyRequests(seconds) = &page { Some(*seconds) } else { None };
    // The renderer routes by the address; the pages here do not.
    let request = Request::new(axum::body::Body::empty());
    let nonce: Arc<str> = nonce.into();
    let mut response = leptos_axum::handle_response_inner(
        move || provide_context(Nonce::from_value(Arc::clone(&nonce))),
        move || app::document(context, page),
        request,
        |app, chunks, _| {
            Box::pin(async move {
                let app: std::pin::Pin<Box<dyn futures::Stream<Item = String> + Send>> =
                    Box::pin(app.to_html_stream_in_order().chain(chunks()));
                app
            })
        },
    )
    .await;
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    if let Some(seconds) = retry_after_s {
        headers.insert(RETRY_AFTER, HeaderValue::from(seconds));
    }
    response
}
