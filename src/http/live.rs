//! What happens in a project, as a stream of server-sent events. It says that there is something new, and who is
//! there; the edits themselves are asked for as ever.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use app::api::{Actor, AppError, ProjectId, Revision, ScenarioId};
use axum::Extension;
use axum::extract::{Path, State};
use axum::http::{HeaderName, HeaderValue};
use axum::response::sse::{Event, Sse};
use axum::response::{IntoResponse as _, Response};
use futures::Stream;

use super::HttpState;
use super::api::error_response;
use super::caller::Visitor;
use super::pages::parse_project;
use crate::identity::sessions::RequestSessions;
use crate::live::{News, Person, Visit};

/// How often a quiet line is looked after: whether somebody is there, and still may be.
const HEARTBEAT: Duration = Duration::from_secs(10);

/// An open line.
struct Line {
    state: HttpState,
    sessions: Arc<RequestSessions>,
    actor: Actor,
    project: ProjectId,
    visit: Visit,
}

/// Opens the line of a page.
pub(super) async fn stream(
    State(state): State<HttpState>,
    Extension(sessions): Extension<Arc<RequestSessions>>,
    visitor: Visitor,
    Path(project): Path<String>,
) -> Response {
    match open(state, sessions, visitor, &project).await {
        Ok(line) => {
            let mut response = Sse::new(events(line)).into_response();
            // Proxies that collect answers would hold every event back.
            let unbuffered = (HeaderName::from_static("x-accel-buffering"), HeaderValue::from_static("no"));
            response.headers_mut().insert(unbuffered.0, unbuffered.1);
            response
        }
        Err(error) => error_response(&error).into_response(),
    }
}

async fn open(
    state: HttpState,
    sessions: Arc<RequestSessions>,
    visitor: Visitor,
    project: &str,
) -> Result<Line, AppError> {
    let (Some(actor), Some(viewer)) = (visitor.actor, visitor.viewer) else {
        return Err(AppError::NotSignedIn);
    };
    let context = state.services.context();
    let project = parse_project(project)?;
    context.access(&actor, project).await?;
    let person = Person { account: actor.account.0, name: viewer.name };
    let visit = context.live.enter(project.0, person);
    let visit = visit.map_err(|_full| AppError::TooManyRequests { retry_after_s: 60 })?;
    Ok(Line { state, sessions, actor, project, visit })
}

fn events(line: Line) -> impl Stream<Item = Result<Event, Infallible>> {
    futures::stream::unfold(line, async |mut line| {
        let event = match tokio::time::timeout(HEARTBEAT, line.visit.news()).await {
            Ok(news) => message(&news, &line.actor),
            Err(_) => Event::default().comment("still here"),
        };
        // Whoever may not see the project any more hears nothing more of it.
        line.is_open().await.then_some((Ok(event), line))
    })
}

fn message(news: &News, actor: &Actor) -> Event {
    let others = news.people.iter().filter(|person| person.account != actor.account.0);
    let message = app::api::live::News {
        revisions: news
            .revisions
            .iter()
            .map(|(id, revision)| (ScenarioId(*id), Revision(*revision)))
            .collect(),
        library: news.library,
        others: others.map(|person| person.name.clone()).collect(),
    };
    Event::default().json_data(message).unwrap_or_default()
}

impl Line {
    /// Whether the session goes on and still opens the project. The line itself is no use of the session: a page
    /// that nobody looks at does not keep it alive.
    async fn is_open(&self) -> bool {
        let session = self.sessions.is_open().await.unwrap_or(false);
        session && self.state.services.context().access(&self.actor, self.project).await.is_ok()
    }
}
