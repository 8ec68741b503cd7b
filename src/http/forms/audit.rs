//! The audit log: pages, reviews, the file.

use app::api::audit::AuditFilter;
use app::page::Problem;
use app::pages::Page;
use app::routes;
use axum::Form;
use axum::extract::{Query, State};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse as _, Redirect, Response};
use engine::limits::LimitError;
use serde::Deserialize;

use super::{Answer, name_problem};
use crate::http::HttpState;
use crate::http::caller::SignedIn;
use crate::http::export::attachment;
use crate::http::pages::failure;
use crate::http::render::{self, Frame};
use crate::services::audit::{EXPORTED_MAX, ExportRefusal, Part, ReviewRefusal};

/// Security events on a page of the own account.
const OWN_EVENTS: u32 = 50;

/// What the form that signs an event off sends.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::http) struct ReviewFields {
    event: String,
    note: String,
}

/// Where the page of the own events begins.
#[derive(Deserialize)]
pub(in crate::http) struct Before {
    before: Option<i64>,
}

/// Audit log of the organisation.
pub(in crate::http) async fn of_organisation(
    State(state): State<HttpState>,
    user: SignedIn,
    Query(filter): Query<AuditFilter>,
    frame: Frame,
) -> Response {
    show(&state, &user, Part::Organisation, filter, frame, Answer::default(), StatusCode::OK).await
}

/// Audit log of the instance.
pub(in crate::http) async fn of_instance(
    State(state): State<HttpState>,
    user: SignedIn,
    Query(filter): Query<AuditFilter>,
    frame: Frame,
) -> Response {
    show(&state, &user, Part::Instance, filter, frame, Answer::default(), StatusCode::OK).await
}

/// Signs an event of the organisation off.
pub(in crate::http) async fn review_of_organisation(
    State(state): State<HttpState>,
    user: SignedIn,
    frame: Frame,
    Form(fields): Form<ReviewFields>,
) -> Response {
    review(&state, &user, Part::Organisation, frame, fields).await
}

/// Signs an event of the instance off.
pub(in crate::http) async fn review_of_instance(
    State(state): State<HttpState>,
    user: SignedIn,
    frame: Frame,
    Form(fields): Form<ReviewFields>,
) -> Response {
    review(&state, &user, Part::Instance, frame, fields).await
}

/// Audit log of the organisation as a file.
pub(in crate::http) async fn export_of_organisation(
    State(state): State<HttpState>,
    user: SignedIn,
    Query(filter): Query<AuditFilter>,
    frame: Frame,
) -> Response {
    export(&state, &user, Part::Organisation, filter, frame).await
}

/// Audit log of the instance as a file.
pub(in crate::http) async fn export_of_instance(
    State(state): State<HttpState>,
    user: SignedIn,
    Query(filter): Query<AuditFilter>,
    frame: Frame,
) -> Response {
    export(&state, &user, Part::Instance, filter, frame).await
}

/// What concerned the security of the own account.
pub(in crate::http) async fn own(
    State(state): State<HttpState>,
    user: SignedIn,
    Query(Before { before }): Query<Before>,
    frame: Frame,
) -> Response {
    match state.services.audit().own(&user.actor, before, OWN_EVENTS).await {
        Ok(own) => render::page(frame, Page::AccountEvents(own, before.is_none()), StatusCode::OK).await,
        Err(error) => failure(frame, error).await,
    }
}

const fn path(part: Part) -> &'static str {
    match part {
        Part::Organisation => routes::AUDIT,
        Part::Instance => routes::INSTANCE_AUDIT,
    }
}

async fn show(
    state: &HttpState,
    user: &SignedIn,
    part: Part,
    filter: AuditFilter,
    frame: Frame,
    answer: Answer,
    status: StatusCode,
) -> Response {
    match state.services.audit().view(&user.actor, part, filter).await {
        Ok(log) => render::page(frame, Page::Audit(Box::new(log), answer.form), status).await,
        Err(error) => failure(frame, error).await,
    }
}

async fn review(
    state: &HttpState,
    user: &SignedIn,
    part: Part,
    frame: Frame,
    fields: ReviewFields,
) -> Response {
    let ReviewFields { event, note } = fields;
    let frame = frame.at(path(part));
    let problem = match event.parse::<i64>() {
        Ok(number) => match state.services.audit().review(&user.actor, part, number, &note).await {
            Ok(()) => return Redirect::to(path(part)).into_response(),
            Err(ReviewRefusal::Note(LimitError::NameEmpty)) => Problem::NoteMissing,
            Err(ReviewRefusal::Note(error)) => name_problem(&error),
            Err(ReviewRefusal::OwnEvent) => Problem::OwnEvent,
            Err(ReviewRefusal::Reviewed) => Problem::Reviewed,
            Err(ReviewRefusal::Other(error)) => return failure(frame, error).await,
        },
        Err(_) => return failure(frame, app::api::AppError::NotFound).await,
    };
    let answer = Answer::new([("event", event), ("note", note)]);
    let answer = answer.problem("note", problem.clone()).problem("", problem);
    let status = answer.status();
    show(state, user, part, AuditFilter::default(), frame, answer, status).await
}

async fn export(
    state: &HttpState,
    user: &SignedIn,
    part: Part,
    filter: AuditFilter,
    frame: Frame,
) -> Response {
    // Whoever has to prove first who they are comes back to the page from which the file is asked for.
    let page = format!("{}{}", path(part), filter.query());
    let locale = frame.context.locale;
    match state.services.audit().export(&user.actor, part, &filter, locale).await {
        Ok(file) => {
            let mut response = file.into_response();
            let headers = response.headers_mut();
            headers.insert(CONTENT_TYPE, HeaderValue::from_static("text/csv; charset=utf-8"));
            if let Ok(disposition) = HeaderValue::try_from(attachment("audit-log", "csv")) {
                headers.insert(CONTENT_DISPOSITION, disposition);
            }
            response
        }
        Err(ExportRefusal::TooMany) => {
            let answer = Answer::default().problem("", Problem::TooManyEvents(EXPORTED_MAX));
            let status = answer.status();
            show(state, user, part, filter, frame.at(path(part)), answer, status).await
        }
        Err(ExportRefusal::Other(error)) => failure(frame.at(&page), error).await,
    }
}
