//! Draws every chart of a made-up district: `cargo run -p chart --release --example samples -- DIRECTORY`.

use std::path::Path;
use std::sync::Arc;

use chart::scene::Theme;
use chart::{ChartKind, ChartOptions, LoadModel, LoadSeries, Resolution, Season, Window};
use engine::demand::DemandKind;
use engine::time::{CivilDate, TimeAxis};
use words::Language;

fn main() -> std::io::Result<()> {
    let directory = std::env::args().nth(1).unwrap_or_else(|| ".".to_owned());
    let directory = Path::new(&directory);
    std::fs::create_dir_all(directory)?;
    let model = district();
    for (theme_name, theme) in [("light", &Theme::LIGHT), ("dark", &Theme::DARK)] {
        let language = if theme_name == "light" { Language::De } else { Language::En };
        for kind in ChartKind::ALL {
            let options = ChartOptions::new(kind, 1100.0, 360.0, language);
            let mut variants = vec![("year", options)];
            if kind == ChartKind::LoadProfile {
                let mut add = |name, start, end, resolution| {
                    variants.push((
                        name,
                        ChartOptions { window: Window::between(start, end), resolution, ..options },
                    ));
                };
                add("month", 24 * 14, 24 * 45, Resolution::Hour);
                add("week", 24 * 14, 24 * 21, Resolution::Hour);
                add("day", 24 * 180, 24 * 182, Resolution::Hour);
                add("days", 0, 8760, Resolution::Day);
                add("months", 0, 8760, Resolution::Month);
                variants.push(("phone", ChartOptions { width: 360.0, height: 260.0, ..options }));
            } else {
                variants.push(("phone", ChartOptions { width: 360.0, height: 260.0, ..options }));
            }
            if kind == ChartKind::TypicalWeek {
                variants.push(("winter", ChartOptions { season: Season::Winter, ..options }));
            }
            for (name, options) in variants {
                let date = CivilDate { year: 2026, month: 3, day: 1 };
                let svg = chart::render::export_svg(&model, &options, Some(date), theme);
                std::fs::write(directory.join(format!("{}-{name}-{theme_name}.svg", kind.key())), svg)?;
                if theme_name == "light" {
                    println!("{} {name}: {}", kind.key(), chart::sentence(&model, &options));
                }
            }
            let svg = chart::render::svg(&model, kind, (1100.0, 340.0), theme, language);
            println!("{} first paint: {} bytes", kind.key(), svg.len());
            std::fs::write(directory.join(format!("{}-first-{theme_name}.svg", kind.key())), svg)?;
        }
        let strip = chart::overview(&model, 1100.0, 48.0).scene.to_svg(theme);
        std::fs::write(directory.join(format!("overview-{theme_name}.svg")), strip)?;
    }
    measure(&model);
    Ok(())
}

/// Prints the time that each chart takes.
fn measure(model: &LoadModel) {
    const RUNS: u32 = 50;
    for kind in ChartKind::ALL {
        let options = ChartOptions::new(kind, 1100.0, 360.0, Language::De);
        let start = std::time::Instant::now();
        for _ in 0..RUNS {
            std::hint::black_box(chart::build(std::hint::black_box(model), options));
        }
        println!("{}: {:.2} ms", kind.key(), start.elapsed().as_secs_f64() * 1000.0 / f64::from(RUNS));
    }
}

/// A district with all seven kinds.
fn district() -> LoadModel {
    let axis = TimeAxis::new(2025);
    let series = |kind: DemandKind, label: &str, load: &dyn Fn(f64, f64, bool, f64) -> f64| {
        let values: Vec<f64> = (0..8760)
            .map(|hour| {
                let (day, clock) = (hour as f64 / 24.0, (hour % 24) as f64);
                let is_weekend = axis.date(hour / 24).weekday().index() > 4;
                // A fixed pseudo-random wobble of days and of hours.
                let noise = ((hour as u64).wrapping_mul(2_654_435_761) >> 7) % 1000;
                let weather = ((hour as u64 / 24).wrapping_mul(2_246_822_519) >> 9) % 1000;
                let temperature = 9.5 - 10.5 * ((day - 20.0) / 58.1).cos()
                    + 3.5 * ((clock - 15.0) / 3.82).cos()
                    + (weather as f64 / 1000.0 - 0.5) * 7.0;
                load(temperature, clock, is_weekend, noise as f64 / 1000.0).max(0.0)
            })
            .collect();
        LoadSeries { kind, label: label.to_owned(), values_kw: Arc::from(values), is_synthetic: false }
    };
    let peak_at = |clock: f64, at: f64, width: f64| (-(clock - at) * (clock - at) / width).exp();
    LoadModel {
        year: 2025,
        summer_time: true,
        title: "Quartier <Am Hafen>".to_owned(),
        source: "Lastgang · BDEW, SigLinDe, DWD TRY 04".to_owned(),
        series: vec![
            series(DemandKind::SpaceHeating, "Raumwärme", &|t, h, _, n| {
                (15.0 - t) * 62.0 * (0.75 + 0.5 * peak_at(h, 7.0, 6.0) + 0.05 * n)
            }),
            series(DemandKind::HotWater, "Warmwasser", &|_, h, _, n| {
                60.0 + 160.0 * peak_at(h, 7.0, 3.0) + 120.0 * peak_at(h, 19.0, 6.0) + 30.0 * n
            }),
            series(DemandKind::ProcessHeat, "Prozesswärme", &|_, h, weekend, _| {
                if weekend {
                    12.0
                } else if (6.0..22.0).contains(&h) {
                    95.0
                } else {
                    30.0
                }
            }),
            series(DemandKind::SpaceCooling, "Raumkälte", &|t, _, _, _| (t - 18.0) * 34.0),
            series(DemandKind::ProcessCooling, "Prozesskälte", &|t, _, _, n| 70.0 + t * 1.2 + 8.0 * n),
            series(DemandKind::Electricity, "Strom", &|_, h, weekend, n| {
                let work = if weekend { 40.0 } else { 230.0 };
                110.0 + work * peak_at(h, 12.0, 26.0) + 90.0 * peak_at(h, 19.0, 6.0) + 25.0 * n
            }),
            series(DemandKind::EMobility, "E-Mobilität", &|_, h, weekend, n| {
                (if weekend { 25.0 } else { 85.0 }) * peak_at(h, 18.5, 9.0) + 6.0 * n
            }),
        ],
        repaired: Vec::new(),
    }
}
