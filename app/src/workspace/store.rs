//! The state of the workspace: the plan as shown, undo, and what is going on with the server.

use std::sync::Arc;

use engine::building::BuildingId;
use engine::demand::AnnualEnergy;
use engine::district::District;
use engine::edit::{Edit, EditError, apply, inverse};
use engine::plan::Plan;
use leptos::prelude::*;
use uuid::Uuid;
use words::Language;

use super::grid::{Column, Drafts};
use super::library::{Purpose, Target};
use super::queue::{News, Queue};
use crate::api::profile::{ProfileCard, WeatherCard};
use crate::api::project::ProjectRole;
use crate::api::scenario::Workspace;
use crate::api::{ProjectId, ScenarioId};
use crate::page::PageContext;

/// Whether everything is safe with the server.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SaveState {
    /// Everything has arrived.
    #[default]
    Saved,
    /// On its way.
    Saving,
    /// The server cannot be reached; edits are kept and sent again.
    Offline,
    /// The session has ended; edits are kept until somebody signs in again.
    SignedOut,
}

/// A cell whose text could not be understood; shown as typed until it is corrected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CellDraft {
    /// What was typed or pasted.
    pub text: String,
    /// What is wrong with it.
    pub error: String,
}

/// A short message at the edge of the screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Toast {
    /// Counts messages, so that each can be removed.
    pub number: u32,
    /// `info`, `success`, `warning` or `danger`.
    pub tone: &'static str,
    /// What is said.
    pub text: String,
    /// The cell that it is about, if it is about one.
    pub about: Option<(BuildingId, Column)>,
}

/// One step that can be undone.
#[derive(Clone, Debug, PartialEq)]
struct Step {
    edit: Edit,
    inverse: Edit,
    /// The texts that could not be understood before and after it, if it changed them.
    drafts: Option<(Drafts, Drafts)>,
}

/// Everything the parts of the workspace share; a handle that can be copied.
#[derive(Clone, Copy)]
pub struct Store {
    /// Frame of the page.
    pub page: StoredValue<PageContext>,
    /// Language of the page.
    pub locale: Language,
    /// Which project.
    pub project: ProjectId,
    /// Which scenario.
    pub scenario: ScenarioId,
    /// What the viewer may do.
    pub role: ProjectRole,
    /// The plan as shown, with edits that are not confirmed yet.
    pub plan: RwSignal<Plan>,
    /// Load profiles of the project.
    pub profiles: RwSignal<Vec<ProfileCard>>,
    /// Weather series of the project.
    pub weather: RwSignal<Vec<WeatherCard>>,
    /// Cells with text that could not be understood.
    pub drafts: RwSignal<Drafts>,
    /// The calculated plan, once weather and profiles are loaded.
    pub district: RwSignal<Option<Arc<District>>>,
    /// Whether everything is safe with the server.
    pub save_state: RwSignal<SaveState>,
    /// The demand of the active cell, if it belongs to one.
    pub active: RwSignal<Option<Target>>,
    /// Why the library of load profiles is open, if it is.
    pub library: RwSignal<Option<Purpose>>,
    /// Names of the others who have the project open.
    pub others: RwSignal<Vec<String>>,
    /// Messages at the edge of the screen.
    pub toasts: RwSignal<Vec<Toast>>,
    /// The cell that the table is asked to show.
    pub jump: RwSignal<Option<(BuildingId, Column)>>,
    /// Steps that can be undone.
    undo: RwSignal<Vec<Step>>,
    /// Steps that can be done again.
    redo: RwSignal<Vec<Step>>,
    /// Edits on their way.
    pub queue: StoredValue<Queue>,
    /// Counts edits, so that the sender wakes up.
    pub pushed: RwSignal<u32>,
}

const UNDO_STEPS: usize = 500;

