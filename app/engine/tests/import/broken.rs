//! Files that are no load profile are refused by name.

use engine::import::{ForeignFormat, ImportStatus, MAX_IMPORT_BYTES, RejectReason};

use super::texts::german_file;
use super::year::{Step, comma, german, year};
use super::{import, import_with, kw_of_2023, refusal};

fn code(bytes: impl AsRef<[u8]>) -> &'static str {
    let report = import(bytes);
    assert!(report.status.message_en().is_some());
    refusal(&report).code()
}

#[test]
fn files_of_other_kinds_are_named() {
    for text in [
        "",
        "\n\n",
        "hello\nworld\n",
        "just a letter to the metering operator, in some sentences.",
        "a;b;c\nd;e;f\n",
    ] {
        assert_eq!(code(text), "not_a_table", "{text}");
    }
    for page in [
        "<html><body>Bitte anmelden</body></html>",
        "\u{FEFF}<!DOCTYPE html><p>",
        "  <table><tr><td>1</td></tr></table>",
    ] {
        assert_eq!(code(page), "not_a_table");
    }
    assert_eq!(code(b"\x00\x01\x02\x03 random \x00\x07\x08"), "not_a_table");
    assert_eq!(code(r#"{"values": [1, 2, 3]}"#), "not_a_table");
    let old = [&b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"[..], &[0; 600]].concat();
    assert_eq!(
        *refusal(&import(old)),
        RejectReason::UnsupportedFormat { format: ForeignFormat::OldSpreadsheet }
    );
    for bytes in [&b"%PDF-1.7 ..."[..], b"\x1F\x8B\x08\x00....", b"\x89PNG\r\n\x1A\n", b"PK\x03\x04 broken"] {
        assert_eq!(code(bytes), "unsupported_format");
    }
}

#[test]
fn more_than_20_mb_is_too_much() {
    let mut text = german_file().into_bytes();
    text.resize(MAX_IMPORT_BYTES + 1, b'\n');
    assert_eq!(code(&text), "too_large");
    text.resize(MAX_IMPORT_BYTES, b'\n');
    assert_eq!(import(&text).status, ImportStatus::Accepted);
}

#[test]
fn a_file_of_separators_takes_bounded_memory() {
    assert_eq!(code(vec![b';'; MAX_IMPORT_BYTES]), "not_a_table");
    let lines: Vec<u8> = b"1;1;1;1;1;1;1;1;1;1\n".iter().copied().cycle().take(MAX_IMPORT_BYTES).collect();
    assert_eq!(code(&lines), "too_large");
}

#[test]
fn months_days_and_parts_of_a_year_are_refused() {
    for count in [12, 365, 366] {
        assert_eq!(code(format!("kWh\n{}", "1234,5\n".repeat(count))), "too_coarse");
    }
    assert_eq!(
        code("Zeit;kW\n01.01.2023 00:00;1,5\n01.01.2023 00:15;1,5\n01.01.2023 00:30;2\n"),
        "not_a_full_year"
    );
    for count in [3, 500, 8000, 30_000, 35_000] {
        assert_eq!(
            import_with("1,5\n".repeat(count), kw_of_2023()).summary().reason.unwrap(),
            "not_a_full_year"
        );
    }
    let mut daily = "Datum;kWh\n".to_owned();
    let mut half = "Zeit;kW\n".to_owned();
    for (index, Step { utc, kw }) in year(2023, 15).into_iter().enumerate() {
        if index % 96 == 0 {
            daily += &format!("{};{}\n", &german(utc + 60)[..10], comma(kw * 24.0));
        }
        if index < 17_520 {
            half += &format!("{};{}\n", german(utc + 60), comma(kw));
        }
    }
    assert_eq!(code(daily), "too_coarse");
    let report = import(half);
    let RejectReason::NotAFullYear { given, from, to } = refusal(&report) else {
        panic!("{:?}", report.status)
    };
    assert_eq!((*given, from.as_deref(), to.as_deref()), (17_520, Some("2023-01-01"), Some("2023-07-02")));
}

#[test]
fn irregular_stamps_and_zero_loads_are_refused() {
    let mut irregular = "Zeit;kW\n".to_owned();
    let mut seven = irregular.clone();
    let mut zero = irregular.clone();
    for (index, Step { utc, .. }) in year(2023, 15).into_iter().enumerate() {
        irregular += &format!("{};1,5\n", german(utc + 60 + (index * index % 11) as i64));
        seven += &format!("{};1,5\n", german(utc + 60 - index as i64 * 8));
        zero += &format!("{};0\n", german(utc + 60));
    }
    assert_eq!(code(irregular), "irregular_step");
    assert_eq!(code(seven), "irregular_step");
    assert_eq!(code(zero), "no_demand");
}

#[test]
fn unreadable_stamps_are_named_with_their_line() {
    let text: String = german_file()
        .lines()
        .enumerate()
        .map(|(index, line)| {
            if index > 10 && index % 20 == 0 {
                format!("32.13.2023 00:00;{}\n", &line[17..])
            } else {
                format!("{line}\n")
            }
        })
        .collect();
    let report = import(text);
    assert_eq!(refusal(&report).code(), "unreadable_stamps");
    assert_eq!(report.summary().row, Some(21));
}

#[test]
fn reports_can_be_sent_and_kept() {
    for bytes in [german_file().into_bytes(), b"1\n2\n".to_vec(), "1,5\n".repeat(8760).into_bytes()] {
        let report = import(bytes);
        let json = serde_json::to_string(&report).unwrap();
        assert_eq!(serde_json::from_str::<engine::import::ImportReport>(&json).unwrap(), report);
        let summary = report.summary();
        let json = serde_json::to_string(&summary).unwrap();
        assert_eq!(serde_json::from_str::<engine::import::ImportSummary>(&json).unwrap(), summary);
    }
}
