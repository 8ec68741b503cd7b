//! Profiles from key figures alone.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use engine::calendar::{Calendar, DayType};
use engine::figures::{KeyFigures, energy_kwh, monthly_kwh};
use engine::synthetic::{
    ApproximationError, Contradiction, KeyFigureWishes, NIGHT_HOURS, SyntheticMethod, approximate,
};
use proptest::prelude::*;

const MONTHS: [f64; 12] = [95e3, 82e3, 85e3, 70e3, 62e3, 58e3, 60e3, 57e3, 63e3, 75e3, 84e3, 90e3];

fn calendar() -> Calendar {
    Calendar::new(2023, None)
}

fn values(wishes: &KeyFigureWishes) -> Vec<f64> {
    approximate(wishes, None, &calendar(), 1).unwrap().values_kw
}

fn contradictions(wishes: &KeyFigureWishes) -> Vec<Contradiction> {
    match approximate(wishes, None, &calendar(), 1) {
        Err(ApproximationError::Contradictory(found)) => found,
        other => panic!("{:?}", other.map(|made| KeyFigures::of(&made.values_kw))),
    }
}

/// Mean power of some hours ÷ mean power of the others.
fn ratio(values: &[f64], belongs: impl Fn(usize) -> bool) -> f64 {
    let mean = |wanted: bool| {
        let some: Vec<f64> =
            (0..8760).filter(|hour| belongs(*hour) == wanted).map(|hour| values[hour]).collect();
        some.iter().sum::<f64>() / some.len() as f64
    };
    mean(true) / mean(false)
}

fn weekend_ratio(values: &[f64]) -> f64 {
    let calendar = calendar();
    ratio(values, |hour| calendar.day_types()[hour / 24] != DayType::Workday)
}

fn night_ratio(values: &[f64]) -> f64 {
    ratio(values, |hour| !(NIGHT_HOURS.0..NIGHT_HOURS.1).contains(&(hour % 24)))
}

#[test]
fn all_key_figures_are_met_at_once() {
    let wishes = KeyFigureWishes {
        annual_kwh: Some(MONTHS.iter().sum()),
        peak_kw: 260.0,
        base_kw: Some(22.0),
        monthly_kwh: Some(MONTHS),
        weekend_ratio: Some(0.45),
        night_ratio: Some(0.5),
    };
    let made = approximate(&wishes, None, &calendar(), 1).unwrap();
    assert_eq!(made.mark.method, SyntheticMethod::KeyFigures);
    let values = made.values_kw;
    let figures = KeyFigures::of(&values);
    assert_eq!((figures.peak.kw, figures.min_kw), (260.0, 22.0));
    for (wanted, kwh) in MONTHS.into_iter().zip(monthly_kwh(&values)) {
        assert!((kwh / wanted - 1.0).abs() < 1e-12, "{kwh} {wanted}");
    }
    assert!((weekend_ratio(&values) - 0.45).abs() < 1e-9);
    assert!((night_ratio(&values) - 0.5).abs() < 1e-9);
    assert_eq!(values.iter().filter(|value| **value == 260.0).count(), 1);
}

#[test]
fn energy_and_peak_alone_are_enough() {
    for (annual_kwh, peak_kw) in [(1e6, 120.0), (1e6, 200.0), (1e6, 500.0), (1e6, 2_000.0), (3_500.0, 4.0)] {
        let values = values(&KeyFigureWishes { annual_kwh: Some(annual_kwh), peak_kw, ..Default::default() });
        assert!((energy_kwh(&values) / annual_kwh - 1.0).abs() < 1e-12);
        assert_eq!(KeyFigures::of(&values).peak.kw, peak_kw);
        assert!(values.iter().all(|value| *value >= 0.0));
        // No lone spike: the second highest hour is not far below the peak.
        let curve = engine::figures::duration_curve(&values);
        assert!(curve[1] > 0.5 * peak_kw, "{peak_kw}: {}", curve[1]);
    }
}

#[test]
fn a_given_shape_sets_the_course() {
    let shape: Vec<f64> = (0..8760).map(|hour| if hour % 24 == 3 { 5.0 } else { 1.0 }).collect();
    let wishes = KeyFigureWishes { annual_kwh: Some(1e5), peak_kw: 60.0, ..Default::default() };
    let values = approximate(&wishes, Some(&shape), &calendar(), 1).unwrap().values_kw;
    assert_eq!(KeyFigures::of(&values).peak.index % 24, 3);
    let at_three: f64 = values.iter().skip(3).step_by(24).sum::<f64>() / 365.0;
    assert!(at_three > 3.0 * energy_kwh(&values) / 8760.0);
    for bad in [vec![1.0; 8760], vec![1.0; 10], vec![f64::NAN; 8760]] {
        let error = approximate(&wishes, Some(&bad), &calendar(), 1).unwrap_err();
        assert_eq!(error, ApproximationError::InvalidShape);
    }
}

#[test]
fn a_band_is_possible_and_nothing_else_then() {
    let band = KeyFigureWishes {
        annual_kwh: Some(87_600.0),
        peak_kw: 10.0,
        base_kw: Some(10.0),
        ..Default::default()
    };
    assert!(values(&band).iter().all(|value| *value == 10.0));
    let found = contradictions(&KeyFigureWishes { night_ratio: Some(0.5), ..band });
    assert!(matches!(found[..], [Contradiction::NightRatioOutOfRange { .. }]), "{found:?}");
}

