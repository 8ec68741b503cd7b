//! Several people edit one scenario over lines that lose requests, lose answers and repeat: whatever happens, all
//! end with the same plan, and nothing that was acknowledged is lost.

use std::collections::BTreeSet;

use engine::building::{Building, BuildingId};
use engine::building_type::BuildingType;
use engine::demand::{AnnualEnergy, DemandKind};
use engine::edit::{Edit, EditError, apply};
use engine::plan::{Plan, Scenario};
use engine::site::Site;
use proptest::prelude::*;
use uuid::Uuid;

use super::Queue;
use crate::api::scenario::{Changes, EditBatch, EditOutcome};
use crate::api::{BatchId, Revision};

const CLIENTS: usize = 4;

/// What may happen.
#[derive(Clone, Debug)]
enum Event {
    /// Somebody types.
    Types(usize, Typing),
    /// A page sends what it has; the line may lose the request or the answer.
    Sends(usize, Loss),
    /// A page asks for news.
    Asks(usize),
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Loss {
    Nothing,
    Request,
    Answer,
}

#[derive(Clone, Debug)]
enum Typing {
    Site(u8),
    Adds,
    Removes(usize),
    Renames(usize, u8),
    Energy(usize, u16),
    Moves(usize, usize),
}

/// The server, as `services::scenario` keeps it: batches in order, each once.
struct Server {
    plan: Plan,
    history: Vec<(BatchId, Vec<Edit>, Vec<usize>)>,
}

impl Server {
    fn revision(&self) -> Revision {
        Revision(u32::try_from(self.history.len()).unwrap())
    }

    fn edit(&mut self, batch: &EditBatch) -> EditOutcome {
        let known = self.history.iter().position(|(id, ..)| *id == batch.id);
        let at = known.unwrap_or_else(|| {
            let (mut kept, mut dropped) = (Vec::new(), Vec::new());
            for (position, edit) in batch.edits.iter().enumerate() {
                match apply(&mut self.plan, edit) {
                    Ok(()) => kept.push(edit.clone()),
                    Err(EditError::UnknownBuilding { .. }) => dropped.push(position),
                    Err(other) => panic!("{other}"),
                }
            }
            self.history.push((batch.id, kept, dropped));
            self.history.len() - 1
        });
        let base = usize::try_from(batch.base.0).unwrap();
        let missed = self.history[base..at].iter().flat_map(|(_, edits, _)| edits.clone()).collect();
        let revision = Revision(u32::try_from(at + 1).unwrap());
        EditOutcome { revision, missed, conflicts: Vec::new(), dropped: self.history[at].2.clone() }
    }

    fn changes(&self, since: Revision) -> Changes {
        let since = usize::try_from(since.0).unwrap();
        let edits = self.history[since..].iter().flat_map(|(_, edits, _)| edits.clone()).collect();
        Changes { revision: self.revision(), edits, profiles: Vec::new(), weather: Vec::new() }
    }
}

/// A page: what it shows, and what it was told is safe.
struct Page {
    shown: Plan,
    queue: Queue,
    acknowledged: BTreeSet<BatchId>,
}

impl Page {
    fn types(&mut self, typing: &Typing, fresh: &mut u128) {
        let buildings = &self.shown.scenario.buildings;
        let at = |place: usize| buildings.get(place % buildings.len().max(1)).map(|building| building.id);
        let edit = match typing {
            Typing::Site(number) => Some(Edit::SetSiteName { name: format!("Quartier {number}") }),
            Typing::Adds => {
                *fresh += 1;
                let id = BuildingId(Uuid::from_u128(*fresh));
                let building = Building::new(id, "neu", BuildingType::Office);
                Some(Edit::AddBuildings { before: None, buildings: vec![building] })
            }
            Typing::Removes(place) => at(*place).map(|id| Edit::RemoveBuildings { buildings: vec![id] }),
            Typing::Renames(place, number) => {
                at(*place).map(|building| Edit::RenameBuilding { building, name: format!("Haus {number}") })
            }
            Typing::Energy(place, kwh) => at(*place).map(|building| Edit::SetAnnualEnergy {
                building,
                kind: DemandKind::SpaceHeating,
                annual: Some(AnnualEnergy::Absolute { kwh: f64::from(*kwh) }),
            }),
            Typing::Moves(place, before) => {
                at(*place).map(|id| Edit::MoveBuildings { buildings: vec![id], before: at(*before) })
            }
        };
        if let Some(edit) = edit
            && apply(&mut self.shown, &edit).is_ok()
        {
            self.queue.push(edit);
        }
    }

