//! Embeds the built site: turns the manifest that `cargo xtask build` wrote into a static table.
//!
//! The module that includes `OUT_DIR/site.rs` defines `SiteFile { logical, path, content_type, bytes, br, gz }`.
//! Without `LASTGANG_SITE_DIR` (tests, lints) the table is empty.

use std::{env, error::Error, fmt::Write as _, fs, path::Path};

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo:rerun-if-env-changed=LASTGANG_SITE_DIR");
    let mut table = String::from("/// Every file of the site, sorted by logical name.\n");
    table.push_str("pub static SITE: &[SiteFile] = &[\n");
    if let Some(folder) = env::var_os("LASTGANG_SITE_DIR") {
        let folder = Path::new(&folder);
        let manifest = folder.join("site.manifest");
        println!("cargo:rerun-if-changed={}", manifest.display());
        for line in fs::read_to_string(&manifest)?.lines() {
            let fields: Vec<&str> = line.split('\t').collect();
            let [logical, path, content_type] = fields[..] else {
                return Err(format!("{}: not three fields: {line}", manifest.display()).into());
            };
            let file = folder.join(path).display().to_string();
            writeln!(
                table,
                "    SiteFile {{ logical: {logical:?}, path: {path:?}, content_type: {content_type:?}, \
                 bytes: include_bytes!({file:?}), br: {}, gz: {} }},",
                sibling(&file, "br"),
                sibling(&file, "gz"),
            )?;
        }
    }
    table.push_str("];\n");
    fs::write(Path::new(&env::var("OUT_DIR")?).join("site.rs"), table)?;
    Ok(())
}

fn sibling(file: &str, suffix: &str) -> String {
    let path = format!("{file}.{suffix}");
    if Path::new(&path).is_file() { format!("Some(include_bytes!({path:?}))") } else { "None".to_owned() }
}
