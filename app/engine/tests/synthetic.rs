//! Synthetic profiles: what they keep, and the attacks on what they hide.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use engine::calendar::{Calendar, DayType};
use engine::figures::{duration_curve, energy_kwh, monthly_kwh, peak};
use engine::random::Random;
use engine::synthetic::{
    Kept, MAX_RESIDUAL_CORRELATION, Synthetic, SyntheticError, SyntheticMark, SyntheticMethod, Unlinkability,
    synthesise,
};
use engine::weather::parse_builtin;

const METERED: &str = include_str!("golden/metered-hours.csv");
const WEATHER: &str = include_str!("../../../public/weather/try2010-05.csv");

fn metered(name: &str) -> Vec<f64> {
    let days = METERED.lines().filter_map(|line| line.strip_prefix(name)?.strip_prefix(','));
    days.flat_map(|day| day.split(',').map(|value| value.parse::<f64>().unwrap() / 10.0)).collect()
}

fn calendar() -> Calendar {
    Calendar::new(2010, None)
}

/// Heat that follows the temperature of a test reference year; none in summer nights.
fn heat() -> Vec<f64> {
    let weather = parse_builtin(WEATHER).unwrap();
    let day = |hour: usize| if (6..22).contains(&(hour % 24)) { 1.0 } else { 0.7 };
    let means: Vec<f64> =
        weather.temperature_c.chunks_exact(24).map(|day| day.iter().sum::<f64>() / 24.0).collect();
    (0..8760).map(|hour| (15.0 - means[hour / 24]).max(0.0) * day(hour)).collect()
}

/// One year of an invented consumer: the same habits every year, other days and events.
fn invented_year(seed: u64) -> Vec<f64> {
    let mut random = Random::new(seed);
    let (mut height, mut values) = (0.0, Vec::with_capacity(8760));
    for day_type in calendar().day_types() {
        height = 0.6 * height + 0.2 * random.normal();
        let on = if *day_type == DayType::Workday { 1.0 } else { 0.35 };
        let extra_shift = random.chance(0.15);
        for hour in 0..24 {
            let working = (7..17).contains(&hour) || (extra_shift && (17..22).contains(&hour));
            let event = if random.chance(0.01) { 30.0 * random.unit() } else { 0.0 };
            let load = 10.0 + if working { 40.0 * on * libm::exp(height) } else { 0.0 };
            values.push(load * (1.0 + 0.1 * random.normal()).max(0.1) + event);
        }
    }
    values
}

