//! Charging of electric cars: the expected course of many, and single cars drawn at random.
//!
//! A car that arrives plugs in with some probability and charges with constant power until its energy is
//! delivered. Arrivals by hour come from the German mobility survey (MiD) as tabulated in emobpy 0.6.2 (MIT).

use serde::{Deserialize, Serialize};

use crate::calendar::Calendar;
use crate::fit::fit_to_energy_and_peak;
use crate::random::Random;
use crate::series::hourly_means;
use crate::time::{QUARTER_HOURS, Resolution, follow_summer_time};

mod arrivals;

pub use arrivals::ChargingPlace;

use arrivals::Arrivals;

/// Charge points from which the expected course stands for the single cars.
pub const MANY_POINTS: u16 = 50;
/// Cars that are drawn one by one to find the peak of many.
const DRAWN_POINTS: u16 = 400;
/// Fleets that are drawn to find the usual peak.
const FLEETS: u64 = 3;

/// Parameters of charging.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Charging {
    /// Number of charge points, each with a car of its own.
    pub points: u16,
    /// Power of a charge point, kW.
    pub charge_kw: f64,
    /// Distance per car and day, mean of the year, km.
    pub km_per_day: f64,
    /// Consumption of the cars, kWh per 100 km.
    pub kwh_per_100_km: f64,
    /// Share of the energy from the grid that reaches the battery.
    pub efficiency: f64,
    /// Probability that a car is plugged in on a usual day.
    pub plug_in_probability: f64,
    /// Where the cars charge.
    pub place: ChargingPlace,
    /// Single cars, or the expected course.
    #[serde(default)]
    pub course: Course,
}

/// Single cars, or the expected course of many.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Course {
    /// Below 50 charge points single cars; from 50 on the expected course, raised to the peak that single cars
    /// of that number usually reach in an hour.
    #[default]
    Auto,
    /// The mean of very many cars; its peak is too low for a given number of them.
    Expected,
    /// Single cars, whatever their number.
    Drawn,
}

impl Course {
    /// Every course.
    pub const ALL: [Self; 3] = [Self::Auto, Self::Expected, Self::Drawn];
}

impl Default for Charging {
    /// Ten cars at home, 11 kW, 37 km a day (mean of Germany), 18 kWh/100 km, efficiency 0.9, plugged in every
    /// other day.
    fn default() -> Self {
        Self {
            points: 10,
            charge_kw: 11.0,
            km_per_day: 37.0,
            kwh_per_100_km: 18.0,
            efficiency: 0.9,
            plug_in_probability: 0.5,
            place: ChargingPlace::Home,
            course: Course::Auto,
        }
    }
}

impl Charging {
    /// Energy that the cars take from the grid in a year, kWh.
    #[must_use]
    pub fn annual_kwh(&self) -> f64 {
        f64::from(self.points) * self.annual_kwh_per_point()
    }

    fn annual_kwh_per_point(&self) -> f64 {
        365.0 * self.km_per_day * self.kwh_per_100_km / 100.0 / self.efficiency.max(1e-6)
    }
}

/// Power of the charge points, kW, as 35 040 quarter-hour means; it holds [`Charging::annual_kwh`] up to the
/// chance of the draws.
#[must_use]
pub fn charging(calendar: &Calendar, summer_time: bool, parameters: Charging, seed: u64) -> Vec<f64> {
    let fleet = Fleet::new(calendar, parameters);
    let many = parameters.points >= MANY_POINTS;
    let mut values = match parameters.course {
        Course::Expected => fleet.expected(),
        Course::Drawn => fleet.drawn(parameters.points, seed),
        Course::Auto if !many => fleet.drawn(parameters.points, seed),
        Course::Auto => fleet.expected_with_usual_peak(seed),
    };
    if summer_time {
        follow_summer_time(&mut values, calendar.axis(), Resolution::QuarterHour);
    }
    values
}

/// Shape of charging at home with the usual parameters: the expected course, hourly.
#[must_use]
pub fn home_charging(calendar: &Calendar, summer_time: bool) -> Vec<f64> {
    let fleet = Fleet::of(Arrivals::home_of_all(), calendar, Charging::default());
    let mut shape = hourly_means(&fleet.expected());
    if summer_time {
        follow_summer_time(&mut shape, calendar.axis(), Resolution::Hour);
    }
    shape
}

/// Arrivals of a year and the charge that follows each of them.
struct Fleet {
    parameters: Charging,
    arrivals: Arrivals,
    /// Probability of a charge on each day of the axis, and the day's column of the arrivals.
    days: Vec<(f64, usize)>,
    /// Energy of one charge, kWh.
    charge_kwh: f64,
}

