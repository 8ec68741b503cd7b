//! Time stamps as meters, portals and spreadsheet programs of several countries write them.

use crate::time::CivilDate;

mod clock;
mod date;
mod yearless;

pub(super) use clock::{TimeOfDay, parse_offset, parse_time};
pub(super) use date::{DateOrder, parse_date};
pub(super) use yearless::{SOME_YEAR, complete_years};

/// Minutes of a day.
pub(super) const DAY: i64 = 1440;
/// Days between 30 December 1899, day 0 of spreadsheet programs, and 1970.
const SERIAL_OF_1970: f64 = 25_569.0;

/// A time stamp as written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stamp {
    /// Minutes since 1 January 1970 00:00 of the clock that is shown.
    pub minute: i64,
    /// Offset of that clock from UTC in minutes, if written.
    pub offset: Option<i64>,
    /// Which of two equal stamps when summer time ends, if marked A (`false`) or B (`true`).
    pub second: Option<bool>,
    /// Whether start and end of the interval are written; the stamp is the start.
    pub range: bool,
}

impl Stamp {
    /// A stamp without marks.
    pub(super) const fn at(minute: i64) -> Self {
        Self { minute, offset: None, second: None, range: false }
    }

    /// Joins a date and a time of day.
    pub(super) const fn new(date: CivilDate, time: TimeOfDay) -> Self {
        Self {
            minute: date.days_since_1970() * DAY + time.minute,
            offset: time.offset,
            second: time.second,
            range: time.range,
        }
    }

    /// The stamp of a day number of a spreadsheet program; binary fractions drift by less than half a minute.
    pub(super) fn of_serial(serial: f64) -> Option<Self> {
        // From 1990 to 2100.
        (32_874.0..73_415.0)
            .contains(&serial)
            .then(|| Self::at(libm::round((serial - SERIAL_OF_1970) * DAY as f64) as i64))
    }

    /// Date on which an interval lies that starts at this minute.
    pub(super) const fn date(minute: i64) -> CivilDate {
        CivilDate::from_days_since_1970(minute.div_euclid(DAY))
    }
}

/// Reads a date with time; a date alone is its midnight.
pub(super) fn parse_stamp(cell: &str, order: DateOrder) -> Option<Stamp> {
    let cell = date::without_weekday(cell.trim());
    if let Some(stamp) = usual(cell.as_bytes()) {
        return Some(stamp);
    }
    // No stamp is shorter than `1.7.23` or begins with anything but a digit.
    if cell.len() < 6 || !cell.as_bytes()[0].is_ascii_digit() {
        return None;
    }
    if let Some(stamp) = compact(cell) {
        return Some(stamp);
    }
    let midnight = TimeOfDay { minute: 0, offset: None, second: None, range: false };
    if let Some((date, rest)) = date::with_month_name(cell) {
        let rest = rest.trim_start_matches([',', ' ']);
        return Some(Stamp::new(date, if rest.is_empty() { midnight } else { parse_time(rest)? }));
    }
    // A T is a separator behind digits only; it may belong to the name of a month as well.
    let bytes = cell.as_bytes();
    let ends_date = |at: usize, c: char| match c {
        'T' => bytes[at - 1].is_ascii_digit(),
        _ => c == '_' || c == ',' || c.is_whitespace(),
    };
    let split = cell.char_indices().skip(1).find(|(at, c)| ends_date(*at, *c)).map(|(at, _)| at);
    let (date, rest) = split.map_or((cell, ""), |at| (&cell[..at], &cell[at..]));
    let date = parse_date(date, order).or_else(|| date::without_year(date).filter(|_| !rest.is_empty()))?;
    let rest = rest.trim_start_matches(|c: char| c == 'T' || c == '_' || c == ',' || c.is_whitespace());
    Some(Stamp::new(date, if rest.is_empty() { midnight } else { parse_time(rest)? }))
}

/// The two forms that most files have, read without a search: `31.12.2023 23:45` and `2023-12-31 23:45` or with a T.
fn usual(bytes: &[u8]) -> Option<Stamp> {
    let number = |at: usize, count: usize| {
        let mut digits = bytes[at..at + count].iter();
        digits.try_fold(0, |sum, byte| byte.is_ascii_digit().then(|| sum * 10 + i64::from(byte - b'0')))
    };
    let (year, month, day) = match bytes {
        [_, _, b'.', _, _, b'.', _, _, _, _, b' ', _, _, b':', _, _] => {
            (number(6, 4)?, number(3, 2)?, number(0, 2)?)
        }
        [_, _, _, _, b'-', _, _, b'-', _, _, b' ' | b'T', _, _, b':', _, _] => {
            (number(0, 4)?, number(5, 2)?, number(8, 2)?)
        }
        _ => return None,
    };
    let (hour, minute) = (number(11, 2)?, number(14, 2)?);
    if !(1990..=2100).contains(&year) || hour > 23 || minute > 59 {
        return None;
    }
    let date = CivilDate::new(year as i32, month as u8, day as u8)?;
    Some(Stamp::at(date.days_since_1970() * DAY + hour * 60 + minute))
}

