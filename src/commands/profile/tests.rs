use clap::Parser;

use std::fs;

use super::*;
use crate::services::inputs;

#[derive(Parser)]
struct Line {
    #[command(flatten)]
    args: Args,
}

fn parse(line: &str) -> Result<Args, clap::Error> {
    Line::try_parse_from(["profile"].into_iter().chain(line.split_whitespace())).map(|line| line.args)
}

/// What a command line writes: the CSV and the notes.
fn written(line: &str) -> Result<(String, String), CommandError> {
    let (mut out, mut notes) = (Vec::new(), Vec::new());
    run(&parse(line).unwrap(), &mut out, &mut notes)?;
    Ok((String::from_utf8(out).unwrap(), String::from_utf8(notes).unwrap()))
}

/// The rows below the header.
fn rows(csv: &str) -> Vec<(&str, f64)> {
    let lines = csv.strip_prefix("time,power_kw\n").unwrap().lines();
    lines
        .map(|line| line.split_once(',').map(|(time, value)| (time, value.parse().unwrap())).unwrap())
        .collect()
}

fn refusal(line: &str) -> String {
    let error = parse(line).unwrap_err();
    assert_eq!(error.exit_code(), 2);
    error.to_string()
}

const H25: &str = "electricity --slp h25 --annual-kwh 1000 --year 2023";
const HEF: &str = "heat --slp hef33 --annual-kwh 20000 --year 2023 --weather try:04";

#[test]
fn an_electricity_profile_has_a_row_per_step_and_the_annual_energy() {
    for (step, count, hours) in [("60", 8760, 1.0), ("15", 35_040, 0.25)] {
        let (csv, notes) = written(&format!("{H25} --state BY --step {step}")).unwrap();
        let rows = rows(&csv);
        assert_eq!((rows.len(), notes.as_str()), (count, ""));
        assert_eq!(rows[0].0, "2023-01-01T00:00+01:00");
        let energy_kwh = rows.iter().map(|(_, kw)| kw * hours).sum::<f64>();
        assert!((energy_kwh - 1000.0).abs() < 1e-9, "{energy_kwh}");
    }
}

#[test]
fn times_carry_their_offset_and_leave_no_gap_at_the_switches() {
    let (csv, _) = written(H25).unwrap();
    let times: Vec<&str> = rows(&csv).into_iter().map(|(time, _)| time).collect();
    let march = times.iter().position(|time| time.starts_with("2023-03-26T01")).unwrap();
    assert_eq!(times[march..march + 2], ["2023-03-26T01:00+01:00", "2023-03-26T03:00+02:00"]);
    let october = times.iter().position(|time| time.starts_with("2023-10-29T02")).unwrap();
    assert_eq!(times[october..october + 2], ["2023-10-29T02:00+02:00", "2023-10-29T02:00+01:00"]);

    let (fixed, _) = written(&format!("{H25} --summer-time off")).unwrap();
    assert!(rows(&fixed).iter().all(|(time, _)| time.ends_with("+01:00")));
}

#[test]
fn holidays_of_the_state_count() {
    let (without, _) = written("electricity --slp g25 --annual-kwh 1000 --year 2023").unwrap();
    let (bavaria, _) = written("electricity --slp g25 --annual-kwh 1000 --year 2023 --state by").unwrap();
    assert_ne!(without, bavaria);
}

#[test]
fn a_heat_profile_and_each_of_its_parts_hold_the_annual_energy() {
    for part in ["total", "space-heating", "hot-water"] {
        let (csv, _) = written(&format!("{HEF} --part {part}")).unwrap();
        let rows = rows(&csv);
        let energy_kwh: f64 = rows.iter().map(|(_, kw)| kw).sum();
        assert_eq!(rows.len(), 8760);
        assert!((energy_kwh - 20_000.0).abs() < 1e-7, "{part}: {energy_kwh}");
    }
}

#[test]
fn above_the_heating_limit_no_room_is_heated() {
    let (csv, _) = written(&format!("{HEF} --part space-heating --heating-limit 15")).unwrap();
    assert!(rows(&csv).iter().filter(|(_, kw)| *kw == 0.0).count() > 1000);
}

#[test]
fn a_temperature_file_gives_the_same_as_the_built_in_year_and_says_what_it_changed() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("year.txt");
    let mut temperature_c = inputs::builtin_weather(4).unwrap().temperature_c.clone();
    let column = |values: &[f64]| values.iter().map(|value| format!("{value}\n")).collect::<String>();
    let line = format!("heat --slp hef33 --annual-kwh 20000 --year 2023 --temperature {}", file.display());
    fs::write(&file, column(&temperature_c)).unwrap();
    assert_eq!(written(&line).unwrap().0, written(HEF).unwrap().0);

    let day = temperature_c[..24].to_vec();
    temperature_c.splice(59 * 24..59 * 24, day);
    fs::write(&file, column(&temperature_c)).unwrap();
    let (csv, notes) = written(&line).unwrap();
    assert_eq!(csv, written(HEF).unwrap().0);
    assert_eq!(notes, format!("note: {}\n", engine::weather::WeatherNote::LeapDayDropped.message_en()));

    fs::write(&file, "1\n2\n").unwrap();
    let error = written(&line).unwrap_err().to_string();
    assert!(error.contains("year.txt: the file has 2 values instead of 8760"), "{error}");
    fs::remove_file(&file).unwrap();
    assert!(matches!(written(&line), Err(CommandError::File { .. })));
}

