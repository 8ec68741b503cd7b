//! Domestic hot water: the expected course of a day by use, and single dwellings drawn at random.
//!
//! Day shapes: step functions of OpenDHW 0.2.9 (MIT; RWTH Aachen), which follow DHWcalc (Jordan and Vajen). For
//! dwellings the values are relative densities per hour; for other uses they are shares of a block of hours
//! (restaurants are given per hour in the source and were converted).
//! Over the year the use is 10 % higher in February and 10 % lower in August (DHWcalc).

use serde::{Deserialize, Serialize};

use crate::calendar::{Calendar, DayType};
use crate::time::{DAYS, HOURS, Resolution, follow_summer_time};

mod draws;

pub use draws::{HotWaterDraws, hot_water_draws};

/// Who uses the hot water.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum HotWaterUse {
    /// Dwellings.
    Residential,
    /// Offices: closed at weekends.
    Office,
    /// Schools: closed at weekends and in the summer holidays.
    School,
    /// Universities: closed at weekends and in the summer holidays.
    University,
    /// Food shops: closed on Sundays.
    FoodShop,
    /// Other shops.
    Retail,
    /// Restaurants: noon and evening.
    Restaurant,
    /// Hospitals: all day.
    Hospital,
    /// Culture and events.
    Culture,
    /// Sports.
    Sport,
    /// Workshops.
    Workshop,
}

/// When a use rests.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Rest {
    Never,
    Sundays,
    Weekends,
    WeekendsAndSummer,
}

/// Blocks of hours, each with its share of the day.
type Blocks = &'static [(f64, f64)];

/// Density per hour in blocks of hours, not normalised: workdays, and days off.
const RESIDENTIAL_WORKDAY: Blocks =
    &[(6.5, 0.01), (1.0, 0.5), (4.5, 0.06), (1.0, 0.16), (5.0, 0.06), (4.0, 0.2), (2.0, 0.01)];
const RESIDENTIAL_DAY_OFF: Blocks =
    &[(7.0, 0.02), (2.0, 0.475), (6.0, 0.071), (2.0, 0.237), (3.0, 0.036), (3.0, 0.143), (1.0, 0.018)];
/// Days off use this much more than the ratio of the densities says (weekend factor of DHWcalc).
const DAY_OFF_FACTOR: f64 = 1.2;

impl HotWaterUse {
    /// Every use.
    pub const ALL: [Self; 11] = [
        Self::Residential,
        Self::Office,
        Self::School,
        Self::University,
        Self::FoodShop,
        Self::Retail,
        Self::Restaurant,
        Self::Hospital,
        Self::Culture,
        Self::Sport,
        Self::Workshop,
    ];