/// `20230701`, `202307010015`, `20230701 0015`, `20230701T001500Z`
fn compact(cell: &str) -> Option<Stamp> {
    let digits = cell.bytes().take_while(u8::is_ascii_digit).count();
    if !matches!(digits, 8 | 12 | 14) {
        return None;
    }
    let number = |text: &str| text.parse::<i64>().ok();
    let year = number(&cell[..4])?;
    if !(1990..=2100).contains(&year) {
        return None;
    }
    let date = CivilDate::new(year as i32, number(&cell[4..6])? as u8, number(&cell[6..8])? as u8)?;
    let (clock, rest) = if digits == 8 {
        let rest = cell[8..].trim_start_matches(['T', ' ', '_', '-']);
        if rest.contains(':') {
            return Some(Stamp::new(date, parse_time(rest)?));
        }
        let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
        rest.split_at(end)
    } else {
        (&cell[8..digits], &cell[digits..])
    };
    let minute = match clock.len() {
        0 if rest.is_empty() => 0,
        4 | 6 => {
            let (hour, minute) = (number(&clock[..2])?, number(&clock[2..4])?);
            (hour < 24 && minute < 60 || hour == 24 && minute == 0).then_some(hour * 60 + minute)?
        }
        _ => return None,
    };
    let (offset, second) = clock::mark(rest.trim())?;
    Some(Stamp::new(date, TimeOfDay { minute, offset, second, range: false }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stamp(text: &str) -> Option<(String, i64, Option<i64>)> {
        parse_stamp(text, DateOrder::DayFirst)
            .map(|stamp| (Stamp::date(stamp.minute).to_string(), stamp.minute.rem_euclid(DAY), stamp.offset))
    }

    #[test]
    fn the_common_forms_are_read() {
        let expected = |minute, offset| Some(("2023-07-01".to_owned(), minute, offset));
        for (text, offset) in [
            ("01.07.2023 00:15", None),
            ("1.7.23 0:15", None),
            ("Sa, 01.07.2023 00:15:00", None),
            ("Samstag 1.7.2023 00:15 Uhr", None),
            ("01-Jul-2023 00:15", None),
            ("1. Juli 2023 00:15", None),
            ("Sa, 01. Jul. 2023, 00:15 Uhr", None),
            ("1 July 2023 00:15:00", None),
            ("01.07.2023, 00:15", None),
            ("01/07/2023 12:15 AM", None),
            ("202307010015", None),
            ("20230701 0015", None),
            ("20230701 00:15", None),
            ("20230701T001500Z", Some(0)),
            ("2023-07-01T00:15:00Z", Some(0)),
            ("2023-07-01T00:15:00.000+02:00", Some(120)),
            ("2023-07-01 00:15:00+02:00", Some(120)),
            // The offset is an hour later than the clock, as the end of an hour would be.
            ("2023-07-01T00:15:00-01:00", Some(-60)),
            ("2023/07/01 00:15 MESZ", Some(120)),
            ("01.07.2023 00:15 (UTC+1)", Some(60)),
        ] {
            assert_eq!(stamp(text), expected(15, offset), "{text}");
        }
        assert_eq!(stamp("30.06.2023 24:00"), expected(0, None));
        assert_eq!(stamp("30.06.2023 23:59:59.997"), expected(0, None));
        assert_eq!(stamp("01.07.2023"), expected(0, None));
        let month_first = parse_stamp("7/1/2023 1:15 PM", DateOrder::MonthFirst).unwrap();
        assert_eq!((Stamp::date(month_first.minute).month, month_first.minute % DAY), (7, 13 * 60 + 15));
    }

    #[test]
    fn dates_without_a_year_are_told_from_numbers() {
        for text in ["31.12. 23:45", "31.12 23:45", "Sa, 31.12. 23:45"] {
            let read = parse_stamp(text, DateOrder::DayFirst).unwrap();
            assert_eq!((Stamp::date(read.minute).month, read.minute.rem_euclid(DAY)), (12, 1425), "{text}");
        }
        assert!(parse_date("29.02.", DateOrder::DayFirst).is_some());
        for text in ["31.12", "30.02. 00:00", "1.234. 00:00", "12."] {
            assert_eq!(stamp(text), None, "{text}");
        }
    }

    #[test]
    fn ranges_and_the_double_hour_keep_their_marks() {
        let read = |text| parse_stamp(text, DateOrder::DayFirst).unwrap();
        for text in ["01.07.2023 00:00 - 00:15", "01.07.2023 00:00-00:15", "01.07.2023 00:00 – 00:15"] {
            let stamp = read(text);
            assert_eq!((stamp.minute.rem_euclid(DAY), stamp.range), (0, true), "{text}");
        }
        for text in ["29.10.2023 02:15B", "29.10.2023 2B:15", "29.10.2023 02:15 B"] {
            assert_eq!(read(text).second, Some(true), "{text}");
        }
        assert_eq!(read("29.10.2023 02A:15").second, Some(false));
    }

    #[test]
    fn day_numbers_of_spreadsheets_are_rounded_to_the_minute() {
        let stamp = Stamp::of_serial(45_108.010_416_666_664).unwrap();
        assert_eq!(
            (Stamp::date(stamp.minute).to_string(), stamp.minute.rem_euclid(DAY)),
            ("2023-07-01".into(), 15)
        );
        assert_eq!(Stamp::of_serial(12.5), None);
    }

    #[test]
    fn impossible_stamps_are_refused() {
        for text in
            ["31.02.2023 00:00", "01.01.2023 25:00", "01.01.2023 00:60", "12,5", "1.2", "", "abc", "12345678"]
        {
            assert_eq!(stamp(text), None, "{text}");
        }
    }
}
