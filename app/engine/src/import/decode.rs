//! Text from bytes: UTF-8, UTF-16 and Windows-1252; files that are no text are recognised.

use serde::{Deserialize, Serialize};

/// Character encoding of a text file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Encoding {
    /// UTF-8, of which ASCII is a part.
    #[serde(rename = "utf-8")]
    Utf8,
    /// UTF-8 behind a byte-order mark.
    #[serde(rename = "utf-8-bom")]
    Utf8Bom,
    /// UTF-16 little endian, “Unicode text” of spreadsheet programs.
    #[serde(rename = "utf-16le")]
    Utf16Le,
    /// UTF-16 big endian.
    #[serde(rename = "utf-16be")]
    Utf16Be,
    /// Windows-1252, which contains ISO-8859-1.
    #[serde(rename = "windows-1252")]
    Windows1252,
}

impl Encoding {
    /// The name under which programs know the encoding.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Utf8 => "utf-8",
            Self::Utf8Bom => "utf-8-bom",
            Self::Utf16Le => "utf-16le",
            Self::Utf16Be => "utf-16be",
            Self::Windows1252 => "windows-1252",
        }
    }
}

/// What a file without usable text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ForeignFormat {
    /// A spreadsheet or another archive that begins like one (xlsx, zip).
    Spreadsheet,
    /// A binary spreadsheet of the years before 2007 (xls), or one with a password.
    OldSpreadsheet,
    /// A spreadsheet of LibreOffice and its relatives (ods).
    OpenDocument,
    /// A workbook in binary form (xlsb).
    BinaryWorkbook,
    /// A workbook with programs inside (xlsm).
    MacroWorkbook,
    /// A compressed archive of another kind.
    Archive,
    /// A PDF document.
    Pdf,
    /// A web page, often a sign-in page saved in place of the data.
    WebPage,
    /// XML or JSON data.
    Markup,
    /// An EDIFACT message such as MSCONS.
    Edifact,
    /// Binary data of another kind.
    Binary,
}

impl ForeignFormat {
    /// What the first bytes say.
    fn of_bytes(bytes: &[u8]) -> Option<Self> {
        let starts = |marks: &[&[u8]]| marks.iter().any(|mark| bytes.starts_with(mark));
        if starts(&[b"PK\x03\x04", b"PK\x05\x06"]) {
            Some(Self::Spreadsheet)
        } else if starts(&[b"\xD0\xCF\x11\xE0", b"\x09\x08\x10\x00\x00\x06\x05"]) {
            Some(Self::OldSpreadsheet)
        } else if starts(&[
            b"\x1F\x8B",
            b"7z\xBC\xAF\x27\x1C",
            b"Rar!",
            b"BZh",
            b"\xFD7zXZ",
            b"\x28\xB5\x2F\xFD",
        ]) {
            Some(Self::Archive)
        } else if starts(&[b"%PDF"]) {
            Some(Self::Pdf)
        } else if starts(&[
            b"\x89PNG",
            b"\xFF\xD8\xFF",
            b"GIF8",
            b"SQLite format 3",
            b"PAR1",
            b"MZ",
            b"\x7FELF",
        ]) {
            Some(Self::Binary)
        } else {
            None
        }
    }

    /// What the first words say.
    fn of_text(text: &str) -> Option<Self> {
        let head: String = text.trim_start().chars().take(2048).collect::<String>().to_ascii_lowercase();
        let tags = ["<html", "<table", "<head", "<body", "<!doctype html"];
        if head.starts_with('<') && tags.iter().any(|tag| head.contains(tag)) || head.starts_with("<!doctype")
        {
            return Some(Self::WebPage);
        }
        if head.starts_with("<?xml")
            || head.starts_with('<')
            || head.starts_with('{')
            || head.starts_with("[{")
        {
            return Some(Self::Markup);
        }
        // Programs that show PDF look for its mark in the first kilobyte.
        if head.contains("%pdf-") {
            return Some(Self::Pdf);
        }
        if head.starts_with("una") && head.contains("unb")
            || head.starts_with("unb+")
            || head.starts_with("unh+")
        {
            return Some(Self::Edifact);
        }
        // Text has no control characters besides blanks, line and page ends.
        let strange = |c: char| c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{C}' | '\u{1A}');
        let strange_count = head.chars().filter(|c| strange(*c)).count();
        (text.contains('\0') || strange_count * 50 > head.len()).then_some(Self::Binary)
    }
}

/// Decodes a file into text.
///
/// # Errors
/// The kind of file when it is no plain text table.
pub fn decode(bytes: &[u8]) -> Result<(String, Encoding), ForeignFormat> {
    let (text, encoding) = decode_any(bytes)?;
    match ForeignFormat::of_text(&text) {
        Some(format) => Err(format),
        None => Ok((text, encoding)),
    }
}

