//! A server in a temporary folder, with a clock that stands still and ids that count.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};

use app::api::account::Theme;
use app::api::member::OrganisationRole;
use app::api::{AccountId, Actor, OrganisationId};
use axum::Router;
use tempfile::TempDir;
use words::Language;

use super::authenticator::Authenticator;
use super::browser::Browser;
use super::outbox::Outbox;
use super::passkeys;
use crate::audit::{Action, Entry, Origin};
use crate::boot::{Backend, DataPlace};
use crate::clock::{Clock, IdGen};
use crate::http::{PublicOrigin, Surface};
use crate::identity::passwords::PasswordCost;
use crate::identity::sessions::SessionLimits;
use crate::services::Instance;
use crate::storage::{NewAccount, Person, Quotas};
use crate::vault::SecretText;

/// The origin of every test server.
pub const ORIGIN: &str = "https://lastgang.example";
/// A password that is long and strong enough.
pub const PASSWORD: &str = "kessel wolke zirkel hafen";
/// When tests begin.
pub const START_S: i64 = 1_800_000_000;

/// The least that argon2 allows, so that tests are quick.
pub const CHEAP: PasswordCost = PasswordCost { memory_kib: 8, passes: 1 };

/// A clock that moves only when it is told to.
pub struct FakeClock(AtomicI64);

impl FakeClock {
    /// Moves the clock.
    pub fn advance(&self, seconds: i64) {
        self.0.fetch_add(seconds, Ordering::SeqCst);
    }
}

impl Clock for FakeClock {
    fn now_s(&self) -> i64 {
        self.0.load(Ordering::SeqCst)
    }
}

/// Ids that count from one.
#[derive(Default)]
pub struct CountingIds(AtomicU64);

impl IdGen for CountingIds {
    fn bytes16(&self) -> [u8; 16] {
        let number = self.0.fetch_add(1, Ordering::SeqCst) + 1;
        let mut bytes = [0; 16];
        // Not mostly zeros, which stand in every file: tests look for secrets there.
        bytes[..8].copy_from_slice(&number.wrapping_mul(0x9e37_79b9_7f4a_7c15).to_be_bytes());
        bytes[8..].copy_from_slice(&number.to_be_bytes());
        bytes
    }
}

/// Some event, for what cannot be stored without one.
pub fn event() -> Entry {
    Entry::new(Action::UserCreated, START_S, &Origin::default())
}

/// A data directory whose root key lies inside.
pub fn place(folder: &std::path::Path) -> DataPlace {
    DataPlace { data_dir: folder.to_owned(), root_key: folder.join("root.key"), restored_data: false }
}

/// A server.
pub struct TestApp {
    pub backend: Backend,
    pub clock: Arc<FakeClock>,
    pub ids: Arc<CountingIds>,
    pub router: Router,
    pub folder: TempDir,
    pub mail: Arc<Outbox>,
}

impl TestApp {
    /// A server without accounts.
    pub async fn new() -> Self {
        Self::with_demo(false).await
    }

    /// A server that may offer the demonstration.
    pub async fn with_demo(demo: bool) -> Self {
        Self::open(Surface { demo, ..Surface::default() }, CHEAP, Quotas::STANDARD).await
    }

    /// A server whose passwords cost what they cost in reality.
    pub async fn with_cost(cost: PasswordCost) -> Self {
        Self::open(Surface::default(), cost, Quotas::STANDARD).await
    }

    /// A server on which accounts and organisations may keep this much.
    pub async fn with_quotas(quotas: Quotas) -> Self {
        Self::open(Surface::default(), CHEAP, quotas).await
    }

