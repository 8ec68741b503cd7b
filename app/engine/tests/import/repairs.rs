//! Gaps, duplicates, spikes, stuck meters, negatives.

use engine::import::{
    GapRepair, ImportOptions, NegativeRule, OutlierRule, RejectReason, Repair, RepairMethod, WarningCode,
};

use super::year::{ENERGY_KWH, Step, berlin, comma, german, load, year};
use super::{assert_is_year, codes, import, import_with, refusal};

/// Rows of the year in kW; each value may be changed by its quarter hour.
fn rows(change: impl Fn(usize, String) -> String) -> Vec<String> {
    let steps = year(2023, 15).into_iter().enumerate();
    steps
        .map(|(quarter, Step { utc, kw })| {
            format!("{};{}", german(utc + berlin(utc)), change(quarter, comma(kw)))
        })
        .collect()
}

fn file(rows: &[String]) -> String {
    format!("Zeit;kW\n{}\n", rows.join("\n"))
}

#[test]
fn every_mark_of_a_missing_value_is_a_gap() {
    for mark in ["", "-", "---", "n/a", "#NV", "NaN", "NULL", "#N/A", "k.A.", "#WERT!"] {
        let text =
            file(&rows(|quarter, value| if (500..508).contains(&quarter) { mark.to_owned() } else { value }));
        let report = import(text);
        assert_eq!(codes(&report), [WarningCode::MissingValues], "{mark}");
        assert_eq!((report.warnings[0].count, report.warnings[0].rows[0]), (8, 502));
        let profile = report.profile.unwrap();
        assert_eq!(profile.repairs, [Repair { start: 500, steps: 8, method: RepairMethod::Linear }]);
        let middle = load(499) + (load(508) - load(499)) * 4.0 / 9.0;
        assert!((profile.values_kw[503] - middle).abs() < 1e-9);
    }
}

#[test]
fn missing_rows_up_to_two_hours_are_filled() {
    let mut kept = rows(|_, value| value);
    kept.drain(20_000..20_008);
    kept.drain(30_000..30_001);
    let report = import(file(&kept));
    assert_eq!((codes(&report), report.warnings[0].count), (vec![WarningCode::MissingValues], 9));
    // The row before the gap.
    assert_eq!(report.warnings[0].rows[0], 20_001);
    assert!((report.profile.unwrap().energy_kwh - ENERGY_KWH).abs() < 500.0);
}

#[test]
fn longer_gaps_are_refused_unless_the_neighbouring_weeks_may_fill_them() {
    let mut kept = rows(|_, value| value);
    kept.drain(20_000..20_009);
    let text = file(&kept);
    let report = import(&text);
    let reason = RejectReason::GapTooLong {
        time: "2023-07-28T08:00+01:00".into(),
        minutes: 135,
        gaps: 1,
        repairable: true,
    };
    assert_eq!(*refusal(&report), reason);
    assert_eq!(report.summary().row, Some(20_001));
    let options = ImportOptions { gaps: GapRepair::SameWeekday, ..ImportOptions::default() };
    let report = import_with(text, options);
    assert_eq!((codes(&report), report.warnings[0].count), (vec![WarningCode::GapRepaired], 9));
    let profile = report.profile.unwrap();
    assert_eq!(profile.repairs, [Repair { start: 20_000, steps: 9, method: RepairMethod::SameWeekday }]);
    let expected = (load(20_003 - 672) + load(20_003 + 672)) / 2.0;
    assert!((profile.values_kw[20_003] - expected).abs() < 1e-9);
}

#[test]
fn a_gap_is_dated_as_in_the_file_whatever_year_is_wanted() {
    let mut kept = rows(|_, value| value);
    kept.drain(20_000..20_012);
    let options = ImportOptions { year: Some(2026), ..ImportOptions::default() };
    let report = import_with(file(&kept), options);
    let german = report.status.message_de().unwrap();
    assert!(german.starts_with("Zeile 20001: Ab 28.07.2023 08:00 (MEZ) fehlen 3 Stunden; "), "{german}");
    let english = report.status.message_en().unwrap();
    assert!(
        english.starts_with("Line 20001: From 2023-07-28 08:00 (UTC+1) on, 3 hours are missing; "),
        "{english}"
    );
}

#[test]
fn a_single_value_is_spoken_of_in_the_singular() {
    let spoiled = rows(|quarter, value| if quarter == 500 { "-".to_owned() } else { value });
    let report = import(file(&spoiled));
    assert_eq!(report.warnings[0].message_de(), "Ein fehlender Wert wurde geradlinig ergänzt.");
    assert_eq!(report.warnings[0].message_en(), "One missing value was filled in a straight line.");
}

#[test]
fn duplicates_are_left_out_and_contradictions_are_named() {
    let mut doubled = rows(|_, value| value);
    doubled.insert(500, doubled[499].clone());
    doubled.insert(800, doubled[799].clone());
    let report = import(file(&doubled));
    assert_is_year(&report, &[WarningCode::DuplicateRows]);
    assert_eq!(report.warnings[0].rows, [502, 802]);

    let mut contradictory = rows(|_, value| value);
    contradictory.insert(500, format!("{};1,5", contradictory[499].split(';').next().unwrap()));
    assert_is_year(&import(file(&contradictory)), &[WarningCode::ContradictoryRows]);

    let mut twice = rows(|_, value| value);
    twice.extend(rows(|_, _| "1".to_owned()));
    assert!(matches!(refusal(&import(file(&twice))), RejectReason::ContradictoryRows { .. }));
}

