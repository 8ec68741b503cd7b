//! Projects: the list, and what can be done with a whole project.

use serde::{Deserialize, Serialize};

use super::ProjectId;
#[cfg(feature = "ssr")]
use super::ScenarioId;
#[cfg(feature = "ssr")]
use super::{Actor, AppError};

/// A project as its card shows it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ProjectCard {
    /// Which project.
    pub id: ProjectId,
    /// Name of the project.
    pub name: String,
    /// Place of the project; may be empty.
    pub place: String,
    /// Buildings in its first scenario.
    pub buildings: usize,
    /// Annual energy of all demands, kWh; `None` if it cannot be calculated.
    pub annual_kwh: Option<f64>,
    /// Total load, mean of each of 73 periods of five days, kW.
    pub sparkline_kw: Vec<f64>,
    /// When it was last changed: seconds since 1970, UTC.
    pub changed_at_s: i64,
}

/// What may be done with a project by whoever looks at it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ProjectRole {
    /// Look at everything.
    View,
    /// Also comment.
    Comment,
    /// Change site, scenarios and profiles.
    Edit,
    /// Also rename, share and delete.
    Manage,
}

impl ProjectRole {
    /// Every role, the least first.
    pub const ALL: [Self; 4] = [Self::View, Self::Comment, Self::Edit, Self::Manage];

    /// The name used in forms and in the database.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::View => "view",
            Self::Comment => "comment",
            Self::Edit => "edit",
            Self::Manage => "manage",
        }
    }

    /// The role with this [`key`](Self::key).
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.key() == key)
    }
}

/// What the server does with projects.
#[cfg(feature = "ssr")]
#[async_trait::async_trait]
pub trait ProjectApi: Send + Sync {
    /// The projects that the actor may see, last changed first.
    async fn list(&self, actor: &Actor) -> Result<Vec<ProjectCard>, AppError>;
    /// Creates an empty project.
    async fn create(&self, actor: &Actor, name: &str, place: &str) -> Result<ProjectId, AppError>;
    /// Creates a project from a project file.
    ///
    /// # Errors
    /// [`AppError::Invalid`] naming the line or field.
    async fn import(&self, actor: &Actor, file: &[u8]) -> Result<ProjectId, AppError>;
    /// Creates the sample district.
    async fn create_sample(&self, actor: &Actor) -> Result<ProjectId, AppError>;
    /// The project as an open project file (JSON).
    async fn export(&self, actor: &Actor, project: ProjectId) -> Result<Vec<u8>, AppError>;
    /// Copies a project under the name «… (copy)» in the language of the account.
    async fn duplicate(&self, actor: &Actor, project: ProjectId, name: &str) -> Result<ProjectId, AppError>;
    /// Renames a project.
    async fn rename(&self, actor: &Actor, project: ProjectId, name: &str) -> Result<(), AppError>;
    /// Deletes a project with all its scenarios, profiles and its data key. `typed_name` must be the name.
    async fn delete(&self, actor: &Actor, project: ProjectId, typed_name: &str) -> Result<(), AppError>;
    /// One card.
    async fn card(&self, actor: &Actor, project: ProjectId) -> Result<ProjectCard, AppError>;
    /// The scenario that opens with the project.
    async fn first_scenario(&self, actor: &Actor, project: ProjectId) -> Result<ScenarioId, AppError>;
}
