//! Puts the server together: the only place that knows every concrete type.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use app::api::Backend as _;
use axum::Router;
use axum_server::Handle;
use axum_server::tls_rustls::RustlsConfig;

use self::folder::FolderLock;
use crate::audit::{Action, Entry, Origin};
use crate::clock::{Clock, IdGen, SystemClock, SystemIds};
use crate::http::{HttpState, PublicOrigin, Surface, router};
use crate::identity::blocklist::BreachFile;
use crate::identity::passwords::PasswordCost;
use crate::identity::sessions::{SealedSessions, SessionLimits};
use crate::identity::setup;
use crate::listener::{self, Deadlines, Places};
use crate::mail::{Mailer, NoMail, SmtpMail, SmtpOptions};
use crate::outbound::{Host, Outbound};
use crate::services::{Instance, Services};
use crate::storage::pairing::{self, Pairing};
use crate::storage::{Quotas, SqliteKeyStore, Store, StoreError};
use crate::tls::{self, CertificateFiles, CertificateWatch};
use crate::vault::{self, RootKey, Vault};

pub mod folder;

/// Anything that keeps the server from starting; its text says what to do.
pub type BootError = Box<dyn std::error::Error + Send + Sync>;

/// How to serve.
#[derive(Clone)]
pub struct ServeOptions {
    /// Where data, keys and the certificate for localhost are kept.
    pub data_dir: PathBuf,
    /// Where to listen.
    pub listen: SocketAddr,
    /// How browsers reach the server; `https://localhost:PORT` if it is not given.
    pub public_origin: Option<PublicOrigin>,
    /// Whether the data were restored from a copy that is older than the keys.
    pub restored_data: bool,
    /// The root key; `root.key` in the data directory if it is not given.
    pub root_key: Option<PathBuf>,
    /// Certificate and key; made for localhost if they are not given.
    pub certificate: Option<CertificateFiles>,
    /// How the server meets the world.
    pub surface: Surface,
    /// When sessions end.
    pub session_limits: SessionLimits,
    /// The mail relay.
    pub smtp: Option<SmtpOptions>,
    /// Hosts of identity providers in private networks.
    pub identity_provider_hosts: Vec<Host>,
    /// Domains of e-mail addresses whose owners may register.
    pub registration_domains: Vec<String>,
    /// File of breached passwords.
    pub breached_passwords: Option<PathBuf>,
}

impl ServeOptions {
    fn instance(&self) -> Result<Instance, BootError> {
        let mailer: Arc<dyn Mailer> = match &self.smtp {
            Some(smtp) => Arc::new(SmtpMail::new(smtp.clone())?),
            None => Arc::new(NoMail),
        };
        let domains = self.registration_domains.iter().map(|domain| domain.to_lowercase());
        Ok(Instance {
            mailer,
            registration_domains: domains.collect(),
            breached: self.breached_passwords.as_deref().map(BreachFile::open).transpose()?,
            quotas: Quotas::STANDARD,
        })
    }
}

/// Where everything lies that a server keeps.
#[derive(Clone, Debug)]
pub struct DataPlace {
    /// Where data, keys and the certificate for localhost are kept.
    pub data_dir: PathBuf,
    /// The file of the root key.
    pub root_key: PathBuf,
    /// Whether the operator restored data that are older than the keys.
    pub restored_data: bool,
}

/// Data, keys and services, before there is a network.
pub struct Backend {
    /// Data and keys.
    pub store: Arc<Store>,
    /// The key store's file, to close it in the end.
    pub key_store: Arc<SqliteKeyStore>,
    /// The services.
    pub services: Arc<Services>,
    /// Whether the root key was made just now.
    pub root_key_created: bool,
    /// Keeps a second server away from the data directory.
    lock: FolderLock,
}

