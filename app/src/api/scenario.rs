//! Scenarios: opening one, changing it, hearing of changes by others.

use engine::edit::{Edit, Field};
use engine::plan::Plan;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::profile::{ProfileCard, WeatherCard};
use super::project::ProjectRole;
use super::{AppError, BatchId, ProjectId, Revision, ScenarioId};

/// Everything the workspace needs to start.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Workspace {
    /// Which project.
    pub project: ProjectId,
    /// Which scenario of it.
    pub scenario: ScenarioId,
    /// State of the scenario.
    pub revision: Revision,
    /// Site and buildings.
    pub plan: Plan,
    /// Load profiles kept with the project, without their series.
    pub profiles: Vec<ProfileCard>,
    /// Weather series kept with the project, without their series.
    pub weather: Vec<WeatherCard>,
    /// What the actor may do.
    pub role: ProjectRole,
}

/// Edits sent together, in order.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EditBatch {
    /// Made by the browser; the server applies a batch once, however often it arrives.
    pub id: BatchId,
    /// The revision on which the browser last agreed with the server.
    pub base: Revision,
    /// The edits.
    pub edits: Vec<Edit>,
}

/// What became of a batch.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct EditOutcome {
    /// The revision that contains the batch.
    pub revision: Revision,
    /// Edits by others since `base`, in order, which the server applied before the batch.
    pub missed: Vec<Edit>,
    /// Fields that both the batch and somebody else wrote since `base`; the batch has won.
    pub conflicts: Vec<Field>,
    /// Positions in the batch of edits that could no longer be applied, for example to a building that
    /// somebody else has removed.
    pub dropped: Vec<usize>,
}

/// What happened to a scenario since a revision.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Changes {
    /// The newest revision.
    pub revision: Revision,
    /// The edits from `since` to `revision`, in order.
    pub edits: Vec<Edit>,
    /// Load profiles kept with the project now.
    pub profiles: Vec<ProfileCard>,
    /// Weather series kept with the project now.
    pub weather: Vec<WeatherCard>,
}

/// What the server does with scenarios.
#[cfg(feature = "ssr")]
#[async_trait::async_trait]
pub trait ScenarioApi: Send + Sync {
    /// Opens the first scenario of a project.
    async fn open(&self, actor: &super::Actor, project: ProjectId) -> Result<Workspace, AppError>;
    /// Applies a batch on the newest state, stores it and appends it to the history.
    async fn edit(
        &self,
        actor: &super::Actor,
        project: ProjectId,
        scenario: ScenarioId,
        batch: EditBatch,
    ) -> Result<EditOutcome, AppError>;
    /// What happened since a revision.
    async fn changes(
        &self,
        actor: &super::Actor,
        project: ProjectId,
        scenario: ScenarioId,
        since: Revision,
    ) -> Result<Changes, AppError>;
}

/// Opens a project for work.
#[server(prefix = "/api", endpoint = "scenario/open", input = crate::json::PostJson, output = crate::json::PostJson)]
pub async fn open_workspace(project: ProjectId) -> Result<Workspace, AppError> {
    let (actor, backend) = super::caller()?;
    backend.scenarios().open(&actor, project).await
}

/// Sends edits.
#[server(prefix = "/api", endpoint = "scenario/edit", input = crate::json::PostJson, output = crate::json::PostJson)]
pub async fn send_edits(
    project: ProjectId,
    scenario: ScenarioId,
    batch: EditBatch,
) -> Result<EditOutcome, AppError> {
    let (actor, backend) = super::caller()?;
    backend.scenarios().edit(&actor, project, scenario, batch).await
}

/// Asks for edits by others.
#[server(prefix = "/api", endpoint = "scenario/changes", input = crate::json::PostJson, output = crate::json::PostJson)]
pub async fn fetch_changes(
    project: ProjectId,
    scenario: ScenarioId,
    since: Revision,
) -> Result<Changes, AppError> {
    let (actor, backend) = super::caller()?;
    backend.scenarios().changes(&actor, project, scenario, since).await
}
