//! Every generator in a plan: energy, peak, no impossible values, the seed, and what a project file holds.

use engine::building::{Building, BuildingId};
use engine::building_type::BuildingType;
use engine::demand::{AnnualEnergy, Demand, DemandKind, Diversity, Profile};
use engine::district::{Calculator, ProfileSeries, calculate};
use engine::edit::check_plan;
use engine::generator::{
    Charging, ChargingPlace, Course, HeatingDegreeHours, HotWaterDraws, HotWaterUse, IndustrialSteps,
    Insulation, Mass, Pattern, Process, Shifts, SpaceCooling, UseSchedule, WeekSchedule,
};
use engine::heat::HeatSlp;
use engine::plan::{Plan, Scenario};
use engine::series::hourly_means;
use engine::site::Site;
use engine::weather::{Weather, parse_builtin};
use uuid::Uuid;

const KWH: f64 = 54_321.0;

fn weather() -> Weather {
    parse_builtin(include_str!("../../../public/weather/try2010-04.csv"))
        .expect("built-in weather is readable")
}

/// One of every generator with a parameter of every kind, and the kind of demand it is for.
fn profiles() -> Vec<(DemandKind, Profile)> {
    let shifts = Shifts { day_from_hour: 5, day_to_hour: 21, night_share: 0.3, weekend_share: 0.4 };
    let process = |work| Profile::Process(Process { work, weather_share: 0.3, base_temperature_c: 14.0 });
    let charging =
        |place, course| Profile::Charging(Charging { points: 60, place, course, ..Charging::default() });
    vec![
        (DemandKind::SpaceHeating, Profile::HeatSlp { slp: HeatSlp::Hef33, heating_limit_c: Some(15.0) }),
        (DemandKind::SpaceHeating, Profile::HeatingDegreeHours(HeatingDegreeHours::default())),
        (
            DemandKind::SpaceHeating,
            Profile::HeatingDegreeHours(HeatingDegreeHours::preset(Insulation::Passive, Mass::Heavy)),
        ),
        (DemandKind::HotWater, Profile::HotWaterDay { hot_water_use: HotWaterUse::Restaurant }),
        (DemandKind::HotWater, Profile::HotWaterDraws(HotWaterDraws { dwellings: 12, litres_per_day: 90.0 })),
        (
            DemandKind::SpaceCooling,
            Profile::SpaceCooling(SpaceCooling { schedule: shifts, ..Default::default() }),
        ),
        (DemandKind::ProcessHeat, process(Pattern::Shifts(shifts))),
        (DemandKind::ProcessCooling, process(Pattern::Week { hours: WeekSchedule::default() })),
        (DemandKind::ProcessCooling, process(Pattern::Band)),
        (
            DemandKind::Electricity,
            Profile::UseSchedule(UseSchedule {
                building_type: BuildingType::Hotel,
                lighting_share: Some(0.3),
            }),
        ),
        (DemandKind::Electricity, Profile::IndustrialSteps(IndustrialSteps::default())),
        (DemandKind::EMobility, charging(ChargingPlace::Home, Course::Auto)),
        (DemandKind::EMobility, charging(ChargingPlace::Work, Course::Drawn)),
        (DemandKind::EMobility, charging(ChargingPlace::Public, Course::Expected)),
    ]
}

fn building(number: u128, kind: DemandKind, profile: Profile, peak_kw: Option<f64>) -> Building {
    let mut building = Building::new(BuildingId(Uuid::from_u128(number)), "B", BuildingType::Other);
    let annual = Some(AnnualEnergy::Absolute { kwh: KWH });
    building.demands.insert(kind, Demand { annual, peak_kw, profile: Some(profile) });
    building
}

fn plan(buildings: Vec<Building>) -> Plan {
    Plan { site: Site::new("Quartier", 2025), scenario: Scenario { buildings, ..Scenario::default() } }
}

