//! Standard load profiles and generators against independent implementations: own ones in numpy, and demandlib.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use engine::calendar::Calendar;
use engine::electricity::electricity_profile;
use engine::figures::peak;
use engine::fit::scale_to_energy;
use engine::generator::{
    HeatingDegreeHours, HotWaterUse, Insulation, Mass, Pattern, Process, Rises, Shifts, SpaceCooling,
    WeekSchedule, heating_degree_hours, hot_water_day, process, space_cooling,
};
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
    assert_near(name, values, golden, 1e-6);
}

/// As [`assert_matches`] with another bound on the error, relative to the peak.
#[track_caller]
fn assert_near(name: &str, values: &[f64], golden: &[&str], bound: f64) {
    let numbers: Vec<f64> = golden.iter().map(|field| field.parse().unwrap()).collect();
    let peak_kw = peak(values).unwrap().kw;
    assert!((peak_kw / numbers[0] - 1.0).abs() < bound, "{name}: peak {peak_kw} instead of {}", numbers[0]);
    let hours = values.iter().step_by(STEP);
    assert_eq!(hours.len(), numbers.len() - 1);
    for (index, (value, expected)) in hours.zip(&numbers[1..]).enumerate() {
        let error = (value - expected).abs();
        assert!(error < bound * peak_kw, "{name}, hour {}: {value} instead of {expected}", index * STEP);
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

#[test]
fn profiles_of_demandlib_are_met() {
    let calendar = Calendar::new(2023, None);
    let mut compared = 0;
    for row in rows(include_str!("golden/demandlib.csv")) {
        let values = electricity_profile(row[0].parse().unwrap(), &calendar, false, 1000.0, Resolution::Hour);
        // demandlib carries the tables rounded: 2025 to three decimals, 1999 to 0.1 W, G6 to whole watts.
        let bound = if row[0].ends_with("25") { 2e-5 } else { 5e-3 };
        assert_near(row[0], &values, &row[1..], bound);
        compared += 1;
    }
    assert_eq!(compared, 14);
}

#[test]
fn generators_match_the_reference() {
    let mut compared = 0;
    for row in rows(include_str!("golden/generators.csv")) {
        let values = scale_to_energy(&generated(row[0]), 1000.0).unwrap();
        assert_matches(row[0], &values, &row[1..]);
        compared += 1;
    }
    assert_eq!(compared, 19);
}

/// The shape that a row of the reference stands for.
fn generated(name: &str) -> Vec<f64> {
    let (calendar, weather) = (Calendar::new(2023, None), region_4());
    let shifts = |day_from_hour, day_to_hour, night_share, weekend_share| Shifts {
        day_from_hour,
        day_to_hour,
        night_share,
        weekend_share,
    };
    let words: Vec<&str> = name.split(' ').collect();
    match words.as_slice() {
        ["heating", "own"] => {
            let own = HeatingDegreeHours {
                base_temperature_c: 21.5,
                time_constant_h: 10.0,
                solar_gain_k_m2_per_w: 0.013,
                solar_time_constant_h: 3.0,
                heating_limit_c: None,
                schedule: shifts(20, 5, 0.25, 0.5),
            };
            heating_degree_hours(&calendar, &weather, own, false).unwrap()
        }
        ["heating", insulation, mass] => {
            let insulation = match *insulation {
                "old" => Insulation::Old,
                "insulated" => Insulation::Insulated,
                _ => Insulation::Passive,
            };
            let mass = match *mass {
                "light" => Mass::Light,
                "medium" => Mass::Medium,
                _ => Mass::Heavy,
            };
            let preset = HeatingDegreeHours::preset(insulation, mass);
            heating_degree_hours(&calendar, &weather, preset, false).unwrap()
        }
        ["cooling", which] => {
            let own = SpaceCooling {
                base_temperature_c: 16.0,
                time_constant_h: 30.0,
                solar_gain_k_m2_per_w: 0.03,
                solar_time_constant_h: 6.0,
                day_amplitude: 0.8,
                schedule: shifts(7, 19, 0.2, 0.1),
            };
            let parameters = if *which == "own" { own } else { SpaceCooling::default() };
            space_cooling(&calendar, &weather, parameters, false).unwrap()
        }
        ["hot-water", hot_water_use] => {
            let hot_water_use = match *hot_water_use {
                "residential" => HotWaterUse::Residential,
                "office" => HotWaterUse::Office,
                "school" => HotWaterUse::School,
                "food-shop" => HotWaterUse::FoodShop,
                _ => HotWaterUse::Sport,
            };
            hot_water_day(&calendar, false, hot_water_use)
        }
        ["process", "cold", "week"] => {
            let work = Pattern::Week { hours: WeekSchedule::default() };
            let parameters = Process { work, weather_share: 0.3, base_temperature_c: 14.0 };
            process(&calendar, &weather, parameters, Rises::AboveBase, false).unwrap()
        }
        _ => {
            let work = Pattern::Shifts(shifts(5, 21, 0.3, 0.4));
            let parameters = Process { work, weather_share: 0.6, base_temperature_c: 8.0 };
            process(&calendar, &weather, parameters, Rises::BelowBase, false).unwrap()
        }
    }
}
