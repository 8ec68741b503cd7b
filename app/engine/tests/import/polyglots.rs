//! Files that are two kinds at once: refused, or read as one kind and nothing else.

use std::io::{Cursor, Write as _};

use engine::import::{ForeignFormat, RejectReason};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use super::texts::german_file;
use super::workbooks::year_workbook;
use super::{assert_is_year, import, refusal};

/// An archive with one file in it, which is not compressed.
fn archive(name: &str, content: &[u8]) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    archive.start_file(name, stored).unwrap();
    archive.write_all(content).unwrap();
    archive.finish().unwrap().into_inner()
}

/// The sound workbook with another part in it.
fn workbook_with(name: &str, content: &[u8]) -> Vec<u8> {
    let mut archive = ZipWriter::new_append(Cursor::new(year_workbook())).unwrap();
    archive.start_file(name, SimpleFileOptions::default()).unwrap();
    archive.write_all(content).unwrap();
    archive.finish().unwrap().into_inner()
}

#[test]
fn a_table_behind_the_mark_of_another_kind_is_refused() {
    let marks: [(&str, &[u8]); 24] = [
        ("PDF", b"%PDF-1.7\n"),
        ("PDF behind a mark of UTF-8", b"\xEF\xBB\xBF%PDF-1.7\n"),
        ("PDF behind a line", b"Zeit;kW\n%PDF-1.7\n"),
        ("GIF", b"GIF89a;"),
        ("GIF that is a page", b"GIF89a=<html><script>alert(1)</script>\n"),
        ("PNG", b"\x89PNG\r\n\x1a\n"),
        ("JPEG", b"\xFF\xD8\xFF\xE0\n"),
        ("ZIP", b"PK\x03\x04\n"),
        ("empty ZIP", b"PK\x05\x06\n"),
        ("gzip", b"\x1F\x8B\x08\x00\n"),
        ("7z", b"7z\xBC\xAF\x27\x1C\n"),
        ("RAR", b"Rar!\x1A\x07\n"),
        ("zstd", b"\x28\xB5\x2F\xFD\n"),
        ("old workbook", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1\n"),
        ("program of Windows", b"MZ\x90\n"),
        ("program of Linux", b"\x7FELF\n"),
        ("database", b"SQLite format 3\0\n"),
        ("page", b"<html><body>\n"),
        ("page behind blanks", b" \r\n\t<!DOCTYPE html>\n"),
        ("page behind a mark of UTF-8", b"\xEF\xBB\xBF<table>\n"),
        ("picture with scripts", b"<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(1)\"/>\n"),
        (
            "XML with entities",
            b"<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]>\n",
        ),
        ("JSON", b"{\"a\": 1}\n"),
        ("zeros", b"\0\0\0\0\n"),
    ];
    let table = german_file();
    assert_is_year(&import(&table), &[]);
    for (what, mark) in marks {
        let report = import([mark, table.as_bytes()].concat());
        let code = refusal(&report).code();
        assert!(["unsupported_format", "not_a_table"].contains(&code), "{what}: {code}");
    }
}

#[test]
fn a_mark_of_another_kind_in_utf16_is_seen_too() {
    for mark in ["<html>\n", "%PDF-1.7\n", "{\"a\": 1}\n"] {
        let text = format!("{mark}{}", german_file());
        let little: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        for bytes in [&b"\xFF\xFE"[..], b""].map(|sign| [sign, &little].concat()) {
            refusal(&import(bytes));
        }
        for bytes in [&b"\xFE\xFF"[..], b""].map(|sign| [sign, &big].concat()) {
            refusal(&import(bytes));
        }
    }
}

#[test]
fn a_table_before_an_archive_is_refused() {
    let table = german_file();
    for tail in [archive("lastgang.csv", b"1;2\n"), year_workbook()] {
        let report = import([table.as_bytes(), &tail].concat());
        let format = Some(ForeignFormat::Binary);
        assert_eq!(*refusal(&report), RejectReason::NotATable { format });
    }
}

#[test]
fn zeros_anywhere_in_a_text_are_refused() {
    let table = german_file().into_bytes();
    for at in [0, 100, table.len() / 2, table.len() - 1] {
        let mut bytes = table.clone();
        bytes.insert(at, 0);
        refusal(&import(bytes));
    }
}

#[test]
fn markup_and_formulas_in_a_table_stay_text() {
    let head = "=HYPERLINK(\"https://evil.example\");<script>alert(1)</script>\n@SUM(A1);+ADw-script+AD4-\n";
    let report = import(format!("{head}{}", german_file()));
    assert_is_year(&report, &[]);
    assert_eq!(report.found.column.unwrap().name, "Wirkleistung [kW]");
}

#[test]
fn an_archive_that_only_contains_a_table_is_not_opened() {
    for name in ["lastgang.csv", "../../lastgang.csv", "/etc/lastgang.csv", "C:\\lastgang.csv"] {
        let report = import(archive(name, german_file().as_bytes()));
        let format = ForeignFormat::Spreadsheet;
        assert_eq!(*refusal(&report), RejectReason::UnsupportedFormat { format }, "{name}");
    }
}

#[test]
fn a_workbook_is_its_cells_and_nothing_else() {
    // Parts that no table needs are not looked at, whatever they are called.
    assert_is_year(&import(workbook_with("index.html", b"<script>alert(1)</script>")), &[]);
    for part in ["xl/vbaProject.bin", "XL/VBAPROJECT.BIN"] {
        let report = import(workbook_with(part, b"Sub Auto_Open()"));
        let format = ForeignFormat::MacroWorkbook;
        assert_eq!(*refusal(&report), RejectReason::UnsupportedFormat { format }, "{part}");
    }
    // Neither a path out of the archive nor something behind its end makes it another workbook.
    let climbing = workbook_with("../../etc/passwd", b"root");
    for bytes in [climbing, [year_workbook(), german_file().into_bytes()].concat()] {
        let report = import(bytes);
        match &report.profile {
            Some(_) => assert_is_year(&report, &[]),
            None => assert_eq!(refusal(&report).code(), "unsupported_format"),
        }
    }
}

#[test]
fn the_workbook_of_these_tests_is_sound() {
    assert_is_year(&import(year_workbook()), &[]);
    assert!(ZipArchive::new(Cursor::new(workbook_with("a.txt", b"a"))).unwrap().len() > 5);
}