    /// Blocks of hours with their shares of a working day; [`Self::Residential`] is tabulated apart.
    const fn blocks(self) -> Blocks {
        match self {
            Self::Residential | Self::Hospital => &[(24.0, 1.0)],
            Self::Office => &[
                (7.0, 0.0),
                (1.0, 0.004_761_905),
                (1.0, 0.022_619_048),
                (1.0, 0.070_238_095),
                (6.0, 0.705_952_381),
                (1.0, 0.094_047_619),
                (1.0, 0.070_238_095),
                (1.0, 0.022_619_048),
                (1.0, 0.004_761_905),
                (1.0, 0.004_761_905),
                (3.0, 0.0),
            ],
            Self::School => &[
                (7.0, 0.0),
                (1.0, 0.005_235_602),
                (1.0, 0.051_047_12),
                (1.0, 0.077_225_131),
                (3.0, 0.366_492_147),
                (1.0, 0.026_178_01),
                (1.0, 0.078_534_031),
                (2.0, 0.235_602_094),
                (1.0, 0.103_403_141),
                (1.0, 0.051_047_12),
                (1.0, 0.005_235_602),
                (4.0, 0.0),
            ],
            Self::University => &[
                (7.0, 0.0),
                (1.0, 0.052_631_579),
                (1.0, 0.078_947_368),
                (2.0, 0.263_157_895),
                (1.0, 0.105_263_158),
                (1.0, 0.026_315_789),
                (1.0, 0.078_947_368),
                (1.0, 0.131_578_947),
                (2.0, 0.210_526_316),
                (1.0, 0.052_631_579),
                (6.0, 0.0),
            ],
            Self::FoodShop => &[
                (7.0, 0.0),
                (1.0, 0.006_024_096),
                (1.0, 0.028_614_458),
                (1.0, 0.058_734_94),
                (2.0, 0.120_481_928),
                (3.0, 0.271_084_337),
                (2.0, 0.120_481_928),
                (1.0, 0.090_361_446),
                (1.0, 0.150_602_41),
                (1.0, 0.088_855_422),
                (1.0, 0.058_734_94),
                (1.0, 0.006_024_096),
                (2.0, 0.0),
            ],
            Self::Retail => &[
                (7.0, 0.0),
                (1.0, 0.030_303_03),
                (3.0, 0.181_818_182),
                (3.0, 0.272_727_273),
                (2.0, 0.121_212_121),
                (1.0, 0.090_909_091),
                (1.0, 0.151_515_152),
                (1.0, 0.090_909_091),
                (1.0, 0.060_606_061),
                (4.0, 0.0),
            ],
            Self::Restaurant => &[
                (8.0, 0.0),
                (3.0, 0.111_111_111),
                (1.0, 0.148_148_148),
                (1.0, 0.185_185_185),
                (1.0, 0.111_111_111),
                (4.0, 0.0),
                (2.0, 0.074_074_074),
                (1.0, 0.111_111_111),
                (1.0, 0.185_185_185),
                (2.0, 0.074_074_074),
            ],
            Self::Culture => &[
                (7.0, 0.0),
                (1.0, 0.019_230_769),
                (1.0, 0.057_692_308),
                (2.0, 0.192_307_692),
                (2.0, 0.038_461_538),
                (2.0, 0.192_307_692),
                (4.0, 0.230_769_231),
                (2.0, 0.192_307_692),
                (1.0, 0.057_692_308),
                (1.0, 0.019_230_769),
                (1.0, 0.0),
            ],
            Self::Sport => &[
                (7.0, 0.0),
                (1.0, 0.043_478_261),
                (1.0, 0.068_965_517),
                (2.0, 0.172_413_793),
                (1.0, 0.068_965_517),
                (1.0, 0.0),
                (1.0, 0.068_965_517),
                (2.0, 0.172_413_793),
                (1.0, 0.068_965_517),
                (1.0, 0.043_478_261),
                (3.0, 0.206_896_552),
                (2.0, 0.086_956_522),
                (1.0, 0.0),
            ],
            Self::Workshop => &[
                (5.0, 0.070_422_535),
                (1.0, 0.035_211_268),
                (1.0, 0.056_338_028),
                (2.0, 0.140_845_07),
                (1.0, 0.056_338_028),
                (1.0, 0.070_422_535),
                (1.0, 0.035_211_268),
                (1.0, 0.056_338_028),
                (2.0, 0.140_845_07),
                (3.0, 0.169_014_085),
                (4.0, 0.140_845_07),
                (2.0, 0.028_169_014),
            ],
        }
    }

    const fn rest(self) -> Rest {
        match self {
            Self::School | Self::University => Rest::WeekendsAndSummer,
            Self::Office => Rest::Weekends,
            Self::FoodShop => Rest::Sundays,
            Self::Residential
            | Self::Retail
            | Self::Restaurant
            | Self::Hospital
            | Self::Culture
            | Self::Sport
            | Self::Workshop => Rest::Never,
        }
    }
}

impl Rest {
    /// Whether a day is one of rest. Summer holidays are the days 182 to 212 of the year, as in OpenDHW.
    fn covers(self, day: usize, day_type: DayType) -> bool {
        match self {
            Self::Never => false,
            Self::Sundays => day_type == DayType::SundayOrHoliday,
            Self::Weekends => day_type != DayType::Workday,
            Self::WeekendsAndSummer => day_type != DayType::Workday || (181..=211).contains(&day),
        }
    }
}

