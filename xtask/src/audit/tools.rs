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
