//! Date forms, interval start and end, summer time, time zones, years.

use engine::import::{ImportOptions, StampRule, TimeZone, WarningCode};

use super::year::{ENERGY_KWH, Step, berlin, clock, comma, german, iso, load, number, year};
use super::{assert_is_hourly_year, assert_is_year, codes, import, import_with};

fn file(minutes: i64, stamp: impl Fn(i64) -> String) -> String {
    let mut text = "Zeit;Leistung [kW]\n".to_owned();
    for Step { utc, kw } in year(2023, minutes) {
        text += &format!("{};{}\n", stamp(utc), comma(kw));
    }
    text
}

#[test]
fn start_and_end_stamps_on_every_clock_give_the_same_year() {
    type Offset = fn(i64) -> i64;
    let clocks: [(Offset, TimeZone); 3] =
        [(berlin, TimeZone::Berlin), (|_| 60, TimeZone::STANDARD), (|_| 0, TimeZone::UTC)];
    for (offset, zone) in clocks {
        for (lead, rule) in [(0, StampRule::Start), (1, StampRule::End)] {
            for minutes in [15, 60] {
                let report = import(file(minutes, |utc| {
                    let at = utc + lead * minutes;
                    german(at + offset(at))
                }));
                if minutes == 15 {
                    assert_is_year(&report, &[])
                } else {
                    assert_is_hourly_year(&report, &[])
                }
                // The ends of hours at UTC are written like their starts at UTC+1.
                let same = minutes == 60 && zone == TimeZone::UTC && rule == StampRule::End;
                let expected = if same { (TimeZone::STANDARD, StampRule::Start) } else { (zone, rule) };
                let found = (report.found.time_zone.unwrap(), report.found.stamps.unwrap());
                assert_eq!(found, expected, "{minutes}");
                let profile = report.profile.unwrap();
                assert_eq!(profile.first_interval_start_utc, "2022-12-31T23:00:00Z");
            }
        }
    }
}

#[test]
fn the_peak_has_its_time_at_utc() {
    let profile = import(file(15, |utc| german(utc + berlin(utc)))).profile.unwrap();
    assert_eq!(profile.peak_interval_start_utc, "2023-01-26T10:30:00Z");
}

#[test]
fn end_stamps_may_add_the_step_to_the_clock_of_the_start() {
    for minutes in [15, 60] {
        let report = import(file(minutes, |utc| german(utc + berlin(utc) + minutes)));
        if minutes == 15 { assert_is_year(&report, &[]) } else { assert_is_hourly_year(&report, &[]) }
    }
}

#[test]
fn offsets_and_marks_are_read() {
    let with_offset = file(15, |utc| format!("{}:00+0{}:00", iso(utc + berlin(utc)), berlin(utc) / 60));
    let report = import(with_offset);
    assert_is_year(&report, &[]);
    assert_eq!(report.found.time_zone, Some(TimeZone::Berlin));

    let zulu = import(file(15, |utc| format!("{}:00Z", iso(utc))));
    assert_is_year(&zulu, &[]);
    assert_eq!(zulu.found.time_zone, Some(TimeZone::UTC));

    let fixed = import(file(15, |utc| format!("{}:00.000+01:00", iso(utc + 60))));
    assert_is_year(&fixed, &[]);
    assert_eq!(fixed.found.time_zone, Some(TimeZone::STANDARD));

    let names =
        |utc| format!("{} {}", german(utc + berlin(utc)), if berlin(utc) == 120 { "MESZ" } else { "MEZ" });
    assert_is_year(&import(file(15, names)), &[]);

    let marked = |utc: i64, form: fn(&str, char) -> String| {
        let local = utc + berlin(utc);
        let (day, month, _, hour, _) = clock(local);
        let text = german(local);
        let double = (day, month, hour) == (29, 10, 2);
        if double { form(&text, if berlin(utc) == 120 { 'A' } else { 'B' }) } else { text }
    };
    let forms: [fn(&str, char) -> String; 3] = [
        |text, mark| format!("{text}{mark}"),
        |text, mark| format!("{text} {mark}"),
        |text, mark| text.replace(" 02:", &format!(" 2{mark}:")),
    ];
    for form in forms {
        assert_is_year(&import(file(15, |utc| marked(utc, form))), &[]);
    }
}

#[test]
fn rows_in_no_order_at_all_are_sorted() {
    let text = file(15, |utc| format!("{}Z", iso(utc)));
    let (head, rows) = text.split_once('\n').unwrap();
    let rows: Vec<&str> = rows.lines().collect();
    // 35 040 and 7919 have no common divisor.
    let mixed: Vec<&str> = (0..rows.len()).map(|row| rows[row * 7919 % rows.len()]).collect();
    assert_is_year(&import(format!("{head}\n{}", mixed.join("\n"))), &[WarningCode::Unsorted]);
}

