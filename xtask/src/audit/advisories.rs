//! The RustSec database: live where the network allows it, otherwise the snapshot of this repository.
//!
//! A database that is too old makes the audit red, unless `waiver.txt` says until when that is accepted.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use anyhow::{Context, Result, bail};

use super::process;
use crate::build;

const ADDRESS: &str = "https://github.com/rustsec/advisory-db";
/// The folder in which cargo-deny looks for the database of this address.
const FOLDER: &str = "advisory-db-3157b0e258782691";
const DOWNLOAD_AT_MOST: Duration = Duration::from_secs(60);
const UNPACK_AT_MOST: Duration = Duration::from_secs(60);
/// New advisories appear every week; after this many days without one the database is out of date.
const OLD_AFTER_DAYS: i64 = 30;

/// A database on this machine.
pub struct Database {
    above: PathBuf,
    source: Source,
    newest: Date,
    today: Date,
    waiver: Option<Date>,
}

/// Where a database comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Source {
    /// Fetched now.
    Live,
    /// An archive that was named.
    Given,
    /// The archive of this repository.
    Stored,
}

impl Database {
    /// Unpacks the archive that was named, else fetches the live database, else unpacks the snapshot of `stored`.
    pub fn open(stored: &Path, given: Option<&Path>, cache: &Path) -> Result<Self> {
        let waiver = match fs::read_to_string(stored.join("waiver.txt")) {
            Ok(text) => Some(waiver(&text)?),
            Err(_) => None,
        };
        let (above, source) = match given {
            Some(archive) => (unpack(archive, cache)?, Source::Given),
            None => match fetch(&cache.join("advisories-live")) {
                Ok(folder) => (folder, Source::Live),
                Err(_) => (unpack(&stored.join("advisory-db.tgz"), cache)?, Source::Stored),
            },
        };
        let newest = newest(&above.join(FOLDER).join("crates"))?.context("the database has no advisories")?;
        Ok(Self { above, source, newest, today: Date::today(), waiver })
    }

    /// The database itself.
    pub fn folder(&self) -> PathBuf {
        self.above.join(FOLDER)
    }

    /// The folder in which cargo-deny looks for databases.
    pub fn above(&self) -> &Path {
        &self.above
    }

    /// Where it comes from and how old it is.
    pub fn description(&self) -> String {
        let from = match self.source {
            Source::Live => "live database",
            Source::Given => "given archive",
            Source::Stored => "snapshot",
        };
        let mut text = format!("{from}, newest advisory {} days old", self.age_days());
        if let Some(until) = self.waiver.filter(|_| self.is_old()) {
            text += &format!(", accepted until {until}");
        }
        text
    }

    /// Why it may not be trusted.
    pub fn complaint(&self) -> Option<String> {
        if !self.is_old() || self.waiver.is_some_and(|until| self.today <= until) {
            return None;
        }
        Some(format!(
            "the newest advisory is {} days old, {OLD_AFTER_DAYS} are allowed: bring a newer snapshot, or say in \
             xtask/audit/advisories/waiver.txt why and until when not",
            self.age_days()
        ))
    }

    fn age_days(&self) -> i64 {
        self.today.0 - self.newest.0
    }

    fn is_old(&self) -> bool {
        self.age_days() > OLD_AFTER_DAYS
    }
}

/// The live database, as new as the network gives it.
fn fetch(above: &Path) -> Result<PathBuf> {
    let folder = above.join(FOLDER);
    fs::create_dir_all(above)?;
    let log = above.join("fetch");
    if folder.join(".git").is_dir() {
        let arguments = ["fetch", "--quiet", "--depth", "1", "origin", "HEAD"];
        process::must(git(&folder).args(arguments), &log, DOWNLOAD_AT_MOST)?;
        process::must(git(&folder).args(["reset", "--quiet", "--hard", "FETCH_HEAD"]), &log, UNPACK_AT_MOST)?;
    } else {
        let mut clone = git(above);
        process::must(
            clone.args(["clone", "--quiet", "--depth", "1", ADDRESS, FOLDER]),
            &log,
            DOWNLOAD_AT_MOST,
        )?;
    }
    Ok(above.to_owned())
}

/// The snapshot as a git repository, which is what cargo-deny opens.
fn unpack(archive: &Path, cache: &Path) -> Result<PathBuf> {
    let bytes = fs::read(archive).with_context(|| archive.display().to_string())?;
    let above = cache.join(format!("advisories-{}", build::hash_of(&bytes)));
    let folder = above.join(FOLDER);
    let ready = above.join(".ready");
    if !ready.is_file() {
        if above.exists() {
            fs::remove_dir_all(&above)?;
        }
        fs::create_dir_all(&folder)?;
        let log = above.join("unpack");
        let mut tar = Command::new("tar");
        process::must(tar.arg("-xzf").arg(archive).arg("-C").arg(&folder), &log, UNPACK_AT_MOST)?;
        make_repository(&folder, &log)?;
        fs::write(ready, "")?;
    }
    Ok(above)
}

/// Turns a folder of advisories into a repository with one commit.
pub fn make_repository(folder: &Path, log: &Path) -> Result<()> {
    for arguments in
        [&["init", "--quiet"][..], &["add", "--all"], &["commit", "--quiet", "--message", "snapshot"]]
    {
        process::must(git(folder).args(arguments), log, UNPACK_AT_MOST)?;
    }
    Ok(())
}

