//! A calculated district: energies and peaks as entered, independent of order, and every problem named.

use std::sync::Arc;

use engine::building::{Building, BuildingId};
use engine::building_type::BuildingType;
use engine::demand::{AnnualEnergy, Demand, DemandKind, Profile, ProfileId, Scaling};
use engine::district::{Calculator, District, ProfileSeries, Reason, calculate};
use engine::plan::{Plan, Scenario};
use engine::site::Site;
use engine::weather::{Weather, parse_builtin};
use uuid::Uuid;

fn weather() -> Weather {
    parse_builtin(include_str!("../../../public/weather/try2010-04.csv"))
        .expect("built-in weather is readable")
}

fn building(number: u128, building_type: BuildingType, area_m2: f64) -> Building {
    let mut building =
        Building::new(BuildingId(Uuid::from_u128(number)), format!("B{number}"), building_type);
    building.reference_area_m2 = Some(area_m2);
    building
}

fn plan(buildings: Vec<Building>) -> Plan {
    Plan { site: Site::new("Quartier", 2025), scenario: Scenario { buildings, ..Scenario::default() } }
}

fn with(mut building: Building, kind: DemandKind, demand: Demand) -> Building {
    building.demands.insert(kind, demand);
    building
}

fn entered(kwh: f64, peak_kw: Option<f64>) -> Demand {
    Demand { annual: Some(AnnualEnergy::Absolute { kwh }), peak_kw, profile: None }
}

fn load(district: &District, row: usize, kind: DemandKind) -> &engine::district::Load {
    district.buildings[row].loads.get(&kind).expect("the demand is calculated")
}

#[test]
fn every_demand_has_the_annual_energy_that_was_entered() {
    for kind in DemandKind::ALL {
        let plan = plan(vec![with(building(1, BuildingType::Other, 1000.0), kind, entered(12_345.0, None))]);
        let district = calculate(&plan, &weather(), &ProfileSeries::new());
        assert_eq!(district.problems, [], "{kind:?}");
        let load = load(&district, 0, kind);
        assert!((load.annual_kwh / 12_345.0 - 1.0).abs() < 1e-9, "{kind:?}: {}", load.annual_kwh);
        let values = load.values_kw();
        assert_eq!(values.len(), 8760);
        assert!(values.iter().all(|value| value.is_finite() && *value >= 0.0), "{kind:?}");
    }
}

#[test]
fn a_peak_that_was_entered_is_reached_exactly_and_the_energy_stays() {
    let demand = entered(100_000.0, Some(60.0));
    let plan = plan(vec![with(building(1, BuildingType::Office, 1000.0), DemandKind::SpaceHeating, demand)]);
    let district = calculate(&plan, &weather(), &ProfileSeries::new());
    let load = load(&district, 0, DemandKind::SpaceHeating);
    assert!((load.peak_kw / 60.0 - 1.0).abs() < 1e-9, "{}", load.peak_kw);
    assert!((load.annual_kwh / 100_000.0 - 1.0).abs() < 1e-9, "{}", load.annual_kwh);
}

#[test]
fn an_impossible_peak_is_named_with_the_possible_range() {
    let demand = entered(87_600.0, Some(5.0));
    let plan = plan(vec![with(building(1, BuildingType::Office, 1000.0), DemandKind::Electricity, demand)]);
    let district = calculate(&plan, &weather(), &ProfileSeries::new());
    let [problem] = district.problems.as_slice() else { panic!("one problem, not {:?}", district.problems) };
    let Reason::PeakOutOfRange { given_kw, min_kw, max_kw } = problem.reason else { panic!("{problem:?}") };
    assert!(given_kw < min_kw && min_kw < max_kw);
    assert!((min_kw - 10.0).abs() < 1e-6, "the mean load is the least peak: {min_kw}");
}

#[test]
fn a_specific_energy_without_area_is_a_problem_and_a_default_without_area_is_not() {
    let mut row = Building::new(BuildingId(Uuid::from_u128(1)), "B", BuildingType::Office);
    assert_eq!(calculate(&plan(vec![row.clone()]), &weather(), &ProfileSeries::new()).problems, []);
    let annual = Some(AnnualEnergy::Specific { kwh_per_m2: 50.0 });
    row.demands.insert(DemandKind::HotWater, Demand { annual, ..Demand::default() });
    let district = calculate(&plan(vec![row]), &weather(), &ProfileSeries::new());
    assert_eq!(
        district.problems.iter().map(|problem| &problem.reason).collect::<Vec<_>>(),
        [&Reason::AreaMissing]
    );
}

#[test]
fn a_metered_profile_is_taken_as_is_or_scaled() {
    let id = ProfileId(Uuid::from_u128(9));
    let metered: Arc<[f64]> = (0..8760).map(|hour| 1.0 + f64::from(hour % 24)).collect();
    let series = ProfileSeries::from_iter([(id, Arc::clone(&metered))]);
    let row = |scaling, demand: Demand| {
        let profile = Some(Profile::Metered { profile: id, scaling });
        with(building(1, BuildingType::Office, 1.0), DemandKind::ProcessHeat, Demand { profile, ..demand })
    };
    let run = |row| calculate(&plan(vec![row]), &weather(), &series);
    let as_is = run(row(Scaling::AsIs, entered(1.0, None)));
    assert_eq!(load(&as_is, 0, DemandKind::ProcessHeat).values_kw(), *metered);
    let scaled = run(row(Scaling::ToEnergy, entered(8760.0, Some(99.0))));
    assert!((load(&scaled, 0, DemandKind::ProcessHeat).annual_kwh - 8760.0).abs() < 1e-6);
    let fitted = run(row(Scaling::ToEnergyAndPeak, entered(8760.0, Some(3.0))));
    assert!((load(&fitted, 0, DemandKind::ProcessHeat).peak_kw - 3.0).abs() < 1e-9);
    let missing =
        calculate(&plan(vec![row(Scaling::AsIs, Demand::default())]), &weather(), &ProfileSeries::new());
    assert_eq!(missing.problems[0].reason, Reason::ProfileMissing);
}

#[test]
fn the_order_of_buildings_does_not_change_the_sum() {
    let rows: Vec<Building> = BuildingType::ALL
        .into_iter()
        .enumerate()
        .map(|(index, building_type)| building(index as u128, building_type, 100.0 + 37.0 * index as f64))
        .collect();
    let weather = weather();
    let forward = calculate(&plan(rows.clone()), &weather, &ProfileSeries::new());
    let backward = calculate(&plan(rows.into_iter().rev().collect()), &weather, &ProfileSeries::new());
    for (kind, series) in forward.by_kind.iter() {
        for (one, other) in series.iter().zip(backward.by_kind[kind].iter()) {
            assert!((one - other).abs() <= 1e-9 * one.abs().max(1.0), "{kind:?}");
        }
    }
}

#[test]
fn a_calculator_that_remembers_gives_the_same_bits_as_a_fresh_one() {
    let row = with(
        building(1, BuildingType::Hotel, 2500.0),
        DemandKind::SpaceHeating,
        entered(200_000.0, Some(120.0)),
    );
    let first = plan(vec![row.clone(), building(2, BuildingType::School, 3000.0)]);
    let second = plan(vec![building(2, BuildingType::School, 2800.0), row]);
    let weather = weather();
    let mut calculator = Calculator::new(&first.site, &weather);
    calculator.calculate(&first, &ProfileSeries::new());
    let remembered = calculator.calculate(&second, &ProfileSeries::new());
    assert_eq!(remembered, calculate(&second, &weather, &ProfileSeries::new()));
}
