//! Several columns and registers, day matrices.

use engine::import::{
    Arrangement, ColumnChoice, ImportOptions, ImportStatus, Question, RejectReason, StampRule, TimeZone,
    Unit, WarningCode,
};

use super::year::{Step, berlin, comma, german, year};
use super::{assert_is_hourly_year, assert_is_year, import, import_with, needs, refusal};

fn column(name: &str) -> ImportOptions {
    ImportOptions { column: Some(ColumnChoice::Name(name.to_owned())), ..ImportOptions::default() }
}

fn table(head: &str, row: impl Fn(f64) -> String) -> String {
    let mut text = format!("Zeit;{head}\n");
    for Step { utc, kw } in year(2023, 15) {
        text += &format!("{};{}\n", german(utc + berlin(utc)), row(kw));
    }
    text
}

#[test]
fn of_several_registers_active_import_is_read_and_the_others_are_named() {
    let text = table("1-1:2.29.0;1-1:1.29.0;1-1:3.29.0", |kw| format!("0,5;{};1,25", comma(kw / 4.0)));
    let report = import(&text);
    assert_is_year(&report, &[WarningCode::SeveralRegisters]);
    assert_eq!((report.found.register.as_deref(), report.found.unit), (Some("1.29"), Some(Unit::Kwh)));
    let energy_kwh = import_with(text, column("1-1:2.29.0")).profile.unwrap().energy_kwh;
    assert!((energy_kwh - 17_520.0).abs() < 1e-6);

    let words = table("Einspeisung [kWh];Bezug [kWh]", |kw| format!("0,5;{}", comma(kw / 4.0)));
    assert_is_year(&import(words), &[WarningCode::SeveralRegisters]);
}

#[test]
fn power_registers_are_kw() {
    let report = import(table("1-1:1.5.0", comma));
    assert_is_year(&report, &[]);
    assert_eq!(report.found.unit, Some(Unit::Kw));
}

#[test]
fn rows_may_name_their_register() {
    let mut text = "OBIS;Zeit;Wert\n".to_owned();
    for code in ["1-1:1.29.0", "1-1:2.29.0"] {
        for Step { utc, kw } in year(2023, 15) {
            let value = if code == "1-1:1.29.0" { comma(kw / 4.0) } else { "0,1".to_owned() };
            text += &format!("{code};{};{value}\n", german(utc + berlin(utc)));
        }
    }
    assert_is_year(&import(&text), &[WarningCode::SeveralRegisters]);
    let energy_kwh = import_with(text, column("1-1:2.29.0")).profile.unwrap().energy_kwh;
    assert!((energy_kwh - 3504.0).abs() < 1e-6);
}

#[test]
fn columns_that_are_no_load_are_no_question() {
    assert_is_year(
        &import(table("Leistung [kW];Temperatur;Status", |kw| format!("{};21,5;0", comma(kw)))),
        &[],
    );
    assert_is_year(&import(table("kW;kvar", |kw| format!("{};3,5", comma(kw)))), &[]);
    assert_is_year(
        &import(
            table("Wert;Ersatzwert;Zähler", |kw| format!("{};0;4711", comma(kw)))
                .replace("Zeit;", "kW\nZeit;"),
        ),
        &[],
    );
    // Power and energy that say the same.
    assert_is_year(&import(table("kW;kWh", |kw| format!("{};{}", comma(kw), comma(kw / 4.0)))), &[]);
}

#[test]
fn several_loads_are_a_question_and_each_answer_works() {
    let text = table("Halle A [kW];Halle B [kW]", |kw| format!("{};7,5", comma(kw)));
    let report = import(&text);
    assert_eq!(needs(&report), ["column"]);
    let ImportStatus::NeedsInput { questions } = &report.status else { unreachable!() };
    let Question::Column { columns } = &questions[0] else { panic!() };
    assert_eq!(columns.iter().map(|column| column.index).collect::<Vec<_>>(), [1, 2]);
    for name in ["Halle A [kW]", "halle a", "2"] {
        assert_is_year(&import_with(&text, column(name)), &[]);
    }
    let index = ImportOptions { column: Some(ColumnChoice::Index(1)), ..ImportOptions::default() };
    assert_is_year(&import_with(&text, index), &[]);
    for name in ["Halle", "Halle C", "1", ""] {
        assert!(
            matches!(refusal(&import_with(&text, column(name))), RejectReason::NoSuchColumn { .. }),
            "{name}"
        );
    }
    assert_eq!(needs(&import(table("A;B", |kw| format!("{};7,5", comma(kw))))), ["column", "unit"]);
}

#[test]
fn readings_of_a_counter_are_no_load() {
    let mut reading = 1000.0;
    let mut text = "Zeit;Zählerstand [kWh]\n".to_owned();
    for Step { utc, kw } in year(2023, 15) {
        reading += kw / 4.0;
        text += &format!("{};{}\n", german(utc + berlin(utc)), comma(reading));
    }
    assert_eq!(*refusal(&import(&text)), RejectReason::MeterReadings);
    assert_eq!(
        *refusal(&import(text.replace("Zählerstand [kWh]", "Wert [kWh]"))),
        RejectReason::MeterReadings
    );
}