#[test]
fn every_generator_holds_energy_and_peak_in_every_hour() {
    let weather = weather();
    for (kind, profile) in profiles() {
        let free = calculate(&plan(vec![building(1, kind, profile, None)]), &weather, &ProfileSeries::new());
        let peak_kw = free.buildings[0].loads[&kind].peak_kw * 1.1;
        let fitted = plan(vec![building(1, kind, profile, Some(peak_kw))]);
        let fitted = calculate(&fitted, &weather, &ProfileSeries::new());
        assert_eq!((free.problems.len(), fitted.problems.len()), (0, 0), "{profile:?}");
        for district in [&free, &fitted] {
            let values = district.buildings[0].loads[&kind].values_kw();
            assert_eq!(values.len(), 8760);
            assert!(values.iter().all(|value| value.is_finite() && *value >= 0.0), "{profile:?}");
            assert!((values.iter().sum::<f64>() / KWH - 1.0).abs() < 1e-9, "{profile:?}");
        }
        let highest = fitted.buildings[0].loads[&kind].values_kw().into_iter().fold(0.0, f64::max);
        assert!((highest / peak_kw - 1.0).abs() < 1e-9, "{profile:?}: {highest} instead of {peak_kw}");
    }
}

#[test]
fn heat_waves_and_hard_frost_are_no_reason_for_impossible_values() {
    for temperature_c in [45.0, -28.0] {
        let mut weather = weather();
        weather.temperature_c.fill(temperature_c);
        for (kind, profile) in profiles() {
            let district =
                calculate(&plan(vec![building(1, kind, profile, None)]), &weather, &ProfileSeries::new());
            if let Some(load) = district.buildings[0].loads.get(&kind) {
                let values = load.values_kw();
                assert!(values.iter().all(|value| value.is_finite() && *value >= 0.0), "{profile:?}");
                assert!((values.iter().sum::<f64>() / KWH - 1.0).abs() < 1e-9, "{profile:?}");
            } else {
                assert_eq!(district.problems.len(), 1, "{profile:?}");
            }
        }
    }
}