#[test]
fn a_seed_repeats_and_another_seed_varies() {
    let wishes = KeyFigureWishes { annual_kwh: Some(1e6), peak_kw: 250.0, ..Default::default() };
    let with = |seed| approximate(&wishes, None, &calendar(), seed).unwrap();
    assert_eq!(with(3), with(3));
    assert_ne!(with(3).values_kw, with(4).values_kw);
}

#[test]
fn contradictory_figures_are_named() {
    let base = KeyFigureWishes { annual_kwh: Some(1e6), peak_kw: 250.0, ..Default::default() };
    assert!(matches!(
        contradictions(&KeyFigureWishes { peak_kw: 100.0, ..base.clone() })[..],
        [Contradiction::PeakBelowMean { peak_kw: 100.0, .. }]
    ));
    assert!(matches!(
        contradictions(&KeyFigureWishes { base_kw: Some(120.0), ..base.clone() })[..],
        [Contradiction::BaseAboveMean { base_kw: 120.0, .. }]
    ));
    let months = |change: &dyn Fn(&mut [f64; 12])| {
        let mut monthly = [1e6 / 12.0; 12];
        change(&mut monthly);
        KeyFigureWishes { annual_kwh: None, monthly_kwh: Some(monthly), ..base.clone() }
    };
    let not_sum = KeyFigureWishes { annual_kwh: Some(2e6), ..months(&|_| {}) };
    assert!(matches!(contradictions(&not_sum)[..], [Contradiction::MonthsDoNotAddUp { .. }]));
    let too_much = months(&|monthly| monthly[3] = 181e3);
    assert!(matches!(contradictions(&too_much)[..], [Contradiction::MonthOutOfRange { month: 4, .. }]));
    let too_little = KeyFigureWishes { base_kw: Some(50.0), ..months(&|monthly| monthly[1] = 33e3) };
    assert!(matches!(contradictions(&too_little)[..], [Contradiction::MonthOutOfRange { month: 2, .. }]));
    let spike = KeyFigureWishes { peak_kw: 1e5, ..months(&|_| {}) };
    assert!(matches!(contradictions(&spike)[..], [Contradiction::PeakInNoMonth { .. }]));
    let weekend = KeyFigureWishes { weekend_ratio: Some(9.0), ..base.clone() };
    let found = contradictions(&weekend);
    let [Contradiction::WeekendRatioOutOfRange { given, min, max }] = found[..] else { panic!("{found:?}") };
    assert!(given > max && min < max);
    // Just inside the range it works.
    let inside = KeyFigureWishes { weekend_ratio: Some(max * 0.9), ..base.clone() };
    assert!((weekend_ratio(&values(&inside)) - max * 0.9).abs() < 1e-8);
    let both = KeyFigureWishes { weekend_ratio: Some(max * 0.99), night_ratio: Some(0.05), ..base };
    assert!(matches!(contradictions(&both)[..], [Contradiction::NotTogether { .. }]));
}

#[test]
fn figures_that_are_no_figures_are_refused() {
    let refused = |wishes: KeyFigureWishes| approximate(&wishes, None, &calendar(), 1).unwrap_err();
    let peak_kw = 10.0;
    assert_eq!(refused(KeyFigureWishes { peak_kw, ..Default::default() }), ApproximationError::EnergyMissing);
    assert_eq!(
        refused(KeyFigureWishes { annual_kwh: Some(f64::NAN), peak_kw, ..Default::default() }),
        ApproximationError::InvalidFigure { figure: "annual_kwh" }
    );
    assert_eq!(
        refused(KeyFigureWishes { annual_kwh: Some(1.0), peak_kw: -1.0, ..Default::default() }),
        ApproximationError::InvalidFigure { figure: "peak_kw" }
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn possible_figures_are_met(
        mean in 1.0..500.0_f64,
        peak in 1.2..12.0_f64,
        base in 0.0..0.8_f64,
        weekend in 0.6..1.1_f64,
        seed in 0_u64..1_000,
    ) {
        let wishes = KeyFigureWishes {
            annual_kwh: Some(mean * 8760.0),
            peak_kw: mean * peak,
            base_kw: Some(mean * base),
            weekend_ratio: Some(weekend),
            ..Default::default()
        };
        match approximate(&wishes, None, &calendar(), seed) {
            Ok(made) => {
                let figures = KeyFigures::of(&made.values_kw);
                prop_assert!((figures.energy_kwh / (mean * 8760.0) - 1.0).abs() < 1e-11);
                prop_assert_eq!(figures.peak.kw, mean * peak);
                prop_assert_eq!(figures.min_kw, mean * base);
                prop_assert!((weekend_ratio(&made.values_kw) - weekend).abs() < 1e-8);
            }
            Err(ApproximationError::Contradictory(found)) => {
                // Only narrow bands leave no room for the ratio.
                let narrow = matches!(found[..], [Contradiction::WeekendRatioOutOfRange { .. }]);
                prop_assert!(narrow, "{:?}", found);
            }
            Err(other) => prop_assert!(false, "{}", other),
        }
    }
}
