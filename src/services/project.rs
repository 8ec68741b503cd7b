//! Projects: the list, and what can be done with a whole project.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use app::api::member::OrganisationRole;
use app::api::project::{ProjectApi, ProjectCard};
use app::api::scenario::{EditBatch, Workspace};
use app::api::{Actor, AppError, BatchId, ProjectId, ScenarioId};
use async_trait::async_trait;
use engine::demand::DemandKind;
use engine::district::District;
use engine::edit::{Edit, EditError};
use engine::limits::{LIMITS, Quantity, check_name, check_text};
use engine::plan::Scenario;
use engine::project_file::ProjectFile;
use engine::site::Site;
use engine::time::CivilDate;

use super::access;
use super::{Context, OrInternal as _, inputs, scenario};
use crate::audit::Action;
use crate::identity::limits::Action as Attempted;
use crate::jobs::Kind;
use crate::storage::{NewProject, NewScenario, PlanState};
use crate::witness::ProjectAccess;

mod file;

/// Periods of the small graph of a card.
const SPARKLINE_PERIODS: usize = 73;
/// Hours of a period: five days.
const SPARKLINE_HOURS: usize = 120;
/// Beyond this many remembered calculations all are forgotten.
const REMEMBERED: usize = 2_000;

/// The service.
pub struct Projects {
    context: Arc<Context>,
    /// By scenario: for which state of the project the figures hold.
    figures: Mutex<HashMap<ScenarioId, (u32, Figures)>>,
}

#[derive(Clone)]
struct Figures {
    annual_kwh: Option<f64>,
    sparkline_kw: Vec<f64>,
}

impl Projects {
    pub(super) fn new(context: Arc<Context>) -> Self {
        Self { context, figures: Mutex::default() }
    }

    /// Weather and series that a state of the project refers to.
    ///
    /// # Errors
    /// [`AppError::NotFound`] without access.
    pub async fn inputs(
        &self,
        actor: &Actor,
        project: ProjectId,
        state: &PlanState,
    ) -> Result<inputs::Inputs, AppError> {
        let access = self.context.access(actor, project).await?;
        inputs::load(&self.context, actor, &access, &state.plan).await
    }

    /// The calculated plan of a project that was opened.
    ///
    /// # Errors
    /// [`AppError::NotFound`] without access.
    pub async fn district(&self, actor: &Actor, workspace: &Workspace) -> Result<Arc<District>, AppError> {
        let access = self.context.access(actor, workspace.project).await?;
        let inputs = inputs::load(&self.context, actor, &access, &workspace.plan).await?;
        let plan = workspace.plan.clone();
        let calculated = self.context.work(Kind::Calculation, actor, move |_| {
            Arc::new(engine::district::calculate(&plan, &inputs.weather, &inputs.profiles))
        });
        calculated.await
    }

    /// The newest state of the first scenario.
    ///
    /// # Errors
    /// [`AppError::NotFound`] without access.
    pub async fn state(&self, actor: &Actor, project: ProjectId) -> Result<PlanState, AppError> {
        let access = self.context.access(actor, project).await?;
        scenario::first_state(&self.context, actor, &access).await
    }

    async fn card_of(&self, actor: &Actor, access: &ProjectAccess) -> Result<ProjectCard, AppError> {
        let state = scenario::first_state(&self.context, actor, access).await?;
        let Figures { annual_kwh, sparkline_kw } = self.figures_of(actor, access, &state).await?;
        Ok(ProjectCard {
            id: access.project(),
            name: state.plan.site.name,
            place: state.plan.site.place,
            buildings: state.plan.scenario.buildings.len(),
            annual_kwh,
            sparkline_kw,
            changed_at_s: state.changed_at_s,
        })
    }

