//! Engine and solver give the same bits natively and in wasm: their examples "bits" and "solve_bits" compare every
//! result with stored fingerprints, and so do their native tests.

use std::process::Command;

use anyhow::Result;

use crate::{
    build,
    workspace::{self, WASM_TARGET, Workspace},
};

/// Builds the examples for wasm and runs them in Node.
pub fn run(workspace: &Workspace) -> Result<()> {
    build::ensure_wasm_target(workspace)?;
    super::browser::check_node()?;
    let script = workspace.root().join("app/engine/examples/bits/run.mjs");
    let tables: &[&str] = &["--features", "embedded-tables"];
    for (crate_name, example, features) in [("engine", "bits", tables), ("solve", "solve_bits", &[])] {
        let build = ["build", "--locked", "-p", crate_name, "--example", example, "--target", WASM_TARGET];
        workspace::run(workspace.cargo().args(build).args(features))?;
        let wasm = workspace.target().join(WASM_TARGET).join(format!("debug/examples/{example}.wasm"));
        workspace::run(Command::new("node").arg(&script).arg(wasm))?;
    }
    Ok(())
}
