//! Hot water of single dwellings, draw by draw.
//!
//! Method of DHWcalc (Jordan and Vajen) as published in OpenDHW 0.2.9 (MIT): four kinds of draws, each with a
//! flow from a normal distribution cut at two standard deviations and at 1 to 1200 L/h and rounded to 6 L/h,
//! repeated until the volume of the year is reached and placed by the density of the day shape. Here each
//! dwelling has random numbers of its own, so that adding one changes no other.

use serde::{Deserialize, Serialize};

use super::{HotWaterUse, half_hours, hot_water_day, season_factor};
use crate::calendar::Calendar;
use crate::random::Random;
use crate::series::repeated;
use crate::time::{DAYS, QUARTER_HOURS, Resolution, follow_summer_time};

/// Parameters of drawn hot water.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HotWaterDraws {
    /// Number of dwellings.
    pub dwellings: u16,
    /// Hot water per dwelling and day at 35 K above cold water, L; decides how many draws there are. 200 L/day
    /// are 2970 kWh/a.
    pub litres_per_day: f64,
}

impl Default for HotWaterDraws {
    /// One dwelling with 100 L/day, about 1500 kWh/a (own assumption: two people).
    fn default() -> Self {
        Self { dwellings: 1, litres_per_day: 100.0 }
    }
}

/// A kind of draw.
struct Kind {
    /// Share of the volume.
    share: f64,
    minutes: usize,
    mean_l_per_h: f64,
    deviation_l_per_h: f64,
}

/// Short, medium, bath and shower.
const KINDS: [Kind; 4] = [
    Kind { share: 0.14, minutes: 1, mean_l_per_h: 60.0, deviation_l_per_h: 120.0 },
    Kind { share: 0.36, minutes: 1, mean_l_per_h: 360.0, deviation_l_per_h: 120.0 },
    Kind { share: 0.10, minutes: 10, mean_l_per_h: 840.0, deviation_l_per_h: 12.0 },
    Kind { share: 0.40, minutes: 5, mean_l_per_h: 480.0, deviation_l_per_h: 24.0 },
];

/// Minutes of the year.
const MINUTES: usize = DAYS * 24 * 60;
/// Dwellings that are drawn one by one; for more, the deviation from the expected course of this many is made
/// smaller by the square root of the ratio, as for a sum of independent users.
const DRAWN_DWELLINGS: u16 = 200;

/// Shape of the hot water of dwellings, 35 040 quarter hours.
#[must_use]
pub fn hot_water_draws(calendar: &Calendar, summer_time: bool, draws: HotWaterDraws, seed: u64) -> Vec<f64> {
    let drawn = draws.dwellings.clamp(1, DRAWN_DWELLINGS);
    let times = Times::new(calendar);
    let kinds = KINDS.map(|kind| (flows(&kind), kind));
    let mut litres = vec![0.0; QUARTER_HOURS];
    for dwelling in 0..drawn {
        let mut random = Random::stream(seed, u64::from(dwelling));
        for (flows, kind) in &kinds {
            let mut left_l = draws.litres_per_day.max(0.0) * 365.0 * kind.share;
            while left_l > 0.0 {
                let litres_per_minute = flows[random.below(flows.len())] / 60.0;
                place(&mut litres, times.minute(random.unit()), kind.minutes, litres_per_minute);
                left_l -= litres_per_minute * kind.minutes as f64;
            }
        }
    }
    if summer_time {
        follow_summer_time(&mut litres, calendar.axis(), Resolution::QuarterHour);
    }
    if draws.dwellings > drawn {
        let expected = repeated(&hot_water_day(calendar, summer_time, HotWaterUse::Residential), 4);
        let scale = litres.iter().sum::<f64>() / expected.iter().sum::<f64>();
        let ratio = libm::sqrt(f64::from(drawn) / f64::from(draws.dwellings));
        for (value, expected) in litres.iter_mut().zip(expected) {
            *value = ratio * *value + (1.0 - ratio) * scale * expected;
        }
    }
    litres
}

