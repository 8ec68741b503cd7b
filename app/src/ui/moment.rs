//! Points in time as date and clock, UTC.

use engine::time::CivilDate;
use words::Language;

/// Date and time in the reader's form. Seconds since 1970; the result is UTC.
#[must_use]
pub fn moment(at_s: i64, locale: Language) -> String {
    let (CivilDate { year, month, day }, clock) = parts(at_s);
    words::ui::phrase(locale, &day, &month, &year, &clock)
}

/// Date and time after ISO 8601, for files.
#[must_use]
pub fn iso_moment(at_s: i64) -> String {
    let (CivilDate { year, month, day }, clock) = parts(at_s);
    format!("{year:04}-{month:02}-{day:02}T{clock}Z")
}

fn parts(at_s: i64) -> (CivilDate, String) {
    let (days, seconds) = (at_s.div_euclid(86_400), at_s.rem_euclid(86_400));
    let clock = format!("{:02}:{:02}:{:02}", seconds / 3_600, seconds / 60 % 60, seconds % 60);
    (CivilDate::from_days_since_1970(days), clock)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_written_in_utc() {
        assert_eq!(moment(1_800_000_000, Language::De), "15.01.2027 08:00:00");
        assert_eq!(moment(1_800_000_000, Language::En), "2027-01-15 08:00:00");
        assert_eq!(iso_moment(0), "1970-01-01T00:00:00Z");
    }
}