impl Store {
    /// A store with what the server delivered; its plan is calculated already where the server draws the page.
    #[must_use]
    pub fn new(page: PageContext, workspace: Workspace, district: Option<Arc<District>>) -> Self {
        Self {
            locale: page.locale,
            page: StoredValue::new(page),
            project: workspace.project,
            scenario: workspace.scenario,
            role: workspace.role,
            queue: StoredValue::new(Queue::new(workspace.revision, workspace.plan.clone())),
            plan: RwSignal::new(workspace.plan),
            profiles: RwSignal::new(workspace.profiles),
            weather: RwSignal::new(workspace.weather),
            drafts: RwSignal::new(Drafts::new()),
            district: RwSignal::new(district),
            save_state: RwSignal::new(SaveState::Saved),
            active: RwSignal::new(None),
            library: RwSignal::new(None),
            others: RwSignal::new(Vec::new()),
            toasts: RwSignal::new(Vec::new()),
            jump: RwSignal::new(None),
            undo: RwSignal::new(Vec::new()),
            redo: RwSignal::new(Vec::new()),
            pushed: RwSignal::new(0),
        }
    }

    /// Applies an edit, remembers how to undo it and hands it to the sender. In the same step the cells `gone`
    /// lose their texts that could not be understood, and others get some.
    ///
    /// # Errors
    /// The edit cannot be applied; nothing has changed.
    pub fn edit(&self, edit: Edit, gone: &[(BuildingId, Column)], texts: Drafts) -> Result<(), EditError> {
        let undo = self.plan.with_untracked(|plan| inverse(plan, &edit))?;
        let before = self.drafts.get_untracked();
        self.commit(&edit)?;
        if !gone.is_empty() || !texts.is_empty() {
            self.drafts.update(|drafts| {
                drafts.retain(|cell, _| !gone.contains(cell));
                drafts.extend(texts);
            });
        }
        let after = self.drafts.get_untracked();
        if changes_nothing(&edit) && before == after {
            return Ok(());
        }
        let drafts = (before != after).then_some((before, after));
        self.redo.update(Vec::clear);
        self.undo.update(|steps| {
            if steps.len() == UNDO_STEPS {
                steps.remove(0);
            }
            steps.push(Step { edit, inverse: undo, drafts });
        });
        Ok(())
    }

    /// Applies an edit and says it if that is not possible.
    pub fn edit_or_tell(&self, edit: Edit) {
        self.edit_cells(edit, &[], Drafts::new());
    }

    /// Like [`Self::edit`], and says it if that is not possible.
    pub fn edit_cells(&self, edit: Edit, gone: &[(BuildingId, Column)], texts: Drafts) {
        if let Err(error) = self.edit(edit, gone, texts) {
            self.tell("danger", super::messages::edit_error(&error, self.locale));
        }
    }

    /// Takes the last step back.
    pub fn undo(&self) {
        self.travel(self.undo, self.redo, true);
    }

    /// Takes back the last undo.
    pub fn redo(&self) {
        self.travel(self.redo, self.undo, false);
    }

    /// Whether there is a step to undo.
    #[must_use]
    pub fn can_undo(&self) -> bool {
        self.undo.with(|steps| !steps.is_empty())
    }

    /// Whether there is a step to do again.
    #[must_use]
    pub fn can_redo(&self) -> bool {
        self.redo.with(|steps| !steps.is_empty())
    }

    /// Shows what the server said about edits, ours and others'.
    pub fn hear(&self, news: News) {
        if let Some(plan) = news.plan {
            self.plan.set(plan);
        }
        if !news.conflicts.is_empty() {
            let fields = super::messages::fields(&news.conflicts, &self.plan.get_untracked(), self.locale);
            self.tell("warning", fields);
        } else if news.dropped > 0 {
            let dropped = words::workspace::store::A_CHANGE_COULD_NOT;
            self.tell("warning", self.locale.text(dropped).to_owned());
        } else if news.by_others > 0 {
            let updated = words::workspace::store::UPDATED_SOMEBODY_ELSE_MADE;
            self.tell("info", self.locale.text(updated).to_owned());
        }
    }

    /// Shows a message for a while.
    pub fn tell(&self, tone: &'static str, text: String) {
        self.tell_about(tone, text, None);
    }