impl Fleet {
    fn new(calendar: &Calendar, parameters: Charging) -> Self {
        Self::of(Arrivals::at(parameters.place), calendar, parameters)
    }

    fn of(arrivals: Arrivals, calendar: &Calendar, parameters: Charging) -> Self {
        let probability = parameters.plug_in_probability.clamp(1e-3, 1.0);
        let days: Vec<(f64, usize)> = calendar
            .day_types()
            .iter()
            .map(|day_type| {
                let column = day_type.index();
                ((probability * arrivals.weight[column]).min(1.0), column)
            })
            .collect();
        let charges: f64 = days.iter().map(|(probability, _)| probability).sum();
        let charge_kwh = parameters.annual_kwh_per_point() / charges.max(1e-9);
        Self { parameters, arrivals, days, charge_kwh }
    }

    fn charge_h(&self) -> f64 {
        self.charge_kwh / self.parameters.charge_kw.max(1e-6)
    }

    /// Expected power of all points.
    fn expected(&self) -> Vec<f64> {
        let kernel = kernel(self.charge_h() * 4.0);
        let mut values = vec![0.0; QUARTER_HOURS];
        let full_kw = f64::from(self.parameters.points) * self.parameters.charge_kw;
        for (day, (probability, column)) in self.days.iter().enumerate() {
            for (hour, arriving) in self.arrivals.shares[*column].iter().enumerate() {
                let in_quarter = full_kw * probability * arriving / 4.0;
                for quarter in 0..4 {
                    let start = day * 96 + hour * 4 + quarter;
                    for (later, share) in kernel.iter().enumerate() {
                        values[(start + later) % QUARTER_HOURS] += in_quarter * share;
                    }
                }
            }
        }
        values
    }

    /// Power of single cars.
    fn drawn(&self, points: u16, seed: u64) -> Vec<f64> {
        let mut values = vec![0.0; QUARTER_HOURS];
        let quarters = self.charge_h() * 4.0;
        for point in 0..points {
            let mut random = Random::stream(seed, u64::from(point));
            let mut free_from = 0.0_f64;
            for (day, (probability, column)) in self.days.iter().enumerate() {
                let (plugged_in, when) = (random.chance(*probability), random.unit());
                if plugged_in {
                    let arrival = (day * 96) as f64 + 4.0 * self.arrivals.hour(*column, when);
                    // A car that is still charging goes on with what it has used since.
                    let start = arrival.max(free_from);
                    free_from = start + quarters;
                    charge(&mut values, start, quarters, self.parameters.charge_kw);
                }
            }
        }
        values
    }

    /// The expected course with the hourly peak that single cars of this number usually reach.
    fn expected_with_usual_peak(&self, seed: u64) -> Vec<f64> {
        let expected = self.expected();
        let highest = |values: &[f64]| values.iter().copied().fold(0.0, f64::max);
        let drawn = self.parameters.points.min(DRAWN_POINTS);
        // Hourly means: within the hour, the expected course is smoother than any number of cars.
        let fleet = |number| self.drawn(drawn, Random::stream(seed, number).next_u64());
        let peaks = (0..FLEETS).map(|number| highest(&hourly_means(&fleet(number))));
        let peak_of_drawn_kw = peaks.sum::<f64>() / FLEETS as f64;
        let points = f64::from(self.parameters.points);
        let expected_kw = highest(&expected) / points;
        // What the peak of a car lies above the expected one falls with the square root of the number.
        let above_kw = (peak_of_drawn_kw / f64::from(drawn) - expected_kw).max(0.0);
        let peak_kw = points * (expected_kw + above_kw * libm::sqrt(f64::from(drawn) / points));
        let kwh = expected.iter().sum::<f64>() / 4.0;
        fit_to_energy_and_peak(&expected, kwh, peak_kw).map_or(expected, |fit| fit.values_kw)
    }
}

/// Adds a constant power from `start` for a duration, both in quarter hours; the year is a ring.
fn charge(values: &mut [f64], start: f64, quarters: f64, kw: f64) {
    let (mut at, end) = (start, start + quarters);
    while at < end {
        let step = at as usize;
        let until = ((step + 1) as f64).min(end);
        values[step % QUARTER_HOURS] += kw * (until - at);
        at = until;
    }
}

