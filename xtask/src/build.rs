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

/// Builds everything and returns the path of the server binary.
pub fn all(workspace: &Workspace) -> Result<PathBuf> {
    let mut steps = Steps::new(7);
    steps.step("wasm target", || ensure_wasm_target(workspace))?;
    steps.step("browser half (Rust to wasm)", || front_end(workspace))?;
    let glue = steps.step("bindings", || bindings::generate(workspace, &front_end_wasm(workspace)))?;
    let site = steps.step("style sheet and assets", || collect(workspace, &glue))?;
    steps.step("compression", || site.write())?;
    steps.step("server", || server(workspace, site.folder()))?;
    steps.step("list of components", || sbom::write(workspace))?;
    let binary = workspace.server_binary();
    binary.metadata().with_context(|| format!("{} was not built", binary.display()))?;
    Ok(binary)
}

fn front_end(workspace: &Workspace) -> Result<()> {
    let mut cargo = workspace.cargo();
    cargo.args(["build", "-p", "frontend", "--lib", "--locked"]);
    cargo.args(["--profile", "wasm-release", "--target", WASM_TARGET]);
    workspace::run(&mut cargo)
}

fn front_end_wasm(workspace: &Workspace) -> PathBuf {
    workspace.target().join(WASM_TARGET).join("wasm-release").join("frontend.wasm")
}

fn collect(workspace: &Workspace, glue: &bindings::Glue) -> Result<Site> {
    let mut site = Site::new(workspace.site());
    site.add_public(&workspace.root().join("public"))?;
    site.add_script(OUTPUT_NAME, glue)?;
    let style = style::bundle(&workspace.root().join("style/main.css"))?;
    let style = site.link_assets(&style)?;
    site.add("lastgang.css", "pkg", "lastgang.css", style.into_bytes())?;
    Ok(site)
}

fn server(workspace: &Workspace, site: &Path) -> Result<()> {
    let mut cargo: Command = workspace.cargo();
    cargo.args(["build", "-p", "lastgang", "--release", "--locked"]);
    cargo.env("LASTGANG_SITE_DIR", site).env("LEPTOS_OUTPUT_NAME", OUTPUT_NAME);
    workspace::run(&mut cargo)
}
