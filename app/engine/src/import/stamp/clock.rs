//! Times of day with the marks that tell two equal ones apart.

use super::DAY;

/// A time of day with its marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::import) struct TimeOfDay {
    /// Minutes since midnight, up to 24:00.
    pub minute: i64,
    /// Offset from UTC in minutes, if written.
    pub offset: Option<i64>,
    /// Which of two equal times when summer time ends.
    pub second: Option<bool>,
    /// Whether start and end are written.
    pub range: bool,
}

/// Reads `0:15`, `00:15:00`, `24:00`, `12:15 AM`, `02:15A`, `2A:15`, `00:15Z`, `00:15+01:00`, `00:15 MESZ`;
/// takes the start of `00:00 - 00:15`.
pub(in crate::import) fn parse_time(cell: &str) -> Option<TimeOfDay> {
    let cell = cell.trim();
    let (start, end) = split_range(cell);
    let mut time = parse_single(start)?;
    if let Some(end) = end {
        // The end may carry its date.
        parse_single(end.rsplit(' ').next().unwrap_or(end))?;
        time.range = true;
    }
    Some(time)
}

fn split_range(cell: &str) -> (&str, Option<&str>) {
    // No range is shorter than `0:00-0:15`.
    if cell.len() < 9 {
        return (cell, None);
    }
    for sign in [" - ", " – ", "–", " bis ", " to ", "..."] {
        if let Some((start, end)) = cell.split_once(sign) {
            return (start.trim_end(), Some(end.trim()));
        }
    }
    // `00:00-00:15` is a range; `04:15:00-05:00` has an offset from UTC, as both ends of a range are written alike.
    let colons = |text: &str| text.matches(':').count();
    match cell.split_once('-').filter(|(start, end)| colons(start) == colons(end)) {
        Some((start, end)) => match (parse_single(start.trim()), parse_single(end.trim())) {
            (Some(from), Some(to)) if (1..=60).contains(&(to.minute - from.minute).rem_euclid(DAY)) => {
                (start.trim_end(), Some(end.trim()))
            }
            _ => (cell, None),
        },
        None => (cell, None),
    }
}

fn parse_single(cell: &str) -> Option<TimeOfDay> {
    let bytes = cell.as_bytes();
    let digits = |from: usize, most: usize| {
        let count = bytes[from..].iter().take(most).take_while(|byte| byte.is_ascii_digit()).count();
        (count > 0).then(|| {
            let number =
                bytes[from..from + count].iter().fold(0, |sum, byte| sum * 10 + i64::from(byte - b'0'));
            (number, from + count)
        })
    };
    let (mut hour, mut at) = digits(0, 2)?;
    let mut second = None;
    if let Some(letter @ (b'A' | b'a' | b'B' | b'b')) = bytes.get(at)
        && bytes.get(at + 1) == Some(&b':')
    {
        second = Some(letter.eq_ignore_ascii_case(&b'B'));
        at += 1;
    }
    if bytes.get(at) != Some(&b':') {
        return None;
    }
    let (minute, minute_end) = digits(at + 1, 2)?;
    if minute_end != at + 3 {
        return None;
    }
    at = minute_end;
    let mut half_minute = false;
    if bytes.get(at) == Some(&b':') {
        let (seconds, end) = digits(at + 1, 2)?;
        if seconds > 60 {
            return None;
        }
        // Programs that count in fractions of a day write 23:59:59.99 for midnight.
        half_minute = seconds >= 30;
        at = end;
        if matches!(bytes.get(at), Some(b'.' | b',')) {
            at = digits(at + 1, 12)?.1;
        }
    }
    let mut rest = cell[at..].trim();
    if let Some(tail) = ["AM", "am", "a.m."].iter().find_map(|mark| rest.strip_prefix(mark)) {
        hour = match hour {
            1..=11 => hour,
            12 => 0,
            _ => return None,
        };
        rest = tail.trim();
    } else if let Some(tail) = ["PM", "pm", "p.m."].iter().find_map(|mark| rest.strip_prefix(mark)) {
        hour = match hour {
            1..=11 => hour + 12,
            12 => 12,
            _ => return None,
        };
        rest = tail.trim();
    }
    let total = hour * 60 + minute + i64::from(half_minute);
    if hour > 24 || minute > 59 || total > DAY {
        return None;
    }
    let (offset, marked) = mark(rest)?;
    Some(TimeOfDay { minute: total, offset, second: second.or(marked), range: false })
}

/// Offset from UTC, and which of two equal times is meant.
pub(super) fn mark(text: &str) -> Option<(Option<i64>, Option<bool>)> {
    let text = text.trim_start_matches("Uhr").trim().trim_start_matches('(').trim_end_matches(')');
    match text {
        "" => Some((None, None)),
        "A" | "a" => Some((None, Some(false))),
        "B" | "b" => Some((None, Some(true))),
        _ => Some((Some(parse_offset(text)?), None)),
    }
}

/// Reads `Z`, `UTC`, `MEZ`, `MESZ`, `UTC+1`, `+01:00`, `+0100` and `-05`.
pub(in crate::import) fn parse_offset(text: &str) -> Option<i64> {
    let text = text.trim();
    match text {
        "Z" | "z" | "UTC" | "GMT" => return Some(0),
        "MEZ" | "CET" => return Some(60),
        "MESZ" | "CEST" => return Some(120),
        _ => {}
    }
    let text = text.trim_start_matches("UTC").trim_start_matches("GMT").trim();
    let (sign, digits) = match text.as_bytes().first()? {
        b'+' => (1, &text[1..]),
        b'-' => (-1, &text[1..]),
        _ => return None,
    };
    let number = |text: &str| -> Option<i64> {
        ((1..=2).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit()))
            .then(|| text.parse().ok())?
    };
    let (hours, minutes) = match digits.split_once(':') {
        Some((hours, minutes)) => (number(hours)?, number(minutes)?),
        None if digits.len() == 4 && digits.is_ascii() => (number(&digits[..2])?, number(&digits[2..])?),
        None => (number(digits)?, 0),
    };
    (hours <= 14 && minutes < 60).then_some(sign * (hours * 60 + minutes))
}
