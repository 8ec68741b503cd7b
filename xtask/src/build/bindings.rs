//! JavaScript glue for the browser half.

use std::{collections::BTreeMap, fs, path::Path};

use anyhow::{Context, Result, bail};
use wasm_bindgen_cli_support::Bindgen;

use super::{OUTPUT_NAME, site::hash_of};
use crate::workspace::Workspace;

/// The version of the generator; `xtask/Cargo.toml` pins it.
const GENERATOR_VERSION: &str = "0.2.130";

/// What the generator wrote.
pub struct Glue {
    /// The ES module that loads the wasm module; its default export takes the address of the wasm file.
    pub script: String,
    /// The wasm module, without names and debug sections.
    pub wasm: Vec<u8>,
    /// Small scripts that crates bring along, by the path under which `script` imports them.
    pub snippets: BTreeMap<String, String>,
}

/// Generates the glue in `folder`, or reads it when `wasm` is the one it was made from.
pub fn generate(workspace: &Workspace, wasm: &Path, folder: &Path) -> Result<Glue> {
    assert_versions(workspace)?;
    let stamp = folder.join("input.hash");
    let input = fs::read(wasm).with_context(|| format!("{} cannot be read", wasm.display()))?;
    let fingerprint = format!("{GENERATOR_VERSION} {}", hash_of(&input));
    if fs::read_to_string(&stamp).ok().as_ref() != Some(&fingerprint) {
        if folder.exists() {
            fs::remove_dir_all(folder).context("old bindings cannot be removed")?;
        }
        let mut generator = Bindgen::new();
        generator.input_bytes(OUTPUT_NAME, input).web(true)?;
        generator.typescript(false).omit_default_module_path(true);
        generator.remove_name_section(true).remove_producers_section(true);
        generator.generate(folder)?;
        fs::write(&stamp, fingerprint)?;
    }
    read(folder)
}

fn assert_versions(workspace: &Workspace) -> Result<()> {
    for package in ["wasm-bindgen", "wasm-bindgen-cli-support"] {
        let locked = workspace.locked_version(package)?;
        if locked != GENERATOR_VERSION {
            bail!("{package} is locked at {locked}, but the glue is generated for {GENERATOR_VERSION}");
        }
    }
    Ok(())
}

fn read(folder: &Path) -> Result<Glue> {
    let mut snippets = BTreeMap::new();
    let root = folder.join("snippets");
    if root.is_dir() {
        for file in super::site::files_below(&root)? {
            let import = format!("./snippets/{}", file.name);
            snippets.insert(import, fs::read_to_string(&file.path)?);
        }
    }
    Ok(Glue {
        script: fs::read_to_string(folder.join(format!("{OUTPUT_NAME}.js")))?,
        wasm: fs::read(folder.join(format!("{OUTPUT_NAME}_bg.wasm")))?,
        snippets,
    })
}
