//! Scenarios: opening one, changing it, hearing of changes by others.

use std::collections::BTreeSet;
use std::sync::Arc;

use app::api::profile::{ProfileCard, WeatherCard};
use app::api::scenario::{Changes, EditBatch, EditOutcome, ScenarioApi, Workspace};
use app::api::{Actor, AppError, ProjectId, Revision, ScenarioId};
use async_trait::async_trait;
use engine::demand::{Profile, ProfileId};
use engine::edit::{Edit, EditError, apply, touched};
use engine::limits::{CHANGES_MAX, LimitError};
use engine::plan::Plan;
use engine::site::{WeatherChoice, WeatherId};

use super::{Context, OrInternal as _, internal, profile};
use crate::storage::{Commit, Committed, HistoryEntry};
use crate::witness::ProjectAccess;

/// How often a batch is tried again when others are faster; each round somebody makes progress.
const ROUNDS: usize = 20;

/// The service.
pub struct Scenarios(Arc<Context>);

impl Scenarios {
    pub(super) const fn new(context: Arc<Context>) -> Self {
        Self(context)
    }
}

#[async_trait]
impl ScenarioApi for Scenarios {
    async fn open(&self, actor: &Actor, project: ProjectId) -> Result<Workspace, AppError> {
        let access = self.0.access(actor, project).await?;
        let state = self.0.store.scenarios().first(&access).await.or_internal(&actor.request_id)?;
        let state = state.ok_or(AppError::NotFound)?;
        let (profiles, weather) = cards(&self.0, actor, &access).await?;
        let (scenario, revision, plan, role) = (state.scenario, state.revision, state.plan, access.role());
        Ok(Workspace { project, scenario, revision, plan, profiles, weather, role })
    }

    async fn edit(
        &self,
        actor: &Actor,
        project: ProjectId,
        scenario: ScenarioId,
        batch: EditBatch,
    ) -> Result<EditOutcome, AppError> {
        let access = self.0.access(actor, project).await?;
        access.require_edit()?;
        edit(&self.0, actor, &access, scenario, &batch).await
    }

    async fn changes(
        &self,
        actor: &Actor,
        project: ProjectId,
        scenario: ScenarioId,
        since: Revision,
    ) -> Result<Changes, AppError> {
        let access = self.0.access(actor, project).await?;
        let scenarios = self.0.store.scenarios();
        let revision = scenarios.revision(&access, scenario).await.or_internal(&actor.request_id)?;
        let revision = revision.ok_or(AppError::NotFound)?;
        if since > revision {
            return Err(AppError::Invalid { field: "since".to_owned() });
        }
        let history = scenarios.history(&access, scenario, since).await.or_internal(&actor.request_id)?;
        // The history may be newer than the revision that was read before it.
        let revision = history.last().map_or(revision, |entry| entry.revision);
        let edits = history.into_iter().flat_map(|entry| entry.edits).collect();
        let (profiles, weather) = cards(&self.0, actor, &access).await?;
        Ok(Changes { revision, edits, profiles, weather })
    }
}

/// Applies a batch on the newest state and stores the result; again on a newer state if somebody was
/// faster.
pub(super) async fn edit(
    context: &Context,
    actor: &Actor,
    access: &ProjectAccess,
    scenario: ScenarioId,
    batch: &EditBatch,
) -> Result<EditOutcome, AppError> {
    check_size(&batch.edits)?;
    let scenarios = context.store.scenarios();
    for _ in 0..ROUNDS {
        let seen = scenarios.batch(access, scenario, batch.id).await.or_internal(&actor.request_id)?;
        if let Some(entry) = seen {
            return outcome(context, actor, access, scenario, batch, &entry).await;
        }
        let state = scenarios.find(access, scenario).await.or_internal(&actor.request_id)?;
        let state = state.ok_or(AppError::NotFound)?;
        if batch.base > state.revision {
            return Err(AppError::Invalid { field: "base".to_owned() });
        }
        check_references(context, actor, access, &batch.edits).await?;
        let applied = apply_all(&state.plan, &batch.edits)?;
        let commit = Commit {
            from: &state,
            plan: &applied.plan,
            batch: batch.id,
            edits: &applied.edits,
            dropped: &applied.dropped,
            now_s: context.clock.now_s(),
        };
        match scenarios.commit(access, &commit).await.or_internal(&actor.request_id)? {
            Committed::Stale => {}
            Committed::Stored(revision) => {
                context.live.edited(access.project().0, scenario.0, revision.0);
                let Applied { edits, dropped, .. } = applied;
                let entry =
                    HistoryEntry { revision, batch: batch.id, account: actor.account, edits, dropped };
                return outcome(context, actor, access, scenario, batch, &entry).await;
            }
        }
    }
    Err(AppError::TooManyRequests { retry_after_s: 1 })
}

struct Applied {
    plan: Plan,
    edits: Vec<Edit>,
    dropped: Vec<usize>,
}