fn examples() -> [(&'static str, Vec<f64>); 4] {
    [
        ("metal", metered("metal")),
        ("warehouse", metered("warehouse")),
        ("heat", heat()),
        ("invented", invented_year(1)),
    ]
}

fn made(values: &[f64], seed: u64) -> Synthetic {
    synthesise(values, &calendar(), seed).unwrap()
}

#[test]
fn energy_months_and_peak_are_kept_and_the_duration_curve_within_its_bounds() {
    for (name, original) in examples() {
        for seed in [1, 2] {
            let synthetic = made(&original, seed).values_kw;
            assert_eq!(synthetic.len(), 8760);
            assert!(synthetic.iter().all(|value| value.is_finite() && *value >= 0.0));
            assert!((energy_kwh(&synthetic) / energy_kwh(&original) - 1.0).abs() < 1e-12, "{name}");
            assert_eq!(peak(&synthetic).unwrap().kw, peak(&original).unwrap().kw, "{name}");
            for (a, b) in monthly_kwh(&original).into_iter().zip(monthly_kwh(&synthetic)) {
                assert!((a - b).abs() <= 1e-11 * a.max(1.0), "{name}: {a} {b}");
            }
            let kept = Kept::of(&original, &synthetic);
            assert!(kept.holds(), "{name}: {kept:?}");
            assert!(kept.largest_deviation < 0.1, "{name}: {kept:?}");
        }
    }
}

#[test]
fn quarter_hours_are_kept_like_hours() {
    let hours = metered("metal");
    let mut random = Random::new(4);
    let quarters: Vec<f64> =
        hours.iter().flat_map(|value| [*value; 4]).map(|value| value * (0.8 + 0.4 * random.unit())).collect();
    let synthetic = made(&quarters, 1);
    assert_eq!(synthetic.values_kw.len(), 35_040);
    assert!(synthetic.mark.kept.unwrap().holds(), "{:?}", synthetic.mark.kept);
    assert!(synthetic.mark.unlinkability.unwrap().holds());
}

#[test]
fn the_typical_course_of_days_survives() {
    for (name, original) in examples() {
        let synthetic = made(&original, 5).values_kw;
        let mean_day = |values: &[f64]| -> Vec<f64> {
            (0..24).map(|hour| values.iter().skip(hour).step_by(24).sum::<f64>() / 365.0).collect()
        };
        let (a, b) = (mean_day(&original), mean_day(&synthetic));
        let largest = a.iter().copied().fold(0.0, f64::max);
        for (hour, (a, b)) in a.iter().zip(&b).enumerate() {
            assert!((a - b).abs() < 0.08 * largest, "{name}, hour {hour}: {a} {b}");
        }
    }
}

#[test]
fn residuals_do_not_follow_the_original() {
    for (name, original) in examples() {
        for seed in 0..5 {
            let synthetic = made(&original, seed);
            let figures = Unlinkability::of(&original, &synthetic.values_kw, &calendar());
            assert_eq!(Some(figures), synthetic.mark.unlinkability);
            assert!(figures.step_correlation.abs() <= MAX_RESIDUAL_CORRELATION, "{name}: {figures:?}");
            assert!(figures.day_correlation.abs() <= MAX_RESIDUAL_CORRELATION, "{name}: {figures:?}");
        }
    }
}

#[test]
fn no_residual_of_many_draws_averages_to_the_original() {
    // Whoever collects many synthetic profiles of one original learns its typical days, and no more.
    let original = metered("warehouse");
    let count = 30_u64;
    let mut mean = vec![0.0; 8760];
    for seed in 0..count {
        for (sum, value) in mean.iter_mut().zip(made(&original, seed).values_kw) {
            *sum += value / count as f64;
        }
    }
    let figures = Unlinkability::of(&original, &mean, &calendar());
    assert!(figures.step_correlation.abs() < 0.15, "{figures:?}");
    assert!(f64::from(figures.recognised_days) < 36.0 + 4.0 * figures.guessing_spread, "{figures:?}");
}

#[test]
fn days_are_not_recognised_better_than_by_guessing() {
    for (name, original) in examples() {
        let (mut recognised, mut guessed, mut variance) = (0.0, 0.0, 0.0);
        for seed in 10..20 {
            let figures = made(&original, seed).mark.unlinkability.unwrap();
            recognised += f64::from(figures.recognised_days);
            guessed += figures.guessed_days;
            variance += figures.guessing_spread * figures.guessing_spread;
        }
        assert!(recognised <= guessed + 3.0 * libm::sqrt(variance), "{name}: {recognised} of {guessed}");
    }
}

/// Distance of each day to the nearest synthetic day of the year.
fn nearest_distances(days: &[f64], synthetic: &[f64]) -> Vec<f64> {
    let distance = |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(a, b)| (a - b) * (a - b)).sum::<f64>();
    let nearest = |day: &[f64]| {
        synthetic.chunks_exact(24).map(|other| distance(day, other)).fold(f64::INFINITY, f64::min)
    };
    days.chunks_exact(24).map(nearest).collect()
}

/// Probability that a day of the first kind lies nearer than one of the second.
fn advantage(members: &[f64], others: &[f64]) -> f64 {
    let nearer = |a: &f64, b: &f64| {
        if a < b {
            1.0
        } else if a > b {
            0.0
        } else {
            0.5
        }
    };
    let wins: f64 = members.iter().flat_map(|a| others.iter().map(move |b| nearer(a, b))).sum();
    wins / (members.len() * others.len()) as f64
}

#[test]
fn days_of_the_original_lie_no_nearer_than_days_of_other_years() {
    let mut sum = 0.0;
    let rounds = 6_u64;
    for round in 0..rounds {
        let (this_year, other_year) = (invented_year(100 + round), invented_year(200 + round));
        let synthetic = made(&this_year, round).values_kw;
        let advantage = advantage(
            &nearest_distances(&this_year, &synthetic),
            &nearest_distances(&other_year, &synthetic),
        );
        assert!((0.4..0.6).contains(&advantage), "{advantage}");
        sum += advantage;
    }
    let mean = sum / rounds as f64;
    assert!((0.47..0.53).contains(&mean), "{mean}");
    // The attack works: against a copy with small noise it tells the years apart.
    let year = invented_year(1);
    let mut random = Random::new(2);
    let noisy: Vec<f64> = year.iter().map(|value| value * (1.0 + 0.05 * random.normal())).collect();
    let against_copy =
        advantage(&nearest_distances(&year, &noisy), &nearest_distances(&invented_year(2), &noisy));
    assert!(against_copy > 0.9, "{against_copy}");
}

