//! Charts that the server draws: for the first paint, without JavaScript, and for print.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use app::api::account::Theme;
use app::api::{Actor, AppError, ScenarioId};
use axum::extract::{Path, Query, State};
use axum::http::HeaderValue;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse as _, Response};
use chart::ChartKind;
use serde::Deserialize;
use words::Language;

use super::HttpState;
use super::caller::{SignedIn, Visitor};
use super::pages::{failure, parse_project};
use super::render::Frame;
use crate::identity::limits::Action as Attempted;
use crate::jobs::Kind;

/// Width and height of a chart, CSS pixels.
const SIZE: (f64, f64) = (960.0, 420.0);
/// Beyond this many charts all are forgotten.
const REMEMBERED: usize = 200;

/// Charts that were drawn lately, for the state of the project they show.
#[derive(Default)]
pub struct ChartCache(Mutex<HashMap<ChartKey, Arc<str>>>);

#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct ChartKey {
    scenario: ScenarioId,
    project_revision: u32,
    kind: ChartKind,
    dark: bool,
    locale: Language,
}

/// How a chart looks.
#[derive(Deserialize)]
pub(super) struct Look {
    theme: Option<String>,
    lang: Option<String>,
}

impl Look {
    /// What is asked for, else what the visitor prefers.
    pub(super) fn of(&self, visitor: &Visitor) -> (Theme, Language) {
        let theme = self.theme.as_deref().and_then(Theme::from_key).unwrap_or(visitor.theme);
        let locale = self.lang.as_deref().and_then(Language::from_tag).unwrap_or(visitor.locale);
        (theme, locale)
    }
}

/// A chart of the first scenario as SVG.
pub(super) async fn svg(
    State(state): State<HttpState>,
    user: SignedIn,
    Path((project, file)): Path<(String, String)>,
    Query(look): Query<Look>,
    frame: Frame,
) -> Response {
    match draw(&state, &user, &project, &file, &look).await {
        Ok(svg) => {
            let mut response = svg.to_string().into_response();
            let kind = HeaderValue::from_static("image/svg+xml; charset=utf-8");
            response.headers_mut().insert(CONTENT_TYPE, kind);
            response
        }
        Err(error) => failure(frame, error).await,
    }
}

async fn draw(
    state: &HttpState,
    user: &SignedIn,
    project: &str,
    file: &str,
    look: &Look,
) -> Result<Arc<str>, AppError> {
    let actor: &Actor = &user.actor;
    let project = parse_project(project)?;
    let kind = file.strip_suffix(".svg").and_then(ChartKind::from_key).ok_or(AppError::NotFound)?;
    let (theme, locale) = look.of(&user.visitor);
    let projects = state.services.project_service();
    let plan_state = projects.state(actor, project).await?;
    let (scenario, project_revision) = (plan_state.scenario, plan_state.project_revision);
    let key = ChartKey { scenario, project_revision, kind, dark: theme == Theme::Dark, locale };
    let drawn = state.charts.0.lock().expect("no holder of the lock panics").get(&key).cloned();
    if let Some(svg) = drawn {
        return Ok(svg);
    }
    state.services.context().spend(Attempted::Calculate, actor).await?;
    let inputs = projects.inputs(actor, project, &plan_state).await?;
    let made = state.services.context().work(Kind::Calculation, actor, move |_| {
        let plan = plan_state.plan;
        let district = engine::district::calculate(&plan, &inputs.weather, &inputs.profiles);
        let model = inputs.load_model(&plan, &district, locale);
        let colours = if key.dark { chart::scene::Theme::DARK } else { chart::scene::Theme::LIGHT };
        chart::render::svg(&model, kind, SIZE, &colours, locale)
    });
    let svg: Arc<str> = made.await?.into();
    let mut remembered = state.charts.0.lock().expect("no holder of the lock panics");
    if remembered.len() >= REMEMBERED {
        remembered.clear();
    }
    remembered.insert(key, Arc::clone(&svg));
    Ok(svg)
}
