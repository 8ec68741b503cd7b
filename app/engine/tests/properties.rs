//! Laws that hold for every profile.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use engine::calendar::{Calendar, FederalState};
use engine::electricity::{ElectricitySlp, electricity_profile};
use engine::fit::{FitError, fit_to_energy_and_peak, scale_to_energy};
use engine::heat::{HeatPart, HeatSlp, heat_profile, hot_water_share};
use engine::import::{ImportOptions, import_load_profile};
use engine::time::{Resolution, TimeAxis};
use engine::weather::parse_weather;
use proptest::prelude::*;

fn calendars() -> impl Strategy<Value = Calendar> {
    let states = proptest::option::of(proptest::sample::select(FederalState::ALL.to_vec()));
    (2000..2060, states).prop_map(|(year, state)| Calendar::new(year, state))
}

/// Years of hourly temperatures from Siberian to tropical, with noise.
fn temperatures() -> impl Strategy<Value = Vec<f64>> {
    (-30.0..45.0, 0.0..20.0, 0.0..10.0, any::<u32>()).prop_map(
        |(mean, year, day, seed): (f64, f64, f64, u32)| {
            let mut state = seed;
            (0..8760)
                .map(|hour| {
                    state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                    let noise = f64::from(state >> 16) / 65_536.0 * 4.0 - 2.0;
                    let season = libm::cos(f64::from(hour) / 8760.0 * core::f64::consts::TAU);
                    let sun = libm::cos(f64::from(hour % 24 - 15) / 24.0 * core::f64::consts::TAU);
                    mean - year * season + day * sun + noise
                })
                .collect()
        },
    )
}

fn shapes() -> impl Strategy<Value = Vec<f64>> {
    proptest::collection::vec(prop_oneof![1 => Just(0.0), 9 => 0.0..1e3_f64], 24..400)
}

fn sum(values: &[f64]) -> f64 {
    values.iter().sum()
}

fn max(values: &[f64]) -> f64 {
    values.iter().copied().fold(0.0, f64::max)
}

fn all_valid(values: &[f64]) -> bool {
    values.iter().all(|value| value.is_finite() && *value >= 0.0)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn electricity_holds_its_energy(
        calendar in calendars(),
        slp in proptest::sample::select(ElectricitySlp::ALL.to_vec()),
        summer_time: bool,
        kwh in 0.0..1e9_f64,
    ) {
        for resolution in [Resolution::Hour, Resolution::QuarterHour] {
            let values = electricity_profile(slp, &calendar, summer_time, kwh, resolution);
            prop_assert_eq!(values.len(), resolution.steps_per_year());
            prop_assert!(all_valid(&values));
            let energy = sum(&values) / resolution.steps_per_hour() as f64;
            prop_assert!((energy - kwh).abs() <= 1e-9 * kwh);
        }
    }

    #[test]
    fn heat_holds_its_energy_in_every_climate(
        calendar in calendars(),
        slp in proptest::sample::select(HeatSlp::ALL.to_vec()),
        temperatures in temperatures(),
        limit in proptest::option::of(5.0..25.0_f64),
        summer_time: bool,
    ) {
        for part in [HeatPart::Total, HeatPart::HotWater] {
            let values = heat_profile(slp, part, &calendar, &temperatures, summer_time, limit, 1e4).unwrap();
            prop_assert_eq!(values.len(), 8760);
            prop_assert!(all_valid(&values));
            prop_assert!((sum(&values) / 1e4 - 1.0).abs() < 1e-9);
        }
        let share = hot_water_share(slp, &calendar, &temperatures, limit).unwrap();
        prop_assert!((0.0..=1.0).contains(&share));
    }

    #[test]
    fn scaling_is_linear(shape in shapes(), kwh in 0.0..1e6_f64) {
        prop_assume!(sum(&shape) > 0.0);
        let one = scale_to_energy(&shape, 1.0).unwrap();
        let many = scale_to_energy(&shape, kwh).unwrap();
        for (one, many) in one.iter().zip(&many) {
            prop_assert!((one * kwh - many).abs() <= 1e-12 * many.abs());
        }
    }

    #[test]
    fn a_fit_hits_energy_and_peak_or_names_the_range(
        shape in shapes(),
        kwh in 1.0..1e7_f64,
        wish in 0.5..20.0_f64,
    ) {
        prop_assume!(sum(&shape) > 0.0);
        let step_hours = 8760.0 / shape.len() as f64;
        let peak_kw = wish * kwh / 8760.0;
        match fit_to_energy_and_peak(&shape, kwh, peak_kw) {
            Ok(fit) => {
                prop_assert!(all_valid(&fit.values_kw));
                prop_assert!((sum(&fit.values_kw) * step_hours / kwh - 1.0).abs() < 1e-9);
                prop_assert!((max(&fit.values_kw) / peak_kw - 1.0).abs() < 1e-9);
            }
            Err(FitError::PeakOutOfRange { given_kw, min_kw, max_kw }) => {
                prop_assert!(given_kw < min_kw || given_kw > max_kw);
                prop_assert!(min_kw <= max_kw * (1.0 + 1e-9));
                prop_assert!(fit_to_energy_and_peak(&shape, kwh, min_kw).is_ok());
                prop_assert!(fit_to_energy_and_peak(&shape, kwh, max_kw).is_ok());
            }
            Err(other) => prop_assert!(false, "{}", other),
        }
    }

    #[test]
    fn a_fit_keeps_the_order_of_the_hours(shape in shapes(), factor in 1.05..3.0_f64) {
        prop_assume!(sum(&shape) > 0.0);
        let usual = scale_to_energy(&shape, 1000.0).unwrap();
        if let Ok(fit) = fit_to_energy_and_peak(&shape, 1000.0, max(&usual) * factor) {
            prop_assert!(fit.exponent > 1.0);
            for (a, b) in usual.windows(2).zip(fit.values_kw.windows(2)) {
                prop_assert!((a[0] <= a[1]) == (b[0] <= b[1]) || (b[0] - b[1]).abs() < 1e-9);
            }
        }
    }

    #[test]
    fn hours_follow_each_other_on_every_axis(year in 1990..2100) {
        let axis = TimeAxis::new(year);
        let days: Vec<i64> = (0..365).map(|day| axis.date(day).days_since_1970()).collect();
        prop_assert!(days.windows(2).all(|pair| (1..=2).contains(&(pair[1] - pair[0]))));
        let summer = axis.summer_hours();
        prop_assert_eq!(axis.date(summer.start / 24).month, 3);
        prop_assert_eq!(axis.date(summer.end / 24).month, 10);
        prop_assert!((215 * 24 - 170..=217 * 24).contains(&summer.len()));
    }

    #[test]
    fn no_file_makes_a_reader_panic(bytes in proptest::collection::vec(any::<u8>(), 0..2000), text in "[-0-9.,;: \nA-z\t]{0,500}") {
        for file in [bytes.as_slice(), text.as_bytes()] {
            let _ = import_load_profile(file, &ImportOptions::default());
            let _ = parse_weather(file);
        }
    }
}