    /// Shows a message for a while, with a way to the cell that it is about.
    pub fn tell_about(&self, tone: &'static str, text: String, about: Option<(BuildingId, Column)>) {
        let number = self.toasts.with_untracked(|toasts| toasts.last().map_or(0, |toast| toast.number + 1));
        self.toasts.update(|toasts| {
            toasts.retain(|toast| toast.text != text);
            toasts.push(Toast { number, tone, text, about });
        });
    }

    fn commit(&self, edit: &Edit) -> Result<(), EditError> {
        if changes_nothing(edit) {
            return Ok(());
        }
        let mut outcome = Ok(());
        self.plan.update(|plan| outcome = apply(plan, edit));
        outcome?;
        self.drafts.update(|drafts| super::grid::forget_drafts(drafts, edit));
        self.queue.update_value(|queue| queue.push(edit.clone()));
        self.pushed.update(|count| *count += 1);
        Ok(())
    }

    fn travel(&self, from: RwSignal<Vec<Step>>, to: RwSignal<Vec<Step>>, backwards: bool) {
        let Some(step) = from.try_update(Vec::pop).flatten() else { return };
        let edit = if backwards { step.inverse.clone() } else { step.edit.clone() };
        let inverse = self.plan.with_untracked(|plan| inverse(plan, &edit));
        match inverse.and_then(|inverse| self.commit(&edit).map(|()| inverse)) {
            Ok(inverse) => {
                if let Some((before, after)) = &step.drafts {
                    self.drafts.set(if backwards { before.clone() } else { after.clone() });
                }
                self.jump.set(self.plan.with_untracked(|plan| changed_cell(plan, &step)));
                // Undoing keeps the original edit, so that doing it again does exactly the same.
                to.update(|steps| steps.push(if backwards { step } else { Step { inverse, ..step } }));
            }
            Err(error) => self.tell("warning", super::messages::edit_error(&error, self.locale)),
        }
    }
}

/// Whether an edit is there only for the texts that come and go with it.
fn changes_nothing(edit: &Edit) -> bool {
    matches!(edit, Edit::Batch { edits } if edits.is_empty())
}

/// The first cell that a step changes, if its building is there.
fn changed_cell(plan: &Plan, step: &Step) -> Option<(BuildingId, Column)> {
    let is_there = |cell: &(BuildingId, Column)| plan.scenario.building(cell.0).is_some();
    let edits = match &step.edit {
        Edit::Batch { edits } => edits.as_slice(),
        single => std::slice::from_ref(single),
    };
    let of_edit = edits.iter().find_map(|edit| cell_of(edit).filter(is_there));
    of_edit.or_else(|| {
        let (before, after) = step.drafts.as_ref()?;
        let differs = |(cell, text): (&(BuildingId, Column), &CellDraft)| {
            (before.get(cell) != Some(text) || after.get(cell) != Some(text)).then_some(*cell)
        };
        before.iter().chain(after.iter()).filter_map(differs).find(is_there)
    })
}

/// The cell that an edit is made in.
fn cell_of(edit: &Edit) -> Option<(BuildingId, Column)> {
    Some(match edit {
        Edit::RenameBuilding { building, .. } => (*building, Column::Name),
        Edit::SetBuildingType { building, .. } => (*building, Column::BuildingType),
        Edit::SetReferenceArea { building, .. } => (*building, Column::Area),
        Edit::SetAnnualEnergy { building, kind, annual: Some(AnnualEnergy::Specific { .. }) } => {
            (*building, Column::Specific(*kind))
        }
        Edit::SetAnnualEnergy { building, kind, .. } => (*building, Column::Annual(*kind)),
        Edit::SetPeakLoad { building, kind, .. } => (*building, Column::Peak(*kind)),
        Edit::SetProfile { building, kind, .. } => (*building, Column::Profile(*kind)),
        Edit::AddBuildings { buildings, .. } => (buildings.first()?.id, Column::Name),
        Edit::RemoveBuildings { buildings } | Edit::MoveBuildings { buildings, .. } => {
            (*buildings.first()?, Column::Name)
        }
        _ => return None,
    })
}

