//! Engine and solver give the same bits natively and in wasm: their examples "bits" compare every result with stored
//! fingerprints, and so do their native tests.

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
    for (crate_name, features) in [("engine", ["--features", "embedded-tables"].as_slice()), ("solve", &[])] {
        let build = ["build", "--locked", "-p", crate_name, "--example", "bits", "--target", WASM_TARGET];
        workspace::run(workspace.cargo().args(build).args(features))?;
        let wasm = workspace.target().join(WASM_TARGET).join("debug/examples/bits.wasm");
        workspace::run(Command::new("node").arg(&script).arg(wasm))?;
    }
    Ok(())
}
