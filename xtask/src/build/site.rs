//! The site folder: every file under a name that carries the hash of its content, and a manifest.
//!
//! Hashed names may be cached for ever; the manifest tells the server which name is the current one.
//! It is plain text, one file a line: logical name, path and content type, separated by tabs.

use std::{
    collections::{BTreeMap, HashSet},
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, bail};
use sha2::{Digest, Sha256};

use super::{bindings::Glue, compress};

/// The name of the manifest in the site folder.
pub const MANIFEST: &str = "site.manifest";

/// Files collected for the site, not yet written.
pub struct Site {
    folder: PathBuf,
    files: BTreeMap<String, SiteFile>,
}

struct SiteFile {
    path: String,
    content_type: &'static str,
    bytes: Vec<u8>,
}

/// The manifest of a site that was written before.
pub struct SiteIndex {
    paths: Vec<String>,
}

impl SiteIndex {
    /// Reads the manifest of the site in `folder`.
    pub fn read(folder: &Path) -> Result<Self> {
        let manifest = folder.join(MANIFEST);
        let text = fs::read_to_string(&manifest)
            .with_context(|| format!("{} cannot be read: build first", manifest.display()))?;
        let paths = text.lines().filter_map(|line| line.split('\t').nth(1)).map(str::to_owned);
        Ok(Self { paths: paths.collect() })
    }

    /// The hashed paths of all files, relative to the folder.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.paths.iter().map(String::as_str)
    }
}

/// A file found below a folder.
pub struct Found {
    /// Path relative to the folder, with forward slashes.
    pub name: String,
    /// Where it is.
    pub path: PathBuf,
}

impl Site {
    /// An empty site that will be written to `folder`.
    pub fn new(folder: PathBuf) -> Self {
        Self { folder, files: BTreeMap::new() }
    }

    /// Where the site is written to.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Adds a file and returns the path under which it will be served.
    ///
    /// `logical` is the stable name by which the server asks for it; `folder` and `file_name` become
    /// `folder/stem.hash.extension`.
    pub fn add(&mut self, logical: &str, folder: &str, file_name: &str, bytes: Vec<u8>) -> Result<String> {
        let (stem, extension) =
            file_name.rsplit_once('.').with_context(|| format!("{file_name} has no extension"))?;
        let content_type = content_type(extension).with_context(|| format!("{logical}: unknown type"))?;
        let path = format!("{folder}/{stem}.{}.{extension}", hash_of(&bytes));
        let file = SiteFile { path: path.clone(), content_type, bytes };
        if self.files.insert(logical.to_owned(), file).is_some() {
            bail!("{logical} is in the site twice");
        }
        Ok(path)
    }

    /// Adds every file of `public/` except notes for developers (Markdown).
    pub fn add_public(&mut self, public: &Path) -> Result<()> {
        for file in files_below(public)? {
            if file.name.ends_with(".md") {
                continue;
            }
            let bytes = fs::read(&file.path)?;
            let file_name = file.name.rsplit('/').next().unwrap_or(&file.name);
            self.add(&file.name, "assets", file_name, bytes)?;
        }
        Ok(())
    }

    /// Adds the browser half: snippets first, because the script names them by their hashed names.
    pub fn add_script(&mut self, name: &str, glue: &Glue) -> Result<()> {
        let mut script = glue.script.clone();
        for (import, text) in &glue.snippets {
            let logical = import.trim_start_matches("./");
            let file_name = logical.rsplit('/').next().unwrap_or(logical);
            let path = self.add(logical, "pkg", file_name, text.clone().into_bytes())?;
            let hashed = path.replacen("pkg/", "./", 1);
            script = script.replace(import.as_str(), &hashed);
        }
        self.add(&format!("{name}.js"), "pkg", &format!("{name}.js"), script.into_bytes())?;
        self.add(&format!("{name}.wasm"), "pkg", &format!("{name}.wasm"), glue.wasm.clone())?;
        Ok(())
    }

