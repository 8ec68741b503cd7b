//! Metered load profiles in the forms in which they reach a planner.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use engine::import::{
    ClockRule, Encoding, ImportOptions, ImportReport, ImportStatus, Question, RejectReason, StampRule, Unit,
    WarningCode, import_load_profile,
};
use engine::time::{CivilDate, Resolution, TimeAxis, is_leap_year};

/// Load in kW in a quarter hour of the year at UTC+1: distinct enough to notice any shift.
fn load(quarter: usize) -> f64 {
    10.0 + (quarter % 96) as f64 * 0.25 + (quarter / 96 % 7) as f64
}

/// Quarter hours of a year at UTC+1 as days since 1970 and minute, 29 February included.
fn quarters(year: i32) -> Vec<(i64, i64)> {
    let first = CivilDate::first_of_year(year).days_since_1970();
    let days = 365 + i64::from(is_leap_year(year));
    (0..days * 96).map(|quarter| (first + quarter / 96, quarter % 96 * 15)).collect()
}

fn german(minute: i64) -> String {
    let date = CivilDate::from_days_since_1970(minute.div_euclid(1440));
    let minute = minute.rem_euclid(1440);
    format!("{:02}.{:02}.{} {:02}:{:02}", date.day, date.month, date.year, minute / 60, minute % 60)
}

fn comma(value: f64) -> String {
    format!("{value:.2}").replace('.', ",")
}

/// A German file of a year: clock, end or start stamps, values in kW.
fn file(year: i32, summer_time: bool, rule: StampRule) -> String {
    let axis = TimeAxis::new(year);
    let summer = axis.summer_hours();
    let leap = is_leap_year(year);
    let mut text = "Lastgang;\nZeit;Leistung [kW]\n".to_owned();
    for (quarter, (day, minute)) in quarters(year).into_iter().enumerate() {
        // The axis leaves out 29 February.
        let on_axis = if leap && quarter >= 60 * 96 { quarter - 96 } else { quarter };
        let end = day * 1440 + minute + if rule == StampRule::End { 15 } else { 0 };
        // An end stamp is read off the clock at that moment.
        let ahead = |step: usize| summer_time && summer.contains(&(step / 4));
        let shown = if rule == StampRule::End { ahead(on_axis + 1) } else { ahead(on_axis) };
        text += &format!("{};{}\n", german(end + if shown { 60 } else { 0 }), comma(load(on_axis)));
    }
    text
}

fn import(text: &str) -> ImportReport {
    import_load_profile(text.as_bytes(), &ImportOptions::default())
}

#[track_caller]
fn assert_is_load(report: &ImportReport) {
    let profile = report.profile.as_ref().unwrap_or_else(|| panic!("{:?}", report.status));
    assert_eq!(
        (profile.step_minutes, profile.values_kw.len()),
        (15, Resolution::QuarterHour.steps_per_year())
    );
    for (quarter, value) in profile.values_kw.iter().enumerate() {
        assert!(
            (value - load(quarter)).abs() < 1e-9,
            "quarter {quarter}: {value} instead of {}",
            load(quarter)
        );
    }
    assert_eq!(profile.hourly_kw.len(), 8760);
}

#[test]
fn start_and_end_stamps_on_either_clock_give_the_same_profile() {
    for rule in [StampRule::Start, StampRule::End] {
        for (summer_time, clock) in [(true, ClockRule::SummerTime), (false, ClockRule::StandardTime)] {
            let report = import(&file(2023, summer_time, rule));
            assert_eq!(report.status, ImportStatus::Accepted);
            assert_is_load(&report);
            let profile = report.profile.unwrap();
            assert_eq!((profile.stamp, profile.clock, profile.year), (Some(rule), Some(clock), Some(2023)));
            assert_eq!(profile.unit, Unit::Kw);
        }
    }
}

#[test]
fn a_leap_year_loses_its_29_february_and_says_so() {
    // In 2024 the axis is that of the calendar without the day.
    let report = import(&file(2024, true, StampRule::End));
    assert_eq!(report.status, ImportStatus::AcceptedWithWarnings);
    assert_eq!((report.warnings[0].code, report.warnings[0].count), (WarningCode::LeapDayDropped, 96));
    let profile = report.profile.unwrap();
    assert_eq!(profile.values_kw.len(), 35_040);
    assert!((profile.values_kw[60 * 96] - load(60 * 96)).abs() < 1e-9);
}

#[test]
fn every_encoding_and_line_end_is_read() {
    let text = file(2023, true, StampRule::Start).replace("Zeit;", "Zählzeit;");
    let utf8_mark = [b"\xEF\xBB\xBF", text.as_bytes()].concat();
    let utf16: Vec<u8> =
        [0xFF, 0xFE].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let latin: Vec<u8> = text.chars().map(|c| c as u8).collect();
    let crlf = text.replace('\n', "\r\n").into_bytes();
    for (bytes, encoding) in [
        (utf8_mark, Encoding::Utf8),
        (utf16, Encoding::Utf16Le),
        (latin, Encoding::Windows1252),
        (crlf, Encoding::Utf8),
    ] {
        let report = import_load_profile(&bytes, &ImportOptions::default());
        assert_is_load(&report);
        assert_eq!(report.profile.unwrap().encoding, encoding);
    }
}