#[test]
fn one_row_beyond_the_year_is_left_out() {
    let mut more = rows(|_, value| value);
    more.push("01.01.2024 00:00;33,3".to_owned());
    let report = import(file(&more));
    assert_is_year(&report, &[WarningCode::OneValueBeyondTheYear]);
    assert_eq!(report.warnings[0].rows, [35_042]);
}

#[test]
fn spikes_are_named_and_repaired_on_demand() {
    let text = file(&rows(|quarter, value| if quarter == 5000 { "99999,99".to_owned() } else { value }));
    let report = import(&text);
    assert_eq!((codes(&report), report.warnings[0].rows.clone()), (vec![WarningCode::Outlier], vec![5002]));
    assert_eq!(report.profile.unwrap().peak.kw, 99_999.99);
    let options = ImportOptions { outliers: OutlierRule::Repair, ..ImportOptions::default() };
    let report = import_with(text, options);
    assert_eq!(codes(&report), [WarningCode::OutlierRepaired, WarningCode::MissingValues]);
    assert!((report.profile.unwrap().values_kw[5000] - (load(4999) + load(5001)) / 2.0).abs() < 1e-9);
}

#[test]
fn a_stuck_meter_is_named() {
    let text = file(&rows(
        |quarter, value| if (5000..5288).contains(&quarter) { "17,38".to_owned() } else { value },
    ));
    let report = import(text);
    assert_eq!(codes(&report), [WarningCode::ConstantRun]);
    assert_eq!((report.warnings[0].count, report.warnings[0].rows.clone()), (288, vec![5002, 5289]));
}

#[test]
fn negatives_are_kept_and_named_or_set_to_zero() {
    let text =
        file(&rows(|quarter, value| if (5000..5003).contains(&quarter) { "-2,5".to_owned() } else { value }));
    let report = import(&text);
    assert_eq!((codes(&report), report.warnings[0].count), (vec![WarningCode::NegativeValues], 3));
    assert_eq!(report.profile.unwrap().values_kw[5001], -2.5);
    let options = ImportOptions { negatives: NegativeRule::Zero, ..ImportOptions::default() };
    let report = import_with(text, options);
    assert_eq!(codes(&report), [WarningCode::NegativeSetToZero]);
    assert_eq!(report.profile.unwrap().values_kw[5001], 0.0);
}

#[test]
fn a_few_unreadable_cells_and_rows_are_gaps() {
    let text = file(&rows(|quarter, value| if quarter == 700 { "Störung".to_owned() } else { value }));
    assert_eq!(codes(&import(text)), [WarningCode::UnreadableValues, WarningCode::MissingValues]);
    let mut subtotals = rows(|_, value| value);
    subtotals.insert(31 * 96, "Summe Januar;1234,5".to_owned());
    subtotals.insert(15_000, "Zeit;kW".to_owned());
    let report = import(file(&subtotals));
    assert_is_year(&report, &[WarningCode::UnreadableRows]);
    assert_eq!(report.warnings[0].rows, [2978, 15_002]);
    let many = file(&rows(|quarter, value| if quarter % 10 == 5 { "kaputt".to_owned() } else { value }));
    assert!(matches!(refusal(&import(many)), RejectReason::UnreadableValues { count: 3504, .. }));
}

#[test]
fn a_value_that_no_meter_counts_is_a_gap() {
    let with = |odd: &str| file(&rows(|quarter, value| if quarter == 700 { odd.to_owned() } else { value }));
    let report = import(with("1000000000000"));
    assert!(!codes(&report).contains(&WarningCode::UnreadableValues), "{:?}", codes(&report));
    assert_eq!(report.profile.unwrap().values_kw[700], 1e12);
    for beyond in ["1000000000001", "-1000000000001", "1000000000000,5"] {
        let report = import(with(beyond));
        assert_eq!(codes(&report), [WarningCode::UnreadableValues, WarningCode::MissingValues], "{beyond}");
        assert_eq!(report.warnings[0].rows, [702], "{beyond}");
    }
}

#[test]
fn numbers_with_leading_zeros_are_what_they_are_without() {
    for decimal in [",", "."] {
        let text = file(&rows(|_, value| {
            let kw: f64 = value.replace(',', ".").parse().unwrap();
            format!("{kw:08.3}").replace('.', decimal)
        }));
        assert!(text.contains(";00"), "{text:.200}");
        assert_is_year(&import(text), &[]);
    }
}

#[test]
fn a_number_in_the_other_form_is_a_gap_and_not_ten_times_as_much() {
    for odd in ["0.5", "1.5", "007.5", "12.34"] {
        let text = file(&rows(|quarter, value| if quarter == 700 { odd.to_owned() } else { value }));
        let report = import(text);
        assert_eq!(codes(&report), [WarningCode::UnreadableValues, WarningCode::MissingValues], "{odd}");
        assert_eq!(report.warnings[0].rows, [702], "{odd}");
        let middle = (load(699) + load(701)) / 2.0;
        assert!((report.profile.unwrap().values_kw[700] - middle).abs() < 1e-9, "{odd}");
    }
}