#[test]
fn profiles_are_stored_compactly_and_read_again() {
    for (_, profile) in profiles() {
        let json = serde_json::to_string(&profile).unwrap();
        assert!(json.len() < 260, "{json}");
        assert_eq!(serde_json::from_str::<Profile>(&json).unwrap(), profile, "{json}");
        let misspelt = match json.strip_prefix('"').and_then(|name| name.strip_suffix('"')) {
            Some(name) => format!(r#"{{"{name}":{{"surplus":1}}}}"#),
            None => json.replacen(":{", r#":{"surplus":1,"#, 1),
        };
        assert!(serde_json::from_str::<Profile>(&misspelt).is_err(), "{misspelt}");
    }
    let old = r#"{"heat-slp":{"slp":"HEF33"}}"#;
    let read: Profile = serde_json::from_str(old).unwrap();
    assert_eq!(read, Profile::HeatSlp { slp: HeatSlp::Hef33, heating_limit_c: None });
    assert_eq!(serde_json::to_string(&read).unwrap(), old);
    let site = r#"{"name":"A","weather":{"test-reference-year":{"region":4}},"reference_year":2025,"summer_time":true}"#;
    assert_eq!(serde_json::from_str::<Site>(site).unwrap().seed, 0);
}

#[test]
fn parameters_outside_their_limits_are_refused() {
    let good = plan(
        profiles().into_iter().map(|(kind, profile)| building(1, kind, profile, None)).take(1).collect(),
    );
    assert_eq!(check_plan(&good), Ok(()));
    let heating = HeatingDegreeHours::default();
    for profile in [
        Profile::HeatSlp { slp: HeatSlp::Hef33, heating_limit_c: Some(50.0) },
        Profile::HeatingDegreeHours(HeatingDegreeHours { time_constant_h: 0.0, ..heating }),
        Profile::HeatingDegreeHours(HeatingDegreeHours { solar_gain_k_m2_per_w: f64::NAN, ..heating }),
        Profile::HotWaterDraws(HotWaterDraws { dwellings: 0, litres_per_day: 100.0 }),
        Profile::HotWaterDraws(HotWaterDraws { dwellings: 1, litres_per_day: 1e9 }),
        Profile::SpaceCooling(SpaceCooling { day_amplitude: 1.5, ..SpaceCooling::default() }),
        Profile::Process(Process { weather_share: -0.1, ..Process::default() }),
        Profile::IndustrialSteps(IndustrialSteps { day_to_quarter: 97, ..IndustrialSteps::default() }),
        Profile::IndustrialSteps(IndustrialSteps { weekend_day: 2.0, ..IndustrialSteps::default() }),
        Profile::Charging(Charging { points: 0, ..Charging::default() }),
        Profile::Charging(Charging { efficiency: 0.0, ..Charging::default() }),
        Profile::Charging(Charging { plug_in_probability: 1.2, ..Charging::default() }),
    ] {
        assert!(profile.check().is_err(), "{profile:?}");
        let plan = plan(vec![building(1, DemandKind::Electricity, profile, None)]);
        assert!(check_plan(&plan).is_err(), "{profile:?}");
    }
    assert!(profiles().iter().all(|(_, profile)| profile.check() == Ok(())));
}

#[test]
fn drawn_profiles_depend_on_the_seed_and_the_building_and_on_nothing_else() {
    let weather = weather();
    let draws = Profile::HotWaterDraws(HotWaterDraws { dwellings: 2, litres_per_day: 80.0 });
    let of = |number| building(number, DemandKind::HotWater, draws, None);
    let loads = |plan: &Plan, row: usize| {
        calculate(plan, &weather, &ProfileSeries::new()).buildings[row].loads[&DemandKind::HotWater]
            .values_kw()
    };
    let first = plan(vec![of(1), of(2)]);
    let turned = plan(vec![of(3), of(2), of(1)]);
    assert_eq!(loads(&first, 0), loads(&turned, 2));
    assert_ne!(loads(&first, 0), loads(&first, 1));
    let mut reseeded = first.clone();
    reseeded.site.seed = 7;
    assert_ne!(loads(&first, 0), loads(&reseeded, 0));
    assert!(!Calculator::new(&first.site, &weather).serves(&reseeded.site));
    assert!(draws.is_drawn() && draws.diversity() == Diversity::Drawn);
}

#[test]
fn quarter_hours_have_the_means_of_the_hours() {
    let weather = weather();
    for (kind, profile) in profiles() {
        let plan = plan(vec![building(1, kind, profile, Some(30.0))]);
        let mut calculator = Calculator::new(&plan.site, &weather);
        let district = calculator.calculate(&plan, &ProfileSeries::new());
        let load = &district.buildings[0].loads[&kind];
        let quarters = calculator.quarter_hours_kw(&plan.scenario.buildings[0], kind, load);
        assert_eq!(quarters.is_some(), profile.has_quarter_hours(), "{profile:?}");
        let Some(quarters) = quarters else { continue };
        assert_eq!(quarters.len(), 35_040);
        for (mean, hour) in hourly_means(&quarters).iter().zip(load.values_kw()) {
            assert!((mean - hour).abs() <= 1e-9 * hour.max(1.0), "{profile:?}");
        }
    }
}

#[test]
fn the_number_of_threads_changes_no_bit() {
    let weather = weather();
    let buildings =
        profiles().into_iter().zip(1..).map(|((kind, profile), id)| building(id, kind, profile, None));
    let plan = plan(buildings.collect());
    let alone = calculate(&plan, &weather, &ProfileSeries::new());
    std::thread::scope(|scope| {
        let together: Vec<_> =
            (0..4).map(|_| scope.spawn(|| calculate(&plan, &weather, &ProfileSeries::new()))).collect();
        for thread in together {
            assert_eq!(thread.join().ok().as_ref(), Some(&alone));
        }
    });
}
