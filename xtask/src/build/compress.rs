//! Brotli and gzip siblings, made once when the site is built.

use std::{
    fs,
    io::Write,
    path::{Path, PathBuf},
    sync::atomic::{AtomicUsize, Ordering},
    thread,
};

use anyhow::{Context, Result, bail};
use flate2::{Compression, write::GzEncoder};

/// The highest: it is paid once per build and saves a tenth of every first visit against 9.
const BROTLI_QUALITY: u32 = 11;

/// Whether files of this type get smaller; images and fonts are compressed already.
pub fn is_compressible(content_type: &str) -> bool {
    const TYPES: [&str; 6] = [
        "text/",
        "application/json",
        "application/wasm",
        "image/svg+xml",
        "application/manifest",
        "application/xml",
    ];
    TYPES.iter().any(|prefix| content_type.starts_with(prefix))
}

/// Writes the siblings of all files, the largest first, on all cores.
pub fn write_all_siblings(mut files: Vec<(PathBuf, &[u8])>) -> Result<()> {
    files.sort_by_key(|(_, bytes)| std::cmp::Reverse(bytes.len()));
    let next = AtomicUsize::new(0);
    let work = || {
        while let Some((path, bytes)) = files.get(next.fetch_add(1, Ordering::Relaxed)) {
            write_siblings(path, bytes)?;
        }
        Ok(())
    };
    let cores = thread::available_parallelism().map_or(1, usize::from);
    thread::scope(|scope| {
        let workers: Vec<_> = (0..cores).map(|_| scope.spawn(work)).collect();
        workers
            .into_iter()
            .try_for_each(|worker| worker.join().unwrap_or_else(|_| bail!("compression failed")))
    })
}

/// Writes `FILE.br` and `FILE.gz` beside `file`, unless they are there.
///
/// The name of `file` carries the hash of its content, so an existing sibling is the right one.
fn write_siblings(file: &Path, bytes: &[u8]) -> Result<()> {
    write_once(&sibling(file, "br"), || brotli(bytes))?;
    write_once(&sibling(file, "gz"), || gzip(bytes))
}

/// `FILE.ext`: the suffix is appended, not replaced.
pub fn sibling(file: &Path, suffix: &str) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(".");
    name.push(suffix);
    name.into()
}

fn write_once(path: &Path, make: impl FnOnce() -> Result<Vec<u8>>) -> Result<()> {
    if path.is_file() {
        return Ok(());
    }
    // Renamed when complete, so that an interrupted build leaves no half file behind.
    let part = sibling(path, "part");
    fs::write(&part, make()?).with_context(|| format!("{} cannot be written", part.display()))?;
    fs::rename(&part, path)?;
    Ok(())
}

fn brotli(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut compressed = Vec::with_capacity(bytes.len() / 3);
    let mut writer = brotli::CompressorWriter::new(&mut compressed, 1 << 16, BROTLI_QUALITY, 22);
    writer.write_all(bytes)?;
    drop(writer);
    Ok(compressed)
}

fn gzip(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::with_capacity(bytes.len() / 3), Compression::best());
    encoder.write_all(bytes)?;
    Ok(encoder.finish()?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read;

    #[test]
    fn both_siblings_unpack_to_the_original() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a.0123.css");
        let text = ".a{color:red}".repeat(200);
        write_siblings(&file, text.as_bytes()).unwrap();
        let mut unpacked = String::new();
        let gzip = fs::read(sibling(&file, "gz")).unwrap();
        flate2::read::GzDecoder::new(&gzip[..]).read_to_string(&mut unpacked).unwrap();
        assert_eq!(unpacked, text);
        unpacked.clear();
        let brotli = fs::read(sibling(&file, "br")).unwrap();
        brotli::Decompressor::new(&brotli[..], 4096).read_to_string(&mut unpacked).unwrap();
        assert_eq!(unpacked, text);
        assert!(brotli.len() < text.len());
    }

    #[test]
    fn fonts_and_pictures_stay_as_they_are() {
        assert!(is_compressible("text/css; charset=utf-8"));
        assert!(is_compressible("application/wasm"));
        assert!(!is_compressible("font/woff2"));
        assert!(!is_compressible("image/png"));
    }
}
