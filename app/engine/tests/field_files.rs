//! Kinds of files that people meet, each with a year of the same load: it is read right, or refused for a true
//! reason, and never taken over with another energy.

use std::fmt::Write as _;

use engine::import::{
    ColumnChoice, ImportOptions, ImportReport, ImportStatus, Question, RejectReason, Unit, WarningCode,
    import_load_profile,
};

/// Load of a quarter of an hour, kW: a wave over the day, another over the year.
fn load(quarter: usize) -> f64 {
    let (hour, day) = (quarter / 4 % 24, quarter / 96);
    let wave =
        [20, 18, 17, 17, 18, 22, 30, 42, 55, 60, 62, 64, 60, 58, 57, 55, 54, 56, 60, 58, 48, 38, 30, 24];
    f64::from(wave[hour]) + (day % 7) as f64 + if day < 100 { 20.0 } else { 0.0 } + (quarter % 4) as f64 * 0.5
}

fn hour(index: usize) -> f64 {
    (0..4).map(|quarter| load(index * 4 + quarter)).sum::<f64>() / 4.0
}

fn year_kwh() -> f64 {
    (0..8_760).map(hour).sum()
}

/// Local standard time of a quarter of 2023.
fn stamp(quarter: usize, minutes: usize) -> String {
    const DAYS: [usize; 12] = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    let (mut day, mut month) = (quarter / 96, 0);
    while day >= DAYS[month] {
        day -= DAYS[month];
        month += 1;
    }
    let minute = quarter % 96 * 15 + minutes;
    format!("{:02}.{:02}.2023 {:02}:{:02}", day + 1, month + 1, minute / 60, minute % 60)
}

fn read(file: &str, options: &ImportOptions) -> ImportReport {
    import_load_profile(file.as_bytes(), options)
}

fn assert_year(report: &ImportReport) {
    let profile = report.profile.as_ref().unwrap_or_else(|| panic!("{:?}", report.status));
    assert!((profile.energy_kwh - year_kwh()).abs() < 1e-6 * year_kwh(), "{}", profile.energy_kwh);
}

fn warned(report: &ImportReport, code: WarningCode) -> bool {
    report.warnings.iter().any(|warning| warning.code == code)
}

fn reason(report: &ImportReport) -> &RejectReason {
    match &report.status {
        ImportStatus::Rejected { reason, .. } => reason,
        other => panic!("{other:?}"),
    }
}

/// Power in W beside a counter in kWh that begins anew after so many days.
fn running_total(days: &dyn Fn(usize) -> bool) -> String {
    let mut file = "timestamp,grid_import_power,total_import_kwh\n".to_owned();
    let mut counter = 0.0;
    for quarter in 0..35_040 {
        if quarter % 96 == 0 && days(quarter / 96) {
            counter = 0.0;
        }
        counter += load(quarter) / 4.0;
        writeln!(file, "{},{},{counter:.3}", stamp(quarter, 0), load(quarter) * 1000.0)
            .expect("a text can be written to");
    }
    file
}

#[test]
fn a_counter_that_begins_anew_each_day_or_month_is_no_load() {
    let months = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];
    for file in [running_total(&|_| true), running_total(&|day| months.contains(&day))] {
        let watts = ImportOptions { unit: Some(Unit::W), ..ImportOptions::default() };
        let report = read(&file, &watts);
        assert_eq!(report.found.column.as_ref().unwrap().name, "grid_import_power");
        assert_year(&report);
        let asked = read(&file, &ImportOptions::default());
        let ImportStatus::NeedsInput { questions } = &asked.status else { panic!("{:?}", asked.status) };
        assert!(matches!(questions[..], [Question::Unit { .. }]), "{questions:?}");
        let counter =
            ImportOptions { column: Some(ColumnChoice::Name("total_import_kwh".to_owned())), ..watts };
        assert_eq!(*reason(&read(&file, &counter)), RejectReason::MeterReadings);
    }
}

#[test]
fn a_load_that_falls_each_night_is_no_counter() {
    let file = (0..8_760).map(|index| format!("{:.1}\n", hour(index))).collect::<String>();
    let options = ImportOptions { unit: Some(Unit::Kwh), year: Some(2023), ..ImportOptions::default() };
    assert!((read(&file, &options).profile.unwrap().energy_kwh - year_kwh()).abs() < 500.0);
}

#[test]
fn decimal_commas_between_commas_are_joined_or_refused() {
    let comma = |value: f64| format!("{value:.3}").replace('.', ",");
    let options = ImportOptions { unit: Some(Unit::Kw), ..ImportOptions::default() };
    let mut two = "Zeitstempel,Wirkleistung\n".to_owned();
    let mut three = "Zeitstempel,Netz,Last\n".to_owned();
    for quarter in 0..35_040 {
        writeln!(two, "{},{}", stamp(quarter, 0), comma(load(quarter))).unwrap();
        writeln!(three, "{},{},0", stamp(quarter, 0), comma(load(quarter))).unwrap();
    }
    let report = read(&two, &options);
    assert_year(&report);
    assert!(warned(&report, WarningCode::CommasJoined));
    let refused = read(&three, &options);
    assert_eq!(*reason(&refused), RejectReason::CommasInNumbers { head: 3, cells: 4 });
    assert!(refused.status.message_en().unwrap().starts_with("Line 2: The comma"));
}

