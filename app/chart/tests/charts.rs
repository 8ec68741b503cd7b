//! What the charts promise to those who look at them.

use std::sync::Arc;

use chart::scene::{Item, Paint, Scene, Theme};
use chart::{
    Chart, ChartKind, ChartOptions, LoadModel, LoadSeries, Resolution, Step, Window, build, csv, month_table,
    overview, sentence,
};
use engine::demand::DemandKind;
use engine::time::CivilDate;
use proptest::prelude::*;
use words::Language;

/// Space heating of 100 kW with one peak of 1000 kW in the evening of 15 January, and 50 kW of electricity.
fn model() -> LoadModel {
    let mut heat = vec![100.0; 8760];
    heat[PEAK_HOUR] = 1000.0;
    let series = |kind, label: &str, values: Vec<f64>| LoadSeries {
        kind,
        label: label.to_owned(),
        values_kw: Arc::from(values),
        is_synthetic: false,
    };
    LoadModel {
        year: 2025,
        summer_time: true,
        title: "Haus <1> & \"2\"".to_owned(),
        source: "Quelle".to_owned(),
        series: vec![
            series(DemandKind::SpaceHeating, "Raumwärme", heat),
            series(DemandKind::Electricity, "=Strom", vec![50.0; 8760]),
        ],
        repaired: Vec::new(),
    }
}

const PEAK_HOUR: usize = 14 * 24 + 18;

fn options(kind: ChartKind) -> ChartOptions {
    ChartOptions::new(kind, 900.0, 320.0, Language::De)
}

fn texts(scene: &Scene) -> Vec<&str> {
    scene
        .items
        .iter()
        .filter_map(|item| if let Item::Text { text, .. } = item { Some(text.as_str()) } else { None })
        .collect()
}

#[test]
fn the_load_profile_names_months_unit_and_peak() {
    let chart = build(&model(), options(ChartKind::LoadProfile));
    let texts = texts(&chart.scene);
    for expected in ["Jan", "Dez", "kW", "1.000", "1.050\u{a0}kW"] {
        assert!(texts.contains(&expected), "{expected} is missing in {texts:?}");
    }
}

#[test]
fn a_single_hour_of_peak_stays_visible_in_the_whole_year() {
    let chart = build(&model(), options(ChartKind::LoadProfile));
    let line = chart.scene.items.iter().find_map(|item| match item {
        Item::Path { d, stroke: Some(stroke), .. } if stroke.paint == Paint::Total && d.len() > 500 => {
            Some(d)
        }
        _ => None,
    });
    // Highest point of the line over the base line, read back from its relative path data.
    let heights = heights(line.expect("the line of the peaks"));
    let highest = heights.iter().copied().fold(f64::INFINITY, f64::min);
    let expected = chart.plot.bottom() - 1050.0 / (1050.0 * 1.1) * chart.plot.height;
    assert!((highest - expected).abs() < 0.2, "{highest} instead of {expected}");
}

/// All y values of path data with the commands M, l, h and v.
fn heights(d: &str) -> Vec<f64> {
    let mut heights = Vec::new();
    let mut y = 0.0;
    let mut rest = d;
    while let Some(command) = rest.chars().next() {
        rest = &rest[1..];
        let end = rest.find(|c: char| c.is_ascii_alphabetic()).unwrap_or(rest.len());
        let numbers: Vec<f64> = rest[..end]
            .replace('-', " -")
            .split_whitespace()
            .map(|number| number.parse().expect("a number"))
            .collect();
        match command {
            'M' => y = numbers[1],
            'l' => y += numbers[1],
            'v' => y += numbers[0],
            _ => {}
        }
        heights.push(y);
        rest = &rest[end..];
    }
    heights
}

