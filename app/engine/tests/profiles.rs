//! Standard load profiles against an independent implementation in numpy.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use engine::calendar::Calendar;
use engine::electricity::electricity_profile;
use engine::figures::peak;
use engine::heat::{HeatPart, heat_profile};
use engine::time::Resolution;
use engine::weather::{Weather, parse_builtin};

/// The golden values are those of every 101st hour.
const STEP: usize = 101;

fn region_4() -> Weather {
    parse_builtin(include_str!("../../../public/weather/try2010-04.csv")).unwrap()
}

fn rows(golden: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    golden.lines().filter(|line| !line.starts_with('#')).map(|line| line.split(',').collect())
}

#[track_caller]
fn assert_matches(name: &str, values: &[f64], golden: &[&str]) {
    let numbers: Vec<f64> = golden.iter().map(|field| field.parse().unwrap()).collect();
    let peak_kw = peak(values).unwrap().kw;
    assert!((peak_kw / numbers[0] - 1.0).abs() < 1e-6, "{name}: peak {peak_kw} instead of {}", numbers[0]);
    let hours = values.iter().step_by(STEP);
    assert_eq!(hours.len(), numbers.len() - 1);
    for (index, (value, expected)) in hours.zip(&numbers[1..]).enumerate() {
        let error = (value - expected).abs();
        assert!(error < 1e-6 * peak_kw, "{name}, hour {}: {value} instead of {expected}", index * STEP);
    }
    let energy: f64 = values.iter().sum();
    assert!((energy / 1000.0 - 1.0).abs() < 1e-9, "{name}: {energy} kWh");
}

#[test]
fn electricity_profiles_match_the_reference() {
    let mut compared = 0;
    for row in rows(include_str!("golden/electricity.csv")) {
        let calendar = Calendar::new(row[1].parse().unwrap(), Some(row[2].parse().unwrap()));
        let values =
            electricity_profile(row[0].parse().unwrap(), &calendar, row[3] == "1", 1000.0, Resolution::Hour);
        assert_matches(row[0], &values, &row[4..]);
        compared += 1;
    }
    assert_eq!(compared, 32);
}

#[test]
fn heat_profiles_match_the_reference() {
    let weather = region_4();
    let mut compared = 0;
    for row in rows(include_str!("golden/heat.csv")) {
        let part = match row[1] {
            "total" => HeatPart::Total,
            "space-heating" => HeatPart::SpaceHeating,
            _ => HeatPart::HotWater,
        };
        let calendar = Calendar::new(row[2].parse().unwrap(), Some(row[3].parse().unwrap()));
        let limit = row[5].parse().ok();
        let slp = row[0].parse().unwrap();
        let values =
            heat_profile(slp, part, &calendar, &weather.temperature_c, row[4] == "1", limit, 1000.0).unwrap();
        assert_matches(row[0], &values, &row[6..]);
        compared += 1;
    }
    assert_eq!(compared, 43);
}
