//! The sample files that users download are valid and small.

use engine::demand::{DemandKind, Profile};
use engine::edit::check_plan;
use engine::plan::{Plan, Scenario};
use engine::site::Site;
use engine::time::QUARTER_HOURS;

const PROJECT: &str = include_str!("../../../public/samples/sample-district.json");
const METERED: &str = include_str!("../../../public/samples/metered-profile-15min.csv");

fn plans() -> Vec<Plan> {
    let document: serde_json::Value = serde_json::from_str(PROJECT).unwrap();
    let site: Site = serde_json::from_value(document["site"].clone()).unwrap();
    let scenarios: Vec<Scenario> = serde_json::from_value(document["scenarios"].clone()).unwrap();
    scenarios.into_iter().map(|scenario| Plan { site: site.clone(), scenario }).collect()
}

#[test]
fn the_sample_project_keeps_the_limits_and_shows_every_kind_of_demand() {
    assert!(PROJECT.len() < 300_000);
    for plan in plans() {
        check_plan(&plan).unwrap();
        let buildings = &plan.scenario.buildings;
        assert!((14..=16).contains(&buildings.len()));
        for kind in DemandKind::ALL {
            let district_kwh: f64 = buildings.iter().filter_map(|building| building.annual_kwh(kind)).sum();
            assert!(district_kwh > 50_000.0, "{kind:?}: {district_kwh}");
        }
        for building in buildings {
            for (kind, demand) in &building.demands {
                let (Some(peak_kw), Some(kwh)) = (demand.peak_kw, building.annual_kwh(*kind)) else {
                    continue;
                };
                let full_load_hours = kwh / peak_kw;
                assert!((800.0..6_500.0).contains(&full_load_hours), "{}: {full_load_hours}", building.name);
            }
        }
    }
}

#[test]
fn the_metered_series_is_complete_and_that_of_the_sample_file() {
    let document: serde_json::Value = serde_json::from_str(PROJECT).unwrap();
    let record = &document["profiles"][0];
    let values: Vec<f64> = serde_json::from_value(record["values_kw"].clone()).unwrap();
    assert_eq!(values.len(), QUARTER_HOURS);
    let annual_kwh = values.iter().sum::<f64>() / 4.0;
    assert!((annual_kwh - 240_000.0).abs() < 1.0, "{annual_kwh}");
    let refers = plans().iter().flat_map(|plan| &plan.scenario.buildings).all(|building| {
        building.demands.values().all(|demand| match demand.profile {
            Some(Profile::Metered { profile, .. }) => record["id"] == profile.0.to_string(),
            _ => true,
        })
    });
    assert!(refers);

    assert!(METERED.len() < 1_300_000);
    let csv: Vec<f64> = METERED
        .lines()
        .skip(3)
        .map(|line| line.rsplit_once(';').unwrap().1.replace(',', ".").parse().unwrap())
        .collect();
    assert_eq!(csv, values);
}
