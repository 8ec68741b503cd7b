//! Size budgets of what a browser loads, in brotli as it travels.

use std::path::Path;

use anyhow::{Context, Result, bail};

use crate::build::SiteIndex;

/// Largest size of all wasm modules together.
const WASM_BUDGET_BYTES: u64 = 470 * 1024;
/// Largest size of all style sheets together.
const STYLE_BUDGET_BYTES: u64 = 25 * 1024;

/// Prints the sizes and fails when a budget is exceeded.
pub fn check(site: &Path) -> Result<()> {
    let index = SiteIndex::read(site)?;
    let budgets = [
        ("wasm", ".wasm", Some(WASM_BUDGET_BYTES)),
        ("css", ".css", Some(STYLE_BUDGET_BYTES)),
        ("js", ".js", None),
    ];
    let mut exceeded = Vec::new();
    for (name, suffix, budget) in budgets {
        let bytes = brotli_bytes(site, &index, suffix)?;
        println!("{}", line(name, bytes, budget));
        if budget.is_some_and(|budget| bytes > budget) {
            exceeded.push(name);
        }
    }
    if !exceeded.is_empty() {
        bail!("over budget: {}", exceeded.join(", "));
    }
    Ok(())
}

fn brotli_bytes(site: &Path, index: &SiteIndex, suffix: &str) -> Result<u64> {
    let mut sum = 0;
    for path in index.paths().filter(|path| path.ends_with(suffix)) {
        let file = site.join(format!("{path}.br"));
        sum += file.metadata().with_context(|| format!("{} is missing: build first", file.display()))?.len();
    }
    Ok(sum)
}

fn line(name: &str, bytes: u64, budget: Option<u64>) -> String {
    let kib = |bytes: u64| format!("{}.{} KiB", bytes / 1024, bytes % 1024 * 10 / 1024);
    match budget {
        Some(budget) => format!("{name:<5} {:>11} brotli of {} allowed", kib(bytes), kib(budget)),
        None => format!("{name:<5} {:>11} brotli", kib(bytes)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn site_with(files: &[(&str, usize)]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        let mut manifest = String::new();
        for (name, size) in files {
            manifest.push_str(&format!("{name}\t{name}\tx\n"));
            std::fs::write(folder.path().join(format!("{name}.br")), vec![0; *size]).unwrap();
        }
        std::fs::write(folder.path().join("site.manifest"), manifest).unwrap();
        folder
    }

    #[test]
    fn a_site_within_its_budgets_passes() {
        check(site_with(&[("a.wasm", 300_000), ("a.css", 9_000), ("a.js", 20_000)]).path()).unwrap();
    }

    #[test]
    fn all_wasm_files_together_count() {
        let error = check(site_with(&[("a.wasm", 300_000), ("b.wasm", 300_000)]).path()).unwrap_err();
        assert_eq!(error.to_string(), "over budget: wasm");
    }

    #[test]
    fn sizes_are_printed_in_kibibytes() {
        assert_eq!(line("css", 2_560, Some(25 * 1024)), "css       2.5 KiB brotli of 25.0 KiB allowed");
    }
}
