//! Rendering a page inside its frame.

use std::collections::HashMap;
use std::mem::{self, Discriminant};
use std::num::NonZero;
use std::pin::Pin;
use std::sync::{Arc, LazyLock, RwLock};

use app::api::audit::AuditEvent;
use app::page::{FormState, PageContext};
use app::pages::Page;
use axum::body::{Body, Bytes};
use axum::extract::{FromRequestParts, Request};
use axum::http::header::{CONTENT_TYPE, RETRY_AFTER};
use axum::http::request::Parts;
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse as _, Response};
use futures::{Stream, StreamExt as _};
use leptos::nonce::Nonce;
use leptos::prelude::{RenderHtml as _, provide_context};
use tokio::sync::Semaphore;
use words::Language;

use super::HttpState;
use super::caller::Visitor;
use super::form_token::FormToken;
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
        // Its forms work again after the page was loaded anew.
        Self::new(state, Visitor::stranger(request), request.uri().path(), nonce, String::new())
    }

    fn new(state: &HttpState, visitor: Visitor, path: &str, nonce: String, form_token: String) -> Self {
        let context = PageContext {
            locale: visitor.locale,
            theme: visitor.theme,
            viewer: visitor.viewer,
            assets: app::page::Assets::clone(&state.site),
            path: path.to_owned(),
            form_token,
            now_s: state.services.context().clock.now_s(),
            demo: state.surface.demo,
            unread: 0,
            notices: Vec::new(),
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
        let form_token =
            parts.extensions.get::<FormToken>().map_or_else(String::new, |token| token.0.clone());
        let (unread, notices) = unread(state, &visitor).await;
        let mut frame = Self::new(state, visitor, parts.uri.path(), nonce, form_token);
        frame.context.unread = unread;
        frame.context.notices = notices;
        Ok(frame)
    }
}

/// What the visitor has not put away. A page is shown without it, too: the failure is in the log.
async fn unread(state: &HttpState, visitor: &Visitor) -> (u32, Vec<AuditEvent>) {
    let Some((actor, session)) = visitor.actor.as_ref().zip(visitor.authentication.as_ref()) else {
        return Default::default();
    };
    state.services.audit().notices(actor, &session.own_requests, session.put_away).await.unwrap_or_default()
}

/// Pages that are rendered at a time: as many as there are processors.
static RENDERING: LazyLock<Semaphore> =
    LazyLock::new(|| Semaphore::new(std::thread::available_parallelism().map_or(1, NonZero::get)));

/// What stands for the nonce and for the token of the forms in a page that is rendered for many.
const NONCE: &str = "@nonce@";
const FORM_TOKEN: &str = "@form-token@";
/// Beyond this many no further page is remembered; there are fewer.
const REMEMBERED: usize = 100;

/// Which page a crowd asks for, and all that it looks different by: [`NONCE`] and [`FORM_TOKEN`] aside, it is the
/// same for everybody who is not signed in.
#[derive(PartialEq, Eq, Hash)]
struct Common {
    page: Discriminant<Page>,
    path: String,
    locale: Language,
    theme: &'static str,
    demo: bool,
}

impl Common {
    /// `None` for a page that has something of its reader.
    fn of(context: &PageContext, page: &Page) -> Option<Self> {
        let is_common = match page {
            Page::Start | Page::Security => true,
            Page::SignIn(form, None) => *form == FormState::default(),
            _ => false,
        };
        (is_common && context.viewer.is_none()).then(|| Self {
            page: mem::discriminant(page),
            path: context.path.clone(),
            locale: context.locale,
            theme: context.theme.key(),
            demo: context.demo,
        })
    }
}

/// Pages that were rendered for many.
static COMMON: LazyLock<RwLock<HashMap<Common, Arc<str>>>> = LazyLock::new(RwLock::default);

/// Renders a page. Nothing in it is loaded later, so it is whole when the response begins.
pub(super) async fn page(frame: Frame, page: Page, status: StatusCode) -> Response {
    let retry_after_s = if let Page::TooManyRequests(seconds) = &page { Some(*seconds) } else { None };
    let html = match Common::of(&frame.context, &page) {
        Some(common) => rendered_once(common, frame, page).await,
        None => rendered(frame, page).await,
    };
    let mut response = (status, html).into_response();
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    if let Some(seconds) = retry_after_s {
        headers.insert(RETRY_AFTER, HeaderValue::from(seconds));
    }
    response
}

/// The page as it was rendered for the first who asked, with the nonce and the token of the one who asks now.
async fn rendered_once(common: Common, mut frame: Frame, page: Page) -> Bytes {
    let nonce = mem::replace(&mut frame.nonce, NONCE.to_owned());
    let form_token = mem::replace(&mut frame.context.form_token, FORM_TOKEN.to_owned());
    let known = COMMON.read().expect("no holder of the lock panics").get(&common).cloned();
    let html = match known {
        Some(html) => html,
        None => {
            let bytes = rendered(frame, page).await;
            let html: Arc<str> = std::str::from_utf8(&bytes).expect("a page is UTF-8").into();
            let mut remembered = COMMON.write().expect("no holder of the lock panics");
            if remembered.len() < REMEMBERED {
                remembered.insert(common, Arc::clone(&html));
            }
            html
        }
    };
    html.replace(NONCE, &nonce).replace(FORM_TOKEN, &form_token).into()
}

async fn rendered(frame: Frame, page: Page) -> Bytes {
    let turn = RENDERING.acquire().await.expect("the semaphore is never closed");
    // On one thread from the first view to the last clean-up: views hold values that may not leave the
    // thread on which they were made.
    let rendered = tokio::task::spawn_blocking(move || futures::executor::block_on(html(frame, page))).await;
    drop(turn);
    rendered.unwrap_or_else(|error| std::panic::resume_unwind(error.into_panic()))
}

async fn html(frame: Frame, page: Page) -> Bytes {
    let Frame { context, nonce } = frame;
    let nonce: Arc<str> = nonce.into();
    let response = leptos_axum::handle_response_inner(
        move || provide_context(Nonce::from_value(Arc::clone(&nonce))),
        move || app::document(context, page),
        // The renderer routes by the address; the pages here do not.
        Request::new(Body::empty()),
        |app, chunks, _| {
            Box::pin(async move {
                let stream: Pin<Box<dyn Stream<Item = String> + Send>> =
                    Box::pin(app.to_html_stream_in_order().chain(chunks()));
                stream
            })
        },
    )
    .await;
    let body = axum::body::to_bytes(response.into_body(), usize::MAX).await;
    body.expect("a page is text in memory, which cannot fail to be read")
}