#[test]
fn seconds_or_row_numbers_before_a_comma_are_a_column() {
    let mut seconds = "ts,value_kw\n".to_owned();
    let mut counted = "Nr,kW\n".to_owned();
    for (index, Step { utc, kw }) in year(2023, 15).into_iter().enumerate() {
        seconds += &format!("{},{}\n", utc * 60_000, number(kw));
        counted += &format!("{},{:.2}\n", index + 1, kw);
    }
    assert_is_year(&import(seconds.replace("value_kw", "kW")), &[]);
    assert_is_year(
        &import_with(counted, ImportOptions { year: Some(2023), ..ImportOptions::default() }),
        &[],
    );
}

#[test]
fn remarks_beside_a_date_do_no_harm() {
    let mut text = "Datum\tZeit\tkW\n".to_owned();
    for Step { utc, kw } in year(2023, 15) {
        let stamp = german(utc + 60);
        let date = match (&stamp[..10], &stamp[11..]) {
            ("26.03.2023", "00:15") => "(Zeitumstellung) 26.03.23",
            ("29.10.2023", "00:15") => "Zeitumstellung",
            (date, "00:15") => date,
            _ => "",
        };
        text += &format!("{date}\t{}\t{}\n", &stamp[11..], number(kw));
    }
    assert_is_year(&import(text), &[]);
}

#[test]
fn epoch_seconds_are_utc() {
    let report = import(file(15, |utc| (utc * 60).to_string()));
    assert_is_year(&report, &[]);
    assert_eq!(report.found.time_zone, Some(TimeZone::UTC));
}

#[test]
fn day_numbers_with_drift_are_stamps() {
    let serial = |utc: i64| (utc + 60) as f64 / 1440.0 + 25_569.0;
    assert_is_year(&import(file(15, |utc| format!("{:.6}", serial(utc)).replace('.', ","))), &[]);
    assert_is_year(&import(file(15, |utc| format!("{}", serial(utc) - 1e-9))), &[]);
}

#[test]
fn every_date_form_is_read() {
    let local = |utc: i64| clock(utc + berlin(utc));
    let forms: [&dyn Fn(i64) -> String; 11] = [
        &|utc| {
            let (day, month, year, hour, minute) = local(utc);
            let name = [
                "Januar",
                "Februar",
                "März",
                "April",
                "Mai",
                "Juni",
                "Juli",
                "August",
                "September",
                "Oktober",
                "November",
                "Dezember",
            ];
            format!("{day}. {} {year} {hour:02}:{minute:02}", name[usize::from(month) - 1])
        },
        // Five hours behind UTC the offset stands an hour behind the clock every morning.
        &|utc| format!("{}:00-05:00", iso(utc - 300)),
        &|utc| {
            let (day, month, year, hour, minute) = local(utc);
            format!("{day}.{month}.{} {hour}:{minute:02}", year % 100)
        },
        &|utc| {
            let (day, month, year, hour, minute) = local(utc);
            let half = if hour < 12 { "AM" } else { "PM" };
            format!("{month}/{day}/{year} {}:{minute:02} {half}", (hour + 11) % 12 + 1)
        },
        &|utc| {
            let (day, month, year, hour, minute) = local(utc);
            format!("{month}/{day}/{} {hour:02}:{minute:02}", year % 100)
        },
        &|utc| {
            let (day, month, year, hour, minute) = local(utc);
            format!("{day:02}/{month:02}/{year} {hour:02}:{minute:02}")
        },
        &|utc| {
            let (day, month, year, hour, minute) = local(utc);
            format!("{year}{month:02}{day:02}{hour:02}{minute:02}")
        },
        &|utc| {
            let (day, month, year, hour, minute) = local(utc);
            let name = ["Jan", "Feb", "Mär", "Apr", "Mai", "Jun", "Jul", "Aug", "Sep", "Okt", "Nov", "Dez"];
            format!("{day:02}-{}-{year} {hour:02}:{minute:02}:00", name[usize::from(month) - 1])
        },
        &|utc| format!("So, {}", german(utc + berlin(utc))),
        &|utc| {
            // The second before: fractions of a day that were rounded down.
            let text = iso(utc + berlin(utc) - 1);
            format!("{text}:59.997")
        },
        &|utc| {
            let (.., hour, minute) = clock(utc + berlin(utc) + 15);
            format!("{} - {hour:02}:{minute:02}", german(utc + berlin(utc)))
        },
    ];
    for (index, form) in forms.iter().enumerate() {
        let report = import(file(15, form));
        assert!(report.profile.is_some(), "form {index}: {:?}", report.status);
        assert_is_year(&report, &[]);
        assert_eq!(report.found.stamps, Some(StampRule::Start), "form {index}");
    }
}

