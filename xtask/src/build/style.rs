//! The style sheet: imports inlined, minified.

use std::path::Path;

use anyhow::{Result, anyhow};
use lightningcss::{
    bundler::{Bundler, FileProvider},
    stylesheet::{MinifyOptions, ParserOptions, PrinterOptions},
};

/// Bundles `entry` with everything it imports into one minified sheet.
pub fn bundle(entry: &Path) -> Result<String> {
    let files = FileProvider::new();
    let mut bundler = Bundler::new(&files, None, ParserOptions::default());
    // The errors borrow the sources; their text names file, line and column.
    let mut sheet = bundler.bundle(entry).map_err(|error| anyhow!("style sheet: {error}"))?;
    sheet.minify(MinifyOptions::default()).map_err(|error| anyhow!("style sheet: {error}"))?;
    let printed = sheet
        .to_css(PrinterOptions { minify: true, ..PrinterOptions::default() })
        .map_err(|error| anyhow!("style sheet: {error}"))?;
    Ok(printed.code)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn imports_are_inlined_and_the_result_is_minified() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("main.css"), "@import \"a.css\";\n.b { color: red; }\n").unwrap();
        fs::write(folder.path().join("a.css"), ".a {\n  margin: 0px;\n}\n").unwrap();
        assert_eq!(bundle(&folder.path().join("main.css")).unwrap(), ".a{margin:0}.b{color:red}");
    }

    #[test]
    fn an_error_names_the_file() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("main.css"), "@import \"missing.css\";").unwrap();
        let message = bundle(&folder.path().join("main.css")).unwrap_err().to_string();
        assert!(message.contains("main.css:"), "{message}");
    }

    #[test]
    fn the_style_sheet_of_the_product_keeps_its_layers_and_both_themes() {
        let entry = Path::new(env!("CARGO_MANIFEST_DIR")).join("../style/main.css");
        let sheet = bundle(&entry).unwrap();
        let layers = ["tokens", "reset", "layout", "components", "pages", "utilities", "print"];
        let places = layers.map(|layer| sheet.find(&format!("@layer {layer}{{")).expect(layer));
        assert!(places.is_sorted(), "a later layer wins: {places:?}");
        assert!(sheet.contains("light-dark("), "themes stand side by side in the bundle too");
        assert!(!sheet.contains("@import"), "one request for all styles");
    }
}
