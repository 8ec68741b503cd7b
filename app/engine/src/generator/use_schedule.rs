//! Electricity of plug loads and lighting by the use of the building.
//!
//! ```text
//! q[i] = (1 - λ)·m[i]/Σm + λ·l[i]/Σl
//! ```
//! with the hourly levels of machines m and lighting l of the use and the share λ of lighting in the annual
//! energy. Source: `public/tables/use-schedules.csv` (TEASER, MIT; the weekends are own assumptions).

use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use crate::building_type::BuildingType;
use crate::calendar::{Calendar, DayType};
use crate::tables::PublishedTable;
use crate::time::{HOURS, Resolution, follow_summer_time};

const COLUMNS: &str = "type;machines_w_m2;machines;lighting_w_m2;lighting;saturday;sunday;usage;own";

/// Parameters of the schedule.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UseSchedule {
    /// Whose use.
    pub building_type: BuildingType,
    /// Share of lighting in the annual energy, 0–1; `None`: from the installed powers of the use.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lighting_share: Option<f64>,
}

/// Levels of one use.
struct Entry {
    machines_w_m2: f64,
    machines: [f64; 24],
    lighting_w_m2: f64,
    lighting: [f64; 24],
    /// Factor on the part above the lowest level, by day type.
    part: [f64; 3],
    usage: &'static str,
}

/// Shape of plug loads and lighting.
#[must_use]
pub fn use_schedule(calendar: &Calendar, summer_time: bool, parameters: UseSchedule) -> Vec<f64> {
    let entry = entry(parameters.building_type);
    let machines = entry.year(calendar, &entry.machines);
    let lighting = entry.year(calendar, &entry.lighting);
    let sum = |values: &[f64]| values.iter().sum::<f64>();
    let (machines_sum, lighting_sum) = (sum(&machines), sum(&lighting));
    let share = parameters.lighting_share.unwrap_or_else(|| {
        let lighting_wh = entry.lighting_w_m2 * lighting_sum;
        lighting_wh / (lighting_wh + entry.machines_w_m2 * machines_sum)
    });
    let (per_machine, per_light) = ((1.0 - share) / machines_sum, share / lighting_sum);
    let mut shape: Vec<f64> =
        machines.iter().zip(lighting).map(|(m, l)| m * per_machine + l * per_light).collect();
    if summer_time {
        follow_summer_time(&mut shape, calendar.axis(), Resolution::Hour);
    }
    shape
}

/// Name of the usage in the source that stands for a building type.
#[must_use]
pub fn usage_of(building_type: BuildingType) -> &'static str {
    entry(building_type).usage
}

impl Entry {
    fn year(&self, calendar: &Calendar, levels: &[f64; 24]) -> Vec<f64> {
        let lowest = levels.iter().copied().fold(f64::INFINITY, f64::min);
        let mut values = Vec::with_capacity(HOURS);
        for day_type in calendar.day_types() {
            let part = self.part[day_type.index()];
            values.extend(levels.iter().map(|level| lowest + part * (level - lowest)));
        }
        values
    }
}

fn entry(building_type: BuildingType) -> &'static Entry {
    static ENTRIES: LazyLock<Vec<Entry>> = LazyLock::new(|| {
        read(PublishedTable::UseSchedules.text()).expect("the table of use schedules ships checked")
    });
    &ENTRIES[building_type.index()]
}

fn read(text: &'static str) -> Result<Vec<Entry>, String> {
    let mut lines = text.lines().filter(|line| !line.starts_with('#'));
    if lines.next() != Some(COLUMNS) {
        return Err("the columns are not those expected".to_owned());
    }
    let entries: Vec<Entry> = lines
        .zip(BuildingType::ALL)
        .map(|(line, building_type)| row(line, building_type).ok_or_else(|| line.to_owned()))
        .collect::<Result<_, _>>()?;
    if entries.len() == BuildingType::ALL.len() { Ok(entries) } else { Err("rows are missing".to_owned()) }
}

fn row(line: &'static str, building_type: BuildingType) -> Option<Entry> {
    let fields: Vec<&'static str> = line.split(';').collect();
    let [key, machines_w_m2, machines, lighting_w_m2, lighting, saturday, sunday, usage, _own] = fields[..]
    else {
        return None;
    };
    let number = |text: &str| text.parse::<f64>().ok().filter(|value| (0.0..1000.0).contains(value));
    let mut part = [1.0; 3];
    part[DayType::Saturday.index()] = number(saturday)?;
    part[DayType::SundayOrHoliday.index()] = number(sunday)?;
    let entry = Entry {
        machines_w_m2: number(machines_w_m2)?,
        machines: levels(machines)?,
        lighting_w_m2: number(lighting_w_m2)?,
        lighting: levels(lighting)?,
        part,
        usage,
    };
    (key == building_type.key()).then_some(entry)
}

/// 24 digits of tenths; `a` is 1.0. At least one is above zero.
fn levels(text: &str) -> Option<[f64; 24]> {
    let mut levels = [0.0; 24];
    let mut digits = text.chars();
    for level in &mut levels {
        *level = f64::from(digits.next()?.to_digit(11)?) / 10.0;
    }
    (digits.next().is_none() && levels.iter().any(|level| *level > 0.0)).then_some(levels)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shape(building_type: BuildingType, lighting_share: Option<f64>) -> Vec<f64> {
        use_schedule(&Calendar::new(2023, None), false, UseSchedule { building_type, lighting_share })
    }

    #[test]
    fn every_building_type_has_a_schedule_with_energy_one() {
        for building_type in BuildingType::ALL {
            for share in [None, Some(0.0), Some(1.0)] {
                let shape = shape(building_type, share);
                assert_eq!(shape.len(), HOURS);
                assert!(shape.iter().all(|value| value.is_finite() && *value >= 0.0), "{building_type:?}");
                assert!((shape.iter().sum::<f64>() - 1.0).abs() < 1e-9, "{building_type:?}");
            }
            assert!(!usage_of(building_type).is_empty());
        }
    }

    #[test]
    fn offices_work_on_workdays_and_restaurants_in_the_evening() {
        let office = shape(BuildingType::Office, None);
        // 2 January 2023 is a Monday, 8 January a Sunday.
        assert!(office[24 + 11] > 5.0 * office[24 + 23]);
        assert!(office[24 + 11] > 5.0 * office[7 * 24 + 11]);
        let restaurant = shape(BuildingType::Restaurant, None);
        assert!(restaurant[24 + 21] > 2.0 * restaurant[24 + 8]);
    }

    #[test]
    fn a_damaged_table_is_refused() {
        assert!(read(PublishedTable::UseSchedules.text()).is_ok());
        for (from, to) in [("office;", "offices;"), ("machines;", "machine;"), ("aaaa", "aaa")] {
            let damaged: &'static str =
                Box::leak(PublishedTable::UseSchedules.text().replacen(from, to, 1).into_boxed_str());
            assert!(read(damaged).is_err(), "{from}");
        }
    }
}