    /// Points `url(/fonts/inter.woff2)` in a style sheet to the hashed name; an unknown file is an error.
    pub fn link_assets(&self, sheet: &str) -> Result<String> {
        let mut linked = String::with_capacity(sheet.len());
        let mut rest = sheet;
        while let Some(at) = rest.find("url(") {
            let (before, after) = rest.split_at(at + "url(".len());
            let end = after.find(')').context("style sheet: url( without an end")?;
            let address = after[..end].trim_matches('"');
            linked.push_str(before);
            match address.strip_prefix('/') {
                Some(logical) => {
                    let file = self.files.get(logical);
                    let file = file.with_context(|| format!("style sheet: {address} is not in public/"))?;
                    linked.push('/');
                    linked.push_str(&file.path);
                }
                None => linked.push_str(&after[..end]),
            }
            rest = &after[end..];
        }
        linked.push_str(rest);
        Ok(linked)
    }

    /// Writes files, compressed siblings if they are wanted, and manifest; removes what an earlier build left.
    pub fn write(&self, compressed: bool) -> Result<()> {
        let mut wanted = HashSet::from([self.folder.join(MANIFEST)]);
        let mut compressible = Vec::new();
        for file in self.files.values() {
            let path = self.folder.join(&file.path);
            fs::create_dir_all(path.parent().unwrap_or(&self.folder))?;
            write_if_changed(&path, &file.bytes)?;
            if compressed && compress::is_compressible(file.content_type) {
                wanted.extend([compress::sibling(&path, "br"), compress::sibling(&path, "gz")]);
                compressible.push((path.clone(), &file.bytes[..]));
            }
            wanted.insert(path);
        }
        compress::write_all_siblings(compressible)?;
        for file in files_below(&self.folder)? {
            if !wanted.contains(&file.path) {
                fs::remove_file(&file.path)?;
            }
        }
        write_if_changed(&self.folder.join(MANIFEST), self.manifest().as_bytes())
    }

    fn manifest(&self) -> String {
        let lines = self.files.iter();
        lines.map(|(logical, file)| format!("{logical}\t{}\t{}\n", file.path, file.content_type)).collect()
    }
}

/// The first 16 hexadecimal digits of the SHA-256 sum: enough to tell the builds of one site apart.
pub fn hash_of(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

/// All files below `folder`, sorted by name, without hidden ones.
pub fn files_below(folder: &Path) -> Result<Vec<Found>> {
    let mut found = Vec::new();
    let mut open = vec![(folder.to_path_buf(), String::new())];
    while let Some((path, prefix)) = open.pop() {
        let entries = fs::read_dir(&path).with_context(|| format!("{} cannot be read", path.display()))?;
        for entry in entries {
            let entry = entry?;
            let name = entry.file_name().to_string_lossy().into_owned();
            if name.starts_with('.') {
                continue;
            }
            let name = format!("{prefix}{name}");
            if entry.file_type()?.is_dir() {
                open.push((entry.path(), format!("{name}/")));
            } else {
                found.push(Found { name, path: entry.path() });
            }
        }
    }
    found.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(found)
}

fn content_type(extension: &str) -> Option<&'static str> {
    Some(match extension {
        "css" => "text/css; charset=utf-8",
        "csv" => "text/csv; charset=utf-8",
        "ico" => "image/x-icon",
        "js" => "text/javascript; charset=utf-8",
        "json" => "application/json",
        "png" => "image/png",
        "svg" => "image/svg+xml; charset=utf-8",
        "txt" => "text/plain; charset=utf-8",
        "wasm" => "application/wasm",
        "webmanifest" => "application/manifest+json",
        "woff2" => "font/woff2",
        _ => return None,
    })
}

