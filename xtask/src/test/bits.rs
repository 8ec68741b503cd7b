//! The engine gives the same bits natively and in wasm: its example "bits" compares every series with stored
//! fingerprints, and so does its native test.

use std::process::Command;

use anyhow::Result;

use crate::{
    build,
    workspace::{self, WASM_TARGET, Workspace},
};

/// Builds the example for wasm and runs it in Node.
pub fn run(workspace: &Workspace) -> Result<()> {
    build::ensure_wasm_target(workspace)?;
    super::browser::check_node()?;
    let features = ["--features", "embedded-tables"];
    let build = ["build", "--locked", "-p", "engine", "--example", "bits", "--target", WASM_TARGET];
    workspace::run(workspace.cargo().args(build).args(features))?;
    let script = workspace.root().join("app/engine/examples/bits/run.mjs");
    let wasm = workspace.target().join(WASM_TARGET).join("debug/examples/bits.wasm");
    workspace::run(Command::new("node").arg(script).arg(wasm))
}