#[test]
fn the_tooltip_names_local_time_all_series_and_the_sum() {
    let model = model();
    let chart = build(&model, week_of_the_peak());
    let hover = chart.hover(&model, PEAK_HOUR);
    assert_eq!(hover.title, "Mi, 15.01.2025, 18:00");
    let rows: Vec<_> = hover.rows.iter().map(|row| (row.label.as_str(), row.text.as_str())).collect();
    assert_eq!(rows, [("=Strom", "50"), ("Raumwärme", "1.000")]);
    assert_eq!((hover.sum_text.as_str(), hover.unit), ("1.050", "kW"));
    assert_eq!(
        hover.sentence(Language::De),
        "Mi, 15.01.2025, 18:00: Summe 1.050\u{a0}kW; =Strom 50, Raumwärme 1.000"
    );
}

#[test]
fn in_the_whole_year_the_tooltip_says_what_is_drawn_the_day() {
    let model = model();
    let chart = build(&model, options(ChartKind::LoadProfile));
    let peak = chart.peak_cell(&model);
    assert_eq!(peak, PEAK_HOUR / 24 * 24);
    let hover = chart.hover(&model, PEAK_HOUR);
    assert_eq!(hover.title, "Mi, 15.01.2025 · Tagesmittel");
    assert_eq!(hover.sum, 150.0 + 900.0 / 24.0);
    assert_eq!(hover.note.as_deref(), Some("Höchste Stunde 18:00: 1.050\u{a0}kW"));
    assert_eq!(chart.step(peak, Step::Right), peak + 24);
    assert_eq!(chart.step(peak, Step::PageOn), peak + 7 * 24);
}

/// The week of the model's peak, hour by hour.
fn week_of_the_peak() -> ChartOptions {
    let day = PEAK_HOUR / 24 * 24;
    ChartOptions { window: Window::between(day - 72, day + 96), ..options(ChartKind::LoadProfile) }
}

#[test]
fn the_cursor_starts_at_the_peak_and_follows_the_keys() {
    let model = model();
    let chart = build(&model, week_of_the_peak());
    let peak = chart.peak_cell(&model);
    assert_eq!(peak, PEAK_HOUR);
    assert_eq!(chart.step(peak, Step::PageOn), PEAK_HOUR + 24);
    assert_eq!(chart.step(0, Step::Left), 0);
    assert_eq!(chart.step(peak, Step::Last), 8759);
    let carpet = build(&model, options(ChartKind::Carpet));
    assert_eq!(carpet.step(peak, Step::Right), PEAK_HOUR + 24);
    assert_eq!(carpet.step(peak, Step::Up), PEAK_HOUR + 1);
}

#[test]
fn the_duration_curve_falls_and_marks_full_load_hours() {
    let model = model();
    let chart = build(&model, options(ChartKind::DurationCurve));
    let energy = 8760.0 * 150.0 + 900.0;
    let hours = format!("{:.0}", energy / 1050.0_f64);
    assert_eq!(hours, "1252");
    assert!(texts(&chart.scene).contains(&"1.252\u{a0}h Volllaststunden"));
    assert_eq!(chart.hover(&model, 0).sum, 1050.0);
    assert_eq!(chart.hover(&model, 8759).sum, 150.0);
}

#[test]
fn the_carpet_is_one_picture_of_365_by_24_pixels() {
    let chart = build(&model(), options(ChartKind::Carpet));
    let pictures: Vec<&String> = chart
        .scene
        .items
        .iter()
        .filter_map(|item| if let Item::Image { href, .. } = item { Some(href) } else { None })
        .collect();
    assert_eq!(pictures.len(), 2, "the carpet and its colour scale");
    let png = pictures[0].strip_prefix("data:image/png;base64,").expect("a PNG");
    // Bytes 16 to 23 of a PNG are width and height.
    let header: Vec<u8> = png.as_bytes()[..32].iter().map(|c| sextet(*c)).collect();
    let bits = header.iter().fold(String::new(), |bits, sextet| bits + &format!("{sextet:06b}"));
    let number = |from: usize| u32::from_str_radix(&bits[from * 8..(from + 4) * 8], 2).expect("bits");
    assert_eq!((number(16), number(20)), (365, 24));
    let svg = chart.scene.to_svg(&Theme::LIGHT);
    assert!(svg.len() < 40_000, "{} bytes", svg.len());
}

