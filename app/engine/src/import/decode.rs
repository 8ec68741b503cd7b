//! Text from bytes: UTF-8, UTF-16 and Windows-1252; files that are no text are recognised.

use serde::{Deserialize, Serialize};

/// Character encoding of a text file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Encoding {
    /// UTF-8, with or without byte-order mark.
    Utf8,
    /// UTF-16 little endian, “Unicode text” of spreadsheet programs.
    Utf16Le,
    /// Windows-1252, which contains ISO-8859-1.
    Windows1252,
}

/// What a file without usable text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ForeignFormat {
    /// A spreadsheet (xlsx, xls, ods).
    Spreadsheet,
    /// A PDF document.
    Pdf,
    /// A web page, often a sign-in page saved in place of the data.
    WebPage,
    /// An EDIFACT message such as MSCONS.
    Edifact,
    /// Binary data of another kind.
    Binary,
}

/// Decodes a file into text.
///
/// # Errors
/// The kind of file when it is no plain text table.
pub fn decode(bytes: &[u8]) -> Result<(String, Encoding), ForeignFormat> {
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"\xD0\xCF\x11\xE0") {
        return Err(ForeignFormat::Spreadsheet);
    }
    if bytes.starts_with(b"%PDF") {
        return Err(ForeignFormat::Pdf);
    }
    let (text, encoding) = decode_text(bytes);
    let head = text.trim_start().get(..9).unwrap_or_default().to_ascii_lowercase();
    if head.starts_with("<!doctype") || head.starts_with("<html") {
        return Err(ForeignFormat::WebPage);
    }
    if head.starts_with("una") && head.contains('+') || head.starts_with("unb+") {
        return Err(ForeignFormat::Edifact);
    }
    if text.contains('\0') {
        return Err(ForeignFormat::Binary);
    }
    Ok((text, encoding))
}

fn decode_text(bytes: &[u8]) -> (String, Encoding) {
    if let Some(rest) = bytes.strip_prefix(b"\xFF\xFE") {
        return (utf16_le(rest), Encoding::Utf16Le);
    }
    // Without a mark, ASCII in UTF-16 shows as a zero in every second byte.
    if bytes.len() >= 4 && bytes[1] == 0 && bytes[3] == 0 && bytes[0] != 0 {
        return (utf16_le(bytes), Encoding::Utf16Le);
    }
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    match core::str::from_utf8(bytes) {
        Ok(text) => (text.to_owned(), Encoding::Utf8),
        Err(_) => (bytes.iter().map(|byte| windows_1252(*byte)).collect(), Encoding::Windows1252),
    }
}

fn utf16_le(bytes: &[u8]) -> String {
    let units = bytes.chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]]));
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
        assert_eq!(decode(&with_mark), Ok((text.to_owned(), Encoding::Utf8)));
        assert_eq!(decode(&marked_utf16), Ok((text.to_owned(), Encoding::Utf16Le)));
        assert_eq!(decode(b"Z\xE4hler;kW\n\x80;1,5\n"), Ok((text.to_owned(), Encoding::Windows1252)));
    }

    #[test]
    fn files_that_are_no_text_are_named() {
        assert_eq!(decode(b"PK\x03\x04..."), Err(ForeignFormat::Spreadsheet));
        assert_eq!(decode(b"%PDF-1.7"), Err(ForeignFormat::Pdf));
        assert_eq!(decode(b"<!DOCTYPE html><html>"), Err(ForeignFormat::WebPage));
        assert_eq!(decode(b"UNA:+.? 'UNB+UNOC:3+"), Err(ForeignFormat::Edifact));
        assert_eq!(decode(b"\x01\x02\x00\x03\x00\x00"), Err(ForeignFormat::Binary));
    }
}