impl Backend {
    /// Opens a data directory. Before anything is written, it is seen whether root key, keys and data belong together.
    ///
    /// # Errors
    /// It cannot be opened, another server works on it, or its parts do not belong together.
    pub async fn open(
        place: &DataPlace,
        clock: Arc<dyn Clock>,
        ids: Arc<dyn IdGen>,
        cost: PasswordCost,
        instance: Instance,
    ) -> Result<Self, BootError> {
        let DataPlace { data_dir, root_key, restored_data } = place;
        folder::prepare(data_dir)?;
        let lock = folder::lock(data_dir)?;
        let pairing = pairing::inspect(data_dir, *restored_data).await?;
        let (root, root_key_created) = vault::load_or_create(root_key, pairing == Pairing::Fresh)?;
        if pairing != Pairing::Fresh {
            root_fits(data_dir, &root).await?;
        }
        let key_store = Arc::new(SqliteKeyStore::open(data_dir).await?);
        let vault = Arc::new(Vault::open(root, Arc::clone(&key_store) as _).await?);
        let store = Arc::new(Store::open(data_dir, Arc::clone(&vault)).await?);
        store.pair(&key_store, ids.id()).await?;
        vault.provide_instance_keys(clock.now_s()).await?;
        if pairing == Pairing::RestoredData {
            // What was signed later is not in these data.
            vault.forget_signed_log().await?;
            let origin = Origin { request_id: "boot".to_owned(), address: None };
            let event = Entry::new(Action::SettingsChanged, clock.now_s(), &origin);
            store.audit().record(&event.fact("what", "data restored from an older copy")).await?;
            tracing::warn!("the data were restored from a copy that is older than the keys");
        }
        finish_deletions(&store, clock.now_s()).await?;
        let services = Arc::new(Services::new(Arc::clone(&store), clock, ids, cost, instance));
        Ok(Self { store, key_store, services, root_key_created, lock })
    }

    /// The router over this backend.
    pub fn router(&self, origin: PublicOrigin, surface: Surface, limits: SessionLimits) -> Router {
        let context = self.services.context();
        let (clock, ids) = (Arc::clone(&context.clock), Arc::clone(&context.ids));
        let sessions = SealedSessions::new(Arc::clone(&self.store), clock, ids, limits);
        router(HttpState::new(Arc::clone(&self.services), origin, surface), sessions)
    }

    /// Closes the files.
    pub async fn close(&self) {
        self.store.close().await;
        self.key_store.close().await;
        self.lock.release();
    }
}

/// Whether the root key is the one of a key store that exists.
async fn root_fits(data_dir: &Path, root: &RootKey) -> Result<(), BootError> {
    let keys = SqliteKeyStore::open_to_read(data_dir).await?;
    let fits = vault::root_key_fits(root, &keys).await;
    keys.close().await;
    Ok(fits?)
}

/// Finishes deletions that were recorded and interrupted, and those that the keys know of and restored data do not.
async fn finish_deletions(store: &Store, now_s: i64) -> Result<(), StoreError> {
    let projects = store.projects().finish_deletions(now_s).await?;
    if projects > 0 {
        tracing::warn!(projects, "interrupted deletions were finished");
    }
    let accounts = store.accounts().finish_deletions().await?;
    if accounts > 0 {
        tracing::warn!(accounts, "interrupted deletions were finished");
    }
    let accounts = store.accounts().delete_destroyed(now_s).await?;
    if accounts > 0 {
        tracing::warn!(accounts, "accounts that were deleted after the data were copied are deleted again");
    }
    Ok(())
}

/// Serves until the process is told to stop.
///
/// # Errors
/// The server cannot start.
pub async fn serve(options: ServeOptions) -> Result<(), BootError> {
    tls::install_provider();
    // Fails only if it was done already.
    _ = any_spawner::Executor::init_tokio();
    let (clock, ids): (Arc<dyn Clock>, Arc<dyn IdGen>) = (Arc::new(SystemClock), Arc::new(SystemIds));
    let root_key = options.root_key.clone().unwrap_or_else(|| options.data_dir.join("root.key"));
    let place =
        DataPlace { data_dir: options.data_dir.clone(), root_key, restored_data: options.restored_data };
    let backend = Backend::open(
        &place,
        Arc::clone(&clock),
        Arc::clone(&ids),
        PasswordCost::STANDARD,
        options.instance()?,
    )
    .await?;
    if backend.root_key_created {
        println!("A new root key was written to {}.", place.root_key.display());
        println!("Back it up apart from the data: without it nothing that is stored can be read.");
    }
    let files = match &options.certificate {
        Some(files) => files.clone(),
        None => tls::localhost_certificate(&options.data_dir, clock.now_s())?,
    };
    backend.services.sso().reach_by(Outbound::new(options.identity_provider_hosts));
    let mut watch = CertificateWatch::new(files);
    let config = RustlsConfig::from_config(Arc::new(watch.load()?));
    let socket = std::net::TcpListener::bind(options.listen)
        .map_err(|error| format!("cannot listen on {}: {error}", options.listen))?;
    socket.set_nonblocking(true)?;
    let port = socket.local_addr()?.port();
    let origin = match options.public_origin {
        Some(origin) => origin,
        None => PublicOrigin::parse(&format!("https://localhost:{port}"))?,
    };
    if options.surface.demo {
        let (actor, created) = backend.services.account_service().demo("boot").await?;
        if created {
            backend.services.projects().create_sample(&actor).await?;
        }
    }
    println!("Lastgang is at {}", origin.as_str());
    if let Some(token) = setup::new_token(&backend.store, &*clock, &*ids).await? {
        println!("setup link: {}{}#{token}", origin.as_str(), app::routes::SETUP);
        println!("It makes the first account, once, within an hour.");
        record(&backend.store, Action::TokenCreated, &*clock).await?;
    }
    println!("Public key of the audit log: {}", backend.store.audit().verifier().await?);
    record(&backend.store, Action::Startup, &*clock).await?;
    let places = Places::of_process(options.surface.trusted_proxies.clone());
    let app = backend.router(origin, options.surface, options.session_limits);
    let handle = Handle::new();
    tokio::spawn(stop_gracefully(handle.clone()));
    tokio::spawn(tidy(Arc::clone(&backend.services), Arc::clone(&backend.key_store)));
    tokio::spawn(sign(Arc::clone(&backend.services)));
    let made_for_localhost = options.certificate.is_none().then(|| options.data_dir.clone());
    tokio::spawn(watch_certificate(watch, config.clone(), made_for_localhost, Arc::clone(&clock)));
    listener::serve(socket, config, app, handle, Deadlines::STANDARD, places).await?;
    backend.services.context().record_every_left_out().await?;
    record(&backend.store, Action::Shutdown, &*clock).await?;
    backend.close().await;
    Ok(())
}

