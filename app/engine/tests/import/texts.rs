//! Encodings, separators, numbers, preambles.

use engine::import::{Encoding, Unit, WarningCode};

use super::year::{ENERGY_KWH, Step, berlin, comma, german, iso, number, year};
use super::{assert_is_hourly_year, assert_is_year, import, import_with, kw_of_2023};

/// A usual German file.
pub fn german_file() -> String {
    let mut text = "Lastgang;Zählpunkt 7\nZeitstempel;Wirkleistung [kW]\n".to_owned();
    for Step { utc, kw } in year(2023, 15) {
        text += &format!("{};{}\n", german(utc + berlin(utc)), comma(kw));
    }
    text
}

#[test]
fn every_encoding_is_read_and_named() {
    let text = german_file();
    let utf16 = |unit: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(unit).collect::<Vec<u8>>();
    let files: [(Vec<u8>, Encoding); 7] = [
        (text.clone().into_bytes(), Encoding::Utf8),
        ([b"\xEF\xBB\xBF", text.as_bytes()].concat(), Encoding::Utf8Bom),
        ([b"\xFF\xFE".to_vec(), utf16(u16::to_le_bytes)].concat(), Encoding::Utf16Le),
        ([b"\xFE\xFF".to_vec(), utf16(u16::to_be_bytes)].concat(), Encoding::Utf16Be),
        (utf16(u16::to_le_bytes), Encoding::Utf16Le),
        (text.chars().map(|c| c as u8).collect(), Encoding::Windows1252),
        (text.replace('\n', "\r\n").into_bytes(), Encoding::Utf8),
    ];
    for (bytes, encoding) in files {
        let report = import(&bytes);
        assert_is_year(&report, &[]);
        assert_eq!(report.found.encoding, Some(encoding));
        assert_eq!((report.found.delimiter, report.found.decimal), (Some(';'), Some(',')));
        let column = report.found.column.unwrap();
        assert_eq!((column.name.as_str(), column.unit), ("Wirkleistung [kW]", Some(Unit::Kw)));
    }
}

#[test]
fn old_line_ends_and_a_named_separator_are_read() {
    assert_is_year(&import(german_file().replace('\n', "\r")), &[]);
    assert_is_year(&import(format!("sep=;\r\n{}", german_file().replace('\n', "\r\n"))), &[]);
}

#[test]
fn every_separator_is_found() {
    let file = |separator: char, value: fn(f64) -> String| {
        let mut text = format!("time{separator}power_kW\n");
        for Step { utc, kw } in year(2023, 15) {
            text += &format!("{}{separator}{}\n", iso(utc + berlin(utc)), value(kw));
        }
        text
    };
    for separator in [';', ',', '\t', '|'] {
        let report = import(file(separator, number));
        assert_is_year(&report, &[]);
        assert_eq!((report.found.delimiter, report.found.decimal), (Some(separator), Some('.')));
    }
    for separator in [';', '\t', '|', ' '] {
        let report = import(file(separator, comma).replace("power_kW", "kW"));
        assert_is_year(&report, &[]);
        assert_eq!((report.found.delimiter, report.found.decimal), (Some(separator), Some(',')));
    }
    // Comma between the cells and in the numbers: only quotes make that readable.
    let quoted: String =
        file(';', comma).lines().map(|line| format!("\"{}\"\n", line.replace(';', "\",\""))).collect();
    assert_is_year(&import(quoted), &[]);
}

/// Values in W: thousands marks matter.
fn watts(form: fn(f64) -> String, zero_cents: bool) -> String {
    let mut text = "Zeit;Leistung in W\n".to_owned();
    for Step { utc, kw } in year(2023, 15) {
        let watts = if zero_cents { (kw * 1000.0).round() } else { kw * 1000.0 + 0.25 };
        text += &format!("{};{}\n", german(utc + berlin(utc)), form(watts));
    }
    text
}

fn grouped(value: f64, thousands: char, decimal: char, decimals: usize) -> String {
    let text = format!("{value:.decimals$}");
    let (whole, rest) = text.split_once('.').unwrap_or((&text, ""));
    let mut grouped = String::new();
    for (position, digit) in whole.chars().enumerate() {
        if position > 0 && (whole.len() - position).is_multiple_of(3) {
            grouped.push(thousands);
        }
        grouped.push(digit);
    }
    if rest.is_empty() { grouped } else { format!("{grouped}{decimal}{rest}") }
}

#[test]
fn thousands_marks_of_three_countries_are_read() {
    type Write = fn(f64) -> String;
    let forms: [(Write, char); 5] = [
        (|value| grouped(value, '.', ',', 2), ','),
        (|value| grouped(value, ',', '.', 2), '.'),
        (|value| grouped(value, '\'', '.', 2), '.'),
        (|value| grouped(value, '’', '.', 2), '.'),
        (|value| grouped(value, '\u{202F}', ',', 2), ','),
    ];
    for (form, decimal) in forms {
        let report = import(watts(form, false));
        assert_is_year(&report, &[]);
        assert_eq!((report.found.decimal, report.found.unit), (Some(decimal), Some(Unit::W)));
    }
    // Whole numbers: the smaller ones without a mark show that the point groups thousands.
    let report = import(watts(|value| grouped(value / 100.0, '.', ',', 0), true));
    let energy_kwh = report.profile.unwrap().energy_kwh;
    assert!((energy_kwh - ENERGY_KWH / 100.0).abs() < 0.01 * ENERGY_KWH / 100.0, "{energy_kwh}");
}