#[test]
fn a_day_may_end_at_24_00_or_at_its_own_00_00() {
    for midnight in ["24:00", "00:00"] {
        let report = import(file(15, |utc| {
            let end = utc + 15 + berlin(utc + 15);
            if end % 1440 == 0 { format!("{} {midnight}", &german(end - 1)[..10]) } else { german(end) }
        }));
        assert_is_year(&report, &[]);
        assert_eq!(report.found.stamps, Some(StampRule::End));
    }
}

#[test]
fn the_date_may_stand_only_in_the_first_or_second_row_of_a_day() {
    for dated in [0, 15] {
        let mut text = "Datum;Uhrzeit;kW\n".to_owned();
        for Step { utc, kw } in year(2023, 15) {
            let local = utc + berlin(utc);
            let (stamp, minute) = (german(local), local.rem_euclid(1440));
            let date = if minute == dated { &stamp[..10] } else { "" };
            text += &format!("{date};{};{}\n", &stamp[11..], comma(kw));
        }
        assert_is_year(&import(text), &[]);
    }
}

#[test]
fn stamps_may_stand_in_parts() {
    let mut columns = "Lastgang 2023 in kW\nJahr;Monat;Tag;Stunde;Minute;Wert\n".to_owned();
    let mut hours = "Year,Month,Day,Hour,Load kW\n".to_owned();
    let mut clocks = ["Datum;Uhrzeit;kW\n"; 4].map(str::to_owned);
    for (index, Step { utc, kw }) in year(2023, 15).into_iter().enumerate() {
        let (day, month, year, hour, minute) = clock(utc + 60);
        let kw = comma(kw);
        columns += &format!("{year};{month};{day};{hour};{minute};{kw}\n");
        let date = format!("{day:02}.{month:02}.{year}");
        clocks[0] += &format!("{date};{hour:02}{minute:02};{kw}\n");
        // A spreadsheet program has taken the zeros away.
        clocks[1] += &format!("{date};{};{kw}\n", hour * 100 + minute);
        clocks[2] += &format!("{date};{hour:02}.{minute:02};{kw}\n");
        clocks[3] += &format!("{date};{hour:02}{minute:02}00;{kw}\n");
        if index % 4 == 3 {
            let mean = (0..4).map(|back| load(index - back)).sum::<f64>() / 4.0;
            hours += &format!("{year},{month},{day},{},{}\n", hour + 1, number(mean));
        }
    }
    assert_is_year(&import(columns), &[]);
    for (form, text) in clocks.iter().enumerate() {
        let report = import(text);
        assert!(report.profile.is_some(), "form {form}: {:?}", report.status);
        assert_is_year(&report, &[]);
    }
    let report = import(hours);
    assert_is_hourly_year(&report, &[]);
    assert_eq!(report.found.stamps, Some(StampRule::End));
}

#[test]
fn from_and_to_columns_mark_the_start() {
    let mut joined = "Von;Bis;Verbrauch [kWh]\n".to_owned();
    let mut split = "Datum;von;bis;kWh\n".to_owned();
    for Step { utc, kw } in year(2023, 15) {
        let (from, to) = (german(utc + berlin(utc)), german(utc + 15 + berlin(utc + 15)));
        joined += &format!("{from};{to};{}\n", comma(kw / 4.0));
        split += &format!("{};{};{};{}\n", &from[..10], &from[11..], &to[11..], comma(kw / 4.0));
    }
    for text in [joined, split] {
        let report = import(text);
        assert_is_year(&report, &[]);
        assert_eq!(report.found.stamps, Some(StampRule::Start));
    }
}

#[test]
fn a_local_column_beside_one_at_utc_is_no_end() {
    let mut text = "Zeit lokal;Zeit UTC;kW\n".to_owned();
    for Step { utc, kw } in year(2023, 15) {
        text += &format!("{};{}Z;{}\n", german(utc + berlin(utc)), iso(utc), comma(kw));
    }
    let report = import(text);
    assert_is_year(&report, &[]);
    assert_eq!(report.found.time_zone, Some(TimeZone::UTC));
}

#[test]
fn numbered_intervals_of_a_day_are_read() {
    let mut text = "Datum;Stunde;kW\n".to_owned();
    for Step { utc, kw } in year(2023, 60) {
        let stamp = german(utc + 60);
        text += &format!("{};{};{}\n", &stamp[..10], (utc + 60).rem_euclid(1440) / 60 + 1, comma(kw));
    }
    assert_is_hourly_year(&import(text), &[]);
}