/// An unchanged file keeps its time stamp, so that cargo does not build the server again.
fn write_if_changed(path: &Path, bytes: &[u8]) -> Result<()> {
    if fs::read(path).is_ok_and(|old| old == bytes) {
        return Ok(());
    }
    fs::write(path, bytes).with_context(|| format!("{} cannot be written", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn public_with(files: &[(&str, &str)]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in files {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        folder
    }

    #[test]
    fn a_file_is_served_under_the_hash_of_its_content() {
        let mut site = Site::new(PathBuf::new());
        let path = site.add("lastgang.css", "pkg", "lastgang.css", b"a{}".to_vec()).unwrap();
        assert_eq!(path, format!("pkg/lastgang.{}.css", hash_of(b"a{}")));
        assert_eq!(site.manifest(), format!("lastgang.css\t{path}\ttext/css; charset=utf-8\n"));
    }

    #[test]
    fn every_file_of_the_site_has_the_media_type_of_its_content() {
        let public = Path::new(env!("CARGO_MANIFEST_DIR")).join("../public");
        let mut site = Site::new(PathBuf::new());
        site.add_public(&public).unwrap();
        let glue =
            Glue { script: "export {}".to_owned(), wasm: b"\0asm".to_vec(), snippets: BTreeMap::new() };
        site.add_script("lastgang", &glue).unwrap();
        site.add("lastgang.css", "pkg", "lastgang.css", b"a{}".to_vec()).unwrap();
        assert!(site.files.len() > 30, "{}", site.files.len());
        for (logical, file) in &site.files {
            let text = std::str::from_utf8(&file.bytes).ok();
            let begins = |mark: &[u8]| file.bytes.starts_with(mark);
            // What the content is, by another way than the one that is tested.
            let (expected, fits) = match logical.rsplit_once('.').unwrap().1 {
                "css" => ("text/css; charset=utf-8", text.is_some()),
                "csv" => ("text/csv; charset=utf-8", text.is_some_and(|text| text.contains([',', ';']))),
                "js" => ("text/javascript; charset=utf-8", text.is_some()),
                "json" => ("application/json", begins(b"{")),
                "svg" => ("image/svg+xml; charset=utf-8", text.is_some() && begins(b"<")),
                "txt" => ("text/plain; charset=utf-8", text.is_some()),
                "wasm" => ("application/wasm", begins(b"\0asm")),
                "woff2" => ("font/woff2", begins(b"wOF2")),
                other => panic!("{logical}: nobody has said what .{other} is"),
            };
            assert_eq!(file.content_type, expected, "{logical}");
            assert!(fits, "{logical} is no {expected}");
        }
    }

    #[test]
    fn the_style_sheet_gets_the_hashed_names_of_its_fonts() {
        let public = public_with(&[("fonts/inter.woff2", "font")]);
        let mut site = Site::new(PathBuf::new());
        site.add_public(public.path()).unwrap();
        let linked = site.link_assets("@font-face{src:url(/fonts/inter.woff2)}b{a:url(data:x)}").unwrap();
        let hash = hash_of(b"font");
        assert_eq!(linked, format!("@font-face{{src:url(/assets/inter.{hash}.woff2)}}b{{a:url(data:x)}}"));
        assert!(site.link_assets("a{b:url(/missing.svg)}").is_err());
    }

    #[test]
    fn the_script_imports_its_snippets_by_their_hashed_names() {
        let mut site = Site::new(PathBuf::new());
        let snippets = BTreeMap::from([("./snippets/x-1/inline0.js".to_owned(), "export {}".to_owned())]);
        let script = "import { f } from './snippets/x-1/inline0.js';".to_owned();
        site.add_script("lastgang", &Glue { script, wasm: vec![0], snippets }).unwrap();
        let script = String::from_utf8(site.files["lastgang.js"].bytes.clone()).unwrap();
        assert_eq!(script, format!("import {{ f }} from './inline0.{}.js';", hash_of(b"export {}")));
    }

    #[test]
    fn a_second_build_removes_what_the_first_left_and_nothing_else() {
        let target = tempfile::tempdir().unwrap();
        let mut first = Site::new(target.path().join("site"));
        first.add("a.txt", "assets", "a.txt", b"old".to_vec()).unwrap();
        first.write(true).unwrap();
        let mut second = Site::new(target.path().join("site"));
        second.add("a.txt", "assets", "a.txt", b"new".to_vec()).unwrap();
        second.write(true).unwrap();
        let names: Vec<_> =
            files_below(&target.path().join("site")).unwrap().into_iter().map(|file| file.name).collect();
        let hash = hash_of(b"new");
        let expected = ["", ".br", ".gz"].map(|suffix| format!("assets/a.{hash}.txt{suffix}"));
        assert_eq!(names[..3], expected);
        assert_eq!(names[3], MANIFEST);
    }
}