fn sextet(c: u8) -> u8 {
    match c {
        b'A'..=b'Z' => c - b'A',
        b'a'..=b'z' => c - b'a' + 26,
        b'0'..=b'9' => c - b'0' + 52,
        b'+' => 62,
        _ => 63,
    }
}

#[test]
fn monthly_bars_and_table_keep_the_energy() {
    let model = model();
    let chart = build(&model, options(ChartKind::Months));
    let bars = chart
        .scene
        .items
        .iter()
        .filter(|item| matches!(item, Item::Rect { fill: Paint::Energy(_), .. }))
        .count();
    assert_eq!(bars, 24);
    assert_eq!(chart.hover(&model, 1).sum, 28.0 * 24.0 * 150.0);
    let table = month_table(&model, Language::De);
    assert_eq!(table.head, ["Monat", "Raumwärme", "=Strom", "Summe"]);
    assert_eq!(table.rows.len(), 13);
    assert_eq!(table.rows[12], ("Jahr".to_owned(), vec!["876,9".into(), "438,0".into(), "1.314,9".into()]));
    assert_eq!(table.unit, "MWh");
}

#[test]
fn the_typical_week_follows_the_local_clock() {
    let model = model();
    let chart = build(&model, options(ChartKind::TypicalWeek));
    let peak = chart.peak_cell(&model);
    let hover = chart.hover(&model, peak);
    assert_eq!(hover.title, "Mittwoch, 18–19 Uhr");
    assert!((hover.sum - (150.0 + 900.0 / 53.0)).abs() < 1e-9);
}

#[test]
fn days_and_months_are_cells_of_their_own() {
    let model = model();
    let chart =
        build(&model, ChartOptions { resolution: Resolution::Day, ..options(ChartKind::LoadProfile) });
    assert_eq!(chart.cells(), 0..365);
    assert_eq!(chart.hover(&model, 14).title, "Mi, 15.01.2025");
    assert_eq!(chart.hover(&model, 14).sum, 150.0 + 900.0 / 24.0);
    let chart =
        build(&model, ChartOptions { resolution: Resolution::Month, ..options(ChartKind::LoadProfile) });
    assert_eq!(chart.hover(&model, 2).title, "März 2025");
}

#[test]
fn texts_of_the_user_cannot_become_markup() {
    let date = CivilDate { year: 2025, month: 3, day: 1 };
    let mut model = model();
    model.series[1].label = "</text><script>alert(1)</script>".to_owned();
    let svg = chart::render::export_svg(&model, &options(ChartKind::Months), Some(date), &Theme::DARK);
    assert!(svg.contains("Haus &lt;1&gt; &amp; &quot;2&quot;"));
    assert!(svg.contains("&lt;script&gt;"));
    assert!(!svg.contains("<script"));
    assert!(svg.contains("01.03.2025") && svg.contains("Quelle"));
}

#[test]
fn every_chart_has_its_sentence_in_both_languages() {
    let model = model();
    for kind in ChartKind::ALL {
        for language in [Language::De, Language::En] {
            let text = sentence(&model, &ChartOptions { language, ..options(kind) });
            assert!(text.ends_with('.') && text.len() > 40, "{text}");
        }
    }
    assert_eq!(
        sentence(&model, &ChartOptions { language: Language::En, ..options(ChartKind::LoadProfile) }),
        "2025: hourly values from 150.0\u{a0}kW to 1,050\u{a0}kW, peak load 1,050\u{a0}kW on Wed 15 Jan 2025, \
         18:00, energy 1,315\u{a0}MWh."
    );
}

#[test]
fn csv_carries_offsets_and_no_formulas() {
    let model = model();
    let text =
        csv(&model, &ChartOptions { window: Window::between(0, 24), ..options(ChartKind::LoadProfile) });
    let mut lines = text.lines();
    assert_eq!(lines.next(), Some("\u{feff}Beginn;Raumwärme [kW];'=Strom [kW];Summe [kW]"));
    assert_eq!(lines.next(), Some("2025-01-01T00:00+01:00;100,0000;50,0000;150,0000"));
    assert_eq!(lines.count(), 23);
    let english = ChartOptions { language: Language::En, ..options(ChartKind::Months) };
    assert!(csv(&model, &english).contains("\r\nFebruary,67200.0000,33600.0000,100800.0000\r\n"));
}