/// Adds a draw to the quarter hours that it touches; the year is a ring.
fn place(litres: &mut [f64], start: usize, minutes: usize, litres_per_minute: f64) {
    let in_first = (15 - start % 15).min(minutes);
    litres[start / 15] += litres_per_minute * in_first as f64;
    if minutes > in_first {
        litres[(start / 15 + 1) % QUARTER_HOURS] += litres_per_minute * (minutes - in_first) as f64;
    }
}

/// Equally likely flows of a kind of draw, L/h.
fn flows(kind: &Kind) -> [f64; 256] {
    let low = (kind.mean_l_per_h - 2.0 * kind.deviation_l_per_h).max(1.0);
    let high = (kind.mean_l_per_h + 2.0 * kind.deviation_l_per_h).min(1200.0);
    let below = |flow: f64| {
        0.5 * libm::erfc((kind.mean_l_per_h - flow) / (kind.deviation_l_per_h * core::f64::consts::SQRT_2))
    };
    let (from, to) = (below(low), below(high));
    core::array::from_fn(|index| {
        let wanted = from + (to - from) * (index as f64 + 0.5) / 256.0;
        let (mut left, mut right) = (low, high);
        for _ in 0..40 {
            let middle = 0.5 * (left + right);
            if below(middle) < wanted {
                left = middle;
            } else {
                right = middle;
            }
        }
        // At least one step of 6 L/h, so that every draw has a volume.
        (libm::round(0.5 * (left + right) / 6.0) * 6.0).max(6.0)
    })
}

/// The density of draws over the year: turns an even random number into a minute.
struct Times {
    /// Share of the year up to the end of each half hour.
    until: Vec<f64>,
    /// For each equal part of the unit interval, the half hour in which it begins.
    guide: Vec<usize>,
}

impl Times {
    const PARTS: usize = 16_384;

    fn new(calendar: &Calendar) -> Self {
        let mut until = Vec::with_capacity(DAYS * 48);
        let mut sum = 0.0;
        for (day, day_type) in calendar.day_types().iter().enumerate() {
            let season = season_factor(day);
            for density in half_hours(HotWaterUse::Residential, day, *day_type) {
                sum += season * density;
                until.push(sum);
            }
        }
        for value in &mut until {
            *value /= sum;
        }
        let mut half = 0;
        let guide = (0..Self::PARTS)
            .map(|part| {
                while until[half] <= part as f64 / Self::PARTS as f64 {
                    half += 1;
                }
                half
            })
            .collect();
        Self { until, guide }
    }

