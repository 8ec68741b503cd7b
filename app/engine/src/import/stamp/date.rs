//! Dates in the orders of several countries.

use crate::time::CivilDate;

/// Which part of a date with slashes comes first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::import) enum DateOrder {
    /// `31/12/2023`
    #[default]
    DayFirst,
    /// `12/31/2023`
    MonthFirst,
}

impl DateOrder {
    /// The order in which all dates of a column exist; day first where both do.
    pub(in crate::import) fn of<'a>(mut cells: impl Iterator<Item = &'a str>) -> Self {
        let month_first = cells.any(|cell| {
            let mut parts = without_weekday(cell.trim()).split(['/', '-']);
            let (first, second) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
            let number = |text: &str| text.parse::<u8>().unwrap_or_default();
            first.len() <= 2 && number(first) <= 12 && number(second) > 12
        });
        if month_first { Self::MonthFirst } else { Self::DayFirst }
    }
}

/// Names of months in German and English by their first three letters.
const MONTHS: [(&str, u8); 17] = [
    ("jan", 1),
    ("feb", 2),
    ("mär", 3),
    ("mrz", 3),
    ("mar", 3),
    ("apr", 4),
    ("mai", 5),
    ("may", 5),
    ("jun", 6),
    ("jul", 7),
    ("aug", 8),
    ("sep", 9),
    ("okt", 10),
    ("oct", 10),
    ("nov", 11),
    ("dez", 12),
    ("dec", 12),
];

/// The text behind a leading day of the week such as `Sa, ` or `Montag `.
pub(super) fn without_weekday(cell: &str) -> &str {
    if cell.as_bytes().first().is_none_or(|byte| byte.is_ascii_digit()) {
        return cell;
    }
    let letters = cell.find(|c: char| !c.is_alphabetic()).unwrap_or(cell.len());
    let rest = cell[letters..].trim_start_matches(['.', ',', ' ']);
    let named = (2..=12).contains(&letters) && rest.len() < cell.len() - letters;
    if named && rest.starts_with(|c: char| c.is_ascii_digit()) { rest } else { cell }
}

/// Reads `31.12.2023`, `31.12.23`, `2023-12-31`, `2023/12/31`, `31/12/2023`, `12/31/2023`, `31-Dec-2023`,
/// `31. Dezember 2023`; `31.12.` is in a year that is not known yet.
pub(in crate::import) fn parse_date(cell: &str, order: DateOrder) -> Option<CivilDate> {
    let cell = without_weekday(cell.trim());
    if let Some((date, "")) = with_month_name(cell) {
        return Some(date);
    }
    if cell.ends_with('.') {
        return without_year(cell);
    }
    let sign = cell.bytes().find(|byte| !byte.is_ascii_digit())?;
    if !matches!(sign, b'.' | b'-' | b'/') {
        return None;
    }
    let mut parts = cell.split(char::from(sign));
    let (a, b, c) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() || !is_digits(a) || !is_digits(c) {
        return None;
    }
    let month_name = !is_digits(b);
    let (year, month, day) = match (a.len(), c.len()) {
        (4, ..=2) => (a, b, c),
        (..=2, 2 | 4) if order == DateOrder::MonthFirst && sign != b'.' && !month_name => (c, a, b),
        (..=2, 2 | 4) => (c, b, a),
        _ => return None,
    };
    let number: i32 = year.parse().ok()?;
    let year = if year.len() == 2 { 2000 + number } else { number };
    let month = if month_name { month_of(month)? } else { month.parse().ok()? };
    if !(1990..=2100).contains(&year) {
        return None;
    }
    CivilDate::new(year, month, day.parse().ok()?)
}

/// Reads `31.12.` and `31.12` as a day of [`super::yearless::NO_YEAR`].
pub(super) fn without_year(cell: &str) -> Option<CivilDate> {
    let (day, month) = cell.strip_suffix('.').unwrap_or(cell).split_once('.')?;
    let number = |text: &str| (is_digits(text) && text.len() <= 2).then(|| text.parse().ok())?;
    CivilDate::new(super::yearless::NO_YEAR, number(month)?, number(day)?)
}

/// Reads a date such as `1. Januar 2023` or `1 Jan. 2023` at the start of a text, and what stands behind it.
pub(super) fn with_month_name(text: &str) -> Option<(CivilDate, &str)> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let (day, rest) = text.split_at(digits);
    let named = rest.trim_start_matches(['.', ' ']);
    // `01-Jan-2023` has no blank and is read with the other signs.
    if !(1..=2).contains(&digits) || named.len() == rest.len() {
        return None;
    }
    let letters = named.find(|c: char| !c.is_alphabetic()).unwrap_or(named.len());
    let (month, rest) = named.split_at(letters);
    let year = rest.trim_start_matches(['.', ' ']).get(..4)?;
    let rest = &rest[rest.find(year)? + year.len()..];
    if letters < 3 || !is_digits(year) || rest.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let year = year.parse::<i32>().ok().filter(|year| (1990..=2100).contains(year))?;
    Some((CivilDate::new(year, month_of(month)?, day.parse().ok()?)?, rest))
}

fn month_of(name: &str) -> Option<u8> {
    let start: String = name.chars().take(3).collect::<String>().to_lowercase();
    MONTHS.iter().find(|(known, _)| *known == start).map(|(_, month)| *month)
}

fn is_digits(text: &str) -> bool {
    (1..=4).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
}
