//! Long work: who waits, who runs, how far it is and whether anybody still wants it.
//!
//! Whatever keeps a processor busy for longer than a request should runs here, beside the threads that answer. Each
//! kind of work has its own places, so that a year that is being calculated does not keep a file from being read.
//! Work is done in the order in which it came; nobody may have more than a few pieces waiting, so that one who
//! presses often does not stand before everybody else.

use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::{Arc, Mutex};

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// Pieces of work of one party that may wait or run at a time. Whoever opens a browser with all the tabs of yesterday
/// asks for a page and its chart in each.
const PER_PARTY: usize = 32;

/// What kind of work it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Years of a plan, charts, synthetic profiles.
    Calculation,
    /// Files that were sent: meter files, weather, projects. Each may need a multiple of its size.
    Import,
    /// Files that are made.
    Export,
}

/// For whom it is done: an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Party(pub uuid::Uuid);

/// Why work was not done.
#[derive(Debug, thiserror::Error)]
pub enum JobError {
    /// The party has as much waiting as it may.
    #[error("too much work is waiting for this party")]
    TooMany,
    /// It panicked, or the runtime is ending.
    #[error("the work broke off")]
    Broken(#[from] tokio::task::JoinError),
}

/// How far a piece of work is, and whether it is still wanted. Handed to the work itself.
#[derive(Debug, Default)]
pub struct Progress {
    permille: AtomicU32,
    stopped: AtomicBool,
}

/// A piece of work as others see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Job {
    /// What kind.
    pub kind: Kind,
    /// For whom.
    pub party: Party,
    /// `None` while it waits for its turn; how far it is in thousandths once it runs.
    pub permille: Option<u32>,
    /// Nobody waits for it any more.
    pub stopped: bool,
}

/// All long work of a server.
pub struct Jobs {
    lanes: [Arc<Semaphore>; Kind::ALL.len()],
    ledger: Arc<Mutex<Vec<Entry>>>,
}

struct Entry {
    kind: Kind,
    party: Party,
    runs: bool,
    progress: Arc<Progress>,
}

/// A place for long work.
pub struct Place {
    held: Arc<(OwnedSemaphorePermit, Registered)>,
    wanted: Wanted,
}

/// Strikes its entry from the ledger, however the work ends.
struct Registered {
    ledger: Arc<Mutex<Vec<Entry>>>,
    progress: Arc<Progress>,
}

/// Says that nobody waits any more, when whoever waited is gone.
struct Wanted(Arc<Progress>);

impl Kind {
    /// Every kind.
    pub const ALL: [Self; 3] = [Self::Calculation, Self::Import, Self::Export];

    /// How many of it run at a time, so that something is left for everybody else.
    const fn places(self) -> usize {
        match self {
            Self::Calculation | Self::Import | Self::Export => 2,
        }
    }
}

impl Progress {
    /// Notes how far the work is, from 0 to 1.
    pub fn reached(&self, share: f64) {
        self.permille.store((share.clamp(0.0, 1.0) * 1000.0) as u32, Ordering::Relaxed);
    }

    /// Whether nobody wants the result any more; work that can end early asks now and then.
    #[must_use]
    pub fn stopped(&self) -> bool {
        self.stopped.load(Ordering::Relaxed)
    }
}

impl Default for Jobs {
    fn default() -> Self {
        let lanes = Kind::ALL.map(|kind| Arc::new(Semaphore::new(kind.places())));
        Self { lanes, ledger: Arc::default() }
    }
}

impl Jobs {
    /// Waits for a place. It is held until the [`Place`] and all work that was begun in it have ended.
    ///
    /// # Errors
    /// [`JobError::TooMany`].
    pub async fn place(&self, kind: Kind, party: Party) -> Result<Place, JobError> {
        let registered = self.register(kind, party)?;
        let lane = Arc::clone(&self.lanes[kind as usize]);
        let turn = lane.acquire_owned().await.expect("the semaphore is never closed");
        registered.runs();
        let wanted = Wanted(Arc::clone(&registered.progress));
        Ok(Place { held: Arc::new((turn, registered)), wanted })
    }

    /// Does a piece of work beside the requests, as soon as there is a place.
    ///
    /// Whoever stops waiting (the connection is gone, the caller took a time limit) stops the work: what still waits
    /// is never begun, what runs is told by [`Progress::stopped`].
    ///
    /// # Errors
    /// [`JobError`].
    pub async fn work<T: Send + 'static>(
        &self,
        kind: Kind,
        party: Party,
        work: impl FnOnce(&Progress) -> T + Send + 'static,
    ) -> Result<T, JobError> {
        self.place(kind, party).await?.work(work).await
    }

    /// What waits and what runs, in the order in which it came.
    #[must_use]
    pub fn all(&self) -> Vec<Job> {
        let ledger = self.ledger.lock().expect("no holder of the lock panics");
        let job = |entry: &Entry| Job {
            kind: entry.kind,
            party: entry.party,
            permille: entry.runs.then(|| entry.progress.permille.load(Ordering::Relaxed)),
            stopped: entry.progress.stopped(),
        };
        ledger.iter().map(job).collect()
    }

    fn register(&self, kind: Kind, party: Party) -> Result<Registered, JobError> {
        let mut ledger = self.ledger.lock().expect("no holder of the lock panics");
        if ledger.iter().filter(|entry| entry.party == party).count() >= PER_PARTY {
            return Err(JobError::TooMany);
        }
        let progress = Arc::<Progress>::default();
        ledger.push(Entry { kind, party, runs: false, progress: Arc::clone(&progress) });
        Ok(Registered { ledger: Arc::clone(&self.ledger), progress })
    }
}