    /// Minute of the year at which a share (0 to below 1) of all draws has begun.
    fn minute(&self, share: f64) -> usize {
        let mut half = self.guide[(share * Self::PARTS as f64) as usize];
        while half + 1 < self.until.len() && self.until[half] <= share {
            half += 1;
        }
        let from = if half == 0 { 0.0 } else { self.until[half - 1] };
        let within = (share - from) / (self.until[half] - from);
        (half * 30 + ((within * 30.0) as usize).min(29)).min(MINUTES - 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::series::hourly_means;

    /// Highest quarter hour and hour per dwelling with 200 L/day, kW at 35 K.
    fn peaks_kw(dwellings: u16, seed: u64) -> (f64, f64) {
        let draws = HotWaterDraws { dwellings, litres_per_day: 200.0 };
        let litres = hot_water_draws(&Calendar::new(2023, None), false, draws, seed);
        let kw: Vec<f64> = litres.iter().map(|l| l * 4.0 * 1.163e-3 * 35.0 / f64::from(dwellings)).collect();
        let max = |values: &[f64]| values.iter().copied().fold(0.0, f64::max);
        (max(&kw), max(&hourly_means(&kw)))
    }

    #[test]
    fn the_volume_of_the_year_is_met() {
        let draws = HotWaterDraws { dwellings: 3, litres_per_day: 120.0 };
        let litres: f64 = hot_water_draws(&Calendar::new(2023, None), false, draws, 1).iter().sum();
        assert!((litres / (3.0 * 120.0 * 365.0) - 1.0).abs() < 5e-3, "{litres}");
    }

    #[test]
    fn peaks_fall_with_the_number_of_dwellings_as_measured_with_the_open_tool() {
        for (dwellings, quarter_kw, hour_kw, bound) in
            [(1, 30.3, 13.4, 0.3), (5, 9.8, 4.9, 0.3), (10, 6.3, 3.6, 0.2), (20, 4.7, 3.1, 0.15)]
        {
            let peaks: Vec<_> = (0..9).map(|seed| peaks_kw(dwellings, seed)).collect();
            let middle = |mut values: Vec<f64>| {
                values.sort_by(f64::total_cmp);
                values[values.len() / 2]
            };
            let quarter = middle(peaks.iter().map(|peak| peak.0).collect());
            let hour = middle(peaks.iter().map(|peak| peak.1).collect());
            assert!((quarter / quarter_kw - 1.0).abs() < bound, "{dwellings}: {quarter} for {quarter_kw} kW");
            assert!((hour / hour_kw - 1.0).abs() < bound, "{dwellings}: {hour} for {hour_kw} kW");
        }
        let (few, many, very_many) = (peaks_kw(100, 1).1, peaks_kw(200, 1).1, peaks_kw(1000, 1).1);
        assert!(few > many && many > very_many, "{few} {many} {very_many}");
    }

    #[test]
    fn many_draws_follow_the_expected_course() {
        let calendar = Calendar::new(2023, None);
        let draws = HotWaterDraws { dwellings: 200, litres_per_day: 200.0 };
        let drawn = hourly_means(&hot_water_draws(&calendar, false, draws, 3));
        let expected = hot_water_day(&calendar, false, HotWaterUse::Residential);
        let by_hour = |values: &[f64], hour: usize| {
            values.iter().skip(hour).step_by(24).sum::<f64>() / values.iter().sum::<f64>()
        };
        for hour in 0..24 {
            // A shower takes five minutes, so that some of it falls into the next hour.
            assert!((by_hour(&drawn, hour) - by_hour(&expected, hour)).abs() < 0.012, "{hour}");
        }
    }

    #[test]
    fn four_times_the_dwellings_have_half_the_scatter_of_the_last_that_are_drawn() {
        let calendar = Calendar::new(2023, None);
        let expected = repeated(&hot_water_day(&calendar, false, HotWaterUse::Residential), 4);
        let scatter = |dwellings| {
            let draws = HotWaterDraws { dwellings, litres_per_day: 100.0 };
            let litres = hot_water_draws(&calendar, false, draws, 5);
            let scale = litres.iter().sum::<f64>() / expected.iter().sum::<f64>();
            let squares = litres
                .iter()
                .zip(&expected)
                .map(|(drawn, mean)| (drawn / scale - mean) * (drawn / scale - mean));
            squares.sum::<f64>().sqrt()
        };
        let ratio = scatter(4 * DRAWN_DWELLINGS) / scatter(DRAWN_DWELLINGS);
        assert!((ratio - 0.5).abs() < 1e-9, "{ratio}");
    }

    #[test]
    fn draws_of_one_kind_differ_in_their_flow() {
        let draws = HotWaterDraws { dwellings: 1, litres_per_day: 30.0 };
        let litres = hot_water_draws(&Calendar::new(2023, None), false, draws, 1);
        // Below 10 L there are short and medium draws and parts of showers; a medium one has 2 to 10 L.
        let mut decilitres: Vec<i32> = litres
            .iter()
            .filter(|litres| (0.05..10.0).contains(*litres))
            .map(|litres| (litres * 10.0).round() as i32)
            .collect();
        decilitres.sort_unstable();
        decilitres.dedup();
        assert!(decilitres.len() > 60, "{decilitres:?}");
    }

    #[test]
    fn another_dwelling_changes_none_of_the_others() {
        let calendar = Calendar::new(2023, None);
        let of = |dwellings| {
            hot_water_draws(&calendar, true, HotWaterDraws { dwellings, litres_per_day: 50.0 }, 9)
        };
        let (three, four) = (of(3), of(4));
        assert!(three.iter().zip(&four).all(|(less, more)| *more >= less - 1e-9));
        assert_eq!(of(3), three);
    }
}
