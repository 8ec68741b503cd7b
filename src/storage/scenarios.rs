//! Scenarios and the history of their edits.

use app::api::{AccountId, BatchId, Revision, ScenarioId};
use engine::edit::Edit;
use engine::plan::{Plan, Scenario};
use serde::{Deserialize, Serialize};
use sqlx::SqliteConnection;
use uuid::Uuid;

use super::projects::project_row;
use super::sealed::{Row, revision};
use super::{Store, StoreError};
use crate::vault::Ring;
use crate::witness::ProjectAccess;

/// Repository of scenarios.
pub struct Scenarios<'a>(pub(super) &'a Store);

/// A scenario with the site of its project, at one moment.
#[derive(Clone, Debug, PartialEq)]
pub struct PlanState {
    /// Which scenario.
    pub scenario: ScenarioId,
    /// Batches of edits that the scenario has seen.
    pub revision: Revision,
    /// Changes that the project has seen.
    pub project_revision: u32,
    /// When the project was last changed: seconds since 1970.
    pub changed_at_s: i64,
    /// Site and scenario.
    pub plan: Plan,
}

/// A scenario to be made.
pub struct NewScenario {
    /// Which scenario.
    pub id: ScenarioId,
    /// Its buildings.
    pub body: Scenario,
}

/// A batch of edits in the history.
#[derive(Clone, Debug, PartialEq)]
pub struct HistoryEntry {
    /// The revision that contains the batch.
    pub revision: Revision,
    /// Which batch.
    pub batch: BatchId,
    /// Who sent it.
    pub account: AccountId,
    /// The edits that were applied, in order.
    pub edits: Vec<Edit>,
    /// Positions in the batch, as it was sent, of edits that were not applied.
    pub dropped: Vec<usize>,
}

/// A new state to be stored.
pub struct Commit<'a> {
    /// The state that the new one was made from.
    pub from: &'a PlanState,
    /// The new site and scenario.
    pub plan: &'a Plan,
    /// Which batch made it.
    pub batch: BatchId,
    /// The edits that were applied.
    pub edits: &'a [Edit],
    /// Positions of edits that were not applied.
    pub dropped: &'a [usize],
    /// Seconds since 1970.
    pub now_s: i64,
}

/// What became of a commit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Committed {
    /// Stored as this revision.
    Stored(Revision),
    /// Somebody else was faster; nothing was stored.
    Stale,
}

#[derive(Serialize, Deserialize)]
struct SealedEdits {
    edits: Vec<Edit>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    dropped: Vec<usize>,
}

type PlanRow = (Uuid, i64, Vec<u8>, i64, i64, Vec<u8>);
type EditRow = (i64, Uuid, Uuid, Vec<u8>);