#[test]
fn strange_models_are_drawn_too() {
    let mut empty = model();
    empty.series.clear();
    let mut broken = model();
    broken.series[0].values_kw = Arc::from(vec![f64::NAN; 10]);
    broken.series[1].values_kw = Arc::from(vec![f64::INFINITY, -5.0]);
    for model in [&empty, &broken] {
        for kind in ChartKind::ALL {
            for (width, height) in [(900.0, 320.0), (10.0, 10.0), (0.0, f64::NAN)] {
                let chart = build(model, ChartOptions { width, height, ..options(kind) });
                let svg = chart.scene.to_svg(&Theme::LIGHT);
                assert!(!svg.contains("NaN") && !svg.contains("inf"), "{kind:?}: {svg}");
                let _ = (chart.hover(model, chart.peak_cell(model)), sentence(model, chart.options()));
            }
        }
        let _ = overview(model, 300.0, 40.0);
    }
}

#[test]
fn a_sparkline_fills_its_box() {
    let path = chart::render::sparkline_path(&model().total_kw(), 120.0, 32.0);
    assert!(path.starts_with("M0 "));
    assert!(heights(&path).into_iter().all(|y| (0.0..=32.0).contains(&y)));
    assert_eq!(chart::render::sparkline_path(&[], 120.0, 32.0), "");
}

fn finds_cells_again(chart: &Chart, cell: usize) -> bool {
    let area = chart.cell_area(cell);
    let (x, y) = (area.x + area.width / 2.0, area.y + area.height / 2.0);
    // In the whole year all hours of a day are one cell.
    chart.cell_at(x, y).is_some_and(|found| chart.cell_area(found) == area)
}

proptest! {
    #[test]
    fn the_middle_of_every_cell_leads_back_to_it(
        kind in 0_usize..5, resolution in 0_usize..3, a in 0_usize..8760, b in 0_usize..8760, share in 0.0..1.0,
    ) {
        let options = ChartOptions {
            resolution: Resolution::ALL[resolution],
            window: Window::between(a, b),
            ..options(ChartKind::ALL[kind])
        };
        let chart = build(&model(), options);
        let cells = chart.cells();
        let cell = cells.start + ((share * cells.len() as f64) as usize).min(cells.len() - 1);
        prop_assert!(finds_cells_again(&chart, cell));
    }
}

#[test]
fn what_is_synthetic_and_what_was_filled_in_is_said_and_marked() {
    let mut model = model();
    let options = options(ChartKind::LoadProfile);
    let plain = chart::render::export_svg(&model, &options, None, &Theme::LIGHT);
    assert!(!plain.contains("synthetisch") && !plain.contains("ergänzt"));
    let height = chart::render::export_height(&model, &options);
    model.series[1].is_synthetic = true;
    model.repaired = vec![100..102, 8759..8760];
    let marked = chart::render::export_svg(&model, &options, None, &Theme::LIGHT);
    assert!(marked.contains("Enthält synthetische Lastgänge.") && marked.contains("ergänzte Werte"));
    assert!(sentence(&model, &options).ends_with("ergänzten Werten: 3. Enthält synthetische Lastgänge."));
    let marks = |window| {
        let chart = build(&model, ChartOptions { window, ..options });
        let is_mark = |item: &&Item| matches!(item, Item::Rect { fill: Paint::Accent, .. });
        chart.scene.items.iter().filter(is_mark).count()
    };
    assert_eq!(marks(Window::YEAR), 4, "a band and a bar each");
    assert_eq!(marks(Window::month(model.axis(), 0)), 2);
    // One series alone has no legend, but what was filled in is explained.
    model.series.truncate(1);
    assert!(chart::render::export_height(&model, &options) >= height);
}
