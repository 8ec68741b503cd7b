//! The sample files that users download are valid, small, and calculate without complaint.

use std::sync::Arc;

use engine::demand::DemandKind;
use engine::district::{ProfileSeries, calculate};
use engine::import::{ImportOptions, ImportStatus, StampRule, TimeZone, import_load_profile};
use engine::plan::Plan;
use engine::project_file::ProjectFile;
use engine::series::hourly_means;
use engine::time::QUARTER_HOURS;
use engine::weather::parse_builtin;

const PROJECT: &str = include_str!("../../../public/samples/sample-district.json");
const METERED: &str = include_str!("../../../public/samples/metered-profile-15min.csv");
const WEATHER: &str = include_str!("../../../public/weather/try2010-05.csv");

fn sample() -> ProjectFile {
    serde_json::from_str(PROJECT).expect("the sample project is JSON of the project format")
}

#[test]
fn the_sample_project_is_a_valid_project_file() {
    assert!(PROJECT.len() < 300_000);
    sample().check().unwrap();
    for scenario in sample().scenarios {
        assert!((14..=16).contains(&scenario.buildings.len()));
    }
}

#[test]
fn every_scenario_of_the_sample_project_calculates_as_entered_with_every_kind_of_demand() {
    let project = sample();
    let weather = parse_builtin(WEATHER).unwrap();
    let profiles: ProfileSeries = project
        .profiles
        .iter()
        .map(|record| (record.id, Arc::from(hourly_means(&record.values_kw))))
        .collect();
    for scenario in project.scenarios {
        let plan = Plan { site: project.site.clone(), scenario };
        let district = calculate(&plan, &weather, &profiles);
        assert_eq!(district.problems, []);
        for kind in DemandKind::ALL {
            let annual_kwh: f64 = district.by_kind[&kind].iter().sum();
            assert!(annual_kwh > 50_000.0, "{kind:?}: {annual_kwh}");
        }
    }
}

#[test]
fn the_metered_sample_is_read_without_questions_and_gives_the_series_of_the_project() {
    let project = sample();
    let values = &project.profiles[0].values_kw;
    assert_eq!(values.len(), QUARTER_HOURS);
    let annual_kwh = values.iter().sum::<f64>() / 4.0;
    assert!((annual_kwh - 240_000.0).abs() < 1.0, "{annual_kwh}");

    assert!(METERED.len() < 1_300_000);
    let report = import_load_profile(METERED.as_bytes(), &ImportOptions::default());
    assert_eq!(report.status, ImportStatus::Accepted, "{:?}", report.warnings);
    let profile = report.profile.unwrap();
    assert_eq!(report.found.time_zone, Some(TimeZone::Berlin));
    assert_eq!(report.found.stamps, Some(StampRule::Start));
    assert_eq!(&profile.values_kw, values);
}
