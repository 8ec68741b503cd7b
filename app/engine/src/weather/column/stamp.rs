//! Month, day and hour of a row, from columns of their own or from a time stamp.

use crate::import::table::{Row, Table};
use crate::time::days_in_month;

/// Month, day and hour as the file names them.
pub(super) type Hour = (u8, u8, u8);

/// How the hour of a row is found; `None` if the file does not say it in a known form.
pub(super) fn hour_of<'t>(
    table: &Table<'t>,
    first_row: usize,
) -> Option<impl Fn(&Row<'t>) -> Option<Hour> + use<'t>> {
    let head = table.rows[..first_row].last();
    let position = |names: &[&str]| {
        head?
            .cells
            .iter()
            .position(|cell| names.contains(&cell.trim_start_matches('#').trim().to_lowercase().as_str()))
    };
    let parts = position(&["mm", "month", "monat"])
        .zip(position(&["dd", "day", "tag"]))
        .zip(position(&["hh", "hour", "stunde"]));
    if let Some(((month, day), hour)) = parts {
        return Some(reader(How::Parts([month, day, hour])));
    }
    let stamp = (0..2).find(|column| stamped(table.rows[first_row].cell(*column)).is_some())?;
    Some(reader(How::Stamp(stamp)))
}

#[derive(Clone, Copy)]
enum How {
    Parts([usize; 3]),
    Stamp(usize),
}

fn reader<'t>(how: How) -> impl Fn(&Row<'t>) -> Option<Hour> + use<'t> {
    move |row| match how {
        How::Parts(columns) => {
            let [month, day, hour] = columns.map(|column| row.cell(column).trim().parse::<u8>().ok());
            Some((month?, day?, hour?))
        }
        How::Stamp(column) => stamped(row.cell(column)),
    }
}

/// `2023-01-31T05:00`, `31.01.2023 05:00` or `20230131:0500`.
fn stamped(cell: &str) -> Option<Hour> {
    let groups: Vec<&str> =
        cell.split(|c: char| !c.is_ascii_digit()).filter(|group| !group.is_empty()).collect();
    let number = |text: &str| text.parse::<u8>().ok();
    let hour = match groups.as_slice() {
        [date, time, ..] if date.len() == 8 && time.len() == 4 => {
            (number(&date[4..6])?, number(&date[6..])?, number(&time[..2])?)
        }
        [year, month, day, hour, ..] if year.len() == 4 => (number(month)?, number(day)?, number(hour)?),
        [day, month, year, hour, ..] if year.len() >= 2 && cell.contains('.') => {
            (number(month)?, number(day)?, number(hour)?)
        }
        _ => return None,
    };
    ((1..=12).contains(&hour.0) && (1..=31).contains(&hour.1) && hour.2 <= 24).then_some(hour)
}

/// The hour counted 1 to 24, as its end; hour 0 of a count by ends is hour 24 of the day before.
pub(super) fn counted(month: u8, day: u8, hour: u8, by_end: bool, leap_year: bool) -> Hour {
    if !by_end {
        return (month, day, hour + 1);
    }
    match (hour, day, month) {
        (1.., ..) => (month, day, hour),
        (0, 2.., _) => (month, day - 1, 24),
        (0, _, 2..) => (month - 1, days_in_month(if leap_year { 2024 } else { 2023 }, month - 1), 24),
        (0, ..) => (12, 31, 24),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stamps_are_read_in_three_forms() {
        for text in ["2023-02-03T05:00", "2023-02-03 05:00:00+01:00", "03.02.2023 05:00", "20230203:0500"] {
            assert_eq!(stamped(text), Some((2, 3, 5)), "{text}");
        }
        for text in ["5", "2023", "12,5", "2023-13-01 00:00", "03.02. 05"] {
            assert_eq!(stamped(text), None, "{text}");
        }
    }

    #[test]
    fn midnight_at_the_end_belongs_to_the_day_before() {
        assert_eq!(counted(1, 1, 0, false, false), (1, 1, 1));
        assert_eq!(counted(1, 2, 0, true, false), (1, 1, 24));
        assert_eq!(counted(3, 1, 0, true, false), (2, 28, 24));
        assert_eq!(counted(3, 1, 0, true, true), (2, 29, 24));
        assert_eq!(counted(1, 1, 0, true, false), (12, 31, 24));
        assert_eq!(counted(1, 1, 24, true, false), (1, 1, 24));
    }
}
