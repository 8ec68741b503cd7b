//! Times the engine on one core: `cargo run --release -p engine --example speed`. Prints medians.
//!
//! `speed memory` calculates a thousand buildings and prints the peak memory of the process in MB. `speed peers N…`
//! makes N heat profiles one by one, and prints N and milliseconds: the task of `xtask/src/bench/demandlib.py`.

use std::{hint::black_box, time::Instant};

use engine::{
    building::{Building, BuildingId},
    building_type::BuildingType,
    calendar::Calendar,
    demand::{AnnualEnergy, Demand, DemandKind},
    district::{Calculator, ProfileSeries, calculate},
    electricity::{ElectricitySlp, electricity_profile},
    generator::{DEFAULT_COOLING_BASE_C, cooling_degree_hours},
    heat::{HeatPart, HeatSlp, heat_profile},
    import::{ImportOptions, import_load_profile},
    plan::{Plan, Scenario},
    site::Site,
    time::Resolution,
    weather::{Weather, parse_builtin},
};
use uuid::Uuid;

const KINDS: usize = 6;

fn main() {
    let mut arguments = std::env::args().skip(1);
    match arguments.next().as_deref() {
        None => times(),
        Some("memory") => memory(),
        Some("peers") => peers(arguments.map(|count| count.parse().expect("a number of profiles"))),
        Some(other) => panic!("unknown argument {other}"),
    }
}

fn weather() -> Weather {
    parse_builtin(include_str!("../../../public/weather/try2010-05.csv")).expect("shipped file")
}

/// All results are held at once, every demand as a load and every kind as a series, as the server holds them.
fn memory() {
    let district = black_box(calculate(&plan(1_000, 1), &weather(), &ProfileSeries::new()));
    let loads: usize = district.buildings.iter().map(|building| building.loads.values().count()).sum();
    assert!(loads >= 5_000, "{loads} demands");
    let status = std::fs::read_to_string("/proc/self/status").expect("Linux tells the memory of a process");
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).expect("VmHWM is always there");
    let kilobytes: f64 = peak.trim().trim_end_matches(" kB").parse().expect("kilobytes");
    println!("{:.1}", kilobytes / 1_000.0);
}

fn peers(counts: impl Iterator<Item = usize>) {
    let weather = weather();
    let profile = |annual_kwh| {
        // The calendar is made anew, as demandlib does it for each building.
        let calendar = Calendar::new(2023, None);
        let (slp, temperature_c) = (HeatSlp::ALL[0], &weather.temperature_c);
        let heat = heat_profile(slp, HeatPart::Total, &calendar, temperature_c, true, None, annual_kwh);
        black_box(heat).expect("a year of temperatures");
    };
    profile(1.0);
    for count in counts {
        let start = Instant::now();
        (0..count).for_each(|index| profile(10_000.0 + index as f64));
        println!("{count}\t{}", start.elapsed().as_secs_f64() * 1_000.0);
    }
}

fn times() {
    let weather = weather();
    let mut plan = plan(100, 2);
    let profiles = ProfileSeries::new();

    let calendar = Calendar::new(2023, None);
    report("one electricity profile, 8760 h", 0.1, 200, || {
        let slp = ElectricitySlp::ALL[0];
        black_box(electricity_profile(slp, &calendar, true, 1_000.0, Resolution::Hour));
    });
    report("one cooling profile, 8760 h", 0.1, 200, || {
        black_box(cooling_degree_hours(&calendar, &weather, DEFAULT_COOLING_BASE_C, true));
    });
    report("one heat profile, 8760 h", 0.1, 200, || {
        let slp = HeatSlp::ALL[0];
        let heat = heat_profile(slp, HeatPart::Total, &calendar, &weather.temperature_c, true, None, 1.0);
        black_box(heat).expect("a year of temperatures");
    });
    let metered = include_bytes!("../../../public/samples/metered-profile-15min.csv");
    report("import of a CSV with 35 040 rows", 30.0, 50, || {
        let imported = import_load_profile(metered, &ImportOptions::default());
        assert!(black_box(imported).profile.is_some());
    });
    report("100 buildings × 6 kinds, from nothing", 60.0, 20, || {
        black_box(calculate(&plan, &weather, &profiles));
    });
    let all_fitted = self::plan(100, 1);
    report("100 × 6, every peak given, from nothing", 60.0, 20, || {
        black_box(calculate(&all_fitted, &weather, &profiles));
    });
    let thousand = self::plan(1_000, 1);
    report("1000 × 6, every peak given, from nothing", 1_000.0, 3, || {
        black_box(calculate(&thousand, &weather, &profiles));
    });
    let mut calculator = Calculator::new(&plan.site, &weather);
    calculator.calculate(&plan, &profiles);
    let mut area_m2 = 1_000.0;
    report("100 buildings × 6 kinds, after one edit", 60.0, 50, || {
        area_m2 += 1.0;
        plan.scenario.buildings[7].reference_area_m2 = Some(area_m2);
        black_box(calculator.calculate(&plan, &profiles));
    });
}

/// Six demands each, every `fitted_every`th one with a peak that must be met exactly.
fn plan(buildings: u128, fitted_every: u128) -> Plan {
    let building = |index: u128| {
        let building_type = BuildingType::ALL[index as usize % BuildingType::ALL.len()];
        let mut building =
            Building::new(BuildingId(Uuid::from_u128(index)), format!("B{index}"), building_type);
        building.reference_area_m2 = Some(1_000.0 + 10.0 * index as f64);
        building.demands =
            DemandKind::ALL[..KINDS].iter().map(|kind| (*kind, demand(index, *kind, fitted_every))).collect();
        building
    };
    Plan {
        site: Site::new("Speed", 2023),
        scenario: Scenario { buildings: (1..=buildings).map(building).collect(), ..Scenario::default() },
    }
}

fn demand(index: u128, kind: DemandKind, fitted_every: u128) -> Demand {
    let annual_kwh = 20_000.0 + 1_000.0 * index as f64;
    // Between the mean and what the shapes reach by themselves.
    let peak_kw = (index + kind.index() as u128).is_multiple_of(fitted_every).then_some(annual_kwh / 2_500.0);
    Demand { annual: Some(AnnualEnergy::Absolute { kwh: annual_kwh }), peak_kw, ..Demand::default() }
}

fn report(name: &str, allowed_ms: f64, runs: usize, mut work: impl FnMut()) {
    let mut times_ms: Vec<f64> = (0..runs)
        .map(|_| {
            let start = Instant::now();
            work();
            start.elapsed().as_secs_f64() * 1_000.0
        })
        .collect();
    times_ms.sort_by(f64::total_cmp);
    let median_ms = times_ms[runs / 2];
    println!(
        "{name:<42} {median_ms:>9.3} ms   allowed {allowed_ms} ms, used {:.0} %",
        100.0 * median_ms / allowed_ms
    );
}
