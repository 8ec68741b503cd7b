//! A file of a metering operator as it is: 15-minute metering of 2010 of two metal works and a warehouse.
//!
//! Source: pycity_base 0.3.3 (MIT, RWTH Aachen), `inputs/measured_el_loads/non_res_annual_el_profiles.txt`, packed.
//! Three columns, the date only in the second row of a day, remarks beside the dates on which clocks change, legal
//! time. Energies and peaks were added up outside of this program.

use std::io::{Cursor, Read as _};

use engine::import::{ColumnChoice, ImportOptions, TimeZone, Unit, WarningCode};
use zip::ZipArchive;

use super::{codes, import, import_with, needs};

fn file() -> Vec<u8> {
    let packed = include_bytes!("files/pycity-annual.zip");
    let mut archive = ZipArchive::new(Cursor::new(packed)).unwrap();
    let mut bytes = Vec::new();
    archive.by_index(0).unwrap().read_to_end(&mut bytes).unwrap();
    assert_eq!(bytes.len(), 1_533_676);
    bytes
}

#[test]
fn a_whole_year_of_three_meters_is_read_from_the_file_of_the_operator() {
    let bytes = file();
    assert_eq!(needs(&import(&bytes)), ["column"]);
    for (name, peak_w, quarter, peak_start) in [
        ("Metal 1", 193.617_752_2, 32_303, "2010-12-03T10:45:00Z"),
        ("Metal 2", 299.947_207_4, 3_393, "2010-02-05T07:15:00Z"),
        ("Warehouse", 327.614_093_9, 32_125, "2010-12-01T14:15:00Z"),
    ] {
        let column = Some(ColumnChoice::Name(name.to_owned()));
        let report = import_with(&bytes, ImportOptions { column, ..ImportOptions::default() });
        let found = &report.found;
        assert_eq!(
            (found.time_zone, found.year, found.delimiter),
            (Some(TimeZone::Berlin), Some(2010), Some('\t'))
        );
        let changed = [WarningCode::MissingValues, WarningCode::DuplicateRows, WarningCode::Unsorted];
        assert!(!codes(&report).iter().any(|code| changed.contains(code)), "{name}: {:?}", codes(&report));
        let profile = report.profile.as_ref().unwrap_or_else(|| panic!("{name}: {:?}", report.status));
        assert_eq!((profile.unit, profile.step_minutes, profile.values_kw.len()), (Unit::W, 15, 35_040));
        assert!((profile.energy_kwh - 1000.0).abs() < 1e-6, "{name}: {}", profile.energy_kwh);
        assert!((profile.peak.kw - peak_w / 1000.0).abs() < 1e-12, "{name}: {}", profile.peak.kw);
        assert_eq!(profile.peak.index, quarter, "{name}");
        assert_eq!(profile.peak_interval_start_utc, peak_start, "{name}");
        assert_eq!(profile.first_interval_start_utc, "2009-12-31T23:00:00Z");
    }
    let column = Some(ColumnChoice::Name("Warehouse".to_owned()));
    let report = import_with(&bytes, ImportOptions { column, ..ImportOptions::default() });
    let summary = report.summary();
    let hourly = summary.hourly.unwrap();
    assert_eq!((hourly.n, hourly.argmax), (8760, 8222));
    assert!((hourly.peak_kw - 0.312_245_024_225).abs() < 1e-12, "{}", hourly.peak_kw);
    assert!((hourly.first5_kw[4] - 0.060_309_007_792_5).abs() < 1e-12);
}
