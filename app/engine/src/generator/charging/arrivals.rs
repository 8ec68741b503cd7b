//! When cars arrive at home, at work and in public, and on which days.
//!
//! Shares of the trips of a day by hour in eight bands, per cent per hour: German mobility survey (MiD) as
//! tabulated in emobpy 0.6.2 (MIT; `DepartureDestinationTrip_Worker.csv` and `…_Free.csv`), trips to `home`, to
//! `workplace`, and to `shopping`, `leisure` and `errands` together. Weights of the days are the numbers of
//! those trips.

use serde::{Deserialize, Serialize};

/// Where cars charge.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ChargingPlace {
    /// At home, arriving from work and other errands.
    Home,
    /// At the place of work: workdays, few on Saturdays.
    Work,
    /// In public: shopping, leisure and errands.
    Public,
}

impl ChargingPlace {
    /// Every place.
    pub const ALL: [Self; 3] = [Self::Home, Self::Work, Self::Public];
}

/// Arrivals on workdays, Saturdays and Sundays.
pub(super) struct Arrivals {
    /// Share of the day in each hour.
    pub shares: [[f64; 24]; 3],
    /// How many cars arrive, relative to a usual day.
    pub weight: [f64; 3],
}

/// First hour of each band; the last band ends at 23 h, after which the first one begins again.
const BANDS: [usize; 7] = [0, 6, 9, 11, 14, 17, 20];
const LAST_BAND_ENDS: usize = 23;

/// Per cent per hour in each band: workdays, Saturdays, Sundays.
type Bands = [[f64; 7]; 3];

const HOME_WORKERS: Bands = [
    [0.86, 0.67, 2.50, 4.67, 7.67, 11.67, 5.00],
    [1.14, 0.67, 4.00, 8.00, 6.67, 8.33, 4.33],
    [0.71, 0.33, 2.50, 6.00, 7.33, 11.00, 5.33],
];
const HOME_OTHERS: [f64; 7] = [0.43, 0.34, 5.05, 10.10, 7.74, 7.74, 3.03];
const WORK: Bands = [
    [0.57, 20.46, 8.42, 2.31, 2.31, 0.66, 0.66],
    [1.30, 12.12, 10.61, 5.72, 2.69, 1.68, 1.01],
    [1.30, 12.12, 10.61, 5.72, 2.69, 1.68, 1.01],
];
/// Means of the three purposes, weighted with their trips.
const PUBLIC: Bands = [
    [0.15, 1.36, 9.48, 9.08, 7.86, 6.49, 1.87],
    [0.22, 1.35, 8.63, 9.65, 7.91, 6.08, 2.08],
    [0.13, 0.83, 7.34, 9.54, 10.56, 5.58, 1.61],
];

impl Arrivals {
    /// Arrivals at a place; at home those of people who work, which have the higher peak.
    pub(super) fn at(place: ChargingPlace) -> Self {
        match place {
            ChargingPlace::Home => Self::of(HOME_WORKERS, [1.0; 3]),
            // 0.180 trips to work on workdays, 0.026 on Saturdays, none on Sundays.
            ChargingPlace::Work => Self::of(WORK, [1.0, 0.143, 0.0]),
            // 0.467, 0.553 and 0.539 trips, relative to their mean over the week.
            ChargingPlace::Public => Self::of(PUBLIC, [0.954, 1.130, 1.103]),
        }
    }

    /// Arrivals at home of workers and others, half each on workdays (own assumption).
    pub(super) fn home_of_all() -> Self {
        let mut bands = HOME_WORKERS;
        for (value, other) in bands[0].iter_mut().zip(HOME_OTHERS) {
            *value = 0.5 * (*value + other);
        }
        Self::of(bands, [1.0; 3])
    }

    fn of(bands: Bands, weight: [f64; 3]) -> Self {
        let shares = bands.map(|day| {
            let percent: [f64; 24] = core::array::from_fn(|hour| {
                let band = BANDS.iter().filter(|first| **first <= hour).count() - 1;
                if hour < LAST_BAND_ENDS { day[band] } else { day[0] }
            });
            let sum: f64 = percent.iter().sum();
            percent.map(|value| value / sum)
        });
        Self { shares, weight }
    }

    /// Hour of the day, with its fraction, at which a share (0 to below 1) of the cars has arrived.
    pub(super) fn hour(&self, column: usize, share: f64) -> f64 {
        let mut left = share;
        for (hour, arriving) in self.shares[column].iter().enumerate() {
            if left < *arriving {
                return hour as f64 + left / arriving;
            }
            left -= arriving;
        }
        23.999
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bands_make_whole_days() {
        for bands in [HOME_WORKERS, WORK, PUBLIC] {
            for day in bands {
                let hours = [7.0, 3.0, 2.0, 3.0, 3.0, 3.0, 3.0];
                let percent: f64 = day.iter().zip(hours).map(|(value, hours)| value * hours).sum();
                assert!((percent - 100.0).abs() < 1.0, "{day:?}: {percent}");
            }
        }
    }

    #[test]
    fn hours_follow_the_shares() {
        let arrivals = Arrivals::at(ChargingPlace::Home);
        let cars = 100_000;
        let evening = (0..cars)
            .filter(|car| (17.0..20.0).contains(&arrivals.hour(0, (f64::from(*car) + 0.5) / f64::from(cars))))
            .count();
        assert!((evening as f64 / f64::from(cars) - 0.35).abs() < 0.01);
        assert!((0.0..24.0).contains(&arrivals.hour(1, 0.999_999_9)));
    }
}
