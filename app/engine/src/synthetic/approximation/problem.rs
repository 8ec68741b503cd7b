//! Key figures as sums over groups of hours: whether they fit together, and the loads that meet them.

use super::solver::{Group, Odds};
use super::{KeyFigureWishes, NIGHT_HOURS};
use crate::calendar::{Calendar, DayType};
use crate::synthetic::contradiction::{ApproximationError, Contradiction};
use crate::time::{HOURS, days_in_month};

/// An odds exponent of more than this is not tried; see [`Problem::sharpened`].
const MAX_SHARPNESS: f64 = 12.0;
/// How near peak and base load the next hours should come, as a share of the way.
const REACH: f64 = 0.1;
/// Relative error at which a figure is met.
const MET: f64 = 1e-9;

/// The figures as sums over groups of hours.
pub(super) struct Problem {
    pub(super) base_kw: f64,
    pub(super) span_kw: f64,
    /// Highest value; base and span together may differ from it in the last bit.
    peak_kw: f64,
    mean_kw: f64,
    months_given: bool,
    /// Months, or one group for the whole year, with the energy above the base load in kWh.
    months: Vec<Group>,
    is_weekend: Vec<bool>,
    is_night: Vec<bool>,
    ratios: Vec<Ratio>,
}

/// The mean power of some hours ÷ that of the others.
struct Ratio {
    given: f64,
    is_weekend: bool,
    hours: usize,
}

impl Problem {
    pub(super) fn of(wishes: &KeyFigureWishes, calendar: &Calendar) -> Result<Self, ApproximationError> {
        check_figures(wishes)?;
        let base_kw = wishes.base_kw.unwrap_or(0.0);
        let months_kwh = wishes.monthly_kwh.map(|months| months.iter().sum::<f64>());
        let annual_kwh = wishes.annual_kwh.or(months_kwh).ok_or(ApproximationError::EnergyMissing)?;
        let mut start = 0;
        let months = match wishes.monthly_kwh {
            None => vec![Group { hours: (0..HOURS).collect(), target: annual_kwh - base_kw * HOURS as f64 }],
            Some(months) => (1..=12)
                .zip(months)
                .map(|(month, kwh)| {
                    // 2023 stands for any year without a leap day, as the axis has none.
                    let hours = usize::from(days_in_month(2023, month)) * 24;
                    start += hours;
                    Group { hours: (start - hours..start).collect(), target: kwh - base_kw * hours as f64 }
                })
                .collect(),
        };
        let day_types = calendar.day_types();
        let is_weekend: Vec<bool> = (0..HOURS).map(|hour| day_types[hour / 24] != DayType::Workday).collect();
        let is_night: Vec<bool> =
            (0..HOURS).map(|hour| !(NIGHT_HOURS.0..NIGHT_HOURS.1).contains(&(hour % 24))).collect();
        let count = |hours: &[bool]| hours.iter().filter(|hour| **hour).count();
        let ratio = |given: Option<f64>, is_weekend: bool, hours: usize| {
            given.map(|given| Ratio { given, is_weekend, hours })
        };
        let ratios = [
            ratio(wishes.weekend_ratio, true, count(&is_weekend)),
            ratio(wishes.night_ratio, false, count(&is_night)),
        ];
        Ok(Self {
            base_kw,
            span_kw: wishes.peak_kw - base_kw,
            peak_kw: wishes.peak_kw,
            mean_kw: annual_kwh / HOURS as f64,
            months_given: wishes.monthly_kwh.is_some(),
            months,
            is_weekend,
            is_night,
            ratios: ratios.into_iter().flatten().collect(),
        })
    }

    const fn members(&self, ratio: &Ratio) -> &Vec<bool> {
        if ratio.is_weekend { &self.is_weekend } else { &self.is_night }
    }

    /// Energy above the base load that the hours of a ratio must have together, kWh.
    fn target(&self, ratio: &Ratio) -> f64 {
        let (inside, outside) = (ratio.hours as f64, (HOURS - ratio.hours) as f64);
        let total = self.mean_kw * HOURS as f64;
        ratio.given * inside / (ratio.given * inside + outside) * total - self.base_kw * inside
    }