impl Place {
    /// Does work beside the requests.
    ///
    /// # Errors
    /// [`JobError::Broken`].
    pub async fn work<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Progress) -> T + Send + 'static,
    ) -> Result<T, JobError> {
        let (held, progress) = (Arc::clone(&self.held), Arc::clone(&self.wanted.0));
        let made = tokio::task::spawn_blocking(move || {
            let made = work(&progress);
            // Not before the end, also if nobody waits for it any more.
            drop(held);
            made
        });
        Ok(made.await?)
    }
}

impl Registered {
    fn runs(&self) {
        let mut ledger = self.ledger.lock().expect("no holder of the lock panics");
        if let Some(entry) = ledger.iter_mut().find(|entry| Arc::ptr_eq(&entry.progress, &self.progress)) {
            entry.runs = true;
        }
    }
}

impl Drop for Registered {
    fn drop(&mut self) {
        let mut ledger = self.ledger.lock().expect("no holder of the lock panics");
        ledger.retain(|entry| !Arc::ptr_eq(&entry.progress, &self.progress));
    }
}

impl Drop for Wanted {
    fn drop(&mut self) {
        self.0.stopped.store(true, Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;

    use super::*;

    const ANNA: Party = Party(uuid::Uuid::from_u128(1));
    const BERND: Party = Party(uuid::Uuid::from_u128(2));

    fn jobs() -> Arc<Jobs> {
        Arc::default()
    }

    /// Work that runs until the returned sender is dropped.
    fn held(jobs: &Arc<Jobs>, kind: Kind, party: Party) -> (mpsc::Sender<()>, tokio::task::JoinHandle<()>) {
        let (release, held) = mpsc::channel::<()>();
        let jobs = Arc::clone(jobs);
        let task = tokio::spawn(async move {
            jobs.work(kind, party, move |_| held.recv().unwrap_or_default()).await.unwrap();
        });
        (release, task)
    }

    async fn until(jobs: &Jobs, wanted: impl Fn(&[Job]) -> bool) {
        while !wanted(&jobs.all()) {
            tokio::task::yield_now().await;
        }
    }

    #[tokio::test]
    async fn two_of_a_kind_run_and_the_third_waits_for_its_turn() {
        let jobs = jobs();
        let mut held_ones = Vec::new();
        for party in [ANNA, BERND, ANNA] {
            let count = held_ones.len() + 1;
            held_ones.push(held(&jobs, Kind::Calculation, party));
            until(&jobs, |all| all.len() == count).await;
        }
        until(&jobs, |all| all.iter().filter(|job| job.permille.is_some()).count() == 2).await;
        assert_eq!(
            jobs.all()[2],
            Job { kind: Kind::Calculation, party: ANNA, permille: None, stopped: false }
        );

        // Another kind has places of its own.
        assert_eq!(jobs.work(Kind::Import, BERND, |_| 7).await.unwrap(), 7);

        let (release, first) = held_ones.remove(0);
        drop(release);
        first.await.unwrap();
        until(&jobs, |all| all.iter().all(|job| job.permille.is_some())).await;
        for (release, task) in held_ones {
            drop(release);
            task.await.unwrap();
        }
        assert_eq!(jobs.all(), []);
    }

    #[tokio::test]
    async fn nobody_has_more_than_a_few_pieces_waiting() {
        let jobs = jobs();
        let held_ones: Vec<_> = (0..PER_PARTY).map(|_| held(&jobs, Kind::Export, ANNA)).collect();
        until(&jobs, |all| all.len() == PER_PARTY).await;
        assert!(matches!(jobs.work(Kind::Import, ANNA, |_| ()).await, Err(JobError::TooMany)));
        assert!(jobs.work(Kind::Import, BERND, |_| ()).await.is_ok());
        for (release, task) in held_ones {
            drop(release);
            task.await.unwrap();
        }
        assert!(jobs.work(Kind::Import, ANNA, |_| ()).await.is_ok());
    }

    #[tokio::test]
    async fn work_says_how_far_it_is_and_hears_that_nobody_waits() {
        let jobs = jobs();
        let (told, hears) = mpsc::channel();
        let waiting = tokio::spawn({
            let jobs = Arc::clone(&jobs);
            async move {
                jobs.work(Kind::Calculation, ANNA, move |progress| {
                    progress.reached(0.25);
                    while !progress.stopped() {
                        std::thread::yield_now();
                    }
                    told.send(()).unwrap();
                })
                .await
                .unwrap();
            }
        });
        until(&jobs, |all| all.first().is_some_and(|job| job.permille == Some(250))).await;
        waiting.abort();
        tokio::task::spawn_blocking(move || hears.recv().unwrap()).await.unwrap();
        until(&jobs, <[Job]>::is_empty).await;
    }

    #[tokio::test]
    async fn a_place_is_held_between_two_pieces_of_work() {
        let jobs = jobs();
        let place = jobs.place(Kind::Import, ANNA).await.unwrap();
        assert_eq!(place.work(|_| 1).await.unwrap(), 1);
        assert!(matches!(jobs.all()[..], [Job { kind: Kind::Import, permille: Some(0), .. }]));
        assert_eq!(place.work(|_| 2).await.unwrap(), 2);
        drop(place);
        assert_eq!(jobs.all(), []);
    }

    #[tokio::test]
    async fn work_that_breaks_off_leaves_its_place() {
        let jobs = jobs();
        for _ in 0..3 {
            let broken = jobs.work(Kind::Calculation, ANNA, |_| panic!("breaks off")).await;
            assert!(matches!(broken, Err::<(), _>(JobError::Broken(_))));
        }
        assert_eq!(jobs.all(), []);
    }
}