    /// Whether the page has nothing left to be sent.
    fn sends(&mut self, server: &mut Server, loss: Loss, fresh: &mut u128) -> bool {
        *fresh += 1;
        let Some(batch) = self.queue.next_batch(|| BatchId(Uuid::from_u128(*fresh))) else { return true };
        if loss == Loss::Request {
            return false;
        }
        let outcome = server.edit(&batch);
        if loss == Loss::Nothing {
            self.acknowledged.insert(batch.id);
            let news = self.queue.confirm(&outcome);
            self.shown = news.plan.unwrap_or_else(|| self.shown.clone());
        }
        false
    }

    fn asks(&mut self, server: &Server) {
        if self.queue.is_settled() {
            let news = self.queue.hear(&server.changes(self.queue.revision()));
            self.shown = news.plan.unwrap_or_else(|| self.shown.clone());
        }
    }
}

fn typing() -> impl Strategy<Value = Typing> {
    prop_oneof![
        any::<u8>().prop_map(Typing::Site),
        Just(Typing::Adds),
        (0..8_usize).prop_map(Typing::Removes),
        (0..8_usize, any::<u8>()).prop_map(|(place, number)| Typing::Renames(place, number)),
        (0..8_usize, any::<u16>()).prop_map(|(place, kwh)| Typing::Energy(place, kwh)),
        (0..8_usize, 0..8_usize).prop_map(|(place, before)| Typing::Moves(place, before)),
    ]
}

fn event() -> impl Strategy<Value = Event> {
    let loss = prop_oneof![3 => Just(Loss::Nothing), 1 => Just(Loss::Request), 1 => Just(Loss::Answer)];
    prop_oneof![
        4 => (0..CLIENTS, typing()).prop_map(|(who, typing)| Event::Types(who, typing)),
        3 => (0..CLIENTS, loss).prop_map(|(who, loss)| Event::Sends(who, loss)),
        1 => (0..CLIENTS).prop_map(Event::Asks),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn all_end_with_the_same_plan_and_nothing_acknowledged_is_lost(
        events in prop::collection::vec(event(), 1..120),
    ) {
        let mut plan = Plan { site: Site::new("Quartier", 2025), scenario: Scenario::default() };
        for number in 1..=3 {
            let id = BuildingId(Uuid::from_u128(number));
            plan.scenario.buildings.push(Building::new(id, format!("Haus {number}"), BuildingType::Office));
        }
        let mut server = Server { plan: plan.clone(), history: Vec::new() };
        let mut pages: Vec<Page> = (0..CLIENTS)
            .map(|_| Page {
                shown: plan.clone(),
                queue: Queue::new(Revision(0), plan.clone()),
                acknowledged: BTreeSet::new(),
            })
            .collect();
        let mut fresh = 1_000;
        for event in &events {
            match event {
                Event::Types(who, typing) => pages[*who].types(typing, &mut fresh),
                Event::Sends(who, loss) => _ = pages[*who].sends(&mut server, *loss, &mut fresh),
                Event::Asks(who) => pages[*who].asks(&server),
            }
        }
        // The lines hold again: everybody sends what is left, then everybody asks.
        for page in &mut pages {
            while !page.sends(&mut server, Loss::Nothing, &mut fresh) {}
        }
        for page in &mut pages {
            page.asks(&server);
            prop_assert_eq!(&page.shown, &server.plan);
            prop_assert_eq!(page.queue.revision(), server.revision());
            for batch in &page.acknowledged {
                prop_assert_eq!(server.history.iter().filter(|(id, ..)| id == batch).count(), 1);
            }
        }
    }
}