#[test]
fn steps_from_five_minutes_to_an_hour_are_read() {
    for minutes in [5, 10, 30] {
        let mut text = "time,kW\n".to_owned();
        for Step { utc, .. } in year(2023, minutes) {
            text += &format!("{},{}\n", iso(utc + berlin(utc)), number(load(((utc + 60) / 15) as usize)));
        }
        let profile = import(text).profile.unwrap();
        assert_eq!(
            (profile.step_minutes, profile.values_kw.len() as i64),
            (minutes as usize, 525_600 / minutes)
        );
        assert_eq!(profile.hourly_kw.len(), 8760);
    }
}

#[test]
fn a_year_at_utc_is_turned_at_its_ends() {
    let mut text = "time;kW\n".to_owned();
    for Step { utc, kw } in year(2023, 15) {
        // One hour later: from 01:00 to 01:00 of the next year at UTC+1.
        text += &format!("{}Z;{}\n", iso(utc + 60), number(kw));
    }
    let report = import(text);
    assert_eq!(codes(&report), [WarningCode::TimeZoneShift]);
    assert_eq!(report.warnings[0].count, 4);
    let profile = report.profile.unwrap();
    assert_eq!(profile.first_interval_start_utc, "2023-01-01T00:00:00Z");
    assert!((profile.energy_kwh - ENERGY_KWH).abs() < 1.0);
    assert_eq!((profile.values_kw[4], profile.values_kw[0]), (load(0), load(35_036)));
}

#[test]
fn a_leap_year_loses_its_29_february_and_says_so() {
    let mut text = "Zeit;kW\n".to_owned();
    for Step { utc, kw } in year(2024, 15) {
        text += &format!("{};{}\n", german(utc + berlin(utc)), comma(kw));
    }
    let report = import(text);
    assert_eq!((codes(&report), report.warnings[0].count), (vec![WarningCode::LeapYear], 96));
    let profile = report.profile.unwrap();
    assert_eq!(profile.values_kw.len(), 35_040);
    assert_eq!(
        (profile.values_kw[59 * 96 - 1], profile.values_kw[59 * 96]),
        (load(59 * 96 - 1), load(60 * 96))
    );
    assert_eq!(profile.values_kw[35_039], load(366 * 96 - 1));
}

#[test]
fn another_year_keeps_its_weekdays_and_its_energy() {
    let text = file(15, |utc| german(utc + berlin(utc)));
    // 2023 begins on a Sunday, 2024 on a Monday.
    let options = ImportOptions { year: Some(2025), ..ImportOptions::default() };
    let report = import_with(text, options);
    assert_eq!((codes(&report), report.warnings[0].count), (vec![WarningCode::YearShift], 3));
    let profile = report.profile.unwrap();
    assert_eq!((profile.year, report.found.year), (2025, Some(2023)));
    assert!((profile.energy_kwh - ENERGY_KWH).abs() < 1.0);
    assert_eq!(profile.values_kw[0], load(3 * 96));
    // In the file, the peak stays where it was.
    assert_eq!(profile.peak_interval_start_utc, "2023-01-26T10:30:00Z");
}

#[test]
fn a_file_that_runs_backwards_or_is_shuffled_is_sorted() {
    let text = file(15, |utc| german(utc + berlin(utc)));
    let (head, rows) = text.split_once('\n').unwrap();
    let mut rows: Vec<&str> = rows.lines().collect();
    rows.reverse();
    assert_is_year(&import(format!("{head}\n{}", rows.join("\n"))), &[WarningCode::Unsorted]);
    rows.reverse();
    rows.swap(100, 200);
    rows.swap(7000, 300);
    assert_is_year(&import(format!("{head}\n{}", rows.join("\n"))), &[WarningCode::Unsorted]);
    // Months one after the other, December first.
    rows.swap(100, 200);
    rows.swap(7000, 300);
    rows.rotate_right(31 * 96);
    assert_is_year(&import(format!("{head}\n{}", rows.join("\n"))), &[WarningCode::Unsorted]);
}

#[test]
fn values_in_the_hour_that_clocks_skip_are_left_out_and_named() {
    let mut text = "Zeit;Leistung [kW]\n".to_owned();
    for Step { utc, kw } in year(2023, 15) {
        let stamp = german(utc + berlin(utc));
        if stamp == "26.03.2023 03:00" {
            text += "26.03.2023 02:00;1,5\n26.03.2023 02:15;1,5\n";
        }
        text += &format!("{stamp};{}\n", comma(kw));
    }
    let options = ImportOptions { time_zone: Some(TimeZone::Berlin), ..ImportOptions::default() };
    let report = import_with(text, options);
    assert_is_year(&report, &[WarningCode::SkippedHour]);
    assert_eq!(report.warnings[0].rows, [8074, 8075]);
}
