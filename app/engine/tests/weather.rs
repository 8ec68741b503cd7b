//! Weather files in their dialects, and the built-in series.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::sync::LazyLock;

use proptest::prelude::*;

use engine::weather::{
    TRY_REGIONS, Weather, WeatherError, WeatherFormat, WeatherNote, parse_builtin, parse_weather,
};

const REGION_4: &str = include_str!("../../../public/weather/try2010-04.csv");
const REGION_5: &str = include_str!("../../../public/weather/try2010-05.csv");

/// Hours of a year with month, day and hour 1 to 24.
fn hours(leap_year: bool) -> Vec<(usize, usize, usize)> {
    let february = if leap_year { 29 } else { 28 };
    let months = [31, february, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    let days =
        months.iter().enumerate().flat_map(|(month, days)| (1..=*days).map(move |day| (month + 1, day)));
    days.flat_map(|(month, day)| (1..=24).map(move |hour| (month, day, hour))).collect()
}

static HOURS: LazyLock<Vec<(usize, usize, usize)>> = LazyLock::new(|| hours(false));

fn temperature(hour: usize) -> f64 {
    (hour % 24) as f64 + (hour / 24 % 10) as f64 / 10.0 - 10.0
}

fn try_2015(rows: impl Fn(usize) -> String) -> String {
    let head = "Rechtswert        : 4012500 Meter\nHochwert          : 3010500 Meter\n\
        Art des TRY       : mittleres Jahr\nMM Monat {1..12}\nt  Lufttemperatur\n\n \
        RW HW MM DD HH t p WR WG N x RF B D A E IL\n*** \n";
    head.to_owned() + &(0..8760).map(rows).collect::<String>()
}

fn try_row(hour: usize) -> String {
    let (month, day, of_day) = HOURS[hour];
    let t = temperature(hour);
    format!("4012500 3010500 {month:2} {day:2} {of_day:2} {t:5.1} 1015 125 4.2 1 1.9 84 20 30 212 -283 0\n")
}

fn epw(leap_year: bool, minute: u8, dry_bulb: impl Fn(usize) -> String) -> String {
    let mut text = "LOCATION,Town,HE,DEU,SRC,106370,50.0,8.6,1.0,112.0\r\nDESIGN CONDITIONS,0\r\n\
        TYPICAL/EXTREME PERIODS,0\r\nGROUND TEMPERATURES,0\r\nHOLIDAYS/DAYLIGHT SAVINGS,No,0,0,0\r\n\
        COMMENTS 1,x\r\nCOMMENTS 2,y\r\nDATA PERIODS,1,1,Data,Sunday,1/1,12/31\r\n"
        .to_owned();
    for (index, (month, day, hour)) in hours(leap_year).into_iter().enumerate() {
        let t = dry_bulb(index);
        text += &format!("2019,{month},{day},{hour},{minute},?9?9,{t},5,80,100000,0,0,300,120,0,60,0\r\n");
    }
    text
}

#[track_caller]
fn assert_is_year(weather: &Weather) {
    assert_eq!(weather.temperature_c.len(), 8760);
    for (hour, value) in weather.temperature_c.iter().enumerate() {
        assert!((value - temperature(hour)).abs() < 0.051, "hour {hour}: {value}");
    }
}

#[test]
fn the_built_in_series_have_their_published_figures() {
    let weather = parse_builtin(REGION_4).unwrap();
    assert!((weather.mean_temperature_c() - 9.543).abs() < 5e-4);
    assert_eq!((weather.min_temperature_c(), weather.max_temperature_c()), (-13.4, 35.4));
    assert_eq!(weather.temperature_c[..7], [-2.6, -3.9, -4.6, -3.9, -3.3, -2.9, -2.0]);
    assert!(weather.source.starts_with("Deutscher Wetterdienst (DWD), Testreferenzjahre 2010"));
    let west = parse_builtin(REGION_5).unwrap();
    assert!((west.irradiation_kwh_m2().unwrap() - 960.0).abs() < 0.5);
}

#[test]
fn every_region_has_a_series() {
    for region in TRY_REGIONS {
        let path = format!("{}/../../public/weather/{}", env!("CARGO_MANIFEST_DIR"), region.file_name());
        let text = std::fs::read_to_string(path).unwrap();
        let weather = parse_builtin(&text).unwrap();
        assert!(weather.source.contains(region.name_de), "{}", weather.source);
        assert!((3.0..12.0).contains(&weather.mean_temperature_c()));
        assert!((900.0..1150.0).contains(&weather.irradiation_kwh_m2().unwrap()));
        assert!(text.len() <= 70 * 1024);
    }
}

#[test]
fn a_damaged_series_is_refused() {
    assert!(parse_builtin(&REGION_4.replacen("-26", "-27", 1)).is_err());
    assert!(parse_builtin("").is_err());
}

#[test]
fn test_reference_years_are_read_in_all_dialects() {
    let plain = try_2015(try_row);
    let with_copy = try_2015(|hour| {
        let copy = if hour == 0 { try_row(8759) } else { String::new() };
        copy + &try_row(hour)
    });
    for text in [plain.clone(), plain.replace('\n', "\r\n"), plain.replace("*** \n", ""), with_copy] {
        let weather = parse_weather(text.as_bytes()).unwrap();
        assert_is_year(&weather);
        assert_eq!(weather.format, WeatherFormat::DwdTry);
        assert!((weather.irradiation_kwh_m2().unwrap() - 438.0).abs() < 1e-9);
        assert!(weather.source.contains("Rechtswert: 4012500 Meter"));
    }
}

#[test]
fn test_reference_years_are_read_without_head_and_in_the_encoding_of_old_files() {
    let plain = try_2015(try_row);
    let bare: String = plain.lines().skip(8).map(|line| format!("{line}\r\n")).collect();
    let weather = parse_weather(format!("{bare}\u{1A}").as_bytes()).unwrap();
    assert_is_year(&weather);
    assert_eq!(weather.notes, [WeatherNote::ColumnsByOrder]);
    assert!((weather.irradiation_kwh_m2().unwrap() - 438.0).abs() < 1e-9);
    let old = plain.replace("Lufttemperatur", "Lufttemperatur in °C, Größe");
    let latin: Vec<u8> = old.chars().map(|c| c as u8).collect();
    assert_is_year(&parse_weather(&latin).unwrap());
    // The same width, but no count of hours.
    let other = "1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17\n".repeat(8760);
    assert!(matches!(parse_weather(other.as_bytes()), Err(WeatherError::OutOfOrder { line: 1, .. })));
}

#[test]
fn years_of_2010_have_their_columns_elsewhere() {
    let head = "1 2 3\nRG IS MM DD HH  N WR  WG     t    p   x  RF W     B   D IK    A    E  IL\n***\n";
    let rows: String = hours(false)
        .into_iter()
        .enumerate()
        .map(|(index, (month, day, hour))| {
            let t = temperature(index);
            format!(
                " 4  0 {month:2} {day:2} {hour:2}  7 200 3.0 {t:5.1} 1000 3.0  80 1 30 70  9  300 -310  1\n"
            )
        })
        .collect();
    for text in [format!("{head}{rows}"), rows] {
        let weather = parse_weather(text.as_bytes()).unwrap();
        assert_is_year(&weather);
        assert!((weather.irradiation_kwh_m2().unwrap() - 876.0).abs() < 1e-9);
    }
}

#[test]
fn a_disordered_test_reference_year_names_its_line() {
    let text = try_2015(|hour| try_row(if hour == 100 { 101 } else { hour }));
    let error = parse_weather(text.as_bytes()).unwrap_err();
    assert_eq!(error, WeatherError::OutOfOrder { line: 109, month: 1, day: 5, hour: 6 });
    let text = try_2015(|hour| if hour == 7 { try_row(7).replace("1015", "") } else { try_row(hour) });
    assert!(matches!(parse_weather(text.as_bytes()), Err(WeatherError::NotANumber { .. }) | Ok(_)));
    let text = try_2015(|hour| if hour == 7 { "1 2 1 1 8 warm".to_owned() + "\n" } else { try_row(hour) });
    let error = parse_weather(text.as_bytes()).unwrap_err();
    assert_eq!(error, WeatherError::NotANumber { line: 16, column: "t".to_owned(), text: "warm".to_owned() });
}

#[test]
fn epw_files_with_minute_0_and_60_are_read() {
    for minute in [0, 60] {
        let text = epw(false, minute, |hour| format!("{:.1}", temperature(hour)));
        let weather = parse_weather(text.as_bytes()).unwrap();
        assert_is_year(&weather);
        assert_eq!((weather.format, weather.notes.len()), (WeatherFormat::Epw, 0));
        assert!((weather.irradiation_kwh_m2().unwrap() - 1051.2).abs() < 1e-9);
    }
}

#[test]
fn epw_gaps_leap_days_and_time_zones_are_handled_and_noted() {
    let gap = |hour: usize| if (100..106).contains(&hour) { "99.9".to_owned() } else { "5.0".to_owned() };
    let weather = parse_weather(epw(false, 0, gap).as_bytes()).unwrap();
    assert!(weather.temperature_c.iter().all(|value| *value == 5.0));
    assert_eq!(
        weather.notes,
        [WeatherNote::GapsFilled { column: "dry bulb temperature".to_owned(), values: 6 }]
    );
    let long = |hour: usize| if (100..107).contains(&hour) { "99.9".to_owned() } else { "5.0".to_owned() };
    let error = parse_weather(epw(false, 0, long).as_bytes()).unwrap_err();
    assert!(matches!(error, WeatherError::LongGap { line: 109, hours: 7, .. }));
    let leap = parse_weather(epw(true, 0, |_| "5.0".to_owned()).as_bytes()).unwrap();
    assert_eq!(leap.notes, [WeatherNote::LeapDayDropped]);
    assert_eq!(leap.temperature_c.len(), 8760);
    let utc = epw(false, 0, |hour| format!("{:.1}", temperature(hour))).replace("8.6,1.0", "8.6,0.0");
    let weather = parse_weather(utc.as_bytes()).unwrap();
    assert_eq!(weather.notes, [WeatherNote::TurnedToUtc1 { utc_offset_hours: 0 }]);
    assert!((weather.temperature_c[1] - temperature(0)).abs() < 1e-9);
    let short_steps = epw(false, 0, gap).replace("DATA PERIODS,1,1", "DATA PERIODS,1,4");
    assert_eq!(parse_weather(short_steps.as_bytes()), Err(WeatherError::NotHourly { per_hour: 4 }));
}

#[test]
fn a_column_of_temperatures_is_read_with_and_without_heading() {
    let column = |form: &dyn Fn(f64) -> String| {
        (0..8760).map(|hour| form(temperature(hour)) + "\n").collect::<String>()
    };
    let comma = column(&|value| format!("{value:.1}").replace('.', ","));
    let point = column(&|value| format!("{value:.1}"));
    for text in [comma.clone(), point.clone(), format!("Außentemperatur °C\n{comma}")] {
        assert_is_year(&parse_weather(text.as_bytes()).unwrap());
    }
    let table: String = (0..8760).map(|hour| format!("{hour};{:.1};7\n", temperature(hour))).collect();
    assert_is_year(&parse_weather(format!("Stunde;Temperatur;Wind\n{table}").as_bytes()).unwrap());
    let latin: Vec<u8> = format!("Temperatur °C\n{comma}").chars().map(|c| c as u8).collect();
    assert_is_year(&parse_weather(&latin).unwrap());
    let leap = format!("{}{comma}", "1,0\n".repeat(24));
    assert_eq!(parse_weather(leap.as_bytes()).unwrap().notes, [WeatherNote::LeapDayDropped]);
}

#[test]
fn what_is_no_weather_is_refused() {
    let short = "1.0\n".repeat(100);
    assert_eq!(parse_weather(short.as_bytes()), Err(WeatherError::WrongLength { given: 100 }));
    assert_eq!(parse_weather(b"hello"), Err(WeatherError::UnknownFormat));
    assert_eq!(parse_weather(b""), Err(WeatherError::UnknownFormat));
    let hot = format!("{}400\n{}", "1.0\n".repeat(4000), "1.0\n".repeat(4759));
    let error = parse_weather(hot.as_bytes()).unwrap_err();
    assert_eq!(
        error,
        WeatherError::Implausible { line: 4001, column: "temperature".to_owned(), value: 400.0 }
    );
    assert!(matches!(parse_weather(b"PK\x03\x04xyz"), Err(WeatherError::ForeignFile { .. })));
}

/// A table of 8760 rows below a head.
fn table(head: &str, row: impl Fn(usize) -> String) -> String {
    (0..8760).fold(format!("{head}\n"), |text, hour| text + &row(hour) + "\n")
}

#[test]
fn named_columns_are_found_by_name_in_any_order_and_unit() {
    let g = |hour: usize| if (8..16).contains(&(hour % 24)) { 300.0 } else { 0.0 };
    let comma = |value: f64| format!("{value:.2}").replace('.', ",");
    let stamp = |hour: usize| {
        let (month, day, end) = HOURS[hour];
        format!("{day:02}.{month:02}.2023 {:02}:00", end - 1)
    };
    let files = [
        table("Zeit;Globalstrahlung [W/m²];Taupunkt [°C];Außentemperatur [°C]", |hour| {
            format!("{};{};3,0;{}", stamp(hour), comma(g(hour)), comma(temperature(hour)))
        }),
        table("month,day,hour,temp_air,dew_point,ghi,dni", |hour| {
            let (month, day, end) = HOURS[hour];
            format!("{month},{day},{end},{:.2},1.5,{:.1},800", temperature(hour), g(hour))
        }),
        table("# station 42\n# made by hand\ntime\tT [K]\tG [kW/m2]\t", |hour| {
            format!("2023-x\t{:.2}\t{:.3}\t", temperature(hour) + 273.15, g(hour) / 1000.0)
        }),
        table("G(h);T2m", |hour| format!("{:.1};{:.2}", g(hour), temperature(hour))),
        table("FG_LBERG;TT_TU", |hour| format!("{:.1};{:.2}", g(hour) * 0.36, temperature(hour))),
        table("Lufttemperatur;Globalstrahlung\n°C;Wh/m²", |hour| {
            format!("{:.2};{:.1}", temperature(hour), g(hour))
        }),
    ];
    for text in files {
        let head: String = text.lines().take(3).collect::<Vec<_>>().join(" / ");
        let weather = parse_weather(text.as_bytes()).unwrap_or_else(|error| panic!("{head}: {error}"));
        assert_is_year(&weather);
        let irradiation = weather.irradiation_kwh_m2().unwrap_or_else(|| panic!("{head}"));
        assert!((irradiation - 876.0).abs() < 0.1, "{head}: {irradiation}");
        assert_eq!(weather.notes, [], "{head}");
        assert!(weather.source.starts_with("Column “"), "{}", weather.source);
    }
}

#[test]
fn columns_without_a_clear_name_are_a_question() {
    let values = |hour: usize| format!("{:.1};{:.1};7", temperature(hour), temperature(hour) - 1.0);
    let error = parse_weather(table("a;b;c", values).as_bytes()).unwrap_err();
    let names = ["a", "b", "c"].map(str::to_owned).to_vec();
    assert_eq!(error, WeatherError::NoTemperatureColumn { names });
    assert!(error.message_de().contains("a, b, c") && error.to_string().contains("a, b, c"));
    let error = parse_weather(table("Temperatur 1;Temperatur 2;Wind", values).as_bytes()).unwrap_err();
    let names = ["Temperatur 1", "Temperatur 2"].map(str::to_owned).to_vec();
    assert_eq!(error, WeatherError::AmbiguousColumns { names });
    let clear = table("Innentemperatur;Außentemperatur;Wind", values);
    let weather = parse_weather(clear.as_bytes()).unwrap();
    assert!((weather.temperature_c[0] - temperature(0) + 1.0).abs() < 1e-9);
}

#[test]
fn tables_with_disorder_gaps_and_odd_values_name_their_line() {
    let row = |hour: usize, t: &str| {
        let (month, day, end) = HOURS[hour];
        format!("2023-{month:02}-{day:02} {:02}:00;{t};0", end - 1)
    };
    let good = |hour: usize| row(hour, &format!("{:.1}", temperature(hour)));
    let head = "time;Temperatur;GHI";
    let swapped = table(head, |hour| good(if hour == 50 { 51 } else { hour }));
    let error = parse_weather(swapped.as_bytes()).unwrap_err();
    assert_eq!(error, WeatherError::OutOfOrder { line: 52, month: 1, day: 3, hour: 4 });
    let gap = table(head, |hour| if (10..13).contains(&hour) { row(hour, "-999") } else { good(hour) });
    let weather = parse_weather(gap.as_bytes()).unwrap();
    let filled = WeatherNote::GapsFilled { column: "temperature".to_owned(), values: 3 };
    // No sun all year is no irradiance.
    assert_eq!(weather.notes, [filled, WeatherNote::IrradianceIncomplete]);
    assert_eq!(weather.global_irradiance_w_m2, None);
    let kelvin = table(head, |hour| row(hour, "281.5"));
    let error = parse_weather(kelvin.as_bytes()).unwrap_err();
    assert!(matches!(error, WeatherError::Implausible { line: 2, .. }), "{error}");
    let word = table(head, |hour| if hour == 7 { row(hour, "mild") } else { good(hour) });
    let error = parse_weather(word.as_bytes()).unwrap_err();
    assert!(matches!(error, WeatherError::NotANumber { line: 9, .. }), "{error}");
}

#[test]
fn quarter_hours_utc_and_footers_are_understood() {
    let quarters = (0..35_040).fold("Temperatur °C\n".to_owned(), |text, step| {
        text + &format!("{:.2}\n", temperature(step / 4) + [-0.3, -0.1, 0.1, 0.3][step % 4])
    });
    let weather = parse_weather(quarters.as_bytes()).unwrap();
    assert_is_year(&weather);
    assert_eq!(weather.notes, [WeatherNote::AveragedToHours { per_hour: 4 }]);
    let pvgis = table(
        "Latitude (decimal degrees): 50.0\nElevation (m): 100\n\ntime(UTC),T2m,RH,G(h)",
        |hour| {
            let (month, day, end) = HOURS[hour];
            format!("2015{month:02}{day:02}:{:02}00,{:.2},80.0,120.0", end - 1, temperature(hour))
        },
    ) + "\nT2m: 2-m air temperature (degree Celsius)\nG(h): Global irradiance on the horizontal plane (W/m2)\n";
    let weather = parse_weather(pvgis.as_bytes()).unwrap();
    assert_eq!(weather.notes, [WeatherNote::TurnedToUtc1 { utc_offset_hours: 0 }]);
    assert!((weather.temperature_c[1] - temperature(0)).abs() < 0.01);
    assert!((weather.irradiation_kwh_m2().unwrap() - 1051.2).abs() < 1e-6);
}

proptest! {
    #[test]
    fn no_text_makes_the_parsers_panic(
        start in "(LOCATION,|RG IS MM DD HH t B D\n|time;T;G\n|°C\n)?",
        rest in "[0-9a-zA-Z;,.:°/ \t\n\r\\[\\]()\u{1A}-]{0,600}",
    ) {
        let _ = parse_weather(format!("{start}{rest}").as_bytes());
    }

    #[test]
    fn a_damaged_line_is_refused_or_read_but_never_a_panic(line in 0_usize..8_800, text in "\\PC{0,60}") {
        let file = table("time;Außentemperatur;GHI", |hour| format!("{hour};{:.1};100", temperature(hour)));
        let damaged: Vec<&str> =
            file.lines().enumerate().map(|(index, old)| if index == line { &*text } else { old }).collect();
        if let Ok(weather) = parse_weather(damaged.join("\n").as_bytes()) {
            prop_assert_eq!(weather.temperature_c.len(), 8760);
            prop_assert!(weather.temperature_c.iter().all(|value| value.is_finite()));
        }
    }
}