#[test]
fn a_peak_is_reached_exactly_and_the_energy_kept() {
    let (csv, notes) = written(&format!("{HEF} --peak-kw 9.5")).unwrap();
    let rows = rows(&csv);
    let energy_kwh: f64 = rows.iter().map(|(_, kw)| kw).sum();
    assert_eq!(rows.iter().map(|(_, kw)| *kw).fold(0.0, f64::max), 9.5);
    assert!((energy_kwh - 20_000.0).abs() < 1e-6, "{energy_kwh}");
    assert_eq!(notes, "");
    assert!(written(&format!("{HEF} --peak-kw 3")).unwrap().1.contains("match this profile badly"));
}

#[test]
fn an_impossible_peak_names_the_possible_range() {
    let error = written(&format!("{HEF} --peak-kw 2")).unwrap_err();
    let CommandError::Fit(engine::fit::FitError::PeakOutOfRange { min_kw, max_kw, .. }) = error else {
        panic!("{error}");
    };
    assert!(min_kw > 2.0 && max_kw > min_kw);
    assert!(error.to_string().contains(&format!("between {min_kw:.3} and {max_kw:.3} kW")), "{error}");
}

#[test]
fn unknown_names_list_the_known_ones() {
    for (line, known) in [
        ("electricity --slp h99 --annual-kwh 1 --year 2023", "known: H0, G0, G1"),
        ("heat --slp hef35 --annual-kwh 1 --year 2023 --weather try:04", "known: HEF33, HEF34"),
        ("heat --slp hef33 --annual-kwh 1 --year 2023 --weather try:16", "try:15"),
        ("heat --slp hef33 --annual-kwh 1 --year 2023 --weather try:04 --part all", "space-heating"),
        ("electricity --slp h25 --annual-kwh 1 --year 2023 --state XX", "known: BB, BE"),
        ("electricity --slp h25 --annual-kwh 1 --year 2023 --step 30", "known: 15, 60"),
        ("electricity --slp h25 --annual-kwh 1 --year 2023 --summer-time maybe", "on, off"),
    ] {
        let error = refusal(line);
        assert!(error.contains(known), "{error}");
    }
}

#[test]
fn numbers_outside_the_limits_name_the_range() {
    for (options, range) in [
        ("--annual-kwh -1 --year 2023", "possible: 0 to 5000000000 kWh/a"),
        ("--annual-kwh NaN --year 2023", "possible: 0 to 5000000000 kWh/a"),
        ("--annual-kwh 1e99 --year 2023", "possible: 0 to 5000000000 kWh/a"),
        ("--annual-kwh 1,5 --year 2023", "not a number"),
        ("--annual-kwh 1 --year 2019", "possible: 2020 to 2040"),
        ("--annual-kwh 1 --year 2023.5", "not a year"),
        ("--annual-kwh 1 --year 2023 --peak-kw 0", "possible: 0.001 to 2000000 kW"),
    ] {
        let error = refusal(&format!("electricity --slp h25 {options}"));
        assert!(error.contains(range), "{error}");
    }
    assert!(refusal(&format!("{HEF} --heating-limit 99")).contains("possible: 5 to 35 °C"));
}

#[test]
fn a_heat_profile_needs_exactly_one_source_of_the_temperature() {
    refusal("heat --slp hef33 --annual-kwh 1 --year 2023");
    refusal(&format!("{HEF} --temperature year.txt"));
}

/// A line for every generator beyond the standard profiles; all but charging are given their energy.
const GENERATORS: [&str; 9] = [
    "space-heating --weather try:04 --insulation insulated --night-share 0.5",
    "hot-water --use office",
    "hot-water --dwellings 3 --seed 7",
    "cooling --weather try:12 --day-amplitude 0.6",
    "process --demand heat --weather-share 0.3 --weather try:04",
    "process --demand cold --pattern shifts --day-to-hour 14",
    "use --building-type school --lighting-share 0.4",
    "industry --day-from-quarter 24",
    "charging --points 4 --seed 7",
];

