//! Edits on their way to the server: a pure state machine, so that offline, conflicts and repeats can be
//! tested without a browser.

use engine::edit::{Edit, Field, apply};
use engine::plan::Plan;

use crate::api::scenario::{Changes, EditBatch, EditOutcome};
use crate::api::{BatchId, Revision};

/// What the server has confirmed, what is on its way, and what waits.
#[derive(Clone, Debug, PartialEq)]
pub struct Queue {
    revision: Revision,
    confirmed: Plan,
    in_flight: Option<EditBatch>,
    waiting: Vec<Edit>,
}

/// What an answer of the server means for the reader.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct News {
    /// The plan to show, if it differs from what is shown.
    pub plan: Option<Plan>,
    /// Edits by others that are now part of the plan.
    pub by_others: usize,
    /// Fields that somebody else had changed as well.
    pub conflicts: Vec<Field>,
    /// Own edits that could not be kept.
    pub dropped: usize,
}

impl Queue {
    /// Starts from what the server delivered.
    #[must_use]
    pub const fn new(revision: Revision, confirmed: Plan) -> Self {
        Self { revision, confirmed, in_flight: None, waiting: Vec::new() }
    }

    /// The revision on which browser and server agree.
    #[must_use]
    pub const fn revision(&self) -> Revision {
        self.revision
    }

    /// Whether everything has arrived.
    #[must_use]
    pub fn is_settled(&self) -> bool {
        self.in_flight.is_none() && self.waiting.is_empty()
    }

    /// Adds an edit that has been applied to what is shown.
    pub fn push(&mut self, edit: Edit) {
        self.waiting.push(edit);
    }

    /// The batch to send now: the unconfirmed one again, or a new one of all that waits.
    pub fn next_batch(&mut self, new_id: impl FnOnce() -> BatchId) -> Option<EditBatch> {
        if self.in_flight.is_none() && !self.waiting.is_empty() {
            let edits = std::mem::take(&mut self.waiting);
            self.in_flight = Some(EditBatch { id: new_id(), base: self.revision, edits });
        }
        self.in_flight.clone()
    }

    /// The server has applied the batch.
    pub fn confirm(&mut self, outcome: &EditOutcome) -> News {
        let Some(batch) = self.in_flight.take() else { return News::default() };
        self.adopt(&outcome.missed);
        let mut kept = batch.edits;
        for position in outcome
            .dropped
            .iter()
            .rev()
            .filter(|position| **position < kept.len())
            .copied()
            .collect::<Vec<_>>()
        {
            kept.remove(position);
        }
        self.adopt(&kept);
        self.revision = outcome.revision;
        let changed = !outcome.missed.is_empty() || !outcome.dropped.is_empty();
        News {
            plan: changed.then(|| self.shown()),
            by_others: outcome.missed.len(),
            conflicts: outcome.conflicts.clone(),
            dropped: outcome.dropped.len(),
        }
    }

    /// The server has refused the batch; what is shown goes back to what is confirmed and still waits.
    pub fn refuse(&mut self) -> News {
        let dropped = self.in_flight.take().map_or(0, |batch| batch.edits.len());
        News { plan: Some(self.shown()), dropped, ..News::default() }
    }

    /// Others have changed the scenario while nothing of ours was on its way.
    pub fn hear(&mut self, changes: &Changes) -> News {
        if self.in_flight.is_some() || changes.revision <= self.revision {
            return News::default();
        }
        self.adopt(&changes.edits);
        self.revision = changes.revision;
        News { plan: Some(self.shown()), by_others: changes.edits.len(), ..News::default() }
    }

    fn adopt(&mut self, edits: &[Edit]) {
        for edit in edits {
            // The server has applied it to the same state; an edit that fails here failed there too.
            let _ = apply(&mut self.confirmed, edit);
        }
    }

    /// The confirmed plan with everything that is not confirmed yet on top.
    fn shown(&self) -> Plan {
        let mut plan = self.confirmed.clone();
        let on_its_way = self.in_flight.iter().flat_map(|batch| &batch.edits);
        for edit in on_its_way.chain(&self.waiting) {
            let _ = apply(&mut plan, edit);
        }
        plan
    }
}

#[cfg(test)]
mod convergence;

#[cfg(test)]
mod tests {
    use super::*;
    use engine::plan::Scenario;
    use engine::site::Site;
    use uuid::Uuid;

    fn plan() -> Plan {
        Plan { site: Site::new("Quartier", 2025), scenario: Scenario::default() }
    }

    fn rename(name: &str) -> Edit {
        Edit::SetSiteName { name: name.to_owned() }
    }

    fn place(place: &str) -> Edit {
        Edit::SetPlace { place: place.to_owned() }
    }

    fn id(number: u128) -> impl FnOnce() -> BatchId {
        move || BatchId(Uuid::from_u128(number))
    }

    fn outcome(revision: u32, missed: Vec<Edit>) -> EditOutcome {
        EditOutcome { revision: Revision(revision), missed, conflicts: Vec::new(), dropped: Vec::new() }
    }

    #[test]
    fn an_unconfirmed_batch_is_sent_again_under_the_same_id() {
        let mut queue = Queue::new(Revision(3), plan());
        queue.push(rename("A"));
        let first = queue.next_batch(id(1));
        queue.push(rename("B"));
        assert_eq!(queue.next_batch(id(2)), first);
        queue.confirm(&outcome(4, Vec::new()));
        let second = queue.next_batch(id(3)).expect("B waits");
        assert_eq!((second.base, second.edits), (Revision(4), vec![rename("B")]));
        queue.confirm(&outcome(5, Vec::new()));
        assert!(queue.is_settled());
    }

    #[test]
    fn edits_by_others_are_merged_below_what_still_waits() {
        let mut queue = Queue::new(Revision(0), plan());
        queue.push(rename("ours"));
        queue.next_batch(id(1));
        queue.push(rename("ours later"));
        let news = queue.confirm(&outcome(2, vec![place("theirs"), rename("theirs")]));
        let shown = news.plan.expect("the plan changed");
        assert_eq!((shown.site.name.as_str(), shown.site.place.as_str()), ("ours later", "theirs"));
        assert_eq!(news.by_others, 2);
    }

    #[test]
    fn a_refused_batch_returns_to_the_confirmed_plan_but_keeps_what_waits() {
        let mut queue = Queue::new(Revision(0), plan());
        queue.push(rename("refused"));
        queue.next_batch(id(1));
        queue.push(place("waits"));
        let shown = queue.refuse().plan.expect("the plan changed");
        assert_eq!((shown.site.name.as_str(), shown.site.place.as_str()), ("Quartier", "waits"));
        assert!(!queue.is_settled());
    }

    #[test]
    fn changes_by_others_are_heard_only_between_own_batches() {
        let mut queue = Queue::new(Revision(0), plan());
        let changes = Changes {
            revision: Revision(1),
            edits: vec![place("theirs")],
            profiles: Vec::new(),
            weather: Vec::new(),
        };
        assert_eq!(queue.hear(&changes).by_others, 1);
        assert_eq!(queue.hear(&changes), News::default());
        queue.push(rename("ours"));
        queue.next_batch(id(1));
        assert_eq!(queue.hear(&Changes { revision: Revision(2), ..changes }), News::default());
    }
}
