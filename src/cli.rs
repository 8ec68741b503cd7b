//! The command line.

use std::io;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};

use crate::boot::{self, BootError, ServeOptions};
use crate::commands::{self, CommandError};
use crate::http::{Network, PublicOrigin, Surface, parse_contact};
use crate::identity::sessions::SessionLimits;
use crate::mail::{self, SmtpOptions};
use crate::outbound::Host;
use crate::telemetry;
use crate::tls::CertificateFiles;

/// Exit code for wrong usage and wrong input.
const USAGE: u8 = 2;

/// Load profiles of buildings and districts, planned in the browser and stored encrypted.
#[derive(Parser)]
#[command(name = "lastgang", version, max_term_width = 100)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Serve the web application over TLS.
    Serve(Serve),
    /// Write a load profile as CSV to standard output.
    Profile(commands::profile::Args),
    /// Calculate a project file: load profiles, key figures and charts as files.
    Calculate(commands::calculate::Args),
    /// Size an abstract energy hub: the cheapest capacities and how they run.
    Hub(commands::hub::Args),
    /// Check a metered load profile: what was found in the file, what was changed, what is left open.
    Import(commands::import::Args),
    /// Verify the audit log.
    Audit(commands::audit::Args),
}

#[derive(Args)]
struct Serve {
    /// Offer a demonstration account with the sample district, without a password.
    #[arg(long)]
    demo: bool,
    /// Where data, keys and the certificate for localhost are kept [default: the user's data directory].
    #[arg(long, value_name = "DIR", env = "LASTGANG_DATA_DIR")]
    data_dir: Option<PathBuf>,
    /// Where to listen.
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:8443")]
    listen: SocketAddr,
    /// How browsers reach the server [default: https://localhost:PORT].
    #[arg(long, value_name = "URL", value_parser = PublicOrigin::parse)]
    public_origin: Option<PublicOrigin>,
    /// Proxy whose word about the addresses of clients is believed: address or network. May be given several
    /// times.
    #[arg(long, value_name = "NETWORK")]
    trusted_proxy: Vec<Network>,
    /// Network from which the administration of the instance is reached, elsewhere it does not exist: address or
    /// network. May be given several times [default: everywhere].
    #[arg(long, value_name = "NETWORK")]
    admin_from: Vec<Network>,
    /// Whom to tell about weaknesses, for security.txt: mailto:ADDRESS or https://ADDRESS.
    #[arg(long, value_name = "URL", value_parser = parse_contact)]
    security_contact: Option<String>,
    /// File with the root key, readable by its owner only [default: root.key in the data directory].
    #[arg(long, value_name = "FILE")]
    root_key: Option<PathBuf>,
    /// The data were restored from a copy that is older than the keys: what was deleted since stays deleted. Only for
    /// the first start afterwards; without it such a pair is refused.
    #[arg(long)]
    restored_data: bool,
    /// Certificate chain (PEM) [default: a certificate made for localhost].
    #[arg(long, value_name = "FILE", requires = "tls_key")]
    tls_cert: Option<PathBuf>,
    /// A host of an identity provider in a private network that organisations may name; may be repeated.
    #[arg(long, value_name = "HOST[:PORT]", value_parser = Host::parse)]
    identity_provider_host: Vec<Host>,
    /// Private key of the certificate (PEM).
    #[arg(long, value_name = "FILE", requires = "tls_cert")]
    tls_key: Option<PathBuf>,
    #[command(flatten)]
    sessions: SessionOptions,
    #[command(flatten)]
    mail: MailOptions,
    /// Everybody with an address of this domain may register; may be given several times. Needs a mail relay.
    #[arg(long, value_name = "DOMAIN", requires = "smtp_host")]
    registration_domain: Vec<String>,
    /// File of breached passwords that are refused: SHA-1 in hexadecimal, one a line, sorted.
    #[arg(long, value_name = "FILE")]
    breached_passwords: Option<PathBuf>,
}

/// The mail relay.
#[derive(Args)]
struct MailOptions {
    /// Mail relay; without one, links are passed on by hand.
    #[arg(long, value_name = "HOST", requires = "mail_from")]
    smtp_host: Option<String>,
    /// Port of the relay; 465 speaks TLS from the beginning, others after STARTTLS.
    #[arg(long, value_name = "PORT", default_value_t = 465)]
    smtp_port: u16,
    /// User name at the relay.
    #[arg(long, value_name = "NAME", requires = "smtp_password_file")]
    smtp_user: Option<String>,
    /// File with the password at the relay, readable by its owner only.
    #[arg(long, value_name = "FILE", requires = "smtp_user")]
    smtp_password_file: Option<PathBuf>,
    /// Sender of mails, such as `Lastgang <lastgang@example.org>`.
    #[arg(long, value_name = "ADDRESS", requires = "smtp_host")]
    mail_from: Option<String>,
}