/// Records an event of the server itself.
async fn record(store: &Store, action: Action, clock: &dyn Clock) -> Result<(), BootError> {
    let origin = Origin { request_id: "boot".to_owned(), address: None };
    Ok(store.audit().record(&Entry::new(action, clock.now_s(), &origin)).await?)
}

/// Requests that run get half a minute to finish.
async fn stop_gracefully(handle: Handle<SocketAddr>) {
    use tokio::signal::unix::{SignalKind, signal};
    let mut terminate = signal(SignalKind::terminate()).expect("signals can be listened for");
    tokio::select! {
        _ = tokio::signal::ctrl_c() => {}
        _ = terminate.recv() => {}
    }
    tracing::info!("stopping");
    handle.graceful_shutdown(Some(Duration::from_secs(30)));
}

/// A new certificate is used for new connections within a minute; one that cannot be read changes nothing.
async fn watch_certificate(
    mut watch: CertificateWatch,
    config: RustlsConfig,
    made_for_localhost: Option<PathBuf>,
    clock: Arc<dyn Clock>,
) {
    let mut every = tokio::time::interval(Duration::from_secs(60));
    loop {
        every.tick().await;
        if let Some(folder) = &made_for_localhost
            && let Err(error) = tls::localhost_certificate(folder, clock.now_s())
        {
            tracing::error!(%error, "the certificate for localhost was not renewed");
        }
        match watch.reload_if_changed(&config) {
            Ok(true) => tracing::info!("the certificate was replaced"),
            Ok(false) => {}
            Err(error) => tracing::error!(%error, "the new certificate is not used"),
        }
    }
}

/// Every ten minutes what has ended or rested is removed: sessions, ceremonies, links, counters, deletions, keys of
/// deleted accounts; owners are reminded of what nobody has reviewed, if that is due.
async fn tidy(services: Arc<Services>, key_store: Arc<SqliteKeyStore>) {
    let context = services.context();
    let mut every = tokio::time::interval(Duration::from_secs(600));
    loop {
        every.tick().await;
        let (now_s, store) = (context.clock.now_s(), &context.store);
        let done = [
            services.sessions().remove_ended().await,
            store.ceremonies().delete_expired(now_s).await,
            store.links().delete_expired(now_s).await,
            context.limits.tidy().await,
            context.record_left_out().await,
            store.forget_left().await,
            key_store.forget_left().await,
        ];
        for error in done.into_iter().filter_map(Result::err) {
            tracing::error!(%error, "what has ended was not removed or not recorded");
        }
        if let Err(error) = finish_deletions(store, now_s).await {
            tracing::error!(%error, "interrupted deletions were not finished");
        }
        if let Err(error) = services.audit().remind().await {
            tracing::error!(%error, "nobody was reminded of events that wait for review");
        }
    }
}

/// Signs the audit log whenever enough was added to it; every ten minutes it is seen whether its day has come.
async fn sign(services: Arc<Services>) {
    let context = services.context();
    let log = context.store.audit();
    let mut every = tokio::time::interval(Duration::from_secs(600));
    loop {
        tokio::select! {
            _ = every.tick() => {}
            () = log.rows_to_sign() => {}
        }
        if let Err(error) = log.sign_if_due(context.clock.now_s()).await {
            tracing::error!(%error, "the audit log was not signed");
        }
    }
}