    async fn figures_of(
        &self,
        actor: &Actor,
        access: &ProjectAccess,
        state: &PlanState,
    ) -> Result<Figures, AppError> {
        let known = self.figures.lock().expect("no holder of the lock panics").get(&state.scenario).cloned();
        if let Some((revision, figures)) = known
            && revision == state.project_revision
        {
            return Ok(figures);
        }
        let inputs = inputs::load(&self.context, actor, access, &state.plan).await?;
        let plan = state.plan.clone();
        let calculated = self.context.work(Kind::Calculation, actor, move |_| {
            let district = engine::district::calculate(&plan, &inputs.weather, &inputs.profiles);
            let total_kw = district.total_kw(&DemandKind::ALL);
            let mean = |period: &[f64]| period.iter().sum::<f64>() / SPARKLINE_HOURS as f64;
            Figures {
                annual_kwh: Some(district.annual_kwh()).filter(|kwh| kwh.is_finite()),
                sparkline_kw: total_kw
                    .chunks_exact(SPARKLINE_HOURS)
                    .take(SPARKLINE_PERIODS)
                    .map(mean)
                    .collect(),
            }
        });
        let figures = calculated.await?;
        let mut remembered = self.figures.lock().expect("no holder of the lock panics");
        if remembered.len() >= REMEMBERED {
            remembered.clear();
        }
        remembered.insert(state.scenario, (state.project_revision, figures.clone()));
        Ok(figures)
    }

    async fn create_from_file(
        &self,
        actor: &Actor,
        document: ProjectFile,
        how: &'static str,
        from: Option<ProjectId>,
    ) -> Result<ProjectId, AppError> {
        let context = &self.context;
        require_member(actor)?;
        let project = ProjectId(context.ids.id());
        let access = access::created(actor, project);
        let contents = file::into_contents(document, &*context.ids);
        let new = NewProject {
            site: &contents.site,
            scenarios: &contents.scenarios,
            profiles: &contents.profiles,
            weather: &contents.weather,
            now_s: context.clock.now_s(),
        };
        let mut event = context.event(Action::SensitiveCreate, actor).on(project).fact("how", how);
        if let Some(from) = from {
            event = event.fact("project", from);
        }
        let created = context.store.projects().create(&access, &new, &context.instance.quotas, &event).await;
        created.or_internal(&actor.request_id)?;
        Ok(project)
    }
}

#[async_trait]
impl ProjectApi for Projects {
    async fn list(&self, actor: &Actor) -> Result<Vec<ProjectCard>, AppError> {
        let rows = self.context.store.projects().list(actor.account, actor.organisation).await;
        let mut cards = Vec::new();
        for row in rows.or_internal(&actor.request_id)? {
            match self.card_of(actor, &access::listed(actor, &row)).await {
                // Deleted since the list was read.
                Err(AppError::NotFound) => {}
                card => cards.push(card?),
            }
        }
        Ok(cards)
    }

    async fn create(&self, actor: &Actor, name: &str, place: &str) -> Result<ProjectId, AppError> {
        require_member(actor)?;
        let (name, place) = (name.trim(), place.trim());
        check_name(name)
            .and_then(|()| check_text(place))
            .map_err(|error| AppError::Edit { error: EditError::Limit { building: None, error } })?;
        let mut site = Site::new(name, this_year(self.context.clock.now_s()));
        place.clone_into(&mut site.place);
        let project = ProjectId(self.context.ids.id());
        let scenarios = [NewScenario { id: ScenarioId(self.context.ids.id()), body: Scenario::default() }];
        let now_s = self.context.clock.now_s();
        let new = NewProject { site: &site, scenarios: &scenarios, profiles: &[], weather: &[], now_s };
        let event = self.context.event(Action::SensitiveCreate, actor).on(project).fact("how", "empty");
        let access = access::created(actor, project);
        let quotas = &self.context.instance.quotas;
        let created = self.context.store.projects().create(&access, &new, quotas, &event).await;
        created.or_internal(&actor.request_id)?;
        Ok(project)
    }

    async fn import(&self, actor: &Actor, file: &[u8]) -> Result<ProjectId, AppError> {
        require_member(actor)?;
        let file = file.to_vec();
        // A document may need a multiple of the size of its file: its place is held until it is stored.
        let place = self.context.place(Kind::Import, actor).await?;
        let document = place.work(move |_| file::parse(&file)).await.or_internal(&actor.request_id)??;
        self.create_from_file(actor, document, "import", None).await
    }

