//! Dates, weekdays and hours.

use engine::time::{CivilDate, TimeAxis, Weekday};
use words::Language;

/// Full month name, `month` from 1 to 12.
#[must_use]
pub fn month_name(month: u8, language: Language) -> &'static str {
    let names = match language {
        Language::De => [
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
        ],
        Language::En => [
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December",
        ],
    };
    names.get(usize::from(month).wrapping_sub(1)).copied().unwrap_or_default()
}

/// Month name in three letters, as axes show it.
#[must_use]
pub fn month_abbreviation(month: u8, language: Language) -> &'static str {
    let names = match language {
        Language::De => ["Jan", "Feb", "Mär", "Apr", "Mai", "Jun", "Jul", "Aug", "Sep", "Okt", "Nov", "Dez"],
        Language::En => ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"],
    };
    names.get(usize::from(month).wrapping_sub(1)).copied().unwrap_or_default()
}

/// Full name of a weekday.
#[must_use]
pub const fn weekday_name(weekday: Weekday, language: Language) -> &'static str {
    let names = match language {
        Language::De => ["Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"],
        Language::En => ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
    };
    names[weekday.index()]
}

/// Name of a weekday in two (German) or three letters (English).
#[must_use]
pub const fn weekday_abbreviation(weekday: Weekday, language: Language) -> &'static str {
    let names = match language {
        Language::De => ["Mo", "Di", "Mi", "Do", "Fr", "Sa", "So"],
        Language::En => ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"],
    };
    names[weekday.index()]
}

/// `15.01.2025` or `15 Jan 2025`.
#[must_use]
pub fn format_date(date: CivilDate, language: Language) -> String {
    let CivilDate { year, month, day } = date;
    match language {
        Language::De => format!("{day:02}.{month:02}.{year:04}"),
        Language::En => format!("{day} {} {year:04}", month_abbreviation(month, language)),
    }
}

/// `15.01.` or `15 Jan`, where the year is known.
#[must_use]
pub fn format_date_short(date: CivilDate, language: Language) -> String {
    let CivilDate { month, day, .. } = date;
    match language {
        Language::De => format!("{day:02}.{month:02}."),
        Language::En => format!("{day} {}", month_abbreviation(month, language)),
    }
}

/// `Mi, 15.01.2025` or `Wed 15 Jan 2025`.
#[must_use]
pub fn format_day(date: CivilDate, language: Language) -> String {
    let weekday = weekday_abbreviation(date.weekday(), language);
    let comma = language.text(words::charts::TEXT);
    format!("{weekday}{comma} {}", format_date(date, language))
}

/// Local start of an hour of the axis: `Mi, 15.01.2025, 18:00` or `Wed 15 Jan 2025, 18:00`.
///
/// With `summer_time` the clock of Germany is shown, else UTC+1 all year.
#[must_use]
pub fn format_date_hour(axis: TimeAxis, hour_index: usize, summer_time: bool, language: Language) -> String {
    let (date, hour) = axis.civil_date_hour(hour_index, summer_time);
    format!("{}, {hour:02}:00", format_day(date, language))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_hour_is_named_with_its_weekday_in_both_languages() {
        let axis = TimeAxis::new(2025);
        let index = 14 * 24 + 18;
        assert_eq!(format_date_hour(axis, index, true, Language::De), "Mi, 15.01.2025, 18:00");
        assert_eq!(format_date_hour(axis, index, true, Language::En), "Wed 15 Jan 2025, 18:00");
    }

    #[test]
    fn summer_time_moves_the_clock_by_an_hour() {
        let axis = TimeAxis::new(2025);
        let july = axis.month_hours()[6].start + 23;
        assert_eq!(format_date_hour(axis, july, true, Language::En), "Wed 2 Jul 2025, 00:00");
        assert_eq!(format_date_hour(axis, july, false, Language::De), "Di, 01.07.2025, 23:00");
    }

    #[test]
    fn months_outside_the_year_have_no_name() {
        assert_eq!(month_name(0, Language::De), "");
        assert_eq!(month_name(3, Language::De), "März");
        assert_eq!(month_abbreviation(13, Language::En), "");
    }
}