/// Expected share of full power in the quarter hour of arrival and those after it, if cars arrive evenly within
/// it and charge for `duration` quarter hours.
fn kernel(duration: f64) -> Vec<f64> {
    // Integral over time of the share of cars that have arrived by then.
    let arrived = |t: f64| {
        if t <= 0.0 {
            0.0
        } else if t < 1.0 {
            0.5 * t * t
        } else {
            t - 0.5
        }
    };
    let within = |from: f64| arrived(from + 1.0) - arrived(from);
    let steps = duration.min(QUARTER_HOURS as f64) as usize + 2;
    (0..steps).map(|step| within(step as f64) - within(step as f64 - duration)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::HOURS;

    fn highest(values: &[f64]) -> f64 {
        values.iter().copied().fold(0.0, f64::max)
    }

    fn middle(mut values: Vec<f64>) -> f64 {
        values.sort_by(f64::total_cmp);
        values[values.len() / 2]
    }

    #[test]
    fn a_charge_lasts_its_duration() {
        for duration in [0.25, 1.0, 5.38, 31.6] {
            let kernel = kernel(duration);
            assert!((kernel.iter().sum::<f64>() - duration).abs() < 1e-9);
            assert!(kernel.iter().all(|share| (-1e-12..=1.0 + 1e-12).contains(share)));
        }
    }

    #[test]
    fn every_course_at_every_place_holds_the_energy_of_the_cars() {
        let calendar = Calendar::new(2023, None);
        for place in ChargingPlace::ALL {
            for course in [Course::Expected, Course::Drawn, Course::Auto] {
                let parameters = Charging { points: 120, place, course, ..Charging::default() };
                let kwh = charging(&calendar, false, parameters, 1).iter().sum::<f64>() / 4.0;
                let ratio = kwh / parameters.annual_kwh();
                assert!((ratio - 1.0).abs() < 0.02, "{place:?} {course:?}: {ratio}");
            }
        }
        let one = Charging { points: 1, ..Charging::default() };
        assert!((one.annual_kwh() - 2701.0).abs() < 1.0);
    }

    #[test]
    fn the_peak_per_car_falls_with_their_number() {
        // Own prototype in numpy, 15-minute and hourly means, workers' arrivals, one draw each.
        let calendar = Calendar::new(2023, None);
        for (points, quarter_kw, hour_kw) in
            [(1, 11.0, 11.0), (20, 3.3, 2.9), (50, 2.5, 2.3), (100, 1.9, 1.7), (300, 1.4, 1.3)]
        {
            for course in [Course::Auto, Course::Drawn] {
                let parameters = Charging { points, course, ..Charging::default() };
                let peaks: Vec<(f64, f64)> = (0..7)
                    .map(|seed| {
                        let values = charging(&calendar, false, parameters, seed);
                        let per_car = f64::from(points);
                        (highest(&values) / per_car, highest(&hourly_means(&values)) / per_car)
                    })
                    .collect();
                let quarter = middle(peaks.iter().map(|peak| peak.0).collect());
                let hour = middle(peaks.iter().map(|peak| peak.1).collect());
                assert!((quarter / quarter_kw - 1.0).abs() < 0.15, "{points} {course:?}: {quarter} kW");
                assert!((hour / hour_kw - 1.0).abs() < 0.15, "{points} {course:?}: {hour} kW hourly");
            }
        }
    }

    #[test]
    fn cars_at_work_charge_in_the_morning_of_workdays() {
        let calendar = Calendar::new(2023, None);
        let parameters = Charging { points: 200, place: ChargingPlace::Work, ..Charging::default() };
        let values = hourly_means(&charging(&calendar, false, parameters, 1));
        // 3 January 2023 is a Tuesday, 8 January a Sunday.
        let day = |day: usize| &values[day * 24..day * 24 + 24];
        let peak_hour = (0..24).max_by(|a, b| day(2)[*a].total_cmp(&day(2)[*b])).unwrap();
        assert!((7..=9).contains(&peak_hour), "{peak_hour}");
        assert!(highest(day(7)) < 0.05 * highest(day(2)));
    }

    #[test]
    fn home_charging_is_in_the_evening_and_an_hour_earlier_at_utc_plus_1_in_summer() {
        let calendar = Calendar::new(2023, None);
        let peak_hour = |shape: &[f64], day: usize| {
            let hours = &shape[day * 24..day * 24 + 24];
            (0..24).max_by(|a, b| hours[*a].total_cmp(&hours[*b])).unwrap()
        };
        let winter = home_charging(&calendar, true);
        assert_eq!(winter.len(), HOURS);
        assert!((18..=19).contains(&peak_hour(&winter, 9)));
        assert_eq!(peak_hour(&winter, 190) + 1, peak_hour(&home_charging(&calendar, false), 190));
        assert!(winter.iter().all(|value| *value > 0.0));
    }

    #[test]
    fn another_car_changes_none_of_the_others() {
        let calendar = Calendar::new(2023, None);
        let of = |points| charging(&calendar, true, Charging { points, ..Charging::default() }, 4);
        let (three, four) = (of(3), of(4));
        assert!(three.iter().zip(&four).all(|(less, more)| *more >= less - 1e-9));
        assert_ne!(three, charging(&calendar, true, Charging { points: 3, ..Charging::default() }, 5));
    }
}
