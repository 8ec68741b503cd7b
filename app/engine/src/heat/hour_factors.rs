//! Hour factors by weekday and temperature class, read, checked and scaled to a day sum of 1 once.

use std::sync::LazyLock;

use super::HeatSlp;
use crate::data_table::DataTable;
use crate::tables::PublishedTable::HeatHourFactors;

/// Groups of the table; the other profiles share one of them.
const GROUPS: [&str; 14] =
    ["HEF", "HMF", "GKO", "GHA", "GMK", "GBD", "GBH", "GWA", "GGA", "GBA", "GGB", "GPD", "GMF", "GHD"];

/// Number of temperature classes.
const CLASSES: usize = 10;

/// 24 shares of the day for each temperature class of each weekday from Monday on.
pub(super) type HourFactors = [[[f64; 24]; CLASSES]; 7];

/// Temperature class of an allocation temperature: up to -15 °C is 0, then steps of 5 K whose upper bound
/// belongs to the class, above 25 °C is 9.
pub(super) fn temperature_class(allocation_c: f64) -> usize {
    [-15.0, -10.0, -5.0, 0.0, 5.0, 10.0, 15.0, 20.0, 25.0]
        .iter()
        .filter(|bound| allocation_c > **bound)
        .count()
}

/// Hour factors of a profile.
pub(super) fn hour_factors(slp: HeatSlp) -> &'static HourFactors {
    static ALL: LazyLock<Vec<HourFactors>> =
        LazyLock::new(|| read(HeatHourFactors.text()).expect("the hour-factor table ships checked"));
    let group = GROUPS.iter().position(|group| *group == slp.hour_factor_group());
    &ALL[group.expect("every profile has a group")]
}

fn read(text: &str) -> Result<Vec<HourFactors>, String> {
    let table = DataTable::read(text);
    let mut all = vec![[[[0.0; 24]; CLASSES]; 7]; GROUPS.len()];
    let mut total = 0.0;
    for (names, values) in table.numbers::<24>(3)? {
        let place = format!("{names:?}");
        let group = GROUPS.iter().position(|group| *group == names[0]).ok_or(&place)?;
        let class =
            names[2].parse::<usize>().ok().filter(|class| (1..=CLASSES).contains(class)).ok_or(&place)?;
        let sum: f64 = values.iter().sum();
        if (sum / 10_000.0 - 1.0).abs() > 2e-3 {
            return Err(format!("{place}: the factors add up to {sum} instead of about 10000"));
        }
        total += sum;
        for weekday in names[1].bytes() {
            let weekday = usize::from(weekday.wrapping_sub(b'1'));
            let cell = all[group].get_mut(weekday).ok_or(&place)?;
            cell[class - 1] = values.map(|value| value / sum);
        }
    }
    table.check_total(total)?;
    let filled = |day: &[f64; 24]| day.iter().sum::<f64>() > 0.5;
    if all.iter().flatten().flatten().all(filled) { Ok(all) } else { Err("a day is missing".to_owned()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_day_adds_up_to_one() {
        for slp in HeatSlp::ALL {
            for day in hour_factors(slp).iter().flatten() {
                assert!((day.iter().sum::<f64>() - 1.0).abs() < 1e-14);
            }
        }
    }

    #[test]
    fn an_upper_bound_belongs_to_its_class() {
        for (temperature_c, class) in
            [(-40.0, 0), (-15.0, 0), (-14.9, 1), (0.0, 3), (0.1, 4), (25.0, 8), (25.1, 9), (60.0, 9)]
        {
            assert_eq!(temperature_class(temperature_c), class, "{temperature_c}");
        }
    }

    #[test]
    fn a_damaged_table_is_refused() {
        let damaged = |from, to| read(&HeatHourFactors.text().replacen(from, to, 1));
        assert!(damaged("HEF,1234567,1,296", "HEF,1234567,1,297").is_err());
        assert!(damaged("GHD,234,3", "GHD,23,3").is_err());
    }
}