    /// Least and greatest possible value of a ratio, given months, peak and base load.
    fn range(&self, ratio: &Ratio) -> (f64, f64) {
        let members = self.members(ratio);
        let (mut least, mut greatest) = (0.0, 0.0);
        for month in &self.months {
            let inside = month.hours.iter().filter(|hour| members[**hour]).count() as f64;
            let outside = month.hours.len() as f64 - inside;
            greatest += (inside * self.span_kw).min(month.target);
            least += (month.target - outside * self.span_kw).max(0.0);
        }
        let (inside, outside) = (ratio.hours as f64, (HOURS - ratio.hours) as f64);
        let total = self.mean_kw * HOURS as f64;
        let ratio_of = |above_base: f64| {
            let energy = above_base + self.base_kw * inside;
            energy / inside / ((total - energy) / outside).max(f64::MIN_POSITIVE)
        };
        (ratio_of(least), ratio_of(greatest))
    }

    pub(super) fn contradictions(&self, wishes: &KeyFigureWishes) -> Vec<Contradiction> {
        let mut found = Vec::new();
        let (base_kw, peak_kw, mean_kw) = (self.base_kw, wishes.peak_kw, self.mean_kw);
        if peak_kw < mean_kw * (1.0 - MET) {
            found.push(Contradiction::PeakBelowMean { peak_kw, mean_kw });
        }
        if base_kw > mean_kw * (1.0 + MET) {
            found.push(Contradiction::BaseAboveMean { base_kw, mean_kw });
        }
        if let Some((annual_kwh, months)) = wishes.annual_kwh.zip(wishes.monthly_kwh) {
            let months_kwh = months.iter().sum::<f64>();
            if (months_kwh - annual_kwh).abs() > 1e-6 * annual_kwh {
                found.push(Contradiction::MonthsDoNotAddUp { months_kwh, annual_kwh });
            }
        }
        if found.is_empty() && self.months_given {
            found.extend(self.months_out_of_range());
        }
        if found.is_empty() {
            found.extend(self.extremes_in_no_month(wishes));
        }
        if found.is_empty() {
            found.extend(self.ratios.iter().filter_map(|ratio| self.ratio_out_of_range(ratio)));
        }
        found
    }

