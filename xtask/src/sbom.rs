//! `cargo xtask sbom`: what the product consists of, as a list in the form of CycloneDX 1.5.
//!
//! In it is what is compiled into the server and into the half that browsers load, with the C libraries that crates
//! bring along. Neither a time nor a random number stands there: the same sources give the same bytes.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result, bail, ensure};
use serde_json::{Value, json};

use crate::workspace::{WASM_TARGET, Workspace, name_of};

/// The server, and what runs in the browser.
const SERVER: &str = "lastgang";
const BROWSER: &str = "frontend";

/// A C library whose sources a crate brings along.
struct Bundled {
    /// The crate.
    by: &'static str,
    name: &'static str,
    supplier: &'static str,
    /// The file that names its version, below the folder of the crate.
    header: &'static str,
    /// What is defined there, from the first number to the last.
    defined: &'static [&'static str],
    /// The licence, if it is another one than that of the crate.
    licence: Option<&'static str>,
}

const BUNDLED: [Bundled; 3] = [
    Bundled {
        by: "aws-lc-sys",
        name: "AWS-LC",
        supplier: "Amazon Web Services",
        header: "aws-lc/include/openssl/base.h",
        defined: &["AWSLC_VERSION_NUMBER_STRING"],
        licence: None,
    },
    Bundled {
        by: "libsqlite3-sys",
        name: "SQLite",
        supplier: "SQLite Consortium",
        header: "sqlite3/sqlite3.h",
        defined: &["SQLITE_VERSION"],
        licence: Some("blessing"),
    },
    Bundled {
        by: "zstd-sys",
        name: "Zstandard",
        supplier: "Meta Platforms",
        header: "zstd/lib/zstd.h",
        defined: &["ZSTD_VERSION_MAJOR", "ZSTD_VERSION_MINOR", "ZSTD_VERSION_RELEASE"],
        licence: Some("BSD-3-Clause OR GPL-2.0-only"),
    },
];

/// Crates that name a native library to keep two versions of themselves apart, and bring none.
const WITHOUT_C: [&str; 4] = ["aws-lc-rs", "prettyplease", "rayon-core", "wasm-bindgen-shared"];

/// Writes the list beside the server and returns its path.
pub fn write(workspace: &Workspace) -> Result<PathBuf> {
    let lock =
        fs::read_to_string(workspace.root().join("Cargo.lock")).context("Cargo.lock cannot be read")?;
    let mut parts = Parts::default();
    for (root, target) in [(SERVER, host(workspace)?), (BROWSER, WASM_TARGET.to_owned())] {
        parts.add(&metadata(workspace, &target)?, root, &compiled(workspace, root, &target)?)?;
    }
    let document = parts.document(&checksums(&lock))?;
    let path = workspace.target().join("release").join("lastgang.cdx.json");
    fs::create_dir_all(path.parent().context("the list has no folder")?)?;
    fs::write(&path, serde_json::to_string_pretty(&document)? + "\n")
        .with_context(|| format!("{} cannot be written", path.display()))?;
    Ok(path)
}

/// What cargo knows of all packages that are compiled for a target.
fn metadata(workspace: &Workspace, target: &str) -> Result<Value> {
    let arguments = ["metadata", "--format-version", "1", "--locked", "--filter-platform", target];
    serde_json::from_str(&ask(workspace, &arguments)?).context("cargo metadata gave no JSON")
}

/// Names and versions of what is compiled for a package and a target. The metadata also tell of packages that some
/// feature would only configure if another one brought them, such as `ring`, and of features of our other packages.
fn compiled(workspace: &Workspace, root: &str, target: &str) -> Result<BTreeSet<(String, String)>> {
    let arguments = ["tree", "--locked", "--package", root, "--target", target];
    let shape = ["--edges", "normal", "--prefix", "none", "--format", "{p}"];
    let named = named(&ask(workspace, &[arguments, shape].concat())?);
    ensure!(named.len() > 1, "cargo tree names no dependency of {root}");
    Ok(named)
}

/// What the lines of a tree begin with: a name, and a version behind a `v`.
fn named(tree: &str) -> BTreeSet<(String, String)> {
    let package = |line: &str| {
        let mut words = line.split_whitespace();
        Some((words.next()?.to_owned(), words.next()?.strip_prefix('v')?.to_owned()))
    };
    tree.lines().filter_map(package).collect()
}

