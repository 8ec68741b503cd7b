//! What happens in a project right now.

use serde::{Deserialize, Serialize};

use super::{Revision, ScenarioId};

/// What a page hears over its open line: that something is new, not what.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct News {
    /// The newest revision of each scenario that was edited lately.
    pub revisions: Vec<(ScenarioId, Revision)>,
    /// Differs from before when load profiles or weather of the project have changed.
    pub library: u32,
    /// Names of the others who have the project open.
    pub others: Vec<String>,
}
