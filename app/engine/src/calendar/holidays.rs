//! Public holidays of Germany, nationwide and by federal state.
//!
//! Holidays that hold only in parts of a state do not count: Corpus Christi in some municipalities of Saxony
//! and Thuringia, the Peace Festival of Augsburg. Assumption Day holds in most of Bavaria but not in all of it,
//! therefore Bavaria is there twice.

use serde::Serialize;

use super::FederalState;
use super::FederalState as S;
use crate::time::CivilDate;

/// A public holiday.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Holiday {
    /// Day on which it falls.
    pub date: CivilDate,
    /// German name.
    pub name_de: &'static str,
    /// English name.
    pub name_en: &'static str,
}

/// Easter Sunday of a year in the Gregorian calendar (anonymous Gregorian algorithm, Nature 1876).
#[must_use]
pub fn easter_sunday(year: i32) -> CivilDate {
    let a = year.rem_euclid(19);
    let (b, c) = (year.div_euclid(100), year.rem_euclid(100));
    let (d, e) = (b / 4, b % 4);
    let g = (b - (b + 8) / 25 + 1) / 3;
    let h = (19 * a + b - d - g + 15) % 30;
    let (i, k) = (c / 4, c % 4);
    let l = (32 + 2 * e + 2 * i - h - k) % 7;
    let m = (a + 11 * h + 22 * l) / 451;
    let n = h + l - 7 * m + 114;
    CivilDate { year, month: (n / 31) as u8, day: (n % 31 + 1) as u8 }
}

/// Holidays of a year in order of date; without a state only the nationwide ones.
#[must_use]
pub fn holidays_of(year: i32, state: Option<FederalState>) -> Vec<Holiday> {
    let easter = easter_sunday(year);
    let mut holidays = nationwide(year, easter);
    if let Some(state) = state {
        add_fixed(&mut holidays, year, state);
        add_movable(&mut holidays, year, easter, state);
        holidays.sort_by_key(|holiday| holiday.date);
    }
    holidays
}

fn nationwide(year: i32, easter: CivilDate) -> Vec<Holiday> {
    vec![
        fixed(year, 1, 1, "Neujahr", "New Year’s Day"),
        relative(easter, -2, "Karfreitag", "Good Friday"),
        relative(easter, 1, "Ostermontag", "Easter Monday"),
        fixed(year, 5, 1, "Tag der Arbeit", "Labour Day"),
        relative(easter, 39, "Christi Himmelfahrt", "Ascension Day"),
        relative(easter, 50, "Pfingstmontag", "Whit Monday"),
        fixed(year, 10, 3, "Tag der Deutschen Einheit", "Day of German Unity"),
        fixed(year, 12, 25, "Erster Weihnachtstag", "Christmas Day"),
        fixed(year, 12, 26, "Zweiter Weihnachtstag", "Second Day of Christmas"),
    ]
}

fn add_fixed(holidays: &mut Vec<Holiday>, year: i32, state: FederalState) {
    let mut add = |applies: bool, month, day, de, en| {
        if applies {
            holidays.push(fixed(year, month, day, de, en));
        }
    };
    let bavarian = is_bavarian(state);
    let epiphany = bavarian || matches!(state, S::BadenWuerttemberg | S::SaxonyAnhalt);
    add(epiphany, 1, 6, "Heilige Drei Könige", "Epiphany");
    let womens_day = matches!((state, year), (S::Berlin, 2019..) | (S::MecklenburgWesternPomerania, 2023..));
    add(womens_day, 3, 8, "Internationaler Frauentag", "International Women’s Day");
    let liberation = state == S::Berlin && matches!(year, 2020 | 2025);
    add(liberation, 5, 8, "Tag der Befreiung", "Liberation Day");
    let uprising = state == S::Berlin && year == 2028;
    add(uprising, 6, 17, "Jahrestag des Aufstandes vom 17. Juni 1953", "Anniversary of the Uprising of 1953");
    let assumption = matches!(state, S::BavariaWithAssumption | S::Saarland);
    add(assumption, 8, 15, "Mariä Himmelfahrt", "Assumption Day");
    let childrens_day = matches!((state, year), (S::Thuringia, 2019..));
    add(childrens_day, 9, 20, "Weltkindertag", "World Children’s Day");
    // In the four northern states since 2018, in the five eastern ones all along.
    let reformation = matches!(
        state,
        S::Brandenburg
            | S::MecklenburgWesternPomerania
            | S::Saxony
            | S::SaxonyAnhalt
            | S::Thuringia
            | S::Bremen
            | S::Hamburg
            | S::LowerSaxony
            | S::SchleswigHolstein
    );
    add(reformation, 10, 31, "Reformationstag", "Reformation Day");
    let all_saints = bavarian
        || matches!(
            state,
            S::BadenWuerttemberg | S::NorthRhineWestphalia | S::RhinelandPalatinate | S::Saarland
        );
    add(all_saints, 11, 1, "Allerheiligen", "All Saints’ Day");
}

fn is_bavarian(state: FederalState) -> bool {
    matches!(state, S::Bavaria | S::BavariaWithAssumption)
}

fn add_movable(holidays: &mut Vec<Holiday>, year: i32, easter: CivilDate, state: FederalState) {
    if state == S::Brandenburg {
        holidays.push(relative(easter, 0, "Ostersonntag", "Easter Sunday"));
        holidays.push(relative(easter, 49, "Pfingstsonntag", "Whit Sunday"));
    }
    let corpus_christi = is_bavarian(state)
        || matches!(
            state,
            S::BadenWuerttemberg | S::Hesse | S::NorthRhineWestphalia | S::RhinelandPalatinate | S::Saarland
        );
    if corpus_christi {
        holidays.push(relative(easter, 60, "Fronleichnam", "Corpus Christi"));
    }
    if state == S::Saxony {
        // The Wednesday before 23 November.
        let last = CivilDate { year, month: 11, day: 22 };
        let back = (last.weekday().days_since_sunday() + 4) % 7;
        holidays.push(relative(last, -(back as i64), "Buß- und Bettag", "Day of Repentance and Prayer"));
    }
}

const fn fixed(year: i32, month: u8, day: u8, name_de: &'static str, name_en: &'static str) -> Holiday {
    Holiday { date: CivilDate { year, month, day }, name_de, name_en }
}

const fn relative(base: CivilDate, days: i64, name_de: &'static str, name_en: &'static str) -> Holiday {
    Holiday { date: base.plus_days(days), name_de, name_en }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn easter_falls_on_its_known_dates() {
        for (year, month, day) in [(2020, 4, 12), (2024, 3, 31), (2025, 4, 20), (2038, 4, 25), (2035, 3, 25)]
        {
            assert_eq!(easter_sunday(year), CivilDate { year, month, day });
        }
    }

    #[test]
    fn nine_holidays_hold_nationwide() {
        assert_eq!(holidays_of(2023, None).len(), 9);
    }

    #[test]
    fn saxony_repents_on_the_wednesday_before_23_november() {
        for (year, day) in [(2020, 18), (2021, 17), (2022, 16), (2023, 22), (2028, 22)] {
            let holidays = holidays_of(year, Some(S::Saxony));
            let date = CivilDate { year, month: 11, day };
            assert!(holidays.iter().any(|holiday| holiday.date == date), "{year}");
        }
    }
}