/// Edits of buildings that are gone are dropped; anything else that is wrong refuses the whole batch.
fn apply_all(plan: &Plan, edits: &[Edit]) -> Result<Applied, AppError> {
    let mut applied =
        Applied { plan: plan.clone(), edits: Vec::with_capacity(edits.len()), dropped: Vec::new() };
    for (position, edit) in edits.iter().enumerate() {
        match apply(&mut applied.plan, edit) {
            Ok(()) => applied.edits.push(edit.clone()),
            Err(EditError::UnknownBuilding { .. }) => applied.dropped.push(position),
            Err(error) => return Err(AppError::Edit { error }),
        }
    }
    Ok(applied)
}

/// What the sender of a batch has to know: the same for its first and for every later arrival.
async fn outcome(
    context: &Context,
    actor: &Actor,
    access: &ProjectAccess,
    scenario: ScenarioId,
    batch: &EditBatch,
    entry: &HistoryEntry,
) -> Result<EditOutcome, AppError> {
    let history = context.store.scenarios().history(access, scenario, batch.base).await;
    let history = history.or_internal(&actor.request_id)?;
    let missed: Vec<Edit> = history
        .into_iter()
        .filter(|other| other.revision < entry.revision)
        .flat_map(|other| other.edits)
        .collect();
    let theirs: BTreeSet<_> = missed.iter().flat_map(touched).collect();
    let ours: BTreeSet<_> = entry.edits.iter().flat_map(touched).collect();
    let conflicts = ours.intersection(&theirs).copied().collect();
    Ok(EditOutcome { revision: entry.revision, missed, conflicts, dropped: entry.dropped.clone() })
}

fn check_size(edits: &[Edit]) -> Result<(), AppError> {
    let count = edits.iter().map(|edit| if let Edit::Batch { edits } = edit { edits.len() } else { 1 }).sum();
    if count > CHANGES_MAX {
        let error = LimitError::TooManyChanges { count, max: CHANGES_MAX };
        return Err(AppError::Edit { error: EditError::Limit { building: None, error } });
    }
    Ok(())
}

/// Profiles and weather series that the edits name must be kept with this project.
async fn check_references(
    context: &Context,
    actor: &Actor,
    access: &ProjectAccess,
    edits: &[Edit],
) -> Result<(), AppError> {
    let (profiles, weather) = references(edits);
    if !profiles.is_empty() {
        let known = context.store.profiles().list(access).await.or_internal(&actor.request_id)?;
        if !profiles.iter().all(|id| known.iter().any(|listed| listed.id == *id)) {
            return Err(AppError::Invalid { field: "profile".to_owned() });
        }
    }
    if !weather.is_empty() {
        let known = context.store.weather().list(access).await.or_internal(&actor.request_id)?;
        if !weather.iter().all(|id| known.iter().any(|(other, _)| other == id)) {
            return Err(AppError::Invalid { field: "weather".to_owned() });
        }
    }
    Ok(())
}

fn references(edits: &[Edit]) -> (BTreeSet<ProfileId>, BTreeSet<WeatherId>) {
    let (mut profiles, mut weather) = (BTreeSet::new(), BTreeSet::new());
    let mut note = |profile: Option<Profile>| {
        if let Some(Profile::Metered { profile, .. }) = profile {
            profiles.insert(profile);
        }
    };
    for edit in edits.iter().flat_map(|edit| match edit {
        Edit::Batch { edits } => edits.as_slice(),
        single => std::slice::from_ref(single),
    }) {
        match edit {
            Edit::SetProfile { profile, .. } => note(*profile),
            Edit::AddBuildings { buildings, .. } => {
                buildings
                    .iter()
                    .flat_map(|building| building.demands.values())
                    .for_each(|demand| note(demand.profile));
            }
            Edit::SetWeather { weather: WeatherChoice::Uploaded { weather: id } } => _ = weather.insert(*id),
            _ => {}
        }
    }
    (profiles, weather)
}

async fn cards(
    context: &Context,
    actor: &Actor,
    access: &ProjectAccess,
) -> Result<(Vec<ProfileCard>, Vec<WeatherCard>), AppError> {
    let profiles = context.store.profiles().list(access).await.or_internal(&actor.request_id)?;
    let weather = context.store.weather().list(access).await.or_internal(&actor.request_id)?;
    let profiles = profiles.into_iter().map(profile::profile_card).collect();
    let weather = weather.into_iter().map(|(id, card)| profile::weather_card(id, card)).collect();
    Ok((profiles, weather))
}

/// The state of the first scenario, which every project has.
pub(super) async fn first_state(
    context: &Context,
    actor: &Actor,
    access: &ProjectAccess,
) -> Result<crate::storage::PlanState, AppError> {
    let state = context.store.scenarios().first(access).await.or_internal(&actor.request_id)?;
    state.ok_or_else(|| internal(&actor.request_id, &"a project without a scenario"))
}
