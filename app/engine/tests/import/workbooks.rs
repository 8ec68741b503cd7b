//! Workbooks (xlsx), written here part by part.

use std::io::{Cursor, Write as _};

use engine::import::{FileFormat, ForeignFormat, ImportOptions, RejectReason, TimeZone, WarningCode};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::year::{Step, berlin, comma, german, year};
use super::{assert_is_hourly_year, assert_is_year, codes, import, import_with, needs, refusal};

/// A cell of a sheet.
enum Cell {
    Text(String),
    Number(f64),
    /// Day number in a date format.
    Moment(f64),
    /// A formula with its stored result.
    Formula(f64),
    /// A formula without a result.
    Open,
    Empty,
}

fn text(text: &str) -> Cell {
    Cell::Text(text.to_owned())
}

fn serial(local: i64) -> f64 {
    local as f64 / 1440.0 + 25_569.0
}

/// The year in a workbook.
pub fn year_workbook() -> Vec<u8> {
    let rows =
        rows(["Zeit", "kW"], |Step { utc, kw }| vec![Cell::Moment(serial(utc + 60)), Cell::Number(kw)]);
    workbook(&[("Lastgang", rows)])
}

/// A workbook with these sheets.
fn workbook(sheets: &[(&str, Vec<Vec<Cell>>)]) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let mut part = |name: &str, content: &str| {
        archive.start_file(name, SimpleFileOptions::default()).unwrap();
        archive.write_all(content.as_bytes()).unwrap();
    };
    let head = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#;
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let package = "http://schemas.openxmlformats.org/package/2006";
    part(
        "[Content_Types].xml",
        &format!(
            r#"{head}<Types xmlns="{package}/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>"#
        ),
    );
    part(
        "_rels/.rels",
        &format!(
            r#"{head}<Relationships xmlns="{package}/relationships"><Relationship Id="rId1" Type="{relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>"#
        ),
    );
    let list: String = sheets
        .iter()
        .enumerate()
        .map(|(index, (name, _))| format!(r#"<sheet name="{name}" sheetId="{0}" r:id="rId{0}"/>"#, index + 1))
        .collect();
    part(
        "xl/workbook.xml",
        &format!(
            r#"{head}<workbook xmlns="{main}" xmlns:r="{relations}"><sheets>{list}</sheets></workbook>"#
        ),
    );
    let links: String = (1..=sheets.len()).map(|index| format!(r#"<Relationship Id="rId{index}" Type="{relations}/worksheet" Target="worksheets/sheet{index}.xml"/>"#)).collect();
    part(
        "xl/_rels/workbook.xml.rels",
        &format!(
            r#"{head}<Relationships xmlns="{package}/relationships">{links}<Relationship Id="rId99" Type="{relations}/styles" Target="styles.xml"/></Relationships>"#
        ),
    );
    part(
        "xl/styles.xml",
        &format!(
            r#"{head}<styleSheet xmlns="{main}"><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="22" applyNumberFormat="1"/></cellXfs></styleSheet>"#
        ),
    );
    for (index, (_, rows)) in sheets.iter().enumerate() {
        let mut xml = format!(r#"{head}<worksheet xmlns="{main}"><sheetData>"#);
        for (row, cells) in rows.iter().enumerate() {
            xml += &format!(r#"<row r="{}">"#, row + 1);
            for (column, cell) in cells.iter().enumerate() {
                let at = format!("{}{}", letters(column), row + 1);
                xml += &match cell {
                    Cell::Text(text) => format!(r#"<c r="{at}" t="inlineStr"><is><t>{text}</t></is></c>"#),
                    Cell::Number(value) => format!(r#"<c r="{at}"><v>{value}</v></c>"#),
                    Cell::Moment(value) => format!(r#"<c r="{at}" s="1"><v>{value}</v></c>"#),
                    Cell::Formula(value) => format!(r#"<c r="{at}"><f>C2/4</f><v>{value}</v></c>"#),
                    Cell::Open => format!(r#"<c r="{at}"><f>C2/4</f><v></v></c>"#),
                    Cell::Empty => String::new(),
                };
            }
            xml += "</row>";
        }
        xml += "</sheetData></worksheet>";
        part(&format!("xl/worksheets/sheet{}.xml", index + 1), &xml);
    }
    archive.finish().unwrap().into_inner()
}

fn letters(column: usize) -> String {
    let last = char::from(b'A' + (column % 26) as u8);
    if column < 26 { last.to_string() } else { format!("{}{last}", letters(column / 26 - 1)) }
}

/// Rows of a year below a heading.
fn rows(heading: [&str; 2], row: impl Fn(Step) -> Vec<Cell>) -> Vec<Vec<Cell>> {
    let mut rows = vec![vec![text("Lastgang 2023")], Vec::new(), vec![text(heading[0]), text(heading[1])]];
    rows.extend(year(2023, 15).into_iter().map(row));
    rows
}

#[test]
fn day_numbers_with_drift_and_numbers_are_read() {
    for drift in [0.0, 2e-6, -2e-6] {
        let rows = rows(["Zeit", "kW"], |Step { utc, kw }| {
            vec![Cell::Moment(serial(utc + berlin(utc)) + drift), Cell::Number(kw)]
        });
        let report = import(workbook(&[("Tabelle1", rows)]));
        assert_is_year(&report, &[]);
        assert_eq!(report.found.format, Some(FileFormat::Workbook));
        assert_eq!(
            (report.found.sheet.as_deref(), report.found.time_zone),
            (Some("Tabelle1"), Some(TimeZone::Berlin))
        );
    }
}

#[test]
fn separate_dates_and_times_and_results_of_formulas_are_read() {
    let rows = rows(["Datum", "Zeit"], |Step { utc, kw }| {
        let serial = serial(utc + 60);
        vec![Cell::Moment(serial.floor()), Cell::Moment(serial.fract()), Cell::Formula(kw / 4.0)]
    });
    let mut rows = rows;
    rows[2].push(text("Energie [kWh]"));
    assert_is_year(&import(workbook(&[("Daten", rows)])), &[]);
}

#[test]
fn unformatted_day_numbers_are_stamps() {
    let rows =
        rows(["Zeit", "kW"], |Step { utc, kw }| vec![Cell::Number(serial(utc + 60)), Cell::Number(kw)]);
    assert_is_year(&import(workbook(&[("Daten", rows)])), &[]);
}

#[test]
fn numbers_and_stamps_stored_as_text_are_read_and_named() {
    let rows = rows(["Zeit", "kW"], |Step { utc, kw }| {
        let value = if utc % 1440 == 0 { text(&comma(kw)) } else { Cell::Number(kw) };
        vec![text(&german(utc + berlin(utc))), value]
    });
    let report = import(workbook(&[("Daten", rows)]));
    assert_is_year(&report, &[WarningCode::TextNumbers]);
    assert_eq!(report.warnings[0].count, 365);
}

#[test]
fn gaps_in_a_workbook_keep_their_place() {
    let rows = rows(["Zeit", "kW"], |Step { utc, kw }| {
        let missing = (utc / 15) % 5000 == 0;
        vec![Cell::Moment(serial(utc + 60)), if missing { Cell::Empty } else { Cell::Number(kw) }]
    });
    let report = import(workbook(&[("Daten", rows)]));
    assert_eq!(codes(&report), [WarningCode::MissingValues]);
}

#[test]
fn formulas_without_results_are_refused() {
    let rows = rows(["Zeit", "kW"], |Step { utc, .. }| vec![Cell::Moment(serial(utc + 60)), Cell::Open]);
    let reason = RejectReason::FormulasWithoutValues { count: 35_040 };
    assert_eq!(*refusal(&import(workbook(&[("Daten", rows)]))), reason);
}

#[test]
fn of_several_sheets_the_one_with_a_profile_is_read_or_one_is_asked_for() {
    let sheet = |factor: f64| {
        rows(["Zeit", "kW"], |Step { utc, kw }| {
            vec![Cell::Moment(serial(utc + 60)), Cell::Number(kw * factor)]
        })
    };
    let cover = || vec![vec![text("Kunde"), text("Muster GmbH")], vec![text("Zähler"), Cell::Number(4711.0)]];
    let one = workbook(&[("Deckblatt", cover()), ("Lastgang", sheet(1.0))]);
    let report = import(&one);
    assert_is_year(&report, &[]);
    assert_eq!(report.found.sheets, ["Deckblatt", "Lastgang"]);
    let two = workbook(&[("Halle A", sheet(2.0)), ("Halle B", sheet(1.0))]);
    assert_eq!(needs(&import(&two)), ["sheet"]);
    let with = |name: &str| ImportOptions { sheet: Some(name.into()), ..ImportOptions::default() };
    for name in ["Halle B", "halle b", "2"] {
        assert_is_year(&import_with(&two, with(name)), &[]);
    }
    assert_eq!(
        *refusal(&import_with(&two, with("Halle C"))),
        RejectReason::NoSuchSheet { sheet: "Halle C".into() }
    );
    assert_eq!(refusal(&import_with(&one, with("Deckblatt"))).code(), "not_a_table");
}

#[test]
fn a_day_matrix_in_a_workbook_is_read() {
    let mut rows = vec![vec![text("Werte in kW")], vec![text("Datum")]];
    rows[1].extend((0..24).map(|hour| Cell::Moment(f64::from(hour) / 24.0)));
    for day in year(2023, 60).chunks(24) {
        let mut cells = vec![Cell::Moment(serial(day[0].utc + 60))];
        cells.extend(day.iter().map(|step| Cell::Number(step.kw)));
        rows.push(cells);
    }
    assert_is_hourly_year(&import(workbook(&[("Matrix", rows)])), &[]);
}

#[test]
fn archives_that_are_no_workbook_and_bombs_are_refused() {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    archive.start_file("lastgang.csv", SimpleFileOptions::default()).unwrap();
    archive.write_all(b"1;2\n").unwrap();
    let bytes = archive.finish().unwrap().into_inner();
    assert_eq!(refusal(&import(bytes)).code(), "unsupported_format");

    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    archive.start_file("[Content_Types].xml", SimpleFileOptions::default()).unwrap();
    archive.start_file("xl/sharedStrings.xml", SimpleFileOptions::default()).unwrap();
    for _ in 0..600 {
        archive.write_all(&vec![b' '; 1 << 20]).unwrap();
    }
    let bytes = archive.finish().unwrap().into_inner();
    assert!(bytes.len() < 2_000_000);
    assert_eq!(refusal(&import(bytes)).code(), "too_large");
}

const MONTHS: [&str; 12] = [
    "Januar",
    "Februar",
    "März",
    "April",
    "Mai",
    "Juni",
    "Juli",
    "August",
    "September",
    "Oktober",
    "November",
    "Dezember",
];

/// A sheet per month, each with its heading and its total.
fn months(lead: i64, stamp: impl Fn(i64) -> Vec<Cell>) -> Vec<(&'static str, Vec<Vec<Cell>>)> {
    let mut sheets: Vec<(&str, Vec<Vec<Cell>>)> = Vec::new();
    for Step { utc, kw } in year(2023, 15) {
        let local = utc + berlin(utc);
        let month = MONTHS[german(local)[3..5].parse::<usize>().unwrap() - 1];
        if sheets.last().is_none_or(|(last, _)| *last != month) {
            if let Some((_, rows)) = sheets.last_mut() {
                rows.push(vec![text("Summe"), Cell::Number(12_345.0)]);
            }
            sheets.push((month, vec![vec![text("Zähler 7")], vec![text("Zeit"), text("kW")]]));
        }
        let mut row = stamp(utc + lead + berlin(utc + lead));
        row.push(Cell::Number(kw));
        sheets.last_mut().unwrap().1.push(row);
    }
    sheets
}

#[test]
fn a_sheet_per_month_is_one_year() {
    for lead in [0, 15] {
        let mut sheets = months(lead, |local| vec![Cell::Moment(serial(local))]);
        let report = import(workbook(&sheets));
        assert_is_year(&report, &[]);
        assert_eq!(report.found.sheet.as_deref(), Some("Januar … Dezember"));
        sheets.reverse();
        assert_is_year(&import(workbook(&sheets)), &[]);
    }
}

#[test]
fn sheets_that_lack_a_month_are_asked_for_and_do_not_make_a_year() {
    let mut sheets = months(0, |local| vec![Cell::Moment(serial(local))]);
    sheets.remove(5);
    let bytes = workbook(&sheets);
    assert_eq!(needs(&import(&bytes)), ["sheet"]);
    let options = ImportOptions { sheet: Some("Mai".into()), ..ImportOptions::default() };
    assert_eq!(refusal(&import_with(&bytes, options)).code(), "not_a_full_year");
}

#[test]
fn spreadsheets_of_other_kinds_are_named_with_a_way_out() {
    for (part, format, word) in [
        ("content.xml", ForeignFormat::OpenDocument, "ODS"),
        ("xl/workbook.bin", ForeignFormat::BinaryWorkbook, "XLSB"),
        ("xl/vbaProject.bin", ForeignFormat::MacroWorkbook, "XLSM"),
    ] {
        let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
        for name in ["[Content_Types].xml", part] {
            archive.start_file(name, SimpleFileOptions::default()).unwrap();
            archive.write_all(b"<x/>").unwrap();
        }
        let report = import(archive.finish().unwrap().into_inner());
        assert_eq!(*refusal(&report), RejectReason::UnsupportedFormat { format });
        let (german, english) = (report.status.message_de().unwrap(), report.status.message_en().unwrap());
        assert!(german.contains(word) && german.contains("als XLSX oder CSV speichern"), "{german}");
        assert!(english.contains(word) && english.contains("save it as XLSX or CSV"), "{english}");
    }
}