#[test]
fn plain_columns_are_a_year_in_order() {
    let values: Vec<String> = (0..35_040).map(|quarter| comma(load(quarter))).collect();
    let report = import(&format!("kW\n{}\n", values.join("\n")));
    assert_eq!(report.status, ImportStatus::Accepted);
    assert_is_load(&report);
    let mut leap: Vec<String> = values.clone();
    leap.splice(59 * 96..59 * 96, std::iter::repeat_n("1,5".to_owned(), 96));
    assert_is_load(&import(&format!("kW\n{}\n", leap.join("\n"))));
    for (count, step_minutes) in [(8760, 60), (8784, 60)] {
        let report = import(&format!("kW\n{}\n", vec!["1.5"; count].join("\n")));
        let profile = report.profile.unwrap();
        assert_eq!((profile.step_minutes, profile.energy_kwh), (step_minutes, 13_140.0));
    }
}

#[test]
fn a_wrong_number_of_values_is_named() {
    let report = import(&format!("kW\n{}\n", vec!["1.5"; 8761].join("\n")));
    let reason = RejectReason::WrongLength { given: 8761 };
    assert_eq!(report.status, ImportStatus::Rejected { line: None, reason });
    assert!(report.status.message_de().unwrap().contains("8761"));
}

#[test]
fn without_a_unit_it_asks_with_both_sums_and_takes_the_answer() {
    let text = vec!["2,5"; 35_040].join("\n");
    let question = Question::Unit { energy_if_kw_kwh: 21_900.0, energy_if_kwh_kwh: 87_600.0 };
    assert_eq!(import(&text).status, ImportStatus::NeedsInput { question });
    let options = ImportOptions { unit: Some(Unit::Kwh), ..ImportOptions::default() };
    let profile = import_load_profile(text.as_bytes(), &options).profile.unwrap();
    assert_eq!((profile.energy_kwh, profile.peak.kw), (87_600.0, 10.0));
}

#[test]
fn units_scale_to_kw() {
    let with_unit = |unit: &str| {
        let report = import(&format!("Wert in {unit}\n{}\n", vec!["4"; 35_040].join("\n")));
        report.profile.unwrap().values_kw[0]
    };
    let expected =
        [("W", 0.004), ("kW", 4.0), ("MW", 4000.0), ("Wh", 0.016), ("kWh", 16.0), ("MWh", 16_000.0)];
    for (unit, kw) in expected {
        assert!((with_unit(unit) - kw).abs() < 1e-12, "{unit}");
    }
}

#[test]
fn short_gaps_are_filled_and_long_ones_refused_with_their_line() {
    let text = file(2023, true, StampRule::Start);
    let lines: Vec<&str> = text.lines().collect();
    // Rows 102 to 109 are two hours: missing rows, then gap marks.
    let missing = [&lines[..102], &lines[110..]].concat().join("\n");
    let report = import(&missing);
    assert_eq!(report.status, ImportStatus::AcceptedWithWarnings);
    assert_eq!((report.warnings[0].code, report.warnings[0].count), (WarningCode::GapsFilled, 8));
    let marked: Vec<String> = lines
        .iter()
        .enumerate()
        .map(
            |(index, line)| {
                if (102..110).contains(&index) { line[..17].to_owned() + "#NV" } else { (*line).to_owned() }
            },
        )
        .collect();
    assert_eq!(import(&marked.join("\n")).warnings[0].count, 8);
    let long = [&lines[..102], &lines[111..]].concat().join("\n");
    let ImportStatus::Rejected { line, reason } = import(&long).status else { panic!() };
    assert_eq!(line, Some(102));
    assert_eq!(reason, RejectReason::LongGap { time: "01-02 01:00".to_owned(), minutes: 135 });
}

#[test]
fn bad_cells_are_refused_with_their_line() {
    let text = file(2023, true, StampRule::Start);
    let lines: Vec<&str> = text.lines().collect();
    let with = |line: &str| {
        let mut lines = lines.clone();
        lines[500] = line;
        import(&lines.join("\n")).status
    };
    let stamp = &lines[500][..16];
    let rejected = |reason| ImportStatus::Rejected { line: Some(501), reason };
    let text = "defekt".to_owned();
    assert_eq!(with(&format!("{stamp};defekt")), rejected(RejectReason::NotANumber { text }));
    assert_eq!(with(&format!("{stamp};-3,5")), rejected(RejectReason::Negative { value: -3.5 }));
    let text = "31.02.2023 00:00".to_owned();
    assert_eq!(with("31.02.2023 00:00;3,5"), rejected(RejectReason::BadStamp { text }));
    let off_grid = with("06.01.2023 04:37;3,5");
    assert_eq!(off_grid, rejected(RejectReason::OffGrid { step_minutes: 15 }));
    let other = with(&lines[499].replace(lines[499].split(';').next_back().unwrap(), "99,0"));
    assert!(matches!(
        other,
        ImportStatus::Rejected { line: Some(501), reason: RejectReason::Contradiction { .. } }
    ));
}