/// As [`decode`], but messages of EDIFACT are text too.
pub(super) fn decode_edifact(bytes: &[u8]) -> Result<(String, Encoding), ForeignFormat> {
    decode_any(bytes)
}

/// Whether the first bytes are those of a known format.
pub(super) fn is_known_binary(bytes: &[u8]) -> bool {
    ForeignFormat::of_bytes(bytes).is_some()
}

fn decode_any(bytes: &[u8]) -> Result<(String, Encoding), ForeignFormat> {
    match ForeignFormat::of_bytes(bytes) {
        Some(format) => Err(format),
        None => Ok(decode_text(bytes)),
    }
}

fn decode_text(bytes: &[u8]) -> (String, Encoding) {
    if let Some(rest) = bytes.strip_prefix(b"\xFF\xFE") {
        return (utf16(rest, u16::from_le_bytes), Encoding::Utf16Le);
    }
    if let Some(rest) = bytes.strip_prefix(b"\xFE\xFF") {
        return (utf16(rest, u16::from_be_bytes), Encoding::Utf16Be);
    }
    // Without a mark, ASCII in UTF-16 shows as a zero in every second byte.
    let zeros =
        |offset: usize| bytes.iter().skip(offset).step_by(2).take(50).filter(|byte| **byte == 0).count();
    let pairs = bytes.len().min(100) / 2;
    if pairs >= 2 && zeros(1) * 10 >= pairs * 9 && zeros(0) == 0 {
        return (utf16(bytes, u16::from_le_bytes), Encoding::Utf16Le);
    }
    if pairs >= 2 && zeros(0) * 10 >= pairs * 9 && zeros(1) == 0 {
        return (utf16(bytes, u16::from_be_bytes), Encoding::Utf16Be);
    }
    let (bytes, encoding) = match bytes.strip_prefix(b"\xEF\xBB\xBF") {
        Some(rest) => (rest, Encoding::Utf8Bom),
        None => (bytes, Encoding::Utf8),
    };
    match core::str::from_utf8(bytes) {
        Ok(text) => (text.to_owned(), encoding),
        Err(_) => (bytes.iter().map(|byte| windows_1252(*byte)).collect(), Encoding::Windows1252),
    }
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> String {
    let units = bytes.chunks_exact(2).map(|pair| unit([pair[0], pair[1]]));
    char::decode_utf16(units).map(|unit| unit.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
}

fn windows_1252(byte: u8) -> char {
    // Only 0x80–0x9F differ from ISO-8859-1; five of them are unassigned.
    const HIGH: [char; 32] = [
        '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8D}', 'Ž', '\u{8F}',
        '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9D}', 'ž', 'Ÿ',
    ];
    match byte {
        0x80..=0x9F => HIGH[usize::from(byte) - 0x80],
        _ => char::from(byte),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_four_common_encodings_give_the_same_text() {
        let text = "Zähler;kW\n€;1,5\n";
        let with_mark = [b"\xEF\xBB\xBF", text.as_bytes()].concat();
        let utf16: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let marked_utf16 = [b"\xFF\xFE", utf16.as_slice()].concat();
        assert_eq!(decode(text.as_bytes()), Ok((text.to_owned(), Encoding::Utf8)));
        assert_eq!(decode(&with_mark), Ok((text.to_owned(), Encoding::Utf8Bom)));
        assert_eq!(decode(&marked_utf16), Ok((text.to_owned(), Encoding::Utf16Le)));
        let big_endian: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(
            decode(&[b"\xFE\xFF", big_endian.as_slice()].concat()),
            Ok((text.to_owned(), Encoding::Utf16Be))
        );
        assert_eq!(decode(b"Z\xE4hler;kW\n\x80;1,5\n"), Ok((text.to_owned(), Encoding::Windows1252)));
    }

    #[test]
    fn files_that_are_no_text_are_named() {
        assert_eq!(decode(b"PK\x03\x04..."), Err(ForeignFormat::Spreadsheet));
        assert_eq!(decode(b"\xD0\xCF\x11\xE0..."), Err(ForeignFormat::OldSpreadsheet));
        assert_eq!(decode(b"\x1F\x8B..."), Err(ForeignFormat::Archive));
        assert_eq!(decode(b"<?xml version=\"1.0\"?><Workbook>"), Err(ForeignFormat::Markup));
        assert_eq!(decode(b"%PDF-1.7"), Err(ForeignFormat::Pdf));
        assert_eq!(decode(b"\xEF\xBB\xBFZeit;kW\n%PDF-1.7"), Err(ForeignFormat::Pdf));
        assert_eq!(decode(b"<!DOCTYPE html><html>"), Err(ForeignFormat::WebPage));
        assert_eq!(decode(b"UNA:+.? 'UNB+UNOC:3+"), Err(ForeignFormat::Edifact));
        assert_eq!(decode(b"\x01\x02\x00\x03\x00\x00"), Err(ForeignFormat::Binary));
    }
}
