//! The wasm target of the pinned toolchain.

use std::{path::PathBuf, process::Command};

use anyhow::{Context, Result, bail};

use crate::workspace::{WASM_TARGET, Workspace, run};

/// Adds the wasm target with rustup when the compiler does not have it yet.
///
/// Asking the compiler rather than rustup keeps distributions without rustup working.
pub fn ensure_wasm_target(workspace: &Workspace) -> Result<()> {
    if has_wasm_target(workspace)? {
        return Ok(());
    }
    let mut rustup = Command::new("rustup");
    rustup.current_dir(workspace.root()).args(["target", "add", WASM_TARGET]);
    run(&mut rustup).with_context(|| {
        format!("the compiler has no standard library for {WASM_TARGET}, and rustup could not add it")
    })?;
    if !has_wasm_target(workspace)? {
        bail!("rustup added {WASM_TARGET}, but not to the compiler in use; see rust-toolchain.toml");
    }
    Ok(())
}

fn has_wasm_target(workspace: &Workspace) -> Result<bool> {
    let output = Command::new("rustc")
        .current_dir(workspace.root())
        .args(["--print", "target-libdir", "--target", WASM_TARGET])
        .output()
        .context("cannot start rustc")?;
    let folder = PathBuf::from(String::from_utf8_lossy(&output.stdout).trim());
    Ok(output.status.success() && folder.is_dir())
}
