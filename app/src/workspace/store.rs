//! The state of the workspace: the plan as shown, undo, and what is going on with the server.

use std::sync::Arc;

use engine::building::BuildingId;
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

    /// Applies an edit, remembers how to undo it and hands it to the sender.
    ///
    /// # Errors
    /// The edit cannot be applied; nothing has changed.
    pub fn edit(&self, edit: Edit) -> Result<(), EditError> {
        let undo = self.plan.with_untracked(|plan| inverse(plan, &edit))?;
        self.commit(&edit)?;
        self.redo.update(Vec::clear);
        self.undo.update(|steps| {
            if steps.len() == UNDO_STEPS {
                steps.remove(0);
            }
            steps.push(Step { edit, inverse: undo });
        });
        Ok(())
    }

    /// Applies an edit and says it if that is not possible.
    pub fn edit_or_tell(&self, edit: Edit) {
        if let Err(error) = self.edit(edit) {
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
            // Undoing keeps the original edit, so that doing it again does exactly the same.
            Ok(_) if backwards => to.update(|steps| steps.push(step)),
            Ok(inverse) => to.update(|steps| steps.push(Step { edit: step.edit, inverse })),
            Err(error) => self.tell("warning", super::messages::edit_error(&error, self.locale)),
        }
    }
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