#[test]
fn every_generator_writes_a_year_with_the_energy_and_the_peak_that_were_given() {
    for generator in GENERATORS {
        let line = format!("{generator} --annual-kwh 50000 --year 2024 --state BW");
        let csv = written(&line).unwrap().0;
        let energy_kwh: f64 = rows(&csv).iter().map(|(_, kw)| kw).sum();
        assert_eq!(rows(&csv).len(), 8760, "{line}");
        assert!((energy_kwh - 50_000.0).abs() < 1e-6, "{line}: {energy_kwh}");

        let highest = |csv: &str| rows(csv).iter().map(|(_, kw)| *kw).fold(0.0, f64::max);
        // A shape whose highest value holds for very many hours can hardly rise above it.
        let peak_kw = 1.02 * highest(&csv);
        let fitted = written(&format!("{line} --peak-kw {peak_kw}")).unwrap().0;
        assert!((highest(&fitted) / peak_kw - 1.0).abs() < 1e-9, "{line}");
    }
}

#[test]
fn the_seed_decides_what_is_drawn_and_nothing_else() {
    for generator in ["hot-water --dwellings 3 --annual-kwh 9000", "charging --points 4"] {
        let with = |seed: u32| written(&format!("{generator} --year 2025 --seed {seed}")).unwrap().0;
        assert_eq!(with(1), with(1), "{generator}");
        assert_ne!(with(1), with(2), "{generator}");
        assert_eq!(with(0), written(&format!("{generator} --year 2025")).unwrap().0, "{generator}");
    }
    let expected = |seed: u32| {
        written(&format!("charging --points 4 --course expected --year 2025 --seed {seed}")).unwrap().0
    };
    assert_eq!(expected(1), expected(2));
}

#[test]
fn charging_without_an_energy_takes_that_of_its_distance() {
    let (csv, _) = written("charging --points 20 --km-per-day 50 --kwh-per-100-km 18 --year 2023").unwrap();
    let energy_kwh: f64 = rows(&csv).iter().map(|(_, kw)| kw).sum();
    assert!((energy_kwh - 20.0 * 365.0 * 50.0 * 0.18 / 0.9).abs() < 1e-6, "{energy_kwh}");
}

#[test]
fn profiles_with_a_course_within_the_hour_come_in_quarter_hours() {
    for generator in ["hot-water --dwellings 3 --annual-kwh 9000", "charging", "industry --annual-kwh 9000"] {
        let csv = written(&format!("{generator} --year 2023 --step 15")).unwrap().0;
        assert_eq!(rows(&csv).len(), 35_040, "{generator}");
    }
}

#[test]
fn a_week_of_hours_is_the_schedule_of_a_process() {
    let line = "process --demand heat --annual-kwh 1000 --year 2023 --pattern week";
    let (csv, _) = written(&format!("{line} --week 0x6,100x12,0x150 --summer-time off")).unwrap();
    let rows = rows(&csv);
    // 1 May 2023 is a Monday and a holiday, so that its pattern is that of a Sunday.
    for (index, (time, kw)) in rows.iter().enumerate() {
        let monday = (index / 24) % 7 == 1 && *kw > 0.0;
        assert_eq!(*kw > 0.0, monday && (6..18).contains(&(index % 24)), "{time}");
    }
    assert!(refusal(line).contains("--week"));
}

#[test]
fn options_of_generators_have_ranges_and_known_names() {
    for (line, known) in [
        ("space-heating --weather try:04 --insulation thick", "known: old, insulated, passive"),
        ("space-heating --weather try:04 --mass 3", "known: light, medium, heavy"),
        ("space-heating --weather try:04 --heating-limit 50", "possible: 5 to 35 °C or none"),
        ("hot-water --use pool", "known: residential, office, school"),
        ("hot-water --dwellings 0", "possible: 1 to 5000"),
        ("hot-water --dwellings 1.5", "not a whole number"),
        ("cooling --weather try:04 --solar-gain 2", "possible: 0 to 0.2 K/(W/m²)"),
        ("process --demand steam", "heat, cold"),
        ("process --demand heat --pattern week --week 1x3", "3 hours instead of 168"),
        ("use --building-type castle", "known: single-family-house"),
        ("industry --levels 1 1 1 1 1 2", "possible: 0 to 1"),
        ("charging --place garage", "known: home, work, public"),
        ("charging --course some", "known: auto, expected, drawn"),
        ("charging --charge-kw 0", "possible: 1 to 1000 kW"),
    ] {
        let error = refusal(&format!("{line} --annual-kwh 1000 --year 2023"));
        assert!(error.contains(known), "{line}: {error}");
    }
    refusal("space-heating --annual-kwh 1000 --year 2023");
    refusal("use --building-type office --year 2023");
    refusal("hot-water --use office --dwellings 3 --annual-kwh 1 --year 2023");
}

#[test]
fn what_has_no_demand_or_no_weather_is_said() {
    let common = "--annual-kwh 1000 --year 2023";
    let missing = written(&format!("process --demand heat --weather-share 0.5 {common}")).unwrap_err();
    assert_eq!(missing.to_string(), "--weather-share needs --weather or --temperature");
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("cold.txt");
    fs::write(&file, "-5\n".repeat(8760)).unwrap();
    let none = written(&format!("cooling --temperature {} {common}", file.display())).unwrap_err();
    assert_eq!(none.to_string(), "this profile has no demand in this weather");
}