/// Expected shape of hot water of many users of one kind.
#[must_use]
pub fn hot_water_day(calendar: &Calendar, summer_time: bool, hot_water_use: HotWaterUse) -> Vec<f64> {
    let mut shape = Vec::with_capacity(HOURS);
    for (day, day_type) in calendar.day_types().iter().enumerate() {
        let halves = half_hours(hot_water_use, day, *day_type);
        let season = season_factor(day);
        shape.extend(halves.chunks_exact(2).map(|pair| season * (pair[0] + pair[1])));
    }
    if summer_time {
        follow_summer_time(&mut shape, calendar.axis(), Resolution::Hour);
    }
    shape
}

/// Relative use in the half hours of a day.
fn half_hours(hot_water_use: HotWaterUse, day: usize, day_type: DayType) -> [f64; 48] {
    let (blocks, densities, factor) = match (hot_water_use, day_type) {
        (HotWaterUse::Residential, DayType::Workday) => (RESIDENTIAL_WORKDAY, true, 1.0),
        (HotWaterUse::Residential, _) => (RESIDENTIAL_DAY_OFF, true, DAY_OFF_FACTOR),
        (other, _) if other.rest().covers(day, day_type) => (&[(24.0, 0.0)] as Blocks, false, 0.0),
        (other, _) => (other.blocks(), false, 1.0),
    };
    let mut halves = [0.0; 48];
    let mut at = 0;
    for (hours, value) in blocks {
        let count = (hours * 2.0) as usize;
        let per_half = if densities { value * 0.5 } else { value / count as f64 };
        halves[at..at + count].fill(factor * per_half);
        at += count;
    }
    halves
}

/// 1 + 0.1·cos(2π·d/365 - π/4) with d from 0 (DHWcalc).
fn season_factor(day: usize) -> f64 {
    use core::f64::consts::{FRAC_PI_4, TAU};
    1.0 + 0.1 * libm::cos(TAU * day as f64 / DAYS as f64 - FRAC_PI_4)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_use_has_a_whole_day_and_energy() {
        let calendar = Calendar::new(2023, None);
        for hot_water_use in HotWaterUse::ALL {
            let hours: f64 = hot_water_use.blocks().iter().map(|block| block.0).sum();
            assert_eq!(hours, 24.0, "{hot_water_use:?}");
            let share: f64 = hot_water_use.blocks().iter().map(|block| block.1).sum();
            assert!((share - 1.0).abs() < 2e-3, "{hot_water_use:?}: {share}");
            let shape = hot_water_day(&calendar, true, hot_water_use);
            assert_eq!(shape.len(), HOURS);
            assert!(shape.iter().all(|value| *value >= 0.0) && shape.iter().sum::<f64>() > 0.0);
        }
    }

    #[test]
    fn dwellings_follow_the_published_shares() {
        let calendar = Calendar::new(2023, None);
        let shape = hot_water_day(&calendar, false, HotWaterUse::Residential);
        let share = |day: usize, hours: core::ops::Range<usize>| {
            let day = &shape[day * 24..day * 24 + 24];
            day[hours].iter().sum::<f64>() / day.iter().sum::<f64>()
        };
        // 2 January 2023 is a Monday, 7 January a Saturday.
        assert!((share(1, 6..8) - 0.248).abs() < 0.01, "{}", share(1, 6..8));
        assert!((share(1, 18..22) - 0.36).abs() < 0.025);
        assert!((share(6, 7..9) - 0.368).abs() < 0.01);
        let volume = |day: usize| shape[day * 24..day * 24 + 24].iter().sum::<f64>();
        assert!((volume(6) / volume(5) - 1.43).abs() < 0.02);
    }

    #[test]
    fn schools_rest_at_weekends_and_in_summer() {
        let calendar = Calendar::new(2023, None);
        let shape = hot_water_day(&calendar, false, HotWaterUse::School);
        assert!(shape[24 + 11] > 0.0);
        assert_eq!((shape[6 * 24 + 11], shape[190 * 24 + 11]), (0.0, 0.0));
    }
}