/// What cargo says.
fn ask(workspace: &Workspace, arguments: &[&str]) -> Result<String> {
    let mut cargo = workspace.cargo();
    cargo.args(arguments);
    let told = cargo.output().with_context(|| format!("cannot start {}", name_of(&cargo)))?;
    let errors = String::from_utf8_lossy(&told.stderr);
    ensure!(told.status.success(), "{} failed: {errors}", name_of(&cargo));
    Ok(String::from_utf8(told.stdout)?)
}

/// The target of this machine.
fn host(workspace: &Workspace) -> Result<String> {
    let told = Command::new("rustc").arg("-vV").current_dir(workspace.root()).output();
    let told = String::from_utf8(told.context("cannot start rustc")?.stdout)?;
    let host = told.lines().find_map(|line| line.strip_prefix("host: "));
    Ok(host.context("rustc does not name its host")?.to_owned())
}

/// Checksums of the lock file by name and version.
fn checksums(lock: &str) -> BTreeMap<(String, String), String> {
    let field = |block: &str, name: &str| {
        let line = block.lines().find_map(|line| line.strip_prefix(&format!("{name} = ")).map(str::to_owned));
        line.map(|value| value.trim_matches('"').to_owned())
    };
    let blocks = lock.split("[[package]]").skip(1);
    let known = blocks.filter_map(|block| {
        Some(((field(block, "name")?, field(block, "version")?), field(block, "checksum")?))
    });
    known.collect()
}

/// The packages of both halves.
#[derive(Default)]
struct Parts {
    packages: BTreeMap<String, Value>,
    /// Reference of a package to those that are compiled into it.
    edges: BTreeMap<String, BTreeSet<String>>,
}

impl Parts {
    /// Adds a package and everything that is compiled into it. Tests, build scripts and macros run while the product
    /// is built and are no part of it.
    fn add(&mut self, metadata: &Value, root: &str, compiled: &BTreeSet<(String, String)>) -> Result<()> {
        let packages: BTreeMap<&str, &Value> = array(&metadata["packages"])
            .filter_map(|package| Some((package["id"].as_str()?, package)))
            .collect();
        let nodes: BTreeMap<&str, &Value> = array(&metadata["resolve"]["nodes"])
            .filter_map(|node| Some((node["id"].as_str()?, node)))
            .collect();
        let members: BTreeSet<&str> =
            array(&metadata["workspace_members"]).filter_map(Value::as_str).collect();
        let start = packages.iter().find(|(id, package)| members.contains(*id) && package["name"] == root);
        let (start, _) = start.with_context(|| format!("there is no package {root}"))?;
        let (mut waiting, mut seen) = (vec![*start], BTreeSet::new());
        while let Some(id) = waiting.pop() {
            let package = packages.get(id).with_context(|| format!("cargo does not describe {id}"))?;
            let node = nodes.get(id).with_context(|| format!("cargo does not resolve {id}"))?;
            if !seen.insert(id) {
                continue;
            }
            let own = reference(package)?;
            let mut inside = BTreeSet::new();
            for dependency in array(&node["deps"]) {
                let at_run_time = array(&dependency["dep_kinds"]).any(|kind| kind["kind"].is_null());
                let Some(other) = dependency["pkg"].as_str() else { continue };
                let described =
                    packages.get(other).with_context(|| format!("cargo does not describe {other}"))?;
                let key = (text(described, "name")?.to_owned(), text(described, "version")?.to_owned());
                if at_run_time && !is_macro(described) && compiled.contains(&key) {
                    inside.insert(reference(described)?);
                    waiting.push(other);
                }
            }
            self.packages.insert(own.clone(), (*package).clone());
            // One package may have other dependencies in the other half.
            self.edges.entry(own).or_default().extend(inside);
        }
        Ok(())
    }