/// Days of the year with their intervals in local time: date, and values with hour, minute and second mark.
fn days(minutes: i64, zone: fn(i64) -> i64) -> Vec<(String, Vec<(i64, f64)>)> {
    let mut days: Vec<(String, Vec<(i64, f64)>)> = Vec::new();
    for Step { utc, kw } in year(2023, minutes) {
        let local = utc + zone(utc);
        let date = german(local)[..10].to_owned();
        if days.last().is_none_or(|(last, _)| *last != date) {
            days.push((date, Vec::new()));
        }
        days.last_mut().unwrap().1.push((local.rem_euclid(1440), kw));
    }
    days
}

fn time(minute: i64) -> String {
    format!("{:02}:{:02}", minute / 60, minute % 60)
}

/// A cell for each time of the day; what does not exist stays empty.
fn in_place(values: &[(i64, f64)], minutes: i64) -> Vec<String> {
    (0..1440 / minutes)
        .map(|step| {
            let found = values.iter().find(|(minute, _)| *minute == step * minutes);
            found.map_or(String::new(), |(_, kw)| comma(*kw))
        })
        .collect()
}

#[test]
fn a_day_matrix_of_standard_time_is_read() {
    for (minutes, lead) in [(15, 0), (15, 15), (60, 0), (60, 60)] {
        let head: Vec<String> = (0..1440 / minutes).map(|step| time(step * minutes + lead)).collect();
        let mut text = format!("Lastgang [kW]\nDatum;{};Summe\n", head.join(";"));
        for (date, values) in days(minutes, |_| 60) {
            text += &format!("{date};{};999,5\n", in_place(&values, minutes).join(";"));
        }
        let report = import(text);
        if minutes == 15 {
            assert_is_year(&report, &[])
        } else {
            assert_is_hourly_year(&report, &[])
        }
        assert_eq!(report.found.arrangement, Some(Arrangement::DayMatrix));
        assert_eq!(report.found.time_zone, Some(TimeZone::STANDARD));
        assert_eq!(report.found.stamps, Some(if lead > 0 { StampRule::End } else { StampRule::Start }));
    }
}

#[test]
fn a_day_matrix_of_legal_time_has_100_columns() {
    // In place, behind 02:45.
    let mut head: Vec<String> = (0..96).map(|step| time(step * 15)).collect();
    for step in 0..4 {
        head.insert(12 + step, format!("02:{:02}B", step * 15));
    }
    let mut inside = format!("kW;{}\n", head.join(";"));
    // At the end, without a mark.
    let mut appended: Vec<String> = (0..96).map(|step| time(step * 15)).collect();
    appended.extend((0..4).map(|step| format!("02:{:02}", step * 15)));
    let mut behind = format!("kW;{}\n", appended.join(";"));
    // Numbered from 1 to 100 in order of time.
    let numbers: Vec<String> = (1..=100).map(|number| number.to_string()).collect();
    let mut numbered = format!("Werte in kW\nTag;{}\n", numbers.join(";"));
    let mut nameless = "Werte in kW\n".to_owned();
    for (date, values) in days(15, berlin) {
        let mut cells = in_place(&values, 15);
        let second: Vec<String> = if values.len() == 100 {
            values[12..16].iter().map(|(_, kw)| comma(*kw)).collect()
        } else {
            vec![String::new(); 4]
        };
        behind += &format!("{date};{};{}\n", cells.join(";"), second.join(";"));
        for (index, cell) in second.into_iter().enumerate() {
            cells.insert(12 + index, cell);
        }
        inside += &format!("{date};{}\n", cells.join(";"));
        let mut in_order: Vec<String> = values.iter().map(|(_, kw)| comma(*kw)).collect();
        in_order.resize(100, String::new());
        numbered += &format!("{date};{}\n", in_order.join(";"));
        nameless += &format!("{date};{}\n", in_order.join(";"));
    }
    for (name, text) in
        [("inside", inside), ("behind", behind), ("numbered", numbered), ("nameless", nameless)]
    {
        let report = import(text);
        assert!(report.profile.is_some(), "{name}: {:?} {:?}", report.status, report.found);
        assert_is_year(&report, &[]);
        assert_eq!(report.found.time_zone, Some(TimeZone::Berlin), "{name}");
    }
}

#[test]
fn a_day_matrix_without_the_double_hour_lacks_it() {
    let head: Vec<String> = (0..96).map(|step| time(step * 15)).collect();
    let mut text = format!("kW;{}\n", head.join(";"));
    for (date, values) in days(15, berlin) {
        text += &format!("{date};{}\n", in_place(&values, 15).join(";"));
    }
    let report = import(text);
    assert_eq!(super::codes(&report), [WarningCode::MissingValues]);
    assert_eq!(report.warnings[0].count, 4);
}

#[test]
fn a_matrix_with_days_as_columns_is_turned() {
    let days = days(60, |_| 60);
    let dates: Vec<&str> = days.iter().map(|(date, _)| date.as_str()).collect();
    let mut text = format!("Last in kW\nUhrzeit;{}\n", dates.join(";"));
    for hour in 0..24 {
        let cells: Vec<String> = days.iter().map(|(_, values)| comma(values[hour].1)).collect();
        text += &format!("{};{}\n", time(hour as i64 * 60), cells.join(";"));
    }
    let options = ImportOptions { unit: Some(Unit::Kw), ..ImportOptions::default() };
    assert_is_hourly_year(&import_with(text, options), &[]);
}
