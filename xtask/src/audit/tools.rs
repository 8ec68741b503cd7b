//! The auditors themselves: pinned in `xtask/audit/tools`, installed once into the user's cache.

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
    time::Duration,
};

use anyhow::{Context, Result};

use super::process;
use crate::build;

const INSTALL_AT_MOST: Duration = Duration::from_secs(600);

/// Programs of auditors, by the list that pins them.
pub struct Tools {
    pins: PathBuf,
    cache: PathBuf,
}

impl Tools {
    /// `pins` holds the lists of versions.
    pub fn new(pins: &Path) -> Result<Self> {
        let cache = cache_folder()?.join("lastgang/audit");
        fs::create_dir_all(&cache).with_context(|| cache.display().to_string())?;
        Ok(Self { pins: pins.to_owned(), cache })
    }

    /// Where they are installed.
    pub fn cache(&self) -> &Path {
        &self.cache
    }

    /// A Python environment with the packages of `NAME.txt`: the folder with its programs.
    pub fn python(&self, name: &str) -> Result<PathBuf> {
        let list = self.pins.join(format!("{name}.txt"));
        let folder = self.installed(name, &[&list], |folder| {
            const HINT: &str = "auditors need Python 3 with venv (Debian: apt-get install python3-venv)";
            let log = folder.with_extension("install");
            let mut venv = Command::new("python3");
            process::must(venv.args(["-m", "venv"]).arg(folder), &log, INSTALL_AT_MOST).context(HINT)?;
            let mut pip = Command::new(folder.join("bin/python"));
            // The list is complete, so that nothing else is installed.
            pip.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps", "-r"]);
            process::must(pip.arg(&list), &log, INSTALL_AT_MOST).map(drop)
        })?;
        Ok(folder.join("bin"))
    }

    /// The folder above `node_modules` with the packages of `package-lock.json`.
    pub fn node(&self) -> Result<PathBuf> {
        let [package, lock] = ["package.json", "package-lock.json"].map(|name| self.pins.join(name));
        self.installed("node", &[&package, &lock], |folder| {
            fs::create_dir_all(folder)?;
            for file in [&package, &lock] {
                fs::copy(file, folder.join(file.file_name().context("a file")?))?;
            }
            let mut npm = Command::new("npm");
            // Scripts of packages are not run: they fetch lists from elsewhere.
            npm.current_dir(folder).args([
                "ci",
                "--ignore-scripts",
                "--no-audit",
                "--no-fund",
                "--loglevel=error",
            ]);
            process::must(&mut npm, &folder.with_extension("install"), INSTALL_AT_MOST)
                .context("auditors need Node 20 or newer with npm")
                .map(drop)
        })
    }

    /// Programs of Debian, unpacked without being installed: the folder that stands for `/`.
    pub fn debian(&self) -> Result<PathBuf> {
        let list = self.pins.join("debian.txt");
        self.installed("debian", &[&list], |folder| {
            fs::create_dir_all(folder)?;
            let log = folder.with_extension("install");
            let text = fs::read_to_string(&list)?;
            let download = || {
                let mut apt = Command::new("apt-get");
                apt.current_dir(folder).args(["download", "--quiet"]).args(text.lines());
                process::must(&mut apt, &log, INSTALL_AT_MOST)
            };
            if download().is_err() {
                // A fresh machine has no lists of packages. Without the right to fetch them the download fails again.
                _ = process::run(Command::new("apt-get").args(["update", "--quiet"]), &log, INSTALL_AT_MOST);
                download().context("this auditor comes from Debian: apt-get has to work here")?;
            }
            for entry in fs::read_dir(folder)? {
                let file = entry?.path();
                if file.extension().is_some_and(|extension| extension == "deb") {
                    let mut unpack = Command::new("dpkg-deb");
                    process::must(unpack.arg("--extract").arg(file).arg(folder), &log, INSTALL_AT_MOST)?;
                }
            }
            Ok(())
        })
    }

    /// The version of a package in the lists.
    pub fn version(&self, list: &str, package: &str) -> Result<String> {
        let text = fs::read_to_string(self.pins.join(list)).with_context(|| list.to_owned())?;
        let after = |line: &str| {
            let line = line.trim().trim_start_matches('"').strip_prefix(package)?;
            let version = line.trim_start_matches(['"', ':', ' ', '=']);
            (version.len() < line.len()).then(|| version.trim_end_matches(['"', ',']).to_owned())
        };
        text.lines().find_map(after).with_context(|| format!("{package} is not in {list}"))
    }

    /// A folder that `install` fills, once for every content of the lists.
    fn installed(
        &self,
        name: &str,
        lists: &[&Path],
        install: impl FnOnce(&Path) -> Result<()>,
    ) -> Result<PathBuf> {
        let mut pinned = Vec::new();
        for list in lists {
            pinned.extend(fs::read(list).with_context(|| list.display().to_string())?);
        }
        let folder = self.cache.join(format!("{name}-{}", build::hash_of(&pinned)));
        let ready = folder.join(".ready");
        if !ready.is_file() {
            eprintln!("installing {name} …");
            if folder.exists() {
                fs::remove_dir_all(&folder)?;
            }
            install(&folder).with_context(|| format!("{name} could not be installed"))?;
            fs::write(ready, "")?;
        }
        Ok(folder)
    }
}

/// The cache of the user after the XDG rules.
fn cache_folder() -> Result<PathBuf> {
    let named = env::var_os("XDG_CACHE_HOME").filter(|value| !value.is_empty()).map(PathBuf::from);
    let home = || env::var_os("HOME").map(|home| PathBuf::from(home).join(".cache"));
    named.or_else(home).context("neither XDG_CACHE_HOME nor HOME is set")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_version_of_an_auditor_is_read_from_every_kind_of_list() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("a.txt"), "sslyze-more==1\nsslyze==6.3.1\n").unwrap();
        fs::write(folder.path().join("package.json"), "  \"retire\": \"5.7.0\",\n").unwrap();
        fs::write(folder.path().join("debian.txt"), "ffuf=1.1.0-1+b8\n").unwrap();
        let tools = Tools { pins: folder.path().to_owned(), cache: PathBuf::new() };
        assert_eq!(tools.version("a.txt", "sslyze").unwrap(), "6.3.1");
        assert_eq!(tools.version("package.json", "retire").unwrap(), "5.7.0");
        assert_eq!(tools.version("debian.txt", "ffuf").unwrap(), "1.1.0-1+b8");
        assert!(tools.version("a.txt", "wapiti").is_err());
    }
}