#[test]
fn three_decimals_are_no_thousands() {
    for decimal in ['.', ','] {
        let mut text = "Zeit;kWh\n".to_owned();
        for Step { utc, kw } in year(2023, 15) {
            text += &format!(
                "{};{}\n",
                german(utc + berlin(utc)),
                format!("{:.3}", kw / 4.0).replace('.', &decimal.to_string())
            );
        }
        let report = import(text);
        let profile = report.profile.as_ref().unwrap();
        assert!(
            (profile.energy_kwh - ENERGY_KWH).abs() < 1e-4 * ENERGY_KWH,
            "{decimal}: {}",
            profile.energy_kwh
        );
    }
}

#[test]
fn preambles_unit_rows_counters_and_totals_are_no_data() {
    let mut text = "Netzbetreiber;Stadtwerke Musterstadt\nMarktlokation;51238696781\nOBIS;1-1:1.29.0\n\
        Zeitraum;01.01.2023 00:00;bis;31.12.2023 24:00\nErstellt am;05.01.2024 10:22\n\nNr.;Datum;Zeit;Verbrauch;Status\n;;;kWh;\n"
        .to_owned();
    for (index, Step { utc, kw }) in year(2023, 15).into_iter().enumerate() {
        let local = german(utc + berlin(utc));
        text += &format!("{};{};{};{};W\n", index + 1, &local[..10], &local[11..], comma(kw / 4.0));
    }
    text += "Summe;;;442260,44;\nMaximum;;;44,97;\n";
    let report = import(text);
    assert_is_year(&report, &[]);
    assert_eq!(report.found.column.unwrap().name, "Verbrauch kWh");
    assert_eq!(report.found.head_rows, 7);
}

#[test]
fn units_may_stand_in_the_cells_or_in_a_column_of_their_own() {
    let mut cells = "Zeit;Wert\n".to_owned();
    let mut column = "Zeit;Wert;Einheit\n".to_owned();
    for Step { utc, kw } in year(2023, 15) {
        let local = german(utc + berlin(utc));
        cells += &format!("{local};{} kWh\n", comma(kw / 4.0));
        column += &format!("{local};{};MWh\n", comma(kw / 4.0 / 1000.0).replace(',', "."));
    }
    assert_is_year(&import(cells), &[]);
    let energy_kwh = import(column).profile.unwrap().energy_kwh;
    assert!((energy_kwh - ENERGY_KWH).abs() < 0.01 * ENERGY_KWH);
}

#[test]
fn every_unit_gives_the_same_year() {
    let factors = [
        ("W", 1000.0),
        ("kW", 1.0),
        ("MW", 0.001),
        ("Wh", 250.0),
        ("kWh", 0.25),
        ("MWh", 0.000_25),
        ("kWh/h", 1.0),
    ];
    for (unit, factor) in factors {
        let mut text = format!("Zeit;Last [{unit}]\n");
        for Step { utc, kw } in year(2023, 15) {
            text += &format!("{};{:.9}\n", iso(utc + berlin(utc)), kw * factor);
        }
        assert_is_year(&import(text), &[]);
    }
}

#[test]
fn plain_columns_are_a_year_in_order() {
    for decimal in [number as fn(f64) -> String, comma] {
        let values: Vec<String> = year(2023, 15).iter().map(|step| decimal(step.kw)).collect();
        assert_is_year(&import_with(format!("kW\n{}\n", values.join("\n")), kw_of_2023()), &[]);
        assert_is_year(&import_with(values.join("\n"), kw_of_2023()), &[]);
        let fence_post = format!("{}\n12\n", values.join("\n"));
        assert_is_year(&import_with(fence_post, kw_of_2023()), &[WarningCode::OneValueBeyondTheYear]);
    }
    let hours: Vec<String> = year(2023, 60).iter().map(|step| comma(step.kw)).collect();
    assert_is_hourly_year(&import_with(hours.join("\n"), kw_of_2023()), &[]);
    let total = format!("{}\n{ENERGY_KWH:.2}", hours.join("\n").replace(',', "."));
    assert_is_hourly_year(&import_with(total, kw_of_2023()), &[]);
    let short = import_with(hours[..8759].join("\n"), kw_of_2023());
    assert_eq!(super::codes(&short), [WarningCode::OneValueShort]);
    let blank =
        hours.iter().enumerate().map(|(hour, value)| if hour == 50 { "" } else { value }).collect::<Vec<_>>();
    let report = import_with(blank.join("\n"), kw_of_2023());
    assert_eq!(
        (super::codes(&report), report.warnings[0].rows.clone()),
        (vec![WarningCode::MissingValues], vec![51])
    );
}

#[test]
fn a_plain_leap_year_loses_its_29_february() {
    for wanted in [2023, 2024] {
        let mut values: Vec<String> = year(2023, 60).iter().map(|step| comma(step.kw)).collect();
        values.splice(59 * 24..59 * 24, std::iter::repeat_n("1,5".to_owned(), 24));
        let mut options = kw_of_2023();
        options.year = Some(wanted);
        assert_is_hourly_year(&import_with(values.join("\n"), options), &[WarningCode::LeapYear]);
    }
    // A column of a leap year without the day stays as it is.
    let values: Vec<String> = year(2023, 60).iter().map(|step| comma(step.kw)).collect();
    let mut options = kw_of_2023();
    options.year = Some(2024);
    assert_is_hourly_year(&import_with(values.join("\n"), options), &[]);
}