    fn document(&self, checksums: &BTreeMap<(String, String), String>) -> Result<Value> {
        let mut components = Vec::new();
        let mut dependencies = Vec::new();
        let mut product = None;
        for (own, package) in &self.packages {
            let mut component = component(own, package, checksums)?;
            let mut inside = self.edges.get(own).cloned().unwrap_or_default();
            if let Some(bundled) = bundled(package)? {
                inside.insert(text(&bundled, "bom-ref")?.to_owned());
                dependencies.push(json!({ "ref": bundled["bom-ref"], "dependsOn": [] }));
                components.push(bundled);
            }
            if package["name"] == SERVER {
                // The site with the browser half is embedded in the server.
                inside.extend(
                    self.packages
                        .iter()
                        .filter(|(_, other)| other["name"] == BROWSER)
                        .map(|(other, _)| other.clone()),
                );
                component["type"] = json!("application");
                product = Some(component);
            } else {
                components.push(component);
            }
            dependencies.push(json!({ "ref": own, "dependsOn": inside }));
        }
        let product = product.context("the list has no product")?;
        components.sort_by_key(|component| component["bom-ref"].as_str().unwrap_or_default().to_owned());
        dependencies.sort_by_key(|dependency| dependency["ref"].as_str().unwrap_or_default().to_owned());
        for library in &BUNDLED {
            let is_there = components.iter().any(|component| component["name"] == library.name);
            ensure!(
                is_there,
                "{} is no part of the product any more: take it out of xtask/src/sbom.rs",
                library.name
            );
        }
        Ok(json!({
            "$schema": "http://cyclonedx.org/schema/bom-1.5.schema.json",
            "bomFormat": "CycloneDX",
            "specVersion": "1.5",
            "version": 1,
            "metadata": {
                "tools": { "components": [{ "type": "application", "name": "cargo xtask sbom" }] },
                "component": product,
            },
            "components": components,
            "dependencies": dependencies,
        }))
    }
}

fn component(own: &str, package: &Value, checksums: &BTreeMap<(String, String), String>) -> Result<Value> {
    let (name, version) = (text(package, "name")?, text(package, "version")?);
    // A slash is an older way to write a choice.
    let licence = match package["license"].as_str() {
        Some(licence) => json!({ "expression": licence.replace('/', " OR ") }),
        None => json!({ "license": { "name": "see the file in the package" } }),
    };
    let mut component = json!({
        "type": "library",
        "bom-ref": own,
        "name": name,
        "version": version,
        "purl": own,
        "scope": "required",
        "licenses": [licence],
    });
    match checksums.get(&(name.to_owned(), version.to_owned())) {
        Some(checksum) => component["hashes"] = json!([{ "alg": "SHA-256", "content": checksum }]),
        // Our own packages have no source.
        None => ensure!(package["source"].is_null(), "Cargo.lock has no checksum of {name} {version}"),
    }
    Ok(component)
}

/// The C library inside of a package, if there is one.
fn bundled(package: &Value) -> Result<Option<Value>> {
    let name = text(package, "name")?;
    let Some(library) = BUNDLED.iter().find(|library| library.by == name) else {
        if package["links"].is_string() && !WITHOUT_C.contains(&name) {
            bail!(
                "{name} brings a native library: name it, or say that it brings none, in xtask/src/sbom.rs"
            );
        }
        return Ok(None);
    };
    let manifest = Path::new(text(package, "manifest_path")?);
    let header = manifest.parent().context("a manifest has a folder")?.join(library.header);
    let header =
        fs::read_to_string(&header).with_context(|| format!("{} cannot be read", header.display()))?;
    let version = version(&header, library.defined)?;
    let licence = match library.licence {
        Some(licence) => licence,
        None => text(package, "license")?,
    };
    Ok(Some(json!({
        "type": "library",
        "bom-ref": format!("pkg:generic/{}@{version}", library.name.to_lowercase()),
        "name": library.name,
        "version": version,
        "purl": format!("pkg:generic/{}@{version}", library.name.to_lowercase()),
        "supplier": { "name": library.supplier },
        "scope": "required",
        "licenses": [{ "expression": licence }],
        "description": format!("C sources inside of the crate {name}, compiled with it"),
    })))
}

/// The version that a header defines.
fn version(header: &str, defined: &[&str]) -> Result<String> {
    let mut numbers = Vec::new();
    for &name in defined {
        let value = header.lines().find_map(|line| {
            let mut words = line.split_whitespace();
            (words.next() == Some("#define") && words.next() == Some(name)).then(|| words.next())?
        });
        numbers.push(value.with_context(|| format!("{name} is not defined"))?.trim_matches('"'));
    }
    Ok(numbers.join("."))
}

/// How other tools name a package.
fn reference(package: &Value) -> Result<String> {
    let version = text(package, "version")?.replace('+', "%2B");
    Ok(format!("pkg:cargo/{}@{version}", text(package, "name")?))
}

