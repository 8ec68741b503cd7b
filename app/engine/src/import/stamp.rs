//! Time stamps in the common German and ISO forms.

use crate::time::CivilDate;

/// Minutes of a day.
pub(super) const DAY: i64 = 1440;

/// A time stamp as written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stamp {
    /// Minutes since 1 January 1970 00:00 of the clock that is shown.
    pub minute: i64,
    /// Offset of that clock from UTC in minutes, if written.
    pub offset: Option<i64>,
    /// Which of two equal stamps when summer time ends, if marked A (`false`) or B (`true`).
    pub second: Option<bool>,
}

impl Stamp {
    /// Joins a date and a time of day.
    pub(super) fn new(date: CivilDate, time: TimeOfDay) -> Self {
        Self { minute: date.days_since_1970() * DAY + time.minute, offset: time.offset, second: time.second }
    }

    /// Date on which an interval lies that ends or starts at this stamp.
    pub(super) fn date(minute: i64) -> CivilDate {
        CivilDate::from_days_since_1970(minute.div_euclid(DAY))
    }
}

/// A time of day with its marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct TimeOfDay {
    /// Minutes since midnight, up to 24:00.
    pub minute: i64,
    offset: Option<i64>,
    second: Option<bool>,
}

/// Reads a date with time; a date alone is its midnight.
pub(super) fn parse_stamp(cell: &str) -> Option<Stamp> {
    let cell = cell.trim();
    let (date, rest) = cell.split_once(|c: char| c == 'T' || c.is_whitespace()).unwrap_or((cell, ""));
    let date = parse_date(date)?;
    let midnight = TimeOfDay { minute: 0, offset: None, second: None };
    Some(Stamp::new(date, if rest.trim().is_empty() { midnight } else { parse_time(rest)? }))
}

/// Reads `31.12.2023`, `31.12.23`, `2023-12-31` and `2023/12/31`.
pub(super) fn parse_date(cell: &str) -> Option<CivilDate> {
    let cell = cell.trim();
    let sign = ['.', '-', '/'].into_iter().find(|sign| cell.contains(*sign))?;
    let mut parts = cell.split(sign);
    let (a, b, c) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() || ![a, b, c].iter().all(|part| is_digits(part, 1, 4)) {
        return None;
    }
    let (year, month, day) = match (a.len(), c.len()) {
        (4, ..=2) => (a.parse().ok()?, b, c),
        (..=2, 4) if sign != '/' => (c.parse().ok()?, b, a),
        (..=2, 2) if sign == '.' => (2000 + c.parse::<i32>().ok()?, b, a),
        _ => return None,
    };
    CivilDate::new(year, month.parse().ok()?, day.parse().ok()?)
}

/// Reads `0:15`, `00:15:00`, `24:00`, `02:15A`, `00:15Z`, `00:15+01:00`, `00:15 MESZ`; takes the start of
/// `00:00 - 00:15`.
pub(super) fn parse_time(cell: &str) -> Option<TimeOfDay> {
    let cell = cell.trim();
    let cell = cell.split_once(" -").map_or(cell, |(start, _)| start.trim_end());
    let end =
        cell.find(|c: char| !(c.is_ascii_digit() || matches!(c, ':' | '.' | ','))).unwrap_or(cell.len());
    let (clock, mark) = (&cell[..end], cell[end..].trim());
    let mut parts = clock.split(':');
    let (hour, minute, second) = (parts.next()?, parts.next()?, parts.next());
    if parts.next().is_some() || !is_digits(hour, 1, 2) || !is_digits(minute, 2, 2) {
        return None;
    }
    let seconds: f64 = second.map_or(Some(0.0), |text| text.replace(',', ".").parse().ok())?;
    let (hour, minute): (i64, i64) = (hour.parse().ok()?, minute.parse().ok()?);
    // Programs that count in fractions of a day write 23:59:59.99 for midnight.
    let total = hour * 60 + minute + i64::from(seconds >= 30.0);
    if hour > 24 || minute > 59 || !(0.0..61.0).contains(&seconds) || total > DAY {
        return None;
    }
    let (offset, second) = match mark {
        "" => (None, None),
        "A" | "a" => (None, Some(false)),
        "B" | "b" => (None, Some(true)),
        "Z" | "z" | "UTC" | "GMT" => (Some(0), None),
        "MEZ" | "CET" => (Some(60), None),
        "MESZ" | "CEST" => (Some(120), None),
        _ => (Some(parse_offset(mark)?), None),
    };
    Some(TimeOfDay { minute: total, offset, second })
}

/// Reads `+01:00`, `+0100` and `-05`.
fn parse_offset(text: &str) -> Option<i64> {
    let sign = match text.chars().next()? {
        '+' => 1,
        '-' => -1,
        _ => return None,
    };
    let digits = text[1..].replace(':', "");
    if !is_digits(&digits, 2, 4) || digits.len() == 3 {
        return None;
    }
    let hours: i64 = digits[..2].parse().ok()?;
    let minutes: i64 = if digits.len() == 4 { digits[2..].parse().ok()? } else { 0 };
    Some(sign * (hours * 60 + minutes))
}

fn is_digits(text: &str, min: usize, max: usize) -> bool {
    (min..=max).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stamp(text: &str) -> Option<(String, i64, Option<i64>)> {
        parse_stamp(text)
            .map(|stamp| (Stamp::date(stamp.minute).to_string(), stamp.minute.rem_euclid(DAY), stamp.offset))
    }

    #[test]
    fn the_common_forms_are_read() {
        let expected = |minute, offset| Some(("2023-07-01".to_owned(), minute, offset));
        assert_eq!(stamp("01.07.2023 00:15"), expected(15, None));
        assert_eq!(stamp("1.7.23 0:15"), expected(15, None));
        assert_eq!(stamp("2023-07-01T00:15:00Z"), expected(15, Some(0)));
        assert_eq!(stamp("2023-07-01 00:15:00+02:00"), expected(15, Some(120)));
        assert_eq!(stamp("2023/07/01 00:15 MESZ"), expected(15, Some(120)));
        assert_eq!(stamp("30.06.2023 24:00"), expected(0, None));
        assert_eq!(stamp("30.06.2023 23:59:59.997"), expected(0, None));
        assert_eq!(stamp("01.07.2023"), expected(0, None));
        assert_eq!(stamp("01.07.2023 00:00 - 00:15"), expected(0, None));
        assert_eq!(parse_stamp("29.10.2023 02:15B").unwrap().second, Some(true));
    }

    #[test]
    fn impossible_stamps_are_refused() {
        for text in ["31.02.2023 00:00", "01.01.2023 25:00", "01.01.2023 00:60", "12,5", "1.2", "", "abc"] {
            assert_eq!(parse_stamp(text), None, "{text}");
        }
    }
}
