//! The heat load of a whole network: the factor acts on the sum of design loads, and what would count diversity
//! twice is named.

use engine::building::{Building, BuildingId};
use engine::building_type::BuildingType;
use engine::demand::{AnnualEnergy, Demand, DemandKind, Profile};
use engine::district::{District, ProfileSeries, calculate};
use engine::generator::{HeatingDegreeHours, Insulation, Mass};
use engine::heat::HeatSlp;
use engine::plan::{Plan, Scenario};
use engine::project_file::ProjectFile;
use engine::simultaneity::{NETWORK_KINDS, NetworkLoad, PeakMethod, Simultaneity, SimultaneityLaw};
use engine::site::Site;
use engine::weather::parse_builtin;
use uuid::Uuid;

const SINGLE: Profile =
    Profile::HeatingDegreeHours(HeatingDegreeHours::preset(Insulation::Old, Mass::Medium));

fn id(number: u128) -> BuildingId {
    BuildingId(Uuid::from_u128(number))
}

fn standard_profile() -> Profile {
    Profile::HeatSlp { slp: "HMF33".parse::<HeatSlp>().expect("a profile of BDEW"), heating_limit_c: None }
}

/// Houses with 30 000 kWh of space heating each and neither hot water nor anything else worth naming.
fn houses(count: u128, peak_kw: Option<f64>, profile: Profile) -> Plan {
    let house = |number| {
        let mut house = Building::new(id(number), format!("H{number}"), BuildingType::Other);
        house.demands.insert(
            DemandKind::SpaceHeating,
            Demand {
                annual: Some(AnnualEnergy::Absolute { kwh: 30_000.0 }),
                peak_kw,
                profile: Some(profile),
            },
        );
        house
    };
    let scenario = Scenario { buildings: (1..=count).map(house).collect(), ..Scenario::default() };
    Plan { site: Site::new("Quartier", 2025), scenario }
}

fn calculated(plan: &mut Plan, law: SimultaneityLaw, method: PeakMethod) -> (District, NetworkLoad) {
    plan.scenario.simultaneity = Simultaneity { law, method };
    let weather =
        parse_builtin(include_str!("../../../public/weather/try2010-04.csv")).expect("built-in weather");
    let district = calculate(plan, &weather, &ProfileSeries::new());
    let network = NetworkLoad::of(plan, &district).expect("houses need heat");
    (district, network)
}

fn highest(values: &[f64]) -> f64 {
    values.iter().copied().fold(0.0, f64::max)
}

#[test]
fn the_factor_acts_on_the_sum_of_the_design_loads_entered() {
    let mut plan = houses(20, Some(15.0), standard_profile());
    let (_, network) = calculated(&mut plan, SimultaneityLaw::Winter2001, PeakMethod::Exponent);
    assert_eq!((network.customers, network.extrapolated), (20, false));
    assert!((network.factor - 0.919_01).abs() < 5e-6);
    assert!((network.design_kw - 300.0).abs() < 1e-6, "{}", network.design_kw);
    assert!((network.peak_kw - 300.0 * network.factor).abs() < 1e-9);
    assert_eq!(network.counted_twice, [], "entered peak loads are design loads");
}

#[test]
fn the_course_of_the_network_has_that_peak_and_the_energy_of_the_demands() {
    for method in [PeakMethod::Exponent, PeakMethod::Smoothing] {
        let mut plan = houses(20, Some(15.0), SINGLE);
        let (district, network) = calculated(&mut plan, SimultaneityLaw::Winter2001, method);
        let values = network.values_kw(&district).unwrap();
        assert!((highest(&values) / network.peak_kw - 1.0).abs() < 1e-9, "{method:?}");
        let annual_kwh: f64 = district.total_kw(&NETWORK_KINDS).iter().sum();
        assert!((values.iter().sum::<f64>() / annual_kwh - 1.0).abs() < 1e-9, "{method:?}");
    }
}

#[test]
fn without_a_law_nothing_is_changed_or_warned_of() {
    let mut plan = houses(20, None, standard_profile());
    let (district, network) = calculated(&mut plan, SimultaneityLaw::None, PeakMethod::Exponent);
    assert_eq!(network.values_kw(&district).unwrap(), district.total_kw(&NETWORK_KINDS));
    assert_eq!((network.factor, network.counted_twice.len()), (1.0, 0));
}

#[test]
fn a_factor_on_standard_profiles_is_named_as_counting_diversity_twice() {
    let mut plan = houses(20, None, standard_profile());
    plan.scenario.buildings[4].demands.values_mut().for_each(|demand| demand.profile = Some(SINGLE));
    let (_, network) = calculated(&mut plan, SimultaneityLaw::Winter2001, PeakMethod::Exponent);
    let expected: Vec<BuildingId> = (1..=20).filter(|number| *number != 5).map(id).collect();
    assert_eq!(network.counted_twice, expected);
}

#[test]
fn a_peak_below_what_the_course_allows_is_refused_with_the_range() {
    let mut plan = houses(20, None, SINGLE);
    let (district, network) =
        calculated(&mut plan, SimultaneityLaw::Fixed { factor: 0.1 }, PeakMethod::Smoothing);
    let error = network.values_kw(&district).unwrap_err().to_string();
    assert!(error.contains("impossible with this sum: between"), "{error}");
}

#[test]
fn a_law_survives_the_project_file_and_a_file_without_one_has_none() {
    let text = |scenario: &str| {
        format!(
            r#"{{"format":"lastgang-project","version":1,
            "site":{{"name":"Q","weather":{{"test-reference-year":{{"region":4}}}},"reference_year":2025,
            "summer_time":true}},"scenarios":[{{"name":"A"{scenario}}}]}}"#
        )
    };
    let read = |text: &str| serde_json::from_str::<ProjectFile>(text);
    let old = read(&text("")).unwrap();
    assert_eq!(old.scenarios[0].simultaneity, Simultaneity::default());
    assert!(!serde_json::to_string(&old).unwrap().contains("simultaneity"), "a default is not written");

    for (law, json) in [
        (SimultaneityLaw::Winter2001, r#""winter-2001""#),
        (SimultaneityLaw::Limit { limit: 0.5 }, r#"{"limit":{"limit":0.5}}"#),
        (SimultaneityLaw::Reciprocal { limit: 0.62 }, r#"{"reciprocal":{"limit":0.62}}"#),
        (SimultaneityLaw::Fixed { factor: 0.8 }, r#"{"fixed":{"factor":0.8}}"#),
    ] {
        let file = read(&text(&format!(r#","simultaneity":{{"law":{json}}}"#))).unwrap();
        assert_eq!(file.check(), Ok(()));
        assert_eq!(file.scenarios[0].simultaneity.law, law);
        let again = read(&serde_json::to_string(&file).unwrap()).unwrap();
        assert_eq!(again, file);
    }
    let wrong = read(&text(r#","simultaneity":{"law":{"fixed":{"factor":1.5}}}"#)).unwrap();
    assert!(wrong.check().unwrap_err().to_string().contains("SimultaneityFactor"));
    assert!(read(&text(r#","simultaneity":{"law":"winter"}"#)).is_err());
}