#[test]
fn no_value_of_the_original_but_the_peak_appears() {
    let original = invented_year(3);
    let synthetic = made(&original, 1).values_kw;
    let mut sorted = original.clone();
    sorted.sort_unstable_by(f64::total_cmp);
    let same =
        synthetic.iter().filter(|value| sorted.binary_search_by(|other| other.total_cmp(value)).is_ok());
    assert_eq!(same.count(), 1);
    assert_ne!(peak(&synthetic).unwrap().index, peak(&original).unwrap().index);
}

#[test]
fn a_seed_gives_the_same_bits_and_another_seed_another_year() {
    let original = metered("metal");
    assert_eq!(made(&original, 7), made(&original, 7));
    let (a, b) = (made(&original, 7).values_kw, made(&original, 8).values_kw);
    let apart = a.iter().zip(&b).filter(|(a, b)| a != b).count();
    assert!(apart > 8_000, "{apart}");
    // The bits that native builds and wasm must agree on.
    let bits = made(&original, 7).values_kw.iter().fold(0_u64, |hash, value| {
        (hash ^ value.to_bits()).wrapping_mul(0x0000_0100_0000_01b3).rotate_left(5)
    });
    assert_eq!(bits, EXPECTED_BITS, "{bits:#x}");
}

const EXPECTED_BITS: u64 = 0x2c39_6afa_b12e_daa9;

#[test]
fn a_band_stays_a_band_and_is_called_regular() {
    let synthetic = made(&[5.0; 8760], 1);
    assert!(synthetic.values_kw.iter().all(|value| (*value - 5.0).abs() < 1e-9));
    assert!(synthetic.mark.unlinkability.unwrap().is_regular());
    assert!(!made(&metered("metal"), 1).mark.unlinkability.unwrap().is_regular());
}

#[test]
fn months_without_demand_stay_empty() {
    let mut original = heat();
    original[150 * 24..245 * 24].fill(0.0);
    let synthetic = made(&original, 1).values_kw;
    let months = monthly_kwh(&synthetic);
    assert_eq!((months[6], months[7]), (0.0, 0.0));
    // One month of demand is enough, though it has fewer than eight Sundays.
    let mut short = vec![0.0; 8760];
    short[..31 * 24].copy_from_slice(&original[..31 * 24]);
    let figures = made(&short, 1);
    assert!((energy_kwh(&figures.values_kw) / energy_kwh(&short) - 1.0).abs() < 1e-12);
}

#[test]
fn spikes_are_kept_only_as_the_peak() {
    let mut original = metered("warehouse");
    let highest = peak(&original).unwrap().kw;
    original[5_000] = 4.0 * highest;
    let synthetic = made(&original, 1).values_kw;
    let curve = duration_curve(&synthetic);
    assert_eq!(curve[0], 4.0 * highest);
    assert!(curve[8] < 1.2 * highest, "{:?}", &curve[..10]);
    assert!(Kept::of(&original, &synthetic).holds());
}

#[test]
fn what_is_no_year_of_demand_is_refused() {
    let refused = |values: &[f64]| synthesise(values, &calendar(), 1).unwrap_err();
    assert_eq!(refused(&[1.0; 100]), SyntheticError::WrongLength { given: 100 });
    assert_eq!(refused(&[0.0; 8760]), SyntheticError::Empty);
    let mut values = vec![1.0; 8760];
    values[17] = -0.1;
    assert_eq!(refused(&values), SyntheticError::InvalidValue { index: 17 });
    values[17] = f64::NAN;
    assert_eq!(refused(&values), SyntheticError::InvalidValue { index: 17 });
}

#[test]
fn the_mark_travels_as_data() {
    let mark = made(&metered("metal"), 7).mark;
    assert_eq!((mark.method, mark.seed), (SyntheticMethod::TypicalDays, 7));
    let json = serde_json::to_string(&mark).unwrap();
    assert!(json.contains("typical-days"));
    assert_eq!(serde_json::from_str::<SyntheticMark>(&json).unwrap(), mark);
    assert!(mark.method_de().contains("typischen Tagen") && mark.method_en().contains("typical days"));
}
