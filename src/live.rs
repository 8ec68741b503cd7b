//! What happens in a project right now: who is there, and that something has changed.
//!
//! Nothing of it is stored. Whoever visits a project sees the newest [`News`] and never a queue of them, so that a
//! slow line costs neither memory nor anybody else's time; what exactly has changed is asked for as ever, by
//! revision.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::watch;
use uuid::Uuid;

/// Open pages of one account on one project.
const PER_PERSON: usize = 8;
/// Open pages on one project.
const PER_PROJECT: usize = 256;

/// Somebody who has a project open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// Their account.
    pub account: Uuid,
    /// What others call them.
    pub name: String,
}

/// What is new in a project, as one state.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct News {
    /// The newest revision of each scenario that was edited lately.
    pub revisions: BTreeMap<Uuid, u32>,
    /// Rises when load profiles or weather of the project have changed.
    pub library: u32,
    /// Who has the project open, in the order in which they came; each once.
    pub people: Vec<Person>,
}

/// All projects that somebody has open.
#[derive(Clone, Default)]
pub struct Live(Arc<Mutex<BTreeMap<Uuid, Room>>>);

/// Too many pages are open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("too many pages are open on this project")]
pub struct Full;

struct Room {
    news: watch::Sender<News>,
    visits: Vec<(u64, Person)>,
    next: u64,
}

/// An open page. Whoever drops it leaves.
pub struct Visit {
    live: Live,
    project: Uuid,
    id: u64,
    news: watch::Receiver<News>,
}

impl Live {
    /// Enters a project.
    ///
    /// # Errors
    /// [`Full`] if the person or everybody together has too many pages open.
    pub fn enter(&self, project: Uuid, person: Person) -> Result<Visit, Full> {
        let mut rooms = self.rooms();
        let room = rooms.entry(project).or_insert_with(|| Room {
            news: watch::Sender::new(News::default()),
            visits: Vec::new(),
            next: 0,
        });
        let own = room.visits.iter().filter(|(_, other)| other.account == person.account).count();
        if own >= PER_PERSON || room.visits.len() >= PER_PROJECT {
            return Err(Full);
        }
        let id = room.next;
        room.next += 1;
        room.visits.push((id, person));
        room.announce();
        // The first look counts as new: whoever comes hears who is there.
        let mut news = room.news.subscribe();
        news.mark_changed();
        Ok(Visit { live: self.clone(), project, id, news })
    }

    /// Tells everybody in the project of a new revision of a scenario.
    pub fn edited(&self, project: Uuid, scenario: Uuid, revision: u32) {
        if let Some(room) = self.rooms().get(&project) {
            room.news.send_modify(|news| {
                let newest = news.revisions.entry(scenario).or_default();
                *newest = revision.max(*newest);
            });
        }
    }

    /// Tells everybody in the project that profiles or weather have changed.
    pub fn library_changed(&self, project: Uuid) {
        if let Some(room) = self.rooms().get(&project) {
            room.news.send_modify(|news| news.library = news.library.wrapping_add(1));
        }
    }

    fn rooms(&self) -> MutexGuard<'_, BTreeMap<Uuid, Room>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Room {
    fn announce(&self) {
        let mut people: Vec<Person> = Vec::new();
        for (_, person) in &self.visits {
            if !people.iter().any(|other| other.account == person.account) {
                people.push(person.clone());
            }
        }
        self.news.send_if_modified(|news| {
            let changed = news.people != people;
            news.people = people;
            changed
        });
    }
}

impl Visit {
    /// The newest state, as soon as it differs from what was seen before.
    pub async fn news(&mut self) -> News {
        // The room lives as long as anybody visits it.
        let _ = self.news.changed().await;
        self.news.borrow_and_update().clone()
    }
}

impl Drop for Visit {
    fn drop(&mut self) {
        let mut rooms = self.live.rooms();
        let Some(room) = rooms.get_mut(&self.project) else { return };
        room.visits.retain(|(id, _)| *id != self.id);
        if room.visits.is_empty() {
            rooms.remove(&self.project);
        } else {
            room.announce();
        }
    }
}

#[cfg(test)]
mod tests {
    use futures::FutureExt as _;

    use super::*;

    const PROJECT: Uuid = Uuid::from_u128(1);
    const SCENARIO: Uuid = Uuid::from_u128(2);

    fn person(name: &str) -> Person {
        Person { account: Uuid::from_u128(name.bytes().map(u128::from).sum()), name: name.to_owned() }
    }

    fn names(news: &News) -> Vec<&str> {
        news.people.iter().map(|person| person.name.as_str()).collect()
    }

    #[tokio::test]
    async fn everybody_hears_who_comes_and_goes() {
        let live = Live::default();
        let mut anna = live.enter(PROJECT, person("Anna")).unwrap();
        assert_eq!(names(&anna.news().await), ["Anna"]);
        let bernd = live.enter(PROJECT, person("Bernd")).unwrap();
        assert_eq!(names(&anna.news().await), ["Anna", "Bernd"]);
        // A second page of the same person is nobody new.
        let second = live.enter(PROJECT, person("Bernd")).unwrap();
        assert!(anna.news().now_or_never().is_none());
        drop(bernd);
        assert!(anna.news().now_or_never().is_none());
        drop(second);
        assert_eq!(names(&anna.news().await), ["Anna"]);
        drop(anna);
        assert!(live.rooms().is_empty());
    }

    #[tokio::test]
    async fn only_the_newest_state_waits_for_who_is_slow() {
        let live = Live::default();
        let mut anna = live.enter(PROJECT, person("Anna")).unwrap();
        anna.news().await;
        for revision in 1..=1_000 {
            live.edited(PROJECT, SCENARIO, revision);
        }
        // What arrives late does not turn time back.
        live.edited(PROJECT, SCENARIO, 7);
        live.library_changed(PROJECT);
        let news = anna.news().await;
        assert_eq!((news.revisions[&SCENARIO], news.library), (1_000, 1));
        assert!(anna.news().now_or_never().is_none());
        // Another project is another room.
        live.edited(Uuid::from_u128(9), SCENARIO, 2_000);
        assert!(anna.news().now_or_never().is_none());
    }

    #[test]
    fn nobody_holds_more_than_a_few_pages_open() {
        let live = Live::default();
        let pages: Vec<_> = (0..PER_PERSON).map(|_| live.enter(PROJECT, person("Anna")).unwrap()).collect();
        assert!(matches!(live.enter(PROJECT, person("Anna")), Err(Full)));
        assert!(live.enter(PROJECT, person("Bernd")).is_ok());
        drop(pages);
        assert!(live.enter(PROJECT, person("Anna")).is_ok());
    }
}