fn is_macro(package: &Value) -> bool {
    array(&package["targets"]).any(|target| array(&target["kind"]).any(|kind| kind == "proc-macro"))
}

fn array(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

fn text<'a>(value: &'a Value, field: &str) -> Result<&'a str> {
    value[field].as_str().with_context(|| format!("{field} is missing in {value}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn package(name: &str, kind: &str) -> Value {
        json!({
            "id": name, "name": name, "version": "1.0.0+x", "license": "MIT/Apache-2.0", "links": null,
            "source": null, "manifest_path": "/nowhere/Cargo.toml", "targets": [{ "kind": [kind] }],
        })
    }

    fn dependency(name: &str, kind: Option<&str>) -> Value {
        json!({ "pkg": name, "dep_kinds": [{ "kind": kind }] })
    }

    fn graph() -> Value {
        let deps = [
            dependency("inside", None),
            dependency("macro", None),
            dependency("build", Some("build")),
            dependency("test", Some("dev")),
            dependency("weak", None),
        ];
        json!({
            "packages": [
                package("lastgang", "bin"), package("inside", "lib"), package("deep", "lib"),
                package("macro", "proc-macro"), package("build", "lib"), package("test", "lib"),
                package("weak", "lib"),
            ],
            "workspace_members": ["lastgang"],
            "resolve": { "nodes": [
                { "id": "lastgang", "deps": deps },
                { "id": "inside", "deps": [dependency("deep", None)] },
                // Two that know each other do not go round for ever.
                { "id": "deep", "deps": [dependency("inside", None)] },
                { "id": "macro", "deps": [] }, { "id": "build", "deps": [] }, { "id": "test", "deps": [] },
                { "id": "weak", "deps": [] },
            ] },
        })
    }

    /// What is compiled: `weak` is not, since nothing but a feature that would configure it names it.
    const TREE: &str = "lastgang v1.0.0+x (/folder)\ndeep v1.0.0+x\ninside v1.0.0+x\ndeep v1.0.0+x (*)\n\
                        macro v1.0.0+x (proc-macro)\n\n";

    #[test]
    fn only_what_is_compiled_in_is_part_of_the_product() {
        let mut parts = Parts::default();
        parts.add(&graph(), SERVER, &named(TREE)).unwrap();
        let names: Vec<_> = parts.packages.keys().map(String::as_str).collect();
        let of = |name: &str| format!("pkg:cargo/{name}@1.0.0%2Bx");
        assert_eq!(names, [of("deep"), of("inside"), of("lastgang")]);
        assert_eq!(parts.edges[&of("lastgang")], BTreeSet::from([of("inside")]));
        assert!(parts.add(&graph(), "frontend", &named(TREE)).is_err());
    }

    #[test]
    fn a_component_has_its_licence_and_the_checksum_of_the_lock_file() {
        let lock = "version = 4\n\n[[package]]\nname = \"inside\"\nversion = \"1.0.0+x\"\n\
                    source = \"registry\"\nchecksum = \"abc\"\n";
        let inside = package("inside", "lib");
        let described = component(&reference(&inside).unwrap(), &inside, &checksums(lock)).unwrap();
        assert_eq!(described["licenses"][0]["expression"], "MIT OR Apache-2.0");
        assert_eq!(described["hashes"][0]["content"], "abc");
        let mut foreign = package("foreign", "lib");
        foreign["source"] = json!("registry");
        assert!(component("x", &foreign, &checksums(lock)).is_err(), "it comes from nowhere");
    }

    #[test]
    fn a_native_library_that_nobody_has_named_is_an_error() {
        let mut native = package("native-sys", "lib");
        assert!(bundled(&native).unwrap().is_none());
        native["links"] = json!("native");
        assert!(bundled(&native).unwrap_err().to_string().contains("native-sys"));
    }

    #[test]
    fn the_version_of_a_c_library_is_read_from_its_header() {
        let header = "#define LIB_VERSION_NUMBER 9\n#define LIB_VERSION   \"3.51.3\"\n#  x\n#define A 1\n#define B 5\n";
        assert_eq!(version(header, &["LIB_VERSION"]).unwrap(), "3.51.3");
        assert_eq!(version(header, &["A", "B"]).unwrap(), "1.5");
        assert!(version(header, &["C"]).is_err());
    }
}