    async fn open(surface: Surface, cost: PasswordCost, quotas: Quotas) -> Self {
        _ = any_spawner::Executor::init_tokio();
        let folder = tempfile::tempdir().unwrap();
        let (clock, ids) = (Arc::new(FakeClock(AtomicI64::new(START_S))), Arc::new(CountingIds::default()));
        let place = place(folder.path());
        let mail = Arc::new(Outbox::default());
        let instance = Instance {
            mailer: Arc::clone(&mail) as _,
            registration_domains: vec!["open.example".to_owned()],
            breached: None,
            quotas,
        };
        let backend = Backend::open(&place, Arc::clone(&clock) as _, Arc::clone(&ids) as _, cost, instance)
            .await
            .unwrap();
        let contact = Some("mailto:security@stadtwerke.example".to_owned());
        let surface = Surface { security_contact: contact, ..surface };
        let router = backend.router(PublicOrigin::parse(ORIGIN).unwrap(), surface, SessionLimits::STANDARD);
        Self { backend, clock, ids, router, folder, mail }
    }

    /// The time.
    pub fn clock_s(&self) -> i64 {
        self.clock.now_s()
    }

    /// A browser that nobody has used yet.
    pub fn browser(&self) -> Browser {
        Browser::new(self.router.clone())
    }

    /// An account with an organisation of its own.
    pub async fn account(&self, name: &str) -> Actor {
        self.person(name, false).await
    }

    /// An account that operates the server.
    pub async fn administrator(&self, name: &str) -> Actor {
        self.person(name, true).await
    }

    async fn person(&self, name: &str, instance_administrator: bool) -> Actor {
        let context = self.backend.services.context();
        let password = context.passwords.hash(SecretText::new(PASSWORD.to_owned())).await.unwrap();
        let new = NewAccount {
            id: AccountId(self.ids.id()),
            organisation: OrganisationId(self.ids.id()),
            organisation_name: format!("Stadtwerke {name}"),
            email: format!("{name}@stadtwerke.example"),
            person: Person { name: name.to_owned(), locale: Language::En, theme: Theme::Auto },
            password,
            demo: false,
            instance_administrator,
        };
        assert!(context.store.accounts().create(&new, None, self.clock.now_s(), &event()).await.unwrap());
        Actor {
            account: new.id,
            organisation: new.organisation,
            proved_at_s: self.clock.now_s(),
            role: OrganisationRole::Owner,
            instance_administrator,
            request_id: "test".to_owned(),
            address: None,
        }
    }

    /// An account that works for the organisation of another one.
    pub async fn member(&self, owner: &Actor, name: &str, role: OrganisationRole) -> Actor {
        let own = self.account(name).await;
        let (members, event) = (self.backend.store.members(), event());
        assert!(members.add(owner.organisation, own.account, role, &event).await.unwrap());
        // Somebody has to own what is left behind.
        let heir = self.person(&format!("heir-of-{name}"), false).await;
        assert!(members.add(own.organisation, heir.account, OrganisationRole::Owner, &event).await.unwrap());
        assert!(
            members.remove(own.organisation, own.account, OrganisationRole::Owner, &event).await.unwrap()
        );
        Actor { organisation: owner.organisation, role, ..own }
    }

    /// The account of this name, as it is now.
    pub async fn find(&self, name: &str) -> Actor {
        let found = self.backend.store.accounts().find_by_email(&format!("{name}@stadtwerke.example")).await;
        let account = found.unwrap().unwrap();
        Actor {
            account: account.id,
            organisation: account.organisation,
            proved_at_s: self.clock.now_s(),
            role: account.role,
            instance_administrator: account.instance_administrator,
            request_id: "test".to_owned(),
            address: None,
        }
    }

    /// A browser in which the owner of a passkey is signed in.
    pub async fn signed_in_with_passkey(&self, device: &mut Authenticator) -> Browser {
        let mut browser = self.browser();
        assert_eq!(passkeys::prove(&mut browser, "sign-in", device).await.status, 200);
        browser
    }

    /// A browser in which the account is signed in.
    pub async fn signed_in(&self, name: &str) -> Browser {
        let mut browser = self.browser();
        let email = format!("{name}@stadtwerke.example");
        let answer = browser.post("/sign-in", &[("email", &email), ("password", PASSWORD)]).await;
        assert_eq!((answer.status, answer.location.as_deref()), (303, Some("/projects")));
        browser
    }
}
