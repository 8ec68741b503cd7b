//! What a file is called in its project: a harmless name, whose ending says what is inside.

use engine::import::{ForeignFormat, decode};
use engine::limits::NAME_MAX_CHARS;

/// Endings of tables, messages and weather files that are text.
const TEXTS: [&str; 11] = ["csv", "txt", "tsv", "tab", "asc", "dat", "prn", "edi", "msc", "mscons", "epw"];
/// So much of a file tells what it is.
const HEAD_BYTES: usize = 64 * 1024;
/// Room for the longest ending that is added, with its point.
const ENDING_CHARS: usize = 5;

/// The name of a file without folders and control characters, never empty and not too long. Where the ending that
/// it was given promises something else than what is inside, the right one is added: nobody gets a program or a
/// page back under the name of a table, or a table under the name of a program.
pub(super) fn of(given: &str, content: &[u8]) -> String {
    let name = given.rsplit(['/', '\\']).next().unwrap_or_default();
    let name: String = name.chars().filter(|c| !c.is_control()).take(NAME_MAX_CHARS).collect();
    let name = if name.trim().is_empty() { "file".to_owned() } else { name };
    let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase()).unwrap_or_default();
    let right = match decode(&content[..content.len().min(HEAD_BYTES)]) {
        Ok(_) | Err(ForeignFormat::Edifact) if TEXTS.contains(&ending.as_str()) => return name,
        Ok(_) | Err(ForeignFormat::Edifact) => "txt",
        Err(ForeignFormat::Spreadsheet) => "xlsx",
        // The import will refuse it; until then it is nothing but bytes.
        Err(_) => "bin",
    };
    if ending == right {
        return name;
    }
    let name: String = name.chars().take(NAME_MAX_CHARS - ENDING_CHARS).collect();
    format!("{name}.{right}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lose_folders_and_control_characters_and_are_never_empty() {
        for (given, kept) in [
            ("zaehler.csv", "zaehler.csv"),
            ("../../etc/zaehler.csv", "zaehler.csv"),
            ("C:\\Daten\\Zähler 7.CSV", "Zähler 7.CSV"),
            ("a\r\nb.csv", "ab.csv"),
            ("", "file.txt"),
            (" ", "file.txt"),
            ("\u{7}", "file.txt"),
        ] {
            assert_eq!(of(given, b"1;2\n"), kept, "{given:?}");
        }
        assert_eq!(of(&"x".repeat(500), b"1;2\n").chars().count(), NAME_MAX_CHARS - 1);
    }

    #[test]
    fn the_ending_says_what_is_inside() {
        let (text, workbook): (&[u8], &[u8]) = (b"1;2\n", b"PK\x03\x04");
        let files: [(&str, &[u8], &str); 12] = [
            ("lastgang", text, "lastgang.txt"),
            ("messung 1.1.2024", text, "messung 1.1.2024.txt"),
            ("lastgang.exe", text, "lastgang.exe.txt"),
            ("lastgang.html", text, "lastgang.html.txt"),
            ("lastgang.xlsx", text, "lastgang.xlsx.txt"),
            ("lastgang.edi", b"UNA:+.? 'UNB+UNOC:3+1'", "lastgang.edi"),
            ("lastgang.xlsx", workbook, "lastgang.xlsx"),
            ("lastgang.csv", workbook, "lastgang.csv.xlsx"),
            ("lastgang.xlsm", workbook, "lastgang.xlsm.xlsx"),
            ("lastgang.csv", b"MZ\x90\0", "lastgang.csv.bin"),
            ("lastgang.csv", b"<html><script>", "lastgang.csv.bin"),
            ("lastgang.csv", b"%PDF-1.7", "lastgang.csv.bin"),
        ];
        for (given, content, kept) in files {
            assert_eq!(of(given, content), kept);
        }
    }
}
