//! The published quarter-hour tables, read and checked once.

use std::sync::LazyLock;

use super::ElectricitySlp;
use crate::calendar::{DayType, Season};
use crate::data_table::DataTable;
use crate::tables::PublishedTable::{Electricity1999, Electricity2025};

/// Day shapes of one profile; a row is a period (season or month) with a day type.
pub(super) struct ProfileTable {
    /// 96 quarter hours of each row, in the unit of the source.
    pub quarters: Vec<[f64; 96]>,
    /// Means of each hour.
    pub hours: Vec<[f64; 24]>,
}

impl ProfileTable {
    /// Row of a period (season or month, from 0) and day type.
    pub(super) const fn row(period: usize, day_type: DayType) -> usize {
        period * 3 + day_type.index()
    }
}

/// Tables of all profiles in the order of [`ElectricitySlp::ALL`].
pub(super) fn tables() -> &'static [ProfileTable] {
    static TABLES: LazyLock<Vec<ProfileTable>> = LazyLock::new(|| {
        let (old, new) = ElectricitySlp::ALL.split_at(11);
        let mut tables = read(Electricity1999.text(), old).expect("the table of 1999 ships checked");
        tables.extend(read(Electricity2025.text(), new).expect("the table of 2025 ships checked"));
        tables
    });
    &TABLES
}

fn read(text: &str, profiles: &[ElectricitySlp]) -> Result<Vec<ProfileTable>, String> {
    let table = DataTable::read(text);
    let mut rows = table.numbers::<96>(3)?.into_iter();
    let mut total = 0.0;
    let mut tables = Vec::with_capacity(profiles.len());
    for slp in profiles {
        let mut quarters = Vec::new();
        for period in period_names(*slp) {
            for day in ["workday", "saturday", "sunday"] {
                let expected = [slp.code(), period.as_str(), day];
                let (names, values) = rows.next().ok_or_else(|| format!("{expected:?} is missing"))?;
                if names != expected {
                    return Err(format!("{names:?} instead of {expected:?}"));
                }
                total += values.iter().sum::<f64>();
                quarters.push(values);
            }
        }
        let hours = quarters.iter().map(hour_means).collect();
        tables.push(ProfileTable { quarters, hours });
    }
    if rows.next().is_some() {
        return Err("the table has more rows than profiles".to_owned());
    }
    table.check_total(total)?;
    Ok(tables)
}

fn period_names(slp: ElectricitySlp) -> Vec<String> {
    if slp.is_monthly() {
        (1..=12).map(|month| month.to_string()).collect()
    } else {
        let name = |season| match season {
            Season::Winter => "winter",
            Season::Summer => "summer",
            Season::Transition => "transition",
        };
        Season::ALL.map(|season| name(season).to_owned()).to_vec()
    }
}

fn hour_means(quarters: &[f64; 96]) -> [f64; 24] {
    core::array::from_fn(|hour| quarters[hour * 4..hour * 4 + 4].iter().sum::<f64>() / 4.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::Calendar;
    use crate::electricity::household_day_factor;

    /// Energy of a year in the unit of the source, before scaling.
    fn raw_sum(slp: ElectricitySlp, year: i32) -> f64 {
        let calendar = Calendar::new(year, None);
        let table = &tables()[slp.index()];
        let days = calendar.day_types().iter().enumerate().map(|(day, day_type)| {
            let date = calendar.axis().date(day);
            let period =
                if slp.is_monthly() { usize::from(date.month) - 1 } else { Season::of(date).index() };
            let factor = if slp.is_dynamic() { household_day_factor(date.day_of_year()) } else { 1.0 };
            factor * table.quarters[ProfileTable::row(period, *day_type)].iter().sum::<f64>()
        });
        days.sum()
    }

    #[test]
    fn the_tables_of_2025_meet_their_published_sums() {
        let published = [
            (ElectricitySlp::H25, 999_128.0),
            (ElectricitySlp::G25, 1_003_080.0),
            (ElectricitySlp::L25, 1_000_430.0),
            (ElectricitySlp::P25, 1_000_060.0),
            (ElectricitySlp::S25, 1_001_140.0),
        ];
        for (slp, kwh) in published {
            // Holidays of the published sums are those of one unnamed state.
            assert!((raw_sum(slp, 2023) / kwh - 1.0).abs() < 2e-3, "{} {}", slp.code(), raw_sum(slp, 2023));
        }
    }

    #[test]
    fn the_tables_of_1999_give_about_1000_kwh() {
        for slp in &ElectricitySlp::ALL[..11] {
            let kwh = raw_sum(*slp, 2023) * 0.1 * 0.25 / 1000.0;
            // Profiles that rest on holidays gain with the nine nationwide ones alone.
            assert!((kwh - 1000.0).abs() < 20.0, "{} {kwh}", slp.code());
        }
        let household = raw_sum(ElectricitySlp::H0, 2023) * 0.1 * 0.25 / 1000.0;
        assert!((household - 998.13).abs() < 0.5, "{household}");
    }

    #[test]
    fn the_winter_saturday_of_l1_is_that_of_the_workbook() {
        let row = ProfileTable::row(Season::Winter.index(), DayType::Saturday);
        let wh: f64 = tables()[ElectricitySlp::L1.index()].quarters[row].iter().sum::<f64>() * 0.1 * 0.25;
        assert!((wh - 2929.0).abs() < 1.0, "{wh}");
    }

    #[test]
    fn a_damaged_table_is_refused() {
        let damaged =
            |from, to| read(&Electricity1999.text().replacen(from, to, 1), &ElectricitySlp::ALL[..11]);
        assert!(damaged("676", "676").is_ok());
        assert!(damaged("676", "677").is_err());
        assert!(damaged("H0,winter", "H0,summer").is_err());
    }
}
