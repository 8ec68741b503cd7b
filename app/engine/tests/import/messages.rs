//! MSCONS, the message in which metering operators send load profiles.

use engine::import::{
    ColumnChoice, FileFormat, ForeignFormat, ImportOptions, RejectReason, TimeZone, Unit, WarningCode,
};

use super::year::{Step, clock, number, year};
use super::{assert_is_year, import, import_with, needs, refusal};

fn stamp(utc: i64) -> String {
    let (day, month, year, hour, minute) = clock(utc);
    format!("{year}{month:02}{day:02}{hour:02}{minute:02}?+00:303")
}

fn quantities(register: &str, value: impl Fn(f64) -> String) -> String {
    let mut text = format!("LIN+1'PIA+5+{register}:SRW'");
    for Step { utc, kw } in year(2023, 15) {
        text += &format!("QTY+220:{}'DTM+163:{}'DTM+164:{}'", value(kw), stamp(utc), stamp(utc + 15));
    }
    text
}

fn message(parts: &[String]) -> String {
    format!(
        "UNA:+.? 'UNB+UNOC:3+9900000000001:500+9900000000002:500+240105:1012+1'UNH+1+MSCONS:D:04B:UN:2.4c'BGM+7+1+9'\
         DTM+137:202401051012?+00:303'UNS+D'NAD+DP'LOC+172+DE00056266802AO6G56M11SN51G21M24S'\
         DTM+163:202212312300?+00:303'DTM+164:202312312300?+00:303'{}UNT+1+1'UNZ+1+1'",
        parts.concat()
    )
}

#[test]
fn a_message_with_one_profile_is_read() {
    let energy = || quantities("1-1?:1.29.0", |kw| number(kw / 4.0));
    let report = import(message(&[energy()]));
    assert_is_year(&report, &[]);
    assert_eq!(report.found.format, Some(FileFormat::Mscons));
    assert_eq!((report.found.unit, report.found.time_zone), (Some(Unit::Kwh), Some(TimeZone::UTC)));
    assert!(report.found.column.unwrap().name.contains("1-1:1.29.0"));
    // One segment per line, and no UNA.
    let lines = message(&[energy()]).replace('\'', "'\r\n").replace("UNA:+.? '\r\n", "");
    assert_is_year(&import(lines), &[]);
    let power = quantities("1-1?:1.5.0", |kw| format!("{}:KWT", number(kw)));
    assert_is_year(&import(message(&[power])), &[]);
}

#[test]
fn of_several_profiles_active_import_is_read_or_one_is_asked_for() {
    let import_kwh = || quantities("1-1?:1.29.0", |kw| number(kw / 4.0));
    let export = || quantities("1-1?:2.29.0", |_| "0.5".to_owned());
    assert_is_year(&import(message(&[export(), import_kwh()])), &[WarningCode::SeveralRegisters]);
    let two = message(&[export(), quantities("1-1?:3.29.0", |_| "0.25".to_owned())]);
    assert_eq!(needs(&import(&two)), ["column"]);
    let options =
        ImportOptions { column: Some(ColumnChoice::Name("2.29.0".into())), ..ImportOptions::default() };
    assert!((import_with(&two, options).profile.unwrap().energy_kwh - 17_520.0).abs() < 1e-6);
}

#[test]
fn other_messages_are_named() {
    let text = "UNA:+.? 'UNB+UNOC:3+X+Y+1+1'UNH+1+UTILMD:D:11A:UN:5.2'BGM+E01+1'UNT+2+1'UNZ+1+1'";
    assert_eq!(*refusal(&import(text)), RejectReason::UnsupportedFormat { format: ForeignFormat::Edifact });
    let empty = message(&[]);
    assert_eq!(*refusal(&import(empty)), RejectReason::UnsupportedFormat { format: ForeignFormat::Edifact });
}
