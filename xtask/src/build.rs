//! `cargo xtask build`: browser half, bindings, style sheet, assets, server, list of components.
//!
//! Every step leaves its result in the target folder and does nothing when its input has not changed.

mod bindings;
mod compress;
mod site;
mod style;
mod toolchain;

use std::{
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result};

use crate::{
    progress::Steps,
    sbom,
    workspace::{self, WASM_TARGET, Workspace},
};
pub use site::{SiteIndex, hash_of};
pub use toolchain::ensure_wasm_target;

use site::Site;

/// The name of the product's files in the browser.
pub const OUTPUT_NAME: &str = "lastgang";

/// How much work the compiler puts into the product.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pace {
    /// As it is shipped: small, fast, compressed.
    Release,
    /// In seconds after a change, for looking at it; shares what the tests have compiled.
    Quick,
}

impl Pace {
    /// The profile of the browser half, and the folder cargo puts it in.
    fn browser_profile(self) -> (&'static str, &'static str) {
        match self {
            Self::Release => ("wasm-release", "wasm-release"),
            Self::Quick => ("dev", "debug"),
        }
    }

    fn site(self, workspace: &Workspace) -> PathBuf {
        match self {
            Self::Release => workspace.site(),
            Self::Quick => workspace.target().join("site-quick"),
        }
    }

    fn binary(self, workspace: &Workspace) -> PathBuf {
        match self {
            Self::Release => workspace.server_binary(),
            Self::Quick => workspace.quick_server_binary(),
        }
    }
}

/// Builds everything as it is shipped and returns the path of the server binary.
pub fn all(workspace: &Workspace) -> Result<PathBuf> {
    let mut steps = Steps::new(7);
    let binary = site_and_server(workspace, Pace::Release, &mut steps)?;
    steps.step("list of components", || sbom::write(workspace))?;
    Ok(binary)
}

/// Tells cargo about the site that was built last, if there is one: the server that is tested then shares what was
/// compiled for the product.
pub fn embed_site(cargo: &mut Command, workspace: &Workspace) {
    let site = Pace::Release.site(workspace);
    if site.join("site.manifest").is_file() {
        embed(cargo, &site);
    }
}

/// Builds without optimising or compressing and returns the path of the server binary.
pub fn quick(workspace: &Workspace) -> Result<PathBuf> {
    site_and_server(workspace, Pace::Quick, &mut Steps::new(6))
}

fn site_and_server(workspace: &Workspace, pace: Pace, steps: &mut Steps) -> Result<PathBuf> {
    steps.step("wasm target", || ensure_wasm_target(workspace))?;
    steps.step("browser half (Rust to wasm)", || front_end(workspace, pace))?;
    let wasm = front_end_wasm(workspace, pace);
    let bindings = workspace.target().join(pace.browser_profile().1).join("bindings");
    let glue = steps.step("bindings", || bindings::generate(workspace, &wasm, &bindings))?;
    let site = steps.step("style sheet and assets", || collect(workspace, pace, &glue))?;
    steps.step("files of the site", || site.write(pace == Pace::Release))?;
    steps.step("server", || server(workspace, pace, site.folder()))?;
    let binary = pace.binary(workspace);
    binary.metadata().with_context(|| format!("{} was not built", binary.display()))?;
    Ok(binary)
}

fn front_end(workspace: &Workspace, pace: Pace) -> Result<()> {
    let mut cargo = workspace.cargo();
    cargo.args(["build", "-p", "frontend", "--lib", "--locked"]);
    cargo.args(["--profile", pace.browser_profile().0, "--target", WASM_TARGET]);
    workspace::run(&mut cargo)
}

fn front_end_wasm(workspace: &Workspace, pace: Pace) -> PathBuf {
    workspace.target().join(WASM_TARGET).join(pace.browser_profile().1).join("frontend.wasm")
}

fn collect(workspace: &Workspace, pace: Pace, glue: &bindings::Glue) -> Result<Site> {
    let mut site = Site::new(pace.site(workspace));
    site.add_public(&workspace.root().join("public"))?;
    site.add_script(OUTPUT_NAME, glue)?;
    let style = style::bundle(&workspace.root().join("style/main.css"))?;
    let style = site.link_assets(&style)?;
    site.add("lastgang.css", "pkg", "lastgang.css", style.into_bytes())?;
    Ok(site)
}

fn server(workspace: &Workspace, pace: Pace, site: &Path) -> Result<()> {
    let mut cargo: Command = workspace.cargo();
    cargo.args(["build", "-p", "lastgang", "--locked"]);
    if pace == Pace::Release {
        cargo.arg("--release");
    }
    embed(&mut cargo, site);
    workspace::run(&mut cargo)
}

fn embed(cargo: &mut Command, site: &Path) {
    cargo.env("LASTGANG_SITE_DIR", site).env("LEPTOS_OUTPUT_NAME", OUTPUT_NAME);
}