/// A database of this content alone, in its folder below `above`.
pub fn invent(above: &Path, package: &str, advisory: &str, log: &Path) -> Result<()> {
    if above.exists() {
        fs::remove_dir_all(above)?;
    }
    let folder = above.join(FOLDER);
    let crates = folder.join("crates").join(package);
    fs::create_dir_all(&crates)?;
    fs::write(crates.join("RUSTSEC-2026-9999.md"), advisory)?;
    make_repository(&folder, log)
}

fn git(folder: &Path) -> Command {
    let mut command = Command::new("git");
    // A call from a hook of this repository must not reach this repository.
    for name in ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"] {
        command.env_remove(name);
    }
    command.env("GIT_TERMINAL_PROMPT", "0").current_dir(folder);
    command.args(["-c", "user.name=audit", "-c", "user.email=audit", "-c", "commit.gpgsign=false"]);
    command
}

/// The day of the newest advisory below a folder.
fn newest(folder: &Path) -> Result<Option<Date>> {
    let mut newest = None;
    for entry in fs::read_dir(folder).with_context(|| folder.display().to_string())? {
        let path = entry?.path();
        let found = if path.is_dir() {
            self::newest(&path)?
        } else {
            let text = fs::read_to_string(&path)?;
            let day = text.lines().find_map(|line| line.strip_prefix("date = \"")?.strip_suffix('"'));
            day.map(Date::parse).transpose()?
        };
        newest = newest.max(found);
    }
    Ok(newest)
}

/// `until YYYY-MM-DD` in the first line, and a reason below.
fn waiver(text: &str) -> Result<Date> {
    let (first, reason) = text.split_once('\n').context("waiver.txt has no reason")?;
    let day = first.strip_prefix("until ").context("waiver.txt does not begin with “until YYYY-MM-DD”")?;
    if reason.trim().len() < 20 {
        bail!("waiver.txt has no reason");
    }
    Date::parse(day.trim())
}

/// Today, as `YYYY-MM-DD`.
pub fn today() -> String {
    Date::today().to_string()
}

/// Days since 1970-01-01.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Date(i64);

impl Date {
    #[expect(clippy::disallowed_methods, reason = "the build tool asks the machine how old its data is")]
    fn today() -> Self {
        let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        Self(i64::try_from(since.as_secs() / 86_400).unwrap_or(i64::MAX))
    }

    fn parse(text: &str) -> Result<Self> {
        let wrong = || format!("“{text}” is no date");
        let parts: Vec<i64> =
            text.split('-').map(str::parse).collect::<Result<_, _>>().with_context(wrong)?;
        let [year, month @ 1..=12, day @ 1..=31] = parts[..] else { bail!(wrong()) };
        // Years begin in March here, so that the leap day is the last one.
        let (year, month) = if month < 3 { (year - 1, month + 9) } else { (year, month - 3) };
        let days = year * 365 + year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
        Ok(Self(days + (month * 153 + 2) / 5 + day - 1 - 719_468))
    }
}

impl std::fmt::Display for Date {
    fn fmt(&self, formatter: &mut std::fmt::Formatter) -> std::fmt::Result {
        let days = self.0 + 719_468;
        let era = days.div_euclid(146_097);
        let of_era = days.rem_euclid(146_097);
        let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
        let of_year = of_era - (365 * year + year / 4 - year / 100);
        let month = (5 * of_year + 2) / 153;
        let day = of_year - (153 * month + 2) / 5 + 1;
        let (year, month) = if month < 10 { (year, month + 3) } else { (year + 1, month - 9) };
        write!(formatter, "{:04}-{month:02}-{day:02}", era * 400 + year)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn database(newest: &str, today: &str, waiver: Option<&str>) -> Database {
        let date = |text| Date::parse(text).unwrap();
        let waiver = waiver.map(date);
        Database {
            above: PathBuf::new(),
            source: Source::Stored,
            newest: date(newest),
            today: date(today),
            waiver,
        }
    }

    #[test]
    fn dates_are_counted_as_the_calendar_does() {
        for (text, days) in
            [("1970-01-01", 0), ("2000-02-29", 11_016), ("2000-03-01", 11_017), ("2026-11-22", 20_779)]
        {
            assert_eq!(Date::parse(text).unwrap().0, days);
            assert_eq!(Date(days).to_string(), text);
        }
        assert!(Date::parse("2026-13-01").is_err());
        assert!(Date::parse("soon").is_err());
    }

    #[test]
    fn an_old_database_is_red_unless_that_is_accepted_for_now() {
        assert_eq!(database("2026-08-20", "2026-09-10", None).complaint(), None);
        assert!(database("2026-08-20", "2026-11-22", None).complaint().unwrap().contains("94 days"));
        assert_eq!(database("2026-08-20", "2026-11-22", Some("2026-12-31")).complaint(), None);
        assert!(database("2026-08-20", "2027-01-01", Some("2026-12-31")).complaint().is_some());
    }

    #[test]
    fn a_waiver_has_an_end_and_a_reason() {
        let until =
            waiver("until 2026-12-31\nThe network is not reached from where this is built.\n").unwrap();
        assert_eq!(until, Date::parse("2026-12-31").unwrap());
        assert!(waiver("until 2026-12-31\n\n").is_err());
        assert!(waiver("because\nI say so, and that must be enough.\n").is_err());
    }
}