    fn months_out_of_range(&self) -> impl Iterator<Item = Contradiction> + '_ {
        (1_u8..).zip(&self.months).filter_map(|(month, group)| {
            let hours = group.hours.len() as f64;
            let room = hours * self.span_kw;
            let slack = MET * hours * (self.base_kw + self.span_kw);
            (group.target < -slack || group.target > room + slack).then_some(Contradiction::MonthOutOfRange {
                month,
                given_kwh: group.target + self.base_kw * hours,
                min_kwh: self.base_kw * hours,
                max_kwh: self.base_kw * hours + room,
            })
        })
    }

    fn extremes_in_no_month(&self, wishes: &KeyFigureWishes) -> Vec<Contradiction> {
        let slack = MET * wishes.peak_kw;
        let richest = self.months.iter().map(|month| month.target).fold(0.0, f64::max);
        let mut found = Vec::new();
        if richest < self.span_kw - slack {
            let max_kw = self.base_kw + richest;
            found.push(Contradiction::PeakInNoMonth { peak_kw: wishes.peak_kw, max_kw });
        }
        // The energy that would remain for the hour with the base load if all others stood at the peak.
        let lowest = self
            .months
            .iter()
            .map(|month| month.target - (month.hours.len() - 1) as f64 * self.span_kw)
            .fold(f64::INFINITY, f64::min);
        if wishes.base_kw.is_some() && self.span_kw > slack && lowest > slack {
            found.push(Contradiction::BaseInNoMonth { base_kw: self.base_kw, min_kw: self.base_kw + lowest });
        }
        found
    }

    fn ratio_out_of_range(&self, ratio: &Ratio) -> Option<Contradiction> {
        let ((min, max), given) = (self.range(ratio), ratio.given);
        if given >= min * (1.0 - MET) && given <= max * (1.0 + MET) {
            return None;
        }
        Some(if ratio.is_weekend {
            Contradiction::WeekendRatioOutOfRange { given, min, max }
        } else {
            Contradiction::NightRatioOutOfRange { given, min, max }
        })
    }

    /// The shape as odds with the annual energy, so sharp that peak and base load do not stand alone.
    fn sharpened(&self, start: &[f64], has_base: bool) -> Odds {
        let year = Group {
            hours: (0..HOURS).collect(),
            target: self.months.iter().map(|month| month.target).sum::<f64>(),
        };
        let mut sharpness = 1.0;
        loop {
            let powers = start.iter().map(|odds| libm::exp(sharpness * libm::log(*odds))).collect();
            let mut odds = Odds::new(powers, self.span_kw);
            odds.solve(core::slice::from_ref(&year), MET);
            let shares = || (0..HOURS).map(|hour| odds.above_base(hour) / self.span_kw);
            let near_peak = shares().fold(0.0, f64::max) >= 1.0 - REACH;
            let near_base = !has_base || shares().fold(1.0, f64::min) <= REACH;
            if (near_peak && near_base) || sharpness >= MAX_SHARPNESS {
                return odds;
            }
            sharpness *= 1.25;
        }
    }

    /// The values in kW; first without the hours of peak and base load, which shows where they belong.
    pub(super) fn solve(&self, start: &[f64], has_base: bool) -> Result<Vec<f64>, ApproximationError> {
        let mut groups: Vec<Group> = self
            .ratios
            .iter()
            .map(|ratio| {
                let members = self.members(ratio);
                Group {
                    hours: (0..HOURS).filter(|hour| members[*hour]).collect(),
                    target: self.target(ratio),
                }
            })
            .collect();
        groups.extend(self.months.iter().cloned());
        let mut odds = self.sharpened(start, has_base);
        odds.solve(&groups, MET);
        let month_of = |hour: usize| self.months.iter().find(|month| month.hours.contains(&hour));
        let room =
            |hour: &usize| month_of(*hour).is_some_and(|month| month.target >= self.span_kw * (1.0 - MET));
        let top = (0..HOURS).filter(room).max_by(|a, b| odds.of(*a).total_cmp(&odds.of(*b)).then(b.cmp(a)));
        let bottom = (0..HOURS)
            .filter(|hour| Some(*hour) != top)
            .filter(|hour| {
                month_of(*hour).is_some_and(|month| {
                    month.target <= (month.hours.len() - 1) as f64 * self.span_kw * (1.0 + MET)
                })
            })
            .min_by(|a, b| odds.of(*a).total_cmp(&odds.of(*b)).then(a.cmp(b)));
        if let Some(top) = top {
            odds.fix(top, f64::INFINITY);
        }
        if let Some(bottom) = bottom.filter(|_| has_base) {
            odds.fix(bottom, 0.0);
        }
        let missed_by = odds.solve(&groups, MET);
        if missed_by > MET {
            return Err(ApproximationError::Contradictory(vec![Contradiction::NotTogether { missed_by }]));
        }
        let value = |hour| (self.base_kw + odds.above_base(hour)).clamp(self.base_kw, self.peak_kw);
        Ok((0..HOURS).map(|hour| if Some(hour) == top { self.peak_kw } else { value(hour) }).collect())
    }
}

fn check_figures(wishes: &KeyFigureWishes) -> Result<(), ApproximationError> {
    let figures = [
        ("annual_kwh", wishes.annual_kwh),
        ("peak_kw", Some(wishes.peak_kw)),
        ("base_kw", wishes.base_kw),
        ("weekend_ratio", wishes.weekend_ratio),
        ("night_ratio", wishes.night_ratio),
    ];
    let months = wishes.monthly_kwh.iter().flatten().map(|kwh| ("monthly_kwh", Some(*kwh)));
    for (figure, value) in figures.into_iter().chain(months) {
        if value.is_some_and(|value| !value.is_finite() || value < 0.0) {
            return Err(ApproximationError::InvalidFigure { figure });
        }
    }
    Ok(())
}
