//! Metered load profiles in the forms in which they reach a planner.
//!
//! Files of a year are written here from a measured week, one rule of the import at a time, so that the
//! energy and the peak of each are known; `files/` holds the week.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod arrangements;
mod broken;
mod clocks;
mod measured;
mod messages;
mod mutations;
mod polyglots;
mod questions;
mod repairs;
mod round_trip;
mod texts;
mod workbooks;
mod year;

use engine::import::{
    ImportOptions, ImportReport, ImportStatus, RejectReason, Unit, WarningCode, import_load_profile,
};

use self::year::{ENERGY_KWH, PEAK_KW, load};

/// Imports without any answers.
fn import(bytes: impl AsRef<[u8]>) -> ImportReport {
    import_load_profile(bytes.as_ref(), &ImportOptions::default())
}

/// Imports with answers.
fn import_with(bytes: impl AsRef<[u8]>, options: ImportOptions) -> ImportReport {
    import_load_profile(bytes.as_ref(), &options)
}

/// The answers that a plain column of kW needs.
fn kw_of_2023() -> ImportOptions {
    ImportOptions { unit: Some(Unit::Kw), year: Some(2023), ..ImportOptions::default() }
}

/// The profile is the year of quarter hours, each in its place, with these warnings.
#[track_caller]
fn assert_is_year(report: &ImportReport, warnings: &[WarningCode]) {
    let profile = report.profile.as_ref().unwrap_or_else(|| panic!("{:?}", report.status));
    assert_eq!((profile.step_minutes, profile.values_kw.len()), (15, 35_040));
    for (quarter, value) in profile.values_kw.iter().enumerate() {
        let expected = load(quarter);
        assert!((value - expected).abs() < 6e-4, "quarter {quarter}: {value} instead of {expected}");
    }
    assert!((profile.energy_kwh - ENERGY_KWH).abs() < 1e-4 * ENERGY_KWH, "{}", profile.energy_kwh);
    assert!((profile.peak.kw - PEAK_KW).abs() < 1e-3, "{}", profile.peak.kw);
    assert_eq!((profile.peak.index, profile.hourly_kw.len()), (PEAK_QUARTER, 8760));
    assert_eq!(codes(report), warnings);
}

/// Quarter hour of the peak: 26 January, 11:30.
const PEAK_QUARTER: usize = 2446;

/// The profile is the year of hourly means.
#[track_caller]
fn assert_is_hourly_year(report: &ImportReport, warnings: &[WarningCode]) {
    let profile = report.profile.as_ref().unwrap_or_else(|| panic!("{:?}", report.status));
    assert_eq!((profile.step_minutes, profile.values_kw.len()), (60, 8760));
    assert_eq!(profile.values_kw, profile.hourly_kw);
    for (hour, value) in profile.values_kw.iter().enumerate() {
        let expected = (0..4).map(|quarter| load(hour * 4 + quarter)).sum::<f64>() / 4.0;
        assert!((value - expected).abs() < 6e-4, "hour {hour}: {value} instead of {expected}");
    }
    assert!((profile.energy_kwh - ENERGY_KWH).abs() < 1e-4 * ENERGY_KWH, "{}", profile.energy_kwh);
    assert_eq!(codes(report), warnings);
}

fn codes(report: &ImportReport) -> Vec<WarningCode> {
    report.warnings.iter().map(|warning| warning.code).collect()
}

/// Names of the open questions.
#[track_caller]
fn needs(report: &ImportReport) -> Vec<&'static str> {
    let ImportStatus::NeedsInput { questions } = &report.status else { panic!("{:?}", report.status) };
    questions.iter().map(|question| question.code()).collect()
}

/// Why a file is refused.
#[track_caller]
fn refusal(report: &ImportReport) -> &RejectReason {
    let ImportStatus::Rejected { reason, .. } = &report.status else { panic!("{:?}", report.status) };
    assert!(report.profile.is_none() && report.status.message_de().is_some());
    reason
}