impl Scenarios<'_> {
    /// The first scenario of a project.
    ///
    /// # Errors
    /// The database fails.
    pub async fn first(&self, access: &ProjectAccess) -> Result<Option<PlanState>, StoreError> {
        let row: Option<PlanRow> = sqlx::query_as(
            "select scenario_id, scenarios.revision, body, projects.revision, changed_at, site
             from scenarios join projects using (project_id)
             where project_id = ? and organisation_id = ? order by position limit 1",
        )
        .bind(access.project().0)
        .bind(access.organisation().0)
        .fetch_optional(self.0.data.reader())
        .await?;
        self.open(access, row).await
    }

    /// A scenario of a project.
    ///
    /// # Errors
    /// The database fails.
    pub async fn find(
        &self,
        access: &ProjectAccess,
        scenario: ScenarioId,
    ) -> Result<Option<PlanState>, StoreError> {
        let row: Option<PlanRow> = sqlx::query_as(
            "select scenario_id, scenarios.revision, body, projects.revision, changed_at, site
             from scenarios join projects using (project_id)
             where scenario_id = ? and project_id = ? and organisation_id = ?",
        )
        .bind(scenario.0)
        .bind(access.project().0)
        .bind(access.organisation().0)
        .fetch_optional(self.0.data.reader())
        .await?;
        self.open(access, row).await
    }

    /// Every scenario of a project, in order.
    ///
    /// # Errors
    /// The database fails.
    pub async fn all(&self, access: &ProjectAccess) -> Result<Vec<PlanState>, StoreError> {
        let rows: Vec<PlanRow> = sqlx::query_as(
            "select scenario_id, scenarios.revision, body, projects.revision, changed_at, site
             from scenarios join projects using (project_id)
             where project_id = ? and organisation_id = ? order by position",
        )
        .bind(access.project().0)
        .bind(access.organisation().0)
        .fetch_all(self.0.data.reader())
        .await?;
        let mut states = Vec::with_capacity(rows.len());
        for row in rows {
            states.extend(self.open(access, Some(row)).await?);
        }
        Ok(states)
    }

    /// The newest revision of a scenario.
    ///
    /// # Errors
    /// The database fails.
    pub async fn revision(
        &self,
        access: &ProjectAccess,
        scenario: ScenarioId,
    ) -> Result<Option<Revision>, StoreError> {
        let newest: Option<i64> = sqlx::query_scalar(
            "select scenarios.revision from scenarios join projects using (project_id)
             where scenario_id = ? and project_id = ? and organisation_id = ?",
        )
        .bind(scenario.0)
        .bind(access.project().0)
        .bind(access.organisation().0)
        .fetch_optional(self.0.data.reader())
        .await?;
        newest.map(|newest| Ok(Revision(revision(newest)?))).transpose()
    }

    /// Stores a new state if nobody has stored another one since `from`.
    ///
    /// # Errors
    /// The database fails.
    pub async fn commit(&self, access: &ProjectAccess, commit: &Commit<'_>) -> Result<Committed, StoreError> {
        let (project, scenario) = (access.project().0, commit.from.scenario.0);
        let ring = self.0.project_ring(project).await?;
        let next = commit.from.revision.0 + 1;
        let site = project_row(access, &project).seal(&ring, "site", &commit.plan.site)?;
        let body = scenario_row(access, &scenario).seal(&ring, "body", &commit.plan.scenario)?;
        let edits = SealedEdits { edits: commit.edits.to_vec(), dropped: commit.dropped.to_vec() };
        let edits = edit_row(access, &edit_key(scenario, next)).seal(&ring, "edits", &edits)?;

        let mut transaction = self.0.data.begin().await?;
        let project_changed = sqlx::query(
            "update projects set site = ?, revision = revision + 1, changed_at = ?
             where project_id = ? and organisation_id = ? and revision = ?",
        )
        .bind(site)
        .bind(commit.now_s)
        .bind(project)
        .bind(access.organisation().0)
        .bind(i64::from(commit.from.project_revision))
        .execute(&mut *transaction)
        .await?;
        let scenario_changed = sqlx::query(
            "update scenarios set body = ?, revision = ? where scenario_id = ? and project_id = ? and revision = ?",
        )
        .bind(body)
        .bind(i64::from(next))
        .bind(scenario)
        .bind(project)
        .bind(i64::from(commit.from.revision.0))
        .execute(&mut *transaction)
        .await?;
        if project_changed.rows_affected() != 1 || scenario_changed.rows_affected() != 1 {
            return Ok(Committed::Stale);
        }
        sqlx::query(
            "insert into scenario_edits (scenario_id, revision, batch_id, account_id, edits, edited_at)
             values (?, ?, ?, ?, ?, ?)",
        )
        .bind(scenario)
        .bind(i64::from(next))
        .bind(commit.batch.0)
        .bind(access.account().0)
        .bind(edits)
        .bind(commit.now_s)
        .execute(&mut *transaction)
        .await?;
        transaction.commit().await?;
        Ok(Committed::Stored(Revision(next)))
    }

    /// The batches after a revision, in order.
    ///
    /// # Errors
    /// The database fails.
    pub async fn history(
        &self,
        access: &ProjectAccess,
        scenario: ScenarioId,
        after: Revision,
    ) -> Result<Vec<HistoryEntry>, StoreError> {
        let rows: Vec<EditRow> = sqlx::query_as(
            "select scenario_edits.revision, batch_id, account_id, edits
             from scenario_edits join scenarios using (scenario_id)
             where scenario_id = ? and project_id = ? and scenario_edits.revision > ?
             order by scenario_edits.revision",
        )
        .bind(scenario.0)
        .bind(access.project().0)
        .bind(i64::from(after.0))
        .fetch_all(self.0.data.reader())
        .await?;
        let ring = self.0.project_ring(access.project().0).await?;
        rows.into_iter().map(|row| open_entry(access, &ring, scenario, row)).collect()
    }

    /// The batch with an id, if the scenario has seen it.
    ///
    /// # Errors
    /// The database fails.
    pub async fn batch(
        &self,
        access: &ProjectAccess,
        scenario: ScenarioId,
        batch: BatchId,
    ) -> Result<Option<HistoryEntry>, StoreError> {
        let row: Option<EditRow> = sqlx::query_as(
            "select scenario_edits.revision, batch_id, account_id, edits
             from scenario_edits join scenarios using (scenario_id)
             where scenario_id = ? and project_id = ? and batch_id = ?",
        )
        .bind(scenario.0)
        .bind(access.project().0)
        .bind(batch.0)
        .fetch_optional(self.0.data.reader())
        .await?;
        let ring = self.0.project_ring(access.project().0).await?;
        row.map(|row| open_entry(access, &ring, scenario, row)).transpose()
    }

    pub(super) async fn insert(
        &self,
        connection: &mut SqliteConnection,
        access: &ProjectAccess,
        ring: &Ring,
        position: i64,
        new: &NewScenario,
        now_s: i64,
    ) -> Result<(), StoreError> {
        sqlx::query(
            "insert into scenarios (scenario_id, project_id, position, revision, body, created_at)
             values (?, ?, ?, 0, ?, ?)",
        )
        .bind(new.id.0)
        .bind(access.project().0)
        .bind(position)
        .bind(scenario_row(access, &new.id.0).seal(ring, "body", &new.body)?)
        .bind(now_s)
        .execute(connection)
        .await?;
        Ok(())
    }

    async fn open(
        &self,
        access: &ProjectAccess,
        row: Option<PlanRow>,
    ) -> Result<Option<PlanState>, StoreError> {
        let Some((scenario, scenario_revision, body, project_revision, changed_at_s, site)) = row else {
            return Ok(None);
        };
        let project = access.project().0;
        let ring = self.0.project_ring(project).await?;
        let plan = Plan {
            site: project_row(access, &project).open(&ring, "site", &site)?,
            scenario: scenario_row(access, &scenario).open(&ring, "body", &body)?,
        };
        Ok(Some(PlanState {
            scenario: ScenarioId(scenario),
            revision: Revision(revision(scenario_revision)?),
            project_revision: revision(project_revision)?,
            changed_at_s,
            plan,
        }))
    }
}

fn open_entry(
    access: &ProjectAccess,
    ring: &Ring,
    scenario: ScenarioId,
    (number, batch, account, edits): EditRow,
) -> Result<HistoryEntry, StoreError> {
    let number = revision(number)?;
    let SealedEdits { edits, dropped } =
        edit_row(access, &edit_key(scenario.0, number)).open(ring, "edits", &edits)?;
    let (revision, batch, account) = (Revision(number), BatchId(batch), AccountId(account));
    Ok(HistoryEntry { revision, batch, account, edits, dropped })
}

const fn scenario_row<'a>(access: &ProjectAccess, scenario: &'a Uuid) -> Row<'a> {
    Row {
        tenant: access.organisation().0,
        project: access.project().0,
        table: "scenarios",
        key: scenario.as_bytes(),
    }
}

const fn edit_row<'a>(access: &ProjectAccess, key: &'a [u8; 20]) -> Row<'a> {
    Row { tenant: access.organisation().0, project: access.project().0, table: "scenario_edits", key }
}

fn edit_key(scenario: Uuid, revision: u32) -> [u8; 20] {
    let mut key = [0; 20];
    key[..16].copy_from_slice(scenario.as_bytes());
    key[16..].copy_from_slice(&revision.to_be_bytes());
    key
}
