//! Comma-separated values after RFC 4180 that no table calculation takes for formulas.

/// A line with its end. Every cell is quoted. What a table calculation would take for a formula gets an
/// apostrophe in front, which makes it a text.
#[must_use]
pub fn line<T: AsRef<str>>(cells: &[T]) -> String {
    let cells: Vec<String> = cells.iter().map(|text| cell(text.as_ref())).collect();
    format!("{}\r\n", cells.join(","))
}

fn cell(text: &str) -> String {
    let guard = if text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']) { "'" } else { "" };
    format!("\"{guard}{}\"", text.replace('"', "\"\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_quoted_and_never_formulas() {
        assert_eq!(line(&["a", "b,c", "", "say \"x\""]), "\"a\",\"b,c\",\"\",\"say \"\"x\"\"\"\r\n");
        for formula in ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "\nx", "=\"a\""] {
            let line = line(&[formula]);
            assert!(line.starts_with("\"'"), "{line}");
        }
        assert_eq!(line(&["1-1", "a=b"]), "\"1-1\",\"a=b\"\r\n");
    }
}