#[test]
fn lines_that_stand_in_quotes_as_a_whole_are_read() {
    let mut file = "\"Zeitstempel;Wirkleistung (kW)\"\n".to_owned();
    for quarter in 0..35_040 {
        writeln!(file, "\"{};{}\"", stamp(quarter, 0), load(quarter).to_string().replace('.', ",")).unwrap();
    }
    let report = read(&file, &ImportOptions::default());
    assert_year(&report);
    assert!(warned(&report, WarningCode::QuotedLines));
}

#[test]
fn stamps_beside_the_quarter_are_moved_to_its_start() {
    let mut file = "Zeitstempel;Verbrauch [kWh]\n".to_owned();
    for quarter in 0..35_040 {
        writeln!(file, "{};{}", stamp(quarter, 5), (load(quarter) / 4.0).to_string().replace('.', ","))
            .unwrap();
    }
    let report = read(&file, &ImportOptions::default());
    assert_year(&report);
    assert!(warned(&report, WarningCode::MovedToStep));
    assert_eq!(report.profile.unwrap().first_interval_start_utc, "2022-12-31T23:00:00Z");
}

#[test]
fn numbers_of_hours_are_the_order_in_time() {
    // 26 March has hours 1 to 23, 29 October 1 to 25: days 84 and 301.
    let mut file = "CUPS;Fecha;Hora;AE_kWh\n".to_owned();
    let mut index = 0;
    for day in 0..365 {
        let hours = match day {
            84 => 23,
            301 => 25,
            _ => 24,
        };
        let date = stamp(day * 96, 0);
        for number in 1..=hours {
            let value = format!("{:.3}", hour(index)).replace('.', ",");
            writeln!(file, "ES00;{};{number};{value}", &date[..10]).unwrap();
            index += 1;
        }
    }
    let report = read(&file, &ImportOptions::default());
    assert_year(&report);
    assert_eq!(report.status, ImportStatus::Accepted);
    let profile = report.profile.unwrap();
    for index in [0, 84 * 24 + 5, 200 * 24, 301 * 24 + 2, 8_759] {
        assert!((profile.hourly_kw[index] - hour(index)).abs() < 1e-3, "{index}");
    }
}

#[test]
fn what_the_file_holds_stands_beside_what_is_used() {
    // A leap year: the values of 29 February have no place in the year.
    let file = (0..8_784).map(|index| format!("{}\n", 10 + index / 24 % 3)).collect::<String>();
    let options = ImportOptions { unit: Some(Unit::Kw), year: Some(2023), ..ImportOptions::default() };
    let summary = read(&file, &options).summary();
    let totals = summary.file.unwrap();
    assert_eq!(totals.n_values, 8_784);
    let sum: f64 = (0..8_784).map(|index| f64::from(10 + index / 24 % 3)).sum();
    assert!((totals.energy_kwh - sum).abs() < 1e-6);
    let left_out = f64::from(24 * (10 + 59 % 3));
    assert!((totals.energy_kwh - summary.energy_kwh.unwrap() - left_out).abs() < 1e-6);
    assert!((totals.peak_kw - 12.0).abs() < 1e-12);
}

#[test]
fn a_table_with_a_column_for_each_time_is_to_be_turned() {
    let times = (0..400).map(|quarter| stamp(quarter, 0)).collect::<Vec<_>>().join(";");
    let values = (0..400).map(|quarter| load(quarter).to_string()).collect::<Vec<_>>().join(";");
    let file = format!("Zähler;Einheit;{times}\nBezug;kW;{values}\nEinspeisung;kW;{values}\n");
    let report = read(&file, &ImportOptions::default());
    assert!(matches!(reason(&report), RejectReason::OneColumnPerTime { .. }), "{:?}", report.status);
}

#[test]
fn an_answer_about_the_clock_that_changes_nothing_is_not_passed_over_in_silence() {
    let mut file = "time;kW\n".to_owned();
    for index in 0..8_760 {
        let text = stamp(index * 4, 0);
        let (day, month, time) = (&text[..2], &text[3..5], &text[11..]);
        writeln!(file, "2023-{month}-{day}T{time}Z;{}", hour(index)).unwrap();
    }
    let zone = engine::import::TimeZone::Berlin;
    let options = ImportOptions { time_zone: Some(zone), ..ImportOptions::default() };
    assert!(warned(&read(&file, &options), WarningCode::ZoneOfStamps));
    assert!(!warned(&read(&file, &ImportOptions::default()), WarningCode::ZoneOfStamps));
}
