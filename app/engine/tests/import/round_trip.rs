//! Any year written in any dialect is read back with the same energy and peak.

use engine::import::{ImportOptions, ImportStatus};
use proptest::prelude::*;

use super::import_with;
use super::year::{berlin, clock};

#[derive(Clone, Debug)]
struct Dialect {
    separator: char,
    decimal: char,
    unit: (&'static str, f64),
    minutes: i64,
    zone: u8,
    end: bool,
    date: u8,
    preamble: usize,
    mark: bool,
    line_end: &'static str,
}

fn dialects() -> impl Strategy<Value = Dialect> {
    let units = prop::sample::select(vec![("kW", 1.0), ("W", 1000.0), ("MW", 0.001)]);
    (
        prop::sample::select(vec![';', '\t', '|']),
        prop::sample::select(vec![',', '.']),
        units,
        prop::sample::select(vec![15_i64, 30, 60]),
        0..3_u8,
        any::<bool>(),
        0..4_u8,
        0..30_usize,
        any::<bool>(),
        prop::sample::select(vec!["\n", "\r\n"]),
    )
        .prop_map(|(separator, decimal, unit, minutes, zone, end, date, preamble, mark, line_end)| {
            Dialect { separator, decimal, unit, minutes, zone, end, date, preamble, mark, line_end }
        })
}

fn write(dialect: &Dialect, values_kw: &[f64]) -> Vec<u8> {
    let start = engine::time::CivilDate::first_of_year(2021).days_since_1970() * 1440 - 60;
    let offset = |utc: i64| match dialect.zone {
        0 => berlin(utc),
        1 => 60,
        _ => 0,
    };
    let mut lines: Vec<String> =
        (0..dialect.preamble).map(|line| format!("Angabe {line}{}Wert {line}", dialect.separator)).collect();
    lines.push(format!("Zeit{}Last [{}]", dialect.separator, dialect.unit.0));
    for (index, kw) in values_kw.iter().enumerate() {
        let utc = start + index as i64 * dialect.minutes + if dialect.end { dialect.minutes } else { 0 };
        let (day, month, year, hour, minute) = clock(utc + offset(utc));
        let stamp = match dialect.date {
            0 => format!("{day:02}.{month:02}.{year} {hour:02}:{minute:02}"),
            1 => format!("{year}-{month:02}-{day:02}T{hour:02}:{minute:02}:00"),
            2 => format!("{day}.{month}.{} {hour}:{minute:02}", year % 100),
            _ => format!(
                "{month}/{day}/{year} {}:{minute:02} {}",
                (hour + 11) % 12 + 1,
                if hour < 12 { "AM" } else { "PM" }
            ),
        };
        let value = format!("{:.7}", kw * dialect.unit.1).replace('.', &dialect.decimal.to_string());
        lines.push(format!("{stamp}{}{value}", dialect.separator));
    }
    let mut bytes = if dialect.mark { b"\xEF\xBB\xBF".to_vec() } else { Vec::new() };
    bytes.extend(lines.join(dialect.line_end).into_bytes());
    bytes
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, ..ProptestConfig::default() })]

    #[test]
    fn what_is_written_is_read(dialect in dialects(), seed in 1..1_000_000_u64) {
        let mut state = seed;
        let values: Vec<f64> = (0..525_600 / dialect.minutes)
            .map(|_| {
                // Knuth's generator, the upper bits.
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                10.0 + ((state >> 40) % 90_000) as f64 / 1000.0
            })
            .collect();
        let report = import_with(write(&dialect, &values), ImportOptions::default());
        prop_assert_eq!(&report.status, &ImportStatus::Accepted, "{:?} {:?}", report.warnings, report.found);
        let profile = report.profile.unwrap();
        let energy_kwh = values.iter().sum::<f64>() * dialect.minutes as f64 / 60.0;
        let peak_kw = values.iter().copied().fold(0.0, f64::max);
        prop_assert!((profile.energy_kwh - energy_kwh).abs() < 1e-6 * energy_kwh);
        prop_assert!((profile.peak.kw - peak_kw).abs() < 1e-3);
        prop_assert!(profile.values_kw.iter().zip(&values).all(|(read, written)| (read - written).abs() < 1e-3));
    }
}
