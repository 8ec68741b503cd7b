//! Where things are, and how cargo is called.

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result, bail};

/// The target of the browser half.
pub const WASM_TARGET: &str = "wasm32-unknown-unknown";

/// The folders of this checkout.
pub struct Workspace {
    root: PathBuf,
    target: PathBuf,
}

impl Workspace {
    /// Finds the checkout this tool was started from; honours `CARGO_TARGET_DIR`.
    pub fn locate() -> Result<Self> {
        let start = match env::var_os("CARGO_MANIFEST_DIR") {
            Some(manifest_dir) => PathBuf::from(manifest_dir),
            None => env::current_dir().context("the current folder cannot be read")?,
        };
        let root = start
            .ancestors()
            .find(|folder| folder.join("Cargo.lock").is_file() && folder.join("xtask").is_dir())
            .with_context(|| format!("no workspace found above {}", start.display()))?
            .to_path_buf();
        let target = match env::var_os("CARGO_TARGET_DIR") {
            Some(folder) => env::current_dir()?.join(folder),
            None => root.join("target"),
        };
        Ok(Self { root, target })
    }

    /// The root of the checkout.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Cargo's target folder.
    pub fn target(&self) -> &Path {
        &self.target
    }

    /// The finished site: hashed files, compressed siblings and the manifest.
    pub fn site(&self) -> PathBuf {
        self.target.join("site")
    }

    /// The release server.
    pub fn server_binary(&self) -> PathBuf {
        self.target.join("release").join(if cfg!(windows) { "lastgang.exe" } else { "lastgang" })
    }

    /// The server without optimisation.
    pub fn quick_server_binary(&self) -> PathBuf {
        self.target.join("debug").join(if cfg!(windows) { "lastgang.exe" } else { "lastgang" })
    }

    /// A cargo call in the root of the checkout, with the same cargo that started this tool.
    pub fn cargo(&self) -> Command {
        let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        command.current_dir(&self.root).env("CARGO_TARGET_DIR", &self.target);
        // Variables of the outer call would make build scripts of dependencies run again.
        for (name, _) in env::vars_os() {
            let name_text = name.to_string_lossy();
            if name_text.starts_with("CARGO_PKG_") || name_text.starts_with("CARGO_MANIFEST_") {
                command.env_remove(&name);
            }
        }
        command
    }

    /// The version of a package in `Cargo.lock`; an error if it is missing or there are several.
    pub fn locked_version(&self, package: &str) -> Result<String> {
        let lock = fs::read_to_string(self.root.join("Cargo.lock")).context("Cargo.lock cannot be read")?;
        locked_version(&lock, package)
    }
}

/// Runs a command whose output the user sees; an error names it when it fails.
pub fn run(command: &mut Command) -> Result<()> {
    let status = command.status().with_context(|| format!("cannot start {}", name_of(command)))?;
    if !status.success() {
        bail!("{} failed ({status})", name_of(command));
    }
    Ok(())
}

/// The program and its arguments as one line, for messages.
pub fn name_of(command: &Command) -> String {
    let program = Path::new(command.get_program()).file_stem().unwrap_or_default().to_string_lossy();
    let arguments = command.get_args().map(|argument| argument.to_string_lossy());
    std::iter::once(program).chain(arguments).collect::<Vec<_>>().join(" ")
}

fn locked_version(lock: &str, package: &str) -> Result<String> {
    let name_line = format!("name = \"{package}\"");
    let mut versions = lock
        .split("[[package]]")
        .filter(|block| block.lines().any(|line| line == name_line))
        .filter_map(|block| block.lines().find_map(|line| line.strip_prefix("version = ")))
        .map(|version| version.trim_matches('"').to_owned());
    let version = versions.next().with_context(|| format!("{package} is not in Cargo.lock"))?;
    if let Some(second) = versions.next() {
        bail!("Cargo.lock has {package} twice: {version} and {second}");
    }
    Ok(version)
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOCK: &str = "version = 4\n\n[[package]]\nname = \"a\"\nversion = \"1.2.3\"\n\n\
                        [[package]]\nname = \"b\"\nversion = \"0.1.0\"\n\n[[package]]\nname = \"b\"\nversion = \"0.2.0\"\n";

    #[test]
    fn the_locked_version_of_a_package_is_found() {
        assert_eq!(locked_version(LOCK, "a").unwrap(), "1.2.3");
    }

    #[test]
    fn a_package_that_is_missing_or_locked_twice_is_an_error() {
        assert!(locked_version(LOCK, "c").unwrap_err().to_string().contains("not in Cargo.lock"));
        assert!(locked_version(LOCK, "b").unwrap_err().to_string().contains("0.1.0 and 0.2.0"));
    }

    #[test]
    fn a_command_is_named_by_its_program_and_arguments() {
        assert_eq!(name_of(Command::new("/usr/bin/cargo").args(["fmt", "--check"])), "cargo fmt --check");
    }
}