    async fn create_sample(&self, actor: &Actor) -> Result<ProjectId, AppError> {
        self.create_from_file(actor, file::parse(inputs::SAMPLE_DISTRICT)?, "sample", None).await
    }

    async fn export(&self, actor: &Actor, project: ProjectId) -> Result<Vec<u8>, AppError> {
        let access = self.context.access(actor, project).await?;
        // Everything of a project at once: whoever sits down at an open browser does not carry it away.
        self.context.stepped_up(actor)?;
        self.context.spend(Attempted::Export, actor).await?;
        let document = file::collect(&self.context, actor, &access).await?;
        let request_id = actor.request_id.clone();
        let file =
            self.context.work(Kind::Export, actor, move |_| file::write(&document, &request_id)).await??;
        self.context.record(&self.context.event(Action::SensitiveExport, actor).on(project)).await?;
        Ok(file)
    }

    async fn duplicate(&self, actor: &Actor, project: ProjectId, name: &str) -> Result<ProjectId, AppError> {
        let access = self.context.access(actor, project).await?;
        require_member(actor)?;
        self.context.spend(Attempted::Export, actor).await?;
        let mut document = file::collect(&self.context, actor, &access).await?;
        check_name(name)
            .map_err(|error| AppError::Edit { error: EditError::Limit { building: None, error } })?;
        name.trim().clone_into(&mut document.site.name);
        self.create_from_file(actor, document, "copy", Some(project)).await
    }

    async fn rename(&self, actor: &Actor, project: ProjectId, name: &str) -> Result<(), AppError> {
        let access = self.context.access(actor, project).await?;
        access.require_manage()?;
        let state = scenario::first_state(&self.context, actor, &access).await?;
        // As an edit, so that whoever has the project open hears of it.
        let edits = vec![Edit::SetSiteName { name: name.trim().to_owned() }];
        let batch = EditBatch { id: BatchId(self.context.ids.id()), base: state.revision, edits };
        scenario::edit(&self.context, actor, &access, state.scenario, &batch).await?;
        let event = self.context.event(Action::SensitiveUpdate, actor).on(project).fact("what", "name");
        self.context.record(&event).await
    }

    async fn delete(&self, actor: &Actor, project: ProjectId, typed_name: &str) -> Result<(), AppError> {
        let access = self.context.access(actor, project).await?;
        access.require_manage()?;
        let state = scenario::first_state(&self.context, actor, &access).await?;
        if typed_name.trim() != state.plan.site.name.trim() {
            return Err(AppError::Invalid { field: "typed_name".to_owned() });
        }
        let fresh = self.context.stepped_up(actor)?;
        let event = self.context.event(Action::SensitiveDelete, actor).on(project);
        let deleted = self.context.store.projects().delete(&access, &fresh, &event).await;
        deleted.or_internal(&actor.request_id)?;
        self.figures.lock().expect("no holder of the lock panics").remove(&state.scenario);
        Ok(())
    }

    async fn card(&self, actor: &Actor, project: ProjectId) -> Result<ProjectCard, AppError> {
        let access = self.context.access(actor, project).await?;
        self.card_of(actor, &access).await
    }

    async fn first_scenario(&self, actor: &Actor, project: ProjectId) -> Result<ScenarioId, AppError> {
        Ok(self.state(actor, project).await?.scenario)
    }
}

/// Guests make no projects.
fn require_member(actor: &Actor) -> Result<(), AppError> {
    if actor.role >= OrganisationRole::Member { Ok(()) } else { Err(AppError::Forbidden) }
}

/// The calendar year of a moment, within the years that have a calendar.
fn this_year(now_s: i64) -> i32 {
    let limit = LIMITS[Quantity::ReferenceYear as usize];
    let year = CivilDate::from_days_since_1970(now_s.div_euclid(86_400)).year;
    f64::from(year).clamp(limit.min, limit.max) as i32
}