#[test]
fn offsets_and_utc_are_exact() {
    let axis = TimeAxis::new(2023);
    let mut with_offset = "timestamp,power_kw\n".to_owned();
    let mut utc = with_offset.clone();
    for (quarter, (day, minute)) in quarters(2023).into_iter().enumerate() {
        let value = load(quarter);
        with_offset += &format!("{},{value}\n", axis.iso_start(quarter, Resolution::QuarterHour, true));
        let utc_minute = day * 1440 + minute;
        let date = CivilDate::from_days_since_1970(utc_minute.div_euclid(1440));
        let minute = utc_minute.rem_euclid(1440);
        // The file covers the UTC year: its row `quarter` is four quarters later at UTC+1.
        let value = load((quarter + 4) % 35_040);
        utc += &format!("{date}T{:02}:{:02}:00Z,{value}\n", minute / 60, minute % 60);
    }
    let report = import(&with_offset);
    assert_eq!(report.status, ImportStatus::Accepted);
    assert_is_load(&report);
    let report = import(&utc);
    assert_eq!((report.warnings[0].code, report.warnings[0].count), (WarningCode::TurnedToUtc1, 4));
    assert_is_load(&report);
}

#[test]
fn separate_date_and_time_columns_preamble_and_totals_are_understood() {
    let mut text = "Kunde;Muster GmbH\nMarktlokation;51238696781\n\nNr.;Datum;Zeit;Wert\n;;;kWh\n".to_owned();
    for (quarter, (day, minute)) in quarters(2023).into_iter().enumerate() {
        let stamp = german(day * 1440 + minute);
        let (date, time) = stamp.split_once(' ').unwrap();
        let date = if minute == 0 { date } else { "" };
        text += &format!(
            "{};{date};{time};{}\n",
            quarter + 1,
            format!("{:.4}", load(quarter) / 4.0).replace('.', ",")
        );
    }
    text += "Summe;;;123456,78\n";
    let report = import(&text);
    assert_eq!(report.status, ImportStatus::Accepted, "{:?}", report.columns);
    assert_is_load(&report);
    assert_eq!(report.columns.len(), 1);
    assert_eq!(report.columns[0].name, "Wert kWh");
}

#[test]
fn several_columns_lead_to_a_question_unless_one_names_its_unit() {
    let rows = |head: &str| {
        let mut text = format!("Zeit;{head}\n");
        for (quarter, (day, minute)) in quarters(2023).into_iter().enumerate() {
            text += &format!("{};{};{}\n", german(day * 1440 + minute), comma(load(quarter)), comma(21.5));
        }
        text
    };
    let report = import(&rows("A [kW];B [kW]"));
    assert_eq!(report.status, ImportStatus::NeedsInput { question: Question::Column });
    assert_eq!(report.columns.iter().map(|column| column.index).collect::<Vec<_>>(), [1, 2]);
    let options = ImportOptions { column: Some(1), ..ImportOptions::default() };
    assert_is_load(&import_load_profile(rows("A [kW];B [kW]").as_bytes(), &options));
    assert_is_load(&import(&rows("Leistung [kW];Temperatur")));
}

#[test]
fn a_file_that_runs_backwards_is_turned_round() {
    let text = file(2023, true, StampRule::Start);
    let lines: Vec<&str> = text.lines().collect();
    let mut reversed: Vec<&str> = lines[..2].to_vec();
    reversed.extend(lines[2..].iter().rev());
    let report = import(&reversed.join("\n"));
    assert_eq!(report.warnings[0].code, WarningCode::Reversed);
    assert_is_load(&report);
}

#[test]
fn two_years_in_one_file_are_refused() {
    let both = file(2022, false, StampRule::Start)
        + &file(2023, false, StampRule::Start).replace("Lastgang;\nZeit;Leistung [kW]\n", "");
    let ImportStatus::Rejected { reason, .. } = import(&both).status else { panic!() };
    assert!(matches!(reason, RejectReason::NotOneYear { outside: 35_040, .. }));
}

#[test]
fn files_of_other_kinds_are_refused_by_name() {
    for bytes in
        [&b"PK\x03\x04rest"[..], b"<html><body>login</body></html>", b"%PDF-1.7", b"", b"hello\nworld\n"]
    {
        let report = import_load_profile(bytes, &ImportOptions::default());
        assert!(matches!(report.status, ImportStatus::Rejected { .. }));
        assert!(report.status.message_en().is_some());
    }
}
