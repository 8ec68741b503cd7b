//! `lastgang audit`: verifies the audit log of a data directory, also while the server runs.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use clap::Subcommand;
use uuid::Uuid;

use super::CommandError;
use crate::audit::{self, Checkpoint};
use crate::boot::BootError;
use crate::storage::{LogFile, SqliteKeyStore};
use crate::vault::{self, AuditKey, AuditVerifier, KeyPurpose, Vault};

#[cfg(test)]
mod tests;

/// Exit code of a log that cannot be believed.
pub(crate) const FAULT: u8 = 1;

/// What to do with the log.
#[derive(clap::Args, Debug)]
pub struct Args {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand, Debug)]
enum Task {
    /// Check every row, every checkpoint and every review; name the first row that cannot be believed.
    Verify {
        /// A checkpoint that was kept elsewhere: only it can prove that nothing was cut off. May be given
        /// several times.
        #[arg(long, value_name = "FILE")]
        checkpoint: Vec<PathBuf>,
        /// Public key of the log as `audit key` prints it [default: taken from the key store].
        #[arg(long, value_name = "KEY", value_parser = verifier_key)]
        key: Option<AuditVerifier>,
        #[command(flatten)]
        place: Place,
    },
    /// Print the public key with which checkpoints can be checked anywhere.
    Key {
        #[command(flatten)]
        place: Place,
    },
}

#[derive(clap::Args, Debug)]
struct Place {
    /// Where the data are kept [default: the user's data directory].
    #[arg(long, value_name = "DIR", env = "LASTGANG_DATA_DIR")]
    data_dir: Option<PathBuf>,
    /// File with the root key [default: root.key in the data directory].
    #[arg(long, value_name = "FILE")]
    root_key: Option<PathBuf>,
}

fn verifier_key(text: &str) -> Result<AuditVerifier, &'static str> {
    AuditVerifier::parse(text).ok_or("this is no public key of an audit log")
}

/// Does what the command line says; gives the exit code.
///
/// # Errors
/// The data directory cannot be read.
pub async fn run(args: Args, mut out: impl Write) -> Result<u8, BootError> {
    match args.task {
        Task::Verify { checkpoint, key, place } => {
            let folder = crate::cli::data_dir(place.data_dir.clone())?;
            let (key, signed) = match key {
                Some(key) => (key, None),
                None => from_key_store(&folder, &place).await?,
            };
            verify(&folder, signed, &checkpoint, &key, &mut out).await
        }
        Task::Key { place } => {
            let folder = crate::cli::data_dir(place.data_dir.clone())?;
            let (key, _) = from_key_store(&folder, &place).await?;
            writeln!(out, "{key}").map_err(CommandError::from)?;
            Ok(0)
        }
    }
}

/// The public key, and the state of the log that was signed last.
async fn from_key_store(folder: &Path, place: &Place) -> Result<(AuditVerifier, Option<String>), BootError> {
    let root_key = place.root_key.clone().unwrap_or_else(|| folder.join("root.key"));
    let (root, _) = vault::load_or_create(&root_key, false)?;
    let store = Arc::new(SqliteKeyStore::open_to_read(folder).await?);
    let vault = Vault::open(root, Arc::clone(&store) as _).await?;
    let ring = vault.ring(KeyPurpose::AuditSigning, Uuid::nil()).await?;
    let signed = vault.signed_log().await?.map(|signed| signed.note);
    store.close().await;
    let (_, secret) = ring.secret(None).ok_or("the key store has no key of the audit log")?;
    Ok((AuditKey::new(secret).verifier().clone(), signed))
}

async fn verify(
    folder: &Path,
    signed: Option<String>,
    kept: &[PathBuf],
    key: &AuditVerifier,
    out: &mut impl Write,
) -> Result<u8, BootError> {
    let log = LogFile::open(folder).await?;
    // In this order: while the server runs, rows are added, and a checkpoint must not speak of later ones.
    let notes = log.checkpoints().await?;
    let reviews_before = log.reviews().await?;
    let rows = log.rows().await?;
    let reviews = log.reviews().await?;
    log.close().await;
    let mut checkpoints = Vec::new();
    for (number, note) in (1..).zip(&notes) {
        match Checkpoint::open(note, key) {
            Ok(checkpoint) => checkpoints.push(checkpoint),
            Err(error) => return say(out, FAULT, &format!("checkpoint {number} of the log: {error}")),
        }
    }
    if let Some(note) = &signed {
        match Checkpoint::open(note, key) {
            Ok(checkpoint) => checkpoints.push(checkpoint),
            Err(error) => return say(out, FAULT, &format!("checkpoint in the key store: {error}")),
        }
    }
    for file in kept {
        let note = fs::read_to_string(file).map_err(CommandError::file(file))?;
        match Checkpoint::open(&note, key) {
            Ok(checkpoint) => checkpoints.push(checkpoint),
            Err(error) => return say(out, FAULT, &format!("{}: {error}", file.display())),
        }
    }
    let verified =
        audit::verify(rows.iter().map(|stored| (&stored.row, stored.hash.as_slice())), &checkpoints);
    // Only a log that can be believed says which reviews can.
    let rows = rows.iter().map(|stored| &stored.row);
    if verified.is_ok()
        && let Err(fault) = audit::verify_reviews(rows, &reviews_before, &reviews)
    {
        return say(out, FAULT, &fault.to_string());
    }
    match verified {
        Ok(verified) => {
            let root = STANDARD.encode(verified.root);
            let told = format!(
                "{} rows and {} checkpoints agree; root of the tree {root}",
                verified.rows, verified.checkpoints
            );
            say(out, 0, &told)
        }
        Err(fault) => say(out, FAULT, &fault.to_string()),
    }
}

fn say(out: &mut impl Write, code: u8, text: &str) -> Result<u8, BootError> {
    writeln!(out, "{text}").map_err(CommandError::from)?;
    Ok(code)
}
