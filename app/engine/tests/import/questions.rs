//! What a file leaves open is asked, exactly that, and the answers lead on.

use engine::import::{ImportOptions, ImportStatus, Question, TimeZone, Unit, WarningCode};

use super::year::{ENERGY_KWH, PEAK_KW, Step, berlin, comma, german, year};
use super::{assert_is_hourly_year, assert_is_year, codes, import, import_with, kw_of_2023, needs};

#[test]
fn a_bare_column_needs_unit_and_year() {
    let text: String = year(2023, 15).iter().map(|step| comma(step.kw) + "\n").collect();
    let report = import(&text);
    assert_eq!(needs(&report), ["year", "unit"]);
    let ImportStatus::NeedsInput { questions } = &report.status else { unreachable!() };
    let Question::Unit { choices } = &questions[1] else { panic!() };
    let kw = choices.iter().find(|choice| choice.unit == Unit::Kw).unwrap();
    let kwh = choices.iter().find(|choice| choice.unit == Unit::Kwh).unwrap();
    assert!((kw.energy_kwh - ENERGY_KWH).abs() < 0.01 && (kwh.energy_kwh - 4.0 * ENERGY_KWH).abs() < 0.01);
    assert_eq!((kw.peak_kw, kwh.peak_kw), (PEAK_KW, 4.0 * PEAK_KW));
    assert_is_year(&import_with(&text, kw_of_2023()), &[]);
    let kwh = ImportOptions { unit: Some(Unit::Kwh), ..kw_of_2023() };
    assert!((import_with(&text, kwh).profile.unwrap().energy_kwh - 4.0 * ENERGY_KWH).abs() < 0.01);
}

#[test]
fn stamps_without_a_unit_need_only_that() {
    let text: String = year(2023, 15)
        .iter()
        .map(|Step { utc, kw }| format!("{};{}\n", german(utc + berlin(*utc)), comma(*kw)))
        .collect();
    assert_eq!(needs(&import(&text)), ["unit"]);
    assert_eq!(needs(&import(format!("Zeit;Energie/Leistung [kWh/kW]\n{text}"))), ["unit"]);
    let options = ImportOptions { unit: Some(Unit::Kw), ..ImportOptions::default() };
    assert_is_year(&import_with(&text, options), &[]);
}

/// A year without the two days that show whether there is summer time.
fn without_switches(zone: fn(i64) -> i64) -> String {
    let mut text = "Zeit;kW\n".to_owned();
    for Step { utc, kw } in year(2023, 60) {
        let stamp = german(utc + zone(utc));
        // Both hours of the double hour are one, and the skipped one is empty: so some portals write.
        if stamp.starts_with("26.03.2023 02") {
            continue;
        }
        if zone(utc) == 60 && stamp.starts_with("29.10.2023 02") && zone(utc - 60) == 120 {
            continue;
        }
        if stamp.starts_with("26.03.2023 03") {
            text += "26.03.2023 02:00;\n";
        }
        text += &format!("{stamp};{}\n", comma(kw));
    }
    text
}

#[test]
fn an_undecidable_clock_is_asked_for() {
    let text = without_switches(berlin);
    let report = import(&text);
    assert_eq!(needs(&report), ["time_zone"]);
    let with = |zone| ImportOptions { time_zone: Some(zone), ..ImportOptions::default() };
    // The second of the two hours is missing and filled.
    let filled = import_with(&text, with(TimeZone::Berlin));
    assert_eq!(filled.warnings.iter().map(|warning| warning.count).collect::<Vec<_>>(), [1]);
    assert!(import_with(&text, with(TimeZone::STANDARD)).profile.is_some());
}

#[test]
fn switch_days_that_contradict_each_other_are_asked_for() {
    // A double hour in October, as with summer time, and a load in the hour that it skips in March.
    let mut text = "Zeit;kW\n".to_owned();
    for Step { utc, kw } in year(2023, 60) {
        let stamp = german(utc + berlin(utc));
        if stamp.starts_with("26.03.2023 03") {
            text += "26.03.2023 02:00;17\n";
        }
        text += &format!("{stamp};{}\n", comma(kw));
    }
    assert_eq!(needs(&import(&text)), ["time_zone"]);
    let options = ImportOptions { time_zone: Some(TimeZone::Berlin), ..ImportOptions::default() };
    assert_is_hourly_year(&import_with(&text, options), &[WarningCode::SkippedHour]);
}

#[test]
fn the_answer_about_the_clock_counts() {
    let mut text = "Zeit;kW\n".to_owned();
    for Step { utc, kw } in year(2023, 60) {
        text += &format!("{};{}\n", german(utc + 120), comma(kw));
    }
    let options = ImportOptions { time_zone: Some("+02:00".parse().unwrap()), ..ImportOptions::default() };
    assert_is_hourly_year(&import_with(text, options), &[]);
}