impl MailOptions {
    fn smtp(self) -> Result<Option<SmtpOptions>, BootError> {
        let Some((host, from)) = self.smtp_host.zip(self.mail_from) else { return Ok(None) };
        let credentials = match self.smtp_user.zip(self.smtp_password_file) {
            Some((user, file)) => Some((user, mail::read_password(&file)?)),
            None => None,
        };
        Ok(Some(SmtpOptions { host, port: self.smtp_port, from, credentials }))
    }
}

/// When sessions end.
#[derive(Args)]
struct SessionOptions {
    /// Sessions end after this many minutes without use.
    #[arg(long, value_name = "MINUTES", default_value_t = 30, value_parser = clap::value_parser!(u16).range(1..=1440))]
    session_idle: u16,
    /// Sessions end after this many hours, used or not.
    #[arg(long, value_name = "HOURS", default_value_t = 8, value_parser = clap::value_parser!(u16).range(1..=24))]
    session_length: u16,
    /// Sessions of instance administrators end after this many minutes without use.
    #[arg(long, value_name = "MINUTES", default_value_t = 15, value_parser = clap::value_parser!(u16).range(1..=1440))]
    admin_session_idle: u16,
    /// Sessions of instance administrators end after this many hours, used or not.
    #[arg(long, value_name = "HOURS", default_value_t = 4, value_parser = clap::value_parser!(u16).range(1..=24))]
    admin_session_length: u16,
}

impl SessionOptions {
    fn limits(&self) -> SessionLimits {
        SessionLimits {
            idle_s: i64::from(self.session_idle) * 60,
            absolute_s: i64::from(self.session_length) * 3_600,
            administrator_idle_s: i64::from(self.admin_session_idle) * 60,
            administrator_absolute_s: i64::from(self.admin_session_length) * 3_600,
        }
    }
}

/// Reads the command line and does what it says.
#[must_use]
pub fn run() -> ExitCode {
    let done = match Cli::parse().command {
        Command::Serve(serve) => run_serve(serve).map(|()| 0),
        Command::Profile(args) => {
            finish(commands::profile::run(&args, io::stdout().lock(), io::stderr()).map(|()| 0))
        }
        Command::Calculate(args) => {
            finish(commands::calculate::run(&args, io::stdout().lock(), io::stderr()).map(|()| 0))
        }
        Command::Audit(args) => run_audit(args),
        Command::Hub(args) => finish(commands::hub::run(&args, io::stdout().lock())),
        Command::Import(args) => finish(commands::import::run(&args, io::stdout().lock())),
    };
    match done {
        Ok(code) => ExitCode::from(code),
        Err(error) => {
            eprintln!("lastgang: {error}");
            ExitCode::from(USAGE)
        }
    }
}

/// The exit code of a command.
fn finish(done: Result<u8, CommandError>) -> Result<u8, BootError> {
    match done {
        Ok(code) => Ok(code),
        Err(error) if error.is_reader_gone() => Ok(0),
        Err(error) => Err(error.into()),
    }
}

fn run_audit(args: commands::audit::Args) -> Result<u8, BootError> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(commands::audit::run(args, io::stdout()))
}

/// The data directory that was given, else the user's.
pub(crate) fn data_dir(given: Option<PathBuf>) -> Result<PathBuf, BootError> {
    let usual =
        || directories::ProjectDirs::from("", "", "lastgang").map(|folders| folders.data_dir().to_owned());
    Ok(given.or_else(usual).ok_or("there is no home directory; give --data-dir")?)
}

fn run_serve(serve: Serve) -> Result<(), BootError> {
    telemetry::start();
    let certificate = serve.tls_cert.zip(serve.tls_key);
    let options = ServeOptions {
        data_dir: data_dir(serve.data_dir)?,
        listen: serve.listen,
        public_origin: serve.public_origin,
        root_key: serve.root_key,
        restored_data: serve.restored_data,
        certificate: certificate.map(|(certificate, key)| CertificateFiles { certificate, key }),
        identity_provider_hosts: serve.identity_provider_host,
        surface: Surface {
            demo: serve.demo,
            security_contact: serve.security_contact,
            trusted_proxies: serve.trusted_proxy,
            admin_networks: serve.admin_from,
            ..Surface::default()
        },
        session_limits: serve.sessions.limits(),
        smtp: serve.mail.smtp()?,
        registration_domains: serve.registration_domain,
        breached_passwords: serve.breached_passwords,
    };
    tokio::runtime::Builder::new_multi_thread().enable_all().build()?.block_on(boot::serve(options))
}
