//! Times the engine on one core: `cargo run --release -p engine --example speed`. Prints medians.

use std::{hint::black_box, time::Instant};

use engine::{
    building::{Building, BuildingId},
    building_type::BuildingType,
    calendar::Calendar,
    demand::{AnnualEnergy, Demand, DemandKind},
    district::{Calculator, ProfileSeries, calculate},
    electricity::{ElectricitySlp, electricity_profile},
    plan::{Plan, Scenario},
    site::Site,
    time::Resolution,
    weather::parse_builtin,
};
use uuid::Uuid;

const BUILDINGS: u128 = 100;
const KINDS: usize = 6;

fn main() {
    let weather =
        parse_builtin(include_str!("../../../public/weather/try2010-05.csv")).expect("shipped file");
    let mut plan = plan();
    let profiles = ProfileSeries::new();

    let calendar = Calendar::new(2023, None);
    report("one electricity profile, 8760 h", 0.1, 200, || {
        let slp = ElectricitySlp::ALL[0];
        black_box(electricity_profile(slp, &calendar, true, 1_000.0, Resolution::Hour));
    });
    report("100 buildings × 6 kinds, from nothing", 60.0, 20, || {
        black_box(calculate(&plan, &weather, &profiles));
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

/// Six demands each, every second one with a peak that must be met exactly.
fn plan() -> Plan {
    let building = |index: u128| {
        let building_type = BuildingType::ALL[index as usize % BuildingType::ALL.len()];
        let mut building =
            Building::new(BuildingId(Uuid::from_u128(index)), format!("B{index}"), building_type);
        building.reference_area_m2 = Some(1_000.0 + 10.0 * index as f64);
        building.demands =
            DemandKind::ALL[..KINDS].iter().map(|kind| (*kind, demand(index, *kind))).collect();
        building
    };
    Plan {
        site: Site::new("Speed", 2023),
        scenario: Scenario { name: "Speed".into(), buildings: (1..=BUILDINGS).map(building).collect() },
    }
}

fn demand(index: u128, kind: DemandKind) -> Demand {
    let annual_kwh = 20_000.0 + 1_000.0 * index as f64;
    // Between the mean and what the shapes reach by themselves.
    let peak_kw = (index + kind.index() as u128).is_multiple_of(2).then_some(annual_kwh / 2_500.0);
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