#[test]
fn two_years_in_one_file_need_the_year() {
    let mut text = "Zeit;kW\n".to_owned();
    for wanted in [2022, 2023] {
        for Step { utc, kw } in year(wanted, 15) {
            text += &format!("{};{}\n", german(utc + berlin(utc)), comma(kw + f64::from(2023 - wanted)));
        }
    }
    let report = import(&text);
    assert_eq!(needs(&report), ["year"]);
    let ImportStatus::NeedsInput { questions } = report.status else { unreachable!() };
    assert_eq!(questions, [Question::Year { years: vec![2022, 2023] }]);
    let options = ImportOptions { year: Some(2023), ..ImportOptions::default() };
    let report = import_with(text, options);
    assert_is_year(&report, &[engine::import::WarningCode::OutsideTheYear]);
    assert_eq!(report.warnings[0].count, 35_040);
}

#[test]
fn twelve_months_from_july_need_the_year() {
    let mut text = "Zeit;kW\n".to_owned();
    let both = [year(2022, 15), year(2023, 15)].concat();
    for Step { utc, kw } in &both[181 * 96..181 * 96 + 35_040] {
        text += &format!("{};{}\n", german(utc + berlin(*utc)), comma(*kw));
    }
    assert_eq!(needs(&import(&text)), ["year"]);
    let options = ImportOptions { year: Some(2023), ..ImportOptions::default() };
    let profile = import_with(text, options).profile.unwrap();
    assert_eq!((profile.year, profile.values_kw.len()), (2023, 35_040));
    assert_eq!(profile.first_interval_start_utc, "2022-06-30T23:00:00Z");
}

#[test]
fn twelve_months_from_july_show_their_clock() {
    type Offset = fn(i64) -> i64;
    let both = [year(2022, 15), year(2023, 15)].concat();
    for (offset, zone) in [(berlin as Offset, TimeZone::Berlin), (|_| 60, TimeZone::STANDARD)] {
        let mut text = "Zeit;kW\n".to_owned();
        for Step { utc, kw } in &both[181 * 96..181 * 96 + 35_040] {
            text += &format!("{};{}\n", german(utc + offset(*utc)), comma(*kw));
        }
        let report = import(&text);
        assert_eq!((needs(&report), report.found.time_zone), (vec!["year"], Some(zone)));
    }
    let mut matrix = "Datum;Werte in kW\n".to_owned();
    for Step { utc, kw } in &both[181 * 96..181 * 96 + 35_040] {
        let stamp = german(utc + 60);
        if stamp.ends_with("00:00") {
            matrix += &format!("\n{}", &stamp[..10]);
        }
        matrix += &format!(";{}", comma(*kw));
    }
    let report = import(&matrix);
    assert_eq!((needs(&report)[0], report.found.time_zone), ("year", Some(TimeZone::STANDARD)));
}

/// Stamps of a clock without the year: `31.12. 23:45`.
fn without_year(offset: fn(i64) -> i64, lead: i64, mark: &str) -> String {
    let mut text = "Zeit;Leistung [kW]\n".to_owned();
    for Step { utc, kw } in year(2023, 15) {
        let stamp = german(utc + lead + offset(utc + lead));
        text += &format!("{}{mark} {};{}\n", &stamp[..5], &stamp[11..], comma(kw));
    }
    text
}

#[test]
fn dates_without_a_year_need_it_and_then_are_that_year() {
    let with_year = ImportOptions { year: Some(2023), ..ImportOptions::default() };
    for offset in [berlin as fn(i64) -> i64, |_| 60, |_| 0] {
        for (lead, mark) in [(0, "."), (15, "."), (0, "")] {
            let text = without_year(offset, lead, mark);
            assert_eq!(needs(&import(&text)), ["year"]);
            assert_is_year(&import_with(&text, with_year.clone()), &[]);
        }
    }
    let mut split = "Datum;Uhrzeit;kW\n".to_owned();
    let mut matrix = "Datum;Werte in kW\n".to_owned();
    for Step { utc, kw } in year(2023, 15) {
        let stamp = german(utc + 60);
        split += &format!("{}.;{};{}\n", &stamp[..5], &stamp[11..], comma(kw));
        let start = if stamp.ends_with("00:00") { format!("{}.", &stamp[..5]) } else { String::new() };
        let end = if stamp.ends_with("23:45") { "\n" } else { "" };
        matrix += &format!("{start};{}{end}", comma(kw));
    }
    for text in [split, matrix] {
        let report = import(&text);
        assert_eq!(needs(&report)[0], "year");
        let answers =
            ImportOptions { unit: Some(Unit::Kw), time_zone: Some(TimeZone::STANDARD), ..with_year.clone() };
        assert_is_year(&import_with(&text, answers), &[]);
    }
}

#[test]
fn a_29_february_without_a_year_is_left_out_where_the_year_has_none() {
    let mut text = "Zeit;Leistung [kW]\n".to_owned();
    for Step { utc, kw } in year(2024, 60) {
        let stamp = german(utc + 60);
        text += &format!("{}. {};{}\n", &stamp[..5], &stamp[11..], comma(kw));
    }
    let report = import_with(&text, ImportOptions { year: Some(2023), ..ImportOptions::default() });
    assert_eq!((codes(&report), report.warnings[0].count), (vec![WarningCode::LeapYear], 24));
    assert_eq!(report.profile.unwrap().values_kw.len(), 8760);
}