/// A new random id, from the browser's generator.
#[must_use]
pub fn new_uuid() -> Uuid {
    let mut bytes = [0; 16];
    if let Ok(crypto) = window().crypto() {
        let _ = crypto.get_random_values_with_u8_array(&mut bytes);
    }
    uuid::Builder::from_random_bytes(bytes).into_uuid()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::Revision;
    use crate::api::account::Theme;
    use crate::page::Assets;
    use engine::building::Building;
    use engine::building_type::BuildingType;
    use engine::plan::Scenario;
    use engine::site::Site;

    const ID: BuildingId = BuildingId(Uuid::from_u128(1));
    const AREA: (BuildingId, Column) = (ID, Column::Area);

    fn with_store(test: impl FnOnce(Store)) {
        let building = Building::new(ID, "Rathaus", BuildingType::Office);
        let scenario = Scenario { buildings: vec![building], ..Scenario::default() };
        let page = PageContext {
            locale: Language::De,
            theme: Theme::Auto,
            viewer: None,
            assets: Assets::default(),
            path: String::new(),
            form_token: String::new(),
            now_s: 0,
            demo: false,
            unread: 0,
            notices: Vec::new(),
        };
        let workspace = Workspace {
            project: ProjectId(Uuid::nil()),
            scenario: ScenarioId(Uuid::nil()),
            revision: Revision::default(),
            plan: Plan { site: Site::new("P", 2025), scenario },
            profiles: Vec::new(),
            weather: Vec::new(),
            role: ProjectRole::Edit,
        };
        Owner::new().with(|| test(Store::new(page, workspace, None)));
    }

    fn not_understood(store: Store, text: &str) {
        let draft = CellDraft { text: text.to_owned(), error: "?".to_owned() };
        store.edit_cells(Edit::Batch { edits: Vec::new() }, &[], Drafts::from_iter([(AREA, draft)]));
    }

    fn text(store: Store) -> Option<String> {
        store.drafts.with_untracked(|drafts| drafts.get(&AREA).map(|draft| draft.text.clone()))
    }

    #[test]
    fn undoing_a_correction_brings_back_what_was_not_understood_and_goes_there() {
        with_store(|store| {
            not_understood(store, "viel");
            store.edit_or_tell(Edit::SetReferenceArea { building: ID, area_m2: Some(5.0) });
            assert_eq!(text(store), None);
            store.undo();
            assert_eq!(text(store).as_deref(), Some("viel"));
            assert_eq!(store.jump.get_untracked(), Some(AREA));
            store.jump.set(None);
            store.redo();
            assert_eq!((text(store), store.jump.get_untracked()), (None, Some(AREA)));
            store.undo();
            store.undo();
            assert_eq!(text(store), None, "before anything was typed");
            store.redo();
            assert_eq!(text(store).as_deref(), Some("viel"));
        });
    }

    #[test]
    fn a_text_that_was_not_understood_is_no_change_of_the_plan() {
        with_store(|store| {
            not_understood(store, "viel");
            assert!(store.can_undo() && store.queue.with_value(Queue::is_settled));
            store.undo();
            assert!(!store.can_undo() && store.queue.with_value(Queue::is_settled));
        });
    }

    #[test]
    fn undo_goes_to_the_form_of_energy_that_was_entered() {
        let kind = engine::demand::DemandKind::Electricity;
        with_store(|store| {
            let annual = Some(AnnualEnergy::Specific { kwh_per_m2: 20.0 });
            store.edit_or_tell(Edit::SetAnnualEnergy { building: ID, kind, annual });
            store.undo();
            assert_eq!(store.jump.get_untracked(), Some((ID, Column::Specific(kind))));
            // What is not there any more is nowhere to go.
            store.edit_or_tell(Edit::RemoveBuildings { buildings: vec![ID] });
            store.undo();
            assert_eq!(store.jump.get_untracked(), Some((ID, Column::Name)));
            store.jump.set(None);
            store.redo();
            assert_eq!(store.jump.get_untracked(), None);
        });
    }
}
